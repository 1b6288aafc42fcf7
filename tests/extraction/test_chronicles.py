"""Chronicles: the year of their title, several sentences behind a date, and Chinese lists."""

from __future__ import annotations

from datetime import date

import pytest

from .papers import days, extracted

YEARS = [
    ("en", "Milestones of 2025\n\nOur desk\n\nJan 14-16: Visit to Tokyo.\n\nAug 3: Talks in Oslo."),
    ("de", "Höhepunkte 2025\n\nUnser Büro\n\n14.-16. Januar: Besuch.\n\n3. August: Gespräche."),
    ("ru", "События 2025 года\n\nНаш отдел\n\n14–16 января: визит.\n\n3 августа: переговоры."),
    ("fr", "Faits marquants de 2025\n\nService\n\n14-16 janvier : visite.\n\n3 août : sommet."),
]


@pytest.mark.parametrize(("language", "text"), YEARS)
@pytest.mark.parametrize("on", [None, date(2026, 1, 5)])
def test_the_only_year_of_a_title_is_that_of_the_days_below(
    language: str, text: str, on: date | None
) -> None:
    assert days(language, text, on) == ["2025-01-14/2025-01-16", "2025-08-03"]
    assert all(draft.inferred for draft in extracted(language, text, on).drafts)


PRINTED = """ГЛАВНЫЕ СОБЫТИЯ 1992 г.
(внешняя политика; по материалам печати)

- — 13 января. Переговоры с Венгрией.
- — 14-16 марта. Визит министра Турции.
- — 21.09 – выступление в Нью-Йорке.

Составлено 15 января 1993 г.  Тираж 150 экз.
"""


def test_a_remark_below_the_title_two_bullets_and_the_day_of_printing_leave_its_year() -> None:
    assert days("ru", PRINTED, None) == ["1992-01-13", "1992-03-14/1992-03-16", "1992-09-21"]


def test_the_year_in_which_a_paper_was_written_is_not_that_of_every_day_below() -> None:
    text = "Programme, as of 2026\n\nOur desk\n\nJan 14: Talks in Oslo.\n\nFeb 3: Visit to Rome."
    assert days("en", text, date(2026, 12, 5))[-2:] == ["2027-01-14", "2027-02-03"]


def test_two_years_in_a_paper_are_not_chosen_from() -> None:
    text = "Milestones of 2025\n\nThe plan for 2030\n\nOur desk\n\nJan 14: Plans.\n\nAug 3: Talks."
    assert "date-without-year" in {one.code for one in extracted("en", text, None).refused}


SENTENCES = [
    ("en", "5 May 2016: Talks in Oslo. On 6 May the ministers signed a joint statement."),
    ("de", "5. Mai 2016: Gespräche in Oslo. Am 6. Mai unterzeichneten sie ein Abkommen."),
    ("ru", "5 мая 2016 года – переговоры в Осло. 6 мая министры подписали соглашение."),
    ("es", "5 de mayo de 2016: Reunión en Oslo. El 6 de mayo se firmó un acuerdo."),
]


@pytest.mark.parametrize(("language", "text"), SENTENCES)
def test_another_sentence_with_its_day_is_another_event_of_that_year(
    language: str, text: str
) -> None:
    listed = f"Chronicle\n\n{text}\n3 April 2017: Visit to Rome\n"
    found = extracted(language, listed, None).drafts
    assert [str(draft.event.date) for draft in found][:2] == ["2016-05-05", "2016-05-06"]
    assert "6" not in found[0].title


def test_the_title_of_a_line_is_its_first_sentence() -> None:
    text = "5 May 2016: Talks in Oslo. They are held in private.\n3 April 2017: Visit to Rome."
    assert extracted("en", text, None).drafts[0].title == "Talks in Oslo"


def test_a_clause_behind_a_date_in_chinese_is_the_title_as_it_is() -> None:
    text = "互访年表\n2022年2月5日,两国元首在北京会见。\n2024年7月1日,自由贸易协定生效。"
    found = extracted("zh", text, None)
    assert [draft.title for draft in found.drafts] == ["两国元首在北京会见", "自由贸易协定生效"]
    assert found.document.date is None


