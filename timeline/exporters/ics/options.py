"""Settings of calendars on the command line, which replace those of the header."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

import msgspec
from msgspec.structs import replace

from timeline.errors import OptionError, printable
from timeline.events import Calendar, Imprecise, Timeline

_LISTS: Final = {"feeds": "kind, party, place, series, event"}
OPTIONS: Final = {
    **_LISTS,
    "default_duration": "a number of minutes, 1 to 1000",
    "imprecise": "for example month=mark,year=span",
    "removed": "tombstone, drop or prefix",
    "removed_days": "a number of days, 1 to 1000",
    "timezones": "local or utc",
    "refresh": "a number of hours, 1 to 1000",
    "reminder": "a number of days, 1 to 1000",
}
"""The fields of the header that can be set, each with the values that it takes."""


def with_options(timeline: Timeline, options: Mapping[str, str]) -> Timeline:
    """*timeline* with *options* set in its header. Options of other exporters are ignored.

    Raises:
        OptionError: a value is invalid; the message lists every invalid value.
    """
    values: dict[str, object] = {}
    problems = []
    for name in OPTIONS.keys() & options.keys():
        try:
            values[name] = _value(timeline.calendar, name, options[name])
        except msgspec.ValidationError:
            fact = f"{printable(options[name])!r} is not a valid value"
            problems.append((name, fact, OPTIONS[name]))
    if problems:
        raise OptionError(problems)
    if not values:
        return timeline
    calendar = msgspec.structs.replace(timeline.calendar, **values)
    return replace(timeline, document=msgspec.structs.replace(timeline.document, calendar=calendar))


def _value(calendar: Calendar, name: str, text: str) -> object:
    parts = [part.strip() for part in text.split(",") if part.strip()]
    given: object = text.strip()
    if name in _LISTS:
        given = parts
    elif name == "imprecise":
        chosen = msgspec.to_builtins(calendar.imprecise)
        chosen |= {
            key.strip(): value.strip() for key, _, value in (p.partition("=") for p in parts)
        }
        return msgspec.convert(chosen, Imprecise)
    field = next(field for field in msgspec.structs.fields(Calendar) if field.name == name)
    return msgspec.convert(given, field.type, strict=False)
