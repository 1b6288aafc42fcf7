"""Timelines of markwhen: each event is as precise as it is written, or is named with its line."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import timeline
from timeline import importing
from timeline.cli import main
from timeline.edtf import parse
from timeline.errors import InputError
from timeline.events import Event
from timeline.importing import Drafts

Read = Callable[..., Drafts]

HEADER = "title: Talks of two\ntimezone: Europe/Belgrade\ndateFormat: d/M/y\n"


@pytest.fixture
def imported(tmp_path: Path) -> Read:
    def read(text: str, timezone: str | None = None) -> Drafts:
        path = tmp_path / "list.mw"
        path.write_text(text, "utf-8")
        return importing.import_(path, timezone=timezone)

    return read


def events(drafts: Drafts) -> dict[str, Event]:
    document = timeline.loads(drafts.yaml).document
    return {event.title.by_language["und"]: event for event in document.events}


@pytest.mark.parametrize(
    ("written", "edtf"),
    [
        ("1961", "1961"),
        ("12/2012", "2012-12"),
        ("2012-05", "2012-05"),
        ("2022-01-30", "2022-01-30"),
        ("14/01/2023", "2023-01-14"),
        ("18 March 2026", "2026-03-18"),
        ("Oct 8 2012", "2012-10-08"),
        ("September 8, 2012", "2012-09-08"),
        ("may 2024", "2024-05"),
        ("2026-W14", "[2026-03-30..2026-04-05]"),
        ("2026-W14-3", "2026-04-01"),
        ("2026-W14 / 2026-W15", "2026-03-30/2026-04-12"),
        ("1964/2008", "1964/2008"),
        ("2004-06 / 2006-08", "2004-06/2006-08"),
        ("2004-02-01/2005", "2004-02-01/2005"),
        ("11/11/2024-12/12/2024", "2024-11-11/2024-12-12"),
        ("1 Jan 1998 to 5/11/2011", "1998-01-01/2011-11-05"),
        ("2005/now", "2005/.."),
        # a length includes the last day
        ("01/01/2023 - 2 weeks", "2023-01-01/2023-01-14"),
        ("2024-01-31 / 1 month", "2024-01-31/2024-02-28"),
        ("2024-01-01 - 1 year 2 days", "2024-01-01/2025-01-02"),
        ("2024-01-01 - 1 day", "2024-01-01"),
        # hours
        ("Aug 30 2024 9:45am", "2024-08-30T09:45"),
        ("30 Aug 2024 12:05 pm", "2024-08-30T12:05"),
        ("2025-03-10 10:30 to 12:30", "2025-03-10T10:30/2025-03-10T12:30"),
        ("2025-03-10 22:30 - 1:30", "2025-03-10T22:30/2025-03-11T01:30"),
        ("11/11/2011 8am - 12/11/2011 9pm", "2011-11-11T08:00/2011-11-12T21:00"),
        ("2031-11-19T01:35:10.5Z-2099-08-04T18:22:48Z", "2031-11-19T01:35:10Z/2099-08-04T18:22:48Z"),
        ("2020-02-22T12:13:14Z - now", "2020-02-22T12:13:14Z/.."),
    ],
)  # fmt: skip
def test_a_date_is_as_precise_as_it_is_written(imported: Read, written: str, edtf: str) -> None:
    drafts = imported(f"{HEADER}{written}: Event\n")
    assert drafts.problems == ()
    event = events(drafts)["Event"]
    assert event.date == parse(edtf)
    is_local = event.date.is_timed and "Z" not in edtf
    assert event.timezone == ("Europe/Belgrade" if is_local else None)
    assert event.sources[-1].quote == (None if written.replace(" ", "") == edtf else written)


@pytest.mark.parametrize(
    ("written", "fact"),
    [
        ("now - 10 years", "'now' depends on another event or on the clock"),
        ("2 weeks", "'2 weeks' depends on another event or on the clock"),
        ("after !start 3 weeks", "'after !start 3 weeks' depends on another event or on the clock"),
        ("5 days - 3 days", "'5 days' depends on another event or on the clock"),
        ("2018/6 months", "a length (6 months) after something that is not a day"),
        ("2018-01-02 / 5 work days", "'5 work days' is not a length in days, weeks, months or years"),
        ("2018-01-02 / 5 hours", "'5 hours' is not a length in days, weeks, months or years"),
        ("3:30pm - 4:30pm", "a time of day without a day: it depends on the event before it"),
        ("January 3 - Apr 6", "'January 3' has no year"),
        ("Dec 19", "'Dec 19' has no year"),
        ("2026-W60", "there is no week 2026-W60"),
        ("2026-01-01 25:00", "there is no time '25:00'"),
        ("31/02/2024", "there is no day 31 in 2024-02"),
        ("2024-03-02 / 2024-03-01", "2024-03-01 lies before 2024-03-02"),
        ("44 BCE", "the year -43 is outside 2 to 9998"),
    ],
)  # fmt: skip
def test_a_date_that_cannot_be_known_is_a_problem_with_its_line(
    imported: Read, written: str, fact: str
) -> None:
    drafts = imported(f"{HEADER}{written}: Event\n2024: Good\n")
    (problem,) = drafts.problems
    assert (problem.fact, problem.place.line, problem.place.column) == (fact, 4, 1)
    assert problem.hint
    assert list(events(drafts)) == ["Good"]


DOCUMENT = """\
---
title: Talks of two
author: me
---
// nobody reads this

