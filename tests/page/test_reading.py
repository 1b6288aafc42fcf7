"""What a reader sees: in the list, without scripts, in the legend, on paper, while searching."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from textwrap import dedent

import pytest
from msgspec.structs import replace

from timeline import wording
from timeline.events import Source, Status, Timeline, complete
from timeline.loading import loads

from . import chronologies
from .conftest import Opened, page_of, written

Open = Callable[..., Opened]


def changed(timeline: Timeline, **changes: object) -> Timeline:
    """A chronology of one event, with another status or series."""
    (event,) = timeline.document.events
    return complete(replace(timeline.document, events=(replace(event, **changes),)))


@pytest.mark.parametrize("notation", ["[..2026-12-31]", "../2026-12-31", "2026-12-31"])
@pytest.mark.parametrize("scripts", [False, True])
def test_the_last_day_of_a_year_is_listed_under_it(
    open_page: Open, tmp_path: Path, notation: str, scripts: bool
) -> None:
    path = written(tmp_path, chronologies.single(notation))
    page = open_page(path, wait=scripts, java_script_enabled=scripts)
    assert page.page.locator("#_list h3").all_inner_texts() == ["2026"]


COARSE = """
calendar: {id: coarse, languages: [en, ru]}
events:
- {id: century, title: Century, when: 20XX}
- {id: about, title: About a century, when: 20XX~}
- {id: decade, title: Decade, when: 200X}
- {id: from, title: From a decade, when: 200X/2015}
- {id: day, title: Day, when: 2000-01-01}
- {id: may, title: May, when: 2000-05-04}
- {id: year, title: Year, when: 2000}
- {id: next, title: Next, when: 2001}
- {id: until, title: Until a decade, when: ../200X}
- {id: ending, title: Until a year, when: ../2009}
"""


@pytest.mark.parametrize("scripts", [False, True])
def test_decades_and_centuries_are_headed_as_such(
    open_page: Open, tmp_path: Path, scripts: bool
) -> None:
    page = open_page(written(tmp_path, loads(COARSE)), wait=scripts, java_script_enabled=scripts)
    headings = page.page.locator("#_list h3")
    assert headings.all_inner_texts() == [
        "2000", "2000s", "21st century (2000–2099)", "2001", "2009", "until the 2000s",
    ]  # fmt: skip
    assert [page.page.locator("#_list > ol").nth(at).locator(".event").count() for at in range(6)] == [
        3, 2, 2, 1, 1, 1,
    ]  # fmt: skip
    if scripts:
        page.page.select_option("#_language", "ru")
        expect = ["2000", "2000-е гг.", "XXI век (2000–2099 гг.)", "2001", "2009", "по 2000-е гг."]
        assert headings.all_inner_texts() == expect


ANCIENT = """
calendar: {id: ancient, languages: [en, ru]}
events:
- {id: two, title: Year two, when: 0002}
- {id: day, title: A day in it, when: 0002-03-04}
- {id: late, title: Late, when: 0099/0101}
- {id: hundred, title: Hundred, when: 0100}
"""


@pytest.mark.parametrize("scripts", [True, False])
def test_a_year_that_looks_like_a_day_is_headed_with_its_era(
    open_page: Open, tmp_path: Path, scripts: bool
) -> None:
    page = open_page(written(tmp_path, loads(ANCIENT)), wait=scripts, java_script_enabled=scripts)
    headings = page.page.locator("#_list h3")
    assert headings.all_inner_texts() == ["2 AD", "99 AD", "100"]
    if scripts:
        page.page.select_option("#_language", "ru")
        expect = ["2 г. н. э.", "99 г. н. э.", "100"]
        assert headings.all_inner_texts() == expect


@pytest.mark.parametrize("language", chronologies.LANGUAGES)
def test_no_heading_of_the_list_breaks_a_word(
    open_page: Open, varied_page: Path, language: str
) -> None:
    page = open_page(varied_page, f"#lang={language}", viewport={"width": 1440, "height": 900})
    heights = page("""() => [...document.querySelectorAll('#_list h3')].map((heading) => {
        const before = heading.clientHeight;
        heading.style.overflowWrap = 'normal';
        return [before, heading.clientHeight, heading.scrollWidth <= heading.clientWidth];
    })""")
    assert all(before == after and fits for before, after, fits in heights)


def test_forms_of_other_calendars_are_not_offered_what_is_cancelled(
    open_page: Open, varied_page: Path
) -> None:
    for event, count in (("cancelled", 0), ("summit", 3)):
        page = open_page(varied_page, f"#{event}")
        assert page.page.locator("#_panel .actions a").count() == count


def test_what_is_postponed_says_so_wherever_it_is_named(open_page: Open, tmp_path: Path) -> None:
    before = chronologies.when("2026-11-20")
    dated = changed(chronologies.single("2999-02-10"), status=Status.POSTPONED, previously=before)
    page = open_page(written(tmp_path, dated))
    assert "Postponed" in page.page.inner_text("#_upcoming")
    undated = changed(dated, when=None, previously=None)
    page = open_page(written(tmp_path, undated))
    assert "Postponed" in page.page.inner_text("#_shelf")


_VIEW = """() => {
    const within = (box, outer) => box.left >= outer.left - 1 && box.right <= outer.right + 1;
    const glass = document.getElementById('_window').getBoundingClientRect();
    const plot = document.getElementById('_plot');
    const customdata = plot.data.filter(({ name }) => name === 'labels').flatMap((trace) => trace.customdata);
    const texts = [...plot.querySelectorAll('.textpoint text')];
    const labels = customdata.filter((id, at) => within(texts[at].getBoundingClientRect(), glass));
    const marks = [...document.querySelectorAll('#_marks button')].map((mark) => [mark.dataset.key, mark.getBoundingClientRect()])
        .filter(([, box]) => box.right > glass.left && box.left < glass.right);
    const lanes = [...document.querySelectorAll('#_lanes .lane')].map((lane) => lane.getBoundingClientRect()).map((lane) => {
        const rows = marks.map(([, box]) => Math.round(box.top)).filter((top) => top >= lane.top && top < lane.bottom);
        return [new Set(rows).size, Math.round((lane.height - 14) / 30)];
    });
    return { labels, marks: marks.map(([id]) => id), lanes };
}"""


@pytest.mark.parametrize(
    "period", ["from=2027-01-01&to=2027-05-25", "from=2027-05-25&to=2027-12-01", "from=2026-01-01&to=2027-01-01"]
)  # fmt: skip
def test_every_event_in_view_has_its_label_there(
    open_page: Open, varied_page: Path, period: str
) -> None:
    found = open_page(varied_page, f"#{period}")(_VIEW)
    assert found["marks"]
    assert set(found["marks"]) == set(found["labels"])


@pytest.mark.parametrize(
    "period", ["", "from=2026-01-01&to=2027-01-01", "from=2027-01-01&to=2027-05-25"]
)
def test_no_row_of_the_chart_is_empty(open_page: Open, varied_page: Path, period: str) -> None:
    lanes = open_page(varied_page, f"#{period}")(_VIEW)["lanes"]
    assert lanes
    assert all(seen == height > 0 for seen, height in lanes)


def test_a_label_keeps_off_the_arrow_of_what_is_postponed(open_page: Open, tmp_path: Path) -> None:
    event = changed(chronologies.single("2026-11-20"), status=Status.POSTPONED)
    # On a wider screen, the bar of the day has room for the label.
    page = open_page(written(tmp_path, event), viewport={"width": 1000, "height": 900})
    text, *marks = page("""() => ['.textpoint text', '.points path'].flatMap((kind) =>
        [...document.querySelectorAll(`#_plot ${kind}`)].map((part) => part.getBoundingClientRect())
            .map(({ left, right }) => [left, right]))""")
    assert len(marks) == 2  # the day, and the arrow that leads nowhere
    assert all(text[0] > right or text[1] < left for left, right in marks)


@pytest.mark.parametrize(
    "period", ["", "from=2025-01-01&to=2026-01-01", "from=2026-01-01&to=2026-02-01"]
)
def test_the_axis_of_a_phone_has_dates_to_go_by(
    open_page: Open, varied_page: Path, period: str
) -> None:
    page = open_page(varied_page, f"#{period}", viewport={"width": 360, "height": 740})
    shown = page("""() => { const glass = document.getElementById('_window').getBoundingClientRect();
        return [...document.querySelectorAll('#_axis span')].filter((text) => text.textContent)
            .map((text) => text.getBoundingClientRect()).filter(({ left, right }) => left >= glass.left && right <= glass.right).length; }""")
    assert shown >= 3


def test_sources_that_disagree_are_shown_with_their_dates(open_page: Open, tmp_path: Path) -> None:
    path = tmp_path / "disputed.html"
    chronology = loads("""
