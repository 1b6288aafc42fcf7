"""Two desks with their tables: forty untidy rows in Russian, and four hundred of a research table.

Each row is imported or reported with its cell, and the second import adds nothing.
"""

import csv
import re
from datetime import date, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest

import timeline
from timeline.cli import main
from timeline.events import Event

SOUND: list[tuple[Any, ...]] = [
    # date, format, end, event, place, parties, status, edtf
    (
        date(2026, 1, 12),
        "dd.mm.yyyy",
        None,
        "Визит министра",
        "г. Белград",
        "Казахстан; Сербия",
        "состоялся",
        "2026-01-12",
    ),
    (date(2026, 2, 1), "mmmm yyyy", None, "Консультации", "Астана", "KAZ, SRB", "план", "2026-02"),
    (date(2026, 3, 1), "yyyy", None, "Год культуры", None, None, None, "2026"),
    (
        datetime(2026, 3, 5, 10, 30),
        "dd.mm.yyyy hh:mm",
        None,
        "Брифинг",
        "Алматы",
        "KZ",
        None,
        "2026-03-05T10:30:00",
    ),
    (
        "17 - 18 сентября 2026 года",
        None,
        None,
        "Съезд",
        "Астана",
        "Казахстан",
        "подтверждено",
        "2026-09-17/2026-09-18",
    ),
    ("в ноябре 2026 года", None, None, "Форум", "Белград", None, None, "2026-11"),
    ("I квартал 2027", None, None, "Выставка", None, None, None, "2027-33"),
    ("весна 2027 г.", None, None, "Ярмарка", "Нови Сад", "Сербия", None, "2027-21"),
    (
        date(2026, 4, 22),
        "dd.mm.yyyy",
        date(2026, 4, 24),
        "Саммит",
        "Астана",
        "KZ; RS",
        "Планируется",
        "2026-04-22/2026-04-24",
    ),
    (None, None, None, "Дата уточняется", "Астана", None, None, "XXXX"),
    ("уточняется", None, None, "Подписание", "TBD", None, None, "XXXX"),
    ("—", None, None, "  Обмен   нотами ", None, "н/д", None, "XXXX"),
    ("2027", None, None, "ЭКСПО", "Белград", None, None, "2027"),
    ("13/05/2026", None, None, "Приём", "Белград", None, None, "2026-05-13"),
    ("03/06/2026", None, None, "Концерт", "Белград", None, None, "2026-06-03"),
    ("9 мая 2026г.", None, None, "День Победы", None, None, None, "2026-05-09"),
    ("не позднее мая 2027 года", None, None, "Отчёт", None, None, None, "../2027-05"),
]
BAD = [
    ("31.02.2026", "Невозможный день"),
    ("29.02.2027", "Не високосный год"),
    ("15 мая", "Без года"),
    ("скоро", "Без даты совсем"),
    ("13.13.2026", "Тринадцатый месяц"),
    ("18-17 сентября 2026", "Назад"),
]
COLUMNS = (
    "Дата проведения",
    "Окончание",
    "Мероприятие",
    "Место",
    "Участники",
    "Статус",
    "Примечание",
)


