"""The page's text: template, styles, scripts and data put together, and a policy for all of it.

The policy (Content Security Policy Level 3) lets nothing in or out: no address is loaded or
sent to, and only the scripts with the hashes named there run. Styles need 'unsafe-inline',
because Plotly writes them.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from hashlib import sha256
from importlib.resources import files
from typing import Any, Final

from jinja2 import Environment, StrictUndefined

from timeline import wording
from timeline.events import Timeline
from timeline.exporters import Context
from timeline.exporters.html import embedding
from timeline.exporters.html.bundle import BESIDE, Bundle, Carriage, policy_hash
from timeline.exporters.html.records import Data, Record, page_words
from timeline.exporters.html.rows import BriefList, Row, Rows, SourceRow
from timeline.exporters.html.structured import graph

SCRIPTS: Final = (
    "days.js", "events.js", "i18n.js", "search.js", "state.js", "palette.js", "glyph.js",
    "extents.js", "labels.js", "placing.js", "axis.js", "figure.js", "view.js", "calendars.js",
    "list.js", "table.js", "upcoming.js", "shelf.js", "filters.js", "legend.js", "overview.js",
    "panel.js", "chart.js", "save.js", "print.js", "plotly.js", "main.js",
)  # fmt: skip
"""The page's scripts in the order in which they may use each other while they load."""

NAME: Final = "timeline.html"

WHOLE_LIST: Final = 2_000
"""Events up to which the list is in the page as it is. A browser needs seconds to lay out more
of it, so a longer list is in a `noscript` element, and scripts show it part by part."""

SLICE: Final = 2_000
"""Events in one piece of the data: what a browser reads without keeping its reader waiting."""

LONG_LIST: Final = 300
"""Events from which the browser is told to lay out only what is near the screen."""


@dataclass(frozen=True, slots=True)
class Page:
    """The page of *timeline* in the context's languages, carrying Plotly as *bundle* says.

    It is its bytes, made piece by piece as somebody goes through them: no large page is ever held.
    """

    timeline: Timeline
    context: Context
    bundle: Bundle

    def __iter__(self) -> Iterator[bytes]:
        return _pieces(self.timeline, self.context, self.bundle)


def _pieces(timeline: Timeline, context: Context, bundle: Bundle) -> Iterator[bytes]:
    """The filled template; what needs none, megabytes of it, is put where it has a slot for it."""
    languages = context.languages
    language = languages[0]
    data = Data(timeline, languages)
    rows = Rows(timeline, data)
    script = _script()
    calendar = timeline.calendar
    title, title_language = _text(timeline, calendar.title, language) or (calendar.id, "und")
    subtitle, subtitle_language = _text(timeline, calendar.description, language) or ("", "und")
    beside = bundle.carriage is Carriage.DIRECTORY
    words = page_words(wording.interface_language(language))
    fillings: dict[str, Callable[[], Iterable[bytes]]] = {
        "data": lambda: [embedding.json(data.header())],
        "list": lambda: _long_list(rows, words),
        "events": lambda: _slices(rows.records),
        "structured": lambda: [embedding.json(graph(timeline, language))],
        "calendars": lambda: [_calendars(context)],
        "packed": lambda: _packed(bundle.code, context.previous(NAME)),
        "code": lambda: [bundle.code],
    }

    pieces = _template().stream(
        language=language,
        direction=wording.direction(language),
        lang=rows.lang,
        words=words,
        words_lang=rows.words_lang,
        title=title,
        title_language=title_language,
        subtitle=subtitle,
        subtitle_language=subtitle_language,
        description=subtitle or title,
        url=calendar.url if calendar.url and calendar.url.startswith("https://") else None,
        languages=data.tongues,
        calendars=[
            {"language": each, "file": f"{calendar.id}.{each}.ics", "title": title}
            for each in languages
        ],
        policy=_policy(script, bundle),
        style=_asset("page.css"),
        script=script,
        slot=_SLOT.format,
        has_calendars=context.entries is not None,
        carriage=bundle.carriage.value,
        beside=BESIDE if beside else None,
        whole=len(timeline.events) <= WHOLE_LIST,
        long=len(timeline.events) > LONG_LIST,
        empty=not timeline.events,
        sections=rows.sections(),
        blank_event=Row(),
        blank_source=SourceRow(),
    )
    pieces.enable_buffering(_BUFFERED)
    for piece in pieces:
        text, *rest = _SLOTS.split(piece)
        yield embedding.readable(text.encode())
        for name, text in zip(rest[::2], rest[1::2], strict=True):
            yield from fillings[name]()
            yield embedding.readable(text.encode())


