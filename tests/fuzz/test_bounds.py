"""Any input: the public API returns a value or raises a `TimelineError`, and in time."""

import io
import itertools
import random
import re
import time
import zipfile
import zoneinfo
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

import timeline
from timeline import documents, edtf, extraction, importing, linting, loading, phrases
from timeline.errors import TimelineError
from timeline.exporters import Context, exporter

from .hostile import TEXTS

pytestmark = pytest.mark.slow

MOMENT = datetime(2026, 11, 22, tzinfo=UTC)
FileReader = Callable[[bytes, Path], None]
Call = Callable[[Callable[..., object], bytes], float]
"""Seconds of processor time that a reader takes for a content."""
EVENTS = "calendar: {languages: [en, ru]}\nevents:\n  - {id: a, title: A, when: 2024-11-18}\n"


def loaded(content: bytes) -> None:
    loading.examine(content, "events.yaml")


def read(content: bytes) -> None:
    phrases.read(content.decode("utf-8", "replace"), on=date(2026, 2, 28))


def found(content: bytes) -> None:
    phrases.find(content.decode("utf-8", "replace"), "ru", date(2026, 2, 28))


def as_edtf(content: bytes) -> None:
    edtf.parse(content.decode("utf-8", "replace"))


def ledger(content: bytes) -> None:
    previous = content if content.startswith(b"BEGIN") else b"BEGIN:VCALENDAR\r\n" + content
    context = Context(languages=("en",), previous=lambda _: previous, now=lambda: MOMENT)
    list(exporter("ics").export(timeline.loads(EVENTS), context))


def linted(content: bytes) -> None:
    linting.lint(content, "calendar.ics")


def imported(suffix: str) -> FileReader:
    def read(content: bytes, folder: Path) -> None:
        path = folder / f"file.{suffix}"
        path.write_bytes(content)
        importing.import_(path)

    read.__name__ = f"imported_{suffix}"
    return read


def extracted(suffix: str) -> FileReader:
    def read(content: bytes, folder: Path) -> None:
        path = folder / f"file.{suffix}"
        path.write_bytes(content)
        found = extraction.from_document(documents.read_document(path))
        assert not any(item.is_fault for item in found.refused)

    read.__name__ = f"extracted_{suffix}"
    return read


READERS: list[Callable[..., None]] = [loaded, read, found, as_edtf, ledger, linted]
FILE_READERS = [
    imported("csv"),
    imported("ics"),
    imported("json"),
    extracted("txt"),
    extracted("html"),
]
EVERY = READERS + FILE_READERS


USUAL_PACE = 0.1
"""Seconds of processor time for `pace` on the machine that the bound was stated for."""


def pace() -> float:
    """Seconds of processor time for some work that is always the same."""
    start = time.process_time()
    sum(number * number % 7 for number in range(1_000_000))
    return time.process_time() - start


@pytest.fixture(scope="module")
def call(tmp_path_factory: pytest.TempPathFactory) -> Call:
    """Calls a reader; gives the seconds of processor time it took, or would on the usual machine.

    A busy machine with half the pace is no fault of the reader.
    """
    folder = tmp_path_factory.mktemp("bounds")

    def called(reader: Callable[..., object], content: bytes) -> float:
        start = time.process_time()
        with suppress(TimelineError):
            reader(content, folder) if reader in FILE_READERS else reader(content)
        taken = time.process_time() - start
        return taken if taken < SECONDS / 4 else taken / max(pace() / USUAL_PACE, 1)

    return called


