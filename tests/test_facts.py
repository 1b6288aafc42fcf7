"""What is said of an event is a row of `timeline.facts`, and every place follows the rows."""

from __future__ import annotations

import csv
import io
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from pathlib import Path
from string import Formatter

import pytest

import timeline
from timeline import exporters, facts, wording
from timeline.cli import main
from timeline.events import HUES, KINDS, Event, Source
from timeline.facts import Fact, Form, Where

TABLES = [
    pytest.param(facts.EVENT, Event, id="Event"),
    pytest.param(facts.SOURCE, Source, id="Source"),
]


@pytest.mark.parametrize(("table", "model"), TABLES)
def test_every_field_of_the_model_is_a_fact(
    table: tuple[Fact, ...], model: type[Event | Source]
) -> None:
    assert tuple(fact.field for fact in table) == model.__struct_fields__


@pytest.mark.parametrize(("table", "model"), TABLES)
def test_each_place_lists_a_fact_or_says_why_it_does_not(
    table: tuple[Fact, ...], model: type[Event | Source]
) -> None:
    for fact in table:
        for where in Where:
            assert (fact in facts.listed(table, where)) != bool(fact.elsewhere.get(where))


def test_what_is_listed_has_a_form_that_can_be_worded() -> None:
    for where in (Where.CALENDAR, Where.PAGE, Where.PAPER):
        for fact in (*facts.listed(facts.EVENT, where), *facts.listed(facts.SOURCE, where)):
            assert fact.form is not Form.OTHER


@pytest.mark.parametrize("language", wording.interface_languages())
def test_every_fact_has_its_labels_in_every_language(language: str) -> None:
    labels = wording.messages(language)["labels"]
    for where in (Where.CALENDAR, Where.PAGE, Where.PAPER):
        for fact in facts.listed(facts.EVENT, where):
            assert labels[fact.label(where)], fact.field
        for fact in facts.listed(facts.SOURCE, where):
            if label := fact.labels.get(where):
                assert [name for _, name, _, _ in Formatter().parse(labels[label])] in (
                    ["value"], ["value", None],
                )  # fmt: skip


def test_no_label_is_said_twice() -> None:
    messages = wording.messages("en")
    assert not messages["labels"].keys() & messages["page"].keys()
    assert not messages["labels"].keys() & messages["calendar"].keys()


# -- what the documentation says of adding a field ---------------------------------------------

_FIELDS = {
    "events.py": {
        "    revised: Annotated[\n": '    host: Annotated[Text | None, Meta(description="Who invites.")] = None\n'
        "    revised: Annotated[\n",
        "    note: Annotated[Text | None": '    author: Annotated[str | None, Meta(description="Who wrote it.")] = None\n'
        "    note: Annotated[Text | None",
    },
    "facts.py": {
        '    Fact("revised"': '    Fact("host", Form.TEXT),\n    Fact("revised"',
        '    Fact("note"': '    Fact("author", Form.WORDS),\n    Fact("note"',
    },
} | {
    f"messages/{tag}.yaml": {"\nlabels:\n": f"\nlabels:\n  host: Host in {tag}\n"}
    for tag in wording.interface_languages()
}
CHRONOLOGY = """
calendar: {id: c, languages: [en, ru]}
events:
- id: visit
  title: Visit
  when: 2026-05-05
  host: {en: The Foreign Office, ru: Министерство}
  sources: [{document: Note, author: A. Writer}]
"""


def patched(folder: Path, edits: Mapping[str, Mapping[str, str]]) -> Path:
    """A copy of the package in *folder* with each of the texts replaced, which it has once."""
    package = folder / "timeline"
    shutil.copytree(Path(timeline.__file__).parent, package)
    for name, replaced in edits.items():
        path = package / name
        text = path.read_text("utf-8")
        for old, new in replaced.items():
            assert text.count(old) == 1, (name, old)
            text = text.replace(old, new)
        path.write_text(text, "utf-8")
    return folder


def run(folder: Path, *arguments: str) -> str:
    """What the command of the package in *folder* prints."""
    return subprocess.run(
        [sys.executable, "-m", "timeline", *arguments],
        cwd=folder, env=os.environ | {"PYTHONPATH": str(folder)}, capture_output=True, check=True, encoding="utf-8",
    ).stdout  # fmt: skip


