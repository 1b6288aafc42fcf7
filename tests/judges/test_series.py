"""Two independent readers of calendars judge the dates of the series that we import."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC
from pathlib import Path

import pytest

from timeline import importing, loading

pytestmark = pytest.mark.slow

HERE = Path(__file__).parent
PYTHON = HERE.parent.parent / ".judges" / "python" / "bin" / "python"

START = "DTSTART;TZID=Europe/Belgrade:20260302T100000"
END = "DTEND;TZID=Europe/Belgrade:20260302T113000"
NIGHT = (
    "DTSTART;TZID=Europe/Belgrade:20260328T220000",
    "DTEND;TZID=Europe/Belgrade:20260329T060000",
)

SERIES: dict[str, list[tuple[str, ...]]] = {
    **{
        rule: [(START, END, f"RRULE:{rule}")]
        for rule in (
            "FREQ=WEEKLY;COUNT=8;BYDAY=MO,WE",
            "FREQ=MONTHLY;BYDAY=1MO;COUNT=6",
            "FREQ=DAILY;INTERVAL=3;UNTIL=20260420T080000Z",
            "FREQ=WEEKLY;INTERVAL=2;BYDAY=MO,TU,FR;WKST=SU;COUNT=9",
            "FREQ=MONTHLY;BYSETPOS=1;BYDAY=MO,TU,WE,TH,FR;COUNT=5",
            "FREQ=DAILY;COUNT=40;BYMONTH=3",
        )
    },
    "exceptions": [
        (START, END, "RRULE:FREQ=WEEKLY;COUNT=6",
         "EXDATE;TZID=Europe/Belgrade:20260309T100000,20260316T100000", "EXDATE:20260323T090000Z"),
    ],
    "added": [(START, END, "RDATE;TZID=Europe/Belgrade:20260305T090000,20260407T120000")],
    "moved": [
        (START, END, "RRULE:FREQ=WEEKLY;COUNT=5"),
        ("RECURRENCE-ID;TZID=Europe/Belgrade:20260330T100000",
         "DTSTART;TZID=America/New_York:20260331T100000",
         "DTEND;TZID=America/New_York:20260331T110000"),
    ],
    "moved-from-now-on": [
        (START, END, "RRULE:FREQ=WEEKLY;COUNT=6"),
        ("RECURRENCE-ID;RANGE=THISANDFUTURE;TZID=Europe/Belgrade:20260316T100000",
         "DTSTART;TZID=Europe/Belgrade:20260317T150000",
         "DTEND;TZID=Europe/Belgrade:20260317T160000"),
    ],
    "days": [
        ("DTSTART;VALUE=DATE:20260301", "DTEND;VALUE=DATE:20260303", "RRULE:FREQ=MONTHLY;COUNT=4",
         "EXDATE;VALUE=DATE:20260401"),
    ],
    "over-the-change": [(*NIGHT, "RRULE:FREQ=DAILY;COUNT=3")],
    "in-utc": [
        ("DTSTART:20260320T230000Z", "DTEND:20260321T003000Z", "RRULE:FREQ=WEEKLY;COUNT=3"),
    ],
}  # fmt: skip

ONLY_RECURRING = {"moved-from-now-on", "moved", "added"}
"""What ical does not judge: exceptions in another zone, THISANDFUTURE, RDATE without a rule."""


def calendar(entries: list[tuple[str, ...]]) -> bytes:
    lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//Test//EN"]
    for entry in entries:
        lines += ["BEGIN:VEVENT", "UID:a", "DTSTAMP:20260101T000000Z", "SUMMARY:Talks",
                  "STATUS:CONFIRMED", "TRANSP:OPAQUE", *entry, "END:VEVENT"]  # fmt: skip
    return "\r\n".join([*lines, "END:VCALENDAR", ""]).encode()


def imported(path: Path) -> list[tuple[str, str]]:
    """Start and end of each date that we draft, in UTC."""
    drafts = importing.import_(path)
    assert drafts.problems == ()
    chronology = loading.loads(drafts.yaml)
    found = []
    for event in chronology.document.events:
        moments = chronology.moments(event)
        if moments is None:
            earliest, latest = event.date.earliest, event.date.latest
            assert earliest is not None
            assert latest is not None
            found.append((earliest.isoformat(), latest.isoformat()))
        else:
            start, end = moments
            assert end is not None
            shown = (at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ") for at in (start, end))
            found.append((next(shown), next(shown)))
    return sorted(found)


@pytest.mark.parametrize("judge", ["judge_recurring_ical_events.py", "judge_ical_series.py"])
@pytest.mark.parametrize("name", SERIES)
def test_a_series_has_the_dates_that_others_see(name: str, judge: str, tmp_path: Path) -> None:
    if not PYTHON.exists():
        assert "CI" not in os.environ, "run tests/judges/install"
        pytest.skip("the judges are not installed: tests/judges/install")
    if judge == "judge_ical_series.py" and name in ONLY_RECURRING:
        return  # only the other one judges it
    path = tmp_path / "series.ics"
    path.write_bytes(calendar(SERIES[name]))
    done = subprocess.run(
        [str(PYTHON), judge, str(path)], cwd=HERE, capture_output=True, text=True, check=True
    )
    verdicts = [json.loads(line) for line in done.stdout.splitlines()]
    seen = sorted((verdict["start"], verdict["end"]) for verdict in verdicts)
    ours = imported(path)
    if verdicts[0]["all_day"]:
        # Their end is the day after the last.
        assert [start for start, _ in ours] == [start for start, _ in seen]
        assert [last < end for (_, last), (_, end) in zip(ours, seen, strict=True)]
    else:
        assert ours == seen
