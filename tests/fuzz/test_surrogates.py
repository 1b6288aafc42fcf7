"""Bytes of a file name that are not UTF-8, and halves of characters, reach no output raw."""

from __future__ import annotations

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

import timeline
from timeline import documents, extraction
from timeline.cli import main
from timeline.errors import legible, printable
from timeline.extraction.merging import yaml

NAME = os.fsdecode(b"statement-\xe9")
TEXT = "The summit takes place on 7 June 2026 in Madrid.\n"
CSV = "title,date\nSummit,7 June 2026\nFair,03/04/2025\n"
CALENDAR = (
    "BEGIN:VCALENDAR\r\nBEGIN:VEVENT\r\nUID:a\r\nDTSTART;VALUE=DATE:20260607\r\n"
    "SUMMARY:Summit\r\nEND:VEVENT\r\nEND:VCALENDAR\r\n"
)
EXPORT: dict[str, Any] = {
    "version": 1,
    "events": [
        {"id": "half", "title": {"en": "half \ud83d"}},
        {"id": "whole", "title": {"en": "Summit"}, "when": {"text": "2026", "edtf": "2026"}},
    ],
}


def file(folder: Path, suffix: str, content: str) -> str:
    """The path of a file whose name is not UTF-8, where a system allows it."""
    path = folder / (NAME + suffix)
    try:
        path.write_text(content, "utf-8", newline="")
    except OSError:
        pytest.skip("the file system takes no such name")
    return str(path)


pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="names are UTF-16 there")


def output(capfdbinary: pytest.CaptureFixture[bytes]) -> tuple[str, str]:
    """What was printed, which must be UTF-8 without a surrogate in an escape."""
    out, error = (stream.decode("utf-8") for stream in capfdbinary.readouterr())
    for text in (out, error):
        assert "\\ud" not in text.replace("\\ud83d", "")
        assert "\\uD" not in text
    return out, error


@pytest.mark.parametrize("shape", [[], ["--yaml"], ["--json"], ["--html"], ["--into"]])
def test_a_document_is_named_with_escapes(
    shape: list[str], tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    page, events = tmp_path / "page.html", tmp_path / "events.yaml"
    events.write_text("events:\n  - id: own\n    title: Own\n", "utf-8")
    target = {"--html": [str(page)], "--into": [str(events)]}.get("".join(shape), [])
    source = file(tmp_path, ".txt", TEXT)
    assert main(["extract", "--language", "en", *shape, *target, source]) == 0
    out, _ = output(capfdbinary)
    if shape == ["--yaml"]:
        (event,) = timeline.loads(out).events
        assert event.sources[0].document == "statement-\\xe9"
    if shape == ["--json"]:
        assert json.loads(out)["file"].endswith("statement-\\xe9.txt")
    if page.exists():
        assert "statement-\\xe9" in page.read_text("utf-8")
    assert timeline.load(events)


@pytest.mark.parametrize(("suffix", "content", "code"), [(".csv", CSV, 0), (".ics", CALENDAR, 0)])
def test_a_table_and_a_calendar_are_named_with_escapes(
    suffix: str, content: str, code: int, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    source = file(tmp_path, suffix, content)
    assert main(["import", "--language", "en-GB", source]) == code
    out, _ = output(capfdbinary)
    events = timeline.loads(out).events
    assert {event.sources[0].document for event in events if event.sources} == {
        f"statement-\\xe9{suffix}"
    }


def test_half_a_character_in_json_is_a_problem_of_its_event(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    source = file(tmp_path, ".json", json.dumps(EXPORT))
    assert main(["import", source]) == 1
    out, error = output(capfdbinary)
    assert [event.id for event in timeline.loads(out).events] == ["whole"]
    assert "statement-\\xe9.json: events[0]: half of a character" in error


def test_half_a_character_in_the_header_of_an_export_is_a_problem(
    tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    header = {"places": {"x": {"name": "\ud83d"}}, "calendar": {"title": "T"}}
    half, whole = EXPORT["events"]
    events = [half, {**whole, "place": "x"}]
    source = file(tmp_path, ".json", json.dumps({**header, **EXPORT, "events": events}))
    assert main(["import", source]) == 1
    out, error = output(capfdbinary)
    assert "places: half of a character" in error
    assert timeline.loads(out).document.places["x"].name.by_language["und"] == "\\ud83d"


@pytest.mark.parametrize("command", ["check", "list", "build", "lint", "date"])
def test_messages_of_every_command_are_legible(
    command: str, tmp_path: Path, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    source = file(tmp_path, ".yaml", "events:\n  - id: a\n    title: A\n    when: none\n")
    for options in ([], ["--json"]):
        if command in ("list", "build") and options:
            continue
        # A phrase is cut after some characters, a path is not.
        assert main([command, NAME if command == "date" else source, *options]) == 1
        out, error = output(capfdbinary)
        # JSON doubles the backslash of an escape, and so do quotes around a phrase.
        assert "statement-\\xe9" in (out + error).replace("\\\\", "\\")


def test_a_title_and_a_text_with_halves_of_characters_are_drafted() -> None:
    document = documents.parse(TEXT.encode(), "a.txt", language="en", title="A \udce9")
    drafted = yaml(extraction.from_document(document).drafts)
    assert "document: A \\xe9\n" in drafted


def test_half_characters_are_escaped() -> None:
    assert legible("a\udce9\ud83d") == "a\\xe9\\ud83d"
    assert printable("a\udce9") == "a\\xe9"
