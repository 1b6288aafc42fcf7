"""OpenDocument, RTF, Markdown, mails and old Word documents, and documents that are not read."""

from __future__ import annotations

import io
import os
import stat
import sys
import zipfile
from collections.abc import Iterable
from datetime import date
from email.message import EmailMessage
from pathlib import Path

import pytest
from odf import dc, meta
from odf.opendocument import OpenDocumentPresentation, OpenDocumentSpreadsheet, OpenDocumentText
from odf.style import ParagraphProperties, Style
from odf.table import Table, TableCell, TableRow
from odf.text import (
    A,
    H,
    LineBreak,
    List,
    ListItem,
    ListLevelStyleNumber,
    ListStyle,
    Note,
    NoteBody,
    NoteCitation,
    P,
    S,
)

from timeline import documents
from timeline.cli import main
from timeline.documents import Document, formats
from timeline.documents.content import BlockKind
from timeline.documents.formats import doc, docx, eml
from timeline.errors import InputError

COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def blocks(document: Document) -> list[tuple[str, int, str | None, str]]:
    return [
        (block.kind.value, block.level, block.number, document.text[block.start : block.end])
        for block in document.paragraphs
    ]


def refusal(content: bytes, name: str) -> tuple[str, str]:
    with pytest.raises(InputError) as caught:
        documents.parse(content, name)
    (problem,) = caught.value.problems
    return problem.code, problem.fact


def compound(stream: str) -> bytes:
    """A compound file with a stream of that name in its directory."""
    return COMPOUND + b"\0" * 504 + stream.encode("utf-16-le") + b"\0" * 64


# -- OpenDocument --------------------------------------------------------------------------------


def saved(document: object) -> bytes:
    buffer = io.BytesIO()
    document.write(buffer)  # type: ignore[attr-defined]
    return buffer.getvalue()


def table(rows: Iterable[Iterable[str]]) -> Table:
    found = Table()
    for cells in rows:
        row = TableRow()
        for text in cells:
            cell = TableCell()
            cell.addElement(P(text=text))
            row.addElement(cell)
        found.addElement(row)
    return found


def items(style: str, *texts: str, **attributes: str) -> List:
    found = List(stylename=style, **attributes)
    for text in texts:
        item = ListItem()
        item.addElement(P(text=text))
        found.addElement(item)
    return found


def open_document() -> OpenDocumentText:
    document = OpenDocumentText()
    document.meta.addElement(dc.Title(text="Visits of May"))
    document.meta.addElement(dc.Language(text="en-GB"))
    document.meta.addElement(meta.CreationDate(text="2026-04-02T10:00:00"))
    numbered = ListStyle(name="Numbers")
    numbered.addElement(ListLevelStyleNumber(level=1, numformat="1", numsuffix="."))
    document.automaticstyles.addElement(numbered)
    document.automaticstyles.addElement(ListStyle(name="Bullets"))
    document.text.addElement(H(outlinelevel=2, text="Meetings"))
    opening = P(text="The forum opens")
    opening.addElement(S(c=3))
    opening.addElement(A(href="https://example.org", text="on 5 May 2026"))
    opening.addElement(LineBreak())
    opening.addText("in Astana.")
    note = Note(noteclass="footnote")
    note.addElement(NoteCitation(text="1"))
    body = NoteBody()
    body.addElement(P(text="A note on the procedure."))
    note.addElement(body)
    opening.addElement(note)
    document.text.addElement(opening)
    document.text.addElement(items("Numbers", "Consultations in Vienna", "Opening of the embassy"))
    document.text.addElement(items("Numbers", "Closing", continuenumbering="true"))
    document.text.addElement(items("Bullets", "Reception"))
    document.text.addElement(
        table([["20 May 2026", "Brussels"], ["", ""], ["21 May 2026", "Paris"]])
    )
    return document


def test_a_text_of_opendocument_is_read_with_its_structure() -> None:
    document = documents.parse(saved(open_document()), "visits.odt")
    assert blocks(document) == [
        ("heading", 2, None, "Meetings"),
        ("text", 0, None, "The forum opens on 5 May 2026"),
        ("text", 0, None, "in Astana."),
        ("item", 1, "1", "Consultations in Vienna"),
        ("item", 1, "2", "Opening of the embassy"),
        ("item", 1, "3", "Closing"),
        ("item", 1, None, "Reception"),
        ("row", 0, None, "20 May 2026\tBrussels"),
        ("row", 0, None, "21 May 2026\tParis"),
        ("text", 0, None, "A note on the procedure."),
    ]
    assert (document.title, document.date) == ("Visits of May", date(2026, 4, 2))
    assert [len(block.cells) for block in document.paragraphs if block.kind is BlockKind.ROW] == [
        2,
        2,
    ]


