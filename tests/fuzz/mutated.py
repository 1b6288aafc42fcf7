"""Files of every format, damaged at random, and the law that each must satisfy.

    python tests/fuzz/mutated.py                        a minute of all formats, a new seed
    python tests/fuzz/mutated.py --seconds 3600 docx    an hour of one format
    python tests/fuzz/mutated.py --seed 7 --count 500   the same 500 of each format again

The seeds are small files like those of `oversized`, and written ones. A file is cut, doubled,
spliced and overwritten in places; of an archive, a part of it before it is packed again. Every
reader of that format then returns or raises a `TimelineError`, and an extraction has no internal
error among its refusals. Each finding is printed with the file's bytes.
"""

from __future__ import annotations

import io
import random
import sys
import zipfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

import timeline  # noqa: E402 - the path is set above
from tests.fuzz import oversized  # noqa: E402
from tests.fuzz.findings import failing, run  # noqa: E402
from timeline import documents, importing, linting, loading  # noqa: E402
from timeline.exporters import Context, ics  # noqa: E402
from timeline.extraction import from_document  # noqa: E402

DAY: Final = date(2026, 2, 28)
SIZE: Final = 600
CHRONOLOGY: Final = timeline.loads("events:\n  - {id: a, title: A, when: 2024-11-18}\n")


def _extracted(content: bytes, name: str) -> None:
    found = from_document(documents.parse(content, name, on=DAY), CHRONOLOGY)
    faults = [item.reason for item in found.refused if item.is_fault]
    assert not faults, faults


def _imported(content: bytes, name: str) -> None:
    importing.import_(name, content=content)


def _loaded(content: bytes, name: str) -> None:
    loading.examine(content, name)


def _linted(content: bytes, name: str) -> None:
    linting.lint(content, name)


def _continued(content: bytes, _: str) -> None:
    now = datetime(2026, 1, 1, tzinfo=UTC)
    context = Context(languages=("en",), previous=lambda _: content, now=lambda: now)
    list(ics.export(CHRONOLOGY, context))


READERS: Final[dict[str, tuple[Callable[[bytes, str], None], ...]]] = {
    "yaml": (_loaded,),
    "ics": (_linted, _imported, _continued),
    "csv": (_imported,),
    "json": (_imported,),
    "xlsx": (_imported,),
    "ods": (_imported,),
    "txt": (_extracted,),
    "html": (_extracted,),
    "docx": (_extracted,),
    "pdf": (_extracted,),
    "odt": (_extracted,),
    "rtf": (_extracted,),
    "md": (_extracted,),
    "eml": (_extracted,),
}

CALENDAR: Final = """\
BEGIN:VCALENDAR
VERSION:2.0
X-WR-CALNAME:Visits
X-WR-TIMEZONE:Asia/Almaty
BEGIN:VTIMEZONE
TZID:Own
BEGIN:STANDARD
DTSTART:19701025T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
BEGIN:VEVENT
UID:a@example.org
DTSTAMP:20260101T000000Z
SEQUENCE:3
DTSTART;TZID=Own:20260503T100000
DURATION:PT2H
RRULE:FREQ=WEEKLY;COUNT=4;BYDAY=MO,TU
EXDATE;TZID=Own:20260510T100000
RDATE;VALUE=PERIOD:20260601T100000Z/PT1H
SUMMARY;LANGUAGE=en;ENCODING=QUOTED-PRINTABLE;CHARSET=UTF-8:S=C3=A9ance
LOCATION:Belgrade\\, Serbia
GEO:44.8;20.4
CATEGORIES:VISIT,TALKS
STATUS:TENTATIVE
END:VEVENT
BEGIN:VEVENT
UID:a@example.org
RECURRENCE-ID;TZID=Own;RANGE=THISANDFUTURE:20260511T100000
DTSTART;TZID=Own:20260511T120000
SUMMARY:Moved
END:VEVENT
BEGIN:VTODO
DUE;VALUE=DATE:20260601
SUMMARY:Ratify
END:VTODO
END:VCALENDAR
"""
WRITTEN: Final = {
    "ics": [CALENDAR.replace("\n", "\r\n").encode()],
    "csv": [
        "Дата;Событие;Место\n18.11.2024;Визит;Белград\n\"17–18 сентября 2025\";Съезд;Астана\n".encode("cp1251"),
        b"Subject,Start Date,Start Time,End Date,All Day Event\nA,11/18/2024,10:00 AM,11/19/2024,False\n",
        b"Year\tMonth\tDay\tHeadline\n2024\t11\t18\tVisit\n2025\t\t\tExpo\n",
    ],
    "txt": [
        "Agenda\n\n18 May 2026\n10:00–11:30 Plenary\n(to 9 June) Visit to Belgrade\n".encode(),
        "12 (24) апреля 1877 года началась война.\n\n- май 2026: саммит\n- июнь: встреча\n".encode(),
    ],
}  # fmt: skip


