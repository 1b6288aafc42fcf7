"""The README's picture: the page of events.yaml as a reader sees it, into exports/timeline.png.

    python -m tests.page.picture

It needs playwright and Chromium, as the page's tests do. The clock is fixed to the day on
which the sources were last read, so that the same page gives the same picture.
"""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from pathlib import Path

from timeline import building, loading

ROOT = Path(__file__).parents[2]
TARGET = ROOT / "exports" / "timeline.png"
LARGEST = 300_000
EVENT = "congress-8"


def main(target: Path = TARGET) -> None:
    from playwright.sync_api import sync_playwright

    timeline = loading.load(ROOT / "events.yaml")
    today = max(
        source.accessed for event in timeline.events for source in event.sources if source.accessed
    )
    installed = os.environ.get("CHROMIUM") or shutil.which("chromium")
    with tempfile.TemporaryDirectory() as folder, sync_playwright() as playwright:
        building.build(timeline, folder)
        browser = playwright.chromium.launch(executable_path=installed, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 1000}, offline=True)
        page.clock.set_fixed_time(f"{today}T12:00:00")
        page.goto((Path(folder) / "timeline.html").as_uri() + f"#event={EVENT}")
        page.wait_for_selector("html.ready")
        page.wait_for_timeout(500)
        page.evaluate("document.getElementById('_chart-section').scrollIntoView()")
        picture = page.screenshot()
        browser.close()
    if len(picture) > LARGEST:
        sys.exit(f"the picture has {len(picture)} bytes, more than {LARGEST}")
    target.parent.mkdir(exist_ok=True)
    target.write_bytes(picture)
    print(f"{target}: {len(picture)} bytes")


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:]))
