"""Times of day in words, with the city and offset of their zone."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Final
from zoneinfo import ZoneInfo

from timeline.wording import cldr
from timeline.wording.date_patterns import DatePatterns
from timeline.wording.kept_locales import Locale


def time_text(patterns: DatePatterns, moment: datetime) -> str:
    """The time of day, as the language writes it: "10:00"."""
    pattern = patterns.entry("datetime_skeletons", "Hm") or "HH:mm"
    text = "".join(
        _TIME_FIELDS.get(token.field, _literal)(moment, token.text)
        for token in cldr.tokens(pattern)
    )
    return f"{text}:{moment.second:02}" if moment.second else text


def _literal(_: datetime, text: str) -> str:
    return text


_TIME_FIELDS: Final[Mapping[str, Callable[[datetime, str], str]]] = {
    "H": lambda moment, letters: f"{moment.hour:0{len(letters)}}",
    "m": lambda moment, letters: f"{moment.minute:02}",
}


def zone_text(locale: Locale, moment: datetime, zone: str | None) -> str:
    """City and offset in brackets; nothing if neither the time nor the event has a zone."""
    offset = moment.utcoffset()
    there = moment.replace(tzinfo=ZoneInfo(zone)).utcoffset() if zone else None
    if offset is None:
        offset = there
    if offset is None:
        return ""
    city = cldr.city(zone, locale) if zone and offset == there else None
    named = _offset_text(offset)
    return f" ({city}, {named})" if city else f" ({named})"


def _offset_text(offset: timedelta) -> str:
    """The offset as "UTC+5", "UTC−3:30" or "UTC"."""
    minutes = round(offset.total_seconds() / 60)
    if not minutes:
        return "UTC"
    hours, rest = divmod(abs(minutes), 60)
    return f"UTC{'+' if minutes > 0 else '−'}{hours}" + (f":{rest:02}" if rest else "")