PIECES = [
    *TEXTS, "events:\n", "  - id: a\n    title: ", "when: ", "sources:\n      - ", "{", "}", "[", "]", "\n", "\r\n", ",", ";", '"',
    "BEGIN:VCALENDAR\r\n", "BEGIN:VEVENT\r\n", "END:VEVENT\r\n", "UID:a@timeline.invalid\r\n", "DTSTART:", "DTSTAMP:20260101T000000Z\r\n",
    "SEQUENCE:1\r\n", "X-TIMELINE-EDTF:", "20240101", "T100000Z", "title,date\n", "Дата;Событие\n",
    '{"version": 1, "events": [', '{"id": "a", "title": {"en": "A"}, "when": {"text": "2024", "edtf": "2024"}}', "null", "1e999", "-", "—",
    "17", "18", "сентября", "September", "2025", "года", "в", "ноябре", "from", "to", "early", "начале", "квартал", "Q3", "~", "?", "%", "X", "/", "..",
    "<p>", "</p>", "<table>", "<br>", "&nbsp;", "30-летие", "30th anniversary of ", "last ", "next week", "١٤٤٦", "令和7年", "XIX в.",
]  # fmt: skip
contents = st.one_of(
    st.binary(max_size=400),
    st.lists(st.sampled_from(PIECES), max_size=40)
    .map("".join)
    .map(lambda text: text.encode("utf-8", "surrogatepass")),
    st.lists(st.sampled_from(PIECES), max_size=40)
    .map(" ".join)
    .map(lambda text: text.encode("utf-16")),
)
quick = settings(
    deadline=None,
    max_examples=150,
    phases=[Phase.explicit, Phase.reuse, Phase.generate, Phase.shrink],
    suppress_health_check=list(HealthCheck),
)


@pytest.mark.parametrize("reader", EVERY, ids=lambda reader: reader.__name__)
@quick
@given(content=contents)
def test_any_file_is_read_or_refused(
    call: Call, reader: Callable[..., None], content: bytes
) -> None:
    call(reader, content)


KIB = 1024
SECONDS = 6
"""Processor time for any 64 KiB of input; the slowest of these takes half of it."""

REPEATED = [
    "a", "1", " ", "\n", "\t", "(", "[", "{", "[{", "- ", "a: ", "a: {", "? ", "'", '"', "\\", "|", "&a ", "*a ", "!", "#", "%", ",", ";",
    "--", "–", ".", "..", "/", "~", "X", "\u0301", "\u200b", "а\u0301", "1,", "1-", "1.", "1 ", "0000-", "[2024,", "2024-11/", "2024 ", "17-18 ",
    "17 сентября 2025 и ", "17–18 сентября ", "с 1 по 2 мая ", "от ", "of the ", "from ", "early ", "в начале ", "до и после ", "или ", "Q1 ", "XIX ",
    "янв. ", "Mai ", "May ", "may 1 ", "1 may ", "2025 года, ", "30-летие ", "(2025) ", "« ", "https://a.example/ ",
    "BEGIN:VEVENT\r\n", "BEGIN:VEVENT\r\nEND:VEVENT\r\n", "UID:a\r\n", "A;B=", 'A;B="', 'A;B="c",', "\r\n ", "END:VCALENDAR\r\n",
    "title,date\n", "a,b\n", ";;;;", '"",', '""', "<p>", "<div>", "<a href='", "<!--", "&#", "&amp;", "</p>", "<table><tr><td>",
    "<script>", "events:\n- a\n", "  - {id: a, title: A}\n", "  - {id: a, ", "a" * 99 + ": b\n", "é" * 70 + "\r\n ",
]  # fmt: skip
STARTS = {
    "loaded": ("events:\n", "events:\n  - id: a\n    title: "),
    "imported_csv": ("title,date\nA,",),
    "imported_json": ('{"version": 1, "events": ["',),
    "imported_ics": ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:",),
    "ledger": ("BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nSUMMARY:",),
    "extracted_html": ("<html><body><p>",),
}
"""What brings a reader to where it reads on; each is tried without, too, but for HTML."""


