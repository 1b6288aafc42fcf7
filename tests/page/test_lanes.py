"""Lanes of parties and of pairs: an event in several of them is one event; two are compared."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from pypdf import PdfReader

from timeline.loading import loads

from .conftest import Opened, written
from .test_access import PHONE

Open = Callable[..., Opened]

ALL = "#from=2026-01-01&to=2026-12-31&lanes="
MARKS = "() => [...document.querySelectorAll('#_marks .mark')].map((each) => each.dataset.key)"
LIT = "() => [...document.querySelectorAll('#_marks .lit')].map((each) => each.dataset.key)"


@pytest.fixture(scope="module")
def neighbours(tmp_path_factory: pytest.TempPathFactory) -> Path:
    timeline = loads(
        dedent("""
        calendar: {id: neighbours, title: {en: Neighbours, ar: الجيران}, languages: [en, ar]}
        parties: {un: {en: United Nations, ar: الأمم المتحدة}}
        events:
        - {id: visit, title: Visit to Belgrade, when: 2026-03-18, parties: [KZ, RS], status: held}
        - {id: three, title: Meeting of three, when: 2026-05-20, parties: [KZ, RS, HU], status: held}
        - {id: alone, title: Congress, when: 2026-06-17, parties: [KZ], status: held}
        - {id: five, title: Summit, when: 2026-09-01, parties: [KZ, RS, HU, FR, un], status: held}
        - {id: budapest, title: Visit to Budapest, when: 2026-10-10, parties: [HU, RS], status: held}
        - {id: report, title: Report, when: 2026-08-02, status: held}
        """)
    )
    return written(tmp_path_factory.mktemp("neighbours"), timeline)


def _names(page: Opened) -> list[str]:
    return [
        name.replace("\xa0", " ") for name in page.page.locator("#_lanes .lane").all_inner_texts()
    ]


def test_an_event_has_a_mark_in_the_lane_of_each_of_its_parties(
    open_page: Open, neighbours: Path
) -> None:
    page = open_page(neighbours, f"{ALL}party")
    assert _names(page) == [
        "Kazakhstan", "Serbia", "Hungary", "France", "United Nations", "Not stated",
    ]  # fmt: skip
    marks = page(MARKS)
    assert [marks.count(event) for event in ("visit", "three", "alone", "five", "report")] == [
        2, 3, 1, 5, 1,
    ]  # fmt: skip


def test_it_is_one_event_for_ears_keys_and_counts(open_page: Open, neighbours: Path) -> None:
    page = open_page(neighbours, f"{ALL}party")
    assert page.page.inner_text("#_result") == "6 events"
    three = page.page.get_by_role("button", name=re.compile("^Meeting of three"))
    assert three.and_(page.marks).count() == 1
    label = three.and_(page.marks).get_attribute("aria-label")
    assert label.endswith("Kazakhstan, Serbia, Hungary")
    page.page.locator("#_marks button").first.focus()
    page.page.keyboard.press("Home")
    walked = []
    for _ in range(6):
        walked.append(page("() => document.activeElement.dataset.key"))
        page.page.keyboard.press("ArrowRight")
        page.settle()
    assert walked == ["visit", "three", "alone", "report", "five", "budapest"]


def test_all_its_marks_are_highlighted_on_focus_and_on_hover(
    open_page: Open, neighbours: Path
) -> None:
    page = open_page(neighbours, f"{ALL}party")
    assert page(LIT) == []
    page.page.locator("#_marks button[data-key=three]").focus()
    assert page(LIT) == ["three"] * 3
    page.page.locator("#_marks .twin[data-key=visit]").first.hover()
    assert page(LIT) == ["visit"] * 2
    page.page.mouse.move(5, 5)
    assert page(LIT) == ["three"] * 3  # the focus is still there
    page.page.locator("#_marks button[data-key=alone]").focus()
    assert page(LIT) == []


def test_a_press_on_any_of_its_marks_opens_it_and_the_focus_returns(
    open_page: Open, neighbours: Path
) -> None:
    page = open_page(neighbours, f"{ALL}party")
    page.page.locator("#_marks .twin[data-key=three]").last.click()
    assert page.page.inner_text("#_panel h2") == "Meeting of three"
    pressed = "() => [...document.querySelectorAll('#_marks .chosen, #_marks [aria-pressed=true]')].map((each) => each.dataset.key)"
    page.settle()
    assert page(pressed) == ["three"] * 3
    page.page.keyboard.press("Escape")
    assert page("() => document.activeElement.dataset.key") == "three"
    assert page.console == []


def test_a_circle_that_counts_it_is_highlighted_too(open_page: Open, neighbours: Path) -> None:
    page = open_page(neighbours, "#from=2026-05-01&to=2026-09-20&lanes=party&folded=KZ")
    page.page.set_viewport_size({"width": 400, "height": 900})
    page.settle()
    page.page.locator("#_marks button[data-key=three]").focus()
    bubble = page.page.locator("#_marks .bubble")
    if bubble.count():
        assert bubble.first.get_attribute("class") == "bubble lit"


def test_lanes_of_pairs(open_page: Open, neighbours: Path) -> None:
    page = open_page(neighbours, f"{ALL}pair")
    assert page.page.input_value("#_grouping") == "pair"
    assert _names(page) == [
        "Kazakhstan – Serbia", "Kazakhstan – Hungary", "Serbia – Hungary",
        "More than 4 parties", "Fewer than two parties",
    ]  # fmt: skip
    page = open_page(neighbours, f"{ALL}pair&party=HU")
    assert _names(page) == ["Kazakhstan – Hungary", "Serbia – Hungary", "More than 4 parties"]


def test_the_menus_are_filled_before_the_next_key_can_arrive(
    open_page: Open, neighbours: Path
) -> None:
    page = open_page(neighbours, f"{ALL}party")
    filled = page("""async () => {
        document.getElementById('_compare').open = true;
        await null;  // the same task: no event has been dispatched yet
        return document.getElementById('_upper').options.length;
    }""")
    assert filled == 7


def test_two_lanes_are_compared_by_keyboard_and_kept_in_the_address(
    open_page: Open, neighbours: Path
) -> None:
    page = open_page(neighbours, f"{ALL}party")
    page.page.locator("#_compare summary").focus()
    page.page.keyboard.press("Enter")
    page.page.keyboard.press("Tab")
    page.page.keyboard.type("Hun")
    page.page.keyboard.press("Tab")
    page.page.keyboard.type("Fr")
    page.settle()
    assert _names(page) == ["Hungary", "France"]
    assert page.page.input_value("#_lower") == "FR"
    page.page.wait_for_function("() => location.hash.includes('compare=HU,FR')")
    assert "3 events" in page.page.inner_text("#_live")  # the summit of both counts once
    assert page(MARKS).count("five") == 2
    again = open_page(neighbours, page("() => location.hash"))
    assert _names(again) == ["Hungary", "France"]
    assert again.page.locator("#_earlier").inner_text() in ("", "0 earlier")
    again.page.click("#_all-lanes")
    again.settle()
    assert len(_names(again)) == 6
    assert again("() => document.activeElement.closest('#_compare') !== null")
    again.page.wait_for_function("() => !location.hash.includes('compare')")


def test_a_lane_is_not_compared_with_itself_and_another_grouping_ends_it(
    open_page: Open, neighbours: Path
) -> None:
    page = open_page(neighbours, f"{ALL}party&compare=KZ,RS")
    page.page.click("#_compare summary")
    assert page.page.locator("#_lower option[value=KZ]").is_disabled()
    assert page.page.locator("#_upper option[value=RS]").is_disabled()
    page.page.select_option("#_grouping", "pair")
    page.settle()
    assert len(_names(page)) == 5
    assert page.page.locator("#_all-lanes").is_hidden()


@pytest.mark.parametrize("compare", ["KZ", "KZ,KZ", "KZ,XX", "__proto__,KZ", ",,", "KZ,RS,HU"])
def test_an_address_that_compares_nonsense_shows_all_lanes(
    open_page: Open, neighbours: Path, compare: str
) -> None:
    page = open_page(neighbours, f"{ALL}party&compare={compare}")
    assert len(_names(page)) == 6
    assert page.console == []


def test_what_was_compared_is_walked_alone(open_page: Open, neighbours: Path) -> None:
    page = open_page(neighbours, f"{ALL}party&compare=FR,un")
    page.page.locator("#_marks button").first.focus()
    for key in ("Home", "End", "ArrowRight", "ArrowLeft"):
        page.page.keyboard.press(key)
        assert page("() => document.activeElement.dataset.key") == "five"


def test_lanes_of_parties_hold_on_a_phone_from_right_to_left_and_in_a_frame(
    open_page: Open, neighbours: Path
) -> None:
    page = open_page(neighbours, f"{ALL}party&compare=KZ,RS&lang=ar", **PHONE)
    assert page("() => document.documentElement.scrollWidth <= innerWidth")
    assert _names(page) == ["كازاخستان", "صربيا"]
    page.page.locator("#_marks .twin").first.tap()
    assert page.page.locator("#_panel").is_visible()
    framed = open_page(neighbours, f"#embed=1&{ALL[1:]}party&compare=KZ,RS")
    assert _names(framed) == ["Kazakhstan", "Serbia"]
    assert framed.page.locator("#_compare").is_hidden()
    page = open_page(neighbours, f"{ALL}pair", viewport={"width": 360, "height": 740})
    page.unfold()
    page.page.click("#_compare summary")
    box = page.page.locator("#_compare .drop").bounding_box()
    assert box["x"] >= 0
    assert box["x"] + box["width"] <= 360


def test_paper_has_the_lanes_that_were_compared(open_page: Open, neighbours: Path) -> None:
    page = open_page(neighbours, f"{ALL}pair&compare=KZ*RS,RS*HU")
    first = PdfReader(io.BytesIO(page.page.pdf())).pages[0].extract_text()
    pairs = re.findall(r"(\w+)\s–\s(\w+)", first)
    assert {("Kazakhstan", "Serbia"), ("Serbia", "Hungary")} == set(pairs)


def test_axe_finds_nothing_in_lanes_of_parties(open_page: Open, neighbours: Path, axe: str) -> None:
    page = open_page(neighbours, f"{ALL}party&compare=KZ,RS", bypass_csp=True)
    page.page.click("#_compare summary")
    page(axe)
    report = page("() => axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag22aa', 'best-practice'] })")
    assert [found["id"] for found in report["violations"]] == []


@pytest.mark.parametrize("lanes", ["place", "series", "pair"])
def test_lanes_that_do_not_divide_the_events_give_way_to_the_default(
    open_page: Open, neighbours: Path, tmp_path: Path, lanes: str
) -> None:
    kinds = loads(
        "events: [{id: a, title: A, when: 2026-03-01, kind: visit},"
        " {id: b, title: B, when: 2026-04-01, kind: statement}]"
    )
    page = open_page(written(tmp_path, kinds), f"#lanes={lanes}")
    assert page.page.locator("#_grouping").input_value() == "kind"
    assert len(_names(page)) == 2


def test_lanes_of_kinds_give_way_where_all_events_are_of_one_kind(
    open_page: Open, neighbours: Path
) -> None:
    page = open_page(neighbours, "#lanes=kind")
    assert page.page.locator("#_grouping").input_value() == "none"
