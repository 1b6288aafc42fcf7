"""Titles of events: the whole name, without adjacent text."""

from __future__ import annotations

from datetime import date

import pytest

from timeline import documents
from timeline.extraction import from_document

ON = date(2026, 4, 1)


def titles(language: str, text: str, on: date = ON) -> list[str]:
    document = documents.parse(text.encode(), "paper.txt", language=language, on=on)
    return [draft.title for draft in from_document(document).drafts]


# -- lines of lists --------------------------------------------------------------------------------

LINES = [
    # Remarks in brackets, behind a comma or a dash.
    ("en", "5 May 2026 – Council on Fisheries (TBC)", "Council on Fisheries"),
    ("en", "5 May 2026 – Harbour festival (programme to follow)", "Harbour festival"),
    ("en", "5 May 2026 – State visit (postponed because of the storm)", "State visit"),
    ("en", "5 May 2026 – Round table on tides, to be confirmed", "Round table on tides"),
    ("de", "5. Mai 2026 – Lesung „Am Fluss“ (Eintritt frei)", "Lesung „Am Fluss“"),
    ("de", "5. Mai 2026 – Konzert (muss wegen Regens ausfallen)", "Konzert"),
    ("fr", "5 mai 2026 : atelier d'écriture (sur inscription)", "atelier d'écriture"),
    ("es", "5 de mayo de 2026: Audiencia con la Reina (por confirmar)", "Audiencia con la Reina"),
    ("pl", "5 maja 2026 – wykład prof. A. Nowak (odwołany z powodu choroby)",
     "wykład prof. A. Nowak"),
    ("ru", "5 мая 2026 г. – Дни кино (сроки уточняются)", "Дни кино"),
    ("tr", "5 Mayıs 2026: Sergi açılışı (saat bilahare duyurulacaktır)", "Sergi açılışı"),
    ("en", "5 May 2026 – State visit of the King (see page 3)", "State visit of the King"),
    ("de", "5. Mai 2026 – Treffen der Bürgermeister (siehe Seite 4)", "Treffen der Bürgermeister"),
    ("ru", "5 мая 2026 г. – Встреча мэров (см. стр. 2)", "Встреча мэров"),
    # Notes, and hours in four figures.
    ("en", "5 May 2026 – Opening of the archive (2)*", "Opening of the archive"),
    ("en", "5 May 2026 – Winner of the prize announced. 0945", "Winner of the prize announced"),
    # Those who take part.
    ("en", "5 May 2026 – Forum on rivers. Also attending: the Ministers of Energy",
     "Forum on rivers"),
    ("es", "5 de mayo de 2026: Reunión de alcaldes. Participan: Sra. Gil y Sr. Mas",
     "Reunión de alcaldes"),
    ("ru", "5 мая 2026 г. – Встреча мэров. Участники: главы пяти городов", "Встреча мэров"),
    # The place, which is in another field of the draft.
    ("ru", "Соглашение о рыболовстве – г. Астана, 25.05.2012", "Соглашение о рыболовстве"),
    ("ru", "План работ на 2024–2026 годы (Минск, 24 мая 2023 г.)", "План работ на 2024–2026 годы"),
    ("it", "5 maggio 2026: Assemblea dei porti, Lipsia", "Assemblea dei porti"),
    # Text next to a name that belongs to it.
    ("en", "5 May 2026 – Reception. Concert: the choir of Bergen",
     "Reception. Concert: the choir of Bergen"),
    ("uk", "5 травня 2026 – візит Міністра, Київ, Одеса", "візит Міністра, Київ, Одеса"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "line", "title"), LINES)
def test_a_line_names_its_event_without_remarks(language: str, line: str, title: str) -> None:
    assert titles(language, f"- {line}") == [title]


# -- sentences -------------------------------------------------------------------------------------

