"""What must hold in Chromium, Firefox and WebKit alike: the core of what a reader does."""

from __future__ import annotations

import io
import os
import re
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager
from pathlib import Path
from unicodedata import normalize

import pytest
from pypdf import PdfReader

from timeline.loading import loads

from . import chronologies, engines
from .conftest import written
from .engines import Tab

pytestmark = pytest.mark.slow

ENGINES: dict[str, Callable[..., AbstractContextManager[Tab]]] = {
    "chromium": engines.chromium, "firefox": engines.firefox, "webkit": engines.webkit,
}  # fmt: skip

MARKS = "[...document.querySelectorAll('#_marks button')]"
VIEW = "document.getElementById('_plot').layout.xaxis.range"
ON_A_MARK = "document.getElementById('_marks').contains(document.activeElement)"
PANEL = "document.getElementById('_panel')"


@pytest.fixture(scope="module", params=ENGINES)
def tab(request: pytest.FixtureRequest) -> Iterator[Tab]:
    """A tab of each engine. Where CI is set its absence is a failure, elsewhere a skip."""
    try:
        engine = ENGINES[request.param]
        is_chromium = engine is engines.chromium
        with engine(request.getfixturevalue("browser")) if is_chromium else engine() as tab:
            yield tab
    except engines.Missing as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(f"{request.param}: {error}")


@pytest.fixture(scope="module")
def arabic(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("arabic"), chronologies.arabic())


def span(tab: Tab) -> tuple[float, float]:
    """First and last day of the view; what is drawn reaches a third of it further on each side."""
    first, last = sorted(tab(VIEW))
    margin = (last - first) * 0.35 / 1.7
    return first + margin, last - margin


def test_the_page_opens_without_messages_and_requests(tab: Tab, varied_page: Path) -> None:
    tab.open(varied_page)
    tab.rest()
    assert tab(f"{MARKS}.length") > 5
    assert tab("document.title") == "Kazakhstan and Serbia: a chronology"
    assert tab("document.querySelectorAll('.list .event').length") == len(
        chronologies.varied().events
    )
    assert tab.complaints() == []
    assert tab.requests() == []


def test_buttons_and_keys_zoom(tab: Tab, varied_page: Path) -> None:
    tab.open(varied_page, "#from=2025-01-01&to=2026-01-01")
    tab.rest()
    year = span(tab)
    tab.click("[data-label=zoom_in]")
    tab.rest()
    half = span(tab)
    assert half[1] - half[0] == pytest.approx((year[1] - year[0]) / 2, rel=0.05)
    tab("document.querySelector('#_marks button[tabindex=\"0\"]').focus()")
    tab.press("-")
    tab.rest()
    back = span(tab)
    assert back[1] - back[0] > 1.5 * (half[1] - half[0])
    tab.click("[data-act='level month']")
    tab.rest()
    month = span(tab)
    assert 27 < month[1] - month[0] < 32
    assert tab("document.querySelector('[data-act=\"level month\"]').ariaPressed") == "true"


def test_a_hand_pulls_time_along(tab: Tab, varied_page: Path) -> None:
    tab.open(varied_page, "#from=2025-01-01&to=2026-01-01")
    tab.rest()
    before = span(tab)
    x, y = tab.middle("#_window")
    tab.drag((x, y), (x - 150, y), (x - 300, y))
    tab.rest()
    after = span(tab)
    assert after[0] - before[0] > 60
    assert after[1] - after[0] == pytest.approx(before[1] - before[0], rel=0.02)


def test_keys_walk_along_the_marks_and_open_the_panel(tab: Tab, varied_page: Path) -> None:
    tab.open(varied_page, "#from=2025-01-01&to=2026-01-01")
    tab.rest()
    tab("document.querySelector('#_marks button[tabindex=\"0\"]').focus()")
    for key in ("Home", "ArrowRight", "PageDown", "PageUp", "End", "PageUp", "Home"):
        tab.press(key)
        tab.rest()
        assert tab(ON_A_MARK), key
    tab.press("Enter")
    tab.until(f"!{PANEL}.hidden")
    assert tab(f"{PANEL}.contains(document.activeElement)")
    tab.press("Escape")
    tab.until(f"{PANEL}.hidden")
    tab.rest()
    assert tab(ON_A_MARK)


