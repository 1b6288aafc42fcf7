"""Texts that fit: names of lanes, the spacing that readers set themselves, and mixed directions."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent
from typing import Any

import pytest

from timeline.loading import loads

from .conftest import Opened, written
from .test_access import PHONE

Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def long_names(tmp_path_factory: pytest.TempPathFactory) -> Path:
    timeline = loads(
        dedent("""
        calendar:
          id: names
          title: {en: Names, ru: Названия, de: Namen, ar: أسماء, zh: 名称}
          languages: [en, ru, de, ar, zh]
        parties:
          osce:
            en: Organisation for Security and Co-operation in Europe
            ru: Организация по безопасности и сотрудничеству в Европе
            de: Organisation für Sicherheit und Zusammenarbeit in Europa
            ar: منظمة الأمن والتعاون في أوروبا
            zh: 欧洲安全与合作组织欧洲安全与合作组织
          law: {en: Commission, ru: Рентгеноэлектрокардиографический,
            de: Rindfleischetikettierungsüberwachungsaufgabenübertragung, ar: لجنة, zh: 委员会}
        events:
        - {id: a, title: Protocol, when: 2025-11-18/2025-11-19, kind: relations, parties: [KZ, osce], status: held}
        - {id: b, title: Talks, when: 2026-05, kind: initiative, parties: [US, osce], status: held}
        - {id: c, title: Meeting of three, when: 2026-09-10, kind: institution, parties: [KZ, law, BA]}
        - {id: d, title: Programme, when: 2026-09-19, kind: programme, parties: [KZ, law], status: held}
        """)
    )
    return written(tmp_path_factory.mktemp("names"), timeline)


BROKEN = """() => [...document.querySelectorAll('#_lanes button span')].flatMap((shown) => {
    const text = shown.firstChild, range = document.createRange();
    return [...text.data.matchAll(/[^ \\u00ad]+/g)].filter(({0: word, index}) => {
        if (word.length < 2 || /\\p{Script=Han}/u.test(word)) return false;
        // Each letter alone: a hyphen at the end of the line before belongs to the letter after it.
        return new Set([...word].map((_, at) => {
            range.setStart(text, index + at);
            range.setEnd(text, index + at + 1);
            return Math.round([...range.getClientRects()].at(-1).top);
        })).size > 1;
    }).map(([word]) => word);
})"""
"""Words in the names of lanes that a line break splits without a hyphen."""

CUT = """() => [...document.querySelectorAll('#_lanes .lane')].filter((lane) => {
    const name = lane.querySelector('button').getBoundingClientRect(), box = lane.getBoundingClientRect();
    return name.height > box.height + 1 || name.width > box.width + 1;
}).map((lane) => lane.innerText)"""
"""Names of lanes that are higher or wider than their lane."""


@pytest.mark.parametrize("width", [360, 820, 1280])
@pytest.mark.parametrize("language", ["ru", "de", "ar", "zh"])
def test_names_of_lanes_are_whole_and_no_word_breaks_without_a_hyphen(
    open_page: Open, long_names: Path, language: str, width: int
) -> None:
    page = open_page(long_names, f"#lang={language}", viewport={"width": width, "height": 900})
    page.unfold()
    for lanes in ("kind", "party", "pair"):
        page.page.select_option("#_grouping", lanes)
        page.settle()
        assert page.page.locator("#_lanes .lane").count() >= 4
        assert page(BROKEN) == []
        assert page(CUT) == []


def test_names_of_lanes_are_whole_in_pictures(open_page: Open, long_names: Path) -> None:
    page = open_page(long_names, "#lang=de&lanes=party")
    apart = page("""async () => {
        const address = await timelinePage.picture({format: "svg", width: 1200, whole: true, lanes: "party"});
        const holder = document.body.appendChild(document.createElement('div'));
        holder.innerHTML = address.slice(address.indexOf(',') + 1);
        const names = [...holder.querySelectorAll('.annotation')].map((each) => each.getBoundingClientRect());
        const left = holder.querySelector('svg').getBoundingClientRect().left;
        const marks = [...holder.querySelectorAll('.points path')].map((each) => each.getBoundingClientRect().left);
        names.sort((one, other) => one.top - other.top);
        return [names.length, names.every(({top}, at) => at === 0 || top >= names[at - 1].bottom),
            Math.min(...names.map((each) => each.left)) >= left, Math.max(...names.map((each) => each.right)) < Math.min(...marks)];
    }""")
    assert apart == [5 + 1, True, True, True]  # and the title of the picture


SPACING = (
    "* { line-height: 1.5 !important; letter-spacing: .12em !important; "
    "word-spacing: .16em !important } p { margin-bottom: 2em !important }"
)
"""WCAG 2.2, 1.4.12."""

CLIPPED = """() => [...document.querySelectorAll('body *')].filter((each) => {
    if (!(each instanceof HTMLElement) || each.closest('.unseen, .skip, #_overview, #_plot, .probe, svg, option') ||
        !each.checkVisibility({visibilityProperty: true})) return false;
    if (![...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim())) return false;
    for (let box = each; box !== document.body; box = box.parentElement) {
        const {overflowX, overflowY} = getComputedStyle(box);
        const [x, y] = [overflowX, overflowY].map((how) => how === 'hidden' || how === 'clip');
        if (box === each && (x && box.scrollWidth > box.clientWidth + 1 || y && box.scrollHeight > box.clientHeight + 1)) return true;
        const inner = each.getBoundingClientRect(), outer = box.getBoundingClientRect();
        if (box.matches('.lane, button, .button, summary, label, h1, h2, h3') &&
            (inner.right > outer.right + 1 || inner.left < outer.left - 1 || inner.bottom > outer.bottom + 1)) return true;
    }
    return false;
}).map((each) => each.className + ' ' + each.id + ' ' + each.textContent.slice(0, 40))"""
"""Elements with text of which a part is cut off, or reaches out of its lane or control."""

OVERLAPS = """() => {
    const boxes = (selector) => [...document.querySelectorAll(selector)].map((each) => [each.textContent, each.getBoundingClientRect()])
        .filter(([, {width}]) => width);
    const met = (all) => all.flatMap(([text, one], at) => all.slice(at + 1).filter(([, other]) =>
        one.right > other.left + 1 && other.right > one.left + 1 && one.bottom > other.top + 3 && other.bottom > one.top + 3)
        .map(([other]) => `${text} / ${other}`));
    return ['#_plot .textpoint text', '#_axis span', ':is(.controls, #_settings) > :not(.folded), .chart-head > :is(h2, .unfold)', '.tools > *', ':is(.filters, #_facets) > :not(.folded)'].flatMap((each) => met(boxes(each)));
}"""
"""Texts of the chart, and adjacent controls, that overlap."""


@pytest.mark.parametrize(
    "size",
    [
        {"viewport": {"width": 1440, "height": 900}},
        PHONE | {"viewport": {"width": 390, "height": 844}},
    ],
    ids=["1440", "390"],
)
@pytest.mark.parametrize(
    "hash",
    ["#lang=en", "#lang=ru&event=disputed", "#lang=kk&as=table", "#lang=sr-Cyrl&lanes=pair&q=2026"],
)
def test_nothing_is_lost_with_the_spacing_of_wcag(
    open_page: Open, varied_page: Path, hash: str, size: dict[str, Any]
) -> None:
    page = open_page(varied_page, hash, **size)
    page.unfold()
    page.page.add_style_tag(content=SPACING)
    page.settle()
    page.settle()
    assert page(CLIPPED) == []
    assert page(OVERLAPS) == []
    assert page(BROKEN) == []
    assert page("() => document.documentElement.scrollWidth <= innerWidth")


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_a_file_name_begins_with_its_dot_from_right_to_left(
    open_page: Open, tmp_path: Path, language: str
) -> None:
    timeline = loads(
        f"calendar: {{id: x, languages: [{language}]}}\nevents: [{{id: a, title: A, when: 2026-03-01}}]"
    )
    page = open_page(written(tmp_path, timeline))
    dot, letter = page("""() => {
        const text = document.querySelector('[data-calendar] span').firstChild, range = document.createRange();
        return ['.', 'i'].map((sign) => {
            range.setStart(text, text.data.indexOf(sign));
            range.setEnd(text, text.data.indexOf(sign) + 1);
            return range.getBoundingClientRect().left;
        });
    }""")
    assert dot < letter
