"""The outcome for one document, in any process or machine."""

from __future__ import annotations

from datetime import date
from functools import cached_property
from typing import Final

from msgspec import Struct
from msgspec.structs import replace

from timeline import documents
from timeline.errors import InputError, Place, Problem, TimelineError, printable
from timeline.events import Timeline
from timeline.extraction import Draft, Extraction, Refused, from_document
from timeline.extraction.matching import Known, Match


class Outcome(Struct, frozen=True):
    """The outcome for a file: an extraction and the matches of its drafts, or its problems."""

    path: str
    extraction: Extraction | None = None
    matches: tuple[Match | None, ...] = ()
    problems: tuple[Problem, ...] = ()

    @property
    def drafts(self) -> tuple[Draft, ...]:
        """The drafts, none if there were problems."""
        return self.extraction.drafts if self.extraction else ()

    @property
    def refused(self) -> tuple[Refused, ...]:
        """The refusals; none if there were problems."""
        return self.extraction.refused if self.extraction else ()

    @property
    def faults(self) -> tuple[Problem, ...]:
        """The sentences that were not read because of a bug, as problems of the file."""
        return tuple(
            Problem(
                Place(self.path),
                "",
                f"{item.reason}, in “{printable(item.text)}”",
                item.hint,
                item.code,
            )
            for item in self.refused
            if item.is_fault
        )


STANDARD_INPUT: Final = "<stdin>"
"""The name of the document that a `Request` brings with it."""


class Request(Struct, frozen=True, kw_only=True, dict=True):
    """How documents are read: the language and the day, if they are given.

    ``url``, ``publisher`` and ``accessed`` go into the sources; ``standard_input`` is the content
    of the document of that name.
    """

    language: str | None = None
    on: date | None = None
    title: str | None = None
    url: str | None = None
    publisher: str | None = None
    accessed: date | None = None
    chronology: Timeline | None = None
    standard_input: bytes = b""

    @cached_property
    def known(self) -> Known:
        """The events that drafts are compared with."""
        return Known(self.chronology.document.events if self.chronology else ())


def outcome(path: str, request: Request) -> Outcome:
    """The outcome for one file, including its problems, so that the other files are still read.

    A bug that appears with one document is also reported this way.
    """
    try:
        document = _document(path, request)
        extraction = from_document(document, request.chronology)
    except InputError as error:
        return Outcome(path, problems=error.problems)
    except TimelineError as error:
        return Outcome(path, problems=tuple(_at(path, problem) for problem in error.problems))
    except Exception as error:  # noqa: BLE001 - the other documents are read all the same
        fact = f"internal error: {type(error).__name__}: {error}"
        problem = Problem(Place(path), "", fact, "please report it", "internal-error")
        return Outcome(path, problems=(problem,))
    matches = tuple(request.known.match(draft) for draft in extraction.drafts)
    return Outcome(path, extraction, matches)


def _at(path: str, problem: Problem) -> Problem:
    return problem._replace(place=Place(path))


def _document(path: str, request: Request) -> documents.Document:
    language, on, title = request.language, request.on, request.title
    if path == STANDARD_INPUT:
        content = request.standard_input
        document = documents.parse(content, path, language=language, on=on, title=title)
    else:
        document = documents.read_document(path, language=language, on=on, title=title)
    return replace(
        document, url=request.url, publisher=request.publisher, accessed=request.accessed
    )