_BUFFERED: Final = 1_000
"""Pieces of the filled template, most of them a word long, that are looked over together."""

_SLOT: Final = "\0{}\0"
"""Stands in the filled template for what is put there later; no text of a chronology has a NUL."""

_SLOTS: Final = re.compile("\0([a-z]+)\0")


def _text(timeline: Timeline, text: Any, language: str) -> tuple[str, str] | None:
    return timeline.text(text, language) if text else None


def _packed(code: bytes, previous: bytes | None) -> Iterator[bytes]:
    """The element with Plotly's *code*, packed: as the *previous* page has it, if it is the same.

    To pack it anew, or to unpack it for a comparison, takes a tenth of the time that a small
    chronology needs. So the element has a seal: a digest of the code and of what it is packed to,
    by whatever release of zlib. Who forges it gains nothing, for the page's policy names the code.
    """
    text, seal = _sealed(previous or b"")
    if not text or seal != _seal(code, text):
        text = embedding.packed([code])
    yield _BEFORE_SEAL + _seal(code, text) + _AFTER_SEAL
    yield text
    yield b"</script>"


_BEFORE_SEAL: Final = b'<script type="application/octet-stream" id="_plotly" data-seal="'
_AFTER_SEAL: Final = b'">'


def _sealed(page: bytes) -> tuple[bytes, bytes]:
    """What a page carries of Plotly, and its seal; empty if there is none."""
    start = page.find(_BEFORE_SEAL) + len(_BEFORE_SEAL)
    if start < len(_BEFORE_SEAL):
        return b"", b""
    seal, _, text = page[start : page.find(b"</script>", start)].partition(_AFTER_SEAL)
    return text, seal


def _seal(code: bytes, text: bytes) -> bytes:
    return sha256(sha256(code).digest() + text).hexdigest().encode()


def _long_list(rows: Rows, words: Record) -> Iterator[bytes]:
    """The list in parts, and after each the records of its events: neither is ever held whole."""
    for part in BriefList(rows, words).parts(SLICE):
        yield b'<noscript><div class="list">'
        yield embedding.readable(part.encode())
        yield b"</div></noscript>\n"
        yield from _slices(rows.records)


def _slices(records: list[bytes]) -> Iterator[bytes]:
    """The *records* of events in elements of `SLICE` each, as a browser can take them in.

    They are taken out of the list.
    """
    while records:
        some = records[:SLICE]
        del records[:SLICE]
        yield b'<script type="application/json" class="_slice">['
        yield embedding.embeddable(b",".join(some))
        yield b"]</script>\n"


def _calendars(context: Context) -> bytes:
    """The calendars, packed: what the page offers for download, whole or a single event of it."""
    return embedding.json(
        [
            {
                "language": each.language,
                "alone": each.alone,
                "start": each.start,
                "lengths": each.lengths,
                "packed": embedding.packed(each.calendar).decode(),
            }
            for each in (context.entries() if context.entries else ())
        ]
    )


def _policy(script: str, bundle: Bundle) -> str:
    # A file beside a page that was opened from disk has no origin of its own to name.
    plotly = "'self' file:" if bundle.carriage is Carriage.DIRECTORY else policy_hash(bundle.code)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {policy_hash(script.encode())} {plotly}",
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )


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
