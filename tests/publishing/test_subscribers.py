"""Programs that subscribe over http see every change of each event, and no event twice.

A site is published five times: two events; one more; one that is moved; one that is cancelled;
one that is removed. After each time every program looks at the address again.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime, timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any

import pytest

from timeline.publishing import publish

from . import thunderbird
from .servers import place, running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="servers of POSIX"),
]

JUDGES = Path(__file__).parents[2] / ".judges"

HEAD = """
calendar: {{id: feed, domain: chronology.mfa.rs, url: "{address}"}}
events:
"""
VISIT = "  - {id: visit, title: Visit, when: 2026-12-01}\n"
SUMMIT = "  - {id: summit, title: Summit, when: 2026-12-05/2026-12-06}\n"
TALKS = "  - {id: talks, title: Talks, when: 2026-12-10T10:00, timezone: Asia/Almaty}\n"
MOVED = "  - {id: summit, title: Summit, when: 2026-12-15/2026-12-16, previously: 2026-12-05/2026-12-06}\n"
CANCELLED = "  - {id: talks, title: Talks, when: 2026-12-10T10:00, timezone: Asia/Almaty, status: cancelled}\n"
VERSIONS = (
    VISIT + SUMMIT,
    VISIT + SUMMIT + TALKS,
    VISIT + MOVED + TALKS,
    VISIT + MOVED + CANCELLED,
    MOVED + CANCELLED,
)

Seen = Mapping[str, tuple[str, str]]
"""First day and status of each event by its UID; the status is "cancelled" or ""."""

EXPECTED: tuple[Seen, ...] = (
    {"visit": ("2026-12-01", ""), "summit": ("2026-12-05", "")},
    {"visit": ("2026-12-01", ""), "summit": ("2026-12-05", ""), "talks": ("2026-12-10", "")},
    {"visit": ("2026-12-01", ""), "summit": ("2026-12-15", ""), "talks": ("2026-12-10", "")},
    {
        "visit": ("2026-12-01", ""),
        "summit": ("2026-12-15", ""),
        "talks": ("2026-12-10", "cancelled"),
    },
    {
        "visit": ("2026-12-01", "cancelled"),
        "summit": ("2026-12-15", ""),
        "talks": ("2026-12-10", "cancelled"),
    },
)


@pytest.fixture
def versions() -> Iterator[tuple[str, Iterator[Seen]]]:
    """The address of a calendar, and what is to be seen at it: each look publishes the next one."""
    with place() as (site, address):

        def published() -> Iterator[Seen]:
            for number, (text, expected) in enumerate(zip(VERSIONS, EXPECTED, strict=True)):
                source = site.parent / "events.yaml"
                source.write_text(HEAD.format(address=address) + text)
                moment = datetime(2026, 11, 22, tzinfo=UTC) + timedelta(hours=number)
                publish(source, site, exports=site.parent / "exports", now=moment.replace)
                yield expected

        looks = published()
        first = next(looks)
        with running("nginx", site, address):

            def from_the_first() -> Iterator[Seen]:
                yield first
                yield from looks

            yield f"{address}feed.en.ics", from_the_first()


def ran(*command: object, **options: Any) -> str:
    run: CompletedProcess[str] = subprocess.run(
        [str(each) for each in command], capture_output=True, text=True, check=False, **options
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return run.stdout


def needed(path: Path) -> Path:
    if not path.exists():
        complain = pytest.fail if os.environ.get("CI") else pytest.skip
        complain(f"{path.name} is not installed: bash tests/judges/install")
    return path


def of_records(records: Any) -> Seen:
    """What a program printed as JSON: lists of UID, first day, status."""
    found = {}
    for uid, day, status in records:
        name = uid.partition("@")[0]
        assert name not in found, "an event is there twice"
        found[name] = day, "cancelled" if status.upper() == "CANCELLED" else ""
    return found


ICAL = """
import json, sys, urllib.request
from ical.calendar_stream import IcsCalendarStream
text = urllib.request.urlopen(sys.argv[1]).read().decode()
calendar = IcsCalendarStream.calendar_from_ics(text)
print(json.dumps([[e.uid, str(e.dtstart)[:10], (e.status or "").upper()] for e in calendar.events]))
"""

NODE_ICAL = """
const ical = require("node-ical");
ical.async.fromURL(process.argv[2]).then((found) => {
  const day = (start) => new Date(start.getTime() + 5 * 3600e3).toISOString().slice(0, 10);
  const events = Object.values(found).filter(({ type }) => type === "VEVENT");
  console.log(JSON.stringify(events.map((e) => [e.uid, day(e.start), e.status ?? ""])));
});
"""


def test_ical_of_home_assistant(versions: tuple[str, Iterator[Seen]]) -> None:
    python = needed(JUDGES / "python" / "bin" / "python")
    address, looks = versions
    for expected in looks:
        assert of_records(json.loads(ran(python, "-c", ICAL, address))) == expected


def test_node_ical(versions: tuple[str, Iterator[Seen]], tmp_path: Path) -> None:
    needed(JUDGES / "node" / "node_modules" / "node-ical")
    address, looks = versions
    script = tmp_path / "look.cjs"
    script.write_text(NODE_ICAL)
    environment = os.environ | {"NODE_PATH": str(JUDGES / "node" / "node_modules"), "TZ": "UTC"}
    for expected in looks:
        printed = ran(shutil.which("node") or "node", script, address, env=environment)
        assert of_records(json.loads(printed)) == expected


def test_thunderbird(versions: tuple[str, Iterator[Seen]]) -> None:
    address, looks = versions
    with thunderbird.running() as application:
        calendar = application.subscribe(address)
        for expected in looks:
            records = []
            for _ in range(20):  # it writes to its own calendar after it has read the address
                found = application.look(calendar)
                records = [(uid, f"{day[:4]}-{day[4:6]}-{day[6:8]}", s) for uid, day, s in found]
                if len(records) == len(expected) and of_records(records) == expected:
                    break
                time.sleep(0.5)
            assert of_records(records) == expected


VDIRSYNCER = """
[general]
status_path = "{folder}/status/"
[pair feed]
a = "published"
b = "mine"
collections = null
conflict_resolution = "a wins"
[storage published]
type = "singlefile"
path = "{folder}/feed.ics"
[storage mine]
type = "filesystem"
path = "{folder}/mine/"
fileext = ".ics"
"""

KHAL = """
[calendars]
[[mine]]
path = {folder}/mine/
readonly = True
[locale]
local_timezone = Asia/Almaty
default_timezone = Asia/Almaty
timeformat = %H:%M
dateformat = %Y-%m-%d
longdateformat = %Y-%m-%d
datetimeformat = %Y-%m-%d %H:%M
longdatetimeformat = %Y-%m-%d %H:%M
[sqlite]
path = {folder}/khal.db
"""


def test_khal_after_vdirsyncer(versions: tuple[str, Iterator[Seen]], tmp_path: Path) -> None:
    """vdirsyncer keeps UIDs with its storage "singlefile", of a file that curl fetches."""
    programs = needed(JUDGES / "python" / "bin" / "vdirsyncer").parent
    needed(programs / "khal")
    address, looks = versions
    (tmp_path / "vdirsyncer.conf").write_text(VDIRSYNCER.format(folder=tmp_path))
    (tmp_path / "khal.conf").write_text(KHAL.format(folder=tmp_path))
    (tmp_path / "mine").mkdir()
    environment = os.environ | {"HOME": str(tmp_path), "LC_ALL": "C.UTF-8"}
    sync = (programs / "vdirsyncer", "-c", tmp_path / "vdirsyncer.conf")
    for number, expected in enumerate(looks):
        ran("curl", "-sf", "-o", tmp_path / "feed.ics", address)
        if not number:
            ran(*sync, "discover", env=environment)
        ran(*sync, "sync", env=environment)
        files = list((tmp_path / "mine").glob("*.ics"))
        assert len(files) == len(expected)
        printed = ran(
            programs / "khal", "-c", tmp_path / "khal.conf", "list", "--format",
            "{uid}|{start-date}|{status}|{cancelled}", "--day-format", "", "2026-11-30", "31d", "--once",
            env=environment,
        )  # fmt: skip
        records = []
        for line in filter(None, printed.splitlines()):
            uid, day, status, cancelled = line.split("|")
            records.append((uid, day, "CANCELLED" if "CANCELLED" in status + cancelled else ""))
        assert of_records(records) == expected
