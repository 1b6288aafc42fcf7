"""Lists, programmes and tables: one draft for each line, with its days and its status."""

from __future__ import annotations

from datetime import date

import pytest

from timeline import documents
from timeline.extraction import from_document
from timeline.extraction.structure import lines
from timeline.phrases.dated_lines import Dated, leading
from timeline.phrases.passages import Passage

from .papers import ON, dated, days, extracted, placed

# -- days and months in figures --------------------------------------------------------------------

SLASHES = [
    (
        "fr",
        "Juillet 2026\n02/07 : réunion du Conseil\n25-26/07 : sommet\n30/07-02/08 : conférence",
        [
            ("2026-07-02", "réunion du Conseil"),
            ("2026-07-25/2026-07-26", "sommet"),
            ("2026-07-30/2026-08-02", "conférence"),
        ],
    ),
    # Days followed by their month show that the day comes first.
    (
        "en",
        "Calendar 2027\n\n3/06: Council meeting\n25-26/06: European Council",
        [("2027-06-03", "Council meeting"), ("2027-06-25/2027-06-26", "European Council")],
    ),
    # The heading shows which of the figures is the month, or that both are days.
    ("en", "June 2027\n6/11 Council meeting", [("2027-06-11", "Council meeting")]),
    (
        "es",
        "Mayo de 2026\n1/2 - Reunión del Consejo\n14/15 - Cumbre de la Unión",
        [
            ("2026-05-01/2026-05-02", "Reunión del Consejo"),
            ("2026-05-14/2026-05-15", "Cumbre de la Unión"),
        ],
    ),
    (
        "de",
        "Termine 2026\n\n28.–29.10. – Konferenz der Minister\n03.11. – Sitzung des Ausschusses",
        [
            ("2026-10-28/2026-10-29", "Konferenz der Minister"),
            ("2026-11-03", "Sitzung des Ausschusses"),
        ],
    ),
    (
        "ru",
        "Октябрь 2026\n28–29.10 — III Минская конференция\n31.10-02.11 — форум",
        [
            ("2026-10-28/2026-10-29", "III Минская конференция"),
            ("2026-10-31/2026-11-02", "форум"),
        ],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), SLASHES)
def test_days_and_months_in_figures_begin_lines(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert dated(language, text) == expected


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("fr", "3/4 des membres ont voté.\n1/2 finale à Paris"),
        ("fr", "Les 3/4 des membres et 2/3 des voix sont nécessaires."),
        ("en", "1/3 of the members\n2/3 of the votes"),
        ("ru", "1.1 Общие положения\n1.2 Участники"),
        ("en", "2. Progress\n2.1 The office reported.\n2.2 The seminar was useful.\n3. Finance"),
    ],
)
def test_fractions_and_numbers_begin_no_dates(language: str, text: str) -> None:
    assert dated(language, text) == []


def test_hours_are_no_numbers_of_sections() -> None:
    text = "Termine\n\n5. November 2026\n10.30 Uhr Empfang der Stadt\n11.30 Uhr Gespräch im Rathaus"
    assert dated("de", text) == [
        ("2026-11-05T10:30:00", "Empfang der Stadt"),
        ("2026-11-05T11:30:00", "Gespräch im Rathaus"),
    ]


def test_days_that_may_be_months_are_refused() -> None:
    found = extracted("en", "Agenda 2026\n\n3/06: Council meeting\n4/07: Meeting of ministers")
    assert [one.code for one in found.refused if one.text in ("3/06", "4/07")] == [
        "date-ambiguous",
        "date-ambiguous",
    ]
    assert not found.drafts


# -- what did not take place -----------------------------------------------------------------------

CANCELLED = [
    ("en", "The summit planned for 18 March 2026 was cancelled."),
    ("en", "The visit, scheduled for 12 February 2026, did not take place."),
    ("en", "- 12 March 2026: meeting of the commission, did not take place"),
    ("en", "The conference scheduled for 10 May 2026 in Vienna has been called off."),
    ("ru", "Визит президента, намеченный на 12 февраля 2026 года, не состоялся."),
    ("uk", "Запланований на 18 березня 2026 року саміт було скасовано."),
    ("be", "Запланаваны на 18 сакавіка 2026 года саміт не адбыўся."),
    ("bg", "Планираната за 18 март 2026 г. среща не се състоя."),
    ("mk", "Самитот планиран за 18 март 2026 година не се одржа."),
    ("sr", "Самит планиран за 18. март 2026. није одржан."),
    ("hr", "Sastanak planiran za 18. ožujka 2026. nije održan."),
    ("bs", "Sastanak planiran za 18. mart 2026. nije održan."),
    ("sl", "Zasedanje, načrtovano za 18. marec 2026, je bilo odpovedano."),
    ("pl", "Szczyt zaplanowany na 18 marca 2026 r. nie odbył się."),
    ("cs", "Summit plánovaný na 18. března 2026 se neuskutečnil."),
    ("de", "Die für den 12. Februar 2026 vorgesehene Konferenz fand nicht statt."),
    ("de", "Die Konferenz fand am 12. Februar 2026 nicht statt."),
    ("nl", "De conferentie, gepland op 18 maart 2026, ging niet door."),
    ("fr", "La visite du président, prévue pour le 12 février 2026, n'a pas eu lieu."),
    ("es", "La cumbre prevista para el 18 de marzo de 2026 no se celebró."),
    ("pt", "A cimeira prevista para 18 de março de 2026 não se realizou."),
    ("it", "Il vertice previsto per il 18 marzo 2026 non si è svolto."),
    ("ro", "Summitul programat pentru 18 martie 2026 nu a mai avut loc."),
    ("hu", "A 2026. március 18-ára tervezett csúcstalálkozó elmaradt."),
    ("el", "Η σύνοδος που είχε προγραμματιστεί για τις 18 Μαρτίου 2026 ακυρώθηκε."),
    ("hy", "2026 թվականի մարտի 18-ին նախատեսված գագաթնաժողովը չկայացավ։"),
    ("ka", "2026 წლის 18 მარტს დაგეგმილი სამიტი არ გაიმართა."),
    ("mn", "2026 оны 3 дугаар сарын 18-нд төлөвлөсөн уулзалт цуцлагдсан."),
    ("kk", "2026 жылғы 18 наурызда жоспарланған саммит өткен жоқ."),
    ("ky", "2026-жылдын 18-мартына пландалган саммит өткөн жок."),
    ("uz", "2026-yil 18-martga rejalashtirilgan sammit bekor qilindi."),
    ("tg", "Саммити 18 марти соли 2026 баргузор нашуд."),
    ("tr", "18 Mart 2026'da yapılması planlanan zirve iptal edildi."),
    ("az", "18 mart 2026-cı ildə planlaşdırılan sammit baş tutmadı."),
    ("ar", "القمة المقررة في 18 مارس 2026 لم تعقد."),
    ("fa", "نشستی که برای 18 مارس 2026 برنامه ریزی شده بود برگزار نشد."),
    ("zh", "原定于2026年3月18日举行的峰会已取消。"),
]


