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


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "APRIL 2026\n\n3 – Meeting\nend of the month: board", "[2026-04-21~..2026-04-30~]"),
        ("en", "APRIL 2026\n\n3 – Meeting\nearly in the month – visit", "[2026-04-01~..2026-04-10~]"),
        ("ru", "АПРЕЛЬ 2026 г.\n\n3 – Встреча\nконец месяца: заседание", "[2026-04-21~..2026-04-30~]"),
        ("sr", "АПРИЛ 2026.\n\n3. – Састанак\nкрај месеца: седница", "[2026-04-21~..2026-04-30~]"),
        ("ja", "2026年4月\n\n3日　会談\n下旬　文化交流会議（東京）", "[2026-04-21..2026-04-30]"),
    ],
)  # fmt: skip
def test_a_part_of_the_month_is_that_of_the_heading(
    language: str, text: str, expected: str
) -> None:
    assert days(language, text, None)[1] == expected


def test_an_ordinal_in_letters_does_not_end_days_in_figures() -> None:
    text = "APRIL 2026\n3 – opening of the exhibition\n5 – meeting\n"
    assert dated("en", text, None)[0] == ("2026-04-03", "opening of the exhibition")


def test_the_day_of_the_week_in_brackets_is_part_of_an_east_asian_day() -> None:
    text = "2026年5月\n18日（月）　外務大臣、大使と会談\n19日（火）　記者会見\n"
    assert dated("ja", text, None)[0] == ("2026-05-18", "外務大臣、大使と会談")
