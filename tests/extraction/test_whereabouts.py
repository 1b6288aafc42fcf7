"""The place of a draft: only places at which the text locates something."""

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path

import pytest

from timeline import loading
from timeline.cli import main
from timeline.documents import parse, read_document
from timeline.events import Timeline
from timeline.extraction import from_document
from timeline.extraction.drafts import Draft

Drafted = Callable[..., tuple[Draft, ...]]

PLACED = [
    ("en", "The foreign ministers met in Vienna on 4 December 2025.", "vienna"),
    ("en", "The conference took place in Nice on 9-13 June 2025.", "nice"),
    ("en", "In Reading on 3 May 2025 the ministers opened the fair.", "reading"),
    ("en", "President Vučić visited Astana on 18 November 2024.", "astana"),
    ("en", "The Prime Minister paid a working visit to Budapest on 3 June 2025.", "budapest"),
    ("en", "On 12 June 2025, in Brussels, the two ministers signed the protocol.", "brussels"),
    ("en", "The forum (Tashkent, 24-25 April 2025) discussed trade.", "tashkent"),
    ("en", "Signed at Geneva, 14 July 2025, the protocol covers trade.", "geneva"),
    ("en", "The seminar was held in Tripoli, Libya, on 5 May 2025.", "tripoli-ly"),
    ("en", "The next round of talks will take place in The Hague on 5 May 2026.", "the-hague"),
    ("en", "The visit of experts to the port of Batumi took place on 12 May 2025.", "batumi"),
    ("hu", "IV. negyedév: A vízügyi tanács ülése, Szabadka", "subotica"),
    ("en", "The talks, hosted by the Sultan in Muscat, ended on 12 April 2025.", "muscat"),
    ("en", "The forum in Cambridge, Massachusetts opened on 6 May 2025.", "cambridge-us"),
    ("en", "The seminar (Geneva and online) will take place on 12 May 2026.", "geneva"),
    ("en", "The meeting will be held at Hofburg, Heldenplatz 1, Vienna, on 12 May 2026.", "vienna"),
    ("en", "Reception at the Embassy of France in Astana, 14 July 2025", "astana"),
    ("es", "Oct. 2006: Firma del Convenio de Cooperación Cultural (Ereván)", "yerevan"),
    (
        "sr-Cyrl",
        "15. јануара 2025. – званична посета министра спољних послова Кипра Београду",
        "belgrade",
    ),
    (
        "tr",
        "Resepsiyon 16 Aralık 2025 tarihinde Kazakistan'ın Ankara Büyükelçiliğinde düzenlendi.",
        "ankara",
    ),
    ("en", "The Presidents met in Astana. On 5 May 2025 they signed the treaty.", "astana"),
    ("ru", "12 мая 2025 года в Женеве состоялись переговоры.", "geneva"),
    ("ru", "- 5 мая 2025 года. Давос. Встреча министров.", "davos"),
    ("de", "12. Juni 2026\nFrankfurt (Oder): Fachgespräch zur Zusammenarbeit", "frankfurt-oder"),
    ("de", "12. Juni 2026\nWien: 12. Westbalkan-Konferenz", "vienna"),
    ("kk", "15 қаңтар 2026 жыл. Астанада Қазақстан мен Жапония келіссөздері өтті.", "astana"),
    ("tr", "2 Mart 2026: Bakü'de Azerbaycan Cumhurbaşkanı ile görüşme yapılacak.", "baku"),
    ("ru", "Визит премьер-министра в Варшаву состоялся 7 октября 2025 года.", "warsaw"),
    ("ru", "Договор был подписан в г. Алматы 21 декабря 1991 года.", "almaty"),
    ("ru", "Форум пройдёт в городе Нижний Новгород 15 июня 2026 года.", "nizhniy-novgorod"),
    ("ru", "Конференция откроется 20 апреля 2026 года, Баку.", "baku"),
    ("kk", "2025 жылғы 17 қыркүйекте Астанада съезд өтті.", "astana"),
    ("kk", "Форум 2026 жылғы 5 мамырда Шымкент қаласында өтеді.", "shymkent"),
    ("kk", "Президенттің Мәскеуге сапары 2025 жылғы 11 қарашада өтті.", "moscow"),
    ("sr-Latn", "Sastanak ministara održan je u Novom Sadu 5. maja 2025. godine.", "novi-sad"),
    ("sr-Latn", "Predsednik je 12. marta 2025. boravio u poseti Beču.", "vienna"),
    ("sr-Cyrl", "Министар је посетио Москву 12. маја 2025. године.", "moscow"),
    ("fr", "Le sommet aura lieu au Caire le 5 mai 2026.", "cairo"),
    ("de", "Das Treffen fand am 5. Mai 2025 in Brüssel statt.", "brussels"),
    ("es", "El ministro visitó Belgrado el 3 de abril de 2025.", "belgrade"),
    ("it", "Il vertice si è svolto a Roma il 12 maggio 2025.", "rome"),
    (
        "pt",
        "A conferência terá lugar no Rio de Janeiro em 17 de novembro de 2026.",
        "rio-de-janeiro",
    ),
    ("pl", "Konferencja odbędzie się w Krakowie 20 czerwca 2026 r.", "krakow"),
    ("cs", "Setkání se konalo ve Varšavě 5. května 2025.", "warsaw"),
    ("uk", "Форум відбувся у Львові 5 травня 2025 року.", "lviv"),
    ("be", "Саміт адбыўся ў Мінску 27 чэрвеня 2025 года.", "minsk"),
    ("bg", "Срещата се проведе в София на 5 май 2025 г.", "sofia"),
    ("tr", "Toplantı 5 Mayıs 2025'te Ankara'da düzenlendi.", "ankara"),
    ("az", "Konfrans 2024-cü il 11 noyabrda Bakıda keçirildi.", "baku"),
    ("uz", "Forum 2025-yil 5-mayda Toshkentda bo'lib o'tdi.", "tashkent"),
    ("ky", "Жыйын 2025-жылдын 5-майында Бишкекте өттү.", "bishkek"),
    ("tg", "Конфронс 5 майи соли 2025 дар шаҳри Душанбе баргузор шуд.", "dushanbe"),
    ("el", "Η διάσκεψη πραγματοποιήθηκε στην Αθήνα στις 5 Μαΐου 2025.", "athens"),
    ("hy", "Համաժողովը կայացավ Երևանում 2025 թվականի մայիսի 5-ին։", "yerevan"),
    ("mn", "Хуралдаан 2025 оны 5 дугаар сарын 5-нд Улаанбаатарт болсон.", "ulan-bator"),
    ("ka", "სამიტი გაიმართა ბათუმში 2025 წლის 5 მაისს.", "batumi"),
    ("ro", "Summitul a avut loc la Chișinău pe 5 mai 2025.", "chisinau"),
    ("ar", "عقدت القمة في القاهرة يوم 5 مايو 2025.", "cairo"),
    ("fa", "اجلاس در 5 مه 2025 در مسکو برگزار شد.", "moscow"),
    ("zh", "会议将于2026年5月5日在日内瓦召开。", "geneva"),
    ("ja", "外相会談は2026年5月5日に東京で開催される。", "tokyo"),
    ("ja", "外相は2026年5月5日にタシケントを訪問する。", "tashkent"),
    ("ko", "장관 회담이 2025년 5월 5일 아스타나에서 개최되었다.", "astana"),
    ("he", "הפסגה תתקיים בבלגרד ב-5 במאי 2026.", "belgrade"),
    ("th", "การหารือของรัฐมนตรีจัดขึ้นที่กรุงอัสตานาเมื่อวันที่ 5 พฤษภาคม 2568", "astana"),
    ("ar", "- 5 مايو 2026: اجتماع الخبراء في مقر الوزارة بالدوحة", "doha"),
    ("ar", "- 5 مايو 2026: اجتماع الوزراء في عمان", "amman"),
    ("zh", "会议将于2026年5月5日在河内召开。", "hanoi"),
    ("fr", "L'accord a été signé à Saint-Jean-de-Luz le 5 mai 2025.", "saint-jean-de-luz"),
    ("fa", "نشست وزیران در 5 مه 2025 در چابهار برگزار شد.", "chabahar"),
    ("uk", "Форум відбувся у місті Пірані 5 травня 2025 року.", "piran"),
    ("hy", "Հանդիպումը տեղի ունեցավ Մոսկվայում 2025 թվականի մայիսի 5-ին։", "moscow"),
    ("sl", "Srečanje je potekalo v Bruslju 5. maja 2025.", "brussels"),
    # The adjective of a city before the noun.
    ("hu", "- 2026. május 5. – A lett miniszter pozsonyi látogatása", "bratislava"),
    ("hu", "- 2026. május 5. – A bizottság hanoi ülése", "hanoi"),
    ("ru", "- 5 мая 2026 г. – Бакинский форум по энергетике", "baku"),
    ("ru", "- 5 мая 2026 г. – Пражская встреча министров", "prague"),
    ("uk", "- 5 травня 2026 р. – Паризька конференція донорів", "paris"),
    ("bg", "- 5 май 2026 г. – Московската среща на министрите", "moscow"),
    ("mk", "- 5 мај 2026 – Скопскиот самит на премиерите", "skopje"),
    ("sr-Latn", "- 5. maj 2026. – Bečka konferencija o vodi", "vienna"),
    ("sr-Cyrl", "- 5. мај 2026. – Загребачки састанак министара", "zagreb"),
    ("hr", "- 5. svibnja 2026. – Praška konferencija o vodi", "prague"),
    ("sl", "- 5. maj 2026 – Dunajska konferenca o vodi", "vienna"),
    ("pl", "- 5 maja 2026 – Kijowskie spotkanie ministrów", "kyiv"),
    ("cs", "- 5. května 2026 – Pařížská konference o vodě", "paris"),
    ("de", "- 5. Mai 2026: Wiener Gespräche über Wasser", "vienna"),
]

