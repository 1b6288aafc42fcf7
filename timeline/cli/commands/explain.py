"""``timeline explain``."""

from __future__ import annotations

import argparse
from textwrap import fill, indent

from timeline.cli.terminal import DONE

TEXT = "explain the code of a problem, with a wrong and a right example"
EXAMPLES = (
    "timeline explain date-ambiguous",
    "timeline explain                  list all codes",
)


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    parser.add_argument("code", nargs="?", help="code in brackets at the end of a problem")


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.codes import codes, explain

    if options.code is None:
        width = max(map(len, codes()))
        for name, code in codes().items():
            print(f"{name:<{width}}  {code.summary}")
        return DONE
    code = explain(options.code.strip("[]"))
    print(f"{options.code.strip('[]')}: {code.summary}\n")
    print(fill(code.explanation, 80, initial_indent="  ", subsequent_indent="  "))
    if code.example:
        for title, text in (("wrong", code.example.wrong), ("right", code.example.right)):
            print(f"\n  {title}:\n{indent(_shown(text), '    ')}")
    return DONE


def _shown(text: str) -> str:
    """*text* with control characters as escapes, line by line."""
    from timeline.errors import printable

    return "\n".join(printable(line, 200) for line in text.splitlines())