INVERTED = [
    ("de", "Am 5. Mai empfängt der Minister den Botschafter Japans.",
     "Der Minister empfängt den Botschafter Japans"),
    ("de", "Am Montag, 4. Mai, trifft die Ministerin ihren Amtskollegen.",
     "Die Ministerin trifft ihren Amtskollegen"),
    ("de", "Am 5. Mai besucht der Minister Belgrad.", "Der Minister besucht Belgrad"),
    ("de", "Am 5. Mai wird der Minister den Rektor der Akademie empfangen.",
     "Der Minister wird den Rektor der Akademie empfangen"),
    ("de", "Am 4. Mai feiert das Institut für Meereskunde sein Bestehen.",
     "Das Institut für Meereskunde feiert sein Bestehen"),
    ("de", "Am 5. Mai reist er nach Triest, wo er Vertraute hat.", "Er reist nach Triest"),
    # An event that "takes place" is named by the subject.
    ("de", "Am 25. Juni findet im Palais am Fluss die Verleihung des Preises für Mut statt.",
     "Die Verleihung des Preises für Mut"),
    ("nl", "Op 7 en 8 mei bezoekt de minister Leuven en Gent.",
     "De minister bezoekt Leuven en Gent"),
    ("nl", "Op 7 mei ontvangt de minister de ambassadeur van Peru.",
     "De minister ontvangt de ambassadeur van Peru"),
    ("nl", "Op 8 mei spreekt minister Jansen in Leiden over vrede.",
     "Minister Jansen spreekt in Leiden over vrede"),
    ("nl", "Op 8 mei vindt in Gent de uitreiking van de prijzen plaats.",
     "De uitreiking van de prijzen"),
    ("nl", "Donderdag 7 mei 2026\nOm 10.00 uur ontvangt de minister de burgemeester van Sneek.",
     "De minister ontvangt de burgemeester van Sneek"),
    # The date is within the subject.
    ("de", "Die ursprünglich für den 16. Mai vorgesehene Exkursion musste abgesagt werden.",
     "Ursprünglich vorgesehene Exkursion musste abgesagt werden"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "title"), INVERTED)
def test_the_subject_comes_before_its_verb(language: str, sentence: str, title: str) -> None:
    assert title in titles(language, sentence)


BARE = [
    ("en", "On 5 May 2026 the minister received the envoy for talks.",
     "The minister received the envoy for talks"),
    ("de", "Am 5. Mai empfängt der Minister seine Amtskollegin zu einem Arbeitsgespräch.",
     "Der Minister empfängt seine Amtskollegin zu einem Arbeitsgespräch"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "sentence", "title"), BARE)
def test_a_noun_is_no_title_where_the_verb_says_more(
    language: str, sentence: str, title: str
) -> None:
    assert titles(language, sentence) == [title]


# -- rows and places -------------------------------------------------------------------------------

ROWS = [
    # The cell that names an event is its title, not the longer one with the participants.
    (
        "en",
        (
            "Visitor\tDate\tPurpose\n"
            "Minister of Foreign Affairs of Peru\t12 February 2020\tBilateral talks\n"
            "President of the Republic of Peru\t4 June 2021\tState visit"
        ),
        ["Bilateral talks", "State visit"],
    ),
    # The heads of the columns also apply below the name of a month.
    (
        "de",
        (
            "Datum\tUhrzeit\tTermin\tOrt\nAugust 2026\n"
            "27.\t10:00\t22. Sitzung\tPotsdam, Raum 2.050\n31.\t18:00\tEmpfang\tBonn"
        ),
        ["22. Sitzung", "Empfang"],
    ),
    # The name of a country before a colon or full stop is not part of the title.
    (
        "fr",
        "5 mai 2026\nALBANIE: fête nationale\nMALTE: élections",
        ["fête nationale", "élections"],
    ),
    ("ru", "5 мая 2026 г.\nМАРОККО. Годовщина независимости", ["Годовщина независимости"]),
    # A dash in a name in quotes does not separate a place.
    ("uk", "5 травня 2026 – Саміт «Україна – Греція»", ["Саміт «Україна – Греція»"]),
]


@pytest.mark.parametrize(("language", "text", "expected"), ROWS)
def test_the_title_is_what_takes_place(language: str, text: str, expected: list[str]) -> None:
    assert titles(language, text) == expected


# -- titles of several lines -----------------------------------------------------------------------

