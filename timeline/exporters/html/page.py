"""The text of the page: template, styles, scripts and data, and a policy for all of them.

The policy (Content Security Policy Level 3) blocks all connections: the page can load nothing and
send nothing, and only scripts with the listed hashes run. Styles need 'unsafe-inline', because
Plotly writes them.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from itertools import chain
from typing import Any, Final
from urllib.parse import quote

from markupsafe import Markup, escape
from msgspec import Struct

from timeline import wording
from timeline.changes import file_name as feed_name
from timeline.events import Timeline
from timeline.exporters import Context
from timeline.exporters.html import branding, embedding
from timeline.exporters.html.bundle import Bundle, Carriage, element, policy_hash
from timeline.exporters.html.lists import HIDDEN, BriefList, FullList, full_source
from timeline.exporters.html.page_data import Data, Slice
from timeline.exporters.html.page_languages import autonym, page_words
from timeline.exporters.html.plain_data import PageRecord
from timeline.exporters.html.rows import Rows, SourceRow
from timeline.exporters.html.scripts import script
from timeline.exporters.html.structured import graph
from timeline.exporters.html.subscribe import menu
from timeline.subscribing import PAGE, calendar_title, file_name, page_address

WHOLE_LIST: Final = 2_000
"""Maximum events whose list is in the page as visible markup. A browser needs seconds to lay out
a longer list, so that is in `noscript` elements, and scripts show it part by part."""

SLICE: Final = 2_000
"""Events in one piece of the data: few enough for a browser to parse without a visible delay."""

LONG_LIST: Final = 300
"""The number of events from which the browser should lay out only what is near the screen."""


_UNQUOTED: Final = "/:='"
"""The punctuation that is not percent-encoded in the address of an icon."""


class PageContext(Struct, frozen=True):
    """What surrounds a page: its address, its picture, and its versions in other languages.

    ``files`` are the names of the pages by language, this one included, and ``addresses`` their
    addresses; ``address`` is the address of this page.
    """

    address: str | None = None
    picture: str | None = None
    files: Mapping[str, str] = {}
    addresses: Mapping[str, str] = {}


class Page(Struct, frozen=True):
    """The page of *timeline* in the context's languages, with Plotly included as *bundle* says.

    Iterating yields its bytes, made piece by piece and never held whole.
    """

    timeline: Timeline
    context: Context
    bundle: Bundle
    surroundings: PageContext | None = None

    def __iter__(self) -> Iterator[bytes]:
        return _pieces(self)


def _pieces(page: Page) -> Iterator[bytes]:
    """The template, its fields filled in one after the other."""
    texts, parts = _fillings(page)
    for markup, name in embedding.template("page.html"):
        yield markup.encode()
        if name is None:
            continue
        if name in parts:
            yield from parts[name]()
        else:
            yield embedding.readable(escape(texts[name]).encode())


def _fillings(
    page: Page,
) -> tuple[Mapping[str, str], Mapping[str, Callable[[], Iterable[bytes]]]]:
    """The contents of the template's fields, by name: texts to be escaped, and the large parts."""
    # Long: a table of the fields of the page.
    timeline, context, bundle = page.timeline, page.context, page.bundle
    languages = context.languages
    language = languages[0]
    data = Data(timeline, languages)
    changes = _changes(timeline, context)
    rows = Rows(timeline, data)
    words = page_words(wording.interface_language(language))
    code = script()
    calendar = timeline.calendar
    title, title_language = _text(timeline, calendar.title, language) or (calendar.id, "und")
    subtitle, subtitle_language = _text(timeline, calendar.description, language) or ("", "und")
    nothing = "empty" if not timeline.events else "nothing"
    says = {word: Markup(' data-word="{}"{}').format(word, rows.words_lang) for word in words}
    texts = {
        "language": language,
        "direction": wording.direction(language),
        "policy": _policy(code, bundle),
        "title": title,
        "title_lang": rows.lang(title_language),
        "subtitle": subtitle,
        "subtitle_lang": rows.lang(subtitle_language),
        "subtitle_hidden": "" if subtitle else HIDDEN,
        "description": subtitle or title,
        "addresses": addresses(timeline, languages, page.surroundings),
        "icon": f"data:image/svg+xml,{quote(embedding.asset('icon.svg').strip(), safe=_UNQUOTED)}",
        "tongues": _tongues(page.surroundings, language) if len(languages) == 1 else "",
        "subscribe": menu(timeline, languages),
        "calendar_file": file_name(calendar, language),
        "logo": _logo(timeline, language),
        "imprint": _imprint(timeline, language),
        "languages": _options(data, language),
        "languages_hidden": "" if len(languages) > 1 else HIDDEN,
        "words_lang": rows.words_lang,
        "nothing": words[nothing],
        "nothing_says": says[nothing],
        "nothing_hidden": HIDDEN if timeline.events else "",
        "changes_hidden": "" if changes else HIDDEN,
        "blank_source": full_source(SourceRow(), blank=True),
        **{f"words.{word}": text for word, text in words.items() if isinstance(text, str)},
        **{f"says.{word}": attributes for word, attributes in says.items()},
    }
    is_whole = len(timeline.events) <= WHOLE_LIST
    # Only short data is kept: for a long list, the list and its data are made together.
    slices = tuple(data.slices(SLICE)) if is_whole else data.slices(SLICE)
    parts: dict[str, Callable[[], Iterable[bytes]]] = {
        "style": lambda: map(str.encode, _styles(timeline)),
        "script": lambda: [code.encode()],
        "list": lambda: (_whole_list if is_whole else _long_list)(rows, words, slices),
        "data": lambda: [embedding.json(data.header() | changes)],
        "events": lambda: chain.from_iterable(map(_events, slices)) if is_whole else (),
        "structured": lambda: [embedding.json(graph(timeline, language))],
        "calendars": lambda: _calendars(context),
        "plotly": lambda: element(bundle, lambda: context.previous(PAGE)),
    }
    return texts, parts


