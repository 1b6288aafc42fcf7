"""Notes on the lines of a calendar that drafts do not hold as they are."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from timeline.errors import Place
from timeline.importing import Found
from timeline.importing.component_tree import Property
from timeline.nodes import place as place_of

_MOST_NAMED: Final = 5
"""Maximum faults of one kind that are listed one by one."""


class CountedNotes:
    """Notes with their lines; of many similar ones, the first are listed and the rest counted."""

    def __init__(self, file: str, found: Found) -> None:
        self._file = file
        self.found = found

    def note(self, found: Property, text: str) -> None:
        """A note on *found*, with its line."""
        self.found.notes.append(f"{place_of(self._file, found.mark)}: {text}")

    def some(self, text: str, faults: list[tuple[int, str]]) -> None:
        """A note for each of the first *faults*: lines, and what is inserted into *text*."""
        for number, fault in faults[:_MOST_NAMED]:
            self.found.notes.append(f"{Place(self._file, number, 1)}: {text.format(fault)}")
        if len(faults) > _MOST_NAMED:
            self.found.notes.append(f"and {len(faults) - _MOST_NAMED} more lines like that")


def counted(items: Sequence[object], one: str, many: str = "") -> str:
    """The number of *items*, their name and the verb: "2 entries are"."""
    name = one if len(items) == 1 else many or f"{one}s"
    return f"{len(items)} {name} {'is' if len(items) == 1 else 'are'}"
