"""Measure how well dates are read, beside other readers, on the corpus of ``tests/corpus``.

    python benchmarks/reading.py --install     # once: the other readers, into .judges/readers
    python benchmarks/reading.py               # prints the tables of RESULTS.md
    python benchmarks/reading.py --failures    # what our reader gets wrong, line by line

The other readers run in an environment of their own, this file being their worker too; each is
given the language and the day of the document, where it has a place for them. Their answers are
compared as days and precision, ours also as times of day and qualifiers.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import resource
import statistics
import subprocess
import sys
import time
import venv
from collections.abc import Iterator
from dataclasses import asdict
from datetime import date, datetime, timedelta
from importlib import metadata
from pathlib import Path
from typing import Any, TypeAlias

ROOT = Path(__file__).resolve().parent.parent
READERS = ROOT / ".judges" / "readers"
PYTHON = READERS / "bin" / "python"
REQUIREMENTS = ("dateparser==1.5.*", "datefinder==1.*", "python-dateutil==4.*", "natasha==1.6.*")
SETUPTOOLS = "setuptools<81"  # natasha's dictionary still asks for pkg_resources

Answer: TypeAlias = tuple[str, str, str]
"""First day, last day, precision: what a reader says of a date."""
Found: TypeAlias = list[tuple[int, int, Answer]]

# The other readers. Nothing above `main` may need more than the standard library: in their own
# environment neither ours nor its dependencies are there.


def _answer(moment: datetime | date, precision: str) -> Answer:
    """Bounds of the year, month or day in which *moment* lies."""
    first = date(moment.year, moment.month, moment.day)
    if precision == "year":
        first, last = date(first.year, 1, 1), date(first.year, 12, 31)
    elif precision == "month":
        first = first.replace(day=1)
        last = (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
    else:
        precision, last = "day", first
    return first.isoformat(), last.isoformat(), precision


class Dateparser:
    """dateparser's search_dates; the precision of each find from its DateDataParser."""

    package, module, languages = "dateparser", "dateparser.search", None

    def __init__(self) -> None:
        from dateparser.data.languages_info import language_order
        from dateparser.date import DateDataParser
        from dateparser.search import search_dates

        self.known = set(language_order)
        self.parser = DateDataParser
        self.search = search_dates

    def _languages(self, language: str) -> list[str]:
        tags = [language, f"{language}-Cyrl", f"{language}-Latn"]
        return [tag for tag in tags if tag in self.known]

    def _settings(self, on: str | None) -> dict[str, Any]:
        base = {"RELATIVE_BASE": datetime.fromisoformat(on)} if on else {"REQUIRE_PARTS": ["year"]}
        return {"RETURN_AS_TIMEZONE_AWARE": False, **base}

    def read(self, text: str, language: str, on: str | None) -> Answer | None:
        parser = self.parser(languages=self._languages(language), settings=self._settings(on))
        data = parser.get_date_data(text)
        return _answer(data.date_obj, data.period) if data.date_obj else None

    def find(self, text: str, language: str, on: str) -> Found:
        found, start = [], 0
        languages = self._languages(language)
        settings = self._settings(on)
        for words, moment in self.search(text, languages=languages, settings=settings) or ():
            if (start := text.find(words, start)) < 0:
                start = 0
                continue
            data = self.parser(languages=languages, settings=settings).get_date_data(words)
            period = data.period if data.date_obj else "day"
            found.append((start, start + len(words), _answer(moment, period)))
            start += len(words)
        return found