def test_the_title_of_an_opendocument_text_is_the_one_in_it() -> None:
    document = OpenDocumentText()
    document.styles.addElement(Style(name="Title", family="paragraph"))
    derived = Style(name="P1", family="paragraph", parentstylename="Title")
    derived.addElement(ParagraphProperties(textalign="center"))
    document.automaticstyles.addElement(derived)
    document.text.addElement(P(stylename="P1", text="Programme of the visit"))
    document.text.addElement(P(text="The forum opens on 5 May 2026."))
    assert documents.parse(saved(document), "a.odt").title == "Programme of the visit"


def test_a_heading_of_one_word_is_the_title_of_an_opendocument_text() -> None:
    document = OpenDocumentText()
    document.text.addElement(H(outlinelevel=1, text="Chronology"))
    document.text.addElement(P(text="5 May 2025 – Official visit of the Minister to Tashkent"))
    assert documents.parse(saved(document), "a.odt").title == "Chronology"


def test_what_is_deleted_or_commented_is_not_read() -> None:
    content = saved(open_document())
    hidden = (
        b"<text:tracked-changes><text:changed-region><text:deletion><text:p>on 1 May 2020"
        b"</text:p></text:deletion></text:changed-region></text:tracked-changes>"
    )
    text = documents.parse(
        changed(content, b"<office:text>", b"<office:text>" + hidden), "a.odt"
    ).text
    assert "2020" not in text
    assert "5 May 2026" in text


