"""Diaries of one day: the title gives the day, and hours and places are below it."""

from __future__ import annotations

import pytest

from .papers import placed

PAGES = [
    (
        "en",
        ("NEWS DIARY - EVENTS FOR Monday, May 4, 2026\n(advance notes below)\n\n"
        "Note: not all events will be covered.\n\nHOME\n\nLondon\n"
        "09:00 Conference on fisheries, organised\n      by the harbour board\n"
        "14:30 Meeting of the committee\n\nLeeds\n10:00 Opening of the museum\n\n"
        "ABROAD\nParis - meeting of the bishops (to 5 May)\nRome - fair of books (final day)\n\n"
        "COMING DAYS\n05.05 Visit of the bishop of Lund, to 7.05\n06.05 Elections in Malta"),
        [
            ("2026-05-04T09:00:00", "Conference on fisheries, organised by the harbour board",
             "london"),
            ("2026-05-04T14:30:00", "Meeting of the committee", "london"),
            ("2026-05-04T10:00:00", "Opening of the museum", "leeds"),
            ("2026-05-04/2026-05-05", "meeting of the bishops", "paris"),
            ("/2026-05-04", "fair of books", "rome"),
            # Figures with a point are not hours if the hours have a colon.
            ("2026-05-05/2026-05-07", "Visit of the bishop of Lund", None),
            ("2026-05-06", "Elections in Malta", None),
        ],
    ),
    (
        "de",
        ("TERMINE FÜR Montag, 4. Mai 2026\n\nHinweis: Änderungen vorbehalten.\n\nINLAND\n\nBerlin\n"
        "09:00 Pressekonferenz der Bank\n11:30 Sitzung des Rates\n\nBonn\n"
        "10:00 Eröffnung der Ausstellung\n\nAUSLAND\nParis - Treffen der Minister (bis 5. Mai)"),
        [
            ("2026-05-04T09:00:00", "Pressekonferenz der Bank", "berlin"),
            ("2026-05-04T11:30:00", "Sitzung des Rates", "berlin"),
            ("2026-05-04T10:00:00", "Eröffnung der Ausstellung", "bonn"),
            ("2026-05-04/2026-05-05", "Treffen der Minister", "paris"),
        ],
    ),
    (
        "fr",
        ("AGENDA DU lundi 4 mai 2026\n\nParis\n9h00 Réunion de cabinet\n"
        "11h30 Conférence de presse\n\nLyon\n10h00 Inauguration du musée"),
        [
            ("2026-05-04T09:00:00", "Réunion de cabinet", "paris"),
            ("2026-05-04T11:30:00", "Conférence de presse", "paris"),
            ("2026-05-04T10:00:00", "Inauguration du musée", "lyon"),
        ],
    ),
    (
        "tr",
        ("GÜNDEM - 4 Mayıs 2026 Pazartesi\n\nYURT\n\nAnkara\n10:00 Kurul toplantısı\n"
        "14:00 Basın toplantısı\n\nİzmir\n11:00 Sergi açılışı"),
        [
            ("2026-05-04T10:00:00", "Kurul toplantısı", "ankara"),
            ("2026-05-04T14:00:00", "Basın toplantısı", "ankara"),
            ("2026-05-04T11:00:00", "Sergi açılışı", "izmir"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), PAGES)
def test_the_title_of_a_diary_dates_its_hours(
    language: str, text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    assert placed(language, text) == expected


WRAPPED = [
    # A label opens an item, even in small letters.
    (
        "sr",
        (
            "2026.\n5. мај: састанак министара Централне иницијативе за воде\n"
            "крај јуна: посета парламентарне делегације"
        ),
        ["састанак министара Централне иницијативе за воде", "посета парламентарне делегације"],
    ),
    # So does a date in figures.
    (
        "sr",
        (
            "7. и 8. маја 2026. – Међународна конференција о водама, Нови Сад\n"
            "21.5.2026. отказана посета председника"
        ),
        ["Међународна конференција о водама", "отказана посета председника"],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), WRAPPED)
def test_a_line_with_a_date_continues_with_no_other(
    language: str, text: str, expected: list[str]
) -> None:
    assert [title for _, title, _ in placed(language, text)] == expected
