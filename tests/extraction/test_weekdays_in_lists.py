"""Days of the week in lists: short, below several days, and in spaced capitals."""

from __future__ import annotations

import pytest

from timeline.phrases import find

from .papers import dated, days


@pytest.mark.parametrize(
    ("language", "month", "names"),
    [
        ("fr", "NOVEMBRE 2026", ("Lu 2", "Ma 3", "Me 4 – Je 5")),
        ("es", "NOVIEMBRE 2026", ("Lu 2", "Ma 3", "Mi 4 - Ju 5")),
        ("it", "NOVEMBRE 2026", ("Lu 2", "Ma 3", "Me 4 - Gi 5")),
        ("en", "NOVEMBER 2026", ("Mo 2", "Tu 3", "We 4 – Th 5")),
        ("pl", "LISTOPAD 2026", ("Pn. 2", "Wt. 3", "Śr. 4 – Cz. 5")),
        ("tr", "KASIM 2026", ("Pzt. 2", "Sal. 3", "Çar. 4 – Per. 5")),
    ],
)
def test_words_that_are_days_of_the_week_only_before_a_day(
    language: str, month: str, names: tuple[str, ...]
) -> None:
    lines = "\n".join(f"{name}\tMEETING {number}\tPARIS" for number, name in enumerate(names, 1))
    assert days(language, f"{month}\n\n{lines}\n", None) == [
        "2026-11-02",
        "2026-11-03",
        "2026-11-04/2026-11-05",
    ]


def test_a_short_day_of_the_week_that_does_not_fit_its_date_is_refused() -> None:
    assert days("fr", "NOVEMBRE 2026\n\nLu 3\tRéunion\nMa 3\tRéunion\n", None) == ["2026-11-03"]


def test_hours_below_several_days_are_on_the_day_that_they_name() -> None:
    text = """Schedule of the Minister, 14–20 September 2026

Wednesday, 16 September – Thursday, 17 September
Working visit to Berlin
– Wed 15:00 meeting with the Foreign Minister
– Thu 09:00 forum, opening panel
"""
    assert dated("en", text) == [
        ("2026-09-16/2026-09-17", "Working visit to Berlin"),
        ("2026-09-16T15:00:00", "meeting with the Foreign Minister"),
        ("2026-09-17T09:00:00", "forum, opening panel"),
    ]


@pytest.mark.parametrize(
    ("language", "day"), [("de", "F R E I T A G,  13. März 2026"), ("ru", "П Я Т Н И Ц А, 13 марта 2026")]
)  # fmt: skip
def test_a_day_of_the_week_in_spaced_capitals_heads_the_hours_below(
    language: str, day: str
) -> None:
    text = f"{day}\n\n08.30 OSLO - NATO\n11.00 ROM - UNESCO\n"
    assert days(language, text, None) == ["2026-03-13T08:30:00", "2026-03-13T11:00:00"]


def test_the_month_of_a_title_is_that_of_the_days_below_its_number() -> None:
    text = """COUNCIL
Calendar of meetings – NOVEMBER 2026
Doc. CM/Cal(2026)11 – 29/10/2026
All meetings are held in Strasbourg.

Mon 2\tSteering committee
Tue 3\tMinisters' deputies
"""
    assert days("en", text, None)[-2:] == ["2026-11-02", "2026-11-03"]


def test_the_number_of_a_document_does_not_begin_a_range() -> None:
    assert "/" not in "".join(days("en", "Doc. CM/Cal(2026)11 – 29/10/2026: Meeting in Oslo", None))


def test_a_part_of_the_day_between_gaps_does_not_begin_the_title() -> None:
    text = "2026年4月日程\n\n4月18日　上午　文明对话论坛开幕\n4月20日　例行吹风会\n"
    assert dated("zh", text)[0] == ("2026-04-18", "文明对话论坛开幕")


@pytest.mark.parametrize("dash", ["–", "—", ":"])
def test_a_long_event_that_begins_a_list_is_not_its_period(dash: str) -> None:
    text = f"""EVENTS
10 April to 14 June {dash} Tapestries
18 April, 9 pm {dash} Concert
20 April {dash} Workshop
"""
    assert days("en", text)[0] == "2026-04-10/2026-06-14"


def test_such_a_word_in_a_sentence_is_not_a_day_of_the_week() -> None:
    text = "La reunión será en mi 5 de mayo de 2026 favorito."
    assert [one.text for one in find(text, "es")] == ["5 de mayo de 2026"]
    assert days("fr", "AGENDA\n\nLu 2 novembre 2026 – Visite\nMa 3 novembre – Visite\n", None) == [
        "2026-11-02",
        "2026-11-03",
    ]
