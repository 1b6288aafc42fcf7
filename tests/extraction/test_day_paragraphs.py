"""Diaries whose days are paragraphs: each item begins with its place, or each sentence is one."""

from __future__ import annotations

from datetime import date

import pytest

from timeline import documents
from timeline.extraction import from_document

from .papers import Placed, extracted, placed

PLACES: list[tuple[str, str, list[Placed]]] = [
    (
        "it",
        (
            "APPUNTAMENTI (9-15 novembre 2026)\n\nLUNEDI' 9 - ROMA: vertice sul clima. ATENE: Consiglio"
            " Affari esteri (fino al 10).\n\nMARTEDI' 10 - PARIGI: fiera del libro. BERNA: riunione del"
            " G7 (ore 9.30)."
        ),
        [
            ("2026-11-09", "vertice sul clima", "rome"),
            ("2026-11-09/2026-11-10", "Consiglio Affari esteri", "athens"),
            ("2026-11-10", "fiera del libro", "paris"),
            ("2026-11-10T09:30:00", "riunione del G7", "bern"),
        ],
    ),
    (
        "fr",
        (
            "Semaine du 9 au 15 novembre 2026\n\nLundi 9 - Bruxelles: Conseil des ministres - Rabat:"
            " ouverture du Forum sur l'eau.\n\nMardi 10 - Paris: conférence sur le climat - La Haye:"
            " audience de la Cour."
        ),
        [
            ("2026-11-09", "Conseil des ministres", "brussels"),
            ("2026-11-09", "ouverture du Forum sur l'eau", "rabat"),
            ("2026-11-10", "conférence sur le climat", "paris"),
            ("2026-11-10", "audience de la Cour", "the-hague"),
        ],
    ),
    (
        "es",
        (
            "AGENDA DEL 9 AL 15 DE NOVIEMBRE DE 2026\n\nLunes 9. MADRID.- Reunión del Consejo."
            " LIMA.- Visita del presidente de Chile.\n\nMartes 10. QUITO.- Cumbre andina."
            " BOGOTÁ.- Congreso de ciudades."
        ),
        [
            ("2026-11-09", "Reunión del Consejo", "madrid"),
            ("2026-11-09", "Visita del presidente de Chile", "lima"),
            ("2026-11-10", "Cumbre andina", "quito"),
            ("2026-11-10", "Congreso de ciudades", "bogota"),
        ],
    ),
    (
        "ru",
        (
            "АНОНС СОБЫТИЙ 9-15 ноября 2026 года\n\nПОНЕДЕЛЬНИК, 9. МОСКВА: заседание коллегии."
            " АСТАНА: форум о воде.\n\nВТОРНИК, 10. МИНСК: саммит ОДКБ; РИГА: заседание комиссии."
        ),
        [
            ("2026-11-09", "заседание коллегии", "moscow"),
            ("2026-11-09", "форум о воде", "astana"),
            ("2026-11-10", "саммит ОДКБ", "minsk"),
            ("2026-11-10", "заседание комиссии", "riga"),
        ],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), PLACES)
def test_a_paragraph_of_several_places_has_an_item_for_each(
    language: str, text: str, expected: list[Placed]
) -> None:
    assert placed(language, text, None) == expected


SENTENCES: list[tuple[str, str, list[str]]] = [
    (
        "de",
        (
            "Die Woche im Überblick (KW 46/2026)\n\nMontag: Die Minister beraten in Brüssel. Der"
            " Präsident empfängt den Botschafter.\nDienstag: In Genf beginnt die Konferenz."
        ),
        ["2026-11-09", "2026-11-09", "2026-11-10"],
    ),
    (
        "pt",
        (
            "Agenda de 9 a 15 de novembro de 2026\n\nSegunda-feira: O ministro recebe o embaixador."
            " Reunião do Conselho de Defesa.\nTerça-feira: Cimeira do Mercosul em Montevideu."
        ),
        ["2026-11-09", "2026-11-09", "2026-11-10"],
    ),
    (
        "tr",
        (
            "9-15 Kasım 2026 haftasının gündemi\n\nPazartesi: Ankara'da İş Forumu düzenlenecek. Bakan"
            " Belgrad'ı ziyaret edecek.\nSalı: İstanbul'da göç konferansı başlayacak."
        ),
        ["2026-11-09", "2026-11-09", "2026-11-10"],
    ),
    (
        "uk",
        (
            "Анонс подій на 9–15 листопада 2026 року\n\nПонеділок: У Києві відбудеться засідання"
            " уряду. Міністр зустрінеться з послом.\nВівторок: У Львові відкриється форум."
        ),
        ["2026-11-09", "2026-11-09", "2026-11-10"],
    ),
]


