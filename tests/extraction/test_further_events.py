"""Lines that name a second event, with a date or hours that count from those of the first."""

from __future__ import annotations

from datetime import date

import pytest

from timeline.phrases.finding import mentions
from timeline.phrases.passages import passages

from .papers import ON, days


def values(language: str, text: str, on: date = ON) -> list[str]:
    (passage,) = passages(text, ((0, len(text)),), language)
    return [str(mention.value) for mention in mentions(passage, on)]


OF_THE_SAME_YEAR = [
    ("ar", "- 14 مايو 1971: زيارة المستشار؛ وفي أكتوبر من العام ذاته افتتاح السفارة"),
    ("el", "- 14 Μαΐου 1971: επίσκεψη του υπουργού· τον Οκτώβριο του ίδιου έτους εγκαίνια της πρεσβείας"),
    ("fa", "- ۱۴ مه ۱۹۷۱: سفر صدراعظم؛ در اکتبر همان سال افتتاح سفارت"),
    ("hu", "- 1971. május 14.: a miniszter látogatása; ugyanezen év októberében a nagykövetség megnyitása"),
    ("ja", "- 1971年5月14日：首相訪問、同年10月、大使館開設"),
    ("ko", "- 1971년 5월 14일: 총리 방문, 같은 해 10월 대사관 개설"),
    ("ru", "- 14 мая 1971 года: визит канцлера; в октябре того же года – открытие посольства"),
    ("zh", "- 1971年5月14日：总理访问，同年10月，使馆开馆"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "line"), OF_THE_SAME_YEAR)
def test_a_second_event_of_the_same_year_is_an_event_of_its_own(language: str, line: str) -> None:
    assert days(language, f"{line}\n- 1980-03-03: {line[-12:]}\n")[:2] == ["1971-05-14", "1971-10"]


def test_a_clause_without_a_date_stays_with_its_event() -> None:
    assert days("zh", "- 1971年5月14日：总理访问，签署协定\n- 1980年3月3日：签署条约\n") == [
        "1971-05-14",
        "1980-03-03",
    ]


OF_THE_FOLLOWING_YEAR = [
    ("cs", "27. srpna 1991 podepsali a 20. ledna následujícího roku otevřeli velvyslanectví."),
    ("de", "Am 27. August 1991 kam der Kanzler, am 20. Januar des folgenden Jahres eröffnete er das Amt."),
    ("en", "They met on 27 August 1991 and opened it on 20 January of the following year."),
    ("es", "Se reunieron el 27 de agosto de 1991 y el 20 de enero del año siguiente se abrió la embajada."),
    ("fr", "Ils ont signé le 27 août 1991 et l'ambassade a ouvert le 20 janvier de l'année suivante."),
    ("it", "Il 27 agosto 1991 firmarono e il 20 gennaio dell'anno seguente aprirono l'ambasciata."),
    ("nl", "Op 27 augustus 1991 getekend en op 20 januari van het volgende jaar geopend."),
    ("pl", "27 sierpnia 1991 r. podpisano, a 20 stycznia następnego roku otwarto ambasadę."),
    ("pt", "Em 27 de agosto de 1991 assinaram e em 20 de janeiro do ano seguinte abriram."),
    ("ro", "A fost semnat la 27 august 1991, iar la 20 ianuarie al anului următor s-a deschis ambasada."),
    ("ru", "Подписан 27 августа 1991 года, а 20 января следующего года открыто посольство."),
    ("sr", "Potpisan je 27. avgusta 1991, a 20. januara sledeće godine otvorena je ambasada."),
    ("tr", "27 Ağustos 1991'de kuruldu, ertesi yılın 20 Ocak günü açıldı."),
    ("uk", "Підписано 27 серпня 1991 року, а 20 січня наступного року відкрито."),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text"), OF_THE_FOLLOWING_YEAR)
def test_the_year_after_one_long_over_counts_from_it(language: str, text: str) -> None:
    assert values(language, text) == ["1991-08-27", "1992-01-20"]


FROM_NOW = [
    ("en", "Relations were established in 1992, and next year a forum will be held.", "2027"),
    ("ru", "Отношения установлены в 1992 году, а в следующем году состоится визит.", "2027"),
    ("en", "They signed on 3 May 1992. The forum of March of the next year is open.", "2027-03"),
]


@pytest.mark.parametrize(("language", "text", "year"), FROM_NOW)
def test_the_next_year_counts_from_the_day_of_the_paper(
    language: str, text: str, year: str
) -> None:
    assert values(language, text)[-1] == year


HOURS = [
    (
        "kk",
        (
            "2 маусым 2026, сейсенбі\n11:00–12:00 – келісімге қол қою; 12:30 – баспасөз мәслихаты\n"
            "14:00 – кездесу\n"
        ),
        ["2026-06-02T11:00:00/2026-06-02T12:00:00", "2026-06-02T12:30:00", "2026-06-02T14:00:00"],
    ),
    (
        "es",
        (
            "Martes 6 de octubre de 2026\n"
            "A las 10:00 horas, inauguración del Foro; a las 13:00 horas, almuerzo oficial.\n"
        ),
        ["2026-10-06T10:00:00", "2026-10-06T13:00:00"],
    ),
    (
        "ro",
        "Luni, 11 mai 2026\nOra 13 – semnarea acordului; ora 13.30 – conferință de presă\n",
        ["2026-05-11T13:00:00", "2026-05-11T13:30:00"],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), HOURS)
def test_hours_behind_a_semicolon_are_those_of_another_event(
    language: str, text: str, expected: list[str]
) -> None:
    assert days(language, text) == expected


def test_a_number_behind_a_semicolon_is_not_an_hour() -> None:
    text = (
        "Monday 11 May 2026\n13:00 – lunch for guests; 13.5 million were invited\n14:00 – talks\n"
    )
    assert days("en", text) == ["2026-05-11T13:00:00", "2026-05-11T14:00:00"]


SHORT_YEARS = [
    ("'92.1.28 외교관계 수립", ["1992-01-28"]),
    ("'92. 7. 9 대사관 개설", ["1992-07-09"]),
    ("’95.5.14-17 대통령 방문", ["1995-05-14/1995-05-17"]),
    ("'98.11 제1차 정책협의회", ["1998-11"]),
    ("'홍길동' 92.13 점", []),
]


@pytest.mark.parametrize(("text", "expected"), SHORT_YEARS)
def test_korean_dates_may_begin_with_two_digits_of_the_year(text: str, expected: list[str]) -> None:
    assert values("ko", text) == expected


def test_an_apostrophe_before_figures_is_not_a_year_where_the_day_comes_first() -> None:
    assert values("de", "Der Wert '92.1.28 steht im Bericht.") == []


def test_hours_behind_a_few_opening_words_are_those_of_the_day_before() -> None:
    text = (
        "The delegation held talks in Oslo on Wednesday 4 February 2026. Afterwards, at 10:45, the "
        "minister opened the exhibition.\n"
    )
    assert days("en", text) == ["2026-02-04", "2026-02-04T10:45:00"]


def test_hours_of_another_kind_of_sentence_are_not_events() -> None:
    text = (
        "The delegation held talks in Oslo on 4 February 2026. After the talks, at 10:45, the "
        "museum was closed. Afterwards, at 11 stands, books were sold.\n"
    )
    assert days("en", text) == ["2026-02-04"]