events:
  - id: congress
    title: Congress
    when: 2025-09-17/2025-09-18
    disputed: true
    sources:
      - {document: Programme}
      - {document: Statement, when: 2025-09-17/2025-09-18}
      - {document: Chronicle, when: 2025-09-16/2025-09-18}
""")
    path.write_bytes(page_of(chronology, ("en",)))
    page = open_page(path, "#event=congress")
    shown = page("() => [...document.querySelectorAll('.conflict li')].map((li) => li.textContent)")
    assert shown == ["17–18 September 2025 — Statement", "16–18 September 2025 — Chronicle"]


def test_english_words_of_a_page_in_another_language_say_so(
    open_page: Open, tmp_path: Path
) -> None:
    """Czech has no message file: English is used instead, and marked as English."""
    path = tmp_path / "cs.html"
    path.write_bytes(page_of(chronologies.varied(), ("cs", "en")))
    page = open_page(path, "#event=disputed&lang=cs")
    english = {
        word
        for section in ("page", "kinds", "statuses")
        for word in wording.messages("en")[section].values()
        if isinstance(word, str)
    }
    for button in (None, "#_as-table"):
        if button:
            page.page.click(button)
        unmarked = page("""() => {
            const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
            const found = [];
            while (walker.nextNode()) {
                const { textContent, parentElement } = walker.currentNode;
                if (!parentElement.closest('script, template, noscript, svg') && parentElement.closest('[lang]').lang === 'cs')
                    found.push(textContent.trim());
            }
            return found;
        }""")
        assert len(unmarked) > 50  # dates, numbers, names that CLDR has
        assert not english & set(unmarked)


def test_a_language_that_the_page_lacks_leaves_its_first(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, "#lang=ru")
    page("() => { location.hash = '#lang=xx'; }")
    page.settle()
    assert page("() => document.documentElement.lang") == "en"


@pytest.mark.parametrize("scripts", [False, True])
def test_an_anniversary_says_that_it_is_derived_and_from_what(
    open_page: Open, varied_page: Path, scripts: bool
) -> None:
    page = open_page(varied_page, wait=scripts, java_script_enabled=scripts)
    derived = [event for event in chronologies.varied().events if event.origin]
    assert derived
    for event in derived:
        row = page.page.locator(f"[id='{event.id}']")
        assert "Calculated anniversary" in row.inner_text()
        assert row.locator(".origin a").get_attribute("href") == f"#{event.origin}"
        assert row.locator(".source").count() == 0


def test_a_page_without_scripts_says_why_it_has_no_chart(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, wait=False, java_script_enabled=False)
    assert "JavaScript" in page.page.inner_text(".scriptless")
    assert open_page(varied_page).page.locator(".scriptless").count() == 0


def test_no_title_is_shown_in_another_order_than_it_is_written() -> None:
    page = page_of(chronologies.single("2026", "\u202eevil\u202c \u202dabc\u202c"))
    assert "evil" in page.decode()
    assert not {"\u202d", "\u202e"} & set(page.decode())


def test_kinds_of_one_colour_are_one_entry_of_the_legend(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page)
    hues = page.page.locator("#_legend .kinds li").evaluate_all(
        "all => all.map(li => li.dataset.hue)"
    )
    assert len(hues) == len(set(hues)) <= 8
    assert "Visit, Meeting" in page.page.inner_text("#_legend .kinds")
    assert "Circle: at some point" in page.page.inner_text("#_legend .shapes")


def test_filters_stay_while_a_search_finds_little(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    shown = page.page.locator("#_filters .menu:visible summary").all_inner_texts()
    assert "Series" in shown  # a lone one parts its events from those without
    page.page.fill("#_query", "consulate")
    page.page.wait_for_selector("#_result:has-text('1 of')")
    assert page.page.locator("#_filters .menu:visible summary").all_inner_texts() == shown


def test_the_chart_moves_to_what_a_search_finds(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#from=2024-01-01&to=2024-12-31")
    page.page.fill("#_query", "consulate")
    page.page.wait_for_selector("#_result:has-text('1 of')")
    page.settle()
    box = page.page.locator("#_marks [data-key=half]").bounding_box()
    glass = page.page.locator("#_window").bounding_box()
    assert glass["x"] <= box["x"] <= glass["x"] + glass["width"]


@pytest.mark.parametrize("scripts", [False, True])
def test_a_chronology_without_events_blames_no_filter(
    open_page: Open, tmp_path: Path, scripts: bool
) -> None:
    nothing = replace(chronologies.single("2026").document, events=())
    page = open_page(
        written(tmp_path, complete(nothing)), wait=scripts, java_script_enabled=scripts
    )
    assert page.page.inner_text("#_nothing") == "This chronology has no events yet."
    assert not page.page.locator("#_legend").is_visible()


def test_paper_says_why_there_is_no_chart_yet(open_page: Open, varied_page: Path) -> None:
    never = (
        "globalThis.DecompressionStream = class { constructor() { return new TransformStream(); } }"
    )
    page = open_page(varied_page, wait=False, script=never)
    page.page.wait_for_selector("html.live")
    page("() => window.dispatchEvent(new Event('beforeprint'))")
    page.page.emulate_media(media="print")
    assert page.page.locator("#_paper p:not(.imprint)").is_visible()


def test_paper_has_the_chart_as_wide_as_it_is_and_its_legend(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page)
    page("() => window.dispatchEvent(new Event('beforeprint'))")
    page.page.emulate_media(media="print")
    page.page.set_viewport_size({"width": 1009, "height": 700})
    pictures = page.page.locator(".paper .picture")
    assert pictures.count() > 1
    for box in (pictures.nth(n).bounding_box() for n in range(pictures.count())):
        assert box["width"] == pytest.approx(1009, abs=2)
        assert box["height"] < 600  # on a landscape page, under the title
    marks = page("""() => new Set([...document.querySelectorAll('.paper .picture')].flatMap((one) =>
        one.data.flatMap((trace) => trace.customdata ?? []))).size""")
    assert marks == sum(event.is_dated for event in chronologies.varied().events)
    assert page.page.locator(".paper .legend li:visible").count() > 8
    assert page.page.inner_text(".paper .imprint") == "As of 22 November 2026"


def test_groups_of_buttons_are_round_outside_in_either_direction(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page)
    corners = """() => ['first', 'last'].map((which) => {
        const style = getComputedStyle(document.querySelector(`.chart-head .segments button:${which}-child`));
        return [style.borderTopLeftRadius, style.borderTopRightRadius];
    })"""
    assert page(corners) == [["6px", "0px"], ["0px", "6px"]]
    page("() => { document.documentElement.dir = 'rtl'; }")
    assert page(corners) == [["0px", "6px"], ["6px", "0px"]]


def test_a_source_shows_its_words_for_the_date_beside_its_quote(
    open_page: Open, tmp_path: Path
) -> None:
    timeline = chronologies.single("2026-11-20")
    (event,) = timeline.document.events
    said = chronologies.when("2026-11-20", "20 November 2026")
    sources = (
        Source(document="One", when=said, quote="They meet on 20 November 2026."),
        Source(document="Other", when=said, quote="They meet in autumn."),
        Source(document="Third", when=said),
    )
    path = written(tmp_path, changed(timeline, sources=sources))
    expected = [
        "They meet on 20 November 2026.",
        "20 November 2026 … They meet in autumn.",
        "20 November 2026",
    ]
    for scripts in (False, True):
        page = open_page(path, f"#{event.id}", wait=scripts, java_script_enabled=scripts)
        if scripts:
            page.page.click(f"#{event.id} .cited")
        assert page.page.locator(f"#{event.id} .quote").all_text_contents() == expected
    assert page.page.locator("#_panel .quote").all_text_contents() == expected


@pytest.mark.parametrize("width", [360, 820])
def test_open_menus_stay_on_the_screen(open_page: Open, varied_page: Path, width: int) -> None:
    page = open_page(varied_page, viewport={"width": width, "height": 900})
    page.unfold()
    menus = page.page.locator("details.menu:visible > summary")
    assert menus.count() > 5
    for menu in menus.all():
        menu.click()
        page.settle()
        left, right = (
            page("""() => { const { left, right } = document.querySelector('details.menu[open] .drop').getBoundingClientRect();
            return [left, right]; }""")
        )
        assert 0 <= left < right <= width


def test_the_strip_stays_under_the_hand_that_drags_it(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#from=2025-01-01&to=2026-12-31")
    frame = page.page.locator("#_overview .frame")
    frame.scroll_into_view_if_needed()
    box = frame.bounding_box()
    middle = box["x"] + box["width"] / 2, box["y"] + box["height"] / 2
    page.page.mouse.move(*middle)
    page.page.mouse.down()
    page.page.mouse.move(middle[0] - 300, middle[1], steps=4)
    page.settle()
    assert frame.bounding_box()["y"] == box["y"]
    assert frame.bounding_box()["x"] < box["x"] - 250


@pytest.mark.parametrize("language", chronologies.LANGUAGES)
def test_no_name_of_a_lane_breaks_a_word(open_page: Open, varied_page: Path, language: str) -> None:
    page = open_page(varied_page, f"#lang={language}", viewport={"width": 1440, "height": 900})
    fits = page("""() => [...document.querySelectorAll('.lane span')].map((name) => {
        const before = name.offsetHeight;
        name.style.overflowWrap = 'normal';
        return before === name.offsetHeight && name.scrollWidth <= name.parentElement.clientWidth;
    })""")
    assert fits
    assert all(fits)


def test_an_approximate_date_is_named_where_only_its_whiskers_are_seen(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, "#lang=en&from=2026-06-10&to=2026-07-25&lanes=none")
    page.settle()
    label = page.page.locator("#_plot .textpoint text", has_text="Joint exhibition")
    box, window = label.bounding_box(), page.page.locator("#_window").bounding_box()
    assert window["x"] <= box["x"]
    assert box["x"] + box["width"] <= window["x"] + window["width"]


def test_a_source_is_credited_with_its_own_date_only(open_page: Open, tmp_path: Path) -> None:
    chronology = """
        calendar: {id: claims, languages: [en]}
        events:
        - id: visit
          title: Visit
          when: 2024-11-18/2024-11-19
          status: held
          disputed: true
          sources:
          - {document: First, publisher: Vague, when: 2024-11}
          - {document: Second, publisher: Exact, when: 2024-11-18/2024-11-19}
          - {document: Third, publisher: Other, when: 2024-11-19}
    """
    timeline = loads(dedent(chronology))
    page = open_page(written(tmp_path, timeline), "#event=visit")
    assert page.page.locator("#_panel .conflict li").all_inner_texts() == [
        "18–19 November 2024 — Exact",
        "November 2024 — Vague",
        "19 November 2024 — Other",
    ]


@pytest.mark.parametrize("lanes", ["kind", "none"])
def test_a_crowded_lane_labels_what_has_room_and_counts_the_rest(
    open_page: Open, tmp_path: Path, lanes: str
) -> None:
    events = "".join(
        f"- {{id: e{n}, title: Consultations number {n}, when: 2026-05-{n % 20 + 1:02}}}\n"
        for n in range(40)
    )
    timeline = loads("calendar: {id: high, languages: [en]}\nevents:\n" + events)
    page = open_page(written(tmp_path, timeline), f"#from=2026-01-01&to=2026-12-31&lanes={lanes}")
    marks, counts = page("""() => [document.querySelectorAll('#_marks .mark').length,
        [...document.querySelectorAll('#_marks .bubble')].map((each) => parseInt(each.ariaLabel))]""")
    assert marks >= 13
    assert marks + sum(counts) == 40


def test_what_took_place_looks_different_from_what_is_planned(
    open_page: Open, tmp_path: Path
) -> None:
    dates = ("2026-05", "2026-05-12~", "2026-06-02?", "2026-33")
    events = "".join(
        f"- {{id: {status}{n}, title: T, when: '{when}', status: {status}}}\n"
        for status in ("held", "planned")
        for n, when in enumerate(dates)
    )
    timeline = loads("calendar: {id: looks, languages: [en]}\nevents:\n" + events)
    page = open_page(written(tmp_path, timeline), "#from=2026-01-01&to=2026-12-31")
    colours = page("""() => Object.fromEntries(document.getElementById('_plot').data
        .filter((trace) => trace.customdata && trace.marker)
        .flatMap((trace) => trace.customdata.map((id, n) => [id, trace.marker.color[n]]).reverse()))""")
    for number in range(len(dates)):
        assert colours[f"held{number}"] != colours[f"planned{number}"], dates[number]


def test_a_party_that_was_filtered_for_has_the_lane(open_page: Open, tmp_path: Path) -> None:
    timeline = loads(
        dedent("""
        calendar: {id: lanes, languages: [en]}
        parties: {KZ: {en: Kazakhstan}, RS: {en: Serbia}}
        events:
        - {id: visit, title: Visit, when: 2026-05-12, parties: [KZ, RS]}
        - {id: other, title: Other, when: 2026-05-15, parties: [KZ]}
        """)
    )
    page = open_page(written(tmp_path, timeline), "#lanes=party&party=RS")
    assert page.page.locator("#_lanes .lane").all_inner_texts() == ["Serbia"]


def test_hours_have_their_year_above_them(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#from=2025-09-17&to=2025-09-18")
    ticks = page("() => document.getElementById('_plot').layout.xaxis.ticktext.join(' ')")
    assert "17 September 2025" in ticks


def test_parts_of_days_come_back_with_the_address(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, "#from=2026-12-01&to=2026-12-02")
    page.page.click('[data-act="move 0.5"]')
    page.page.wait_for_function(
        "() => location.hash.includes('from=2026-12-01T12%3A00&to=2026-12-02T12%3A00')"
    )
    before = page("() => document.getElementById('_plot').layout.xaxis.range")
    page.page.reload()
    page.ready()
    assert page("() => document.getElementById('_plot').layout.xaxis.range") == before


def test_a_menu_names_every_value_when_asked(open_page: Open, tmp_path: Path) -> None:
    places = "".join(f"  p{n}: {{name: Place {n}}}\n" for n in range(90))
    events = "".join(
        f"- {{id: e{n}, title: T, when: 2026-05-12, place: p{n}}}\n" for n in range(90)
    )
    timeline = loads(
        f"calendar: {{id: menus, languages: [en]}}\nplaces:\n{places}events:\n{events}"
    )
    page = open_page(written(tmp_path, timeline))
    page.page.click('[data-facet="place"] summary')
    page.page.click('[data-facet="place"] .choices button')
    assert page.page.locator('[data-facet="place"] .choices input').count() == 90


def test_a_notice_is_in_the_chosen_language_and_disappears(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, "#event=nonsense")
    page.page.select_option("#_language", "ru")
    assert page.page.inner_text("#_notice").startswith("На этой странице нет")
    page.page.click("li.event .title >> nth=0")
    assert page.page.locator("#_notice").is_hidden()


def test_printing_leaves_opened_sources_open(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    page.page.click("li.event .cited >> nth=0")
    opened = "() => [...document.querySelectorAll('li.event .cited[aria-expanded=true]')].length"
    page("() => dispatchEvent(new Event('beforeprint'))")
    assert page(opened) > 1
    page("() => dispatchEvent(new Event('afterprint'))")
    assert page(opened) == 1
