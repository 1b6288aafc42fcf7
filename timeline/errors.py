"""Everything that can be wrong with an input, as values a person can act on.

The tree::

    TimelineError
    ├── DateError    (ValueError)   a text that is no date; knows the text, not the file
    ├── InputError   (ValueError)   a file with problems; knows every one of them, with its place
    │   └── OptionError             options of an export that mean nothing
    ├── UnknownName  (LookupError)  an id, format or language nobody declared
    ├── OutputError  (OSError)      an export that could not be written; nothing was changed
    │   └── OverwriteError          it would overwrite files that are not outputs of the command
    └── RemoteError  (OSError)      a server that cannot be reached, fails or refuses

A leaf raises what it knows; the level that knows the place adds it. Whatever else leaves
the public functions of this package on bad input is a defect of the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from timeline.code_names import CodeName

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))

JSON_ESCAPES: Final = {code: f"\\u{code:04x}" for code in (*_CONTROLS, *_BIDI)}
"""How control characters, those that turn text around, and line separators stand in JSON."""

ESCAPES: Final = JSON_ESCAPES | {code: f"\\x{code:02x}" for code in _CONTROLS}
"""How they are shown elsewhere: for `str.translate`."""


MOST_NAMES = 12
"""Known names that a hint lists, if none is near to the one that was written."""


def printable(text: str, limit: int = 80) -> str:
    """*text* on one line of at most *limit*, control and bidi characters escaped: safe to print."""
    shown = legible(text[: limit + 1]).translate(ESCAPES)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def legible(text: str) -> str:
    r"""*text*, which no file of text can hold where it has surrogates, with these escaped.

    Python has them for the bytes of a file name that are not UTF-8, and JSON for halves of
    characters.

    >>> print(legible("statement-\udce9.txt"), legible("\ud83d"))
    statement-\xe9.txt \ud83d
    """
    return _SURROGATE.sub(_escaped, text)


def is_legible(text: str) -> bool:
    """Whether *text* has no surrogates."""
    return _SURROGATE.search(text) is None


def _escaped(match: re.Match[str]) -> str:
    code = ord(match[0])
    return f"\\x{code - 0xDC00:02x}" if 0xDC80 <= code <= 0xDCFF else f"\\u{code:04x}"


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The one of *known* that *name* was probably meant to be."""
    from difflib import get_close_matches  # for mistakes only

    # The bound keeps a hostile megabyte-long name from costing minutes in difflib.
    # The dashes of options are in all of them and say nothing of what was meant.
    bare = {other.lstrip("-"): other for other in known}
    matches = get_close_matches(name[:100].lstrip("-"), bare, n=1, cutoff=0.6)
    return bare[matches[0]] if matches else None


class Place(NamedTuple):
    """Where in a file: line and column count from 1; column counts characters."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``file:line:column``, or the file alone where the problem is with all of it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """One thing to mend: where it is, what was found, and what to write instead.

    ``code`` names its kind, which `timeline explain` describes: "date-impossible". ``span`` is the
    half-open range of characters that are to blame in the value at the place, None for all of it.
    """

    place: Place
    path: str
    fact: str
    hint: str
    code: CodeName
    span: tuple[int, int] | None = None

    def __str__(self) -> str:
        """What is printed.

        As in::

        events.yaml:14:9: events[3].when: there is no month 13 [date-impossible]
          hint: months run from 01 to 12
        """
        return f"{self.where}{self.finding}\n{self.advice}".rstrip("\n")

    @property
    def where(self) -> str:
        """The place and the path, as they are printed before the fact."""
        where = f"{self.place}: {self.path}: " if self.path else f"{self.place}: "
        return printable(where, 500)

    @property
    def finding(self) -> str:
        """The fact and the code."""
        return f"{printable(self.fact, 2000)} [{self.code}]"

    @property
    def advice(self) -> str:
        """The line with the hint, with its break; empty if there is none."""
        return f"  hint: {printable(self.hint, 2000)}\n" if self.hint else ""


class TimelineError(Exception):
    """What this package raises for a mistake in its input."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong; without a place where it is not about a file."""
        raise NotImplementedError


class _SingleError(TimelineError):
    """One thing that is wrong, whose place the raiser does not know."""

    fact: str
    hint: str
    code: CodeName

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (Problem(Place(""), "", self.fact, self.hint, self.code),)


class DateError(_SingleError, ValueError):
    """A text that is not one definite date.

    ``text`` is the text as given; ``span`` the half-open range of its characters that
    is to blame; ``hint`` says what to write instead.
    """

    def __init__(
        self,
        text: str,
        fact: str,
        hint: str = "",
        span: tuple[int, int] | None = None,
        *,
        code: CodeName,
    ) -> None:
        super().__init__(fact)
        self.code = code
        self.text = text
        self.fact = fact
        self.hint = hint
        self.span = span if span is not None else (0, len(text))


class InputError(TimelineError, ValueError):
    """A file that cannot be used; ``problems`` holds every one, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._problems = tuple(problems)
        super().__init__("\n".join(map(str, self._problems)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems


class OptionError(InputError):
    """Options of an export that mean nothing; the ``path`` of each problem is the option's name."""

    def __init__(self, problems: Iterable[tuple[str, str, str]]) -> None:
        """*problems* are triples of the option's name, the fact and the hint."""
        super().__init__(
            Problem(Place("options"), name, fact, hint, "option-invalid")
            for name, fact, hint in sorted(problems)
        )


class UnknownName(_SingleError, LookupError):  # noqa: N818 - named for what it tells
    """A name that is not among the known ones of its kind."""

    def __init__(self, kind: str, name: str, known: Iterable[str]) -> None:
        self.code = "argument-unknown"
        self.kind = kind
        self.name = name
        self.known = tuple(known)
        close = nearest(name, self.known)
        self.fact = f"there is no {kind} {printable(name)!r}"
        shown = ", ".join((*self.known[:MOST_NAMES], *(["…"] if self.known[MOST_NAMES:] else [])))
        self.hint = f"did you mean {close!r}?" if close else f"known: {shown}"
        super().__init__(f"{self.fact}; {self.hint}")


class OutputError(_SingleError, OSError):
    """An export could not be written; the previous exports are as they were."""

    def __init__(self, fact: str, hint: str = "nothing was changed", *, code: CodeName) -> None:
        super().__init__(fact)
        self.fact = fact
        self.hint = hint
        self.code = code


class OverwriteError(OutputError):
    """Files that a command reads, or did not write, would be overwritten: ``problems``."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._problems = tuple(problems)
        super().__init__("\n".join(map(str, self._problems)), code="output-foreign")

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems


class RemoteError(TimelineError, OSError):
    """A server at *url* that cannot be reached, fails, or refuses what it is asked."""

    def __init__(self, url: str, fact: str, hint: str, *, code: CodeName) -> None:
        super().__init__(fact)
        self._problems = (Problem(Place(url), "", fact, hint, code),)

    def after(self, done: str) -> RemoteError:
        """The same, with what was *done* before it failed."""
        (problem,) = self._problems
        fact = f"{problem.fact}; {done}"
        return RemoteError(problem.place.file, fact, problem.hint, code=problem.code)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems
