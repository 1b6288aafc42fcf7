"""What a page costs: elements of a row, the order in which it starts, the pages of a long list."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from . import chronologies
from .conftest import Opened, written

Open = Callable[..., Opened]

MOST_ELEMENTS: Final = 6
"""Of a row of the list, with its share in the headings of the years."""

PAGE: Final = 500
"""Events on a page of a long list."""

ROWS: Final = "() => [...document.querySelectorAll('li.event')].map((row) => row.id)"


@pytest.fixture(scope="module")
def thousand_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("thousand"), chronologies.many(1_000, per_year=62))


@pytest.fixture(scope="module")
def ids() -> list[str]:
    """The events of the long page, in the order of its list."""
    return [event.id for event in chronologies.many(3_000).events]


def test_a_row_has_few_elements_in_any_language(open_page: Open, thousand_page: Path) -> None:
    page = open_page(thousand_page)
    elements = "() => document.querySelectorAll('#_list *').length"
    assert len(page(ROWS)) == 1_000
    assert page(elements) / 1_000 <= MOST_ELEMENTS
    page.page.fill("#_query", "meeting number 1")
    page.page.wait_for_function(f"() => ({ROWS})().length < 1_000")
    page.page.fill("#_query", "")
    page.page.wait_for_function(f"() => ({ROWS})().length === 1_000")
    assert page(elements) / 1_000 <= MOST_ELEMENTS


def test_a_list_of_one_event_a_year_has_few_elements_a_row(open_page: Open, tmp_path: Path) -> None:
    page = open_page(written(tmp_path, chronologies.many(26, per_year=1)))
    assert page("() => document.querySelectorAll('#_list *').length") / 26 <= MOST_ELEMENTS
    page = open_page(written(tmp_path, chronologies.varied()))
    rows = "() => [...document.querySelectorAll('li.event')].map((row) => row.children.length)"
    assert min(page(rows)) <= 3


def test_the_first_rows_of_a_long_list_are_shown_before_the_others(
    open_page: Open, long_page: Path, ids: list[str]
) -> None:
    count = """
        globalThis.shown = [];
        const look = () => {
            const rows = document.querySelectorAll("html.live li.event").length;
            if (rows && rows !== shown.at(-1)) shown.push(rows);
            requestAnimationFrame(look);
        };
        requestAnimationFrame(look);
    """
    page = open_page(long_page, script=count)
    first, *others = page("() => shown")
    assert first < PAGE / 10
    assert others == [PAGE]
    assert page(ROWS) == ids[:PAGE]


def test_the_list_is_shown_before_plotly_is_unpacked(open_page: Open, thousand_page: Path) -> None:
    """Title, what comes up and list are painted; Plotly's code is run after that."""
    order = """
        globalThis.order = [];
        const isShown = () => document.querySelector("html.live #_list li.event .cited") &&
            document.querySelector("#_upcoming:not([hidden]) button");
        const look = () => isShown() ? setTimeout(() => order.push("content")) : requestAnimationFrame(look);
        requestAnimationFrame(look);
        let plotly;
        Object.defineProperty(globalThis, "Plotly", {
            get: () => plotly, set: (value) => { plotly = value; order.push("plotly"); }, configurable: true });
    """
    page = open_page(thousand_page, script=order)
    assert list(dict.fromkeys(page("() => order"))) == ["content", "plotly"]


def test_what_the_list_does_not_need_is_made_after_it(open_page: Open, varied_page: Path) -> None:
    """Neither the strip below the chart nor a format of numbers delays the first content."""
    order = """
        globalThis.order = [];
        const isShown = () => document.querySelector("html.live #_upcoming:not([hidden]) button");
        const look = () => isShown() ? setTimeout(() => order.push("content")) : requestAnimationFrame(look);
        requestAnimationFrame(look);
        const { fillText } = CanvasRenderingContext2D.prototype;
        CanvasRenderingContext2D.prototype.fillText = function (...given) {
            if (this.canvas.closest("#_overview")) order.push("strip");
            return fillText.apply(this, given);
        };
        Intl.NumberFormat = new Proxy(Intl.NumberFormat, {
            construct: (made, given) => { order.push("numbers"); return new made(...given); } });
    """
    page = open_page(varied_page, script=order)
    assert list(dict.fromkeys(page("() => order"))) == ["content", "strip"]


def test_scripts_come_before_what_they_need_only_later(varied_page: Path) -> None:
    text = varied_page.read_text("utf-8")
    parts = ['id="_data"', "<script>(() => {", 'id="_plotly"']
    places = [text.index(part) for part in parts]
    assert places == sorted(places)


def test_every_row_gets_its_mark_and_the_button_of_its_sources(
    open_page: Open, thousand_page: Path
) -> None:
    page = open_page(thousand_page)
    page.page.wait_for_function("() => !document.querySelector('#_list noscript')")
    assert page.page.locator("li.event[class*=mark-] > .cited").count() == 1_000


