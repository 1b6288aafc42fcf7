"""What a reader can save: calendar entries, links, citations, pictures, tables, paper."""

from __future__ import annotations

import csv
import io
import os
from collections.abc import Callable
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit
from xml.etree import ElementTree

import pytest
from icalendar import Calendar
from msgspec.structs import replace

from timeline import building, installing, wording
from timeline.events import Source, complete
from timeline.exporters.csv import defused
from timeline.exporters.html import picture as picture_module
from timeline.exporters.html.picture import Picture, PictureError, picture
from timeline.loading import loads

from . import chronologies
from .conftest import Opened, written

Open = Callable[..., Opened]


@pytest.fixture(scope="module")
def exports(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The page with the calendars beside it, as `timeline build` writes them."""
    folder = tmp_path_factory.mktemp("exports")
    building.build(chronologies.varied(), folder)
    return folder


def _entries(text: bytes | str) -> list[Any]:
    return [component.to_ical() for component in Calendar.from_ical(text).walk("VEVENT")]


@pytest.mark.parametrize(
    ("event", "language"),
    [
        ("congress-8", "en"),
        ("talks-month", "ru"),
        ("timed", "kk"),
        ("cancelled", "en"),
        ("season", "sr-Latn"),
    ],
)
def test_downloaded_entry_is_that_of_the_full_calendar(
    open_page: Open, exports: Path, event: str, language: str
) -> None:
    page = open_page(exports / "timeline.html", f"#event={event}&lang={language}")
    page.page.wait_for_selector(".entry .button")
    with page.page.expect_download() as download:
        page.page.click(".entry .button")
    assert download.value.suggested_filename == f"{event}.ics"
    taken = _entries(Path(download.value.path()).read_bytes())
    full = _entries((exports / f"relations.{language}.ics").read_bytes())
    assert len(taken) == 1
    assert taken[0] in full


def test_an_entry_alone_is_a_whole_file(open_page: Open, tmp_path: Path) -> None:
    """All days of an event that takes place on several, and the time zone that its hours name."""
    timeline = loads(
        "calendar: {id: some, feeds: [event], title: Some}\n"
        "events:\n"
        "  - {id: days, title: Days, when: '{2025-05-31,2025-06-03}', revised: 2026-01-01}\n"
        "  - {id: hour, title: Hour, when: 2026-04-22T10:00, timezone: Asia/Almaty,"
        " revised: 2026-01-01}\n"
        "  - {id: other, title: Other, when: 2027-04-22T10:00, timezone: Europe/Belgrade,"
        " revised: 2026-01-01}\n"
    )
    building.build(timeline, tmp_path)
    for event in ("days", "hour", "other"):
        page = open_page(tmp_path / "timeline.html", f"#event={event}")
        page.page.wait_for_selector(".entry .button")
        with page.page.expect_download() as download:
            page.page.click(".entry .button")
        taken = Path(download.value.path()).read_bytes()
        feed = (tmp_path / "events" / f"{event}.en.ics").read_bytes()
        assert Calendar.from_ical(taken).walk("VEVENT") == Calendar.from_ical(feed).walk("VEVENT")
        zones = [str(zone["TZID"]) for zone in Calendar.from_ical(taken).walk("VTIMEZONE")]
        assert zones == [str(zone["TZID"]) for zone in Calendar.from_ical(feed).walk("VTIMEZONE")]


def test_a_page_without_its_files_has_the_calendar_in_itself(
    open_page: Open, exports: Path, tmp_path: Path
) -> None:
    (tmp_path / "sent.html").write_bytes((exports / "timeline.html").read_bytes())
    page = open_page(tmp_path / "sent.html", "#lang=ru")
    with page.page.expect_download() as download:
        page.page.click("a[data-calendar]")
    assert download.value.suggested_filename == "relations.ru.ics"
    beside = (exports / "relations.ru.ics").read_bytes()
    assert Path(download.value.path()).read_bytes() == beside


def test_what_is_not_in_the_calendar_has_no_button(open_page: Open, exports: Path) -> None:
    page = open_page(exports / "timeline.html", "#event=decade")
    page.page.wait_for_timeout(400)
    assert page.page.locator(".entry .button").count() == 0
    assert page.page.locator(".actions a").count() == 0


def test_forced_colours_hide_no_text(open_page: Open, exports: Path) -> None:
    """Browsers paint the ground's colour behind text: text in that colour is not there."""
    page = open_page(exports / "timeline.html", "#event=congress-8", forced_colors="active")
    page.page.wait_for_selector(".entry .button")
    hidden = page("""() => {
        const probe = document.body.appendChild(document.createElement('span'));
        probe.style.color = 'Canvas';
        const ground = getComputedStyle(probe).color;
        return [...document.querySelectorAll('body *')]
            .filter((each) => each.checkVisibility() && [...each.childNodes].some((node) => node.nodeType === 3 && node.data.trim()))
            .filter((each) => !each.closest('svg') && getComputedStyle(each).color === ground)
            .map((each) => each.outerHTML.slice(0, 80));
    }""")
    assert hidden == []


def _links(page: Opened) -> dict[str, dict[str, list[str]]]:
    found = page(
        "() => [...document.querySelectorAll('.actions a')].map((a) => [a.textContent, a.href])"
    )
    return {name: parse_qs(urlsplit(url).query) for name, url in found}


def test_links_to_other_calendars_have_exclusive_ends(open_page: Open, exports: Path) -> None:
    links = _links(open_page(exports / "timeline.html", "#event=congress-8"))
    assert links["Google"]["dates"] == ["20250917/20250919"]
    assert (links["Outlook"]["startdt"], links["Outlook"]["enddt"]) == (
        ["2025-09-17"],
        ["2025-09-19"],
    )
    assert links["Outlook"]["allday"] == ["true"]
    month = _links(open_page(exports / "timeline.html", "#event=talks-month"))
    assert month["Google"]["dates"] == ["20250501/20250601"]
    assert "May 2025" in month["Google"]["text"][0]
    moved = _links(open_page(exports / "timeline.html", "#event=postponed"))
    assert moved["Google"]["text"][0].startswith("Postponed: ")
    timed = _links(open_page(exports / "timeline.html", "#event=timed"))
    assert timed["Google"]["dates"] == ["20261007T050000Z/20261007T073000Z"]
    assert "allday" not in timed["Outlook"]


def test_links_name_whole_sources_or_none(open_page: Open, tmp_path: Path) -> None:
    timeline = chronologies.single("2026-11-20")
    (event,) = timeline.document.events
    sources = tuple(
        Source(document=f"Minutes {number}", url=f"https://example.org/{number:0100}")
        for number in range(20)
    )
    many = replace(timeline.document, events=(replace(event, sources=sources),))
    page = open_page(written(tmp_path, complete(many)), f"#{event.id}")
    title, *named = _links(page)["Google"]["details"][0].splitlines()
    assert title
    assert 5 < len(named) < 20
    assert named == [f"{source.document}, {source.url}." for source in sources[: len(named)]]


def test_link_and_citation_are_copied(open_page: Open, exports: Path) -> None:
    page = open_page(
        exports / "timeline.html",
        "#event=visit-belgrade",
        permissions=["clipboard-read", "clipboard-write"],
    )
    page.page.locator(".copies").get_by_text("Copy citation").click()
    text = page("() => navigator.clipboard.readText()")
    assert "Official visit to Belgrade. 18–19 November 2024." in text
    assert "para. 3" in text
    assert "https://example.org/" in text
    page.page.get_by_text("Copy link").click()
    assert page("() => navigator.clipboard.readText()").endswith(
        "timeline.html#event=visit-belgrade"
    )


def test_calendar_files_are_named_for_feed_readers_too(open_page: Open, exports: Path) -> None:
    page = open_page(exports / "timeline.html", "#lang=ru")
    links = page(
        "() => [...document.querySelectorAll('link[rel=alternate]')].map((l) => [l.type, l.getAttribute('href')])"
    )
    assert all(kind == "text/calendar" and (exports / name).is_file() for kind, name in links)
    assert len(links) == 5
    assert (
        page("() => document.querySelector('a[data-calendar]').getAttribute('href')")
        == "relations.ru.ics"
    )


@pytest.mark.parametrize("what", ["png-view", "svg-view", "png-whole", "svg-whole"])
def test_pictures_are_saved_from_disk(open_page: Open, varied_page: Path, what: str) -> None:
    page = open_page(varied_page)
    page.page.click(".chart-head details:has([data-act=print]) summary")
    with page.page.expect_download() as download:
        page.page.click(f"[data-act='picture {what}']")
    content = Path(download.value.path()).read_bytes()
    if what.startswith("png"):
        assert content.startswith(b"\x89PNG")
    else:
        assert content.startswith(b"<svg")
        assert ("established<" in content.decode()) == what.endswith("whole")
    assert page.console == []


def test_labels_of_a_picture_keep_clear_of_lines(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page)
    page.page.click(".chart-head details:has([data-act=print]) summary")
    with page.page.expect_download() as download:
        page.page.click("[data-act='picture svg-whole']")
    drawing = ElementTree.parse(download.value.path())
    drawn = {
        "".join(label.itertext()): "paint-order" in label.get("style", "")
        for label in drawing.iter("{http://www.w3.org/2000/svg}text")
    }
    titles = [event.title.by_language.get("en", "?") for event in chronologies.varied().events]
    labels = {text: halo for text, halo in drawn.items() if text.startswith(tuple(titles))}
    assert len(labels) > 15
    assert labels["Trade fair · Cancelled"]
    # A mark in its own bar needs none.
    assert sum(labels.values()) >= len(labels) - 3


def test_table_opens_in_spreadsheets_and_starts_no_formula(
    open_page: Open, varied_page: Path
) -> None:
    page = open_page(varied_page, "#kind=visit")
    page.page.click(".chart-head details:has([data-act=print]) summary")
    with page.page.expect_download() as download:
        page.page.click("[data-act=table]")
    text = Path(download.value.path()).read_text("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [row["id"] for row in rows] == [
        e.id for e in chronologies.varied().events if e.kind == "visit"
    ]
    assert rows[0]["edtf"] == "2024-11-18/2024-11-19"
    assert not any(cell.startswith(("=", "+", "-", "@")) for row in rows for cell in row.values())


CELLS = (
    "=1+1", " =1+1", "\u3000=1+1", "'=1+1", " ' '=1+1", "' =1+1", "\uff1d1+1", "+1", "\uff0b1", "-1", "\uff0d1",
    "@SUM(A1)", "\uff20SUM(A1)", "\tcmd", " '\t' x", " ''", "\u0007=1+1", "\ufeff=1+1", "'quoted'", "2027", "a=b", "", " ",
)  # fmt: skip


def test_table_of_the_page_defuses_as_the_export_does(open_page: Open, tmp_path: Path) -> None:
    path = written(tmp_path, chronologies.titled(CELLS))
    page = open_page(path)
    page.page.click(".chart-head details:has([data-act=print]) summary")
    with page.page.expect_download() as download:
        page.page.click("[data-act=table]")
    text = Path(download.value.path()).read_bytes().decode("utf-8-sig")
    titles = [row["title"] for row in csv.DictReader(io.StringIO(text, newline=""))]
    assert titles == [defused(cell) for cell in CELLS]


@pytest.mark.parametrize("landscape", [False, True])
def test_paper_has_the_chart_and_every_source(
    open_page: Open, varied_page: Path, landscape: bool
) -> None:
    page = open_page(varied_page, color_scheme="dark")
    assert page.page.pdf(format="A4", landscape=landscape).startswith(b"%PDF")
    page("() => window.dispatchEvent(new Event('beforeprint'))")
    page.page.emulate_media(media="print")
    width = 1009 if landscape else 680  # A4 without margins, at 96 pixels an inch
    page.page.set_viewport_size({"width": width, "height": 700})
    assert page("() => document.documentElement.scrollWidth") <= width
    assert page.page.locator(".paper svg.main-svg").first.bounding_box()["width"] <= width
    rows = page.page.locator("li.event:visible").count()
    assert rows == len(chronologies.varied().events)
    assert page.page.locator("li.event .source:visible").count() == sum(
        len(event.sources) for event in chronologies.varied().events if not event.origin
    )
    ink = page("() => getComputedStyle(document.body).color")
    assert ink == "rgb(28, 35, 48)"
    page("() => window.dispatchEvent(new Event('afterprint'))")
    assert page("() => document.querySelectorAll('.paper svg').length") == 0


def _picture_of(shown: Picture) -> bytes:
    return picture(chronologies.varied(), "ru", shown)


def _picture(shown: Picture) -> bytes:
    try:
        return _picture_of(shown)
    except PictureError as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))
        raise


