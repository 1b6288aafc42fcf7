"""Lines without an event: a day on which nothing takes place, an office that is closed."""

from __future__ import annotations

import pytest

from .papers import extracted

IDLE = [
    ("en", "23 May 2026 – No engagements"),
    ("en", "The archive is closed on 23 May 2026."),
    ("de", "Samstag, 23. Mai 2026\nKeine Termine"),
    ("de", "Der nächste Rundbrief erscheint im Juli 2026."),
    ("fr", "23 mai 2026 : aucun événement"),
    ("it", "La biblioteca è chiusa il 23 maggio 2026."),
    ("nl", "23 mei 2026: geen openbare afspraken"),
    ("pl", "Instytut jest nieczynny 23 maja 2026 r."),
    ("ru", "23 мая 2026 г. – Событий нет"),
    ("tr", "23 Mayıs 2026: Etkinlik yok"),
]


@pytest.mark.parametrize(("language", "text"), IDLE)
def test_nothing_is_drafted_where_nothing_takes_place(language: str, text: str) -> None:
    found = extracted(language, text)
    assert found.drafts == ()
    assert len(found.refused) == 1


HELD = [
    ("en", "On 23 May 2026 the ministers closed the conference.", "Conference"),
    ("ru", "23 мая 2026 г. – закрытое заседание комитета", "закрытое заседание комитета"),
]


@pytest.mark.parametrize(("language", "text", "title"), HELD)
def test_an_event_may_be_closed(language: str, text: str, title: str) -> None:
    assert [draft.title for draft in extracted(language, text).drafts] == [title]


FURNITURE = [
    ("en", "Share this page"),
    ("en", "Filed under: Weekly agenda"),
    ("de", "Seite drucken"),
    ("fr", "Haut de page"),
    ("es", "Compartir"),
    ("pl", "Drukuj"),
    ("ro", "Tipărește pagina"),
    ("ru", "Версия для печати"),
    ("sr-Latn", "Podeli vest"),
    ("tr", "Sayfayı yazdır"),
    ("zh", "打印本页"),
]


@pytest.mark.parametrize(("language", "line"), FURNITURE)
def test_nothing_is_drafted_from_the_page_around_a_diary(language: str, line: str) -> None:
    found = extracted(language, f"Agenda\n\n2026-05-18\nEXPO\n{line}\n")
    assert [draft.title for draft in found.drafts] == ["EXPO"]


def test_an_event_that_begins_like_a_button_of_a_page_is_drafted() -> None:
    found = extracted("en", "Agenda\n\n18 May 2026\nPrint fair in Lyon\nShare of rivers: seminar\n")
    titles = [draft.title for draft in found.drafts]
    assert titles == ["Print fair in Lyon", "Share of rivers: seminar"]


CITED = [
    ("es", "De conformidad con el artículo VII del Convenio suscrito el 12 de agosto de 1981."),
    ("fr", "Conformément à la convention de subvention du 3 mars 2024, le rapport est à remettre."),
    ("en", "Annex to the Memorandum of Understanding of 5 April 2024"),
    ("de", "Gemäß dem Abkommen vom 3. Mai 2011 trägt jede Seite ihre Kosten."),
    ("it", "Deliberazione della Giunta n. 214 del 7 maggio 2026."),
    ("ru", "В соответствии с Соглашением от 3 мая 2011 года стороны несут свои расходы."),
]


@pytest.mark.parametrize(("language", "text"), CITED)
def test_an_act_that_something_is_based_on_is_not_an_event(language: str, text: str) -> None:
    found = extracted(language, text)
    assert found.drafts == ()
    assert [one.code for one in found.refused] == ["name"]


def test_an_event_has_its_own_date_and_not_that_of_its_basis() -> None:
    text = "In accordance with the Agreement the joint forum will open on 3 May 2026."
    assert [str(draft.event.date) for draft in extracted("en", text).drafts] == ["2026-05-03"]
