"""Loading: valid files are read as written, and problems are reported with their places.

Each file in ``tests/faulty`` has the exact report that it must give beside it; ``python
tests/test_loading.py`` rewrites the reports (read the difference before you commit it).
"""

import json
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

import timeline
from tests.narrowing import present
from timeline import loading, nodes
from timeline.errors import InputError
from timeline.loading.json_schema import schema, site_schema
from timeline.nodes import MappingNode, SequenceNode
from timeline.zone_names import is_zone

FAULTY = Path(__file__).parent / "faulty"
ROOT = Path(__file__).parent.parent


def report(path: Path) -> str:
    """The problems of a file as they are printed, under the file's bare name."""
    examination = loading.examine(path.read_bytes(), path.name)
    assert examination.timeline is None
    return "".join(f"{problem}\n" for problem in examination.problems)


@pytest.mark.parametrize("path", sorted(FAULTY.glob("*.yaml")), ids=lambda path: path.stem)
def test_a_faulty_file_gives_exactly_this_report(path: Path) -> None:
    assert report(path) == path.with_suffix(".txt").read_text("utf-8")


def test_there_are_faulty_files() -> None:
    assert len(list(FAULTY.glob("*.yaml"))) > 10


def problems(content: bytes) -> list[str]:
    with pytest.raises(InputError) as caught:
        timeline.loads(content, "f.yaml")
    return [str(problem) for problem in caught.value.problems]


