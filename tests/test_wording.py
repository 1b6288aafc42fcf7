from __future__ import annotations

import re
import subprocess
import sys
from collections.abc import Iterator, Mapping
from datetime import date
from pathlib import Path
from string import Formatter
from typing import Any

import babel
import msgspec
import pytest
from babel.dates import format_date
from hypothesis import given
from hypothesis import strategies as st

from timeline import edtf, phrases, wording
from timeline.errors import UnknownName
from timeline.events import (
    KINDS,
    Anniversary,
    Calendar,
    Chronology,
    Event,
    Status,
    Text,
    complete,
)
from timeline.wording import kept_locales
from timeline.wording.cldr_data import from_babel

LANGUAGES = ("en", "ru", "kk", "sr-Cyrl", "sr-Latn")
INTERFACE = wording.interface_languages()

CYRILLIC = dict(
    zip("абвгдђежзијклмнопрстћуфхцчш", "a b v g d đ e ž z i j k l m n o p r s t ć u f h c č š".split(), strict=True)
) | {"љ": "lj", "њ": "nj", "џ": "dž"}  # fmt: skip


def in_latin_letters(text: str) -> str:
    letters = CYRILLIC | {letter.upper(): latin.capitalize() for letter, latin in CYRILLIC.items()}
    return "".join(letters.get(letter, letter) for letter in text)


def test_the_languages_with_a_message_file() -> None:
    assert set(LANGUAGES) < set(INTERFACE)


@pytest.mark.parametrize("language", ["ru", "kk", "sr-Cyrl", "sr-Latn", "de", "ar", "zh", "tr"])
@given(st.dates(date(1900, 1, 1), date(2100, 12, 31)))
def test_a_weekday_is_written_as_babel_writes_it(language: str, day: date) -> None:
    full = format_date(day, "full", locale=language.replace("-", "_"))
    assert wording.weekday_words(day, language) == " ".join(full.split())


# -- dates in words: one row a date; Serbian in Latin letters is the transliterated Cyrillic -----

