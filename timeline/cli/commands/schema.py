"""``timeline schema``."""

from __future__ import annotations

import argparse

from timeline.cli.terminal import DONE, print_json

TEXT = "print the JSON Schema of events.yaml, for editors"
EXAMPLES = ("timeline schema > events.schema.json",)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds what the command takes to its *parser*."""


def run(_: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.loading import schema

    print_json(schema())
    return DONE