def test_rows_that_are_not_completed_yet_are_printed_with_their_sources(
    open_page: Open, thousand_page: Path
) -> None:
    page = open_page(thousand_page, script="globalThis.requestIdleCallback = () => 0;")
    assert page.page.locator("#_list noscript").count() > 0
    page("() => { dispatchEvent(new Event('beforeprint')); }")
    assert page.page.locator("li.event[class*=mark-] > .sources .source").count() >= 1_000
    page("() => { dispatchEvent(new Event('afterprint')); }")


def test_rows_that_came_with_the_page_are_not_made_anew(
    open_page: Open, thousand_page: Path
) -> None:
    count = """
        globalThis.moved = 0;
        new MutationObserver((found) => {
            for (const { addedNodes } of found)
                for (const node of addedNodes) if (node.localName === "ol" && document.documentElement.className !== "plain") moved += 1;
        }).observe(document, { childList: true, subtree: true });
    """
    page = open_page(thousand_page, script=count)
    assert page("() => moved") == 0


def test_sources_are_made_when_they_are_opened(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    button = page.page.locator("#disputed .cited")
    assert page.page.locator("#_list .source").count() == 0
    assert button.inner_text() == "2 sources"
    assert button.get_attribute("aria-expanded") == "false"
    button.focus()
    page.page.keyboard.press("Enter")
    assert button.get_attribute("aria-expanded") == "true"
    assert page.page.locator("#disputed .source:visible").count() == 2
    page.page.select_option("#_language", "ru")
    assert page.page.locator("#disputed .source:visible").count() == 2
    page.page.locator("#disputed .cited").click()
    assert page.page.locator("#_list .source").count() == 0


def test_the_browser_s_own_search_gets_rows_and_sources(
    open_page: Open, varied_page: Path, long_page: Path, ids: list[str]
) -> None:
    page = open_page(varied_page)
    page.page.keyboard.press("Control+f")
    assert page.page.locator("#_list .source").count() > 20
    assert page.page.locator("#_list .source:visible").count() == 0
    page("""() => document.querySelector('#disputed .sources')
        .dispatchEvent(new Event('beforematch', { bubbles: true }))""")
    assert page.page.locator("#disputed .source:visible").count() == 2
    assert page.page.locator("#disputed .cited").get_attribute("aria-expanded") == "true"
    page = open_page(long_page)
    page.page.keyboard.press("Control+f")
    assert page(ROWS) == ids


def test_a_long_list_comes_in_pages(open_page: Open, long_page: Path, ids: list[str]) -> None:
    page = open_page(long_page)
    bar = page.page.locator("#_pages")
    assert page(ROWS) == ids[:PAGE]
    assert bar.locator(".range").inner_text() == "1–500 of 3,000"
    assert bar.locator("[data-page=previous]").is_disabled()
    bar.locator("[data-page=next]").click()
    assert page(ROWS) == ids[PAGE : 2 * PAGE]
    assert page("() => document.activeElement.closest('li').id") == ids[PAGE]
    page.page.wait_for_function("() => location.hash.includes('page=2')")
    page.page.go_back()
    page.page.wait_for_function(f"() => document.querySelector('li.event').id === '{ids[0]}'")
    bar.locator("[data-page=all]").click()
    assert page(ROWS) == ids
    assert bar.is_hidden()


def test_the_items_of_a_page_say_which_of_how_many_they_are(
    open_page: Open, long_page: Path, ids: list[str]
) -> None:
    page = open_page(long_page, "#page=2")
    years: dict[int, list[str]] = {}
    for event in chronologies.many(3_000).events:
        assert event.date.earliest
        years.setdefault(event.date.earliest.year, []).append(event.id)
    said = page("""() => [...document.querySelectorAll('li.event')].map((row) =>
        [row.id, row.getAttribute('aria-posinset'), row.getAttribute('aria-setsize')])""")
    assert [event for event, _, _ in said] == ids[PAGE : 2 * PAGE]
    for year in years.values():
        shown = [row for row in said if row[0] in year]
        if shown and len(shown) < len(year):
            place = {event: str(number) for number, event in enumerate(year, 1)}
            assert [row[1:] for row in shown] == [[place[row[0]], str(len(year))] for row in shown]


def test_an_address_and_a_search_reach_every_page(
    open_page: Open, long_page: Path, ids: list[str]
) -> None:
    page = open_page(long_page, f"#event={ids[1_700]}")
    assert page(ROWS) == ids[1_500:2_000]
    assert page.page.locator("li.event[aria-current]").get_attribute("id") == ids[1_700]
    page.page.click("#_panel .close")
    page.page.fill("#_query", "number 2999")
    page.page.wait_for_function("() => document.querySelectorAll('li.event').length === 1")
    assert page.page.locator("#_pages").is_hidden()
    page.page.fill("#_query", "")
    page.page.wait_for_function("() => document.querySelectorAll('li.event').length === 500")
    assert page(ROWS) == ids[:PAGE]
    page = open_page(long_page, "#page=77")
    assert page(ROWS) == ids[-PAGE:]


def test_a_long_table_comes_in_pages(open_page: Open, long_page: Path) -> None:
    page = open_page(long_page, "#as=table&page=2")
    assert page.page.locator("#_table tbody tr").count() == PAGE
    indices = """() => [...document.querySelectorAll('#_table tr')]
        .map((row) => Number(row.getAttribute('aria-rowindex')))"""
    assert page(indices) == [1, *range(PAGE + 2, 2 * PAGE + 2)]
    assert page.page.locator("#_table table").get_attribute("aria-rowcount") == "3001"
    page.page.click("#_pages [data-page=all]")
    page.page.wait_for_selector("#_table table:not([aria-busy])", timeout=60_000)
    assert page.page.locator("#_table tbody tr").count() == 3_000
    assert page.page.locator("#_table table").get_attribute("aria-rowcount") is None
    assert page("() => document.querySelectorAll('#_table [aria-rowindex]').length") == 0


def test_a_whole_table_comes_in_parts_of_even_columns(
    open_page: Open, long_page: Path, ids: list[str]
) -> None:
    page = open_page(long_page, "#as=table")
    at_once, total = page("""() => {
        document.querySelector('#_pages [data-page=all]').click();
        const table = document.querySelector('#_table table');
        return [table.tBodies[0].rows.length, table.getAttribute('aria-rowcount')];
    }""")
    assert at_once < PAGE
    assert total == "3001"
    assert page.page.locator("li.event").count() <= PAGE  # the list is not made, too
    page.page.wait_for_selector("#_table table:not([aria-busy])", timeout=60_000)
    lefts = page("""() => [...document.querySelectorAll('#_table tr')]
        .map((row) => [...row.cells].map((cell) => Math.round(cell.getBoundingClientRect().left)).join())""")
    assert len(lefts) == len(ids) + 1
    assert len(set(lefts)) == 1
    page.page.click("#_table th button >> nth=1")  # another table takes its place at once
    page.page.wait_for_selector("#_table table:not([aria-busy])", timeout=60_000)
    assert page.page.locator("#_table tbody tr").count() == len(ids)


def test_what_was_filtered_in_the_table_is_printed_as_a_list(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, "#as=table")
    page.page.fill("#_query", "secretariat")
    page.page.wait_for_function("() => document.querySelectorAll('#_table tbody tr').length < 5")
    found = page.page.locator("#_table tbody tr").count()
    page("() => dispatchEvent(new Event('beforeprint'))")
    assert len(page(ROWS)) == found
    page("() => dispatchEvent(new Event('afterprint'))")
    page.page.click("#_as-table")
    assert len(page(ROWS)) == found


def test_a_long_list_is_printed_whole(open_page: Open, long_page: Path, ids: list[str]) -> None:
    page = open_page(long_page, "#page=2")
    page("() => dispatchEvent(new Event('beforeprint'))")
    assert page(ROWS) == ids
    assert page.page.locator("#_list .source").count() == len(ids)
    page("() => dispatchEvent(new Event('afterprint'))")
    assert page(ROWS) == ids[PAGE : 2 * PAGE]
    assert page.page.locator("#_list .source").count() == 0


@pytest.fixture(scope="module")
def large_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("large"), chronologies.many(10_000, per_year=625))


