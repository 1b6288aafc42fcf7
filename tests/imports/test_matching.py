"""No duplicates: events that are imported again are recognised, and changes are shown."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import timeline
import timeline.nodes
from timeline import importing
from timeline.cli import main
from timeline.errors import InputError
from timeline.importing.updating import Update, updated

from ..narrowing import data, present

TABLE = """\
Мероприятие;Дата;Место;Страны
Визит;18.11.2024;Белград;KZ
Саммит;22-24.04.2026;Астана;KZ, RS
Съезд;;Астана;
Съезд;;Астана;
Форум;май 2027;Белград;RS
"""


@dataclass
class Desk:
    """A table, a chronology, and the import of the one into the other."""

    file: Path
    target: Path
    capsys: pytest.CaptureFixture[str]

    def run(self, *options: str, code: int = 0) -> str:
        assert main(["import", str(self.file), "--into", "events.yaml", *options]) == code
        return self.capsys.readouterr().out

    def edit(self, *changes: tuple[str, str], path: Path | None = None) -> None:
        path = path or self.file
        text = path.read_text("utf-8")
        for old, new in changes:
            assert old in text
            text = text.replace(old, new)
        path.write_text(text, "utf-8")


@pytest.fixture
def desk(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> Desk:
    monkeypatch.chdir(tmp_path)
    found = Desk(tmp_path / "table.csv", tmp_path / "events.yaml", capsys)
    found.target.write_text("# kept\nevents:\n  - id: x  # kept\n    title: X\n")
    found.file.write_text(TABLE, "utf-8")
    return found


def test_a_table_that_is_imported_again_adds_nothing(desk: Desk) -> None:
    assert desk.run() == "events.yaml: 5 events added\n"
    before = desk.target.read_bytes()
    assert desk.run() == "events.yaml: 0 events added, 5 unchanged\n"
    assert desk.target.read_bytes() == before


def test_rows_may_move_and_events_be_accepted_and_translated(desk: Desk) -> None:
    desk.run()
    desk.edit(("Визит;", "Новый;2029;;\nВизит;"))
    desk.edit(
        ("title: Форум", "title: {ru: Форум, en: Forum}"), ("status: draft", "status: held"),
        path=desk.target,
    )  # fmt: skip
    assert desk.run() == "events.yaml: 1 event added, 5 unchanged\n"


def test_what_changed_in_the_table_is_shown_and_written_on_request(desk: Desk) -> None:
    desk.run()
    desk.edit(("май 2027", "июнь 2027"), ("Саммит;", "Саммит ЦА;"))
    shown = "sammit (row 3): title: Саммит → Саммит ЦА\nforum (row 6): when: май 2027 → июнь 2027\n"
    assert desk.run() == (
        f"{shown}2 events changed in the file; --update applies the changes\n"
        "events.yaml: 0 events added, 3 unchanged\n"
    )
    assert desk.run("--update") == (
        f"{shown}events.yaml: 0 events added, 2 events updated, 3 unchanged\n"
    )
    assert desk.run() == "events.yaml: 0 events added, 5 unchanged\n"
    assert "  - id: x  # kept\n" in desk.target.read_text("utf-8")
    desk.edit(("июнь 2027", "июль 2027"))
    assert "when: июнь 2027 → июль 2027" in desk.run("--update")
    assert str(timeline.load(desk.target).by_id["forum"].date) == "2027-07"


def test_what_changed_on_both_sides_is_shown_and_not_written(desk: Desk) -> None:
    desk.run()
    desk.edit(("18.11.2024", "19.11.2024"))
    desk.edit(("title: Визит", "title: Визит Президента"), path=desk.target)
    before = desk.target.read_bytes()
    out = desk.run("--update")
    assert "vizit (row 2): when: 18.11.2024 here, 19.11.2024 in the file\n" in out
    assert "vizit (row 2): title: Визит Президента here, Визит in the file\n" in out
    assert "neither is applied" in out
    assert desk.target.read_bytes() == before


def test_a_cell_that_was_cleared_is_a_change(desk: Desk) -> None:
    desk.run()
    desk.edit(("май 2027;Белград;RS", "май 2027;;"))
    out = desk.run("--update")
    assert "forum (row 6): place: belgrad → nothing\n" in out
    assert "forum (row 6): parties: RS → nothing\n" in out
    assert timeline.load(desk.target).by_id["forum"].place is None
    assert desk.run() == "events.yaml: 0 events added, 5 unchanged\n"


def test_a_new_place_of_a_changed_row_is_declared(desk: Desk) -> None:
    desk.run()
    desk.edit(("май 2027;Белград", "июнь 2027;Ниш"))
    assert "1 event updated" in desk.run("--update")
    chronology = timeline.load(desk.target)
    assert present(chronology.place(chronology.by_id["forum"])).name.by_language == {"und": "Ниш"}
    assert desk.run() == "events.yaml: 0 events added, 5 unchanged\n"


def test_an_event_is_updated_as_a_whole_or_not_at_all(desk: Desk) -> None:
    desk.run()
    desk.edit(("май 2027;Белград", "июнь 2027;Ниш"))
    text = desk.target.read_text("utf-8")
    # Nothing can be added to a section in brackets, so the new place cannot be declared.
    places = "\nplaces: {belgrad: {name: Белград}, astana: {name: Астана}}\n"
    desk.target.write_text(text[: text.index("\nplaces:")] + places, "utf-8")
    before = desk.target.read_bytes()
    desk.run("--update", code=1)
    assert desk.target.read_bytes() == before
    assert "forum (row 6): when: май 2027 → июнь 2027" in desk.run()


def test_what_somebody_wrote_into_the_chronology_is_no_cleared_cell(desk: Desk) -> None:
    desk.run()
    desk.edit(("    when: май 2027", "    description: Kept\n    when: май 2027"), path=desk.target)
    assert desk.run("--update") == "events.yaml: 0 events added, 5 unchanged\n"
    desk.edit(("май 2027", "июнь 2027"))
    assert "neither is applied" in desk.run("--update")
    assert "Kept" in desk.target.read_text("utf-8")


def test_another_table_does_not_overwrite_what_the_first_said(desk: Desk, tmp_path: Path) -> None:
    desk.run()
    before = desk.target.read_bytes()
    desk.file = tmp_path / "other.csv"
    desk.file.write_text("title,date,parties\nВизит,2024-11-18,RS\n", "utf-8")
    out = desk.run("--update")
    assert "vizit (row 2): parties: KZ here, RS in the file\n" in out
    assert "there is no record of an earlier import; neither is applied" in out
    assert desk.target.read_bytes() == before


def test_the_same_event_of_another_table_is_no_twin(desk: Desk, tmp_path: Path) -> None:
    desk.run()
    other = tmp_path / "other.csv"
    other.write_text("title,date\nВИЗИТ,2024-11-18\nВизит,2024-11-19\n", "utf-8")
    desk.file = other
    assert desk.run() == "events.yaml: 1 event added, 1 unchanged\n"


def test_rows_with_an_id_are_the_events_of_that_id(desk: Desk) -> None:
    desk.file.write_text("id,title,date,status\nx,X,2026,held\ny,Y,2026,\n", "utf-8")
    assert "x: title" not in desk.run()
    assert "id: y" in desk.target.read_text("utf-8")
    desk.file.write_text("id,title,date\nx,Other,2030\n", "utf-8")
    assert desk.run(code=1) == ""


CALENDAR = """\
BEGIN:VCALENDAR
BEGIN:VEVENT
UID:a
SUMMARY:Talks
DTSTART:20260601T100000Z
DTEND:20260601T110000Z
RRULE:FREQ=WEEKLY;COUNT=3
END:VEVENT
BEGIN:VEVENT
UID:b
SUMMARY:Visit
DTSTART;VALUE=DATE:20260602
END:VEVENT
END:VCALENDAR
"""


def test_entries_of_a_calendar_are_known_by_their_uid(desk: Desk, tmp_path: Path) -> None:
    desk.file = tmp_path / "calendar.ics"
    desk.file.write_text(CALENDAR)
    assert desk.run() == "events.yaml: 4 events added\n"
    assert desk.run() == "events.yaml: 0 events added, 4 unchanged\n"
    desk.edit(("DATE:20260602", "DATE:20260605"))
    out = desk.run("--update")
    assert "visit: when: 2026-06-02 → 2026-06-05" in out
    assert desk.run() == "events.yaml: 0 events added, 4 unchanged\n"


def test_an_entry_that_changed_is_applied_and_an_edited_event_is_kept(
    desk: Desk, tmp_path: Path
) -> None:
    desk.file = tmp_path / "c.ics"
    desk.file.write_text(CALENDAR.replace("\n", "\r\n"), "utf-8")
    desk.run()
    desk.edit(("SUMMARY:Visit", "SUMMARY:State visit"))
    assert "title: Visit → State visit" in desk.run("--update")
    assert "0 events added, 4 unchanged" in desk.run("--update")
    desk.edit(("title: State visit", "title: Visit of the President"), path=desk.target)
    assert "0 events added, 4 unchanged" in desk.run("--update")
    desk.edit(("DATE:20260602", "DATE:20260603"))
    before = desk.target.read_bytes()
    out = desk.run("--update")
    assert "title: Visit of the President here, State visit in the file" in out
    assert "when: 2026-06-02 here, 2026-06-03 in the file" in out
    assert desk.target.read_bytes() == before


def test_an_entry_without_a_record_is_shown_and_not_applied(desk: Desk, tmp_path: Path) -> None:
    desk.file = tmp_path / "c.ics"
    desk.file.write_text(CALENDAR.replace("\n", "\r\n"), "utf-8")
    desk.run()
    text = re.sub(r"(UID: b), [0-9a-f]{12}", r"\1", desk.target.read_text("utf-8"))
    desk.target.write_text(text, "utf-8")
    desk.edit(("SUMMARY:Visit", "SUMMARY:State visit"))
    assert "there is no record of an earlier import" in desk.run("--update")
    assert desk.target.read_text("utf-8") == text


def test_json_is_known_by_its_ids(desk: Desk, tmp_path: Path) -> None:
    desk.run()
    chronology = timeline.load(desk.target)
    (written,) = timeline.build(chronology, tmp_path / "out", formats=["json"], drafts=True).files
    desk.file = written.path
    assert desk.run() == "events.yaml: 0 events added, 6 unchanged\n"


@pytest.mark.parametrize(
    ("form", "old", "new"),
    [
        ("json", '"text": "2026-04-22"', '"text": "2026-04-23"'),
        ("csv", ",2026-04-22,", ",2026-04-23,"),
    ],
)
def test_an_edited_export_changes_what_nobody_has_edited_since(
    desk: Desk, form: str, old: str, new: str
) -> None:
    desk.target.write_text(
        "calendar: {id: own}\nevents:\n"
        "  - {id: x, title: Summit, when: 2026-04-22}\n"
        "  - {id: y, title: Visit, when: 2026-04-22}\n",
        "utf-8",
    )
    assert main(["build", "--format", form]) == 0
    desk.file = Path(f"exports/own.{form}")
    desk.capsys.readouterr()
    assert desk.run() == "events.yaml: 0 events added, 2 unchanged\n"
    desk.edit((old, new))
    desk.edit(("{id: y, title: Visit", "{id: y, title: State visit"), path=desk.target)
    assert desk.run("--update") == (
        "x: when: 2026-04-22 → 2026-04-23\n"
        "y: title: State visit here, Visit in the file\n"
        "y: when: 2026-04-22 here, 2026-04-23 in the file\n"
        "  both have changed since the last import; neither is applied\n"
        "events.yaml: 0 events added, 1 event updated\n"
    )
    dates = {event.id: str(event.date) for event in timeline.load(desk.target).events}
    assert dates == {"x": "2026-04-23", "y": "2026-04-22"}


def test_an_export_of_another_chronology_is_not_taken_for_this_one(
    desk: Desk, tmp_path: Path
) -> None:
    other = timeline.loads("events: [{id: x, title: Congress of leaders, when: 2025}]")
    (written,) = timeline.build(other, tmp_path / "other", formats=["json"]).files
    desk.file = written.path
    desk.run(code=1)
    assert timeline.load(desk.target).by_id["x"].title.by_language == {"und": "X"}


TRANSLATED = """\
calendar: {id: chronology, languages: [en, ru]}
events:
  - id: talks
    title:
      en: Talks  # kept
      ru: Переговоры
    when: 2026-05-01
    venue: {en: Palace, ru: Дворец}
  - {id: visit, title: Visit, when: 2026-06}
