"""Layouts of whole papers: how their lines belong together.

The lists of `test_lists` are read a line at a time; here, several lines are one event, or one line
is several.
"""

from __future__ import annotations

from datetime import date

import pytest

from timeline import documents
from timeline.documents.cell_lines import rows_of_cell_lines
from timeline.extraction import from_document

from .papers import ON, Placed, by_law, extracted, placed

# -- fields with labels ----------------------------------------------------------------------------

RECORDS: list[tuple[str, str, list[Placed]]] = [
    (
        "es",
        (
            "CRONOLOGÍA BILATERAL\n"
            "FECHA: 3 de mayo de 2010\nASUNTO: Visita\n"
            "EVENTOS: Visita oficial del Presidente de Chile a Lima.\n"
            "FECHA: junio de 2012\nASUNTO: Acuerdo\n"
            "EVENTOS: Firma del Acuerdo de Cooperación Técnica.\n"
            "FECHA: 2015\nASUNTO: Embajada\nEVENTOS: Apertura de la Embajada en Lima.\n"
        ),
        [
            ("2010-05-03", "Visita oficial del Presidente de Chile a Lima", "lima"),
            ("2012-06", "Firma del Acuerdo de Cooperación Técnica", None),
            ("2015", "Apertura de la Embajada en Lima", "lima"),
        ],
    ),
    (
        "ar",
        (
            "التاريخ: 5 مايو 2019\nالمكان: عمّان\nالحدث: زيارة وزير الخارجية الكازاخي\n"
            "التاريخ: 7 يونيو 2021\nالمكان: أستانا\nالحدث: منتدى الأعمال الأردني\n"
        ),
        [
            ("2019-05-05", "زيارة وزير الخارجية الكازاخي", "amman"),
            ("2021-06-07", "منتدى الأعمال الأردني", "astana"),
        ],
    ),
    (
        "zh",
        (
            "大事记\n时间：2019年5月4日\n地点：北京\n内容：中国与塞尔维亚外长会谈\n"
            "时间：2020年6月\n地点：贝尔格莱德\n内容：中塞经贸混委会会议\n"
        ),
        [
            ("2019-05-04", "中国与塞尔维亚外长会谈", "beijing"),
            ("2020-06", "中塞经贸混委会会议", "belgrade"),
        ],
    ),
    (
        "pl",
        (
            "Termin: 5–6 maja 2026 r.\nMiejsce: Warszawa\nTemat: Forum gospodarcze\n\n"
            "Termin: 9 maja 2026 r.\nMiejsce: Kraków\nTemat: Spotkanie ministrów\n"
        ),
        [
            ("2026-05-05/2026-05-06", "Forum gospodarcze", "warsaw"),
            ("2026-05-09", "Spotkanie ministrów", "krakow"),
        ],
    ),
    (
        "fr",
        (
            "Objet : Forum des maires\nDate : 5 mai 2026\nHeure : 10h30\nLieu : Dakar\n\n"
            "Objet : Réunion du Conseil\nDate : 7 mai 2026\nLieu : Tunis\n"
        ),
        [
            ("2026-05-05T10:30:00", "Forum des maires", "dakar"),
            ("2026-05-07", "Réunion du Conseil", "tunis"),
        ],
    ),
]


