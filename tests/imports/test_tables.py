"""Tables of other programs: columns under their names, dates as shown, cells by their names."""

import io
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time
from pathlib import Path
from typing import Any, NoReturn

import openpyxl
import pytest
import xlwt
from odf import opendocument
from odf import table as odf
from odf.text import P

import timeline
from timeline import importing, loading
from timeline.cli import main
from timeline.documents import confined
from timeline.errors import InputError, UnknownName
from timeline.events import Event
from timeline.importing import Drafts, headers, workbooks

from ..narrowing import present

Read = Callable[..., Drafts]


@pytest.fixture
def imported(tmp_path: Path) -> Read:
    def read(content: bytes | str, name: str = "table.csv", **options: Any) -> Drafts:
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return importing.import_(path, **options)

    return read


def events(drafts: Drafts) -> list[Event]:
    return list(loading.loads(drafts.yaml).document.events) if drafts.root["events"] else []


def dates(drafts: Drafts) -> list[str]:
    return [str(event.date) for event in events(drafts)]


# -- columns -------------------------------------------------------------------------------------


def test_one_name_of_a_column_means_two_fields() -> None:
    seen: dict[str, str] = {}
    for column, names in headers._words().items():
        for name in names if column not in ("empty", "yes") else ():
            if headers.key(name) != "citation":
                assert seen.setdefault(headers.key(name), column) == column, name
    assert headers.ambiguous() == {"citation": ("sources.document", "sources.quote")}


@pytest.mark.parametrize(
    ("table", "document", "quote"),
    [
        ("Event,Date,Citation\nVisit,2024-05-03,Joint statement", "Joint statement", None),
        ("Citation,Event,Date,Quote\nStatement,Visit,2024-05-03,We met", "Statement", "We met"),
        (
            "Titre,Date,Document,Citation\nVisite,2024-05-03,Déclaration,Rencontre",
            "Déclaration",
            "Rencontre",
        ),
        ("Event,Date,Citation,Paper\nVisit,2024-05-03,We met,Statement", "Statement", "We met"),
    ],
)
def test_a_citation_is_a_document_unless_another_column_has_it(
    imported: Read, table: str, document: str, quote: str | None
) -> None:
    drafts = imported(table, mapping=["Paper=sources.document"])
    assert [(each.document, each.quote) for each in events(drafts)[0].sources[:1]] == [
        (document, quote)
    ]
    notes = [note for note in drafts.notes if "'Citation' was read as 'sources.document'" in note]
    assert len(notes) == (quote is None or "Quote" in table)


def test_a_citation_is_what_it_is_mapped_to(imported: Read) -> None:
    table = "Event,Date,Citation,URL\nVisit,2024-05-03,We met,https://mfa.rs/1"
    drafts = imported(table, mapping=["Citation=sources.note"])
    assert not [note for note in drafts.notes if "was read as" in note]
    assert "We met" in str(events(drafts)[0].sources[0].note)


HEADERS = {
    "outlook-en": "Subject,Start Date,Start Time,End Date,End Time,All day event,Location,Description",
    "outlook-de": "Betreff,Beginnt am,Beginnt um,Endet am,Endet um,Ganztägiges Ereignis,Ort,Beschreibung",
    "outlook-ru": "Тема,Дата начала,Время начала,Дата окончания,Время окончания,Целый день,Место,Описание",
    "outlook-fr": "Objet,Début,Heure début,Fin,Heure de fin,Journée entière,Emplacement,Description",
    "outlook-es": "Asunto,Fecha de comienzo,Hora de comienzo,Fecha de finalización,Hora de finalización,Todo el día,Ubicación,Descripción",
    "outlook-it": "Oggetto,Data inizio,Ora inizio,Data fine,Ora fine,Giornata intera,Luogo,Descrizione",
    "outlook-pl": "Temat,Data rozpoczęcia,Czas rozpoczęcia,Data zakończenia,Czas zakończenia,Wydarzenie całodzienne,Lokalizacja,Opis",
    "outlook-tr": "Konu,Başlangıç Tarihi,Başlangıç Saati,Bitiş Tarihi,Bitiş Saati,Tüm gün,Konum,Açıklama",
    "outlook-uk": "Тема,Дата початку,Час початку,Дата завершення,Час завершення,Увесь день,Розташування,Опис",
    "serbian": "Назив,Датум почетка,Време почетка,Датум завршетка,Време завршетка,Цео дан,Место,Опис",
    "serbian-latin": "Naziv,Datum početka,Vreme početka,Datum završetka,Vreme završetka,Ceo dan,Mesto,Opis",
    "kazakh": "Атауы,Басталу күні,Басталу уақыты,Аяқталу күні,Аяқталу уақыты,Күні бойы,Орны,Сипаттамасы",
    "camel": "Subject,StartDate,StartTime,EndDate,EndTime,AllDayEvent,Location,Description",
    "snake": "subject,start_date,start_time,end_date,end_time,all_day,location,description",
    "capitals": "SUBJECT,START DATE,START TIME,END DATE,END TIME,ALL DAY EVENT,LOCATION,NOTES",
    "remarks": "Subject *,Start date (local),Start time:,End date (local),End time:,All-day,Location,Notes",
}  # fmt: skip


