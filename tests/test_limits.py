"""Inputs beyond the limits in docs/security.md are refused, and the message names the limit.

The limits of YAML are tested in test_nodes.py, those of a chronology by the faulty files.
"""

import json
from pathlib import Path
from typing import NoReturn

import pytest

from timeline import documents, extraction, nodes, phrases
from timeline.cli import main
from timeline.errors import DateError, InputError
from timeline.extraction import unread


@pytest.mark.parametrize(("number", "last"), [(200, "200 problems"), (201, "and 1 more problem")])
def test_the_first_200_problems_are_printed_and_all_counted(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], number: int, last: str
) -> None:
    path = tmp_path / "events.yaml"
    path.write_text("events:\n" + "".join(f"  - {{id: e{n}}}\n" for n in range(number)))
    assert main(["check", str(path)]) == 1
    lines = capsys.readouterr().out.splitlines()
    assert len([line for line in lines if "'title' is missing" in line]) == 200
    assert last in lines
    assert lines[-1] == f"{number} problems"


def test_a_phrase_of_300_characters_is_read_and_a_longer_one_is_not() -> None:
    phrase = "17 September 2025" + " " * 283
    assert str(phrases.read(phrase).value) == "2025-09-17"
    with pytest.raises(DateError) as caught:
        phrases.read(phrase + " ")
    assert "300" in f"{caught.value.fact} {caught.value.hint}"


def test_a_document_of_more_than_100_megabytes_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "large.txt"
    with path.open("wb") as file:
        file.truncate(100_000_001)  # a file with a hole, which takes no room
    with pytest.raises(InputError) as caught:
        documents.read_document(path)
    assert (
        "the file is too large [file-too-large]\n  hint: at most 100,000,000 bytes are read"
        in str(caught.value)
    )


def test_a_text_of_more_than_20_million_characters_is_refused() -> None:
    with pytest.raises(InputError) as caught:
        documents.parse(b"word " * 4_000_001, "a.txt")
    assert "the text is too long [file-too-large]\n  hint: at most 20,000,000 characters" in str(
        caught.value
    )


@pytest.mark.parametrize(
    ("command", "name", "content"),
    [
        ("check", "events.yaml", "events:\n" + "- {}\n" * 10_001),
        ("check", "events.yaml", "events:\n" + "- &a a\n" * 10_001),
        ("check", "events.yaml", "events:\n" + "- {id: a, title: A}\n" * 10_002),
        ("lint", "calendar.ics", "x\n" * 10_001),
    ],
)
def test_problems_beyond_10_000_are_not_kept(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], command: str, name: str, content: str
) -> None:
    path = tmp_path / name
    path.write_text(content, "utf-8")
    assert main([command, "--json", str(path)]) == 1
    problems = json.loads(capsys.readouterr().out)["problems"]
    assert len(problems) == 10_001
    assert "the others are not reported" in problems[-1]["fact"]


def test_memory_that_runs_out_is_a_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def read(path: Path, **options: str) -> NoReturn:
        raise MemoryError

    monkeypatch.setattr(nodes, "read_bytes", read)
    assert main(["check"]) == 1
    assert "not enough memory for this input [file-too-costly]" in capsys.readouterr().err


def test_the_part_of_a_document_beyond_the_limit_is_named(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(unread, "MOST_NUMBERS", 20)
    paragraph = "The President of Serbia visited Astana on 18 November 2024."
    text = f"{paragraph}\n\n" * 50
    found = extraction.from_document(documents.parse(text.encode(), "a.txt"))
    # Each has two numbers, 0.8 for the paragraph and 0.59 for its 59 characters.
    assert len(found.mentions) == 5
    (beyond,) = [item for item in found.refused if item.code == "beyond-limit"]
    assert beyond.start == 5 * (len(paragraph) + 2)
    assert "characters from here" in beyond.reason
    assert "too many numbers" in beyond.reason
    assert len(found.document.paragraphs) == 50
    assert beyond == found.refused[-1]