TITLED_RECORDS: list[tuple[str, str, list[Placed]]] = [
    (
        "cs",
        (
            "Avíza\n\nPrezident přijme velvyslance\n\n"
            "Kdy: 4. 5. 2026 - 5. 5. 2026 , Kde: Praha, Černínský palác\n\n"
            "Vstup jen po akreditaci.\n\nNávštěva ministra Litvy (ZRUŠENO)\n\n"
            "Kdy: 7. 5. 2026, 10:30 , Kde: Brno\n"
        ),
        [
            ("2026-05-04/2026-05-05", "Prezident přijme velvyslance", "prague"),
            ("2026-05-07T10:30:00", "Návštěva ministra Litvy", "brno"),
        ],
    ),
    (
        "ru",
        (
            "Мероприятия\n\nФорум молодых дипломатов\n\n"
            "Когда: 14.05.2026 – 15.05.2026; Где: Астана, Дворец независимости\n\n"
            "Визит министра иностранных дел Сербии\n\nКогда: 20.05.2026, 11:00; Где: Алма-Ата\n"
        ),
        [
            ("2026-05-14/2026-05-15", "Форум молодых дипломатов", "astana"),
            ("2026-05-20T11:00:00", "Визит министра иностранных дел Сербии", "almaty"),
        ],
    ),
    (
        "de",
        (
            "Termine\n\nKonferenz der Bürgermeister\n"
            "Wann: 4. Mai 2026, 10 Uhr | Wo: Wien, Hofburg\n\n"
            "Bürger fragen\nWann: 7. Mai 2026 | Wo: Berlin\n"
        ),
        [
            ("2026-05-04T10:00:00", "Konferenz der Bürgermeister", "vienna"),
            ("2026-05-07", "Bürger fragen", "berlin"),
        ],
    ),
    (
        "tr",
        (
            "Etkinlikler\n\nBelediye Başkanları Forumu\nTarih: 5 Mayıs 2026, Yer: Ankara\n\n"
            "Açık Kapı Günü\nTarih: 9 Mayıs 2026, Yer: İstanbul\n"
        ),
        [
            ("2026-05-05", "Belediye Başkanları Forumu", "ankara"),
            ("2026-05-09", "Açık Kapı Günü", "istanbul"),
        ],
    ),
]


def test_a_title_above_its_fields_may_say_that_the_event_is_off() -> None:
    _, text, _ = TITLED_RECORDS[0]
    assert [one.intended.value for one in extracted("cs", text).drafts] == ["planned", "cancelled"]


@pytest.mark.parametrize(
    ("language", "text"),
    [
        (
            "en",
            (
                "Date: 5 March 2026\nTitle: Minister opens the fair\n\n"
                "Date: 3 March 2026\nTitle: Visit to Oslo\n"
            ),
        ),
        (
            "it",
            (
                "Data: 5 marzo 2026\nTitolo: Il Ministro apre la fiera\n\n"
                "Data: 3 marzo 2026\nTitolo: Visita a Oslo\n"
            ),
        ),
    ],
)
def test_days_of_a_list_of_news_are_those_of_the_news(language: str, text: str) -> None:
    assert placed(language, text) == []


# -- tables with one cell a line -------------------------------------------------------------------


def cell_lines(*rows: tuple[str, ...]) -> str:
    return "\n".join(f"{cell} |" if cell else "|" for row in rows for cell in row) + "\n"


CELL_LINES: list[tuple[str, str, list[Placed]]] = [
    (
        "fr",
        "Calendrier de la présidence\n\n"
        + cell_lines(
            ("Date", "Lieu", "Réunion"),
            ("Septembre 2026", "", ""),
            ("3-4", "Luxembourg", "Réunion des ministres"),
            ("24", "Bruxelles", "Conférence sur la cohésion"),
        )
        + "page 15\n"
        + cell_lines(
            ("Date", "Lieu", "Réunion"),
            ("30-2 octobre", "Lyon", "Forum des maires"),
            ("Octobre 2026", "", ""),
            ("12-13", "Lisbonne", "Forum des régions"),
        ),
        [
            ("2026-09-03/2026-09-04", "Réunion des ministres", "luxembourg"),
            ("2026-09-24", "Conférence sur la cohésion", "brussels"),
            ("2026-09-30/2026-10-02", "Forum des maires", "lyon"),
            ("2026-10-12/2026-10-13", "Forum des régions", "lisbon"),
        ],
    ),
    (
        "de",
        cell_lines(
            ("Datum", "Sitzung", "Ort"),
            ("3. September 2026", "Sitzung des Rates", "Brüssel"),
            ("30. September 2026", "Konferenz der Minister", "Wien"),
            ("5. Oktober 2026", "Gipfeltreffen", "Prag"),
        ),
        [
            ("2026-09-03", "Sitzung des Rates", "brussels"),
            ("2026-09-30", "Konferenz der Minister", "vienna"),
            ("2026-10-05", "Gipfeltreffen", "prague"),
        ],
    ),
    (
        "es",
        "Calendario\n\n"
        + cell_lines(
            ("Mes", "Día", "Lugar", "Acto"),
            ("mayo de 2026", "4", "Lima", "Reunión del Consejo"),
            ("", "9-10", "Quito", "Foro de alcaldes"),
            ("junio de 2026", "12", "Bogotá", "Cumbre"),
        ),
        [
            ("2026-05-04", "Reunión del Consejo", "lima"),
            ("2026-05-09/2026-05-10", "Foro de alcaldes", "quito"),
            ("2026-06-12", "Cumbre", "bogota"),
        ],
    ),
    (
        "ru",
        (
            "| Дата\n| Место\n| Мероприятие\n| Декабрь 2026 г.\n|\n|\n| 4–5\n| Минск\n"
            "| Заседание Совета министров\n| 30–2 января\n| Москва\n| Форум молодёжи\n"
            "| Январь 2027 г.\n|\n|\n| 12\n| Астана\n| Саммит глав государств\n"
        ),
        [
            ("2026-12-04/2026-12-05", "Заседание Совета министров", "minsk"),
            ("2026-12-30/2027-01-02", "Форум молодёжи", "moscow"),
            ("2027-01-12", "Саммит глав государств", "astana"),
        ],
    ),
]


