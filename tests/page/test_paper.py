"""The page on paper: whole pages, no heading alone at the end of one, and where it is from."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest
from pypdf import PdfReader

from timeline.loading import loads

from . import chronologies
from .conftest import Opened, written

Open = Callable[..., Opened]

HEADING = re.compile(r"\d{4}|All events|Date not announced|Coming up")


@pytest.fixture(scope="module")
def crowded_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("crowded"), chronologies.many(400))


def _pages(page: Opened, **options: object) -> list[list[str]]:
    """The lines of each page."""
    pages = PdfReader(io.BytesIO(page.page.pdf(format="A4", **options))).pages
    return [
        [line.strip() for line in each.extract_text().splitlines() if line.strip()]
        for each in pages
    ]


@pytest.mark.parametrize("landscape", [False, True], ids=["portrait", "landscape"])
@pytest.mark.parametrize("name", ["varied_page", "crowded_page"])
def test_no_page_is_empty_or_ends_with_a_heading(
    open_page: Open, request: pytest.FixtureRequest, name: str, landscape: bool
) -> None:
    pages = _pages(open_page(request.getfixturevalue(name)), landscape=landscape)
    assert len(pages) > 2
    for lines in pages:
        assert len(" ".join(lines)) > 40
    # Labels of the chart come last in the text of its pages, and axes are years, too.
    lists = [lines for lines in pages if any("Held" in line for line in lines)]
    assert lists
    for lines in lists[1:]:
        assert not HEADING.fullmatch(lines[-1]), lines[-3:]


def test_the_chart_fills_landscape_pages(open_page: Open, crowded_page: Path) -> None:
    page = open_page(crowded_page)
    page("() => { dispatchEvent(new Event('beforeprint')); }")
    heights = page(
        "() => [...document.querySelectorAll('#_paper .picture')].map((each) => 1040 / each.style.getPropertyValue('--shape'))"
    )
    # 273 mm are 1040 pixels wide: a page is 182 mm high, less some for the title of the first.
    assert heights[0] <= 590
    assert max(heights) <= 182 / 273 * 1040
    assert all(one + other > 620 for one, other in pairwise(heights[1:]))


def test_paper_says_as_of_when_and_where_it_is_from(open_page: Open, tmp_path: Path) -> None:
    timeline = loads(
        "calendar: {id: x, url: 'https://example.org/x.html', publisher: Ministry, languages: [en]}\n"
        "events: [{id: a, title: A visit, when: 2026-03-01, sources: [{document: Note, accessed: 2026-11-20}]}]"
    )
    first, *_ = _pages(open_page(written(tmp_path, timeline)))
    text = " ".join(first)
    for said in ("Published by Ministry", "As of 20 November 2026", "https://example.org/x.html"):
        assert said in text


def test_every_event_of_the_list_has_its_mark(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    bare = """() => [...document.querySelectorAll('.list .event')]
        .filter((row) => !getComputedStyle(row.querySelector('.when'), '::before').maskImage.startsWith('url'))
        .map((row) => row.id)"""
    assert page(bare) == []
    page.page.select_option("#_language", "ru")
    page.settle()
    assert page(bare) == []
    assert page.page.locator("#postponed .moving").inner_text().startswith("перенесено")


def test_years_with_one_event_each_fill_the_pages(open_page: Open, tmp_path: Path) -> None:
    """The list begins under the legend, even if every year has a single event."""
    timeline = chronologies.many(24, per_year=1)
    page = open_page(written(tmp_path, timeline))
    pages = _pages(page)
    begun = next(lines for lines in pages if "All events" in lines)
    assert any("Number in a circle" in line for line in begun) or begun is pages[0]
    assert len(begun) > 25
