"""Dates in running text: which are found, which are skipped, and which year is inferred."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from timeline import phrases
from timeline.errors import UnknownName

PASSAGES: list[dict[str, Any]] = yaml.load(
    Path(__file__).with_name("passages.yaml").read_text(encoding="utf-8"), Loader=yaml.BaseLoader
)
MARKED = re.compile(r"\[\[([^|]*)\|(.*?)(?:\|([a-z]+))?\]\](?!\])")


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int, str, str]]]:
    """The text of a passage, and its dates as (start, end, EDTF, kind)."""
    text, last, dates = "", 0, []
    for match in MARKED.finditer(marked):
        text += marked[last : match.start()]
        dates.append((len(text), len(text) + len(match[1]), match[2], match[3] or "event"))
        text += match[1]
        last = match.end()
    return text + marked[last:], dates


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["text"][:40])
def test_dates_of_a_passage_are_found_and_its_traps_are_not(passage: dict[str, Any]) -> None:
    text, dates = _unmarked(passage["text"])
    assert dates
    found = [
        (mention.start, mention.end, str(mention.value), mention.kind)
        for mention in phrases.find(text, passage["language"], date.fromisoformat(passage["on"]))
        if mention.kind not in ("name", "refused")
    ]
    assert found == dates


@pytest.mark.parametrize("passage", PASSAGES, ids=lambda passage: passage["text"][:40])
def test_span_of_a_mention_is_its_text(passage: dict[str, Any]) -> None:
    text, _ = _unmarked(passage["text"])
    for mention in phrases.find(text, passage["language"], date.fromisoformat(passage["on"])):
        assert text[mention.start : mention.end] == mention.text


TRAPS = (
    "см. резолюцию 1325 (2000) и 1929 (2010)",
    "тел. +7 (495) 12-08-19, 030 1815-2010",
    "№ 07-2-1-1/93, S/2014/907, PR/CP(2006)088",
    "вн. 2031, каб. 1991, 14 визитов, 2.5 x 3.5 cm",
    "15:47, 09:15 >> 10:02, 92,4% и 41-2",
    "VIII Съезда, XVIII сессия, 79-й сессии",
    "$3 млрд. 917 млн и 2000 тонн",
)


@pytest.mark.parametrize("text", TRAPS)
@pytest.mark.parametrize("language", ["ru", "en"])
def test_numbers_that_are_not_dates_are_passed_over(text: str, language: str) -> None:
    found = phrases.find(text, language, date(2026, 2, 28))
    assert [mention.text for mention in found if mention.value is not None] == []


@pytest.mark.parametrize(
    ("text", "on", "written"),
    [
        ("Визит состоится 12 января.", date(2026, 12, 20), "2027-01-12"),
        ("Визит состоялся 20 декабря.", date(2027, 1, 10), "2026-12-20"),
        ("Дата визита: 20 декабря.", date(2027, 1, 10), "2026-12-20"),
        ("Дата визита: 10 октября.", date(2026, 2, 28), "2026-10-10"),
        ("The visit will take place on 3 January.", date(2026, 12, 20), "2027-01-03"),
        ("The visit took place on 20 December.", date(2027, 1, 10), "2026-12-20"),
    ],
)
def test_year_comes_from_the_tense_and_the_document(text: str, on: date, written: str) -> None:
    language = "ru" if text[0] > "z" else "en"
    (mention,) = phrases.find(text, language, on)
    assert str(mention.value) == written
    assert mention.inferred


def test_without_the_day_of_the_document_a_date_without_year_is_reported_as_refused() -> None:
    (mention,) = phrases.find("Визит состоится 12 марта.", "ru")
    assert (mention.text, mention.value, mention.kind) == ("12 марта", None, "refused")
    assert "no year" in mention.reason


def test_impossible_day_is_reported_not_repaired() -> None:
    (mention,) = phrases.find("Встреча прошла 31 сентября 2025 года.", "ru")
    assert mention.kind == "refused"
    assert "no day 31" in mention.reason


def test_anniversary_has_its_number() -> None:
    (mention,) = phrases.find("В год празднования 30-летия", "ru", date(2026, 2, 28))
    assert (mention.kind, mention.number, str(mention.value)) == ("anniversary", 30, "2026")


def test_language_is_detected_from_the_words() -> None:
    for passage in PASSAGES:
        text, dates = _unmarked(passage["text"])
        if passage["language"] in ("en", "ru", "kk", "de", "fr", "tr", "zh"):
            found = phrases.find(text, None, date.fromisoformat(passage["on"]))
            assert {d[2] for d in dates} <= {str(mention.value) for mention in found}


def test_unknown_language_is_named() -> None:
    with pytest.raises(UnknownName):
        phrases.find("17 September 2025", "tlh")


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["а ", "2025, ", "5 мая, ", "в начале ", "17. ", "с 5 по "])
def test_work_grows_with_the_text_and_no_faster(
    piece: str, count_calls: Callable[[Callable[[], object]], int]
) -> None:
    """Counted in calls, of which a list of years takes some four thousand an item."""

    def calls(number: int) -> int:
        return count_calls(lambda: phrases.find(piece * number, "ru", date(2026, 2, 28)))

    calls(50)  # loads the language
    # Four times the text; the words around a date are examined too, and are cut off at the ends.
    assert calls(200) < 5 * calls(50)


WORDS = st.sampled_from(
    "17 31 2025 9999 09 - – , . / : ( ) сентября сентябрь года г. с по до и или в конце первый квартал"
    " половина прошлого года назад 30-летия будет был через дня сегодня № II\n\n № 10:00 % « мая".split(
        " "
    )
)


@given(
    st.lists(WORDS, max_size=30).map(" ".join) | st.text(max_size=80),
    st.dates() | st.none(),
    st.sampled_from(["ru", "en", "kk"]),
)
def test_any_text_gives_ordered_spans_of_itself(text: str, on: date | None, language: str) -> None:
    last = 0
    for mention in phrases.find(text, language, on):
        assert last <= mention.start < mention.end
        assert mention.text == text[mention.start : mention.end]
        assert (mention.value is None) == (not mention.is_item and bool(mention.reason)) or (
            mention.kind == "anniversary"
        )
        last = mention.end


def test_what_is_moved_has_the_date_that_it_was_to_have() -> None:
    text = "Визит министра перенесён с 12 на 18 марта 2026 года."
    (mention,) = phrases.find(text, "ru", date(2026, 2, 20))
    assert (str(mention.value), str(mention.previously)) == ("2026-03-18", "2026-03-12")


def test_figures_that_can_be_read_in_two_ways_are_refused_and_not_dropped() -> None:
    (mention,) = phrases.find("The talks were held on 03/04/2025 in Vienna.", "en")
    assert (mention.value, mention.kind, mention.text) == (None, "refused", "03/04/2025")


def test_the_year_says_where_it_comes_from() -> None:
    text = "4 мая 2019 года прошёл форум. 12 июня его итоги утвердили. Встреча состоится 3 декабря."
    found = phrases.find(text, "ru", date(2026, 11, 1))
    assert [(str(m.value), m.year_from) for m in found] == [
        ("2019-05-04", ""), ("2019-06-12", "sentence"), ("2026-12-03", "tense"),
    ]  # fmt: skip


def test_figures_behind_a_weekday_are_read_by_the_order_of_the_language() -> None:
    (mention,) = phrases.find("La réunion aura lieu lundi 8/6.", "fr", date(2026, 6, 1))
    assert str(mention.value) == "2026-06-08"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("7. listopada 2025.", [(None, "hr: 2025-10-07; pl: 2025-11-07")]),
        ("7 listopada 2025, 12.05.2026", [(None, "hr: 2025-10-07; pl: 2025-11-07"), ("2026-05-12", "")]),
        ("u listopadu 2025. godine", [("2025-10", "")]),
        ("7 listopada 2025 w Warszawie", [("2025-11-07", "")]),
        ("12. septembra 2025.", [("2025-09-12", "")]),
        ("12 April 2026 – 14 April 2026", [("2026-04-12/2026-04-14", "")]),
    ],
)  # fmt: skip
def test_what_languages_read_differently_is_refused(
    text: str, found: list[tuple[str | None, str]]
) -> None:
    got = phrases.find(text)
    assert [
        (one.value and str(one.value), one.reason.partition("ways: ")[2]) for one in got
    ] == found


ABBREVIATIONS = [
    ("es", "La conferencia sobre el derecho del mar.", []),
    ("es", "La conferencia se celebró en mar. de 2026.", ["2026-03"]),
    ("pt", "O tribunal do direito do mar reúne-se em Lisboa.", []),
    ("pt", "O set de filmagem foi visitado em set. de 2026.", ["2026-09"]),
    ("fr", "La visite a eu lieu en mai.", ["2026-05"]),
]


@pytest.mark.parametrize(("language", "text", "dates"), ABBREVIATIONS)
def test_a_word_like_an_abbreviated_month_is_not_one(
    language: str, text: str, dates: list[str]
) -> None:
    found = phrases.find(text, language, date(2026, 6, 1))
    assert [str(one.value) for one in found] == dates


def test_a_date_after_an_abbreviated_street_is_its_name() -> None:
    for text in ("Office: ul. 26 October 1944 br. 12.", "The embassy (ul. 8 May 1945, Belgrade)"):
        assert not phrases.find(text, "en", date(2026, 6, 1))


@pytest.mark.parametrize(
    ("language", "text", "number"),
    [
        ("zh", "成立二十五周年招待会", 25),
        ("zh", "建交三十五周年", 35),
        ("zh", "成立十五周年", 15),
        ("zh", "成立七十周年", 70),
        ("ja", "国交樹立七十五周年", 75),
        ("zh", "建国一百二十周年", None),
    ],
)
def test_an_anniversary_has_all_of_its_number_in_words(
    language: str, text: str, number: int | None
) -> None:
    found = phrases.find(text, language, date(2026, 4, 1))
    assert [one.number for one in found] == ([] if number is None else [number])


def test_the_year_after_is_not_that_of_a_date_with_its_own_year() -> None:
    text = "Al año siguiente, el 1 y 2 de diciembre de 2018, el Primer Ministro visitó Lima."
    found = phrases.find(text, "es", date(2026, 4, 1))
    assert str(found[-1].value) == "2018-12-01/2018-12-02"
    coming = phrases.find("Next year, on 1 December, he will visit Oslo.", "en", date(2026, 4, 1))
    assert [str(one.value) for one in coming] == ["2027-12-01"]
