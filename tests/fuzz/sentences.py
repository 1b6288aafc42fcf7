"""Random and spliced documents of every language, and the laws that each must satisfy.

    python tests/fuzz/sentences.py                            a minute, a new seed each time
    python tests/fuzz/sentences.py --seconds 3600 tr cs       an hour of two languages
    python tests/fuzz/sentences.py --seed 7 --count 500       the same 500 of each language again

A document is cut and glued from the passages and phrases of `tests.corpus`, from the words that
dates and titles are read by, and from signs. What is found is printed with the whole document,
and belongs into the tables of tests/fuzz/test_sentences.py once it is fixed.
"""

from __future__ import annotations

import random
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import date
from functools import cache
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).parent.parent.parent
if __name__ == "__main__":
    sys.path.insert(0, str(ROOT))

import timeline  # noqa: E402
from tests import corpus  # noqa: E402 - the path is set above
from tests.fuzz.findings import failing, run  # noqa: E402
from timeline import documents, phrases  # noqa: E402
from timeline.extraction import Extraction, from_document  # noqa: E402
from timeline.extraction.merging import yaml  # noqa: E402
from timeline.phrases import with_offset  # noqa: E402

DAY: Final = date(2026, 2, 28)

LANGUAGES: Final = (
    *(tag for tag in phrases.languages() if tag != "sr"),
    "sr-Cyrl",
    "sr-Latn",
)

SIGNS: Final = (
    ".", ",", ";", ":", "!", "?", "-", "–", "—", "'", "’", "«", "»", "„", "“", "”", '"', "(", ")", "/", "&", "%", "№", "…",
    "•", "\t", "\n", "\n\n", "\n- ", "\n1. ", "\n2) ", "\xa0", "\u200b", "\u0301", "17", "3", "21.", "IX", "XXI", "2027",
    "2026-05", "12:30", "10:00 - 11:30", "EXPO 2027", "G7", "79-й", "03/04/2025", "1.5.2026", "Belgrade", "Астана",
)  # fmt: skip

ENDS: Final = (". ", ".\n\n", "; ", "\n", "? ", "", " ")


@cache
def passages(language: str) -> tuple[str, ...]:
    """The passages and phrases of the corpus in that language."""
    base, *script = language.split("-")
    found = [passage.text for passage in corpus.passages() if passage.language == base]
    found += [phrase.text for phrase in corpus.phrases() if phrase.language == base]
    if not script:
        return tuple(found)
    wanted = re.compile(r"[а-я]" if script == ["Cyrl"] else r"[a-z]", re.IGNORECASE)
    return tuple(text for text in found if wanted.search(text))


@cache
def words(language: str) -> tuple[str, ...]:
    """The entries of the word lists of that language, each as often as it is written there."""
    base = language.partition("-")[0]
    files = (
        ROOT / "timeline" / "phrases" / "languages" / f"{base}.yaml",
        ROOT / "timeline" / "extraction" / "languages" / f"{base}.yaml",
    )
    known = [file for file in files if file.exists()]  # some languages have dates alone
    lines = [line for file in known for line in file.read_text("utf-8").splitlines()[1:]]
    entries = [
        entry.strip(" \"'{}*") for line in lines for entry in re.split(r"[,|=():]", line) if entry
    ]
    return tuple(entry for entry in entries if entry)


def random_sentence(language: str, rng: random.Random) -> str:
    """Words, names and signs one after another."""
    sources: tuple[Sequence[str], ...] = (
        words(language),
        words(language),
        SIGNS,
        passages(language),
    )
    pieces = []
    for _ in range(rng.randint(1, 14)):
        piece = rng.choice(rng.choice(sources))
        if rng.random() < 0.3:
            piece = rng.choice(piece.split() or [piece])
        if rng.random() < 0.2:
            piece = piece.capitalize()
        pieces.append(piece + rng.choice((" ", " ", " ", "", "-")))
    return "".join(pieces)