GENERATED = [
    (b"\xff\xfea", "f.yaml: the text is UTF-16"),
    ("title: é".encode("latin-1"), "f.yaml:1:8: the byte 0xe9 is not UTF-8"),
    (b"a: \x00", "f.yaml:1:4: the character U+0000 is not allowed"),
    (b"events: " + b"[" * 5000, "nested deeper than 20 levels"),
    (b"events: " + b"{a: " * 5000, "nested deeper than 20 levels"),
    (
        b"events: [{id: a, when: 2024, title: " + b"x" * 10_000_000 + b"}]",
        "f.yaml:1:37: events[0].title: a text of 10,000,000 characters",
    ),
    (b"- \n" * 100, "f.yaml:1:1: the file is a list"),
    (b"", "f.yaml: the file is empty"),
    (b"# only a remark\n", "the file is empty"),
    (
        b"events:" + b"".join(
            b"\n- {id: e%d, title: A, when: 1000, anniversary: {until: 1500}}" % n for n in range(150)
        ),
        "f.yaml:102:49: events[100].anniversary: more than 50,000 anniversaries in the whole file",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("content", "expected"), GENERATED, ids=range(len(GENERATED)))
def test_files_too_odd_or_too_large_to_keep_are_refused(content: bytes, expected: str) -> None:
    assert expected in problems(content)[0]


def test_a_missing_file_is_a_problem_not_a_traceback(tmp_path: Path) -> None:
    (found,) = timeline.check(tmp_path / "none.yaml")
    assert "no such file" in found.fact
    (found,) = timeline.check(tmp_path)
    assert "directory" in found.fact


def test_three_lines_an_event_are_enough() -> None:
    chronology = timeline.loads("events:\n  - id: a\n    title: Visit\n    when: November 2024\n")
    event = chronology.events[0]
    assert (str(event.date), event.date.precision) == ("2024-11", "month")
    assert chronology.languages == ("en",)


@pytest.mark.parametrize(
    "text", ["NO", "10:30", "2024-11", "017", "1e3", "on", "0x10", "1_000", "="]
)
def test_a_plain_scalar_stays_what_was_written(text: str) -> None:
    root, found = nodes.parse(f"a: {text}\n", "f.yaml")
    assert root == {"a": text}
    assert found == []


def test_nothing_is_the_same_as_no_line() -> None:
    chronology = timeline.loads("events:\n  - {id: a, title: A, when: ~, place: null, sources: }\n")
    event = chronology.events[0]
    assert (event.when, event.place, event.sources) == (None, None, ())


def test_a_revision_is_a_day_or_a_moment() -> None:
    chronology = timeline.loads(
        "events:\n  - {id: a, title: A, revised: 2026-02-03}\n"
        "  - {id: b, title: B, revised: 2026-02-03T10:00:00Z}\n"
    )
    revised = [present(event.revised).isoformat() for event in chronology.events]
    assert revised == ["2026-02-03T00:00:00+00:00", "2026-02-03T10:00:00+00:00"]


@pytest.mark.parametrize(
    ("coordinates", "is_point"),
    [
        ("[90, 180]", True),
        ("[-90, -180]", True),
        ("[0, 0]", True),
        ("[51.13, 71.43]", True),
        ("[90.1, 0]", False),
        ("[-90.1, 0]", False),
        ("[0, 180.1]", False),
        ("[0, -180.1]", False),
    ],
)
def test_a_point_of_the_earth_is_a_latitude_and_a_longitude(
    coordinates: str, is_point: bool
) -> None:
    content = f"events: []\nplaces: {{p: {{name: P, coordinates: {coordinates}}}}}\n"
    found = loading.examine(content, "f.yaml").problems
    assert [problem.fact for problem in found] == ([] if is_point else ["coordinates out of range"])


@pytest.mark.parametrize(
    ("name", "is_one"),
    [
        ("UTC", True),
        ("Europe/Belgrade", True),
        ("Asia/Calcutta", True),  # a link to Asia/Kolkata
        ("Zulu", True),
        ("EST5EDT", True),
        ("Factory", False),
        ("utc", False),
        ("localtime", False),
        ("Europe/Nowhere", False),
        ("Europe", False),
        ("../UTC", False),
        ("/usr/share/zoneinfo/UTC", False),
        ("", False),
        ("a\0b", False),
    ],
)
def test_a_time_zone_is_a_name_of_the_tz_database(name: str, is_one: bool) -> None:
    assert is_zone(name) is is_one


def test_a_document_is_read_to_its_last_field() -> None:
    chronology = timeline.loads(
        "events:\n  - id: a\n    title: A\n    sources:\n      - document: D\n        published: 2024-11\n"
        "        accessed: 2024-12-01\n        when: November 2024\n        url: https://example.org/d\n"
    )
    (source,) = chronology.events[0].sources
    assert (str(source.published), str(source.accessed)) == ("2024-11", "2024-12-01")
    assert (str(present(source.when).value), source.url) == ("2024-11", "https://example.org/d")


@pytest.mark.parametrize(
    ("words", "every"),
    [("yearly", 1), ("every year", 1), ("every 5 years", 5), (" every 1000 years ", 1000)],
)
def test_an_anniversary_in_words_is_a_rule(words: str, every: int) -> None:
    chronology = timeline.loads(
        f"events: [{{id: a, title: A, when: 2024, anniversary: '{words}'}}]"
    )
    assert present(chronology.events[0].anniversary).every == every


def test_the_first_hundred_problems_get_suggestions() -> None:
    lines = "".join(f"  - {{id: e{n}, title: A, kind: sumit}}\n" for n in range(150))
    found = loading.examine(f"events:\n{lines}", "f.yaml").problems
    assert [problem.hint for problem in found] == (
        ["did you mean 'summit'?"] * 100 + ["declare it under 'kinds:'"] * 50
    )


def test_the_first_hundred_unknown_fields_get_suggestions() -> None:
    lines = "".join(f"  - {{id: e{n}, title: A, statuss: held}}\n" for n in range(150))
    found = loading.examine(f"events:\n{lines}", "f.yaml").problems
    suggested = [problem.hint == "did you mean 'status'?" for problem in found]
    assert suggested == [True] * 100 + [False] * 50


def test_a_file_is_checked_as_the_same_text_is(tmp_path: Path) -> None:
    path = tmp_path / "events.yaml"
    path.write_text("events:\n  - {id: a, title: A}\n", "utf-8")
    assert timeline.load(path).document == timeline.loads(path.read_bytes()).document
    assert timeline.check(path) == ()
    path.write_text("events:\n  - {id: a}\n", "utf-8")
    (problem,) = timeline.check(path)
    assert problem.place.file == str(path)
    with pytest.raises(InputError):
        timeline.load(path)


def test_an_examination_knows_places_and_stays_as_it_is() -> None:
    examination = loading.examine("events:\n  - {id: a, title: A}\n", "f.yaml")
    assert str(examination.locate("events", 0, "title")) == "f.yaml:2:20"
    with pytest.raises(AttributeError):
        examination.timeline = None  # type: ignore[misc]  # the point of the test


def test_the_order_of_keys_changes_nothing() -> None:
    one = timeline.loads("events:\n  - {id: a, title: A, when: 2024}\ncalendar: {id: c}\n")
    other = timeline.loads("calendar: {id: c}\nevents:\n  - {when: 2024, title: A, id: a}\n")
    assert one.document == other.document


def test_the_pure_parser_gives_the_same_nodes_and_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    content = (ROOT / "events.yaml").read_bytes()
    fast, _ = nodes.parse(content, "f.yaml")
    monkeypatch.delattr(yaml, "CSafeLoader")
    slow, _ = nodes.parse(content, "f.yaml")
    assert fast is not None
    assert slow is not None
    assert marks(fast) == marks(slow)


def marks(node: str | MappingNode | SequenceNode) -> list[tuple[object, ...]] | str:
    if isinstance(node, nodes.MappingNode):
        return [
            (key, node.keys_at[key], node.values_at[key], marks(value))
            for key, value in node.items()
        ]
    if isinstance(node, nodes.SequenceNode):
        return [(node.item_at(index), marks(item)) for index, item in enumerate(node)]
    return node


@given(st.text(max_size=200) | st.binary(max_size=200))
def test_any_content_is_read_or_refused(content: bytes | str) -> None:
    examination = loading.examine(content, "f.yaml")
    assert (examination.timeline is None) == bool(examination.problems)


yaml_values = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.text(max_size=12)
    | st.sampled_from(["2024-11", "KZ"]),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=8,
)
fields = st.sampled_from(
    "id title when kind status place parties series sources anniversary disputed revised".split()
)