@pytest.mark.parametrize("headers", HEADERS.values(), ids=HEADERS)
def test_columns_are_known_in_the_language_of_the_office(imported: Read, headers: str) -> None:
    drafts = imported(
        f"{headers}\nTalks,17.09.2026,10:00:00,17.09.2026,12:00:00,,Palace,Words\n"
        "Visit,18.09.2026,,19.09.2026,,,Palace,\n",
        timezone="Europe/Belgrade",
    )
    assert (drafts.problems, drafts.notes) == ((), ())
    assert dates(drafts) == [
        "2026-09-17T10:00:00/2026-09-17T12:00:00",
        "2026-09-18/2026-09-19",
    ]
    talks = events(drafts)[0]
    assert (talks.place, present(talks.description).by_language["und"]) == ("palace", "Words")


@pytest.mark.parametrize("yes", ["True", "Ein", "Vrai", "ИСТИНА", "Да", "Doğru", "1"])
def test_whole_days_of_outlook_end_at_the_next_midnight(imported: Read, yes: str) -> None:
    drafts = imported(
        "Subject,Start Date,Start Time,End Date,End Time,All day event\n"
        f"Visit,17.09.2026,00:00:00,19.09.2026,00:00:00,{yes}\n"
    )
    assert dates(drafts) == ["2026-09-17/2026-09-18"]


def test_a_column_of_dates_that_is_not_read_is_a_problem(imported: Read) -> None:
    table = "title,Vorgesehen,Farbe\nA,17.09.2026,rot\nB,September 2026,\n"
    drafts = imported(table)
    (problem,) = drafts.problems
    assert problem.path == "B1"
    assert "'Vorgesehen' contains dates" in problem.fact
    assert '--map "Vorgesehen=when"' in problem.hint
    assert drafts.notes == ("columns that were not read: Farbe",)
    drafts = imported(table, mapping=["Vorgesehen=when", "Farbe=nothing"])
    assert (drafts.problems, drafts.notes) == ((), ())
    assert dates(drafts) == ["2026-09-17", "2026-09"]
    assert imported(table, mapping=["vorgesehen=nothing"]).problems == ()


def test_a_near_name_is_proposed(imported: Read) -> None:
    drafts = imported("title,date,Участник\nA,2026,KZ\n")
    assert '--map "Участник=parties"' in drafts.notes[0]


