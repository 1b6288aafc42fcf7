"""``timeline accept``."""

from __future__ import annotations

import argparse

from timeline.cli.decisions import add_chosen, chosen, report
from timeline.errors import UnknownName

TEXT = "accept drafts: write the status that their document gives them"
EXAMPLES = (
    "timeline accept visit-belgrade-2026-05 summit-samarkand-2025-04",
    "timeline accept --all",
    "timeline accept --from statement.docx",
    "timeline accept --from review.txt --status held --events chronology.yaml",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    add_chosen(parser, "accept")
    parser.add_argument(
        "--status", metavar="STATUS",
        help="status of the accepted events (default: the draft's own, else announced)",
    )  # fmt: skip


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.deciding import accept
    from timeline.events import Status

    known = [status.value for status in Status if status.is_accepted]
    if options.status is not None and options.status not in known:
        raise UnknownName("status", options.status, known)
    status = Status(options.status) if options.status else None
    events = chosen(options)
    return report(options, "accepted", *accept(options.events, events, status))
