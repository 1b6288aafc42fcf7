"""The page in a real browser, opened from disk with the network cut."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import plotly.graph_objects as go
import pytest
from msgspec.structs import replace

from timeline.events import complete
from timeline.exporters.html.bundle import bundle
from timeline.exporters.html.marks import day_number

from . import chronologies
from .conftest import Opened, page_of, written

Open = Callable[..., Opened]

WIDTHS = (360, 820, 1440)
TODAY = "2026-11-22T09:00:00"


def clock(day: str = TODAY) -> str:
    """A script that stops the page's clock: the chart, the countdowns and 'today' depend on it."""
    return f"""(() => {{
        const Real = Date, now = new Real('{day}').getTime();
        globalThis.Date = class extends Real {{
            constructor(...parts) {{ if (parts.length) super(...parts); else super(now); }}
            static now() {{ return now; }}
        }};
    }})()"""


@pytest.mark.core
def test_nothing_is_asked_of_the_network_and_nothing_complains(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page)
    page.page.mouse.move(700, 500)
    page.settle()
    assert [url for url in page.requests if not url.startswith(("file:", "data:", "blob:"))] == []
    assert [url for url in page.requests if url.startswith("file:")] == [varied_page.as_uri()]
    assert page.console == []
    assert "Share" not in page("() => document.querySelector('#_chart').outerHTML")


@pytest.mark.parametrize("carriage", ["embedded", "directory"])
def test_other_carriages_of_plotly_work_from_disk(
    open_page: Open, tmp_path: Path, carriage: str
) -> None:
    page = open_page(written(tmp_path, chronologies.many(5), plotly=carriage))
    assert page.console == []
    assert page.marks.count() == 5


def test_a_bundle_of_one_s_own_draws_the_chart(open_page: Open, tmp_path: Path) -> None:
    own = tmp_path / "own.js"
    own.write_bytes(b"\xef\xbb\xbf/* </script> <!-- */\r\n" + bundle().code)
    page = open_page(written(tmp_path, chronologies.many(5), plotly=str(own)))
    assert page.console == []
    assert page.marks.count() == 5


@pytest.mark.core
def test_list_is_whole_without_scripts(open_page: Open, varied_page: Path, long_page: Path) -> None:
    for path, count in ((varied_page, len(chronologies.varied().events)), (long_page, 3_000)):
        page = open_page(path, wait=False, java_script_enabled=False)
        assert page.page.locator(".list > ol > li:visible").count() == count
        assert page.page.locator("form:visible, .chart:visible").count() == 0


def test_without_decompression_the_list_stays_and_says_why(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, wait=False, script="delete globalThis.DecompressionStream")
    page.page.wait_for_selector("#_chartless:not([hidden])")
    assert page.page.locator("li.event").count() == len(chronologies.varied().events)