@pytest.mark.slow
def test_picture_from_the_command_line_shows_the_whole_period() -> None:
    svg = _picture(Picture(format="svg"))
    assert svg.startswith(b"<svg")
    assert "Установление дипломатических отношений" in svg.decode()
    assert "сегодня" not in svg.decode()
    assert svg == _picture(Picture(format="svg"))


@pytest.mark.slow
def test_picture_explains_itself_and_says_as_of_when() -> None:
    root = ElementTree.fromstring(_picture(Picture(format="svg", width=900)))
    said = ["".join(text.itertext()) for text in root.iter("{http://www.w3.org/2000/svg}text")]
    messages = wording.messages("ru")
    assert messages["page"]["legend_held"] in said  # what marks mean,
    assert "Визит, Встреча" in said  # what colours mean,
    assert "По состоянию на 22 ноября 2026 г." in said  # and how old it is
    below = root[-1]
    _, top = map(
        float, below.attrib["transform"].removeprefix("translate(").removesuffix(")").split()
    )
    lowest = max(float(text.attrib["y"]) for text in below.iter() if text.tag.endswith("}text"))
    assert top + lowest < float(root.attrib["height"])


@pytest.mark.slow
def test_names_in_a_picture_are_on_the_side_of_its_language() -> None:
    try:
        svg = picture(chronologies.arabic(), "ar", Picture(format="svg"))
    except PictureError as error:
        (pytest.fail if os.environ.get("CI") else pytest.skip)(str(error))
        raise
    root = ElementTree.fromstring(svg)
    (caption,) = (
        text
        for text in root.iter("{http://www.w3.org/2000/svg}text")
        if "".join(text.itertext()) == "العلاقات بين كازاخستان وصربيا"
    )
    assert caption.attrib["direction"] == "rtl"