def messy(path: str) -> tuple[dict[int, str | None], dict[int, str]]:
    """A workbook of forty rows as a desk keeps it; gives the texts and rows of each event."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Визиты 2026"
    sheet["A1"] = "План мероприятий на 2026–2027 годы"
    sheet.merge_cells("A1:G1")
    sheet.append([])
    sheet.append(COLUMNS)
    rows: dict[int, str | None] = {}
    number = 3

    def put(
        start: date | datetime | str | None,
        form: str | None,
        end: date | None,
        title: str | None,
        place: str | None,
        parties: str | None,
        status: str | None,
        note: str | None = None,
    ) -> None:
        nonlocal number
        number += 1
        for column, value in enumerate((start, end, title, place, parties, status, note), 1):
            cell = sheet.cell(number, column, value)
            if form and column in (1, 2) and not isinstance(value, str):
                cell.number_format = form if column == 1 else "dd.mm.yyyy"
        rows[number] = title

    expected = {}
    for start, form, end, title, place, parties, status, edtf in SOUND:
        put(start, form, end, title, place, parties, status)
        expected[number] = edtf
    for text, title in BAD:
        put(text, None, None, title, "Астана", None, None)
    first = number + 1
    for month in range(1, 14):
        start = date(2026 + month // 13, month % 12 + 1, 7)
        put(
            start,
            "d mmmm yyyy",
            None,
            f"Заседание {month}",
            "Белград" if month == 1 else None,
            "RS",
            None,
        )
        expected[number] = start.isoformat()
    sheet.merge_cells(f"D{first}:D{number}")
    put(date(2026, 12, 1), "dd.mm.yyyy", None, None, "Астана", None, None, "без названия")
    put(date(2026, 12, 2), "dd.mm.yyyy", None, "Чужой статус", "Астана", None, "хз")
    put(
        date(2026, 12, 3),
        "dd.mm.yyyy",
        date(2026, 12, 1),
        "Конец раньше начала",
        "Астана",
        None,
        None,
    )
    put("=TODAY()", None, None, "Формула", "Астана", None, None)
    hidden = book.create_sheet("Архив")
    hidden.sheet_state = "hidden"
    hidden.append(["Мероприятие", "Дата"])
    book.save(path)
    assert len(rows) == 40
    return rows, expected


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text("# our chronology\nevents:\n  - {id: x, title: X}\n", "utf-8")
    return tmp_path


def taken(file: str) -> dict[int, Event]:
    """The events from rows of *file*, by the number of the row."""
    found = {}
    for event in timeline.load("events.yaml").events:
        for source in event.sources:
            note = source.note.by_language["und"] if source.note else ""
            if source.document == file and (
                match := re.fullmatch(r"row (?:'.*'!)?(\d+), \w+", note)
            ):
                found[int(match[1])] = event
    return found


def test_forty_untidy_rows_are_each_taken_or_named(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    rows, expected = messy("план.xlsx")
    run = ["import", "план.xlsx", "--into", "events.yaml", "--skip", "--timezone", "Asia/Almaty"]
    main(run)
    said = capsys.readouterr().err
    events = taken("план.xlsx")
    named = {int(number) for number in re.findall(r"\b[A-G](\d+)\b", said)}
    named |= {int(number) for number in re.findall(r"\brow (\d+)\b", said)}
    assert set(rows) == set(events) | named
    for number, edtf in expected.items():
        assert str(events[number].date) == edtf, rows[number]
    assert not {number for number in rows if rows[number] in {title for _, title in BAD}} & set(
        events
    )
    assert {event.place for event in events.values() if "Заседание" in str(event.title)} == {
        "belgrad"
    }
    assert [events[number].status.value for number in (4, 5, 6)] == ["held", "planned", "draft"]
    (formula,) = [number for number, title in rows.items() if title == "Формула"]
    assert formula in named - set(events), "a formula without its result is no empty cell"
    assert [events[4].parties, events[5].parties] == [("KZ", "RS"), ("KZ", "RS")]
    before = Path("events.yaml").read_bytes()
    main(run)
    assert "0 events added" in capsys.readouterr().out
    assert Path("events.yaml").read_bytes() == before
    assert before.startswith(b"# our chronology\n")


LEADERS = (
    "LeaderName",
    "CountryVisited",
    "TripStartDate",
    "TripEndDate",
    "LeaderCountryISO",
    "TripPurpose",
    "CountryVisitedISO",
)


def colt_like(path: str) -> None:
    """A table of leaders' travels, as researchers publish them: columns of their own names."""
    with Path(path).open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(LEADERS)
        for number in range(400):
            start = date(1990, 1, 1) + timedelta(days=31 * number)
            end = start + timedelta(days=number % 4)
            writer.writerow(
                [f"Leader {number % 37}", ("Belgrade", "Astana", "Paris")[number % 3], start, end,
                 ("KAZ", "SRB", "FRA")[number % 3], f"Visit {number}", ("SRB", "KAZ", "FRA")[number % 3]]
            )  # fmt: skip


def test_four_hundred_rows_come_in_with_one_saved_map(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    colt_like("travels.csv")
    maps = ["TripPurpose=title", "CountryVisited=place", "TripStartDate=start", "TripEndDate=end",
            "LeaderCountryISO=parties", "LeaderName=nothing", "CountryVisitedISO=nothing"]  # fmt: skip
    named = [option for one in maps for option in ("--map", one)]
    assert (
        main(
            ["import", "travels.csv", *named, "--save-map", "columns.yaml", "--into", "events.yaml"]
        )
        == 0
    )
    assert "400 events added" in capsys.readouterr().out
    events = [event for event in timeline.load("events.yaml").events if event.id != "x"]
    assert len(events) == 400
    by_title = {event.title.by_language["und"]: event for event in events}
    assert str(by_title["Visit 0"].date) == "1990-01-01"
    assert str(by_title["Visit 3"].date) == "1990-04-04/1990-04-07"
    assert {event.parties for event in events} == {("KZ",), ("RS",), ("FR",)}
    before = Path("events.yaml").read_bytes()
    assert main(["import", "travels.csv", "--map", "columns.yaml", "--into", "events.yaml"]) == 0
    assert "0 events added, 400 unchanged" in capsys.readouterr().out
    assert Path("events.yaml").read_bytes() == before
