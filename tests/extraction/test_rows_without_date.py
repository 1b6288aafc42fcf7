"""Rows of tables whose date is open."""

from __future__ import annotations

import pytest

from .papers import placed

ROWS = [
    ("en", "Date\tEvent\tPlace\n5 May\tForum\tOslo\n{open}\tVisit to Peru\tLima\n", "TBC"),
    ("en", "Date\tEvent\tPlace\n5 May\tForum\tOslo\n{open}\tVisit to Peru\tLima\n", "date to be announced"),
    ("ru", "Дата\tСобытие\tМесто\n5 мая\tФорум\tОсло\n{open}\tВизит в Перу\tЛима\n", "уточняется"),
    ("it", "Data\tEvento\tLuogo\n5 maggio\tForum\tOslo\n{open}\tVisita in Perù\tLima\n", "da definire"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "table", "open_"), ROWS)
def test_a_row_that_says_that_its_date_is_open_is_an_event_without_a_date(
    language: str, table: str, open_: str
) -> None:
    found = placed(language, f"2026\n\n{table.format(open=open_)}")
    assert [(when, place) for when, _, place in found] == [
        ("2026-05-05", "oslo"),
        ("XXXX", "lima"),
    ]


def test_below_a_month_only_the_day_of_such_a_row_is_open() -> None:
    text = "MAY 2026\n\n5\tForum\tOslo\nDate open\tVisit to Peru\tLima\n9\tCongress\tRome\n"
    assert [when for when, _, _ in placed("en", text)] == ["2026-05-05", "2026-05", "2026-05-09"]
