"""Titles with their date and place on the line below, in groups of lines."""

from __future__ import annotations

from datetime import date
from typing import Final

import pytest

from .papers import Placed, dated, placed

ON: Final = date(2027, 2, 2)

ENTRIES: Final = [
    (
        "en",
        """\
WHAT'S ON

Round table: "Heritage and war"
Thurs 25 March, 4-6 p.m.
National Library, Ceremonial Hall

Festival of puppets
5 - 9 April, various venues
""",
        [
            ("2027-03-25T16:00:00/2027-03-25T18:00:00", 'Round table: "Heritage and war"', None),
            ("2027-04-05/2027-04-09", "Festival of puppets", None),
        ],
    ),
    (
        "en",
        """\
1. Conference on "Water and borders"
   Dushanbe, 13–15 May 2027
   Abstracts due by 1 March 2027

2. Summer school of international law
   Lublin, 28 June – 9 July 2027
""",
        [
            ("2027-05-13/2027-05-15", 'Conference on "Water and borders"', "dushanbe"),
            ("2027-06-28/2027-07-09", "Summer school of international law", "lublin"),
        ],
    ),
    (
        "uk",
        """\
ПЛАН ЗАХОДІВ

Засідання комітету
середа, 5 травня 2027 року, Київ

Літня школа з міжнародного права
Ужгород, 28 червня – 9 липня 2027
Заявки приймаються до 30 квітня
""",
        [
            ("2027-05-05", "Засідання комітету", "kyiv"),
            ("2027-06-28/2027-07-09", "Літня школа з міжнародного права", "uzhhorod"),
        ],
    ),
    (
        "de",
        """\
Veranstaltungen

Empfang für das Diplomatische Korps
Berlin, 5. Mai 2027

Jahreskonferenz der Außenpolitik
München, 7.–8. Mai 2027
Anmeldung bis 1. April 2027
""",
        [
            ("2027-05-05", "Empfang für das Diplomatische Korps", "berlin"),
            ("2027-05-07/2027-05-08", "Jahreskonferenz der Außenpolitik", "munich"),
        ],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), ENTRIES)
def test_a_title_has_the_date_and_place_of_the_line_below(
    language: str, text: str, expected: list[Placed]
) -> None:
    assert placed(language, text, ON) == expected


def test_a_day_with_events_below_it_is_not_that_of_the_line_above() -> None:
    text = """\
DAY ONE
5 May 2026
Opening ceremony
Dinner

DAY TWO
6 May 2026
Plenary session
Visit to the museum
"""
    assert [title for _, title in dated("en", text, date(2026, 1, 2))] == [
        "Opening ceremony",
        "Dinner",
        "Plenary session",
        "Visit to the museum",
    ]


def test_days_that_begin_their_groups_date_the_lines_below_them() -> None:
    text = """\
Diary of the Ministry

Receptions
5 May 2026, Oslo

6 May 2026
Talks with Norway

7 May 2026
Visit to Bergen

Meetings
8 May 2026, Bergen

9 May 2026
Signature of a treaty
"""
    found = dated("en", text, date(2026, 1, 2))
    assert {("2026-05-06", "Talks with Norway"), ("2026-05-07", "Visit to Bergen")} <= set(found)
