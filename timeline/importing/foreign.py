"""JSON of other programs: TimelineJS is imported; others are refused, with hints on their fields.

TimelineJS 3 has a date in parts, a headline and a text for each slide
(https://timeline.knightlab.com/docs/json-format.html).
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from html import unescape
from typing import Any, Final

from timeline.errors import DateError, Place, Problem, printable
from timeline.importing import Found
from timeline.importing.date_cells import Dates, WhenField
from timeline.importing.declared_names import DeclaredNames, slug
from timeline.nodes import MappingNode, SequenceNode, mapping

_TAG: Final = re.compile(r"<[^<>]*>")
_ADDRESS: Final = re.compile(r"https?://[^\s/]+\S*")
_PARTS: Final = ("year", "month", "day")
_TIME: Final = ("hour", "minute")


def is_timelinejs(root: Any) -> bool:
    """Whether *root* is a TimelineJS story: its events have dates in parts."""
    events = root.get("events") if isinstance(root, dict) else None
    return isinstance(events, list) and any(
        isinstance(event, dict) and isinstance(event.get("start_date"), dict) for event in events
    )


def read_foreign(
    root: Mapping[str, Any], file: str, names: DeclaredNames, timezone: str | None
) -> Found:
    """A draft for each slide of TimelineJS; eras are reported and skipped."""
    found = Found(MappingNode())
    events = SequenceNode()
    for number, slide in enumerate(root["events"]):
        if not isinstance(slide, dict):
            path, fact = f"events[{len(events)}]", f"slide {number + 1} is not a mapping"
            found.problems.append(Problem(Place(file), path, fact, "", "type-mismatch"))
            slide = {}
        events.put(_event(slide, number, file, names, timezone, found, len(events)), 0)
    if root.get("eras"):
        found.notes.append(f"{len(root['eras'])} eras are left out: they are not events")
    for section, declared in names.declared.items():
        found.root.put(section, declared, 0)
    found.root.put("events", events, 0)
    return found


def _event(
    slide: Mapping[str, Any], number: int, file: str, names: DeclaredNames, timezone: str | None,
    found: Found, index: int,
) -> MappingNode:  # fmt: skip
    event = MappingNode()
    words = _part(slide, "text")
    title = _plain(words.get("headline"))
    event.put("id", "", 0)
    if title:
        event.put("title", title, 0)
    try:
        when = _when(slide)
    except DateError as error:
        path = f"events[{index}].when"
        fact = f"slide {number + 1}: {error.fact}"
        found.problems.append(Problem(Place(file), path, fact, error.hint, error.code))
        when = None
    if when is not None:
        event.put("when", when.text, 0)
        if when.value.is_timed and timezone is not None:
            event.put("timezone", timezone, 0)
        elif when.value.is_timed:
            fact = f"slide {number + 1} has times but no time zone"
            hint = "set it: --timezone Europe/Belgrade"
            path = f"events[{index}].when"
            found.problems.append(Problem(Place(file), path, fact, hint, "time-without-zone"))
    if group := _plain(slide.get("group")):
        event.put("series", names.series(group, 0), 0)
    if text := _plain(words.get("text")):
        event.put("description", text, 0)
    event.put("status", "draft", 0)
    sources = SequenceNode()
    sources.put(_source(slide, file), 0)
    event.put("sources", sources, 0)
    own = str(slide.get("unique_id") or "")
    stem = slug(own) or slug(title)
    start = when.value.iso_bounds[0] if when else None
    event["id"] = names.ids.free(stem, f"{stem}-{start[:4]}" if stem and start else "")
    return event


def _source(slide: Mapping[str, Any], file: str) -> MappingNode:
    """The file as the source of a slide, with the slide's words for the date and its media."""
    shown = slide.get("start_date")
    quote = _plain(shown.get("display_date")) if isinstance(shown, dict) else ""
    source = mapping(0, document=re.split(r"[\\/]", file)[-1])
    if quote:
        source.put("quote", quote, 0)
    media = _part(slide, "media")
    if _ADDRESS.fullmatch(str(media.get("url", ""))):
        source.put("url", str(media["url"]), 0)
    return source


def _part(slide: Mapping[str, Any], name: str) -> Mapping[str, Any]:
    part = slide.get(name)
    return part if isinstance(part, dict) else {}


def _when(slide: Mapping[str, Any]) -> WhenField | None:
    dates = Dates()
    sides = [_side(slide.get(name), dates) for name in ("start_date", "end_date")]
    (first, start), (last, end) = sides
    if first is None:
        return None
    if start:
        return dates.with_times(first, start, last, end)
    return dates.span(first, last) if last is not None else first


def _side(side: Any, dates: Dates) -> tuple[WhenField | None, str]:
    if not isinstance(side, dict):
        return None, ""
    year, month, day = (_number(side.get(name)) for name in _PARTS)
    hour, minute = (_number(side.get(name)) for name in _TIME)
    if not year:
        return None, ""
    time = f"{int(hour):02}:{int(minute or 0):02}" if hour.isdecimal() else ""
    return dates.of_parts(year, month, day), time


def _number(value: Any) -> str:
    return "" if value is None else str(value).strip()


def _plain(value: Any) -> str:
    """A text without HTML markup."""
    return " ".join(unescape(_TAG.sub(" ", str(value or ""))).split())


_CALLED: Final = {
    "summary": "title", "name": "title", "headline": "title", "subject": "title",
    "start": "when", "begin": "when", "start_date": "when", "date": "when", "end": "when",
    "location": "place", "link": "sources", "url": "sources",
}  # fmt: skip


def refusal(root: Any, file: str) -> Problem:
    """Why JSON that is neither ours nor TimelineJS's is not read, with our names of its fields."""
    items = root.get("events") if isinstance(root, dict) else root
    first = next((item for item in items if isinstance(item, dict)), {}) if isinstance(
        items, list) else {}  # fmt: skip
    renamed = [f"{name!r} is {_CALLED[name]!r} here" for name in first if name in _CALLED]
    hint = "timeline build --format json writes our export; save yours as CSV"
    if renamed:
        hint = f"{', '.join(renamed)}; save yours as CSV, whose columns may have these names"
    shown = ", ".join(printable(str(name), 20) for name in list(first)[:6])
    fact = f"this is not a JSON export of timeline{f': its events have {shown}' if shown else ''}"
    return Problem(Place(file), "", fact, hint, "file-format")
