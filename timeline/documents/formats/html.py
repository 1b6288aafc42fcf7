"""HTML: the article of a web page, without the menus and lists around it.

Those are full of other dates; trafilatura finds the article.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from datetime import date
from importlib.util import find_spec
from itertools import islice
from typing import TYPE_CHECKING, Any, Final
from xml.etree import ElementTree

from timeline.documents import confined
from timeline.documents.content import (
    Block,
    BlockKind,
    Content,
    assemble,
    declared_day,
    leading,
    refuse,
    row,
)

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element

SUFFIXES: Final = (".html", ".htm", ".xhtml")

LARGEST_PAGE: Final = 20_000_000
"""Maximum bytes of a page that is read."""

SMALL_PAGE: Final = 100_000
"""Maximum bytes of a page that is read in this process; others get a process with limits."""

_PUBLISHED: Final = (
    "article:published_time", "og:published_time", "og:article:published_time", "datepublished",
    "date", "dc.date", "dc.date.issued", "dcterms.date", "dcterms.created", "dcterms.issued",
    "pubdate", "publishdate", "publish-date", "publication_date", "sailthru.date",
)  # fmt: skip
"""Names of the meta elements with the day of publication, the most reliable first."""

_META: Final = re.compile(rb"<meta\b[^>]{0,2000}>", re.IGNORECASE)
_ATTRIBUTE: Final = re.compile(
    r"""\b(name|property|itemprop|content)\s*=\s*(?:"([^"]*)"|'([^']*)')""", re.IGNORECASE
)
_LINKED_DATA: Final = re.compile(rb'"datePublished"\s*:\s*"([^"]{8,40})"')
_LANGUAGE: Final = re.compile(
    rb"""<html\b[^>]{0,1000}?\blang\s*=\s*["']?([A-Za-z-]{2,15})""", re.IGNORECASE
)
_TITLE: Final = re.compile(r"<title\b[^>]{0,200}>(.{1,1000}?)</title>", re.IGNORECASE | re.DOTALL)
_HEAD: Final = 200_000
"""The first bytes, in which the metadata of the page is searched."""


def recognises(content: bytes, name: str) -> bool:
    """Whether it begins like a page, or has the name of one."""
    return _BEGINNING.search(leading(content)) is not None or name.lower().endswith(SUFFIXES)


