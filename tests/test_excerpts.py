"""Carets on a terminal: a terminal emulator, not our own count of cells, says where they are."""

from __future__ import annotations

import json
import os
import pty
import subprocess
import sys
from pathlib import Path

import pyte
import pytest

from timeline.cli.excerpts import blamed, underlined

BLAMED = [
    # line, column from 0, span in the value, and what is underlined
    ("when: 2025-13-01", 6, (5, 7), "13"),
    ("when: 2025-13-01", 6, None, "2025-13-01"),
    ("when: 2025-13-01  # as written", 6, None, "2025-13-01"),
    ('when: "2025-13-01"', 6, (5, 7), "13"),
    ('when: "2025-13-01"  # as written', 6, None, '"2025-13-01"'),
    ("when: 'it''s 2025-13'", 6, (10, 12), "'it''s 2025-13'"),
    ('when: "a\\u0301 13"', 6, (3, 5), '"a\\u0301 13"'),
    ('when: "17 Sept', 6, None, '"17 Sept'),
    ("{when: 2025, kid: visit}", 13, None, "kid"),
    ("title: Talks, and more", 7, None, "Talks, and more"),
    ("[Talks, more]", 1, None, "Talks"),
    ("url: https://example.org/#a", 5, None, "https://example.org/#a"),
    ("when: 2025", 6, (0, 40), "2025"),
    ("when: 2025", 6, (30, 40), "2025"),
    ("when: 2025", 6, (2, 2), "2"),
    ("[]", 1, None, "]"),
]


@pytest.mark.parametrize(("line", "column", "span", "text"), BLAMED)
def test_the_value_or_its_span_is_to_blame(
    line: str, column: int, span: tuple[int, int] | None, text: str
) -> None:
    start, end = blamed(line, column, span, "events.yaml")
    assert line[start:end] == text


@pytest.mark.parametrize(
    ("line", "column", "text"),
    [("A,2025-13,Astana", 2, "2025-13"), ('A;"a; b";c', 2, '"a; b"'), ("A\tb: c\td", 2, "b: c")],
)
def test_a_cell_of_a_table_ends_at_the_separator(line: str, column: int, text: str) -> None:
    start, end = blamed(line, column, None, "visits.CSV")
    assert line[start:end] == text


LINES = [
    # what is before the span, the span, and what is behind it
    ("    when: ", "2025-13", ""),
    ("title: Съезд, when: ", "13", "-01"),
    ("title: 日本語の会議, when: ", "13", ""),
    ("title: ", "日本", "語"),
    ("title: e\N{COMBINING ACUTE ACCENT}te\N{COMBINING ACUTE ACCENT}, when: ", "13", ""),
    ("title: Việt Nam \N{HANGUL SYLLABLE HAN}, when: ", "13", ""),
    ("\twhen:\t", "13", "\tnext"),
    ("title: {ar: زيارة رسمية}, when: ", "2025-13", ""),
    ("title: {he: ביקור, en: ", "x", "}"),
    ("title: \x1b[31mred\x07, when: ", "13", ""),
    ("title: a\u202eb, when: ", "13", ""),
    ("title: " + "very long " * 40 + ", when: ", "2025-13-01", ", and " + "more " * 40),
    ("title: " + "很長" * 80 + ", when: ", "2025-13-01", ""),
    ("", "when", ": " + "more " * 40),
]


@pytest.mark.parametrize(("before", "span", "behind"), LINES)
def test_the_carets_are_in_the_cells_of_the_span(before: str, span: str, behind: str) -> None:
    line = before + span + behind
    text, carets = underlined(line, len(before), len(before) + len(span), 76)
    screen = shown(f"{text}\r\n{carets}", 76)
    assert under_carets(screen) == span
    assert len(screen) == 2


def test_a_span_inside_text_from_right_to_left_is_widened_to_all_of_it() -> None:
    """Terminals show the text in either order, always in the same cells."""
    line = "title: {ar: زيارة رسمية 2025, en: Visit}"
    for word in ("زيارة", "رسمية", "2025"):
        start = line.index(word)
        text, carets = underlined(line, start, start + len(word), 76)
        assert under_carets(shown(f"{text}\r\n{carets}", 76)) == "زيارة رسمية 2025"


@pytest.mark.parametrize("width", [1, 5, 20])
def test_a_narrow_terminal_shows_a_part_of_the_span(width: int) -> None:
    text, carets = underlined("when: 17 Septembr 2025", 9, 17, width)
    assert max(len(text), len(carets)) <= width
    assert "^" in carets


