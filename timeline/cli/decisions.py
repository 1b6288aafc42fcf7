"""What ``accept`` and ``dismiss`` share: how drafts are selected, and the report on them."""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.cli.arguments import add_json, content_and_name, load_events, target
from timeline.cli.terminal import DONE, PROBLEMS, count, print_problems, print_report
from timeline.errors import OptionError, printable
from timeline.paths import quoted

if TYPE_CHECKING:
    from timeline.editing import LeftOut
    from timeline.events import Event, Status, Timeline
    from timeline.importing.updating import Update


def add_chosen(parser: argparse.ArgumentParser, verb: str) -> None:
    """Adds the options that select the drafts to *verb*."""
    parser.add_argument("ids", nargs="*", metavar="ID", help="id of a draft")
    parser.add_argument("--all", action="store_true", help=f"{verb} every draft")
    parser.add_argument(
        "--from", dest="file", type=Path, metavar="FILE",
        help="select the drafts of a document or table, "
        "or those in a list with an id at the beginning of each line; - for standard input",
    )  # fmt: skip
    parser.add_argument(
        "--events", type=target, default=Path("events.yaml"), metavar="EVENTS",
        help="chronology (default: events.yaml)",
    )  # fmt: skip
    add_json(parser, "the statuses written, by id")


def chosen(options: argparse.Namespace) -> Sequence[Event]:
    """The drafts that the options select.

    Raises:
        OptionError: they select no draft, or select drafts in several ways.
        InputError: the chronology has problems, or an id is not the id of a draft.
    """
    from timeline.deciding import drafts, named

    _refuse_files(name for name in options.ids if "." in name)
    given = [bool(options.ids), options.all, options.file is not None]
    if sum(given) != 1:
        fact = (
            "no drafts are given" if not any(given) else "the drafts are given in more than one way"
        )
        raise OptionError([("", fact, "give ids, or --all, or --from FILE")])
    timeline = load_events(options.events)
    if options.all:
        return drafts(timeline)
    _refuse_files(name for name in options.ids if name not in timeline.by_id)
    ids = options.ids or _listed(options.file, timeline)
    return named(timeline, ids, str(options.events))


def _refuse_files(names: Iterable[str]) -> None:
    """Refuse *names* of files where ids of drafts belong.

    Raises:
        OptionError: one of them is a file.
    """
    if files := [name for name in names if Path(name).is_file()]:
        hint = "name a chronology with --events, a document or a list with --from"
        raise OptionError([("", f"{printable(files[0])!r} is a file, not the id of a draft", hint)])


def _listed(file: Path, timeline: Timeline) -> Sequence[str]:
    """The ids of the drafts read from the document *file*, or the ids listed in *file*."""
    from timeline.deciding import listed, read_from

    content, _ = content_and_name(file)
    ids = read_from(timeline, file, content)
    return listed(content.decode("utf-8-sig", "replace")) if ids is None else ids


def report(
    options: argparse.Namespace,
    done: str,
    statuses: Mapping[str, Status],
    left_out: Sequence[LeftOut[Update]],
) -> int:
    """Prints what was *done* and what could not be done; returns the exit code."""
    problems = [problem for _, found in left_out for problem in found]
    if options.json:
        print_report(problems, **{done: {name: str(each) for name, each in statuses.items()}})
        return PROBLEMS if problems else DONE
    print_problems(problems, sys.stderr)
    counted = Counter(str(status) for status in statuses.values())
    by_status = ", ".join(f"{number:,} {status}" for status, number in counted.most_common())
    detail = f" ({by_status})" if done == "accepted" and by_status else ""
    name = printable(quoted(options.events), 500)
    print(f"{name}: {count(len(statuses), 'draft')} {done}{detail}")
    return PROBLEMS if problems else DONE