def seeds(kind: str) -> list[bytes]:
    """Small good files of a format."""
    cases = [case for case in oversized.CASES.values() if case.suffix == kind]
    made = {case.content: case.content(SIZE) for case in cases}.values()
    shipped = {"yaml": [ROOT / "events.yaml", *(ROOT / "tests" / "faulty").glob("*.yaml")]}
    files = [path.read_bytes() for path in shipped.get(kind, ())]
    return sorted(made) + WRITTEN.get(kind, []) + files


JUNK: Final = (
    b"\0", b"\xff", b"\xed\xa0\x80", b"\xe2\x80\xae", b"\r", b"\n", b"\t", b'"', b"'", b",", b";", b":", b"<", b">", b"&#0;", b"&", b"]]>",
    b"9" * 30, b"-1", b"0", b"1e999", b"{", b"}", b"[", b"]", b"\\", b"%", b"BEGIN:VEVENT\r\n", b"END:VEVENT\r\n", b"NaN", b"99999999",
)  # fmt: skip


def damaged(content: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """*content* with one to four places cut out, doubled, overwritten, or taken from *others*."""
    for _ in range(rng.randint(1, 4)):
        at, end = sorted(rng.randint(0, len(content)) for _ in range(2))
        end = min(end, at + rng.choice((1, 2, 8, 64, 512)))
        match rng.randrange(6):
            case 0:
                middle = b""
            case 1:
                middle = content[at:end] * 2
            case 2:
                middle = rng.choice(JUNK)
            case 3:
                middle = content[at:end] + rng.choice(JUNK)
            case 4:
                other = rng.choice(others)
                start = rng.randint(0, len(other))
                middle = other[start : start + rng.choice((4, 40, 400))]
            case _:
                middle = bytes(byte ^ 1 << rng.randrange(8) for byte in content[at:end])
        content = content[:at] + middle + content[end:]
    return content


def repacked(content: bytes, others: Sequence[bytes], rng: random.Random) -> bytes:
    """An archive with one of its parts damaged."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(content)) as old, zipfile.ZipFile(buffer, "w") as new:
        chosen = rng.choice(old.namelist())
        for name in old.namelist():
            part = old.read(name)
            new.writestr(name, damaged(part, [part], rng) if name == chosen else part)
    return buffer.getvalue()


def made(kind: str, seed: int) -> Iterator[bytes]:
    """Damaged files of a format, without end; the same of one seed."""
    rng = random.Random(f"{seed} {kind}")
    known = seeds(kind)
    while True:
        change = damaged
        chosen = rng.choice(known)
        if chosen.startswith(b"PK") and rng.random() < 0.8:
            change = repacked
        yield change(chosen, known, rng)


def check(kind: str, content: bytes) -> None:
    """Reads *content* with every reader of the format; raises exceptions that are not for users."""
    for reader in READERS[kind]:
        with suppress(timeline.TimelineError):
            reader(content, f"file.{kind}")


def failures(
    kinds: Sequence[str], seed: int, count: int, until: float = float("inf")
) -> Iterator[tuple[str, bytes, Exception]]:
    """Format, file and exception of each of *count* files a format that fails."""
    return failing({kind: made(kind, seed) for kind in kinds}, check, count, until)


if __name__ == "__main__":
    sys.exit(run("damaged files", tuple(READERS), failures))
