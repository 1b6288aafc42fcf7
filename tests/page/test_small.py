"""Chronologies of few events or of none with a date, and a page that is alone on a server."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from timeline import building
from timeline.loading import loads

from .conftest import Opened, written

Open = Callable[..., Opened]

UNDATED = """
events:
- {id: a, title: Congress, status: announced}
- {id: b, title: Visit, status: cancelled}
"""
ONE = "events: [{id: a, title: Meeting, when: 2026-12-01, status: planned}]"


def test_events_without_a_date_are_expected_and_no_control_is_useless(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page(written(tmp_path, loads(UNDATED)))
    assert page.page.locator("#_upcoming .vague button").all_inner_texts() == ["Congress"]
    assert page.page.locator("#_shelf button").count() == 2
    assert page.page.locator(".controls:visible, #_chart:visible, #_overview:visible").count() == 0


@pytest.mark.parametrize(("language", "end"), [("en", "paddingRight"), ("ar", "paddingLeft")])
def test_a_title_on_the_shelf_has_room_before_the_end_of_its_frame(
    open_page: Open, tmp_path: Path, language: str, end: str
) -> None:
    chronology = f"calendar: {{languages: [{language}]}}\n" + UNDATED
    page = open_page(written(tmp_path, loads(chronology)))
    pads = page("""() => {
        const {paddingLeft, paddingRight} = getComputedStyle(document.querySelector('.shelved'));
        return {paddingLeft: parseFloat(paddingLeft), paddingRight: parseFloat(paddingRight)};
    }""")
    assert pads[end] == max(pads.values()) > min(pads.values())


def test_the_legend_of_a_page_without_dates_shows_only_the_mark_that_is_drawn(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page(written(tmp_path, loads(UNDATED)))
    assert page.page.locator("#_legend .shapes li").all_inner_texts() == ["Date not announced"]


def test_one_event_needs_no_filters_and_no_overview(open_page: Open, tmp_path: Path) -> None:
    page = open_page(written(tmp_path, loads(ONE)))
    assert page.marks.count() == 1
    assert page.page.locator("#_filters:visible, #_overview:visible").count() == 0
    headings = page("""() => [...document.querySelectorAll('h1, h2:not(.unseen)')]
        .filter((each) => each.checkVisibility()).map((each) => each.textContent.toLowerCase())""")
    assert len(headings) == len(set(headings))


def test_a_period_given_backwards_is_reported(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#since=2026-01-02&until=2026-01-01")
    assert page.page.inner_text("#_result") == "The period ends before it begins."


def test_what_a_search_finds_is_marked_in_the_list(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#q=congress")
    marked = page(
        "() => [...CSS.highlights.get('hits')].map((range) => range.startContainer.data.slice(range.startOffset, range.endOffset).toLowerCase())"
    )
    assert marked
    assert set(marked) == {"congress"}


@pytest.mark.parametrize(
    ("language", "queries", "backwards"),
    [
        ("en", ("18.11.2024", "November 2024", "18 Nov 2024"), "The period ends before it begins."),
        ("ru", ("18.11.2024", "ноябрь 2024", "18 ноября 2024"), "Конец периода раньше его начала."),
        (
            "sr-Latn",
            ("18. 11. 2024.", "novembar 2024", "18. novembra 2024."),
            "Kraj perioda je pre početka.",
        ),
    ],
)
def test_a_search_takes_dates_as_they_are_typed_and_marks_them(
    open_page: Open,
    varied_page: Path,
    language: str,
    queries: tuple[str, ...],
    backwards: str,
) -> None:
    page = open_page(varied_page, f"#lang={language}")
    for query in queries:
        page.page.fill("#_query", query)
        page.page.wait_for_function(
            "() => { const rows = [...document.querySelectorAll('li.event')]; return rows.length < 9 && rows.some(({id}) => id === 'visit-belgrade'); }"
        )
        marked = page(
            "() => [...CSS.highlights.get('hits')].map(({startContainer: at}) => at.parentElement.closest('li.event').id)"
        )
        assert "visit-belgrade" in marked, query
    page = open_page(varied_page, f"#lang={language}&since=2026-01-02&until=2026-01-01")
    assert page.page.inner_text("#_result") == backwards


@pytest.fixture
def server(tmp_path: Path) -> Iterator[tuple[str, list[str]]]:
    """A server with only the page, and the requests to it."""
    asked: list[str] = []

    class Handler(SimpleHTTPRequestHandler):
        def log_message(self, format: str, *args: Any) -> None:
            asked.append(self.path)

    folder = tmp_path / "site"
    folder.mkdir()
    building.build(loads(ONE), tmp_path / "built")
    (folder / "timeline.html").write_bytes((tmp_path / "built" / "timeline.html").read_bytes())
    handler = partial(Handler, directory=str(folder))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}/timeline.html", asked
        server.shutdown()
        thread.join()


def test_a_page_alone_on_a_server_has_its_calendar_and_asks_for_nothing(
    browser: Any, server: tuple[str, list[str]]
) -> None:
    address, asked = server
    context = browser.new_context(accept_downloads=True)
    page = context.new_page()
    page.goto(address)
    page.wait_for_selector("html.ready")
    with page.expect_download() as caught:
        page.click("a[data-calendar]")
    assert "BEGIN:VEVENT" in Path(caught.value.path()).read_text("utf-8")
    assert asked == ["/timeline.html"]
    context.close()


def test_what_is_expected_is_listed_by_the_day_by_which_it_is_due(
    open_page: Open, tmp_path: Path
) -> None:
    text = """
    events:
    - {id: century, title: Century, when: 20XX}
    - {id: year, title: Year, when: 2098}
    - {id: until, title: Until, when: ../2098-11}
    - {id: month, title: Month, when: 2098-12}
    - {id: about, title: About, when: 2098-12-05~}
    """
    page = open_page(written(tmp_path, loads(text)))
    expected = page.page.locator("#_upcoming .vague button").all_inner_texts()
    assert expected == ["Until", "About", "Month", "Year"]


def test_an_event_that_begins_and_has_no_end_is_coming_up_until_it_begins(
    open_page: Open, tmp_path: Path
) -> None:
    text = """
    events:
    - {id: next, title: Next, when: 2098-12-20/..}
    - {id: unknown, title: Unknown, when: 2098-12-21/}
    - {id: on, title: On, when: 2020-12-20/..}
    """
    page = open_page(written(tmp_path, loads(text)))
    assert page.page.locator("#_upcoming ol button").all_inner_texts() == ["Next", "Unknown"]


WRITING = """
globalThis.written = [];
const before = CanvasRenderingContext2D.prototype.fillText;
CanvasRenderingContext2D.prototype.fillText = function (text, ...where) {
  if (this.canvas.closest?.("#_overview")) globalThis.written.push(text);
  return before.call(this, text, ...where);
};
"""


@pytest.mark.parametrize(
    ("days", "some"),
    [
        (("2026-12-14", "2026-12-16"), "15 Dec"),
        (("2026-09-01", "2026-11-05"), "12 Oct"),
        (("2026-02-01", "2026-11-05"), "June 2026"),
        (("2020-02-01", "2026-11-05"), "2024"),
    ],
)
def test_the_overview_is_labelled_however_short_its_period_is(
    open_page: Open, tmp_path: Path, days: tuple[str, str], some: str
) -> None:
    events = "".join(f"- {{id: e-{day}, title: Visit, when: {day}}}\n" for day in days)
    page = open_page(written(tmp_path, loads(f"events:\n{events}")), script=WRITING)
    page.page.wait_for_function("() => globalThis.written.length > 0")
    texts = page("() => globalThis.written")
    assert some in texts
    assert len(texts) > 4


@pytest.mark.parametrize(
    ("event", "years"),
    [
        ("when: 2026~", ["2024", "2028"]),
        ("when: 2026-12-22, previously: 2024-11", ["2024", "2027"]),
        ("when: 2026-12-22/.., previously: 2024-11", ["2024", "2027"]),
    ],
)
def test_all_includes_possible_days_and_earlier_dates(
    open_page: Open, tmp_path: Path, event: str, years: list[str]
) -> None:
    text = f"events: [{{id: a, title: Treaty, {event}}}, {{id: b, title: Visit, when: 2026-03}}]"
    page = open_page(written(tmp_path, loads(text)))
    ends = page.page.locator("#_overview input").evaluate_all(
        "inputs => inputs.map((input) => input.getAttribute('aria-valuetext'))"
    )
    assert [end[-4:] for end in ends] == years


NEWCOMER = """
calendar: {title: Three lines}
events:
- {id: a, title: First visit, when: 2026-03-04}
- {id: b, title: Return visit, when: 2026-11}
- {id: c, title: Treaty, when: 2027}
"""


def test_a_newcomer_is_offered_nothing_that_would_change_nothing(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page(written(tmp_path, loads(NEWCOMER)))
    assert page.page.locator(".grouping:visible").count() == 0
    assert page.page.locator("#_lanes button").count() == 0  # one lane need not be named
    assert page.page.locator("#_legend .kinds-part:visible").count() == 0
    levels = page.page.locator('button[data-act^="level"]').all_inner_texts()
    assert levels == ["Year", "Quarter", "Month", "Week", "Day"]


def test_only_lanes_that_divide_the_events_are_offered(open_page: Open, tmp_path: Path) -> None:
    text = """
    events:
    - {id: a, title: Visit, when: 2026-03-04, kind: visit, parties: [KZ, RS]}
    - {id: b, title: Treaty, when: 2026-04-04, kind: signature, parties: [KZ, RS]}
    """
    page = open_page(written(tmp_path, loads(text)))
    offered = page.page.locator("#_grouping option").evaluate_all(
        "options => options.map(({value}) => value)"
    )
    assert offered == ["kind", "party", "none"]
    assert page.page.locator("#_lanes button").all_inner_texts() == ["Visit", "Signing"]
    page.page.select_option("#_grouping", "none")
    assert page.page.locator("#_order:visible, #_compare:visible").count() == 0
