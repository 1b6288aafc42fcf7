from __future__ import annotations

from datetime import date, datetime

import pytest

from timeline import edtf
from timeline.events import Calendar, Chronology, Event, Imprecise, Showing, Text, complete
from timeline.exporters.ics.placement import Coverage, Placement, placement
from timeline.phrases import Reading


def placed(text: str, default_duration: int | None = None, **imprecise: str) -> Placement:
    reading = Reading(text, edtf.parse(text))
    event = Event(id="event", title=Text({"und": "Event"}), when=reading)
    policy = Imprecise(**{key: Showing(value) for key, value in imprecise.items()})
    header = Calendar(default_duration=default_duration)
    return placement(complete(Chronology(calendar=header, events=(event,))), event, policy)


def days(text: str, **imprecise: str) -> list[tuple[str, str, bool]]:
    """First day, last day included, and whether the event fills them."""
    return [
        (str(span.start), str(date.fromordinal(span.last.toordinal() - 1)), span.is_exact)
        for span in placed(text, None, **imprecise).spans
    ]


EXACT, INEXACT = True, False


@pytest.mark.parametrize(
    ("text", "spans"),
    [
        ("2025-09-17", [("2025-09-17", "2025-09-17", EXACT)]),
        ("2025-09-17/2025-09-18", [("2025-09-17", "2025-09-18", EXACT)]),
        ("2027-05-15/2027-08-15", [("2027-05-15", "2027-08-15", EXACT)]),
        # windows by the policy of the issue: month, season and quarter as spans
        ("2024-11", [("2024-11-01", "2024-11-30", INEXACT)]),
        ("2024-02", [("2024-02-01", "2024-02-29", INEXACT)]),
        ("2026-21", [("2026-03-01", "2026-05-31", INEXACT)]),
        ("2026-24", [("2026-12-01", "2027-02-28", INEXACT)]),
        ("2026-33", [("2026-01-01", "2026-03-31", INEXACT)]),
        # coarser ones are left out
        ("2026-40", []),
        ("2027", []),
        ("202X", []),
        ("20XX", []),
        ("2004-XX", []),
        ("XXXX", []),
        # qualified days keep their days; the title shows the qualifier
        ("2026-03-15~", [("2026-03-15", "2026-03-15", INEXACT)]),
        ("2026-03-15?/2026-03-17", [("2026-03-15", "2026-03-17", INEXACT)]),
        ("2026-03%", [("2026-03-01", "2026-03-31", INEXACT)]),
        ("2026~", []),
        # open and unknown ends: the known edge
        ("2025-01-10/..", [("2025-01-10", "2025-01-10", INEXACT)]),
        ("../2026-12-31", [("2026-12-31", "2026-12-31", INEXACT)]),
        ("2025-01-10/", [("2025-01-10", "2025-01-10", INEXACT)]),
        ("2024-11/..", [("2024-11-01", "2024-11-30", INEXACT)]),
        ("2025/..", []),
        # an end too vague to be shown is like an open one
        ("2024-01-20/2027", [("2024-01-20", "2024-01-20", INEXACT)]),
        ("2024/2027-03-01", [("2027-03-01", "2027-03-01", INEXACT)]),
        ("2024/2027", []),
        ("2024-11/2025-02", [("2024-11-01", "2025-02-28", INEXACT)]),
        ("2024-11-05/2025-02", [("2024-11-05", "2025-02-28", INEXACT)]),
        # sets
        ("[2026-03-01,2026-03-03]", [("2026-03-01", "2026-03-03", INEXACT)]),
        ("[2026-03-01..2026-03-10]", [("2026-03-01", "2026-03-10", INEXACT)]),
        ("[2026-01-01,2026-12-31]", []),
        ("[1760-12..]", [("1760-12-01", "1760-12-01", INEXACT)]),
        ("{2025-05-31,2025-06-01}", [("2025-05-31", "2025-06-01", EXACT)]),
        ("{2025-06-03,2025-05-31}", [("2025-05-31", "2025-05-31", EXACT), ("2025-06-03", "2025-06-03", EXACT)]),
        ("{2025-06-03..2025-06-05,2025-06-06}", [("2025-06-03", "2025-06-06", EXACT)]),
        ("{2025-06-03,2025-07}", [("2025-06-03", "2025-06-03", EXACT), ("2025-07-01", "2025-07-31", INEXACT)]),
        # a VEVENT cannot begin at an hour and end on a day
        ("2025-09-17T10:00/2025-09-18", [("2025-09-17", "2025-09-18", EXACT)]),
        ("2025-09-17/2025-09-18T10:00", [("2025-09-17", "2025-09-18", EXACT)]),
        # days written as hours
        ("2025-09-17T00:00/2025-09-19T00:00", [("2025-09-17", "2025-09-18", EXACT)]),
    ],
)  # fmt: skip
def test_days_in_the_calendar(text: str, spans: list[tuple[str, str, bool]]) -> None:
    assert days(text) == spans
    assert bool(placed(text).omissions) == (not spans)


@pytest.mark.parametrize(
    ("first", "days_shown", "precision"),
    [
        ("2026-03-01", 31, "month"),
        ("2026-03-01", 92, "quarter"),
        ("2026-03-01", 184, "half"),
        ("2024-01-01", 366, "year"),
        ("2020-01-01", 3653, "decade"),
    ],
)
def test_a_choice_of_days_is_as_vague_as_the_window_that_it_takes(
    first: str, days_shown: int, precision: str
) -> None:
    policy = dict.fromkeys("month quarter half year decade century".split(), "omit")
    begin = date.fromisoformat(first)
    for length, is_shown in (
        (2, precision == "month"),
        (days_shown, True),
        (days_shown + 1, False),
    ):
        last = date.fromordinal(begin.toordinal() + length - 1)
        found = days(f"[{begin}..{last}]", **policy | {precision: "span"})
        assert bool(found) is is_shown
        assert found in ([], [(str(begin), str(last), INEXACT)])