DATES = [
    # days
    ("2025-09-17", "17 September 2025", "17 сентября 2025 г.", "2025 ж. 17 қыркүйек", "17. септембар 2025."),
    ("2025-09-17/2025-09-18", "17–18 September 2025", "17–18 сентября 2025 г.", "2025 ж. 17–18 қыркүйек", "17–18. септембар 2025."),
    ("2025-05-01/2025-05-05", "1–5 May 2025", "1–5 мая 2025 г.", "2025 ж. 1–5 мамыр", "1–5. мај 2025."),
    ("2025-09-28/2025-10-03", "28 September – 3 October 2025", "28 сентября – 3 октября 2025 г.", "2025 ж. 28 қыркүйек – 3 қазан", "28. септембар – 3. октобар 2025."),
    ("2025-12-29/2026-01-04", "29 December 2025 – 4 January 2026", "29 декабря 2025 г. – 4 января 2026 г.", "2025 ж. 29 желтоқсан – 2026 ж. 4 қаңтар", "29. децембар 2025. – 4. јануар 2026."),
    ("2025-09-17/2025-09-17", "17 September 2025", "17 сентября 2025 г.", "2025 ж. 17 қыркүйек", "17. септембар 2025."),
    # months to centuries
    ("2024-11", "November 2024", "ноябрь 2024 г.", "2024 ж. қараша", "новембар 2024."),
    ("2025-03/2025-05", "March – May 2025", "март – май 2025 г.", "2025 ж. наурыз – мамыр", "март – мај 2025."),
    ("2024-11/2025-02", "November 2024 – February 2025", "ноябрь 2024 г. – февраль 2025 г.", "2024 ж. қараша – 2025 ж. ақпан", "новембар 2024. – фебруар 2025."),
    ("2026-21", "spring 2026", "весна 2026 г.", "2026 ж. көктемі", "пролеће 2026."),
    ("2026-24", "winter 2026–2027", "зима 2026–2027 гг.", "2026–2027 жж. қысы", "зима 2026–2027."),
    ("2026-34", "2nd quarter 2026", "2-й квартал 2026 г.", "2026 ж. ІІ тоқсан", "други квартал 2026."),
    ("2026-40", "first half of 2026", "первая половина 2026 г.", "2026 ж. бірінші жартыжылдығы", "прва половина 2026."),
    ("2027", "2027", "2027 г.", "2027 ж.", "2027."),
    ("2024/2027", "2024–2027", "2024–2027 гг.", "2024–2027 жж.", "2024–2027."),
    ("201X", "2010s", "2010-е гг.", "2010-жылдар", "2010-е године"),
    ("20XX", "21st century (2000–2099)", "XXI век (2000–2099 гг.)", "XXI ғасыр (2000–2099 жж.)", "21. век (2000–2099)"),
    ("19XX", "20th century (1900–1999)", "XX век (1900–1999 гг.)", "XX ғасыр (1900–1999 жж.)", "20. век (1900–1999)"),
    ("XXXX", "date not announced", "дата не объявлена", "күні жарияланбаған", "датум није објављен"),
    ("2004-XX", "2004, month not stated", "2004 г., месяц не указан", "2004 ж., айы көрсетілмеген", "2004, месец није наведен"),
    ("2004-06-XX", "June 2004, day not stated", "июнь 2004 г., день не указан", "2004 ж. маусым, күні көрсетілмеген", "јун 2004, дан није наведен"),
    ("-0043-03-15", "15 March 44 BC", "15 марта 44 г. до н. э.", "б.з.д. 44 ж. 15 наурыз", "15. март 44. п. н. е."),
    ("Y17000002", "17000002", "17000002 г.", "17000002 ж.", "17000002."),
    # open and unknown ends
    ("2025-01-01/..", "from 1 January 2025", "с 1 января 2025 г.", "2025 ж. 1 қаңтардан бастап", "од 1. јануара 2025."),
    ("2025-01-02/..", "from 2 January 2025", "со 2 января 2025 г.", "2025 ж. 2 қаңтардан бастап", "од 2. јануара 2025."),
    ("2024-11/..", "from November 2024", "с ноября 2024 г.", "2024 ж. қарашадан бастап", "од новембра 2024."),
    ("2027/..", "from 2027", "с 2027 г.", "2027 жылдан бастап", "од 2027."),
    ("201X/..", "from the 2010s", "с 2010-х гг.", "2010-жылдардан бастап", "од 2010-их година"),
    ("2026-21/..", "from spring 2026", "с весны 2026 г.", "2026 ж. көктемінен бастап", "од пролећа 2026."),
    ("2026-34/..", "from the 2nd quarter of 2026", "со 2-го квартала 2026 г.", "2026 ж. ІІ тоқсаннан бастап", "од другог квартала 2026."),
    ("2026-41/..", "from the second half of 2026", "со второй половины 2026 г.", "2026 ж. екінші жартыжылдығынан бастап", "од друге половине 2026."),
    ("../2026-12-31", "until 31 December 2026", "по 31 декабря 2026 г.", "2026 ж. 31 желтоқсанға дейін", "до 31. децембра 2026."),
    ("2025-01-01/", "from 1 January 2025, end not known", "с 1 января 2025 г., окончание неизвестно", "2025 ж. 1 қаңтардан бастап, аяқталуы белгісіз", "од 1. јануара 2025, крај није познат"),
    ("/2026-01", "until January 2026, start not known", "по январь 2026 г., начало неизвестно", "2026 ж. қаңтарға дейін, басталуы белгісіз", "до јануара 2026, почетак није познат"),
    ("2024-11-15/2024-12", "15 November 2024 – December 2024", "15 ноября 2024 г. – декабрь 2024 г.", "2024 ж. 15 қараша – 2024 ж. желтоқсан", "15. новембар 2024. – децембар 2024."),
    # qualifiers
    ("2026-03-15~", "about 15 March 2026", "примерно 15 марта 2026 г.", "шамамен 2026 ж. 15 наурыз", "око 15. марта 2026."),
    ("2024-11~", "about November 2024", "примерно ноябрь 2024 г.", "шамамен 2024 ж. қараша", "око новембра 2024."),
    ("2026-03-15?", "15 March 2026 (?)", "15 марта 2026 г. (?)", "2026 ж. 15 наурыз (?)", "15. март 2026. (?)"),
    ("2026%", "about 2026 (?)", "примерно 2026 г. (?)", "шамамен 2026 ж. (?)", "око 2026. (?)"),
    ("2024-11-18~/2024-11-19~", "about 18–19 November 2024", "примерно 18–19 ноября 2024 г.", "шамамен 2024 ж. 18–19 қараша", "око 18–19. новембар 2024."),
    # one of several
    ("[2026-05-01,2026-05-08]", "1 or 8 May 2026", "1 или 8 мая 2026 г.", "2026 ж. 1 немесе 8 мамыр", "1. или 8. мај 2026."),
    ("[2026-05-01,2026-06-08]", "1 May or 8 June 2026", "1 мая или 8 июня 2026 г.", "2026 ж. 1 мамыр немесе 8 маусым", "1. мај или 8. јун 2026."),
    ("[2025,2026]", "2025 or 2026", "2025 или 2026 г.", "2025 немесе 2026 ж.", "2025. или 2026."),
    ("[2026-05-05..2026-05-10]", "between 5 and 10 May 2026", "между 5 и 10 мая 2026 г.", "2026 ж. 5–10 мамыр аралығындағы бір күн", "између 5. и 10. маја 2026."),
    ("[2026-03..2026-05]", "between March and May 2026", "между мартом и маем 2026 г.", "2026 ж. наурыз – мамыр аралығындағы бір күн", "између марта и маја 2026."),
    ("[2024..2026]", "between 2024 and 2026", "между 2024 и 2026 гг.", "2024–2026 жж. аралығындағы бір күн", "између 2024. и 2026."),
    ("[2026-01~..2026-04~]", "early 2026", "начало 2026 г.", "2026 жылдың басы", "почетак 2026."),
    ("[2026-05~..2026-08~]", "mid-2026", "середина 2026 г.", "2026 жылдың ортасы", "средина 2026."),
    ("[2024-02-21~..2024-02-29~]", "late February 2024", "конец февраля 2024 г.", "2024 ж. ақпанның соңы", "крај фебруара 2024."),
    ("[1667,1668,1670..1672]", "1667, 1668 or 1670–1672", "1667 г., 1668 г. или 1670–1672 гг.", "1667 ж., 1668 ж. немесе 1670–1672 жж.", "1667, 1668. или 1670–1672."),
    ("[..1984]", "1984 or earlier", "1984 г. или раньше", "1984 ж. немесе одан бұрын", "1984. или раније"),
    # each of several
    ("{2025-05-31,2025-06-01,2025-06-05}", "31 May, 1 June and 5 June 2025", "31 мая, 1 июня и 5 июня 2025 г.", "2025 ж. 31 мамыр, 1 маусым және 5 маусым", "31. мај, 1. јун и 5. јун 2025."),
    ("{2024,2026}", "2024 and 2026", "2024 и 2026 гг.", "2024 және 2026 жж.", "2024. и 2026."),
]  # fmt: skip