@pytest.mark.parametrize(("language", "text"), CANCELLED)
def test_planned_events_that_did_not_take_place_are_cancelled(language: str, text: str) -> None:
    assert [draft.intended for draft in extracted(language, text).drafts] == ["cancelled"]


@pytest.mark.parametrize(
    ("language", "text", "status"),
    [
        ("en", "The summit was held on 18 March 2026, but the visit was cancelled.", "held"),
        ("en", "The forum planned for 18 March 2026 was postponed.", "postponed"),
        ("en", "The meeting scheduled for 6 May 2026 will discuss visas.", "announced"),
        ("ru", "Форум состоялся 10 февраля 2026 года.", "held"),
        ("de", "Die Konferenz fand am 12. Februar 2026 statt.", "held"),
    ],
)
def test_other_events_are_not_cancelled(language: str, text: str, status: str) -> None:
    assert [draft.intended for draft in extracted(language, text).drafts] == [status]


# -- days, hours and places of programmes ------------------------------------------------------------


def test_a_weekday_and_a_day_are_of_the_days_around_that_of_the_document() -> None:
    text = (
        "Agenda\n\nLUNES 9\n09:30 h.  Desayuno informativo\n\nSÁBADO 14 - DOMINGO 15\n"
        "La Haya. Foro Mundial por la Justicia"
    )
    assert placed("es", text, date(2026, 11, 6)) == [
        ("2026-11-09T09:30:00", "Desayuno informativo", None),
        ("2026-11-14/2026-11-15", "Foro Mundial por la Justicia", "the-hague"),
    ]
    assert placed("es", text.replace("LUNES 9", "LUNES 8"), date(2026, 11, 6))[0][0] != (
        "2026-11-08T09:30:00"
    )


def test_rows_of_hours_continue_with_the_day_above() -> None:
    text = (
        "Mo 02.11.2026   10:00   Antrittsbesuch des Botschafters\n"
        "                        Staatskanzlei, Zimmer 114\n"
        "                17.30   Empfang des Konsularkorps\n"
        "Di 03.11.2026           Sitzung des Ausschusses\n"
    )
    assert dated("de", text, date(2026, 10, 1)) == [
        ("2026-11-02T10:00:00", "Antrittsbesuch des Botschafters"),
        ("2026-11-02T17:30:00", "Empfang des Konsularkorps"),
        ("2026-11-03", "Sitzung des Ausschusses"),
    ]


PROGRAMMES = [
    (
        "en",
        (
            "Draft programme of the visit, Oslo, 22-24 September 2026\n\n"
            "Tuesday, 22 September\n16:05 Arrival\n19:30 Dinner hosted by the Ambassador"
        ),
        [
            ("2026-09-22T16:05:00", "Arrival", "oslo"),
            ("2026-09-22T19:30:00", "Dinner hosted by the Ambassador", "oslo"),
        ],
    ),
    (
        "es",
        "11 de noviembre de 2026\n11:15 h. Varsovia. Encuentro con la comunidad española",
        [("2026-11-11T11:15:00", "Encuentro con la comunidad española", "warsaw")],
    ),
    (
        "pt",
        (
            "Maio de 2026\n14-15   Conferência dos Presidentes, Nicósia\n"
            "20-22   Assembleia Parlamentar: reunião da Comissão Política, Vilnius"
        ),
        [
            ("2026-05-14/2026-05-15", "Conferência dos Presidentes", "nicosia"),
            (
                "2026-05-20/2026-05-22",
                "Assembleia Parlamentar: reunião da Comissão Política",
                "vilnius",
            ),
        ],
    ),
    (
        "es",
        "- Sesión de orientación: Madrid, 7 de septiembre de 2026",
        [("2026-09-07", "Sesión de orientación", "madrid")],
    ),
    (
        "pt",
        (
            "Março de 2026\n19/03   Reunião do Grupo de Amizade (sala 5, 14h30)\n"
            "20/03   Audiência ao Embaixador"
        ),
        [
            ("2026-03-19T14:30:00", "Reunião do Grupo de Amizade", None),
            ("2026-03-20", "Audiência ao Embaixador", None),
        ],
    ),
    (
        "it",
        "Giovedì 22 ottobre 2026\nore 10-13 Corso di aggiornamento\nore 20.00 Concerto",
        [
            ("2026-10-22T10:00:00/2026-10-22T13:00:00", "Corso di aggiornamento", None),
            ("2026-10-22T20:00:00", "Concerto", None),
        ],
    ),
    # A day and a month are not an hour if a column has such days.
    (
        "uk",
        "2025\n25.01   Зустріч президентів\n11.06   Саміт у Києві\n08.12   Консультації",
        [
            ("2025-01-25", "Зустріч президентів", None),
            ("2025-06-11", "Саміт у Києві", "kyiv"),
            ("2025-12-08", "Консультації", None),
        ],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), PROGRAMMES)
def test_programmes_have_hours_and_places(
    language: str, text: str, expected: list[tuple[str, str, str | None]]
) -> None:
    found = placed(language, text)
    assert [one for one in found if one in expected] == expected


def test_hours_on_a_line_are_those_of_the_line_below() -> None:
    text = (
        "Programme\n\nMonday, 18 May 2026\n\n10:00 - 11:00\nMeeting with the Prime Minister\n"
        "Government House\n\n12:30\nWreath-laying ceremony"
    )
    assert dated("en", text) == [
        ("2026-05-18T10:00:00/2026-05-18T11:00:00", "Meeting with the Prime Minister"),
        ("2026-05-18T12:30:00", "Wreath-laying ceremony"),
    ]


def test_a_line_of_place_and_date_dates_the_event_above_it() -> None:
    text = "{}\n4th meeting of the Joint Committee\n{}, 16 April 2026, 14:00–16:45\n\nPresent: all."
    for title, place in (("MINUTES", "Bishkek and online"), ("FIRST CALL", "Osh, Kyrgyzstan")):
        found = placed("en", text.format(title, place))
        assert [(when, name) for when, name, _ in found] == [
            ("2026-04-16T14:00:00/2026-04-16T16:45:00", "4th meeting of the Joint Committee")
        ]
        assert found[0][2] == place.split()[0].strip(",").casefold()


