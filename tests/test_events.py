"""The event model: which date is shown, which dates agree, which anniversaries are derived."""

import inspect

import msgspec
import pytest

from tests.narrowing import present
from timeline import edtf, events, loads
from timeline.errors import InputError, UnknownName
from timeline.events import (
    KINDS,
    AnniversaryEvent,
    Chronology,
    Event,
    Status,
    Text,
    agree,
    objections,
    reach,
)
from timeline.events.completed import Timeline
from timeline.events.event import Claim
from timeline.phrases import Reading


def chronology(events: str, header: str = "") -> Timeline:
    return loads(f"{header}\nevents:\n{events}")


@pytest.mark.parametrize(
    ("one", "other", "do_agree"),
    [
        ("2024-11", "2024-11-18/2024-11-19", True),
        ("2024-11-18/2024-11-19", "2024-11-18/2024-11-19", True),
        ("2024-11-19", "2024-11-18/2024-11-19", False),
        ("2024-10", "2024-11-18", False),
        ("2026-22", "2026-08", True),
        ("2026-33", "2026-04", False),
        ("2025-09-17T10:00", "2025-09-17", True),
        ("2025-09-17T10:00", "2025-09-17T11:00", False),
        ("2025-01-01/..", "2025-01-01/2025-03-01", True),
        ("2025-01-01/..", "2025-02-01/2025-03-01", False),
        ("2024/2027", "2024-01-20/2027-12-31", True),
        ("2024/2027", "2024-01-20/2026-12-31", False),
        ("2024-11-15~", "2024-11-18", True),
        ("2024-11-15~", "2024-12-01", False),
        ("2024~", "2027", True),
        ("2024~", "2031", False),
        ("2024-11?", "2024-02", True),
        ("XXXX", "2024-11-18", True),
        ("[2025-05-01,2025-05-08]", "2025-05-08", True),
        ("[2025-05-01,2025-05-08]", "2025-05-05", False),
        ("{2025-05-31,2025-06-30}", "2025-06-10", False),
        ("{2025-05-31,2025-06-30}", "2025-06", True),
        ("{2025-05-31,2025-06-01}", "2025-05-31/2025-06-01", True),
        ("{2025-05-31,2025-06-02}", "2025-05-31/2025-06-02", False),
        ("{2025-05-31..2025-06-01,2025-06-05}", "{2025-05-31,2025-06-01,2025-06-05}", True),
        ("{2024-01,2024-03}", "2024-02", False),
        ("2025-09-18T01:00:00+05:00", "2025-09-17T20:00:00Z", True),
        ("2025-09-18T01:00:00+05:00", "2025-09-18T01:00:00Z", False),
        ("2025-09-18T01:00:00", "2025-09-18T23:00:00Z", True),
        ("2025-09-18T01:00:00", "2025-09-17T20:00:00Z", False),
        ("2025-09-18T10:00/2025-09-18T12:00", "2025-09-18T10:00/2025-09-18T13:00", False),
        ("{2025-05-31,2025-06-05}", "2025-05-31", False),
        ("{2025-06-05,2025-05-31,2025-06-01}", "{2025-05-31..2025-06-01,2025-06-05}", True),
        ("{2025-05-01..2025-05-10,2025-05-03}", "2025-05-01/2025-05-10", True),
        ("{2025-05-01,2025-05-02,2025-05-03}", "2025-05-01/2025-05-03", True),
        (
            "{2025-05-01,2025-05-03,2025-05-05,2025-05-06}",
            "{2025-05-01,2025-05-03,2025-05-05}",
            False,
        ),
        ("{2025-05-01,2025-05-03,2025-05-04}", "{2025-05-01,2025-05-03..2025-05-04}", True),
        ("{..2025-05-03,2025-05-04}", "../2025-05-04", True),
        ("{2025-05-01..}", "2025-05-01/..", True),
        ("{2025-05-01..}", "2025-05-02/..", False),
    ],
)
def test_dates_agree_if_both_can_be_true(one: str, other: str, do_agree: bool) -> None:
    first, second = edtf.parse(one), edtf.parse(other)
    assert agree(first, second) is do_agree
    assert agree(second, first) is do_agree


