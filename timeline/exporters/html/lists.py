"""The list of events as markup: in full, and with less around each event for a long one.

Texts are escaped by markupsafe.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from markupsafe import Markup, escape

from timeline import wording
from timeline.exporters.html.embedding import template
from timeline.exporters.html.page_records import Slice
from timeline.exporters.html.rows import Named, Row, Rows, SourceRow

HIDDEN: Final = Markup(" hidden")


class FullList:
    """The list with all that scripts fill in and styles ask for."""

    def __init__(self, rows: Rows, words: Mapping[str, str]) -> None:
        self._rows = rows
        self._words = words
        self._meta = cache(_meta)  # of names, which many events share

    def sections(self, some: Slice) -> Iterator[Markup]:
        """The sections of the years, each event in a piece of its own."""
        for year, events in self._rows.sections(some):
            yield Markup("<section>") + _heading(year, self._rows, self._words) + Markup("<ol>")
            yield from map(self.event, events)
            yield Markup("</ol></section>\n")

    def event(self, row: Row) -> Markup:
        """The item of a *row*; of an empty one, what scripts copy and fill in."""
        origin_title, origin_lang = row.origin_title
        says: dict[str, object] = {
            "identity": Markup(f' id="{escape(row.id)}"') if row.id else "",
            "id": row.id,
            "hue": row.hue,
            "language": self._rows.language,
            "date": row.date,
            "moved_hidden": "" if row.moved else HIDDEN,
            "moved": row.moved,
            "lang": row.lang,
            "title": row.title,
            "meta": self._meta(row.meta),
            "words_lang": self._rows.words_lang,
            "note_hidden": "" if row.note else HIDDEN,
            "note": row.note,
            "origin_hidden": "" if row.origin else HIDDEN,
            "derived": self._words["derived"],
            "origin": row.origin or "",
            "origin_lang": origin_lang,
            "origin_title": origin_title,
            "sources_hidden": "" if row.sources else HIDDEN,
            "source_count": row.source_count,
            "sources": Markup("".join(map(full_source, row.sources))),
        }
        parts: list[str] = []
        for markup, field in template("event.html"):
            parts += (markup, escape(says[field])) if field else (markup,)
        return Markup("".join(parts))


def _meta(names: Iterable[Named]) -> Markup:
    return Markup("".join(f'<li dir="auto"{lang}>{escape(text)}</li>' for text, lang in names))


def full_source(source: SourceRow, *, blank: bool = False) -> Markup:
    """The item of a *source*; a *blank* one has places for all that there can be."""
    address = f' href="{escape(source.url)}"' if source.url else ""
    text = f'\n<li class="source"><a class="document"{address} dir="auto"{source.lang}>'
    text += f"{escape(source.document)}</a>"
    if source.details or blank:
        text += f'<span class="details" dir="auto">{source.details}</span>'
    if source.quote or blank:
        text += f'<q class="quote" dir="auto"{source.lang}>{escape(source.quote)}</q>'
    if source.note or blank:
        text += f'<span class="remark" dir="auto">{escape(source.note)}</span>'
    if source.url or blank:
        text += f'<span class="address">{escape(source.url)}</span>'
    return Markup(f"{text}</li>")


def _heading(year: int | None, rows: Rows, words: Mapping[str, str]) -> Markup:
    """What stands above the events of a *year*, or above those without a date."""
    if year:
        return Markup("<h3>{}</h3>").format(wording.locale(rows.language).numeral(str(year)))
    return Markup('<h3 dir="auto"{}>{}</h3>').format(rows.words_lang, words["undated"])


class BriefList:
    """The list with less around each event, for the page whose scripts show it part by part.

    It waits in `noscript` elements, so no style needs a class in it; HTML ends a list item or a
    paragraph by itself.
    """

    def __init__(self, rows: Rows, words: Mapping[str, str]) -> None:
        self._rows = rows
        self._words = words
        self._meta = cache(_meta)  # of names, which many events share

    def part(self, some: Slice) -> str:
        """A part of the list; a year that goes on in the next one has its heading there, too."""
        sections: list[str] = []
        for year, events in self._rows.sections(some):
            heading = _heading(year, self._rows, self._words)
            sections += (f"<section>{heading}<ol>", *map(self._row, events), "</ol></section>")
        return "".join(sections)

    def _row(self, row: Row) -> str:
        title = f'<h4 dir="auto"{row.lang}>{escape(row.title)}</h4>'
        date = escape(row.date)
        if row.moved:
            date += Markup(f" · <span{self._rows.words_lang}>{escape(row.moved)}</span>")
        parts = [f'\n<li id="{escape(row.id)}"><p>{date}<div>{title}<p>{row.names}']
        if row.note:
            parts.append(f"<p{self._rows.words_lang}>{escape(row.note)}")
        if row.origin:
            text, lang = row.origin_title
            parts.append(
                f"<p><span{self._rows.words_lang}>{escape(self._words['derived'])}</span>"
                f' <a href="#{escape(row.origin)}" dir="auto"{lang}>{escape(text)}</a>'
            )
        if row.sources:
            parts += ("<ol>", *map(_brief_source, row.sources), "</ol>")
        parts.append("</div>")
        return "".join(parts)


def _brief_source(source: SourceRow) -> str:
    address = f' href="{escape(source.url)}"' if source.url else ""
    text = f"<li><a{address}{source.lang}>{escape(source.document)}</a>"
    if source.details:
        text += f" · {source.details}"
    if source.quote:
        text += f" <q{source.lang}>{escape(source.quote)}</q>"
    return f"{text} {escape(source.note)}" if source.note else text
