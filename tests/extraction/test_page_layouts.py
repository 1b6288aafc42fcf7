"""Layouts of web pages: cards with their times, and calendars of a month as a table."""

from __future__ import annotations

import io
from datetime import date

import pytest
from docx import Document
from docx.document import Document as DocxDocument

from timeline import documents
from timeline.extraction import Extraction, from_document


def extracted(language: str, content: str, name: str = "page.html") -> Extraction:
    on = date(2026, 9, 25)
    return from_document(documents.parse(content.encode(), name, language=language, on=on))


def dates(found: Extraction) -> list[str]:
    return [str(one.event.date) for one in found.drafts]


def page(*parts: str) -> str:
    return f"<html><body>{''.join(parts)}</body></html>"


CARDS = [
    (
        "en",
        (
            '<article><time datetime="2026-10-05T18:00">Mon 5 Oct, 6pm</time>'
            "<h3>Lecture on the sea</h3><p>Dublin</p></article>"
        ),
        (
            '<article><time datetime="2026-10-07">Wednesday</time>'
            "<h3>Signing of the agreement</h3></article>"
        ),
        (
            '<article><h3>Forum of investors</h3><p><time datetime="2026-11-03">3 November</time>'
            ", Cork</p></article>"
        ),
    ),
    (
        "it",
        (
            '<article><h2>Conferenza sul mare</h2><time datetime="2026-10-05T18:00:00+02:00">5 ott'
            "</time><p>Trieste</p></article>"
        ),
        '<article><h2>Firma dell\'accordo</h2><time datetime="2026-10-07">7 ott</time></article>',
        (
            '<article><h2>Forum degli investitori</h2><time datetime="2026-11-03">3 nov</time>'
            "</article>"
        ),
    ),
]


@pytest.mark.parametrize(("language", "first", "second", "third"), CARDS)
def test_each_card_of_a_page_is_an_event_at_its_time(
    language: str, first: str, second: str, third: str
) -> None:
    found = extracted(language, page("<h1>Agenda</h1>", first, second, third))
    assert dates(found) == ["2026-10-05T18:00:00", "2026-10-07", "2026-11-03"]


def test_every_article_of_a_page_is_read_and_its_publication_is_not_an_event() -> None:
    news = [
        f'<article><h2>{title}</h2><time class="published" datetime="{day}">{words}</time>'
        f"<p>{text}</p></article>"
        for title, day, words, text in [
            ("Visita", "2026-09-05", "5 de septiembre de 2026", "El foro abrirá el 3 de octubre."),
            ("Consulado", "2026-09-02", "2 de septiembre de 2026", "La feria abrió el 1 de julio."),
        ]
    ]
    assert dates(extracted("es", page("<h1>Noticias</h1>", *news))) == ["2026-10-03", "2026-07-01"]


GRIDS = [
    ("en", "October 2026", "Lecture on the sea", "Signing of the agreement", "Reception"),
    ("pl", "Październik 2026", "Wykład o morzu", "Podpisanie umowy", "Przyjęcie"),
    ("ru", "Октябрь 2026", "Лекция о море", "Подписание соглашения", "Приём"),
]


@pytest.mark.parametrize(("language", "month", "first", "second", "third"), GRIDS)
def test_a_calendar_of_a_month_gives_each_event_its_day(
    language: str, month: str, first: str, second: str, third: str
) -> None:
    weeks = (
        ["28", "29", "30", f"1 {first}", "2", "3", "4"],
        ["5", "6", f"7<ul><li>{second}</li><li>{third}</li></ul>", "8", "9", "10", "11"],
        ["12", "13", "14", "15", f"16<br>{first}", "17", "18"],
    )
    rows = "".join(f"<tr>{''.join(f'<td>{day}</td>' for day in week)}</tr>" for week in weeks)
    found = extracted(language, page(f"<h1>{month}</h1><table>{rows}</table>"))
    assert dates(found) == ["2026-10-01", "2026-10-07", "2026-10-07", "2026-10-16"]
    assert [one.title for one in found.drafts] == [first, second, third, first]


