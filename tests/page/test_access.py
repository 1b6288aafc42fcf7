"""The page for everybody: keyboard, screen reader, touch, contrast, colour vision, forced colours."""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from itertools import combinations, pairwise
from pathlib import Path
from typing import Any

import pytest

from timeline.edtf import Precision

from . import chronologies
from .conftest import Opened, written

Open = Callable[..., Opened]

ROOT = Path(__file__).parents[2]
STYLE = ROOT / "timeline" / "exporters" / "html" / "assets" / "base.css"

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}
DARK = {"color_scheme": "dark"}
FORCED = {"forced_colors": "active"}

STATES: dict[str, tuple[str, dict[str, Any]]] = {
    "light": ("", {}),
    "dark": ("", DARK),
    "phone": ("", PHONE),
    "phone, dark": ("", PHONE | DARK),
    "320 pixels": ("", {"viewport": {"width": 320, "height": 640}}),
    "panel": ("#event=disputed", {}),
    "panel, dark, Russian": ("#event=visit-belgrade&lang=ru", DARK),
    "panel on a phone, Kazakh": ("#event=postponed&lang=kk", PHONE),
    "search with hits": ("#q=visit", {}),
    "search with hits, dark": ("#q=visit&kind=visit", DARK),
    "table": ("#as=table", {}),
    "table on a phone": ("#as=table", PHONE),
    "nothing found": ("#q=nothing-like-this", {}),
    "right to left": ("#lang=ar", {}),
    "right to left, phone, dark": ("#lang=ar&event=second", PHONE | DARK),
    "embedded": ("#embed=1", {"viewport": {"width": 600, "height": 420}}),
    "embedded, dark": ("#embed=1", {"viewport": {"width": 600, "height": 420}} | DARK),
    "lanes of parties": ("#lanes=party", {}),
    "two lanes compared": ("#lanes=party&compare=KZ,RS", DARK),
    "forced colours": ("", FORCED),
    "forced colours, dark": ("#event=expo", FORCED | DARK),
    "print": ("", {}),
    "twice the size": ("", {"viewport": {"width": 640, "height": 450}, "device_scale_factor": 2}),
}


