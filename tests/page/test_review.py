"""The view for reviewers of documents, in a browser."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from timeline import documents
from timeline.extraction import from_document
from timeline.extraction.view import page

DOCUMENT = Path(__file__).parent.parent / "extraction" / "documents" / "ru.txt"


@pytest.fixture(scope="module")
def view(tmp_path_factory: pytest.TempPathFactory) -> Path:
    file = tmp_path_factory.mktemp("view") / "view.html"
    extraction = from_document(documents.read_document(DOCUMENT))
    file.write_text(page([(extraction, [None] * len(extraction.drafts))], "ru"), encoding="utf-8")
    return file


@pytest.mark.parametrize("width", [320, 700, 1280])
def test_every_mark_shows_its_value_by_keyboard_inside_the_window(
    browser: Any, view: Path, width: int
) -> None:
    context = browser.new_context(viewport={"width": width, "height": 700}, offline=True)
    tab = context.new_page()
    asked: list[str] = []
    tab.on("request", lambda request: asked.append(request.url))
    tab.on("console", lambda message: asked.append(message.text))
    tab.goto(view.as_uri())
    marks = tab.locator("mark[tabindex]")
    assert marks.count() > 8
    for number in range(marks.count()):
        marks.nth(number).focus()
        tip = marks.nth(number).locator(".tip")
        assert tip.is_visible()
        box = tip.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= width
        assert tab.evaluate("document.documentElement.scrollWidth") <= width
    assert tab.locator(".tip:visible").count() == 1
    assert asked == [view.as_uri()]
    context.close()