section The 90s #decade
1991: Desert Storm #war #gulf
  It began in January.

  - [ ] look it up #todo
// nor this
1994 : Friends premiered, see [the press](https://example.org/press)
group Visits
03/2005: Visit to [Belgrade](location) !visit
endGroup
2020: [x] Pandemic
endSection

# Summits
tz: +5
2025-09-17 10:00: Congress
id: congress
location: Astana
contacts: [a, b]
2022-08-07 every 12 months x30: Anniversary
"""


def test_sections_tags_links_and_properties_find_their_places(imported: Read) -> None:
    drafts = imported(DOCUMENT)
    assert drafts.problems == ()
    found = events(drafts)
    assert list(found) == [
        "Desert Storm",
        "Friends premiered, see the press",
        "Visit to Belgrade",
        "Pandemic",
        "Congress",
        "Anniversary",
    ]
    storm, press, visit, pandemic, congress, _ = found.values()
    assert (storm.kind, storm.series) == ("war", "the-90s")
    assert storm.description is not None
    assert storm.description.by_language["und"] == "It began in January.\n\n- [ ] look it up"
    assert press.sources[0].url == "https://example.org/press"
    assert (visit.id, visit.series, visit.place) == ("visit", "visits", "belgrade")
    assert pandemic.series == "the-90s"
    assert (congress.id, congress.series, congress.place) == ("congress", "summits", "astana")
    assert congress.date == parse("2025-09-17T10:00+05:00")
    header = timeline.loads(drafts.yaml).calendar
    assert header.title is not None
    assert header.title.by_language == {"und": "Talks of two"}


def test_what_has_no_place_is_named(imported: Read) -> None:
    assert imported(DOCUMENT).notes[:3] == (
        "line 26: 'every 12 months x30' is not read, only the first date is",
        "fields that were not read: author, contacts",
        "tags other than the first of an event were not read: #decade, #gulf, #todo",
    )


@pytest.mark.parametrize(
    ("setting", "day"), [("", "2024-03-04"), ("dateFormat: d/M/y\n", "2024-04-03")]
)
def test_the_header_says_whether_the_day_is_first(imported: Read, setting: str, day: str) -> None:
    drafts = imported(f"title: T\n{setting}03/04/2024: Event\n")
    assert str(events(drafts)["Event"].date) == day
    assert len([note for note in drafts.notes if "dateFormat" in note]) == 1


def test_hours_without_a_zone_ask_for_one(imported: Read) -> None:
    text = "2025-03-10 10:30: Talk\n"
    (problem,) = imported(text).problems
    assert problem.code == "time-without-zone"
    drafts = imported(text, timezone="Asia/Almaty")
    assert events(drafts)["Talk"].timezone == "Asia/Almaty"


@pytest.mark.parametrize("text", ["", "title: Only a header\n", "Some words.\nNo events: none.\n"])
def test_a_file_without_events_is_refused(imported: Read, text: str) -> None:
    with pytest.raises(InputError) as caught:
        imported(text)
    (problem,) = caught.value.problems
    assert problem.hint == "an event is a line such as '2026-04-22 / 2026-04-24: Summit'"


def test_a_second_import_adds_nothing_and_shows_what_changed(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text("events: []\n", "utf-8")
    Path("list.mw").write_text(DOCUMENT, "utf-8")
    command = ["import", "list.mw", "--into", "events.yaml"]
    assert main(command) == 0
    capsys.readouterr()
    assert main(command) == 0
    assert "0 events added, 6 unchanged" in capsys.readouterr().out
    Path("list.mw").write_text(DOCUMENT.replace("2025-09-17", "2025-09-18"), "utf-8")
    assert main([*command, "--update"]) == 0
    assert "2025-09-18T10:00+05:00" in Path("events.yaml").read_text("utf-8")


PIECES = [
    "2024", "-", "/", " ", ":", "\n", "now", "every", "2 weeks", "!a", "#b", "group", "endgroup",
    "# ", "[a](b)", "10:30", "am", "Jan", "tz:", "id:", "W12", "T", "Z", "BC", "99", "---", "é",
]  # fmt: skip


@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=150, deadline=None
)
@given(st.lists(st.sampled_from(PIECES), max_size=60).map("".join) | st.text(max_size=80))
def test_any_text_is_read_or_refused(imported: Read, text: str) -> None:
    try:
        drafts = imported(text.encode("utf-8", "ignore").decode())
    except InputError:
        return
    if drafts.yaml.strip():
        timeline.loads(drafts.yaml)


def test_a_long_line_takes_no_long_time(imported: Read) -> None:
    for part in ("1 d ", "1d", "1/1/1 ", "!a ", " - ", "every ", "[a](", "#a "):
        line = part * (200_000 // len(part))
        drafts = imported(f"2024: Event\n{line}\n2025: {line}\n")
        assert drafts.count == 2
