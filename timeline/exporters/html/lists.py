"""The list of events as markup: in full, and with less markup per event for long lists.

Texts are escaped by markupsafe.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Final

from markupsafe import Markup, escape

from timeline.exporters.html.page_data import Slice
from timeline.exporters.html.rows import Row, Rows, SourceRow

HIDDEN: Final = Markup(" hidden")


class FullList:
    """The full list, with every element that scripts fill in and styles refer to."""

    def __init__(self, rows: Rows, words: Mapping[str, str]) -> None:
        self._rows = rows
        self._words = words

    def sections(self, some: Slice) -> Iterator[Markup]:
        """The years, in pieces of one event each."""
        for heading, events in self._rows.sections(some):
            yield heading + Markup("<ol>")
            yield from map(self.event, events)
            yield Markup("</ol>\n")

    def event(self, row: Row) -> Markup:
        """The item of a *row*: four elements, which scripts reuse.

        Without scripts, it contains its sources; scripts replace them with a button, since the
        browser has to lay out each element of a long list.
        """
        words_lang = self._rows.words_lang
        when = str(escape(row.date))
        if row.moved:
            when += f'<span class="moving" dir="auto"{words_lang}>{escape(row.moved)}</span>'
        identity = escape(row.id)
        attributes = f' id="{identity}" data-hue="{row.hue}" data-language="{self._rows.language}"'
        title = f'<a class="title" href="#{identity}" dir="auto"{row.lang}>{escape(row.title)}</a>'
        parts = [
            f'<li class="event"{attributes}>\n<p class="when">{when}</p>\n{title}',
            f"\n{row.names}",
        ]
        if row.note:
            parts.append(f'\n<p class="note" dir="auto"{words_lang}>{escape(row.note)}</p>')
        if row.origin:
            text, lang = row.origin_title
            parts.append(
                f'\n<p class="origin"><span dir="auto"{words_lang}>'
                f"{escape(self._words['derived'])}</span>"
                f' <a href="#{escape(row.origin)}" dir="auto"{lang}>{escape(text)}</a></p>'
            )
        if row.sources:
            sources = "".join(map(full_source, row.sources))
            parts.append(f'\n<noscript><ol class="sources">{sources}</ol></noscript>')
        parts.append("\n</li>\n")
        return Markup("".join(parts))


def full_source(source: SourceRow, *, blank: bool = False) -> Markup:
    """The item of a *source*; a *blank* one has an element for each field of a source."""
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


class BriefList:
    """The list with less markup per event, for the page whose scripts show it part by part.

    It is in `noscript` elements, so styles need no classes in it; HTML lets us omit the end tags
    of list items and paragraphs.
    """

    def __init__(self, rows: Rows, words: Mapping[str, str]) -> None:
        self._rows = rows
        self._words = words

    def part(self, some: Slice) -> str:
        """A part of the list; a year that continues in the next part has its heading in both."""
        sections: list[str] = []
        for heading, events in self._rows.sections(some):
            sections += (f"{heading}<ol>", *map(self._row, events), "</ol>")
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
