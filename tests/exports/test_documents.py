"""The chronology as Markdown and DOCX, read back by markdown-it, python-docx and our own reader."""

import io
import os
import re
import subprocess
import sys
import zipfile
from datetime import date
from pathlib import Path

import docx
import pytest
from docx.document import Document
from docx.oxml.ns import qn
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

import timeline
from timeline import installing, opc, wording
from timeline.cli import main
from timeline.documents import read_document
from timeline.exporters import Context, exporter
from timeline.papers import markdown
from timeline.papers.blocks import Items, Paper, PaperParagraph, Run, Table, on_one_line

ROOT = Path(__file__).parent.parent.parent
EVERY_FIELD = (Path(__file__).parent / "every-field.yaml").read_text("utf-8")
SHIPPED = (ROOT / "events.yaml").read_text("utf-8")


def exported(form: str, source: str, language: str | None = None) -> list[bytes]:
    chronology = timeline.loads(source)
    languages = (language,) if language else chronology.languages
    return [
        export.content for export in exporter(form).export(chronology, Context(languages=languages))
    ]


@pytest.fixture(scope="module")
def rich() -> str:
    return exported("md", EVERY_FIELD)[0].decode()


@pytest.mark.parametrize(
    "words",
    [
        "# Every field",
        "**Postponed: Visit**",
        "18–19 November 2024",
        "(moved from October 2024)",
        "also given as December 2024 (Newspaper)",
        "Two lines,<br>and",
        "Parties: Kazakhstan, SCO",
        "Part of: Tour",
        "Series: Visits",
        "Also known as: Talks of two days; =HYPERLINK(1)",
        "Дворец, Belgrade, Serbia",
        "\\[1\\], para. 4, “в ноябре 2024 года”, “в ноябре”, A remark",
        "1. Joint statement, Office, published 28 February 2026, accessed 22 November 2026, <https://example.org/statement>",
        "2. Newspaper",
    ],
)
def test_the_document_says_every_fact(rich: str, words: str) -> None:
    assert words in rich


def test_a_document_is_listed_once_however_often_it_is_cited() -> None:
    source = """
        events:
        - {id: a, title: A, when: 2024, sources: [{document: Note, paragraph: 1, accessed: 2026-01-02}]}
        - {id: b, title: B, when: 2025, sources: [{document: Other}, {document: Note, paragraph: 2, accessed: 2026-01-05}]}
    """
    (text,) = exported("md", source)
    assert text.decode().count("Note") == 1
    assert "1. Note, accessed 5 January 2026\n2. Other\n" in text.decode()
    assert "\\[1\\], para. 2" in text.decode()


def test_the_document_says_who_publishes_it_and_as_of_when() -> None:
    header = "calendar: {publisher: Desk, contact: desk@example.org}"
    source = f"{header}\nevents: [{{id: a, title: A, when: 2024, revised: 2026-11-22}}]"
    (text,) = exported("md", source)
    assert "Published by Desk" in text.decode()
    assert "[Contact: desk@example.org](<mailto:desk@example.org>)" in text.decode()
    assert "As of 22 November 2026" in text.decode()


@pytest.mark.parametrize("language", [*wording.interface_languages(), "fr", "ar"])
def test_there_is_a_document_in_every_language(language: str) -> None:
    (text,) = exported("md", "events: [{id: a, title: A, when: 2027, status: held}]", language)
    assert wording.date_words(timeline.read("2027").value, language) in text.decode()


# -- Markdown ------------------------------------------------------------------------------------