def _changes(timeline: Timeline, context: Context) -> PageRecord:
    """When each event was last added or given a new date, by id, as in the feed of changes."""
    feed = context.changes and context.changes(context.languages[0])
    found: dict[str, dict[str, str]] = {}
    for entry in reversed(feed.entries if feed else ()):  # oldest first
        name = _CHANGED.get(entry.kind)
        if name and entry.event and entry.event in timeline.by_id:
            found.setdefault(name, {})[entry.event] = entry.updated.date().isoformat()
    return {"changes": found} if found else {}


_CHANGED: Final = {
    "added": "added",
    "reinstated": "added",
    "moved": "moved",
    "dated": "moved",
    "postponed": "moved",
}
"""The names of the kinds of changes in the page's filters."""


def _styles(timeline: Timeline) -> Iterable[str]:
    return (*map(embedding.asset, ("base.css", "page.css")), branding.style(timeline.document))


def _logo(timeline: Timeline, language: str) -> Markup:
    """The logo, with the publisher's name as its text."""
    if not timeline.logo:
        return Markup("")
    name, _ = _text(timeline, timeline.calendar.publisher, language) or ("", "und")
    return Markup('<img class="logo" src="{}" alt="{}">').format(timeline.logo, name)


def _text(timeline: Timeline, text: Any, language: str) -> tuple[str, str] | None:
    return timeline.text(text, language) if text else None


def addresses(
    timeline: Timeline, languages: Sequence[str], surroundings: PageContext | None = None
) -> Markup:
    """The addresses of the page and its calendars, for other programs.

    Without *surroundings*, the page is the only one, at the address in the header.
    """
    calendar = timeline.calendar
    if surroundings is None:
        surroundings = PageContext(page_address(calendar))
    lines = []
    address = surroundings.address
    if address and address.startswith("https://"):
        lines += [
            Markup('<meta property="og:url" content="{}">').format(address),
            Markup('<link rel="canonical" href="{}">').format(address),
        ]
    if surroundings.picture:
        picture = Markup('<meta property="og:image" content="{}">')
        lines.append(picture.format(surroundings.picture))
    other = Markup('<link rel="alternate" hreflang="{}" href="{}">')
    lines += [other.format(tag, each) for tag, each in surroundings.addresses.items()]
    if calendar.url:
        feed = Markup('<link rel="alternate" type="application/atom+xml" hreflang="{}" href="{}">')
        lines += [feed.format(each, feed_name(calendar, each)) for each in languages]
    link = Markup('<link rel="alternate" type="text/calendar" hreflang="{}" href="{}" title="{}">')
    title = calendar_title(timeline, languages[0])
    lines += [link.format(each, file_name(calendar, each), title) for each in languages]
    return Markup("\n").join(lines)


