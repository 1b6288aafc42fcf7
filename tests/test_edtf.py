"""EDTF as the specification states it (Library of Congress, 4 February 2019), in its order."""

from datetime import date

import edtf as oracle
import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import edtf
from timeline.edtf import AllOf, Date, Interval, OneOf, Side
from timeline.errors import DateError

# (text, first day, last day, precision); None is open or unknown.
LEVEL_0 = [
    ("1985-04-12", "1985-04-12", "1985-04-12", "day"),
    ("1985-04", "1985-04-01", "1985-04-30", "month"),
    ("1985", "1985-01-01", "1985-12-31", "year"),
    ("1985-04-12T23:20:30", "1985-04-12", "1985-04-12", "day"),
    ("1985-04-12T23:20:30Z", "1985-04-12", "1985-04-12", "day"),
    ("1985-04-12T23:20:30-04:00", "1985-04-12", "1985-04-12", "day"),
    ("1985-04-12T23:20:30+04:30", "1985-04-12", "1985-04-12", "day"),
    ("1964/2008", "1964-01-01", "2008-12-31", "year"),
    ("2004-06/2006-08", "2004-06-01", "2006-08-31", "month"),
    ("2004-02-01/2005-02-08", "2004-02-01", "2005-02-08", "day"),
    ("2004-02-01/2005-02", "2004-02-01", "2005-02-28", "day"),
    ("2004-02-01/2005", "2004-02-01", "2005-12-31", "day"),
    ("2005/2006-02", "2005-01-01", "2006-02-28", "month"),
]
LEVEL_1 = [
    ("Y170000002", "+170000002-01-01", "+170000002-12-31", "year"),
    ("Y-170000002", "-170000002-01-01", "-170000002-12-31", "year"),
    ("2001-21", "2001-03-01", "2001-05-31", "season"),
    ("2003-22", "2003-06-01", "2003-08-31", "season"),
    ("2000-23", "2000-09-01", "2000-11-30", "season"),
    ("2010-24", "2010-12-01", "2011-02-28", "season"),
    ("1984?", "1984-01-01", "1984-12-31", "year"),
    ("2004-06~", "2004-06-01", "2004-06-30", "month"),
    ("2004-06-11%", "2004-06-11", "2004-06-11", "day"),
    ("201X", "2010-01-01", "2019-12-31", "decade"),
    ("20XX", "2000-01-01", "2099-12-31", "century"),
    ("2004-XX", "2004-01-01", "2004-12-31", "year"),
    ("1985-04-XX", "1985-04-01", "1985-04-30", "month"),
    ("1985-XX-XX", "1985-01-01", "1985-12-31", "year"),
    ("1985-04-12/..", "1985-04-12", None, "day"),
    ("1985-04/..", "1985-04-01", None, "month"),
    ("1985/..", "1985-01-01", None, "year"),
    ("../1985-04-12", None, "1985-04-12", "day"),
    ("../1985-04", None, "1985-04-30", "month"),
    ("../1985", None, "1985-12-31", "year"),
    ("1985-04-12/", "1985-04-12", None, "day"),
    ("1985-04/", "1985-04-01", None, "month"),
    ("1985/", "1985-01-01", None, "year"),
    ("/1985-04-12", None, "1985-04-12", "day"),
    ("/1985-04", None, "1985-04-30", "month"),
    ("/1985", None, "1985-12-31", "year"),
    ("-1985", "-1985-01-01", "-1985-12-31", "year"),
    ("1984~/2004-06", "1984-01-01", "2004-06-30", "month"),
    ("1984/2004-06~", "1984-01-01", "2004-06-30", "month"),
    ("1984?/2004%", "1984-01-01", "2004-12-31", "year"),
    ("2004-06~/2004-06-11%", "2004-06-01", "2004-06-11", "day"),
]
LEVEL_2 = [
    ("2001-33", "2001-01-01", "2001-03-31", "quarter"),
    ("2001-34", "2001-04-01", "2001-06-30", "quarter"),
    ("2001-35", "2001-07-01", "2001-09-30", "quarter"),
    ("2001-36", "2001-10-01", "2001-12-31", "quarter"),
    ("2026-40", "2026-01-01", "2026-06-30", "half"),
    ("2026-41", "2026-07-01", "2026-12-31", "half"),
    ("[1667,1668,1670..1672]", "1667-01-01", "1672-12-31", "year"),
    ("[..1760-12-03]", None, "1760-12-03", "day"),
    ("[1760-12..]", "1760-12-01", None, "month"),
    ("[1760-01,1760-02,1760-12..]", "1760-01-01", None, "month"),
    ("[1667,1760-12]", "1667-01-01", "1760-12-31", "month"),
    ("[..1984]", None, "1984-12-31", "year"),
    ("{1667,1668,1670..1672}", "1667-01-01", "1672-12-31", "year"),
    ("{1960,1961-12}", "1960-01-01", "1961-12-31", "month"),
    ("{..1984}", None, "1984-12-31", "year"),
    ("[2026-01~..2026-04~]", "2026-01-01", "2026-04-30", "year"),
    ("[2026-03~..2026-05~]", "2026-03-01", "2026-05-31", "season"),
    ("[2026-06-11..2026-06-20]", "2026-06-11", "2026-06-20", "month"),
    ("XXXX", None, None, "unknown"),
]
ALL = LEVEL_0 + LEVEL_1 + LEVEL_2


