"""``timeline publish``."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.cli.arguments import (
    add_events,
    add_force,
    add_json,
    add_revision,
    epoch,
    is_standard_input,
    load_events,
)
from timeline.cli.terminal import DONE, count, print_report, size
from timeline.errors import printable
from timeline.paths import quoted

if TYPE_CHECKING:
    from timeline.publishing import Published

TEXT = "build, and write a site that any web server can serve"
EXAMPLES = (
    "timeline publish",
    "timeline publish events.yaml -o site --pages --set feeds=party,place",
    "timeline publish chronologies    a folder with site.yaml: one site for all",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    add_events(
        parser, "chronology, a folder of them, or - for standard input (default: events.yaml)"
    )
    parser.add_argument(
        "-o", "--out", type=Path, default=Path("site"), help="folder of the site (default: site)"
    )
    parser.add_argument(
        "--exports", type=Path, default=Path("exports"), metavar="FOLDER",
        help="folder of the exports that the site is made from (default: exports)",
    )  # fmt: skip
    parser.add_argument(
        "--pages", action="store_true", help="write a page for each event, for links in messages"
    )
    add_revision(parser)
    add_force(parser)
    add_json(parser, "files, removed files, omissions and notes")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.building import clock
    from timeline.publishing import publish

    now = options.now or epoch()
    published = publish(
        load_events(options.events) if is_standard_input(options.events) else options.events,
        options.out,
        exports=options.exports,
        with_pages=options.pages,
        now=(lambda: now) if now else clock,
        options=dict(options.set or ()),
        force=options.force,
    )
    if options.json:
        print_report(
            files=[
                {"path": str(file.path), "size": file.size, "changed": file.changed}
                for file in published.files
            ],
            removed=[str(path) for path in published.removed],
            omissions=[
                {"event": omission.event, "reason": omission.reason}
                for omission in published.built.omissions
            ],
            notes=published.notes,
        )
    else:
        _print(options.out, published)
    return DONE


def _print(folder: Path, published: Published) -> None:
    files = published.files
    changed = [file for file in files if file.changed]
    total = size(sum(file.size for file in files))
    print(f"{printable(quoted(folder), 500)}: {count(len(files), 'file')}, {total}")
    print(f"changed: {count(len(changed), 'file')}" if changed else "nothing changed")
    for file in changed[:MOST_NAMED]:
        print(f"  {printable(quoted(file.path), 500)}")
    if len(changed) > MOST_NAMED:
        print(f"  and {len(changed) - MOST_NAMED:,} more")
    if published.removed:
        print(f"removed: {count(len(published.removed), 'file')}")
        for path in published.removed[:MOST_NAMED]:
            print(f"  {printable(quoted(path), 500)}")
    for note in published.notes:
        print(f"note: {printable(note, 500)}")


MOST_NAMED = 20
"""Maximum changed files that are listed by name."""