def test_a_mark_opens_the_panel_with_its_sources(tab: Tab, varied_page: Path) -> None:
    tab.open(varied_page, "#event=congress-8")
    tab.until(f"!{PANEL}.hidden")
    said = tab(f"{PANEL}.innerText")
    assert "17–18 September 2025" in said
    assert tab(f"{PANEL}.querySelectorAll('.source').length") >= 1
    tab.click("#_panel .close")
    tab.until(f"{PANEL}.hidden")


def test_search_finds_words_and_dates(tab: Tab, varied_page: Path) -> None:
    tab.open(varied_page)
    tab("document.getElementById('_query').focus()")
    tab.press(*"trade fair")
    shown = "[...document.querySelectorAll('.list .event')].filter((e) => e.offsetParent)"
    tab.until(f"{shown}.length === 1")
    assert tab(f"{shown}[0].id") == "cancelled"
    assert tab("document.getElementById('_result').textContent").startswith("1 ")


def test_languages_change_everything_and_stay_in_the_address(tab: Tab, varied_page: Path) -> None:
    tab.open(varied_page)
    tab(
        """(() => { const chosen = document.getElementById("_language"); chosen.value = "ru";
        chosen.dispatchEvent(new Event("change", { bubbles: true })); })()"""
    )
    tab.until("document.documentElement.lang === 'ru'")
    assert tab("document.title") == "Казахстан и Сербия: хронология"
    tab.until("location.hash.includes('lang=ru')")
    tab.open(varied_page, "#lang=kk")
    assert tab("document.documentElement.lang") == "kk"


def test_an_event_of_two_parties_is_one_event_in_two_lanes(tab: Tab, varied_page: Path) -> None:
    tab.open(varied_page, "#from=2024-10-01&to=2025-01-01&lanes=party&compare=RS,KZ")
    tab.rest()
    names = "[...document.querySelectorAll('#_lanes .lane')].map((lane) => lane.innerText.trim())"
    assert tab(names) == ["Serbia", "Kazakhstan"]
    own = "document.querySelectorAll('#_marks [data-key=visit-belgrade]')"
    assert tab(
        f"[{own}.length, [...{own}].filter((each) => each.tagName === 'BUTTON').length]"
    ) == [
        2,
        1,
    ]
    tab("document.querySelector('#_marks button[data-key=visit-belgrade]').focus()")
    assert tab(f"[...{own}].every((each) => each.classList.contains('lit'))")
    tab.click("#_marks .twin[data-key=visit-belgrade]")
    tab.until(f"!{PANEL}.hidden")
    tab.press("Escape")
    tab.until(f"{PANEL}.hidden")
    assert tab("document.activeElement.dataset.key") == "visit-belgrade"
    tab.open(varied_page, "#lanes=pair")
    tab.rest()
    assert "Kazakhstan\u00a0– Serbia" in tab(names)


def test_time_runs_from_right_to_left_where_people_read_so(tab: Tab, arabic: Path) -> None:
    tab.open(arabic, "#lang=ar")
    tab.rest()
    assert tab("document.documentElement.dir") == "rtl"
    first, last = tab(
        """(() => { const at = (id) => document.querySelector(`#_marks [data-key="${id}"]`)
        .getBoundingClientRect().x; return [at("first"), at("last")]; })()"""
    )
    assert last < first
    # Nothing lies outside of the page, on neither side.
    assert tab("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
    assert tab("document.documentElement.scrollHeight < 3000")
    tab("(scrollTo(-9999, 0), 0)")
    assert tab("scrollX") == 0
    before = span(tab)
    tab.click("[data-label=zoom_in]")
    tab.rest()
    near = span(tab)
    tab.click("[data-label=move_earlier]")
    tab.rest()
    assert span(tab)[0] < near[0]
    assert before[1] - before[0] > near[1] - near[0]
    tab("document.querySelector('#_marks button[tabindex=\"0\"]').focus()")
    tab.press("Home")
    tab.rest()
    here = tab("document.activeElement.dataset.key")
    tab.press("ArrowLeft")
    tab.rest()
    assert (here, tab("document.activeElement.dataset.key")) == ("first", "second")


def test_paper_has_the_chart_and_the_whole_list(tab: Tab, varied_page: Path) -> None:
    tab.open(varied_page)
    tab.rest()
    printed = tab.print()
    if printed is None:  # the engine prints only from its menu: look at what it would print
        tab("(dispatchEvent(new Event('beforeprint')), 0)")
        text = tab("document.getElementById('_paper').textContent + document.body.innerText")
        assert tab("document.querySelectorAll('#_paper .main-svg').length") >= 1
        tab("(dispatchEvent(new Event('afterprint')), 0)")
    else:
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]
        text = normalize("NFKC", "".join(pages))
        for page in pages[1:]:  # the first has the chart, whose axis is of years
            assert not re.fullmatch(r"\d{4}|All events", page.strip().splitlines()[-1].strip())
    for event in chronologies.varied().events:
        assert event.title.by_language["en"].split()[0] in text
    assert "As of 22 November 2026" in text
    assert tab("document.querySelectorAll('#_paper .main-svg').length") == 0
    assert tab.complaints() == []


