"""The publisher of a chronology and the date of its data: in every output, from the data alone."""

from __future__ import annotations

import json
import re
from datetime import date
from typing import Any

import pytest
from icalendar import Calendar

from timeline import wording
from timeline.errors import InputError
from timeline.events import Timeline
from timeline.exporters import Context, html, ics
from timeline.loading import loads

EVENT = "{{id: a, title: Signing, when: 2026-02-27{}}}"
HEADER = """
  publisher: {en: Ministry of Foreign Affairs, ru: Министерство иностранных дел}
  contact: press@example.org
  licence: CC BY 4.0
  licence_url: https://creativecommons.org/licenses/by/4.0/
"""


def chronology(header: str = "", event: str = "") -> Timeline:
    calendar = f"calendar:\n  languages: [en, ru]{header or chr(10)}"
    return loads(f"{calendar}events:\n  - {EVENT.format(event)}\n")


def calendar_of(timeline: Timeline, language: str) -> Any:
    (export, *_) = ics.export(timeline, Context(languages=(language,)))
    return Calendar.from_ical(export.content)


def page_of(timeline: Timeline) -> str:
    (export, *_) = html.export(timeline, Context(languages=timeline.languages))
    return export.content.decode()


def linked_data(page: str) -> list[dict[str, Any]]:
    found = re.search(r'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    graph: list[dict[str, Any]] = json.loads(found[1])["@graph"]
    return graph


@pytest.mark.parametrize(
    ("event", "day"),
    [
        ("", None),
        (", revised: 2026-03-01", date(2026, 3, 1)),
        (", sources: [{document: D, accessed: 2026-03-02}]", date(2026, 3, 2)),
        (", revised: 2026-03-05, sources: [{document: D, accessed: 2026-03-02}]", date(2026, 3, 5)),
    ],
)
def test_as_of_is_the_newest_day_of_the_data_and_never_todays(event: str, day: date | None) -> None:
    assert chronology(event=event).document.as_of == day


def test_a_chronology_that_says_nothing_has_no_imprint() -> None:
    timeline = chronology()
    page = page_of(timeline)
    assert '<p id="_imprint"></p>' in page
    assert [node["@type"] for node in linked_data(page)] == ["Event"]
    assert "DESCRIPTION" not in calendar_of(timeline, "en")


def test_page_says_who_publishes_it_with_links() -> None:
    page = page_of(chronology(HEADER, ", revised: 2026-03-01"))
    (imprint,) = re.findall(r'<p id="_imprint">(.*?)</p>', page)
    for said in (
        "Published by Ministry of Foreign Affairs",
        'href="mailto:press@example.org"',
        'href="https://creativecommons.org/licenses/by/4.0/"',
        "Terms of use: CC BY 4.0",
        "As of 1 March 2026",
    ):
        assert said in imprint
    data = json.loads(re.search(r'id="_data">(.*?)</script>', page, re.DOTALL)[1])  # type: ignore[index]
    russian = [data["phrases"][line["words"]][1] for line in data["imprint"]]
    assert russian[0] == "Издатель: Министерство иностранных дел"
    assert russian[-1] == "По состоянию на 1 марта 2026 г."


def test_linked_data_names_publisher_licence_and_day() -> None:
    page, *_ = linked_data(page_of(chronology(HEADER, ", revised: 2026-03-01")))
    assert page["publisher"] == {
        "@type": "Organization",
        "name": "Ministry of Foreign Affairs",
        "contactPoint": {"@type": "ContactPoint", "email": "press@example.org"},
    }
    assert page["license"] == "https://creativecommons.org/licenses/by/4.0/"
    assert page["dateModified"] == "2026-03-01"


def test_calendars_say_it_in_their_description_and_each_entry_whom_to_ask() -> None:
    calendar = calendar_of(chronology(HEADER, ", revised: 2026-03-01"), "ru")
    assert str(calendar["DESCRIPTION"]).splitlines() == [
        "Издатель: Министерство иностранных дел",
        "Контакт: press@example.org",
        "Условия использования: CC BY 4.0 (https://creativecommons.org/licenses/by/4.0/)",
        "По состоянию на 1 марта 2026 г.",
    ]
    (entry,) = calendar.walk("VEVENT")
    assert entry["CONTACT"] == "Министерство иностранных дел, press@example.org"


def test_a_new_day_changes_no_entry_and_a_publisher_changes_all() -> None:
    def build(timeline: Timeline, past: bytes | None) -> bytes:
        context = Context(languages=("en",), previous=lambda _: past)
        (export, *_) = ics.export(timeline, context)
        return export.content

    def sequence(content: bytes) -> int:
        (entry,) = Calendar.from_ical(content).walk("VEVENT")
        return int(entry.get("SEQUENCE"))

    source = ", sources: [{{document: D, accessed: 2026-03-0{}}}]"
    first = build(chronology(event=source.format(1)), None)
    second = build(chronology(event=source.format(2)), first)
    assert second != first
    assert sequence(second) == sequence(first)
    third = build(chronology("\n  publisher: Press office\n", source.format(2)), second)
    assert sequence(third) == sequence(second) + 1


@pytest.mark.parametrize(
    "contact", ["Press office", "javascript:alert(1)", "a@b", "mailto:a@b.org"]
)
def test_a_contact_is_an_address(contact: str) -> None:
    with pytest.raises(InputError, match=r"contact-invalid"):
        chronology(f"\n  contact: {contact!r}\n")


def test_every_language_has_the_same_sentences() -> None:
    timeline = chronology(HEADER, ", revised: 2026-03-01")
    for language in wording.interface_languages():
        assert len(wording.imprint(timeline, language)) == 4
