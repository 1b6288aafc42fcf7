"""On a phone the chart comes soon: filters and most controls are behind two buttons."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from timeline import loading
from timeline.events import Calendar, Chronology, Event, complete

from . import chronologies
from .conftest import Opened, written
from .test_today import CLOCK

Open = Callable[..., Opened]

FILTERS = "[aria-controls=_facets]"
VIEW = "[aria-controls=_settings]"


def phone(width: int = 360) -> dict[str, Any]:
    return {"viewport": {"width": width, "height": 740}, "has_touch": True, "is_mobile": True}


@pytest.mark.parametrize("width", [390, 360, 320])
@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_controls_leave_the_screen_of_a_phone_to_the_chart(
    open_page: Open, varied_page: Path, width: int, language: str
) -> None:
    page = open_page(varied_page, f"#lang={language}", **phone(width))
    height = "(part) => document.querySelector(part).getBoundingClientRect().height"
    assert page(height, ".chart-head") <= 110
    assert page(height, "#_filters") <= 90
    small = page("""() => [...document.querySelectorAll('#_filters *, .chart-head *')]
        .filter((each) => each.matches('button, select, input, summary') && each.checkVisibility())
        .map((each) => each.getBoundingClientRect()).filter(({width, height}) => width < 24 || height < 24).length""")
    assert small == 0
    page.unfold()
    assert page("() => document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize(
    ("button", "control"),
    [(FILTERS, '[data-facet="kind"] summary'), (VIEW, '[data-act="level year"]')],
)
def test_the_other_controls_are_opened_and_closed_by_keyboard(
    open_page: Open, varied_page: Path, button: str, control: str
) -> None:
    page = open_page(varied_page, **phone())
    unfold, folded = page.page.locator(button), page.page.locator(control)
    assert unfold.get_attribute("aria-expanded") == "false"
    assert not folded.is_visible()
    unfold.focus()
    page.page.keyboard.press("Enter")
    assert unfold.get_attribute("aria-expanded") == "true"
    assert folded.is_visible()
    page.page.keyboard.press("Tab")
    assert page(
        f"() => document.querySelector('{button}').getAttribute('aria-controls') === "
        "document.activeElement.closest('.folded').id"
    )
    unfold.focus()
    page.page.keyboard.press("Space")
    assert unfold.get_attribute("aria-expanded") == "false"
    assert not folded.is_visible()


SOON = """
calendar: {id: soon, languages: [en, ru]}
events:
- {id: a, title: {en: Session of the intergovernmental commission on trade}, when: 2026-12-01, status: planned}
- {id: b, title: {en: Official visit of the Minister of Foreign Affairs}, when: 2026-12-10/2026-12-12, status: planned}
- {id: c, title: {en: Signing of the agreement on air services}, when: 2027-01-20, status: planned}
- {id: d, title: {en: Days of culture of Kazakhstan in Serbia}, when: 2027-02-03/2027-02-09, status: planned}
- {id: e, title: {en: Congress of Leaders of World and Traditional Religions}, when: 2028, status: announced}
- {id: f, title: {en: Opening of the consulate general}, when: 2027-40, status: announced}
- {id: g, title: {en: Joint exhibition of the national museums}, status: announced}
"""


@pytest.mark.parametrize("width", [390, 360])
def test_what_comes_up_leaves_the_first_screen_of_a_phone_to_the_chart(
    open_page: Open, tmp_path: Path, width: int
) -> None:
    path = written(tmp_path, loading.loads(SOON))
    page = open_page(path, script=CLOCK, **phone(width))
    assert page.page.locator("#_upcoming ol li").count() == 4
    assert page("() => document.querySelector('#_upcoming').offsetHeight") <= 400
    folded = page.page.locator("#_upcoming .later button")
    assert not folded.first.is_visible()
    assert page.page.inner_text("#_upcoming summary .number") == "3"
    page.page.click("#_upcoming summary")
    assert folded.count() == 3
    assert folded.last.is_visible()
    wide = open_page(path, script=CLOCK)
    assert wide.page.locator("#_upcoming .later button").last.is_visible()


def test_a_phone_names_the_level_whose_button_it_hides(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, **phone())
    page.unfold()
    page.page.click('[data-act="level year"]')
    page.page.click(VIEW)
    assert page.page.inner_text(VIEW) == "View: Year"
    page.page.select_option("#_language", "ru")
    assert page.page.inner_text(VIEW) == "Отображение: Год"
    page.page.click("[data-act='zoom 2']")
    page.page.wait_for_function(
        f"() => document.querySelector('{VIEW}').innerText === 'Отображение'"
    )


# Of every visible control of the chart: the middle of its row, and its ends.
ROWS = """() => [...document.querySelectorAll('.chart-head :is(h2, select, summary, .segments)')]
    .filter((each) => each.checkVisibility()).map((each) => each.getBoundingClientRect())
    .map(({ left, right, top, bottom }) => [Math.round((top + bottom) / 2), Math.round(left), Math.round(right)])"""


@pytest.mark.core
@pytest.mark.parametrize(
    ("width", "language"), [(1440, "en"), (1440, "ru"), (1440, "kk"), (1024, "en")]
)
def test_the_controls_of_the_chart_are_two_rows_with_even_ends(
    open_page: Open, varied_page: Path, width: int, language: str
) -> None:
    page = open_page(varied_page, f"#lang={language}", viewport={"width": width, "height": 900})
    boxes = page(ROWS)
    middles = sorted({middle for middle, _, _ in boxes})
    rows = [
        [box for box in boxes if abs(box[0] - middle) <= 4] for middle in (middles[0], middles[-1])
    ]
    assert sum(map(len, rows)) == len(boxes)
    ends = [(min(left for _, left, _ in row), max(right for _, _, right in row)) for row in rows]
    assert abs(ends[0][0] - ends[1][0]) <= 1
    assert abs(ends[0][1] - ends[1][1]) <= 1


def test_a_wide_screen_shows_all_controls(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, viewport={"width": 700, "height": 900})
    assert page.page.locator(".unfold:visible").count() == 0
    for control in ('[data-facet="kind"] summary', '[data-act="level year"]', "#_grouping"):
        assert page.page.locator(control).is_visible()


def test_what_an_address_chooses_is_seen_and_undone_while_the_controls_are_hidden(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, "#lanes=party&compare=KZ,RS&kind=visit", **phone())
    assert page.page.locator("#_chosen .chip").count() == 1
    page.page.locator("#_all-lanes").click()
    assert page("() => document.activeElement.getAttribute('aria-controls')") == "_settings"
    page.page.locator("#_chosen .chip").click()
    page.page.wait_for_function("() => !location.hash.includes('kind=')")
    assert "compare" not in page("() => location.hash")


def test_the_menu_of_languages_shows_the_chosen_one(open_page: Open, tmp_path: Path) -> None:
    languages = ("en", "ru")
    calendar = Calendar(
        title=chronologies.text(en="Visits", ru="Визиты"),
        languages=languages,
        url="https://example.org/t.html",
        domain="example.org",
    )
    events = tuple(
        Event(id=f"e{day}", title=chronologies.text(en="Visit"), when=chronologies.when(f"2026-02-0{day}"), kind="visit")
        for day in (1, 2)
    )  # fmt: skip
    path = written(tmp_path, complete(Chronology(calendar=calendar, events=events)))
    page = open_page(path, "#lang=ru", **phone())
    room, text = page("""() => {
        const menu = document.getElementById('_language'), pen = document.createElement('canvas').getContext('2d');
        const {fontSize, fontFamily, paddingInlineStart, paddingInlineEnd} = getComputedStyle(menu);
        pen.font = `${fontSize} ${fontFamily}`; // the shorthand is empty beside font-variant-numeric
        return [menu.clientWidth - parseFloat(paddingInlineStart) - parseFloat(paddingInlineEnd) - 16,
            pen.measureText(menu.selectedOptions[0].text).width];
    }""")
    assert room >= text


def test_the_name_of_a_lane_lies_on_the_ground_of_its_lane(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, **phone())
    plates = page("""() => [...document.querySelectorAll('.names-inside .lane button')]
        .map((each) => getComputedStyle(each).backgroundColor)""")
    assert len(plates) > 2
    assert plates[0] != plates[1]
    assert set(plates) == {plates[0], plates[1]}
