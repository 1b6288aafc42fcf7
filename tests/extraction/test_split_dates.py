"""Dates that are printed on several lines, as beside the events of a page."""

from __future__ import annotations

from datetime import date

import pytest

from timeline import documents
from timeline.extraction import Extraction, from_document


def extracted(language: str, text: str) -> Extraction:
    on = date(2026, 9, 25)
    return from_document(documents.parse(text.encode(), "paper.txt", language=language, on=on))


PAGES = [
    ("en", "EVENTS 2027\n\n03\nMAR\nConcert of the choir\n\n09\nMAR\nSeminar on the sea\n"),
    ("hu", "ESEMÉNYEK\n\n3.\nmárcius\n2027\nKórushangverseny\n\n9.\nmárcius\n2027\nSzeminárium\n"),
    ("es", "AGENDA\n\n3\nmarzo 2027\nConcierto del coro\n\n9\nmarzo 2027\nSeminario\n"),
    ("ru", "СОБЫТИЯ\n\n3\nмарта\n2027\nКонцерт хора\n\n9\nмарта\n2027\nСеминар о море\n"),
]


@pytest.mark.parametrize(("language", "text"), PAGES)
def test_a_day_above_its_month_is_one_date(language: str, text: str) -> None:
    found = extracted(language, text).drafts
    assert [str(one.event.date) for one in found] == ["2027-03-03", "2027-03-09"]


def test_days_below_their_month_stay_apart() -> None:
    text = "AGENDA 2027\n\nMARS\n3\nConcert\n9\nSéminaire\nAVRIL\n2\nTable ronde\nMAI\n"
    found = extracted("fr", text).drafts
    assert [str(one.event.date) for one in found] == ["2027-03-03", "2027-03-09", "2027-04-02"]


def test_the_days_of_a_calendar_are_not_joined_with_the_next_month() -> None:
    text = "MARCH\n28\n29\n30\nAPRIL\n1\n2\n3\n28\n29\n30\nMAY\n1\n"
    assert not any("\n" in one.text for one in extracted("en", text).mentions)


def test_mar_with_a_full_stop_is_tuesday_in_french() -> None:
    text = "AGENDA 2027\n\nmar. 9 mars Séminaire\njeu. 18 mars Concert\nmar. 6 avril Table ronde\n"
    found = extracted("fr", text).drafts
    assert [str(one.event.date) for one in found] == ["2027-03-09", "2027-03-18", "2027-04-06"]


MONTHS_BELOW = [
    (
        "it",
        "CALENDARIO 2027\n\n03   Concerto\nMAR\n09   Seminario\nMAR\n02   Tavola rotonda\nAPR\n",
    ),
    ("pl", "KALENDARZ 2027\n\n3   Koncert\nmarca\n9   Seminarium\nmarca\n2   Debata\nkwietnia\n"),
    ("en", "EVENTS 2027\n\n3 - Concert\nMarch\n9 - Seminar\nMarch\n2 - Round table\nApril\n"),
]


@pytest.mark.parametrize(("language", "text"), MONTHS_BELOW)
def test_a_month_below_each_day_is_that_of_the_day(language: str, text: str) -> None:
    found = extracted(language, text).drafts
    assert [str(one.event.date) for one in found] == ["2027-03-03", "2027-03-09", "2027-04-02"]


VENUES_BELOW = [
    (
        "en",
        (
            "EVENTS\n\n3 March 2027\nConcert of the choir\nOpera House, Dublin\n\n"
            "9 March 2027\nSeminar\nUniversity Library, Cork\n"
        ),
        ["dublin", "cork"],
    ),
    (
        "ru",
        (
            "СОБЫТИЯ\n\n3 марта 2027\nКонцерт хора\nДворец приёмов, Минск\n\n"
            "9 марта 2027\nЛекция о море\nНациональная библиотека, Брест\n"
        ),
        ["minsk", None],
    ),
    (
        "de",
        (
            "TERMINE\n\n3. März 2027\nKonzert des Chors\nOper, Leipzig\n\n"
            "9. März 2027\nLesung\nUniversität, Bremen\n"
        ),
        ["leipzig", "bremen"],
    ),
]


@pytest.mark.parametrize(("language", "text", "places"), VENUES_BELOW)
def test_the_second_line_below_each_day_is_the_venue(
    language: str, text: str, places: list[str | None]
) -> None:
    found = extracted(language, text).drafts
    assert [str(one.event.date) for one in found] == ["2027-03-03", "2027-03-09"]
    assert [one.event.place for one in found] == places
    assert all(one.event.venue for one in found)
