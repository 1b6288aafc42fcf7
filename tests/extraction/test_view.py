"""The reviewer's page: read back with the standard parser, as a browser would."""

from __future__ import annotations

import re
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

from timeline import documents, loading
from timeline.extraction import Extraction, from_document
from timeline.extraction.matching import match
from timeline.extraction.view import page

HERE = Path(__file__).parent


class Reader(HTMLParser):
    """Collects the text of the document's paragraphs, the marks, ids, references and tags."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.ids: list[str] = []
        self.references: list[str] = []
        self.marks: list[tuple[str, str]] = []
        self.paragraphs: list[str] = []
        self._stack: list[tuple[str, str]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {key: value or "" for key, value in attrs}
        self.tags.append(tag)
        if "id" in found:
            self.ids.append(found["id"])
        self.references += [
            value.lstrip("#") for key, value in found.items() if key in ("href", "aria-describedby")
        ]
        if tag not in ("meta", "br"):
            self._stack.append((tag, found.get("class", "")))
        if found.get("class") == "paragraph":
            self.paragraphs.append("")
        if tag == "mark" and "tabindex" in found:
            self.marks.append((found["class"], ""))

    def handle_endtag(self, tag: str) -> None:
        while self._stack and self._stack.pop()[0] != tag:
            pass

    def handle_data(self, data: str) -> None:
        if ("p", "paragraph") not in self._stack:
            return
        hidden = any(tag == "sup" or style == "tip" for tag, style in self._stack)
        if not hidden:
            self.paragraphs[-1] += data
            if self._stack[-1][0] == "mark":
                self.marks[-1] = (self.marks[-1][0], self.marks[-1][1] + data)


def read(path: Path) -> Extraction:
    return from_document(documents.read_document(path), loading.load(HERE / "chronology.yaml"))


def shown(extraction: Extraction, language: str = "en") -> str:
    chronology = loading.load(HERE / "chronology.yaml")
    matches = [match(draft, chronology) for draft in extraction.drafts]
    return page([(extraction, matches)], language)


def test_the_page_has_every_paragraph_as_it_is() -> None:
    extraction = read(HERE / "documents" / "ru.txt")
    document = extraction.document
    wanted = [document.text[one.start : one.end] for one in document.paragraphs]
    assert Reader(shown(extraction)).paragraphs == wanted


def test_marks_show_what_became_of_each_date() -> None:
    marks = Reader(shown(read(HERE / "documents" / "ru.txt"))).marks
    assert ("source", "мае 2023 года") in [(kind, text.removeprefix("в ")) for kind, text in marks]
    assert ("refused", "до конца 2026 года") in marks
    assert ("draft", "3 октября 2019 г.") in marks
    assert ("undated", "открытие прямого рейса между Бишкеком и Белградом") in marks


def test_every_reference_has_its_target_and_every_id_is_one() -> None:
    documents = [read(HERE / "documents" / f"{name}.txt") for name in ("ru", "en", "kk")]
    reader = Reader(page([(document, []) for document in documents], "ru"))
    assert len(reader.ids) == len(set(reader.ids))
    assert set(reader.references) <= set(reader.ids)
    assert len(reader.marks) > 20


def test_the_page_is_one_file_without_scripts() -> None:
    html = shown(read(HERE / "documents" / "en.txt"))
    assert not re.search(r"<script|<link|<img|src=|url\(|https?://", html)
    assert "default-src 'none'" in html


def test_a_document_cannot_become_markup() -> None:
    text = "</p><script>alert(1)</script><img src=x onerror=alert(2)> Форум «{{ 7*7 }}» состоялся 5 мая 2025 года."
    document = documents.parse(
        text.encode(), "<b>.txt", language="ru", title="<i onload=x>", on=date(2026, 1, 1)
    )
    extraction = from_document(document)
    html = page([(extraction, [None] * len(extraction.drafts))], "ru")
    reader = Reader(html)
    assert not {"script", "img", "i"} & set(reader.tags)
    assert reader.paragraphs == [text]


def test_the_page_is_in_the_language_of_the_reviewer() -> None:
    extraction = read(HERE / "documents" / "ru.txt")
    words = {
        "en": "Not an event",
        "ru": "Не событие",
        "kk": "Оқиға емес",
        "sr-Latn": "Nije događaj",
    }
    for language, phrase in words.items():
        html = shown(extraction, language)
        assert phrase in html
        assert f'<html lang="{language}">' in html


def test_a_right_to_left_document_runs_from_the_right() -> None:
    text = "ستعقد القمة الإقليمية للمياه من 22 إلى 24 أبريل 2026."
    document = documents.parse(text.encode(), "a.txt", language="ar", on=date(2026, 1, 1))
    assert 'dir="rtl"' in page([(from_document(document), [])], "en")