# A tolerance is the month of a day, the year of what is coarser, the decade of a year.
@pytest.mark.parametrize(
    ("text", "first", "last"),
    [
        ("2024-11-15", "2024-11-15", "2024-11-15"),
        ("2024-11-15~", "2024-11-01", "2024-11-30"),
        ("2024-02-29?", "2024-02-01", "2024-02-29"),
        ("2025-12-31%", "2025-12-01", "2025-12-31"),
        ("2024-11-15~/2025-01-02", "2024-11-01", "2025-01-31"),
        ("2024-11-15~/..", "2024-11-01", None),
        ("../2024-11-15~", None, "2024-11-30"),
        ("2024-11~", "2024-01-01", "2024-12-31"),
        ("2024-11~/..", "2024-01-01", None),
        ("../2024-11~", None, "2024-12-31"),
        ("[2026-03~..2026-05~]", "2026-01-01", "2026-12-31"),
        ("2024~", "2020-01-01", "2029-12-31"),
        ("2020~", "2020-01-01", "2029-12-31"),
        ("2029?", "2020-01-01", "2029-12-31"),
        ("1995~/..", "1990-01-01", None),
        ("../1995~", None, "1999-12-31"),
        ("0005~", "0001-01-01", "0009-12-31"),
        ("201X~", "2010-01-01", "2019-12-31"),
        ("19XX?", "1900-01-01", "1999-12-31"),
    ],
)  # fmt: skip
def test_a_qualified_date_reaches_a_unit_further(
    text: str, first: str | None, last: str | None
) -> None:
    found = reach(edtf.parse(text))
    assert [day and day.isoformat() for day in found] == [first, last]


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("0001-12-31", "the year 1 is outside 2 to 9998"),
        ("0002", None),
        ("9998", None),
        ("9998/9999", "the year 9999 is outside 2 to 9998"),
        ("-0044", "the year -44 is outside 2 to 9998"),
        ("Y12345", "the year 12345 is outside 2 to 9998"),
        ("2025-09-17T10:00/2025-09-17T12:00", None),
        ("2025-09-17T10:00Z/2025-09-17T17:00+05:00", None),
        ("2025-09-17T10:00/2025-09-17T12:00Z", "an offset at one end only"),
        ("2025-09-17T10:00/2025-09-18", "a time of day at one end only"),
        ("2025-09-17/2025-09-18T10:00", "a time of day at one end only"),
        ("../2025-09-18T10:00", "a time of day at one end only"),
        ("2025-09-17T10:00/..", None),
        ("2025-09-17T10:00/", None),
        ("XXXX", None),
        ("2024/XXXX", "a part of the date is unknown"),
        ("XXXX?/2024", "a part of the date is unknown"),
        ("[2024,XXXX]", "a part of the date is unknown"),
        ("{..XXXX}", "a part of the date is unknown"),
    ],
)
def test_a_date_that_no_chronology_can_hold_is_reported(text: str, fact: str | None) -> None:
    found = [fact for fact, *_ in objections(edtf.parse(text))]
    assert found == ([fact] if fact else [])


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2024-11-18/XXXX", "write 2024-11-18/"),
        ("XXXX?/2024", "write /2024"),
        ("/XXXX", "remove it: there is no date yet"),
        ("XXXX/..", "remove it: there is no date yet"),
        ("[2024,XXXX]", "list the dates that are known"),
    ],
)
def test_the_error_about_unknown_says_how_to_leave_it_out(text: str, hint: str) -> None:
    assert [hint for _, hint, _ in objections(edtf.parse(text))] == [hint]


@pytest.mark.parametrize(
    ("own", "source", "shown"),
    [
        ("2024-11-18~", "2024-11-18", "2024-11-18"),
        ("2024-11-18", "2024-11-18?", "2024-11-18"),
        ("2025-09-17", "2025-09-17T10:00", "2025-09-17T10:00:00"),
        ("2025-09-17T10:00", "2025-09-17", "2025-09-17T10:00:00"),
        ("2024", "2024-11", "2024-11"),
    ],
)
def test_of_agreeing_dates_the_surest_is_shown(own: str, source: str, shown: str) -> None:
    timeline = chronology(
        f"  - {{id: a, title: A, when: '{own}', sources: [{{document: D, when: '{source}'}}]}}"
    )
    assert str(timeline.events[0].date) == shown


def test_the_most_precise_of_agreeing_claims_is_shown() -> None:
    timeline = chronology(
        "  - {id: a, title: A, when: 2024-11, sources: [{document: D, when: 2024-11-18/2024-11-19}]}"
    )
    event = timeline.events[0]
    assert str(event.date) == "2024-11-18/2024-11-19"
    assert present(event.claim.source).document == "D"
    assert event.conflicts == ()


