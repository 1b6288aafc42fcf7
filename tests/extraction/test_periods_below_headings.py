"""Lines below the heading of a month that have a period of their own."""

from __future__ import annotations

import pytest

from .papers import dated, days, placed


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "SEPTEMBER\nIn autumn 1994 the first exhibition was held in Delhi.", "1994-23"),
        ("en", "SEPTEMBER\nDuring 1994 the first exhibition was held in Delhi.", "1994"),
        ("ru", "СЕНТЯБРЬ\nОсенью 1994 года в Дели прошла первая выставка.", "1994-23"),
    ],
)
def test_a_line_that_begins_with_a_season_or_year_is_not_dated_to_the_month_above(
    language: str, text: str, expected: str
) -> None:
    title = "CHRONICLE OF 1994" if language == "en" else "ХРОНИКА 1994 ГОДА"
    assert days(language, f"{title}\n\n{text}\n5 – Visit.\n", None)[0] == expected


@pytest.mark.parametrize("period", ["in May 1994", "in summer 1994"])
def test_a_sentence_that_ends_with_a_month_or_season_is_no_heading_of_the_days_below(
    period: str,
) -> None:
    text = f"""CHRONICLE OF 1994

SEPTEMBER
The first exhibition of painters was held in Delhi {period}.
5 – visit of the Prime Minister of India.
"""
    assert dated("en", text, None)[-1] == ("1994-09-05", "visit of the Prime Minister of India")


def test_figures_of_a_date_in_brackets_are_not_hours() -> None:
    text = "ХРОНИКА 1994 ГОДА\n\nИЮЛЬ\n4 – открыто посольство (указ № 127 от 11.05.1994).\n9 – визит.\n"
    assert days("ru", text, None) == ["1994-07-04", "1994-07-09"]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "Throughout the month – exhibition of paintings", ("2026-03", "exhibition of paintings")),
        ("ru", "в течение месяца – выставка «Степь»", ("2026-03", "выставка «Степь»")),
        ("kk", "Ай бойы: «Ұлы дала» көрмесі", ("2026-03", "«Ұлы дала» көрмесі")),
        ("pt", "data a confirmar – Visita do Secretário-Geral", ("2026-03", "Visita do Secretário-Geral")),
        ("en", "Tentative: visit of the King", ("2026-03?", "visit of the King")),
        ("ru", "дата уточняется – визит министра", ("2026-03", "визит министра")),
    ],
)  # fmt: skip
def test_words_for_the_whole_month_or_an_open_day_date_a_line_to_the_month_above(
    language: str, text: str, expected: tuple[str, str]
) -> None:
    months = {"en": "March", "ru": "март", "kk": "наурыз", "pt": "Março"}
    paper = f"2026\n\n{months[language]}\n2 – {text.split()[-1]}\n{text}\n"
    assert expected in dated(language, paper, None)


def test_an_event_of_two_months_of_a_year_has_both() -> None:
    text = "CHRONICLE\n\n2018\nApril – visit to Oslo\n2019\nMay and October – political consultations\n"
    assert dated("en", text, None)[1] == ("{2019-05,2019-10}", "political consultations")


@pytest.mark.parametrize("day", ["Friday 13, Bergen", "Friday 13 March – Bergen"])
def test_a_day_and_a_city_above_hours_are_their_heading(day: str) -> None:
    text = f"""Diary of the Minister, 9–15 March 2026

Thursday 12 March
Conference on trade, Oslo, 9.30

{day}
10.00 Opening of the consulate
"""
    assert placed("en", text) == [
        ("2026-03-12T09:30:00", "Conference on trade", "oslo"),
        ("2026-03-13T10:00:00", "Opening of the consulate", "bergen"),
    ]
