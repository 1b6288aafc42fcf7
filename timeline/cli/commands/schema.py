"""``timeline schema``."""

from __future__ import annotations

import argparse

from timeline.cli.terminal import DONE, print_json

TEXT = "print the JSON Schema of events.yaml or site.yaml, for editors, or of the JSON export"
EXAMPLES = (
    "timeline schema > events.schema.json",
    "timeline schema --site > site.schema.json",
    "timeline schema --export          what 'build --format json' writes",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    chosen = parser.add_mutually_exclusive_group()
    chosen.add_argument(
        "--site",
        action="store_true",
        help="print the schema of site.yaml",
    )
    chosen.add_argument("--export", action="store_true", help="print the schema of the JSON export")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    if options.export:
        from timeline.exporters.json import schema as export_schema

        print_json(export_schema())
        return DONE
    from timeline.loading.json_schema import schema, site_schema

    print_json(site_schema() if options.site else schema())
    return DONE
