"""Titles with their date on the line below, and years and months above nested items."""

from __future__ import annotations

from datetime import date

import pytest

from timeline import documents
from timeline.extraction import from_document

from .papers import dated, days, extracted

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
    assert dated(language, text, None) == expected


def test_such_a_date_is_neither_a_heading_nor_the_day_of_the_document() -> None:
    found = extracted("en", TITLES[0][1], None)
    assert found.document.date is None
    assert {one.reason for one in found.refused} == {"the day of the line above it"}


def test_dates_that_open_their_blocks_date_the_lines_below_them() -> None:
    text = "Diary\n\n3 June 1961\nThe Vienna Summit\n\n17 April 1962\nThe Oslo Talks\n"
    assert dated("en", text, None) == [
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
    assert days(language, text, None) == ["1996-12-10", "2010-08"]


def test_an_indented_word_is_no_bullet() -> None:
    text = "Il ministro parte\n  o arriva il 5 maggio 2026.\n"
    assert all(
        block.kind.value != "item" for block in extracted("it", text, None).document.paragraphs
    )


PROGRAMMES = [
    (
        "de",
        """
        KULTURFORUM
        Programm, Dezember und Januar

        Fäden der Seide. Stoffe aus dem Tal von Fergana
        4.12.2026 – 28.2.2027

        Wem gehört das Meer?
        15.1. – 14.3.2027

        Mi 2.12. | 18.30 Uhr | Gespräch mit der Botschafterin
        Sa 12.12. | 10–17 Uhr | Georgischer Weihnachtsmarkt
        Di 12.1. | 19 Uhr | Lesung

        8.–10.1. Studienreise nach Görlitz und Breslau
        26.1. Gastspiel des Jugendorchesters in Prag
        """,
        "Fäden der Seide. Stoffe aus dem Tal von Fergana",
    ),
    (
        "ru",
        """
        ДОМ ДРУЖБЫ
        Афиша

        Дороги шёлка. Ткани и узоры Ферганской долины
        4.12.2026 – 28.02.2027

        Чьё это море?
        15.01.2027 – 14.03.2027

        Ср 2.12 | 18:30 | Беседа с послом Кыргызстана
        Сб 12.12 | 10:00–17:00 | Рождественская ярмарка
        Вт 12.01 | 19:00 | Вечер поэзии Грузии

        8–10.01 Поездка в Самарканд и Бухару с лекциями
        26.01 Концерт молодёжного хора в Алматы
        """,
        "Дороги шёлка. Ткани и узоры Ферганской долины",
    ),
    (
        "it",
        """
        ISTITUTO DI CULTURA
        Cartellone

        Il filo e la rotta. Disegni dei cantieri di Trieste
        dal 4 dicembre 2026 al 28 febbraio 2027

        Volti del Baltico
        dal 15 gennaio al 14 marzo 2027

        mer 2.12. | ore 18.30 | Conversazione con l'ambasciatrice
        sab 12.12. | ore 10–17 | Mercatino di Natale
        mar 12.1. | ore 19 | Letture di poesia estone

        8–10.1. Viaggio di studio a Riga e a Vilnius
        26.1. Concerto del coro giovanile nella capitale
        """,
        "Il filo e la rotta. Disegni dei cantieri di Trieste",
    ),
]


@pytest.mark.parametrize(("language", "text", "title"), PROGRAMMES)
def test_a_programme_of_exhibitions_and_evenings(language: str, text: str, title: str) -> None:
    lines = "\n".join(line.strip() for line in text.strip().splitlines())
    document = documents.parse(
        lines.encode(), "paper.txt", language=language, on=date(2026, 11, 25)
    )
    found = from_document(document).drafts
    assert found[0].title == title
    assert [str(one.event.date) for one in found] == [
        "2026-12-04/2027-02-28",
        "2027-01-15/2027-03-14",
        "2026-12-02T18:30:00",
        "2026-12-12T10:00:00/2026-12-12T17:00:00",
        "2027-01-12T19:00:00",
        "2027-01-08/2027-01-10",
        "2027-01-26",
    ]
    assert not any(one.title[0].isdecimal() for one in found)


def test_a_wrapped_sentence_keeps_the_date_at_its_end() -> None:
    text = (
        "PROGRAMME\n\nThe ministers of both countries will hold their talks from\n"
        "4 to 6 December 2026\n\nThe committee of experts meets in the capital on\n"
        "15 January 2027.\n"
    )
    assert len(extracted("en", text, None).document.paragraphs) == 3


@pytest.mark.parametrize(
    ("language", "heading"), [("de", "AUSSTELLUNGEN"), ("ru", "Выставки"), ("en", "Exhibitions")]
)
def test_the_heading_of_titles_names_their_kind(language: str, heading: str) -> None:
    text = f"{heading}\n\nFerghana\n4.12.2026 – 28.2.2027\n\nBukhara\n15.1.2027 – 14.3.2027\n"
    assert [one.event.kind for one in extracted(language, text, None).drafts] == ["exhibition"] * 2
