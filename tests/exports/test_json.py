"""The JSON export: every field of the model, and the schema."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import timeline
from timeline.cli import main
from timeline.events import Event, Source, Timeline
from timeline.exporters import Context
from timeline.exporters import json as exporter
from timeline.records import DERIVED_FIELDS

ROOT = Path(__file__).parent.parent.parent
EVERY_FIELD = (Path(__file__).parent / "every-field.yaml").read_text("utf-8")


def exported(chronology: Timeline) -> tuple[str, dict[str, Any]]:
    (export,) = exporter.export(chronology, Context(languages=chronology.languages))
    return export.name, json.loads(export.content)


@pytest.fixture(scope="module")
def rich() -> dict[str, Any]:
    return exported(timeline.loads(EVERY_FIELD))[1]


def test_the_file_is_named_after_the_calendar() -> None:
    name, _ = exported(timeline.load(ROOT / "events.yaml"))
    assert name == "kazakhstan-serbia.json"


@pytest.mark.parametrize("source", [EVERY_FIELD, "events: [{id: a, title: A}]"])
def test_the_export_is_as_its_schema_says(source: str) -> None:
    jsonschema.Draft202012Validator.check_schema(exporter.schema())
    jsonschema.validate(exported(timeline.loads(source))[1], exporter.schema())


def test_the_schema_knows_every_key() -> None:
    _, content = exported(timeline.loads("events: [{id: a, title: A, when: 2024}]"))
    content["events"][0]["colour"] = "red"
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(content, exporter.schema())


def test_every_field_of_the_model_is_there(rich: dict[str, Any]) -> None:
    event = rich["events"][0]
    assert set(event) == {*Event.__struct_fields__, *DERIVED_FIELDS}
    assert set(event["sources"][0]) == set(Source.__struct_fields__)
    unset = [name for name in Event.__struct_fields__ if event[name] in (None, False, [], {})]
    assert unset == [], "give them values in every-field.yaml"


def test_derived_fields_have_names_of_their_own() -> None:
    assert not {*Event.__struct_fields__} & {*DERIVED_FIELDS}


def test_the_date_that_is_shown_is_beside_every_claim(rich: dict[str, Any]) -> None:
    visit = rich["events"][0]
    assert (visit["edtf"], visit["start"], visit["end"], visit["precision"]) == (
        "2024-11-18/2024-11-19", "2024-11-18", "2024-11-19", "day",
    )  # fmt: skip
    assert visit["conflicts"] == ["2024-12"]
    assert visit["sources"][0]["when"]["text"] == "в ноябре 2024 года"
    assert visit["sources"][0]["when"]["precision"] == "month"


def test_an_anniversary_names_what_it_is_derived_from(rich: dict[str, Any]) -> None:
    derived = [event for event in rich["events"] if event["anniversary_of"]]
    assert [(event["anniversary_of"], event["years"]) for event in derived] == [("visit", 2)]
    assert derived[0]["title"]["en"] == "2 years since the visit"


@pytest.mark.parametrize(
    ("when", "start_time", "end_time", "zone"),
    [
        ("2026-04-22", None, None, None),
        ("2026-04-22T10:00", "10:00", None, "Asia/Almaty"),
        ("2026-04-22T10:00+02:00", "10:00", None, "UTC+02:00"),
        ("2026-04-22T10:00/2026-04-22T12:30", "10:00", "12:30", "Asia/Almaty"),
    ],
)
def test_a_time_of_day_has_its_zone(
    when: str, start_time: str | None, end_time: str | None, zone: str | None
) -> None:
    source = f"calendar: {{timezone: Asia/Almaty}}\nevents: [{{id: a, title: A, when: '{when}'}}]"
    (event,) = exported(timeline.loads(source))[1]["events"]
    assert (event["start_time"], event["end_time"], event["zone"]) == (start_time, end_time, zone)


def test_the_command_line_prints_the_schema(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--export"]) == 0
    assert json.loads(capsys.readouterr().out) == json.loads(json.dumps(exporter.schema()))
