"""The workbook, read back by openpyxl."""

import io
import sys
from datetime import datetime
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.workbook.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet

import timeline
from timeline import columns, installing
from timeline.cli import main
from timeline.exporters import Context, xlsx

ROOT = Path(__file__).parent.parent.parent
EVERY_FIELD = (Path(__file__).parent / "every-field.yaml").read_text("utf-8")
SHIPPED = (ROOT / "events.yaml").read_text("utf-8")


def book(source: str) -> Workbook:
    chronology = timeline.loads(source)
    (export,) = xlsx.export(chronology, Context(languages=chronology.languages))
    return openpyxl.load_workbook(io.BytesIO(export.content))


def table(sheet: Worksheet) -> list[dict[str, Any]]:
    header, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(header, row, strict=True)) for row in rows]


@pytest.fixture(scope="module")
def rich() -> Workbook:
    return book(EVERY_FIELD)


def test_a_sheet_for_each_thing(rich: Workbook) -> None:
    assert rich.sheetnames == ["Events", "Sources", "Names", "Fields"]
    assert [row["id"] for row in table(rich["Events"])] == ["visit", "tour", "visit-anniversary-2"]
    assert [(row["event"], row["number"]) for row in table(rich["Sources"])] == [
        ("visit", 1),
        ("visit", 2),
    ]
    assert {row["id"] for row in table(rich["Names"])} == {"belgrade", "sco", "visits", "talks"}


def test_the_columns_are_those_of_csv_without_the_empty_ones_and_the_sources(
    rich: Workbook,
) -> None:
    csv, _ = columns.rows(timeline.loads(EVERY_FIELD))
    header = set(table(rich["Events"])[0])
    assert header - set(csv) == {"words"}
    left_out = {name for name in csv if not name.startswith("sources.")} - header
    for name in left_out:
        assert not any(row[name] for row in columns.to_records(timeline.loads(EVERY_FIELD)))


def test_every_column_is_explained(rich: Workbook) -> None:
    explained = {(row["sheet"], row["column"]): row["meaning"] for row in table(rich["Fields"])}
    for name in ("Events", "Sources", "Names"):
        for column in table(rich[name])[0]:
            assert explained[name, column]
    assert explained["Events", "title.ru"].endswith("In the language ru.")


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2026-04-22", datetime(2026, 4, 22), datetime(2026, 4, 22)),
        ("2026-04-22/2026-04-24", datetime(2026, 4, 22), datetime(2026, 4, 24)),
        ("2026-04-22T10:00/2026-04-23T12:00", datetime(2026, 4, 22), datetime(2026, 4, 23)),
        ("2026-04-22/..", datetime(2026, 4, 22), None),
        ("2026-04-22/2026-05", datetime(2026, 4, 22), None),
        ("2026-04", None, None),
        ("2026", None, None),
        ("2026-04-22~", None, None),
        ("2026-04-22?", None, None),
        ("[2026-04-22,2026-04-23]", None, None),
        ("XXXX", None, None),
        ("1900-03-01", datetime(1900, 3, 1), datetime(1900, 3, 1)),
        ("1900-02-28", "1900-02-28", "1900-02-28"),
        ("0987-06-05", "0987-06-05", "0987-06-05"),
    ],
)
def test_a_date_of_excel_is_an_exact_day_and_the_words_are_beside_it(
    when: str, start: datetime | str | None, end: datetime | str | None
) -> None:
    sheet = book(f"events: [{{id: a, title: A, when: '{when}'}}]")["Events"]
    (row,) = table(sheet)
    assert (row["start"], row["end"]) == (start, end)
    assert row["words"]
    assert list(row)[2:5] == ["words", "start", "end"]


def test_the_header_stays_and_every_column_can_be_filtered(rich: Workbook) -> None:
    for sheet in rich:
        assert sheet.freeze_panes is not None
        assert sheet.auto_filter.ref == sheet.dimensions


@pytest.mark.parametrize(
    "text",
    [
        "=1+1",
        "+1",
        "-1",
        "@SUM(A1)",
        "'=1",
        "{=1}",
        "http://a.example",
        "mailto:a@b.example",
        "1",
        "2026-01-02",
        "TRUE",
    ],
)
def test_every_text_is_a_text(text: str) -> None:
    sheet = book(f'events: [{{id: a, title: "{text}", description: "{text}"}}]')["Events"]
    for row in sheet.iter_rows(min_row=2):
        for cell in row:
            assert cell.data_type in ("s", "n")
            assert cell.hyperlink is None
    (row,) = table(sheet)
    assert row["title"] == row["description"] == text
    assert sheet["B2"].number_format == "@"


def test_an_address_of_a_source_can_be_followed(rich: Workbook) -> None:
    sheet = rich["Sources"]
    cell = next(cell for cell in sheet[2] if sheet.cell(1, cell.column).value == "url")
    assert cell.hyperlink.target == cell.value == "https://example.org/statement"


def test_a_text_that_no_cell_can_hold_is_cut_and_named() -> None:
    chronology = timeline.loads(f"events: [{{id: a, title: A, description: {'😀' * 20_000}}}]")
    (export,) = xlsx.export(chronology, Context(languages=("en",)))
    assert export.notes == ("1 texts are cut to 32,767 characters, the most that a cell can have",)
    (row,) = table(openpyxl.load_workbook(io.BytesIO(export.content))["Events"])
    assert len(row["description"].encode("utf-16-le")) <= 2 * 32_767


def test_a_character_that_xml_cannot_hold_damages_no_part() -> None:
    source = 'calendar: {title: "A\\bB"}\nevents: [{id: a, title: "A\\bB", sources: [{document: "\\bD"}]}]'
    assert book(source).properties.title == "AB"
    (row,) = table(book(source)["Events"])
    assert row["title"] == "AB"


def test_without_xlsxwriter_the_command_that_installs_it_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text("events: [{id: a, title: A}]", "utf-8")
    monkeypatch.setitem(sys.modules, "xlsxwriter", None)
    assert main(["build", "--format", "xlsx"]) == 1
    assert installing.command("office") in capsys.readouterr().err