_BEGINNING: Final = re.compile(
    rb"\A(?:<\?xml[^>]*>\s*)?(?>(?:<!--(?>.*?-->)\s*)*)<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)


def read(content: bytes, name: str) -> Content:
    """The article of a page.

    Raises:
        InputError: no article was found, or the libraries that find it are not installed.
    """
    if len(content) > LARGEST_PAGE:
        hint = f"at most {LARGEST_PAGE:,} bytes are read"
        refuse(name, "the page is too large", hint, "file-too-large")
    if find_spec("trafilatura") is None:
        from timeline import installing

        hint = installing.command("documents")
        refuse(name, "reading HTML needs trafilatura", hint, "library-missing")
    as_text = "save it as plain text"
    with confined.refusals(name, "the page", as_text, damage="cannot be read", mend=as_text):
        xml = confined.call(article, content, str, "trafilatura", small=SMALL_PAGE)
    # Written by lxml; characters that XML does not allow were removed before.
    body = ElementTree.fromstring(xml).find("main") if xml else None
    text, paragraphs = assemble(_blocks(body) if body is not None else ())
    if not text:
        fact, hint = "no article was found on the page", "save its text as a txt file"
        refuse(name, fact, hint, "file-without-text")
    head = content[:_HEAD]
    language = _LANGUAGE.search(head)
    return Content(
        text=text,
        paragraphs=paragraphs,
        title=_title(body, head),
        published=_published(head),
        language=language[1].decode("ascii") if language else None,
    )


def article(content: bytes) -> str:
    """The article of a page as trafilatura's XML; empty if it finds none."""
    import trafilatura
    from trafilatura.settings import use_config

    settings = use_config()
    for least in ("MIN_EXTRACTED_SIZE", "MIN_OUTPUT_SIZE"):
        # A notice of two lines is also a document.
        settings.set("DEFAULT", least, "1")
    tree = trafilatura.load_html(_whole(content))
    if tree is None:
        return ""
    _reveal(tree)
    xml: str | None = trafilatura.extract(
        tree,
        config=settings,
        output_format="xml",
        favor_recall=True,
        include_comments=False,
        include_tables=True,
        include_formatting=True,
        with_metadata=False,
    )
    return xml or ""


def _reveal(page: Any) -> None:
    """Change what trafilatura would take for less than it is in a tree of lxml, which has no types.

    It keeps only the first of several articles, though each may be an event, and drops a heading
    above a table, though it may say the month. A time whose words lack its year is shown as the
    page gives it to programs.
    """
    headings = [heading for heading in page.iter("h1") if _YEAR.search(heading.text_content())]
    for heading in headings if len(headings) == 1 else ():
        heading.tag = "p"
    articles = list(page.iter("article"))
    are_cards = len(articles) > 1 and all(map(_is_card, articles))
    _reveal_badges(page)
    for time in list(page.iter("time")):
        _reveal_time(time, is_of_card=are_cards)
    for article in articles if len(articles) > 1 else ():
        article.tag = "div"
        for heading in list(article.iter(*_HEADINGS)):
            heading.tag = "p"
        if are_cards:
            _as_row(article)


def _is_card(article: Any) -> bool:
    """Whether an article is an event with its time, not news with that of its publication."""
    times = list(article.iter("time"))
    is_short = len(article.text_content()) <= _LONGEST_CARD
    if len(times) != 1 or not is_short or not _MOMENT.match(times[0].get("datetime") or ""):
        return False
    said = " ".join(times[0].get(name) or "" for name in ("class", "itemprop", "pubdate"))
    return times[0].get("pubdate") is None and not _STAMP.search(said)


def _as_row(card: Any) -> None:
    """Make a card the row of a table: its time, its first heading or paragraph, and the rest."""
    times = [one for one in card.iter("p", "span") if one.get("datetime")]
    pieces = [" ".join(piece.split()) for piece in card.itertext()]
    when = " ".join(times[0].text_content().split())
    others = [piece for piece in pieces if piece.strip(" ,;") and piece != when]
    for child in list(card):
        card.remove(child)
    card.text = None
    card.tag = "table"
    line = card.makeelement("tr")
    card.append(line)
    for words in (when, *(piece.strip(" ,;") for piece in others)):
        cell = card.makeelement("td")
        cell.text = words
        line.append(cell)


def _reveal_badges(page: Any) -> None:
    """Keep the days beside the events of a page: "07" and "Oct" in elements of their own."""
    for element in list(page.iter("div", "span", "header")):
        parts = list(islice(element.iter(), _MOST_OF_BADGE + 1))
        if not 1 < len(parts) <= _MOST_OF_BADGE:
            continue
        words = " ".join(" ".join(element.itertext()).split())
        if _BADGE.fullmatch(words):
            parent = element.getparent()
            for child in list(element):
                element.remove(child)
            element.text = words
            if parent is not None and parent.tag in _CONTAINERS:
                element.tag = "p"
                _reveal_title(parent)


def _reveal_title(card: Any) -> None:
    """Make the one heading beside the day of an event a paragraph, which that day dates."""
    for around in islice(card.iterancestors(), 1):
        for element in (card, around):
            titles = list(islice(element.iter(*_HEADINGS), 2))
            if titles:
                titles[0].tag = "p" if len(titles) == 1 else titles[0].tag
                return


_HEADINGS: Final = ("h2", "h3", "h4", "h5", "h6")


_MOST_OF_BADGE: Final = 6
"""Elements of the day beside an event."""

_BADGE: Final = re.compile(
    r"[0-9]{1,2}\.? [^\W\d_]{3,12}\.?(?: [0-9]{4})?|[^\W\d_]{3,12}\.? [0-9]{1,2}(?:,? [0-9]{4})?"
)
"""A day and a word, most likely its month."""


def _reveal_time(time: Any, *, is_of_card: bool) -> None:
    """Keep a time, with the words for programs if its own lack the year.

    Except on a card, its words must name the same day: "3 days ago" does not.
    """
    parent = time.getparent()
    time.tag = "p" if parent is not None and parent.tag in _CONTAINERS else "span"
    moment = _MOMENT.match(time.get("datetime") or "")
    words = time.text_content()
    if moment is None or _YEAR.search(words):
        return
    figures = set(re.findall(r"[0-9]+", words))
    if is_of_card or moment["day"] in figures or moment["day"].lstrip("0") in figures:
        for child in list(time):
            time.remove(child)
        time.text = moment["date"] + (f" {moment['hours']}" if moment["hours"] else "")


_LONGEST_CARD: Final = 400
"""Maximum characters of an article that is a card."""

_STAMP: Final = re.compile(r"publi|updated|modified|created|entry-date|posted", re.IGNORECASE)
"""What a page calls a time that is not of an event."""

_CONTAINERS: Final = frozenset({"article", "div", "header", "main", "section"})
"""Elements of blocks: a time that is directly in one of them is a block of its own."""

_MOMENT: Final = re.compile(
    r"(?P<date>[0-9]{4}-[0-9]{2}-(?P<day>[0-9]{2}))(?:[T ](?P<hours>[0-9]{2}:[0-9]{2}))?"
)
"""The attribute of a time, for programs."""

_YEAR: Final = re.compile(r"(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])")

_CONTROLS: Final = re.compile(
    rb"\0|&#(?:x0*(?:[0-8bcef]|1[0-9a-f]|fff[ef])|0*(?:[0-8]|1[124-9]|2[0-9]|3[01]|6553[45]));",
    re.IGNORECASE,
)
"""Characters that XML does not allow, as bytes or as references."""


def _whole(content: bytes) -> bytes:
    """*content* without what stops parsers, wrapped as a page if it is only a part of one."""
    if not content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        content = _CONTROLS.sub(b"", content)
    is_page = re.search(rb"<(?:html|body)\b", content[:_HEAD], re.IGNORECASE)
    return content if is_page else b"<html><body>" + content + b"</body></html>"


def _blocks(parent: Iterable[Element], level: int = 0) -> Iterator[Block]:
    for element in parent:
        match element.tag:
            case "list":
                if any((item.get("rend") or "").startswith("dt") for item in element):
                    yield from _definitions(element, level)
                    continue
                is_ordered = element.get("rend") == "ol"
                for position, item in enumerate(element.findall("item"), 1):
                    number = str(position) if is_ordered else None
                    yield Block(_words(item, _NESTED), number, BlockKind.ITEM, level + 1)
                    yield from _blocks(_nested(item), level + 1)
            case "table":
                for line in element.iter("row"):
                    yield row(map(_words, line.iter("cell")), level)
            case "div" | "quote":
                if element.text and element.text.strip():
                    yield Block(" ".join(element.text.split()))
                yield from _blocks(element, level)
            case "head":
                rank = (element.get("rend") or "")[1:2]
                yield Block(
                    _words(element), None, BlockKind.HEADING, int(rank) if rank.isdigit() else 1
                )
            case _:
                yield Block(_words(element, _NESTED))
                yield from _blocks(_nested(element), level)


def _definitions(element: Element, level: int) -> Iterator[Block]:
    """The rows of a list of definitions: each term with its definitions."""
    term = ""
    for item in element.iter("item"):
        if (item.get("rend") or "").startswith("dt"):
            if term:
                yield Block(term, None, BlockKind.ITEM, level + 1)
            term = _words(item)
        else:
            yield row((term, _words(item)), level)
            term = ""
    if term:
        yield Block(term, None, BlockKind.ITEM, level + 1)


_NESTED: Final = frozenset({"list", "table"})
"""Elements that are always separate blocks."""


_PARTED: Final = {"p": " ", "item": "; "}
"""Separators of the paragraphs and list items in a cell from the text before them."""


def _nested(parent: Element) -> list[Element]:
    """The lists and tables inside of *parent*."""
    found: list[Element] = []
    for element in parent:
        found += [element] if element.tag in _NESTED else _nested(element)
    return found


def _words(element: Element, apart: AbstractSet[str] = frozenset()) -> str:
    """The text of *element*; line breaks are kept, other white space becomes a space.

    Superscripts (notes) are left out: "2025" with the note 1 is not 20251. So are the elements
    named in *apart*.
    """
    pieces: list[str] = []

    def collect(node: Element) -> None:
        if node.tag == "lb":
            pieces.append("\n")
        elif node.get("rend") == "#sup" or node.tag in apart:
            pass
        else:
            pieces.append(re.sub(r"[ \t\r\n]+", " ", node.text or ""))
            for place, child in enumerate(node):
                if child.tag in _PARTED:
                    pieces.append(_PARTED[child.tag] if place else " ")
                collect(child)
        pieces.append(re.sub(r"[ \t\r\n]+", " ", node.tail or "") if node is not element else "")

    collect(element)
    return re.sub(r" *\n *", "\n", "".join(pieces)).strip()


def _title(body: Element | None, head: bytes) -> str | None:
    heading = None if body is None else body.find("head[@rend='h1']")
    if heading is not None and (words := _words(heading)):
        return words
    match = _TITLE.search(head.decode("utf-8", "replace"))
    if match is None or "\ufffd" in match[1]:
        return None
    from html import unescape

    return " ".join(unescape(match[1]).split()) or None


def _published(head: bytes) -> date | None:
    found: dict[str, str] = {}
    for match in _META.finditer(head):
        attributes = {
            key.casefold(): double or single
            for key, double, single in _ATTRIBUTE.findall(match[0].decode("utf-8", "replace"))
        }
        key = attributes.get("property") or attributes.get("name") or attributes.get("itemprop")
        if key:
            found.setdefault(key.casefold(), attributes.get("content", ""))
    for name in _PUBLISHED:
        if day := declared_day(found.get(name)):
            return day
    linked = _LINKED_DATA.search(head)
    return declared_day(linked[1].decode("ascii", "replace")) if linked else None
