"""The strip under the chart: all of time, and a window to move."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from timeline.events import Calendar, Chronology, Event, complete

from . import chronologies
from .conftest import Opened, written

Open = Callable[..., Opened]

STROKES = """
    globalThis.strokes = {texts: [], lines: []};
    const {fillText, fillRect} = CanvasRenderingContext2D.prototype;
    CanvasRenderingContext2D.prototype.fillText = function (text, x, y) {
        const {width} = this.measureText(text);
        if (this.canvas.isConnected) strokes.texts.push([this.textAlign === 'right' ? x - width : x, y, width, 11]);
        fillText.apply(this, arguments);
    };
    CanvasRenderingContext2D.prototype.fillRect = function (...box) {
        if (this.canvas.isConnected) strokes.lines.push(box);
        fillRect.apply(this, box);
    };
"""


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("years", [2, 9, 60, 2000])
def test_nothing_runs_through_a_year_of_the_overview(
    open_page: Open, tmp_path: Path, years: int, width: int
) -> None:
    """Neither today's line nor the window nor another year, wherever today is in the data."""
    today = date.today()
    days = [
        date(max(today.year - years, 1), 1, 1),
        date(today.year, 1, 1),
        date(today.year + 1, 5, 1),
    ]
    events = tuple(
        Event(id=f"e{at}", title=chronologies.text(en="Visit"), when=chronologies.when(str(day)), kind="visit")
        for at, day in enumerate(days)
    )  # fmt: skip
    path = written(tmp_path, complete(Chronology(calendar=Calendar(), events=events)))
    page = open_page(path, script=STROKES, viewport={"width": width, "height": 800})
    crossed, texts, top = page("""() => {
        const meets = ([x, y, wide, tall], [left, above, width, height]) =>
            x < left + width && left < x + wide && y < above + height && above < y + tall;
        const {texts, lines} = strokes;
        return [texts.flatMap((one, at) => [...lines, ...texts.slice(0, at).filter((other) => other[0] !== one[0])].filter((other) => meets(other, one))),
            texts, document.querySelector('.overview .frame').offsetTop];
    }""")
    assert texts
    assert crossed == []
    assert all(y + height <= top for _, y, _, height in texts)


@pytest.mark.parametrize("end", ["first", "last"])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_the_handles_of_a_short_window_do_not_widen_the_page(
    open_page: Open, tmp_path: Path, language: str, end: str
) -> None:
    """A handle lies beside its window, and a window at the end of time is at the edge of a phone."""
    days = {"first": "1900-01-01", "last": "2040-12-31"}
    events = tuple(
        Event(id=f"e-{at}", title=chronologies.text(en="Visit"), when=chronologies.when(day), kind="visit")
        for at, day in days.items()
    )  # fmt: skip
    calendar = Calendar(languages=("en", language))
    path = written(tmp_path, complete(Chronology(calendar=calendar, events=events)))
    page = open_page(
        path, f"#lang={language}&event=e-{end}", viewport={"width": 390, "height": 800}
    )
    page.page.locator('[data-act="level day"]').dispatch_event("click")
    page.settle()
    assert page("() => document.documentElement.scrollWidth") == 390
