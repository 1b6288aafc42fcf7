"""Reads calendar files with libical (Debian), as Evolution and GNOME Calendar do."""

from collections.abc import Iterator
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import gi

gi.require_version("ICalGLib", "3.0")
from gi.repository import ICalGLib  # noqa: E402
from verdicts import Verdict, report  # noqa: E402


def moment(time: Any) -> date:
    if time.is_date():
        return date(time.get_year(), time.get_month(), time.get_day())
    zone = time.get_timezone()
    assert zone, "a floating time"
    seconds = time.as_timet_with_zone(zone)
    return datetime.fromtimestamp(seconds, UTC)


def read(path: Path) -> Iterator[Verdict]:
    calendar = ICalGLib.Component.new_from_string(path.read_bytes().decode())
    assert calendar.isa() == ICalGLib.ComponentKind.VCALENDAR_COMPONENT
    kind = ICalGLib.ComponentKind.VEVENT_COMPONENT
    event = calendar.get_first_component(kind)
    while event:
        transparency = event.get_first_property(ICalGLib.PropertyKind.TRANSP_PROPERTY)
        status = event.get_status()
        yield (
            event.get_uid(), event.get_summary(),
            moment(event.get_dtstart()), moment(event.get_dtend()),
            status.value_nick.upper(), transparency.get_value_as_string(),
        )  # fmt: skip
        event = calendar.get_next_component(kind)


report(read)