def test_a_place_may_follow_the_date_of_an_item() -> None:
    text = (
        "1. Протокол об установлении дипломатических отношений, 10 декабря 1996 г., г. Белград\n"
        "2. Соглашение о взаимных поездках граждан, 7 октября 2010 г., г. Астана"
    )
    assert placed("ru", text) == [
        ("1996-12-10", "Протокол об установлении дипломатических отношений", "belgrade"),
        ("2010-10-07", "Соглашение о взаимных поездках граждан", "astana"),
    ]


def test_a_city_may_be_called_one_and_precede_a_comma() -> None:
    assert placed("ru", "27 ноября 2025 г. – г. Бишкек – сессия Совета") == [
        ("2025-11-27", "сессия Совета", "bishkek")
    ]
    assert placed("pt", "Junho de 2026\n1-2     Reunião\n15-18   Lisboa, Sessão de verão")[1] == (
        "2026-06-15/2026-06-18",
        "Sessão de verão",
        "lisbon",
    )


def test_a_number_with_letters_behind_it_is_not_a_day() -> None:
    text = "Февраль 2026\n3 – вручение грамот\n12-13 – 5-е заседание группы"
    assert dated("ru", text)[1] == ("2026-02-12/2026-02-13", "5-е заседание группы")


def test_the_full_stop_of_a_text_is_not_that_of_an_ordinal() -> None:
    text = "Sajam obrazovanja u Solunu – mart 2027.\nZimska škola (Bansko) 25–31. januar 2027."
    assert dated("sr-Latn", text) == [
        ("2027-03", "Sajam obrazovanja u Solunu"),
        ("2027-01-25/2027-01-31", "Zimska škola (Bansko)"),
    ]


def test_a_cell_continues_in_small_letters_below_itself() -> None:
    text = (
        "Date              Place      Event\n"
        "12 March 2026     Vienna     Meeting of the joint\n"
        "                             commission\n"
        "4 April 2026      Geneva     Conference on water\n"
        "                             Registration is closed"
    )
    assert placed("en", text) == [
        ("2026-03-12", "Meeting of the joint commission", "vienna"),
        ("2026-04-04", "Conference on water", "geneva"),
    ]


def test_hours_may_follow_the_date_of_a_cell() -> None:
    text = "Erazmus dani          16. decembar 2026.\nDan škole             15. jun 2027, u 12.00"
    assert dated("sr-Latn", text)[1] == ("2027-06-15T12:00:00", "Dan škole")


def test_a_month_alone_dates_the_one_event_below_it() -> None:
    text = "Sept. 2022\nExposition « Gengis Khan » à Nantes, reportée.\n\nLe reste est du texte."
    assert dated("fr", text)[0][0] == "2022-09"


def test_independence_day_is_an_event_and_no_heading() -> None:
    text = "Желтоқсан 2026\n16 желтоқсан – Тәуелсіздік күні\n\nЕсеп кейін тапсырылады."
    assert dated("kk", text) == [("2026-12-16", "Тәуелсіздік күні")]


def test_a_word_parted_at_the_margin_is_one() -> None:
    text = (
        "Февраль 2026\n3 – вручение грамот\n12-13 – заседание белорусско-оман-\n"
        "ской рабочей группы\n20 – подписание меморандума"
    )
    assert ("2026-02-12/2026-02-13", "заседание белорусско-оманской рабочей группы") in dated(
        "ru", text
    )


def test_cells_below_each_other_are_rows() -> None:
    text = (
        "2025 рік\n    21 – 22 жовтня    робочий візит Голови Верховної Ради\n"
        "    осінь             тиждень української культури"
    )
    assert dated("uk", text)[0][1] == "робочий візит Голови Верховної Ради"


def test_a_line_that_cannot_be_read_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(passage: Passage, start: int, end: int) -> Dated | None:
        if "Dublin" in passage.around.text:
            raise RecursionError("too deep")
        return leading(passage, start, end)

    monkeypatch.setattr(lines, "leading", fail)
    text = "1 May 2026: Council\n2 May 2026: Meeting in Dublin\n3 May 2026: Forum"
    found = extracted("en", text)
    assert [draft.title for draft in found.drafts] == ["Council", "Forum"]
    assert [one.code for one in found.refused] == ["internal-error"]


LABELS = [
    (
        "en",
        (
            "WHAT:   Critical Minerals Roundtable\nWHEN:   Tuesday, March 10, 2026, 9:00 a.m.\n"
            "WHERE:  Room 225-A, 580 Booth Street, Ottawa"
        ),
        ("2026-03-10T09:00:00", "Critical Minerals Roundtable", "ottawa"),
    ),
    (
        "ru",
        "Дата: 10 марта 2026 г.\nМесто: г. Астана\nТема: Круглый стол по транспорту",
        ("2026-03-10", "Круглый стол по транспорту", "astana"),
    ),
    (
        "de",
        "Was: Pressegespräch mit der Ministerin\nWann: 10. März 2026, 11 Uhr\nWo: Rathaus, Wien",
        ("2026-03-10T11:00:00", "Pressegespräch mit der Ministerin", "vienna"),
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), LABELS)
def test_labels_say_what_takes_place_when_and_where(
    language: str, text: str, expected: tuple[str, str, str]
) -> None:
    assert placed(language, text) == [expected]


def test_a_label_without_what_takes_place_dates_the_document() -> None:
    assert dated("en", "Date: 10 March 2026\nFrom: the desk\n\nDear colleagues,") == []
    assert dated("en", "Date: 10 March 2026\nSubject: the forum\n\nDear colleagues,") == []


VENUES = [
    (
        "en",
        "10:00\nMeeting with the Prime Minister\nGovernment House, Belgrade",
        "Government House",
    ),
    ("en", "10:00 Plenary session (Hotel Moskva)", "Hotel Moskva"),
    ("en", "18:00 Dinner hosted by the Ambassador, Residence", "Residence"),
    ("en", "19:00 Concert of the National Philharmonic", None),
    ("en", "10:00 Meeting with the Prime Minister\nThe press is welcome to the room.", None),
]


@pytest.mark.parametrize(("language", "text", "venue"), VENUES)
def test_a_line_or_the_one_below_names_the_venue(
    language: str, text: str, venue: str | None
) -> None:
    (draft,) = extracted(language, f"Programme\n\n18 May 2026\n\n{text}").drafts
    found = draft.event.venue
    assert (found.by_language[language] if found else None) == venue
    if "Belgrade" in text:
        assert draft.event.place == "belgrade"


