"""Times of day, and dates with a time: "5–7 p.m.", "14:00 MSK"."""

from __future__ import annotations

from typing import Any, Final

from msgspec.structs import replace

from timeline.phrases.expressions import Clock, Series
from timeline.phrases.parsing import Rules

RULES: Final = Rules()
_rule = RULES.rule


@_rule(
    "clock_time: h:dd ':' m:two ending* hour?",
    "clock_time: h:dd ':' m:two ':' s:two",
    "clock_time: hour ending* h:dd ':' m:two ending*",
    "clock_time: h:dd hour ending* m:two? minute? ending*",
    "clock_time: h:dd hour m:two minute ending*",
    "clock_time: h:dd hour m:half_past ending*",
)
def _clock(h: int, m: int | None = None, s: int | None = None, **_: Any) -> Clock:
    return Clock(h, m or 0, s or 0)


@_rule("clock_time: at h:dd '.' m:two ending* hour?", "clock_time: hour ending* h:dd '.' m:two")
@_rule("clock_time: h:dd '.' m:two ending* hour", "clock_time: hour ending* h:dd ending*")
@_rule("clock_time: at h:dd '.' hour")
def _pointed(h: int, m: int = 0, **_: Any) -> Clock:
    return Clock(h, m)


def _in_one_half(start: Clock, end: Clock, zone: str | None) -> Clock:
    """From *start* to *end*, with a "p.m." that applies to both: 5–7 p.m., but 10–3 p.m.

    Where it comes first, it applies to the end too: 下午3时至4时.
    """
    hour, last = start.hour, end.hour
    if end.afternoon and start.afternoon is None and hour + 12 <= last:
        hour += 12
    if start.afternoon and end.afternoon is None and not end.is_word and last < hour < last + 12:
        last += 12
    until = (last, end.minute, end.second)
    return replace(start, hour=hour, zone=zone, until=until)


@_rule("times: hour h:dd ',' m:two range_join h2:dd ',' m2:two")
def _times_with_commas(h: int, m: int, h2: int, m2: int, **_: Any) -> Clock:
    """Ore 16,30-18,00."""
    return Clock(h, m, until=(h2, m2, 0))


@_rule("clock_time: hour h:dd ',' m:two")
@_rule("clock_time: h:dd ',' m:two ending* hour ending*")
def _with_comma(h: int, m: int, **_: Any) -> Clock:
    return Clock(h, m)


@_rule("times: at? _ from? h:dd '.' m:two range_join _ h2:dd '.' m2:two hour? _ zoned?")
def _pointed_times(h: int, m: int, h2: int, m2: int, zoned: str | None = None, **_: Any) -> Clock:
    return Clock(h, m, until=(h2, m2, 0), zone=zoned)


@_rule("clock_time: h:dd '.' m:two")
def _pointed_alone(h: int, m: int) -> Clock | None:
    return Clock(h, m) if h < 24 and m < 60 else None


@_rule("clock_time: yyyy hour")
def _military(yyyy: int, **_: Any) -> Clock:
    return Clock(*divmod(yyyy, 100))


@_rule("times: at? _ yyyy zoned")
def _military_zoned(yyyy: int, zoned: str, **_: Any) -> Clock | None:
    """0930 GMT: four digits are a time if a zone follows."""
    hour, minute = divmod(yyyy, 100)
    return Clock(hour, minute, zone=zoned) if hour < 24 and minute < 60 else None


@_rule(
    "clock_time: h:dd ':' m:two half_day",
    "clock_time: h:dd '.' m:two half_day",
    "clock_time: h:dd hour? half_day",
    "clock_time: half_day h:dd ':' m:two",
    "clock_time: half_day h:dd hour m:two? minute? ending*",
    "clock_time: half_day h:dd hour m:half_past ending*",
)
def _twelve(h: int, half_day: str, m: int | None = None, **_: Any) -> Clock | None:
    afternoon = half_day == "pm"
    if h > 12:
        return Clock(h, m or 0, afternoon=True) if afternoon else None
    return Clock(h % 12 + (12 if afternoon else 0), m or 0, afternoon=afternoon)


@_rule("half_past: half_hour")
def _half_past(**_: Any) -> int:
    return 30


@_rule("clock_time: clock ending*")
def _noon(clock: str, **_: Any) -> Clock:
    return Clock(int(clock[:2]), int(clock[3:]), is_word=True)


@_rule("zoned: zone")
@_rule("zoned: '(' zone ')'", "zoned: ',' zone")
def _zoned(zone: str) -> str:
    return zone


@_rule("zoned: zone sign h:dd", "zoned: zone sign h:dd ':' m:two", "zoned: '(' zone sign h:dd ')'")
@_rule("zoned: '(' zone sign h:dd ':' m:two ')'")
def _offset_zone(zone: str, sign: str, h: int, m: int = 0) -> str | None:
    return f"{sign}{h:02}:{m:02}" if zone == "UTC" else None


@_rule("sign: '+'")
def _plus() -> str:
    return "+"


@_rule("sign: '-'")
def _minus() -> str:
    return "-"


@_rule(
    "times: at? _ clock_time _ zoned?",
    "times: at? _ zoned _ clock_time",
    "times: from clock_time _ zoned?",
)
@_rule("times: '(' at? clock_time zoned? ')'")
def _time(clock_time: Clock, zoned: str | None = None, **_: Any) -> Clock:
    return replace(clock_time, zone=zoned)


@_rule(
    "times: at? _ from? clock_time range_join _ until:clock_time _ zoned?",
    "times: at? _ between? clock_time and _ until:clock_time _ zoned?",
    "times: at? _ clock_time from_after until:clock_time until_after? zoned?",
    "times: zoned _ from? clock_time range_join _ until:clock_time",
)
def _times(clock_time: Clock, until: Clock, zoned: str | None = None, **_: Any) -> Clock:
    return _in_one_half(clock_time, until, zoned)


@_rule("times: at? _ from? h:dd range_join _ clock_time _ zoned?")
def _short_times(h: int, clock_time: Clock, zoned: str | None = None, **_: Any) -> Clock:
    """10–11 a.m., с 10 до 12 часов."""
    return _in_one_half(Clock(h), clock_time, zoned)


@_rule(
    "times: hour ending* h:dd range_join h2:dd",
    "times: at? _ h:dd range_join h2:dd ending* hour",
)
def _hours(h: int, h2: int, **_: Any) -> Clock | None:
    """Ore 10-13, 10–13 Uhr."""
    return Clock(h, until=(h2, 0, 0)) if h < h2 <= 24 else None


@_rule(
    "timed: whole _ times",
    "timed: times _ whole",
    "timed: whole '-' times",
)
@_rule("timed: zone _ whole _ times")
def _timed(
    whole: Series, times: Clock, zone: str | None = None, *, is_row: bool = False
) -> Series | None:
    if zone is not None and times.zone is None:
        # 北京时间2025年12月4日15时
        times = replace(times, zone=zone)
    if is_row and len(whole.points) > 1 and times.until:
        # In a table, the hours of every day are next to the days.
        return None
    point = whole.points[-1]
    is_day = point.day or point.figures or point.counts_days
    if not is_day:
        return None
    if len(whole.points) > 1:
        if times.until:
            points = (*whole.points[:-1], replace(point, clock=times))
        else:
            points = (replace(whole.points[0], clock=times), *whole.points[1:])
    else:
        points = (replace(point, clock=times),)
    return replace(whole, points=points)


@_rule("timed: whole '|' times")
def _timed_row(whole: Series, times: Clock) -> Series | None:
    return _timed(whole, times, is_row=True)
