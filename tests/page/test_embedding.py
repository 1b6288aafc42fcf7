"""The chart in a frame of another page."""

from __future__ import annotations

from collections.abc import Callable
from html import unescape
from pathlib import Path
from typing import Any

import pytest

from timeline.loading import loads

from .conftest import Opened, written

Open = Callable[..., Opened]

CHRONOLOGY = """
calendar: {title: Relations & "more", url: "https://example.org/timeline.html", publisher: The Ministry}
events:
  - {id: a, title: Opening, when: 2024-11-18}
  - {id: b, title: Closing, when: 2025-03-02}
"""


@pytest.fixture
def page_file(tmp_path: Path) -> Path:
    return written(tmp_path, loads(CHRONOLOGY))


@pytest.mark.parametrize(
    "address", ["#embed", "?embed", "?embed#from=2024-11-01&to=2025-04-01", "#embed&lang=en"]
)
def test_an_embedded_page_is_the_chart_alone(
    open_page: Open, page_file: Path, address: str
) -> None:
    page = open_page(page_file, address, viewport={"width": 600, "height": 400})
    for there in ("#_chart", "h1", "#_imprint", "#_whole", "[data-label=zoom_in]"):
        assert page.page.locator(there).is_visible(), there
    for absent in ("#_filters", "#_upcoming", "#_events", ".tools", "#_overview"):
        assert not page.page.locator(absent).is_visible(), absent
    assert page("() => document.body.scrollHeight") < 420
    page.page.click("[data-label=zoom_in]")
    page.page.wait_for_timeout(500)
    assert "embed" in page("() => location.href")  # and stays so
    assert page.console == []


def test_the_code_shows_the_view_and_the_frame_gets_its_height(
    open_page: Open, page_file: Path, tmp_path: Path
) -> None:
    page = open_page(page_file, "#from=2024-11-01&to=2025-04-01")
    page(
        """() => { navigator.clipboard.writeText = (text) => { window.copied = text; return Promise.resolve(); }; }"""
    )
    page.page.click("summary:has-text('Save')")
    page.page.click("[data-act=embed]")
    code = page("() => window.copied")
    assert 'src="https://example.org/timeline.html?embed#from=2024-11-01&amp;to=2025-04-01"' in code
    assert 'title="Relations &amp; &quot;more&quot;"' in code
    host = tmp_path / "host.html"
    here = unescape(code).replace("https://example.org/timeline.html", page_file.as_uri())
    host.write_text(f"<!doctype html>{here}", "utf-8")
    context: Any = page.page.context
    around = context.new_page()
    around.goto(host.as_uri())
    around.locator("iframe:not([height='420'])").wait_for(state="attached")
    assert 150 < int(around.locator("iframe").get_attribute("height")) < 450


def test_a_page_that_nobody_else_can_open_offers_no_code(open_page: Open, tmp_path: Path) -> None:
    page = open_page(written(tmp_path, loads("events: [{id: a, title: A, when: 2024-11-18}]")))
    assert page("() => document.querySelector('[data-act=embed]').hidden")
