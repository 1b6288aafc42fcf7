"""YAML of yaml2ics and ai-deadlines: each item is an event, or is named with its line."""

from collections.abc import Callable
from pathlib import Path

import pytest

import timeline
from timeline import importing
from timeline.cli import main
from timeline.errors import InputError
from timeline.events import Event
from timeline.importing import Drafts

Read = Callable[..., Drafts]

YAML2ICS = """\
name: Team
timezone: Europe/Belgrade
events:
  - summary: Kick-off
    begin: 2026-09-21 15:00:00
    end: 2026-09-21 16:30:00
    location: Belgrade
    url: https://example.org/1
  - summary: Summit
    begin: 2026-04-22
    end: 2026-04-24
    repeat: {interval: {weeks: 1}}
  - summary: Bad
    begin: 2026-02-31
"""
DEADLINES = """\
- title: CVPR
  year: 2026
  id: cvpr26
  link: https://example.org/cvpr
  deadline: '2025-11-13 23:59:59'
  abstract_deadline: TBA
  timezone: UTC-12
  place: Denver
  date: June 3-7, 2026
  start: 2026-06-03
  end: 2026-06-07
  sub: [CV]
- title: XYZ
  year: 2027
  id: xyz27
  deadline: '2027-01-10 18:00'
  timezone: America/New_York
  date: June 3-7, 2027
- title: ABC
  year: 2027
  deadline: TBA
  timezone: AoE
"""


@pytest.fixture
def imported(tmp_path: Path) -> Read:
    def read(text: str, name: str = "list.yaml") -> Drafts:
        path = tmp_path / name
        path.write_text(text, "utf-8")
        return importing.import_(path)

    return read


def events(drafts: Drafts) -> dict[str, Event]:
    return {event.title.by_language["und"]: event for event in timeline.loads(drafts.yaml).events}


def test_a_list_of_yaml2ics_is_read_as_it_was_meant(imported: Read) -> None:
    drafts = imported(YAML2ICS)
    found = events(drafts)
    assert str(found["Kick-off"].date) == "2026-09-21T15:00:00/2026-09-21T16:30:00"
    assert (found["Kick-off"].timezone, found["Kick-off"].place) == ("Europe/Belgrade", "belgrade")
    assert found["Kick-off"].sources[0].url == "https://example.org/1"
    assert str(found["Summit"].date) == "2026-04-22/2026-04-24"
    assert found["Summit"].timezone is None


def test_what_is_not_read_is_named_with_its_line(imported: Read) -> None:
    drafts = imported(YAML2ICS)
    (problem,) = drafts.problems
    assert (problem.place.line, problem.code) == (14, "date-impossible")
    assert "fields that were not read: repeat" in drafts.notes


def test_conferences_and_their_deadlines_are_events(imported: Read) -> None:
    found = events(imported(DEADLINES, "conferences.yml"))
    assert list(map(str, (found[title].date for title in sorted(found)))) == [
        "XXXX",
        "2026-06-03/2026-06-07",
        "2025-11-13T23:59:59-12:00",
        "2027-06-03/2027-06-07",
        "2027-01-10T18:00:00",
    ]
    assert found["CVPR 2026"].id == "cvpr26"
    assert found["CVPR 2026: deadline"].id == "cvpr26-deadline"
    assert found["XYZ 2027: deadline"].timezone == "America/New_York"


def test_a_list_that_is_imported_again_adds_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "events.yaml").write_text("events:\n  - {id: x, title: X}\n")
    (tmp_path / "conferences.yml").write_text(DEADLINES)
    run = ["import", "conferences.yml", "--into", "events.yaml"]
    assert main(run) == 0
    assert "5 events added" in capsys.readouterr().out
    assert main(run) == 0
    assert "0 events added, 5 unchanged" in capsys.readouterr().out


@pytest.mark.parametrize(
    "text",
    [
        "events:\n  - {name: A, date: 2026-01-01}",
        "- {name: A, date: 2026-01-01}",
        "a: 1",
        "events: 1",
        "- 1",
        "",
    ],
)
def test_another_list_is_refused_with_what_its_fields_are_here(imported: Read, text: str) -> None:
    with pytest.raises(InputError) as caught:
        imported(text)
    (problem,) = caught.value.problems
    assert problem.code == "file-format"
    assert "'location' to 'place'" in problem.hint
