"""``timeline extract``."""

from __future__ import annotations

import argparse
import io
import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import timeline
from timeline import garbage
from timeline.cli.arguments import (
    STANDARD_INPUT,
    add_force,
    content_and_name,
    day,
    input_files,
    load_events,
    number_of,
    refuse_second_input,
    target,
)
from timeline.cli.streams import has_reader
from timeline.cli.terminal import (
    DONE,
    PROBLEMS,
    clear_progress,
    count,
    print_json_line,
    print_problems,
    progress,
)
from timeline.errors import OptionError, Place, TimelineError, printable
from timeline.paths import quoted

if TYPE_CHECKING:
    from timeline.editing import LeftOut
    from timeline.errors import Problem
    from timeline.events import Timeline
    from timeline.extraction import Draft
    from timeline.extraction.matching import Match
    from timeline.extraction.merging import Addition
    from timeline.extraction.outcomes import Outcome, Request
    from timeline.overwriting import Guard

# The same list as `documents.formats.listed`. Importing the readers would delay the help.
_FORMATS = sorted(Path(timeline.__path__[0], "documents", "formats").glob("[a-z]*.py"))

TEXT = f"draft events from documents: {', '.join(file.stem.upper() for file in _FORMATS)}"
EXAMPLES = (
    "timeline extract statement.docx           list the events, and what was refused",
    "timeline extract --yaml statement.docx    print the drafts, to copy them",
    "timeline extract --into events.yaml --interactive statement.docx",
    "timeline extract --html view.html --against events.yaml communiques/",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    # Long: a list of arguments, each stated once.
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="a document, a folder of them, a pattern, or - for standard input",
    )
    parser.add_argument("--language", metavar="TAG", help="document language (default: detected)")
    parser.add_argument(
        "--on", type=day, metavar="DAY", help="day of the document (default: detected)"
    )
    parser.add_argument("--title", help="title of the document in the sources (default: detected)")
    parser.add_argument("--url", metavar="ADDRESS", help="address of the document in the sources")
    parser.add_argument("--publisher", metavar="NAME", help="who published the documents")
    parser.add_argument(
        "--accessed", type=day, metavar="DAY", help="day on which the documents were read"
    )
    shape = parser.add_mutually_exclusive_group()
    shape.add_argument(
        "--yaml", action="store_true", help="print the drafts as YAML for events.yaml"
    )
    shape.add_argument("--json", action="store_true", help="print one JSON object per document")
    parser.add_argument(
        "--html",
        type=Path,
        metavar="PAGE",
        help="write a page that marks every date",
    )
    chronology = parser.add_mutually_exclusive_group()
    chronology.add_argument(
        "--into", type=target, metavar="EVENTS",
        help="add the drafts to this file, or their sources to events that it already has",
    )  # fmt: skip
    chronology.add_argument(
        "--against",
        type=Path,
        metavar="EVENTS",
        help="compare the drafts with this file, and change nothing",
    )
    parser.add_argument(
        "--interactive",
        action="store_true",
        help="with --into: accept, edit, dismiss or skip one by one",
    )
    add_force(parser)
    parser.add_argument(
        "--workers", type=number_of("processes"), metavar="N",
        help="processes for many documents (default: one for each core, at most four)",
    )  # fmt: skip
    parser.add_argument(
        "--scheduler", metavar="ADDRESS", help="address of a Dask cluster to read the documents on"
    )


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.documents import formats
    from timeline.phrases import find

    if options.interactive and not options.into:
        fact, hint = "--interactive needs a file to write to", "name the file with --into"
        raise OptionError([("--interactive", fact, hint)])
    refuse_second_input(*options.files, options.against, "-" if options.interactive else None)
    paths, problems = input_files(options.files, formats.suffixes(), "documents")
    _refuse_url(options.url, len(paths))
    guard = _guard(options, paths)
    garbage.collect_rarely()
    if options.language:
        find("", options.language)  # refuses an unknown language before any document is read
    chronology_path = options.into or options.against
    chronology = load_events(chronology_path) if chronology_path else None
    request = _request(options, chronology, reads_input="-" in paths)
    paths = tuple(STANDARD_INPUT if path == "-" else path for path in paths)
    found, faults = _read_all(options, paths, request)
    problems += faults
    if options.yaml:
        problems += _print_drafts(found, chronology)
    elif not options.json and len(paths) > 1:
        _print_sum(found, len(paths))
    if options.html:
        _write_view(options.html, found, guard)
    # At the end of the report, where people see them, and before the first question.
    print_problems(problems, sys.stderr)
    _print_passed_over(options.files)
    if options.into and not _add_drafts(options, found, chronology):
        return PROBLEMS
    return PROBLEMS if problems else DONE


