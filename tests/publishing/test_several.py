"""A folder of chronologies is one site: each in a folder of its own, and one calendar of all."""

from __future__ import annotations

import json
import os
import re
import resource  # of POSIX alone, as are the tests that need it
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import feedparser
import icalendar
import jsonschema
import pytest
import yaml

from tests.exports.test_atom import check as check_feed
from timeline.cli import main
from timeline.errors import InputError, OptionError, OutputError
from timeline.events.header import SITE_FIELDS
from timeline.linting import lint
from timeline.loading.json_schema import site_schema
from timeline.publishing import Published, publish

from .conftest import MOMENT, contents

ROOT = Path(__file__).parents[2]
BASE = "https://chronology.mfa.rs/"

SITE = """
calendar:
  id: mfa
  domain: chronology.mfa.rs
  url: https://chronology.mfa.rs/
  title: {en: Chronologies <of> the ministry, ru: Хронологии}
  languages: [en, ru]
  publisher: Protocol office
"""
KZ = """
calendar:
  id: kz-rs
  domain: chronology.mfa.rs
  url: https://chronology.mfa.rs/kz/
  title: {en: Kazakhstan & Serbia, ru: Казахстан и Сербия}
  languages: [en, ru]
  feeds: [party]
events:
  - {id: visit, title: {en: Visit, ru: Визит}, when: 2026-12-01, parties: [KZ]}
  - {id: talks, title: {en: Talks, ru: Переговоры}, when: 2026-12-10T10:00, timezone: Asia/Almaty}
"""
UZ = """
calendar:
  id: uz-rs
  domain: uz.mfa.rs
  url: https://chronology.mfa.rs/uz/
  title: {ru: Узбекистан и Сербия}
  description: {ru: "<b>Даты</b>"}
  languages: [ru]
events:
  - {id: visit, title: {ru: Визит в Ташкент}, when: 2027-03-30T09:00, timezone: Europe/Belgrade}
"""