def test_picture_without_a_browser_says_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(__import__("sys").modules, "choreographer", None)
    with pytest.raises(PictureError) as caught:
        picture_module.picture(chronologies.many(1), "en", Picture())
    assert "kaleido" in str(caught.value)
    assert caught.value.hint == installing.command("picture")


@pytest.mark.slow
@pytest.mark.parametrize("shown", [Picture(format="svg"), Picture(format="png")])
def test_picture_is_recognised_when_it_is_drawn_again(shown: Picture) -> None:
    assert picture_module.is_own(_picture(shown)[:1000])


@pytest.mark.slow
def test_picture_that_the_browser_leaves_empty_is_refused() -> None:
    _picture(Picture())
    with pytest.raises(PictureError) as caught:
        _picture_of(Picture(format="png", width=100_000))
    assert "empty" in str(caught.value)
    assert "--width" in caught.value.hint


@pytest.mark.slow
@pytest.mark.skipif(os.name == "nt", reason="a program that ends at once, by its name on POSIX")
@pytest.mark.parametrize("program", ["/bin/true", __file__])
def test_picture_with_a_browser_that_does_not_start_says_so(
    monkeypatch: pytest.MonkeyPatch, program: str
) -> None:
    monkeypatch.setenv("BROWSER_PATH", program)
    with pytest.raises(PictureError) as caught:
        _picture_of(Picture())
    assert "did not start" in str(caught.value)
    assert "BROWSER_PATH" in caught.value.hint


@pytest.mark.parametrize(
    ("notation", "status", "offered"),
    [
        ("2025-05-31", "planned", True),
        ("2025-05-31", "draft", False),
        ("{2025-05-31,2025-06-05}", "planned", False),
        ("{2025-05-31,2025-06-01}", "planned", True),  # one day follows the other
        ("[2025-05-31,2025-06-05]", "planned", True),
    ],
)
def test_forms_are_offered_for_what_one_entry_can_hold(
    open_page: Open, tmp_path: Path, notation: str, status: str, offered: bool
) -> None:
    timeline = loads(
        f"calendar: {{id: forms}}\nevents: [{{id: e, title: T, when: '{notation}', status: {status}}}]"
    )
    page = open_page(written(tmp_path, timeline), "#event=e")
    assert bool(page.page.locator("#_panel .forms a").count()) is offered
