from __future__ import annotations

from collections.abc import Callable

import pytest

from timeline.exporters import Export
from timeline.exporters.ics.comparison import differences

Build = Callable[..., dict[str, Export]]

SUMMIT = "{id: summit, title: Summit, when: 2026-04-22/2026-04-24}"
OTHER = "{id: other, title: Other, when: 2026-05-01}"


def events(*blocks: str) -> str:
    return "calendar: {id: kz}\nplaces: {astana: {name: Astana, timezone: Asia/Almaty}, belgrade: {name: Belgrade}}\nevents:\n" + "".join(
        f"  - {block}\n" for block in blocks
    )  # fmt: skip


def told(build: Build, before: list[str], after: list[str]) -> str:
    first = build(events(*before))
    second = build(events(*after), first)
    found = differences(first["kz.en.ics"].content, second["kz.en.ics"].content)
    return "\n".join(map(str, found))


@pytest.mark.parametrize(
    ("before", "after", "words"),
    [
        ([SUMMIT], [SUMMIT], ""),
        ([OTHER], [OTHER, SUMMIT], "added: Summit\n  2026-04-22 to 2026-04-24"),
        (
            [OTHER, SUMMIT],
            [OTHER, SUMMIT.replace("22/2026-04-24", "29/2026-05-01")],
            "moved: Summit\n  2026-04-22 to 2026-04-24 → 2026-04-29 to 2026-05-01\n  description changed",
        ),
        (
            [SUMMIT],
            [SUMMIT.replace("title: Summit", "title: Congress, place: belgrade")],
            "changed: Summit\n  title: Summit → Congress\n  place: none → Belgrade\n  description changed",
        ),
        (
            [SUMMIT, OTHER],
            [OTHER],
            "cancelled: Summit\n  title: Summit → Removed: Summit\n  status: TENTATIVE → CANCELLED\n  category: Other → none\n  description changed",
        ),
        (
            [OTHER],
            [OTHER.replace("title", "status: cancelled, title")],
            "cancelled: Other\n  title: Other → Cancelled: Other\n  status: TENTATIVE → CANCELLED\n  description changed",
        ),
        (
            ["{id: a, title: A, place: astana, when: 2026-04-22T10:00/2026-04-22T11:00}"],
            ["{id: a, title: A, place: astana, when: 2026-04-22T22:00/2026-04-23T01:00}"],
            "moved: A\n  2026-04-22 10:00 to 11:00 (Asia/Almaty) → 2026-04-22 22:00 to 2026-04-23 01:00 (Asia/Almaty)\n  description changed",
        ),
        (
            ["{id: a, title: A, when: 2026-04-22, aliases: [X]}"],
            ["{id: a, title: A, when: 2026-04-22, sources: [{document: D, when: 2026-04-22}]}"],
            "changed: A\n  description changed",
        ),
    ],
)  # fmt: skip
def test_changes_are_told_as_subscribers_will_see_them(
    build: Build, before: list[str], after: list[str], words: str
) -> None:
    assert told(build, before, after) == words


def test_what_is_dropped_is_gone(build: Build) -> None:
    first, second = build(events(SUMMIT, OTHER)), build(events(OTHER))
    found = differences(first["kz.en.ics"].content, second["kz.en.ics"].content)
    assert list(map(str, found)) == ["gone: Summit\n  2026-04-22 to 2026-04-24"]


def test_any_two_files_can_be_compared(build: Build) -> None:
    content = build(events(SUMMIT))["kz.en.ics"].content
    assert differences(b"", b"") == ()
    assert [change.fate for change in differences(b"\xff<html>", content)] == ["added"]
    broken = content.replace(b"DTSTART;VALUE=DATE:2026", b"DTSTART;VALUE=DATE:x")
    (change,) = differences(broken, content)
    assert change.details[0] == "x0422 → 2026-04-22 to 2026-04-24"