class Dateutil:
    """dateutil's fuzzy parser, a sentence at a time: it finds one date at most."""

    package, module, languages = "python-dateutil", "dateutil.parser", None

    def __init__(self) -> None:
        from dateutil import parser

        self.parser = parser

    def _parse(self, text: str, year: int | None, fuzzy: bool) -> tuple[Answer, tuple[str, ...]]:
        # What differs between two defaults was not said.
        year_of = (year, year) if year else (2000, 2004)
        defaults = [datetime(year_of[0], 1, 1), datetime(year_of[1], 12, 28)]
        skipped: tuple[str, ...] = ()
        moments = []
        for default in defaults:
            if fuzzy:
                moment, skipped = self.parser.parse(
                    text, default=default, dayfirst=True, fuzzy_with_tokens=True
                )
            else:
                moment = self.parser.parse(text, default=default, dayfirst=True)
            moments.append(moment)
        first, second = moments
        if first.year != second.year:
            raise ValueError("no year")
        same_month, same_day = first.month == second.month, first.day == second.day
        precision = "day" if same_day and same_month else "month" if same_month else "year"
        return _answer(first, precision), skipped

    def read(self, text: str, language: str, on: str | None) -> Answer | None:
        try:
            return self._parse(text, int(on[:4]) if on else None, fuzzy=False)[0]
        except (ValueError, OverflowError, TypeError, AttributeError):
            return None

    def find(self, text: str, language: str, on: str) -> Found:
        found = []
        for match in re.finditer(r"\S.*?(?:[.!?…。](?=\s|$)|\n\n|$)", text, re.DOTALL):
            try:
                answer, skipped = self._parse(match[0], int(on[:4]), fuzzy=True)
            except (ValueError, OverflowError, TypeError, AttributeError):
                continue
            start, end = self._span(match[0], skipped)
            found.append((match.start() + start, match.start() + end, answer))
        return found

    @staticmethod
    def _span(text: str, skipped: tuple[str, ...]) -> tuple[int, int]:
        """From the first to the last character that was not skipped."""
        free = [True] * len(text)
        start = 0
        for piece in skipped:
            if (start := text.find(piece, start)) < 0:
                start = 0
                continue
            free[start : start + len(piece)] = [False] * len(piece)
            start += len(piece)
        used = [i for i, kept in enumerate(free) if kept and not text[i].isspace()]
        return (used[0], used[-1] + 1) if used else (0, len(text))


class Datefinder:
    """datefinder's extract, of its second engine."""

    package, module, languages = "datefinder", "datefinder", None

    def __init__(self) -> None:
        from datefinder import extract

        self.extract = extract

    def find(self, text: str, language: str, on: str | None) -> Found:
        base = datetime.fromisoformat(on) if on else None
        found = []
        for match in self.extract(text, reference_dt=base, first="day"):
            moment = getattr(match.value, "datetime_value", None)
            if moment is None:
                moment = getattr(match.value, "resolved_datetime", None)
            if moment is not None:
                found.append((match.start, match.end, _answer(moment, str(match.grain))))
        return found

    def read(self, text: str, language: str, on: str | None) -> Answer | None:
        found = self.find(text, language, on)
        return found[0][2] if len(found) == 1 else None


class Natasha:
    """natasha's DatesExtractor, for Russian."""

    package, module, languages = "natasha", "natasha", ("ru",)

    def __init__(self) -> None:
        from natasha import DatesExtractor, MorphVocab

        self.extractor = DatesExtractor(MorphVocab())

    def find(self, text: str, language: str, on: str | None) -> Found:
        found = []
        for match in self.extractor(text):
            fact = match.fact
            year = fact.year or (int(on[:4]) if on else None)
            if year is None:
                continue
            precision = "day" if fact.day else "month" if fact.month else "year"
            try:
                moment = date(year, fact.month or 1, fact.day or 1)
            except ValueError:
                continue
            found.append((match.start, match.stop, _answer(moment, precision)))
        return found

    def read(self, text: str, language: str, on: str | None) -> Answer | None:
        found = self.find(text, language, on)
        return found[0][2] if len(found) == 1 else None


OTHERS: dict[str, type[Dateparser | Dateutil | Datefinder | Natasha]] = {
    "dateparser": Dateparser,
    "dateutil": Dateutil,
    "datefinder": Datefinder,
    "natasha": Natasha,
}


def work(name: str) -> None:
    """Answer the questions on standard input, on standard output, as reader *name*."""
    import warnings

    warnings.simplefilter("ignore")
    reader = OTHERS[name]()
    questions = json.load(sys.stdin)
    passages, phrases = questions["passages"], questions["phrases"]
    if reader.languages:
        passages = [p for p in passages if p["language"] in reader.languages]
        phrases = [p for p in phrases if p["language"] in reader.languages]
    if passages:
        reader.find(**passages[0])  # reading something once does not count for the speed
    start = time.process_time()
    found = [reader.find(**passage) for passage in passages]
    seconds = time.process_time() - start
    answers = [reader.read(**phrase) for phrase in phrases]
    version = metadata.version(reader.package)
    json.dump(
        {
            "version": version,
            "languages": reader.languages,
            "seconds": seconds,
            "characters": sum(len(passage["text"]) for passage in passages),
            "passages": found,
            "phrases": answers,
        },
        sys.stdout,
    )


