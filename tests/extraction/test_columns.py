"""Tables with several columns of dates, and calendars that repeat a day or give one for no event.

Each rule has a counter-example.
"""

from __future__ import annotations

from datetime import date

import pytest

from .papers import Placed, dated, days, extracted, placed

# -- the heads of columns --------------------------------------------------------------------------

SPANS = [
    (
        "fr",
        (
            "Activité | Lieu | Début | Fin\n"
            "Caravane du livre | Bamako | 15/04/2026 | 02/05/2026\n"
            "Réunion des points focaux | Tunis | 11/06/2026 | 11/06/2026\n"
        ),
        [
            ("2026-04-15/2026-05-02", "Caravane du livre"),
            ("2026-06-11", "Réunion des points focaux"),
        ],
    ),
    (
        "tr",
        (
            "Etkinlik | Başlangıç tarihi | Bitiş tarihi\n"
            "Kitap fuarı | 3 Haziran 2026 | 7 Haziran 2026\n"
            "Kültür günleri | 1 Eylül 2026 | 30 Eylül 2026\n"
        ),
        [("2026-06-03/2026-06-07", "Kitap fuarı"), ("2026-09-01/2026-09-30", "Kültür günleri")],
    ),
    (
        "zh",
        "活动 | 开始日期 | 结束日期\n电影节 | 2026年5月4日 | 2026年5月9日\n",
        [("2026-05-04/2026-05-09", "电影节")],
    ),
    (
        "ar",
        (
            "النشاط | تاريخ البدء | تاريخ الانتهاء\n"
            "معرض الكتاب | 4 مايو 2026 | 9 مايو 2026\n"
            "مؤتمر المياه | 1 يونيو 2026 | 3 يونيو 2026\n"
        ),
        [("2026-05-04/2026-05-09", "معرض الكتاب"), ("2026-06-01/2026-06-03", "مؤتمر المياه")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), SPANS)
def test_a_column_of_beginnings_and_one_of_ends_are_the_days_of_one_event(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert dated(language, text) == expected


def test_an_event_that_would_end_before_it_begins_keeps_its_first_date() -> None:
    text = "Event | Start | End\nBook fair | 9 May 2026 | 4 May 2026\n"
    assert dated("en", text) == [("2026-05-09", "Book fair")]


MOVED = [
    (
        "ru",
        (
            "№ | Мероприятие | Дата по плану | Фактическая дата\n"
            "1 | Визит делегации мэрии | 5 мая 2026 | 7 мая 2026\n"
            "2 | Круглый стол | 12 мая 2026 | 12 мая 2026\n"
        ),
        [("2026-05-07", "Визит делегации мэрии"), ("2026-05-12", "Круглый стол")],
    ),
    (
        "de",
        (
            "Veranstaltung | Geplanter Termin | Tatsächlicher Termin\n"
            "Besuch der Delegation | 5. Mai 2026 | 7. Mai 2026\n"
        ),
        [("2026-05-07", "Besuch der Delegation")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), MOVED)
def test_the_actual_date_counts_and_the_planned_one_is_kept_as_previous(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert dated(language, text) == expected
    first, *_ = extracted(language, text).drafts
    assert first.event.previously is not None
    assert str(first.event.previously.value) == "2026-05-05"


def test_a_planned_date_counts_while_there_is_no_actual_one() -> None:
    text = "Event | Planned date | Actual date\nBook fair | 9 May 2026 |\n"
    assert dated("en", text) == [("2026-05-09", "Book fair")]


SEVERAL = [
    (
        "zh",
        "序号 | 条约名称 | 签署日期 | 生效日期\n1 | 领事条约 | 1994年4月26日 | 1995年2月6日\n",
        ["1994-04-26", "1995-02-06"],
    ),
    (
        "it",
        (
            "Titolo | Firma (luogo e data) | Entrata in vigore\n"
            "Accordo di pesca | Tunisi, 12 marzo 2025 | 1° giugno 2025\n"
            "Accordo aereo | Roma, 9 aprile 2025 | prevista il 1° febbraio 2027\n"
        ),
        ["2025-03-12", "2025-06-01", "2025-04-09", "2027-02-01"],
    ),
    (
        "en",
        "Title | Signed | In force\nAgreement on visas | 3 May 2025 | 3 May 2025\n",
        ["2025-05-03"],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), SEVERAL)
def test_other_columns_of_dates_are_an_event_each(
    language: str, text: str, expected: list[str]
) -> None:
    assert days(language, text) == expected


def test_deadlines_and_days_of_publication_in_a_column_are_not_events() -> None:
    text = (
        "Event | Date | Registration deadline\n"
        "Book fair | 9 May 2026 | 1 May 2026\nRound table | 19 May 2026 | 11 May 2026\n"
    )
    assert dated("en", text) == [("2026-05-09", "Book fair"), ("2026-05-19", "Round table")]


def test_a_year_and_the_month_beside_it_are_one_date() -> None:
    text = (
        "Year | Month | Visit\n2006 | May | President to Ankara\n2009 | October | Visit to Lima\n"
    )
    assert days("en", text) == ["2006-05", "2009-10"]


def test_a_remark_with_a_date_is_no_column_of_dates() -> None:
    text = (
        "Date | Événement | Remarques\n"
        "8 avril 2026 | Colloque sur Dayton | inscription avant le 1er avril 2026\n"
    )
    assert dated("fr", text) == [("2026-04-08", "Colloque sur Dayton")]


# -- cards and news --------------------------------------------------------------------------------

CARDS = [
    (
        "en",
        (
            "9 September 2026\nImage\nEstonia v. Malta\nPublic hearing\n9 September 2026 at 09:15\n\n"
            "7 October 2026\nImage\nNepal v. Latvia\nPublic hearing - cancelled\n"
            "7 October 2026 at 14:15\n"
        ),
        [("2026-09-09T09:15:00", "Estonia v. Malta"), ("2026-10-07T14:15:00", "Nepal v. Latvia")],
    ),
    (
        "es",
        (
            "9 de septiembre de 2026\nImagen\nForo de ciudades\n9 de septiembre de 2026, 09:15 horas\n\n"
            "7 de octubre de 2026\nImagen\nFeria del libro\n7 de octubre de 2026, 14:15 horas\n"
        ),
        [("2026-09-09T09:15:00", "Foro de ciudades"), ("2026-10-07T14:15:00", "Feria del libro")],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), CARDS)
def test_a_day_that_is_repeated_with_its_hour_closes_a_card(
    language: str, text: str, expected: list[tuple[str, str]]
) -> None:
    assert dated(language, text) == expected


def test_a_line_of_a_card_may_say_that_its_event_is_off() -> None:
    _, text, _ = CARDS[0]
    assert [draft.intended.value for draft in extracted("en", text).drafts][1] == "cancelled"


def test_days_with_different_hours_are_no_cards() -> None:
    text = "9 May 2026\nBook fair\n10 May 2026 at 09:15\nRound table\n12 May 2026\nConcert\n"
    assert days("en", text) == [
        "2026-05-09",
        "2026-05-10T09:15:00",
        "2026-05-12",
    ]


NEWS = (
    "Visit of the Minister of Chad\n9 March 2026\nThe minister of Chad visits Oslo on 16 March.\n\n"
    "Call with the Minister of Peru\n4 March 2026\nThe ministers held a call on 3 March.\n\n"
    "Forum of cities\n2 March 2026\nThe forum of cities takes place in Bergen on 30 March.\n"
)


def test_days_between_titles_and_sentences_of_a_page_of_news_are_those_of_the_news() -> None:
    found = days("en", NEWS, date(2026, 3, 9))
    assert found == ["2026-03-16", "2026-03-03", "2026-03-30"]


def test_days_that_rise_are_those_of_the_events_below_them() -> None:
    text = "2 March 2026\nForum of cities\n\n4 March 2026\nBook fair\n\n9 March 2026\nRound table\n"
    found = days("en", text, date(2026, 3, 9))
    assert found == ["2026-03-02", "2026-03-04", "2026-03-09"]


def test_a_number_before_a_japanese_date_is_not_its_day() -> None:
    text = (
        "1 首相は、11月24日から27日まで来日する。\n2 11月25日、両首脳は協定に署名する予定である。\n"
    )
    found = days("ja", text, date(2026, 11, 9))
    assert found == ["2026-11-24/2026-11-27", "2026-11-25"]


# -- diaries ---------------------------------------------------------------------------------------


def test_a_dash_directly_after_a_word_separates_two_items_of_a_day() -> None:
    text = (
        "LUNEDI 1 GIUGNO - Vienna: riunione dell'Osce- Roma: visita del ministro di Cipro\n"
        "VENERDI' 5 GIUGNO - Malta: missione delle imprese (fino a 8- Sofia: fiera del libro\n"
        "SABATO 6 GIUGNO (mattina) - Oslo: mostra su Verdi\n(AGENZIA)\n"
    )
    assert dated("it", text, date(2026, 5, 29)) == [
        ("2026-06-01", "riunione dell'Osce"),
        ("2026-06-01", "visita del ministro di Cipro"),
        ("2026-06-05/2026-06-08", "missione delle imprese"),
        ("2026-06-05", "fiera del libro"),
        ("2026-06-06", "mostra su Verdi"),
    ]


def test_a_hyphen_within_a_word_separates_nothing() -> None:
    text = (
        "LUNEDI 1 GIUGNO - Vienna: riunione tra Italia-Austria: visita del ministro\n"
        "MARTEDI 2 GIUGNO - Roma: fiera del libro\n"
    )
    assert len(dated("it", text, date(2026, 5, 29))) == 2


def test_a_dash_behind_brackets_keeps_what_they_say() -> None:
    text = (
        "LUNDI 16 NOVEMBRE 2026: - PARIS: visite du roi (jusqu'au 17 novembre). - ROME: forum sur "
        "l'eau (à 09h30). - OSLO: réunion des ministres (conférence de presse vers 17h00). - "
        "LIMA: sommet andin.\n"
    )
    assert days("fr", text, date(2026, 11, 13)) == [
        "2026-11-16/2026-11-17", "2026-11-16T09:30:00", "2026-11-16", "2026-11-16",
    ]  # fmt: skip


def test_hours_are_not_days_of_the_week_of_a_diary() -> None:
    text = (
        "Termine in der Woche vom 7. bis 13. September 2026\n\nDienstag, 8. September\n\n"
        "10.45 Uhr: Begrüßung\n12.30 Uhr: Pressegespräch\n"
    )
    found = dated("de", text, date(2026, 9, 4))
    assert [day for day, _ in found] == ["2026-09-08T10:45:00", "2026-09-08T12:30:00"]


def test_hours_do_not_continue_from_a_day_in_the_cell_before() -> None:
    text = (
        "Datum\tUhrzeit\tTermin\nNovember 2026\n5.\t10:00\t25. Sitzung\n19.\t10:00\t26. Sitzung\n"
    )
    found = days("de", text)
    assert found == ["2026-11-05T10:00:00", "2026-11-19T10:00:00"]


def test_two_dashes_are_a_bullet() -> None:
    text = (
        "LUNES, 19 DE OCTUBRE DE 2026\n\n-- 09.00 horas: En Lima, reunión de ministros.\n\n"
        "-- En Nueva York, sesión del Consejo de Seguridad.\n"
    )
    found = days("es", text)
    assert found == ["2026-10-19T09:00:00", "2026-10-19"]


def test_a_label_may_be_on_the_line_above_its_field() -> None:
    text = (
        "Forum samorządów\n\n• KIEDY\n\n  20 kwietnia 2026 (poniedziałek), godz. 10.00\n\n"
        "  DODAJ DO KALENDARZA\n• GDZIE\n\n  Kiszyniów\n\n"
        "Dni Kultury Polskiej\n\n• KIEDY\n\n  5 - 9 maja 2026\n\n• GDZIE\n\n  Tbilisi\n"
    )
    assert dated("pl", text) == [
        ("2026-04-20T10:00:00", "Forum samorządów"),
        ("2026-05-05/2026-05-09", "Dni Kultury Polskiej"),
    ]


def test_a_label_above_anything_but_a_date_has_no_field_there() -> None:
    text = "Wann\nBesuch des Ministers\n\n5. Mai 2026: Konzert in Wien\n9. Mai 2026: Empfang\n"
    assert dated("de", text) == [("2026-05-05", "Konzert in Wien"), ("2026-05-09", "Empfang")]


def test_a_weekday_may_follow_the_day_of_a_month_above() -> None:
    text = (
        "Março de 2026\n\n3 ter.  14h30  Audição do embaixador\n5 qui.  10h00  Votação do acordo\n"
        "10 ter.  14h30 – 16h00  Audição do ministro\n"
    )
    assert dated("pt", text) == [
        ("2026-03-03T14:30:00", "Audição do embaixador"),
        ("2026-03-05T10:00:00", "Votação do acordo"),
        ("2026-03-10T14:30:00/2026-03-10T16:00:00", "Audição do ministro"),
    ]


def test_hours_may_have_a_case_ending() -> None:
    text = "2026. szeptember 7., hétfő\n9.00-kor találkozó\n14.30-kor a vegyes bizottság ülése\n"
    assert dated("hu", text) == [
        ("2026-09-07T09:00:00", "találkozó"),
        ("2026-09-07T14:30:00", "a vegyes bizottság ülése"),
    ]


def test_days_that_are_counted_with_an_ordinal_are_headings() -> None:
    text = (
        "Ziua 1 – luni, 11 mai 2026\nOra 9.30 – vizită la muzeu\n\n"
        "Ziua a 2-a – marți, 12 mai 2026\nOra 10.00 – vizită la bibliotecă\n"
    )
    found = days("ro", text)
    assert found == ["2026-05-11T09:30:00", "2026-05-12T10:00:00"]


FOOT = "Tuesday 12 May 2026\n\nVisit of the minister to Oslo\n\n{}\n"


def test_a_line_at_the_foot_of_a_page_is_not_an_event_of_the_last_day() -> None:
    assert len(dated("en", FOOT.format("Print this page"))) == 1
    assert len(dated("en", FOOT.format("Round table on fisheries"))) == 2


COUNTED = [
    ("de", "Die Ausstellung „300 Jahre Freundschaft“ ist offen."),
    ("tr", "Sergi 150 yıl süren dostluğu anlatıyor."),
    ("zh", "展览讲述两国300年的友谊。"),
]


@pytest.mark.parametrize(("language", "text"), COUNTED)
def test_a_round_number_of_years_is_not_a_year(language: str, text: str) -> None:
    assert extracted(language, f"{text}\n").mentions == ()


def test_a_year_of_three_digits_is_a_year_where_it_is_said() -> None:
    (mention,) = extracted("ru", "Крещение Руси произошло в 988 году.").mentions
    assert str(mention.value) == "0988"


SIGNED = [
    (
        "en",
        (
            "No. | Treaty | Signed at | In force | Gazette\n"
            "1 | Convention on Extradition | Oslo, 4 May 2011 | on signature | –\n"
            "2 | Protocol amending the Convention on Extradition | initialled in Riga, 7 June 2019 | – | 12/19\n"
            "3 | Agreement on Air Services | Riga, 9 March 2020 | 1 August 2020 | 11/20\n"
        ),
        [
            ("2011-05-04", "Convention on Extradition", "oslo"),
            ("2019-06-07", "Protocol amending the Convention on Extradition", "riga"),
            ("2020-03-09", "Agreement on Air Services", "riga"),
            ("2020-08-01", "Agreement on Air Services", None),
        ],
    ),
    (
        "fr",
        (
            "Titre | Lieu et date de signature | Entrée en vigueur\n"
            "Accord de transport aérien | Oslo, 4 mai 2011 | à la signature\n"
            "Accord culturel | Riga, 7 juin 2019 | –\n"
        ),
        [
            ("2011-05-04", "Accord de transport aérien", "oslo"),
            ("2019-06-07", "Accord culturel", "riga"),
        ],
    ),
]


@pytest.mark.parametrize(("language", "text", "expected"), SIGNED)
def test_a_cell_with_a_city_and_a_date_places_the_event_that_another_cell_names(
    language: str, text: str, expected: list[Placed]
) -> None:
    assert placed(language, text) == expected
