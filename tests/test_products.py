"""Small files that would produce too much are refused before anything is made."""

import zoneinfo
from pathlib import Path

import pytest

import timeline
from timeline.cli import main
from timeline.errors import InputError, OptionError

YEARLY = "".join(
    f"  - {{id: e{n}, title: T, when: 2100-01-01, anniversary: yearly}}\n" for n in range(100)
)
LANGUAGES = "en ru kk sr az be bg cs de es fr it pl pt tr uk uz zh hu ro".split()


def chronology(header: str, events: str = YEARLY) -> str:
    return f"calendar: {{{header}}}\nevents:\n{events}"


@pytest.mark.slow
@pytest.mark.parametrize(
    ("header", "fact"),
    [
        (f"until: 2400, languages: [{', '.join(LANGUAGES)}]", "602,000 entries in 20 files"),
        ("until: 2600, languages: [en, ru, kk], feeds: [event, kind]", "450,900 entries in 150,306 files"),
    ],
)  # fmt: skip
def test_products_of_anniversaries_languages_and_feeds_are_bounded(header: str, fact: str) -> None:
    with pytest.raises(InputError) as caught:
        timeline.loads(chronology(header), "events.yaml")
    (problem,) = caught.value.problems
    assert fact in problem.fact
    assert (problem.path, problem.code) == ("calendar", "exports-too-many")


def test_feeds_of_the_command_line_are_bounded_too(tmp_path: Path) -> None:
    chronology_ = timeline.loads(chronology("until: 2200"))
    with pytest.raises(OptionError, match="files"):
        timeline.build(chronology_, tmp_path, options={"feeds": "event, kind"})
    assert list(tmp_path.iterdir()) == []


def test_many_zones_over_many_years_are_refused_unless_times_are_in_utc() -> None:
    zones = [zone for zone in sorted(zoneinfo.available_timezones()) if "/" in zone][:60]
    events = "".join(
        f"  - {{id: e{n}-{year}, title: T, when: '{year}-05-03T10:00', timezone: {zone}}}\n"
        for n, zone in enumerate(zones)
        for year in (1850, 2090)
    )
    with pytest.raises(InputError, match="60 time zones over 15,060 years"):
        timeline.loads("events:\n" + events)
    assert len(timeline.loads(chronology("timezones: utc", events)).events) == 120


def test_languages_that_differ_only_by_case_are_refused(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "events.yaml"
    path.write_text("calendar: {languages: [en, EN]}\nevents: []\n", "utf-8")
    assert main(["check", str(path)]) == 1
    assert "the language 'EN' is listed twice" in capsys.readouterr().out
