"""Events on days without a month in sentences."""

from __future__ import annotations

from .papers import dated, extracted


def test_a_day_in_the_month_of_the_date_before_dates_its_own_event() -> None:
    text = "2026年5月21日，外长在奥斯陆出席会议。22日，两国外长举行会谈。"
    assert [when for when, _ in dated("zh", text)] == ["2026-05-21", "2026-05-22"]


def test_an_event_on_a_day_whose_month_is_unknown_is_refused_not_drafted_without_a_date() -> None:
    found = extracted(
        "en", "They will meet in Oslo. On the 22nd, the ministers will sign a treaty."
    )
    assert not any("ministers" in draft.title for draft in found.drafts)
    assert "date-without-month" in [one.code for one in found.refused]


def test_the_evidence_says_that_the_month_is_inferred_too() -> None:
    text = "2026年5月21日，外长在奥斯陆出席会议。22日，两国外长举行会谈。"
    first, second = extracted("zh", text).drafts
    assert (first.inferred_parts, second.inferred_parts) == ("", "month and year")
    (draft,) = extracted("en", "The ministers will sign a treaty in Oslo on 7 May.").drafts
    assert draft.inferred_parts == "year"
