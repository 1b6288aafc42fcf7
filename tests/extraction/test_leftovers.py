"""No text that looks like a date is lost silently.

The detector here does not use our lexicons: it finds the months of CLDR, and figures.
"""

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from functools import cache

import pytest
from babel.dates import get_month_names

from timeline import documents
from timeline.extraction import Extraction, from_document

from ..corpus import papers, passages

QUICK = ("en", "kk", "ru", "sr")
"""Languages whose part of the corpus is read in every run; the others are slow."""
FIGURES = re.compile(
    r"(?<![\w./-])(?:\d{4}[-./]\d\d?[-./]\d\d?|\d\d?[-./] ?\d\d?[-./] ?(?:19|20)\d\d"
    r"|(?:0[1-9]|1[0-2])[./](?:19|20)\d\d|(?:19|20)\d\d[-–/]\d\d)(?![\d/-])"
    r"|(?<!\d)(?:\d{4}-\d\d-\d\d|\d{1,2}[./-]\d{1,2}[./-]\d{4}|(?:19|20)\d\d)(?!\d)",
    re.ASCII,
)
DAY = r"(?:[1-9]|[12]\d|3[01])"
SHORTEST = 3
"""Letters of an abbreviated month; shorter ones are other words as well."""


@cache
def with_month(language: str) -> re.Pattern[str]:
    """A day beside a month of CLDR: its genitive or wide form, or its abbreviation."""
    locale = language.replace("-", "_")
    names = {
        name.rstrip(".")
        for width in ("wide", "abbreviated")
        for name in get_month_names(width, "format", locale).values()
    }
    named = (name for name in names if len(name) >= SHORTEST and not name[0].isdigit())
    months = "|".join(
        re.escape(name) for name in sorted(named, key=lambda name: (-len(name), name))
    )
    if not months:
        return re.compile(r"(?!)")
    return re.compile(
        rf"(?<![\d.,:/-]){DAY}(?:\.|-?(?:го|е|ші|st|nd|rd|th))?,? ?(?:de |of )?(?:{months})\b(?!\.?\w)"
        rf"|\b(?:{months})\.? {DAY}(?![\d:.,])\b",
        re.IGNORECASE,
    )


@pytest.mark.parametrize(
    ("text", "language"),
    [
        ("12 May", "en"), ("May 12", "en"), ("3rd Mar", "en"), ("5 de mayo", "es"),
        ("12 марта", "ru"), ("17-го сентября", "ru"), ("17 сент.", "ru"), ("3 Mayıs", "tr"),
        ("06/2026", "en"), ("2026-6-5", "en"), ("2025/26", "en"), ("1.5.2026", "de"), ("1998", "en"),
    ],
)  # fmt: skip
def test_the_detector_sees_dates_of_each_form(text: str, language: str) -> None:
    assert list(looks_like_dates(f"In {text}", language))


def looks_like_dates(text: str, language: str) -> Iterator[tuple[int, int]]:
    for pattern in (FIGURES, with_month(language)):
        yield from (match.span() for match in pattern.finditer(text))


def lost(extraction: Extraction) -> list[str]:
    document = extraction.document
    accounted = [(mention.start, mention.end) for mention in extraction.mentions]
    accounted += [(refusal.start, refusal.end) for refusal in extraction.refused]
    return [
        document.text[start:end]
        for start, end in looks_like_dates(document.text, document.language)
        if not any(first < end and start < last for first, last in accounted)
    ]


def read(text: str, language: str) -> Extraction:
    return from_document(documents.parse(text.encode(), "paper.txt", language=language))


@pytest.mark.parametrize(
    "language",
    [
        language if language in QUICK else pytest.param(language, marks=pytest.mark.slow)
        for language in sorted({passage.language for passage in passages()})
    ],
)
def test_every_date_of_the_corpus_is_a_mention_or_refused(language: str) -> None:
    own = [passage.text for passage in passages() if passage.language == language]
    assert own
    assert [word for text in own for word in lost(read(text, language))] == []


def test_every_date_of_a_paper_is_a_mention_or_refused() -> None:
    assert {paper.name: lost(papers.read(paper)) for paper in papers.papers()} == {
        paper.name: [] for paper in papers.papers()
    }


@pytest.mark.parametrize("language", ["en", "ru", "de"])
@pytest.mark.parametrize("text", ["05/06/26", "15/6/26", "6/15/26", "05.06.26", "15.12.99"])
def test_figures_with_a_year_of_two_digits_are_a_mention_or_refused(
    text: str, language: str
) -> None:
    extraction = read(f"Forum Astana {text}.", language)
    accounted = [
        *(found.text for found in extraction.mentions),
        *(r.text for r in extraction.refused),
    ]
    assert any(text in found for found in accounted)


@pytest.mark.parametrize("text", ["1.2.26", "1/2/26/7", "45/46/47", "12.05.26.4", "A/12/05/26"])
def test_other_numbers_are_not_years_of_two_digits(text: str) -> None:
    assert read(f"Version {text} of the annex.", "en").refused == ()


WORDS = {
    "en": "the room of resolution No. and Article session held in on May route page tel. EUR",
    "ru": "в зале резолюция № и статья сессия состоялась на кабинет маршрут стр. тел. млн",
    "de": "der Saal Resolution Nr. und Artikel am Sitzung fand statt Seite Tel. Euro",
    "fr": "la salle résolution n° et article session tenue le page tél. euros rue du",
    "sr-Latn": "sala rezolucija br. i član sednica održana na strana tel. dinara ulica",
    "tr": "salon karar no ve madde oturum yapıldı sayfa tel. avro caddesi",
    "pl": "sala rezolucja nr i artykuł sesja odbyła się strona tel. zł ul.",
}


@pytest.mark.slow
@pytest.mark.parametrize("language", sorted(WORDS))
def test_every_date_of_a_random_text_is_a_mention_or_refused(language: str) -> None:
    chance = random.Random(language)
    words = WORDS[language].split()
    months = list(get_month_names("wide", "format", language.replace("-", "_")).values())

    def piece() -> str:
        day, month, year = chance.randint(0, 33), chance.randint(0, 13), chance.randint(1890, 2110)
        return chance.choice(
            [
                f"{day}.{month:02}.{year}", f"{day}/{month}/{year}", f"{year}-{month:02}-{day:02}",
                f"{year}", f"{day} {chance.choice(months)}", f"{day}. {chance.choice(months)} {year}",
                f"({year})", f"{year}–{year + 3}", f"{day}-{day + 2} {chance.choice(months)} {year}",
                chance.choice(words), chance.choice(words), chance.choice([",", ".", ";", ":", "–", "\n", "\n\n"]),
            ]
        )  # fmt: skip

    for _ in range(40):
        text = " ".join(piece() for _ in range(40))
        assert lost(read(text, language)) == [], text