@pytest.mark.parametrize(("text", "first", "last", "precision"), ALL)
def test_a_date_means_what_the_specification_says(text, first, last, precision):
    value = edtf.parse(text)
    assert (*value.iso_bounds, value.precision) == (first, last, precision)
    assert str(value) == text


@pytest.mark.parametrize(
    ("text", "approximate", "uncertain"),
    [
        ("1984", False, False),
        ("1984?", False, True),
        ("1984~", True, False),
        ("1984%", True, True),
        ("1984/2004-06~", True, False),
        ("1984?/2004%", True, True),
        ("[2026-01~..2026-04~]", True, False),
        ("{1960?,1961}", False, True),
    ],
)
def test_qualifiers_of_any_part_qualify_the_whole(text, approximate, uncertain):
    value = edtf.parse(text)
    assert (value.approximate, value.uncertain) == (approximate, uncertain)


def test_hours_without_minutes_of_an_offset_and_times_without_seconds_are_completed():
    assert str(edtf.parse("1985-04-12T23:20:30-04")) == "1985-04-12T23:20:30-04:00"
    assert str(edtf.parse("2025-09-17T10:00")) == "2025-09-17T10:00:00"


# (text, what the fact or the hint must tell)
INVALID = [
    ("2025-02-29", "28"),
    ("2025-04-31", "30"),
    ("2024-13", "12"),
    ("2024-00", "12"),
    ("2024-11-00", "30"),
    ("2008/2004", "2004/2008"),
    ("2025-09-18/2025-09-17", "before"),
    ("2025-09-17T10:00/2025-09-17T09:00", "before"),
    ("[2025..2024]", "before"),
    ("1984?~", "%"),
    ("unknown/2004", "empty"),
    ("2004/open", "'..'"),
    ("201u", "201X"),
    ("2001-21~", "[2026-03~..2026-05~]"),
    ("2001-21-01", "no days"),
    ("2001-37", "33-36"),
    ("2001-25", "21-24"),
    ("20250917", "hyphens"),
    ("2025-W38", "week"),
    ("2025-260", "ordinal"),
    ("1XXX", "two digits"),
    ("201X-05", "201X"),
    ("1985-XX-12", "XX"),
    ("Y2024", "four digits"),
    ("850", "0850"),
    ("2024-1", "two digits"),
    ("-0000", "sign"),
    ("/", "one side"),
    ("../..", "one side"),
    ("a/b/c", ""),
    ("[2024", "]"),
    ("{}", "}"),
    ("[..]", "one side"),
    ("[2024,]", ""),
    ("1985-04-12T24:00:00", "23:59:59"),
    ("1985-04-12T23:60:00", "23:59:59"),
    ("1985-04-12T10:00:00+15:00", "offset"),
    ("1985-04-12T10:00:00-14:00", "offset"),
    ("1985-02-30T10:00:00", "28"),
    ("", ""),
    ("١٩٨٥", ""),
    ("2024-11 ", "spaces"),
    ("2024‑11", ""),
    ("Y" + "9" * 40, "18 digits"),
    ("1" * 20_000, "10000"),
]


