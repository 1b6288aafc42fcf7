"""Publishing a current site again does nothing; any change is noticed."""

import os
import shutil
from collections.abc import Callable, Mapping
from datetime import timedelta
from pathlib import Path
from threading import Thread

import pytest

from timeline import building
from timeline.publishing import Published, publish, repeating

from .conftest import EVENTS, HEAD, MOMENT, contents

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" width="9"></svg>'
WITH_LOGO = HEAD.replace("  languages: [en, ru]", "  logo: logo.svg\n  languages: [en]")


def refused(*arguments: object) -> None:
    """Instead of what reads a chronology."""
    raise AssertionError("the site was made again")


def published(
    folder: Path, source: str = "one.yaml", options: Mapping[str, str] | None = None
) -> Published:
    return publish(
        folder / source, folder / "site", exports=folder / "exports",
        with_pages=True, now=lambda: MOMENT, options=options,
    )  # fmt: skip


def write_input(folder: Path) -> None:
    """A chronology with a logo, alone and in a folder of several."""
    several = folder / "several"
    several.mkdir(parents=True)
    (folder / "one.yaml").write_text(WITH_LOGO + EVENTS, "utf-8")
    (several / "one.yaml").write_text(WITH_LOGO + EVENTS, "utf-8")
    (several / "site.yaml").write_text(
        "calendar: {id: mfa, domain: chronology.mfa.rs, url: 'https://chronology.mfa.rs/', "
        "title: Dates, languages: [en]}\n",
        "utf-8",
    )
    for place in (folder, several):
        (place / "logo.svg").write_text(LOGO, "utf-8")


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two folders with the input and a site, of one chronology and of several, and the records."""
    base = tmp_path_factory.mktemp("kept")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(base / "cache"))
        for name, source in (("alone", "one.yaml"), ("together", "several")):
            write_input(base / name)
            for _ in range(2):
                published(base / name, source)
    shutil.copytree(base, base.with_name("copy"), dirs_exist_ok=True)
    return base


@pytest.fixture
def folder(kept: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The same in each test, regardless of changes by another one."""
    shutil.rmtree(kept)
    shutil.copytree(kept.with_name("copy"), kept)
    monkeypatch.setenv("XDG_CACHE_HOME", str(kept / "cache"))
    return kept


BOTH = pytest.mark.parametrize(("name", "source"), [("alone", "one.yaml"), ("together", "several")])


