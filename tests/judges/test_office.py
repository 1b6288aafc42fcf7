"""LibreOffice, an office program that we did not write, opens our documents and workbooks.

``tests/judges/install`` installs it. Where CI is set, a missing one is a failure.
"""

from __future__ import annotations

import csv
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, date, datetime
from pathlib import Path

import docx
import openpyxl
import pytest
from pypdf import PdfReader

import timeline
from timeline import documents
from timeline.cli import main
from timeline.exporters import Context, exporter

ROOT = Path(__file__).parent.parent.parent
SOURCES = (ROOT / "events.yaml", ROOT / "tests" / "exports" / "every-field.yaml")

ARABIC = "calendar: {id: arabic, title: {ar: زيارات}, languages: [ar]}\nevents:\n" + "".join(
    f"  - {{id: e{number}, title: {{ar: زيارة رسمية}}, when: 2026-03-{number:02}, parties: [KZ]}}\n"
    for number in range(1, 31)
)

pytestmark = pytest.mark.slow

Convert = Callable[[Path, str], list[Path]]


@pytest.fixture(scope="session")
def convert(tmp_path_factory: pytest.TempPathFactory) -> Convert:
    """Converts a file as ``soffice --convert-to`` says, and gives the files that this makes."""
    office = shutil.which("soffice")
    if office is None:
        message = "LibreOffice is not installed: run tests/judges/install"
        if "CI" in os.environ:
            pytest.fail(message)
        pytest.skip(message)
    profile = tmp_path_factory.mktemp("profile").as_uri()

    def converted(path: Path, to: str) -> list[Path]:
        folder = tmp_path_factory.mktemp("converted")
        command = [office, f"-env:UserInstallation={profile}", "--headless", "--convert-to", to]
        run = subprocess.run(
            [*command, "--outdir", str(folder), str(path)],
            capture_output=True, text=True, check=False, timeout=120,
        )  # fmt: skip
        found = sorted(folder.iterdir())
        assert found, run.stderr
        return found

    return converted


def exported(source: Path | str, form: str, folder: Path) -> list[Path]:
    chronology = timeline.load(source) if isinstance(source, Path) else timeline.loads(source)
    context = Context(
        languages=chronology.languages, now=lambda: datetime(2026, 11, 22, tzinfo=UTC)
    )
    found = []
    for export in exporter(form).export(chronology, context):
        path = folder / export.name
        path.write_bytes(export.content)
        found.append(path)
    return found


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_document_says_in_an_office_program_what_it_says(
    convert: Convert, tmp_path: Path, source: Path
) -> None:
    for path in exported(source, "docx", tmp_path)[:2]:
        (text,) = convert(path, "txt:Text (encoded):UTF8")
        found = words(text.read_text("utf-8-sig"))
        document = docx.Document(str(path))
        (table,) = document.tables
        for row in table.rows:
            for cell in row.cells:
                for word in words(cell.text):
                    assert word in found
        assert len(found) > 100


def test_the_header_of_the_table_is_on_every_page(convert: Convert, tmp_path: Path) -> None:
    path = exported(SOURCES[0], "docx", tmp_path)[0]
    (printed,) = convert(path, "pdf")
    pages = [page.extract_text() for page in PdfReader(printed).pages]
    with_header = ["".join(page.split()).startswith("DateEventPlaceSources") for page in pages]
    # The first page has the title before it, and the last ones list the sources.
    assert sum(with_header) >= len(pages) // 2
    assert with_header[1:] == sorted(with_header[1:], reverse=True)


def test_an_arabic_table_begins_on_the_right_and_its_titles_are_bold(
    convert: Convert, tmp_path: Path
) -> None:
    (path,) = exported(ARABIC, "docx", tmp_path)
    (printed,) = convert(path, "pdf")
    page = PdfReader(printed).pages[0]
    drawn: list[tuple[str, float, str]] = []

    def note(
        text: str, _: object, matrix: list[float], font: Mapping[str, str] | None, __: float
    ) -> None:
        drawn.append((text, matrix[4], str((font or {}).get("/BaseFont", ""))))

    page.extract_text(visitor_text=note)
    years = [place for text, place, _ in drawn if "2026" in text]
    assert len(years) > 10
    assert all(place > float(page.mediabox.width) * 0.6 for place in years)
    letters = [font for text, _, font in drawn if re.search("[\u0600-\u06ff\ufe70-\ufeff]", text)]
    assert sum("Bold" in font for font in letters) > 10
    assert not all("Bold" in font for font in letters)


@pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)
def test_a_workbook_shows_in_an_office_program_what_it_holds(
    convert: Convert, tmp_path: Path, source: Path
) -> None:
    (path,) = exported(source, "xlsx", tmp_path)
    sheets = convert(
        path, "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
    )
    book = openpyxl.load_workbook(path)
    assert {sheet.stem.rpartition("-")[2] for sheet in sheets} == set(book.sheetnames)
    for file in sheets:
        sheet = book[file.stem.rpartition("-")[2]]
        with file.open(encoding="utf-8-sig", newline="") as opened:
            found = list(csv.reader(opened))
        wanted = [[shown(cell) for cell in row] for row in sheet.iter_rows(values_only=True)]
        assert found == wanted


def shown(value: object) -> str:
    match value:
        case None:
            return ""
        case bool():
            return str(value).lower()
        case datetime() | date():
            return value.isoformat()[:10]
        case _:
            return str(value)


def test_an_old_word_document_is_read_with_its_language(
    convert: Convert, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = next(
        path for path in exported(SOURCES[0], "docx", tmp_path) if path.name.endswith(".ru.docx")
    )
    (old,) = convert(path, "doc:MS Word 97")
    assert documents.read_document(old).language.partition("-")[0] == "ru"
    assert main(["extract", str(old)]) == 0
    assert "“10 декабря 1996 г.”" in capsys.readouterr().out