def test_a_disputed_date_is_the_chronologys_own_and_the_others_are_kept() -> None:
    timeline = chronology(
        "  - {id: a, title: A, when: 2025-09-17/2025-09-18, disputed: true,\n"
        "     sources: [{document: D, when: 2025-09-16/2025-09-18}]}"
    )
    event = timeline.events[0]
    assert str(event.date) == "2025-09-17/2025-09-18"
    assert [str(claim.value) for claim in event.conflicts] == ["2025-09-16/2025-09-18"]


MOVED = [
    # before, now, what a source says; then how that counts, and the date that is shown
    ("2026-04-22/2026-04-24", "2026-06-10/2026-06-12", "2026-04-22/2026-04-24", "earlier", "2026-06-10/2026-06-12"),
    ("2026-04-22/2026-04-24", "2026-06-10", "22–24 апреля 2026 года", "earlier", "2026-06-10"),
    ("2026-04-22/2026-04-24", "2026-06-10", "2026-04", "earlier", "2026-06-10"),
    ("2026-04-22", "2026-06-10", "spring 2026", "earlier", "2026-06-10"),
    ("2026-04-22", "2026-06-10", "about 23 April 2026", "earlier", "2026-06-10"),
    ("2026-04-22", "2026-06-10", "2026", "current", "2026-06-10"),  # true of both
    ("2026-04-22", "2026-06-10", "10 June 2026", "current", "2026-06-10"),
    ("2026-04-22", "2026-06-10", "2026-05", "conflict", "2026-06-10"),
    ("2026-04-22/2026-04-24", "2026-06-10", "2026-04-23", "conflict", "2026-06-10"),
    ("2026-04-22", "2026-04-28", "2026-04", "current", "2026-04-28"),
    ("2026-04-22", "2026-06", "2026-06-10", "current", "2026-06-10"),
    ("2026-06-10", "2026-06", "2026-06-10", "earlier", "2026-06"),  # later in the same month
    ("2026-06", "2026-22", "2026-06-15", "earlier", "2026-22"),
    ("2026-23", "2026-11", "2026-11-20", "current", "2026-11-20"),  # autumn, then its last month
    ("2026-06-10~", "2026-06-25~", "2026-06-10", "earlier", "2026-06-25~"),
    ("2026-06-10~", "2026-06-25~", "2026-06-25", "current", "2026-06-25"),
    ("2026-06-10~", "2026-06-25~", "2026-06-17", "earlier", "2026-06-25~"),
    ("2026-06-10T10:00", "2026-06-10T15:00", "2026-06-10T10:00", "earlier", "2026-06-10T15:00:00"),
    ("2026-06-10T10:00", "2026-06-10T15:00", "2026-06-10", "current", "2026-06-10T15:00:00"),
    ("22 April and 10 May 2026", "2026-06-10", "2026-04-22", "earlier", "2026-06-10"),
    ("22–24 April and 10 May 2026", "2026-06-10", "2026-04-22/2026-04-24", "earlier", "2026-06-10"),
    ("22–24 April and 10 May 2026", "2026-06-10", "May 2026", "earlier", "2026-06-10"),
    ("2026-04-22", None, "2026-04", "earlier", "XXXX"),
    ("2026-04-22", None, "2026-06", "current", "2026-06"),
]  # fmt: skip


@pytest.mark.parametrize(("before", "now", "said", "counts", "shown"), MOVED)
def test_sources_of_the_earlier_date_do_not_contradict_the_new_one(
    before: str, now: str | None, said: str, counts: str, shown: str
) -> None:
    when = f"when: '{now}', " if now else ""
    event = chronology(
        f"  - {{id: a, title: A, {when}previously: '{before}', disputed: {counts == 'conflict'},\n"
        f"     sources: [{{document: D, when: '{said}'}}, {{document: Without a date}}]}}"
    ).events[0]
    found = {
        "earlier": event.earlier_claims,
        "conflict": event.conflicts,
        "current": set(event.current_claims) - set(event.conflicts),
    }
    by_source = {name: [c for c in claims if c.source] for name, claims in found.items()}
    assert [name for name, claims in by_source.items() if claims] == [counts]
    assert str(event.date) == shown


def test_a_date_known_only_from_its_source_is_shown() -> None:
    timeline = chronology("  - {id: a, title: A, sources: [{document: D, when: 2027}]}")
    assert str(timeline.events[0].date) == "2027"


def test_an_event_without_any_date_is_undated_and_last() -> None:
    timeline = chronology("  - {id: a, title: A}\n  - {id: b, title: B, when: 2027}")
    assert [event.id for event in timeline.events] == ["b", "a"]
    assert not timeline.events[1].is_dated


