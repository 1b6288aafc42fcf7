"""The page shows what is new, and what got another date, since a day that the reader chooses."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import pytest

import timeline

from .conftest import Opened

Open = Callable[..., Opened]

HEAD = """
calendar:
  id: c
  domain: chronology.mfa.rs
  url: https://chronology.mfa.rs/
  languages: [en, ru, ar]
events:
"""
OLD = "  - {id: old, title: Old, when: 2026-12-01}\n"
MOVED = "  - {id: moved, title: Moved, when: DAY}\n"
ADDED = "  - {id: added, title: Added, when: 2026-12-20}\n"


def built(folder: Path, *versions: str) -> Path:
    """The page of the last of *versions*, each published ten days after the one before."""
    for number, events in enumerate(versions):
        moment = datetime(2026, 11, 1 + 10 * number, 23, 30, tzinfo=UTC)
        chronology = timeline.loads(HEAD + events)
        timeline.build(chronology, folder, now=moment.replace)
    return folder / "timeline.html"


@pytest.fixture(scope="module")
def changed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A page with an event that was added on 11 November and one that was moved on 21 November."""
    return built(
        tmp_path_factory.mktemp("changed"),
        OLD + MOVED.replace("DAY", "2026-12-05"),
        OLD + MOVED.replace("DAY", "2026-12-05") + ADDED,
        OLD + MOVED.replace("DAY", "2026-12-06, previously: 2026-12-05") + ADDED,
    )


def listed(page: Opened) -> list[str]:
    found: list[str] = page(
        "() => [...document.querySelectorAll('#_list [data-event], #_list article, #_list li')]"
        ".filter((each) => each.checkVisibility()).map((each) => each.id || each.dataset.event)"
        ".filter(Boolean)"
    )
    return sorted(set(found))


def test_the_reader_chooses_a_day_by_keyboard_and_the_address_keeps_it(
    open_page: Open, changed: Path
) -> None:
    page = open_page(changed)
    assert listed(page) == ["added", "moved", "old"]
    menu = page.page.locator("#_changes > summary")
    assert menu.inner_text() == "Changes"
    menu.focus()
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Tab")
    assert page("() => document.activeElement.id") == "_new"
    page.page.keyboard.type("11112026")  # as a date is typed in British English
    page.settle()
    assert listed(page) == ["added"]
    page.page.wait_for_function("() => location.hash === '#new=2026-11-11'")
    chip = page.page.locator("#_chosen .chip")
    assert chip.inner_text().startswith("New since 11 Nov 2026")
    chip.click()
    page.settle()
    assert listed(page) == ["added", "moved", "old"]
    assert page.console == []


@pytest.mark.parametrize(
    ("hash", "expected"),
    [
        ("#new=2026-11-12", []),
        ("#moved=2026-11-21", ["moved"]),
        ("#moved=2026-11-22", []),
        ("#new=2026-11-11&moved=2026-11-01", ["added", "moved"]),
        ("#new=2026-11-11&q=old", []),
    ],
)
def test_an_address_with_a_day_shows_what_changed_since(
    open_page: Open, changed: Path, hash: str, expected: list[str]
) -> None:
    page = open_page(changed, hash)
    assert listed(page) == expected


def test_the_words_are_those_of_the_language(open_page: Open, changed: Path) -> None:
    page = open_page(changed, "#moved=2026-11-21&lang=ru")
    assert page.page.inner_text("#_changes > summary") == "Изменения"
    assert page.page.inner_text("#_chosen .chip").startswith("Дата изменена с 21 нояб. 2026")
    page.page.locator("#_language").select_option("ar")
    assert page.page.inner_text("#_changes > summary") == "التغييرات"
    assert page.page.inner_text("#_chosen .chip").startswith("تغيّر تاريخه منذ")


def test_the_menu_can_be_used_by_everybody(open_page: Open, changed: Path, axe: str) -> None:
    page = open_page(changed, bypass_csp=True)
    page.page.locator("#_changes > summary").click()
    assert page.page.locator("#_new").is_visible()
    page(axe)
    report = page("() => axe.run('#_filters', { preload: false })")
    assert [each["id"] for each in report["violations"]] == []
    for label, name in (("New since", "_new"), ("Date changed since", "_moved")):
        assert page.page.get_by_role("textbox", name=label).get_attribute("id") == name


def test_without_entries_nothing_is_offered(
    open_page: Open, tmp_path: Path, varied_page: Path
) -> None:
    first = built(tmp_path, OLD)
    for path in (first, varied_page):  # published for the first time, and without an address
        page = open_page(path)
        assert not page.page.locator("#_changes").is_visible()