def install() -> None:
    """Make the environment of the other readers; what is there already is left alone."""
    if not PYTHON.exists():
        venv.create(READERS, with_pip=True)
    pip = [str(PYTHON), "-m", "pip", "install", "-q", "--disable-pip-version-check"]
    subprocess.run([*pip, SETUPTOOLS, *REQUIREMENTS], check=True)


# Everything below runs in our environment.


def ask(name: str) -> dict[str, Any]:
    """The answers of another reader to the whole corpus."""
    from tests import corpus

    questions = {
        "passages": [
            {"text": p.text, "language": p.language, "on": p.on.isoformat()}
            for p in corpus.passages()
        ],
        "phrases": [
            {"text": p.text, "language": p.language, "on": p.on.isoformat() if p.on else None}
            for p in corpus.phrases()
        ],
    }
    command = [str(PYTHON), str(Path(__file__).resolve()), "--worker", name]
    done = subprocess.run(
        command, input=json.dumps(questions), stdout=subprocess.PIPE, text=True, check=True
    )
    answers: dict[str, Any] = json.loads(done.stdout)
    return answers


def mark(answers: dict[str, Any]) -> dict[str, tuple[Any, Any]]:
    """Counts of another reader's answers, by language."""
    from tests import corpus
    from tests.corpus import measuring, scoring
    from timeline import edtf

    counts: dict[str, tuple[Any, Any]] = {}
    only = answers["languages"]
    passages = [p for p in corpus.passages() if not only or p.language in only]
    phrases = [p for p in corpus.phrases() if not only or p.language in only]
    for passage, found in zip(passages, answers["passages"], strict=True):
        spans = [scoring.Span(start, end, tuple(bounds)) for start, end, bounds in found]
        have = counts.get(passage.language, (scoring.Passages(), scoring.Phrases()))
        scored = scoring.score(passage.text, measuring.expected(passage), spans)
        counts[passage.language] = (have[0] + scored, have[1])
    for phrase, answer in zip(phrases, answers["phrases"], strict=True):
        expected = scoring.bounds(edtf.parse(phrase.edtf)) if phrase.edtf else None
        counts[phrase.language][1].add(expected=expected, found=tuple(answer) if answer else None)
    return counts


def our_speed() -> float:
    """Characters that our reader takes in a CPU second, the best of three runs."""
    from tests import corpus
    from timeline import phrases

    passages = corpus.passages()
    best = float("inf")
    for _ in range(4):  # the first one loads the languages
        start = time.process_time()
        for passage in passages:
            phrases.find(passage.text, passage.language, passage.on)
        best = min(best, time.process_time() - start)
    return sum(len(passage.text) for passage in passages) / best


def import_time(python: str, code: str, runs: int = 15) -> tuple[float, float]:
    """CPU milliseconds that *code* takes, and the whole as a multiple of ``pass``."""
    # Only what is installed next to that interpreter, and ours in ours: no checkout of the
    # other's.
    environment = {**os.environ, "PYTHONPATH": str(ROOT) if python == sys.executable else ""}

    def once(code: str) -> float:
        before = resource.getrusage(resource.RUSAGE_CHILDREN)
        subprocess.run([python, "-c", code], check=True, env=environment, stderr=subprocess.DEVNULL)
        after = resource.getrusage(resource.RUSAGE_CHILDREN)
        return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime

    bare, loaded = [], []
    for _ in range(runs):  # by turns, so that a busy moment falls on both
        bare.append(once("pass"))
        loaded.append(once(code))
    nothing, all_of_it = statistics.median(bare), statistics.median(loaded)
    return 1000 * (all_of_it - nothing), all_of_it / nothing


def total(counts: dict[str, tuple[Any, Any]], languages: set[str] | None = None) -> tuple[Any, Any]:
    """The counts of *languages* together, of all if None."""
    from tests.corpus import scoring

    passages, phrases = scoring.Passages(), scoring.Phrases()
    for language, (of_passages, of_phrases) in counts.items():
        if languages is None or language in languages:
            passages, phrases = passages + of_passages, phrases + of_phrases
    return passages, phrases


def _percent(part: float, whole: float = 1) -> str:
    return f"{100 * part / whole:.1f} %" if whole else "–"


