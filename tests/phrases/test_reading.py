"""One phrase, one date: EDTF first, languages that agree, and refusals that help."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from timeline import edtf, phrases
from timeline.errors import DateError, UnknownName
from timeline.phrases import reading


@pytest.mark.parametrize("text", ["2024-11", "2025-09-17/2025-09-18", "201X", "2026-33", " 2027 "])
def test_edtf_comes_first(text: str) -> None:
    reading = phrases.read(text, ["ru"])
    assert (reading.value, reading.language, reading.rule) == (
        edtf.parse(text.strip()),
        None,
        "edtf",
    )


@pytest.mark.parametrize(
    "text", ["2025-02-29", "2008/2004", "2001-21~", "1984?~", "2025-13-01", "20250917", "201u"]
)
def test_slip_in_edtf_is_reported_as_edtf(text: str) -> None:
    with pytest.raises(DateError) as caught:
        phrases.read(text)
    with pytest.raises(DateError) as expected:
        edtf.parse(text)
    assert caught.value.fact == expected.value.fact


@pytest.mark.parametrize(
    ("tag", "written"),
    [
        ("fr", "2025-04-03"),
        ("en-GB", "2025-04-03"),
        ("en-US", "2025-03-04"),
        ("ru-KZ", "2025-04-03"),
    ],
)
def test_language_or_region_decides_the_order_of_day_and_month(tag: str, written: str) -> None:
    assert str(phrases.read("03/04/2025", [tag]).value) == written


@pytest.mark.parametrize("languages", [None, ["en"], ["en-US", "en-GB"]])
def test_figures_that_may_be_swapped_are_refused(languages: list[str] | None) -> None:
    with pytest.raises(DateError):
        phrases.read("03/04/2025", languages)


@pytest.mark.parametrize(
    ("tag", "language"), [("sr-Latn", "sr"), ("sr-Cyrl-RS", "sr"), ("uz-Latn", "uz"), ("EN", "en")]
)
def test_tag_finds_the_nearest_language(tag: str, language: str) -> None:
    text = {"sr": "17. septembra 2025.", "uz": "2025-yil 17-sentabr", "en": "17 September 2025"}
    assert phrases.read(text[language], [tag]).language == language


def test_unknown_language_is_named() -> None:
    with pytest.raises(UnknownName) as caught:
        phrases.read("17 September 2025", ["tlh"])
    assert "tlh" in caught.value.fact


def test_languages_lists_what_can_be_read() -> None:
    assert phrases.languages()[:2] == ("en", "ru")
    assert len(phrases.languages()) >= 22


def test_languages_that_disagree_are_both_named() -> None:
    # yaz is spring in Azerbaijani and summer in Turkish.
    with pytest.raises(DateError) as caught:
        phrases.read("2026 yazında")
    assert "az: 2026-21" in caught.value.fact
    assert "tr: 2026-22" in caught.value.fact


def test_zone_is_named_and_time_stays_local() -> None:
    reading = phrases.read("17 September 2025, 17:00 Astana time")
    assert (str(reading.value), reading.zone) == ("2025-09-17T17:00:00", "Asia/Almaty")


@pytest.mark.parametrize(
    ("text", "languages", "written"),
    [
        ("17 September 2025", ["en"], "17 September 2025"),
        ("17\n  September 2025", ["en"], "17 September 2025"),
        ("03/04/2025", ["es"], "2025-04-03"),
        ("2026 yazında", ["tr"], "2026-22"),
        ("tomorrow", ["en"], "2026-03-01"),
        # A zone is kept: in words as written, in EDTF as the offset of that day.
        ("17 July 2025, 17:00 Belgrade time", ["en"], "17 July 2025, 17:00 Belgrade time"),
        ("tomorrow at 17:00 Belgrade time", ["en"], "2026-03-01T17:00:00+01:00"),
        ("in July 2026", ["en"], "in July 2026"),
    ],
)
def test_a_date_is_written_so_that_anybody_reads_the_same(
    text: str, languages: list[str], written: str
) -> None:
    reading = phrases.read(text, languages, date(2026, 2, 28))
    found = phrases.alone(reading)
    assert found.text == written
    again = phrases.read(written)
    assert (again.value, again.zone) == (found.value, found.zone)


def test_offsets_follow_the_season_and_each_end() -> None:
    value = edtf.parse("2026-03-28T10:00/2026-03-29T10:00")
    assert str(phrases.with_offset(value, "Europe/Belgrade")) == (
        "2026-03-28T10:00:00+01:00/2026-03-29T10:00:00+02:00"
    )
    # What is no time of day, has an offset, or lies before there were time zones, stays.
    for text in ("2026", "2026-03-28T10:00:00Z", "1850-03-28T10:00:00", "2026-03-28/.."):
        assert str(phrases.with_offset(edtf.parse(text), "Europe/Moscow")) == text


@pytest.mark.parametrize(
    "text", ["tomorrow", "в прошлом году", "до конца года", "17 сентября с.г."]
)
def test_relative_phrase_needs_its_day(text: str) -> None:
    with pytest.raises(DateError) as caught:
        phrases.read(text)
    assert "--on" in caught.value.hint
    phrases.read(text, on=date(2026, 2, 28))


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("first Monday of May 44 BC", "the year -43 is outside 1 to 9999"),
        ("Monday, 15 March 44 BC", "the year -43 is outside 1 to 9999"),
        ("week 0 of May 2026", "it is not one date"),
        ("0 week of May 2026", "there is no part 0"),
        ("00 week 2026", "week of a year"),
        ("5 May 2025, 10:00 UTC-14:59", "no offset -14:59"),
        ("5 May 2025, 10:00 UTC-12:30", "no offset -12:30"),
        ("5 May 2025, 10:00 UTC+14:30", "no offset +14:30"),
    ],
)
def test_what_no_calendar_or_clock_has_is_refused(text: str, fact: str) -> None:
    with pytest.raises(DateError) as caught:
        phrases.read(text, ["en"])
    assert fact in caught.value.fact


@pytest.mark.parametrize("offset", ["-12:00", "+14:00"])
def test_the_outermost_offsets_are_read(offset: str) -> None:
    reading = phrases.read(f"5 May 2025, 10:00 UTC{offset}", ["en"])
    assert str(reading.value) == f"2025-05-05T10:00:00{offset}"


def test_blame_points_at_the_word() -> None:
    text = "17 Setpember 2025"
    with pytest.raises(DateError) as caught:
        phrases.read(text)
    start, end = caught.value.span
    assert (text[start:end], caught.value.hint) == ("Setpember", "did you mean September?")


MONTHS = {
    "en": "January February March April May June July August September October November December",
    "ru": "января февраля марта апреля мая июня июля августа сентября октября ноября декабря",
    "de": "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
}
FORMS = {
    "en": "{day} {month} {year}",
    "ru": "{day} {month} {year} года",
    "de": "{day}. {month} {year}",
}
DAYS = st.dates(date(1000, 1, 1), date(2999, 12, 31))


@given(day=DAYS, language=st.sampled_from(sorted(FORMS)))
def test_day_in_words_reads_back(day: date, language: str) -> None:
    month = MONTHS[language].split()[day.month - 1]
    text = FORMS[language].format(day=day.day, month=month, year=day.year)
    assert str(phrases.read(text, [language]).value) == day.isoformat()


@given(
    day=DAYS,
    length=st.integers(1, 300),
    dash=st.sampled_from(["-", "–", "—", " – ", "\u00a0—\u00a0"]),
)
def test_range_in_figures_reads_back(day: date, length: int, dash: str) -> None:
    last = min(day + timedelta(days=length), date(2999, 12, 31))
    text = f"{day:%d.%m.}{day.year}{dash}{last:%d.%m.}{last.year}"
    if day != last:
        assert str(phrases.read(text, ["ru"]).value) == f"{day}/{last}"


PIECES = st.sampled_from(
    "17 18 31 2025 2026 09 - – , . / : ( ) ? сентября сентябрь года г. с по до и или в конце"
    " первый квартал II половина September May of the between and until about (?) 10:00 10 ¿ « \u0301".split()
)


@settings(max_examples=300)
@given(st.lists(PIECES, max_size=14).map(" ".join) | st.text(max_size=60))
@example("1" * 5000)
@example("\0")
@example("после 31.12.9999")
@example("30 и 31.12.9999")
@example("30 и 31 декабря 1 г. до н.э.")
@example("31.12.9999 23:00–01:00")
@example("İ ı ß ﬁ Ⅳ \U0001f600")
def test_any_text_is_read_or_refused(text: str) -> None:
    try:
        written = str(phrases.read(text, ["en", "ru"]).value)
        span = (0, len(text))
    except DateError as error:
        written, span = "XXXX", error.span
    assert str(edtf.parse(written)) == written
    assert 0 <= span[0] <= span[1] <= len(text)


@pytest.fixture
def calls_until_refused(count_calls: Callable[[Callable[[], object]], int]) -> Callable[[str], int]:
    def calls(text: str) -> int:
        def refused() -> None:
            with pytest.raises(DateError):
                phrases.read(text)

        return count_calls(refused)

    return calls


HOSTILE = ["1 ", "с 1 по ", "(", "9", "а\u0301", "17–", "1/", "or "]


@pytest.mark.parametrize("piece", HOSTILE)
def test_a_text_too_long_for_a_phrase_is_refused_unread(
    piece: str, calls_until_refused: Callable[[str], int]
) -> None:
    assert calls_until_refused(piece * 10_000) < 100


@pytest.mark.parametrize("piece", HOSTILE)
def test_work_on_a_hostile_phrase_grows_with_it_and_no_faster(
    piece: str, calls_until_refused: Callable[[str], int]
) -> None:
    longest = reading.LONGEST // len(piece)
    calls_until_refused(piece * longest)  # loads the languages
    assert calls_until_refused(piece * longest) < 5 * calls_until_refused(piece * (longest // 4))


def test_reading_edtf_loads_neither_grammar_nor_yaml() -> None:
    code = (
        "import sys; from timeline import phrases; phrases.read('2024-11');"
        "print([name for name in sys.modules if name in ('yaml', 'timeline.phrases.grammar')])"
    )
    run = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert run.stdout.strip() == "[]"