def long_inputs(starts: Iterable[str]) -> Iterator[bytes]:
    """64 KiB of one thing after another, and of a mixture that is the same in every run."""
    for start in starts:
        for piece in REPEATED:
            yield (start + piece * (64 * KIB // len(piece.encode()))).encode()[: 64 * KIB]
    mixing = random.Random(20261122)
    for _ in range(10):
        pieces = (mixing.choice(REPEATED + PIECES) for _ in range(30_000))
        yield " ".join(pieces).encode("utf-8", "surrogatepass")[: 64 * KIB]


@pytest.mark.parametrize("reader", EVERY, ids=lambda reader: reader.__name__)
def test_64_kib_of_anything_are_read_in_time(call: Call, reader: Callable[..., None]) -> None:
    starts = STARTS.get(reader.__name__, ())
    if reader.__name__ != "extracted_html":
        starts = ("", *starts)
    slowest = max((call(reader, content), content[:40]) for content in long_inputs(starts))
    print(f"{reader.__name__}: {slowest[0]:.2f} s for {slowest[1]!r}")
    assert slowest[0] < SECONDS, slowest


def members(kind: str, month: int) -> str:
    return kind[0] + ",".join(f"{year}-{month % 12 + 1:02}" for year in range(1000, 2240)) + kind[1]


SOURCES = "- id: a\n  title: A\n  disputed: true\n  sources:\n"
LINES: dict[str, tuple[str, Callable[[int], str]]] = {
    "nothing but a gap": ("", lambda n: "- {id: }\n"),
    "unknown fields": ("", lambda n: f"- {{id{n}: 1}}\n"),
    "unknown names": ("", lambda n: f"- {{id: e{n}, title: A, kind: e{n}x, timezone: Eur/e{n}x}}\n"),
    "a chain of parts": ("", lambda n: f"- {{id: e{n}, title: A, part_of: e{n + 1}}}\n"),
    "phrases that are none": ("", lambda n: f"- {{id: e{n}, title: A, when: c {n} по 2 мая или}}\n"),
    "anniversaries": ("", lambda n: f"- {{id: e{n}, title: A, when: 1000, anniversary: {{until: 1500}}}}\n"),
    "one of many": (SOURCES, lambda n: f"  - {{document: D, when: '{members('[]', n)}'}}\n"),
    "all of many": (SOURCES, lambda n: f"  - {{document: D, when: '{members('{}', n)}'}}\n"),
    "claims": (SOURCES, lambda n: f"  - {{document: D, when: {1000 + n}}}\n"),
    "gaps in a list": (SOURCES, lambda n: "  - {document: }\n"),
}  # fmt: skip
"""Lines of a file of events of which many together could be more than many times the work."""


@pytest.mark.parametrize("name", LINES)
def test_64_kib_of_events_are_checked_in_time(call: Call, name: str) -> None:
    head, line = LINES[name]
    text = "events:\n" + head
    number = 0
    while len(longer := text + line(number)) <= 64 * KIB:
        text, number = longer, number + 1
    taken = call(loaded, text.encode())
    print(f"{name}: {taken:.2f} s for {number} lines")
    assert taken < SECONDS


SIXTY = ",".join(map(str, range(60)))
ENTRIES = {
    "a rule that never matches": "RRULE:FREQ=DAILY;BYMONTH=2;BYMONTHDAY=30",
    "a rule with many positions": f"RRULE:FREQ=DAILY;BYSETPOS={SIXTY[4:]}",
    "a rule with many times of day": f"RRULE:FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYHOUR=0,1,2,3,4,5,6,7;BYMINUTE={SIXTY};BYSECOND={SIXTY}",
    "a rule without an end": "RRULE:FREQ=DAILY",
    "a rule with an end far away": "RRULE:FREQ=DAILY;UNTIL=99991231;BYMONTH=2;BYMONTHDAY=29;BYDAY=SU",
    "one UID": "UID:a\nRRULE:FREQ=WEEKLY\nRECURRENCE-ID;VALUE=DATE:20260503",
    "moved dates of one UID": "UID:a\nRECURRENCE-ID;VALUE=DATE:{day}",
    "a moved rest of one UID": "UID:a\nRECURRENCE-ID;RANGE=THISANDFUTURE;VALUE=DATE:{day}",
    "many rules of one UID": "UID:a\nRRULE:FREQ=DAILY;UNTIL={day}",
}  # fmt: skip
"""Properties of entries of which many together could be more than many times the work."""


RULES_OF_ZONES = (
    "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30",
    "FREQ=YEARLY;INTERVAL=0;BYMONTH=3;BYDAY=-1SU",
    "FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU",
)


@pytest.mark.parametrize("reader", [linted, FILE_READERS[1]], ids=["linted", "imported"])
@pytest.mark.parametrize("rule", RULES_OF_ZONES)
def test_64_kib_of_zones_are_read_in_time(
    call: Call, reader: Callable[..., None], rule: str
) -> None:
    zones = sorted(zoneinfo.available_timezones())
    text = "BEGIN:VCALENDAR\n"
    for zone in zones:
        part = f"DTSTART:00010301T000000\nRRULE:{rule}\nTZOFFSETFROM:+0100\nTZOFFSETTO:+0200\n"
        text += f"BEGIN:VTIMEZONE\nTZID:{zone}\nBEGIN:STANDARD\n{part}END:STANDARD\nEND:VTIMEZONE\n"
        text += f"BEGIN:VEVENT\nSUMMARY:A\nDTSTART;TZID={zone}:20260503T100000\nEND:VEVENT\n"
    taken = call(reader, text.encode()[: 64 * KIB])
    print(f"{rule}: {taken:.2f} s")
    assert taken < SECONDS


@pytest.mark.parametrize("name", ENTRIES)
def test_64_kib_of_entries_that_repeat_are_imported_in_time(call: Call, name: str) -> None:
    first = date(2026, 1, 1)
    head, end = "BEGIN:VEVENT\nSUMMARY:A\nDTSTART;VALUE=DATE:20260101\n", "\nEND:VEVENT\n"
    content = f"BEGIN:VCALENDAR\n{head}UID:a\nRRULE:FREQ=DAILY{end}"
    days = (f"{first + timedelta(n):%Y%m%d}" for n in itertools.count())
    while (
        len(longer := content + head + ENTRIES[name].replace("{day}", next(days)) + end) <= 64 * KIB
    ):
        content = longer
    taken = call(FILE_READERS[1], f"{content}END:VCALENDAR\n".encode())
    print(f"{name}: {taken:.2f} s")
    assert taken < SECONDS


CORPUS = sorted((Path(__file__).parent.parent / "corpus").glob("*.yaml"))


@pytest.mark.parametrize("path", CORPUS, ids=lambda path: path.stem)
def test_64_kib_of_the_words_of_a_language_are_searched_in_time(call: Call, path: Path) -> None:
    words = re.findall(r"\w+|[^\w\s]", path.read_text("utf-8"))
    mixing = random.Random(20261122)
    text = " ".join(mixing.choice(words) for _ in range(64 * KIB))
    content = text.encode()[: 64 * KIB].decode("utf-8", "ignore")
    taken = call(lambda _: phrases.find(content, path.stem, date(2026, 2, 28)), b"")
    print(f"{path.stem}: {taken:.2f} s")
    assert taken < SECONDS


def test_a_word_document_that_unfolds_is_read_in_time(call: Call) -> None:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        space = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
        runs = "<w:r><w:t>a</w:t></w:r>" * 600_000
        body = f'<w:document xmlns:w="{space}"><w:body><w:p>{runs}</w:p></w:body></w:document>'
        archive.writestr("word/document.xml", body)
    assert len(buffer.getvalue()) < 64 * KIB
    taken = call(lambda content: documents.parse(content, "file.docx"), buffer.getvalue())
    print(f"docx: {taken:.2f} s")
    assert taken < SECONDS