def test_events_are_in_the_order_of_time_exact_before_vague() -> None:
    ids = "month year day a-range later".split()
    whens = ["2025-01", "2025", "2025-01-01", "2025-01-01/2025-01-02", "2025-01-03"]
    lines = "\n".join(
        f"  - {{id: {name}, title: T, when: {when}}}" for name, when in zip(ids, whens, strict=True)
    )
    found = [event.id for event in chronology(lines).events]
    assert found == ["day", "a-range", "month", "year", "later"]


def test_events_are_in_the_order_of_their_ends_and_open_ones_last() -> None:
    whens = {"c": "2025-01-01/2025-01-02", "b": "2025-01-01/2025-01-03", "a": "2025-01-01/.."}
    lines = "\n".join(f"  - {{id: {name}, title: T, when: {whens[name]}}}" for name in "abc")
    assert [event.id for event in chronology(lines).events] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("when", "is_dated"), [("2027", True), ("2024-11-18", True), ("XXXX", False)]
)
def test_an_event_is_dated_if_anything_is_known(when: str, is_dated: bool) -> None:
    timeline = chronology(f"  - {{id: a, title: A, when: {when}}}")
    assert timeline.events[0].is_dated is is_dated


def anniversaries(
    when: str, rule: str, header: str = "calendar: {until: 2032}"
) -> list[tuple[str, str]]:
    timeline = chronology(f"  - {{id: a, title: A, when: '{when}', anniversary: {rule}}}", header)
    return [(event.id, str(event.date)) for event in timeline.events if event.origin == "a"]


def test_anniversaries_recur_by_their_rule_to_the_last_year() -> None:
    assert anniversaries("1996-12-10", "every 10 years") == [
        ("a-anniversary-10", "2006-12-10"),
        ("a-anniversary-20", "2016-12-10"),
        ("a-anniversary-30", "2026-12-10"),
    ]
    assert anniversaries("2024-05-01", "{every: 2, first: 4, until: 2030}") == [
        ("a-anniversary-4", "2028-05-01"),
        ("a-anniversary-6", "2030-05-01"),
    ]


def test_the_anniversary_of_a_leap_day_falls_on_the_last_day_of_february() -> None:
    assert anniversaries("2024-02-29", "{until: 2028}") == [
        ("a-anniversary-1", "2025-02-28"),
        ("a-anniversary-2", "2026-02-28"),
        ("a-anniversary-3", "2027-02-28"),
        ("a-anniversary-4", "2028-02-29"),
    ]


@pytest.mark.parametrize(
    ("when", "first"),
    [
        ("2024-11", "2025-11"),
        ("2024-02", "2025-02"),
        ("2024", "2025"),
        ("2024-34", "2025-34"),
        ("2024-11-18/2024-11-19", "2025-11-18"),
        ("2024-11-18T10:00", "2025-11-18"),
        ("2024-11~", "2025-11~"),
        ("2024-01-15", "2025-01-15"),
        ("2024-02-10", "2025-02-10"),
        ("2024-11-XX", "2025-11-XX"),
        ("2024-11-18/..", "2025-11-18"),
    ],
)
def test_an_anniversary_is_as_precise_as_its_origin(when: str, first: str) -> None:
    assert anniversaries(when, "yearly")[0] == ("a-anniversary-1", first)


def test_the_last_day_of_the_last_year_has_its_anniversary() -> None:
    found = anniversaries("2024-12-31", "yearly", "calendar: {until: 2026}")
    assert [when for _, when in found] == ["2025-12-31", "2026-12-31"]


def test_several_dates_have_no_anniversary() -> None:
    assert anniversaries("{2024-05-01,2024-06-01}", "yearly") == []
    assert anniversaries("2024", "~") == []


def test_an_anniversary_has_what_its_event_has_and_a_title_of_its_own() -> None:
    timeline = chronology(
        "  - {id: a, title: A, when: 2024-05-01, kind: relations, place: p, parties: [KZ], series: s,\n"
        "     sources: [{document: D, when: 2024-05-01}], status: held, revised: 2026-01-02,\n"
        "     anniversary: {until: 2025, title: 'After {years}'}}",
        "places: {p: {name: P}}\nseries: {s: S}",
    )
    event, derived = timeline.events
    for field in ("kind", "place", "parties", "series", "revised"):
        assert getattr(derived, field) == getattr(event, field)
    assert timeline.title(derived, "en") == "After 1 year"
    assert isinstance(derived, AnniversaryEvent)
    assert (derived.status, derived.years, derived.origin) == ("confirmed", 1, "a")
    assert [(source.document, source.when) for source in derived.sources] == [("D", None)]
    assert timeline.title(chronology("  - {id: a, title: {en: A, ru: Б}}").events[0], "ru") == "Б"