@pytest.mark.parametrize("text", ["|\n|\n|\n|\n|\n|\n|\n", "", "a |\nb |\nc |\nd |\ne |\nf |\n"])
def test_lines_with_a_bar_and_without_dates_are_no_table(text: str) -> None:
    assert rows_of_cell_lines(text) == []


# -- chronicles whose entries run in ---------------------------------------------------------------

RUN_IN: list[tuple[str, str, list[Placed]]] = [
    (
        "en",
        (
            "CHRONOLOGY, 1 January to 31 March 2025\n\nJANUARY January 3. Iceland: The Foreign "
            "Minister met his colleague in Reykjavik. January 7–8. Serbia:\nDays of culture in "
            "Subotica. January 14. Egypt: An agreement was signed in Cairo. FEBRUARY February 2. "
            "Peru:\nThe President received the Ambassador of Peru.\n"
        ),
        [
            (
                "2025-01-03",
                "The Foreign Minister met his colleague in Reykjavik",
                "reykjavik",
            ),
            ("2025-01-07/2025-01-08", "Days of culture in Subotica", "subotica"),
            ("2025-01-14", "An agreement was signed in Cairo", "cairo"),
            ("2025-02-02", "The President received the Ambassador of Peru", None),
        ],
    ),
    (
        "hu",
        (
            "Eseménynaptár, 2025. október 1.-december 31.\n"
            "OKTÓBER Október 2-3. Kirgizisztán: A házelnök látogatást tett Biskekben. Október 7.\n"
            "Vietnam: Megállapodás aláírása Hanoiban. NOVEMBER November 3. Japán: Az Üzleti Fórum "
            "megnyitása.\n"
        ),
        [
            (
                "2025-10-02/2025-10-03",
                "A házelnök látogatást tett Biskekben",
                "bishkek",
            ),
            ("2025-10-07", "Megállapodás aláírása Hanoiban", "hanoi"),
            ("2025-11-03", "Az Üzleti Fórum megnyitása", None),
        ],
    ),
    (
        "ru",
        (
            "Хроника событий 1 октября – 31 декабря 2025 г.\n\n3 октября – заседание комиссии в "
            "Белграде. 7–8 октября – форум молодых дипломатов в Астане. 14 октября – подписание "
            "соглашения о воздушном сообщении."
        ),
        [
            ("2025-10-03", "заседание комиссии в Белграде", "belgrade"),
            ("2025-10-07/2025-10-08", "форум молодых дипломатов в Астане", "astana"),
            ("2025-10-14", "подписание соглашения о воздушном сообщении", None),
        ],
    ),
    (
        "de",
        (
            "Chronik vom 1. Oktober bis 31. Dezember 2025\n\n3. Oktober: Sitzung der Kommission in "
            "Belgrad. 7.–8. Oktober: Forum der Bürgermeister in Wien. 14. Oktober: Unterzeichnung "
            "des Abkommens über den Luftverkehr."
        ),
        [
            ("2025-10-03", "Sitzung der Kommission in Belgrad", "belgrade"),
            ("2025-10-07/2025-10-08", "Forum der Bürgermeister in Wien", "vienna"),
            ("2025-10-14", "Unterzeichnung des Abkommens über den Luftverkehr", None),
        ],
    ),
    (
        "fr",
        (
            "Chronologie, du 1er octobre au 31 décembre 2025\n\nOCTOBRE 3 octobre. – Réunion de la "
            "commission à Belgrade. 7-8 octobre. – Forum des maires à Dakar. 14 octobre. – "
            "Signature de l'accord aérien."
        ),
        [
            ("2025-10-03", "Réunion de la commission à Belgrade", "belgrade"),
            ("2025-10-07/2025-10-08", "Forum des maires à Dakar", "dakar"),
            ("2025-10-14", "Signature de l'accord aérien", None),
        ],
    ),
]


