"""Dates of other calendars, judged by another implementation: convertdate."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

import pytest
from convertdate import islamic, julian, persian

from timeline import phrases
from timeline.errors import DateError
from timeline.phrases import calendars

RUSSIAN = (
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря".split()
)
SOLAR = "فروردین اردیبهشت خرداد تیر مرداد شهریور مهر آبان آذر دی بهمن اسفند".split()
AFGHAN = "حمل ثور جوزا سرطان اسد سنبله میزان عقرب قوس جدی دلو حوت".split()

BORDERS = (
    # Where the difference grows: on 29 February of the Julian years 1700, 1800 and 1900.
    date(1700, 3, 11), date(1800, 3, 12), date(1900, 3, 13), date(2000, 3, 13),
)  # fmt: skip


def _days() -> Iterator[date]:
    for border in BORDERS:
        yield from (border + timedelta(days=step) for step in range(-14, 4))
    day = date(1600, 1, 1)
    while day < date(2030, 1, 1):
        yield day
        day += timedelta(days=1151)


def test_old_style_is_that_of_the_julian_calendar() -> None:
    for new in _days():
        year, month, day = julian.from_gregorian(new.year, new.month, new.day)
        assert calendars.span(calendars.JULIAN, year, month, day) == (new, new)
        assert calendars.same_day((year, month, day), (new.year, new.month, new.day))


def test_offset_is_ten_to_thirteen_days_by_century() -> None:
    apart = set()
    for new in _days():
        year, month, day = julian.from_gregorian(new.year, new.month, new.day)
        if (month, day) != (2, 29) and year == new.year:
            apart.add((new - date(year, month, day)).days)
    assert sorted(apart) == [10, 11, 12, 13]


def test_pair_of_styles_reads_as_the_new_one() -> None:
    for new in _days():
        year, month, day = julian.from_gregorian(new.year, new.month, new.day)
        old, name = f"{day} {RUSSIAN[month - 1]}", RUSSIAN[new.month - 1]
        if year != new.year:
            pair = f"{old} {year} года ({new.day} {name} {new.year} года)"
        elif month != new.month:
            pair = f"{old} ({new.day} {name}) {year} года"
        else:
            pair = f"{day} ({new.day}) {name} {year} года"
        assert str(phrases.read(pair, ["ru"]).value) == str(new)
        assert str(phrases.read(f"{old} {year} года (ст. ст.)", ["ru"]).value) == str(new)


@pytest.mark.parametrize("step", [-2, -1, 1, 2])
def test_pair_of_another_difference_is_refused(step: int) -> None:
    for day in (date(1650, 6, 5), date(1750, 6, 5), date(1850, 6, 5), date(1950, 6, 5)):
        old = julian.from_gregorian(day.year, day.month, day.day)
        other = day + timedelta(days=step)
        pair = f"{old[2]} {RUSSIAN[old[1] - 1]} ({other.day} {RUSSIAN[other.month - 1]}) {day.year} года"
        with pytest.raises(DateError):
            phrases.read(pair, ["ru"])


@pytest.mark.slow
@pytest.mark.parametrize("names", [SOLAR, AFGHAN], ids=["Iran", "Afghanistan"])
def test_solar_hijri_days(names: list[str]) -> None:
    for year in range(1290, 1420, 7):
        for month, day in ((1, 1), (6, 31), (7, 1), (11, 30), (12, 29)):
            wanted = date(*persian.to_gregorian(year, month, day))
            assert str(phrases.read(f"{day} {names[month - 1]} {year}", ["fa"]).value) == str(
                wanted
            )
            figures = phrases.read(f"{year}/{month:02}/{day:02}", ["fa"])
            assert str(figures.value) == str(wanted)


@pytest.mark.slow
def test_leap_day_of_the_solar_year_is_that_of_leap_years_only() -> None:
    leap = [year for year in range(1300, 1410) if persian.leap(year)]
    assert len(leap) > 20
    for year in range(1300, 1410):
        try:
            phrases.read(f"30 اسفند {year}", ["fa"])
            is_leap = True
        except DateError:
            is_leap = False
        assert is_leap == (year in leap)


def test_islamic_days_are_approximate_and_within_two_days_of_the_tables() -> None:
    for year in range(1345, 1500, 7):
        for month in range(1, 13):
            value = phrases.read(f"{year}/{month}/15 هـ", ["ar"]).value
            assert value.approximate
            assert value.earliest is not None
            wanted = date(*islamic.to_gregorian(year, month, 15))
            assert abs((value.earliest - wanted).days) <= 2


@pytest.mark.parametrize(
    ("era", "year", "first"),
    [
        ("令和", 1, 2019), ("令和", 7, 2025), ("平成", 31, 2019), ("昭和", 64, 1989),
        ("昭和", 20, 1945), ("大正", 14, 1925), ("明治", 45, 1912), ("民國", 114, 2025),
        ("民國", 38, 1949), ("佛曆", 2568, 2025),
    ],
)  # fmt: skip
def test_years_of_eras(era: str, year: int, first: int) -> None:
    assert str(phrases.read(f"{era}{year}年", ["zh"]).value) == f"{first}"
    assert str(phrases.read(f"{era}{year}年6月5日", ["zh"]).value) in (f"{first}-06-05",)


FOREIGN = (
    ("25 Elul 5785", "en", "Hebrew"),
    ("25 элула 5785 года", "ru", "Hebrew"),
    ("7 Meskerem 2018", "en", "Ethiopian"),
    ("5 طوبة 1741", "ar", "Coptic"),
    ("Juche 114", "en", "Juche"),
    ("主体114年", "zh", "Juche"),
    ("15 Kartika 1947", "en", "Indian"),
    ("18 Brumaire 8", "en", ""),
)


@pytest.mark.parametrize(("wording", "language", "name"), FOREIGN)
def test_other_calendars_are_refused_by_name(wording: str, language: str, name: str) -> None:
    with pytest.raises(DateError) as caught:
        phrases.read(wording, [language])
    assert name in caught.value.fact
    if name:
        assert caught.value.code == "date-other-calendar"


NEVER = [
    ("1404", "fa"), ("1404-06-26", "fa"), ("1446", "ar"), ("۱۴۰۴", None), ("۱۴۰۴", "fa"), ("سال ۱۴۰۴", "fa"), ("۱۴۰۴/۰۶/۲۶", None), ("1404/06/26", None),
    ("۲۶/۰۶/۱۴۰۴", "fa"), ("1404/06/26", "fa"), ("١٤٤٦", None), ("عام 1446", "ar"),
    ("١٤٤٦/٩/١٥", "ar"), ("15/9/1446", "ar"), ("۱۷ سپتامبر ۱۴۰۴", "fa"), ("دهه ۱۳۹۰", "fa"),
    ("۱۴۰۳-۱۴۰۴", "fa"), ("سال‌های ۱۴۰۳ و ۱۴۰۴", "fa"), ("نیمه دوم ۱۴۰۴", "fa"), ("قرن ۱۴ هجری", "fa"),
    ("هفته ۳۸ سال ۱۴۰۴", "fa"), ("first Monday of Shahrivar 1404", "en"), ("民國114年", "zh"), ("114年9月", "zh"), ("令和7年", None), ("๒๕๖๘", None), ("1446 AH", "en"),
]  # fmt: skip


@pytest.mark.parametrize(("wording", "language"), NEVER)
def test_no_year_of_another_calendar_is_taken_for_ours(wording: str, language: str | None) -> None:
    try:
        value = phrases.read(wording, [language] if language else None).value
    except DateError:
        return
    assert value.earliest is not None
    assert 1900 < value.earliest.year < 2100


MIXED = ("12 Farvardin 2025", "15 Ramadan 2025", "Farvardin 2025", "۱۲ فروردین ۲۰۲۵")


@pytest.mark.parametrize("wording", MIXED)
def test_a_gregorian_year_is_not_counted_since_the_hijra(wording: str) -> None:
    with pytest.raises(DateError) as caught:
        phrases.read(wording)
    assert caught.value.code == "date-mixed-calendars"


TEXTS = (
    (
        "fa",
        (
            "وزیران روز چهارشنبه ۲۶ شهریور ۱۴۰۴ در تهران دیدار کردند. نشست در ۱۴۰۴/۰۷/۰۵ برگزار شد."
            " در سال ۱۴۰۳ تجارت افزایش یافت."
        ),
        ["2025-09-17", "2025-09-27", "[2024-03-20..2025-03-20]"],
    ),
    ("fa", "دو طرف در ۲۵ شهریور دیدار کردند.", ["2025-09-16"]),
    (
        "ar",
        (
            "عقد الاجتماع يوم الأربعاء 25 ربيع الأول 1447هـ الموافق 17 سبتمبر 2025م في الرياض."
            " ووقعت الاتفاقية في 10 رمضان 1446هـ."
        ),
        ["2025-09-17", "2025-03-10~"],
    ),
    (
        "zh",
        "外交部於民國114年9月17日發表聲明。令和7年(2025年)9月18日，日本外務大臣訪問。114年10月10日國慶。",
        ["2025-09-17", "2025-09-18", None],
    ),
    (
        "ru",
        (
            "12 (24) апреля 1877 года издан манифест. 19 февраля (3 марта) 1878 года подписан договор."
            " Соглашение от 12 (25) мая 1877 года."
        ),
        ["1877-04-24", "1878-03-03", None],
    ),
    (
        "en",
        (
            "War was declared on 24 April 1877 (O.S. 12 April) and peace signed on 19 February/3 March"
            " 1878. On 7 November [O.S. 25 October] 1917 it ended. It began on 1 Tishrei 5786."
        ),
        ["1877-04-24", "1878-03-03", "1917-11-07", None],
    ),
    ("en", "See Article 12 (3), March 2024.", ["2024-03"]),
    ("en", "He read Germinal 1885 in Aban 2024.", [None, None]),
    ("en", "Julian Smith came on 12 April 1877 Julian said.", ["1877-04-12"]),
)


@pytest.mark.parametrize(("language", "text", "wanted"), TEXTS)
def test_running_text(language: str, text: str, wanted: list[str | None]) -> None:
    found = phrases.find(text, language, date(2025, 10, 1))
    assert [None if mention.value is None else str(mention.value) for mention in found] == wanted
    refused = [mention.reason for mention in found if mention.value is None]
    assert all(refused)


def test_wording_is_kept() -> None:
    reading = phrases.read("12 (24) апреля 1877 года", ["ru"])
    assert reading.text == "12 (24) апреля 1877 года"
    assert str(reading.value) == "1877-04-24"


def test_a_month_of_two_calendars_with_a_year_far_in_the_future_is_refused() -> None:
    with pytest.raises(DateError) as caught:
        phrases.read("3 Nisan 5786")
    assert caught.value.code == "date-other-calendar"
    assert str(phrases.read("3 Nisan 2026").value) == "2026-04-03"
    assert str(phrases.read("3 Nisan 5786", ["tr"]).value) == "5786-04-03"
