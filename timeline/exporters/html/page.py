"""The page's text: template, styles, scripts and data put together, and a policy for all of it.

The policy (Content Security Policy Level 3) lets nothing in or out: no address is loaded or
sent to, and only the scripts with the hashes named there run. Styles need 'unsafe-inline',
because Plotly writes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from functools import cache
from importlib.resources import files
from io import BytesIO
from itertools import groupby
from typing import Any, Final

import msgspec
from jinja2 import Environment, StrictUndefined
from markupsafe import Markup

from timeline import wording
from timeline.events import Event, Timeline
from timeline.exporters import Context
from timeline.exporters.html.bundle import BESIDE, Bundle, Carriage, packed, policy_hash
from timeline.exporters.html.records import Record, page_data, words_in
from timeline.exporters.html.structured import graph

SCRIPTS: Final = (
    "days.js", "events.js", "i18n.js", "search.js", "state.js", "palette.js", "glyph.js",
    "placing.js", "axis.js", "figure.js", "view.js", "calendars.js", "list.js", "table.js",
    "upcoming.js", "shelf.js", "filters.js", "legend.js", "overview.js", "panel.js", "chart.js",
    "save.js", "print.js", "plotly.js", "main.js",
)  # fmt: skip
"""The page's scripts in the order in which they may use each other while they load."""

WHOLE_LIST: Final = 2_000
"""Events up to which the list is in the page as it is. A browser needs seconds to lay out more
of it, so a longer list is in a `noscript` element, and scripts show it part by part."""

SLICE: Final = 2_000
"""Events in one piece of the data: what a browser reads without keeping its reader waiting."""

LONG_LIST: Final = 300
"""Events from which the browser is told to lay out only what is near the screen."""


def html(timeline: Timeline, context: Context, bundle: Bundle) -> bytes:
    """The page of *timeline* in the context's languages, carrying Plotly as *bundle* says.

    The template is filled piece by piece, and what needs no template, megabytes of it, is put
    where the template has a slot for it: no second copy of a large page is ever held.
    """
    languages = context.languages
    language = languages[0]
    data = page_data(timeline, languages)
    slices = [data["events"][at : at + SLICE] for at in range(0, len(timeline.events), SLICE)]
    following = iter(slices)
    script = _script()
    words = data["words"][wording.interface_language(language)]
    calendar = timeline.calendar
    title, title_language = _text(timeline, calendar.title, language) or (calendar.id, "und")
    subtitle, subtitle_language = _text(timeline, calendar.description, language) or ("", "und")
    rows = _Rows(timeline, data, language)
    beside = bundle.carriage is Carriage.DIRECTORY
    fillings: dict[str, Callable[[], bytes]] = {
        "data": lambda: _json({**data, "events": ()}),
        "events": lambda: _json(next(following)),
        "structured": lambda: _json(graph(timeline, language)),
        "entries": lambda: _entries(context),
        "packed": lambda: packed(bundle.code.encode()),
        "code": lambda: bundle.code.encode(),
    }

    @cache
    def lang(tag: str | None) -> Markup:
        """The attribute that tells the language of a text that is not in the page's."""
        return Markup("") if tag in (None, "und", language) else Markup(' lang="{}"').format(tag)

    pieces: Iterator[str] = _template().generate(
        language=language,
        direction=wording.direction(language),
        lang=lang,
        words=words,
        words_language=words_in(language),
        title=title,
        title_language=title_language,
        subtitle=subtitle,
        subtitle_language=subtitle_language,
        description=subtitle or title,
        url=calendar.url if calendar.url and calendar.url.startswith("https://") else None,
        languages=data["languages"],
        calendars=[
            {"language": each, "file": f"{calendar.id}.{each}.ics", "title": title}
            for each in languages
        ],
        policy=_policy(script, bundle),
        style=_asset("page.css"),
        script=script,
        slot=_SLOT.format,
        slices=len(slices),
        has_entries=context.entries is not None,
        carriage=bundle.carriage.value,
        beside=BESIDE if beside else None,
        whole=len(timeline.events) <= WHOLE_LIST,
        long=len(timeline.events) > LONG_LIST,
        empty=not timeline.events,
        sections=rows.sections(),
        blank_event=_BLANK_EVENT,
        blank_source=_BLANK_SOURCE,
    )
    page = BytesIO()
    for piece in pieces:
        text, *rest = _SLOTS.split(piece)
        page.write(_readable(text.encode()))
        for name, text in zip(rest[::2], rest[1::2], strict=True):
            page.write(fillings[name]())
            page.write(_readable(text.encode()))
    return page.getvalue()


_SLOT: Final = "\0{}\0"
"""Stands in the filled template for what is put there later; no text of a chronology has a NUL."""

_SLOTS: Final = re.compile("\0([a-z]+)\0")

_BLANK_SOURCE: Final = dict.fromkeys(
    ("url", "language", "document", "details", "quote", "note"), ""
)
_BLANK_EVENT: Final = {
    **dict.fromkeys(("id", "hue", "date", "title", "note", "source_count"), ""),
    **dict.fromkeys(("title_language", "origin_language", "origin"), None),
    "origin_title": "",
    "meta": (),
    "sources": (),
}