def test_anniversaries_reach_the_day_on_which_a_source_was_read() -> None:
    timeline = chronology(
        "  - {id: a, title: A, when: 1996-12-10, anniversary: every 10 years,\n"
        "     sources: [{document: D, accessed: 2026-11-22}]}"
    )
    assert [event.years for event in timeline.events if isinstance(event, AnniversaryEvent)] == [
        10,
        20,
        30,
    ]


def test_a_decade_has_no_anniversary() -> None:
    with pytest.raises(InputError) as caught:
        anniversaries("201X", "yearly")
    assert "without a first year" in str(caught.value)


def test_without_a_last_year_anniversaries_end_with_the_chronology() -> None:
    timeline = chronology(
        "  - {id: a, title: A, when: 2020-05-01, anniversary: yearly}\n"
        "  - {id: b, title: B, when: 2022}"
    )
    derived = [str(event.date) for event in timeline.events if event.origin]
    assert derived == ["2021-05-01", "2022-05-01"]


def test_a_time_without_offset_is_the_places_and_one_with_offset_is_converted() -> None:
    header = "places: {astana: {name: Astana, country: KZ, timezone: Asia/Almaty}}"
    timeline = chronology(
        "  - {id: local, title: A, when: 2025-09-17T10:00, place: astana}\n"
        "  - {id: utc, title: A, when: 2025-09-17T10:00:00Z, place: astana}\n"
        "  - {id: before, title: A, when: 2023-09-17T10:00, place: astana}\n"
        "  - {id: own, title: A, when: 2025-09-17T10:00, place: astana, timezone: Europe/Belgrade}",
        header,
    )
    starts = {e.id: present(timeline.moments(e))[0].isoformat() for e in timeline.events}
    assert starts == {
        "local": "2025-09-17T10:00:00+05:00",
        "utc": "2025-09-17T15:00:00+05:00",
        "before": "2023-09-17T10:00:00+06:00",
        "own": "2025-09-17T10:00:00+02:00",
    }


@pytest.mark.parametrize(
    ("when", "start", "end"),
    [
        ("2025-09-17", None, None),
        ("2025-09-17/2025-09-18", None, None),
        ("2025-09-17T10:00", "2025-09-17T10:00:00+02:00", None),
        ("2025-09-17T10:00/..", "2025-09-17T10:00:00+02:00", None),
        ("2025-09-17T10:00/2025-09-17T12:00", "2025-09-17T10:00:00+02:00", "2025-09-17T12:00:00+02:00"),
        ("2025-09-17T22:00Z/2025-09-17T23:00Z", "2025-09-18T00:00:00+02:00", "2025-09-18T01:00:00+02:00"),
    ],
)  # fmt: skip
def test_moments_are_in_the_zone_of_the_event(
    when: str, start: str | None, end: str | None
) -> None:
    timeline = chronology(
        f"  - {{id: a, title: A, when: '{when}', timezone: Europe/Belgrade}}",
        "calendar: {timezone: Asia/Almaty}",
    )
    moments = timeline.moments(timeline.events[0]) or (None, None)
    assert [moment and moment.isoformat() for moment in moments] == [start, end]


@pytest.mark.parametrize(
    ("own", "when", "place", "header", "zone"),
    [
        ("timezone: Asia/Tokyo,", "10:00 Astana time on 17 September 2025", "place: p,", "calendar: {timezone: Asia/Dubai}", "Asia/Tokyo"),
        ("", "2025-09-17T10:00", "place: p,", "calendar: {timezone: Asia/Dubai}", "Europe/Belgrade"),
        ("", "2025-09-17T10:00", "place: q,", "calendar: {timezone: Asia/Dubai}", "Asia/Dubai"),
        ("", "2025-09-17T10:00", "", "calendar: {timezone: Asia/Dubai}", "Asia/Dubai"),
        ("", "2025-09-17T10:00", "", "", "UTC"),
    ],
)  # fmt: skip
def test_the_nearest_zone_counts(own: str, when: str, place: str, header: str, zone: str) -> None:
    places = "places: {p: {name: P, timezone: Europe/Belgrade}, q: {name: Q}}"
    timeline = chronology(
        f"  - {{id: a, title: A, {own} {place} when: '{when}'}}", f"{places}\n{header}"
    )
    assert timeline.zone(timeline.events[0]) == zone


