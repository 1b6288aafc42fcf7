"""Labels on lines of their own, with what they say on the line below: "Date", "5 October"."""

from __future__ import annotations

from datetime import date

import pytest

from timeline import documents
from timeline.extraction import Draft, from_document


def drafts(language: str, lines: str) -> tuple[Draft, ...]:
    text = "\n".join(line.strip() for line in lines.strip().splitlines())
    on = date(2026, 9, 25)
    document = documents.parse(text.encode(), "paper.txt", language=language, on=on)
    return from_document(document).drafts


UNDER_TITLES = [
    (
        "en",
        """
        Lecture on the diplomacy of the sea
        Date
        5 October 2026
        Time
        18:00
        Location
        Old Library, Dublin
        Organiser
        Academy of Diplomacy

        Exhibition of textiles
        Date
        20 October – 15 November 2026
        Location
        City Museum, Cork
        """,
        ["dublin", "cork"],
    ),
    (
        "es",
        """
        Conferencia sobre la diplomacia del mar

        Fecha
        5 de octubre de 2026

        Hora
        18:00

        Lugar
        Biblioteca Mayor, Lima

        Organiza
        Academia Diplomática

        Exposición de tejidos

        Fecha
        Del 20 de octubre al 15 de noviembre de 2026

        Lugar
        Museo de las Culturas, Oaxaca
        """,
        ["lima", "oaxaca"],
    ),
    (
        "tr",
        """
        Deniz diplomasisi konferansı
        Tarih
        5 Ekim 2026
        Saat
        18.00
        Yer
        Millî Kütüphane, Ankara
        Düzenleyen
        Diplomasi Akademisi

        Buhara kumaşları sergisi
        Tarih
        20 Ekim – 15 Kasım 2026
        Yer
        Etnografya Müzesi, Bursa
        """,
        ["ankara", "bursa"],
    ),
]


@pytest.mark.parametrize(("language", "lines", "places"), UNDER_TITLES)
def test_day_hour_and_place_below_their_labels(
    language: str, lines: str, places: list[str]
) -> None:
    found = drafts(language, lines)
    dates = ["2026-10-05T18:00:00", "2026-10-20/2026-11-15"]
    assert [str(one.event.date) for one in found] == dates
    assert [one.event.place for one in found] == places


UNDER_DAYS = [
    (
        "cs",
        """
        5. října 2026: Předseda vlády přijme předsedkyni vlády
        Termín
        5. října 2026, 10.00
        Místo
        Kramářova vila, Praha
        Program
        10.15 – jednání ve čtyřech očích
        11.45 – tisková konference

        6. října 2026: Ministr zahájí konferenci o Střední Asii
        Termín
        6. – 7. 10. 2026
        Místo
        Kongresové centrum, Brno
        Program
        16.30 – panelová diskuse
        """,
        ["prague", "brno"],
    ),
    (
        "ru",
        """
        5 октября 2026 года: Министр примет председателя Сейма
        Дата
        5 октября 2026 года, 10.00
        Место
        Дом приёмов, Минск
        Программа
        10.15 – переговоры
        11.45 – пресс-конференция

        6 октября 2026 года: Открытие конференции о Центральной Азии
        Дата
        6–7 октября 2026 года
        Место
        Дворец культуры, Витебск
        Программа
        16.30 – панельная дискуссия
        """,
        ["minsk", "vitebsk"],
    ),
    (
        "de",
        """
        5. Oktober 2026: Der Minister empfängt die Präsidentin des Landtags
        Termin
        5. Oktober 2026, 10 Uhr
        Ort
        Gästehaus, Berlin
        Programm
        10.15 – Gespräch unter vier Augen
        11.45 – Pressekonferenz

        6. Oktober 2026: Eröffnung der Konferenz über Zentralasien
        Termin
        6.–7. Oktober 2026
        Ort
        Kongresshalle, Leipzig
        Programm
        16.30 – Podiumsdiskussion
        """,
        ["berlin", "leipzig"],
    ),
]


@pytest.mark.parametrize(("language", "lines", "places"), UNDER_DAYS)
def test_labels_below_an_item_of_the_same_day_are_of_that_item(
    language: str, lines: str, places: list[str]
) -> None:
    found = drafts(language, lines)
    assert [str(one.event.date) for one in found] == [
        "2026-10-05T10:00:00",
        "2026-10-05T10:15:00",
        "2026-10-05T11:45:00",
        "2026-10-06",
        "2026-10-06T16:30:00",
    ]
    assert [found[0].event.place, found[3].event.place] == places


PLACES_BELOW = [
    (
        "de",
        (
            "7. Oktober 2026: Vortrag über Häfen\nOrt: Stadtbibliothek, Bremen\n"
            "10. Oktober 2026: Konzert des Chors\nOrt: Leipzig\n"
        ),
        ["bremen", "leipzig"],
    ),
    (
        "zh",
        "10月7日（周三） 19:00\n港口讲座\n地点：上海\n\n10月10日（周六） 20:00\n青年合唱团音乐会\n地点：北京\n",
        ["shanghai", "beijing"],
    ),
    (
        "es",
        (
            "7 de octubre de 2026: Conferencia sobre puertos\nLugar: Biblioteca Mayor, Lima\n"
            "10 de octubre de 2026: Concierto del coro\nLugar: Oaxaca\n"
        ),
        ["lima", "oaxaca"],
    ),
]


@pytest.mark.parametrize(("language", "lines", "places"), PLACES_BELOW)
def test_a_labelled_place_below_an_item_is_its_place(
    language: str, lines: str, places: list[str]
) -> None:
    found = drafts(language, lines)
    assert [one.event.place for one in found] == places


def test_two_slashes_between_spaces_separate_cells() -> None:
    found = drafts(
        "en",
        "Oct 7, 2026 // Lecture on ports // City Library\n"
        "Nov 3, 2026 // Meeting of the commission // Ministry\n",
    )
    assert [one.title for one in found] == ["Lecture on ports", "Meeting of the commission"]