def _request(
    options: argparse.Namespace, chronology: Timeline | None, *, reads_input: bool
) -> Request:
    from timeline.extraction.outcomes import Request

    return Request(
        language=options.language,
        on=options.on,
        title=options.title,
        url=options.url,
        publisher=options.publisher,
        accessed=options.accessed,
        chronology=chronology,
        standard_input=content_and_name(Path("-"))[0] if reads_input else b"",
    )


def _read_all(
    options: argparse.Namespace, paths: Sequence[str], request: Request
) -> tuple[list[Outcome], list[Problem]]:
    """The outcomes of the documents that are needed at the end, and their problems.

    What can be printed before the next document is read is printed at once.
    """
    from timeline.extraction.archive import outcomes

    found: list[Outcome] = []
    problems: list[Problem] = []
    for outcome in outcomes(
        paths, request, workers=options.workers, scheduler=options.scheduler, progress=progress
    ):
        clear_progress()
        problems += outcome.faults
        if outcome.problems:
            problems += outcome.problems
        elif options.json:
            from timeline.extraction.json_lines import outcome_record

            print_json_line(outcome_record(outcome))
        elif not options.yaml and not options.interactive:
            _print_outcome(outcome)
        # A JSON line is already printed; the other forms of output need all outcomes.
        if not outcome.problems and (options.html or options.into or not options.json):
            found.append(outcome)
        if not (has_reader() or options.html or options.into):
            break
    return found, problems


def _print_sum(found: Sequence[Outcome], documents: int) -> None:
    """Prints the numbers of documents, drafts and refusals."""
    drafted, refused = (
        sum(len(getattr(outcome, name)) for outcome in found) for name in ("drafts", "refused")
    )
    print(
        f"\n{count(len(found), 'document')}: {count(drafted, 'draft')}, {refused} refused; "
        f"{count(documents - len(found), 'file')} could not be read"
    )


def _print_passed_over(names: Sequence[str]) -> None:
    """Prints how many files in the folders were skipped because they are not documents."""
    from timeline.documents import formats
    from timeline.paths import passed_over

    counts = passed_over(names, formats.suffixes())
    if counts:
        kinds = ", ".join(
            f"{number} {printable(suffix, 20) or 'without an ending'}"
            for suffix, number in counts.items()
        )
        total = sum(counts.values())
        print(f"{count(total, 'file')} of other kinds not read: {kinds}", file=sys.stderr)


def _refuse_url(url: str | None, documents: int) -> None:
    """Checks that *url*, if given, is a web address and that there is only one document.

    Raises:
        OptionError: it is not a web address, or there are several documents.
    """
    if url is None:
        return
    from timeline.events import is_address

    if documents > 1:
        fact, hint = (
            f"--url gives one address for {documents} documents",
            "extract each document on its own",
        )
        raise OptionError([("url", fact, hint)])
    if not is_address(url):
        fact, hint = f"{printable(url)!r} is not a web address", "begin it with https:// or http://"
        raise OptionError([("url", fact, hint)])


def _print_drafts(found: Sequence[Outcome], chronology: Timeline | None) -> list[Problem]:
    """Prints the drafts as YAML; returns the problems of those that no chronology can hold."""
    from timeline.editing import fitting
    from timeline.extraction.merging import accepted, combined, document, merge, skeleton

    drafts = ((draft, None) for draft in _drafts(found, chronology))
    additions = combined(accepted(drafts))
    name = "drafts"
    _, left_out = fitting(
        skeleton(chronology), name, lambda content, some: merge(content, name, some), additions
    )
    refused = [addition for addition, _ in left_out]
    print(document(addition for addition in additions if addition not in refused), end="")
    return _not_added(left_out, name)