BY_YEARS = [
    ("ru", "1991 год. 30 декабря прошли переговоры в Хельсинки.", "1991-12-30"),
    ("ru", "2009 год. С 30 марта по 1 апреля проходил визит в Астану.", "2009-03-30/2009-04-01"),
    ("en", "- 1991: On 30 December talks were held in Oslo.", "1991-12-30"),
    ("fr", "1991. Le 30 décembre, ouverture d'un forum à Espoo.", "1991-12-30"),
    ("de", "1992 – 13. Mai: Gespräche in Wien.", "1992-05-13"),
    ("zh", "1991年：12月30日，外长访华。", "1991-12-30"),
]


@pytest.mark.parametrize(("language", "text", "day"), BY_YEARS)
def test_a_year_that_begins_a_paragraph_is_that_of_the_days_after_it(
    language: str, text: str, day: str
) -> None:
    found = extracted(language, f"Chronicle\n\n{text}\n", date(2026, 11, 5))
    assert [(str(draft.event.date), draft.inferred) for draft in found.drafts] == [(day, True)]


YEARS_APART = [
    ("1999-2001 – Talks began on 3 May in Oslo.", "1999/2001"),
    ("2012: Opening of the embassy in Helsinki.", "2012"),
]


def test_a_date_that_begins_with_its_year_is_one_date() -> None:
    found = extracted("hu", "Program\n\n2026. június 8., hétfő: Konferencia Budapesten.\n", None)
    assert [(str(draft.event.date), draft.inferred) for draft in found.drafts] == [
        ("2026-06-08", False)
    ]


@pytest.mark.parametrize(("text", "day"), YEARS_APART)
def test_a_range_of_years_and_a_year_without_a_day_remain_as_they_are(text: str, day: str) -> None:
    assert days("en", f"Chronicle\n\n{text}\n", date(2026, 11, 5)) == [day]


IN_BRACKETS = [
    ("pt", "1951 – Abertura da Embaixada em Oslo (12 de janeiro)", "1951-01-12"),
    ("pt", "2012 – Visita do Ministro a Oslo (24 a 26 de abril)", "2012-04-24/2012-04-26"),
    ("pt", "2026 – Reunião da Comissão, em Oslo (prevista para novembro)", "2026-11"),
    ("es", "1960 – Visita del Presidente a Oslo (diciembre)", "1960-12"),
    ("en", "2026 – Visit of the Prime Minister to Oslo (21 July; postponed)", "2026-07-21"),
    ("en", "May 2026 – Visit of the Prime Minister to Oslo (21 May)", "2026-05-21"),
    ("en", "1961 – Opening of the embassy (building of 3 May Street)", "1961"),
    ("en", "1961 – Opening of the embassy (renamed on 3 May 1975)", "1961"),
    ("en", "May 2026 – Visit of the Prime Minister to Oslo (21 July)", "2026-05"),
]


@pytest.mark.parametrize(("language", "text", "day"), IN_BRACKETS)
def test_brackets_after_an_event_of_a_year_may_give_its_day(
    language: str, text: str, day: str
) -> None:
    found = extracted(language, f"Chronicle\n\n{text}\n", date(2026, 8, 3))
    assert day in [str(draft.event.date) for draft in found.drafts]
    codes = {one.text: one.code for one in found.refused}
    if len(day) > len("2026-05"):
        assert codes[text.split(" – ")[0]] == "mentioned-elsewhere"


def test_the_day_of_the_paper_below_a_title_leaves_the_year_of_the_title() -> None:
    text = (
        "CALENDAR OF MEETINGS - FIRST HALF OF 2027\n(Geneva time; as at 15 December 2026)\n\n"
        "Date\tMeeting\tVenue\nJANUARY\n12-14\tWorking Party on Road Transport\tGeneva\n"
        "28\tBriefing for Permanent Missions\tGeneva\nFEBRUARY\n2\tSigning ceremony\tBudapest\n"
    )
    found = days("en", text, date(2026, 12, 15))
    assert found[-3:] == ["2027-01-12/2027-01-14", "2027-01-28", "2027-02-02"]


def test_a_year_before_christ_on_the_line_of_an_item_is_no_bug() -> None:
    found = extracted("en", "Chronicle\n\n2026 – Exhibition on Rome, 44 BC (21 July)\n", None)
    assert "internal-error" not in {one.code for one in found.refused}