def test_a_terminal_gets_the_line_with_carets_and_a_file_does_not(tmp_path: Path) -> None:
    events = "events:\n  - {id: a, title: 日本, when: 17 Septembr 2025}\n"
    (tmp_path / "events.yaml").write_text(events, "utf-8")
    on_terminal = screen_of(["check"], tmp_path)
    assert "2 |   - {id: a, title: 日本, when: 17 Septembr 2025}" in "\n".join(on_terminal).replace(
        "\0", ""
    )
    assert under_carets(on_terminal) == "Septembr"
    in_file = run(["check"], tmp_path).stdout
    assert in_file.startswith("events.yaml:2:30: events[0].when: there is no month 'Septembr' [")
    assert "^" not in in_file


def test_standard_input_is_shown_too(tmp_path: Path) -> None:
    screen = screen_of(["check", "-"], tmp_path, "events:\n  - {id: a, title: A, kid: visit}\n")
    assert under_carets(screen) == "kid"


def test_a_date_on_the_command_line_is_shown(tmp_path: Path) -> None:
    screen = screen_of(["date", "17 Septembr 2025"], tmp_path)
    assert under_carets(screen) == "Septembr"
    answer = json.loads(run(["date", "--json", "17 Septembr 2025"], tmp_path).stdout)
    assert answer["span"] == [3, 11]


def test_the_cell_of_a_table_is_shown(tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_text("title,date\nA,17 Septembr 2025\n", "utf-8")
    screen = screen_of(["import", "--language", "en", "visits.csv"], tmp_path)
    assert under_carets(screen) == "Septembr"


@pytest.mark.parametrize(
    "content", [b"\xff\xfe\x00", b"title,date\r\n\xc0\xe2,17 Septembr 2025\r\n"]
)
def test_a_file_that_is_not_utf_8_has_no_carets(content: bytes, tmp_path: Path) -> None:
    (tmp_path / "visits.csv").write_bytes(content)
    screen = screen_of(["import", "--encoding", "cp1251", "visits.csv"], tmp_path)
    assert not any(set(line.strip(" |")) == {"^"} for line in screen)


def test_force_color_asks_for_carets_and_colours_and_no_color_for_carets_alone(
    tmp_path: Path,
) -> None:
    (tmp_path / "events.yaml").write_text("events: [{id: a, title: A, kid: visit}]\n", "utf-8")
    forced = run(["check"], tmp_path, FORCE_COLOR="1").stdout
    assert "\x1b[1mevents.yaml:1:28: events[0].kid: \x1b[0m" in forced
    assert "^^^" in forced
    plain = run(["check"], tmp_path, FORCE_COLOR="1", NO_COLOR="1").stdout
    assert "\x1b" not in plain
    assert "^^^" in plain


# -- a terminal ----------------------------------------------------------------------------------


def shown(text: str, width: int) -> list[str]:
    """The lines of a terminal that *text* is sent to, a wide character with an empty cell."""
    screen = pyte.Screen(width, 50)
    pyte.Stream(screen).feed(text)
    rows = [[screen.buffer[y][x].data for x in range(width)] for y in range(50)]
    return ["".join(cell or "\0" for cell in row).rstrip() for row in rows if "".join(row).strip()]


def under_carets(lines: list[str]) -> str:
    """What the cells above the carets show."""
    number = next(
        n for n, line in enumerate(lines) if line and set(line) <= set(" |^") and "^" in line
    )
    carets, above = cells(lines[number]), cells(lines[number - 1])
    return "".join(
        above[n] for n, cell in enumerate(carets) if cell == "^" and n < len(above)
    ).replace("\0", "")


def cells(line: str) -> list[str]:
    """The cells of a line, combining characters with their letter."""
    found: list[str] = []
    for character in line:
        if pyte.screens.wcwidth(character) == 0 and character != "\0" and found:
            found[-1] += character
        else:
            found.append(character)
    return found


def environment(**more: str) -> dict[str, str]:
    unset = ("NO_COLOR", "FORCE_COLOR", "COLUMNS", "LINES")
    return {name: value for name, value in os.environ.items() if name not in unset} | more


def run(arguments: list[str], folder: Path, **more: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "timeline", *arguments],
        cwd=folder, env=environment(**more), capture_output=True, text=True, encoding="utf-8",
        check=False,
    )  # fmt: skip


def screen_of(arguments: list[str], folder: Path, given: str = "") -> list[str]:
    """What a terminal of 80 columns shows after a command."""
    parent, child = pty.openpty()
    with subprocess.Popen(
        [sys.executable, "-m", "timeline", *arguments],
        cwd=folder, env=environment(COLUMNS="80"),
        stdin=subprocess.PIPE, stdout=child, stderr=child,
    ) as process:  # fmt: skip
        os.close(child)
        assert process.stdin is not None
        process.stdin.write(given.encode())
        process.stdin.close()
        output = b""
        while True:
            try:
                piece = os.read(parent, 1 << 16)
            except OSError:  # Linux reports the end of the other side as an error
                break
            if not piece:
                break
            output += piece
    os.close(parent)
    return shown(output.decode(), 80)
