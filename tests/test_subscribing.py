"""The calendars to subscribe to, and the links for applications."""

import re
from itertools import chain
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest
import zxingcpp

import timeline
from timeline.events import Calendar, Feed
from timeline.subscribing import (
    APPLICATIONS,
    QRCode,
    code,
    is_loopback,
    link,
    offers,
    page_address,
    site,
)

ADDRESS = "https://calendars.test/kz-rs/kz-rs.party-RS.en.ics"


@pytest.mark.parametrize(
    ("url", "base", "page"),
    [
        ("https://a.test", "https://a.test/", "https://a.test/timeline.html"),
        ("https://a.test/", "https://a.test/", "https://a.test/timeline.html"),
        ("https://a.test/kz/", "https://a.test/kz/", "https://a.test/kz/timeline.html"),
        (
            "https://a.test/kz/timeline.html",
            "https://a.test/kz/",
            "https://a.test/kz/timeline.html",
        ),
        ("https://a.test/x.html?y=1#z", "https://a.test/", "https://a.test/x.html?y=1"),
        ("http://[::1]:8080/kz/", "http://[::1]:8080/kz/", "http://[::1]:8080/kz/timeline.html"),
    ],
)
def test_the_header_names_the_folder_or_a_page_in_it(url: str, base: str, page: str) -> None:
    calendar = Calendar(url=url)
    found = site(calendar)
    assert found is not None
    assert (found.base, page_address(calendar)) == (base, page)


def test_without_an_address_there_is_no_site() -> None:
    assert site(Calendar()) is None
    assert page_address(Calendar()) is None


def test_links_keep_the_address_whole() -> None:
    links = {each.name: link(each, ADDRESS, "Kazakhstan & Serbia") for each in APPLICATIONS}
    webcal = ADDRESS.replace("https:", "webcal:")
    assert links["Apple, Thunderbird, Evolution"] == webcal
    assert links["Outlook (Windows)"] == f"webcal:{ADDRESS}"
    google = urlsplit(links["Google Calendar"])
    assert parse_qs(google.query) == {"cid": [webcal]}  # with https Google finds no calendar
    for name in ("Outlook.com", "Microsoft 365"):
        query = parse_qs(urlsplit(links[name]).query)
        assert query == {"url": [webcal], "name": ["Kazakhstan & Serbia"]}


def test_a_reader_of_qr_codes_reads_the_address() -> None:
    for address in ("https://calendars.test/kz-rs/", f"https://calendars.test/{'long/' * 40}"):
        made = code(address)
        (found,) = zxingcpp.read_barcodes(drawn(made, scale=4))
        assert found.text == address


def drawn(made: QRCode, scale: int) -> memoryview:
    """The path of a code as a picture: rows of grey values."""
    size = made.size * scale
    pixels = [[255] * size for _ in range(size)]
    for start, y, strokes in re.findall(r"M(\d+) (\d+)\.5([^M]+)", made.path):
        x = int(start)
        for kind, width in re.findall(r"([hm])(\d+)", strokes):
            for row in range(int(y) * scale, (int(y) + 1) * scale) if kind == "h" else ():
                pixels[row][x * scale : (x + int(width)) * scale] = [0] * int(width) * scale
            x += int(width)
    return memoryview(bytes(chain.from_iterable(pixels))).cast("B", (size, size))


def test_feeds_are_offered_by_name_in_the_language_asked_for() -> None:
    chronology = timeline.loads("""
calendar: {id: c, title: Chronology, languages: [en, ru], feeds: [event, kind, party, series]}
series: {talks: {en: Talks, ru: Переговоры}}
events:
  - {id: a, title: A, kind: visit, parties: [RS, KZ], series: talks}
  - {id: b, title: B, kind: meeting}
""")
    assert [(each.name, each.title, each.facet) for each in offers(chronology, "ru")] == [
        ("c.ru.ics", "Chronology", None),
        ("c.party-KZ.ru.ics", "Казахстан", Feed.PARTY),
        ("c.party-RS.ru.ics", "Сербия", Feed.PARTY),
        ("c.kind-visit.ru.ics", "Визит", Feed.KIND),
        ("c.kind-meeting.ru.ics", "Встреча", Feed.KIND),
        ("c.series-talks.ru.ics", "Переговоры", Feed.SERIES),
    ]


def test_what_is_offered_is_what_a_build_writes(tmp_path: Path) -> None:
    chronology = timeline.load("events.yaml")
    feeds = {"feeds": "kind,party,place,series"}
    report = timeline.build(chronology, tmp_path, formats=["ics"], options=feeds)
    written = {str(file.path.relative_to(tmp_path)) for file in report.files}
    from timeline.exporters.ics.options import with_options

    offered = {
        each.name
        for language in chronology.languages
        for each in offers(with_options(chronology, feeds), language)
    }
    assert offered == written


def test_loopback_is_this_machine() -> None:
    assert all(map(is_loopback, ("localhost", "127.0.0.1", "127.9.9.9", "[::1]")))
    assert not any(map(is_loopback, ("localhost.example", "10.0.0.1", "mfa.rs")))