def _row(label: str, passages: Any, phrases: Any) -> str:
    cells = (
        label,
        _percent(passages.f1),
        _percent(passages.exact_f1),
        _percent(passages.value_accuracy) if passages.overlapping else "–",
        _percent(passages.overall),
        f"{passages.noise:.2f}",
        _percent(phrases.right, phrases.count),
        _percent(phrases.wrong, phrases.count),
        _percent(phrases.refused, phrases.count),
    )
    return f"| {' | '.join(cells)} |"


FIGURES = (
    "spans (F1) | same span (F1) | value right | found and right | noise per 1,000 characters"
    " | phrases right | wrong | refused wrongly |"
)
RULE = "|---|" + "--:|" * 8
FIRST_ANSWER = "phrases.read('17 September 2025', ['en'])"


def tables(names: list[str]) -> Iterator[str]:
    """The Markdown for RESULTS.md, line by line."""
    from tests.corpus import measuring, scoring

    ours = {
        language: (counts, measuring.phrases_by_language()[language])
        for language, counts in measuring.passages_by_language().items()
    }
    passages, phrases = total(ours)
    yield (
        f"Measured on {passages.count} passages with {passages.expected} dates"
        f" ({passages.characters:,} characters, {measuring.without_dates()} passages without any)"
        f" and {phrases.count} single phrases in {len(ours)} languages, written for this purpose"
        " (`tests/corpus`)."
    )
    yield ""
    yield f"| reader | {FIGURES}"
    yield RULE
    ms, times = import_time(sys.executable, "import timeline.phrases")
    speeds = [("timeline", f"{our_speed():,.0f}", f"{ms:.0f} ms", f"{times:.1f}")]
    ms, times = import_time(sys.executable, f"from timeline import phrases; {FIRST_ANSWER}")
    speeds.append(("timeline, to the first date in words", "", f"{ms:.0f} ms", f"{times:.1f}"))
    russian_english = {"ru", "en"}
    rows = [("**timeline**", ours)]
    for name in names:
        print(f"asking {name} ...", file=sys.stderr)
        answers = ask(name)
        label = f"{name} {answers['version']}"
        if answers["languages"]:
            label += f" ({', '.join(answers['languages'])} only)"
        rows.append((label, mark(answers)))
        speed = answers["characters"] / answers["seconds"]
        ms, times = import_time(str(PYTHON), f"import {OTHERS[name].module}")
        speeds.append((label, f"{speed:,.0f}", f"{ms:.0f} ms", f"{times:.1f}"))
    for label, counts in rows:
        yield _row(label, *total(counts))
    for label, counts in rows:
        if russian_english <= set(counts):
            yield _row(f"{label}, ru and en", *total(counts, russian_english))
    yield ""
    yield "| reader | characters per CPU second | import, CPU time | process / `python -c pass` |"
    yield "|---|--:|--:|--:|"
    for speed_row in speeds:
        yield f"| {' | '.join(speed_row)} |"
    yield ""
    yield f"| timeline by language | {FIGURES}"
    yield RULE
    for language, (of_passages, of_phrases) in sorted(ours.items()):
        label = f"{language} ({of_passages.expected} dates, {of_phrases.count} phrases)"
        yield _row(label, of_passages, of_phrases)
    yield _row("all", passages, phrases)
    items = scoring.ratio(passages.items_right, passages.overlapping)
    yield ""
    share = _percent(items)
    yield f"Of the dates found, {share} are classified correctly as items of a chronology or not."


def main() -> int:
    """Do what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").partition("\n\n")[0])
    parser.add_argument("--install", action="store_true", help="install the other readers first")
    parser.add_argument("--failures", action="store_true", help="list what ours gets wrong")
    parser.add_argument("--json", action="store_true", help="our counts by language, as JSON")
    parser.add_argument("--worker", choices=OTHERS, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.worker:
        work(arguments.worker)
        return 0
    if arguments.install:
        install()
    sys.path.insert(0, str(ROOT))
    from tests.corpus import measuring

    if arguments.failures:
        print(*measuring.failures(), sep="\n")
    elif arguments.json:
        counts = measuring.passages_by_language()
        print(json.dumps({language: asdict(count) for language, count in counts.items()}))
    else:
        names = list(OTHERS) if PYTHON.exists() else []
        print(*tables(names), sep="\n")
        if not names:
            print("Other readers are not installed: add --install.", file=sys.stderr)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