@pytest.mark.parametrize(("text", "told"), INVALID)
def test_what_is_no_date_is_refused_with_a_hint(text, told):
    with pytest.raises(DateError) as caught:
        edtf.parse(text)
    error = caught.value
    assert told in f"{error.fact} {error.hint}"
    assert error.text == text
    first, last = error.span
    assert 0 <= first <= last <= len(text)


def test_one_moment_written_with_two_offsets_is_two_values():
    almaty, utc = edtf.parse("2024-01-01T10:00:00+05:00"), edtf.parse("2024-01-01T05:00:00Z")
    assert almaty != utc
    assert {almaty: "almaty", utc: "utc"}[utc] == "utc"
    assert almaty == edtf.parse("2024-01-01T10:00+05:00")


def test_precision_is_told_of_each_end():
    value = edtf.parse("2024-11-18/2025")
    assert (value.start_precision, value.end_precision) == ("day", "year")
    value = edtf.parse("2024-11/..")
    assert (value.start_precision, value.end_precision) == ("month", "unknown")


def test_what_is_wrong_at_an_end_is_told_of_its_place():
    with pytest.raises(DateError) as caught:
        edtf.parse("2024-11/2024-1")
    assert caught.value.span == (8, 14)


def test_bounds_outside_the_years_of_calendars_are_told_not_invented():
    value = edtf.parse("-0044-03-15")
    assert value.iso_bounds == ("-0044-03-15", "-0044-03-15")
    with pytest.raises(DateError) as caught:
        _ = value.earliest
    assert "1 to 9999" in caught.value.fact


@pytest.mark.parametrize(
    ("text", "is_window"),
    [
        ("2024-11-18", False),
        ("2024-11-18/2024-11-19", False),
        ("2024/2027", False),
        ("2024-11", True),
        ("2026-33", True),
        ("2024", True),
        ("[2026-05-01,2026-05-08]", True),
        ("{2025-05-31,2025-06-01}", False),
        ("2025-09-17T10:00", False),
        ("XXXX", True),
    ],
)
def test_a_window_holds_the_event_and_days_are_filled_by_it(text, is_window):
    assert edtf.parse(text).is_window is is_window


# -- laws ----------------------------------------------------------------------------------------

years = st.integers(min_value=1, max_value=9999)
days = st.dates()


@st.composite
def dates(draw):
    day = draw(days)
    depth = draw(st.integers(0, 2))
    return Date(
        day.year,
        day.month if depth else None,
        day.day if depth == 2 else None,
        draw(st.booleans()),
        draw(st.booleans()),
    )


sub_years = st.builds(
    edtf.SubYear, years.filter(lambda y: y < 9999), st.sampled_from(edtf.Grouping)
)
points = st.one_of(dates(), sub_years)


@st.composite
def intervals(draw):
    start = draw(st.one_of(points, st.sampled_from(Side)))
    end = draw(st.one_of(points, st.sampled_from(Side)))
    try:
        return Interval(start, end)
    except DateError:
        return (
            Interval(start, Side.OPEN)
            if not isinstance(start, Side)
            else Interval(start, Date(2000))
        )


values = st.one_of(
    points,
    intervals(),
    st.builds(lambda m: OneOf(tuple(m)), st.lists(points, min_size=1, max_size=4)),
    st.builds(lambda m: AllOf(tuple(m)), st.lists(points, min_size=1, max_size=4)),
)


@given(values)
def test_text_and_value_are_the_same_thing(value):
    assert edtf.parse(str(value)) == value


@given(values)
def test_the_first_day_is_not_after_the_last(value):
    first, last = value.earliest, value.latest
    assert first is None or last is None or first <= last


@given(st.text(alphabet="0123456789-/.XYTZ~?%[]{},:+ uw", max_size=30))
def test_any_text_is_read_or_refused(text):
    try:
        value = edtf.parse(text)
    except DateError:
        return
    assert edtf.parse(str(value)) == value


@given(dates())
def test_python_edtf_reads_our_text_with_the_same_bounds(value):
    judge = oracle.parse_edtf(str(value))
    assert date(*judge.lower_strict()[:3]) == value.earliest
    assert date(*judge.upper_strict()[:3]) == value.latest


@pytest.mark.parametrize("text", [row[0] for row in LEVEL_0 + LEVEL_1 if "T" not in row[0]])
def test_python_edtf_accepts_what_we_print(text):
    assert oracle.parse_edtf(str(edtf.parse(text))) is not None
