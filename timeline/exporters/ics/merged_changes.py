"""The changes in all calendars of a chronology, each once, with the languages that show it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct

from timeline.events import Timeline
from timeline.exporters.ics.comparison import Change, Fate
from timeline.exporters.ics.components import event_of


class SharedDetail(Struct, frozen=True):
    """A change of one property of an event, with a line in each language that shows it."""

    what: str
    texts: Mapping[str, str]

    @property
    def text(self) -> str:
        """The line in the first language."""
        return next(iter(self.texts.values()))


class SharedChange(Struct, frozen=True):
    """A change of an event in some calendars; ``changes`` is that change in each language."""

    event: str
    fate: Fate
    changes: Mapping[str, Change]

    @property
    def title(self) -> str:
        """The title in the first language."""
        return next(iter(self.changes.values())).title

    @property
    def languages(self) -> tuple[str, ...]:
        """The tags of the languages, in the order of the calendars."""
        return tuple(self.changes)

    @property
    def details(self) -> tuple[SharedDetail, ...]:
        """The changed properties, each once."""
        found: dict[str, dict[str, str]] = {}
        for language, change in self.changes.items():
            for detail in change.details:
                found.setdefault(detail.what, {})[language] = detail.text
        return tuple(SharedDetail(what, texts) for what, texts in found.items())

    def lines(self, *, is_alone: bool = False) -> Iterator[str]:
        """The change in words, as ``moved: Summit  [en, ru]``, with the details below.

        A detail lists its languages if they differ from those of the change. If the change
        *is_alone*, because only one calendar was compared, no languages are listed.
        """
        yield f"{self.fate}: {self.title}" + _tags(self.languages, is_alone)
        for detail in self.details:
            is_shared = tuple(detail.texts) == self.languages
            yield detail.text + _tags(tuple(detail.texts), is_alone or is_shared)


def _tags(languages: Sequence[str], is_left_out: bool) -> str:
    return "" if is_left_out else f"  [{', '.join(languages)}]"


def merged(timeline: Timeline, changes: Mapping[str, Sequence[Change]]) -> tuple[SharedChange, ...]:
    """The *changes*, by language, each once, in the order of the first calendar that has it."""
    found: dict[tuple[str, int, Fate], dict[str, Change]] = {}
    for language, of_language in changes.items():
        for change in of_language:
            key = (*event_of(timeline, change.uid, language), change.fate)
            found.setdefault(key, {})[language] = change
    return tuple(SharedChange(event, fate, each) for (event, _, fate), each in found.items())