@BOTH
def test_what_is_current_is_not_made_again(
    folder: Path, name: str, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = contents(folder)
    with monkeypatch.context() as patch:
        patch.setattr(building, "read_chronology", refused)
        report = published(folder / name, source)
    assert contents(folder) == before
    shutil.rmtree(folder / "cache")
    assert report == published(folder / name, source), "without a record, the report is the same"
    assert not any(file.changed for file in (*report.files, *report.built.files))


@BOTH
def test_times_of_files_decide_nothing(
    folder: Path, name: str, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for path in folder.rglob("*"):
        os.utime(path, (1, 1))
    monkeypatch.setattr(building, "read_chronology", refused)
    published(folder / name, source)


def is_recalled(folder: Path, source: str, **options: str) -> bool:
    again = repeating.Repetition(
        folder / source, folder / "site", folder / "exports", with_pages=True, options=options
    )
    return again.recalled() is not None


def swap(path: Path, old: str, new: str) -> None:
    """Replaces a text by another of the same length, and keeps the times of the file."""
    status, text = path.stat(), path.read_text("utf-8")
    assert len(old) == len(new)
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
    os.utime(path, ns=(status.st_atime_ns, status.st_mtime_ns))


ALONE: dict[str, Callable[[Path], object]] = {
    "chronology": lambda folder: swap(folder / "one.yaml", "Visit to", "Visits t"),
    "logo": lambda folder: swap(folder / "logo.svg", '"9"', '"8"'),
    "lost logo": lambda folder: (folder / "logo.svg").unlink(),
    "calendar": lambda folder: swap(folder / "exports/kz-rs.en.ics", "Visit", "VISIT"),
    "picture": lambda folder: (folder / "exports/timeline.png").write_bytes(b"\x89PNG\r\n"),
    "old export": lambda folder: (folder / "exports/kz-rs.de.ics").write_bytes(b""),
    "page": lambda folder: swap(folder / "site/events/visit.html", "Visit", "VISIT"),
    "lost page": lambda folder: (folder / "site/events/visit.html").unlink(),
    "stale page": lambda folder: (folder / "site/events/gone.html").write_bytes(b""),
    "lost site": lambda folder: (folder / "site").rename(folder / "old"),
}
TOGETHER: dict[str, Callable[[Path], object]] = {
    "chronology": lambda folder: swap(folder / "several/one.yaml", "Visit to", "Visits t"),
    "logo": lambda folder: swap(folder / "several/logo.svg", '"9"', '"8"'),
    "site": lambda folder: swap(folder / "several/site.yaml", "Dates", "DATES"),
    "another": lambda folder: (folder / "several/two.yml").write_text("calendar: {}", "utf-8"),
    "calendar": lambda folder: swap(folder / "exports/kz-rs/kz-rs.en.ics", "Visit", "VISIT"),
    "page": lambda folder: swap(folder / "site/kz-rs/events/visit.html", "Visit", "VISIT"),
    "home page": lambda folder: (folder / "site/index.html").unlink(),
}


@pytest.mark.parametrize(
    ("name", "source", "change"),
    [
        *(pytest.param("alone", "one.yaml", do, id=what) for what, do in ALONE.items()),
        *(
            pytest.param("together", "several", do, id=f"{what} of several")
            for what, do in TOGETHER.items()
        ),
    ],
)
def test_a_change_is_noticed_regardless_of_the_times_of_files(
    folder: Path, name: str, source: str, change: Callable[[Path], object]
) -> None:
    assert is_recalled(folder / name, source)
    change(folder / name)
    assert not is_recalled(folder / name, source)


def test_other_options_are_noticed(folder: Path) -> None:
    assert not is_recalled(folder / "alone", "one.yaml", feeds="party")


@pytest.mark.parametrize("part", ["_program", "_time_zones"])
def test_another_program_is_noticed(
    folder: Path, monkeypatch: pytest.MonkeyPatch, part: str
) -> None:
    monkeypatch.setattr(repeating, part, lambda: ["another version"])
    assert not is_recalled(folder / "alone", "one.yaml")


def test_the_program_is_all_files_of_the_package_and_what_it_needs() -> None:
    parts = "\n".join(repeating._program())
    assert "'codes.yaml'" in parts
    assert "'event.html'" in parts
    assert "\nicalendar 7." in parts
    assert "__pycache__" not in parts


@pytest.mark.parametrize("record", [b"", b"{}", b"\xff"], ids=str)
def test_a_damaged_record_only_costs_time(folder: Path, record: bytes) -> None:
    for path in (folder / "cache").rglob("*.json"):
        path.write_bytes(record)
    assert not is_recalled(folder / "alone", "one.yaml")
    published(folder / "alone")
    assert is_recalled(folder / "alone", "one.yaml")


def test_a_cache_that_cannot_be_written_only_costs_time(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "alone/one.yaml"))
    assert not any(file.changed for file in published(folder / "alone").files)


def test_what_changes_while_the_site_is_made_is_not_taken_for_published(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    shutil.rmtree(folder / "cache")
    read = building.read_chronology

    def edited(path: Path) -> building.Loaded:
        loaded = read(path)
        swap(folder / "alone/logo.svg", '"9"', '"8"')
        return loaded

    with monkeypatch.context() as patch:
        patch.setattr(building, "read_chronology", edited)
        published(folder / "alone")
    assert not is_recalled(folder / "alone", "one.yaml")


def test_what_depends_on_the_day_is_made_on_each_day(folder: Path) -> None:
    swap(folder / "alone/one.yaml", "- {id: expo,", "# {id: expo,")
    for _ in range(3):
        published(folder / "alone")
    calendar = folder / "alone/site/kz-rs.en.ics"
    assert b"X-TIMELINE-REMOVED" in calendar.read_bytes()
    assert not is_recalled(folder / "alone", "one.yaml")
    later = MOMENT + timedelta(days=2000)
    publish(
        folder / "alone/one.yaml", folder / "alone/site", exports=folder / "alone/exports",
        with_pages=True, now=lambda: later,
    )  # fmt: skip
    assert b"X-TIMELINE-REMOVED" not in calendar.read_bytes()


def test_a_chronology_from_a_pipe_is_read_once(folder: Path) -> None:
    content = (folder / "alone/one.yaml").read_bytes()
    pipe = folder / "alone/pipe"
    os.mkfifo(pipe)
    writer = Thread(target=pipe.write_bytes, args=[content])
    writer.start()
    assert published(folder / "alone", "pipe").files
    writer.join()


def test_only_some_records_are_kept(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(repeating, "MOST", 1)
    published(folder / "alone", options={"feeds": "party,event"})
    assert len(list((folder / "cache").rglob("*.json"))) == 1
