"""The CSV export: read back by the csv module, opened as a spreadsheet would open it."""

import csv
import io
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import timeline
from timeline.errors import InputError
from timeline.events import Event
from timeline.exporters import Context
from timeline.exporters import csv as exporter

EVERY_FIELD = (Path(__file__).parent / "every-field.yaml").read_text("utf-8")


def exported(source: str, **options: str) -> bytes:
    chronology = timeline.loads(source)
    (export,) = exporter.export(
        chronology, Context(languages=chronology.languages, options=options)
    )
    return export.content


def rows(content: bytes, delimiter: str = ",") -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode(), newline=""), delimiter=delimiter))


@pytest.fixture(scope="module")
def rich() -> list[dict[str, str]]:
    return rows(exported(EVERY_FIELD))


def test_every_field_has_a_column_and_every_event_a_row(rich: list[dict[str, str]]) -> None:
    assert set(Event.__struct_fields__) <= {*rich[0], "anniversary"}
    assert [row["id"] for row in rich] == ["visit", "tour", "visit-anniversary-2"]
    assert not any(None in row or None in row.values() for row in rich)


@pytest.mark.parametrize(
    ("column", "cell"),
    [
        ("edtf", "2024-11-18/2024-11-19"),
        ("end", "2024-11-19"),
        ("precision", "day"),
        ("approximate", "false"),
        ("conflicts", "2024-12"),
        ("title", "Visit"),
        ("title.ru", "Визит"),
        ("title.sr-Latn", "Poseta"),
        ("venue", "Дворец"),
        ("venue.en", ""),
        ("parties", "KZ; sco"),
        ("description", 'Two lines,\nand "quotes".'),
        ("previously", "October 2024"),
        ("previously.edtf", "2024-10"),
        ("anniversary.every", "2"),
        ("anniversary.title.en", "{years} since the visit"),
        ("disputed", "true"),
        ("sources", "2"),
        ("sources.document", "Joint statement\nNewspaper"),
        ("sources.url", "https://example.org/statement\n"),
        ("sources.when.edtf", "2024-11\n2024-12"),
        ("years", ""),
    ],
)
def test_what_a_column_holds(rich: list[dict[str, str]], column: str, cell: str) -> None:
    assert rich[0][column] == cell


def test_a_text_in_no_language_beside_others_has_a_column() -> None:
    (row,) = rows(exported("events: [{id: a, title: {und: A, ru: Б}}]"))
    assert (row["title.und"], row["title.ru"]) == ("A", "Б")
    (row,) = rows(exported("events: [{id: a, title: A}]"))
    assert "title.und" not in row


def test_lines_end_as_rfc_4180_has_it() -> None:
    content = exported("events: [{id: a, title: 'A, or \"B\"'}]")
    assert content.count(b"\r\n") == 2
    assert b'"A, or ""B"""' in content
    assert not content.startswith(b"\xef\xbb\xbf")


def test_a_mark_and_other_separators_can_be_asked_for() -> None:
    source = "events: [{id: a, title: 'Съезд; второй'}]"
    assert exported(source, bom="yes").startswith(b"\xef\xbb\xbfid,title,")
    for name, separator in (("semicolon", ";"), ("tab", "\t")):
        (row,) = rows(exported(source, separator=name), separator)
        assert row["title"] == "Съезд; второй"


@pytest.mark.parametrize("option", [{"bom": "1"}, {"separator": ";"}])
def test_an_option_that_means_nothing_is_reported(option: dict[str, str]) -> None:
    with pytest.raises(InputError) as caught:
        exported("events: [{id: a, title: A}]", **option)
    (problem,) = caught.value.problems
    assert problem.path in option
    assert " or " in problem.hint


FORMULAS = [
    "=1+1",
    "+1",
    "-1+1",
    "@SUM(A1)",
    "\t=1",
    "\r=1",
    " =1",
    "'=1",
    " '=1",
    "' '\n=1",
    "\t1",
    "＝1",
    "\ufeff=1",
    "\x00=1",
]


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_a_formula(text: str) -> None:
    assert exporter.defused(text).startswith("'")


@pytest.mark.parametrize("blank", [" ", "\n", "'", "' ", "\t"])
@pytest.mark.parametrize("end", ["a", "=1"])
def test_a_cell_is_judged_in_one_go(blank: str, end: str) -> None:
    text = blank * 1_000_000 + end  # hours, if every way to divide the blanks were tried
    assert exporter.fused(exporter.defused(text)) == text


@given(
    st.text(st.characters(exclude_categories=["Cs", "Cc"], exclude_characters="\ufeff"))
    | st.text("' \n\t=\uff1d1")
)
@example(" '=1")
@example("' '\n=1")
def test_a_defused_cell_can_be_made_its_text_again(text: str) -> None:
    assert exporter.fused(exporter.defused(text)) == text


@given(st.text())
def test_a_cell_begins_with_no_sign_of_a_formula(text: str) -> None:
    assert not exporter.defused(text).lstrip().startswith(("=", "+", "-", "@"))