def spliced(language: str, rng: random.Random) -> str:
    """The beginning of one passage and the end of another, cut anywhere."""
    one, other = rng.choice(passages(language)), rng.choice(passages(language))
    return one[: rng.randint(0, len(one))] + other[rng.randint(0, len(other)) :]


def spoilt(language: str, rng: random.Random) -> str:
    """A passage with words left out, doubled, swapped, and put from the word lists."""
    tokens = re.findall(r"\w+|\s+|[^\w\s]", rng.choice(passages(language)))
    for _ in range(rng.randint(1, 5)):
        place = rng.randrange(len(tokens) + 1)
        other = rng.randrange(len(tokens) + 1)
        match rng.randrange(4):
            case 0:
                del tokens[place : place + rng.randint(1, 4)]
            case 1:
                tokens[place:place] = tokens[other : other + rng.randint(1, 4)]
            case 2:
                tokens[place:place] = [" ", rng.choice(words(language)), " "]
            case _:
                tokens[place:place] = [rng.choice(SIGNS)]
    return "".join(tokens)


MAKERS: Final[tuple[Callable[[str, random.Random], str], ...]] = (random_sentence, spliced, spoilt)


def document(language: str, rng: random.Random) -> str:
    """Some sentences in a row."""
    return "".join(
        rng.choice(MAKERS)(language, rng) + rng.choice(ENDS) for _ in range(rng.randint(1, 4))
    )


def check(text: str, language: str, on: date = DAY) -> Extraction | None:
    """The extraction; None if *text* is only white space.

    Raises:
        AssertionError: a refusal hides a bug, a date was lost, or a draft is
            not loaded as it was read.
    """
    if not text.strip():
        return None
    name, content = "note.txt", text.encode("utf-8", "surrogatepass")
    found = from_document(documents.parse(content, name, language=language, on=on))
    faults = [item.reason for item in found.refused if item.is_fault]
    assert not faults, faults
    accounted = {(draft.start, draft.end) for draft in found.drafts}
    accounted |= {(refusal.start, refusal.end) for refusal in found.refused}
    lost = [mention for mention in found.mentions if (mention.start, mention.end) not in accounted]
    assert not lost, f"neither drafted nor refused: {lost}"
    check_drafts(found)
    return found


def check_drafts(found: Extraction) -> None:
    """Whether each draft can be loaded, and then has the value that was read."""
    loaded = timeline.loads(yaml(found.drafts)).by_id
    mentions = {(mention.start, mention.end): mention for mention in found.mentions}
    for draft in found.drafts:
        event = loaded[draft.event.id]
        whens = [draft.event.when, draft.event.sources[0].when]
        again = [event.when, event.sources[0].when]
        assert list(map(meaning, again)) == list(map(meaning, whens)), (again, whens)
        mention = mentions.get((draft.start, draft.end))
        # A line of a list has its hours, or its last day, beside the date.
        is_whole = draft.event.when is not None and draft.event.when.rule != "list"
        if draft.rule == "dated" and is_whole and mention and mention.value:
            value = with_offset(mention.value, mention.zone or "UTC") if mention.zone else None
            assert event.date in (mention.value, value), (event.date, mention)
            assert event.date == value or event.claim.reading.zone == mention.zone, mention


def meaning(reading: phrases.Reading | None) -> tuple[object, str | None] | None:
    """The part of a date that does not depend on its wording."""
    return (reading.value, reading.zone) if reading else None


def failures(
    languages: Sequence[str], seed: int, count: int, until: float = float("inf")
) -> Iterator[tuple[str, str, Exception]]:
    """Language, document and exception of each of *count* documents a language that fails."""
    inputs = {tag: _made(tag, seed) for tag in languages}
    return failing(inputs, lambda tag, text: check(text, tag), count, until)


def _made(tag: str, seed: int) -> Iterator[str]:
    rng = random.Random(f"{seed} {tag}")
    while True:
        yield document(tag, rng)


if __name__ == "__main__":
    sys.exit(run("random documents", LANGUAGES, failures))
