"""``timeline import``."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from timeline.cli.arguments import (
    add_json,
    content_and_name,
    day,
    input_file,
    is_standard_input,
    refuse_second_input,
    target,
)
from timeline.cli.terminal import (
    DONE,
    PROBLEMS,
    complain,
    count,
    print_problems,
    print_report,
)
from timeline.errors import OptionError, TimelineError, printable
from timeline.paths import quoted

if TYPE_CHECKING:
    from timeline.errors import Problem
    from timeline.importing import Drafts
    from timeline.importing.pairing import Pairing
    from timeline.importing.updating import FieldValue, Update

TEXT = "draft events from a table, a calendar or a JSON export"
EXAMPLES = (
    "timeline import chronology.csv            print the drafts",
    "timeline import chronology.csv --into events.yaml",
    "timeline import --language en-GB visits.csv",
    "timeline import exports/timeline.en.ics exports/timeline.ru.ics",
    "timeline import --map 'Участники=parties' --save-map columns.yaml visits.xlsx",
    "timeline import --map columns.yaml visits.xlsx",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    # Long: a list of arguments, each stated once.
    parser.add_argument(
        "files",
        nargs="+",
        metavar="file",
        help="tables, workbooks, calendars or JSON; - for standard input",
    )
    parser.add_argument(
        "--into", type=target, metavar="EVENTS", help="add the drafts to this file, at its end"
    )
    parser.add_argument(
        "--skip", action="store_true", help="leave out events with problems and add the others"
    )
    parser.add_argument(
        "--language", action="append", metavar="TAG", help="language of the dates; repeatable"
    )
    parser.add_argument(
        "--encoding",
        metavar="NAME",
        help="encoding, such as cp1251 (default: detected)",
    )
    parser.add_argument("--timezone", metavar="ZONE", help="time zone of times without one")
    parser.add_argument(
        "--map",
        action="append",
        default=[],
        metavar="HEADER=FIELD",
        help="field of a column, or a file saved with --save-map; repeatable",
    )
    parser.add_argument(
        "--save-map", type=Path, metavar="FILE", help="save the field of each column, for --map"
    )
    parser.add_argument(
        "--status",
        default="draft",
        metavar="STATUS",
        help="status of rows without one (default: draft)",
    )
    parser.add_argument(
        "--interactive",
        action="store_true",
        help="with --into: accept, edit, dismiss or skip one by one",
    )
    parser.add_argument(
        "--update",
        action="store_true",
        help="apply changes in the file to the events imported from it earlier",
    )
    add_json(parser, "notes and drafts")
    parser.add_argument("--on", type=day, metavar="DAY", help="day that relative dates count from")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    into: Path | None = options.into
    if options.interactive and not into:
        fact, hint = "--interactive needs a file to write to", "name the file with --into"
        raise OptionError([("--interactive", fact, hint)])
    options.files = [file for named in options.files for file in _meant(named)]
    drafts = _read(options)
    if options.save_map:
        _save(options.save_map, drafts.columns, inputs=(*map(Path, options.files), into))
    if not options.json:
        print_problems(drafts.problems, sys.stderr)
        for note in drafts.notes:
            print(f"note: {printable(note, 500)}", file=sys.stderr)
    if options.interactive and into and (options.skip or not drafts.problems):
        drafts = _reviewed(drafts, into)
    added = updated = 0
    refused: list[Problem] = []
    if into and (options.skip or not drafts.problems):
        added = _add(into, drafts, is_interactive=options.interactive)
        if options.update:
            updated, refused = _update(into, drafts)
    if options.json:
        print_report(
            [*drafts.problems, *refused],
            notes=drafts.notes,
            drafts=drafts.root,
            added=added,
            updated=updated,
            matches=[_record(match) for match in drafts.matches],
        )
    elif into is None:
        print(drafts.yaml, end="")
    elif added or not drafts.problems or options.skip:
        _print_differences(drafts, is_updated=options.update)
        _print_sum(into, drafts, added, updated)
    else:
        _refuse_all(into, drafts)
    if refused and not options.json:
        print_problems(refused, sys.stderr)
    return PROBLEMS if drafts.problems or refused else DONE


def _add(into: Path, drafts: Drafts, *, is_interactive: bool) -> int:
    """Adds the drafts to the file, and returns how many were added."""
    from timeline.editing import add

    count_of = len(drafts.root["events"])
    if count_of:
        try:
            add(into, drafts.root)
        except TimelineError:
            if is_interactive:
                # Print the drafts, so that the decisions are not lost.
                print(drafts.yaml, end="")
            raise
    return count_of


def _print_sum(into: Path, drafts: Drafts, added: int, updated: int) -> None:
    """Prints how many events were added, updated and left unchanged."""
    from timeline.importing.pairing import State

    unchanged = sum(match.state is State.UNCHANGED for match in drafts.matches)
    counts = [f"{count(added, 'event')} added"]
    counts += [f"{count(updated, 'event')} updated"] if updated else []
    counts += [f"{unchanged:,} unchanged"] if unchanged else []
    print(f"{printable(quoted(into), 500)}: {', '.join(counts)}")


def _refuse_all(into: Path, drafts: Drafts) -> None:
    """Reports that nothing was added because some events have problems."""
    refused = drafts.count - len(drafts.root["events"]) - len(drafts.matches)
    fact = (
        f"nothing was added to {quoted(into)}: "
        f"{refused} of {count(drafts.count, 'event')} have problems"
    )
    complain(fact, "correct the table, or add the others with --skip", "nothing-added")


def _reviewed(drafts: Drafts, into: Path) -> Drafts:
    """The drafts that the user accepts or dismisses in the dialogue."""
    from timeline.loading import load

    if isinstance(sys.stdin, io.TextIOWrapper):
        sys.stdin.reconfigure(errors="replace")
    return drafts.reviewed(input, print, load(into))


def _update(into: Path, drafts: Drafts) -> tuple[int, list[Problem]]:
    """Writes the changed values: all those of an event, or none.

    Returns the number of changed events, and why the others could not be changed.
    """
    from timeline.drafting import added
    from timeline.editing import amend
    from timeline.importing.pairing import State
    from timeline.importing.updating import updated

    by_event: dict[str, list[Update]] = {}
    for match in drafts.matches:
        if match.state is State.CHANGED:
            # Calendars in two languages may have the same edit.
            updates = by_event.setdefault(match.event, [])
            updates += [update for update in _updates(match) if update not in updates]
    events = [tuple(changes) for changes in by_event.values()]

    def applied(content: bytes, some: Sequence[tuple[Update, ...]]) -> bytes:
        updates = [update for event in some for update in event]
        if declared := drafts.declaring(name for update in updates for name in update.values):
            content = added(content, str(into), declared)
        return updated(content, str(into), updates)

    left_out = amend(into, applied, events)
    refused = [problem for _, problems in left_out for problem in problems]
    return len(events) - len(left_out), refused


def _updates(match: Pairing) -> Iterator[Update]:
    """New values for the event of *match*, and for the source that keeps what the file said."""
    from timeline.importing.updating import Update

    for one in match.differences:
        yield Update(match.event, one.field, one.after or None)
    if match.remark is not None:
        number, text = match.remark
        yield Update(match.event, f"sources.{number}.note", text)


def _print_differences(drafts: Drafts, *, is_updated: bool) -> None:
    """Prints the values in which the file differs from the chronology."""
    from timeline.importing.pairing import State

    changed = {match.event for match in drafts.matches if match.state is State.CHANGED}
    seen = set()
    for match in drafts.matches:
        edit = (match.event, match.state, repr(match.differences))
        if edit in seen:
            continue  # the same edit in the calendar of another language
        seen.add(edit)
        row = drafts.rows.get(match.draft)
        where = f"{match.event} (row {row})" if row else match.event
        is_disputed = match.state in (State.DISPUTED, State.UNRECORDED)
        for difference in match.differences:
            before, after = (
                printable(_shown(value), 60) or "nothing"
                for value in (difference.before, difference.after)
            )
            values = f"{before} here, {after} in the file" if is_disputed else f"{before} → {after}"
            print(f"{where}: {difference.field}: {values}")
        if match.state is State.DISPUTED:
            print("  both have changed since the last import; neither is applied")
        elif match.state is State.UNRECORDED:
            print("  there is no record of an earlier import; neither is applied")
    if changed and not is_updated:
        print(f"{count(len(changed), 'event')} changed in the file; --update applies the changes")


def _shown(value: FieldValue) -> str:
    """*value* on one line; of a text in several languages, all of them."""
    if isinstance(value, str):
        return value
    return " / ".join(value.values()) if isinstance(value, Mapping) else ", ".join(value)


def _record(match: Pairing) -> dict[str, object]:
    return {
        "event": match.event,
        "state": match.state.value,
        "differences": [
            {"field": one.field, "before": one.before, "after": one.after}
            for one in match.differences
        ],
    }


def _meant(named: str) -> list[str]:
    """The files that an argument matches: itself, or the matches of a pattern."""
    from timeline.paths import filled_in

    (found,) = filled_in([named], ()).values()
    return list(found) if len(found) > 1 else [str(input_file(Path(named)))]


def _read(options: argparse.Namespace) -> Drafts:
    from timeline.importing import read_all
    from timeline.loading import load
    from timeline.overwriting import Guard

    refuse_second_input(*options.files, "-" if options.interactive else None)
    if options.into:
        named = (file for file in options.files if not is_standard_input(file))
        Guard.of(named).check(options.into, lambda beginning: True)
    inputs = [
        content_and_name(Path(file)) if is_standard_input(file) else (None, file)
        for file in options.files
    ]
    return read_all(
        ((name, content) for content, name in inputs),
        languages=options.language,
        on=options.on,
        known=load(options.into) if options.into else None,
        encoding=options.encoding,
        timezone=options.timezone,
        mapping=options.map,
        status=options.status,
    )


def _save(path: Path, columns: Mapping[str, str], inputs: Iterable[Path | None]) -> None:
    """Writes a mapping file for ``--map``: each of the *columns* of a table, and its field."""
    from timeline.importing.headers import is_saved, saved
    from timeline.overwriting import Guard
    from timeline.writing import write

    Guard.of(inputs).check(path, is_saved)
    write(path.parent, [(path.name, [saved(columns).encode()])])