UNSPACED = [
    ("zh", "应外交部长邀请，芬兰外长将于2026年5月2日至4日对秘鲁进行正式访问。",
     "芬兰外长对秘鲁进行正式访问"),
    ("zh", "2026年5月20日，秘鲁织物展览将在利马开幕。", "秘鲁织物展览将在利马开幕"),
    ("ja", "ペルー共和国大統領は、2026年5月4日から7日まで来日する。", "ペルー共和国大統領は、来日する"),
    ("ja", "ペルー共和国大統領は、5月4日(月曜日)から7日まで、外務省賓客として来日する。",
     "ペルー共和国大統領は、外務省賓客として来日する"),
    ("ja", "2026年5月9日に第3回日・EU首脳会議が東京で開催される。", "第3回日・EU首脳会議"),
    ("zh", "双方交往一览\n2009年8月20日 秘鲁总统访华", "秘鲁总统访华"),
    # A noun with its words before it is enough.
    ("zh", "2026年5月5日，第二届海洋论坛在利马举行。", "第二届海洋论坛"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "title"), UNSPACED)
def test_a_visit_keeps_its_visitor_in_scripts_without_spaces(
    language: str, text: str, title: str
) -> None:
    assert titles(language, f"Note\n\n{text}\n") == [title]


OPENING_DATES = [
    ("en", "On 6 May 2025, the minister received her guests in Paris.",
     "The minister received her guests in Paris"),
    ("fr", "Le 6 mai 2025, la ministre a reçu à Paris ses invités.",
     "La ministre a reçu à Paris ses invités"),
    ("fr", "Le 8 mai 2025, le ministre a visité Lima.", "Le ministre a visité Lima"),
    ("ar", "تعقد اللجنة المشتركة دورتها الثالثة في الرباط يوم 2 أكتوبر 2026.",
     "تعقد اللجنة المشتركة دورتها الثالثة في الرباط"),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "title"), OPENING_DATES)
def test_a_sentence_that_says_what_happened_is_the_title(
    language: str, text: str, title: str
) -> None:
    assert titles(language, f"Note\n\n{text}\n") == [title]


HEADINGS = [
    (
        "es",
        (
            "PROGRAMA DE LA VISITA OFICIAL\nDEL MINISTRO DE PESCA\nDE LA REPÚBLICA DEL PERÚ\n"
            "Madrid, 14 y 15 de septiembre de 2026"
        ),
        "VISITA OFICIAL DEL MINISTRO DE PESCA DE LA REPÚBLICA DEL PERÚ",
    ),
    (
        "fr",
        (
            "VISITE D'ÉTAT DU PRÉSIDENT DE LA RÉPUBLIQUE DU BÉNIN\nEN ROUMANIE\n"
            "(Bucarest, 20-22 octobre 2026)"
        ),
        "VISITE D'ÉTAT DU PRÉSIDENT DE LA RÉPUBLIQUE DU BÉNIN EN ROUMANIE",
    ),
    (
        "ru",
        (
            "Для служебного пользования\n\nПРОГРАММА\nпребывания делегации Парламента Грузии\n"
            "в Республике Казахстан\n(12–15 октября 2026 года, гг. Астана, Туркестан)"
        ),
        "Пребывание делегации Парламента Грузии в Республике Казахстан",
    ),
    (
        "en",
        (
            "PROGRAMME\nfor the working visit of the Speaker\nto the Republic of Peru\n"
            "Lima, 14-15 September 2026"
        ),
        "Working visit of the Speaker to the Republic of Peru",
    ),
]


@pytest.mark.parametrize(("language", "text", "title"), HEADINGS)
def test_a_title_of_several_lines_names_the_event_whole(
    language: str, text: str, title: str
) -> None:
    assert titles(language, text) == [title]