def test_a_text_falls_back_by_its_own_language_then_the_order_then_what_there_is() -> None:
    timeline = chronology(
        "  - id: a\n    title: {sr: S, ru: R, en: E}\n    when: 2024\n"
        "  - {id: b, title: {ru: R}, when: 2024}",
        "calendar: {languages: [en, sr-Latn], fallback: [ru]}",
    )
    a, b = timeline.events
    assert timeline.text(a.title, "sr-Latn") == ("S", "sr")
    assert timeline.text(a.title, "kk") == ("R", "ru")
    assert timeline.text(b.title, "en") == ("R", "ru")


def test_every_status_has_a_meaning_and_every_kind_one_name() -> None:
    assert len({status.meaning[:20] for status in Status}) == len(Status)
    assert len(set(KINDS)) == len(KINDS)


def test_a_status_is_pending_until_the_outcome_is_known() -> None:
    pending = [status.value for status in Status if status.is_pending is True]
    assert pending == ["draft", "announced", "planned", "confirmed"]


def test_texts_are_equal_if_all_languages_say_the_same() -> None:
    text = Text({"en": "A", "ru": "Б"})
    assert text == Text({"ru": "Б", "en": "A"})
    assert hash(text) == hash(Text({"ru": "Б", "en": "A"}))
    assert text != Text({"en": "A", "ru": "В"})
    assert text != "A"


def dated(when: str) -> Event:
    return Event(id="a", title=Text({"und": "A"}), when=Reading(when, edtf.parse(when)))


@pytest.mark.parametrize(
    ("when", "year"),
    [("2024-11", 2024), ("2019/2027", 2027), ("../1985", 1985), ("-0044", 1), ("Y12345", 1), ("XXXX", 1)],
)  # fmt: skip
def test_the_last_year_is_one_of_the_calendar(when: str, year: int) -> None:
    assert Chronology(events=(dated(when),)).last_year == year


def test_the_last_year_is_that_of_a_revision_or_a_reading_too() -> None:
    timeline = chronology(
        "  - {id: a, title: A, when: 2001, revised: 2003-01-01}\n"
        "  - {id: b, title: B, sources: [{document: D, accessed: 2002-01-01}]}"
    )
    assert timeline.document.last_year == 2003


@pytest.mark.parametrize(
    ("header", "domain"),
    [("id: KZ-RS, domain: a.example.org", "a.example.org"), ("id: KZ-RS", "kz-rs.invalid")],
)
def test_uids_are_of_a_domain_that_is_ours_or_nobodys(header: str, domain: str) -> None:
    assert (
        chronology("  - {id: a, title: A}", f"calendar: {{{header}}}").calendar.uid_domain == domain
    )


def test_an_event_is_found_by_its_id() -> None:
    timeline = chronology("  - {id: a, title: A}\n  - {id: b, title: B}")
    assert timeline.event("b") is timeline.by_id["b"] is timeline.events[1]
    with pytest.raises(UnknownName):
        timeline.event("c")


STRUCTS = [
    value
    for value in vars(events).values()
    if isinstance(value, type) and issubclass(value, events.Base) and value is not events.Base
]


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_what_was_read_stays_as_it_was(struct: type[events.Base]) -> None:
    config = struct.__struct_config__
    assert (config.frozen, config.forbid_unknown_fields, config.omit_defaults) == (True, True, True)
    kinds = {parameter.kind for parameter in inspect.signature(struct).parameters.values()}
    assert kinds == {inspect.Parameter.KEYWORD_ONLY}


@pytest.mark.parametrize("value", [chronology("  - {id: a, title: A}"), dated("2024").claim])
def test_what_was_derived_stays_too(value: Timeline | Claim) -> None:
    for name in value.__struct_fields__:
        with pytest.raises(AttributeError):
            setattr(value, name, None)


def test_only_addresses_of_the_web_and_plain_names_are_kept() -> None:
    for name, good in (
        ("a" * 100, True),
        ("a" * 101, False),
        ("a--b", False),
        ("a.b_c-1", True),
        ("", False),
    ):
        assert _fits(events.Name, name) is good
    for address, good in (("http://a", True), ("ftp://a", False), ("https:///a", False)):
        assert _fits(events.Address, address) is good


def _fits(type_: object, value: str) -> bool:
    try:
        msgspec.convert(value, type_)
    except msgspec.ValidationError:
        return False
    return True