DEADLINES = [
    (
        "en",
        (
            "No | Action | Responsible | Deadline\n1 | Circulate the budget | Office | 30 April 2026\n"
            "2 | Send nominations | Ministry | 15 May 2026"
        ),
    ),
    ("en", "Important dates\n  Early-bird registration      until 28 February 2027"),
    ("de", "- Gemeinsamer Antrag: Frist 31. Januar 2027"),
    ("nl", "Deadline: 1 juni 2026.\nDe uiterste datum voor voorstellen is 15 mei 2026."),
    ("ro", "Termenul limită pentru depunerea candidaturilor este 15 mai 2026."),
    ("hu", "Beadási határidő: 2026. június 1.\nA jelentkezési határidő 2026. május 15."),
]


@pytest.mark.parametrize(("language", "text"), DEADLINES)
def test_deadlines_are_not_events(language: str, text: str) -> None:
    found = extracted(language, text)
    assert not found.drafts
    assert "deadline" in {one.code for one in found.refused}


NOISE = [
    # Lines below a line that is drawn with signs do not belong to the day above it.
    (
        "en",
        "MONDAY, 7 SEPTEMBER 2026\nGENEVA - Session of the Council\n=====\nNOTE: Other items follow.",
        ["Session of the Council"],
    ),
    ("en", "Date: Wed, 9 Sep 2026 at 17:42\nTo: the desk", []),
    ("en", "See also the Convention of 1992 on watercourses.", []),
    ("ru", "ПЕРЕЧЕНЬ документов (по состоянию на 24 августа 2026 года)\n\nСписок прилагается.", []),
    ("pt", "Calendário de atividades\tversão 4 (24/08/2026)", []),
    ("ru", "Объявить тендер по Закону от 4 декабря 2015 г. № 434-V заново.", []),
    ("pl", "Podstawa: zarządzenie nr 1143/2025 z dnia 8 maja 2025 r.", []),
    ("es", "Resolución publicada (BOE n.º 18, de 21 de enero).", []),
    ("en", "In the reporting period 1 January – 31 March 2026 the programme spent a lot.", []),
    ("en", "5. Next meeting\nIt is not fixed.", []),
    (
        "en",
        "5 May 2026\nOpening of the exhibition\nOpen Mon–Fri 10–18, Sat 10–13",
        ["Opening of the exhibition"],
    ),
    ("ru", "Утверждаю\n«24» августа 2026 года\n\nПЛАН мероприятий", []),
]


@pytest.mark.parametrize(("language", "text", "expected"), NOISE)
def test_other_dates_are_not_events(language: str, text: str, expected: list[str]) -> None:
    assert [title for _, title in dated(language, text, date(2026, 8, 24))] == expected


def test_days_to_which_something_was_moved_are_both_its_days() -> None:
    text = "Форум, намеченный на 10–11 сентября, перенесён на 24–25 сентября 2026 года."
    (draft,) = extracted("ru", text).drafts
    assert (str(draft.event.date), draft.title) == ("2026-09-24/2026-09-25", "Форум")
    assert draft.event.previously is not None
    assert str(draft.event.previously.value) == "2026-09-10/2026-09-11"


def test_the_row_of_an_event_says_that_it_was_cancelled() -> None:
    text = (
        "| Tarih | Etkinlik | Yer | Durum |\n| 18 Mart 2026 | Anma töreni | Budapeşte | kesin |\n"
        "| 4 Mayıs 2026 | Film haftası | Segedin | iptal edildi |"
    )
    assert [draft.intended for draft in extracted("tr", text).drafts] == ["held", "cancelled"]


def test_the_countries_that_a_journey_leads_to_are_no_parties_of_its_meetings() -> None:
    text = (
        "Bericht über die Reise nach Georgien und Armenien\n\n"
        "Am 20. Oktober 2025 fand ein Treffen mit dem Rektor statt."
    )
    assert [draft.event.parties for draft in extracted("de", text).drafts] == [()]


