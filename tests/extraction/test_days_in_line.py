"""Lines with several days of the month above them."""

from __future__ import annotations

from datetime import date

import pytest

from timeline import documents
from timeline.extraction import Extraction, from_document


def extracted(language: str, text: str) -> Extraction:
    on = date(2026, 9, 25)
    return from_document(documents.parse(text.encode(), "paper.txt", language=language, on=on))


DATES = ["2027-03-03", "2027-03-09/2027-03-10", "2027-03-15", "2027-04-02", "2027-04-14"]

LINES = [
    (
        "es",
        (
            "Agenda de la Embajada\n\nMarzo de 2027\n\n"
            "3, Concierto del coro juvenil • 9 y 10, Jornadas de cooperación en Sevilla\n"
            "15, Visita de la delegación estonia\n\n"
            "Abril de 2027\n\n2, Mesa redonda • 14, Reunión del comité mixto\n"
        ),
    ),
    (
        "it",
        (
            "Appuntamenti\n\nMARZO 2027\n3: concerto del coro; 9 e 10: seminario a Trieste; "
            "15: visita della delegazione\n\n"
            "APRILE 2027\n2: tavola rotonda sul Baltico; 14: riunione della commissione\n"
        ),
    ),
    (
        "ru",
        (
            "Календарь\n\nМарт 2027 года\n3 – концерт хора · 9–10 – семинар в Риге · 15 – визит "
            "делегации\n\nАпрель 2027 года\n2 – круглый стол · 14 – заседание комиссии\n"
        ),
    ),
    (
        "en",
        (
            "Diary\n\nMarch 2027: 3 concert of the choir; 9-10 seminar in Riga; 15 visit of the "
            "delegation\nApril 2027: 2 round table; 14 meeting of the commission\n"
        ),
    ),
]


@pytest.mark.parametrize(("language", "text"), LINES)
def test_each_day_of_a_line_is_an_event(language: str, text: str) -> None:
    found = extracted(language, text)
    assert [str(one.event.date) for one in found.drafts] == DATES
    assert not any(set("•·;") & set(one.title) for one in found.drafts)


COUNTS = [
    "March 2027\n\n12 ministers; 3 ambassadors; 40 experts\n",  # they do not increase
    "Participants: 3 ministers; 5 ambassadors; 12 experts\n",  # no month
    "March 2027: 3 concert. The choir sings.\n",  # one item
]


@pytest.mark.parametrize("text", COUNTS)
def test_counts_are_not_split(text: str) -> None:
    assert not any(one.kind.value == "item" for one in extracted("en", text).document.paragraphs)