UNPLACED = [
    ("en", "The Treaty of Lisbon entered into force on 1 December 2009."),
    ("en", "The Paris Agreement was adopted on 12 December 2015."),
    ("en", "Brussels and Belgrade agreed on 27 February 2023 to continue the talks."),
    ("en", "The first flight from Astana to Belgrade took off on 3 November 2025."),
    ("en", "The Astana International Forum opened on 29 May 2025."),
    ("en", "The Brussels-based institute held its annual conference on 3 May 2025."),
    ("en", "The ceremony was held in honour of Florence Nightingale on 12 May 2025."),
    ("en", "Nice weather accompanied the ceremony on 5 May 2025."),
    ("en", "A workshop on Reading and literacy opened on 5 May 2025."),
    ("en", "Most of the work of the conference ended on 3 May 2025."),
    ("en", "The summit was held in Mexico on 5 May 2025."),
    ("en", "The seminar was held in Tripoli on 5 May 2025."),
    ("en", "In March 2025 the delegation visited Samarkand and Bukhara."),
    ("en", "The embassy in Paris announced that a reception would be held on 14 July 2026."),
    ("en", "The Commission, which has its seat in Brussels, held a conference on 3 May 2025."),
    ("ru", "Минские соглашения были подписаны 12 февраля 2015 года."),
    ("ru", "Заседание состоялось в Алжире 15 июня 2025 года."),
    ("ru", "Авиарейс Астана — Белград открыт 3 ноября 2025 года."),
    ("kk", "Астана халықаралық форумы 2025 жылғы 29 мамырда өтті."),
    ("fr", "Le traité de Rome a été signé le 25 mars 1957."),
    ("ru", "14 октября 2026 г. 14.25 Отбытие делегации в Баку"),
    ("ru", "14 октября 2026 года президент вылетел в Ташкент на встречу."),
    ("ro", "Tratatul de la Lisabona a intrat în vigoare la 1 decembrie 2009."),
    ("en", "The lecture by Anna Nowak (Vienna) on 5 May 2026 is open to all."),
    ("en", "The seminar of 5 May 2026 will hear Anna Nowak (Vienna)"),
    ("en", "The ministers held a meeting by videoconference on 3 March 2026."),
    ("ru", "- 5 мая 2026 г. – Парижское соглашение"),
    ("ru", "- 5 мая 2026 г. – Заседание Московского клуба"),
    ("ru", "- 5 мая 2026 г. – Городской форум"),
    ("hu", "- 2026. május 5. – A parlamenti bizottság ülése"),
    ("hu", "- 2026. május 5. – A bécsi egyezmény"),
    ("sr-Latn", "- 5. maj 2026. – Pariski sporazum"),
    ("pl", "- 5 maja 2026 – Miejskie forum o wodzie"),
    ("de", "- 5. Mai 2026: Treffen der Wiener Gruppe"),
    ("de", "- 5. Mai 2026: Unser Forum"),
    # Names of cities that are words in languages without capitals.
    ("fr", "Visite du ministre (Oslo – Vienne, 20-22 octobre 2026)"),
    ("ar", "زيارة الرئيس إلى دولة قطر، 5 مايو 2026"),
    ("he", "- 5 במאי 2026: הפגישה תתקיים באולם הגדול"),
    ("zh", "会议将于2026年5月5日在联合国总部召开。"),
    ("fa", "- 5 مه 2026: نشست وزیران در میدان آزادی"),
    ("ja", "会議は2026年5月5日にプールで開催される。"),
]