def _tongues(surroundings: PageContext | None, language: str) -> Markup:
    """Links to the versions of the page in other languages."""
    files = surroundings.files if surroundings else {}
    link = Markup('<a href="{href}" hreflang="{tag}" lang="{tag}">{name}</a>')
    links = [
        link.format(href=file, tag=tag, name=autonym(tag))
        for tag, file in files.items()
        if tag != language
    ]
    return (
        Markup('<nav class="tongues">{}</nav>\n').format(Markup(" ").join(links))
        if links
        else Markup()
    )


def _imprint(timeline: Timeline, language: str) -> Markup:
    """The publisher of the page, and the day on which its data was current, as sentences."""
    text, link = Markup('<span dir="auto">{}</span>'), Markup('<a href="{}" dir="auto">{}</a>')
    return Markup(" · ").join(
        link.format(line.url, line.words) if line.url else text.format(line.words)
        for line in wording.imprint(timeline, language)
    )


def _options(data: Data, language: str) -> Markup:
    """The languages of the page as options of a menu."""
    option = Markup('<option value="{tag}" lang="{tag}"{chosen}>{name}</option>')
    return Markup().join(
        option.format(
            tag=each["tag"],
            name=each["name"],
            chosen=Markup(" selected") if each["tag"] == language else "",
        )
        for each in data.tongues
    )


def _whole_list(rows: Rows, words: PageRecord, slices: Iterable[Slice]) -> Iterator[bytes]:
    slices = tuple(slices)
    is_long = sum(len(some.events) for some in slices) > LONG_LIST
    yield f'<div id="_list" class="list{" long" if is_long else ""}" data-whole="true">\n'.encode()
    whole = FullList(rows, words)
    for some in slices:
        for piece in whole.sections(some):
            yield embedding.readable(piece.encode())
    yield b"</div>"


def _long_list(rows: Rows, words: PageRecord, slices: Iterable[Slice]) -> Iterator[bytes]:
    """The parts of the list, each followed by the records of its events; never held whole."""
    yield b'<div id="_list" class="list long"></div>\n'
    brief = BriefList(rows, words)
    for some in slices:
        yield b'<noscript><div class="list">'
        yield embedding.readable(brief.part(some).encode())
        yield b"</div></noscript>\n"
        yield from _events(some)


def _events(some: Slice) -> Iterator[bytes]:
    """The events of a slice for scripts: the phrases that it adds, and the records."""
    for name, value in (("_phrases", some.phrases), ("_slice", some.records)):
        yield f'<script type="application/json" class="{name}">'.encode()
        yield embedding.json(value)
        yield b"</script>\n"


def _calendars(context: Context) -> Iterator[bytes]:
    """The calendars, packed: the page offers them for download, whole or a single event."""
    if context.entries is None:
        return
    calendars = [
        {
            "language": each.language,
            "alone": each.alone,
            "start": each.start,
            "lengths": each.lengths,
            "packed": embedding.packed(each.calendar, embedding.QUICK).decode(),
        }
        for each in context.entries()
    ]
    yield b'<script type="application/json" id="_calendars">'
    yield embedding.json(calendars)
    yield b"</script>"


def _policy(code: str, bundle: Bundle) -> str:
    # A page that was opened from disk has no origin by which to allow the file beside it.
    plotly = "'self' file:" if bundle.carriage is Carriage.DIRECTORY else policy_hash(bundle.digest)
    return "; ".join(
        (
            "default-src 'none'",
            f"script-src {policy_hash(sha256(code.encode()).digest())} {plotly}",
            "style-src 'unsafe-inline'",
            "img-src data: blob:",
            "connect-src 'none'",
            "base-uri 'none'",
            "form-action 'none'",
        )
    )
