"""The pages of the shipped chronology's site are valid HTML, and open to everybody."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

import timeline
from timeline.exporters import Context
from timeline.exporters.html import export
from timeline.publishing import publish

from .conftest import Opened

MOMENT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

ROOT = Path(__file__).parents[2]
JUDGES = Path(os.environ.get("JUDGES") or ROOT / ".judges" / "node") / "node_modules"
RULES = {
    "timeline.*": '{"root": true, "extends": ["html-validate:standard"]}',
    # Names of calendars, which have dots, are places on the page, and titles are the chronology's.
    "index.*": '{"root": true, "extends": ["html-validate:recommended"], '
    '"rules": {"valid-id": ["error", {"relaxed": true}], "long-title": "off"}}',
}
RULES["events/*"] = RULES["index.*"]

SEVERAL = """
calendar:
  id: several
  domain: chronology.mfa.rs
  url: https://chronology.mfa.rs/all/
  title: {en: Chronologies of the ministry, ar: التسلسلات الزمنية}
  description: {en: What both countries planned, ar: مواعيد البلدين}
  languages: [en, ru, ar]
"""
OTHER = """
calendar:
  id: other
  domain: other.mfa.rs
  url: https://chronology.mfa.rs/all/other/
  title: {sr-Latn: Mađarska i Srbija}
  languages: [sr-Latn]
events:
  - {id: visit, title: {sr-Latn: Poseta}, when: 2026-12-01}
"""


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site of the shipped chronology, at an address that it does not have."""
    folder = tmp_path_factory.mktemp("shipped")
    text = (ROOT / "events.yaml").read_text("utf-8")
    real = "domain: chronology.mfa.rs\n  url: https://chronology.mfa.rs/\n"
    real += "  feeds: [kind, party, place, series, event]\n"
    assert "domain: kazakhstan-serbia.invalid\n" in text
    (folder / "events.yaml").write_text(
        text.replace("domain: kazakhstan-serbia.invalid\n", real), "utf-8"
    )
    publish(
        folder / "events.yaml", folder / "site", exports=folder / "exports",
        now=lambda: MOMENT, with_pages=True,
    )  # fmt: skip
    return folder / "site"


@pytest.fixture(scope="module")
def several(site: Path) -> Path:
    """A site of the shipped chronology and another one, whose event was moved."""
    folder = site.parent / "chronologies"
    folder.mkdir()
    text = (site.parent / "events.yaml").read_text("utf-8")
    (folder / "site.yaml").write_text(SEVERAL, "utf-8")
    (folder / "shipped.yaml").write_text(
        text.replace("https://chronology.mfa.rs/", "https://chronology.mfa.rs/all/shipped/"),
        "utf-8",
    )
    for day in ("01", "02"):
        (folder / "other.yaml").write_text(OTHER.replace("12-01", f"12-{day}"), "utf-8")
        exports = site.parent / "exports-of-all"
        publish(folder, site.parent / "all", exports=exports, now=lambda: MOMENT)
    return site.parent / "all"


def missing(what: str) -> None:
    (pytest.fail if os.environ.get("CI") else pytest.skip)(
        f"{what} is not installed: bash tests/judges/install"
    )


@pytest.mark.slow
@pytest.mark.parametrize("some", RULES)
def test_html_validate_finds_nothing(site: Path, tmp_path: Path, some: str) -> None:
    program = JUDGES / ".bin" / "html-validate"
    if not program.exists():
        missing("html-validate")
    (tmp_path / "rules.json").write_text(RULES[some])
    files = sorted(path for path in site.glob(some) if path.suffix == ".html")
    assert len(files) >= 5
    run = subprocess.run(
        [shutil.which("node") or "node", program, "-c", tmp_path / "rules.json", *files],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-5000:] + run.stderr


