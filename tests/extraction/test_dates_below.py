"""Titles with their date on the line below, and years and months above nested items."""

from __future__ import annotations

import pytest

from timeline import documents
from timeline.extraction import Extraction, from_document


def extracted(language: str, text: str) -> Extraction:
    return from_document(documents.parse(text.encode(), "paper.txt", language=language))


def drafts(language: str, text: str) -> list[tuple[str, str]]:
    return [(str(one.event.date), one.title) for one in extracted(language, text).drafts]


TITLES = [
    ("en", "MILESTONES\n\nThe Vienna Summit\nJune 3–4, 1961\n\nThe Oslo Talks\nApril 17, 1962\n"),
    ("fr", "REPÈRES\n\nThe Vienna Summit\n3-4 juin 1961\n\nThe Oslo Talks\n17 avril 1962\n"),
    (
        "ru",
        "ВЕХИ\n\nThe Vienna Summit\n3–4 июня 1961 года\n\nThe Oslo Talks\n17 апреля 1962 года\n",
    ),
    ("de", "DATEN\n\nThe Vienna Summit\n3.–4. Juni 1961\n\nThe Oslo Talks\n17. April 1962\n"),
]


@pytest.mark.parametrize(("language", "text"), TITLES)
def test_a_date_that_closes_its_block_is_that_of_the_title_above(language: str, text: str) -> None:
    expected = [("1961-06-03/1961-06-04", "The Vienna Summit"), ("1962-04-17", "The Oslo Talks")]
    assert drafts(language, text) == expected


def test_such_a_date_is_neither_a_heading_nor_the_day_of_the_document() -> None:
    found = extracted("en", TITLES[0][1])
    assert found.document.date is None
    assert {one.reason for one in found.refused} == {"the day of the line above it"}


def test_dates_that_open_their_blocks_date_the_lines_below_them() -> None:
    text = "Diary\n\n3 June 1961\nThe Vienna Summit\n\n17 April 1962\nThe Oslo Talks\n"
    assert drafts("en", text) == [
        ("1961-06-03", "The Vienna Summit"),
        ("1962-04-17", "The Oslo Talks"),
    ]


NESTED = [
    ("ru", "• 1996\n  o 10 декабря – открытие посольства.\n• 2010\n  o Август – визит в Астану.\n"),
    ("en", "* 1996\n** 10 December – Embassy opened\n* 2010\n** August – Visit to Astana\n"),
    ("fr", "• 1996 :\n   – 10 décembre : ouverture\n• 2010 :\n   – août : visite à Astana\n"),
    ("es", "- 1996\n   o 10 de diciembre: Apertura\n- 2010\n   o Agosto: Visita a Astaná\n"),
]


@pytest.mark.parametrize(("language", "text"), NESTED)
def test_years_in_a_list_date_the_items_nested_below_them(language: str, text: str) -> None:
    assert [date for date, _ in drafts(language, text)] == ["1996-12-10", "2010-08"]


def test_an_indented_word_is_no_bullet() -> None:
    text = "Il ministro parte\n  o arriva il 5 maggio 2026.\n"
    assert all(block.kind.value != "item" for block in extracted("it", text).document.paragraphs)