class _Rows:
    """The list as the template wants it: by years, every text in one language."""

    def __init__(self, timeline: Timeline, data: Record, language: str) -> None:
        self._timeline = timeline
        self._data = data
        self._language = language
        self._column = [each["tag"] for each in data["languages"]].index(language)

    def sections(self) -> Iterator[tuple[int | None, list[Record]]]:
        """The years, None for what has no date, and the rows under them."""
        pairs = zip(self._timeline.events, self._data["events"], strict=True)
        for year, group in groupby(pairs, key=lambda pair: self._year(pair[0])):
            yield year, [self._row(event, record) for event, record in group]

    def _year(self, event: Event) -> int | None:
        day = event.date.earliest or event.date.latest
        return day.year if day else None

    def _phrase(self, number: int) -> str:
        phrase: str = self._data["phrases"][number][self._column]
        return phrase

    def _name(self, section: str, key: str) -> tuple[str, str | None]:
        """The name of a kind, status, place or party, and its language if it is another."""
        entry = self._data[section][key]
        return self._phrase(entry["name"]), self._phrase(entry["in"]) if "in" in entry else None

    def _row(self, event: Event, record: Record) -> Record:
        _, title_language = self._timeline.text(event.title, self._language)
        origin = self._timeline.event(event.origin) if event.origin else None
        status = self._name("statuses", event.status.value)
        if origin:
            status = (self._word("derived_mark"), words_in(self._language))
        meta = [self._name("kinds", event.kind), status]
        if event.place:
            meta.append(self._name("places", event.place))
        meta.extend(self._name("parties", party) for party in event.parties)
        conflicts = "; ".join(self._phrase(c["date"]) for c in record.get("conflicts", ()))
        # An anniversary has the sources of its event, and they stand there already.
        sources = record.get("sources", ()) if origin is None else ()
        of = self._timeline.text(origin.title, self._language) if origin else ("", None)
        return {
            "id": event.id,
            "hue": self._data["kinds"][event.kind]["hue"],
            "date": self._phrase(record["date"]),
            "title": wording.event_title(event, self._timeline, self._language),
            "title_language": title_language,
            "meta": meta,
            "note": self._word("disagree", dates=conflicts) if conflicts else "",
            "origin": event.origin,
            "origin_title": of[0],
            "origin_language": of[1],
            "source_count": self._word("sources", n=len(sources)),
            "sources": [self._source(source) for source in sources],
        }

    def _source(self, source: Record) -> Record:
        details = [source.get("publisher")]
        if "published" in source:
            details.append(self._phrase(source["published"]))
        if "paragraph" in source:
            details.append(self._word("paragraph", number=source["paragraph"]))
        if "accessed" in source:
            details.append(self._word("accessed", date=self._phrase(source["accessedWords"])))
        note = source.get("note")
        return {
            "url": source.get("url", ""),
            "language": source.get("language"),
            "document": source["document"],
            "details": " · ".join(filter(None, details)),
            "quote": source.get("quote") or source.get("wording") or "",
            "note": self._pick(note) if note else "",
        }

    def _pick(self, texts: dict[str, str]) -> str:
        chain = self._data["chain"][self._language]
        return texts[next((tag for tag in chain if tag in texts), next(iter(texts)))]

    def _word(self, key: str, **values: object) -> str:
        return wording.message(f"page.{key}", self._language, **values)


def _text(timeline: Timeline, text: Any, language: str) -> tuple[str, str] | None:
    return timeline.text(text, language) if text else None


def _entries(context: Context) -> bytes:
    """The calendar entries of all events, packed: what the page offers one by one for download."""
    by_language: dict[str, dict[str, str]] = {}
    for (language, event), text in context.entries().items() if context.entries else ():
        by_language.setdefault(language, {})[event] = text
    return packed(msgspec.json.encode(by_language))


def _policy(script: str, bundle: Bundle) -> str:
    # A file beside a page that was opened from disk has no origin of its own to name.
    plotly = "'self' file:" if bundle.carriage is Carriage.DIRECTORY else policy_hash(bundle.code)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {policy_hash(script)} {plotly}",
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


_ESCAPES: Final = tuple(
    (character.encode(), f"\\u{ord(character):04x}".encode()) for character in "<>&\u2028\u2029"
)


def _json(value: object) -> bytes:
    """JSON that can stand in a script element: no markup can begin or end in it."""
    text = _readable(msgspec.json.encode(value))
    for character, escape in _ESCAPES:
        text = text.replace(character, escape)
    return text


def _readable(text: bytes) -> bytes:
    """*text* without the controls that turn letters around; no language needs them."""
    return text.replace("\u202d".encode(), b"").replace("\u202e".encode(), b"")


@cache
def _script() -> str:
    """All scripts in one, in a scope of their own, so that the page has few globals."""
    parts = (_asset(name) for name in SCRIPTS)
    return '(async () => {\n"use strict";\n' + "\n".join(parts) + "})();"


@cache
def _asset(name: str) -> str:
    return (files(__package__) / "assets" / name).read_text("utf-8")


@cache
def _template() -> Any:
    environment = Environment(
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    return environment.from_string(_asset("page.html.jinja"))