def test_a_mapping_can_be_saved(
    imported: Read, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    table, target = tmp_path / "table.csv", tmp_path / "map.yaml"
    table.write_text("Что будет,Когда,Кто\nA,2026,KZ\n")
    settings = ["--map", "Что будет=title", "--map", "Кто=parties"]
    assert main(["import", str(table), *settings, "--save-map", str(target)]) == 0
    out = capsys.readouterr().out
    assert "Кто: parties" in target.read_text()
    assert main(["import", str(table), "--map", str(target)]) == 0
    assert capsys.readouterr().out == out
    table.write_text("x")
    assert main(["import", str(table), "--map", "a=title", "--save-map", str(table)]) == 1
    assert table.read_text() == "x"


@pytest.mark.parametrize("setting", ["A=colour", "A=title.en.x.y"])
def test_a_column_is_mapped_to_what_an_event_has(imported: Read, setting: str) -> None:
    with pytest.raises(UnknownName):
        imported("A\nx\n", mapping=[setting])


@pytest.mark.parametrize("content", ["- a\n", "a: {b: c}\n", "a: [\n"])
def test_a_bad_file_of_mappings_is_refused(imported: Read, tmp_path: Path, content: str) -> None:
    (tmp_path / "map.yaml").write_text(content)
    with pytest.raises(InputError):
        imported("title\nx\n", mapping=[str(tmp_path / "map.yaml")])


# -- dates ---------------------------------------------------------------------------------------

TIMELINEJS = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Type,Group,Background"


@pytest.mark.parametrize(
    ("columns", "cells", "edtf"),
    [
        ("Year,Month,Day", "1996,12,10", "1996-12-10"),
        ("Year,Month,Day", "2026,5,", "2026-05"),
        ("Year,Month,Day", "2026,May,3", "2026-05-03"),
        ("Год,Месяц,День", "2026,мая,3", "2026-05-03"),
        ("Jahr,Monat,Tag", "2026,Mai,3.", "2026-05-03"),
        ("Year,Month,Day", "2027,,", "2027"),
        ("Year,Month,Day", "850,2,1", "0850-02-01"),
        ("Year,Month,Day", "2026.0,5.0,3.0", "2026-05-03"),
        ("Year,Month,Day,End Year,End Month,End Day", "2024,11,18,2024,11,19", "2024-11-18/2024-11-19"),
        ("Year,Month,Day,End Year,End Month,End Day", "2024,11,,2025,1,", "2024-11/2025-01"),
        ("Year,Month,Day,End Year,End Month,End Day", "2024,,,2025,,", "2024/2025"),
        ("year,month,day,eventDate", "2024,11,18,2024-11-18", "2024-11-18"),
    ],
)  # fmt: skip
def test_a_year_a_month_and_a_day_are_one_date(
    imported: Read, columns: str, cells: str, edtf: str
) -> None:
    drafts = imported(f"title,{columns}\nVisit,{cells}\n")
    assert dates(drafts) == [edtf]


@pytest.mark.parametrize(
    ("cells", "cell"),
    [
        ("2026,13,1", "C2"),
        ("2026,2,30", "D2"),
        ("2026,,3", "D2"),
        (",5,3", "C2"),
        ("soon,5,3", "B2"),
        ("2026,Mayy,3", "C2"),
        ("2026,5,first", "D2"),
    ],
)
def test_parts_that_make_no_date_are_named_by_their_cell(
    imported: Read, cells: str, cell: str
) -> None:
    (problem,) = imported(f"title,Year,Month,Day\nVisit,{cells}\n").problems
    assert problem.path.startswith(f"{cell} ")


def test_the_table_of_timelinejs_is_read(imported: Read) -> None:
    drafts = imported(
        f"{TIMELINEJS}\n2024,11,18,,2024,11,19,,,Visit,Words,https://example.org/a.jpg,,,,,,\n"
        ",,,,,,,,in November 2024,Talks,,,,,,,,\n"
    )
    assert drafts.problems == ()
    assert dates(drafts) == ["2024-11-18/2024-11-19", "2024-11"]
    assert events(drafts)[0].sources[0].url == "https://example.org/a.jpg"


@pytest.mark.parametrize(
    ("cells", "wanted"),
    [
        (["03/04/2025", "13/04/2025"], ["2025-04-03", "2025-04-13"]),
        (["03/04/2025", "04/13/2025"], ["2025-03-04", "2025-04-13"]),
        (["3-4-2025", "25-12-2025"], ["2025-04-03", "2025-12-25"]),
        (["03/04/2025 10:00 UTC", "13/04/2025"], ["2025-04-03T10:00:00Z", "2025-04-13"]),
    ],
)
def test_one_date_decides_the_order_of_a_column(
    imported: Read, cells: list[str], wanted: list[str]
) -> None:
    drafts = imported("title,date\n" + "".join(f"A,{cell}\n" for cell in cells))
    assert drafts.problems == ()
    assert dates(drafts) == wanted
    assert "shows that dates have the" in drafts.notes[0]


@pytest.mark.parametrize("cells", [["03/04/2025"], ["03/04/2025", "13/04/2025", "04/13/2025"]])
def test_what_does_not_decide_is_refused(imported: Read, cells: list[str]) -> None:
    drafts = imported("title,date\n" + "".join(f"A,{cell}\n" for cell in cells))
    (problem,) = drafts.problems
    assert problem.path == "B2 'date'"
    assert "--language en-GB, or ru" in problem.hint


@pytest.mark.parametrize(
    ("language", "edtf"),
    [("en-GB", "2025-04-03"), ("ru", "2025-04-03"), ("de", "2025-04-03"), ("en-US", "2025-03-04")],
)
def test_a_language_decides_on_figures_and_leaves_words_alone(
    imported: Read, language: str, edtf: str
) -> None:
    drafts = imported(
        "title,date\nA,03/04/2025\nB,17 - 18 сентября 2025 года\nC,18. novembra 2024.\n",
        languages=[language],
    )
    assert drafts.problems == ()
    assert dates(drafts) == [edtf, "2025-09-17/2025-09-18", "2024-11-18"]


def test_hours_without_a_zone_are_a_problem(imported: Read) -> None:
    table = "title,date,time,place\nA,2026-06-01,10:00,Palace\nB,2026-06-02,,\n"
    (problem,) = imported(table).problems
    assert "1 row has times but no time zone" in problem.fact
    assert "--timezone" in problem.hint
    drafts = imported(table, timezone="Asia/Almaty")
    assert [event.timezone for event in events(drafts)] == ["Asia/Almaty", None]
    known = timeline.loads("places: {palace: {name: Palace, timezone: Asia/Almaty}}\nevents: []\n")
    assert imported(table, known=known).problems == ()
    zoned = "title,date,Time Zone\nA,2026-06-01T10:00,Central Asia Standard Time\n"
    assert [event.timezone for event in events(imported(zoned))] == ["Asia/Bishkek"]


@pytest.mark.parametrize("empty", ["TBD", "n/a", "уточняется", "-", "à confirmer", "TBA"])
def test_what_is_not_known_is_no_place_and_no_date(imported: Read, empty: str) -> None:
    drafts = imported(f"title,date,place,parties\nTalks,{empty},{empty},{empty}\n")
    assert drafts.problems == ()
    (event,) = events(drafts)
    assert (event.is_dated, event.place, event.parties) == (False, None, ())


@pytest.mark.parametrize(
    ("name", "code"),
    [("KAZ", "KZ"), ("srb", "RS"), ("Казахстан", "KZ"), ("Kasachstan", "KZ"), ("Turquie", "TR"),
     ("Niemcy", "DE"), ("Німеччина", "DE"), ("KZ", "KZ")],
)  # fmt: skip
def test_countries_are_known_by_codes_and_names(imported: Read, name: str, code: str) -> None:
    (event,) = events(imported(f"title,date,country\nTalks,2026,{name}\n"))
    assert event.parties == (code,)


@pytest.mark.parametrize(
    ("word", "status"),
    [("состоялся", "held"), ("Планируется", "planned"), ("Отменён", "cancelled"),
     ("одржано", "held"), ("abgesagt", "cancelled"), ("Canceled", "cancelled"), ("", "draft")],
)  # fmt: skip
def test_a_status_is_taken_where_it_is_plain(imported: Read, word: str, status: str) -> None:
    (event,) = events(imported(f"title,date,status\nTalks,2026,{word}\n"))
    assert event.status == status


def test_rows_without_a_status_have_that_of_the_command(imported: Read) -> None:
    drafts = imported("title,date,status\nA,2026,\nB,2026,held\n", status="confirmed")
    assert [event.status for event in events(drafts)] == ["confirmed", "held"]


def test_a_city_has_its_country_and_zone_under_all_of_its_names(imported: Read) -> None:
    drafts = imported(
        "title;date;time;place\nA;2026-06-01;10:00;г. Белград\nB;2026;;Belgrade\nC;2026;;Nowhere\n"
    )
    assert drafts.problems == ()
    assert "from the gazetteer: Белград" in drafts.notes[0]
    places = loading.loads(drafts.yaml).document.places
    assert [event.place for event in events(drafts)] == ["belgrad", "belgrad", "nowhere"]
    assert (places["belgrad"].country, places["belgrad"].timezone) == ("RS", "Europe/Belgrade")
    assert places["nowhere"].timezone is None


def test_coordinates_belong_to_the_place(imported: Read) -> None:
    drafts = imported('title,date,city,lat,lon\nA,2026,Bela voda,"43,32",21.9\n')
    (place,) = loading.loads(drafts.yaml).document.places.values()
    assert place.coordinates == (43.32, 21.9)


@pytest.mark.parametrize(
    ("encoding", "title"),
    [
        ("cp1252", "Séance plénière"),
        ("cp1252", "Eröffnung der Gespräche"),
        ("cp1254", "Dışişleri Bakanı ziyareti"),
        ("cp1250", "Zvanična poseta, Čačak"),
        ("cp1250", "Święto Niepodległości"),
        ("cp1257", "Valsts prezidenta vizīte Rīgā"),
        ("cp1251", "Официальный визит"),
        ("cp1251", "ВИЗИТ ПРЕЗИДЕНТА"),
        ("koi8-r", "Официальный визит"),
        ("cp866", "Официальный визит"),
        ("utf-16", "Визит"),
        ("utf-8-sig", "Визит"),
    ],
)
def test_a_table_is_read_in_its_encoding(imported: Read, encoding: str, title: str) -> None:
    drafts = imported(f'title;date\n"{title}";2026-06-08\n'.encode(encoding))
    (event,) = events(drafts)
    assert list(event.title.by_language.values()) == [title]


@pytest.mark.parametrize("encoding", ["cp1252", "cp1251"])
def test_what_may_be_two_things_is_refused_and_can_be_named(imported: Read, encoding: str) -> None:
    content = "title;date\né;2026-06-08\n".encode("cp1252")
    with pytest.raises(InputError) as caught:
        imported(content)
    assert "--encoding" in caught.value.problems[0].hint
    (event,) = events(imported(content, encoding=encoding))
    assert list(event.title.by_language.values()) == [b"\xe9".decode(encoding)]


@pytest.mark.parametrize("encoding", ["nonsense", "rot13", "utf-8"])
def test_an_unknown_encoding_is_refused(imported: Read, encoding: str) -> None:
    with pytest.raises(InputError):
        imported("title\nS\xe9ance\n".encode("cp1252"), encoding=encoding)


# -- workbooks -----------------------------------------------------------------------------------

Rows = Sequence[Sequence[object]]
"""Values of cells, some of them with the number format that they are shown in."""

ROWS: Rows = [
    ("Хронология визитов", None, None, None),
    ("Мероприятие", "Дата", "Время", "Место"),
    ("Визит", (datetime(2024, 11, 18), "dd.mm.yyyy"), None, "Белград"),
    ("Открытие", (datetime(2027, 5, 1), "mmmm yyyy"), None, "Белград"),
    ("Выставка", (datetime(2027, 1, 1), "yyyy"), None, None),
    ("Переговоры", (datetime(2026, 6, 1, 10, 30), "dd.mm.yyyy hh:mm"), None, "Астана"),
    ("Встреча", (datetime(2026, 6, 2), "d mmm"), (time(9, 5), "hh:mm"), "Астана"),
    ("Съезд", "17 - 18 сентября 2025 г.", None, "Астана"),
    ("Сессия", "31.02.2026", None, None),
    ("Форум", "уточняется", None, None),
    ("Год", 2028, None, None),
]
WANTED = [
    "2024-11-18", "2027-05", "2027", "2026-06-01T10:30:00", "2026-06-02T09:05:00",
    "2025-09-17/2025-09-18", "XXXX", "2028",
]  # fmt: skip


def xlsx(rows: Rows, merged: Iterable[str] = (), epoch: datetime | None = None) -> bytes:
    book = openpyxl.Workbook()
    if epoch:
        book.epoch = epoch
    sheet = book.active
    for number, row in enumerate(rows, 1):
        for column, value in enumerate(row, 1):
            shown, form = value if isinstance(value, tuple) else (value, None)
            cell = sheet.cell(number, column, shown)
            if form:
                cell.number_format = form
    for area in merged:
        sheet.merge_cells(area)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


def xls(rows: Rows) -> bytes:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Лист1")
    for number, row in enumerate(rows):
        for column, value in enumerate(row):
            shown, form = value if isinstance(value, tuple) else (value, "General")
            if shown is not None:
                sheet.write(number, column, shown, xlwt.easyxf(num_format_str=form))
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


SHOWN = {
    "dd.mm.yyyy": "%d.%m.%Y", "mmmm yyyy": "%B %Y", "yyyy": "%Y", "dd.mm.yyyy hh:mm": "%d.%m.%Y %H:%M",
    "d mmm": "%d %b", "hh:mm": "%H:%M",
}  # fmt: skip


def ods(rows: Rows) -> bytes:
    book = opendocument.OpenDocumentSpreadsheet()
    sheet = odf.Table(name="Лист1")
    for row in rows:
        line = odf.TableRow()
        for value in row:
            shown, form = value if isinstance(value, tuple) else (value, None)
            if isinstance(shown, date):
                cell = odf.TableCell(valuetype="date", datevalue=shown.isoformat())
            elif isinstance(shown, time):
                cell = odf.TableCell(valuetype="time", timevalue=f"PT{shown:%HH%MM}00S")
            else:
                cell = odf.TableCell(valuetype="string")
            if shown is not None:
                cell.addElement(P(text=shown.strftime(SHOWN[form]) if form else str(shown)))
            line.addElement(cell)
        sheet.addElement(line)
    book.spreadsheet.addElement(sheet)
    written = io.BytesIO()
    book.save(written)
    return written.getvalue()


@pytest.mark.parametrize(("make", "name"), [(xlsx, "t.xlsx"), (xls, "t.xls"), (ods, "t.ods")])
def test_a_workbook_has_the_dates_that_it_shows(
    imported: Read, make: Callable[[Rows], bytes], name: str
) -> None:
    drafts = imported(make(ROWS), name)
    assert [f"{p.place.line}:{p.place.column} {p.path}" for p in drafts.problems] == [
        "9:2 B9 'Дата'"
    ]
    assert dates(drafts) == WANTED


def test_workbooks_of_the_macintosh_count_from_1904(imported: Read) -> None:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904

    rows = [("title", "date"), ("Visit", (datetime(2026, 6, 1), "yyyy-mm-dd"))]
    assert dates(imported(xlsx(rows, epoch=CALENDAR_MAC_1904), "t.xlsx")) == ["2026-06-01"]


@pytest.mark.parametrize(
    ("form", "shown"),
    [
        ("[$-419]d mmmm yyyy;@", "2027-05-01"), ("mmm-yy", "2027-05"), ("[$-419]mmmm yyyy;@", "2027-05"),
        ('mmmm" "yyyy" г."', "2027-05"), ("yyyy", "2027"), ("m/d/yy h:mm", "2027-05-01"),
        ("General", "2027-05-01"), ("mm:ss", "2027-05-01"), ("ДД.ММ.ГГГГ", "2027-05-01"),
        ("dddd, mmmm dd, yyyy", "2027-05-01"), ('"d" mm.yyyy', "2027-05"),
    ],
)  # fmt: skip
def test_a_date_is_as_exact_as_its_format(form: str, shown: str) -> None:
    assert workbooks.shown(datetime(2027, 5, 1), form) == shown


def test_merged_cells_are_filled_down_and_headings_left_out(imported: Read) -> None:
    rows = [
        ("Мероприятие", "Дата", "Место"),
        ("2026 год", None, None),
        ("Саммит, первый день", (datetime(2026, 4, 22), "dd.mm.yyyy"), "Астана"),
        ("Саммит, закрытие", None, None),
        ("Визит", (datetime(2026, 5, 1), "dd.mm.yyyy"), None),
    ]
    drafts = imported(xlsx(rows, ["A2:C2", "B3:B4", "C3:C5"]), "t.xlsx")
    assert dates(drafts) == ["2026-04-22", "2026-04-22", "2026-05-01"]
    assert {event.place for event in events(drafts)} == {"astana"}
    assert "A2 is a heading and was left out: 2026 год" in drafts.notes


def test_every_visible_sheet_is_read(imported: Read) -> None:
    book = openpyxl.Workbook()
    for name, title in (("Визиты", "A"), ("Съезды", "B"), ("Скрытый", "C")):
        sheet = book.create_sheet(name)
        sheet.append(["Мероприятие", "Дата"])
        sheet.append([title, "31.02.2026" if title == "B" else "2026"])
        sheet.sheet_state = "hidden" if title == "C" else "visible"
    written = io.BytesIO()
    book.save(written)
    drafts = imported(written.getvalue(), "t.xlsx")
    assert [event.title.by_language["und"] for event in events(drafts)] == ["A"]
    (problem,) = drafts.problems
    assert problem.path == "'Съезды'!B2 'Дата'"
    assert "'Sheet'" in "".join(drafts.notes)
    assert "'Скрытый'" in "".join(drafts.notes)


def test_a_link_of_a_cell_is_its_source(imported: Read) -> None:
    book = openpyxl.Workbook()
    book.active.append(["title", "date"])
    book.active.append(["Visit", "2026"])
    book.active["A2"].hyperlink = "https://example.org/a"
    written = io.BytesIO()
    book.save(written)
    (event,) = events(imported(written.getvalue(), "t.xlsx"))
    assert event.sources[0].url == "https://example.org/a"


@pytest.mark.parametrize("name", ["t.xlsx", "t.xls", "t.ods"])
@pytest.mark.parametrize("content", [b"", b"PK", b"title,date\n", b"\xd0\xcf\x11\xe0" * 200])
def test_what_is_no_workbook_is_refused(imported: Read, name: str, content: bytes) -> None:
    with pytest.raises(InputError) as caught:
        imported(content, name)
    assert caught.value.problems[0].hint


# -- limits --------------------------------------------------------------------------------------


def test_a_cell_far_away_is_read_without_the_empty_ones_before_it(imported: Read) -> None:
    book = openpyxl.Workbook()
    book.active.append(["title", "date"])
    book.active["A1048576"] = "Visit"
    written = io.BytesIO()
    book.save(written)
    (event,) = events(imported(written.getvalue(), "t.xlsx"))
    assert event.title.by_language["und"] == "Visit"


def test_a_table_of_more_than_1000_columns_is_refused(imported: Read) -> None:
    with pytest.raises(InputError) as caught:
        imported("title" + "," * 1000 + "x\n")
    assert "table.csv:1:1006: the table has more than 1,000 columns" in str(caught.value)


def test_empty_columns_beyond_the_1000th_are_no_problem(imported: Read) -> None:
    assert len(events(imported("title" + "," * 5000 + "\nVisit" + "," * 5000 + "\n"))) == 1


def test_a_workbook_that_unfolds_to_many_cells_is_refused(imported: Read) -> None:
    content = xlsx([["title"], *[[*[None] * 999, "a"]] * 60])
    with pytest.raises(InputError) as caught:
        imported(content, "t.xlsx")
    assert "the workbook has more than 5" in str(caught.value)


def test_a_workbook_that_takes_too_long_is_refused(
    imported: Read, monkeypatch: pytest.MonkeyPatch
) -> None:
    def stopped(*_: object) -> NoReturn:
        raise confined.TooSlow(5)

    monkeypatch.setattr(confined, "call", stopped)
    with pytest.raises(InputError) as caught:
        imported(xlsx([["title"]]), "t.xlsx")
    assert "reading the workbook takes more than 5 s" in str(caught.value)


def test_several_columns_can_be_mapped_to_parties(tmp_path: Path) -> None:
    path = tmp_path / "t.csv"
    path.write_text("title,date,Country1,Country2\nVisas,2026,Kazakhstan,Serbia\nTrade,2027,,FR\n")
    drafts = importing.import_(path, mapping=["Country1=parties", "Country2=parties"])
    assert drafts.notes == ()
    events = timeline.loads(drafts.yaml).events
    assert [event.parties for event in events] == [("KZ", "RS"), ("FR",)]
    assert drafts.columns == {
        "title": "title", "date": "when", "Country1": "parties", "Country2": "parties",
    }  # fmt: skip