@pytest.mark.parametrize(
    ("text", "imprecise", "spans"),
    [
        ("2024-11", {"month": "mark"}, [("2024-11-01", "2024-11-01", INEXACT)]),
        ("2024-11", {"month": "omit"}, []),
        ("2027", {"year": "mark"}, [("2027-01-01", "2027-01-01", INEXACT)]),
        ("2027", {"year": "span"}, [("2027-01-01", "2027-12-31", INEXACT)]),
        ("202X", {"decade": "span"}, [("2020-01-01", "2029-12-31", INEXACT)]),
        ("20XX", {"century": "mark"}, [("2000-01-01", "2000-01-01", INEXACT)]),
        ("2026-41", {"half": "span"}, [("2026-07-01", "2026-12-31", INEXACT)]),
        ("2026-33", {"quarter": "omit"}, []),
        ("2024-11/..", {"month": "mark"}, [("2024-11-01", "2024-11-01", INEXACT)]),
        ("../2024-11", {"month": "mark"}, [("2024-11-30", "2024-11-30", INEXACT)]),
        ("2024-11/2025-02", {"month": "mark"}, [("2024-11-01", "2024-11-01", INEXACT)]),
        ("[2026-01-01,2026-12-31]", {"year": "span"}, [("2026-01-01", "2026-12-31", INEXACT)]),
        ("{2026,2028}", {"year": "mark"}, [("2026-01-01", "2026-01-01", INEXACT), ("2028-01-01", "2028-01-01", INEXACT)]),
    ],
)  # fmt: skip
def test_the_header_decides_on_what_is_not_exact(
    text: str, imprecise: dict[str, str], spans: list[tuple[str, str, bool]]
) -> None:
    assert days(text, **imprecise) == spans


@pytest.mark.parametrize(
    ("text", "start", "end", "has_end"),
    [
        ("2025-09-17T10:00", "2025-09-17T10:00:00+00:00", None, False),
        ("2025-09-17T10:00/2025-09-17T12:30", "2025-09-17T10:00:00+00:00", "2025-09-17T12:30:00+00:00", True),
        ("2025-09-17T22:00/2025-09-18T02:00", "2025-09-17T22:00:00+00:00", "2025-09-18T02:00:00+00:00", True),
        ("2025-09-17T00:00", "2025-09-17T00:00:00+00:00", None, False),
        ("2025-09-17T10:00/..", "2025-09-17T10:00:00+00:00", None, False),
        ("2025-09-17T10:00/", "2025-09-17T10:00:00+00:00", None, False),
        # it ends when it begins, as a VEVENT without DTEND does
        ("2025-09-17T10:00/2025-09-17T10:00", "2025-09-17T10:00:00+00:00", None, True),
        ("2025-09-17T10:00+05:00", "2025-09-17T05:00:00+00:00", None, False),
    ],
)  # fmt: skip
def test_hours_in_the_calendar(text: str, start: str, end: str | None, has_end: bool) -> None:
    (span,) = placed(text).spans
    assert isinstance(span.start, datetime)
    assert span.start.isoformat() == start
    assert (span.end and str(span.end.isoformat()), span.has_end) == (end, has_end)
    assert span.assumed is None


@pytest.mark.parametrize(
    ("text", "end", "assumed"),
    [
        ("2025-09-17T10:00", "2025-09-17T11:30:00+00:00", 90),
        ("2025-09-17T23:00/..", "2025-09-18T00:30:00+00:00", 90),
        ("2025-09-17T10:00/2025-09-17T12:30", "2025-09-17T12:30:00+00:00", None),
        ("2025-09-17T10:00/2025-09-17T10:00", None, None),
        ("2025-09-17", "2025-09-18", None),
        ("2025-09-17/..", "2025-09-18", None),
    ],
)
def test_the_header_may_give_a_length_to_what_has_no_known_end(
    text: str, end: str | None, assumed: int | None
) -> None:
    (span,) = placed(text, default_duration=90).spans
    assert (span.end and span.end.isoformat(), span.assumed) == (end, assumed)
    assert span.has_end is (assumed is None)


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("2027", "only the year is known (2027)"),
        ("2026-40", "only the half of a year is known (2026-40)"),
        ("XXXX", "it has no date yet"),
        ("[2026-01-01,2026-12-31]", "its possible dates are too far apart ([2026-01-01,2026-12-31])"),
        ("9999-12-31", "9999-12-31 is outside the years 1 to 9999 of a calendar"),
    ],
)  # fmt: skip
def test_what_is_left_out_is_explained(text: str, reason: str) -> None:
    assert placed(text) == Placement((), (reason,))


def test_a_part_that_is_left_out_is_reported_too() -> None:
    found = placed("{2025-06-03,2027}")
    assert len(found.spans) == 1
    assert found.omissions == ("only the year is known (2027)",)


def test_placements_are_immutable() -> None:
    span = Coverage(date(2026, 4, 22), date(2026, 4, 23))
    for value in (span, Placement((span,))):
        for name in value.__struct_fields__:
            with pytest.raises(AttributeError):
                setattr(value, name, None)