@pytest.mark.parametrize("row", DATES, ids=[row[0] for row in DATES])
def test_dates_in_words(row: tuple[str, ...]) -> None:
    text, *expected = row
    value = edtf.parse(text)
    assert [wording.date_words(value, tag) for tag in LANGUAGES[:4]] == expected
    assert wording.date_words(value, "sr-Latn") == in_latin_letters(expected[-1])


@pytest.mark.parametrize("language", INTERFACE)
def test_different_dates_have_different_words(language: str) -> None:
    """But for an interval of one day, which is that day."""
    values = [edtf.parse(row[0]) for row in DATES if row[0] != "2025-09-17/2025-09-17"]
    words = [wording.date_words(value, language) for value in values]
    assert len(set(words)) == len(words)


# Days, ranges, months, quarters, open ends, about, either: in the other languages of the interface.
MORE = [
    ("de", "2025-01-01/..", "ab 1. Januar 2025"),
    ("de", "2026-34/..", "ab dem 2. Quartal 2026"),
    ("de", "[2026-05-05..2026-05-10]", "zwischen 5. und 10. Mai 2026"),
    ("fr", "2025-01-01/..", "à partir du 1er janvier 2025"),
    ("fr", "2025-04/..", "à partir d’avril 2025"),
    ("fr", "2025-01-21~", "vers le 21 janvier 2025"),
    ("fr", "../2026-12-31", "jusqu’au 31 décembre 2026"),
    ("fr", "20XX", "XXIe siècle (2000–2099)"),
    ("es", "2025-01-01/..", "desde el 1 de enero de 2025"),
    ("es", "2026-21", "primavera de 2026"),
    ("pt", "2026-34/..", "a partir do 2º trimestre de 2026"),
    ("pt", "[2026-05~..2026-08~]", "meados de 2026"),
    ("it", "2025-05-01/2025-05-05", "1–5 maggio 2025"),
    ("it", "2025-08-08/..", "dall’8 agosto 2025 in poi"),
    ("it", "../2026-08", "fino ad agosto 2026"),
    ("pl", "2024-11", "listopad 2024"),
    ("pl", "2024-11/..", "od listopada 2024"),
    ("pl", "2027/..", "od 2027 r."),
    ("tr", "2026-40", "2026 yılının ilk yarısı"),
    ("tr", "../2026-12-31", "31 Aralık 2026 tarihine kadar"),
    ("uk", "2024-11", "листопад 2024 р."),
    ("uk", "[2026-03..2026-05]", "між березнем та травнем 2026 р."),
    ("ar", "2026-12-10~", "نحو 10 ديسمبر 2026"),
    ("ar", "-0043-03-15", "15 مارس 44 ق.م"),
    ("fa", "2026-12-10~", "حدود ۱۰ دسامبر ۲۰۲۶"),
    ("fa", "2026-12-10T09:30", "۱۰ دسامبر ۲۰۲۶، ۹:۳۰"),
    ("uz", "2025-09-17/2025-09-18", "2025-yil 17–18-sentabr"),
    ("uz", "2024-11/..", "2024-yil noyabrdan boshlab"),
    ("zh", "2025-01-01/..", "自2025年1月1日起"),
    ("zh", "2026-06~", "约2026年6月"),
]