def test_the_heading_of_the_list_prints_with_its_first_event(tab: Tab, varied_page: Path) -> None:
    """However much room is left for it at the end of a page."""
    tab.open(varied_page)
    tab.rest()
    first = tab("document.querySelector('.list .title').textContent")
    # The chart gives way to an empty box, whose height decides where the list begins.
    tab("""(document.head.insertAdjacentHTML('beforeend', '<style>@media print {'
        + '.masthead, #_paper * { display: none } #_paper { height: var(--above) } }</style>'), 0)""")
    for above in range(900, 1020, 20):  # pixels; there are 1017 on a page
        tab(f"(document.body.style.setProperty('--above', '{above}px'), 0)")
        printed = tab.print()
        if printed is None:  # the engine prints only from its menu
            return
        pages = [page.extract_text() for page in PdfReader(io.BytesIO(printed)).pages]
        assert first in next(page for page in pages if "All events" in page), above
    assert tab("document.querySelector('.events-head > h2').textContent") == "All events"


def test_no_year_prints_alone_without_scripts(tab: Tab, tmp_path: Path) -> None:
    """However much room is left for it at the end of a page."""
    page = written(tmp_path, chronologies.many(40, per_year=1)).read_text("utf-8")
    plain = re.sub(r"<script.*?</script>|</?noscript>", "", page, flags=re.DOTALL)
    for above in range(0, 60, 12):  # pixels
        moved = f'<div style="height: {above}px"></div><div id="_list"'
        path = tmp_path / f"{above}.html"
        path.write_text(plain.replace('<div id="_list"', moved), "utf-8")
        tab.goto(path.as_uri())
        printed = tab.print()
        if printed is None:  # the engine prints only from its menu
            return
        before = 0  # headings whose first event is still to come
        for each in PdfReader(io.BytesIO(printed)).pages:
            lines = [line.strip() for line in each.extract_text().splitlines()]
            before += sum(bool(re.fullmatch(r"\d{4}", line)) for line in lines)
            before -= sum("Meeting number" in line for line in lines)
            assert before <= 0, (above, lines)


def test_an_empty_and_a_small_chronology_open_without_messages(tab: Tab, tmp_path: Path) -> None:
    for number, events in enumerate(
        ("[]", "[{id: a, title: A}]", "[{id: a, title: A, when: 2026-03-01}]")
    ):
        folder = tmp_path / str(number)
        folder.mkdir()
        tab.open(written(folder, loads(f"events: {events}")))
        assert tab.complaints() == []


def test_a_row_has_its_mark_and_opens_its_sources(tab: Tab, varied_page: Path) -> None:
    tab.open(varied_page)
    tab.rest()
    mark = "getComputedStyle(document.querySelector('#expo .when'), '::before')"
    assert tab(f"{mark}.maskImage").startswith('url("data:image/svg+xml,')
    assert tab("document.querySelectorAll('#expo, #expo *').length") <= 6
    tab("document.querySelector('#disputed').scrollIntoView({ block: 'center' })")
    tab.click("#disputed .cited")
    assert tab("document.querySelectorAll('#disputed .source').length") == 2
    assert tab("document.querySelector('#disputed .cited').ariaExpanded") == "true"
    assert tab.complaints() == []


def test_a_long_list_comes_in_pages(tab: Tab, long_page: Path) -> None:
    tab.open(long_page, "#event=e1700")
    tab.rest()
    rows = "[...document.querySelectorAll('li.event')].map((row) => row.id)"
    assert len(tab(rows)) == 500
    assert "e1700" in tab(rows)
    assert tab("document.querySelector('#_pages .range').textContent") == "1,501–2,000 of 3,000"
    tab("document.querySelector('#_pages [data-page=next]').click()")
    assert "e1700" not in tab(rows)
    tab("document.querySelector('#_pages [data-page=all]').click()")
    assert len(tab(rows)) == 3_000
    assert tab.complaints() == []
