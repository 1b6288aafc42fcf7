"""Stages: the places where the events of some days take place."""

from __future__ import annotations

from timeline import edtf
from timeline.extraction.structure.outlines import first_day


class Stages:
    """The places of programmes, according to their headings and first lines."""

    def __init__(self) -> None:
        self._stages: list[tuple[edtf.Value, str | None]] = []
        """Days of programmes, and their places: "Dakar, 21 et 22 septembre 2026"."""
        self._hosts: list[tuple[edtf.Value, str]] = []
        """The same, from the first lines: "Visit of the Chair, Oslo, 22–24 September"."""

    def add(self, days: edtf.Value, place: str) -> None:
        """Records the place of a programme on some *days*."""
        self._stages.append((days, place))

    def leave(self, days: edtf.Value) -> None:
        """Records that the rest of the programme of some *days* takes place elsewhere."""
        self._stages.append((days, None))

    def add_host(self, days: edtf.Value, place: str) -> None:
        """Records the place that the first lines of the document give."""
        self._hosts.append((days, place))

    def around(self, found: edtf.Value, *, is_timed: bool = False) -> str | None:
        """The place of the programme in whose days *found* lies.

        The place in the first lines applies only to events with hours (*is_timed*).
        """
        first = first_day(found)
        hosts = self._hosts if is_timed else []
        for days, place in reversed([*hosts, *self._stages]):
            begin, end = first_day(days), days.latest
            if first and begin and end and begin <= first <= end:
                return place
        return None