def test_html_validate_finds_nothing_on_a_site_of_several(several: Path, tmp_path: Path) -> None:
    program = JUDGES / ".bin" / "html-validate"
    if not program.exists():
        missing("html-validate")
    (tmp_path / "rules.json").write_text(RULES["index.*"])
    files = sorted(several.glob("**/index*.html"))
    assert len(files) == 3 + 5 + 1
    run = subprocess.run(
        [shutil.which("node") or "node", program, "-c", tmp_path / "rules.json", *files],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert run.returncode == 0, run.stdout[-5000:] + run.stderr


NOT_FAULTS = {
    "Bad value “webcal:https://": "the new Outlook wants this address; the URL standard allows it",
    "CSS: “paint-order”: Property": "a property of CSS that the checker does not know yet",
    "calc(var(--cards) * 19rem)”.": "the value of a variable, which only a browser knows",
    "CSS: Parse Error.": "a selector with lists in :is(), which the checker cannot read yet",
}
"""Complaints of the Nu Html Checker about what browsers and standards accept, and why."""


@pytest.mark.slow
def test_the_nu_html_checker_finds_no_fault(site: Path, several: Path) -> None:
    jar = JUDGES / "vnu-jar" / "build" / "dist" / "vnu.jar"
    java = shutil.which("java")
    if not jar.exists() or not java:
        missing("the Nu Html Checker, or Java,")
    pages = [*sorted(site.rglob("*.html")), *sorted(several.glob("index*.html"))]
    run = subprocess.run(
        [java or "java", "-Xss8m", "-jar", jar, "--errors-only", "--format", "json", *pages],
        capture_output=True, text=True, check=False,
    )  # fmt: skip
    found = [each["message"] for each in json.loads(run.stderr)["messages"]]
    known = {name for name in NOT_FAULTS if any(name in message for message in found)}
    assert known == set(NOT_FAULTS)  # else the checker has learnt, or the page has changed
    assert [each for each in found if not any(name in each for name in NOT_FAULTS)] == []


PHONE = {"viewport": {"width": 320, "height": 740}, "has_touch": True, "is_mobile": True}
STATES: dict[str, tuple[str, dict[str, Any]]] = {
    "light": ("index.html", {}),
    "dark": ("index.html", {"color_scheme": "dark"}),
    "phone, Russian": ("index.ru.html", PHONE),
    "Kazakh": ("index.kk.html", {}),
    "event": ("events/res-2026.html", {}),
    "event, dark, phone": ("events/congress-9.html", PHONE | {"color_scheme": "dark"}),
    "forced colours": ("index.html", {"forced_colors": "active"}),
    "several": ("../all/index.html", {}),
    "several, dark, phone": ("../all/index.ru.html", PHONE | {"color_scheme": "dark"}),
    "several, Arabic": ("../all/index.ar.html", PHONE),
}


@pytest.mark.parametrize("state", STATES)
def test_axe_finds_nothing_and_nothing_is_cut_off(
    browser: Any, site: Path, several: Path, axe: str, state: str
) -> None:
    file, options = STATES[state]
    context = browser.new_context(bypass_csp=True, **options)
    page = context.new_page()
    complaints: list[str] = []
    page.on("console", lambda message: complaints.append(message.text))
    page.goto((site / file).as_uri())
    assert complaints == []
    page.evaluate("() => document.querySelectorAll('details').forEach((each) => each.open = true)")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    page.evaluate(axe)
    report = page.evaluate(
        "() => axe.run({ preload: false,"
        " runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] })"
    )
    context.close()
    assert len(report["passes"]) > 15
    assert [(each["id"], each["nodes"][0]["html"]) for each in report["violations"]] == []


def test_a_landing_page_needs_no_script_and_loads_nothing_of_others(
    browser: Any, site: Path
) -> None:
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.goto((site / "index.html").as_uri())
    assert {Path(each).name for each in requests} <= {"index.html", "site.css", "icon.svg"}
    assert page.locator("h1").inner_text() == "Kazakhstan and Serbia"
    assert page.locator(".card .button").count() == 6
    page.locator("summary", has_text="Serbia").click()
    assert page.locator("details[open] a", has_text="Google Calendar").is_visible()
    context.close()


def test_the_page_has_the_links_to_subscribe_in_the_language_that_is_chosen(
    open_page: Callable[..., Opened], site: Path
) -> None:
    page = open_page(site / "timeline.html", viewport={"width": 375, "height": 800})
    tools = page.page.locator(".tools")
    menu = page.page.locator("details.menu:has(.subscribe)")
    for language, title, party in (
        ("en", "Subscribe to the calendar", "Serbia"),
        ("ru", "Подписаться на календарь", "Сербия"),
    ):
        page.page.locator("#_language").select_option(language)
        assert menu.locator("summary").inner_text() == title
        menu.locator("summary").click()
        address = f"https://chronology.mfa.rs/kazakhstan-serbia.{language}.ics"
        links = menu.locator("a:visible")
        found = [links.nth(n).get_attribute("href") or "" for n in range(links.count())]
        assert address in found
        assert address.replace("https:", "webcal:") in found
        assert f"webcal:{address}" in found
        assert sum("cid=webcal" in each for each in found) == 1
        serbia = menu.locator("a:visible", has_text=re.compile(f"^{party}$"))
        assert (serbia.get_attribute("href") or "").endswith(f".party-RS.{language}.ics")
        assert menu.locator("svg.qr:visible").count() == 1
        menu.locator("summary").click()
    for part in (tools, page.page.locator("#_language")):
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 375
    assert len(page.requests) == 1  # the page itself


def test_a_page_without_an_address_has_nothing_to_subscribe_to() -> None:
    chronology = timeline.loads("events: [{id: a, title: A, when: 2026-05-05}]")
    page = next(iter(export(chronology, Context(languages=("en",))))).content.decode()
    assert "data-offers=" not in page