def changed(content: bytes, old: bytes, new: bytes, part: str = "content.xml") -> bytes:
    """An OpenDocument file with *new* for *old* in one of its parts."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as given, zipfile.ZipFile(buffer, "w") as made:
        for name in given.namelist():
            data = given.read(name)
            if name == part:
                assert old in data
                data = data.replace(old, new)
            made.writestr(
                name, data, zipfile.ZIP_STORED if name == "mimetype" else zipfile.ZIP_DEFLATED
            )
    return buffer.getvalue()


ENCRYPTED = b'<manifest:file-entry manifest:full-path="content.xml"><manifest:encryption-data/>'


@pytest.mark.parametrize(
    ("content", "code", "fact"),
    [
        (saved(OpenDocumentSpreadsheet()), "file-format", "an OpenDocument spreadsheet"),
        (saved(OpenDocumentPresentation()), "file-format", "an OpenDocument presentation"),
        (saved(open_document())[:-40], "file-damaged", "damaged"),
        (changed(saved(open_document()), b"<office:text>", b"<office:text"), "file-damaged", "damaged"),
        (
            changed(saved(open_document()), b"<office:text>", b"<office:text>" + b"<text:span>" * 300),
            "file-damaged",
            "nested deeper",
        ),
        (
            changed(saved(open_document()), b"<office:text>", b"<office:text>" + b"<text:p/>" * 700_000),
            "file-damaged",
            "unpacks to more than",
        ),
        (
            changed(saved(open_document()), b"<?xml version='1.0' encoding='UTF-8'?>", b"<!DOCTYPE a [<!ENTITY b 'c'>]>"),
            "file-damaged",
            "document type",
        ),
        (
            changed(
                saved(open_document()),
                b"<manifest:file-entry",
                ENCRYPTED + b"</manifest:file-entry><manifest:file-entry",
                "META-INF/manifest.xml",
            ),
            "file-encrypted",
            "encrypted",
        ),
    ],
)  # fmt: skip
def test_an_opendocument_file_that_cannot_be_read_is_named_for_what_it_is(
    content: bytes, code: str, fact: str
) -> None:
    found = refusal(content, "a.odt")
    assert found[0] == code
    assert fact in found[1]


def test_spaces_that_an_attribute_counts_cost_nothing() -> None:
    content = changed(saved(open_document()), b'text:c="3"', b'text:c="999999999"')
    assert len(documents.parse(content, "a.odt").text) < 1000


# -- RTF -----------------------------------------------------------------------------------------

RTF = r"""{\rtf1\ansi\ansicpg1251\deff0{\fonttbl{\f0 Times;}}{\info{\title \'c7\'e0\'ec\'e5\'f2\'ea\'e8 of May}
{\creatim\yr2026\mo4\dy2\hr9}}
{\b Visits}\par
The forum opens on 5 May 2026 \endash  in Astana.\par
\u1060?\u1086?\u1088?\u1091?\u1084? \'ef\'f0\'ee\'f8\'b8\'eb 6 May 2026.\par
\trowd\cellx1000\cellx2000 20 May 2026\cell Summit\cell\row
\trowd\cellx1000\cellx2000 21 May 2026\cell Conference\cell\row
}"""


def test_rtf_is_read_with_its_tables() -> None:
    document = documents.parse(RTF.encode(), "notes.rtf")
    assert blocks(document) == [
        ("text", 0, None, "Visits"),
        ("text", 0, None, "The forum opens on 5 May 2026 – in Astana."),
        ("text", 0, None, "Форум прошёл 6 May 2026."),
        ("row", 0, None, "20 May 2026\tSummit"),
        ("row", 0, None, "21 May 2026\tConference"),
    ]
    assert document.title == "Заметки of May"
    assert formats.read_content(RTF.encode(), "notes.rtf").saved == date(2026, 4, 2)


@pytest.mark.parametrize(
    ("content", "code"),
    [
        (rb"{\rtf1 \u999999999999999? x}", "file-damaged"),
        (rb"{\rtf1}", "file-without-text"),
        (rb"{\rtf1" + b"{" * 60_000, "file-without-text"),
    ],
)
def test_rtf_that_cannot_be_read_is_refused(content: bytes, code: str) -> None:
    assert refusal(content, "a.rtf")[0] == code


# -- Markdown ------------------------------------------------------------------------------------

MARKDOWN = """---
title: "Programme of May"
date: 2026-04-02
---

# Visits

The **forum** opens on [5 May 2026](https://example.org/2025-01-01)
in Astana.

3. Consultations in Vienna
4. Opening of the embassy
   - Reception

| Date | Event |
|------|-------|
| 20 May 2026 | *Summit* in Brussels |
"""


def test_markdown_is_read_with_its_structure() -> None:
    document = documents.parse(MARKDOWN.encode(), "programme.md")
    assert blocks(document) == [
        ("heading", 1, None, "Visits"),
        ("text", 0, None, "The forum opens on 5 May 2026 in Astana."),
        ("item", 1, "3", "Consultations in Vienna"),
        ("item", 1, "4", "Opening of the embassy"),
        ("item", 2, None, "Reception"),
        ("row", 0, None, "Date\tEvent"),
        ("row", 0, None, "20 May 2026\tSummit in Brussels"),
    ]
    assert (document.title, document.date) == ("Programme of May", date(2026, 4, 2))
    assert "2025" not in document.text


def test_markdown_without_a_header_has_the_title_of_its_heading() -> None:
    document = documents.parse(b"# Visits of May\n\nThe forum opens on 5 May 2026.\n", "a.md")
    assert (document.title, document.date) == ("Visits of May", None)


# -- mails ---------------------------------------------------------------------------------------


def mail(
    text: str = "The forum opens on 5 May in Astana.\n", subject: str = "Visit"
) -> EmailMessage:
    message = EmailMessage()
    message["From"] = "sender@example.org"
    message["Subject"] = subject
    message["Date"] = "Thu, 02 Apr 2026 23:30:00 -0500"
    message["Message-ID"] = "<1@example.org>"
    message.set_content(text)
    return message


def attach(message: EmailMessage, content: bytes, name: str) -> None:
    message.add_attachment(content, maintype="application", subtype="octet-stream", filename=name)


def test_a_mail_is_dated_and_titled_by_its_header() -> None:
    message = mail()
    message.add_alternative("<p>The forum opens on 5 May in Astana.</p>", subtype="html")
    document = documents.parse(message.as_bytes(), "mail.txt")
    assert (document.title, document.date, document.dated_by) == (
        "Visit",
        date(2026, 4, 2),
        "metadata",
    )
    assert document.text.strip() == "The forum opens on 5 May in Astana."


def test_a_mail_without_plain_text_is_read_as_a_page() -> None:
    message = EmailMessage()
    message["Message-ID"] = "<1@example.org>"
    message.set_content(
        "<html><body><p>Форум откроется 5 мая 2026 года.</p></body></html>", subtype="html"
    )
    assert documents.parse(message.as_bytes(), "a.eml").text == "Форум откроется 5 мая 2026 года."


def test_attachments_are_read_and_those_that_cannot_be_are_named() -> None:
    message = mail()
    attach(message, saved(open_document()), "visits.odt")
    attach(message, b"%PDF-1.7\nnothing", "damaged.pdf")
    attach(message, compound("__properties_version1.0"), "note.msg")
    message.add_attachment(b"\x89PNG", maintype="image", subtype="png", filename="logo.png")
    message.add_attachment(mail("The summit is on 9 May 2026.\n", "Fwd"))
    document = documents.parse(message.as_bytes(), "mail.eml")
    for words in ("The forum opens on 5 May in Astana.", "20 May 2026\tBrussels", "9 May 2026"):
        assert words in document.text
    for block in document.paragraphs:
        for start, end in block.cells:
            assert block.start <= start <= end <= block.end
    assert [(one.code, one.fact.partition(":")[0]) for one in document.left_out] == [
        ("file-damaged", "attachment damaged.pdf"),
        ("file-format", "attachment note.msg"),
        ("file-format", "attachment logo.png"),
    ]


def test_an_attachment_that_is_left_out_is_refused_by_name(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    message = mail()
    attach(message, compound("EncryptedPackage"), "secret.docx")
    (tmp_path / "a.eml").write_bytes(message.as_bytes())
    assert main(["extract", str(tmp_path / "a.eml")]) == 0
    assert "attachment secret.docx: the document is encrypted" in capsys.readouterr().out


def test_only_so_many_attachments_of_a_mail_are_read() -> None:
    message = mail()
    for number in range(eml.MOST_ATTACHMENTS + 2):
        attach(message, b"Text.", f"{number}.txt")
    document = documents.parse(message.as_bytes(), "mail.eml")
    assert len(document.left_out) == 2
    assert document.text.count("Text.") == eml.MOST_ATTACHMENTS


def test_mails_in_mails_are_read_to_a_depth() -> None:
    message = mail("Level 0.\n")
    for level in range(1, eml.DEEPEST_MAIL + 3):
        outer = mail(f"Level {level}.\n")
        outer.add_attachment(message)
        message = outer
    document = documents.parse(message.as_bytes(), "mail.eml")
    assert document.text.count("Level") == eml.DEEPEST_MAIL + 1
    assert "deepest level" in document.left_out[0].fact


def test_a_text_that_begins_like_a_header_is_a_text() -> None:
    text = "Date: 5 May 2026\nPlace: Astana\n\nThe forum opens.\n"
    assert documents.parse(text.encode(), "a.txt").text == text


@pytest.mark.parametrize(
    "hostile",
    [
        "MIME-Version: 1.0\n" + "".join(
            f'Content-Type: multipart/mixed; boundary="{i}"\n\n--{i}\n' for i in range(1200)
        ),
        "MIME-Version: 1.0\nContent-Type: text/plain; a=" + "(" * 20_000 + "\n\ntext",
    ],
)  # fmt: skip
def test_a_hostile_mail_is_refused(hostile: str) -> None:
    assert refusal(hostile.encode(), "a.eml")[0] == "file-damaged"


def test_bombs_in_a_mail_are_left_out() -> None:
    message = mail()
    bomb = changed(
        saved(open_document()), b"<office:text>", b"<office:text>" + b"<text:p/>" * 700_000
    )
    attach(message, bomb, "bomb.odt")
    document = documents.parse(message.as_bytes(), "mail.eml")
    assert "unpacks to more than" in document.left_out[0].fact


# -- old Word documents --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("stream", "code", "fact"),
    [
        ("EncryptedPackage", "file-encrypted", "encrypted"),
        ("__properties_version1.0", "file-format", "message of Outlook (MSG)"),
        ("Workbook", "file-format", "Excel workbook (XLS)"),
        ("PowerPoint Document", "file-format", "presentation (PPT)"),
        ("Other", "file-format", "not a Word document"),
    ],
)
def test_compound_files_are_named_for_what_they_are(stream: str, code: str, fact: str) -> None:
    found = refusal(compound(stream), "file")
    assert found[0] == code
    assert fact in found[1]


@pytest.mark.parametrize(
    "style", ['w:default="1" w:styleId="Standard"', 'w:styleId="a"', 'w:styleId="b"']
)
def test_the_language_of_a_word_document_is_that_of_its_usual_paragraphs(style: str) -> None:
    from docx import Document as WordDocument

    document = WordDocument()
    document.add_paragraph("OK")
    document.save(buffer := io.BytesIO())
    content = buffer.getvalue()
    name = "Other" if style.endswith('"b"') else "Normal"
    own = f'<w:style w:type="paragraph" {style}><w:name w:val="{name}"/><w:rPr><w:lang w:val="ru-RU"/></w:rPr></w:style>'
    with (
        zipfile.ZipFile(io.BytesIO(content)) as given,
        zipfile.ZipFile(made := io.BytesIO(), "w") as new,
    ):
        for part in given.namelist():
            data = given.read(part)
            if part == "word/styles.xml":
                defaults = data.partition(b"</w:docDefaults>")[0]
                data = defaults + b"</w:docDefaults>" + own.encode() + b"</w:styles>"
            new.writestr(part, data)
    found = docx.read(made.getvalue(), "a.docx").language
    assert found == ("en-US" if name == "Other" else "ru-RU")


def test_an_old_word_document_needs_libreoffice(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    code, fact = refusal(compound("WordDocument"), "a.doc")
    assert code == "library-missing"
    assert "needs LibreOffice" in fact


def office(folder: Path, script: str) -> None:
    """A LibreOffice that does what *script* says: its arguments are in sys.argv."""
    program = folder / "soffice"
    program.write_text(f"#!{sys.executable}\nimport shutil, sys, pathlib, time\n{script}\n")
    program.chmod(program.stat().st_mode | stat.S_IXUSR)


@pytest.mark.skipif(os.name == "nt", reason="Windows runs no scripts by their first line")
def test_an_old_word_document_is_read_as_libreoffice_saves_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from docx import Document as WordDocument

    given = tmp_path / "saved.docx"
    word = WordDocument()
    word.add_paragraph("The forum opens on 5 May 2026.")
    word.save(str(given))
    copies = f"shutil.copy({str(given)!r}, pathlib.Path(sys.argv[-1]).with_suffix('.docx'))"
    checks = (
        "assert '--headless' in sys.argv and sys.argv[1].startswith('-env:UserInstallation=file:')"
    )
    office(tmp_path, f"{checks}\n{copies}")
    monkeypatch.setenv("PATH", str(tmp_path))
    content = compound("WordDocument")
    assert documents.parse(content, "a.doc").text == "The forum opens on 5 May 2026."
    office(tmp_path, "")
    assert refusal(content, "a.doc") == (
        "file-damaged", "LibreOffice cannot read the document: it is damaged or encrypted",
    )  # fmt: skip
    monkeypatch.setattr(doc, "SECONDS", 1)
    office(tmp_path, "time.sleep(30)")
    assert refusal(content, "a.doc")[0] == "file-too-costly"


# -- folders -------------------------------------------------------------------------------------


def test_a_folder_names_what_it_cannot_read_and_counts_the_rest(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    (tmp_path / "a.txt").write_text("The forum opens on 5 May 2026 in Astana.\n")
    (tmp_path / "b.rtf").write_text(RTF)
    (tmp_path / "c.msg").write_bytes(compound("__properties_version1.0"))
    (tmp_path / "d.xls").write_bytes(compound("Workbook"))
    (tmp_path / "e.doc").write_bytes(compound("WordDocument"))
    (tmp_path / "f.docx").write_bytes(compound("EncryptedPackage"))
    (tmp_path / "g.jpg").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "h.JPG").write_bytes(b"\xff\xd8\xff")
    (tmp_path / "Makefile").write_text("all:\n")
    (tmp_path / ".hidden").write_text("")
    assert main(["extract", str(tmp_path)]) == 1
    out, err = capsys.readouterr()
    assert "2 documents" in out
    for name in ("c.msg", "d.xls", "e.doc", "f.docx"):
        assert f"{name}: " in err
    assert err.splitlines()[-1] == "3 files of other kinds not read: 1 without an ending, 2 .jpg"


def test_documents_that_no_format_reads_are_not_passed_over() -> None:
    read = {suffix for name in formats.names() for suffix in formats.named(name).SUFFIXES}
    assert not read & formats.UNREAD
    assert formats.suffixes() == read | formats.UNREAD