@pytest.mark.parametrize(("language", "text", "words"), MORE)
def test_dates_in_the_other_languages_of_the_interface(
    language: str, text: str, words: str
) -> None:
    assert wording.date_words(edtf.parse(text), language) == words


def test_counts_have_the_digits_of_the_language() -> None:
    assert wording.message("page.events", "fa", n=26) == "۲۶ رویداد"
    assert wording.message("page.events", "ar", n=11) == "11 حدثًا"


TIMES = [
    # Kazakhstan moved from UTC+6 to UTC+5 on 1 March 2024.
    ("2024-02-29T10:00", "Asia/Almaty", "29 February 2024, 10:00 (Almaty, UTC+6)"),
    ("2026-04-22T10:00", "Asia/Almaty", "22 April 2026, 10:00 (Almaty, UTC+5)"),
    ("2026-01-22T10:00", "Europe/Belgrade", "22 January 2026, 10:00 (Belgrade, UTC+1)"),
    ("2026-07-22T10:00", "Europe/Belgrade", "22 July 2026, 10:00 (Belgrade, UTC+2)"),
    ("2026-07-22T10:00", "America/New_York", "22 July 2026, 10:00 (New York, UTC−4)"),
    ("2026-07-22T10:00", "Asia/Kolkata", "22 July 2026, 10:00 (Kolkata, UTC+5:30)"),
    ("2026-07-22T10:00", "UTC", "22 July 2026, 10:00 (UTC)"),
    ("2026-07-22T10:00:30", None, "22 July 2026, 10:00:30"),
    # As written: the offset of the text, and the city only where it has that offset.
    ("2026-04-22T10:00Z", "Asia/Almaty", "22 April 2026, 10:00 (UTC)"),
    ("2026-04-22T10:00+05:00", "Asia/Almaty", "22 April 2026, 10:00 (Almaty, UTC+5)"),
    ("2026-04-22T10:00+05:00", None, "22 April 2026, 10:00 (UTC+5)"),
    ("2026-04-22T10:00/2026-04-22T12:30", "Asia/Almaty", "22 April 2026, 10:00–12:30 (Almaty, UTC+5)"),
    ("2026-04-22T22:00/2026-04-23T02:00", "Asia/Almaty", "22 April 2026, 22:00 – 23 April 2026, 02:00 (Almaty, UTC+5)"),
    ("2026-04-22T22:00/..", "Asia/Almaty", "from 22 April 2026, 22:00 (Almaty, UTC+5)"),
    ("2026-03-28T22:00/2026-03-29T04:00", "Europe/Belgrade", "28 March 2026, 22:00 (Belgrade, UTC+1) – 29 March 2026, 04:00 (Belgrade, UTC+2)"),
]  # fmt: skip


@pytest.mark.parametrize(("text", "zone", "words"), TIMES)
def test_times_name_city_and_offset(text: str, zone: str | None, words: str) -> None:
    assert wording.date_words(edtf.parse(text), "en", zone=zone) == words


def test_times_in_other_languages() -> None:
    value = edtf.parse("2026-07-22T10:00/2026-07-22T12:30")
    assert [wording.date_words(value, tag, zone="Europe/Belgrade") for tag in LANGUAGES] == [
        "22 July 2026, 10:00–12:30 (Belgrade, UTC+2)",
        "22 июля 2026 г., 10:00–12:30 (Белград, UTC+2)",
        "2026 ж. 22 шілде, 10:00–12:30 (Белград, UTC+2)",
        "22. јул 2026, 10:00–12:30 (Београд, UTC+2)",
        "22. jul 2026, 10:00–12:30 (Beograd, UTC+2)",
    ]


# -- laws ----------------------------------------------------------------------------------------

days = st.dates(min_value=date(1000, 1, 1), max_value=date(2999, 12, 31))


@st.composite
def values(draw: st.DrawFn) -> edtf.Value:
    """EDTF values of every type."""
    first, last = sorted((draw(days), draw(days)))
    year, month, mark = f"{first:%Y}", f"{first:%Y-%m}", draw(st.sampled_from(["", "~", "?", "%"]))
    later = f"{last:%Y}-12"
    text = draw(
        st.sampled_from(
            [
                f"{first}{mark}", f"{month}{mark}", f"{year}{mark}", f"{year[:3]}X", f"{year[:2]}XX",
                f"{year}-XX{mark}", f"{month}-XX{mark}", f"{year}-24", f"{year}-33", f"{year}-41",
                f"{first}{mark}/{last}{mark}", f"{month}{mark}/{later}", f"{year}/{last:%Y}",
                f"{first}{mark}/..", f"../{month}", f"{year}-22/", f"/{year[:3]}X", f"{first}/{later}?",
                f"{first}T10:00/{last}T23:30", f"{first}T09:05:07Z", f"{first}T10:00/{later}",
                f"[{first}{mark},{last}{mark}]", f"[{first}..{last}]", f"[{month}..{later}]",
                f"[..{year}{mark}]", f"[{year}-21,{later}]", f"{{{first},{last}}}", f"{{{year}..}}",
                f"[{year}-01~..{year}-04~]", "XXXX",
            ]
        )
    )  # fmt: skip
    return edtf.parse(text)