def test_figure_is_a_valid_plotly_figure(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#from=2024-01-01&to=2028-12-31")
    figure = page(
        "() => { const { data, layout } = document.getElementById('_plot'); return { data, layout }; }"
    )
    kept = {key: figure["layout"][key] for key in figure["layout"]}
    checked = go.Figure({"data": figure["data"], "layout": kept})
    names = [trace.name for trace in checked.data]
    assert {"spans", "marks", "labels"} <= set(names)
    shapes = {
        symbol for trace in checked.data if trace.name == "marks" for symbol in trace.marker.symbol
    }
    assert {"diamond", "square", "circle"} <= shapes | {"circle"}


@pytest.mark.core
def test_every_event_is_in_the_chart_or_on_the_shelf(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    page("() => document.querySelector('[data-act=\"preset all\"]').click()")
    page.settle()
    marks = page.marks.evaluate_all("marks => marks.map(mark => mark.dataset.key)")
    shelved = page.page.locator("#_shelf button").evaluate_all(
        "all => all.map(one => one.dataset.event)"
    )
    expected = sorted(event.id for event in chronologies.varied().events)
    assert sorted(marks + shelved) == expected
    assert sorted(shelved) == ["undated", "undated-2"]


def _day(iso: str) -> int:
    return day_number(date.fromisoformat(iso))


def _bar(page: Opened, event: str) -> list[Any]:
    found: list[Any] = page(
        """(id) => document.getElementById('_plot').data.filter((t) => t.type === 'bar').flatMap((t) =>
            t.customdata.map((own, i) => own === id ? [t.base[i], t.base[i] + t.x[i]] : null).filter(Boolean))""",
        event,
    )
    return found


@pytest.mark.parametrize(
    ("event", "first", "end"),
    [
        ("congress-8", "2025-09-17", "2025-09-19"),
        ("talks-month", "2025-05-01", "2025-06-01"),
        ("quarter", "2026-10-01", "2027-01-01"),
        ("summit", "2026-04-22", "2026-04-25"),
    ],
)
@pytest.mark.parametrize("zone", ["UTC", "Asia/Almaty", "America/Los_Angeles"])
def test_bars_cover_exactly_their_days_in_any_zone(
    open_page: Open, varied_page: Path, event: str, first: str, end: str, zone: str
) -> None:
    begin = f"{first[:8]}01"
    page = open_page(varied_page, f"#from={begin}&to={end[:4]}-12-31", timezone_id=zone)
    bars = {tuple(bar) for bar in _bar(page, event)}  # a hatched one is drawn twice
    assert bars == {(_day(first), _day(end))}


@pytest.mark.parametrize("zone", ["UTC", "Europe/Belgrade", "America/Los_Angeles"])
def test_bars_are_drawn_between_their_days_when_clocks_change(
    open_page: Open, tmp_path: Path, zone: str
) -> None:
    """On 25 October 2026 Belgrade has a day of 25 hours, on 1 November Los Angeles."""
    file = written(tmp_path, chronologies.single("2026-10-24/2026-11-02"))
    page = open_page(file, "#from=2026-10-20&to=2026-11-06", timezone_id=zone)
    lines = page("""() => Object.fromEntries([...document.querySelectorAll('#_plot .xgrid')].map((line) =>
        [line.__data__.x, new DOMMatrix(getComputedStyle(line).transform).e]))""")
    left, right = page("""() => {
        const box = document.querySelector('#_plot .bars .point path').getBBox();
        return [box.x, box.x + box.width];
    }""")
    assert left == pytest.approx(lines[str(_day("2026-10-24"))], abs=0.6)
    assert right == pytest.approx(lines[str(_day("2026-11-03"))], abs=0.6)


def test_one_day_is_visible_and_can_be_pressed_in_the_whole_period(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page)
    page.page.click('[data-act="preset all"]')
    page.settle()
    mark = page.page.locator('#_marks [data-key="relations-1996"]')
    box = mark.bounding_box()
    assert box["width"] >= 24
    assert box["height"] >= 24
    mark.click(position={"x": 8, "y": box["height"] / 2})
    assert page.page.inner_text("#_panel h2") == "Diplomatic relations established"


@pytest.mark.parametrize("width", WIDTHS)
def test_labels_never_meet(open_page: Open, varied_page: Path, width: int) -> None:
    page = open_page(varied_page, viewport={"width": width, "height": 900})
    page.unfold()
    page.page.click('[data-act="preset all"]')
    seen = 0
    for _ in range(6):
        page.settle()
        overlaps, count = page(
            """() => {
                const inner = document.getElementById('_window').getBoundingClientRect();
                const boxes = [...document.querySelectorAll('#_plot .textpoint text')].map((t) => t.getBoundingClientRect())
                    .filter((b) => b.right > inner.left && b.left < inner.right);
                const found = [];
                boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
                    if (a.left < b.right - 1 && b.left < a.right - 1 && a.top < b.bottom - 2 && b.top < a.bottom - 2) found.push([a, b]);
                }));
                const cut = boxes.filter((b) => b.left < inner.left - 1 || b.right > inner.right + 1);
                return [found.length + cut.length, boxes.length];
            }"""
        )
        assert overlaps == 0
        seen += count
        page.page.click('[data-label="zoom_in"]')
    assert seen > 10


@pytest.mark.parametrize("width", WIDTHS)
def test_marks_never_meet(open_page: Open, varied_page: Path, width: int) -> None:
    page = open_page(varied_page, viewport={"width": width, "height": 900})
    for _ in range(4):
        page.settle()
        overlaps = page(
            """() => {
                const boxes = [...document.querySelectorAll('#_marks button')].map((b) => [b.dataset.key, b.offsetLeft, b.offsetTop, b.offsetWidth, b.offsetHeight]);
                const found = [];
                boxes.forEach((a, i) => boxes.slice(i + 1).forEach((b) => {
                    if (a[1] < b[1] + b[3] && b[1] < a[1] + a[3] && a[2] < b[2] + b[4] && b[2] < a[2] + a[4]) found.push([a[0], b[0]]);
                }));
                return found;
            }"""
        )
        assert overlaps == []
        page.page.click('[data-label="zoom_in"]')


def test_nothing_is_wider_than_the_screen(
    open_page: Open, varied_page: Path, hostile_page: Path
) -> None:
    for path in (varied_page, hostile_page):
        for width in (320, 360, 820):
            page = open_page(path, viewport={"width": width, "height": 800})
            assert page("() => document.documentElement.scrollWidth") <= width


@pytest.mark.core
def test_hostile_titles_are_shown_literally(open_page: Open, hostile_page: Path) -> None:
    page = open_page(hostile_page)
    drawn = page(
        "() => [...document.querySelectorAll('#_plot .textpoint text')].map((t) => t.textContent)"
    )
    for number, given in enumerate(chronologies.HOSTILE):
        # An override would turn the letters around: without it they stay as they were given.
        title = given.replace("\u202e", "")
        page("(id) => { location.hash = `#event=${id}`; }", f"hostile-{number}")
        page.settle()
        assert page("() => document.querySelector('#_panel h2').textContent") == title
        row = page(
            "(id) => document.getElementById(id).querySelector('.title').textContent",
            f"hostile-{number}",
        )
        assert row.strip() == title.strip()
        assert any(" ".join(title.split())[:20] in label for label in drawn), (title, drawn)
    assert page("() => document.title") != "owned"
    assert page("() => document.querySelectorAll('[href^=\"javascript:\"], img').length") == 0
    assert page.console == []


@pytest.mark.core
def test_language_changes_everything_and_keeps_the_view(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#event=visit-belgrade&from=2024-10-01&to=2025-03-31")
    before = page("() => document.getElementById('_plot').layout.xaxis.range")
    for tag, title, month in (
        ("ru", "Официальный визит в Белград", "нояб."),
        ("kk", "Белградқа ресми сапар", "қар."),
        ("sr-Cyrl", "Званична посета Београду", "нов"),
        ("sr-Latn", "Zvanična poseta Beogradu", "nov"),
    ):
        page.page.select_option("#_language", tag)
        page.settle()
        assert page("() => document.documentElement.lang") == tag
        assert page.page.inner_text("#_panel h2") == title
        assert page.page.inner_text("#visit-belgrade .title") == title
        ticks = page("() => document.getElementById('_plot').layout.xaxis.ticktext.join(' ')")
        assert month in ticks
        assert page("() => document.getElementById('_plot').layout.xaxis.range") == before
    assert "lang=sr-Latn" in page(
        "() => new Promise((r) => setTimeout(() => r(location.hash), 500))"
    )


def test_texts_in_another_language_say_so(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#lang=kk")
    # There is no Kazakh title: the fallback is marked with its own language.
    assert page("() => document.querySelector('#summit .title').lang") == ""
    assert page("() => document.querySelector('#secretariat .title').lang") == "en"


def test_rows_are_alike_from_the_page_and_from_its_scripts(open_page: Open, tmp_path: Path) -> None:
    """Czech has no message file: English is used instead, and marked as English."""
    script = """() => {
        const parts = '#_list > h3, .when, .title, li.event > span, .note, .cited, .sources li > *';
        const texts = ({ childNodes }) => [...childNodes].map((each) => each.nodeValue ?? '')
            .join('').replace(/\\s+/g, ' ').trim();
        return [...document.querySelectorAll(`${parts}, li.event`)].map((part) =>
            part.matches('li') ? ['li', texts(part), '', '', false]
                : [part.localName, part.textContent, part.lang, part.dir, part.hidden]);
    }"""
    unfold = "() => document.querySelectorAll('.cited').forEach((button) => button.click())"
    found = []
    for languages, hash in ((("cs", "en"), "#lang=cs"), (("en", "cs"), "#lang=cs")):
        path = tmp_path / f"{languages[0]}.html"
        path.write_bytes(page_of(chronologies.varied(), languages))
        page = open_page(path, hash)
        page(unfold)
        found.append(page(script))
    assert found[0] == found[1]
    meetings = {tuple(part[1:3]) for part in found[0] if part[1] == "Meeting"}
    assert meetings == {("Meeting", "en")}


def test_today_is_the_reader_s_day(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, script=clock())
    (line,) = page(
        "() => document.getElementById('_plot').layout.shapes.filter((s) => s.type === 'line').map((s) => s.x0)"
    )
    assert line == _day("2026-11-22") + 0.5
    assert page.page.inner_text("#_upcoming ol li:first-child .count") == "in 18 days"
    assert page.page.inner_text("#summit .countdown") == "outcome not confirmed"
    assert page.page.locator("#half .countdown").is_hidden()  # nobody counts days to half a year


FOUND = """(expected) => {
    const rows = [...document.querySelectorAll('li.event')].map(({ id }) => id);
    return expected.length
        ? expected.every((id) => rows.includes(id)) && rows.length <= 3 : rows.length === 0;
}"""


@pytest.mark.core
def test_search_ignores_case_marks_and_script(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    for query, expected in (
        ("ПОСЕТА", ["visit-belgrade"]),
        ("poseta beograd", ["visit-belgrade"]),
        ("zvanicna", ["visit-belgrade"]),
        ("съезд viii", ["congress-8"]),
        ("EXPO", ["expo"]),
    ):
        page.page.fill("#_query", query)
        page.page.wait_for_function(FOUND, arg=expected)
        page.page.fill("#_query", "nothing at all")
        page.page.wait_for_function(FOUND, arg=[])
    assert page.page.locator("#_nothing").is_visible()


@pytest.mark.core
def test_filters_act_on_chart_and_list_and_count(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#kind=visit")
    visits = [event.id for event in chronologies.varied().events if event.kind == "visit"]
    assert page.page.locator("li.event").evaluate_all("rows => rows.map(row => row.id)") == visits
    drawn = page("() => [...document.querySelectorAll('#_marks button')].map((b) => b.dataset.key)")
    assert set(drawn) <= set(visits)
    assert (
        page.page.inner_text("#_result")
        == f"{len(visits)} of {len(chronologies.varied().events)} events"
    )
    page.page.click("details[data-facet=status] summary")
    page.page.wait_for_selector("details[data-facet=status] label")
    counts = page.page.locator("details[data-facet=status] label").evaluate_all(
        "all => Object.fromEntries(all.map((one) => [one.querySelector('input').value, Number(one.querySelector('.number').textContent)]))"
    )
    assert sum(counts.values()) == len(visits)
    page.page.click("#_chosen button.link")
    assert page.page.locator("li.event").count() == len(chronologies.varied().events)


@pytest.mark.core
def test_address_reopens_the_view(open_page: Open, varied_page: Path) -> None:
    first = open_page(
        varied_page, "#event=expo&from=2027-01-01&to=2027-12-31&kind=exhibition&lanes=place&lang=ru"
    )
    first.page.wait_for_timeout(500)
    hash = first("() => location.hash")
    second = open_page(varied_page, hash)
    script = """() => [document.querySelector('#_panel h2').textContent, document.getElementById('_plot').layout.xaxis.range,
        document.querySelectorAll('li.event').length, document.documentElement.lang, document.getElementById('_grouping').value]"""
    assert first(script) == second(script)
    assert first(script)[4] == "place"


def test_back_undoes_what_the_former_address_leaves_out(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#kind=visit")
    script = "() => [document.getElementById('_grouping').value, document.documentElement.lang]"
    page("() => { location.hash = '#kind=visit&lanes=party&lang=ru'; }")
    page.page.wait_for_function("() => document.documentElement.lang === 'ru'")
    assert page(script) == ["party", "ru"]
    page.page.go_back()
    page.page.wait_for_function("() => document.documentElement.lang === 'en'")
    assert page(script) == ["kind", "en"]


def test_the_way_past_the_head_keeps_what_is_chosen(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#kind=visit&lanes=party&lang=ru&event=expo")
    rows = page.page.locator("li.event").count()
    page("() => document.querySelector('.skip').click()")
    page.page.wait_for_function("() => location.hash === '#_events'")
    page.settle()
    assert page.page.locator("li.event").count() == rows < len(chronologies.varied().events)
    assert page.page.input_value("#_grouping") == "party"
    assert page("() => document.documentElement.lang") == "ru"
    assert page.page.locator("#_panel").is_visible()


@pytest.mark.parametrize(
    "hash",
    ["#lanes=foo", "#lanes=constructor", "#kind=constructor", "#party=__proto__", "#lang=xx"],
)
def test_an_address_of_nonsense_opens_the_page_all_the_same(
    open_page: Open, varied_page: Path, hash: str
) -> None:
    page = open_page(varied_page, hash)
    assert page.console == []
    assert page.page.input_value("#_grouping") == "kind"
    name = hash.partition("=")[2]
    chosen = page.page.locator("#_chosen .chip").all_inner_texts()
    assert chosen == ([f"{name} ×"] if hash.startswith(("#kind", "#party")) else [])


def test_an_event_continues_from_its_hour(open_page: Open, tmp_path: Path) -> None:
    path = written(tmp_path, chronologies.single("2026-11-20T10:00/.."))
    page = open_page(path, "#from=2026-11-18&to=2026-11-25", script=clock())
    marks = page(
        "() => document.getElementById('_plot').data.flatMap((t) => t.marker?.symbol ?? [])"
    )
    assert marks == ["triangle-right"]
    assert page.page.inner_text("#single .countdown") == "now"
    assert page.page.locator("#single.past").count() == 0


@pytest.mark.core
def test_back_closes_the_panel_and_a_plain_hash_opens_it(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page)
    page.page.click("#expo .title")
    assert page.page.locator("#_panel").is_visible()
    page.page.go_back()
    page.page.wait_for_selector("#_panel", state="hidden")
    assert open_page(varied_page, "#expo").page.locator("#_panel").is_visible()


def test_unknown_event_gets_a_notice(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#event=no-such-event")
    assert "no-such-event" in page.page.inner_text("#_notice")
    assert page.page.locator("#_panel").is_hidden()


def test_many_events_are_counted_until_a_reader_looks_closer(
    open_page: Open, long_page: Path
) -> None:
    page = open_page(long_page)
    page.page.click('[data-act="preset all"]')
    page.settle()
    bubbles = page.page.locator("#_marks button.bubble")
    assert bubbles.count() > 10
    counts = bubbles.evaluate_all(
        "all => all.map((one) => Number(one.ariaLabel.split(' ')[0].replace(',', '')))"
    )
    # Marks that are not counted are drawn, also in the margins next to the view.
    assert sum(counts) + page.page.locator("#_marks button.mark").count() == 3_000
    assert page("() => document.querySelectorAll('#_plot *').length") < 3_000
    for _ in range(12):
        if not bubbles.count():
            break
        bubbles.first.click(force=True)
        page.settle()
    assert page.page.locator("#_marks button.mark").count() > 0
    assert page.console == []


def test_rows_keep_their_places_while_the_view_moves(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#from=2025-01-01&to=2026-12-31&lanes=none")
    place = """() => { const w = document.getElementById('_window').getBoundingClientRect();
        return Object.fromEntries([...document.querySelectorAll('#_marks button')].filter((b) => { const r = b.getBoundingClientRect();
            return r.right > w.left && r.left < w.right; }).map((b) => [b.dataset.key, b.offsetTop])); }"""
    before = page(place)
    page.page.click("[data-label=move_later]")
    page.settle()
    after = page(place)
    kept = before.keys() & after.keys()
    assert len(kept) > 5
    moved = [key for key in kept if before[key] != after[key]]
    assert len(moved) <= len(kept) // 4


def test_table_sorts_and_keeps_the_filters(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#as=table&kind=meeting")
    rows = page.page.locator("#_table tbody tr")
    meetings = [event for event in chronologies.varied().events if event.kind == "meeting"]
    assert rows.count() == len(meetings)
    assert page.page.locator("li.event:visible").count() == 0
    notation = "() => [...document.querySelectorAll('#_table td:last-child')].map((cell) => cell.textContent)"
    assert page(notation) == [str(event.date) for event in meetings]
    page.page.locator("#_table thead button").nth(1).click()
    titles = page.page.locator("#_table tbody th").all_inner_texts()
    assert titles == sorted(titles, key=str.casefold)
    assert page.page.locator("#_table th[aria-sort=ascending]").inner_text().startswith("Title")


def test_a_language_from_right_to_left_turns_the_page_and_time(
    open_page: Open, tmp_path: Path
) -> None:
    document = chronologies.varied().document
    calendar = replace(document.calendar, languages=("ar", "en"))
    page = open_page(
        written(tmp_path, complete(replace(document, calendar=calendar))), "#event=expo&lang=ar"
    )
    assert page("() => [document.documentElement.lang, document.documentElement.dir]") == [
        "ar",
        "rtl",
    ]
    assert page("() => document.documentElement.scrollWidth <= innerWidth")
    assert page.page.locator("#_panel").bounding_box()["x"] == 0
    start, end = page("() => document.getElementById('_plot').layout.xaxis.range")
    assert start > end


def test_every_control_agrees_with_time_that_runs_from_right_to_left(
    open_page: Open, tmp_path: Path
) -> None:
    document = chronologies.varied().document
    calendar = replace(document.calendar, languages=("ar", "en"))
    page = open_page(written(tmp_path, complete(replace(document, calendar=calendar))), "#lang=ar")
    middle = "() => document.getElementById('_plot').layout.xaxis.range.reduce((a, b) => a + b) / 2"
    earlier, later = (
        page.page.locator(f"[data-label=move_{way}]").bounding_box() for way in ("earlier", "later")
    )
    assert earlier["x"] > later["x"]
    assert page.page.locator("#_earlier").bounding_box()["x"] > 600
    before = page(middle)
    page.page.click("[data-label=move_later]")
    page.settle()
    assert page(middle) > before
    # What is dragged to the left brings in what is earlier.
    glass = page.page.locator("#_window").bounding_box()
    before = page(middle)
    page.page.mouse.move(glass["x"] + 500, glass["y"] + 4)
    page.page.mouse.down()
    page.page.mouse.move(glass["x"] + 300, glass["y"] + 4, steps=5)
    page.page.mouse.up()
    page.settle()
    assert page(middle) < before
    # The marks lie where they are drawn.
    page.page.click('[data-act="preset all"]')
    page.settle()
    mark = page.page.locator('#_marks [data-key="relations-1996"]').bounding_box()
    drawn = page("""() => Math.max(...[...document.querySelectorAll('#_plot .points path')]
        .map((each) => each.getBoundingClientRect().right))""")
    assert mark["x"] + mark["width"] == pytest.approx(drawn, abs=12)
    page.page.locator('#_marks [data-key="relations-1996"]').focus()
    page.page.keyboard.press("ArrowLeft")
    page.settle()
    assert page("() => document.activeElement.dataset.key") != "relations-1996"


def test_the_page_works_in_a_frame(open_page: Open, varied_page: Path, tmp_path: Path) -> None:
    outer = tmp_path / "outer.html"
    outer.write_text(
        f'<!doctype html><iframe sandbox="allow-scripts" width=900 height=700 src="{varied_page.as_uri()}#event=expo"></iframe>',
        encoding="utf-8",
    )
    page = open_page(outer, wait=False)
    frame = page.page.frame_locator("iframe")
    frame.locator("#_panel h2").wait_for()
    assert frame.locator("#_panel h2").inner_text() == "EXPO 2027 Belgrade"
    frame.locator("#_panel .close").click()
    assert frame.locator("#_panel").is_hidden()
    assert [line for line in page.console if line.startswith("error")] == []
