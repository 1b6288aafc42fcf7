"""Chronicles: the year of their title, several sentences behind a date, and Chinese lists."""

from __future__ import annotations

from datetime import date

import pytest

from timeline import documents
from timeline.extraction import Extraction, from_document


def extracted(language: str, text: str, on: date | None = None) -> Extraction:
    return from_document(documents.parse(text.encode(), "paper.txt", language=language, on=on))


def days(language: str, text: str, on: date | None = None) -> list[str]:
    return [str(draft.event.date) for draft in extracted(language, text, on).drafts]


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
    assert days("ru", PRINTED) == ["1992-01-13", "1992-03-14/1992-03-16", "1992-09-21"]


def test_the_year_in_which_a_paper_was_written_is_not_that_of_every_day_below() -> None:
    text = "Programme, as of 2026\n\nOur desk\n\nJan 14: Talks in Oslo.\n\nFeb 3: Visit to Rome."
    assert days("en", text, date(2026, 12, 5))[-2:] == ["2027-01-14", "2027-02-03"]


def test_two_years_in_a_paper_are_not_chosen_from() -> None:
    text = "Milestones of 2025\n\nThe plan for 2030\n\nOur desk\n\nJan 14: Plans.\n\nAug 3: Talks."
    assert "date-without-year" in {one.code for one in extracted("en", text).refused}


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
    found = extracted(language, listed).drafts
    assert [str(draft.event.date) for draft in found][:2] == ["2016-05-05", "2016-05-06"]
    assert "6" not in found[0].title


def test_the_title_of_a_line_is_its_first_sentence() -> None:
    text = "5 May 2016: Talks in Oslo. They are held in private.\n3 April 2017: Visit to Rome."
    assert extracted("en", text).drafts[0].title == "Talks in Oslo"


def test_a_clause_behind_a_date_in_chinese_is_the_title_as_it_is() -> None:
    text = "互访年表\n2022年2月5日,两国元首在北京会见。\n2024年7月1日,自由贸易协定生效。"
    found = extracted("zh", text)
    assert [draft.title for draft in found.drafts] == ["两国元首在北京会见", "自由贸易协定生效"]
    assert found.document.date is None
