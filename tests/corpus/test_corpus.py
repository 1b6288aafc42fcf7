"""The quality of reading must not get worse; `benchmarks/reading.py` prints all figures."""

from __future__ import annotations

from typing import NamedTuple

import pytest

from timeline import edtf
from timeline import phrases as reader

from . import drafts, measuring, papers, passages, phrases
from .scoring import Passages, Phrases, Span, pairs, score

# What was measured, rounded down; a change may raise these figures and must not lower them.
SPANS, SAME_SPANS, FOUND_AND_RIGHT, NOISE = 0.995, 0.96, 0.985, 0.03
RUSSIAN_ENGLISH = 0.98
EVERY_LANGUAGE = 0.88
PHRASES_RIGHT, PHRASES_WRONG = 0.99, 0.0


def test_corpus_is_large_and_has_every_language() -> None:
    every = set(reader.languages())
    assert {passage.language for passage in passages()} == every
    assert {phrase.language for phrase in phrases()} == every
    assert len(passages()) >= 350
    assert len(phrases()) >= 750
    assert measuring.without_dates() * 6 >= len(passages()) >= 7


def test_every_expected_date_is_in_its_text_and_is_edtf() -> None:
    for passage in passages():
        assert "[[" not in passage.text
        last = 0
        for date in passage.expected:
            assert last <= date.start < date.end <= len(passage.text)
            edtf.parse(date.edtf)  # raises if it is not EDTF
            last = date.end
    for phrase in phrases():
        if phrase.edtf is not None:
            edtf.parse(phrase.edtf)


def test_dates_in_passages_are_found_as_well_as_measured() -> None:
    total = sum(measuring.passages_by_language().values(), Passages())
    assert total.f1 >= SPANS
    assert total.exact_f1 >= SAME_SPANS
    assert total.overall >= FOUND_AND_RIGHT
    assert total.noise <= NOISE


def test_russian_and_english_passages_are_read_best() -> None:
    counts = measuring.passages_by_language()
    assert (counts["ru"] + counts["en"]).overall >= RUSSIAN_ENGLISH


@pytest.mark.parametrize("language", reader.languages())
def test_no_language_is_left_behind(language: str) -> None:
    assert measuring.passages_by_language()[language].overall >= EVERY_LANGUAGE


def test_phrases_are_read_as_well_as_measured() -> None:
    total = sum(measuring.phrases_by_language().values(), Phrases())
    assert total.right / total.count >= PHRASES_RIGHT
    assert total.wrong / total.count <= PHRASES_WRONG


BOUNDS = ("2025-09-17", "2025-09-17", "day")
OTHER = ("2025-09-18", "2025-09-18", "day")


def test_each_date_is_paired_with_the_find_that_covers_most_of_it() -> None:
    want = [Span(0, 10, BOUNDS), Span(12, 20, BOUNDS)]
    got = [Span(8, 20, BOUNDS), Span(0, 4, OTHER)]
    assert pairs(want, got) == [(want[1], got[0]), (want[0], got[1])]


def test_figures_follow_from_the_counts() -> None:
    counts = score(
        "x" * 500,
        [Span(0, 10, BOUNDS), Span(20, 30, BOUNDS), Span(40, 50, BOUNDS)],
        [Span(0, 10, BOUNDS), Span(22, 30, OTHER), Span(60, 70, BOUNDS)],
    )
    assert (counts.f1, counts.exact_f1) == pytest.approx((2 / 3, 1 / 3))
    assert (counts.value_accuracy, counts.overall, counts.noise) == pytest.approx(
        (1 / 2, 1 / 3, 2.0)
    )


class Read(NamedTuple):
    """What was measured on the papers of a folder, rounded to the worse side."""

    languages: int
    right: float
    values: float
    noise: float
    items: float


READ = {
    "papers": Read(languages=16, right=0.99, values=0.99, noise=0.1, items=0.99),
    "schedules": Read(languages=20, right=0.96, values=0.98, noise=0.15, items=0.91),
    "listings": Read(languages=18, right=0.95, values=0.98, noise=0.3, items=0.89),
}
"""By folder: papers of many kinds, calendars and registers, and the layouts of real pages."""


