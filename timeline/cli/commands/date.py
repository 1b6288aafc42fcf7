"""``timeline date``."""

from __future__ import annotations

import argparse
from collections.abc import Iterable
from typing import TYPE_CHECKING

from timeline.cli.arguments import day, standard_input
from timeline.cli.streams import has_reader
from timeline.cli.terminal import DONE, PROBLEMS, complain_of_date, print_json_line
from timeline.errors import DateError, legible, printable

if TYPE_CHECKING:
    from timeline import edtf

TEXT = "show how a date is read"
EXAMPLES = (
    'timeline date "17 - 18 сентября 2025 года"',
    'timeline date --language en --on 2026-02-28 "last October"',
    "timeline date --json - < phrases.txt",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    parser.add_argument("phrase", help="EDTF or a phrase; - reads one per line from standard input")
    parser.add_argument(
        "--language", action="append", metavar="TAG",
        help="language of the phrase; repeatable (default: all)",
    )  # fmt: skip
    parser.add_argument("--on", type=day, metavar="DAY", help="day that relative dates count from")
    parser.add_argument("--json", action="store_true", help="print one JSON object per line")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    if options.phrase == "-":
        lines: Iterable[str] = (line.rstrip("\r\n") for line in standard_input())
        return _dates(lines, options)
    return _dates([options.phrase], options)


def _dates(phrases: Iterable[str], options: argparse.Namespace) -> int:
    """Reads each phrase and prints its date at once, so that another program can wait for it."""
    from timeline.phrases import read
    from timeline.records import date_record

    code = DONE
    for phrase in phrases:
        answer: dict[str, object]
        phrase = legible(phrase)
        try:
            reading = read(phrase, options.language, options.on)
        except DateError as error:
            code = PROBLEMS
            answer = {
                "text": phrase, "error": error.fact, "hint": error.hint, "code": error.code,
                "span": list(error.span),
            }  # fmt: skip
            if not options.json:
                complain_of_date(error)
        else:
            answer = {"text": phrase, **date_record(reading.value, reading.zone)}
            if not options.json:
                language = reading.language or (options.language or ["en"])[0]
                _print_reading(answer, reading.value, language)
        if options.json:
            print_json_line(answer)
        if not has_reader():
            break
    return code


def _print_reading(answer: dict[str, object], value: edtf.Value, language: str) -> None:
    from timeline import wording

    print(wording.date_words(value, language))
    for name, field in answer.items():
        if field not in (None, False):
            print(f"  {name:<12}{'yes' if field is True else printable(str(field), 200)}")