@given(st.lists(st.dictionaries(fields, yaml_values), max_size=3))
def test_any_value_in_any_field_is_read_or_refused(events: list[dict[str, object]]) -> None:
    content = yaml.safe_dump({"events": events}, allow_unicode=True)
    for found in loading.examine(content, "f.yaml").problems:
        assert found.place.line >= 1
        assert found.fact


@pytest.mark.parametrize(
    ("name", "generated"), [("events.schema.json", schema), ("site.schema.json", site_schema)]
)
def test_the_schema_in_the_package_is_the_models(
    name: str, generated: Callable[[], dict[str, Any]]
) -> None:
    shipped = (Path(timeline.__file__).parent / name).read_text("utf-8")
    assert json.loads(shipped) == generated(), "run: python -m tests.regenerate"


def test_the_white_space_of_docstrings_does_not_reach_the_schema(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    # msgspec 0.22 indents the descriptions it takes from docstrings, 0.23 does not.
    indented = {"type": "object", "description": "One line.\n\n    Another\n    one.\n"}
    generated = {"$defs": {"Anniversary": {"type": "object"}, "Event": indented}}
    monkeypatch.setattr(msgspec.json, "schema", lambda *_, **__: generated)
    description = schema()["$defs"]["Event"]["description"]
    assert description == "One line.\n\nAnother\none."


def test_the_schema_accepts_our_chronology_and_refuses_a_slip() -> None:
    validator = jsonschema.Draft202012Validator(schema())
    validator.check_schema(schema())
    content = yaml.load((ROOT / "events.yaml").read_text("utf-8"), yaml.CBaseLoader)
    # What YAML calls a number or a truth value, an editor passes as such.
    content = yaml.safe_load(
        yaml.safe_dump(content).replace("'true'", "true").replace("'false'", "false")
    )
    numbers = [error.message for error in validator.iter_errors(_numbers(content))]
    assert numbers == []
    content["events"][0]["statuss"] = "held"
    assert list(validator.iter_errors(_numbers(content)))


def _numbers(value: object) -> object:
    """Coordinates and counts as numbers, as YAML editors see them."""
    if isinstance(value, list):
        return [_numbers(item) for item in value]
    if isinstance(value, dict):
        numeric = ("coordinates", "every", "first", "until")
        return {
            key: yaml.safe_load(yaml.safe_dump(item).replace("'", ""))
            if key in numeric
            else _numbers(item)
            for key, item in value.items()
        }
    return value


def test_a_time_at_the_edge_of_what_can_be_counted_is_reported() -> None:
    text = "calendar: {timezone: Europe/Belgrade}\nevents:\n  - {id: a, title: A, when: 0001-01-01T00:00}\n"
    (problem,) = loading.examine(text, "events.yaml").problems
    assert problem.fact.startswith("the year 1 is outside")


if __name__ == "__main__":
    for faulty in sorted(FAULTY.glob("*.yaml")):
        faulty.with_suffix(".txt").write_text(report(faulty), "utf-8")
        sys.stdout.write(f"{faulty.with_suffix('.txt')}\n")