def test_a_field_added_as_documented_is_shown_everywhere(tmp_path: Path) -> None:
    folder = patched(tmp_path, _FIELDS)
    (folder / "events.yaml").write_text(CHRONOLOGY, "utf-8")
    run(
        folder,
        "build",
        "--format",
        "ics",
        "--format",
        "html",
        "--format",
        "csv",
        "--format",
        "md",
        "--now",
        "2026-01-01T00:00Z",
    )
    exports = folder / "exports"
    for language, host in (("en", "The Foreign Office"), ("ru", "Министерство")):
        calendar = (exports / f"c.{language}.ics").read_bytes().replace(b"\r\n ", b"").decode()
        assert f"\\nHost in {language}: {host}\\n" in calendar
        assert "1. Note\\, A. Writer" in calendar
        document = (exports / f"c.{language}.md").read_text("utf-8")
        assert f"<br>Host in {language}: {host} |" in document
        assert "1. Note, A. Writer" in document
    (row,) = csv.DictReader(io.StringIO((exports / "c.csv").read_text("utf-8"), newline=""))
    assert (row["host.ru"], row["sources.author"]) == ("Министерство", "A. Writer")
    shown = run(folder, "show", "visit")
    assert "  host: The Foreign Office\n" in shown
    assert "  source: Note, A. Writer\n" in shown
    page = (exports / "timeline.html").read_text("utf-8")
    assert '"facts":{"host":{"en":"The Foreign Office","ru":"Министерство"}}' in page
    assert '{"key":"host","form":"text","label":"host"}' in page
    assert '<span class="details" dir="auto">A. Writer</span>' in page


# -- and of adding a kind and a format -----------------------------------------------------------

_KIND = {
    "events.py": {
        '        Kind("other", 8),\n': '        Kind("sport", 3),\n        Kind("other", 8),\n'
    }
}
_KIND_NAMES = {
    f"messages/{tag}.yaml": {"\nkinds:\n": f"\nkinds:\n  sport: Sport in {tag}\n"}
    for tag in wording.interface_languages()
}
_MATCH = """
calendar: {id: c, languages: [en, ru], feeds: [kind]}
events: [{id: match, title: Match, kind: sport, when: 2026-05-05}]
"""


@pytest.mark.parametrize(
    ("edits", "name"),
    [(_KIND | _KIND_NAMES, "Sport in ru"), (_KIND, "sport")],
    ids=["named", "nameless"],
)
def test_a_kind_added_as_a_row_is_shown_by_its_name_or_its_word(
    tmp_path: Path, edits: Mapping[str, Mapping[str, str]], name: str
) -> None:
    folder = patched(tmp_path, edits)
    (folder / "events.yaml").write_text(_MATCH, "utf-8")
    run(folder, "build", "--now", "2026-01-01T00:00Z")
    exports = folder / "exports"
    calendar = (exports / "c.kind-sport.ru.ics").read_bytes().decode()
    assert f"CATEGORIES:{name}\r\n" in calendar
    assert f'"{name}"' in (exports / "timeline.html").read_text("utf-8")
    assert '"sport":{"name":' in (exports / "timeline.html").read_text("utf-8")
    assert "match" in run(folder, "list", "--kind", "sport")


def test_the_colours_of_kinds_are_those_of_the_page() -> None:
    assert {kind.hue for kind in KINDS.values()} <= set(range(1, HUES + 1))
    assert {kind.counts_as for kind in KINDS.values()} - {None} <= KINDS.keys()


_FORMAT = '''"""Lines: one line an event."""

from collections.abc import Iterator

from timeline.events import Timeline
from timeline.exporters import Context, Export


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The one file."""
    yield Export("lines.txt", ["\\n".join(event.id for event in timeline.events).encode()], bool)
'''


def test_a_module_among_the_exporters_is_a_format(tmp_path: Path) -> None:
    folder = patched(tmp_path, {})
    (folder / "timeline" / "exporters" / "lines.py").write_text(_FORMAT, "utf-8")
    (folder / "events.yaml").write_text(
        CHRONOLOGY.replace("host", "venue").replace(", author: A. Writer", ""), "utf-8"
    )
    run(folder, "build", "--format", "lines")
    assert (folder / "exports" / "lines.txt").read_text("utf-8") == "visit"
    assert (
        "bibtex, csl-json, csv, docx, html, ics, json, lines, md, xlsx; repeatable (html and ics)"
        in " ".join(run(folder, "build", "--help").split())
    )


def test_the_help_names_the_formats_that_are_made_by_default(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with suppress(SystemExit):
        main(["build", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert f"repeatable ({' and '.join(exporters.BY_DEFAULT)})" in said
