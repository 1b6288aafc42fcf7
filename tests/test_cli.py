"""The commands, run as a person types them."""

import io
import json
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

import timeline
from tests.narrowing import present
from timeline.cli import main

Run = Callable[..., tuple[int, str, str]]
Given = Callable[[bytes | str], None]

ROOT = Path(__file__).parent.parent
EVENTS = str(ROOT / "events.yaml")


@pytest.fixture
def run(capsys: pytest.CaptureFixture[str]) -> Run:
    def run(*arguments: str) -> tuple[int, str, str]:
        try:
            code = main(arguments)
        except SystemExit as exit:  # argparse
            code = int(exit.code or 0)
        output = capsys.readouterr()
        return code, output.out, output.err

    return run


def test_a_build_reports_what_it_wrote_and_what_is_not_in_the_calendar(
    run: Run, tmp_path: Path
) -> None:
    code, out, err = run("build", EVENTS, "-o", str(tmp_path))
    assert (code, err) == (0, "")
    assert "kazakhstan-serbia.sr-Latn.ics" in out
    assert "timeline.html" in out
    omitted = out.partition("not in the calendar:")[2]
    assert "congress-9" in omitted


def test_problems_of_the_file_exit_with_1_and_name_the_line(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "events.yaml"
    source.write_text("events:\n  - {id: a, title: A, when: 2026-04-31}\n")
    for command in (["build", "-o", str(tmp_path / "out")], ["list"], ["show", "a"]):
        code, out, err = run(command[0], *command[1:], str(source))
        assert code == 1
        assert "events.yaml:2:29: events[0].when: there is no day 31 in 2026-04" in err
        assert out == ""
    code, out, _ = run("check", str(source))
    assert code == 1
    assert "events.yaml:2:29:" in out


def test_check_json_holds_problems_with_their_places(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "events.yaml"
    source.write_text("events:\n  - {id: a, title: A, when: 2026-04-31}\n")
    code, out, _ = run("check", "--json", str(source))
    assert code == 1
    (problem,) = json.loads(out)["problems"]
    assert (problem["line"], problem["column"], problem["path"]) == (2, 29, "events[0].when")


def test_check_remarks_on_what_an_editor_should_look_at(run: Run) -> None:
    code, out, _ = run("check", EVENTS, "--on", "2026-11-22")
    assert code == 0
    assert "no problems" in out
    (line,) = [line for line in out.splitlines() if line.startswith("res-2026")]
    assert "has passed" in line
    _, out, _ = run("check", EVENTS, "--on", "2026-04-01")
    assert "has passed" not in out


def test_list_selects_by_period_kind_and_party(run: Run) -> None:
    _, out, _ = run("list", EVENTS, "--from", "2025-09", "--to", "2025-09", "--json")
    listed = json.loads(out)["events"]
    assert {"id", "titles", "edtf", "start", "end", "precision", "status", "sources"} <= set(
        listed[0]
    )
    assert all(event["start"] <= "2025-09-30" and event["end"] >= "2025-09-01" for event in listed)
    _, out, _ = run("list", EVENTS, "--kind", "exhibition")
    assert "2027-05-15/2027-08-15" in out
    _, out, _ = run("list", EVENTS, "--party", "RS", "--json")
    assert all("RS" in event["parties"] for event in json.loads(out)["events"])


def test_a_month_is_listed_as_a_month(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "events.yaml"
    source.write_text("events:\n  - {id: a, title: A, when: November 2024}\n")
    _, out, _ = run("list", str(source), "--json")
    (event,) = json.loads(out)["events"]
    assert (event["edtf"], event["precision"]) == ("2024-11", "month")
    assert (event["start"], event["end"]) == ("2024-11-01", "2024-11-30")


def test_show_prints_every_claim_with_its_source(run: Run) -> None:
    code, out, _ = run("show", "tokayev-visit-2024", EVENTS)
    assert code == 0
    assert "2024-11-18/2024-11-19" in out
    assert "в ноябре 2024 года" in out
    assert "agrees" in out
    assert "https://" in out


def test_an_unknown_id_is_wrong_usage_with_a_suggestion(run: Run) -> None:
    code, _, err = run("show", "tokayev-visit-2025", EVENTS)
    assert code == 2
    assert "did you mean" in err


def test_date_shows_how_a_phrase_is_read(run: Run) -> None:
    code, out, _ = run("date", "17 - 18 сентября 2025 года")
    assert code == 0
    assert "2025-09-17/2025-09-18" in out
    code, _, err = run("date", "31 February 2025")
    assert code == 1
    assert "28" in err


def test_date_reads_a_phrase_a_line_and_answers_in_order(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    lines = (
        "2024-11\nрядом\n17 September 2025, 10:00–12:00\n\ufffd\n\nEXPO 2027\n".encode() + b"\xff\n"
    )
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(lines)))
    code, out, _ = run("date", "--json", "-")
    answers = [json.loads(line) for line in out.splitlines()]
    assert code == 1
    assert len(answers) == 7
    assert answers[0] == {
        "text": "2024-11",
        "edtf": "2024-11",
        "start": "2024-11-01",
        "end": "2024-11-30",
        "precision": "month",
        "approximate": False,
        "uncertain": False,
    }
    assert set(answers[1]) == {"text", "error", "hint", "code", "span"}
    assert answers[2]["start_time"] == "10:00"
    assert answers[2]["end_time"] == "12:00"
    assert all("error" in answer for answer in answers[3:])


def test_relative_phrases_count_from_the_day_that_is_given(run: Run) -> None:
    code, out, _ = run("date", "--on", "2026-02-28", "--language", "en", "--json", "last October")
    assert json.loads(out)["edtf"] == "2025-10"
    code, _, err = run("date", "last October")
    assert code == 1
    assert "--on" in err or "day" in err


def test_the_schema_is_json(run: Run) -> None:
    code, out, _ = run("schema")
    assert code == 0
    assert json.loads(out)["$schema"].startswith("https://json-schema.org/")


def test_init_makes_an_example_that_builds(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "chronology"
    assert run("init", str(folder))[0] == 0
    assert run("build", str(folder / "events.yaml"), "-o", str(folder / "exports"))[0] == 0
    code, _, err = run("init", str(folder))
    assert code == 1
    assert "already exists" in err


@pytest.mark.parametrize(
    "arguments",
    [[], ["bild"], ["build", "--formt", "ics"], ["list", "--from", "soon"], ["date"],
     ["build", EVENTS, "--format", "icz"], ["build", EVENTS, "--language", "xx"],
     ["build", EVENTS, "--set", "timezone=utc"], ["build", EVENTS, "--set", "timezones=noon"],
     ["build", EVENTS, "--set", "plotly=/nowhere.js"], ["build", EVENTS, "--set", "timezones"],
     ["list", EVENTS, "--language", "xx"], ["show", "expo-2027", EVENTS, "--language", "xx"],
     ["list", EVENTS, "--from", "2027", "--to", "2026"],
     ["list", EVENTS, "--kind", "sumit"], ["list", EVENTS, "--party", "kz"]],
    ids=" ".join,
)  # fmt: skip
def test_wrong_usage_exits_with_2(run: Run, arguments: list[str]) -> None:
    code, out, err = run(*arguments)
    assert code == 2
    assert err
    assert out == ""


def test_diff_reports_what_subscribers_will_see_change(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "events.yaml"
    source.write_text("events:\n  - {id: a, title: Summit, when: 2026-04-22/2026-04-24}\n")
    out = str(tmp_path / "exports")
    code, _, err = run("diff", str(source), "--published", out)
    assert code == 1
    assert "no published calendar" in err
    run("build", str(source), "-o", out, "--format", "ics")
    assert run("diff", str(source), "--published", out)[1] == "timeline.en.ics: no change\n"
    source.write_text("events:\n  - {id: a, title: Summit, when: 2026-04-29/2026-05-01}\n")
    for published in (out, str(tmp_path / "exports" / "timeline.en.ics")):
        _, printed, _ = run("diff", str(source), "--published", published)
        assert "timeline.en.ics: 1 change" in printed
        assert "moved: Summit" in printed


def test_diff_says_of_the_published_file_what_a_build_would_say(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "events.yaml", tmp_path / "exports"
    source.write_text("events:\n  - {id: a, title: Summit, when: 2026-04-22}\n")
    run("build", str(source), "-o", str(out), "--format", "ics")
    published = out / "timeline.en.ics"
    assert "note:" not in run("diff", str(source), "--published", str(out))[1]
    published.write_bytes(published.read_bytes().replace(b"END:VEVENT", b"END:VTODO"))
    printed = run("diff", str(source), "--published", str(out))[1]
    notes = [line for line in printed.splitlines() if line.startswith("note:")]
    assert notes == [
        "note: timeline.en.ics is damaged: entries that cannot be read in it continue at SEQUENCE 1"
    ]
    assert notes[0] in run("build", str(source), "-o", str(out), "--format", "ics")[1]


def test_diff_knows_the_language_of_a_published_file(run: Run, tmp_path: Path) -> None:
    source, out = tmp_path / "events.yaml", tmp_path / "exports"
    source.write_text(
        "calendar: {languages: [en, ru]}\nevents:\n  - {id: a, title: A, when: 2026-04-22}\n"
    )
    run("build", str(source), "-o", str(out), "--format", "ics")
    russian = tmp_path / "downloaded.ics"
    russian.write_bytes((out / "timeline.ru.ics").read_bytes())
    for language in ([], ["--language", "ru"]):
        printed = run("diff", str(source), "--published", str(russian), *language)[1]
        assert printed == "timeline.ru.ics: no change\n"
    code, out_, err = run("diff", str(source), "--published", str(russian), "--language", "en")
    assert (code, out_) == (1, "")
    assert "in ru, not in the requested language en" in err
    # Without one of our UIDs, the name of the file shows the language.
    empty = tmp_path / "timeline.ru.ics"
    empty.write_bytes(b"BEGIN:VCALENDAR\r\nEND:VCALENDAR\r\n")
    printed = run("diff", str(source), "--published", str(empty))[1]
    assert printed.startswith("timeline.ru.ics: 1 change\n")


def test_lint_reports_line_and_hint_for_a_calendar_of_any_origin(run: Run, tmp_path: Path) -> None:
    calendars = [str(path) for path in sorted((ROOT / "exports").glob("*.ics"))]
    code, out, _ = run("lint", *calendars)
    assert (code, out) == (0, f"{len(calendars)} files, no problems\n")
    broken = tmp_path / "broken.ics"
    broken.write_bytes(Path(calendars[0]).read_bytes().replace(b"VALUE=DATE:", b"VALUE=DAT:"))
    code, out, _ = run("lint", str(broken))
    assert code == 1
    assert "broken.ics:" in out
    assert "hint:" in out


@pytest.mark.parametrize(
    "command",
    "build check completions date diff explain extract import init lint list picture push schema show".split(),
)
def test_every_command_has_help_with_examples(run: Run, command: str) -> None:
    code, out, _ = run(command, "--help")
    assert code == 0
    assert "examples:" in out


@pytest.mark.parametrize(
    ("arguments", "wrong", "meant"),
    [
        (["bild"], "command 'bild'", "build"),
        (["lst", "--json"], "command 'lst'", "list"),
        (["build", "--formt", "ics"], "option '--formt'", "--format"),
        (["build", "--froce=1"], "option '--froce'", "--force"),
        (["build", "events.yaml", "-format", "ics"], "option '-format'", "--format"),
        (["show", "--langauge", "ru"], "option '--langauge'", "--language"),
        (["--verison"], "option '--verison'", "--version"),
        (["-W", "build"], "option '-W'", "known: -h, --help, -V, --version"),
        (["build", "--into"], "option '--into'", "known: -h, --help, -o, --out"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_a_misspelled_command_or_option_is_reported_with_what_was_meant(
    run: Run, arguments: list[str], wrong: str, meant: str
) -> None:
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert f"there is no {wrong}" in err
    hint = f"did you mean '{meant}'?" if meant[0] != "k" else meant
    assert f"hint: {hint}" in err


@pytest.mark.parametrize(
    "arguments",
    [["list", "--", "--json"], ["date", "-5"], ["date", "--on", "2026-01-01", "--", "-x"],
     ["date", "- 5"]],
    ids=" ".join,
)  # fmt: skip
def test_what_only_looks_like_an_option_is_not_one(run: Run, arguments: list[str]) -> None:
    assert "there is no option" not in run(*arguments)[2]


@pytest.mark.parametrize(
    "arguments",
    [["date", "-0044-03-15"], ["date", "--json", "-0044/-0043"]],
    ids=" ".join,
)
def test_a_year_before_1_is_a_value(run: Run, arguments: list[str]) -> None:
    assert run(*arguments)[0] == 0


def test_without_arguments_the_whole_help_is_printed_as_for_wrong_usage(run: Run) -> None:
    code, out, err = run()
    assert (code, out) == (2, "")
    assert err == run("--help")[1]
    assert "show an event" in err


@pytest.mark.parametrize("option", ["-V", "--version"])
def test_the_version_is_printed(run: Run, option: str) -> None:
    assert run(option) == (0, f"timeline {timeline.__version__}\n", "")


def test_help_does_not_wait_for_the_parsers() -> None:
    script = (
        "import sys; from timeline.cli import main\n"
        "try: main(['--help'])\nexcept SystemExit: pass\n"
        "heavy = {'yaml', 'msgspec', 'babel', 'icalendar', 'plotly', 'jinja2', 'dateutil'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)


def test_a_build_imports_no_client_for_a_network(tmp_path: Path) -> None:
    source = tmp_path / "events.yaml"
    source.write_text("events: [{id: visit, title: Visit, when: 2025-09-17}]\n")
    script = (
        "import sys; from timeline.cli import main\n"
        f"assert main(['build', {str(source)!r}, '-o', {str(tmp_path / 'exports')!r}]) == 0\n"
        "heavy = {'ssl', 'http.client', 'urllib.request', 'email', 'xml.etree.ElementTree'}\n"
        "sys.exit(', '.join(heavy & set(sys.modules)) or 0)"
    )
    subprocess.run([sys.executable, "-c", script], capture_output=True, check=True)


@pytest.mark.parametrize("value", ["C", "POSIX", "C.UTF-8"])
def test_cyrillic_is_printed_in_any_locale(value: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "timeline", "list", EVENTS, "--language", "ru"],
        env=os.environ | {"LC_ALL": value, "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"},
        capture_output=True,
        check=True,
    )
    assert "Белград" in done.stdout.decode("utf-8")


def test_a_terminal_is_shown_no_escape_sequences(run: Run, tmp_path: Path) -> None:
    source = tmp_path / "events.yaml"
    source.write_text('events:\n  - {id: a, title: "A\\e[31mB\\u202E", when: 2024}\n')
    for arguments in (["list", str(source)], ["show", "a", str(source)]):
        _, out, _ = run(*arguments)
        assert "\x1b" not in out
        assert "\u202e" not in out


def test_a_reader_that_leaves_early_gets_no_traceback() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "timeline", "schema"], stdout=subprocess.PIPE, stderr=subprocess.PIPE
    )
    present(process.stdout).close()
    with present(process.stderr) as errors:
        assert errors.read() == b""
    process.wait()


# -- what is printed, and where to ---------------------------------------------------------------

CONTROLS = "\x1b[31m \x07 \r \x7f \x9b2J \x85 \u202e \u2066 \u200f \u061c \u2028"
RAW = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069]")


@pytest.fixture
def hostile(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of inputs whose every text holds control characters."""
    monkeypatch.chdir(tmp_path)
    escaped = json.dumps(f"T {CONTROLS}", ensure_ascii=True)
    Path("events.yaml").write_text(
        "events:\n"
        f"  - {{id: a, title: {escaped}, when: 2024-11, disputed: true, kind: visit,"
        f" sources: [{{document: {escaped}, quote: {escaped}, when: 2024-12}}]}}\n"
    )
    Path("bad.yaml").write_text(
        f"events:\n  - {{id: {escaped}, title: A, when: {escaped}, {escaped}: 1}}\n"
    )
    Path("statement.txt").write_text(f"On 3 May 2026 the summit {CONTROLS} opened.\n", "utf-8")
    Path("table.csv").write_text(
        f'title,when,x{CONTROLS}\n"T {CONTROLS}",2024-11,\n"U",{CONTROLS},\n', "utf-8"
    )
    content = f"BEGIN:VCALENDAR\r\nPRODID:{CONTROLS}\r\nBEGIN:{CONTROLS}\r\nX:\r\n"
    Path("a.ics").write_bytes(content.encode())
    return tmp_path


@pytest.mark.parametrize(
    "arguments",
    [
        ["lint", "a.ics"], ["lint", "--json", "a.ics"], ["import", "a.ics"],
        ["extract", "statement.txt"], ["extract", "--json", "statement.txt"],
        ["extract", "--yaml", "statement.txt"], ["extract", "--against", "events.yaml", "statement.txt"],
        ["import", "table.csv"], ["list"], ["list", "--json"], ["show", "a"], ["show", "--json", "a"],
        ["check"], ["check", "--json"], ["check", "bad.yaml"], ["check", "--json", "bad.yaml"],
        ["build", "bad.yaml"], ["build"], ["diff"], ["date", CONTROLS], ["date", "--json", CONTROLS],
        ["build", f"no{CONTROLS}"], ["lint", f"no{CONTROLS}.ics"], [CONTROLS], ["show", CONTROLS],
        ["list", "--kind", CONTROLS], ["build", "--format", CONTROLS], ["list", f"--{CONTROLS}"],
    ],
    ids=lambda arguments: " ".join(arguments).encode("unicode_escape").decode(),
)  # fmt: skip
def test_no_control_character_reaches_a_terminal(
    run: Run, hostile: Path, arguments: list[str]
) -> None:
    _, out, err = run(*arguments)
    assert out or err
    assert not RAW.search(out)
    assert not RAW.search(err)
    if "--json" in arguments and out:
        shown = json.loads(out)
        assert "\\x" not in out.replace(r"\\x", ""), "JSON has no such escape"
        assert shown or shown == []


def test_the_dialogue_sends_no_control_character(
    run: Run, hostile: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = []

    def answer(question: str) -> str:
        asked.append(question)
        return "e" if len(asked) == 1 else ""

    monkeypatch.setattr("builtins.input", answer)
    run("extract", "statement.txt", "--into", "events.yaml", "--interactive")
    assert len(asked) > 2
    assert not RAW.search("".join(asked))


posix = pytest.mark.skipif(os.name == "nt", reason="streams as a POSIX shell redirects them")
BAD = "events:\n  - {id: a, title: A, when: 2024-13}\n"


@posix
@pytest.mark.parametrize(
    ("command", "code"),
    [
        ("build >&-", 0), ("build >&- 2>&-", 0), ("build <&- >&- 2>&-", 0), ("build 2>/dev/full", 0),
        ("build >/dev/full", 1), ("list >/dev/full", 1), ("--help >/dev/full", 1),
        ("--version >/dev/full", 1), ("schema >&-", 0), ("date - <&-", 0),
        ("check bad.yaml >&-", 1), ("build bad.yaml 2>&-", 1), ("build bad.yaml 2>/dev/full", 1),
        ("check bad.yaml >/dev/full 2>/dev/full", 1), ("bild 2>&-", 2), ("bild >/dev/full", 2),
        ("list | true", 0), ("schema | head -1", 0), ("--help | true", 0), ("build | true", 0),
        ("check bad.yaml | true", 1), ("build bad.yaml 2>&1 | true", 1),
        ("extract --into events.yaml statement.txt | true", 0),
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "buffered", ["", pytest.param("1", marks=pytest.mark.slow)], ids=["buffered", "unbuffered"]
)
def test_streams_that_are_closed_full_or_left_change_no_exit_code(
    tmp_path: Path, command: str, code: int, buffered: str
) -> None:
    (tmp_path / "events.yaml").write_text("events:\n  - {id: a, title: A, when: 2024-12}\n")
    (tmp_path / "bad.yaml").write_text(BAD)
    (tmp_path / "statement.txt").write_text("The summit opened on 3 May 2026.\n")
    done = subprocess.run(
        ["bash", "-c", f'set -o pipefail; "$0" -m timeline {command}', sys.executable],
        cwd=tmp_path, env=os.environ | {"PYTHONUNBUFFERED": buffered}, capture_output=True,
        text=True, check=False, timeout=60,
    )  # fmt: skip
    assert done.returncode == code, done.stderr
    assert "Traceback" not in done.stderr
    assert "Exception ignored" not in done.stderr
    if "build" in command and code == 0:
        assert (tmp_path / "exports" / "timeline.html").is_file()
        assert (tmp_path / "exports" / "timeline.en.ics").read_bytes().startswith(b"BEGIN")
    if "--into" in command:
        assert (
            "2026-05-03" in (tmp_path / "events.yaml").read_text()
            or "3 May" in (tmp_path / "events.yaml").read_text()
        )


@posix
def test_a_reader_that_leaves_ends_an_endless_input(tmp_path: Path) -> None:
    endless = 'yes 2024-11 | "$0" -m timeline date --json - | head -1'
    done = subprocess.run(
        ["bash", "-c", endless, sys.executable], capture_output=True, check=True, timeout=60
    )
    assert done.stdout.count(b"\n") == 1
    assert b"Traceback" not in done.stderr


def test_lint_takes_files_folders_and_patterns(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    good = (ROOT / "tests" / "calendar" / "lint" / "good.ics").read_bytes()
    (tmp_path / "below").mkdir()
    for name in ("a.ics", "b.ics", "below/c.ics"):
        (tmp_path / name).write_bytes(good)
    monkeypatch.chdir(tmp_path)
    for named, count in [(".", 3), ("*.ics", 2), ("*/*.ics", 1), (str(tmp_path / "*.ics"), 2)]:
        assert main(["lint", named]) == 0
        assert capsys.readouterr().out.startswith(f"{count} file")
    (tmp_path / "none").mkdir()
    for named in ("none", "*.ical"):
        assert main(["lint", named]) == 1
        assert "no calendar files" in capsys.readouterr().err


# -- standard input, patterns and JSON -----------------------------------------------------------

SOUND = "events:\n  - {id: a, title: A, when: 2024-11}\n  - {id: b, title: B}\n"
UNSOUND = "events:\n  - {id: a, title: A, when: 2024-13}\n"
PROBLEM = {"file", "line", "column", "path", "fact", "hint", "code"}


@pytest.fixture
def given(monkeypatch: pytest.MonkeyPatch) -> Given:
    """Gives text, or bytes, as standard input."""

    def given(content: bytes | str) -> None:
        content = content if isinstance(content, bytes) else content.encode()
        monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))

    return given


@pytest.mark.parametrize(
    "command",
    [
        ["build"],
        ["check"],
        ["list"],
        ["show", "a"],
        ["diff"],
        ["check", "--json"],
        ["list", "--json"],
    ],
    ids=" ".join,
)
def test_a_chronology_is_read_from_standard_input(
    run: Run, given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, command: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text(SOUND)
    run("build")
    expected = run(*command, "events.yaml")
    given(SOUND)
    code, out, err = run(*command, "-")
    assert (code, out.replace("<stdin>", "events.yaml"), err) == expected
    given(UNSOUND)
    code, out, err = run(*command, "-")
    assert code == 1
    assert "<stdin>" in out + err


def test_a_picture_is_drawn_of_standard_input(run: Run, given: Given, tmp_path: Path) -> None:
    given(UNSOUND)
    code, _, err = run("picture", "-", "-o", str(tmp_path / "a.svg"))
    assert code == 1
    assert "<stdin>:2:29:" in err


def test_calendars_tables_and_documents_are_read_from_standard_input(
    run: Run, given: Given, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text(SOUND)
    run("build", "--format", "ics", "--format", "json")
    calendar = Path("exports/timeline.en.ics").read_bytes()
    given(calendar)
    assert run("lint", "-") == (0, "1 file, no problems\n", "")
    given(calendar)
    assert run("diff", "--published", "-") == (0, "timeline.en.ics: no change\n", "")
    for content in (
        calendar,
        Path("exports/timeline.json").read_bytes(),
        b"title,when\nA,2024-11\n",
    ):
        given(content)
        code, out, _ = run("import", "-")
        assert (code, "2024-11" in out) == (0, True)
    for arguments in (["extract", "-"], ["extract", "--into", "events.yaml", "-"]):
        given("The summit was held on 22 April 2026.")
        code, out, _ = run(*arguments)
        assert code == 0
        assert out.startswith("<stdin>: en")
    assert "2026" in Path("events.yaml").read_text()


@pytest.mark.parametrize(
    "arguments",
    [["extract", "-", "-"], ["lint", "-", "-"], ["diff", "-", "--published", "-"],
     ["extract", "-", "--against", "-"], ["extract", "a.txt", "--into", "-"],
     ["import", "a.csv", "--into", "-"],
     ["extract", "-", "--into", "events.yaml", "--interactive"]],
    ids=" ".join,
)  # fmt: skip
def test_standard_input_is_read_once_and_never_written(
    run: Run, given: Given, arguments: list[str]
) -> None:
    given("")
    code, out, err = run(*arguments)
    assert (code, out) == (2, "")
    assert "standard input" in err


def test_folders_and_patterns_are_filled_in_where_the_shell_does_not(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text("calendar: {languages: [en, ru], feeds: [event]}\n" + SOUND)
    run("build", "--format", "ics")
    count = len(list(Path("exports").rglob("*.ics")))
    for names in (["exports"], ["exports/**/*.ics"], ["exp*", "exports/timeline.en.ics"]):
        assert run("lint", *names) == (0, f"{count} files, no problems\n", "")
    assert run("lint", str(tmp_path / "exports" / "*.en.ics"))[1] == "1 file, no problems\n"
    code, out, _ = run("lint", "exports/*.ics", "nowhere/*.ics", "nothing.ics")
    assert code == 1
    assert "nowhere/*.ics: " in out
    assert "nothing.ics: " in out
    Path("empty").mkdir()
    for command, what in (("lint", "calendar files"), ("extract", "documents")):
        code, _, err = run(command, "empty", "no*")
        assert code == 1
        for name in ("empty", "no*"):
            assert f"{name}: there are no {what} here" in err


@pytest.mark.parametrize(
    ("arguments", "results"),
    [
        (["build"], {"files", "omissions", "notes"}),
        (["check"], {"remarks"}),
        (["diff"], {"changes", "calendars", "notes"}),
        (["import", "table.csv"], {"drafts", "notes", "added", "updated", "matches"}),
        (
            ["import", "table.csv", "--into", "events.yaml"],
            {"drafts", "notes", "added", "updated", "matches"},
        ),
        (["lint", "exports"], {"files"}),
        (["list"], {"events"}),
        (["show", "a"], {"event"}),
        (["drafts"], {"drafts"}),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_json_holds_problems_and_results(
    run: Run,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    results: set[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text(SOUND)
    Path("table.csv").write_text("title,when\nC,2024-12\n")
    run("build", "--format", "ics")
    code, out, err = run(*arguments, "--json")
    assert (code, err) == (0, "")
    printed = json.loads(out)
    assert printed.keys() == {"problems", *results}
    assert printed["problems"] == []
    for name in results & {"files", "events", "event"}:
        assert printed[name]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["build", "bad.yaml"], 1), (["build", "no.yaml"], 1), (["build", "--language", "xx"], 2),
        (["build", "--set", "timezones=noon"], 2), (["build", "-o", "foreign"], 1),
        (["check", "bad.yaml"], 1), (["diff", "bad.yaml"], 1), (["diff"], 1), (["list", "bad.yaml"], 1),
        (["list", "--kind", "sumit"], 2), (["show", "x"], 2), (["import", "bad.csv"], 1),
        (["import", "bad.doc"], 2), (["import", "bad.csv", "--into", "bad.yaml"], 1),
        (["lint", "bad.ics"], 1), (["lint", "bad.ics", "no.ics"], 1), (["lint", "empty"], 1),
        (["extract", "empty"], 1), (["lint", "-", "-"], 2),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)  # fmt: skip
def test_json_has_one_shape_for_every_problem(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text(SOUND)
    Path("bad.yaml").write_text(UNSOUND)
    Path("bad.csv").write_text("title,when\nA,2024-13\n")
    Path("bad.ics").write_text("BEGIN:VCALENDAR\r\n")
    Path("empty").mkdir()
    Path("foreign").mkdir()
    Path("foreign/timeline.html").write_text("mine")
    done, out, err = run(*arguments, "--json")
    assert (done, err) == (code, "")
    problems = json.loads(out)["problems"]
    assert problems
    for problem in problems:
        assert problem.keys() == PROBLEM
        assert problem["fact"]
    where = [problem["file"] for problem in problems]
    assert (where == [None]) is (code == 2) or arguments[-1] == "empty"


def test_paths_with_blanks_are_quoted_where_a_shell_reads_them(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    out = run("init", "my folder")[1]
    command = out.rpartition("now: timeline ")[2].strip()
    code, out, _ = run(*shlex.split(command))
    assert code == 0
    assert "'my folder/exports/timeline.html'" in out
    assert (
        "'my folder/events.yaml'"
        in run("extract", "--into", "my folder/events.yaml", "my folder")[1]
    )


def test_drafts_are_added_with_every_form_of_output(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("statement.txt").write_text("The summit was held on 22 April 2026.")
    for shape in ([], ["--json"], ["--yaml"]):
        Path("events.yaml").write_text(SOUND)
        assert run("extract", "statement.txt", "--into", "events.yaml", *shape)[0] == 0
        assert "22 April 2026" in Path("events.yaml").read_text()


def test_a_pattern_of_tables_matches_at_least_one(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("visits.csv").write_text("title,when\nA,2024-11\n")
    assert run("import", "vis*.csv")[0] == 0
    Path("visits-2.csv").write_text("title,when\nB,2024-12\n")
    code, out, _ = run("import", "vis*.csv")
    assert code == 0
    assert {"title: A", "title: B"} <= set(map(str.strip, out.splitlines()))
    code, _, err = run("import", "no*.csv")
    assert code == 1
    assert "no*.csv" in err