RENDERER = MarkdownIt("commonmark").enable(["table", "strikethrough"])
TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc", "Zs", "Zl", "Zp"]) | st.sampled_from(" *_`[]<>#|~-+.=:1&\\"),
    min_size=1, max_size=20).map(on_one_line).filter(lambda text: text and text not in "TitleHeader")  # fmt: skip


def plain(html: str) -> str:
    text = re.sub(r"<[^>]*>", "", html)
    for entity, letter in (("&lt;", "<"), ("&gt;", ">"), ("&quot;", '"'), ("&amp;", "&")):
        text = text.replace(entity, letter)
    return text.strip()


@given(TEXT)
def test_no_text_becomes_markup(text: str) -> None:
    for block in (
        PaperParagraph((Run(text),)),
        Items((((Run(text),),),)),
        Table(("Header",), ((((Run(text),),),),), (1,)),
    ):
        paper = Paper(title="Title", language="en", blocks=(block,))
        html = RENDERER.render(markdown.render(paper))
        assert plain(html).removeprefix("Title").strip().removeprefix("Header").strip() == text
        assert set(re.findall(r"<(\w+)", html)) <= {
            "h1",
            "p",
            "ul",
            "li",
            "table",
            "thead",
            "tbody",
            "tr",
            "th",
            "td",
        }


@given(st.lists(TEXT, min_size=2, max_size=3))
def test_lines_of_an_item_stay_in_it(texts: list[str]) -> None:
    item = tuple((Run(text),) for text in texts)
    html = RENDERER.render(
        markdown.render(
            Paper(title="T", language="en", blocks=(Items((item, item), is_numbered=True),))
        )
    )
    assert html.count("<li>") == 2
    assert html.count("<br") == 2 * (len(texts) - 1)


def test_a_table_keeps_its_columns_and_lines(rich: str) -> None:
    html = RENDERER.render(rich)
    rows = re.findall(r"<tr>.*?</tr>", html, re.DOTALL)
    assert len(rows) == 4
    assert all(len(re.findall(r"<t[hd][ >]", row)) == 4 for row in rows)


def test_an_address_cannot_end_its_brackets() -> None:
    source = """events: [{id: a, title: A, when: 2024, sources: [{document: D, url: "https://a.example/x>|`<b>"}]}]"""
    (text,) = exported("md", source)
    assert 'href="https://a.example/x%3E%7C%60%3Cb%3E"' in RENDERER.render(text.decode())


# -- DOCX ----------------------------------------------------------------------------------------


def document(source: str, language: str | None = None) -> Document:
    return docx.Document(io.BytesIO(exported("docx", source, language)[0]))


def test_our_own_reader_reads_the_document_back(tmp_path: Path) -> None:
    (content,) = exported("docx", EVERY_FIELD, "en")
    path = tmp_path / "every-field.docx"
    path.write_bytes(content)
    read = read_document(path)
    assert "18–19 November 2024" in read.text
    assert "Postponed: Visit" in read.text
    assert "Joint statement, Office, published 28 February 2026" in read.text
    assert (read.title, read.language) == ("Every field", "en")
    assert read.date == date(2026, 11, 22), "the day as of which it holds"
    numbered = [paragraph.number for paragraph in read.paragraphs if paragraph.number]
    assert numbered[-2:] == ["1", "2"]


def test_the_header_of_the_table_is_repeated_and_no_other_row() -> None:
    rows = document(SHIPPED, "ru").tables[0].rows
    assert [row._tr.find(f".//{qn('w:tblHeader')}") is not None for row in rows[:3]] == [
        True,
        False,
        False,
    ]
    assert [cell.text for cell in rows[0].cells] == ["Дата", "Событие", "Место", "Источники"]


def test_every_event_is_a_row() -> None:
    chronology = timeline.loads(SHIPPED)
    rows = document(SHIPPED, "en").tables[0].rows[1:]
    titles = [row.cells[1].paragraphs[0].text for row in rows]
    assert titles == [wording.event_title(event, chronology, "en") for event in chronology.events]


def test_sources_are_a_list_that_word_numbers() -> None:
    found = [
        p for p in document(SHIPPED, "en").paragraphs if p.style and p.style.name == "List Number"
    ]
    assert len(found) == 45
    link = found[0]._p.find(qn("w:hyperlink"))
    assert found[0].part.rels[link.get(qn("r:id"))].target_ref.startswith("https://www.kt.kz/")


def test_the_language_is_set_and_that_of_foreign_words_too() -> None:
    found = document(
        "calendar: {languages: [ru]}\nevents: [{id: a, title: {en: Visit}, when: 2024}]"
    )
    assert (
        found.styles.element.find(f".//{qn('w:docDefaults')}//{qn('w:lang')}").get(qn("w:val"))
        == "ru"
    )
    title = found.tables[0].rows[1].cells[1].paragraphs[0].runs[0]
    assert title._r.find(f".//{qn('w:lang')}").get(qn("w:val")) == "en"