@given(values(), st.sampled_from((*INTERFACE, "cs", "bg", "en-US", "tlh")))
def test_every_value_has_words_in_every_language(value: edtf.Value, language: str) -> None:
    for words in (
        wording.date_words(value, language, zone="Asia/Almaty"),
        wording.precision_words(value, language),
    ):
        assert words == words.strip()
        assert words
        assert not re.search(r"[{}\u202f\u2009\u00a0]|None|  ", words)


_NUMBER = re.compile(r"\d+")


@given(days, st.sampled_from(tuple(set(INTERFACE) - {"zh"})))
def test_words_are_as_sharp_as_the_date(day: date, language: str) -> None:
    """The numbers in the words are those of the date: none is lost or invented."""
    for text, numbers in (
        (f"{day}", {day.day, day.year}),
        (f"{day:%Y-%m}", {day.year}),
        (f"{day:%Y}", {day.year}),
        (f"{day}~", {day.day, day.year}),
        (f"../{day:%Y-%m}", {day.year}),
    ):
        words = wording.date_words(edtf.parse(text), language)
        assert set(map(int, _NUMBER.findall(words))) == numbers


@given(
    st.sampled_from(("en", "ru")),
    days,
    st.integers(min_value=0, max_value=800),
    st.sampled_from(
        ("{0}", "{0:%Y-%m}", "{0:%Y}", "{0}/{1}", "{0}/..", "../{0:%Y-%m}", "{0}~", "{0:%Y}-21",
         "{0:%Y}-34", "{0:%Y}-40", "[{0}..{1}]")
    ),
)  # fmt: skip
def test_what_is_written_is_read_back(language: str, day: date, more: int, shape: str) -> None:
    later = date.fromordinal(day.toordinal() + more + 1)
    value = edtf.parse(shape.format(day, later))
    assert phrases.read(wording.date_words(value, language), [language]).value == value


# -- other languages, and CLDR -----------------------------------------------------------------

OTHERS = [
    ("en-KZ", "2025-09-17/2025-09-18", "17–18 September 2025"),
    ("de", "2025-09-17/2025-09-18", "17.–18. September 2025"),
    ("de", "[2026-05-01,2026-05-08]", "1. oder 8. Mai 2026"),
    # Without a message file, a date that needs words is written in English.
    ("cs", "2025-01-01/..", "from 1 January 2025"),
    ("bg", "2026-12-10~", "about 10 December 2026"),
    ("es", "2025-09-17/2025-09-18", "17–18 de septiembre de 2025"),
    ("cs", "2025-09-17/2025-09-18", "17.–18. září 2025"),
    ("cs", "2024-11", "listopad 2024"),
    ("uz", "2025-09-17", "2025-yil 17-sentabr"),
    ("zh", "[2026-05-01,2026-05-08]", "2026年5月1日或8日"),
    ("fa", "2025-09-17/2025-09-18", "۱۷ تا ۱۸ سپتامبر ۲۰۲۵"),
    ("cs", "2026-40", "leden–červen 2026"),
    ("cs", "201X", "2010–2019"),
    ("cs", "20XX", "2000–2099"),
]


@pytest.mark.parametrize(("language", "text", "words"), OTHERS)
def test_other_languages_follow_cldr(language: str, text: str, words: str) -> None:
    assert wording.date_words(edtf.parse(text), language) == words


def test_a_month_in_numbers_stays_one() -> None:
    """CLDR's releases join the days of Chinese by 至 or by a dash, and name the month in some."""
    words = wording.date_words(edtf.parse("2025-09-17/2025-09-18"), "zh")
    assert words in ("2025年9月17日至18日", "2025年9月17日–18日")


@pytest.mark.parametrize("language", ["en-GB", "en-US", "sv", "fi", "da", "nb", "lt", "hu"])
@given(day=days)
def test_days_are_written_as_babel_writes_them(language: str, day: date) -> None:
    """These locales are not kept in the package: both sides are the installed release's."""
    judge = format_date(day, "long", locale=language.replace("-", "_"))
    assert wording.date_words(edtf.parse(str(day)), language) == judge.replace("\u202f", " ")