def test_sentences_with_dates_are_no_entries() -> None:
    prose = (
        "The visit began in Oslo. 5 May 2025 was the day of the talks in Bergen. On 7 May the "
        "guests left. 9 May was a holiday."
    )
    content = documents.parse(prose.encode(), "paper.txt", language="en", on=ON)
    assert len(content.paragraphs) == 1


# -- chronicles by country -------------------------------------------------------------------------

BY_COUNTRY: list[tuple[str, str, list[Placed]]] = [
    (
        "en",
        (
            "6 JULY 2026 — 19 JULY 2026\n\n"
            "ARMENIA. 8 July.—A loan agreement was signed in Yerevan.\n\n"
            "15 July.—The National Assembly ratified the agreement.\n\n"
            "SECURITY COUNCIL, UNITED NATIONS. 17 July.—The Council extended the mission.\n\n"
            "CONFERENCES: TALKS ON SHIPPING. 6-10 July.—The conference took place in Oslo.\n"
        ),
        [
            ("2026-07-08", "A loan agreement was signed in Yerevan", "yerevan"),
            ("2026-07-15", "The National Assembly ratified the agreement", None),
            ("2026-07-17", "The Council extended the mission", None),
            ("2026-07-06/2026-07-10", "The conference took place in Oslo", "oslo"),
        ],
    ),
    (
        "fr",
        (
            "6-19 juillet 2026\n\nARMÉNIE, 8 juillet. — Signature d'un accord à Erevan.\n\n"
            "Brésil (9 juillet) : Réunion de la commission mixte à Brasilia.\n\n"
            "PÉROU. 17 juillet. — Visite du président du Chili à Lima."
        ),
        [
            ("2026-07-08", "Signature d'un accord à Erevan", "yerevan"),
            ("2026-07-09", "Réunion de la commission mixte à Brasilia", "brasilia"),
            ("2026-07-17", "Visite du président du Chili à Lima", "lima"),
        ],
    ),
    (
        "ru",
        (
            "6–19 июля 2026 г.\n\nАРМЕНИЯ. 8 июля. – Подписание соглашения в Ереване.\n\n"
            "15 июля. – Заседание парламента.\n\n"
            "АВСТРИЯ. 13 июля. – Официальный визит канцлера в Словению."
        ),
        [
            ("2026-07-08", "Подписание соглашения в Ереване", "yerevan"),
            ("2026-07-15", "Заседание парламента", None),
            ("2026-07-13", "Официальный визит канцлера в Словению", None),
        ],
    ),
    (
        "pl",
        (
            "6–19 lipca 2026 r.\n\nWarszawa, 8 lipca – Forum burmistrzów\n\n"
            "Kraków, 9 lipca – Spotkanie ministrów\n\nPERU: 12 lipca – Wybory do parlamentu"
        ),
        [
            ("2026-07-08", "Forum burmistrzów", "warsaw"),
            ("2026-07-09", "Spotkanie ministrów", "krakow"),
            ("2026-07-12", "Wybory do parlamentu", None),
        ],
    ),
    (
        "es",
        (
            "6-19 de julio de 2026\n\nPERÚ. 8 de julio.— Firma de un acuerdo en Lima.\n\n"
            "CHILE. 10 de julio.— Visita oficial del Presidente a Quito."
        ),
        [
            ("2026-07-08", "Firma de un acuerdo en Lima", "lima"),
            ("2026-07-10", "Visita oficial del Presidente a Quito", "quito"),
        ],
    ),
]