@pytest.fixture
def drafted(tmp_path: Path) -> Drafted:
    def drafts(text: str, language: str, chronology: Timeline | None = None) -> tuple[Draft, ...]:
        path = tmp_path / "note.txt"
        path.write_text(text, encoding="utf-8")
        document = read_document(path, language=language, on=date(2026, 1, 1))
        return from_document(document, chronology).drafts

    return drafts


@pytest.mark.parametrize(("language", "text", "place"), PLACED)
def test_a_draft_is_where_the_text_says(
    drafted: Drafted, language: str, text: str, place: str
) -> None:
    assert [draft.event.place for draft in drafted(text, language)] == [place]


@pytest.mark.parametrize(("language", "text"), UNPLACED)
def test_a_city_that_is_only_named_is_no_place(drafted: Drafted, language: str, text: str) -> None:
    found = drafted(text, language)
    assert found
    assert [draft.event.place for draft in found] == [None] * len(found)


def test_each_of_two_dates_has_its_place(drafted: Drafted) -> None:
    text = "The congress was held in Astana on 17 September 2025, and the forum in New York on 22 September 2025."
    assert [draft.event.place for draft in drafted(text, "en")] == ["astana", "new-york-city"]


def test_the_place_of_a_line_is_declared(drafted: Drafted) -> None:
    text = "MONDAY, MAY 18, 2026\nASTANA - Board of the investment council meets.\nBRUSSELS - Conference on water security.\n"
    found = drafted(text, "en")
    assert [draft.event.place for draft in found] == ["astana", "brussels"]
    timezones = [draft.place.timezone for draft in found if draft.place]
    assert timezones == ["Asia/Almaty", "Europe/Brussels"]


