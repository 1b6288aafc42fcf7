"""Lines of agendas: "PLACE – event, hours (remark)"."""

from __future__ import annotations

from datetime import date

import pytest

from .papers import Placed, placed

AGENDAS = [
    (
        "nl",
        """\
Agenda

ma 18/1
Den Haag – de minister ontvangt zijn ambtgenoot, 11.30 uur (fotomoment 11.25)

di 19/1
Utrecht -- vragenuur, 14.00 uur; aansluitend stemmingen
""",
        [
            ("2027-01-18T11:30:00", "de minister ontvangt zijn ambtgenoot", "the-hague"),
            ("2027-01-19T14:00:00", "vragenuur", "utrecht"),
        ],
    ),
    (
        "en",
        """\
Diary

Thursday 21 January
Rotterdam – signature of a treaty with Chad
Vienna – Permanent Council

Friday 22 January
Berlin – Green Week (until 31 January; opening by the minister)
""",
        [
            ("2027-01-21", "signature of a treaty with Chad", "rotterdam"),
            ("2027-01-21", "Permanent Council", "vienna"),
            ("2027-01-22/2027-01-31", "Green Week", "berlin"),
        ],
    ),
    (
        "de",
        """\
Termine

Donnerstag, 21. Januar
Rotterdam – Unterzeichnung eines Vertrags mit Chile
Wien – Ständiger Rat

Freitag, 22. Januar
Berlin -- Grüne Woche (bis 31. Januar; mit dem Minister)
""",
        [
            ("2027-01-21", "Unterzeichnung eines Vertrags mit Chile", "rotterdam"),
            ("2027-01-21", "Ständiger Rat", "vienna"),
            ("2027-01-22/2027-01-31", "Grüne Woche", "berlin"),
        ],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), AGENDAS)
def test_lines_of_an_agenda_have_their_place_hours_and_end(
    language: str, text: str, expected: list[Placed]
) -> None:
    assert placed(language, text, date(2027, 1, 15)) == expected


def test_hours_in_brackets_count_where_there_are_no_others() -> None:
    text = "Diary\n\nMonday 18 January\nOslo – talks with Chad (room 5, 14h30)\n"
    (found,) = placed("en", text, date(2027, 1, 15))
    assert found[0] == "2027-01-18T14:30:00"


def test_a_day_without_messages_has_no_event() -> None:
    text = "Agenda\n\nma 18/1\nOslo – overleg\n\ndi 19/1\ngeen berichten\n"
    assert [title for _, title, _ in placed("nl", text, date(2027, 1, 15))] == ["overleg"]
