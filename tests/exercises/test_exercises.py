"""One thing of each kind is added to a copy, as docs/contributing.md says, and shows up everywhere."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from . import exercises
from .exercises import run

pytestmark = pytest.mark.slow


def field(folder: Path) -> None:
    (folder / "events.yaml").write_text(
        """
calendar: {id: c, languages: [en, ru]}
events:
- id: visit
  title: Visit
  when: 2026-05-05
  host: {en: The Foreign Office, ru: Министерство}
  online: true
  sources: [{document: Note, author: A. Writer}]
- {id: talks, title: Talks, when: 2026-05-06}
""",
        "utf-8",
    )
    formats = " ".join(f"--format {name}" for name in ("ics", "html", "csv", "json", "md"))
    run(folder, f"timeline build -o out {formats} --now 2026-01-01T00:00Z")
    for language, host in (("en", "The Foreign Office"), ("ru", "Министерство")):
        calendar = (folder / f"out/c.{language}.ics").read_bytes().replace(b"\r\n ", b"").decode()
        assert f"\\nThe host: {host}\\n" in calendar
        assert "1. Note\\, A. Writer" in calendar
        document = (folder / f"out/c.{language}.md").read_text("utf-8")
        assert f"<br>The host: {host} |" in document
        assert "1. Note, A. Writer" in document
    table = io.StringIO((folder / "out/c.csv").read_text("utf-8"), newline="")
    row, _ = csv.DictReader(table)
    assert (row["host.ru"], row["sources.author"]) == ("Министерство", "A. Writer")
    event, _ = json.loads((folder / "out/c.json").read_text("utf-8"))["events"]
    assert event["host"] == {"en": "The Foreign Office", "ru": "Министерство"}
    shown = run(folder, "timeline show visit")
    assert "  host: The Foreign Office\n" in shown
    assert "  source: Note, A. Writer\n" in shown
    assert "  online: true\n" in shown
    assert "online" not in run(folder, "timeline show talks")
    page = (folder / "out/timeline.html").read_text("utf-8")
    assert '"facts":{"host":{"en":"The Foreign Office","ru":"Министерство"}}' in page
    assert '{"key":"host","form":"text","label":"host"}' in page
    assert '<span class="details" dir="auto">A. Writer</span>' in page
    assert "| `host` | Who invites. |" in (folder / "docs/chronology.md").read_text("utf-8")
    assert '"Who wrote it."' in run(folder, "timeline schema")
    assert "did you mean 'host'?" in _check(folder, "hots: A")


def exporter(folder: Path) -> None:
    _begin(folder)
    run(folder, "timeline build -o out --format lines")
    assert (folder / "out/lines.txt").read_text("utf-8") == "a"
    assert ", json, lines, md" in " ".join(run(folder, "timeline build --help").split())
    assert "| `lines` | One line an event." in _pages(folder)


def phrase_language(folder: Path) -> None:
    assert "17 Septembro 2025" in run(
        folder, "timeline date --language eo 'la 17-a de septembro 2025'"
    )
    assert "`eo`, " in _pages(folder)
    (folder / "noto.txt").write_text("La kongreso okazos la 17-an de septembro 2027.\n", "utf-8")
    run(folder, "timeline extract --language eo noto.txt")


def interface_language(folder: Path) -> None:
    _begin(folder, "calendar: {id: c, languages: [sv]}", "kind: visit")
    run(folder, "timeline build -o out --now 2026-01-01T00:00Z")
    assert "CATEGORIES:Besök\r\n".encode() in (folder / "out/c.sv.ics").read_bytes()
    page = (folder / "out/timeline.html").read_text("utf-8")
    assert '"Besök"' in page
    assert '<html lang="sv"' in page
    assert "5 maj 2026" in run(folder, "timeline show a --language sv")


def lint_rule(folder: Path) -> None:
    path = "tests/calendar/lint/coordinates.ics"
    assert "[ics-coordinates]\n" in run(folder, f"timeline lint {path}", fails=True)
    assert '"code": "ics-coordinates"' in run(folder, f"timeline lint --json {path}", fails=True)
    assert "latitude and longitude" in run(folder, "timeline explain ics-coordinates")


def document_format(folder: Path) -> None:
    said = "The Presidents will meet in Astana on 5 May 2027."
    note = f"<abiword><section><p>{said}</p></section></abiword>\n"
    (folder / "notes").mkdir()
    (folder / "notes/note.abw").write_text(note, "utf-8")
    assert "note.abw: en" in run(folder, "timeline extract notes")
    assert "2027-05-05" in run(folder, "timeline extract notes/note.abw")
    assert "documents: ABW, " in " ".join(run(folder, "timeline --help").split())
    pages = _pages(folder)
    assert "| ABW | `.abw` | the paragraphs of an AbiWord document |" in pages


def kind(folder: Path) -> None:
    _begin(folder, "calendar: {id: c, languages: [en, ru], feeds: [kind]}", "kind: sport")
    run(folder, "timeline build -o out --now 2026-01-01T00:00Z")
    calendar = (folder / "out/c.kind-sport.ru.ics").read_bytes().decode()
    assert "CATEGORIES:Sport and games\r\n" in calendar
    page = (folder / "out/timeline.html").read_text("utf-8")
    assert '"sport":{"name":' in page
    assert "Sport and games" in page
    assert "a" in run(folder, "timeline list --kind sport")
    assert "kind: sport\n" in run(folder, "timeline show a")
    assert "`sport`, `other`." in _pages(folder)
    assert "did you mean 'sport'?" in _check(folder, "kind: sprot")


def column_name(folder: Path) -> None:
    (folder / "table.csv").write_text("Okazaĵo,date\nKongreso,2027-05-05\n", "utf-8")
    assert "title: Kongreso\n" in run(folder, "timeline import table.csv")


def code(folder: Path) -> None:
    printed = run(folder, "timeline date -- -0000", fails=True)
    assert "the year 0 has no sign [date-year-zero]\n" in printed
    assert '"code": "date-year-zero"' in run(folder, "timeline date --json -- -0000", fails=True)
    assert "written 0000" in run(folder, "timeline explain date-year-zero")


EXERCISES: dict[str, tuple[str, Callable[[Path], None]]] = {
    "Add a field": ("field", field),
    "Add an exporter": ("exporter", exporter),
    "Add a language that dates are read in": ("phrase-language", phrase_language),
    "Add a language of the interface": ("interface-language", interface_language),
    "Add a rule of `lint`": ("lint-rule", lint_rule),
    "Add a format of documents": ("document-format", document_format),
    "Add a kind of event": ("kind", kind),
    "Add a name of a column": ("column-name", column_name),
    "Add a code of a problem": ("code", code),
}


def test_every_section_of_the_page_is_an_exercise() -> None:
    assert list(exercises.sections()) == list(EXERCISES)


@pytest.mark.parametrize("heading", EXERCISES)
def test_the_change_touches_what_the_page_lists_and_is_seen_everywhere(
    heading: str, tmp_path: Path
) -> None:
    section = exercises.sections()[heading]
    name, is_seen = EXERCISES[heading]
    folder = exercises.copied(tmp_path)
    before = exercises.files(folder)
    exercises.changed(name, folder)
    for command in section.commands:
        run(folder, command)
    after = exercises.files(folder)
    differing = {path for path in after if after[path] != before.get(path)}
    assert list(exercises.unlisted(differing, section)) == []
    is_seen(folder)


def _begin(folder: Path, header: str = "", fields: str = "kind: visit") -> None:
    event = f"events: [{{id: a, title: A, when: 2026-05-05, {fields}}}]"
    (folder / "events.yaml").write_text(f"{header}\n{event}\n", "utf-8")


def _check(folder: Path, fields: str) -> str:
    """What `check` prints of an event with those fields."""
    _begin(folder, "", fields)
    return run(folder, "timeline check", fails=True)


def _pages(folder: Path) -> str:
    """The documentation."""
    return "".join(path.read_text("utf-8") for path in sorted((folder / "docs").glob("*.md")))
