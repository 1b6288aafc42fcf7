"""Each fact about an event is a row of `timeline.facts`, which every output follows."""

from __future__ import annotations

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


# -- a kind without a name -----------------------------------------------------------------------


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


_KIND = {
    "events/kinds.py": {
        '        Kind("other", 8),\n': '        Kind("regatta", 3),\n        Kind("other", 8),\n'
    }
}
_MATCH = """
calendar: {id: c, languages: [en, ru], feeds: [kind]}
events: [{id: match, title: Match, kind: regatta, when: 2026-05-05}]
"""


def test_a_kind_that_the_message_files_do_not_name_is_shown_by_its_word(tmp_path: Path) -> None:
    folder = patched(tmp_path, _KIND)
    (folder / "events.yaml").write_text(_MATCH, "utf-8")
    run(folder, "build", "--now", "2026-01-01T00:00Z")
    exports = folder / "exports"
    calendar = (exports / "c.kind-regatta.ru.ics").read_bytes().decode()
    assert "CATEGORIES:regatta\r\n" in calendar
    assert '"regatta":{"name":' in (exports / "timeline.html").read_text("utf-8")


def test_the_colours_of_kinds_are_those_of_the_page() -> None:
    assert {kind.hue for kind in KINDS.values()} <= set(range(1, HUES + 1))
    assert {kind.counts_as for kind in KINDS.values()} - {None} <= KINDS.keys()


def test_the_help_names_the_formats_that_are_made_by_default(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with suppress(SystemExit):
        main(["build", "--help"])
    said = " ".join(capsys.readouterr().out.split())
    assert f"repeatable (default: {' and '.join(exporters.BY_DEFAULT)})" in said
