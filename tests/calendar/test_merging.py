"""The changes of all calendars, each once with its languages."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline import loading
from timeline.cli import main
from timeline.exporters.ics.components import event_of, uid

HEADER = "calendar: {id: kz, languages: [en, ru, sr-Latn], domain: a.kz}\nplaces: {a: {name: {en: Astana, ru: Астана}}, b: {name: {en: Belgrade, ru: Белград}}}\n"
SUMMIT = "{id: summit, title: {en: Summit, ru: Саммит}, place: a, when: 2026-04-22/2026-04-24}"
OTHER = "{id: other.ru, title: Other, when: 2026-05-01}"
PARTS = "{id: parts, title: Parts, when: '{2026-05-01,2026-05-08}'}"

Diff = Callable[..., str]


@pytest.fixture
def diff(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Diff:
    """The output of `diff` for the events *after* those *before*, with other options."""
    monkeypatch.chdir(tmp_path)

    def diff(before: list[str], after: list[str], *options: str, code: int = 0) -> str:
        for events in (before, after):
            text = HEADER + "events:\n" + "".join(f"  - {each}\n" for each in events)
            Path("events.yaml").write_text(text, "utf-8")
            if events is before:
                assert main(["build", "--format", "ics", "-o", "exports"]) == 0
        capsys.readouterr()
        assert main(["diff", *options]) == code
        return capsys.readouterr().out

    return diff


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([SUMMIT], [SUMMIT], "3 calendars: no change\n"),
        (
            [SUMMIT],
            [SUMMIT.replace("22/2026-04-24", "29/2026-05-01")],
            "3 calendars: 1 change\n  moved: Summit  [en, ru, sr-Latn]\n    2026-04-22 to 2026-04-24 → 2026-04-29 to 2026-05-01\n",
        ),
        (
            [SUMMIT],
            [SUMMIT.replace("Саммит", "Встреча").replace("place: a", "place: b")],
            "3 calendars: 1 change\n  changed: Summit  [en, ru, sr-Latn]\n    place: Astana → Belgrade\n    title: Саммит → Встреча  [ru]\n",
        ),
        (
            [SUMMIT, OTHER],
            [SUMMIT.replace("Саммит", "Встреча"), OTHER.replace("Other", "Second")],
            "3 calendars: 2 changes\n  changed: Other  [en, ru, sr-Latn]\n    title: Other → Second\n  changed: Саммит  [ru]\n    title: Саммит → Встреча\n",
        ),
        (
            [SUMMIT, OTHER],
            [SUMMIT],
            "3 calendars: 1 change\n  cancelled: Other  [en, ru, sr-Latn]\n    title: Other → Removed: Other\n    category removed\n    status: announced → cancelled\n    description: Date: 1 May 2026 → This entry is no longer in the chronology.\n",
        ),
        (
            [PARTS],
            [PARTS.replace("2026-05-08", "2026-05-09")],
            "3 calendars: 2 changes\n  changed: Parts  [en, ru, sr-Latn]\n    description: Date: 1 and 8 May 2026 → Date: 1 and 9 May 2026\n  moved: Parts  [en, ru, sr-Latn]\n    2026-05-08 → 2026-05-09\n",
        ),
    ],
)  # fmt: skip
def test_a_change_is_reported_once_with_its_languages(
    diff: Diff, before: list[str], after: list[str], words: str
) -> None:
    assert diff(before, after) == words


def test_one_calendar_needs_no_tags(diff: Diff) -> None:
    moved = SUMMIT.replace("22/2026-04-24", "29/2026-05-01")
    assert diff([SUMMIT], [moved], "--language", "ru") == (
        "kz.ru.ics: 1 change\n  moved: Саммит\n    2026-04-22 to 2026-04-24 → 2026-04-29 to 2026-05-01\n"
    )


def test_json_has_the_words_of_every_language(diff: Diff) -> None:
    renamed = SUMMIT.replace("title: {en: Summit, ru: Саммит}", "title: {en: Talks, ru: Встреча}")
    report = json.loads(diff([SUMMIT], [renamed], "--json"))
    (change,) = report["changes"]
    assert (change["event"], change["fate"]) == ("summit", "changed")
    assert change["languages"] == ["en", "ru", "sr-Latn"]
    assert change["details"] == [
        {
            "what": "title",
            "texts": {
                "en": "title: Summit → Talks",
                "ru": "title: Саммит → Встреча",
                "sr-Latn": "title: Summit → Talks",
            },
        }
    ]
    assert change["uids"]["ru"] == "summit.ru@a.kz"
    assert report["calendars"][0] == {"file": "kz.en.ics", "language": "en", "changes": 1}


def test_the_exit_code_can_say_that_there_are_changes(diff: Diff) -> None:
    renamed = SUMMIT.replace("Summit", "Talks")
    for shape in ([], ["--json"], ["--markdown"]):
        diff([SUMMIT], [renamed], *shape, "--exit-code", code=1)
        diff([SUMMIT], [SUMMIT], *shape, "--exit-code")


def test_markdown_shows_texts_as_they_are(diff: Diff) -> None:
    renamed = SUMMIT.replace("en: Summit", "en: '<b>*@me* #12 [x](y) `z` | !1'")
    assert diff([SUMMIT], [renamed], "--markdown") == (
        "### 3 calendars: 1 change\n\n"
        "- **changed**: Summit  \\[en, sr-Latn\\]\n"
        "  - title: Summit → \\<b\\>\\*@<!-- -->me\\* #<!-- -->12 \\[x\\](y) \\`z\\` \\| !<!-- -->1\n"
    )
    assert diff([SUMMIT], [SUMMIT], "--markdown") == "### 3 calendars: no change\n\n"


def test_markdown_has_room_in_a_comment(diff: Diff) -> None:
    long = "x" * 150
    events = [f"{{id: a{n}, title: {long} {n}, when: 2026-04-22}}" for n in range(1000)]
    shown = diff([SUMMIT], [SUMMIT, *events], "--markdown", "--language", "en")
    assert len(shown) < 65_536
    assert shown.splitlines()[-1].startswith("- and ")
    assert shown.count("**added**") + int(shown.split()[-3]) == 1000


def test_a_new_language_has_no_subscribers_yet(diff: Diff) -> None:
    diff([SUMMIT], [SUMMIT])
    Path("exports/kz.ru.ics").unlink()
    assert main(["diff"]) == 0


def test_what_a_uid_is_made_of_is_read_from_it() -> None:
    ids = ("visit", "visit.ru", "visit.en", "a.b", "a-1", "long" * 25, "visit.sr-Latn")
    events = "".join(f"  - {{id: {each}, title: A}}\n" for each in ids)
    timeline = loading.loads(f"{HEADER}events:\n{events}")
    seen = set()
    for language in timeline.languages:
        for each in ids:
            for part in (1, 2, 17):
                made = uid(timeline, each, language, part)
                seen.add(made)
                assert event_of(timeline, made, language) == (each, part)
    assert len(seen) == len(ids) * len(timeline.languages) * 3
    cut = uid(timeline, "x" * 100, "en", 2)
    for foreign in ("a@b.org", "", "a", cut.replace("@a.kz", "@b.kz")):
        assert event_of(timeline, foreign, "en") == (foreign, 0)
