"""Keys, fingers and buttons of the chart."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

from timeline.loading import loads

from . import chronologies
from .conftest import Opened, written
from .test_page import clock

Open = Callable[..., Opened]

VIEW = "() => document.getElementById('_plot').layout.xaxis.range"


def _has_mark(page: Opened) -> bool:
    found: bool = page("() => document.getElementById('_marks').contains(document.activeElement)")
    return found


def test_paging_keeps_the_focus_on_a_mark(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#from=2025-01-01&to=2025-07-01")
    page.page.locator("#_marks button[tabindex='0']").focus()
    for key in ("PageDown", "PageDown", "PageDown", "PageUp", "End", "PageDown", "Home", "PageUp"):
        page.page.keyboard.press(key)
        page.settle()
        assert _has_mark(page), key
    for key in ("+", "+", "+", "+", "-"):
        page.page.keyboard.press(key)
        page.settle()
        assert page("() => document.getElementById('_chart').contains(document.activeElement)"), key


def test_a_level_opens_where_there_is_an_event_and_is_shown_as_pressed(
    open_page: Open, tmp_path: Path
) -> None:
    chronology = loads(
        "events: [{id: a, title: A, when: 2020-03-04}, {id: b, title: B, when: 2020-11-12}]"
    )
    page = open_page(written(tmp_path, chronology))
    page.page.click('[data-act="level week"]')
    page.settle()
    assert page.page.locator("#_marks button").count() == 1
    pressed = "() => [...document.querySelectorAll('[data-act][aria-pressed=true]')].map((each) => each.dataset.act)"
    assert page(pressed) == ["level week"]
    page.page.click('[data-act="preset all"]')
    page.settle()
    assert page(pressed) == ["preset all"]
    page.page.click("[data-label=zoom_in]")
    page.settle()
    assert page(pressed) == []


def test_two_fingers_zoom_time_and_not_the_page(open_page: Open, varied_page: Path) -> None:
    page = open_page(
        varied_page,
        viewport={"width": 360, "height": 740},
        has_touch=True,
        is_mobile=True,
    )
    page("() => document.getElementById('_chart').scrollIntoView()")
    page.settle()
    box = page.page.locator("#_scroller").bounding_box()
    y = box["y"] + box["height"] / 2
    before = page(VIEW)
    session = page.page.context.new_cdp_session(page.page)

    def touch(kind: str, *xs: float) -> None:
        points = [{"x": x, "y": y, "id": number} for number, x in enumerate(xs)]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 150)
    touch("touchStart", 150, 210)
    for step in range(1, 8):
        touch("touchMove", 150 - 10 * step, 210 + 10 * step)
    touch("touchEnd")
    shorter = f"(most) => {{ const [from, to] = ({VIEW})(); return to - from < most; }}"
    page.page.wait_for_function(shorter, arg=0.6 * (before[1] - before[0]))
    assert page("() => visualViewport.scale") == 1


def test_the_second_way_past_the_head_leads_to_the_marks(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page)
    page.page.locator(".skip").nth(1).focus()
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Tab")
    assert _has_mark(page)


def test_jumps_are_animated_unless_motion_is_reduced(open_page: Open, tmp_path: Path) -> None:
    path = written(tmp_path, chronologies.varied())
    for motion, moving in (("no-preference", True), ("reduce", False)):
        page = open_page(path, reduced_motion=motion)
        page("""() => { window.runs = 0; const before = Element.prototype.animate;
            Element.prototype.animate = function (...given) { window.runs += 1; return before.apply(this, given); }; }""")
        page.page.click("[data-label=zoom_in]")
        page.settle()
        assert (page("() => window.runs") > 0) is moving


def test_a_gesture_that_zooms_is_not_held_up_by_drawing(open_page: Open, varied_page: Path) -> None:
    """Where drawing is slow, most of the time of a gesture is left to follow the hand."""
    page = open_page(varied_page)
    drawn, drawing, lasted, narrow, wide = page("""async () => {
        const { react } = Plotly;
        let drawn = 0;
        let drawing = 0;
        Plotly.react = (...given) => {
            const begun = performance.now();
            while (performance.now() - begun < 100);
            const made = react(...given);
            drawn += 1;
            drawing += performance.now() - begun;
            return made;
        };
        const glass = document.getElementById('_window');
        const { left, width } = glass.getBoundingClientRect();
        const rest = (time) => new Promise((done) => setTimeout(done, time));
        const begun = performance.now();
        const turn = async (deltaY) => {
            glass.dispatchEvent(new WheelEvent('wheel', { ctrlKey: true, deltaY, clientX: left + width / 2, cancelable: true }));
            await new Promise(requestAnimationFrame);
        };
        for (let each = 0; drawn < 3; each += 1) await turn(each % 40 < 20 ? -120 : 120);
        const found = [drawn, drawing, performance.now() - begun, parseFloat(document.getElementById('_sheet').style.width)];
        while (drawn === found[0]) await rest(20);
        return [...found, parseFloat(document.getElementById('_sheet').style.width)];
    }""")
    assert drawn == 3
    assert drawing <= lasted / 2
    assert narrow < wide  # the margins are drawn when the hand rests


def test_a_drawing_in_a_turn_of_the_wheel_is_no_rest_of_it(
    open_page: Open, varied_page: Path
) -> None:
    """What a slow drawing keeps waiting is the same gesture, which needs no second drawing."""
    page = open_page(varied_page)
    drawn = page("""() => new Promise((done) => {
        const { react } = Plotly;
        const glass = document.getElementById('_window');
        const { left, width } = glass.getBoundingClientRect();
        const turn = (deltaY) => glass.dispatchEvent(new WheelEvent('wheel',
            { ctrlKey: true, deltaY, clientX: left + width / 2, cancelable: true }));
        let drawn = 0;
        let isSlow = true;
        Plotly.react = (...given) => {
            drawn += 1;
            const begun = performance.now();
            while (isSlow && performance.now() - begun < 400);
            isSlow = false;
            for (let each = 1; each <= 10; each += 1) setTimeout(() => turn(each % 2 ? -20 : 20), 40 * each);
            setTimeout(() => done(drawn), 420);
            return react(...given);
        };
        const begin = () => {
            if (drawn > 0) return;
            turn(-200); // until the drawing cannot be stretched any more, and one may be made
            requestAnimationFrame(begin);
        };
        begin();
    })""")
    assert drawn == 1


def test_a_wheel_that_zooms_ends_where_it_points(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    view = """() => new URLSearchParams(location.hash.slice(1)).get('from')"""
    page.page.mouse.move(
        700, page("() => document.getElementById('_window').getBoundingClientRect().top + 60")
    )
    page.page.keyboard.down("Control")
    for _ in range(12):
        page.page.mouse.wheel(0, -120)
    page.page.wait_for_function(view)
    page.settle()
    overlap = page("""() => {
        const { left, right } = document.getElementById('_window').getBoundingClientRect();
        const sheet = document.getElementById('_sheet').getBoundingClientRect();
        return [sheet.left <= left + 1, sheet.right >= right - 1];
    }""")
    assert overlap == [True, True]


def test_a_mark_stays_visible_under_the_pointer(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    for kind in ("mark", "bubble"):
        button = page.page.locator(f"#_marks .{kind}").first
        if not button.count():
            continue
        button.hover()
        ground = button.evaluate("(shown) => getComputedStyle(shown).backgroundColor")
        opacity = re.search(r"[/,] ?(0?\.\d+)\)$", ground)
        assert opacity, ground
        assert float(opacity[1]) < 0.2


def test_today_is_not_pressed_where_it_is_everything(open_page: Open, tmp_path: Path) -> None:
    chronology = loads(
        "events: [{id: a, title: A, when: 2026-11-20}, {id: b, title: B, when: 2026-12-12}]"
    )
    page = open_page(written(tmp_path, chronology), script=clock("2026-12-01"))
    pressed = "() => [...document.querySelectorAll('[aria-pressed=true][data-act]')].map((each) => each.dataset.act)"
    assert page(pressed) == ["preset all"]
    page.page.click("[data-act='preset today']")
    assert page(pressed) == ["preset all"]