def test_the_place_before_the_day_of_a_paper_heads_no_item() -> None:
    text = "LONDON, 1 April – The Foreign Minister said that he would not resign.\n\nHe left."
    assert placed("en", text) == []


# -- weekdays in the sentences about a week --------------------------------------------------------

SATURDAY = date(2026, 10, 17)

WEEKS: list[tuple[str, str, list[str]]] = [
    (
        "nl",
        (
            "Agenda week 43\n\nDe Kamer debatteert dinsdagmiddag over de begroting.\n\n"
            "De premier brengt van woensdag tot en met vrijdag een bezoek aan Vietnam.\n\n"
            "In Utrecht wordt zaterdag de beurs geopend.\n"
        ),
        ["2026-10-20", "2026-10-21/2026-10-23", "2026-10-24"],
    ),
    (
        "de",
        (
            "Termine der KW 43\n\nAm Montagabend empfängt der Präsident den Botschafter von Peru.\n\n"
            "Von Dienstag bis Donnerstag besucht die Ministerin Vietnam.\n\n"
            "Das Gipfeltreffen findet Donnerstag und Freitag in Brüssel statt.\n"
        ),
        ["2026-10-19", "2026-10-20/2026-10-22", "2026-10-22/2026-10-23"],
    ),
    (
        "en",
        (
            "The week ahead: 19–25 October 2026\n\n"
            "The prime minister pays a visit to Vietnam from Wednesday to Friday.\n\n"
            "EU leaders hold a summit in Brussels on Thursday and Friday.\n\n"
            "The opening of the fair takes place in Oslo on Saturday.\n\n"
            "Every Monday a concert is held.\n"
        ),
        ["2026-10-21/2026-10-23", "2026-10-22/2026-10-23", "2026-10-24"],
    ),
    (
        "es",
        (
            "Agenda de la semana del 19 al 25 de octubre\n\n"
            "El ministro recibe el martes en Lima al embajador del Perú.\n\n"
            "La cumbre se celebra el jueves y el viernes en Bruselas.\n\n"
            "El sábado se inaugura en Quito la feria del libro.\n"
        ),
        ["2026-10-20", "2026-10-22/2026-10-23", "2026-10-24"],
    ),
    (
        "ru",
        (
            "Повестка недели: 19–25 октября\n\nВо вторник в Москве пройдёт заседание комиссии.\n\n"
            "В четверг и пятницу в Брюсселе состоится саммит.\n\n"
            "С среды по пятницу министр посетит Вьетнам.\n"
        ),
        ["2026-10-20", "2026-10-22/2026-10-23", "2026-10-21/2026-10-23"],
    ),
]


@pytest.mark.parametrize(("language", "text", "days"), WEEKS)
def test_weekdays_in_sentences_are_those_of_the_week_in_the_title(
    language: str, text: str, days: list[str]
) -> None:
    found = extracted(language, text, SATURDAY)
    assert [str(draft.event.date) for draft in found.drafts] == days
    assert all(draft.inferred for draft in found.drafts)


def test_weekdays_without_a_week_are_not_dates() -> None:
    sentences = WEEKS[2][1].split("\n\n")[1:3]
    assert placed("en", "\n\n".join(sentences), SATURDAY) == []


