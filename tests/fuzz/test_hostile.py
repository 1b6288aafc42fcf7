"""Every hostile text through every way out: page, table, calendar, terminal, names, drafts."""

import csv
import io
from functools import cache
from pathlib import Path

import icalendar
import pytest

import timeline
from timeline import drafting, importing, loading
from timeline.importing.declared_names import DeclaredNames
from timeline.importing.exports import read_export

from ..narrowing import data
from . import strategies
from .hostile import TEXTS
from .test_chronologies import Page, assert_plain, check_lines, exports, printed

pytestmark = pytest.mark.slow

WORDS = [text for text in TEXTS if text.strip()]
WRITTEN = [text for text in WORDS if "\0" not in text]
"""What a text file may contain; with NUL, it is taken for something else."""


def written(texts: list[str]) -> str:
    """An event for each text, with the text in all fields."""
    events = [
        {
            "id": f"e-{number}", "title": text, "when": "2024-11", "place": f"p-{number}", "venue": text,
            "aliases": [text], "description": text, "anniversary": {"until": 2025, "title": text},
            "sources": [{"document": text, "publisher": text, "paragraph": text, "quote": text, "note": text}],
        }
        for number, text in enumerate(texts)
    ]  # fmt: skip
    places = {f"p-{number}": {"name": text} for number, text in enumerate(texts)}
    header = {"title": {"en": texts[0], "ru": texts[-1]}, "languages": ["en", "ru", "kk"]}
    return strategies.as_yaml({"calendar": header, "places": places, "events": events})


@cache
def harmless() -> str:
    """A chronology of plain words."""
    return written(["plain"] * len(WORDS))


@cache
def hostile() -> str:
    """The same chronology of hostile texts."""
    return written(WORDS)


def read_page(content: str) -> Page:
    page = Page()
    page.feed(content)
    return page


@pytest.mark.parametrize("name", ["html", "ics", "csv", "json"])
def test_a_hostile_text_adds_only_text_to_an_export(name: str) -> None:
    plain_exports = exports(timeline.loads(harmless()), name)
    hostile_exports = exports(timeline.loads(hostile()), name)
    assert [export.name for export in hostile_exports] == [export.name for export in plain_exports]
    for export, plain in zip(hostile_exports, plain_exports, strict=True):
        content = export.content.decode()
        match export.name.rpartition(".")[2]:
            case "html":
                page, expected = read_page(content), read_page(plain.content.decode())
                assert page.tags <= expected.tags | {"br"}
                assert page.attributes == expected.attributes
                assert (page.scripts, page.addresses) == (expected.scripts, expected.addresses)
            case "ics":
                check_lines(export.content)
                entries = icalendar.Calendar.from_ical(export.content).walk("VEVENT")
                assert len(entries) == 2 * len(WORDS)
            case "json":
                found = read_export(export.content, export.name, DeclaredNames(None))
                assert not found.problems
                again = timeline.loads(drafting.document(found.root))
                assert again.events == timeline.loads(hostile()).events
            case "csv":
                rows = list(csv.reader(io.StringIO(content, newline=""), strict=True))
                assert {len(row) for row in rows} == {len(rows[0])}
                for cell in (cell for row in rows for cell in row):
                    assert not cell.lstrip().startswith(("=", "+", "-", "@", "\t", "\r", "＝"))


def test_a_terminal_is_shown_plain_text_of_every_hostile_text(tmp_path: Path) -> None:
    source = tmp_path / "events.yaml"
    source.write_text(hostile())
    assert_plain(printed("check", source))
    assert_plain(printed("list", source))
    assert_plain(printed("build", source, "-o", tmp_path / "out"))
    for number in range(len(WORDS)):
        assert_plain(printed("show", f"e-{number}", source))


@pytest.mark.parametrize(
    "field",
    ["id", "kind", "place", "series", "part_of", "timezone", "when", "status", "when:", "parties"],
)
def test_a_hostile_text_where_a_name_belongs_is_refused_in_plain_words(field: str) -> None:
    for text in WORDS:
        event = {"id": "a", "title": "A", field: [text] if field == "parties" else text}
        examination = loading.examine(strategies.as_yaml({"events": [event]}), "events.yaml")
        for problem in examination.problems:
            assert_plain(str(problem).replace("\n  hint: ", ""))
            assert len(str(problem)) < 1000
        if examination.timeline is not None:
            for export in exports(examination.timeline, "ics"):
                check_lines(export.content)


def test_no_hostile_text_is_the_name_of_a_file() -> None:
    for text in WORDS:
        for key in ("id", "languages"):
            header = {key: [text] if key == "languages" else text, "feeds": ["event"]}
            document = {
                "calendar": header,
                "events": [{"id": "a", "title": "A", "when": "2024-11"}],
            }
            examination = loading.examine(strategies.as_yaml(document), "events.yaml")
            if examination.timeline is not None:
                for export in exports(examination.timeline, "ics"):
                    assert export.name.isascii()
                    assert not set(export.name) & set('\\:*?"<>| ')
                    assert ".." not in export.name
                    assert not export.name.startswith(("/", "-", "."))


def test_hostile_documents_are_marked_and_drafted_as_text(tmp_path: Path) -> None:
    pages = []
    for name in ("plain", "hostile"):
        words = WRITTEN if name == "hostile" else ["plain"] * len(WRITTEN)
        content = "\n\n".join(
            f"The summit of {word} takes place in Belgrade on {number % 28 + 1} May {2001 + number}."
            for number, word in enumerate(words)
        )
        source, page = tmp_path / f"{name}.txt", tmp_path / "page.html"
        source.write_text(content, "utf-8", "ignore")
        assert_plain(printed("extract", "--language", "en", "--html", page, source))
        pages.append(read_page(page.read_text("utf-8")))
        drafts = tmp_path / "drafts.yaml"
        drafts.write_text("events:\n  - id: own\n    title: Own\n")
        printed("extract", "--language", "en", "--into", drafts, source)
        assert len(timeline.load(drafts).document.events) > 20
    plain, hostile = pages
    assert hostile.tags <= plain.tags | {"br", "sup"}
    assert hostile.attributes <= plain.attributes
    assert hostile.scripts == 0


def test_hostile_cells_are_drafted_unchanged(tmp_path: Path) -> None:
    source, drafts = tmp_path / "table.csv", tmp_path / "drafts.yaml"
    with source.open("w", encoding="utf-8", errors="ignore", newline="") as file:
        csv.writer(file).writerows([["title", "date"], *([text, "2024-11"] for text in WRITTEN)])
    assert not set(printed("import", source)) & set("\x07\x08\x1b\x7f\x9b")
    root = importing.import_(source).root
    drafts.write_text(drafting.document(root), "utf-8")
    titles = [event.title.by_language["und"] for event in timeline.load(drafts).document.events]
    assert titles == [event["title"] for event in data(root)["events"]]
    assert len(titles) > len(WORDS) - 20
