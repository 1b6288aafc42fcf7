"""The page against its peers, on the same events, in one run of Chromium.

    python benchmarks/page.py [--events 26 1000 10000] [--rounds 3] [--tools …] [-o tables.md]

Peers: px.timeline of the installed plotly (pip install pandas), and vis-timeline and TimelineJS,
which npm installs into .judges/bench, beside Plotly's basic bundle. Each page is opened from disk
in a new process of the browser, one tool after the other in each round, and the median of the
rounds counts. Measured are

    first      milliseconds until the first content (title, what comes up, list) is painted
    drawn      milliseconds until the chart is painted
    wait       the longest task until then, in which nothing answers
    pan, zoom  milliseconds between frames (95th percentile), while 40 events come in and just after
    heap       megabytes that scripts hold after a garbage collection, once the page is idle
    file       megabytes of the page
    nodes      elements of the document, and of the list for each of its rows

The inputs are real: a mouse that drags over the middle, a wheel that turns (with Ctrl where
the page wants it). Times depend on the machine: compare the ratios, which are printed too. A
browser that is watched like this takes Plotly in more slowly than a reader's does, for all pages
alike: it reads all of Plotly again for every error that Plotly catches in itself.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import msgspec

from timeline.events import Calendar, Chronology, Timeline, complete
from timeline.exporters import Context
from timeline.exporters.html import export

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.page.chronologies import many  # noqa: E402

INSTALLED = ROOT / ".judges" / "bench"
PACKAGES = ("vis-timeline@8", "@knight-lab/timelinejs@3", "plotly.js-basic-dist-min@4")
KINDS = ("visit", "meeting", "summit", "signature", "exhibition", "statement")
STEPS = 40


def rows(count: int) -> Iterator[tuple[str, date, date, str]]:
    """Title, first day, day after the last, kind: the events of `many` as tools take them."""
    for event in many(count, per_year(count)).events:
        first, last = event.date.earliest, event.date.latest
        assert first
        assert last
        title = event.title.by_language["en"]
        yield title, first, last + timedelta(days=1), event.kind


PARTIES = ("KZ", "RS", "DE", "FR", "TR", "CN", "US", "JP", "IT", "PL", "UZ", "KG")


def with_parties(count: int) -> Timeline:
    """The events of `many` between two of twelve parties each, in turn."""
    events = many(count, per_year(count)).events
    size = len(PARTIES)
    others = (
        msgspec.structs.replace(
            event,
            parties=(
                PARTIES[number % size],
                PARTIES[(number + 1 + number // size % (size - 1)) % size],
            ),
        )
        for number, event in enumerate(events)
    )
    calendar = Calendar(languages=("en",))
    return complete(Chronology(calendar=calendar, events=tuple(others)))


def per_year(count: int) -> int:
    return max(count // 16, 1)  # all of them in sixteen years


def from_npm(name: str) -> Path:
    """The folder of one of `PACKAGES`, which are installed if they are not there yet."""
    folder = INSTALLED / "node_modules" / name
    if not folder.is_dir():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(INSTALLED), "--no-audit", "--no-fund"]
        subprocess.run([*command, "--silent", *PACKAGES], check=True)
    return folder


def ours(count: int, folder: Path) -> Path:
    return written(many(count, per_year(count)), folder / "ours.html")


def written(timeline: Timeline, path: Path, **options: str) -> Path:
    context = Context(languages=("en",), options=options)
    files = {each.name: each.content for each in export(timeline, context)}
    path.write_bytes(files["timeline.html"])
    return path


def ours_basic(count: int, folder: Path) -> Path:
    bundle = from_npm("plotly.js-basic-dist-min") / "plotly-basic.min.js"
    return written(many(count, per_year(count)), folder / "basic.html", plotly=str(bundle))


def ours_with_parties(count: int, folder: Path) -> Path:
    return written(with_parties(count), folder / "parties.html")


def plotly_express(count: int, folder: Path) -> Path:
    import pandas
    import plotly.express

    table = pandas.DataFrame(rows(count), columns=["title", "start", "end", "kind"])
    figure = plotly.express.timeline(
        table, x_start="start", x_end="end", y="kind", color="kind", hover_name="title"
    )
    figure.update_layout(dragmode="pan", height=800)
    figure.write_html(folder / "px.html", include_plotlyjs=True, config={"scrollZoom": True})
    return folder / "px.html"


def vis_timeline(count: int, folder: Path) -> Path:
    code = from_npm("vis-timeline") / "standalone" / "umd" / "vis-timeline-graph2d.min.js"
    items = [
        {"id": number, "content": title, "start": str(start), "end": str(end), "group": kind}
        for number, (title, start, end, kind) in enumerate(rows(count))
    ]
    groups = [{"id": kind, "content": kind} for kind in KINDS]
    style = next(from_npm("vis-timeline").glob("styles/*.min.css"))
    return page(
        folder / "vis.html",
        style,
        code,
        "const options = {height: 800, start: '2025-07-01', end: '2026-07-01'};"
        f"new vis.Timeline(t, new vis.DataSet({json.dumps(items)}),"
        f" new vis.DataSet({json.dumps(groups)}), options);",
    )


def timeline_js(count: int, folder: Path) -> Path:
    dist = from_npm("@knight-lab/timelinejs") / "dist"

    def day(of: date) -> dict[str, int]:
        return {"year": of.year, "month": of.month, "day": of.day}

    events = [
        {
            "start_date": day(start),
            "end_date": day(end),
            "text": {"headline": title},
            "group": kind,
        }
        for title, start, end, kind in rows(count)
    ]
    return page(
        folder / "tl.html",
        dist / "css" / "timeline.css",
        dist / "js" / "timeline.js",
        f"new TL.Timeline('t', {json.dumps({'events': events})}, {{font: null}});",
    )


def page(path: Path, style: Path, code: Path, start: str) -> Path:
    """A page with an element `t` for a tool that has one style sheet and one script."""
    path.write_text(
        f"<!doctype html><meta charset=utf-8><style>{style.read_text('utf-8')}</style>"
        f"<div id=t style='height: 800px'></div><script>{code.read_text('utf-8')}</script>"
        f"<script>{start}</script>",
        encoding="utf-8",
    )
    return path


@dataclass(frozen=True)
class Tool:
    make: Callable[[int, Path], Path]
    drawn: tuple[str, ...]
    """Selectors of what is there once the chart is drawn."""
    target: str
    """What to drag on."""
    first: tuple[str, ...] = ()
    """Selectors of what is there once the first content is shown; empty: the chart is all."""
    key: str | None = None
    """What makes the wheel zoom."""
    most: int = sys.maxsize
    """Events beyond which the tool takes minutes."""
    hash: str = ""
    """The part of the address that says what to show."""


CONTENT = ("html.live", "#_upcoming:not([hidden]) button", "#_list li.event")
CHART = ("html.ready", "#_marks button")
OURS = "this page"
BASIC = "this page, basic bundle"
EXPRESS = "px.timeline"
VIS = "vis-timeline, a year in view"
PARTY = "this page, lanes by party"
PAIR = "this page, lanes by pair"
TOOLS = {
    OURS: Tool(ours, CHART, "#_window", CONTENT, "Control"),
    BASIC: Tool(ours_basic, CHART, "#_window", CONTENT, "Control"),
    PARTY: Tool(ours_with_parties, CHART, "#_window", CONTENT, "Control", hash="#lanes=party"),
    PAIR: Tool(ours_with_parties, CHART, "#_window", CONTENT, "Control", hash="#lanes=pair"),
    EXPRESS: Tool(plotly_express, (".js-plotly-plot .bars .point",), ".plotly .nsewdrag"),
    VIS: Tool(vis_timeline, (".vis-item",), ".vis-center"),
    "TimelineJS": Tool(timeline_js, (".tl-timemarker",), ".tl-timenav", most=1_000),
}

WATCH = """(wanted) => {
    window.bench_ = { longest: 0, gaps: [] };
    new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries())
            bench_.longest = Math.max(bench_.longest, duration);
    }).observe({ type: "longtask" });
    const isThere = (selectors) => selectors.every((each) => document.querySelector(each));
    const look = () => {
        for (const [name, selectors] of Object.entries(wanted)) {
            if (!isThere(selectors)) continue;
            delete wanted[name];
            // The frame after the one that is made now: what was there has been painted.
            requestAnimationFrame(() => { bench_[name] = performance.now(); });
        }
        if (Object.keys(wanted).length) requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
}"""
FRAMES = """() => {
    let before = performance.now();
    const frame = (now) => {
        bench_.gaps.push(now - before);
        before = now;
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}"""
TAIL = 600
"""Milliseconds after the last event in which frames still count: many tools redraw only then."""

IDLE = 2_000
"""Milliseconds in which a page may still do what it leaves for later."""

Measures = Mapping[str, float]


def measured(browser: Any, path: Path, tool: Tool) -> Measures:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    tab = context.new_page()
    tab.set_default_timeout(180_000)
    wanted = {"drawn": tool.drawn} | ({"first": tool.first} if tool.first else {})
    tab.add_init_script(f"({WATCH})({json.dumps(wanted)})")
    tab.goto(path.as_uri() + tool.hash)
    tab.wait_for_function("() => bench_.drawn")
    tab.wait_for_timeout(100)
    found = tab.evaluate("() => bench_")
    result = {"drawn": found["drawn"], "wait": found["longest"]}
    result["first"] = found.get("first", found["drawn"])
    tab.wait_for_timeout(IDLE)
    result |= weighed(tab, path)
    result |= moved(tab, tool)
    context.close()
    return result


def weighed(tab: Any, path: Path) -> Measures:
    session = tab.context.new_cdp_session(tab)
    for _ in range(2):
        session.send("HeapProfiler.collectGarbage")
    heap = session.send("Runtime.getHeapUsage")["usedSize"] / 1e6
    nodes, listed, of_list = tab.evaluate("""() => ["*", "#_list li.event", "#_list *"].map(
        (selector) => document.querySelectorAll(selector).length)""")
    return {
        "heap": heap,
        "file": path.stat().st_size / 1e6,
        "nodes": nodes,
        "row": of_list / listed if listed else 0,
    }


def moved(tab: Any, tool: Tool) -> Measures:
    tab.evaluate(FRAMES)
    tab.evaluate("(target) => document.querySelector(target).scrollIntoView()", tool.target)
    box = tab.locator(tool.target).first.bounding_box()
    x, y = box["x"] + box["width"] * 0.7, box["y"] + min(box["height"], 600) / 2
    tab.mouse.move(x, y)
    tab.mouse.down()
    tab.evaluate("() => { bench_.gaps.length = 0; }")
    for step in range(STEPS):
        tab.mouse.move(x - 8 * step, y)
    tab.mouse.up()
    pan = p95(tab)
    tab.mouse.move(x, y)
    if tool.key:
        tab.keyboard.down(tool.key)
    tab.evaluate("() => { bench_.gaps.length = 0; }")
    for step in range(STEPS):
        tab.mouse.wheel(0, -60 if step < STEPS / 2 else 60)
    return {"pan": pan, "zoom": p95(tab)}


def p95(tab: Any) -> float:
    tab.wait_for_timeout(TAIL)
    gaps = sorted(tab.evaluate("() => bench_.gaps"))
    return float(gaps[int(len(gaps) * 0.95)])


Results = Mapping[tuple[str, int], Measures]

COLUMNS = {
    "first": "first ms",
    "drawn": "drawn ms",
    "wait": "wait ms",
    "pan": "pan ms",
    "zoom": "zoom ms",
    "heap": "heap MB",
    "file": "file MB",
    "nodes": "nodes",
    "row": "a row",
}

RATIOS = (  # what, of whom, by what of whom
    ("first content of this page by the chart of px.timeline", ("first", OURS), ("drawn", EXPRESS)),
    ("chart of this page by that of px.timeline", ("drawn", OURS), ("drawn", EXPRESS)),
    ("the same with the basic bundle", ("drawn", BASIC), ("drawn", EXPRESS)),
    ("chart with lanes by party by that of px.timeline", ("drawn", PARTY), ("drawn", EXPRESS)),
    ("chart with lanes by pair by that of px.timeline", ("drawn", PAIR), ("drawn", EXPRESS)),
    ("chart of this page by that of vis-timeline", ("drawn", OURS), ("drawn", VIS)),
    ("panning by that of vis-timeline", ("pan", OURS), ("pan", VIS)),
    ("zooming by that of vis-timeline", ("zoom", OURS), ("zoom", VIS)),
    ("zooming with lanes by party by that of vis-timeline", ("zoom", PARTY), ("zoom", VIS)),
    ("zooming with lanes by pair by that of vis-timeline", ("zoom", PAIR), ("zoom", VIS)),
)


def tables(results: Results, counts: Sequence[int]) -> Iterator[str]:
    """Ratios of all sizes, and the measures that they are taken of."""
    yield f"| ratio | {' | '.join(f'{count:,} events' for count in counts)} |"
    yield "|---|" + "--:|" * len(counts)
    for label, (measure, tool), (other_measure, other) in RATIOS:
        cells = []
        for count in counts:
            one, by = results.get((tool, count)), results.get((other, count))
            cells.append(f"{one[measure] / by[other_measure]:.2f} ×" if one and by else "–")
        yield f"| {label} | {' | '.join(cells)} |"
    yield ""
    yield f"| events | tool | {' | '.join(COLUMNS.values())} |"
    yield "|--:|---|" + "--:|" * len(COLUMNS)
    for (tool, count), found in results.items():
        numbers = (figure(name, found[name]) for name in COLUMNS)
        yield f"| {count:,} | {tool} | {' | '.join(numbers)} |"


def figure(name: str, value: float) -> str:
    return f"{value:.1f}" if name in ("heap", "file", "row") else f"{value:,.0f}"


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, nargs="+", default=[26, 1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3, help="the median of so many is shown")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS))
    parser.add_argument("-o", type=Path, help="file for the tables")
    options = parser.parse_args()
    installed = os.environ.get("CHROMIUM") or shutil.which("chromium")
    results: dict[tuple[str, int], Measures] = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed, args=["--no-sandbox", "--disable-gpu"]
        )
        for count in options.events:
            tools = {name: TOOLS[name] for name in options.tools if count <= TOOLS[name].most}
            paths = {name: tool.make(count, Path(folder)) for name, tool in tools.items()}
            rounds = [
                {name: measured(browser, paths[name], tool) for name, tool in tools.items()}
                for _ in range(options.rounds)
            ]
            for name in tools:
                results[name, count] = {
                    key: statistics.median(each[name][key] for each in rounds) for key in COLUMNS
                }
                print(name, count, results[name, count], file=sys.stderr, flush=True)
        browser.close()
    text = "\n".join(tables(results, options.events)) + "\n"
    print(text)
    if options.o:
        options.o.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