def test_a_date_behind_the_label_of_its_line_begins_no_entry() -> None:
    text = (
        "Sitzungstermine 2027\n\n1. Sitzung: 14. Januar 2027\n2. Sitzung: 18. März 2027\n"
        "3. Sitzung: 10./11. Juni 2027\n4. Sitzung: 7. September 2027"
    )
    document = documents.parse(text.encode(), "paper.txt", language="de", on=date(2026, 11, 1))
    assert [draft.title for draft in from_document(document).drafts] == [
        "1. Sitzung",
        "2. Sitzung",
        "3. Sitzung",
        "4. Sitzung",
    ]


# -- hours, venues and events on a line each -------------------------------------------------------

VENUES_FIRST: list[tuple[str, str, list[tuple[str, str, str | None]]]] = [
    (
        "en",
        (
            "Media alert\n\nWednesday, 14 October 2026\n\n9:30 am\n\nGeneral Assembly Hall\n\n"
            "Memorial ceremony\n\n10:00 am\n\nSecurity Council Chamber\n\nMeeting on Libya\n\n"
            "Thursday, 15 October 2026\n\n3:00 - 4:30 pm\n\nConference Room 4\n\nPress conference\n"
        ),
        [
            ("2026-10-14T09:30:00", "Memorial ceremony", "General Assembly Hall"),
            ("2026-10-14T10:00:00", "Meeting on Libya", "Security Council Chamber"),
            (
                "2026-10-15T15:00:00/2026-10-15T16:30:00",
                "Press conference",
                "Conference Room 4",
            ),
        ],
    ),
    (
        "fr",
        (
            "Mercredi 14 octobre 2026\n\n9h30\n\nSalle des conférences\n\nRéunion du Conseil\n\n"
            "11h00\n\nHôtel Continental\n\nOuverture du forum\n"
        ),
        [
            ("2026-10-14T09:30:00", "Réunion du Conseil", "Salle des conférences"),
            ("2026-10-14T11:00:00", "Ouverture du forum", "Hôtel Continental"),
        ],
    ),
    (
        "ru",
        (
            "14 октября 2026 года\n\n9:30\nЗал заседаний\nОткрытие форума\n\n"
            "11:00\nЗал № 4\nПресс-конференция министра\n"
        ),
        [
            ("2026-10-14T09:30:00", "Открытие форума", "Зал заседаний"),
            ("2026-10-14T11:00:00", "Пресс-конференция министра", "Зал № 4"),
        ],
    ),
    (
        "de",
        (
            "Mittwoch, 14. Oktober 2026\n\n9.30 Uhr\n\nGroßer Saal\n\nSitzung des Rates\n\n"
            "11 Uhr\n\nSaal 4\n\nPressekonferenz der Ministerin\n"
        ),
        [
            ("2026-10-14T09:30:00", "Sitzung des Rates", "Großer Saal"),
            ("2026-10-14T11:00:00", "Pressekonferenz der Ministerin", "Saal 4"),
        ],
    ),
    (
        "en",
        "14 October 2026\n\n9:30\n\nMeeting\n\nRoom 5\n\n11:00\n\nPress conference\n\nRoom 4\n",
        [
            ("2026-10-14T09:30:00", "Meeting", None),
            ("2026-10-14T11:00:00", "Press conference", None),
        ],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), VENUES_FIRST)
def test_the_venue_may_come_between_the_hours_and_the_event(
    language: str, text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    found = []
    for draft in extracted(language, text).drafts:
        venue = draft.event.venue
        named = venue.by_language[language] if venue else None
        found.append((str(draft.event.date), draft.title, named))
    assert found == expected


# -- all layouts -----------------------------------------------------------------------------------

LAYOUTS = {
    "each group of labelled fields is an event": RECORDS,
    "the line above each record of a list is its title": TITLED_RECORDS,
    "a table may have one cell per line": CELL_LINES,
    "each entry of a paragraph of a chronicle is an event": RUN_IN,
    "a country or subject may come before the date": BY_COUNTRY,
}
"""The rows of each layout, by what they show."""


@pytest.mark.parametrize(("language", "text", "expected"), by_law(LAYOUTS))
def test_layouts_are_drafted_with_their_days_and_places(
    language: str, text: str, expected: list[Placed]
) -> None:
    assert placed(language, text) == expected
