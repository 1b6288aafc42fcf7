"""Everything that can be wrong with an input, as values that a user can act on.

The tree::

    TimelineError
    ├── DateError    (ValueError)   a text that is not a date; knows the text, not the file
    ├── InputError   (ValueError)   a file with problems: all of them, with their places
    │   └── OptionError             an invalid option of an export
    ├── UnknownName  (LookupError)  an unknown id, format or language
    ├── OutputError  (OSError)      an export could not be written; nothing was changed
    │   └── OverwriteError          files that are not outputs of the command would be overwritten
    └── RemoteError  (OSError)      a server cannot be reached, fails or refuses a request

The code that detects an error raises what it knows; its callers add the place. Any other
exception that a public function of this package raises on bad input is a bug in the package.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final, NamedTuple

from timeline.code_names import CodeName

_CONTROLS = (*range(0x20), *range(0x7F, 0xA0))
_BIDI = (0x061C, 0x200E, 0x200F, *range(0x2028, 0x202F), *range(0x2066, 0x206A))

JSON_ESCAPES: Final = {code: f"\\u{code:04x}" for code in (*_CONTROLS, *_BIDI)}
"""JSON escapes of control characters, bidirectional controls and line separators."""

ESCAPES: Final = JSON_ESCAPES | {code: f"\\x{code:02x}" for code in _CONTROLS}
"""Escapes of these characters in other output, for `str.translate`."""


MOST_NAMES = 12
"""Maximum number of known names in a hint, if none is similar to the given one."""


def printable(text: str, limit: int = 80) -> str:
    """*text* on one line of at most *limit* characters; control and bidi characters are escaped."""
    shown = legible(text[: limit + 1]).translate(ESCAPES)
    return shown if len(shown) <= limit else shown[: limit - 1] + "…"


_SURROGATE: Final = re.compile("[\ud800-\udfff]")


def legible(text: str) -> str:
    r"""*text* with surrogates escaped, because text files cannot contain them.

    Python uses them for bytes of a file name that are not UTF-8; JSON has them for halves of
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
    """The name in *known* that *name* was probably meant to be; None if there is none."""
    from difflib import get_close_matches  # only needed for mistakes

    # The limit prevents a name of a megabyte from taking minutes in difflib. Dashes are removed:
    # all options have them, so they do not help to find the similar one.
    bare = {other.lstrip("-"): other for other in known}
    matches = get_close_matches(name[:100].lstrip("-"), bare, n=1, cutoff=0.6)
    return bare[matches[0]] if matches else None


class Place(NamedTuple):
    """A position in a file: line and column count from 1; column counts characters."""

    file: str
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        """``file:line:column``, or only the file if the problem concerns all of it."""
        return f"{self.file}:{self.line}:{self.column}" if self.line else self.file


class Problem(NamedTuple):
    """A problem to fix: where it is, what was found, and what to write instead.

    ``code`` is its kind, which `timeline explain` describes: "date-impossible". ``span`` is the
    half-open range of the wrong characters in the value at the place, None for all of it.
    """

    place: Place
    path: str
    fact: str
    hint: str
    code: CodeName
    span: tuple[int, int] | None = None

    def __str__(self) -> str:
        """The problem as printed.

        For example::

        events.yaml:14:9: events[3].when: there is no month 13 [date-impossible]
          hint: months run from 01 to 12
        """
        return f"{self.where}{self.finding}\n{self.advice}".rstrip("\n")

    @property
    def where(self) -> str:
        """The place and the path, which are printed before the fact."""
        where = f"{self.place}: {self.path}: " if self.path else f"{self.place}: "
        return printable(where, 500)

    @property
    def finding(self) -> str:
        """The fact and the code."""
        return f"{printable(self.fact, 2000)} [{self.code}]"

    @property
    def advice(self) -> str:
        """The line with the hint, including its line break; empty without a hint."""
        return f"  hint: {printable(self.hint, 2000)}\n" if self.hint else ""


class TimelineError(Exception):
    """The base of all errors that this package raises for mistakes in its input."""

    @property
    def problems(self) -> tuple[Problem, ...]:
        """The problems; those that do not concern a file have no place."""
        raise NotImplementedError


class _SingleError(TimelineError):
    """A single problem; the code that raises it does not know its place."""

    fact: str
    hint: str
    code: CodeName

    @property
    def problems(self) -> tuple[Problem, ...]:
        return (Problem(Place(""), "", self.fact, self.hint, self.code),)


class DateError(_SingleError, ValueError):
    """A text that is not a single, definite date.

    ``text`` is the text as given; ``span`` is the half-open range of its wrong characters;
    ``hint`` says what to write instead.
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
    """A file that cannot be used; ``problems`` has all its problems, in the order of the file."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._problems = tuple(problems)
        super().__init__("\n".join(map(str, self._problems)))

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems


class OptionError(InputError):
    """Invalid options of an export; the ``path`` of each problem is the option's name."""

    def __init__(self, problems: Iterable[tuple[str, str, str]]) -> None:
        """*problems* are triples of the option's name, the fact and the hint."""
        super().__init__(
            Problem(Place("options"), name, fact, hint, "option-invalid")
            for name, fact, hint in sorted(problems)
        )


class UnknownName(_SingleError, LookupError):  # noqa: N818 - named for what it reports
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
    """An export could not be written; the previous exports are unchanged."""

    def __init__(self, fact: str, hint: str = "nothing was changed", *, code: CodeName) -> None:
        super().__init__(fact)
        self.fact = fact
        self.hint = hint
        self.code = code


class OverwriteError(OutputError):
    """Inputs of a command, or files of someone else, would be overwritten; see ``problems``."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self._problems = tuple(problems)
        super().__init__("\n".join(map(str, self._problems)), code="output-foreign")

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems


class RemoteError(TimelineError, OSError):
    """A server at *url* cannot be reached, fails, or refuses a request."""

    def __init__(self, url: str, fact: str, hint: str, *, code: CodeName) -> None:
        super().__init__(fact)
        self._problems = (Problem(Place(url), "", fact, hint, code),)

    def after(self, done: str) -> RemoteError:
        """The same error, with what was *done* before it."""
        (problem,) = self._problems
        fact = f"{problem.fact}; {done}"
        return RemoteError(problem.place.file, fact, problem.hint, code=problem.code)

    @property
    def problems(self) -> tuple[Problem, ...]:
        return self._problems
