"""How well dates were read: the counts, and the figures that are derived from them.

Found spans are paired with the expected ones that they overlap (*relaxed*), each with one at
most; *exact* asks for the same first and last character. A value is right if its first day,
last day and precision are. *Noise* is what was found in places without a date.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields
from typing import TypeAlias

from timeline import edtf

Bounds: TypeAlias = tuple[str | None, str | None, str]
"""First day, last day, precision."""


def bounds(value: edtf.Value) -> Bounds:
    """The part of *value* that is compared."""
    return (*value.iso_bounds, str(value.precision))


def strict(value: edtf.Value) -> tuple[object, ...]:
    """The same and its qualifiers and times of day, on the clock of the place."""
    times = tuple(time.replace(tzinfo=None) for time in value.times)
    return (*bounds(value), value.approximate, value.uncertain, times)


@dataclass(frozen=True, slots=True)
class Span:
    """A date with its place in a text; ``is_item`` is None if the reader does not say."""

    start: int
    end: int
    bounds: Bounds
    is_item: bool | None = None


@dataclass(slots=True)
class Passages:
    """Counts over passages; they add up."""

    count: int = 0
    characters: int = 0
    expected: int = 0
    found: int = 0
    overlapping: int = 0
    exact: int = 0
    right: int = 0
    items_right: int = 0

    def __add__(self, other: Passages) -> Passages:
        return Passages(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    @property
    def f1(self) -> float:
        """F1 of spans that overlap."""
        return ratio(2 * self.overlapping, self.expected + self.found)

    @property
    def exact_f1(self) -> float:
        """F1 of spans that are the same."""
        return ratio(2 * self.exact, self.expected + self.found)

    @property
    def value_accuracy(self) -> float:
        """Values right, of the spans that overlap."""
        return ratio(self.right, self.overlapping)

    @property
    def overall(self) -> float:
        """Dates found with their right value, of all that are there."""
        return ratio(self.right, self.expected)

    @property
    def noise(self) -> float:
        """Dates that were found in places without one, per 1,000 characters."""
        return ratio(1000 * (self.found - self.overlapping), self.characters)


@dataclass(slots=True)
class Phrases:
    """Counts over single phrases; they add up."""

    count: int = 0
    right: int = 0
    wrong: int = 0
    """Read with a wrong value, or although they are not a date."""
    refused: int = 0
    """Refused although they are dates."""

    def __add__(self, other: Phrases) -> Phrases:
        return Phrases(*(getattr(self, f.name) + getattr(other, f.name) for f in fields(self)))

    def add(self, *, expected: object | None, found: object | None) -> None:
        """Count one phrase; None is a refusal."""
        self.count += 1
        self.right += expected == found
        self.wrong += found is not None and expected != found
        self.refused += found is None and expected is not None


def ratio(part: float, whole: float) -> float:
    """*part* of *whole*; 1 of nothing."""
    return part / whole if whole else 1.0


def pairs(expected: Sequence[Span], found: Sequence[Span]) -> list[tuple[Span, Span]]:
    """Each expected span with the found one that covers most of it; no span twice."""
    candidates = sorted(
        (-min(want.end, got.end) + max(want.start, got.start), i, j)
        for i, want in enumerate(expected)
        for j, got in enumerate(found)
        if want.start < got.end and got.start < want.end
    )
    wanted: set[int] = set()
    given: set[int] = set()
    result = []
    for _, i, j in candidates:
        if i not in wanted and j not in given:
            wanted.add(i)
            given.add(j)
            result.append((expected[i], found[j]))
    return result


def score(text: str, expected: Sequence[Span], found: Sequence[Span]) -> Passages:
    """Counts for one passage."""
    paired = pairs(expected, found)
    return Passages(
        count=1,
        characters=len(text),
        expected=len(expected),
        found=len(found),
        overlapping=len(paired),
        exact=sum((want.start, want.end) == (got.start, got.end) for want, got in paired),
        right=sum(want.bounds == got.bounds for want, got in paired),
        items_right=sum(want.is_item == got.is_item for want, got in paired),
    )
