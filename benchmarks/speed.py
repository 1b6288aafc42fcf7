"""How fast the program is, as ratios to what its own libraries do on the same machine.

    python benchmarks/speed.py                   prints the table of RESULTS.md
    python benchmarks/speed.py --check           exits with 1 if a target is missed
    python benchmarks/speed.py --quick           1,000 events instead of 10,000, one round
    python benchmarks/speed.py --large           also 100,000 events, once
    python benchmarks/speed.py --yaml2ics PATH   also that program, from an environment of its own

Every sample is a process of its own and counts its processor time, user and system. The
contenders of a row take turns, so that a busy machine is busy for both; shown is the median of
the rounds. A first round, not counted, writes all bytecode. Absolute times are this machine's;
the ratios are what is promised.

The straightforward way is the one that the libraries' own documentation shows: yaml.load with
CSafeLoader, icalendar.Event.new and to_ical, plotly's go.Figure and write_html.
"""

from __future__ import annotations

import argparse
import itertools
import math
import os
import platform
import random
import resource
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from statistics import median

ROOT = Path(__file__).parent.parent
WORDS = {
    "ru": "встреча визит переговоры соглашение заявление форум министр президент сотрудничество "
    "развитие стороны торговля культура проект выставка делегация транспорт город первый новый",
    "en": "meeting visit talks agreement statement forum minister president cooperation progress "
    "parties trade culture project exhibition delegation transport city first new",
}
KINDS = ("visit", "meeting", "summit", "conference", "signature", "agreement", "exhibition")


# -- data ----------------------------------------------------------------------------------------