CHRONOLOGY = """\
# kept
places:
  bg: {name: {sr-Latn: Beograd}}  # the capital

events:
  - {id: own, title: Own, when: 2024}
"""

TEXT = """\
The joint committee will meet in Belgrade on 12 May 2026.

The council will meet in Brussels on 13 May 2026 at 10:30.
"""


def test_a_place_of_the_chronology_wins(drafted: Drafted) -> None:
    found = drafted(TEXT, "en", loading.loads(CHRONOLOGY))
    assert [draft.event.place for draft in found] == ["bg", "brussels"]
    assert [draft.place is None for draft in found] == [True, False]


@pytest.fixture
def files(tmp_path: Path) -> tuple[Path, Path]:
    note, events = tmp_path / "note.txt", tmp_path / "events.yaml"
    note.write_text(TEXT, encoding="utf-8")
    events.write_text(CHRONOLOGY, encoding="utf-8")
    return note, events


def test_the_place_is_added_to_its_section_and_comments_stay(files: tuple[Path, Path]) -> None:
    note, events = files
    assert main(["extract", str(note), "--into", str(events)]) == 0
    text = events.read_text("utf-8")
    before, _, after = CHRONOLOGY.partition("\nevents:")
    assert text.startswith(before)
    assert after in text
    document = loading.load(events).document
    assert list(document.places) == ["bg", "brussels"]
    assert document.places["brussels"].country == "BE"
    assert document.places["brussels"].name.by_language["sr-Cyrl"] == "Брисел"
    assert [event.place for event in document.events] == [None, "bg", "brussels"]


