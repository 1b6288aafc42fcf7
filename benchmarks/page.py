"""The page against its peers, on the same events, in one run of Chromium.

    python benchmarks/page.py [--events 100 1000 10000] [--rounds 5] [-o table.md]

Peers: px.timeline of the installed plotly (pip install pandas), and vis-timeline, which npm
installs into .judges/bench. Each page is opened from disk; measured are

    seconds until it is drawn      navigation to the second frame after its own signal
    longest wait, milliseconds     the longest task until then, in which nothing answers
    pan, zoom: p95, milliseconds   between frames, while 40 events come in and just after
    megabytes                      of the file with everything that it needs

The inputs are real: a mouse that drags over the middle, a wheel that turns (with Ctrl where
the page wants it). All numbers are of this machine; their ratios are what can be compared. A
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
import time
from collections.abc import Iterator
from datetime import date, timedelta
from pathlib import Path
from typing import Any

from timeline.exporters import Context
from timeline.exporters.html import export

ROOT = Path(__file__).parents[1]
sys.path.insert(0, str(ROOT))

from tests.page.chronologies import many  # noqa: E402

INSTALLED = ROOT / ".judges" / "bench"
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


def per_year(count: int) -> int:
    return max(count // 16, 1)  # all of them in sixteen years


def ours(count: int, folder: Path) -> Path:
    timeline = many(count, per_year(count))
    for each in export(timeline, Context(languages=("en",))):
        (folder / each.name).write_bytes(each.content)
    return folder / "timeline.html"


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
    package = INSTALLED / "node_modules" / "vis-timeline" / "standalone" / "umd"
    if not package.is_dir():
        INSTALLED.mkdir(parents=True, exist_ok=True)
        command = ["npm", "install", "--prefix", str(INSTALLED), "--no-audit", "--no-fund"]
        subprocess.run([*command, "--silent", "vis-timeline@8"], check=True)
    code = (package / "vis-timeline-graph2d.min.js").read_text("utf-8")
    items = [
        {"id": number, "content": title, "start": str(start), "end": str(end), "group": kind}
        for number, (title, start, end, kind) in enumerate(rows(count))
    ]
    groups = [{"id": kind, "content": kind} for kind in KINDS]
    style = next((INSTALLED / "node_modules").glob("vis-timeline/styles/*.min.css"))
    page = (
        f"<!doctype html><meta charset=utf-8><style>{style.read_text('utf-8')}</style>"
        f"<div id=t></div><script>{code}</script><script>"
        f"const options = {{height: 800, start: '2025-07-01', end: '2026-07-01'}};"
        f"new vis.Timeline(t, new vis.DataSet({json.dumps(items)}),"
        f" new vis.DataSet({json.dumps(groups)}), options);</script>"
    )
    (folder / "vis.html").write_text(page, encoding="utf-8")
    return folder / "vis.html"


TOOLS = {
    # name: (maker, what says that it is drawn, what to drag on, key that makes the wheel zoom)
    "this page": (ours, "html.ready #_marks button", "#_window", "Control"),
    "px.timeline": (plotly_express, ".js-plotly-plot .bars .point", ".plotly .nsewdrag", None),
    "vis-timeline, a year in view": (vis_timeline, ".vis-item", ".vis-center", None),
}

FRAMES = """() => {
    window.gaps_ = [];
    let before = performance.now();
    const frame = (now) => {
        gaps_.push(now - before);
        before = now;
        requestAnimationFrame(frame);
    };
    requestAnimationFrame(frame);
}"""
LONGEST = """
    window.longest_ = 0;
    new PerformanceObserver((list) => {
        for (const { duration } of list.getEntries()) longest_ = Math.max(longest_, duration);
    }).observe({ type: "longtask" });
"""
TAIL = 600
"""Milliseconds after the last event in which frames still count: many tools redraw only then."""


def measured(
    browser: Any, path: Path, drawn: str, target: str, key: str | None
) -> dict[str, float]:
    page = browser.new_page(viewport={"width": 1280, "height": 900})
    page.set_default_timeout(180_000)
    page.add_init_script(LONGEST)
    start = time.perf_counter()
    page.goto(path.as_uri())
    page.wait_for_selector(drawn, state="attached")
    page.evaluate("() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(r)))")
    seconds = time.perf_counter() - start
    wait = page.evaluate("() => new Promise((r) => setTimeout(() => r(longest_), 100))")
    page.evaluate(FRAMES)
    page.evaluate("(target) => document.querySelector(target).scrollIntoView()", target)
    box = page.locator(target).first.bounding_box()
    x, y = box["x"] + box["width"] * 0.7, box["y"] + min(box["height"], 600) / 2
    page.mouse.move(x, y)
    page.mouse.down()
    page.evaluate("() => { gaps_.length = 0; }")
    for step in range(STEPS):
        page.mouse.move(x - 8 * step, y)
    page.mouse.up()
    pan = p95(page)
    page.mouse.move(x, y)
    if key:
        page.keyboard.down(key)
    page.evaluate("() => { gaps_.length = 0; }")
    for step in range(STEPS):
        page.mouse.wheel(0, -60 if step < STEPS / 2 else 60)
    zoom = p95(page)
    page.close()
    size = path.stat().st_size / 1e6
    return {"drawn": seconds, "wait": wait, "pan": pan, "zoom": zoom, "size": size}


def p95(page: Any) -> float:
    page.wait_for_timeout(TAIL)
    gaps = sorted(page.evaluate("() => gaps_"))
    return float(gaps[int(len(gaps) * 0.95)])


def table(results: dict[tuple[str, int], dict[str, float]], counts: list[int]) -> str:
    heads = " | ".join(f"{count:,} events" for count in counts)
    measures = "drawn s · wait ms · pan ms · zoom ms · MB"
    lines = [f"| {measures} | {heads} |", "|---|" + "---|" * len(counts)]
    for name in dict.fromkeys(name for name, _ in results):
        cells = []
        for count in counts:
            found = results.get((name, count))
            shown = "{drawn:.1f} · {wait:.0f} · {pan:.0f} · {zoom:.0f} · {size:.1f}"
            cells.append(shown.format(**found) if found else "–")
        lines.append(f"| {name} | {' | '.join(cells)} |")
    return "\n".join(lines) + "\n"


def main() -> None:
    from playwright.sync_api import sync_playwright

    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--events", type=int, nargs="+", default=[100, 1_000, 10_000])
    parser.add_argument("--rounds", type=int, default=3, help="the median of so many is shown")
    parser.add_argument("--tools", nargs="+", choices=TOOLS, default=list(TOOLS))
    parser.add_argument("-o", type=Path, help="file for the table")
    options = parser.parse_args()
    installed = os.environ.get("CHROMIUM") or shutil.which("chromium")
    results = {}
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=installed, args=["--no-sandbox", "--disable-gpu"]
        )
        for count in options.events:
            for name in options.tools:
                make, *how = TOOLS[name]
                path = make(count, Path(folder))
                rounds = [measured(browser, path, *how) for _ in range(options.rounds)]
                results[name, count] = {
                    key: statistics.median(each[key] for each in rounds) for key in rounds[0]
                }
                print(name, count, results[name, count], file=sys.stderr, flush=True)
        browser.close()
    text = table(results, options.events)
    print(text)
    if options.o:
        options.o.write_text(text, encoding="utf-8")


if __name__ == "__main__":
    main()