def test_every_language_that_we_know_has_its_locale_in_the_package() -> None:
    tags = {*wording.interface_languages(), *phrases.languages()} - {"en"} | {"en-001"}
    kept = {file.stem for file in kept_locales.KEPT.glob("*.json")}
    assert kept == {tag.replace("-", "_") for tag in tags}, _REFRESH


@pytest.mark.parametrize(
    "file", sorted(kept_locales.KEPT.glob("*.json")), ids=lambda file: file.stem
)
def test_kept_locales_are_those_of_their_release(file: Path) -> None:
    """A newer Babel may differ in its texts, and may not change what we write."""
    kept = msgspec.json.decode(file.read_bytes(), type=kept_locales.Locale)
    installed = from_babel(babel.Locale.parse(file.stem))
    assert kept.data.keys() == installed.data.keys()
    for month in range(1, 13):
        assert kept.entry("months", "format", "wide", month)
    if kept.release == installed.release:
        assert msgspec.to_builtins(kept) == msgspec.to_builtins(installed), _REFRESH


_REFRESH = "run: python -m timeline.wording.keeping"


@pytest.mark.parametrize(
    ("tag", "group", "grouped_from"),
    [
        ("en", ",", "1000"),
        ("pl", "\u00a0", "10000"),
        ("fa", "\u066c", "1000"),  # of its own digits, not of 0 to 9
        ("es", ".", "10000"),
        ("es-MX", ",", "1000"),
        ("pt", ".", "1000"),
        ("pt-PT", "\u00a0", "10000"),
        ("my", ",", "1000"),  # CLDR has no sign for the digits of Burmese
    ],
)
def test_numbers_are_grouped_as_in_cldr(tag: str, group: str, grouped_from: str) -> None:
    numbers = {"group": group, "grouped_from": grouped_from}
    assert wording.locale(tag).entry("numbers") == numbers


def test_exports_do_not_change_with_the_release_of_babel() -> None:
    """The words of the interface's languages are the same when Babel's data has other ones."""
    program = (
        "import sys\n"
        "from babel import localedata\n"
        "if sys.argv[1:]:\n"
        "    load = localedata.load\n"
        "    localedata.load = lambda *given: {**load(*given), 'months': {}, 'territories': {}}\n"
        "from timeline import edtf, wording\n"
        "for tag in wording.interface_languages():\n"
        "    print(wording.country('KZ', tag), wording.date_words(edtf.parse('2024-11'), tag))\n"
    )
    words = [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", program, *given],
            capture_output=True, encoding="utf-8", check=True,
        ).stdout
        for given in ([], ["another release"])
    ]  # fmt: skip
    assert "Kazakhstan November 2024" in words[0]
    assert words[0] == words[1]


def test_reading_cldr_leaves_it_as_it_was() -> None:
    """Babel's own attributes write followed aliases into data that all locales share.

    After a look at the stand-alone months of Chinese, those of French are Chinese
    (python-babel#1234). The languages here write months in the stand-alone form.
    """
    program = (
        "import sys\n"
        "from babel import localedata\n"
        "from timeline import edtf, wording\n"
        "tags = sys.argv[1:]\n"
        "data = [localedata.load(tag) for tag in ('root', *tags)]\n"
        "before = repr(data)\n"
        "dates = list(map(edtf.parse, ('2025-09', '2026-34', '2025-09-17/2025-10-03')))\n"
        "for tag in tags:\n"
        "    print(tag, *(wording.date_words(date, tag) for date in dates), sep='|')\n"
        "assert repr(data) == before"
    )
    tags = ["fur", "ie", "kea", "fi", "vi", "yue"]
    found = [
        subprocess.run(
            [sys.executable, "-X", "utf8", "-c", program, *order],
            capture_output=True, encoding="utf-8", check=True,
        ).stdout.splitlines()
        for order in (tags, tags[::-1])
    ]  # fmt: skip
    assert len(found[0]) == len(tags)
    assert sorted(found[0]) == sorted(found[1])


EXTREMES = [
    ("[9999-12-21~..9999-12-31~]", "late December 9999"),
    ("[-0042-12-21~..-0042-12-31~]", "late December 43 BC"),
    ("[-0005,2004]", "6 BC or 2004"),
    ("-0099/0100", "100 BC – 100"),
    ("[2026-05-05..2026-05-05]", "5 May 2026"),
    ("00XX", "1st century (1 BC – 99 AD)"),
    ("0002-05-01", "1 May 2 AD"),
    ("../19XX", "until the 20th century (1900–1999)"),
    ("99XX", "100th century (9900–9999)"),
    ("XXXX/..", "date not announced"),
    ("XXXX/2025", "until 2025, start not known"),
]


