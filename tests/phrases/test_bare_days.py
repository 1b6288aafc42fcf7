"""Days without a month in sentences."""

from __future__ import annotations

from datetime import date

import pytest

from timeline import phrases

ON = date(2026, 4, 1)


def found(text: str, language: str, on: date | None = ON) -> list[str]:
    """The dates of *text*, or the codes for which they are refused."""
    return [str(one.value or one.code) for one in phrases.find(text, language, on)]


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("en", "On 21 May 2026 he was in Oslo. On the 22nd, he met the King.", "2026-05-22"),
        ("de", "Am 21. Mai 2026 besuchte er Oslo. Am 22. traf er den König.", "2026-05-22"),
        ("es", "El 21 de mayo de 2026 visitó Roma. El día 22 visitó Madrid.", "2026-05-22"),
        ("pl", "21 maja 2026 był w Rzymie. Dnia 22 spotkał się z premierem.", "2026-05-22"),
        ("zh", "2026年5月21日，外长访问奥斯陆。22日，他会见国王。", "2026-05-22"),
        ("zh", "2026年5月21日，外长访问奥斯陆。22日上午10时，他会见国王。", "2026-05-22T10:00:00"),
        ("ja", "2026年5月21日に訪問した。22、23日に会談した。", "2026-05-22/2026-05-23"),
        ("ko", "2026년 5월 21일 방문했다. 22일 회담했다.", "2026-05-22"),
    ],
)  # fmt: skip
def test_a_day_without_a_month_is_in_that_of_the_date_before(
    language: str, text: str, expected: str
) -> None:
    assert found(text, language)[1] == expected


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        ("zh", "21日至23日，外长将访问。", "2026-04-21/2026-04-23"),
        ("ja", "28日、外相は訪問した。", "2026-03-28"),
        ("ko", "지난 28일 방문했다.", "2026-03-28"),
        ("ko", "오는 5일 방문한다.", "2026-04-05"),
    ],
)
def test_the_tense_gives_the_month_of_a_day_in_east_asian_news(
    language: str, text: str, expected: str
) -> None:
    assert found(text, language) == [expected]
    assert found(text, language, None) == ["date-without-month"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On the 22nd, he met the King."),
        ("pt", "No dia 22, visitou Lisboa."),
        ("en", "On 30 May 2026 he was in Oslo. On the 2nd, he met the King."),
        ("en", "On 3 June 1991 and 5 May 2026 they met. On the 22nd, he met the King."),
        ("ja", "2026年5月30日に訪問した。2日に帰国した。"),
    ],
)
def test_a_day_whose_month_is_unknown_is_refused(language: str, text: str) -> None:
    assert found(text, language)[-1] == "date-without-month"


def test_the_next_day_does_not_count_from_a_day_that_could_not_be_read() -> None:
    text = "On 30 May 2026 he was in Oslo. On the 2nd, he met the King. The next day he left."
    assert found(text, "en") == ["2026-05-30", "date-without-month", "date-relative"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On the 22nd floor he met the King."),
        ("en", "It was the 22nd, and last, round."),
        ("de", "Am 22. Treffen nahmen sie teil."),
        ("zh", "会议为期3日间。每月22日举行。"),
        ("ja", "3日間の会談。22日以内に発表する。"),
        ("ko", "3일간 회담했다. 22일 이내에 발표한다."),
    ],
)
def test_numbers_that_count_something_are_not_days(language: str, text: str) -> None:
    assert found(text, language) == []


@pytest.mark.parametrize(
    "text",
    [
        "نشست در ۱۰ فوریه ۲۰۲۶ در دوشنبه برگزار شد.",
        "نشست در ۱۰ فوریه ۲۰۲۶ در شهر دوشنبه برگزار شد.",
    ],
)
def test_monday_behind_a_day_is_dushanbe(text: str) -> None:
    assert found(text, "fa") == ["2026-02-10"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("en", "On 21 May 2026 he was in Oslo. On the 22nd he met the King. The next day he left."),
        ("fr", "Le 21 mai 2026, il était à Oslo. Le 22 il a vu le roi. Le lendemain il est parti."),
        ("ru", "21 мая 2026 года он был в Осло. 22-го он встретился с королём. На следующий день он уехал."),
        ("es", "El 21 de mayo de 2026 visitó Roma. El 22 se reunió con el rey. Al día siguiente partió."),
    ],
)  # fmt: skip
def test_the_next_day_does_not_count_past_a_number_that_may_be_a_day(
    language: str, text: str
) -> None:
    assert found(text, language) == ["2026-05-21", "date-relative"]
