"""A crowded chart keeps its axis, its lanes' names and its controls in sight."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from . import chronologies
from .conftest import Opened, written

Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def crowded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("crowded"), chronologies.many(390))


@pytest.mark.parametrize(("width", "height"), [(1440, 900), (1024, 768), (360, 740)])
@pytest.mark.parametrize("lanes", ["kind", "party", "none"])
def test_a_crowded_chart_fits_into_the_window(
    open_page: Open, crowded: Path, width: int, height: int, lanes: str
) -> None:
    page = open_page(crowded, f"#lanes={lanes}", viewport={"width": width, "height": height})
    page.unfold()
    page.page.click('[data-act="preset all"]')
    page.settle()
    page("() => document.getElementById('_scroller').scrollTo(0, 1e6)")
    page.settle()
    top, axis, ticks, bottom, names = page("""() => {
        const box = (id) => document.getElementById(id).getBoundingClientRect();
        const scroller = box('_scroller');
        const names = [...document.querySelectorAll('#_lanes button')].map((each) => each.getBoundingClientRect());
        return [scroller.top, box('_axis').top, document.querySelectorAll('#_axis span').length, box('_overview').bottom,
            names.filter((each) => each.top >= scroller.top && each.bottom <= scroller.bottom).length];
    }""")
    assert axis == pytest.approx(top, abs=1)
    assert ticks >= 3
    assert bottom - top < height
    assert names > 0 or lanes == "none"


def test_a_lane_can_be_folded_and_the_address_keeps_it(open_page: Open, crowded: Path) -> None:
    page = open_page(crowded)
    lane = page.page.locator("#_lanes button").first
    before = page.page.locator("#_marks button").count()
    lane.click()
    page.settle()
    assert lane.get_attribute("aria-expanded") == "false"
    assert page.page.locator("#_marks button").count() < before
    page.page.wait_for_function("() => location.hash.includes('folded=')")
    again = open_page(crowded, page("() => location.hash"))
    assert again.page.locator('#_lanes [aria-expanded="false"]').count() == 1


def test_a_press_in_the_overview_leaves_the_strip_where_it_is(
    open_page: Open, crowded: Path
) -> None:
    page = open_page(crowded)
    page.page.click('[data-act="preset all"]')
    strip = page.page.locator("#_overview")
    strip.scroll_into_view_if_needed()
    page.page.click('[data-act="level week"]')
    page.settle()
    strip.scroll_into_view_if_needed()
    before = strip.bounding_box()
    page.page.mouse.click(before["x"] + before["width"] - 30, before["y"] + 20)
    page.settle()
    assert strip.bounding_box()["y"] == pytest.approx(before["y"], abs=1)