@pytest.mark.parametrize(("text", "words"), EXTREMES)
def test_dates_at_the_edges(text: str, words: str) -> None:
    assert wording.date_words(edtf.parse(text), "en") == words


@pytest.mark.parametrize(
    ("language", "text", "words"),
    [
        ("fr", "../-0043", "jusqu’à 44 av. J.-C."),
        ("fr", "../-0043-05-01", "jusqu’au 1er mai 44 av. J.-C."),
        ("it", "-0043-05/..", "da maggio 44 a.C. in poi"),
        ("pt", "-0043-05/..", "a partir de maio de 44 a.C."),
        ("kk", "../-0043", "б.з.д. 44 жылға дейін"),
        ("es", "../-0043-05-01", "hasta el 1 de mayo de 44 a. C."),
    ],
)
def test_years_with_an_era_have_the_case_of_their_words(
    language: str, text: str, words: str
) -> None:
    assert wording.date_words(edtf.parse(text), language) == words


LOCALES = [
    # tag, CLDR locale, message file, direction
    ("en", "en_001", "en", "ltr"),
    ("en-US", "en_US", "en", "ltr"),
    ("en-KZ", "en_001", "en", "ltr"),
    ("ru", "ru", "ru", "ltr"),
    ("ru-KZ", "ru_KZ", "ru", "ltr"),
    ("ru-KZ-x-mfa", "ru_KZ", "ru", "ltr"),
    ("kk", "kk", "kk", "ltr"),
    ("kk-Cyrl-KZ", "kk_Cyrl_KZ", "kk", "ltr"),
    ("kk-Arab", "kk_Arab", "en", "rtl"),
    ("sr", "sr", "sr-Cyrl", "ltr"),
    ("sr-RS", "sr_Cyrl_RS", "sr-Cyrl", "ltr"),
    ("sr-Latn-RS", "sr_Latn_RS", "sr-Latn", "ltr"),
    ("SR-latn", "sr_Latn", "sr-Latn", "ltr"),
    ("sr_Latn", "sr_Latn", "sr-Latn", "ltr"),
    ("de", "de", "de", "ltr"),
    ("de-AT", "de_AT", "de", "ltr"),
    ("pt-BR", "pt_BR", "pt", "ltr"),
    ("zh-Hans", "zh_Hans", "zh", "ltr"),
    ("zh-Hant", "zh_Hant", "en", "ltr"),
    ("uz-Cyrl", "uz_Cyrl", "en", "ltr"),
    ("cs", "cs", "en", "ltr"),
    ("ar", "ar", "ar", "rtl"),
    ("iw", "he_IL", "en", "rtl"),
    ("tlh", "en_001", "en", "ltr"),
    ("und", "en_001", "en", "ltr"),
    ("", "en_001", "en", "ltr"),
    ("no such tag!", "en_001", "en", "ltr"),
]


@pytest.mark.parametrize(("tag", "locale", "interface", "direction"), LOCALES)
def test_tags_are_negotiated(tag: str, locale: str, interface: str, direction: str) -> None:
    assert str(wording.locale(tag)) == locale
    assert wording.interface_language(tag) == interface
    assert wording.direction(tag) == direction


def test_countries() -> None:
    names = [wording.country("KZ", tag) for tag in (*LANGUAGES, "de")]
    assert names == ["Kazakhstan", "Казахстан", "Қазақстан", "Казахстан", "Kazahstan", "Kasachstan"]
    assert wording.country("QZ", "en") == "QZ"


# -- precision -----------------------------------------------------------------------------------

PRECISIONS = [
    ("2025-09-17", "Exact day."),
    ("2025-09-17T10:00", "Exact day and time."),
    ("2024-11", "Only the month is known."),
    ("2024-11~", "Only the month is known. Approximate."),
    ("2026-03-15~", "Stated as a day. Approximate."),
    ("2026-03-15%", "Stated as a day. Approximate. Uncertain."),
    ("2025-09-17/2025-09-18", "Exact first and last day."),
    ("2025-09-17T10:00/2025-09-17T12:00", "Start and end: exact day and time."),
    ("2024/2027", "Start and end: only the year is known."),
    ("2024-11-15/2024-12", "Start: exact day. End: only the month is known."),
    ("2024-11-18~/2024-11-19", "Start: stated as a day, approximate. End: exact day."),
    ("2025-01-01/..", "Start: exact day. End: open."),
    ("/2026-01?", "Start: not known. End: only the month is known, uncertain."),
    ("[2026-05-01,2026-05-08]", "One of several dates; it is not known which."),
    ("[2026-05-05..2026-05-10]", "At some point in this period; the exact date is not known."),
    ("{2025-05-31,2025-06-01}", "Several separate dates."),
    ("XXXX", "The date has not been announced."),
]