def test_ten_thousand_events_are_no_heavier_than_promised(
    open_page: Open, large_page: Path
) -> None:
    assert large_page.stat().st_size <= 8e6
    page = open_page(large_page)
    page("() => new Promise((done) => requestIdleCallback(done))")
    page.page.fill("#_query", "number 77")  # the searched text of every event is folded now
    page.page.wait_for_function("() => document.querySelectorAll('li.event').length < 500")
    heap = page.page.context.new_cdp_session(page.page)
    heap.send("HeapProfiler.collectGarbage")
    assert heap.send("Runtime.getHeapUsage")["usedSize"] <= 15e6


def test_all_of_ten_thousand_events_pans_and_zooms(open_page: Open, large_page: Path) -> None:
    page = open_page(large_page)
    page.page.click('[data-act="preset all"]')
    page.settle()
    period = "() => document.getElementById('_plot').layout.xaxis.range"
    whole = page(period)
    page.page.click('[data-act="zoom 0.5"]')
    page.settle()
    half = page(period)
    assert half[1] - half[0] == pytest.approx((whole[1] - whole[0]) / 2, rel=0.2)
    box = page.page.locator("#_window").bounding_box()
    x, y = box["x"] + box["width"] / 2, box["y"] + 100
    page.page.mouse.move(x, y)
    page.page.mouse.down()
    page.page.mouse.move(x - 200, y, steps=5)
    page.page.mouse.up()
    page.settle()
    assert page(period)[0] > half[0]