Publish = Callable[..., Published]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two chronologies and the file of their site."""
    folder = tmp_path / "chronologies"
    folder.mkdir()
    for name, text in {"site": SITE, "kz": KZ, "uz": UZ}.items():
        (folder / f"{name}.yaml").write_text(text, "utf-8")
    return folder


@pytest.fixture
def published(folder: Path) -> Publish:
    """Publishes them, an hour later each time, into the folders "exports" and "site" beside it."""
    hours = iter(range(1000))

    def published(**options: Any) -> Published:
        moment = MOMENT + timedelta(hours=next(hours))
        given: dict[str, Any] = {"exports": folder.parent / "exports", "now": lambda: moment}
        return publish(folder, folder.parent / "site", **(given | options))

    return published


def edit(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def site_of(folder: Path) -> dict[str, bytes]:
    return dict(contents(folder.parent / "site"))


Seen = dict[str, tuple[str, int]]


def entries(content: bytes) -> Seen:
    """Status and SEQUENCE by UID of a calendar that breaks no rule of `lint`."""
    assert [each.code for each in lint(content, "c.ics")] == []
    events = icalendar.Calendar.from_ical(content).walk("VEVENT")
    found = {str(each["UID"]): (str(each["STATUS"]), int(each.get("SEQUENCE"))) for each in events}
    assert len(found) == len(events)
    return found


def combined(folder: Path, language: str = "en") -> Seen:
    return entries(site_of(folder)[f"mfa.{language}.ics"])


VISIT, TALKS, TASHKENT = "visit@chronology.mfa.rs", "talks@chronology.mfa.rs", "visit@uz.mfa.rs"


# -- what is written -------------------------------------------------------------------------------


def test_each_folder_is_the_site_of_its_chronology(published: Publish, folder: Path) -> None:
    published(with_pages=True)
    files = site_of(folder)
    for name, stem in {"kz": "kz-rs", "uz": "uz-rs"}.items():
        alone = folder.parent / "alone" / name
        publish(
            folder / f"{name}.yaml", alone, exports=folder.parent / "alone" / f"{name}-exports",
            now=lambda: MOMENT, with_pages=True,
        )  # fmt: skip
        expected = contents(alone)
        found = {
            each.removeprefix(f"{name}/"): content
            for each, content in files.items()
            if each.startswith(f"{name}/")
        }
        assert f"{stem}.ru.ics" in found
        # The home page of a chronology leads to the others.
        differ = {each for each in expected if found[each] != expected[each]}
        assert found.keys() == expected.keys()
        assert differ == {each for each in expected if re.fullmatch(r"index[.\w]*\.html", each)}


def test_the_home_page_leads_to_every_chronology_in_the_language_of_the_reader(
    published: Publish, folder: Path
) -> None:
    published()
    files = site_of(folder)
    english, russian = (files[name].decode() for name in ("index.html", "index.ru.html"))
    assert "<h1>Chronologies &lt;of&gt; the ministry</h1>" in english
    assert '<h3><a href="kz/index.html">Kazakhstan &amp; Serbia</a></h3>' in english
    assert '<h3><a href="kz/index.ru.html">Казахстан и Сербия</a></h3>' in russian
    assert 'href="kz/timeline.ru.html"' in russian
    # A chronology without the language of the reader is marked as being in another one.
    assert '<a href="uz/index.html" hreflang="ru"><span lang="ru" dir="ltr">Узбекистан' in english
    assert "&lt;b&gt;Даты&lt;/b&gt;" in english
    assert "webcal://chronology.mfa.rs/mfa.ru.ics" in russian
    assert f'<link rel="canonical" href="{BASE}index.ru.html">' in russian
    assert "<script" not in english
    # And each leads back.
    up = '<p><a href="../index.ru.html">Хронологии</a></p>'
    assert up in files["kz/index.ru.html"].decode()
    assert up in files["uz/index.html"].decode()


def test_every_page_is_in_one_of_the_sitemaps(published: Publish, folder: Path) -> None:
    published(with_pages=True)
    files = site_of(folder)

    def listed(name: str) -> list[str]:
        root = ElementTree.fromstring(files[name])
        return [each.text or "" for each in root.iter() if each.tag.endswith("loc")]

    names = [each.removeprefix(BASE) for each in listed("sitemap.xml")]
    pages = {
        address.removeprefix(BASE) for name in names for address in listed(name)
    } | {"index.html", "kz/index.html", "uz/index.html"}  # fmt: skip
    assert {name for name in files if name.endswith(".html")} == pages - {"", "kz/", "uz/"}
    assert f"Sitemap: {BASE}sitemap.xml" in files["robots.txt"].decode()


def test_sitemaps_that_are_split_are_listed_without_their_index(
    published: Publish, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline.publishing.hosts.LONGEST_SITEMAP", 3)
    published()
    index = site_of(folder)["sitemap.xml"].decode()
    names = re.findall(f"<loc>{BASE}(.*?)</loc>", index)
    assert names == ["sitemap-pages.xml", "kz/sitemap-1.xml", "kz/sitemap-2.xml", "uz/sitemap.xml"]


def test_the_calendar_of_the_site_has_the_entries_of_the_chronologies(
    published: Publish, folder: Path
) -> None:
    published()
    files = site_of(folder)
    assert combined(folder).keys() == {VISIT, TALKS, TASHKENT}
    russian = combined(folder, "ru")
    # One language of a chronology has the same UIDs wherever it is.
    assert russian.keys() == {"visit.ru@chronology.mfa.rs", "talks.ru@chronology.mfa.rs", TASHKENT}
    assert files["mfa.ru.ics"] == contents(folder.parent / "exports")["mfa.ru.ics"]
    for name in ("kz/kz-rs.en.ics", "uz/uz-rs.ru.ics"):
        for entry in re.findall(rb"BEGIN:VEVENT.*?END:VEVENT\r\n", files[name], re.DOTALL):
            assert entry in files["mfa.en.ics"]
    assert files["mfa.en.ics"].count(b"BEGIN:VTIMEZONE") == 2
    head = icalendar.Calendar.from_ical(files["mfa.en.ics"])
    assert head["NAME"] == "Chronologies <of> the ministry"
    assert head["URL"] == f"{BASE}index.html"
    assert "Kazakhstan & Serbia" in str(head["DESCRIPTION"])


def test_a_second_run_keeps_the_bytes_and_the_time_of_every_file(
    published: Publish, folder: Path
) -> None:
    published(with_pages=True)
    site = folder.parent / "site"
    for path in site.rglob("*"):
        os.utime(path, (1, 1))
    again = published(with_pages=True)
    assert not any(file.changed for file in (*again.files, *again.built.files))
    assert again.removed == ()
    assert {path.stat().st_mtime for path in site.rglob("*") if path.is_file()} == {1}


def test_a_change_of_one_chronology_leaves_the_folder_of_the_other(
    published: Publish, folder: Path
) -> None:
    published()
    edit(folder / "kz.yaml", "2026-12-01", "2026-12-02")
    changed = {
        file.path.relative_to(folder.parent / "site").as_posix()
        for file in published().files
        if file.changed
    }
    assert {"mfa.en.ics", "changes.atom", "index.html", "kz/kz-rs.en.ics"} <= changed
    assert not [name for name in changed if name.startswith("uz/")]


def test_nothing_depends_on_the_hash_seed_the_zone_or_the_clock(folder: Path) -> None:
    found = []
    for seed, zone in (("1", "Asia/Almaty"), ("2", "America/Los_Angeles")):
        out = folder.parent / seed
        run = command(
            "-m", "timeline", "publish", folder, "-o", out / "site", "--exports", out / "exports",
            "--now", "2026-11-22T08:00:00Z", PYTHONHASHSEED=seed, TZ=zone,
        )  # fmt: skip
        assert run.returncode == 0, run.stderr
        found.append(contents(out / "site"))
    assert found[0] == found[1]


def test_the_feed_of_the_site_has_the_changes_of_the_chronologies(
    published: Publish, folder: Path
) -> None:
    published()
    edit(folder / "kz.yaml", "2026-12-01", "2026-12-02")
    published()
    edit(folder / "uz.yaml", "2027-03-30", "2027-04-30")
    published()
    files = site_of(folder)
    for name in ("changes.atom", "changes.ru.atom"):
        check_feed(files[name])
    feed = feedparser.parse(files["changes.atom"])
    assert [entry.title for entry in feed.entries] == [
        "Перенесено: Визит в Ташкент",
        "Moved: Visit",
    ]
    assert [entry.link for entry in feed.entries] == [
        f"{BASE}uz/timeline.html#event=visit",
        f"{BASE}kz/timeline.html#event=visit",
    ]
    assert [entry.source.id for entry in feed.entries] == [
        "tag:uz.mfa.rs,2026:uz-rs/changes/ru",
        "tag:chronology.mfa.rs,2026:kz-rs/changes/en",
    ]
    ids = {entry.id for entry in feedparser.parse(files["kz/changes.atom"]).entries}
    assert ids == {feed.entries[1].id}
    page = files["index.html"].decode()
    assert f'<a href="{BASE}kz/timeline.html#event=visit">Moved: Visit</a>' in page
    assert '<span lang="ru" dir="ltr">Перенесено: Визит в Ташкент</span>' in page


# -- the calendar of the site over time ----------------------------------------------------------


def test_a_moved_and_a_removed_event_are_so_in_the_calendar_of_the_site(
    published: Publish, folder: Path
) -> None:
    published()
    edit(folder / "kz.yaml", "2026-12-01", "2026-12-02")
    published()
    assert combined(folder)[VISIT] == ("TENTATIVE", 1)
    text = (folder / "kz.yaml").read_text("utf-8")
    (folder / "kz.yaml").write_text(re.sub(r"  - \{id: visit.*\n", "", text), "utf-8")
    published()
    assert combined(folder)[VISIT] == ("CANCELLED", 2)


def test_a_chronology_that_leaves_the_calendar_is_cancelled_there_and_comes_back_above(
    published: Publish, folder: Path
) -> None:
    published()
    edit(folder / "site.yaml", "calendar:", "combined: [kz-rs]\ncalendar:")
    published()
    assert combined(folder)[TASHKENT] == ("CANCELLED", 1)
    assert entries(site_of(folder)["uz/uz-rs.ru.ics"])[TASHKENT] == ("TENTATIVE", 0)
    before = site_of(folder)
    published()
    assert site_of(folder) == before
    edit(folder / "site.yaml", "combined: [kz-rs]\n", "")
    published()
    assert combined(folder)[TASHKENT] == ("TENTATIVE", 2)
    before = site_of(folder)
    published()
    assert site_of(folder) == before
    # The chronology continues its own numbers, and the calendar stays above its own.
    edit(folder / "uz.yaml", "2027-03-30", "2027-03-31")
    published()
    assert entries(site_of(folder)["uz/uz-rs.ru.ics"])[TASHKENT] == ("TENTATIVE", 1)
    assert combined(folder)[TASHKENT] == ("TENTATIVE", 3)


def test_a_tombstone_goes_in_the_end_and_its_number_is_not_forgotten(
    published: Publish, folder: Path
) -> None:
    published()
    edit(folder / "site.yaml", "calendar:", "combined: [kz-rs]\ncalendar:")
    published()
    published(now=lambda: MOMENT + timedelta(days=400))
    assert TASHKENT not in combined(folder)
    edit(folder / "site.yaml", "combined: [kz-rs]\n", "")
    published(now=lambda: MOMENT + timedelta(days=401))
    assert combined(folder)[TASHKENT] == ("TENTATIVE", 2)
    before = site_of(folder)
    published(now=lambda: MOMENT + timedelta(days=402))
    assert site_of(folder)["mfa.en.ics"] == before["mfa.en.ics"]


def test_a_site_without_a_calendar_any_more_cancels_it_first(
    published: Publish, folder: Path
) -> None:
    published()
    edit(folder / "site.yaml", "calendar:", "combined: []\ncalendar:")
    notes = published().notes
    assert any(note.startswith("mfa.en.ics is closed") for note in notes)
    assert {status for status, _ in combined(folder).values()} == {"CANCELLED"}
    assert "webcal:" not in site_of(folder)["index.html"].decode()
    last = published(now=lambda: MOMENT + timedelta(days=400))
    assert folder.parent / "site" / "mfa.en.ics" in last.removed
    assert "changes.ru.atom" not in site_of(folder)


def test_an_event_that_moves_to_another_chronology_is_once_in_the_calendar(
    published: Publish, folder: Path
) -> None:
    edit(folder / "uz.yaml", "uz.mfa.rs", "chronology.mfa.rs")
    edit(folder / "uz.yaml", "id: visit", "id: tashkent")
    published()
    text = (folder / "kz.yaml").read_text("utf-8")
    line = next(each for each in text.splitlines(keepends=True) if "id: talks" in each)
    edit(folder / "kz.yaml", line, "")
    with (folder / "uz.yaml").open("a", encoding="utf-8") as file:
        file.write(line)
    published()
    # The calendar had another version of it, with the same number as the new one begins with.
    assert combined(folder)[TALKS] == ("TENTATIVE", 1)
    assert entries(site_of(folder)["kz/kz-rs.en.ics"])[TALKS] == ("CANCELLED", 1)


def test_line_ends_and_folds_that_git_changed_change_nothing(
    published: Publish, folder: Path
) -> None:
    published()
    edit(folder / "site.yaml", "calendar:", "combined: [kz-rs]\ncalendar:")
    published()
    path = folder.parent / "exports" / "mfa.en.ics"
    before = path.read_bytes()
    path.write_bytes(before.replace(b"\r\n", b"\n"))
    published()
    assert path.read_bytes() == before


# -- what cannot be published --------------------------------------------------------------------


def problems(run: Callable[[], object]) -> list[tuple[str, int, str]]:
    with pytest.raises(InputError) as caught:
        run()
    return [
        (Path(each.place.file).name, each.place.line, each.code) for each in caught.value.problems
    ]


def test_the_problems_of_every_file_are_reported_in_one_run(
    published: Publish, folder: Path
) -> None:
    edit(folder / "kz.yaml", "2026-12-01", "2026-02-30")
    edit(folder / "kz.yaml", "timezone: Asia/Almaty", "timezone: Asia/Almata")
    edit(folder / "uz.yaml", "  url: https://chronology.mfa.rs/uz/\n", "")
    edit(folder / "site.yaml", "languages:", "feeds: [party]\n  languages:")
    (folder / "broken.yaml").write_text("events: [\n")
    assert problems(published) == [
        ("broken.yaml", 2, "yaml-syntax"),
        ("kz.yaml", 10, "date-impossible"),
        ("kz.yaml", 11, "zone-unknown"),
        ("site.yaml", 7, "field-unknown"),
        ("uz.yaml", 3, "url-missing"),
    ]
    assert sorted(path.name for path in folder.parent.iterdir()) == ["chronologies"]


@pytest.mark.parametrize(
    ("file", "old", "new", "expected"),
    [
        ("kz", "mfa.rs/kz/", "mfa.rs/uz/", ("uz.yaml", 5, "url-site")),
        ("kz", "mfa.rs/kz/", "mfa.rs/a/kz/", ("kz.yaml", 5, "url-site")),
        ("kz", "chronology.mfa.rs/kz/", "other.mfa.rs/kz/", ("kz.yaml", 5, "url-site")),
        ("kz", "mfa.rs/kz/", "mfa.rs/", ("kz.yaml", 5, "url-site")),
        ("kz", "mfa.rs/kz/", "mfa.rs/site.css/", ("kz.yaml", 5, "url-site")),
        ("kz", "id: kz-rs", "id: UZ-rs", ("uz.yaml", 3, "id-duplicate")),
        ("kz", "id: kz-rs", "id: mfa", ("kz.yaml", 3, "id-duplicate")),
        ("uz", "domain: uz.", "domain: chronology.", ("uz.yaml", 10, "id-duplicate")),
        ("site", "calendar:", "combined: [kz]\ncalendar:", ("site.yaml", 2, "name-unknown")),
        ("site", "calendar:", "combined: kz-rs\ncalendar:", ("site.yaml", 2, "type-mismatch")),
        ("site", "calendar:", "events: []\ncalendar:", ("site.yaml", 2, "field-unknown")),
        ("site", "https:", "http:", ("site.yaml", 5, "url-insecure")),
        ("site", "  domain: chronology.mfa.rs\n", "", ("site.yaml", 3, "domain-placeholder")),
        ("site", "calendar:", "header:", ("site.yaml", 1, "field-missing")),
    ],
)  # fmt: skip
def test_what_does_not_fit_together_is_reported_with_its_place(
    published: Publish, folder: Path, file: str, old: str, new: str, expected: tuple[str, int, str]
) -> None:
    edit(folder / f"{file}.yaml", old, new)
    assert expected in problems(published)
    assert not (folder.parent / "site").exists()


def test_events_of_one_name_are_no_problem_in_different_calendars(
    published: Publish, folder: Path
) -> None:
    edit(folder / "uz.yaml", "uz.mfa.rs", "chronology.mfa.rs")
    edit(folder / "site.yaml", "calendar:", "combined: [kz-rs]\ncalendar:")
    assert published().files


def test_a_folder_without_chronologies_or_site_is_refused(tmp_path: Path) -> None:
    def run() -> Published:
        return publish(tmp_path, tmp_path / "site", exports=tmp_path / "exports")

    assert problems(run) == [("site.yaml", 0, "file-missing")]
    (tmp_path / "site.yaml").write_text(SITE, "utf-8")
    assert problems(run) == [(tmp_path.name, 0, "file-none")]


def test_a_folder_that_cannot_be_read_is_a_problem(
    published: Publish, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(path: Path) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "iterdir", refused)  # as root, every folder can be read
    assert problems(published) == [(folder.name, 0, "file-unreadable")]


def test_other_files_are_left_alone_and_named(published: Publish, folder: Path) -> None:
    (folder / "notes.yaml").write_text("colours: [red]\n")
    (folder / "list.yml").write_text("- a\n")
    (folder / ".pre-commit-config.yaml").write_text("calendar: 5\n")
    (folder / "below").mkdir()
    (folder / "below" / "draft.yaml").write_text("events: 5\n")
    notes = published().notes
    assert [note.partition(" ")[0] for note in notes if "not published" in note] == [
        "list.yml",
        "notes.yaml",
    ]


def test_drafts_are_not_published(published: Publish, folder: Path) -> None:
    edit(folder / "kz.yaml", "id: talks,", "id: talks, status: draft,")
    published()
    assert TALKS not in combined(folder)
    assert not [name for name, content in site_of(folder).items() if b"Talks" in content]


def test_ledgers_and_files_of_others_are_all_checked_before_the_site_is_written(
    published: Publish, folder: Path
) -> None:
    published()
    before = site_of(folder)
    edit(folder / "uz.yaml", "2027-03-30", "2027-04-30")
    conflicting = folder.parent / "exports" / "kz" / "kz-rs.en.ics"
    content = conflicting.read_bytes()
    conflicting.write_bytes(b"<<<<<<< ours\r\n" + content)
    (folder.parent / "site" / "uz" / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    assert problems(published) == [
        ("kz-rs.en.ics", 1, "merge-conflict"),
        ("robots.txt", 0, "output-foreign"),
    ]
    found = site_of(folder)
    assert {name for name in before if found[name] != before[name]} == {"uz/robots.txt"}
    conflicting.write_bytes(content)
    published(force=True)
    assert entries(site_of(folder)["uz/uz-rs.ru.ics"])[TASHKENT] == ("TENTATIVE", 1)


def test_a_conflict_in_the_calendar_of_the_site_stops_the_run(
    published: Publish, folder: Path
) -> None:
    published()
    path = folder.parent / "exports" / "mfa.en.ics"
    content = path.read_bytes()
    where = content.index(b"SUMMARY:Talks")
    path.write_bytes(content[:where] + b"<<<<<<< ours\r\n" + content[where:])
    line = content.count(b"\n", 0, where) + 1
    assert problems(published) == [("mfa.en.ics", line, "merge-conflict")]


def test_a_ledger_in_another_folder_is_not_lost(published: Publish, folder: Path) -> None:
    exports = folder.parent / "exports"
    publish(folder / "kz.yaml", folder.parent / "old", exports=exports, now=lambda: MOMENT)
    assert problems(published) == [("kz-rs.en.ics", 0, "ledger-elsewhere")]
    (exports / "kz").mkdir(exist_ok=True)
    for path in exports.glob("kz-rs*"):
        path.rename(exports / "kz" / path.name)
    edit(folder / "kz.yaml", "2026-12-01", "2026-12-02")
    published()
    assert combined(folder)[VISIT] == ("TENTATIVE", 1)


def test_the_folder_of_a_chronology_that_is_gone_stays_and_is_named(
    published: Publish, folder: Path
) -> None:
    published()
    before = site_of(folder)
    (folder / "uz.yaml").unlink()
    notes = published().notes
    assert any("uz is no longer written" in note for note in notes)
    after = site_of(folder)
    assert all(after[name] == before[name] for name in before if name.startswith("uz/"))
    assert combined(folder)[TASHKENT] == ("CANCELLED", 1)


def test_the_folders_of_site_and_exports_differ(published: Publish, folder: Path) -> None:
    with pytest.raises(OptionError):
        published(exports=folder.parent / "site")


def test_the_command_takes_a_folder(
    folder: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(folder.parent)
    (folder / "notes.yaml").write_text("colours: [red]\n")
    assert main(["publish", "chronologies", "--now", "2026-11-22", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["notes"][0].startswith("notes.yaml is not published")
    assert {"path", "size", "changed"} == report["files"][0].keys()
    assert main(["publish", "chronologies"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "nothing changed"
    edit(folder / "kz.yaml", "2026-12-01", "2026-02-30")
    assert main(["publish", "chronologies"]) == 1
    assert "chronologies/kz.yaml:10:54: events[0].when: " in capsys.readouterr().err


def test_a_file_that_is_saved_meanwhile_stops_the_run(published: Publish, folder: Path) -> None:
    published()
    before = site_of(folder)

    def now() -> datetime:
        edit(folder / "uz.yaml", "Ташкент", "Бухару")
        return MOMENT

    edit(folder / "kz.yaml", "2026-12-01", "2026-12-02")
    assert problems(lambda: published(now=now)) == [("uz.yaml", 0, "file-changed")]
    assert site_of(folder) == before
    published()
    assert "Визит в Бухару" in site_of(folder)["mfa.en.ics"].decode()


# -- faults ----------------------------------------------------------------------------------------


def command(*arguments: object, **environment: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        env=os.environ
        | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1795334400"}
        | environment,
        capture_output=True, text=True, check=False,
    )  # fmt: skip


def test_two_at_once_wait_for_each_other(published: Publish) -> None:
    with ThreadPoolExecutor(3) as threads:
        found = [run.result() for run in [threads.submit(published) for _ in range(3)]]
    assert sum(any(file.changed for file in each.files) for each in found) == 1


posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@posix
def test_a_full_disk_leaves_the_site_as_it_was(published: Publish, folder: Path) -> None:
    published()
    before = site_of(folder)
    edit(folder / "kz.yaml", "2026-12-01", "2026-12-02")
    size = resource.getrlimit(resource.RLIMIT_FSIZE)
    handler = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    try:
        # Writing beyond fails with EFBIG, as it fails with ENOSPC where a disk is full.
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, size[1]))
        with pytest.raises(OutputError) as caught:
            published()
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, size)
        signal.signal(signal.SIGXFSZ, handler)
    assert caught.value.hint == "the site was not changed; publish again"
    assert site_of(folder) == before
    assert not [name for name in contents(folder.parent) if name.endswith(".part")]
    published()
    assert combined(folder)[VISIT] == ("TENTATIVE", 1)


@posix
@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_recovers(folder: Path) -> None:
    parent = folder.parent
    arguments = ("publish", folder, "-o", parent / "site", "--exports", parent / "exports")

    def run(moment: int = 0) -> subprocess.CompletedProcess[str]:
        return command(ROOT / "tests" / "faults" / "dying.py", moment, parent, *arguments)

    assert run().returncode == 0
    old = contents(parent)
    edit(folder / "kz.yaml", "2026-12-01", "2026-12-02")
    edit(folder / "uz.yaml", "2027-03-30", "2027-04-30")
    done = run()
    new, moments = contents(parent), int(done.stdout.splitlines()[-1])
    mixed = 0
    for moment in range(5, moments, moments // 8):
        for name, content in old.items():
            if not name.startswith("chronologies/"):
                (parent / name).write_bytes(content)
        assert run(moment).returncode == -signal.SIGKILL
        found = {
            name: each for name, each in contents(parent).items() if not name.endswith(".part")
        }
        assert all(each in (old.get(name), new.get(name)) for name, each in found.items())
        mixed += any(each != old.get(name) for name, each in found.items()) and found != new
        assert run().returncode == 0
        assert contents(parent) == new
    assert mixed


MEMORY = """
import resource, sys
from timeline.cli import main
assert main(sys.argv[1:]) == 0
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss)
"""


@posix
@pytest.mark.slow
def test_many_chronologies_need_the_memory_of_the_largest(tmp_path: Path) -> None:
    def peak(count: int) -> int:
        folder = tmp_path / f"of-{count}"
        folder.mkdir()
        (folder / "site.yaml").write_text(SITE, "utf-8")
        for number in range(count):
            text = f"calendar: {{id: c{number}, domain: d{number}.mfa.rs, url: '{BASE}c{number}/'}}"
            lines = [text, "events:"]
            lines += (
                f"  - {{id: e{n}, title: Event {n} of a long chronology, when: 2026-01-01}}"
                for n in range(3000)
            )
            (folder / f"c{number}.yaml").write_text("\n".join(lines), "utf-8")
        out = tmp_path / f"out-{count}"
        run = command(
            "-c", MEMORY, "publish", folder, "-o", out / "site", "--exports", out / "exports"
        )
        assert run.returncode == 0, run.stderr
        return int(run.stdout.splitlines()[-1])

    assert peak(4) < 1.25 * peak(1)


# -- the schema of site.yaml -----------------------------------------------------------------------


def _examples_of_the_documentation() -> list[str]:
    """The files of sites in docs/publishing.md."""
    text = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    found = [
        block for block in re.findall(r"```yaml\n(.*?)```", text, re.DOTALL) if "combined" in block
    ]
    assert found
    return found


@pytest.mark.parametrize(
    "content", [SITE, f"{SITE}combined: []", *_examples_of_the_documentation()]
)
def test_the_schema_accepts_the_file_of_a_site(content: str) -> None:
    schema = site_schema()
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(yaml.safe_load(content), schema)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("  id: mfa", "  id: m f a"),
        ("  languages", "  language"),
        ("  languages: [en, ru]", "  feeds: [party]"),
        ("  domain: chronology.mfa.rs\n", ""),
        ("calendar:", "events: []\ncalendar:"),
        ("calendar:", "combined: kz-rs\ncalendar:"),
    ],
)
def test_the_schema_marks_what_publish_refuses(
    folder: Path, published: Publish, old: str, new: str
) -> None:
    content = SITE.replace(old, new)
    assert content != SITE
    assert not jsonschema.Draft202012Validator(site_schema()).is_valid(yaml.safe_load(content))
    (folder / "site.yaml").write_text(content)
    with pytest.raises(InputError):
        published()


def test_the_schema_has_the_fields_that_the_documentation_lists() -> None:
    text = (ROOT / "docs" / "publishing.md").read_text("utf-8")
    listed = text[text.index("- The header of a site has the fields") :].partition("\n- ")[0]
    assert re.findall(r"`(\w+)`", listed) == list(SITE_FIELDS)


def test_the_schema_is_printed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema", "--site"]) == 0
    assert json.loads(capsys.readouterr().out) == site_schema()
