"""The command line as options; a misspelled name is reported with the name most like it."""

from __future__ import annotations

import argparse
import re
import sys
from collections.abc import Collection, Iterable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Final, NoReturn

from timeline.cli import commands
from timeline.cli.terminal import WRONG_USAGE
from timeline.errors import UnknownName

_NUMBER: Final = re.compile(r"-\.?\d.*")
"""A negative number, or a date in a negative year: a value, since no option begins with a digit."""


class _CommandParser(argparse.ArgumentParser):
    """A parser whose error messages end with their code, as all messages do."""

    def error(self, message: str) -> NoReturn:
        super().error(f"{message} [option-invalid]")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The options of one command; their ``run`` is the command's function.

    Without arguments, the full help is printed on standard error, as wrong usage is.

    Raises:
        UnknownName: there is no such command, or the command has no such option.
        SystemExit: argparse has printed an error, or the help.
    """
    position = next((n for n, text in enumerate(arguments) if not _is_option(text)), None)
    name = None if position is None else arguments[position]
    parser, known = parsers(name)
    if not arguments:
        parser.print_help(sys.stderr)
        sys.exit(WRONG_USAGE)
    _refuse_unknown(parser, arguments[:position])
    if name is not None and position is not None:
        if name not in known:
            raise UnknownName("command", name, known)
        _refuse_unknown(known[name], arguments[position + 1 :])
    return parser.parse_args(arguments)


def _refuse_unknown(parser: argparse.ArgumentParser, arguments: Iterable[str]) -> None:
    """Raises `UnknownName` for the first option among *arguments* that *parser* does not have."""
    known: Collection[str] = parser._option_string_actions  # argparse has no public list of them
    for text in arguments:
        if text == "--":
            return
        name = text.partition("=")[0]
        if _is_option(text) and name not in known and not (text[1] != "-" and text[:2] in known):
            raise UnknownName("option", name, known)


def _is_option(text: str) -> bool:
    """Whether argparse takes *text* for an option, known or not."""
    return text[:1] == "-" and text != "-" and " " not in text and not _NUMBER.fullmatch(text)


def parsers(
    wanted: str | None = None,
) -> tuple[argparse.ArgumentParser, dict[str, argparse.ArgumentParser]]:
    """The parser of the whole command line, and the parser of each command by its name.

    If the *wanted* command exists, no other command is imported.
    """
    parser = _CommandParser(
        prog="timeline",
        description="Builds calendars and an offline page from one YAML file of dated events, "
        "keeping each date exactly as precise as its sources.",
        epilog="examples:\n"
        "  timeline init chronology      write a small working example\n"
        "  timeline build                events.yaml -> exports/\n"
        '  timeline date "17 - 18 сентября 2025 года"\n'
        "\nexit codes: 0 done, 1 the input has problems, 2 wrong usage",
        formatter_class=argparse.RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("-V", "--version", action="version", version=_version())
    added = parser.add_subparsers(title="commands", metavar="COMMAND", required=True)
    # pkgutil would list them too, but imports half of the standard library.
    files = Path(commands.__path__[0]).glob("[a-z]*.py")
    # a module cannot be named `import`
    names = {file.stem.rstrip("_"): file.stem for file in sorted(files)}
    known: dict[str, argparse.ArgumentParser] = {}
    for name in [wanted] if wanted in names else names:
        module = import_module(f"{commands.__name__}.{names[name]}")
        known[name] = command = added.add_parser(
            name,
            help=module.TEXT,
            description=module.TEXT[0].upper() + module.TEXT[1:] + ".",
            epilog="examples:\n" + "\n".join(f"  {example}" for example in module.EXAMPLES),
            formatter_class=argparse.RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        # Python 3.14 colours the help; our streams would escape its control sequences.
        command.color = False  # type: ignore[attr-defined,unused-ignore]
        command._negative_number_matcher = _NUMBER  # argparse's own pattern does not match dates
        module.add_arguments(command)
        command.set_defaults(run=module.run)
    parser.color = False  # type: ignore[attr-defined,unused-ignore]
    return parser, known


def _version() -> str:
    from timeline import __version__

    return f"timeline {__version__}"
