from __future__ import annotations

import io
import re
from datetime import UTC, datetime, timedelta, tzinfo
from importlib import import_module
from zoneinfo import ZoneInfo, available_timezones

import icalendar
import pytest
from dateutil.rrule import rrulestr
from dateutil.tz import tzical
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline.events import LAST_CLOCKS
from timeline.exporters.ics import timezones
from timeline.exporters.ics.timezones import (
    _STEP,
    _on_rule,
    default_vtimezone,
    needs_utc,
    vtimezones,
)

from ..narrowing import Entry, data

ZONES = sorted(
    name
    for name in available_timezones()
    if "/" in name and not name.startswith(("posix", "right"))
)
ALMATY = ZoneInfo("Asia/Almaty")


def utc(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    return datetime(year, month, day, hour, minute, tzinfo=UTC)


def zones(name: str, *instants: datetime) -> list[icalendar.Timezone]:
    return list(vtimezones(instant.astimezone(ZoneInfo(name)) for instant in instants))


def read_by_dateutil(component: icalendar.Timezone) -> tzinfo:
    text = component.to_ical().decode().replace("\r\n ", "").replace("\r\n", "\n")
    read = tzical(io.StringIO(text)).get(component.tz_name)
    assert read is not None
    return read


def test_no_zone_ever_changed_twice_within_a_step() -> None:
    # Python's own reader keeps the changes that it reads; the C reader does not expose them.
    read = import_module("zoneinfo._zoneinfo").ZoneInfo

    nearest = timedelta.max
    for name in ZONES:
        zone = read(name)
        before, last = zone._tti_before and zone._tti_before.utcoff, None
        for seconds, after in zip(zone._trans_utc, zone._ttinfos, strict=True):
            if after.utcoff != before:
                at = timedelta(seconds=seconds)
                nearest = min(nearest, at - last) if last else nearest
                before, last = after.utcoff, at
    assert _STEP < nearest < timedelta(days=7)


@settings(max_examples=150, deadline=None)
@given(
    st.sampled_from(ZONES),
    st.lists(
        st.datetimes(datetime(1900, 1, 1), datetime(2060, 1, 1)).map(
            lambda moment: moment.replace(microsecond=0, tzinfo=UTC)
        ),
        min_size=1,
        max_size=4,
    ),
)
@example("Asia/Almaty", [utc(2024, 2, 29, 17, 59), utc(2024, 2, 29, 18, 0)])
@example("Europe/Belgrade", [utc(1995, 10, 1), utc(1996, 10, 1), utc(2026, 7, 1)])
@example("America/Sao_Paulo", [utc(2017, 11, 1), utc(2018, 10, 25), utc(2026, 1, 1)])
@example("Europe/Moscow", [utc(2010, 12, 1), utc(2012, 1, 1), utc(2015, 1, 1)])
@example("Africa/Casablanca", [utc(2024, 1, 1), utc(2026, 3, 1)])
@example("Australia/Lord_Howe", [utc(2026, 1, 1), utc(2026, 7, 1)])
@example("Europe/Dublin", [utc(2026, 1, 1), utc(2026, 7, 1)])
@example("America/Santiago", [utc(2022, 9, 5), utc(2022, 9, 12), utc(2026, 1, 1)])
@example("Asia/Pyongyang", [utc(2015, 8, 14), utc(2018, 5, 4, 14, 59), utc(2018, 5, 4, 15, 0)])
@example("Etc/GMT-5", [utc(1, 6, 1, 5), utc(2, 1, 1)])
@example("Etc/GMT+5", [utc(9999, 12, 31, 12)])
@example("Etc/GMT+5", [utc(1, 6, 1, 5), utc(2, 1, 1)])
@example("America/Bogota", [utc(1960, 1, 1)])  # when the year before has not ended there
@example("Pacific/Apia", [utc(2011, 12, 29), utc(2011, 12, 31), utc(2025, 1, 1)])
def test_every_moment_that_is_used_has_the_offset_of_tzdata(
    name: str, instants: list[datetime]
) -> None:
    zone = ZoneInfo(name)
    local = [moment for instant in instants if not needs_utc(moment := instant.astimezone(zone))]
    components = list(vtimezones(local))
    assert len(components) == bool(local)
    for component in components:
        readers = [read_by_dateutil(component), component.to_tz(lookup_tzid=False)]
        for moment in local:
            wall = moment.replace(tzinfo=None, fold=0)
            for reader in readers:
                assert wall.replace(tzinfo=reader).utcoffset() == moment.utcoffset(), (
                    reader,
                    moment,
                    component.to_ical().decode(),
                )


@settings(max_examples=80, deadline=None)
@given(st.sampled_from(ZONES), st.integers(1930, 2050), st.integers(0, 60))
def test_a_zone_is_written_as_ical_js_and_outlook_read_it(name: str, year: int, years: int) -> None:
    for component in zones(name, utc(year, 3, 1), utc(min(year + years, 2060), 8, 1)):
        assert component.property_items()
        assert component.subcomponents
        observances: list[Entry] = [*component.subcomponents]
        for observance in observances:
            assert "RDATE" not in observance
            assert "COMMENT" not in observance
            if "RRULE" in observance:
                assert set(observance["RRULE"]) <= {"FREQ", "BYMONTH", "BYDAY", "UNTIL"}
                assert {"BYMONTH", "BYDAY"} <= set(observance["RRULE"])


EU = """\
BEGIN:VTIMEZONE
TZID:Europe/Belgrade
BEGIN:DAYLIGHT
DTSTART:19700329T020000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=3
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYDAY=-1SU;BYMONTH=10
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""
ALMATY_SINCE_2024 = """\
BEGIN:VTIMEZONE
TZID:Asia/Almaty
BEGIN:STANDARD
DTSTART:19700101T000000
TZNAME:+05
TZOFFSETFROM:+0500
TZOFFSETTO:+0500
END:STANDARD
END:VTIMEZONE
"""
ALMATY_BOTH = """\
BEGIN:VTIMEZONE
TZID:Asia/Almaty
BEGIN:STANDARD
DTSTART:19700101T000000
TZNAME:+06
TZOFFSETFROM:+0600
TZOFFSETTO:+0600
END:STANDARD
BEGIN:STANDARD
DTSTART:20240301T000000
TZNAME:+05
TZOFFSETFROM:+0600
TZOFFSETTO:+0500
END:STANDARD
END:VTIMEZONE
"""


@pytest.mark.parametrize(
    ("name", "instants", "written"),
    [
        ("Europe/Belgrade", [utc(2025, 7, 1)], EU),
        ("Europe/Belgrade", [utc(1999, 7, 1), utc(2027, 1, 1)], EU),
        ("Europe/Belgrade", [utc(1998, 1, 1)], EU),
        ("Europe/Belgrade", [utc(1997, 7, 1)], EU),
        ("Asia/Almaty", [utc(2025, 9, 17), utc(2028, 9, 17)], ALMATY_SINCE_2024),
        ("Asia/Almaty", [utc(2024, 3, 2)], ALMATY_SINCE_2024),
        ("Asia/Almaty", [utc(2022, 9, 14), utc(2025, 9, 17)], ALMATY_BOTH),
        ("Asia/Almaty", [utc(2022, 9, 14)], ALMATY_SINCE_2024.replace("05", "06")),
    ],
)
def test_the_shapes_that_were_tried_with_24_applications(
    name: str, instants: list[datetime], written: str
) -> None:
    (component,) = zones(name, *instants)
    assert component.to_ical(sorted=True).decode().replace("\r\n", "\n") == written


@pytest.mark.parametrize("year", [1990, 2007, 2025, 2030])
@pytest.mark.parametrize(
    "name",
    [
        "Europe/Belgrade", "Europe/Dublin", "America/New_York", "America/Santiago",
        "Australia/Sydney", "Australia/Lord_Howe", "Asia/Tehran", "Africa/Casablanca",
    ],
)  # fmt: skip
def test_an_observance_begins_on_a_day_of_its_own_rule(name: str, year: int) -> None:
    (component,) = zones(name, utc(year, 1, 15), utc(year, 7, 15))
    observances: list[Entry] = [*component.subcomponents]
    for observance in observances:
        begin = observance["DTSTART"].dt
        if "RRULE" in observance:
            rule = rrulestr(
                observance["RRULE"].to_ical().decode().partition(";UNTIL")[0], dtstart=begin
            )
            assert rule[0] == begin
        assert begin.year <= year


@pytest.mark.parametrize(
    ("name", "rules"),
    [
        ("America/New_York", {("DAYLIGHT", 3, "2SU"), ("STANDARD", 11, "1SU")}),
        ("Europe/Belgrade", {("DAYLIGHT", 3, "-1SU"), ("STANDARD", 10, "-1SU")}),
        ("Australia/Sydney", {("DAYLIGHT", 10, "1SU"), ("STANDARD", 4, "1SU")}),
        ("Pacific/Auckland", {("DAYLIGHT", 9, "-1SU"), ("STANDARD", 4, "1SU")}),
        ("Asia/Tokyo", set()),
    ],
)
def test_a_rule_is_written_as_legislators_say_it(
    name: str, rules: set[tuple[str, int, str]]
) -> None:
    (component,) = zones(name, utc(2025, 1, 15), utc(2025, 7, 15))
    found = set()
    for part in component.subcomponents:
        if "RRULE" in part:
            text = part.get("RRULE").to_ical().decode()
            rule = dict(re.findall(r"(\w+)=([^;]+)", text))
            found.add((part.name, int(rule["BYMONTH"]), rule["BYDAY"]))
    assert found == rules
    assert len(component.subcomponents) == max(len(rules), 1)


def test_each_change_is_looked_at_once_however_long_events_last(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # Rules that looked at all years again for each of them took a minute from 2020 to 9998.
    looked = 0
    weeks = data(timezones._ClockChange.weeks).fget

    def counted(change: timezones._ClockChange) -> frozenset[int]:
        nonlocal looked
        looked += 1
        found: frozenset[int] = weeks(change)
        return found

    monkeypatch.setattr(timezones._ClockChange, "weeks", property(counted))
    (component,) = zones("Europe/Belgrade", utc(2020, 5, 1), utc(2520, 5, 1))
    assert len(component.subcomponents) == 2
    # After the last change that follows no lasting rule, there is nothing to look at.
    years = LAST_CLOCKS - 2020 + timezones._LOOK_BACK + timezones._LOOK_AHEAD + 1
    assert 2 * years <= looked <= 4 * years


def test_a_calendar_without_events_has_the_rules_of_now() -> None:
    assert (
        default_vtimezone("Europe/Belgrade").to_ical(sorted=True).decode().replace("\r\n", "\n")
        == EU
    )


def test_each_zone_is_described_once_in_the_order_of_names() -> None:
    names = ["Europe/Belgrade", "Asia/Almaty", "UTC", "Europe/Belgrade"]
    moments = [utc(2026, 1, 1).astimezone(ZoneInfo(name)) for name in names]
    assert [zone["TZID"] for zone in vtimezones(moments)] == ["Asia/Almaty", "Europe/Belgrade"]


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        (utc(2026, 1, 1).astimezone(ZoneInfo("UTC")), True),
        (utc(2026, 1, 1).astimezone(ZoneInfo("Etc/UTC")), True),
        (utc(2026, 1, 1).astimezone(ALMATY), False),
        # The hour that Almaty had twice: a local time means its first pass, but readers differ.
        (utc(2024, 2, 29, 17, 30).astimezone(ALMATY), True),
        (utc(2024, 2, 29, 16, 59).astimezone(ALMATY), False),
        (utc(2024, 2, 29, 18, 30).astimezone(ALMATY), True),
        # Before standard time, offsets had seconds.
        (utc(1900, 1, 1).astimezone(ALMATY), True),
        (datetime(2026, 1, 1, tzinfo=ZoneInfo("Africa/Abidjan")), False),
    ],
)
def test_some_moments_can_only_be_written_in_utc(moment: datetime, expected: bool) -> None:
    assert needs_utc(moment) is expected


def test_the_zone_is_described_before_the_first_event_of_the_file() -> None:
    first = utc(2024, 2, 29, 12, 0).astimezone(ALMATY)
    (component,) = vtimezones([first, first + timedelta(days=400)])
    assert len(component.subcomponents) == 2


@pytest.mark.parametrize("week", [1, 2, 3, 4, -1])
def test_a_rule_falls_on_the_days_that_rfc_5545_means(week: int) -> None:
    for month in range(1, 13):
        for day in range(1, 8):
            onset = datetime(2024, month, day, 2, 30)
            weekday = ("MO", "TU", "WE", "TH", "FR", "SA", "SU")[onset.weekday()]
            rule = f"FREQ=YEARLY;BYMONTH={month};BYDAY={week}{weekday}"
            days = rrulestr(rule, dtstart=datetime(1990, 1, 1, 2, 30))
            for year in (1999, 2000, 2026):
                (meant,) = days.between(datetime(year, 1, 1), datetime(year + 1, 1, 1))
                assert _on_rule(onset, week, year) == meant