def test_a_calendar_of_a_month_in_a_text() -> None:
    text = (
        "Oktober 2026\n\n| Mo | Di | Mi | Do | Fr |\n|---|---|---|---|---|\n"
        "| 28 Tagung | 29 | 30 | 1 Vortrag | 2 |\n| 5 | 6 | 7 Konzert | 8 | 9 |\n"
        "| 12 | 13 | 14 | 15 | 16 Sitzung |\n"
    )
    # The days of the working weeks do not count on over the weekend.
    found = extracted("de", text, "paper.txt")
    assert dates(found) == ["2026-10-01", "2026-10-07", "2026-10-16"]


def test_figures_that_do_not_count_up_are_no_calendar() -> None:
    rows = "".join(
        f"<tr>{''.join(f'<td>{figure} visits</td>' for figure in range(first, first + 35, 7))}</tr>"
        for first in range(1, 5)
    )
    found = extracted("en", page(f"<h1>October 2026</h1><table>{rows}</table>"))
    assert all(block.kind.value != "item" for block in found.document.paragraphs)


PROGRAMMES = [
    ("de", ("5. Oktober 2026", "Programm des Besuchs", "10.00 Uhr", "Ankunft", "Gespräch")),
    ("pl", ("5 października 2026 r.", "Program wizyty", "10.00", "Powitanie", "Rozmowy")),
    ("fr", ("Le 5 octobre 2026", "Programme de la visite", "10h00", "Accueil", "Entretien")),
]


@pytest.mark.parametrize(("language", "words"), PROGRAMMES)
def test_the_day_above_the_title_of_a_programme_is_that_of_its_hours(
    language: str, words: tuple[str, ...]
) -> None:
    day, title, hour, first, second = words
    paper = Document()
    for line in ("PROTOCOL", day, title):
        paper.add_paragraph(line)
    table = paper.add_table(rows=2, cols=2)
    rows = ((hour, first), (hour.replace("10", "11"), second))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    found = word(paper, language)
    assert dates(found)[-2:] == ["2026-10-05T10:00:00", "2026-10-05T11:00:00"]


def test_a_calendar_of_a_month_in_a_word_document() -> None:
    paper = Document()
    paper.add_heading("October 2026", 1)
    table = paper.add_table(rows=3, cols=7)
    for number, cell in enumerate((cell for row in table.rows for cell in row.cells), -3):
        cell.text = str(number) if number > 0 else ""
        if number == 7:
            cell.add_paragraph("Signing of the agreement")
            cell.add_paragraph("Reception")
    found = word(paper, "en")
    assert [(str(one.event.date), one.title) for one in found.drafts] == [
        ("2026-10-07", "Signing of the agreement"),
        ("2026-10-07", "Reception"),
    ]


def word(paper: DocxDocument, language: str) -> Extraction:
    content = io.BytesIO()
    paper.save(content)
    return from_document(documents.parse(content.getvalue(), "paper.docx", language=language))


BADGES = [
    ("pl", "07", "paź", "10", "paź", "Wykład o portach", "Koncert chóru"),
    ("en", "Oct", "7", "Oct", "10", "Lecture on ports", "Concert of the choir"),
    ("ru", "7", "октября", "10", "октября", "Лекция о портах", "Концерт хора"),
]


@pytest.mark.parametrize("language,one,two,three,four,first,second".split(","), BADGES)
def test_the_day_beside_an_event_is_read(
    language: str, one: str, two: str, three: str, four: str, first: str, second: str
) -> None:
    cards = [
        f'<div><div class="date"><span>{day}</span><span>{month}</span></div><h3>{title}</h3></div>'
        for day, month, title in ((one, two, first), (three, four, second))
    ]
    found = extracted(language, page("<main><h1>2026</h1>", *cards, "</main>"))
    assert dates(found) == ["2026-10-07", "2026-10-10"]
    assert [draft.title for draft in found.drafts] == [first, second]


def test_a_city_in_an_item_of_its_own_is_the_place_of_the_one_above() -> None:
    found = extracted(
        "de",
        page(
            "<h1>Termine 2026</h1><ul><li>7. Oktober<br>Vortrag<br>Bremen</li>",
            "<li>10. Oktober<br>Konzert<br>Leipzig</li></ul>",
        ),
    )
    assert [draft.event.place for draft in found.drafts] == ["bremen", "leipzig"]
