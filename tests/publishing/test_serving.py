"""What servers answer with the configuration that a site brings."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from http.client import HTTPResponse
from pathlib import Path
from typing import Any
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from timeline.publishing import publish

from .conftest import EVENTS, HEAD, MOMENT
from .servers import SERVERS, place, running

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(sys.platform == "win32", reason="servers of POSIX"),
]


@pytest.fixture(scope="module", params=SERVERS)
def site(request: pytest.FixtureRequest) -> Iterator[tuple[Path, str]]:
    """A site and its address; one of its languages is written as programs in Perl are."""
    with place() as (site, address):
        head = HEAD.replace("https://chronology.mfa.rs/kz-rs/", address)
        text = head.replace("[en, ru]", "[en, ru, pl]") + EVENTS
        (site.parent / "events.yaml").write_text(text, "utf-8")
        written(site, now=lambda: MOMENT)
        with running(request.param, site, address):
            yield site, address


@pytest.fixture
def address(site: tuple[Path, str]) -> str:
    return site[1]


def written(site: Path, **options: Any) -> None:
    exports = site.parent / "exports"
    publish(site.parent / "events.yaml", site, exports=exports, with_pages=True, **options)


def get(address: str, **headers: str) -> HTTPResponse:
    names = {name.replace("_", "-"): value for name, value in headers.items()}
    try:
        answer: HTTPResponse = urlopen(Request(address, headers=names), timeout=20)
    except HTTPError as error:
        return error  # type: ignore[return-value]
    return answer


@pytest.mark.parametrize("name", ["kz-rs.en.ics", "kz-rs.pl.ics", "events/visit.ru.ics"])
def test_a_calendar_is_served_as_applications_want_it(address: str, name: str) -> None:
    answer = get(address + name, Accept_Encoding="gzip, br, deflate")
    assert answer.status == 200
    assert answer.headers["Content-Type"].lower() == "text/calendar; charset=utf-8"
    assert answer.headers["Content-Disposition"] == "inline"
    assert "max-age=900" in answer.headers["Cache-Control"]
    assert answer.headers["Content-Encoding"] is None
    assert answer.read().startswith(b"BEGIN:VCALENDAR\r\n")
    tag, time = answer.headers["ETag"], answer.headers["Last-Modified"]
    for condition in ({"If_None_Match": tag}, {"If_Modified_Since": time}):
        again = get(address + name, Accept_Encoding="gzip", **condition)
        assert (again.status, again.read()) == (304, b"")


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("", "text/html"),
        ("timeline.pl.html", "text/html"),
        ("events/visit.html", "text/html"),
        ("events.csv", "text/csv; charset=utf-8"),
        ("events.json", "application/json"),
        ("icon.svg", "image/svg+xml"),
        ("site.css", "text/css"),
        ("robots.txt", "text/plain"),
    ],
)
def test_every_file_has_its_type(address: str, name: str, expected: str) -> None:
    answer = get(address + name)
    assert answer.status == 200
    assert answer.headers["Content-Type"].lower().startswith(expected)
    assert answer.read()


def test_only_a_change_gives_a_calendar_another_version(site: tuple[Path, str]) -> None:
    folder, address = site
    source = folder.parent / "events.yaml"
    text = source.read_text("utf-8")

    def versions() -> list[tuple[str, str]]:
        names = ("kz-rs.party-KZ.en.ics", "kz-rs.party-RS.en.ics")
        answers = [get(address + name).headers for name in names]
        # Apache calls a tag weak while the file is younger than two seconds.
        return [(each["ETag"].removeprefix("W/"), each["Last-Modified"]) for each in answers]

    first = versions()
    written(folder)  # later, by the clock
    assert versions() == first
    source.write_text(text.replace("2027-05", "2027-06"), "utf-8")
    written(folder)
    second = versions()
    assert second[0] == first[0]
    assert second[1] != first[1]