def _add_drafts(
    options: argparse.Namespace, found: Sequence[Outcome], chronology: Timeline | None
) -> bool:
    """Adds the drafts, or those accepted in the dialogue, to the file; returns whether all were."""
    from timeline.editing import amend
    from timeline.extraction.dialogue import review
    from timeline.extraction.merging import accepted, combined, document, merge

    name = str(options.into)
    matches = (match for outcome in found for match in outcome.matches)
    proposals = list(zip(_drafts(found, chronology), matches, strict=True))
    if options.interactive:
        if isinstance(sys.stdin, io.TextIOWrapper):
            sys.stdin.reconfigure(errors="replace")
        additions = combined(review(proposals, input, print, chronology))
    else:
        additions = combined(accepted(proposals))
    try:
        left_out = amend(options.into, lambda text, some: merge(text, name, some), additions)
    except TimelineError:
        if options.interactive:
            # Print the drafts, so that the decisions are not lost.
            print(document(additions), end="")
        raise
    print_problems(_not_added(left_out, name), sys.stderr)
    added = [addition for addition in additions if addition not in [one for one, _ in left_out]]
    events = sum(addition.event is None for addition in added)
    sources = sum(len(addition.draft.event.sources) for addition in added) - events
    shown = printable(quoted(name), 500)
    print(
        f"{shown}: {count(events, 'event')} and {count(sources, 'source')} added",
        file=sys.stderr if options.json or options.yaml else sys.stdout,
    )
    return not left_out


def _drafts(found: Sequence[Outcome], chronology: Timeline | None) -> tuple[Draft, ...]:
    """The drafts of all documents, with unique ids."""
    from timeline.extraction.merging import unique

    drafts = (draft for outcome in found for draft in outcome.drafts)
    return unique(drafts, chronology.events if chronology else ())


def _not_added(left_out: Sequence[LeftOut[Addition]], name: str) -> list[Problem]:
    """The problems of what was left out, placed in the documents if the file *name* has no line."""
    return [
        problem._replace(
            place=problem.place if problem.place.line else Place(addition.draft.file or name),
            path="",
            fact=f"“{printable(addition.draft.title)}” was not added: "
            f"{f'{problem.path}: ' if problem.path else ''}{problem.fact}",
        )
        for addition, problems in left_out
        for problem in problems
    ]


def _guard(options: argparse.Namespace, documents: Sequence[str]) -> Guard:
    """The guard against overwriting the documents and the chronology, checked before any work.

    Raises:
        OverwriteError: one of the outputs is a file that is read, or not an output of this command.
    """
    from timeline.overwriting import Guard

    if options.into:
        Guard.of(documents).check(options.into, lambda beginning: True)
    guard = Guard.of([*documents, options.into, options.against], force=options.force)
    if options.html:
        from timeline.extraction.view import is_own  # imports Jinja, which is slow

        guard.check(options.html, is_own)
    return guard


def _write_view(path: Path, found: Sequence[Outcome], guard: Guard) -> None:
    from timeline.extraction.view import is_own, page
    from timeline.writing import write

    read = [(one.extraction, one.matches) for one in found if one.extraction]
    language = read[0][0].document.language if read else "en"
    content = page(read, language).encode()
    guard.check(path, is_own)  # again, since reading many documents takes a while
    write(path.parent, [(path.name, [content])])
    print(quoted(path), file=sys.stderr)


def _reason(match: Match) -> str:
    """What happens to a draft that matches an event of the chronology."""
    if match.is_dismissed:
        return f"dismissed: {match.event}"
    return f"known: {match.event}" if match.is_known else f"source of {match.event}"


def _print_outcome(outcome: Outcome) -> None:
    """Prints the report on one document: its drafts, and what was refused."""
    extraction = outcome.extraction
    assert extraction is not None
    document = extraction.document
    dated = f"{document.date} ({document.dated_by})" if document.date else "date not known"
    spoken = " or ".join((document.language, *document.alternatives))
    print(f"{printable(document.name, 200)}: {spoken}, {dated}")
    for draft, match in zip(extraction.drafts, outcome.matches, strict=True):
        event = draft.event
        title = printable(next(iter(event.title.by_language.values())), 120)
        when = str(event.date) if event.is_dated else "-"
        number = f"¶{printable(draft.paragraph, 20)}" if draft.paragraph else ""
        print(f"  {number:>5}  {when:<21}  {title}")
        wording = " ".join(document.text[draft.start : draft.end].split())
        words = f"“{printable(wording)}”, " if event.when else ""
        year = f", {draft.inferred_parts} inferred" if draft.inferred else ""
        known = ""
        if match:
            known = f"; {_reason(match)}"
        print(f"         {words}{event.kind}, {draft.intended.value}, {draft.rule}{year}{known}")
    if extraction.refused:
        print("  refused:")
    for item in extraction.refused:
        words = printable(" ".join(item.text.split()))
        print(f"         {words}: {item.reason}" if words else f"         {item.reason}")
