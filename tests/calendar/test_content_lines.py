from __future__ import annotations

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from timeline.content_lines import (
    WIDTH,
    ContentLine,
    clean,
    clean_line,
    fold,
    parse,
    unescaped,
    unfold,
)
from timeline.exporters.ics.properties import line

SCRIPTS = st.text(
    st.one_of(
        st.sampled_from("aя語🇰🇿e\u0301,;:\\^\n\"' "), st.characters(exclude_categories=["Cs"])
    ),
    max_size=400,
)


@given(SCRIPTS)
def test_no_line_is_longer_than_75_octets_and_none_parts_a_letter(text: str) -> None:
    for piece in fold(text.replace("\n", " ")).split(b"\r\n"):
        assert len(piece) <= WIDTH
        piece.decode()


@given(SCRIPTS.map(lambda text: text.replace("\n", " ").replace("\r", " ")))
def test_a_folded_line_unfolds_to_itself(text: str) -> None:
    assert b"".join(octets for _, octets in unfold(fold("X:" + text))).decode() == "X:" + text


@pytest.mark.parametrize("ahead", range(60, 80))
@pytest.mark.parametrize("run", ["\\", "^", "\\" * 40, "^" * 41, "\\n\\n\\n"])
def test_no_fold_parts_an_escape(ahead: int, run: str) -> None:
    for piece in fold("x" * ahead + run + "n" * 80).split(b"\r\n ")[:-1]:
        text = piece.decode()
        assert (len(text) - len(text.rstrip("\\"))) % 2 == 0
        assert (len(text) - len(text.rstrip("^"))) % 2 == 0


@given(SCRIPTS)
def test_what_we_write_icalendar_writes_and_reads(text: str) -> None:
    written = line("SUMMARY", icalendar.vText(clean(text)))
    if "^" not in text:  # icalendar parts even runs of them
        assert fold(written) == Contentline(written).to_ical()
    content = b"BEGIN:VEVENT\r\n" + fold(written) + b"\r\nEND:VEVENT\r\n"
    assert str(icalendar.Event.from_ical(content)["SUMMARY"]) == clean(text)


@given(SCRIPTS)
def test_an_escaped_text_comes_back(text: str) -> None:
    parsed = parse(1, line("SUMMARY", icalendar.vText(clean(text))))
    assert parsed is not None
    assert unescaped(parsed.value) == clean(text)


@given(st.text(max_size=200))
def test_a_clean_text_stays_as_it_is(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)
    assert not set(clean(text)) & set("\0\x0b\x0c\x85\u2028\u2029\\\r")


@pytest.mark.parametrize(
    ("text", "cleaned"),
    [
        ("C:\\new", "C:/new"),
        ("a\u2028b\u2029c\x85d\x0be", "a\nb\nc\nd\ne"),
        ("a\0b\x7fc\x9fd\ufeffe\ufffff", "abcdef"),
        ("a\ud800b", "ab"),
        ("قمة آستانا\t🇰🇿", "قمة آستانا\t🇰🇿"),
    ],
)
def test_what_no_calendar_can_hold_is_gone(text: str, cleaned: str) -> None:
    assert clean(text) == cleaned


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("SUMMARY:a:b;c", ContentLine(3, "SUMMARY", (), "a:b;c")),
        (
            'dtstart;value=date;X-A="b;c:d",e:20250917',
            ContentLine(3, "DTSTART", (("VALUE", ("date",)), ("X-A", ("b;c:d", "e"))), "20250917"),
        ),
        ("X;A=,b,:v", ContentLine(3, "X", (("A", ("", "b", "")),), "v")),
        ("X;A=:v", ContentLine(3, "X", (("A", ("",)),), "v")),
        ("SUMMARY", None),
        (":x", None),
        ("X;A:v", None),
        ('X;A="b:v', None),
        ("", None),
    ],
)
def test_a_property_is_read_as_written(text: str, parsed: ContentLine | None) -> None:
    assert parse(3, text) == parsed


def test_logical_lines_know_where_they_began() -> None:
    content = b"A:1\r\n 2\r\n\r\nB:3\n\tx\r\nC:4"
    assert list(unfold(content)) == [(1, b"A:12"), (4, b"B:3x"), (6, b"C:4")]


@given(st.binary(max_size=300))
def test_anything_can_be_read(content: bytes) -> None:
    for number, octets in unfold(content):
        assert 1 <= number <= content.count(b"\n") + 1
        parse(number, octets.decode(errors="replace"))
