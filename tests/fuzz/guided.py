"""Coverage-guided fuzzing of what reads text from outside, with atheris (libFuzzer).

    pip install atheris
    python tests/fuzz/guided.py loader                       until something is found
    python tests/fuzz/guided.py ledger -max_total_time=600   ten minutes; any option of libFuzzer

Targets: loader, reader, finder, extractor, edtf, ledger, calendar, table. Inputs that reach new code are kept
beside the seeds in .fuzz/TARGET, which is not committed; what crashes is written to the working
directory and belongs into the tables of tests/fuzz/test_bounds.py.
"""

import sys
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path

import atheris

ROOT = Path(__file__).parent.parent.parent
sys.path.insert(0, str(ROOT))

with atheris.instrument_imports(include=["timeline"]):
    import timeline
    from timeline import documents, edtf, extraction, linting, loading, phrases
    from timeline.exporters import Context, ics
    from timeline.importing import icalendar, tables
    from timeline.importing.declared_names import DeclaredNames
    from timeline.importing.table_options import Options
    from timeline.phrases import finding, reading  # noqa: F401 - instrumented with the others

DAY = date(2026, 2, 28)
CHRONOLOGY = timeline.loads("events:\n  - {id: a, title: A, when: 2024-11-18}\n")
PHRASES = (
    "17–18 сентября 2025 года",
    "early 2026",
    "from 1 to 3 May 2026",
    "IV квартал 2025",
    "[2024,2025]",
)


def text(content: bytes) -> str:
    return content.decode("utf-8", "replace")


def ledger(content: bytes) -> None:
    context = Context(
        languages=("en",), previous=lambda _: content, now=lambda: datetime(2026, 1, 1, tzinfo=UTC)
    )
    list(ics.export(CHRONOLOGY, context))
    linting.lint(content, "calendar.ics")


def extractor(content: bytes) -> None:
    document = documents.parse(content, "note.txt", on=DAY)
    found = extraction.from_document(document, CHRONOLOGY)
    assert not any(item.is_fault for item in found.refused)


TARGETS: dict[str, Callable[[bytes], object]] = {
    "loader": lambda content: loading.examine(content, "events.yaml"),
    "reader": lambda content: phrases.read(text(content), on=DAY),
    "finder": lambda content: phrases.find(text(content), "ru", DAY),
    "extractor": extractor,
    "edtf": lambda content: edtf.parse(text(content)),
    "ledger": ledger,
    "calendar": lambda content: icalendar.read_calendar(
        content, "calendar.ics", DeclaredNames(None)
    ),
    "table": lambda content: tables.read_table(
        content, "table.csv", DeclaredNames(None), Options()
    ),
}


def seeds(target: str) -> list[bytes]:
    """Good inputs of each target, for the fuzzer to spoil."""
    match target:
        case "loader":
            return [path.read_bytes() for path in (ROOT / "tests").glob("*/*.yaml")]
        case "extractor":
            return [path.read_bytes() for path in (ROOT / "tests").glob("extraction/*/*.txt")]
        case "ledger" | "calendar":
            (export,) = ics.export(
                CHRONOLOGY, Context(languages=("en",), now=lambda: datetime(2026, 1, 1, tzinfo=UTC))
            )
            return [export.content]
        case "table":
            return [
                b"title,date\nA,2024\n",
                'Дата;Событие\n"ноябрь 2024";"А ""Б"""\n'.encode("cp1251"),
            ]
        case _:
            return [phrase.encode() for phrase in PHRASES]


def main() -> None:
    target, *options = sys.argv[1:]
    run = TARGETS[target]

    def one(content: bytes) -> None:
        try:
            run(content)
        except timeline.TimelineError:
            return

    # A run that is bounded begins with the seeds alone, so that it depends on nothing before.
    is_short = any(option.startswith("-runs=") for option in options)
    corpus = Path("corpus" if is_short else ROOT / ".fuzz") / target
    corpus.mkdir(parents=True, exist_ok=True)
    for number, seed in enumerate(seeds(target)):
        (corpus / f"seed-{number}").write_bytes(seed)
    atheris.Setup([sys.argv[0], "-max_len=4096", "-timeout=10", *options, str(corpus)], one)
    atheris.Fuzz()


if __name__ == "__main__":
    main()