def chronology(count: int) -> str:
    """A chronology of about 2 kB an event, the same in every run.

    8 % are timed, 10 % vague; each document is a source of forty events on average.
    """
    chance = random.Random(20261122)

    def words(language: str, number: int) -> str:
        return " ".join(chance.choices(WORDS[language].split(), k=number)).capitalize()

    documents = [words("ru", 6) for _ in range(count // 20 + 1)]

    def event(number: int) -> Iterator[str]:
        year, month, day = 1992 + number % 40, 1 + chance.randrange(12), 1 + chance.randrange(28)
        when = f"{year}-{month:02}-{day:02}"
        kind = chance.random()
        if kind < 0.08:
            when += f"T{9 + chance.randrange(9):02}:00"
        elif kind < 0.18:
            when = when[:7]
        elif kind < 0.4:
            when += f"/{year}-{month:02}-{min(day + 2, 28):02}"
        yield f"  - id: event-{number}"
        yield f"    title: {{en: {words('en', 6)}, ru: {words('ru', 6)}}}"
        yield f"    when: {when}"
        yield f"    kind: {chance.choice(KINDS)}"
        yield "    status: held"
        yield f"    place: {chance.choice(('astana', 'belgrade'))}"
        yield "    parties: [KZ, RS]"
        yield "    revised: 2026-01-01T00:00:00Z"
        yield "    description:"
        yield f"      en: {words('en', 30)}"
        yield f"      ru: {words('ru', 30)}"
        yield "    sources:"
        for source in range(1 + chance.randrange(3)):
            yield f"      - document: {chance.choice(documents)}"
            yield f"        publisher: {words('en', 2)}"
            yield f'        paragraph: "{1 + source}"'
            yield f"        url: https://example.org/{number}/{source}"
            yield "        language: ru"
            yield f"        published: {year}-{month:02}-28"
            yield f"        quote: {words('ru', 14)}"

    head = [
        "calendar: {id: benchmark, languages: [en], timezone: Asia/Almaty}",
        "places:",
        "  astana: {name: Astana, country: KZ, timezone: Asia/Almaty}",
        "  belgrade: {name: Belgrade, country: RS, timezone: Europe/Belgrade}",
        "events:",
    ]
    lines = [*head, *(line for number in range(count) for line in event(number))]
    return "\n".join(lines) + "\n"


def for_yaml2ics(text: str) -> str:
    """The same events in the format of yaml2ics, days and titles and descriptions only."""
    import yaml

    events = []
    for event in yaml.load(text, getattr(yaml, "CSafeLoader", yaml.SafeLoader))["events"]:
        day = str(event["when"])[:10]
        events.append(
            {
                "summary": event["title"]["en"],
                "begin": date.fromisoformat(day if len(day) == 10 else f"{day}-01"),
                "duration": {"days": 1},
                "description": event["description"]["en"],
                "location": event["place"],
            }
        )
    dumped: str = yaml.safe_dump(
        {"name": "benchmark", "timezone": "Asia/Almaty", "events": events}, allow_unicode=True
    )
    return dumped


# -- the contenders, each the whole of a process ---------------------------------------------------

STRAIGHTFORWARD = """
import sys
from datetime import UTC, date, datetime, timedelta
import icalendar, plotly.graph_objects as go, yaml
source, folder, parts = sys.argv[1:]
with open(source, encoding="utf-8") as file:
    document = yaml.load(file, yaml.CSafeLoader)
calendar = icalendar.Calendar.new(name="benchmark")
stamp = datetime(2026, 1, 1, tzinfo=UTC)
first, last, texts = [], [], []
for event in document["events"]:
    start, _, end = str(event["when"]).partition("/")
    if "T" in start:
        start = end = datetime.fromisoformat(start)
    else:
        start = date.fromisoformat(start if len(start) > 7 else start + "-01")
        end = (date.fromisoformat(end) if end else start) + timedelta(days=1)
    fields = ("document", "publisher", "paragraph", "url", "quote")
    sources = "\\n".join(", ".join(source[field] for field in fields) for source in
                        event["sources"])
    calendar.add_component(icalendar.Event.new(
        uid=event["id"] + "@benchmark.invalid", stamp=stamp,
        summary=event["title"]["en"], start=start, end=end,
        description=event["description"]["en"] + "\\n" + sources, location=event["place"],
        categories=[event["kind"]], url=event["sources"][0]["url"]))
    first.append(start); last.append(end); texts.append(event["title"]["en"])
with open(folder + "/calendar.ics", "wb") as file:
    file.write(calendar.to_ical())
if parts == "all":
    figure = go.Figure([
        go.Scatter(x=first, y=list(range(len(first))), mode="markers", text=texts, name="begins"),
        go.Scatter(x=last, y=list(range(len(last))), mode="markers", text=texts, name="ends")])
    figure.write_html(folder + "/timeline.html", include_plotlyjs=True)
"""

LOAD_ONLY = """
import sys, yaml
with open(sys.argv[1], encoding="utf-8") as file:
    yaml.load(file, yaml.CSafeLoader)
"""

CALENDAR_READY = """
import gc, sys, time
from datetime import UTC, datetime
import icalendar
import timeline
from timeline.exporters import Context, exporter
chronology = timeline.load(sys.argv[1])
context = Context(languages=("en",), now=lambda: datetime(2026, 1, 1, tzinfo=UTC))
gc.disable()
start = time.process_time()
content = next(exporter("ics").export(chronology, context)).content
ours = time.process_time() - start

def plain(value):
    return getattr(value, "dt", None) or getattr(value, "cats", None) or str(value)

calendar = icalendar.Calendar.from_ical(content)
events = [
    [(name, plain(value), dict(value.params))
     for name, value in part.property_items(recursive=False, sorted=False)
     if name not in ("BEGIN", "END")]
    for part in calendar.walk("VEVENT")
]
calendar.subcomponents = [part for part in calendar.subcomponents if part.name != "VEVENT"]
start = time.process_time()
for properties in events:
    event = icalendar.Event()
    for name, value, parameters in properties:
        event.add(name, value, parameters)
    calendar.add_component(event)
written = calendar.to_ical(sorted=False)
theirs = time.process_time() - start
print(ours, theirs, written == content)
"""


@dataclass(frozen=True)
class Sample:
    seconds: float
    megabytes: float
    output: str


def run(*command: object, cwd: Path = ROOT) -> Sample:
    """Runs a process; its processor time, and the most memory it held."""
    environment = os.environ | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1767225600"}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)
    with tempfile.TemporaryFile("w+") as output:
        process = subprocess.Popen(
            [str(part) for part in command],
            stdout=output, stderr=subprocess.STDOUT, env=environment, cwd=cwd,
        )  # fmt: skip
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
        output.seek(0)
        text = output.read()
    if process.returncode not in (0, 1):
        raise SystemExit(f"{command} failed:\n{text}")
    return Sample(usage.ru_utime + usage.ru_stime, usage.ru_maxrss * 1024 / 1e6, text)


def python(script: str, *arguments: object) -> Sample:
    return run(sys.executable, "-c", script, *arguments)


def program(*arguments: object) -> Sample:
    return run(sys.executable, "-m", "timeline", *arguments)


def compare(rounds: int, *contenders: Callable[[], Sample]) -> list[Sample]:
    """The median sample of each; they take turns, after one round that is not counted."""
    taken: list[list[Sample]] = [[] for _ in contenders]
    for number in range(rounds + 1):
        for samples, contender in zip(taken, contenders, strict=True):
            sample = contender()
            if number:
                samples.append(sample)
    return [
        Sample(
            median(sample.seconds for sample in samples),
            median(sample.megabytes for sample in samples),
            samples[-1].output,
        )
        for samples in taken
    ]


# -- the rows --------------------------------------------------------------------------------------


@dataclass(frozen=True)
class Row:
    """A line of the table: what was measured, against what, the target, and what came out."""

    what: str
    against: str
    target: float
    measured: float
    unit: str = "×"
    detail: str = ""

    @property
    def is_met(self) -> bool:
        return self.measured <= self.target

    def __str__(self) -> str:
        shown = f"{self.measured:.2f} {self.unit}".replace(" ×", "×")
        if not self.is_met:
            shown = f"**{shown}**"
        return (
            f"| {self.what} | {self.against} | ≤ {self.target:g}{self.unit.strip(' n^')} "
            f"| {shown} | {self.detail} |"
        )


def rows(
    size: int, rounds: int, is_large: bool, yaml2ics: Path | None, folder: Path
) -> Iterator[Row]:
    def written(count: int) -> Path:
        path = folder / f"{count}.yaml"
        if not path.exists():
            path.write_text(chronology(count), "utf-8")
        return path

    def build(count: int, *options: object) -> Callable[[], Sample]:
        source, out = written(count), folder / f"out-{count}"

        def built() -> Sample:
            for path in out.glob("*"):
                path.unlink()
            return program("build", source, "-o", out, "--language", "en", *options)

        return built

    source = written(size)
    count = f"{size:,} events"

    ours, theirs = compare(
        rounds, build(size), lambda: python(STRAIGHTFORWARD, source, folder, "all")
    )
    yield Row(
        f"`build` of {count}, calendar and page", "the straightforward way", 0.3,
        ours.seconds / theirs.seconds, detail=f"{ours.seconds:.1f} s, {theirs.seconds:.1f} s",
    )  # fmt: skip
    input_size = source.stat().st_size / 1e6
    yield Row(
        "its memory at most", f"its input, {input_size:.0f} MB", 8,
        ours.megabytes / input_size, detail=f"{ours.megabytes:.0f} MB",
    )  # fmt: skip

    small, base = size // 10, min(size, 10_000)
    few, many, empty = compare(rounds, build(small), build(base), build(1))
    growth = math.log10((many.seconds - empty.seconds) / (few.seconds - empty.seconds))
    yield Row(f"growth of `build`, {small:,} to {base:,}", "n", 1.1, growth, "n^")
    if is_large:
        most = build(100_000)()
        growth = math.log((most.seconds - empty.seconds) / (few.seconds - empty.seconds))
        growth /= math.log(100_000 / small)
        detail = f"{most.seconds:.0f} s, {most.megabytes:,.0f} MB"
        yield Row(f"growth of `build`, {small:,} to 100,000", "n", 1.1, growth, "n^", detail)

    site = folder / "published.yaml"
    real = "domain: chronology.mfa.rs, url: 'https://chronology.mfa.rs/', "
    site.write_text(chronology(size).replace("{id: benchmark, ", f"{{id: benchmark, {real}", 1))

    runs = itertools.count()

    def in_new_folders(command: str, *options: str) -> Sample:
        # In each round: ext4 takes up to seven times as long to create files where as many were
        # deleted in the last minutes (`recently_deleted` in its ialloc.c).
        run = folder / f"run-{next(runs)}"
        return program(command, site, *(part.format(run) for part in options))

    built, published = compare(
        rounds,
        lambda: in_new_folders("build", "-o", "{}/exports"),
        lambda: in_new_folders("publish", "--pages", "-o", "{}/site", "--exports", "{}/exports"),
    )
    yield Row(
        f"`publish --pages` of {count}", "`build`", 2.5, published.seconds / built.seconds,
        detail=f"{published.seconds:.1f} s, {built.seconds:.1f} s",
    )  # fmt: skip

    pairs = []
    for _ in range(rounds):
        first, second, is_same = python(CALENDAR_READY, source).output.split()
        pairs.append((float(first), float(second)))
    yield Row(
        f"the calendar of {count}", "icalendar writing the same components", 0.3,
        median(one / other for one, other in pairs),
        detail="the same bytes" if is_same == "True" else "**other bytes**",
    )  # fmt: skip

    empty, help_, shipped = compare(
        2 * rounds + 1,
        lambda: python("pass"),
        lambda: program("--help"),
        lambda: program("build", ROOT / "events.yaml", "-o", folder / "events"),
    )
    detail = f"{1000 * help_.seconds:.0f} ms, {1000 * empty.seconds:.0f} ms"
    yield Row(
        "`timeline --help`", "`python -c pass`", 5, help_.seconds / empty.seconds, detail=detail
    )
    detail = f"{1000 * shipped.seconds:.0f} ms"
    yield Row(
        "`build` of events.yaml",
        "`python -c pass`",
        24,
        shipped.seconds / empty.seconds,
        detail=detail,
    )

    wrong = folder / "wrong.yaml"
    wrong.write_text(source.read_text("utf-8").replace("status: held", "status: hold", 1), "utf-8")
    clean, broken, load = compare(
        rounds,
        lambda: program("check", "--quiet", source),
        lambda: program("check", "--quiet", wrong),
        lambda: python(LOAD_ONLY, source),
    )
    yield Row(
        f"`check` of {count}, every value with its place", "`yaml.load` with CSafeLoader", 0.5,
        clean.seconds / load.seconds, detail=f"{clean.seconds:.1f} s, {load.seconds:.1f} s",
    )  # fmt: skip
    yield Row(
        f"`check` with one error in {count}",
        "the same without",
        1.5,
        broken.seconds / clean.seconds,
    )

    if yaml2ics is not None:
        simple = folder / "yaml2ics.yaml"
        simple.write_text(for_yaml2ics(source.read_text("utf-8")), "utf-8")
        ours, theirs = compare(
            min(rounds, 2), build(size, "--format", "ics"), lambda: run(yaml2ics, simple)
        )
        yield Row(
            f"calendar only, {count}", "yaml2ics", 0.25, ours.seconds / theirs.seconds,
            detail=f"{ours.seconds:.1f} s, {theirs.seconds:.1f} s",
        )  # fmt: skip


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--quick", action="store_true", help="1,000 events, one round")
    parser.add_argument("--large", action="store_true", help="also 100,000 events")
    parser.add_argument("--yaml2ics", type=Path, help="the program, to compare with")
    parser.add_argument("--check", action="store_true", help="exit with 1 if a target is missed")
    options = parser.parse_args()
    size, rounds = (1_000, 1) if options.quick else (10_000, 3)
    print("| what | against | target | measured | |")
    print("|---|---|---|---|---|")
    is_met = True
    with tempfile.TemporaryDirectory() as name:
        for row in rows(size, rounds, options.large, options.yaml2ics, Path(name)):
            print(row, flush=True)
            is_met &= row.is_met
    print(f"\nProcessor time, medians of {rounds}; Python {platform.python_version()}.")
    return 0 if is_met or not options.check else 1


if __name__ == "__main__":
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    sys.exit(main())
