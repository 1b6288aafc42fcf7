"""The quality of reading must not get worse; `benchmarks/reading.py` prints all figures."""

from __future__ import annotations

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


def test_every_expected_date_stands_in_its_text_and_is_edtf() -> None:
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


# Papers in lists, diaries, programmes and tables: what was measured, rounded down.
LISTED_RIGHT, LISTED_NOISE, LISTED_ITEMS = 0.99, 0.1, 0.99


def test_papers_are_of_many_kinds_and_languages() -> None:
    assert len({paper.passage.language for paper in papers.papers()}) >= 16
    assert {paper.kind for paper in papers.papers()} >= {
        "diary", "programme", "chronology", "table", "list", "communique", "note",
    }  # fmt: skip


@pytest.mark.slow
def test_dates_in_papers_are_found_as_well_as_measured() -> None:
    total = sum(map(papers.dates, papers.papers()), Passages())
    assert total.overall >= LISTED_RIGHT
    assert total.noise <= LISTED_NOISE


def test_items_of_papers_are_drafted_as_well_as_measured() -> None:
    wanted = sum(len(paper.items) for paper in papers.papers())
    missing = sum(len(list(papers.missing(paper))) for paper in papers.papers())
    assert 1 - missing / wanted >= LISTED_ITEMS


# The same for calendars, timetables and registers of other layouts.
SCHEDULES_RIGHT, SCHEDULES_VALUES, SCHEDULES_NOISE, SCHEDULES_ITEMS = 0.96, 0.98, 0.15, 0.91


def test_schedules_are_read_as_well_as_measured() -> None:
    schedules = papers.papers("schedules")
    total = sum(map(papers.dates, schedules), Passages())
    missing = [line for paper in schedules for line in papers.missing(paper)]
    wanted = sum(len(paper.items) for paper in schedules)
    assert len({paper.passage.language for paper in schedules}) >= 20
    assert total.overall >= SCHEDULES_RIGHT
    assert total.value_accuracy >= SCHEDULES_VALUES
    assert total.noise <= SCHEDULES_NOISE
    assert 1 - len(missing) / wanted >= SCHEDULES_ITEMS, "\n".join(missing)


# Papers in the layouts of real pages: cards, columns of dates, chronicles, diaries of agencies.
LISTINGS_RIGHT, LISTINGS_NOISE, LISTINGS_ITEMS = 0.95, 0.3, 0.89


def test_listings_are_read_as_well_as_measured() -> None:
    listings = papers.papers("listings")
    total = sum(map(papers.dates, listings), Passages())
    missing = [line for paper in listings for line in papers.missing(paper)]
    wanted = sum(len(paper.items) for paper in listings)
    assert len({paper.passage.language for paper in listings}) >= 18
    assert total.overall >= LISTINGS_RIGHT
    assert total.noise <= LISTINGS_NOISE
    assert 1 - len(missing) / wanted >= LISTINGS_ITEMS, "\n".join(missing)


def test_papers_are_of_the_day_that_they_say() -> None:
    undated = [paper for paper in papers.papers() if paper.on is None]
    assert len(undated) >= 4
    assert {paper.name: papers.read(paper).document.date for paper in undated} == {
        paper.name: paper.day for paper in undated
    }


# Drafts with all of their fields: what was measured, rounded down.
DRAFTS_DAYS, DRAFTS_TITLES, DRAFTS_PLACES, DRAFTS_KINDS, DRAFTS_PARTIES = (
    0.98,
    0.95,
    0.95,
    0.95,
    0.95,
)
DRAFTS_ACCEPTABLE, DRAFTS_REJECTED, DRAFTS_WRONG = 0.9, 0.02, 0.02


def test_drafts_are_as_good_as_measured() -> None:
    total = sum(map(drafts.score, drafts.papers()), drafts.Drafts())
    told = "\n".join(line for paper in drafts.papers() for line in drafts.failures(paper))
    assert total.days / total.events >= DRAFTS_DAYS, told
    assert total.titles / total.days >= DRAFTS_TITLES, told
    assert total.places / total.named >= DRAFTS_PLACES, told
    assert total.places_wrong / total.drafts <= DRAFTS_WRONG, told
    assert total.kinds / total.days >= DRAFTS_KINDS, told
    assert total.kinds_wrong / total.days <= DRAFTS_WRONG, told
    assert total.parties / total.days >= DRAFTS_PARTIES, told
    assert total.acceptable / total.drafts >= DRAFTS_ACCEPTABLE, told
    assert total.rejected <= DRAFTS_REJECTED, told


def test_papers_of_drafts_are_of_many_languages() -> None:
    assert len({paper.language for paper in drafts.papers()}) >= 15
    assert sum(len(paper.events) for paper in drafts.papers()) >= 160


# The same for papers by other authors: of more kinds, and in the layouts of real pages.
OTHERS = {
    "unseen": {"days": 0.97, "titles": 0.95, "places": 0.95, "kinds": 0.96, "acceptable": 0.86},
    "layouts": {"days": 0.91, "titles": 0.90, "places": 0.93, "kinds": 0.93, "acceptable": 0.76},
    "pages": {"days": 0.93, "titles": 0.87, "places": 0.86, "kinds": 0.91, "acceptable": 0.67},
}
OTHERS_REJECTED = {"unseen": 0.04, "layouts": 0.09, "pages": 0.11}


@pytest.mark.parametrize("folder", OTHERS)
def test_drafts_of_other_authors_are_as_good_as_measured(folder: str) -> None:
    found = drafts.papers(folder)
    total = sum(map(drafts.score, found), drafts.Drafts())
    told = "\n".join(line for paper in found for line in drafts.failures(paper))
    least = OTHERS[folder]
    assert total.days / total.events >= least["days"], told
    assert total.titles / total.days >= least["titles"], told
    assert total.places / total.named >= least["places"], told
    assert total.places_wrong / total.drafts <= DRAFTS_WRONG, told
    assert total.kinds / total.days >= least["kinds"], told
    assert total.parties / total.days >= DRAFTS_PARTIES, told
    assert total.acceptable / total.drafts >= least["acceptable"], told
    assert total.rejected <= OTHERS_REJECTED[folder], told
