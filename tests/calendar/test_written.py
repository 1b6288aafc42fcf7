"""Values that we write ourselves: exactly as icalendar writes them."""

from __future__ import annotations

import re
from datetime import UTC, date, datetime
from zoneinfo import ZoneInfo, available_timezones

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st
from icalendar import Calendar
from icalendar.parser import Contentline
from icalendar.prop import vCategory, vDate, vDatetime, vText, vUri

from timeline.content_lines import clean, clean_line
from timeline.exporters import Context, exporter
from timeline.exporters.ics import properties
from timeline.exporters.ics.properties import address, day, link, local, uri, utc
from timeline.exporters.ics.timezones import needs_utc
from timeline.loading import loads

texts = st.text(st.characters(exclude_categories=["Cs"])) | st.text('\\;,:"^\n n')


@given(texts.map(clean))
def test_a_text_is_icalendars(text: str) -> None:
    expected = Contentline.from_parts("SUMMARY", vText(text).params, vText(text))
    assert properties.text("SUMMARY", text) == str(expected)


@given(st.lists(texts.map(clean_line).map(lambda text: text.replace(",", "")), min_size=1))
def test_a_list_of_texts_is_icalendars(values: list[str]) -> None:
    expected = Contentline.from_parts("CATEGORIES", vCategory(values).params, vCategory(values))
    assert properties.texts("CATEGORIES", *values) == str(expected)


@given(st.dates())
def test_a_day_is_icalendars(value: date) -> None:
    typed = vDate(value, params={"VALUE": "DATE"})
    assert day("DTSTART", value) == str(Contentline.from_parts("DTSTART", typed.params, typed))


@given(st.datetimes(timezones=st.just(UTC)))
def test_a_moment_is_icalendars(value: datetime) -> None:
    typed = vDatetime(value)
    assert utc("DTSTAMP", value) == str(Contentline.from_parts("DTSTAMP", typed.params, typed))


@given(st.datetimes(), st.sampled_from(sorted(available_timezones())))
def test_a_moment_in_its_zone_is_icalendars(value: datetime, name: str) -> None:
    moment = value.replace(tzinfo=ZoneInfo(name))
    assume(not needs_utc(moment))
    typed = vDatetime(moment)
    expected = str(Contentline.from_parts("DTSTART", typed.params, typed))
    # It treats zones whose present offset is zero as UTC, among them Iceland and Ghana.
    assume(not expected.endswith("Z"))
    assert local("DTSTART", moment) == expected


def test_a_zone_that_is_like_utc_today_keeps_its_own_past() -> None:
    chronology = loads(
        "events: [{id: a, title: A, when: 1960-01-15T10:00, timezone: Atlantic/Reykjavik}]"
    )
    (export,) = exporter("ics").export(chronology, Context(languages=("en",)))
    assert b"\r\nDTSTART;TZID=Atlantic/Reykjavik:19600115T100000\r\n" in export.content
    (start,) = (event.start for event in Calendar.from_ical(export.content).events)
    # An hour behind, in releases of tzdata that have the clocks of Iceland of then.
    there = datetime(1960, 1, 15, 10, tzinfo=ZoneInfo("Atlantic/Reykjavik"))
    assert isinstance(start, datetime)
    assert start.astimezone(UTC) == there.astimezone(UTC)


@given(texts.map(lambda text: uri(f"https://example.org/{text}")))
def test_an_address_is_icalendars(value: str) -> None:
    typed = vUri(value)
    assert address("URL", value) == str(Contentline.from_parts("URL", typed.params, typed))


# icalendar 7.3 reads "a <= b" in a parameter as "a <=b".
documents = texts.map(lambda text: re.sub(r"=\s+", "=", text))


@given(texts.map(lambda text: uri(f"https://example.org/{text}")), documents)
def test_a_link_is_icalendars(value: str, document: str) -> None:
    written = Contentline(link(value, document, "ru"))
    name, parameters, address = written.parts()
    assert (name, address) == ("LINK", value)
    assert set(parameters) == {"VALUE", "LINKREL", "FMTTYPE", "LABEL", "LANGUAGE"}
    typed = vUri(value, params=dict(parameters))
    assert str(written) == str(Contentline.from_parts("LINK", typed.params, typed))


CHRONOLOGY = """
calendar: {languages: [en, ru], feeds: [event], domain: example.org}
events:
  - {id: day, title: A day, when: 2026-04-22, revised: 2026-01-01}
  - {id: days, title: Two days, when: "{2025-05-31,2025-06-03}", revised: 2026-01-01}
  - {id: hour, title: An hour, when: 2026-04-22T10:00, timezone: Asia/Almaty, revised: 2026-01-01}
  - {id: year, title: A year, when: 2027}
  - {id: long-REPLACED, title: A long id, when: 2028-01-01, revised: 2026-01-01}
""".replace("REPLACED", "x" * 90)


def test_an_entry_alone_is_as_in_the_feed_of_its_event() -> None:
    chronology = loads(CHRONOLOGY)
    made = tuple(exporter("ics").export(chronology, Context(languages=("en", "ru"))))
    exports = {export.name: tuple(export.pieces) for export in made}
    whole = {export.entries.language: export.entries for export in made if export.entries}
    cut = {}
    for language in ("en", "ru"):
        found = whole[language]
        assert tuple(found.calendar) == exports[f"timeline.{language}.ics"]
        start = found.start
        for event, length in zip(chronology.events, found.lengths, strict=True):
            if length:
                name = f"events/{event.id}.{language}.ics"
                cut[name] = b"".join(found.calendar)[start : start + length]
                # The calendar's own name and description are for all of its events.
                assert b"".join(exports[name]).startswith(found.alone.encode())
                assert "NAME" not in found.alone
            start += length
    assert {name for name in exports if name.startswith("events/")} == set(cut)
    for name, content in cut.items():
        feed = b"".join(exports[name])
        assert feed.endswith(content + b"END:VCALENDAR\r\n")
        assert feed.index(b"BEGIN:VEVENT") == feed.index(content)


@pytest.mark.parametrize(
    ("present", "changed"),
    [
        ("{id: days,", "{id: others,"),
        ("{id: days, title", "{id: days, status: draft, title"),
        ("when: 2028-01-01", "status: postponed"),  # the last one of all
    ],
    ids=["another id", "a draft", "without a date"],
)
def test_tombstones_are_nobodys_entries(present: str, changed: str) -> None:
    before = loads(CHRONOLOGY)
    (old, *_) = exporter("ics").export(before, Context(languages=("en",)))
    after = loads(CHRONOLOGY.replace(present, changed)).published()
    context = Context(languages=("en",), previous=lambda name: old.content)
    (new, *_) = exporter("ics").export(after, context)
    found = new.entries
    assert found
    end = found.start + sum(found.lengths)
    assert new.content[end:].startswith(b"BEGIN:VEVENT")
    assert new.content[end:].count(b"X-TIMELINE-REMOVED") >= 1
    assert b"X-TIMELINE-REMOVED" not in new.content[:end]