def test_papers_are_of_many_kinds_and_languages() -> None:
    assert {paper.kind for paper in papers.papers()} >= {
        "diary", "programme", "chronology", "table", "list", "communique", "note",
    }  # fmt: skip
    for folder, least in READ.items():
        found = {paper.passage.language for paper in papers.papers(folder)}
        assert len(found) >= least.languages, folder


@pytest.mark.parametrize(
    "folder", [pytest.param("papers", marks=pytest.mark.slow), "schedules", "listings"]
)
def test_dates_in_papers_are_found_as_well_as_measured(folder: str) -> None:
    total = sum(map(papers.dates, papers.papers(folder)), Passages())
    assert total.overall >= READ[folder].right
    assert total.value_accuracy >= READ[folder].values
    assert total.noise <= READ[folder].noise


@pytest.mark.parametrize("folder", READ)
def test_items_of_papers_are_drafted_as_well_as_measured(folder: str) -> None:
    missing = [line for paper in papers.papers(folder) for line in papers.missing(paper)]
    wanted = sum(len(paper.items) for paper in papers.papers(folder))
    assert 1 - len(missing) / wanted >= READ[folder].items, "\n".join(missing)


def test_papers_are_of_the_day_that_they_say() -> None:
    undated = [paper for paper in papers.papers() if paper.on is None]
    assert len(undated) >= 4
    assert {paper.name: papers.read(paper).document.date for paper in undated} == {
        paper.name: paper.day for paper in undated
    }


class Drafted(NamedTuple):
    """What was measured on the papers of a folder, rounded to the worse side."""

    events: int
    days: float
    titles: float
    places: float
    kinds: float
    kinds_wrong: float
    acceptable: float
    rejected: float
    parties: float = 0.95


# fmt: off
DRAFTED = {
    "drafts": Drafted(
        events=160, days=0.98, titles=0.95, places=0.95, kinds=0.95, kinds_wrong=0.02,
        acceptable=0.9, rejected=0.02,
    ),
    "unseen": Drafted(
        events=360, days=0.97, titles=0.95, places=0.95, kinds=0.96, kinds_wrong=0.02,
        acceptable=0.86, rejected=0.04,
    ),
    "layouts": Drafted(
        events=660, days=0.91, titles=0.90, places=0.93, kinds=0.93, kinds_wrong=0.02,
        acceptable=0.76, rejected=0.09,
    ),
    "pages": Drafted(
        events=560, days=0.93, titles=0.87, places=0.86, kinds=0.91, kinds_wrong=0.04,
        acceptable=0.67, rejected=0.11,
    ),
    "later": Drafted(
        events=350, days=0.86, titles=0.81, places=0.68, kinds=0.93, kinds_wrong=0.04,
        acceptable=0.45, rejected=0.23, parties=0.94,
    ),
}
# fmt: on
"""By folder: our own papers; those of other authors, of more kinds, and as real pages are; and
those of which half were not looked at before they were measured."""

PLACES_WRONG = 0.02


@pytest.mark.parametrize("folder", DRAFTED)
def test_drafts_are_as_good_as_measured(folder: str) -> None:
    found, least = drafts.papers(folder), DRAFTED[folder]
    total = sum(map(drafts.score, found), drafts.Drafts())
    misses = "\n".join(line for paper in found for line in drafts.failures(paper))
    assert len({paper.language for paper in found}) >= 15
    assert total.events >= least.events
    assert total.days / total.events >= least.days, misses
    assert total.titles / total.days >= least.titles, misses
    assert total.places / total.named >= least.places, misses
    assert total.places_wrong / total.drafts <= PLACES_WRONG, misses
    assert total.kinds / total.days >= least.kinds, misses
    assert total.kinds_wrong / total.days <= least.kinds_wrong, misses
    assert total.parties / total.days >= least.parties, misses
    assert total.acceptable / total.drafts >= least.acceptable, misses
    assert total.rejected <= least.rejected, misses
