"""Earlier states of a chronology: from a previous export, a copy of its file, or git.

Git is run as a program; nothing is fetched, and no hook or filter of the repository is run.
"""

from __future__ import annotations

import subprocess
from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import Final, NoReturn

from timeline import importing, loading
from timeline.errors import InputError, OutputError, Place, Problem, printable
from timeline.events import Event, Timeline
from timeline.exporters.ics.placement import placement
from timeline.papers.diary import Earlier
from timeline.wording import date_words

_CHRONOLOGIES: Final = (".yaml", ".yml")
_PATIENCE: Final = 60
"""Seconds to wait for git, which reads one file of one revision."""


def earlier(reference: str, events: Path, timeline: Timeline, language: str) -> Earlier:
    """An earlier state of *timeline*, which is in the file *events*.

    *reference* is an export or a folder of exports, a copy of the file, a day, or a git revision. A
    day means the last revision of the file before it, in UTC.

    Raises:
        InputError: there is no such file or revision, or its content has problems.
        OutputError: git is not installed.
    """
    path = Path(reference)
    if path.is_dir():
        path = _in_folder(path, timeline)
    if path.exists():
        return _of_file(path, timeline)
    try:
        day = date.fromisoformat(reference)
    except ValueError:
        return _of_revision(reference, reference, events)
    from timeline import edtf

    words = date_words(edtf.parse(day.isoformat()), language)
    return _of_revision(_before(day, events), words, events)


def _in_folder(folder: Path, timeline: Timeline) -> Path:
    """The most detailed export in *folder*."""
    name = timeline.calendar.id
    names = [f"{name}.json", *(f"{name}.{tag}.ics" for tag in timeline.languages)]
    found = next((folder / name for name in names if (folder / name).exists()), None)
    if found is None:
        hint = f"name a folder with {names[0]} or {names[1]}"
        _refuse(str(folder), "the folder has no export of this chronology", hint)
    return found


def _of_file(path: Path, timeline: Timeline) -> Earlier:
    if path.suffix.lower() in _CHRONOLOGIES:
        return _of_timeline(loading.load(path), path.name)
    drafts = importing.import_(path)
    if drafts.problems:
        raise InputError(drafts.problems)
    before = loading.loads(drafts.yaml, str(path))
    shown = _of_timeline(before, path.name)
    if path.suffix.lower() != ".ics":
        return shown
    imprecise = timeline.calendar.imprecise
    listed = (one.id for one in timeline.events if placement(timeline, one, imprecise).spans)
    return Earlier(reference=path.name, events=shown.events, listed=frozenset(listed))


def _of_timeline(before: Timeline, reference: str) -> Earlier:
    return Earlier(reference=reference, events=_by_id(before.published().document.events))


def _by_id(events: Iterable[Event]) -> dict[str, Event]:
    return {event.id: event for event in events}


# -- git -----------------------------------------------------------------------------------------


def _of_revision(revision: str, reference: str, events: Path) -> Earlier:
    commit = _git(events, "rev-parse", "--verify", "--quiet", "--end-of-options",
                  f"{revision}^{{commit}}")  # fmt: skip
    if commit is None:
        hint = "give a file, a day such as 2026-11-22, or a revision of git such as HEAD~1"
        _refuse(reference, "there is no such file, day or revision", hint)
    content = _git(events, "cat-file", "blob", f"{commit.decode().strip()}:./{events.name}")
    if content is None:
        fact = f"{events} is not in that revision"
        _refuse(reference, fact, "give a revision that has the file")
    return _of_timeline(loading.loads(content, f"{revision}:{events.name}"), reference)


def _before(day: date, events: Path) -> str:
    """The last revision of the file before *day*."""
    found = _git(events, "rev-list", "-1", f"--before={day.isoformat()}T00:00:00Z", "HEAD", "--",
                 f"./{events.name}")  # fmt: skip
    if found is None:
        hint = "give a previous export or a copy of the file instead"
        _refuse(str(events), "the file is not in a repository of git", hint)
    if not found.strip():
        hint = "give a later day"
        _refuse(str(events), f"no revision of the file is older than {day.isoformat()}", hint)
    return found.decode().strip()


def _git(events: Path, *arguments: str) -> bytes | None:
    """The output of git, run in the folder of the file; None if it fails."""
    folder = str(events.absolute().parent)
    try:
        done = subprocess.run(
            ["git", "-C", folder, *arguments],
            stdin=subprocess.DEVNULL, capture_output=True, timeout=_PATIENCE, check=False,
        )  # fmt: skip
    except FileNotFoundError:
        fact, hint = "comparing with a revision needs git", "install git, or give a file"
        raise OutputError(fact, hint, code="library-missing") from None
    except subprocess.TimeoutExpired:
        fact = f"git takes more than {_PATIENCE} seconds"
        raise OutputError(fact, "give a file instead", code="file-too-costly") from None
    return done.stdout if done.returncode == 0 else None


def _refuse(where: str, fact: str, hint: str) -> NoReturn:
    raise InputError([Problem(Place(printable(where)), "", fact, hint, "revision-unknown")])
