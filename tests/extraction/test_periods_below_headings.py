"""Lines below the heading of a month that have a period of their own."""

from __future__ import annotations

import pytest

from .papers import dated, days


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