def test_the_hours_of_an_event_are_those_of_its_place(
    files: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    note, _ = files
    assert main(["extract", str(note), "--yaml"]) == 0
    chronology = loading.loads(capsys.readouterr().out)
    assert [chronology.zone(event) for event in chronology.events] == [
        "Europe/Belgrade",
        "Europe/Brussels",
    ]
    assert main(["extract", str(note), "--json"]) == 0
    draft = json.loads(capsys.readouterr().out)["drafts"][1]
    assert (draft["start_time"], draft["zone"]) == ("10:30", "Europe/Brussels")
    assert draft["place"] == "Brussels"
    assert draft["location"]["id"] == "brussels"
    assert draft["location"]["coordinates"] == [50.85, 4.349]


def test_a_city_behind_a_full_stop_is_the_place_of_its_line(drafted: Drafted) -> None:
    found = drafted(
        "- 13 листопада 2026 року – Підписання угоди. Любляна.\n"
        "- 14 листопада 2026 року – Засідання ради.\n",
        "uk",
    )
    assert [draft.event.place for draft in found] == ["ljubljana", None]


def test_a_city_of_another_country_is_not_meant(drafted: Drafted) -> None:
    (festival,) = drafted("The festival took place in Paris, Texas, on 5 May 2025.", "en")
    assert festival.event.place is None


def test_a_programme_is_where_its_first_lines_say(drafted: Drafted) -> None:
    found = drafted(
        "Programme of the visit\n\nDakar, 21-22 September 2026\n\nMonday 21 September\n"
        "09:30 Audience\n11:00 Meeting at the ministry\n\nTuesday 22 September\n10:00 Talks\n",
        "en",
    )
    assert [draft.event.place for draft in found] == ["dakar"] * 4
    assert found[0].title == "Visit"


@pytest.mark.parametrize(
    ("language", "text", "place"),
    [
        (
            "en",
            "Office of the Speaker\n\nProgramme of the working visit of the Speaker of the Assembly\nOslo, 10–11 November 2026\n\nTuesday 10 November\n10:30 Talks\n",
            "oslo",
        ),
        (
            "en",
            "Ministry of Transport\n\nReport\non the fourteenth meeting of the joint working group on ferries\nOslo, 10 November 2026, 9:30–11:00\n\nThe agenda was adopted.\n",
            "oslo",
        ),
        (
            "ar",
            "إدارة المراسم\n\nبرنامج الزيارة الرسمية لرئيس مجلس النواب\nمسقط، ١٠–١١ نوفمبر ٢٠٢٦\n\nالثلاثاء ١٠ نوفمبر\n١٠:٣٠ مباحثات\n",
            "muscat",
        ),
    ],
)
def test_a_city_and_a_date_close_a_title_that_fills_its_line(
    drafted: Drafted, language: str, text: str, place: str
) -> None:
    places = {draft.event.place for draft in drafted(text, language)}
    assert places == {place}


def test_a_city_and_a_date_continue_a_sentence(drafted: Drafted) -> None:
    text = "Dear colleagues,\n\nThe annual conference of the union will take place in the city of\nOslo, 10–11 November 2026\n"
    (draft,) = drafted(text, "en")
    assert "onference" in draft.title


@pytest.mark.parametrize(
    "line", ["Biškek, 12. marta 2026. godine", "Astana", "Astana i", "Astana i Oslo"]
)
def test_a_capital_may_end_its_sentence(line: str) -> None:
    text = f"Saopštenje ministara\n{line}\n\n12. marta 2026.\n{line}\n"
    document = parse(text.encode(), "paper.txt", language="sr-Latn", on=date(2026, 2, 28))
    assert not any(one.is_fault for one in from_document(document).refused)


def test_a_title_whose_noun_is_in_an_earlier_sentence_has_no_attributive_place() -> None:
    text = "уулзсан нь 2025 оны есдүгээр сарын 11-ний хэлэлцээний ; хоёрдугаар с зун?"
    paper = parse(text.encode(), "paper.txt", language="mn", on=date(2026, 2, 28))
    assert "internal-error" not in {one.code for one in from_document(paper).refused}


HOUSE = (
    "Centre for Culture\n{head}\n\nPROGRAMME – MAY 2026\n\n"
    "5 May, 19:00\nOpening of the exhibition of glass\n\n"
    "21 May, 17:00\nDebate of the ambassadors on rivers\nSalzburg, Paris Lodron University\n\n"
    "11 June 2026 – Night of literature, Linz\n"
)


def test_a_programme_is_in_the_city_of_its_house(drafted: Drafted) -> None:
    found = drafted(HOUSE.format(head="Ringgasse 17, 1010 Vienna | open Tue–Fri"), "en")
    places = {draft.title: draft.event.place for draft in found}
    assert places["Opening of the exhibition of glass"] == "vienna"
    assert places["Debate of the ambassadors on rivers"] == "salzburg"
    assert places["Night of literature"] == "linz"


@pytest.mark.parametrize(
    "head", ["Open Tue–Fri, closed in July", "Ringgasse 17, 1010 Vienna | Quay 3, 5020 Salzburg"]
)
def test_without_one_address_in_its_head_a_programme_is_nowhere(
    drafted: Drafted, head: str
) -> None:
    found = drafted(HOUSE.format(head=head), "en")
    places = {draft.title: draft.event.place for draft in found}
    assert places["Opening of the exhibition of glass"] is None


FOR_ALL = [
    (
        "en",
        "Unless otherwise stated, all meetings are held in Vienna.",
        "Seminar on rivers",
        "Oslo, Quay 5",
    ),
    (
        "fr",
        "Sauf indication contraire, les réunions ont lieu à Vienne.",
        "Séminaire sur l'eau",
        "Oslo, quai 5",
    ),
    (
        "de",
        "Sofern nicht anders angegeben, finden alle Treffen in Wien statt.",
        "Seminar über Wasser",
        "Oslo",
    ),
    ("ru", "Если не указано иное, все заседания проходят в Вене.", "Семинар о воде", "Осло"),
]


@pytest.mark.parametrize(("language", "rule", "seminar", "venue"), FOR_ALL)
def test_a_paper_may_say_where_all_events_are_that_name_no_place(
    drafted: Drafted, language: str, rule: str, seminar: str, venue: str
) -> None:
    rows = f"4.5.2026\t{seminar}\n6.5.2026\t{seminar}\t{venue}\n8.5.2026\t{seminar}\n"
    text = f"2026\n{rule}\n\n{rows}\nForum, Riga.\n"
    places = [draft.event.place for draft in drafted(text, language)][:3]
    assert places == ["vienna", "oslo", "vienna"]


STAYS = [
    (
        "en",
        (
            "Wednesday, 5 May 2027 – Thursday, 6 May 2027\nWorking visit to Oslo\n"
            "– Wed 15:00 talks with the minister\n– Thu 09:00 lecture at the university\n"
        ),
        ["oslo", "oslo", "oslo"],
    ),
    (
        "ru",
        (
            "5 мая 2027 года\n\n10:00 Лекция в университете\n12:10 Вылет в г. Алматы\n"
            "13:55 Прибытие в г. Алматы\n16:00 Деловой форум\n18:30 Вылет в г. Белград\n21:00 Ужин\n"
        ),
        [None, None, "almaty", "almaty", "almaty", None],
    ),
    (
        "de",
        (
            "5. Mai 2027\n\n9.30 Ankunft in Wien\n11.00 Gespräch mit dem Rektor\n"
            "13.00 Abfahrt nach Graz\n15.00 Empfang\n"
        ),
        ["vienna", "vienna", "vienna", None],
    ),
]


@pytest.mark.parametrize(("language", "text", "places"), STAYS)
def test_hours_are_in_the_city_of_the_visit_or_the_arrival_until_it_is_left(
    drafted: Drafted, language: str, text: str, places: list[str | None]
) -> None:
    assert [draft.event.place for draft in drafted(text, language)] == places


def test_hours_are_not_placed_by_visits_to_two_cities_on_the_same_days(drafted: Drafted) -> None:
    text = "5 May 2027 – 6 May 2027\nVisit to Oslo\nVisit to Vienna\n– Wed 15:00 talks with the minister\n"
    assert drafted(text, "en")[-1].event.place is None
