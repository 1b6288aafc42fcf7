"""A real browser for the page, and pages on disk for it to open."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from timeline.events import Timeline
from timeline.exporters import Context
from timeline.exporters.html import export

from . import chronologies
from .engines import CHROMIUM_FLAGS

ROOT = Path(__file__).parents[2]


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Tests that open the page in a browser are slow, but for those of its core."""
    for item in items:
        needs_browser = "browser" in getattr(item, "fixturenames", ())
        if needs_browser and not item.get_closest_marker("core"):
            item.add_marker(pytest.mark.slow)


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """Chromium. Where CI is set its absence is a failure, elsewhere the test is skipped."""
    missing = pytest.fail if os.environ.get("CI") else pytest.skip
    try:
        from playwright.sync_api import Error, sync_playwright
    except ModuleNotFoundError:
        missing("the page's tests need playwright: pip install 'diplomatic-timeline[test]'")
    installed = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chrome")
    with sync_playwright() as playwright:
        try:
            found = playwright.chromium.launch(executable_path=installed, args=CHROMIUM_FLAGS)
        except Error as error:
            missing(f"the page's tests need Chromium (CHROMIUM=path): {error}")
        yield found
        found.close()


@pytest.fixture(scope="session")
def axe() -> str:
    """axe-core's code, from npm."""
    for folder in (os.environ.get("JUDGES"), ROOT / ".judges" / "node"):
        path = Path(folder or ROOT) / "node_modules" / "axe-core" / "axe.min.js"
        if path.is_file():
            return path.read_text("utf-8")
    missing = pytest.fail if os.environ.get("CI") else pytest.skip
    missing("axe-core is not installed: bash tests/judges/install")
    raise AssertionError


@dataclass
class Opened:
    """A page in the browser, and everything it complained about or asked the network for."""

    page: Any
    console: list[str] = field(default_factory=list)
    requests: list[str] = field(default_factory=list)

    def __call__(self, script: str, argument: Any = None) -> Any:
        return self.page.evaluate(script, argument)

    @property
    def marks(self) -> Any:
        return self.page.locator("#_marks button")

    def ready(self) -> None:
        from playwright.sync_api import TimeoutError

        try:
            self.page.wait_for_selector("html.ready", timeout=60_000)
        except TimeoutError:
            pytest.fail(f"the page did not start: {self.console}")

    def unfold(self) -> None:
        """Show the controls for which a narrow screen has no room at first."""
        for button in self.page.locator(".unfold:visible").all():
            button.dispatch_event("click")  # an open panel may lie over it

    def settle(self) -> None:
        """Wait until the chart has been drawn anew."""
        self(
            "() => new Promise((r) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(r, 30))))"
        )


@pytest.fixture
def open_page(browser: Any) -> Iterator[Callable[..., Opened]]:
    contexts = []

    def opened(
        path: Path, hash: str = "", *, wait: bool = True, script: str = "", **options: Any
    ) -> Opened:
        options = {
            "viewport": {"width": 1280, "height": 900},
            "offline": True,
            "locale": "en-GB",
            "reduced_motion": "reduce",
        } | options
        context = browser.new_context(**options)
        contexts.append(context)
        page = context.new_page()
        page.set_default_timeout(30_000)
        found = Opened(page)
        page.on("console", lambda message: found.console.append(f"{message.type}: {message.text}"))
        page.on("pageerror", lambda error: found.console.append(f"error: {error}"))
        page.on("request", lambda request: found.requests.append(request.url))
        if script:
            page.add_init_script(script)
        page.goto(path.as_uri() + hash)
        if wait:
            found.ready()
        return found

    yield opened
    for context in contexts:
        context.close()


def page_of(timeline: Timeline, languages: tuple[str, ...] = (), **options: str) -> bytes:
    context = Context(languages=languages or timeline.languages, options=options)
    return next(e.content for e in export(timeline, context) if e.name == "timeline.html")


def written(folder: Path, timeline: Timeline, **options: str) -> Path:
    for each in export(timeline, Context(languages=timeline.languages, options=options)):
        (folder / each.name).write_bytes(each.content)
    return folder / "timeline.html"


@pytest.fixture(scope="session")
def varied_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("varied"), chronologies.varied())


@pytest.fixture(scope="session")
def hostile_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("hostile"), chronologies.hostile())


@pytest.fixture(scope="session")
def long_page(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return written(tmp_path_factory.mktemp("long"), chronologies.many(3_000))