@pytest.fixture(scope="module")
def arabic_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("arabic"), chronologies.arabic())


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing(
    open_page: Open, varied_page: Path, arabic_page: Path, axe: str, state: str
) -> None:
    hash, options = STATES[state]
    path = arabic_page if "lang=ar" in hash else varied_page
    page = open_page(path, hash, bypass_csp=True, **options)
    if state == "print":
        page.page.emulate_media(media="print")
        page("() => { dispatchEvent(new Event('beforeprint')); }")
    page(axe)
    report = page(
        "() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    )
    assert len(report["passes"]) > 15
    assert [
        (found["id"], [node["target"] for node in found["nodes"]]) for found in report["violations"]
    ] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_kinds_are_distinguished_in_forced_colours(
    open_page: Open, varied_page: Path, scheme: str
) -> None:
    page = open_page(varied_page, "#from=1996-01-01&to=2029-01-01", color_scheme=scheme, **FORCED)
    drawn, legend, ground = page("""() => [
        [...new Set(document.getElementById('_plot').data.flatMap(({customdata, marker}) =>
            marker ? customdata.map((id, at) => id && marker.line.color[at]) : []))].filter((each) => each?.startsWith('rgb(')),
        [...document.querySelectorAll('#_legend .swatch')].map((each) => getComputedStyle(each).backgroundColor),
        getComputedStyle(document.body).backgroundColor]""")
    assert len(legend) == len(set(legend)) >= 6
    assert set(legend) <= set(drawn)

    def as_hex(colour: str) -> str:
        return "#" + "".join(f"{int(part):02x}" for part in re.findall(r"\d+", colour)[:3])

    assert min(_contrast(as_hex(each), as_hex(ground)) for each in legend) >= 3


def _focused(page: Opened) -> str | None:
    found: str | None = page(
        "() => document.activeElement.dataset.key ?? document.activeElement.id"
    )
    return found


def test_arrows_walk_through_every_event_and_enter_opens_it(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page)
    page.page.locator("#_marks button[tabindex='0']").focus()
    page.page.keyboard.press("Home")
    walked = [_focused(page)]
    for _ in range(60):
        page.page.keyboard.press("ArrowRight")
        page.settle()
        if _focused(page) == walked[-1]:
            break
        walked.append(_focused(page))
    dated = [event.id for event in chronologies.varied().events if event.is_dated]
    assert walked == dated
    inside = page(
        """() => { const a = document.activeElement.getBoundingClientRect(), w = document.getElementById('_window').getBoundingClientRect();
            return a.right > w.left && a.left < w.right; }"""
    )
    assert inside
    page.page.keyboard.press("Enter")
    assert page.page.locator("#_panel").is_visible()
    page.page.keyboard.press("Escape")
    assert page.page.locator("#_panel").is_hidden()
    assert _focused(page) == dated[-1]


def test_tab_passes_the_chart_in_one_step_and_never_stays(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page)
    page.page.locator("#_marks button[tabindex='0']").focus()
    page.page.keyboard.press("Tab")
    assert not page("() => document.getElementById('_marks').contains(document.activeElement)")
    seen = []
    for _ in range(200):
        page.page.keyboard.press("Tab")
        seen.append(
            page(
                "() => document.activeElement === document.body ? 'end' : document.activeElement.outerHTML.slice(0, 90)"
            )
        )
        if seen[-1] == "end":
            break
    assert "end" in seen
    assert max(map(seen.count, seen)) <= 30  # no trap: the focus does not cycle


def test_focus_is_visible_on_a_mark(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    page.page.locator("#_marks button[tabindex='0']").focus()
    page.page.keyboard.press("ArrowRight")
    width = page("() => getComputedStyle(document.activeElement).outlineWidth")
    assert width == "2px"
    assert page.page.locator("#_tip").is_visible()


def test_results_are_announced(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    page.page.fill("#_query", "congress")
    page.page.wait_for_function("() => /of/.test(document.getElementById('_live').textContent)")


@pytest.mark.core
def test_focus_goes_into_the_panel_and_back(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    link = page.page.locator("#expo .title")
    link.focus()
    page.page.keyboard.press("Enter")
    assert page("() => document.getElementById('_panel').contains(document.activeElement)")
    page.page.keyboard.press("Escape")
    assert page("() => document.activeElement.closest('li.event')?.id") == "expo"


def _swipe(page: Opened, x: int, y: int, dx: int, dy: int) -> None:
    """Drag a finger and hold it before lifting it, so that scrolling does not continue."""
    session = page.page.context.new_cdp_session(page.page)

    def touch(kind: str, share: float) -> None:
        point = {"x": x + dx * share, "y": y + dy * share}
        points = [] if kind == "touchEnd" else [point]
        session.send("Input.dispatchTouchEvent", {"type": kind, "touchPoints": points})

    touch("touchStart", 0)
    for step in range(1, 11):
        touch("touchMove", step / 10)
    for _ in range(3):
        page.page.wait_for_timeout(60)
        touch("touchMove", 1)
    touch("touchEnd", 1)


def test_a_vertical_swipe_on_the_chart_scrolls_the_page_and_a_horizontal_one_moves_time(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, **PHONE)
    page("() => document.getElementById('_chart').scrollIntoView()")
    page.settle()
    # The lanes scroll first, then the page.
    scroll, view = (
        "scrollY + document.getElementById('_scroller').scrollTop",
        "document.getElementById('_plot').layout.xaxis.range[0]",
    )
    before = page(f"() => [{scroll}, {view}]")
    _swipe(page, 180, 300, 0, -250)
    page.page.wait_for_function(f"before => {scroll} > before + 100", arg=before[0])
    assert page(f"() => {view}") == before[1]
    page("() => document.getElementById('_chart').scrollIntoView()")
    page.settle()
    before = page(f"() => [{scroll}, {view}]")
    _swipe(page, 300, 200, -200, 4)
    page.page.wait_for_function(f"before => {view} > before", arg=before[1])
    assert page(f"() => {scroll}") == pytest.approx(before[0], abs=5)


def test_the_wheel_scrolls_the_page_and_zooms_only_with_ctrl(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page)
    page("() => document.getElementById('_chart').scrollIntoView()")
    span = "() => { const [a, b] = document.getElementById('_plot').layout.xaxis.range; return b - a; }"
    scroll = "() => scrollY + document.getElementById('_scroller').scrollTop"
    before, scrolled = page(span), page(scroll)
    page.page.mouse.move(700, 300)
    page.page.mouse.wheel(0, 200)
    page.page.wait_for_function(f"(before) => ({scroll})() > before", arg=scrolled)
    assert page(span) == before
    page.page.keyboard.down("Control")
    page.page.mouse.wheel(0, -200)
    page.page.keyboard.up("Control")
    page.page.wait_for_function(f"(before) => ({span})() < before", arg=before)


def test_dragging_has_buttons_and_sliders_that_do_the_same(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page)
    view = "() => document.getElementById('_plot').layout.xaxis.range"
    before = page(view)
    page.page.click("[data-label=move_later]")
    page.settle()
    assert page(view)[0] > before[0]
    page.page.locator("#_overview input").first.focus()
    start = page(view)[0]
    page.page.keyboard.press("ArrowRight")
    page.settle()
    assert page(view)[0] != start


# -- colours ---------------------------------------------------------------------------------


def _palettes() -> dict[str, dict[str, str]]:
    style = STYLE.read_text("utf-8")
    light, dark = (
        dict(re.findall(r"--([a-z0-9-]+): (#[0-9a-f]{6})", block))
        for block in re.findall(r":root[^{]*\{([^}]*--hue-1: #[^}]*)\}", style)
    )
    return {"light": light, "dark": dark}


def _linear(colour: str) -> list[float]:
    parts = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
    return [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]


def _contrast(one: str, other: str) -> float:
    """WCAG 2.2, relative luminance."""
    first, second = sorted(
        (
            sum(w * c for w, c in zip((0.2126, 0.7152, 0.0722), _linear(colour), strict=True))
            for colour in (one, other)
        ),
        reverse=True,
    )
    return (first + 0.05) / (second + 0.05)


def _lab(rgb: list[float]) -> tuple[float, float, float]:
    """OKLab of linear sRGB."""
    r, g, b = rgb
    long, middle, short = (
        max(v, 0) ** (1 / 3)
        for v in (
            0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b,
            0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b,
            0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b,
        )
    )
    return (
        0.2104542553 * long + 0.793617785 * middle - 0.0040720468 * short,
        1.9779984951 * long - 2.428592205 * middle + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * middle - 0.808675766 * short,
    )


DEUTERANOPIA = (  # Machado, Oliveira, Fernandes 2009, severity 1.0
    (0.367322, 0.860646, -0.227968),
    (0.280085, 0.672501, 0.047413),
    (-0.011820, 0.042940, 0.968881),
)


def _distance(one: str, other: str, seen: Any = None) -> float:
    labs = []
    for colour in (one, other):
        rgb = _linear(colour)
        if seen:
            rgb = [sum(w * c for w, c in zip(row, rgb, strict=True)) for row in seen]
        labs.append(_lab(rgb))
    distance: float = math.dist(*labs)
    return distance


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_contrast_is_enough(theme: str) -> None:
    colours = _palettes()[theme]
    for ground in ("card", "paper", "band"):
        for text in ("ink", "muted", "accent", "now", "warn", *(f"hue-{n}" for n in range(1, 9))):
            assert _contrast(colours[text], colours[ground]) >= 4.5, (text, ground)
        assert _contrast(colours["edge"], colours[ground]) >= 3, ("edge", ground)
    assert _contrast(colours["warn"], colours["warn-soft"]) >= 4.5


@pytest.mark.parametrize("theme", ["light", "dark"])
def test_hues_can_be_distinguished(theme: str) -> None:
    colours = [_palettes()[theme][f"hue-{number}"] for number in range(1, 9)]
    assert min(_distance(a, b) for a, b in combinations(colours, 2)) > 0.05
    # Without green cones two hues may come close: shape and words carry the rest.
    close = [pair for pair in combinations(colours, 2) if _distance(*pair, DEUTERANOPIA) < 0.025]
    assert close == []


def test_marks_are_read_in_the_order_of_time(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    page.page.click('[data-act="preset all"]')
    page.settle()
    keys = page(
        "() => [...document.querySelectorAll('#_marks button')].map((each) => each.dataset.key)"
    )
    exact = [
        event for event in chronologies.varied().events if event.date.precision is Precision.DAY
    ]
    days = {event.id: event.date.earliest for event in exact if event.date.earliest}
    read = [days[key] for key in keys if key in days]
    assert len(read) > 10
    assert (
        sum(one > other for one, other in pairwise(read)) <= 1
    )  # what is moved begins where it was


def test_a_panel_over_the_page_lets_no_focus_under_it(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#event=expo", viewport={"width": 820, "height": 1000})
    seen = set()
    for _ in range(30):
        page.page.keyboard.press("Tab")
        seen.add(page("() => document.activeElement.closest('#_panel') !== null"))
        if page("() => document.activeElement === document.body"):
            break
    assert seen - {False} == {True}
    assert page("() => document.querySelector('main').inert")
    page.page.keyboard.press("Escape")
    assert not page("() => document.querySelector('main').inert")


def test_a_press_beside_the_panel_opens_what_was_pressed(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, viewport={"width": 820, "height": 1000})
    page.page.click('[data-act="preset all"]')
    page.settle()
    mark = page.page.locator('#_marks [data-key="relations-1996"]')
    mark.scroll_into_view_if_needed()
    box = mark.bounding_box()
    page("() => { location.hash = '#event=expo'; }")
    page.page.mouse.click(box["x"] + 8, box["y"] + box["height"] / 2)
    assert page.page.inner_text("#_panel h2") == "Diplomatic relations established"
    page.page.mouse.click(4, 4)
    assert page.page.locator("#_panel").is_hidden()


def test_escape_takes_the_tip_away_first(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    page.page.locator("#_marks button").first.focus()
    page.page.keyboard.press("ArrowRight")
    assert page.page.locator("#_tip").is_visible()
    page.page.keyboard.press("Escape")
    assert page.page.locator("#_tip").is_hidden()


def test_the_focus_follows_into_a_bubble(open_page: Open, long_page: Path) -> None:
    page = open_page(long_page)
    page.page.locator("#_marks .bubble").first.focus()
    page.page.keyboard.press("Enter")
    page.settle()
    assert page("() => document.activeElement.closest('#_marks') !== null")


def test_the_focus_returns_from_an_undated_event(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#event=undated")
    page.page.keyboard.press("Escape")
    assert page("() => document.activeElement.getAttribute('href')") == "#undated"


@pytest.mark.parametrize("period", ["year", "soon"])
def test_a_short_window_is_moved_not_stretched(
    open_page: Open, varied_page: Path, period: str
) -> None:
    page = open_page(varied_page)
    page.page.click(f'[data-act="preset {period}"]')
    page.settle()
    view = "() => document.getElementById('_plot').layout.xaxis.range"
    before = page(view)
    frame = page.page.locator("#_overview .frame")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    page.page.mouse.move(box["x"] + box["width"] / 2, box["y"] + 20)
    page.page.mouse.down()
    page.page.mouse.move(box["x"] + box["width"] / 2 - 60, box["y"] + 20, steps=5)
    page.page.mouse.up()
    page.settle()
    after = page(view)
    assert after[0] < before[0]
    assert after[1] - after[0] == pytest.approx(before[1] - before[0])


def test_the_sliders_name_the_days_that_are_seen(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#from=2026-01-01&to=2027-01-01")
    says = page.page.locator("#_overview input").evaluate_all(
        "all => all.map((one) => one.getAttribute('aria-valuetext'))"
    )
    assert says == ["1 January 2026", "31 December 2026"]


def test_the_wheel_leaves_the_chart_under_the_pointer(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    page.page.click('[data-act="preset all"]')
    page.settle()
    glass = page.page.locator("#_window")
    glass.scroll_into_view_if_needed()
    box = glass.bounding_box()
    y = min(box["y"] + box["height"], 900) - 30
    page.page.mouse.move(box["x"] + 400, y)
    page.page.keyboard.down("Control")
    for _ in range(6):
        page.page.mouse.wheel(0, -120)
        page.page.wait_for_timeout(250)
    page.page.keyboard.up("Control")
    frame = page.page.locator("#_chart").bounding_box()
    assert frame["y"] + frame["height"] >= y


@pytest.mark.parametrize("width", [360, 820, 1280])
def test_everything_that_opens_an_event_leaves_it_open(
    open_page: Open, varied_page: Path, width: int
) -> None:
    page = open_page(varied_page, viewport={"width": width, "height": 900})
    for selector in (
        "li.event .title",
        "#_upcoming ol button",
        "#_shelf button",
        "#_marks .mark",
    ):
        page.page.locator(selector).first.click()
        page.page.locator("#_panel").wait_for()
        page.page.keyboard.press("Escape")
        page.page.locator("#_panel").wait_for(state="hidden")


@pytest.mark.parametrize("width", [360, 1280])
def test_links_in_the_panel_open_what_they_name(
    open_page: Open, varied_page: Path, width: int
) -> None:
    page = open_page(varied_page, "#event=congress-8", viewport={"width": width, "height": 900})
    link = page.page.locator("#_panel .facts button").first
    title = link.inner_text().rpartition(" (")[0]
    link.click()
    assert page.page.inner_text("#_panel h2") == title


def test_the_focus_is_kept_at_the_last_event_and_under_a_filter(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, "#event=expo&q=nothing-has-this")
    page.page.keyboard.press("Escape")
    assert page("() => document.activeElement.id") == "_events"
    page = open_page(varied_page, "#event=expo")
    page.page.locator("#_next").focus()
    for _ in range(30):
        page.page.keyboard.press("Enter")
    assert page.page.locator("#_next").is_disabled()
    assert page("() => document.activeElement.closest('#_panel') !== null")


def test_next_stays_among_what_was_found(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#kind=visit")
    ids = page.page.locator("li.event").evaluate_all("rows => rows.map((row) => row.id)")
    page.page.click("li.event .title >> nth=0")
    for expected in ids[1:]:
        page.page.click("#_next")
        assert f"event={expected}" in page("() => location.hash")
    assert page.page.locator("#_next").is_disabled()


def test_the_language_is_chosen_by_keyboard_beside_an_open_panel(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, "#event=expo", viewport={"width": 1440, "height": 900})
    page.page.locator("#_language").focus()
    page.page.keyboard.press("ArrowDown")
    page.page.keyboard.press("ArrowDown")
    assert page("() => document.documentElement.lang") == "kk"
    assert page("() => document.activeElement.id") == "_language"