CUT = [
    # A word that no title includes may be part of a name.
    (
        "es",
        "La apertura del Foro de Ciudad del Este será el 5 de mayo.",
        "Apertura del Foro de Ciudad del Este",
    ),
    (
        "fr",
        "La visite officielle du Président de la Chambre à Oslo, prévue le 5 mai 2026, commence.",
        "Visite officielle du Président de la Chambre à Oslo",
    ),
    # The body that meets is between "meeting" and what it does.
    (
        "es",
        "La III Reunión del Mecanismo de Consultas Políticas se celebrará el 5 de mayo.",
        "III Reunión del Mecanismo de Consultas Políticas",
    ),
    (
        "it",
        "La riunione del Gruppo di Consultazioni sulla pesca si terrà il 5 maggio 2026.",
        "Riunione del Gruppo di Consultazioni sulla pesca",
    ),
    # Verbs of beginning and remaining.
    ("es", "El seminario sobre mareas quedó previsto para el 5 de mayo.", "Seminario sobre mareas"),
    ("fr", "Le séminaire sur les marées débutera le 5 mai 2026.", "Séminaire sur les marées"),
    ("it", "Il seminario sulle maree inizierà il 5 maggio 2026.", "Seminario sulle maree"),
    ("pt", "O seminário sobre marés começará em 5 de maio de 2026.", "Seminário sobre marés"),
    # A week with a name, and a mission that is an institution.
    (
        "en",
        "The Permanent Mission invites you to the third Baltic Sea Week on 5 May 2026.",
        "Third Baltic Sea Week",
    ),
    # A noun that "and" joins to the one before the end.
    (
        "tr",
        "Balıkçılığın Geliştirilmesi ve Korunması Anlaşması'nın imzalanması (Ankara, 5 Mayıs 1998; 12)",
        "Balıkçılığın Geliştirilmesi ve Korunması Anlaşması'nın imzalanması",
    ),
]


@pytest.mark.parametrize(("language", "sentence", "title"), CUT)
def test_a_title_is_not_cut_inside_a_name(language: str, sentence: str, title: str) -> None:
    assert titles(language, f"Note\n\n{sentence}\n") == [title]


def test_a_noun_keeps_the_joiner_with_which_it_is_spelled() -> None:
    text = "تفاهم\u200cنامه همکاری در 5 مه 2025 در تهران امضا شد."
    assert titles("fa", text) == ["تفاهم\u200cنامه همکاری"]


SIGNED_BEHIND = [
    (
        "es",
        "Durante la visita oficial a Oslo se firmó, el 5 de mayo de 2025, el Convenio de Pesca.",
        "Convenio de Pesca",
    ),
    (
        "fr",
        "Lors de la visite, les ministres ont signé, le 5 mai 2025, l'accord sur la pêche.",
        "Accord sur la pêche",
    ),
    (
        "en",
        "During the visit the ministers signed, on 5 May 2025, the Fisheries Agreement.",
        "Fisheries Agreement",
    ),
]


@pytest.mark.parametrize(("language", "sentence", "title"), SIGNED_BEHIND)
def test_what_is_signed_on_a_day_between_commas_is_behind_it(
    language: str, sentence: str, title: str
) -> None:
    assert titles(language, sentence) == [title]


def test_a_date_in_brackets_is_that_of_the_event_before_them() -> None:
    text = "Las delegaciones irán a la Cumbre de Jefes de Estado (Lima, 5 de mayo de 2026) y al seminario."
    assert titles("es", text) == ["Cumbre de Jefes de Estado"]


def test_without_capitals_only_a_known_place_comes_before_a_dash() -> None:
    assert titles("ar", "الثلاثاء 5 مايو 2026\n09:30 منتدى الأعمال الخامس – فندق شيراتون\n") == [
        "منتدى الأعمال الخامس – فندق شيراتون"
    ]
    assert titles("ar", "الثلاثاء 5 مايو 2026\nمسقط – منتدى الأعمال الخامس\n") == [
        "منتدى الأعمال الخامس"
    ]


def test_a_title_does_not_end_with_the_word_before_two_days() -> None:
    text = "عقدت اللجنة المشتركة دورتها السابعة في مسقط يومي 20 و21 مايو 2025."
    assert titles("ar", text) == ["عقدت اللجنة المشتركة دورتها السابعة في مسقط"]


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("en", "AGREEMENT\non visas\n\nDone at Astana on 3 May 2025 in two originals.\n", "AGREEMENT on visas"),
        ("fr", "Relevé de conclusions\n\nFait à Paris, le 12 mars 2025\n", "Relevé de conclusions"),
    ],
)  # fmt: skip
def test_the_sentence_that_closes_a_paper_names_its_signature_after_the_paper(
    language: str, text: str, title: str
) -> None:
    assert titles(language, text) == [title]