"""


@pytest.mark.parametrize(
    ("old", "new", "before", "after"),
    [
        ("Talks", "Meeting", "en: Talks  #", "en: Meeting  #"),
        ("Дворец", "Дом", "ru: Дворец", "ru: Дом"),
        (',Дворец', ',', "{en: Palace, ru: Дворец}", "{en: Palace}"),
        (',Переговоры', ',', "kept\n      ru: Переговоры\n", "kept\n"),
        ("visit,Visit,,,", "visit,Visit,,Визит,", "title: Visit", "title: {und: Visit, ru: Визит}"),
        ("talks,Talks,", "talks,Meeting,", "en: Talks  #", "en: Meeting  #"),
    ],
)  # fmt: skip
def test_an_edit_in_one_language_leaves_the_others(
    desk: Desk, old: str, new: str, before: str, after: str
) -> None:
    desk.target.write_text(TRANSLATED, "utf-8")
    timeline.build(desk.target, desk.target.parent, formats=["csv"])
    desk.file = desk.target.parent / "chronology.csv"
    desk.edit((old, new))
    assert "1 event updated" in desk.run("--update")
    assert desk.target.read_text("utf-8") == TRANSLATED.replace(before, after)


def test_a_table_under_a_new_name_makes_no_twins(desk: Desk, tmp_path: Path) -> None:
    desk.run()
    desk.file = desk.file.rename(tmp_path / "table (2).csv")
    assert desk.run() == "events.yaml: 0 events added, 5 unchanged\n"
    desk.edit(("22-24.04.2026", "23-25.04.2026"), ("Форум;май 2027", "Форум;июнь 2027"))
    printed = desk.run("--update")
    assert printed.endswith("events.yaml: 0 events added, 2 events updated, 3 unchanged\n")
    assert desk.run() == "events.yaml: 0 events added, 5 unchanged\n"


def test_a_table_of_which_few_rows_are_known_is_another_one(desk: Desk, tmp_path: Path) -> None:
    desk.run()
    desk.file = tmp_path / "other.csv"
    rows = "Визит;18.11.2024;Белград;KZ\nСаммит;01.05.2026;Астана;KZ\nСаммит;02.05.2026;Ниш;RS\n"
    desk.file.write_text(f"Мероприятие;Дата;Место;Страны\n{rows}", "utf-8")
    assert desk.run() == "events.yaml: 2 events added, 1 unchanged\n"


ROWS = [
    (f"Переговоры {word}", f"{number % 28 + 1:02}.{number % 12 + 1:02}.2027", place)
    for number, (word, place) in enumerate(
        (f"{word}-{round_}", place)
        for round_, place in enumerate(("Астана", "Белград", "Ниш", "Алматы"), 1)
        for word in "альфа бета гамма дельта эпсилон дзета эта тета йота каппа".split()
    )
]


def as_table(rows: Sequence[tuple[str, ...]]) -> str:
    return "Мероприятие;Дата;Место\n" + "".join(";".join(row) + "\n" for row in rows)


@pytest.mark.parametrize(
    ("column", "text"), [(0, "Церемония {}"), (1, "{:02}.11.2028"), (2, "Ташкент")]
)
def test_a_table_under_a_new_name_may_have_changed_in_most_rows(
    desk: Desk, tmp_path: Path, column: int, text: str
) -> None:
    desk.file.write_text(as_table(ROWS), "utf-8")
    assert desk.run() == "events.yaml: 40 events added\n"
    changed = [
        (*row[:column], text.format(number % 28 + 1), *row[column + 1 :]) if number % 4 else row
        for number, row in enumerate(ROWS)
    ]
    desk.file = tmp_path / "renamed.csv"
    desk.file.write_text(as_table(changed), "utf-8")
    printed = desk.run("--update")
    assert printed.endswith("events.yaml: 0 events added, 30 events updated, 10 unchanged\n")
    assert desk.run() == "events.yaml: 0 events added, 40 unchanged\n"


def test_rows_like_those_of_another_table_are_named(desk: Desk, tmp_path: Path) -> None:
    desk.run()
    desk.file = tmp_path / "other.csv"
    desk.file.write_text(as_table([("Форум", "01.05.2029", "Белград")]), "utf-8")
    assert main(["import", "other.csv", "--into", "events.yaml"]) == 0
    out, err = desk.capsys.readouterr()
    assert out == "events.yaml: 1 event added\n"
    assert "note: row 2 differs from 'forum', of another table, only in" in err


def test_check_remarks_on_twins(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    path = tmp_path / "events.yaml"
    path.write_text(
        "events:\n  - {id: a, title: Visit, when: 2026}\n  - {id: b, title: VISIT, when: 2026}\n"
        "  - {id: c, title: Visit, when: 2027}\n"
    )
    assert main(["check", str(path)]) == 0
    assert "it has the same title and date as 'a'" in capsys.readouterr().out


# -- new values in their places ------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("  - id: a\n    when: 2026  # why\n", "  - id: a\n    when: 2027-05  # why\n"),
        ("  - {id: a, when: '2026'}\n", "  - {id: a, when: 2027-05}\n"),
        ("  - {id: a, title: A}\n", "  - {id: a, when: 2027-05, title: A}\n"),
        ("  - id: a  # first\n    title: A\n", "  - id: a  # first\n    when: 2027-05\n    title: A\n"),
        ("  - title: A\n    id: a", "  - title: A\n    id: a\n    when: 2027-05"),
        ("  - id: a\r\n    title: A\r\n", "  - id: a\r\n    when: 2027-05\r\n    title: A\r\n"),
        ("- id: a\n  when: >-\n    May\n    2026\n# end\n", "- id: a\n  when: 2027-05\n# end\n"),
    ],
)  # fmt: skip
def test_a_value_is_replaced_in_place(before: str, after: str) -> None:
    changed = updated(f"events:\n{before}".encode(), "f", [Update("a", "when", "2027-05")])
    assert changed.decode() == f"events:\n{after}"


def test_lists_and_notes_are_replaced(desk: Desk) -> None:
    text = (
        "events:\n  - id: a\n    parties:\n      - KZ\n      - RS\n    sources:\n"
        "      - document: D\n        note: row 1  # kept\n"
    )
    changes = [Update("a", "parties", ("KZ", "FR")), Update("a", "sources.0.note", "row 2")]
    changed = updated(text.encode(), "f", changes).decode()
    assert changed == (
        "events:\n  - id: a\n    parties:\n      [KZ, FR]\n    sources:\n"
        "      - document: D\n        note: row 2  # kept\n"
    )


def test_what_is_gone_is_refused() -> None:
    with pytest.raises(InputError):
        updated(b"events: [{id: b}]\n", "f", [Update("a", "when", "2026")])


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=30)


@given(texts.filter(str.strip), st.booleans())
def test_any_text_can_be_written(value: str, is_flow: bool) -> None:
    before = "events:\n" + ("  - {id: a, title: A}\n" if is_flow else "  - id: a\n    title: A\n")
    changed = updated(before.encode(), "f", [Update("a", "title", value)])
    assert data(timeline.nodes.parse(changed, "f")[0])["events"][0]["title"] == value


rows = st.lists(
    st.tuples(
        st.sampled_from(["Visit", "Summit", "Talks, second", "Съезд"]),
        st.sampled_from(["2026", "2026-05-01", "2026-05", "TBD", "17-18 September 2025"]),
        st.sampled_from(["Astana", "Белград", ""]),
    ),
    min_size=1,
    max_size=8,
)


@given(rows)
@settings(
    suppress_health_check=[HealthCheck.function_scoped_fixture], max_examples=30, deadline=None
)
def test_no_table_doubles(tmp_path: Path, cells: list[tuple[str, ...]]) -> None:
    path = tmp_path / "t.csv"
    path.write_text("title\tdate\tplace\n" + "".join("\t".join(row) + "\n" for row in cells))
    first = importing.import_(path)
    again = importing.import_(path, known=timeline.loads(first.yaml))
    assert again.root["events"] == []
    assert [match.state.value for match in again.matches] == ["unchanged"] * len(cells)
