"""Any text of the chronology remains a text in the calendar."""

from __future__ import annotations

from collections.abc import Callable

import icalendar
import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from timeline import edtf
from timeline.events import (
    Calendar,
    Chronology,
    Event,
    NamedPlace,
    Source,
    Text,
    Timeline,
    complete,
)
from timeline.exporters import Export
from timeline.exporters.ics.properties import uri
from timeline.linting import lint
from timeline.phrases import Reading

Build = Callable[..., dict[str, Export]]


def everywhere(text: str, url: str = "https://example.org/") -> Timeline:
    """A chronology of one event with *text* in every field for free text."""
    words = Text({"en": text})
    source = Source(
        document=text, publisher=text, paragraph=text, note=words, url=url, quote=text,
        when=Reading(text, edtf.parse("2026-04"), "en"),
    )  # fmt: skip
    event = Event(
        id="summit", title=words, venue=words, description=words, place="place", kind="kind",
        parties=("party",), series="series", sources=(source,), aliases=(text,),
        when=Reading(text, edtf.parse("2026-04"), "en"),
    )  # fmt: skip
    return complete(
        Chronology(
            events=(event,),
            calendar=Calendar(id="hostile", title=words, description=words, url=url),
            places={"place": NamedPlace(name=words)},
            parties={"party": words},
            series={"series": words},
            kinds={"kind": words},
        )
    )


NASTY = st.text(
    st.one_of(st.sampled_from("\r\n\0;,:\\\"'^%\u2028=\t BEGINVEVTUD"), st.characters()),
    max_size=300,
)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(NASTY)
@example("\r\nEND:VEVENT\r\nBEGIN:VEVENT\r\nUID:evil")
@example("x" * 5000)
@example("\\" * 200)
@example('"' * 80)
@example("^n" * 80)
@example("\ud800")
def test_no_text_breaks_out_of_its_line(build: Build, text: str) -> None:
    for export in build(everywhere(text), feeds="kind,event").values():
        faults = [fault for fault in lint(export.content, export.name) if fault.path != "summary"]
        assert faults == []
        (event,) = icalendar.Calendar.from_ical(export.content).walk("VEVENT")
        assert event["UID"] == "summit@hostile.invalid"
        assert not event.errors


@pytest.mark.parametrize(
    ("title", "summary"),
    [
        ("Two\nlines\r\nand\rmore", "Two lines and more"),
        ('; , : " \'', '; , : " \''),
        ("C:\\new\\N", "C:/new/N"),
        ("BEGIN:VEVENT\r\nUID:evil", "BEGIN:VEVENT UID:evil"),
        ("a\0b\x0bc\u2028d\u2029e\x85f\x7fg", "ab c d e fg"),
        ("🇰🇿🤝🇷🇸 👩‍👩‍👧", "🇰🇿🤝🇷🇸 👩‍👩‍👧"),
        ("قمة أستانا, פסגה", "قمة أستانا, פסגה"),
        ("x" * 5000, "x" * 5000),
        (" a  b\t", "a b"),
        ("\0", "summit"),
    ],
)  # fmt: skip
def test_a_title_is_what_a_calendar_can_hold(build: Build, title: str, summary: str) -> None:
    reading = Reading("2026-04-22", edtf.parse("2026-04-22"))
    event = Event(id="summit", title=Text({"en": title}), when=reading)
    content = build(complete(Chronology(events=(event,))))["timeline.en.ics"].content
    (read,) = icalendar.Calendar.from_ical(content).walk("VEVENT")
    assert read["SUMMARY"] == summary


@pytest.mark.parametrize(
    ("address", "written"),
    [
        ("https://example.org/a,b;c", "https://example.org/a%2Cb%3Bc"),
        ("https://example.org/съезд?день=17#ж", "https://example.org/%D1%81%D1%8A%D0%B5%D0%B7%D0%B4?%D0%B4%D0%B5%D0%BD%D1%8C=17#%D0%B6"),
        ("https://пример.рф/x", "https://xn--e1afmkfd.xn--p1ai/x"),
        ("https://example.org:8080/a%20b%2C?x=1&y=2", "https://example.org:8080/a%20b%2C?x=1&y=2"),
        ("https://user@example.org/~a/(b)", "https://user@example.org/~a/(b)"),
        ('https://example.org/"><script>', "https://example.org/%22%3E%3Cscript%3E"),
        ("https://example.org/\r\nX:1", "https://example.org/%20X:1"),
    ],
)  # fmt: skip
def test_addresses_are_written_in_ascii(address: str, written: str) -> None:
    assert uri(address) == written


@given(st.from_regex(r"https?://[^\s/]+\S*", fullmatch=True))
@example("https://[")
@example("https://[::1")
@example("https://" + "й" * 300 + "/")
@example("https://a..б/")
def test_every_address_that_is_accepted_can_be_written(address: str) -> None:
    written = uri(address)
    assert written.isascii()
    assert not set(written) & set(',;\\ "<>\r\n')
