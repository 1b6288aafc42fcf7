"""The findings of `check` in the formats of GitHub, GitLab and SARIF."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import jsonschema
import pytest

from timeline import nodes
from timeline.cli import main
from timeline.cli.commands.check import OUTPUT_FORMATS
from timeline.codes import codes, remark_codes
from timeline.reporting import FORMATS

SCHEMA = (
    Path(__file__).parent.parent
    / ".judges/node/node_modules/@microsoft/jest-sarif/lib/schemas/sarif-2.1.0-rtm.5.json"
)

GOOD = "calendar: {domain: calendar.embassy.kz}\nevents:\n  - {id: a, title: A, status: held, when: 2026-04-22}\n"
BAD = """calendar: {domain: calendar.embassy.kz, id: "50%,: \u202e"}
events:
  - {id: a, title: A, when: 2026-04-31}
  - {id: a, title: A, when: 2026-04-31, plaice: "x,y:z%\\r\\n::error::"}
"""
FILES = {"good.yaml": GOOD, "bad.yaml": BAD, "broken.yaml": "events: [", "empty.yaml": "",
         "with blank, and: colon.yaml": BAD, "хроника.yaml": GOOD}  # fmt: skip

Run = Callable[..., tuple[int, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    """Runs `check` in a folder with some chronologies, and gives the exit code and the output."""
    monkeypatch.chdir(tmp_path)
    for name, text in FILES.items():
        Path(name).write_text(text, "utf-8")

    def run(*arguments: str) -> tuple[int, str]:
        code = main(["check", "--on", "2026-11-30", *arguments])
        output = capsys.readouterr()
        assert output.err == ""
        return code, output.out

    return run


def found(run: Run, *arguments: str) -> list[tuple[str, int, int, str, bool]]:
    """What `check --json` finds: file, line, column, code, and whether it is a problem."""
    report = json.loads(run("--json", *arguments)[1])
    return [
        (each["file"], each["line"] or 0, each["column"] or 0, each["code"], kind == "problems")
        for kind in ("problems", "remarks")
        for each in report[kind]
    ]


def test_the_command_offers_the_formats_that_there_are() -> None:
    assert set(OUTPUT_FORMATS) == {"text", "json", *FORMATS}


@pytest.mark.parametrize("name", OUTPUT_FORMATS)
@pytest.mark.parametrize("file", FILES)
def test_the_exit_code_is_the_same_in_every_format(run: Run, name: str, file: str) -> None:
    assert run("--output-format", name, file)[0] == (FILES[file] is not GOOD)
    assert run("--output-format", name, file, "--strict")[0] == 1


def test_json_is_the_format_json(run: Run) -> None:
    assert run("--json", *FILES) == run("--output-format", "json", *FILES)


# -- GitHub: https://docs.github.com/actions/reference/workflow-commands-for-github-actions --------


def commands(output: str) -> Iterator[tuple[str, dict[str, str], str]]:
    """The workflow commands as the runner of GitHub Actions reads them."""
    assert output == "" or output.endswith("\n")
    for line in output.splitlines():
        command, properties, message = re.fullmatch(r"::(error|warning) (.*?)::(.*)", line).groups()  # type: ignore[union-attr]
        parsed = (part.partition("=") for part in properties.split(","))
        yield command, {name: unescaped(value) for name, _, value in parsed}, unescaped(message)


def unescaped(text: str) -> str:
    for escape, character in (
        ("%0D", "\r"),
        ("%0A", "\n"),
        ("%3A", ":"),
        ("%2C", ","),
        ("%25", "%"),
    ):
        text = text.replace(escape, character)
    return text


def test_github_gets_a_command_for_each_finding(run: Run) -> None:
    output = run("--output-format", "github", *FILES)[1]
    reported = [
        (each["file"], int(each.get("line", 0)), int(each.get("col", 0)), each["title"], kind == "error")
        for kind, each, _ in commands(output)
    ]  # fmt: skip
    assert reported == found(run, *FILES)
    assert any(file == "with blank, and: colon.yaml" for file, *_ in reported)


def test_no_text_of_a_file_becomes_a_command(run: Run) -> None:
    output = run("--output-format", "github", "bad.yaml")[1]
    assert output.count("::error") == len(found(run, "bad.yaml"))
    assert "\u202e" not in output


def test_the_message_has_the_fact_and_the_hint(run: Run) -> None:
    (_, _, message), *_ = commands(run("--output-format", "github", "empty.yaml")[1])
    assert message == (
        "the file is empty\nhint: begin with 'events:' and a list of events, or run 'timeline init'"
    )


# -- GitLab: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format -----------


def test_gitlab_gets_the_required_fields_and_no_others(run: Run) -> None:
    issues = json.loads(run("--output-format", "gitlab", *FILES)[1])
    assert [
        (issue["location"]["path"], issue["location"]["lines"]["begin"], issue["check_name"])
        for issue in issues
    ] == [(file, max(line, 1), code) for file, line, _, code, _ in found(run, *FILES)]
    for issue in issues:
        assert set(issue) == {"description", "check_name", "fingerprint", "severity", "location"}
        assert issue["severity"] in {"info", "minor", "major", "critical", "blocker"}
        assert issue["description"]
        assert not issue["location"]["path"].startswith(("/", "./"))
    prints = [issue["fingerprint"] for issue in issues]
    assert len(set(prints)) == len(prints)
    assert all(re.fullmatch(r"[0-9a-f]{40}", each) for each in prints)


def test_nothing_found_is_an_empty_report(run: Run) -> None:
    assert json.loads(run("--output-format", "gitlab", "--quiet", "good.yaml")[1]) == []
    assert run("--output-format", "github", "--quiet", "good.yaml") == (0, "")


def test_a_fingerprint_survives_lines_and_events_above(run: Run) -> None:
    def prints() -> set[str]:
        output = run("--output-format", "gitlab", "bad.yaml")[1]
        return {issue["fingerprint"] for issue in json.loads(output)}

    before = prints()
    moved = BAD.replace(
        "events:\n", "# a comment\n\nevents:\n  - {id: b, title: B, when: 2026-04}\n"
    )
    Path("bad.yaml").write_text(moved, "utf-8")
    # The new event has no source, and that file has problems, so that no remark is made.
    assert prints() == before


# -- SARIF -----------------------------------------------------------------------------------------


def log(run: Run, *arguments: str) -> dict[str, Any]:
    parsed: dict[str, Any] = json.loads(run("--output-format", "sarif", *arguments)[1])
    return parsed


@pytest.mark.parametrize("files", [["good.yaml"], ["broken.yaml"], list(FILES)], ids=" ".join)
@pytest.mark.parametrize("options", [[], ["--strict"], ["--quiet"]], ids=" ".join)
def test_sarif_is_valid_by_its_schema(run: Run, files: list[str], options: list[str]) -> None:
    if not SCHEMA.exists():
        (pytest.fail if os.environ.get("CI") else pytest.skip)("run tests/judges/install")
    schema = json.loads(SCHEMA.read_text("utf-8"))
    checker = jsonschema.Draft4Validator(schema, format_checker=jsonschema.FormatChecker())
    parsed = log(run, *files, *options)
    checker.validate(parsed)
    with pytest.raises(jsonschema.ValidationError):
        checker.validate(parsed | {"runs": [{"results": []}]})


def test_sarif_has_the_findings_with_places_levels_and_rules(run: Run) -> None:
    (ran,) = log(run, *FILES)["runs"]
    reported = []
    for result in ran["results"]:
        (location,) = (each["physicalLocation"] for each in result["locations"])
        region = location.get("region", {"startLine": 0, "startColumn": 0})
        assert location["artifactLocation"]["uriBaseId"] == "%SRCROOT%"
        file = unquote(location["artifactLocation"]["uri"])
        assert ran["tool"]["driver"]["rules"][result["ruleIndex"]]["id"] == result["ruleId"]
        reported.append(
            (file, region["startLine"], region["startColumn"], result["ruleId"], result["level"] == "error")
        )  # fmt: skip
    assert reported == found(run, *FILES)
    for rule in ran["tool"]["driver"]["rules"]:
        assert rule["fullDescription"]["text"] == codes()[rule["id"]].explanation


# -- paths -----------------------------------------------------------------------------------------


def test_paths_begin_at_the_top_of_the_repository(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    folder = tmp_path / "data" / "kz"
    folder.mkdir(parents=True)
    shutil.copy("bad.yaml", folder)
    subprocess.run(["git", "init", "-q", "."], check=True)
    monkeypatch.chdir(folder)
    for name in ("bad.yaml", str(folder / "bad.yaml"), "../kz/bad.yaml"):
        _, properties, _ = next(commands(run("--output-format", "github", name)[1]))
        assert properties["file"] == "data/kz/bad.yaml"


# -- strict ----------------------------------------------------------------------------------------


def test_strict_makes_problems_of_remarks(run: Run) -> None:
    assert run("good.yaml")[0] == 0
    code, out = run("--strict", "good.yaml")
    assert code == 1
    assert out == (
        "good.yaml:3:5: events[0]: it has no source [source-missing]\n"
        "  hint: add a document under 'sources:'\n1 problem\n"
    )


def test_remarks_beyond_a_bound_are_counted(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(nodes, "MOST_PROBLEMS", 2)
    events = "".join(f"  - {{id: {name}, title: A {name}, when: 2026-04-22}}\n" for name in "abcd")
    Path("many.yaml").write_text(f"events:\n{events}", "utf-8")
    remarks = [item[3] for item in found(run, "many.yaml")]
    assert len(remarks) == 3
    assert remarks[-1] == "problems-too-many"
    assert "only 2 are reported" in run("many.yaml")[1]


def test_the_header_says_which_remarks_fail(run: Run) -> None:
    chosen = GOOD.replace("{domain", "{strict: [title-missing, date-open], domain")
    Path("chosen.yaml").write_text(chosen, "utf-8")
    code, out = run("--strict", "chosen.yaml")
    assert code == 0
    assert out.startswith("a  it has no source [source-missing]\n\nchosen.yaml: 1 event")
    Path("chosen.yaml").write_text(chosen.replace(", when: 2026-04-22", ""), "utf-8")
    code, out = run("--strict", "chosen.yaml")
    assert code == 1
    assert out.splitlines()[0].endswith("it has no date yet [date-open]")
    assert "a  it has no source [source-missing]" in out


def test_an_unknown_code_in_the_header_is_a_problem(run: Run) -> None:
    Path("wrong.yaml").write_text(
        GOOD.replace("{domain", "{strict: [sauce-missing], domain"), "utf-8"
    )
    code, out = run("wrong.yaml")
    assert code == 1
    assert out.splitlines()[:2] == [
        "wrong.yaml:1:21: calendar.strict[0]: there is no remark 'sauce-missing' [name-unknown]",
        "  hint: did you mean 'source-missing'?",
    ]
    assert "source-missing" in remark_codes()


def test_several_files_are_checked_in_one_run(run: Run) -> None:
    code, out = run("good.yaml", "bad.yaml", "хроника.yaml")
    assert code == 1
    assert "bad.yaml:3:29:" in out
    assert "good.yaml: 1 event and 0 derived anniversaries, no problems" in out
    assert "хроника.yaml: 1 event and 0 derived anniversaries, no problems" in out