NUMBERED = [
    # Numbers of items below a day are not days, nor are those that count below a month.
    (
        "tr",
        (
            "5 EKİM 2026 PAZARTESİ\n\nYURT İÇİ\n1- İzmir'de fuarın açılışı (7 Ekim'e kadar)\n"
            "2- Dostluk Grubu toplantısı (Ankara/14.00)"
        ),
        [
            ("2026-10-05/2026-10-07", "İzmir'de fuarın açılışı"),
            ("2026-10-05T14:00:00", "Dostluk Grubu toplantısı"),
        ],
    ),
    (
        "en",
        "MONDAY, 5 OCTOBER 2026\n\nABROAD\n1- Opening of the forum\n2- Meeting of the council",
        [("2026-10-05", "Opening of the forum"), ("2026-10-05", "Meeting of the council")],
    ),
    ("en", "May 2026\n\n1. Visit of the minister\n2. Meeting of the council", []),
    # Below a month, numbers that do not count one by one are days, and so are those with a gap.
    (
        "sr-Latn",
        "MAJ 2026.\n 4.       Poseta ambasadora\n 9.       Dan pobede\n29.       Potpisivanje sporazuma",
        [
            ("2026-05-04", "Poseta ambasadora"),
            ("2026-05-09", "Dan pobede"),
            ("2026-05-29", "Potpisivanje sporazuma"),
        ],
    ),
    (
        "de",
        "MAI 2026\n\n4. Besuch des Ministers\n\n9. Konferenz der Städte",
        [("2026-05-04", "Besuch des Ministers"), ("2026-05-09", "Konferenz der Städte")],
    ),
    (
        "ru",
        "МАЙ 2026 ГОДА\n1-   Заседание комитета\n2-   Визит министра",
        [("2026-05-01", "Заседание комитета"), ("2026-05-02", "Визит министра")],
    ),
    # Bold text and headings in a typed text.
    (
        "de",
        "# Das war im April\n* **8.4.** Gespräche mit dem Senat\n* **23.4.** Lesung im Institut",
        [("2026-04-08", "Gespräche mit dem Senat"), ("2026-04-23", "Lesung im Institut")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), NUMBERED)
def test_numbers_of_items_are_distinguished_from_days(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    on = date(2026, 4, 27) if language == "de" else ON
    found = dated(language, text, on)
    assert [one for one in found if one in expected] == expected
    assert not any(title.strip("0123456789.- ") != title for _, title in found)


RUBRICS = [
    (
        "en",
        "5 May 2026\nForeign news\n- Visit of the minister\n6 May 2026\nForeign news\n- Forum",
        2,
    ),
    # A line that names an event is an item, also in capitals.
    ("en", "5 May 2026\nOPENING OF THE FORUM\n- Visit of the minister", 2),
    ("es", "5 de mayo de 2026\nNacional:\n- Reunión del Consejo\n- Cumbre de la Liga", 2),
    ("es", "5 de mayo de 2026\nReunión del Consejo:\n- Cumbre de la Liga", 2),
    ("fr", "5 mai 2026\nÀ L'ÉTRANGER\n- Réunion du Conseil\n- Sommet de la Ligue", 2),
]


@pytest.mark.parametrize(("language", "text", "count"), RUBRICS)
def test_what_only_says_which_items_follow_is_not_an_event(
    language: str, text: str, count: int
) -> None:
    assert len(dated(language, text)) == count


VERDICTS = [
    (
        "fr",
        "5 mai 2026\n13h00  Déjeuner avec les recteurs – supprimé",
        "Déjeuner avec les recteurs",
    ),
    ("nl", "5 mei 2026\n13:00  Gesprek met de ambassadeur - vervalt", "Gesprek met de ambassadeur"),
    (
        "es",
        "5 de mayo de 2026\nCANCELADO: 17:00 Reunión con el ministro",
        "Reunión con el ministro",
    ),
    ("pl", "5 maja 2026\n9.00 – ODWOŁANE: Spotkanie z ambasadorem", "Spotkanie z ambasadorem"),
    ("sr-Latn", "MAJ 2026.\n25/05    Dan Dalijana – otkazano", "Dan Dalijana"),
    ("de", "5. Mai 2026: Gedenken an den Aufstand **(entfällt!)**", "Gedenken an den Aufstand"),
]


@pytest.mark.parametrize(("language", "text", "title"), VERDICTS)
def test_a_verdict_apart_from_the_event_is_not_part_of_its_title(
    language: str, text: str, title: str
) -> None:
    (draft,) = extracted(language, text).drafts
    assert (draft.title, draft.intended) == (title, "cancelled")


def test_a_day_beside_the_number_of_a_page_is_that_of_the_paper() -> None:
    text = (
        "DAILY AGENDA\n1 April 2026                    Page 1\n\n{} 2026    Session 1 of the forum"
    )
    assert dated("en", text.format("1 April")) == [("2026-04-01", "Session 1 of the forum")]


def test_a_line_that_was_moved_is_of_the_new_day() -> None:
    (draft, other) = extracted(
        "de", "MAI 2026\n 4.  Besuch des Bürgermeisters, verschoben auf 18. Mai\n 9.  Forum"
    ).drafts
    assert (str(draft.event.date), draft.title) == ("2026-05-18", "Besuch des Bürgermeisters")
    assert draft.event.previously is not None
    assert str(draft.event.previously.value) == "2026-05-04"
    assert str(other.event.date) == "2026-05-09"


def test_a_note_below_a_programme_has_its_own_day() -> None:
    text = (
        "Programme\n\n5 May 2026\n10:00 Opening\n12:00 Lunch\n\n"
        "Participants are also invited to the concert on 4 May at 18:00."
    )
    assert dated("en", text)[-1] == ("2026-05-04T18:00:00", "Concert")
    # A month in the name of an item is not a date.
    text = "5 May 2026\nGENEVA - Ceremony of the May Revolution Society in the old town."
    assert days("en", text) == ["2026-05-05"]


COLUMNS = [
    ("en", "Date | Group | Activity\n---|---|---\n14 May 2026 | France-Italy group | Dinner"),
    ("en", "Date | Activity | Group |\n14 May 2026 | Dinner | France-Italy friendship group |"),
    ("de", "Datum | Gruppe | Veranstaltung |\n14. Mai 2026 | Gruppe Frankreich-Italien | Dinner |"),
]


@pytest.mark.parametrize(("language", "text"), COLUMNS)
def test_the_column_whose_head_says_so_names_the_event(language: str, text: str) -> None:
    assert dated(language, text) == [("2026-05-14", "Dinner")]


INVITATIONS = [
    (
        "de",
        (
            "Presseeinladung\n\nKonferenz zur Energie\n\nZeit: 27.8.2026, 9.30 bis 13.00 Uhr\n"
            "Ort: Rathaus, 1010 Wien"
        ),
        ("2026-08-27T09:30:00/2026-08-27T13:00:00", "Konferenz zur Energie", "vienna"),
    ),
    (
        "en",
        (
            "Media advisory\n\nConference on energy\nDate: 27 August 2026\n"
            "Venue: City Hall, 110 00 Prague"
        ),
        ("2026-08-27", "Conference on energy", "prague"),
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), INVITATIONS)
def test_the_line_above_the_labels_names_the_event(
    language: str, text: str, expected: tuple[str, str, str]
) -> None:
    assert placed(language, text) == [expected]


SAME_DAYS = [
    ("en", "The forum opens on 5 May 2026. The same day at 17:30 a concert will take place."),
    ("fr", "Le Conseil se réunira le 5 mai 2026. À 17h30, une conférence de presse aura lieu."),
    ("de", "Das Forum beginnt am 5. Mai 2026.\n\nUm 17.30 Uhr findet ein Pressegespräch statt."),
    ("ru", "Форум откроется 5 мая 2026 года. В тот же день в 17:30 состоится концерт."),
]


@pytest.mark.parametrize(("language", "text"), SAME_DAYS)
def test_hours_that_begin_a_sentence_are_of_the_day_before(language: str, text: str) -> None:
    assert days(language, text) == ["2026-05-05", "2026-05-05T17:30:00"]


def test_figures_that_begin_a_sentence_without_an_event_are_not_hours() -> None:
    text = "The forum opens on 5 May 2026. At 10 of the 12 stands the queue was long."
    assert len(dated("en", text)) == 1


CITED = [
    ("nl", "Kamerbrief van 12 maart 2026: zie de website."),
    ("fr", "Les groupes (arrêté du Bureau du 17 novembre 2010) ne figurent pas ici."),
    ("it", "Il decreto del ministro del 3 marzo 2021 resta qui."),
    ("ru", "Согласно приказу министра от 5 мая 2020 года порядок таков."),
    ("tr", "4 Mayıs 2020 tarihli Kararname bunu düzenler."),
    ("en", "It follows its Procurement Rules (as amended on 14 December 2023)."),
    ("en", "Publication of this notice:          1 April 2026"),
]


@pytest.mark.parametrize(("language", "text"), CITED)
def test_the_day_of_a_paper_that_is_cited_is_not_an_event(language: str, text: str) -> None:
    assert not dated(language, text)


ENACTED = [
    ("en", "The law of 5 May 2020 entered into force.", "2020-05-05"),
    ("en", "The law passed on 5 May 2020 after a debate.", "2020-05-05"),
    ("ru", "5 мая 2020 года подписан указ президента.", "2020-05-05"),
]


@pytest.mark.parametrize(("language", "text", "day"), ENACTED)
def test_what_happened_to_a_paper_is_an_event(language: str, text: str, day: str) -> None:
    assert days(language, text) == [day]


def test_a_heading_with_months_that_names_no_event_only_dates_its_lines() -> None:
    text = "{} May and June 2026\n\n5 May: Concert\n9 June: Forum"
    assert days("en", text.format("What is on in")) == [
        "2026-05-05",
        "2026-06-09",
    ]
    # A line that names an event may be an item.
    assert len(dated("en", text.format("Visits in"))) == 3


def test_the_number_of_a_room_is_not_a_day() -> None:
    text = "Conference, 12 March 2026, room 5.12\nForum, 13 March 2026, Saal 6.11"
    found = {day for day, _ in dated("en", text.replace("Saal", "room"))}
    assert found == {"2026-03-12", "2026-03-13"}


def test_two_cities_of_a_visit_are_not_the_place_of_its_hours() -> None:
    text = "State visit\n({}, 5-6 May 2026)\n\n5 May 2026\n10:00 Arrival\n12:00 Lunch"
    places = [draft.event.place for draft in extracted("en", text.format("Paris – Lyon")).drafts]
    assert "paris" not in places


def test_figures_in_brackets_are_days_where_the_month_comes_first() -> None:
    assert dated("hu", "2026. október 15.\nA miniszter Taskentbe utazik (10. 15–17.)") == [
        ("2026-10-15/2026-10-17", "A miniszter Taskentbe utazik")
    ]
    assert dated("hu", "2026. október 15.\nA miniszter Taskentbe utazik (10.15)") == [
        ("2026-10-15T10:15:00", "A miniszter Taskentbe utazik")
    ]


MAILS = [
    (
        "en",
        "From: the desk\nSent: Monday, 9 March 2026 17:42\nSubject: Forum in Vienna, 5 May 2026\n",
    ),
    ("de", "Von: Büro\nGesendet: Montag, 9. März 2026 17:42\nBetreff: Forum, 5. Mai 2026\n"),
    ("fr", "De : bureau\nEnvoyé : lundi 9 mars 2026 17:42\nObjet : Forum, 5 mai 2026\n"),
]


@pytest.mark.parametrize(("language", "text"), MAILS)
def test_the_head_of_a_mail_says_when_it_was_sent_and_what_it_is_about(
    language: str, text: str
) -> None:
    (found,) = dated(language, text)
    assert found[0] == "2026-05-05"
    assert found[1].startswith("Forum")


CITIES_AND_HOURS = [
    ("ro", "15 mai 2026\nSzeged, ore 16: Deschiderea festivalului", "szeged"),
    ("en", "15 May 2026\nVienna, 4 p.m.: Opening of the festival", "vienna"),
    ("de", "15. Mai 2026\nWien (16 Uhr): Eröffnung des Festivals", "vienna"),
]


@pytest.mark.parametrize(("language", "text", "place"), CITIES_AND_HOURS)
def test_a_city_and_hours_may_begin_an_item(language: str, text: str, place: str) -> None:
    (draft,) = extracted(language, text).drafts
    assert (str(draft.event.date), draft.event.place) == ("2026-05-15T16:00:00", place)


def test_a_name_and_figures_before_a_colon_are_no_city_and_hours() -> None:
    text = "15 May 2026\nForum, room 16: Opening of the festival"
    assert days("en", text) == ["2026-05-15"]


# -- programmes whose hours look like days ---------------------------------------------------------

VISIT = """Программа визита делегации
(12–13 октября 2026 года)

12 октября (понедельник), Астана
21.35\t\tПрибытие делегации
22.30\t\tРазмещение в гостинице

13 октября (вторник), Шымкент
08.00–09.00\tЗавтрак
09.30\t\tВстреча с акимом
"""


def test_hours_with_a_point_are_those_of_the_day_above() -> None:
    assert placed("ru", VISIT) == [
        ("2026-10-12/2026-10-13", "Визит делегации", None),
        ("2026-10-12T21:35:00", "Прибытие делегации", "astana"),
        ("2026-10-12T22:30:00", "Размещение в гостинице", "astana"),
        ("2026-10-13T08:00:00/2026-10-13T09:00:00", "Завтрак", "shymkent"),
        ("2026-10-13T09:30:00", "Встреча с акимом", "shymkent"),
    ]


def test_weekdays_show_that_a_year_above_is_that_of_the_days() -> None:
    document = documents.parse(VISIT.encode(), "paper.txt", language="ru")
    timed = [str(draft.event.date) for draft in from_document(document).drafts]
    assert [when[:10] for when in timed if "T" in when] == [
        *["2026-10-12"] * 2,
        *["2026-10-13"] * 2,
    ]
    # In 2025, the days fall on other weekdays, so the year is not theirs.
    other = VISIT.replace("2026", "2025")
    document = documents.parse(other.encode(), "paper.txt", language="ru")
    assert not any("T" in str(draft.event.date) for draft in from_document(document).drafts)


def test_a_day_among_rows_of_hours_is_not_passed_over() -> None:
    """Hours that decrease have no day: those below the second day do not belong to the first."""
    text = (
        "5 May 2026, Oslo\n10:00 Talks\n\n6 May 2026 (to be confirmed)\n09:00 Visit of the museum"
    )
    assert not any(when.startswith("2026-05-05T09") for when, _ in dated("en", text))


VISIT_TABLE = """Satnica posete, Beograd, 9. i 10. jun 2026. godine

| Vreme | Aktivnost | Mesto |
|---|---|---|
| **utorak, 9. jun** | | |
| 16:20–17:15 | Plenarni sastanak | Ministarstvo, Kneza Miloša 24 |
| __sreda, 10. jun__ | | |
| 9:30 | Polaganje venca | Spomenik neznanom junaku na Avali |
"""


def test_the_names_of_columns_say_which_cell_is_the_event() -> None:
    found = [row for row in dated("sr", VISIT_TABLE) if "T" in row[0]]
    assert found == [
        ("2026-06-09T16:20:00/2026-06-09T17:15:00", "Plenarni sastanak"),
        ("2026-06-10T09:30:00", "Polaganje venca"),
    ]


HEADED = [
    ("ja", "年表\n\n1992年（平成4年）\n1月26日　外交関係開設\n\n2006年（平成18年）\n12月　協定署名", ["1992-01-26", "2006-12"]),
    ("it", "APRILE 2026\ndal 9 all'11\tBari\tFiera del mare\n28\tRoma\tConsultazioni", ["2026-04-09/2026-04-11", "2026-04-28"]),
    ("pt", "MAIO DE 2026\n\nQuinta e sexta-feira, 7 e 8\n• Visita a Lisboa\n\nSegunda-feira, 11\n• Reunião", ["2026-05-07/2026-05-08", "2026-05-11"]),
    ("th", "กำหนดการ\n\n5 พ.ค. 2569 การประชุมคณะกรรมการ\nวันศุกร์ที่ 4 กันยายน 2569 เวลา 10.00 น. พิธีลงนาม", ["2026-05-05", "2026-09-04T10:00:00"]),
    ("ko", "연표\n\nㅇ 1992.1.28. 수교\nㅇ 2004.9월 대통령 방문\nㅇ 2022년 상반기 공동위원회", ["1992-01-28", "2004-09", "2022-40"]),
    ("ro", "Luni, 8 iunie 2026\nora 10.00 – Ședința Comisiei mixte de la București\norele 15:00-16:30 – Conferință de presă", ["2026-06-08T10:00:00", "2026-06-08T15:00:00/2026-06-08T16:30:00"]),
    ("en", "| Step | When |\n|---|---|\n| Opening workshop | H1 2026 |\n| Closing workshop | Q3 2026 |", ["2026-40", "2026-35"]),
]  # fmt: skip


DIARIES = [
    (
        "fr",
        ("LUNDI 8 JUIN 2026:\n - OSLO: visite du ministre (jusqu'au 9 juin).\n - ROME : réunion du comité (du 7 au 9)\n\n"
        "MARDI 9 JUIN 2026:\n - BERNE: forum de la jeunesse"),
        ["2026-06-08/2026-06-09", "2026-06-07/2026-06-09", "2026-06-09"],
    ),
    (
        "de",
        ("Termine vom 8. bis 14. Juni 2026\n\nMontag:\nBERLIN: Empfang im Rathaus\nWIEN: Seminar der Räte (bis Mittwoch)\n\n"
        "Freitag:\nGENF: Tagung (12. – 13. Juni)\n\nSonntag:\nBERN: Konzert der Jugend"),
        ["2026-06-08", "2026-06-08/2026-06-10", "2026-06-12/2026-06-13", "2026-06-14"],
    ),
    (
        "en",
        ("The meetings of the committees for January and February 2027 are as follows, with their hosts:\n\n"
        "Date |Location |Event |\nJanuary | | |\n7–8 |Vilnius |Informal meeting |\nFebruary | | |\n4 |Riga |Workshop |"),
        ["2027-01-07/2027-01-08", "2027-02-04"],
    ),
    (
        "ru",
        ("ПОНЕДЕЛЬНИК, 8 ИЮНЯ 2026 ГОДА\n\nОСЛО. 11.00. Заседание комитета.\nРИМ. Встреча министров.\nВЕНА. Форум.\n\n"
        "АНОНС: 1 июля 2026 года – БЕРН. Заседание совета."),
        ["2026-06-08T11:00:00", "2026-06-08", "2026-06-08", "2026-07-01"],
    ),
    (
        "kk",
        "Дүйсенбі, 8 маусым 2026 жыл\n▪ Министрдің ресми сапары (9 маусымға дейін), Астана\n▪ 11.00 – Брифинг",
        ["2026-06-08/2026-06-09", "2026-06-08T11:00:00"],
    ),
    (
        "pl",
        "Zapowiedzi\n\n02.10.2026  Wizyta prezydenta w Wilnie, do 3.10\n05.10.2026  Forum w Gdyni, godz. 9.30",
        ["2026-10-02/2026-10-03", "2026-10-05T09:30:00"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), DIARIES)
def test_headings_and_brackets_of_diaries_date_their_lines(
    language: str, text: str, expected: list[str]
) -> None:
    assert days(language, text) == expected


HOURS = [
    (
        "pl",
        ("DIARIUSZ na czwartek, 4 czerwca 2026\n(stan na środę)\n\nKraków\n09:00 Otwarcie wystawy\n11:30 Posiedzenie komisji\n\n"
        "Gdynia\n10:00 Konferencja\n\nPóźniej\n05.06 (piątek)  Wizyta premiera\n06.06  Forum młodych"),
        ["2026-06-04T09:00:00", "2026-06-04T11:30:00", "2026-06-04T10:00:00", "2026-06-05", "2026-06-06"],
    ),
    (
        "it",
        ("La delegazione arriva giovedì 4 giugno 2026 alle 9.40 per una visita di lavoro.\n\nNel pomeriggio:\n"
        "- ore 15,00: visita al porto\n- ore 16,30 - 18,00: tavola rotonda"),
        ["2026-06-04T09:40:00", "2026-06-04T15:00:00", "2026-06-04T16:30:00/2026-06-04T18:00:00"],
    ),
    (
        "en",
        "Tuesday, 2 June 2026\nMorning         -  Visit to the academy\n11:00           -  Meeting of the board",
        ["2026-06-02", "2026-06-02T11:00:00"],
    ),
    (
        "ru",
        ("| № | Мероприятие | Срок |\n|---|---|---|\n| ЯНВАРЬ 2027 |||\n| 1. | Заседание группы | 18 января |\n"
        "| 2. | Выставка | в течение месяца |\n| 3. | Семинар | 20 января |"),
        ["2027-01-18", "2027-01-20"],
    ),
    (
        "sr",
        "2025. GODINA\n\n12. III — potpisan sporazum\n15. IV — poseta ministra\n2. VII forum mladih",
        ["2025-03-12", "2025-04-15"],
    ),
]  # fmt: skip


LAYOUTS = [
    (
        "pt",
        ("AGENDA de junho de 2026\n\nSEGUNDA-FEIRA (08/06)\n09h00 | Reunião | Sala 3\n10h30 às 12h | Comissão mista\n\n"
        "QUINTA e SEXTA-FEIRA (11 e 12/06)\nViagem oficial a Lisboa"),
        ["2026-06-08T09:00:00", "2026-06-08T10:30:00/2026-06-08T12:00:00", "2026-06-11/2026-06-12"],
    ),
    (
        "ru",
        "ФЕВРАЛЬ 2026 г.\n2-я декада – визит делегации Сената\n17 (вт.) – консультации в Минске\n25 – заседание совета",
        ["[2026-02-11..2026-02-20]", "2026-02-17", "2026-02-25"],
    ),
    (
        "es",
        "LUNES, 13 DE ABRIL DE 2026\nBRUSELAS.- Reunión del comité.\nMADRID.- 11:00 horas. Conferencia de prensa.\nLISBOA.- Cumbre.",
        ["2026-04-13", "2026-04-13T11:00:00", "2026-04-13"],
    ),
    (
        "hu",
        "Heti program (2026. március 23–27.)\n\nKedd: belgrádi munkalátogatás\nPéntek: a vegyes bizottság ülése",
        ["2026-03-23/2026-03-27", "2026-03-24", "2026-03-27"],
    ),
    (
        "en",
        ("PUBLIC SCHEDULE: September 8, 2026\n\nSECRETARY\n\n9:15 a.m. The Secretary meets with the Foreign Minister of Georgia.\n\n"
        "11:00 a.m. The Secretary delivers remarks at the forum."),
        ["2026-09-08T09:15:00", "2026-09-08T11:00:00"],
    ),
    (
        "pl",
        "WRZESIEŃ 2026\n1 IX (wt.) godz. 12.00 – inauguracja roku\n15 IX – wizyta ministra\n25 IX–2 X – misja gospodarcza",
        ["2026-09-01T12:00:00", "2026-09-15", "2026-09-25/2026-10-02"],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), LAYOUTS)
def test_dates_that_begin_lines_are_read_in_each_layout(
    language: str, text: str, expected: list[str]
) -> None:
    assert days(language, text) == expected


@pytest.mark.parametrize(("language", "text", "expected"), HOURS)
def test_figures_that_begin_a_line_are_hours_days_or_numbers(
    language: str, text: str, expected: list[str]
) -> None:
    assert days(language, text) == expected


def test_a_weekday_heads_lines_only_below_the_days_of_one_week() -> None:
    lines = "\n\nMonday:\nOslo: Meeting of the board"
    assert dated("en", "Events of 8–14 June 2026" + lines)[-1][0] == "2026-06-08"
    assert not any(day == "2026-06-08" for day, _ in dated("en", "Events" + lines))
    two = "Events of 8–21 June 2026" + lines
    assert not any(day == "2026-06-08" for day, _ in dated("en", two))


@pytest.mark.parametrize(("language", "text", "expected"), HEADED)
def test_dates_of_lists_are_read_as_each_language_writes_them(
    language: str, text: str, expected: list[str]
) -> None:
    assert days(language, text) == expected


SERIES = [
    ("en", "Meetings of the group: 12 May 2026 in Vienna, 20 June 2026 in Geneva"),
    ("en", "Council meetings 2026: Vienna, 12 May; Geneva, 20 June"),
    ("fr", "Réunions du Conseil : Vienne, 12 mai 2026 ; Genève, 20 juin 2026."),
    ("de", "Sitzungen des Ausschusses: 12. Mai 2026 in Wien und 20. Juni 2026 in Genf"),
    ("ru", "Заседания комитета: Вена, 12 мая 2026 г.; Женева, 20 июня 2026 г."),
]


@pytest.mark.parametrize(("language", "text"), SERIES)
def test_dates_and_cities_behind_the_name_of_an_event_are_one_event_each(
    language: str, text: str
) -> None:
    found = [(day, place) for day, _, place in placed(language, text)]
    assert found == [("2026-05-12", "vienna"), ("2026-06-20", "geneva")]


def test_other_words_among_the_dates_make_no_series() -> None:
    text = "Meeting: delegations arrive on 12 May 2026, talks in Vienna on 13 May 2026"
    assert [title for _, title in dated("en", text)] == ["Meeting", "Talks in Vienna"]
    assert len(dated("en", "Conference: Vienna, 12 May 2026")) == 1


HOURS_BEHIND_A_DAY = """Termine 2027

Januar
  Do, 14.  13.00 Uhr   Sitzung des Ausschusses
  Do, 21.  9.30 Uhr    Anhörung zum Haushalt
  Do, 28.  13–15 Uhr   Gespräch mit der Kommission
"""


def test_hours_with_a_point_in_the_column_after_a_day_with_a_point_are_hours() -> None:
    assert days("de", HOURS_BEHIND_A_DAY) == [
        "2027-01-14T13:00:00",
        "2027-01-21T09:30:00",
        "2027-01-28T13:00:00/2027-01-28T15:00:00",
    ]


LISTS_OVER_NEW_YEAR = [
    ("de", "Do 3.12. Empfang\nDo 10.12. Konzert\nDi 12.1. Lesung\n"),
    ("ru", "Чт 3.12 Приём\nЧт 10.12 Концерт\nВт 12.01 Лекция\n"),
    ("fr", "jeudi 3 décembre Réception\njeudi 10 décembre Concert\nmardi 12 janvier Lecture\n"),
]


@pytest.mark.parametrize(("language", "text"), LISTS_OVER_NEW_YEAR)
def test_days_with_weekdays_continue_after_new_year(language: str, text: str) -> None:
    on = date(2026, 11, 25)
    document = documents.parse(text.encode(), "paper.txt", language=language, on=on)
    found = [str(one.event.date) for one in from_document(document).drafts]
    assert found == ["2026-12-03", "2026-12-10", "2027-01-12"]


def test_the_street_of_an_embassy_begins_no_entry_of_a_chronicle() -> None:
    text = (
        "6. oktobar 2010. – poseta predsednika Astani; 28. oktobra 2010. godine poseta ministra\n"
        "27. jun 2011. – otvorena ambasada (Ul. 27. marta 12)\n"
        "3. mart 2016. – konsultacije u Beogradu\n"
    )
    assert "2011-03-27" not in {str(one.value) for one in extracted("sr-Latn", text).mentions}


ENDS_IN_BRACKETS = [
    ("ko", "6. 3.(수)\n ○ 체코 외교장관 방한 (~6. 5.)\n", "2026-06-03/2026-06-05"),
    (
        "en",
        "3 June 2026\n- Book fair (until 5 June; opened by the minister)\n",
        "2026-06-03/2026-06-05",
    ),
    ("de", "3. Juni 2026\n- Buchmesse (bis 5.6.; Eintritt frei)\n", "2026-06-03/2026-06-05"),
    (
        "nl",
        "3 juni 2026\n- Minister ontvangt ambtgenoot, 11.30 uur (fotomoment 11.25)\n",
        "2026-06-03T11:30:00",
    ),
    (
        "it",
        "3 giugno 2026\n- Il ministro riceve il collega, ore 11.30 (foto alle 11.25)\n",
        "2026-06-03T11:30:00",
    ),
]


@pytest.mark.parametrize(("language", "text", "dates"), ENDS_IN_BRACKETS)
def test_ends_and_hours_beside_brackets(language: str, text: str, dates: str) -> None:
    assert [found for found, _ in dated(language, text)] == [dates]


QUARTERS = [
    ("hu", "2026. szeptember 17-én: nagyköveti értekezlet\nIV. negyedév: a tanács ülése\n"),
    ("de", "17. September 2026: Konferenz\nIV. Quartal: Sitzung des Rates\n"),
    ("sr-Latn", "17. septembar 2026: konferencija\nIV. kvartal: sednica saveta\n"),
]


@pytest.mark.parametrize(("language", "text"), QUARTERS)
def test_a_roman_quarter_is_no_number_of_a_paragraph(language: str, text: str) -> None:
    assert [found for found, _ in dated(language, text)] == ["2026-09-17", "2026-36"]
