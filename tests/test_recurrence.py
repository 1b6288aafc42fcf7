"""Rules of entries that repeat: which are refused, how dateutil expands the others, and the cost."""

from contextlib import suppress
from datetime import datetime, timedelta
from itertools import takewhile

import pytest
from dateutil.rrule import rrulestr
from hypothesis import given, settings
from hypothesis import strategies as st

from timeline import recurrence
from timeline.errors import DateError
from timeline.recurrence import Allowance

FIRST = datetime(2026, 5, 3, 10)
LAST = datetime(2036, 5, 3, 10)


def dates(
    rule: str, first: datetime = FIRST, last: datetime = LAST, allowance: Allowance | None = None
) -> list[datetime]:
    return list(
        recurrence.expand(recurrence.parse(rule), first, last, allowance or Allowance.of(0))
    )


@pytest.mark.parametrize(
    ("rule", "reason"),
    [
        ("", "does not repeat by the day"),
        ("FREQ=SECONDLY;BYMONTH=2", "does not repeat by the day"),
        ("FREQ=HOURLY", "does not repeat by the day"),
        ("FREQ=DAILY;FREQ=WEEKLY", "FREQ is given twice"),
        ("FREQ=DAILY;COUNT=2;UNTIL=20270101", "it has COUNT and UNTIL"),
        ("FREQ=DAILY;BYEASTER=400", "BYEASTER cannot be '400'"),
        ("FREQ=DAILY;BYMOON=1", "it has no part 'BYMOON'"),
        ("FREQ=DAILY;INTERVAL=0", "INTERVAL cannot be '0'"),
        ("FREQ=DAILY;INTERVAL=-1", "INTERVAL cannot be '-1'"),
        ("FREQ=DAILY;INTERVAL=1000000", "INTERVAL cannot be '1000000'"),
        ("FREQ=DAILY;INTERVAL=٣", "INTERVAL cannot be '٣'"),
        ("FREQ=DAILY;COUNT=0", "COUNT cannot be '0'"),
        ("FREQ=DAILY;BYMONTH=13", "BYMONTH cannot be '13'"),
        ("FREQ=DAILY;BYMONTHDAY=0", "BYMONTHDAY cannot be '0'"),
        ("FREQ=YEARLY;BYWEEKNO=54", "BYWEEKNO cannot be '54'"),
        ("FREQ=YEARLY;BYYEARDAY=1,367", "BYYEARDAY cannot be '367'"),
        ("FREQ=YEARLY;BYDAY=54MO", "BYDAY cannot be '54MO'"),
        ("FREQ=YEARLY;BYDAY=", "BYDAY cannot be ''"),
        ("FREQ=DAILY;BYHOUR=24", "BYHOUR cannot be '24'"),
        ("FREQ=DAILY;BYMINUTE=" + ",".join(map(str, range(60))) + ";BYSECOND=0,1", "more than 100 times a day"),
        ("FREQ=DAILY;BYSETPOS=" + "1," * 250 + "1", "a rule of 521 characters"),
    ],
)  # fmt: skip
def test_what_is_no_rule_by_the_day_is_refused_with_the_reason(rule: str, reason: str) -> None:
    with pytest.raises(DateError) as caught:
        recurrence.parse(rule)
    assert reason in caught.value.fact


numbers = {
    "INTERVAL": st.integers(1, 40).map(str),
    "COUNT": st.integers(1, 30).map(str),
    "BYMONTH": st.lists(st.integers(1, 12), min_size=1, max_size=3),
    "BYMONTHDAY": st.lists(st.integers(-31, 31).filter(bool), min_size=1, max_size=3),
    "BYYEARDAY": st.lists(st.integers(-366, 366).filter(bool), min_size=1, max_size=3),
    "BYWEEKNO": st.lists(st.integers(-53, 53).filter(bool), min_size=1, max_size=3),
    "BYDAY": st.lists(st.sampled_from(["MO", "TU", "SU", "1FR", "-1SU", "5WE"]), min_size=1, max_size=2),
    "BYSETPOS": st.lists(st.integers(-5, 5).filter(bool), min_size=1, max_size=2),
    "BYHOUR": st.lists(st.integers(0, 23), min_size=1, max_size=2),
    "BYEASTER": st.lists(st.integers(-80, 249), min_size=1, max_size=2),
    "WKST": st.sampled_from(["MO", "SU"]),
}  # fmt: skip


@st.composite
def rules(draw: st.DrawFn) -> str:
    parts = [f"FREQ={draw(st.sampled_from(['DAILY', 'WEEKLY', 'MONTHLY', 'YEARLY']))}"]
    for name in draw(st.lists(st.sampled_from(sorted(numbers)), max_size=4, unique=True)):
        value = draw(numbers[name])
        parts.append(f"{name}={value if isinstance(value, str) else ','.join(map(str, value))}")
    return ";".join(parts)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(rule=rules(), day=st.integers(0, 95_000))
def test_the_dates_of_a_rule_are_those_that_dateutil_finds(rule: str, day: int) -> None:
    first = datetime(1890, 1, 1, 9) + timedelta(days=day)
    last = first + timedelta(days=3660)
    try:
        expected = list(takewhile(lambda date: date <= last, rrulestr(rule, dtstart=first)))
    except ValueError:
        with pytest.raises(DateError):
            dates(rule, first, last)
    else:
        with suppress(_TooLongError):
            assert _dates_or_too_long(rule, first, last) == expected


class _TooLongError(Exception):
    """A rule with Easter may be searched up to the year 9999: it repeats in no shorter cycle."""


def _dates_or_too_long(rule: str, first: datetime, last: datetime) -> list[datetime]:
    try:
        return dates(rule, first, last)
    except DateError as error:
        if "BYEASTER" in rule and error.code == "recurrence-too-large":
            raise _TooLongError from None
        raise


def test_a_daily_search_for_an_easter_that_never_comes_is_refused() -> None:
    first, last = datetime(1890, 1, 1, 9), datetime(1900, 1, 9, 9)
    with pytest.raises(DateError) as caught:  # 18 days after Easter is a Thursday
        dates("FREQ=DAILY;BYDAY=MO;BYEASTER=18", first, last)
    assert caught.value.code == "recurrence-too-large"


def test_easter_is_not_moved_to_other_years() -> None:
    assert [f"{date:%Y-%m-%d}" for date in dates("FREQ=YEARLY;BYEASTER=0;COUNT=3")] == [
        "2027-03-28",
        "2028-04-16",
        "2029-04-01",
    ]


def test_the_rules_of_a_file_share_an_allowance() -> None:
    allowance = Allowance.of(0)
    dates("FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30", allowance=allowance)
    assert allowance.looks < Allowance.of(0).looks - 2_000_000
    allowance.looks = 1
    assert dates("FREQ=DAILY;COUNT=1", allowance=allowance) == [FIRST]
    with pytest.raises(DateError) as caught:
        dates("FREQ=DAILY;COUNT=1", allowance=allowance)
    assert "the rules of this file take too long" in caught.value.fact


def test_a_rule_that_takes_too_long_by_itself_is_refused() -> None:
    positions = ",".join(map(str, range(1, 60)))
    with pytest.raises(DateError) as caught:
        dates(f"FREQ=DAILY;BYSETPOS={positions}")
    assert "takes too long to expand" in caught.value.fact
