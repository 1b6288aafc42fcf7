"""The event model: which date is shown, which dates agree, which anniversaries are derived."""

import pytest

from timeline import edtf, loads
from timeline.errors import InputError
from timeline.events import KINDS, Status, agree


def chronology(events, header=""):
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
    ],
)
def test_dates_agree_if_both_can_be_true(one, other, do_agree):
    first, second = edtf.parse(one), edtf.parse(other)
    assert agree(first, second) is do_agree
    assert agree(second, first) is do_agree


def test_the_most_precise_of_agreeing_claims_is_shown():
    timeline = chronology(
        "  - {id: a, title: A, when: 2024-11, sources: [{document: D, when: 2024-11-18/2024-11-19}]}"
    )
    event = timeline.events[0]
    assert str(event.date) == "2024-11-18/2024-11-19"
    assert event.claim.source.document == "D"
    assert event.conflicts == ()


def test_a_disputed_date_is_the_chronologys_own_and_the_others_are_kept():
    timeline = chronology(
        "  - {id: a, title: A, when: 2025-09-17/2025-09-18, disputed: true,\n"
        "     sources: [{document: D, when: 2025-09-16/2025-09-18}]}"
    )
    event = timeline.events[0]
    assert str(event.date) == "2025-09-17/2025-09-18"
    assert [str(claim.value) for claim in event.conflicts] == ["2025-09-16/2025-09-18"]


def test_a_date_known_only_from_its_source_is_shown():
    timeline = chronology("  - {id: a, title: A, sources: [{document: D, when: 2027}]}")
    assert str(timeline.events[0].date) == "2027"


def test_an_event_without_any_date_is_undated_and_last():
    timeline = chronology("  - {id: a, title: A}\n  - {id: b, title: B, when: 2027}")
    assert [event.id for event in timeline.events] == ["b", "a"]
    assert not timeline.events[1].is_dated


def test_events_stand_in_the_order_of_time_exact_before_vague():
    ids = "month year day range later".split()
    whens = ["2025-01", "2025", "2025-01-01", "2025-01-01/2025-01-02", "2025-01-03"]
    lines = "\n".join(
        f"  - {{id: {name}, title: T, when: {when}}}" for name, when in zip(ids, whens, strict=True)
    )
    found = [event.id for event in chronology(lines).events]
    assert found == ["day", "range", "month", "year", "later"]


def anniversaries(when, rule, header="calendar: {until: 2032}"):
    timeline = chronology(f"  - {{id: a, title: A, when: '{when}', anniversary: {rule}}}", header)
    return [(event.id, str(event.date)) for event in timeline.events if event.origin == "a"]


def test_anniversaries_recur_by_their_rule_to_the_last_year():
    assert anniversaries("1996-12-10", "every 10 years") == [
        ("a-anniversary-10", "2006-12-10"),
        ("a-anniversary-20", "2016-12-10"),
        ("a-anniversary-30", "2026-12-10"),
    ]
    assert anniversaries("2024-05-01", "{every: 2, first: 4, until: 2030}") == [
        ("a-anniversary-4", "2028-05-01"),
        ("a-anniversary-6", "2030-05-01"),
    ]


def test_the_anniversary_of_a_leap_day_falls_on_the_last_day_of_february():
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
    ],
)
def test_an_anniversary_is_as_precise_as_its_origin(when, first):
    assert anniversaries(when, "yearly")[0] == ("a-anniversary-1", first)


def test_anniversaries_reach_the_day_on_which_a_source_was_read():
    timeline = chronology(
        "  - {id: a, title: A, when: 1996-12-10, anniversary: every 10 years,\n"
        "     sources: [{document: D, accessed: 2026-11-22}]}"
    )
    assert [event.years for event in timeline.events if event.origin] == [10, 20, 30]


def test_a_decade_has_no_anniversary():
    with pytest.raises(InputError) as caught:
        anniversaries("201X", "yearly")
    assert "without a first year" in str(caught.value)


def test_without_a_last_year_anniversaries_end_with_the_chronology():
    timeline = chronology(
        "  - {id: a, title: A, when: 2020-05-01, anniversary: yearly}\n"
        "  - {id: b, title: B, when: 2022}"
    )
    derived = [str(event.date) for event in timeline.events if event.origin]
    assert derived == ["2021-05-01", "2022-05-01"]


def test_a_time_without_offset_is_the_places_and_one_with_offset_is_converted():
    header = "places: {astana: {name: Astana, country: KZ, timezone: Asia/Almaty}}"
    timeline = chronology(
        "  - {id: local, title: A, when: 2025-09-17T10:00, place: astana}\n"
        "  - {id: utc, title: A, when: 2025-09-17T10:00:00Z, place: astana}\n"
        "  - {id: before, title: A, when: 2023-09-17T10:00, place: astana}\n"
        "  - {id: own, title: A, when: 2025-09-17T10:00, place: astana, timezone: Europe/Belgrade}",
        header,
    )
    starts = {e.id: timeline.moments(e)[0].isoformat() for e in timeline.events}
    assert starts == {
        "local": "2025-09-17T10:00:00+05:00",
        "utc": "2025-09-17T15:00:00+05:00",
        "before": "2023-09-17T10:00:00+06:00",
        "own": "2025-09-17T10:00:00+02:00",
    }


def test_a_text_falls_back_by_its_own_language_then_the_order_then_what_there_is():
    timeline = chronology(
        "  - id: a\n    title: {sr: S, ru: R, en: E}\n    when: 2024\n"
        "  - {id: b, title: {ru: R}, when: 2024}",
        "calendar: {languages: [en, sr-Latn], fallback: [ru]}",
    )
    a, b = timeline.events
    assert timeline.text(a.title, "sr-Latn") == ("S", "sr")
    assert timeline.text(a.title, "kk") == ("R", "ru")
    assert timeline.text(b.title, "en") == ("R", "ru")


def test_every_status_has_a_meaning_and_every_kind_one_name():
    assert all(status.meaning for status in Status)
    assert len(set(KINDS)) == len(KINDS)
