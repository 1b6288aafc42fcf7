"""Files of other programs: imported, or refused with our names of their fields."""

import json
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import pytest

import timeline
from timeline import importing, loading
from timeline.errors import InputError
from timeline.importing import Drafts

from ..narrowing import data, present

Read = Callable[..., Drafts]
Start = Mapping[str, str | int]


@pytest.fixture
def imported(tmp_path: Path) -> Read:
    def read(content: object, **options: Any) -> Drafts:
        path = tmp_path / "story.json"
        path.write_text(json.dumps(content))
        return importing.import_(path, **options)

    return read


def slide(
    headline: str, start: Start, end: Start | None = None, **more: object
) -> dict[str, object]:
    found: dict[str, object] = {
        "text": {"headline": headline, "text": "<p>Words &amp; more</p>"},
        "start_date": start,
    }
    return found | ({"end_date": end} if end else {}) | more


@pytest.mark.parametrize(
    ("start", "end", "edtf"),
    [
        ({"year": "2024", "month": "11", "day": "18"}, {"year": 2024, "month": 11, "day": 19}, "2024-11-18/2024-11-19"),
        ({"year": 2027, "month": 5}, None, "2027-05"),
        ({"year": "2027", "month": "", "day": ""}, None, "2027"),
        ({"year": "-44", "month": "3", "day": "15"}, None, "-0044-03-15"),
        ({"year": "2026", "month": "6", "day": "1", "hour": "9", "minute": "5"}, None, "2026-06-01T09:05:00"),
    ],
)  # fmt: skip
def test_slides_of_timelinejs_are_events(
    imported: Read, start: Start, end: Start | None, edtf: str
) -> None:
    story = {
        "title": {"text": {"headline": "Story"}},
        "events": [slide("<b>Visit</b>", start, end)],
    }
    drafts = imported(story, timezone="Asia/Almaty")
    if edtf.startswith("-"):
        assert drafts.problems  # no calendar has that year
        return
    assert drafts.problems == ()
    (event,) = timeline.loads(drafts.yaml).events
    assert str(event.date) == edtf
    assert event.title.by_language == {"und": "Visit"}
    assert present(event.description).by_language == {"und": "Words & more"}


def test_a_slide_without_a_date_is_named(imported: Read) -> None:
    story = {"events": [slide("A", {"year": "2026", "month": "13"}), slide("B", {"year": 2026})]}
    drafts = imported(story | {"eras": [{}]})
    (problem,) = drafts.problems
    assert "slide 1" in problem.fact
    assert [event["title"] for event in data(drafts.root)["events"]] == ["B"]
    assert "1 eras" in drafts.notes[0]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        ([{"summary": "A", "start": "2026"}], "'summary' is 'title' here"),
        ({"events": [{"name": "A", "date": "2026"}]}, "'date' is 'when' here"),
        ({"features": []}, "not a JSON export"),
    ],
)
def test_json_of_others_is_refused_with_our_names(
    imported: Read, content: object, expected: str
) -> None:
    with pytest.raises(InputError) as caught:
        imported(content)
    (problem,) = caught.value.problems
    assert expected in str(problem)
    assert "None" not in str(problem)


@pytest.mark.parametrize(
    ("name", "hint"),
    [
        ("summary", "'title'"),
        ("begin", "'when' takes the whole date"),
        ("end", "'when' takes the whole date"),
        ("location", "'place'"),
        ("link", "'sources'"),
    ],
)
def test_fields_of_others_are_called_by_our_names(name: str, hint: str) -> None:
    text = f"events:\n  - {{id: a, title: A, {name}: x}}\n"
    (problem,) = loading.examine(text, "f").problems
    assert hint.strip("'") in problem.hint


def test_a_header_of_others_belongs_below_calendar() -> None:
    (problem,) = loading.examine("timezone: Europe/Paris\nevents: []\n", "f").problems
    assert "calendar:" in problem.hint


@pytest.mark.parametrize(
    "text",
    [
        "events:\n  - {id: a, title: Announced, no dates yet}\n",
        "events:\n  - id: a\n    title: A\n    colour:\n",
        "events:\n  - {id: a, title: A, sources: [{document: D, page 5}]}\n",
        "events: []\nplaces: {p: {name: P, in the north}}\n",
        "events: []\nnothing:\n",
    ],
)
def test_a_key_with_nothing_behind_it_is_a_problem(text: str) -> None:
    (problem,) = loading.examine(text, "f").problems
    assert "it has no value" in problem.fact


def test_a_field_with_nothing_behind_it_says_nothing() -> None:
    assert loading.examine("events:\n  - id: a\n    title: A\n    when:\n", "f").problems == ()