@pytest.mark.parametrize(("language", "text", "dates"), SENTENCES)
def test_sentences_behind_a_weekday_are_items_of_that_day(
    language: str, text: str, dates: list[str]
) -> None:
    assert [str(draft.event.date) for draft in extracted(language, text, None).drafts] == dates


def test_names_in_prose_do_not_split_it() -> None:
    text = "NOTE: the summit takes place on 5 May 2026. VENUE: to be confirmed."
    paragraphs = extracted("en", text, None).document.paragraphs
    assert [(block.start, block.end) for block in paragraphs] == [(0, len(text))]


def test_a_weekday_that_comes_twice_does_not_split_its_lines() -> None:
    text = "Monday: Talks in Paris. Dinner.\n\nMonday: Talks in Rome. Dinner."
    assert len(extracted("en", text, None).document.paragraphs) == 2


PERIODS = [
    ("en", "Programme for 9–13 May 2026\n\nOn 10 May the minister meets the ambassador in Oslo."),
    ("ru", "График на 9–13 мая 2026 года\n\n10 мая министр проведёт переговоры в Осло."),
    ("fr", "Agenda du 9 au 13 mai 2026\n\nLe 10 mai le ministre rencontre l'ambassadeur à Oslo."),
    ("de", "Termine vom 9. bis 13. Mai 2026\n\nAm 10. Mai trifft der Minister den Botschafter."),
]


@pytest.mark.parametrize(("language", "text"), PERIODS)
def test_the_period_of_a_title_gives_its_year_to_the_days_of_sentences(
    language: str, text: str
) -> None:
    drafts = extracted(language, text, None).drafts
    assert "2026-05-10" in [str(draft.event.date) for draft in drafts]
    assert all(draft.inferred for draft in drafts if str(draft.event.date) == "2026-05-10")


def test_a_day_outside_the_period_of_a_title_does_not_get_its_year() -> None:
    text = "Programme for 9–13 May 2026\n\nOn 20 June the minister met the ambassador in Oslo."
    assert all("06-20" not in str(draft.event.date) for draft in extracted("en", text, None).drafts)


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "de",
            "Montag, 9. November: Rat in Brüssel. Treffen in Bonn.\n\nDienstag (10.11.): Forum.",
        ),
        ("fr", "Lundi 9 novembre : Conseil à Rome. Visite à Bonn.\n\nMardi (10/11) : Forum."),
        ("ru", "Понедельник, 9 ноября: Форум в Риге. Визит в Бонн.\n\nВторник (10.11): Саммит."),
    ],
)
def test_sentences_behind_a_weekday_and_its_date_are_items(language: str, text: str) -> None:
    document = documents.parse(text.encode(), "paper.txt", language=language, on=date(2026, 11, 6))
    found = [str(draft.event.date) for draft in from_document(document).drafts]
    assert found == ["2026-11-09", "2026-11-09", "2026-11-10"]


AHEAD = [
    ("de", "Montag: Rat in Bonn. Forum in Kiel.\n\nDienstag: Treffen.\n\nMittwoch: Gipfel."),
    ("fr", "Lundi : Conseil à Bonn. Forum à Lyon.\n\nMardi : Réunion.\n\nMercredi : Sommet."),
    ("pl", "Poniedziałek: Rada w Bonn. Forum w Łodzi.\n\nWtorek: Spotkanie.\n\nŚroda: Szczyt."),
    ("en", "Monday: Council in Bonn. Forum in Leeds.\n\nTuesday: Talks.\n\nWednesday: Summit."),
]


@pytest.mark.parametrize(("language", "text"), AHEAD)
def test_weekdays_without_a_week_are_those_after_the_day_of_the_paper(
    language: str, text: str
) -> None:
    saturday = date(2026, 10, 10)
    document = documents.parse(text.encode(), "paper.txt", language=language, on=saturday)
    found = from_document(document).drafts
    expected = ["2026-10-12", "2026-10-12", "2026-10-13", "2026-10-14"]
    assert [str(draft.event.date) for draft in found] == expected
    assert all(draft.inferred for draft in found)


def test_weekdays_without_a_week_are_not_dated_without_the_day_of_the_paper() -> None:
    assert extracted("en", AHEAD[-1][1], None).drafts == ()


def test_weekdays_in_the_past_tense_are_not_ahead() -> None:
    text = (
        "Monday: The ministers met in Bonn.\n\nTuesday: The summit took place in Rome.\n\n"
        "Wednesday: The treaty was signed."
    )
    document = documents.parse(text.encode(), "paper.txt", language="en", on=date(2026, 10, 10))
    assert all(str(draft.event.date) < "2026-10-10" for draft in from_document(document).drafts)
