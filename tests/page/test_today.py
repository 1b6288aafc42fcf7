"""What the page says by the reader's clock: countdowns, what is coming up, and the position of
today."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest

from timeline import loading

from .conftest import Opened, written

Open = Callable[..., Opened]

CLOCK = """
const Clock = Date;
globalThis.Date = class extends Clock {
  constructor(...given) { super(...(given.length ? given : [2026, 10, 26, 10, 40])); }
};
"""

CHRONOLOGY = """
calendar: {id: today, languages: [en], timezone: Europe/Belgrade}
events:
- {id: morning, title: Morning, when: 2026-11-26T06:00/2026-11-26T07:00, status: planned}
- {id: evening, title: Evening, when: 2026-11-26T20:00, status: planned}
- {id: midnight, title: Midnight, when: 2026-11-26T00:00, status: planned}
- {id: whole, title: Whole day, when: 2026-11-26, status: planned}
- {id: lasting, title: Lasting, when: 2026-11-20/2026-12-20, status: planned}
- {id: ended-somewhen, title: Ended, when: 2024-11-18/, status: held}
- {id: going-on, title: Going on, when: 2024-11-18/.., status: held}
- {id: two, title: Two days, when: "{2026-11-20,2026-12-20}", status: planned}
- {id: month, title: This month, when: 2026-11, status: planned}
- {id: month-held, title: Held this month, when: 2026-11, status: held}
- {id: year, title: This year, when: 2026, status: announced}
- {id: until, title: Until the end, when: ../2026-12-31, status: planned}
"""


@pytest.fixture
def today(open_page: Open, tmp_path: Path) -> Opened:
    return open_page(written(tmp_path, loading.loads(CHRONOLOGY)), script=CLOCK)


@pytest.mark.parametrize(
    ("event", "says"),
    [
        ("morning", "outcome not confirmed"),  # at seven it was over
        ("evening", "today"),
        ("midnight", "outcome not confirmed"),
        ("whole", "today"),
        ("lasting", "now"),
        ("ended-somewhen", ""),  # nobody knows whether it still lasts
        ("going-on", "now"),
        ("two", "in 24 days"),  # one is over, the other is to come
        ("month", ""),
    ],
)
def test_a_countdown_says_no_more_than_is_known(today: Opened, event: str, says: str) -> None:
    assert today.page.locator(f"#{event} .countdown").all_inner_texts() == [says] * bool(says)


def test_what_may_still_come_is_coming_up(today: Opened) -> None:
    titles = today.page.locator("#_upcoming .vague button").all_inner_texts()
    assert titles == ["This month", "This year", "Until the end"]
    exact = today.page.locator("#_upcoming ol button").all_inner_texts()
    assert exact[0] == "Lasting"
    assert "Ended" not in exact


@pytest.mark.parametrize("width", [360, 1280])
def test_the_word_today_is_never_cut(today: Opened, width: int) -> None:
    today.page.set_viewport_size({"width": width, "height": 900})
    today.unfold()
    for period in ("soon", "year", "all"):
        today.page.click(f'[data-act="preset {period}"]')
        today.settle()
        word, glass = (
            today("""() => [document.querySelector('#_foot span').getBoundingClientRect().toJSON(),
            document.getElementById('_window').getBoundingClientRect().toJSON()]""")
        )
        assert glass["left"] - 1 <= word["left"], period
        assert word["right"] <= glass["right"] + 1, period


def test_a_level_keeps_today_in_view(today: Opened) -> None:
    today.page.click('[data-act="preset soon"]')
    today.page.click('[data-act="level month"]')
    # The address follows a little later.
    today.page.wait_for_function("() => location.hash.includes('from=2026-11-01&to=2026-12-01')")


def test_an_empty_view_says_so(today: Opened) -> None:
    today("() => { location.hash = '#from=2026-02-01&to=2026-02-02&place=nowhere'; }")
    today.settle()
    assert "No events in this period" in today.page.locator("#_plot").inner_text()


MOVED = """
calendar: {id: moved, languages: [en, ru], timezone: Europe/Belgrade}
events:
- {id: ahead, title: Ahead, when: 2026-12-10, previously: 2026-04-22, status: planned}
- {id: now, title: Now, when: 2026-11-26, previously: 2026-11-22, status: planned}
- {id: over, title: Over, when: 2026-11-25, previously: 2026-11-22, status: planned}
- {id: begun, title: Begun, when: 2026-11-01/.., previously: 2026-10-01, status: held}
- {id: put-off, title: Put off, previously: 2026-04-22, status: postponed}
- {id: stayed, title: Stayed, when: 2026-12-11, status: planned}
"""


def test_that_an_event_was_moved_is_said_until_its_new_date(
    open_page: Open, tmp_path: Path
) -> None:
    page = open_page(written(tmp_path, loading.loads(MOVED)), script=CLOCK)
    shown = """() => Object.fromEntries([...document.querySelectorAll('#_list .moving')]
        .filter((each) => each.checkVisibility()).map((each) => [each.closest('li').id, each.textContent]))"""
    assert page(shown) == {
        "ahead": "moved from 22 April 2026",
        "now": "moved from 22 November 2026",
        "put-off": "moved from 22 April 2026",
    }
    cards = page.page.locator("#_upcoming ol .date").all_inner_texts()
    assert cards == [
        "26 November 2026 · moved from 22 November 2026",
        "10 December 2026 · moved from 22 April 2026",
        "11 December 2026",
    ]
    label = page.page.locator('#_marks [data-key="ahead"]').get_attribute("aria-label")
    assert "moved from 22 April 2026" in (label or "")
    page.page.select_option("#_language", "ru")
    assert page(shown)["ahead"] == "перенесено, прежняя дата: 22 апреля 2026 г."


TITLE = "Consultations of the foreign ministries on cooperation, trade and transport " * 4
LENGTHY = f"""
events:
- {{id: exact, title: "{TITLE}", when: 2026-12-10, status: planned}}
- {{id: other, title: "{"x" * 300}", when: 2026-12-11, status: planned}}
- {{id: vague, title: "{TITLE}", when: 2026-12, status: planned}}
- {{id: short, title: Short, when: 2026-12-12, status: planned}}
"""


@pytest.mark.parametrize("width", [360, 1280])
def test_a_very_long_title_leaves_room_for_the_rest(
    open_page: Open, tmp_path: Path, width: int
) -> None:
    page = open_page(
        written(tmp_path, loading.loads(LENGTHY)),
        script=CLOCK,
        viewport={"width": width, "height": 900},
    )
    page("() => document.querySelector('.vague').open = true")
    buttons = page.page.locator("#_upcoming button")
    # Three cards, and one event without a day.
    lines = buttons.evaluate_all(
        "(all) => all.map((each) => Math.round(each.offsetHeight / parseFloat(getComputedStyle(each).lineHeight)))"
    )
    assert max(lines) <= 4, lines
    assert page("() => document.documentElement.scrollWidth") <= width
    # The whole title is its name for screen readers, and is in the list and in the panel.
    name = TITLE.strip()
    assert page.page.get_by_role("button", name=name, exact=True).count() >= 2
    assert page.page.locator("#exact .title").inner_text() == name
    buttons.first.click()
    heading = page.page.locator("#_panel-title")
    assert heading.inner_text() == name
    assert heading.evaluate("(each) => each.scrollHeight <= each.clientHeight + 1")
    assert heading.evaluate("(each) => each.offsetHeight") <= 300