@pytest.mark.parametrize(("text", "sentence"), PRECISIONS)
def test_precision_in_words(text: str, sentence: str) -> None:
    assert wording.precision_words(edtf.parse(text), "en") == sentence


# -- messages ------------------------------------------------------------------------------------

_PLURALS = {"zero", "one", "two", "few", "many", "other"}
_CASES = {
    "nominative", "definite", "genitive", "accusative", "instrumental", "ablative", "dative",
}  # fmt: skip


_FORMS = _CASES | _PLURALS
"""Forms of an entry; an ordinal in a case has both: "definite_few"."""


def leaves(section: Mapping[str, Any], prefix: str = "") -> Iterator[tuple[str, dict[str, str]]]:
    """Key and forms of every message; a message without plural or case has the form ""."""
    for key, entry in section.items():
        if isinstance(entry, str):
            yield prefix + key, {"": entry}
        elif entry.keys() <= _PLURALS or {form.partition("_")[0] for form in entry} <= _FORMS:
            yield prefix + key, dict(entry)
        else:
            yield from leaves(entry, f"{prefix}{key}.")


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


MESSAGES = {tag: dict(leaves(wording.messages(tag))) for tag in INTERFACE}
_FREE = {"dates.century": {"n", "roman", "years"}, "dates.between": {"first", "last", "range"}}
"""Messages in which each language uses the placeholders that its grammar needs."""


@pytest.mark.parametrize("language", INTERFACE)
def test_message_files_have_the_same_keys(language: str) -> None:
    assert len(MESSAGES["en"]) > 100
    assert MESSAGES[language].keys() == MESSAGES["en"].keys()


@pytest.mark.parametrize("language", INTERFACE)
def test_messages_have_the_same_placeholders(language: str) -> None:
    for key, forms in MESSAGES[language].items():
        known = _FREE.get(key) or set.union(*map(placeholders, MESSAGES["en"][key].values()))
        for form, text in forms.items():
            found = placeholders(text)
            assert found <= known, (key, form)
            # "one" may spell its number out, and an ordinal or case keeps all.
            assert found >= known - {"n"} or key in _FREE, (key, form)


@pytest.mark.parametrize("language", INTERFACE)
def test_messages_have_every_plural_form_of_cldr(language: str) -> None:
    rules = wording.locale(language).plural_form
    needed = {rules(number) for number in range(200)} | {"other"}
    for key, forms in MESSAGES[language].items():
        if forms.keys() <= _PLURALS and key != "dates.century":
            assert forms.keys() == needed, key


def test_serbian_is_the_same_in_both_scripts() -> None:
    for key, forms in MESSAGES["sr-Cyrl"].items():
        latin = {form: in_latin_letters(text) for form, text in forms.items()}
        assert MESSAGES["sr-Latn"][key] == latin, key


@pytest.mark.parametrize("language", INTERFACE)
def test_every_kind_and_status_has_a_name(language: str) -> None:
    for kind in KINDS:
        assert wording.message(f"kinds.{kind}", language)
    for status in Status:
        assert wording.message(f"statuses.{status}", language)
        assert wording.message(f"status_meanings.{status}", language)


def test_an_unknown_message_is_refused_with_the_nearest_name() -> None:
    with pytest.raises(UnknownName) as caught:
        wording.message("labels.sourcs", "ru")
    assert caught.value.hint == "did you mean 'labels.sources'?"


ANNIVERSARIES = [
    ("en", 1, "1 year"), ("en", 30, "30 years"),
    ("ru", 1, "1 год"), ("ru", 3, "3 года"), ("ru", 5, "5 лет"), ("ru", 21, "21 год"), ("ru", 30, "30 лет"),
    ("kk", 30, "30 жыл"),
    ("sr-Cyrl", 1, "1 година"), ("sr-Cyrl", 3, "3 године"), ("sr-Cyrl", 30, "30 година"),
    ("sr-Latn", 22, "22 godine"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "years", "words"), ANNIVERSARIES)
def test_years_of_an_anniversary_are_counted_in_words(
    language: str, years: int, words: str
) -> None:
    assert wording.anniversary_title("{years} +", years, language) == f"{words} +"
    assert words in wording.anniversary_title("Relations", years, language)


def test_title_of_an_anniversary_is_in_one_language() -> None:
    """The years are counted in the language that the title fell back to."""
    event = Event(
        id="relations",
        title=Text({"ru": "Отношения"}),
        when=phrases.read("1996-12-10"),
        anniversary=Anniversary(every=30),
    )
    timeline = complete(
        Chronology(events=(event,), calendar=Calendar(languages=("en", "ru"), until=2026))
    )
    assert [wording.event_title(event, timeline, "en") for event in timeline.events] == [
        "Отношения",
        "30 лет: Отношения",
    ]
