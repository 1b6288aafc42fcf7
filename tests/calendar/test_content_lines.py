from __future__ import annotations

import icalendar
import pytest
from hypothesis import given
from hypothesis import strategies as st
from icalendar.parser import Contentline

from timeline.content_lines import (
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
def test_no_line_is_longer_than_75_octets_and_no_fold_splits_a_letter(text: str) -> None:
    for piece in fold(text.replace("\n", " ")).split(b"\r\n"):
        assert len(piece) <= 75
        piece.decode()


@given(SCRIPTS.map(lambda text: text.replace("\n", " ").replace("\r", " ")))
def test_a_folded_line_unfolds_to_itself(text: str) -> None:
    assert b"".join(octets for _, octets in unfold(fold("X:" + text))).decode() == "X:" + text


@pytest.mark.parametrize("fill", ["x", "X"], ids=["after the marks", "before them"])
@pytest.mark.parametrize("ahead", range(60, 80))
@pytest.mark.parametrize("run", ["\\", "^", "\\" * 40, "^" * 41, "\\n\\n\\n", "\\\\", "^^"])
def test_no_fold_splits_an_escape(fill: str, ahead: int, run: str) -> None:
    """*fill* is of letters whose numbers in ASCII are above or below those of the marks."""
    *pieces, last = fold(fill * ahead + run + "n" * 80).split(b"\r\n ")
    assert b"".join([*pieces, last]).decode() == fill * ahead + run + "n" * 80
    assert len(last) <= 74
    for piece in pieces:
        assert 73 <= len(piece) <= 74  # as long as it may be
        text = piece.decode()
        assert (len(text) - len(text.rstrip("\\"))) % 2 == 0
        assert (len(text) - len(text.rstrip("^"))) % 2 == 0


@pytest.mark.parametrize("letter", ["a", "я", "語", "🇰"])
@pytest.mark.parametrize("mark", ["", "^", "\\\\"])
@pytest.mark.parametrize("ahead", range(66, 78))
def test_a_line_is_folded_where_icalendar_folds_it(ahead: int, mark: str, letter: str) -> None:
    text = f"X:{mark}{'x' * ahead}{letter * 100}"
    assert fold(text) == Contentline(text).to_ical()


@pytest.mark.parametrize(("length", "number"), [(74, 1), (75, 2), (76, 2), (148, 2), (149, 3)])
@pytest.mark.parametrize("mark", ["x", "^"])
def test_a_line_has_pieces_of_74_octets_as_icalendar_writes_them(
    length: int, number: int, mark: str
) -> None:
    text = mark + "x" * (length - 1)
    folded = fold("BEGIN:X", text, "END:X").split(b"\r\n")
    assert (folded[0], folded[-1]) == (b"BEGIN:X", b"END:X")
    assert len(folded) == 2 + number
    assert b"".join(line.removeprefix(b" ") for line in folded[1:-1]).decode() == text


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
    ("text", "cleaned"),
    [
        ("plain", "plain"),
        (" a ", "a"),
        ("a  b", "a b"),
        ("a\n \t b\n", "a b"),
        ("a\u00a0\u00a0b", "a\u00a0\u00a0b"),
        ("C:\\new", "C:/new"),
        ("", ""),
    ],
)
def test_a_clean_line_is_one_line(text: str, cleaned: str) -> None:
    assert clean_line(text) == cleaned


@pytest.mark.parametrize(
    ("value", "text"),
    [("a\\nb\\Nc", "a\nb\nc"), ("\\,\\;\\\\", ",;\\"), ("\\\\n", "\\n"), ("a\\", "a\\")],
)
def test_a_text_is_unescaped_once(value: str, text: str) -> None:
    assert unescaped(value) == text


def test_a_parameter_is_found_by_its_name() -> None:
    parsed = parse(1, "X;A=1,2;B=3;A=4:v")
    assert parsed is not None
    assert (parsed.parameter("A"), parsed.parameter("B"), parsed.parameter("C")) == ("1", "3", None)


def test_the_order_of_parameters_and_the_place_in_the_file_change_no_property() -> None:
    one, same = parse(1, "x;a=1;b=2:v"), parse(2, "X;B=2;A=1:v")
    assert one is not None
    assert same is not None
    assert one.canonical == same.canonical
    for other in ("Y;A=1;B=2:v", "X;A=1:v", "X;A=1;B=3:v", "X;A=1;B=2:w"):
        parsed = parse(1, other)
        assert parsed is not None
        assert parsed.canonical != one.canonical
    with pytest.raises(AttributeError):
        one.value = "w"  # type: ignore[misc]
    assert not hasattr(one, "__dict__")


@pytest.mark.parametrize(
    ("text", "parsed"),
    [
        ("SUMMARY:a:b;c", ("SUMMARY", (), "a:b;c")),
        (
            'dtstart;value=date;X-A="b;c:d",e:20250917',
            ("DTSTART", (("VALUE", ("date",)), ("X-A", ("b;c:d", "e"))), "20250917"),
        ),
        ("X;A=,b,:v", ("X", (("A", ("", "b", "")),), "v")),
        ("X;A=:v", ("X", (("A", ("",)),), "v")),
        ("SUMMARY", None),
        (":x", None),
        ("X;A:v", None),
        ('X;A="b:v', None),
        ("", None),
    ],
)
def test_a_property_is_read_as_written(text: str, parsed: tuple[object, ...] | None) -> None:
    found = parse(3, text)
    assert (found and (found.name, found.parameters, found.value)) == parsed
    assert found is None or found.number == 3


def test_logical_lines_know_where_they_began() -> None:
    content = b"A:1\r\n 2\r\n\r\nB:3\n\tx\r\nC:4"
    assert list(unfold(content)) == [(1, b"A:12"), (4, b"B:3x"), (6, b"C:4")]
    # A continuation without a line is a line; blank lines are not, and CR alone ends no line.
    assert list(unfold(b" A:1\n\n\n x\rB:2")) == [(1, b" A:1"), (3, b"x\rB:2")]
    assert list(unfold(b"\r\n\n")) == []
    assert list(unfold(b"")) == []


@given(st.binary(max_size=300))
def test_anything_can_be_read(content: bytes) -> None:
    for number, octets in unfold(content):
        assert 1 <= number <= content.count(b"\n") + 1
        parse(number, octets.decode(errors="replace"))