def test_a_document_in_arabic_runs_from_right_to_left() -> None:
    found = document(
        "calendar: {languages: [ar]}\nevents: [{id: a, title: {ar: زيارة}, when: 2024}]"
    )
    table = found.tables[0]
    order = [child.tag for child in table._tbl.tblPr]
    assert order.index(qn("w:bidiVisual")) == order.index(qn("w:tblStyle")) + 1
    assert found.sections[0]._sectPr.find(qn("w:bidi")) is not None
    paragraph = table.rows[1].cells[1].paragraphs[0]
    assert paragraph._p.pPr.find(qn("w:bidi")) is not None
    assert paragraph.runs[0]._r.rPr.find(qn("w:rtl")) is not None
    assert document("events: [{id: a, title: A}]").sections[0]._sectPr.find(qn("w:bidi")) is None


def test_the_properties_have_the_title_and_no_invented_author_or_time() -> None:
    found = document(SHIPPED, "sr-Latn").core_properties
    assert (found.title, found.language) == ("Kazahstan i Srbija", "sr-Latn")
    assert (found.author, found.created, found.modified) == ("", None, None)


# -- packages ------------------------------------------------------------------------------------

LATER = """
import sys, time
real, local = time.time, time.localtime
time.time = lambda: real() + 100_000_000
time.localtime = lambda moment=None: local(time.time() if moment is None else moment)
from timeline.cli import main
sys.exit(main(sys.argv[1:]))
"""


@pytest.mark.parametrize("form", ["docx", "xlsx"])
def test_two_builds_are_equal_byte_for_byte(tmp_path: Path, form: str) -> None:
    (tmp_path / "events.yaml").write_text(EVERY_FIELD, "utf-8")
    for seed, program in (("1", ["-m", "timeline"]), ("2", ["-c", LATER])):
        subprocess.run(
            [sys.executable, *program, "build", "--format", form, "-o", seed],
            cwd=tmp_path, env=os.environ | {"PYTHONHASHSEED": seed, "TZ": f"Etc/GMT+{seed}"}, check=True, capture_output=True,
        )  # fmt: skip
    names = sorted(file.name for file in (tmp_path / "1").iterdir())
    assert names
    for name in names:
        content = (tmp_path / "1" / name).read_bytes()
        assert content == (tmp_path / "2" / name).read_bytes()
        with zipfile.ZipFile(io.BytesIO(content)) as archive:
            assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}


@pytest.mark.parametrize("form", ["docx", "md"])
def test_a_document_of_somebody_else_is_not_overwritten(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], form: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text("calendar: {id: c}\nevents: [{id: a, title: A}]", "utf-8")
    assert main(["build", "--format", form]) == 0
    assert main(["build", "--format", form]) == 0
    assert "unchanged" in capsys.readouterr().out
    foreign = io.BytesIO()
    docx.Document().save(foreign)
    Path(f"exports/c.en.{form}").write_bytes(foreign.getvalue() if form == "docx" else b"# Ours\n")
    assert main(["build", "--format", form]) == 1
    assert "did not write it" in capsys.readouterr().err


def test_without_python_docx_the_command_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text("events: [{id: a, title: A}]", "utf-8")
    monkeypatch.setitem(sys.modules, "docx", None)
    assert main(["build", "--format", "docx"]) == 1
    assert installing.command("office") in capsys.readouterr().err


def test_a_package_is_recognised_by_its_beginning() -> None:
    (content,) = exported("docx", SHIPPED, "en")
    assert opc.is_own(content[: 1 << 16])
    foreign = io.BytesIO()
    docx.Document().save(foreign)
    assert not opc.is_own(foreign.getvalue())


def test_an_address_with_a_control_character_is_written() -> None:
    source = """
events:
  - {id: a, title: A, sources: [{document: D, url: "https://example.org/\\x02\\x8C?q=я"}]}
"""
    (content,) = exported("docx", source)
    document = docx.Document(io.BytesIO(content))
    links = [one.target_ref for one in document.part.rels.values() if one.is_external]
    assert links == ["https://example.org/%02%C2%8C?q=я"]
    assert "https://example.org/?q=я" in "".join(document.element.itertext())
