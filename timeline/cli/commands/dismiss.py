"""``timeline dismiss``."""

from __future__ import annotations

import argparse

from timeline.cli.decisions import add_chosen, chosen, report

TEXT = "dismiss drafts: keep them out of every export, and do not draft them again"
EXAMPLES = (
    "timeline dismiss other-2026-05",
    "timeline dismiss --from statement.docx",
    "timeline accept other-2026-05            undoes this",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    add_chosen(parser, "dismiss")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.deciding import dismiss

    return report(options, "dismissed", *dismiss(options.events, chosen(options)))
