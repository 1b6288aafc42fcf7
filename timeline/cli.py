"""The command line: thin, and the only place that prints.

Exit codes: 0 done, 1 the input has problems, 2 wrong usage. Heavy imports stand inside the
commands that need them, so that ``timeline --help`` answers at once.
"""

from __future__ import annotations

import argparse
import json
import os
import sys
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from timeline.errors import (
    DateError,
    InputError,
    OptionError,
    OutputError,
    TimelineError,
    UnknownName,
    printable,
)

if TYPE_CHECKING:
    from timeline import edtf
    from timeline.events import Event, Timeline
    from timeline.extraction.archive import Outcome

DONE: Final = 0
PROBLEMS: Final = 1
WRONG_USAGE: Final = 2
INTERRUPTED: Final = 130

MOST_PROBLEMS: Final = 200
"""Problems that are printed in one run; the rest are counted."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Runs one command and returns its exit code; *arguments* default to the process's own."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            # The output is UTF-8 whatever the locale; what a terminal lacks, it shows as escapes.
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code: int = options.run(options)
        sys.stdout.flush()
        return code
    except InputError as error:
        _print_problems(error.problems, sys.stderr)
        return WRONG_USAGE if isinstance(error, OptionError) else PROBLEMS
    except UnknownName as error:
        _complain(error.fact, error.hint)
        return WRONG_USAGE
    except DateError as error:
        _complain(error.fact, error.hint)
        return PROBLEMS
    except OutputError as error:
        _complain(str(error), "the previous exports are as they were")
        return PROBLEMS
    except TimelineError as error:
        _complain(str(error), "")
        return PROBLEMS
    except BrokenPipeError:
        # The reader (head, less) has left; what is still buffered must not complain at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return DONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except OSError as error:
        # Standard output on a full disk, say; files have errors of their own.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        where = error.filename or "standard output"
        _complain(f"{where}: {error.strerror or error}", "")
        return PROBLEMS


# -- the commands --------------------------------------------------------------------------------


def _build(options: argparse.Namespace) -> int:
    from timeline.building import build, clock

    now = options.now or _epoch()
    report = build(
        options.events,
        options.out,
        formats=options.format,
        languages=options.language,
        now=(lambda: now) if now else clock,
        options=dict(options.set or ()),
    )
    width = max(len(str(file.path)) for file in report.files) if report.files else 0
    for file in report.files:
        state = "" if file.changed else "  unchanged"
        print(f"{file.path!s:<{width}}  {_size(file.size):>8}{state}")
    if report.omissions:
        print("\nnot in the calendar:")
        width = max(len(omission.event) for omission in report.omissions)
        for omission in report.omissions:
            print(f"  {omission.event:<{width}}  {printable(omission.reason, 200)}")
    for note in report.notes:
        print(f"note: {printable(note, 500)}")
    return DONE


def _check(options: argparse.Namespace) -> int:
    from timeline import loading, nodes
    from timeline.building import clock
    from timeline.review import remarks

    name = str(options.events)
    examination = loading.examine(nodes.read(options.events), name)
    timeline = examination.timeline
    on = options.on or (_epoch() or clock()).date()
    found = remarks(timeline, on) if timeline else ()
    if options.json:
        _print_json(
            {
                "problems": [_problem_json(problem) for problem in examination.problems],
                "remarks": [{"event": remark.event, "text": remark.text} for remark in found],
            }
        )
        return PROBLEMS if examination.problems else DONE
    _print_problems(examination.problems, sys.stdout)
    if timeline is None:
        return PROBLEMS
    if found and not options.quiet:
        width = max(len(remark.event) for remark in found)
        for remark in found:
            print(f"{remark.event:<{width}}  {remark.text}")
        print()
    curated = _count(len(timeline.document.events), "event")
    derived = _count(len(timeline.events) - len(timeline.document.events), "derived anniversary")
    print(f"{name}: {curated} and {derived}, no problems")
    return DONE


def _diff(options: argparse.Namespace) -> int:
    from timeline.building import compare

    compared = compare(options.events, options.published, languages=options.language)
    for name, changes in compared.items():
        print(f"{name}: {_count(len(changes), 'change') if changes else 'no change'}")
        for change in changes:
            for line in str(change).splitlines():
                print(f"  {printable(line, 500)}")
    return DONE


def _lint(options: argparse.Namespace) -> int:
    from timeline import nodes
    from timeline.linting import lint

    problems = [problem for path in options.files for problem in lint(nodes.read(path), str(path))]
    if options.json:
        _print_json([_problem_json(problem) for problem in problems])
    else:
        _print_problems(problems, sys.stdout)
        if not problems:
            print(f"{_count(len(options.files), 'file')}, no problems")
    return PROBLEMS if problems else DONE


def _list(options: argparse.Namespace) -> int:
    timeline = _load(options.events)
    events = list(_selected(timeline, options))
    if options.json:
        _print_json([_event_json(event, timeline) for event in events])
        return DONE
    language = _language(options, timeline)
    width = max((len(str(event.date)) for event in events), default=0)
    for event in events:
        when = str(event.date) if event.is_dated else "-"
        print(f"{when:<{width}}  {event.id}  {printable(_title(timeline, event, language), 120)}")
    return DONE


def _show(options: argparse.Namespace) -> int:
    timeline = _load(options.events)
    event = timeline.event(options.id)
    if options.json:
        _print_json(_event_json(event, timeline))
        return DONE
    for line in _description(event, timeline, _language(options, timeline)):
        print(printable(line, 2000))
    return DONE


def _date(options: argparse.Namespace) -> int:
    if options.phrase == "-":
        lines: Iterable[str] = (line.rstrip("\r\n") for line in _standard_input())
        return _dates(lines, options)
    return _dates([options.phrase], options)


def _dates(phrases: Iterable[str], options: argparse.Namespace) -> int:
    """Reads each phrase and prints it at once, so that another program can talk to this one."""
    from timeline.phrases import read
    from timeline.records import date_record

    code = DONE
    for phrase in phrases:
        answer: dict[str, object]
        try:
            reading = read(phrase, options.language, options.on)
        except DateError as error:
            code = PROBLEMS
            answer = {"text": phrase, "error": error.fact, "hint": error.hint}
            if not options.json:
                _complain(f"{printable(phrase)!r}: {error.fact}", error.hint)
        else:
            answer = {"text": phrase, **date_record(reading.value, reading.zone)}
            if not options.json:
                language = reading.language or (options.language or ["en"])[0]
                _print_reading(answer, reading.value, language)
        if options.json:
            print(json.dumps(answer, ensure_ascii=False), flush=True)
    return code


def _schema(_: argparse.Namespace) -> int:
    from timeline.loading import schema

    _print_json(schema())
    return DONE


def _import(options: argparse.Namespace) -> int:
    from timeline.importing import read

    target: Path | None = options.into
    drafts = read(
        options.file,
        languages=options.language,
        on=options.on,
        known=_load(target) if target else None,
    )
    _print_problems(drafts.problems, sys.stderr)
    for note in drafts.notes:
        print(f"note: {printable(note, 500)}", file=sys.stderr)
    sound = len(drafts.root["events"])
    if target is None:
        print(drafts.yaml, end="")
    elif drafts.problems and not options.skip:
        hint = "mend the table, or take the others with --skip"
        _complain(f"nothing was added to {target}: {drafts.count - sound} of "
                  f"{_count(drafts.count, 'event')} have problems", hint)  # fmt: skip
    else:
        from timeline.building import add

        add(target, drafts.root)
        print(f"{target}: {_count(sound, 'event')} added")
    return PROBLEMS if drafts.problems else DONE


def _extract(options: argparse.Namespace) -> int:
    from timeline.extraction.archive import Request, files, outcomes

    if options.interactive and not options.into:
        _complain("there is nowhere to put what you accept", "name the file with --into")
        return WRONG_USAGE
    chronology = _load(options.into or options.against) if options.into or options.against else None
    request = Request(
        language=options.language, on=options.on, title=options.title, chronology=chronology
    )
    paths = files(options.files)
    code = DONE
    found: list[Outcome] = []
    for outcome in outcomes(
        paths, request, workers=options.workers, scheduler=options.scheduler, told=_progress
    ):
        if outcome.problems:
            code = PROBLEMS
            _print_problems(outcome.problems, sys.stderr)
        elif options.json:
            from timeline.extraction.records import outcome_record

            print(json.dumps(outcome_record(outcome), ensure_ascii=False), flush=True)
        elif not options.yaml and not options.interactive:
            _print_outcome(outcome)
        # A JSON line is done with; the other ways need everything at once.
        if not outcome.problems and (options.html or not options.json):
            found.append(outcome)
    if options.yaml:
        from timeline.extraction.merging import unique, yaml

        drafts = (draft for outcome in found for draft in outcome.drafts)
        print(yaml(unique(drafts, chronology.events if chronology else ())), end="")
    elif not options.json and len(paths) > 1:
        drafted, refused = (
            sum(len(getattr(outcome, name)) for outcome in found) for name in ("drafts", "refused")
        )
        print(
            f"\n{_count(len(found), 'document')}: {_count(drafted, 'draft')}, {refused} refused; "
            f"{_count(len(paths) - len(found), 'file')} could not be read"
        )
    if options.html:
        _write_view(options.html, found)
    if options.into:
        _add_drafts(options, found, chronology)
    return code


def _add_drafts(
    options: argparse.Namespace, found: Sequence[Outcome], chronology: Timeline | None
) -> None:
    """Adds what was drafted, or accepted in the dialogue, to the chronology."""
    from timeline.building import amend
    from timeline.extraction.dialogue import review
    from timeline.extraction.merging import accepted, merge, unique

    drafts = unique(
        (draft for outcome in found for draft in outcome.drafts),
        chronology.events if chronology else (),
    )
    matches = (match for outcome in found for match in outcome.matches)
    proposals = list(zip(drafts, matches, strict=True))
    if options.interactive:
        additions = list(review(proposals, input, print, chronology))
    else:
        additions = accepted(proposals)
    if additions:
        amend(options.into, lambda content: merge(content, str(options.into), additions))
    sources = sum(addition.event is not None for addition in additions)
    events = len(additions) - sources
    print(
        f"{options.into}: {_count(events, 'event')} and {_count(sources, 'source')} added",
        file=sys.stderr if options.json or options.yaml else sys.stdout,
    )


def _write_view(path: Path, found: Sequence[Outcome]) -> None:
    from timeline.building import write
    from timeline.exporters import Export
    from timeline.extraction.view import page

    read = [(one.extraction, one.matches) for one in found if one.extraction]
    language = read[0][0].document.language if read else "en"
    write(path.parent, [Export(path.name, page(read, language).encode())])
    print(path, file=sys.stderr)


def _init(options: argparse.Namespace) -> int:
    from timeline.building import initialise

    folder = options.directory
    for path in initialise(folder):
        print(path)
    print(f"\nnow: timeline build {folder / 'events.yaml'} -o {folder / 'exports'}")
    return DONE


# -- what they print -----------------------------------------------------------------------------


def _print_outcome(outcome: Outcome) -> None:
    """The report on one document: its drafts, and what was refused."""
    extraction = outcome.extraction
    assert extraction is not None
    document = extraction.document
    day = f"{document.date} ({document.dated_by})" if document.date else "day not known"
    print(f"{printable(document.name, 200)}: {document.language}, {day}")
    for draft, match in zip(extraction.drafts, outcome.matches, strict=True):
        event = draft.event
        title = printable(next(iter(event.title.by_language.values())), 120)
        when = str(event.date) if event.is_dated else "-"
        number = f"¶{draft.paragraph}" if draft.paragraph else ""
        print(f"  {number:>5}  {when:<21}  {title}")
        words = f"“{event.when.text}”, " if event.when else ""
        known = ""
        if match:
            known = f"; known: {match.event}" if match.is_known else f"; source of {match.event}"
        print(f"         {words}{event.kind}, {draft.intended.value}, {draft.rule}{known}")
    if extraction.refused:
        print("  refused:")
    for item in extraction.refused:
        print(f"         {printable(' '.join(item.text.split()))}: {item.reason}")


def _progress(done: int, total: int) -> None:
    """A bar on the terminal, for more files than one looks at."""
    if total < 3 or not sys.stderr.isatty():
        return
    width = 30
    filled = width * done // total
    end = "\n" if done == total else ""
    print(f"\r[{'#' * filled}{'.' * (width - filled)}] {done}/{total}", end=end, file=sys.stderr)


def _event_json(event: Event, timeline: Timeline) -> dict[str, object]:
    from timeline.records import date_record, plain

    return {
        "id": event.id,
        "titles": plain(event.title),
        **date_record(event.date, timeline.zone(event)),
        "when": event.claim.reading.text or None,
        "kind": event.kind,
        "status": event.status.value,
        "place": event.place,
        "parties": list(event.parties),
        "series": event.series,
        "derived_from": event.origin,
        "disputed": event.disputed,
        "conflicts": [str(claim.value) for claim in event.conflicts],
        "sources": plain(event.sources),
    }


def _print_reading(answer: dict[str, object], value: edtf.Value, language: str) -> None:
    from timeline import wording

    print(wording.date_words(value, language))
    for name, field in answer.items():
        if field not in (None, False):
            print(f"  {name:<12}{'yes' if field is True else printable(str(field), 200)}")


def _description(event: Event, timeline: Timeline, language: str) -> Iterator[str]:
    from timeline import wording

    yield f"{_title(timeline, event, language)}  [{event.id}]"
    yield f"{wording.date_words(event.date, language)}  ({event.date})"
    yield wording.precision_words(event.date, language)
    for tag, title in event.title.by_language.items():
        yield f"  title {tag}: {title}"
    yield f"  kind: {event.kind}"
    yield f"  status: {event.status} ({event.status.meaning})"
    if event.place:
        yield f"  place: {event.place}"
    if event.parties:
        yield f"  parties: {', '.join(event.parties)}"
    if event.origin:
        yield f"  derived from: {event.origin}"
    conflicts = event.conflicts
    for claim in event.claims:
        verdict = "contradicts" if claim in conflicts else "agrees"
        where = claim.source.document if claim.source else "this chronology"
        if claim == event.claim:
            verdict = "shown"
        yield f"  claim: {claim.reading.text!r} = {claim.value}, {where}: {verdict}"
    for source in event.sources:
        parts = [
            source.document,
            source.publisher,
            source.paragraph and f"paragraph {source.paragraph}",
        ]
        yield "  source: " + ", ".join(part for part in parts if part)
        if source.quote:
            yield f"    wording: {source.quote}"
        if source.url:
            yield f"    {source.url}"
        dates = []
        if source.published:
            dates.append(f"published {source.published}")
        if source.accessed:
            dates.append(f"accessed {source.accessed}")
        if dates:
            yield "    " + ", ".join(dates)


def _title(timeline: Timeline, event: Event, language: str) -> str:
    from timeline.wording import event_title

    return event_title(event, timeline, language)


def _print_problems(problems: Sequence[Any], stream: Any) -> None:
    mark, end = ("\033[1m", "\033[0m") if _colours(stream) else ("", "")
    for problem in problems[:MOST_PROBLEMS]:
        where = f"{problem.place}: " + (f"{problem.path}: " if problem.path else "")
        print(f"{mark}{printable(where, 500)}{end}{problem.fact}", file=stream)
        if problem.hint:
            print(f"  hint: {problem.hint}", file=stream)
    if len(problems) > MOST_PROBLEMS:
        print(f"and {_count(len(problems) - MOST_PROBLEMS, 'more problem')}", file=stream)
    if problems:
        print(_count(len(problems), "problem"), file=stream)


def _problem_json(problem: Any) -> dict[str, object]:
    return {
        "file": problem.place.file,
        "line": problem.place.line or None,
        "column": problem.place.column or None,
        "path": problem.path,
        "fact": problem.fact,
        "hint": problem.hint,
    }


def _print_json(value: object) -> None:
    print(json.dumps(value, ensure_ascii=False, indent=2))


def _complain(fact: str, hint: str) -> None:
    print(f"timeline: {printable(fact, 1000)}", file=sys.stderr)
    if hint:
        print(f"  hint: {printable(hint, 1000)}", file=sys.stderr)


def _colours(stream: Any) -> bool:
    """Whether to mark places in bold: on a terminal, unless NO_COLOR is set (https://no-color.org)."""
    return stream.isatty() and not os.environ.get("NO_COLOR")


def _count(number: int, noun: str) -> str:
    plural = noun[:-1] + "ies" if noun.endswith("y") else noun + "s"
    return f"{number:,} {noun if number == 1 else plural}"


def _size(size: int) -> str:
    if size < 1000:
        return f"{size} B"
    return f"{size / 1000:.1f} kB" if size < 1_000_000 else f"{size / 1_000_000:.1f} MB"


# -- what they read ------------------------------------------------------------------------------


def _load(path: Path) -> Timeline:
    from timeline.loading import load

    return load(path)


def _language(options: argparse.Namespace, timeline: Timeline) -> str:
    return options.language or timeline.languages[0]


def _selected(timeline: Timeline, options: argparse.Namespace) -> Iterator[Event]:
    """The events that the options ask for; a period selects what may touch it, undated ones not.

    Raises:
        UnknownName: a kind or party that the chronology does not know.
    """
    from timeline.events import COUNTRIES, KINDS

    document = timeline.document
    _refuse_unknown("kind", options.kind, (*KINDS, *document.kinds))
    _refuse_unknown("party", options.party, (*document.parties, *COUNTRIES))
    for event in timeline.events:
        if options.kind and event.kind not in options.kind:
            continue
        if options.party and not set(options.party) & set(event.parties):
            continue
        if options.start or options.end:
            first, last = event.date.earliest, event.date.latest
            if not event.is_dated:
                continue
            if options.start and last is not None and last < options.start:
                continue
            if options.end and first is not None and first > options.end:
                continue
        yield event


def _refuse_unknown(what: str, names: Iterable[str] | None, known: Collection[str]) -> None:
    for name in names or ():
        if name not in known:
            raise UnknownName(what, name, known)


def _standard_input() -> Iterator[str]:
    # Read as bytes: a byte that is no UTF-8 must spoil its own line only, whatever the locale.
    for line in sys.stdin.buffer:
        yield line.decode("utf-8", "replace")


def _epoch() -> datetime | None:
    """The time that SOURCE_DATE_EPOCH gives (https://reproducible-builds.org/specs)."""
    text = os.environ.get("SOURCE_DATE_EPOCH", "").strip()
    if not text:
        return None
    try:
        return datetime.fromtimestamp(int(text), UTC)
    except (ValueError, OverflowError, OSError):
        raise UnknownName("time in SOURCE_DATE_EPOCH", text, ["seconds since 1970"]) from None


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(f"{text!r} is no day; write it as 2026-11-22") from None


def _bound(last: bool) -> Callable[[str], date]:
    """Reads a bound of a period: a day, or the first or last one of a month, year, quarter ..."""

    def bound(text: str) -> date:
        from timeline import edtf

        try:
            value = edtf.parse(text)
            day = value.latest if last else value.earliest
        except DateError as error:
            raise argparse.ArgumentTypeError(f"{error.fact} ({error.hint})") from None
        if day is None:
            raise argparse.ArgumentTypeError(f"{text!r} has no such end")
        return day

    return bound


def _moment(text: str) -> datetime:
    try:
        moment = datetime.fromisoformat(text)
    except ValueError:
        raise argparse.ArgumentTypeError(
            f"{text!r} is no moment; write it as 2026-11-22T08:00:00Z"
        ) from None
    return moment.astimezone(UTC) if moment.tzinfo else moment.replace(tzinfo=UTC)


def _setting(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise argparse.ArgumentTypeError(f"{text!r} is no setting; write name=value")
    return name, value


# -- the parser ----------------------------------------------------------------------------------


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="timeline",
        description="Keeps dated items in events.yaml, honestly dated, and makes of them "
        "ICS calendars and a timeline page.",
        epilog="examples:\n"
        "  timeline init chronology      a small working example to begin with\n"
        "  timeline build                events.yaml -> exports/\n"
        '  timeline date "17 - 18 сентября 2025 года"\n'
        "\nexit codes: 0 done, 1 the input has problems, 2 wrong usage",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=_version())
    commands = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)

    def command(
        name: str, run: Callable[[argparse.Namespace], int], text: str, *examples: str
    ) -> argparse.ArgumentParser:
        added = commands.add_parser(
            name,
            help=text,
            description=text[0].upper() + text[1:] + ".",
            epilog="examples:\n" + "\n".join(f"  {example}" for example in examples),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        added.set_defaults(run=run)
        return added

    build = command(
        "build", _build, "write the calendars and the page",
        "timeline build",
        "timeline build events.yaml -o public --format ics --language en --language ru",
    )  # fmt: skip
    _add_events(build)
    build.add_argument("-o", "--out", type=Path, default=Path("exports"), help="folder (exports)")
    build.add_argument(
        "--format",
        action="append",
        metavar="FORMAT",
        help="ics, html, json, csv; repeatable (ics and html)",
    )
    build.add_argument("--language", action="append", metavar="TAG", help="BCP 47 tag; repeatable")
    build.add_argument(
        "--now", type=_moment, metavar="MOMENT",
        help="time of this revision, UTC (else SOURCE_DATE_EPOCH, else the clock)",
    )  # fmt: skip
    build.add_argument(
        "--set", action="append", type=_setting, metavar="NAME=VALUE",
        help="an option of an exporter; repeatable",
    )  # fmt: skip

    check = command(
        "check", _check, "tell every problem of the file, and what an editor should look at",
        "timeline check", "timeline check --json events.yaml", "timeline check --on 2026-12-31",
    )  # fmt: skip
    _add_events(check)
    check.add_argument("--json", action="store_true", help="print one JSON object")
    check.add_argument("--quiet", action="store_true", help="problems only, no remarks")
    check.add_argument(
        "--on", type=_day, metavar="DAY",
        help="day to look from: what has passed by then and is still pending? (today)",
    )  # fmt: skip

    diff = command(
        "diff", _diff, "tell what subscribers will see change, before it is published",
        "timeline diff", "timeline diff --published downloaded.ics --language ru",
    )  # fmt: skip
    _add_events(diff)
    diff.add_argument(
        "--published", type=Path, default=Path("exports"), metavar="PATH",
        help="folder of the published exports, or one calendar file (exports)",
    )  # fmt: skip
    diff.add_argument("--language", action="append", metavar="TAG", help="BCP 47 tag; repeatable")

    linter = command(
        "lint", _lint, "check calendar files of any origin for what applications trip over",
        "timeline lint exports/*.ics", "timeline lint --json downloaded.ics",
    )  # fmt: skip
    linter.add_argument("files", nargs="+", type=Path, metavar="FILE.ics", help="calendar files")
    linter.add_argument("--json", action="store_true", help="print a JSON array")

    listing = command(
        "list", _list, "list the events in the order of time",
        "timeline list --from 2026 --kind summit", "timeline list --party RS --json",
    )  # fmt: skip
    _add_events(listing)
    listing.add_argument(
        "--from", dest="start", type=_bound(last=False), metavar="DATE", help="EDTF, included"
    )
    listing.add_argument(
        "--to", dest="end", type=_bound(last=True), metavar="DATE", help="EDTF, included"
    )
    listing.add_argument("--kind", action="append", help="only this kind; repeatable")
    listing.add_argument("--party", action="append", help="only with this party; repeatable")
    listing.add_argument("--language", metavar="TAG", help="language of the titles")
    listing.add_argument("--json", action="store_true", help="print a JSON array")

    show = command(
        "show", _show, "show an event with every claim and source",
        "timeline show tokayev-visit-2024", "timeline show expo-2027 --language ru",
    )  # fmt: skip
    show.add_argument("id", help="id of the event")
    _add_events(show)
    show.add_argument("--language", metavar="TAG", help="language of title and date")
    show.add_argument("--json", action="store_true", help="print a JSON object")

    reading = command(
        "date", _date, "show how a date is read",
        'timeline date "17 - 18 сентября 2025 года"',
        'timeline date --language en --on 2026-02-28 "last October"',
        "timeline date --json - < phrases.txt",
    )  # fmt: skip
    reading.add_argument("phrase", help="EDTF or a phrase; - reads one a line from standard input")
    reading.add_argument(
        "--language", action="append", metavar="TAG",
        help="language of the phrase; repeatable; all are tried where none is named",
    )  # fmt: skip
    reading.add_argument(
        "--on", type=_day, metavar="DAY", help="day that relative dates count from"
    )
    reading.add_argument("--json", action="store_true", help="print one JSON object a line")

    importing = command(
        "import", _import, "draft events from a table, a calendar or a JSON export",
        "timeline import chronology.csv            print the drafts",
        "timeline import chronology.csv --into events.yaml",
        "timeline import --language en-GB visits.csv",
    )  # fmt: skip
    importing.add_argument("file", type=Path, help="a .csv, .tsv, .ics or .json file")
    importing.add_argument(
        "--into", type=Path, metavar="EVENTS", help="add the drafts to this file, at its end"
    )
    importing.add_argument(
        "--skip", action="store_true", help="leave out events with problems and add the others"
    )
    importing.add_argument(
        "--language", action="append", metavar="TAG", help="language of the dates; repeatable"
    )
    importing.add_argument(
        "--on", type=_day, metavar="DAY", help="day that relative dates count from"
    )

    extracting = command(
        "extract", _extract, "draft events from documents: txt, HTML, DOCX, PDF",
        "timeline extract statement.docx           what it tells of, and what was refused",
        "timeline extract --yaml statement.docx    the drafts, to copy from",
        "timeline extract --into events.yaml --interactive statement.docx",
        "timeline extract --html view.html --against events.yaml communiques/",
    )  # fmt: skip
    extracting.add_argument(
        "files", nargs="+", metavar="FILE", help="a document, a folder of them, or a pattern"
    )
    extracting.add_argument(
        "--language", metavar="TAG", help="its language, if not as its words tell"
    )
    extracting.add_argument(
        "--on", type=_day, metavar="DAY", help="its day, if not the one that it names itself"
    )
    extracting.add_argument("--title", help="its title, for the sources")
    shape = extracting.add_mutually_exclusive_group()
    shape.add_argument(
        "--yaml", action="store_true", help="print the drafts as events.yaml has them"
    )
    shape.add_argument("--json", action="store_true", help="print one JSON object a document")
    extracting.add_argument(
        "--html", type=Path, metavar="PAGE", help="write the documents with everything marked"
    )
    target = extracting.add_mutually_exclusive_group()
    target.add_argument(
        "--into", type=Path, metavar="EVENTS",
        help="add the drafts to this file, as sources where it has the event",
    )  # fmt: skip
    target.add_argument(
        "--against", type=Path, metavar="EVENTS", help="compare with this file and change nothing"
    )
    extracting.add_argument(
        "--interactive", action="store_true", help="with --into: accept, edit or skip one by one"
    )
    extracting.add_argument(
        "--workers", type=int, metavar="N", help="processes for many documents (one a core)"
    )
    extracting.add_argument(
        "--scheduler", metavar="ADDRESS", help="of a Dask cluster that reads the documents instead"
    )

    command("schema", _schema, "print the JSON Schema of events.yaml, for editors",
            "timeline schema > events.schema.json")  # fmt: skip

    init = command("init", _init, "make a small working example to begin with",
                   "timeline init chronology")  # fmt: skip
    init.add_argument("directory", type=Path, help="a folder, made if need be")
    return parser


def _add_events(parser: argparse.ArgumentParser) -> None:
    parser.add_argument(
        "events", nargs="?", type=Path, default=Path("events.yaml"), help="the file (events.yaml)"
    )


def _version() -> str:
    from timeline import __version__

    return f"timeline {__version__}"
