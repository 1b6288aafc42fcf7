"""The library as programs and notebooks use it."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import timeline
from timeline.events import MOST_SHOWN

CHRONOLOGY = """
calendar: {id: relations, languages: [en, ru], until: 2026}
events:
  - id: relations
    title: {en: Diplomatic relations, ru: Дипломатические отношения}
    when: 1996-12-10
    anniversary: {every: 30, title: {en: "{years} of <relations>", ru: "{years} отношений"}}
  - {id: expo, title: EXPO, when: 2027-05-15/2027-08-15}
  - {id: congress, title: Congress}
"""


@pytest.fixture
def chronology() -> timeline.Timeline:
    return timeline.loads(CHRONOLOGY)


def test_every_public_name_is_there() -> None:
    for name in timeline.__all__:
        assert getattr(timeline, name) is not None, name
    assert set(timeline.__all__) <= set(dir(timeline))


def test_a_timeline_is_counted_and_gone_through(chronology: timeline.Timeline) -> None:
    assert len(chronology) == 4
    assert [event.id for event in chronology] == [event.id for event in chronology.events]
    assert timeline.loads("events: []")


def test_a_timeline_is_shown_in_one_line(chronology: timeline.Timeline) -> None:
    assert (
        repr(chronology) == "<Timeline 'relations': 4 events, 1996-12-10 to 2027-05-15/2027-08-15>"
    )
    assert repr(timeline.loads("events: []")) == "<Timeline 'timeline': 0 events>"


def test_the_title_of_an_anniversary_spells_its_years(chronology: timeline.Timeline) -> None:
    anniversary = next(event for event in chronology if event.origin)
    assert chronology.title(anniversary, "en") == "30 years of <relations>"
    assert chronology.title(anniversary, "ru") == "30 лет отношений"


def test_rows_are_flat(chronology: timeline.Timeline) -> None:
    rows = timeline.to_records(chronology)
    assert [row["id"] for row in rows] == [event.id for event in chronology]
    assert len({tuple(row) for row in rows}) == 1
    assert {type(value) for row in rows for value in row.values()} <= {
        str, int, float, bool, type(None),
    }  # fmt: skip
    expo = next(row for row in rows if row["id"] == "expo")
    assert (expo["start"], expo["end"]) == ("2027-05-15", "2027-08-15")
    assert (expo["disputed"], expo["sources"], expo["place"]) == (False, 0, None)
    anniversary = next(row for row in rows if row["anniversary_of"])
    assert (anniversary["title.ru"], anniversary["years"]) == ("30 лет отношений", 30)


def test_a_notebook_shows_a_table(chronology: timeline.Timeline) -> None:
    table = chronology._repr_html_()
    assert table.count("<tr>") == 1 + len(chronology)
    assert "30 years of &lt;relations&gt;" in table
    assert "{years}" not in table


def test_a_notebook_shows_the_first_events_of_many() -> None:
    rows = "".join(f"  - {{id: e{number}, title: E, when: '2026'}}\n" for number in range(60))
    table = timeline.loads(f"events:\n{rows}")._repr_html_()
    assert table.count("<tr>") == 1 + MOST_SHOWN
    assert table.endswith("<p>and 10 more</p>")


def test_dates_of_a_text_are_found() -> None:
    (found,) = timeline.find("The summit on 22–24 April 2026 in Astana.", "en")
    assert (found.text, str(found.value)) == ("22–24 April 2026", "2026-04-22/2026-04-24")


def test_a_document_is_extracted(tmp_path: Path) -> None:
    paper = tmp_path / "statement.txt"
    paper.write_text("The Congress of leaders took place on 17–18 September in Astana.\n", "utf-8")
    read = timeline.extract(paper, language="en", on=date(2025, 10, 1))
    assert isinstance(read, timeline.Extraction)
    assert [str(draft.event.date) for draft in read.drafts] == ["2025-09-17/2025-09-18"]


def test_a_table_is_imported(tmp_path: Path) -> None:
    table = tmp_path / "visits.csv"
    table.write_text("title,date\nVisit,November 2024\n", "utf-8")
    read = timeline.import_(table)
    assert isinstance(read, timeline.Drafts)
    assert "when: November 2024" in read.yaml
