"""A site consists of what was built, and only the necessary files change."""

import json
import os
import re
import resource  # of POSIX alone, as are the tests that need it
import signal
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path
from subprocess import CompletedProcess
from typing import Any
from xml.etree import ElementTree

import icalendar
import jsonschema
import pytest

import timeline
from timeline.cli import main
from timeline.errors import InputError, OptionError, OverwriteError
from timeline.publishing import Published, publish

from .conftest import EVENTS, HEAD, MOMENT, contents

ROOT = Path(__file__).parents[2]


def test_a_site_has_every_calendar_page_and_file_for_servers(
    published: Callable[..., Published], source: Path
) -> None:
    published()
    files = contents(source.parent / "site")
    calendars = {
        f"kz-rs{part}.{language}.ics"
        for part in ("", ".party-KZ", ".party-RS")
        for language in ("en", "ru")
    }
    calendars |= {
        f"events/{event}.{language}.ics" for event in ("visit", "expo") for language in ("en", "ru")
    }
    pages = {"index.html", "index.ru.html", "timeline.html", "timeline.en.html", "timeline.ru.html"}
    pages |= {f"events/{event}.html" for event in ("visit", "expo", "talks")}
    data = {"events.json", "events.csv", "events.schema.json", "changes.atom", "changes.ru.atom"}
    servers = {"_headers", ".htaccess", ".nojekyll", "web.config", "nginx.conf", "robots.txt"}
    assert set(files) == calendars | pages | data | servers | {
        "sitemap.xml",
        "site.css",
        "icon.svg",
    }


def test_the_work_of_publishing_an_event_is_a_small_multiple_of_building_it(
    tmp_path: Path, count_calls: Callable[[Callable[[], object]], int]
) -> None:
    event = """  - id: event-{0}
    title: {{en: Visit {0}, ru: Визит {0}}}
    when: 2026-05-{1:02}
    kind: visit
    place: astana
    parties: [KZ, RS]
    description: {{en: It has a text, ru: У него есть текст}}
    sources:
      - {{document: Statement {0}, publisher: MFA, url: "https://mfa.rs/{0}", language: ru, quote: Визит}}
      - {{document: Report {0}, publisher: MFA, published: 2026-06-{1:02}, paragraph: "4"}}
"""

    def calls(name: str, work: Callable[[Path, Path], object]) -> float:
        """Calls for each event, without those for the site as a whole."""

        def of(count: int) -> int:
            out = tmp_path / f"{name}-{count}"
            out.mkdir()
            source = out / "events.yaml"
            events = (event.format(number, 1 + number % 28) for number in range(count))
            source.write_text(f"{PLAIN}events:\n{''.join(events)}", "utf-8")
            return count_calls(lambda: work(source, out))

        of(1)
        return (of(120) - of(20)) / 100

    def build(source: Path, out: Path) -> None:
        timeline.build(source, out / "exports", now=lambda: MOMENT)

    def publish_pages(source: Path, out: Path) -> None:
        exports = out / "exports"
        publish(source, out / "site", exports=exports, with_pages=True, now=lambda: MOMENT)

    assert calls("publish", publish_pages) < 2.4 * calls("build", build)


PLAIN = """calendar:
  id: plain
  domain: chronology.mfa.rs
  url: https://chronology.mfa.rs/
  languages: [en]
places:
  astana: {name: Astana, country: KZ, timezone: Asia/Almaty}
"""


def test_what_is_copied_is_what_was_built(
    published: Callable[..., Published], source: Path
) -> None:
    published()
    site, exports = contents(source.parent / "site"), contents(source.parent / "exports")
    calendars = {name for name in exports if name.endswith(".ics")}
    assert calendars
    assert all(site[name] == exports[name] for name in calendars)
    assert site["events.json"] == exports["kz-rs.json"]
    assert site["events.csv"] == exports["kz-rs.csv"]
    jsonschema.validate(json.loads(site["events.json"]), json.loads(site["events.schema.json"]))


def test_the_exports_are_the_ledger_that_a_build_continues_with(
    published: Callable[..., Published], source: Path
) -> None:
    published()
    report = timeline.build(source, source.parent / "exports")  # with the real clock
    assert not any(file.changed for file in report.files)


def test_a_second_run_keeps_the_bytes_and_the_time_of_every_file(
    published: Callable[..., Published], source: Path
) -> None:
    published()
    site = source.parent / "site"
    for path in site.rglob("*"):
        os.utime(path, (1, 1))
    again = published()
    assert not any(file.changed for file in again.files)
    assert again.removed == ()
    assert {path.stat().st_mtime for path in site.rglob("*") if path.is_file()} == {1}


def test_only_files_whose_content_changed_get_another_time(
    published: Callable[..., Published], source: Path
) -> None:
    published()
    site = source.parent / "site"
    for path in site.rglob("*"):
        os.utime(path, (1, 1))
    source.write_text(source.read_text("utf-8").replace("2027-05", "2027-06"), "utf-8")
    published()
    changed = {
        path.relative_to(site).as_posix()
        for path in site.rglob("*")
        if path.is_file() and path.stat().st_mtime != 1
    }
    assert "kz-rs.party-RS.ru.ics" in changed
    assert "events/expo.html" in changed
    unchanged = {"kz-rs.party-KZ.en.ics", "events/visit.html", "icon.svg", "_headers"}
    assert not unchanged & changed


@pytest.mark.slow
def test_nothing_depends_on_the_hash_seed_the_zone_or_the_clock(source: Path) -> None:
    found = []
    for seed, zone in (("1", "Asia/Almaty"), ("2", "America/Los_Angeles")):
        folder = source.parent / seed
        subprocess.run(
            [sys.executable, "-m", "timeline", "publish", source, "-o", folder / "site",
             "--exports", folder / "exports", "--pages", "--now", "2026-11-22T08:00:00Z"],
            env=os.environ | {"PYTHONHASHSEED": seed, "TZ": zone, "PYTHONPATH": str(ROOT)},
            check=True, capture_output=True,
        )  # fmt: skip
        found.append(contents(folder / "site"))
    assert found[0] == found[1]


def test_what_is_gone_is_removed_and_named(
    published: Callable[..., Published], source: Path
) -> None:
    published()
    site = source.parent / "site"
    (site / "events" / "own.html").write_text("<!DOCTYPE html><title>Ours</title>")
    (site / "CNAME").write_text("chronology.mfa.rs")
    source.write_text(re.sub(r"  - \{id: talks.*\n", "", source.read_text("utf-8")), "utf-8")
    removed = published().removed
    assert [path.name for path in removed] == ["talks.html"]
    assert {"CNAME", "events/own.html"} <= set(contents(site))
    published(with_pages=False)
    assert [name for name in contents(site) if name.endswith(".html") and "/" in name] == [
        "events/own.html"
    ]


def test_drafts_are_not_published(published: Callable[..., Published], source: Path) -> None:
    text = source.read_text("utf-8").replace("id: talks,", "id: talks, status: draft,")
    source.write_text(text, "utf-8")
    published()
    files = contents(source.parent / "site")
    assert "events/talks.html" not in files
    assert not [name for name, content in files.items() if b"Talks" in content]


def test_the_file_of_somebody_else_is_not_overwritten(
    published: Callable[..., Published], source: Path
) -> None:
    site = source.parent / "site"
    site.mkdir()
    (site / "index.html").write_text("<title>My own page</title>")
    (site / "robots.txt").write_text("User-agent: *\nDisallow: /\n")
    with pytest.raises(OverwriteError) as caught:
        published()
    named = [Path(problem.place.file).name for problem in caught.value.problems]
    assert named == ["index.html", "robots.txt"]
    assert len(contents(site)) == 2
    published(force=True)
    assert b"Allow" in (site / "robots.txt").read_bytes()


def test_the_landing_page_lists_the_newest_changes(
    published: Callable[..., Published], source: Path
) -> None:
    published()
    assert 'id="changes"' not in (source.parent / "site" / "index.html").read_text("utf-8")
    text = source.read_text("utf-8").replace("when: 2027-05,", "when: 2027-05-15,")
    source.write_text(text, "utf-8")
    published()
    page = (source.parent / "site" / "index.ru.html").read_text("utf-8")
    assert "Изменения: Казахстан и Сербия" in page
    assert '<a href="timeline.ru.html#event=expo">Уточнена дата: ЭКСПО-2027</a>' in page
    assert "май 2027 г. → 15 мая 2027 г." in page
    assert '<time datetime="2026-11-22">22 ноября 2026 г.</time>' in page
    feeds = [contents(source.parent / each)["changes.ru.atom"] for each in ("site", "exports")]
    assert feeds[0] == feeds[1]


def entries(content: bytes) -> dict[str, str]:
    calendar = icalendar.Calendar.from_ical(content)
    return {str(each["UID"]): str(each.get("STATUS")) for each in calendar.walk("VEVENT")}


@pytest.mark.parametrize(
    ("old", "new", "name"),
    [
        ("feeds: [party, event]", "feeds: [event]", "kz-rs.party-RS.en.ics"),
        ("languages: [en, ru]", "languages: [en]", "kz-rs.ru.ics"),
        ("languages: [en, ru]", "languages: [en]", "kz-rs.party-RS.ru.ics"),
    ],
)
def test_a_calendar_that_is_no_longer_written_takes_leave(
    published: Callable[..., Published], source: Path, old: str, new: str, name: str
) -> None:
    published()
    site = source.parent / "site"
    before = entries((site / name).read_bytes())
    assert set(before.values()) == {"TENTATIVE", "CONFIRMED"}
    source.write_text(source.read_text("utf-8").replace(old, new), "utf-8")
    published()
    assert entries((site / name).read_bytes()) == dict.fromkeys(before, "CANCELLED")
    closed = (site / name).read_bytes()
    assert name not in (site / "index.html").read_text("utf-8")
    again = published(now=lambda: MOMENT + timedelta(days=30))
    assert not any(file.changed for file in again.files)
    assert (site / name).read_bytes() == closed
    # The last of its events is over in May 2027, and tombstones stay for 90 days after that.
    last = published(now=lambda: MOMENT + timedelta(days=400))
    assert site / name in last.removed
    assert not (site / name).exists()


def test_a_calendar_that_comes_back_continues(
    published: Callable[..., Published], source: Path
) -> None:
    published()
    text = source.read_text("utf-8")
    source.write_text(text.replace("feeds: [party, event]", "feeds: []"), "utf-8")
    published()
    source.write_text(text, "utf-8")
    published()
    content = (source.parent / "site" / "kz-rs.party-RS.en.ics").read_bytes()
    assert set(entries(content).values()) == {"TENTATIVE", "CONFIRMED"}
    whole = (source.parent / "site" / "kz-rs.en.ics").read_bytes()
    numbers = re.findall(rb"SEQUENCE:(\d+)", content)
    assert min(map(int, numbers)) >= 2  # above that of the tombstones
    assert set(numbers) <= set(re.findall(rb"SEQUENCE:(\d+)", whole))


# -- what cannot be published --------------------------------------------------------------------


@pytest.mark.parametrize(
    ("old", "new", "code", "place"),
    [
        ("domain: chronology.mfa.rs", "timezone: UTC", "domain-placeholder", (3, 3)),
        ("domain: chronology.mfa.rs", "domain: kz-rs.invalid", "domain-placeholder", (4, 11)),
        ("url: https://chronology.mfa.rs/kz-rs/", "timezone: UTC", "url-missing", (3, 3)),
        ("url: https:", "url: http:", "url-insecure", (5, 8)),
        ("url: https://chronology.mfa.rs", "url: https://x.example.org", "url-placeholder", (5, 8)),
        ("mfa.rs/kz-rs/", "mfa.rs/kz-rs", "url-site", (5, 8)),
        ("mfa.rs/kz-rs/", "mfa.rs/kz-rs/page.html", "url-site", (5, 8)),
        ("mfa.rs/kz-rs/", "mfa.rs/kz-rs/?a=1", "url-site", (5, 8)),
        ("https://chronology", "https://me:secret@chronology", "url-site", (5, 8)),
    ],
)
def test_what_the_header_lacks_is_one_problem_with_its_place(
    published: Callable[..., Published],
    source: Path,
    old: str,
    new: str,
    code: str,
    place: tuple[int, int],
) -> None:
    text = source.read_text("utf-8")
    assert old in text
    source.write_text(text.replace(old, new), "utf-8")
    with pytest.raises(InputError) as caught:
        published()
    (problem,) = caught.value.problems
    assert problem.code == code
    assert (problem.place.line, problem.place.column) == place
    assert problem.hint
    assert "secret" not in problem.fact + problem.hint
    assert not (source.parent / "exports").exists()
    assert not (source.parent / "site").exists()


@pytest.mark.parametrize(
    "url", ["https://chronology.mfa.rs", "https://chronology.mfa.rs/kz-rs/timeline.html"]
)
def test_the_address_is_that_of_the_folder_or_of_the_page(
    published: Callable[..., Published], source: Path, url: str
) -> None:
    text = source.read_text("utf-8").replace("https://chronology.mfa.rs/kz-rs/", url)
    source.write_text(text, "utf-8")
    published()
    base = url.removesuffix("timeline.html").rstrip("/") + "/"
    page = (source.parent / "site" / "index.html").read_text("utf-8")
    assert f'<link rel="canonical" href="{base}">' in page


def test_a_site_on_this_machine_needs_no_https(
    published: Callable[..., Published], source: Path
) -> None:
    text = source.read_text("utf-8").replace("https://chronology.mfa.rs/", "http://127.0.0.1:8000/")
    source.write_text(text, "utf-8")
    assert published().files


def test_the_folders_of_site_and_exports_differ(
    published: Callable[..., Published], source: Path
) -> None:
    with pytest.raises(OptionError):
        published(exports=source.parent / "site")
    assert not (source.parent / "site").exists()


def test_the_command_prints_what_changed(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(source.parent)
    assert main(["publish", "--now", "2026-11-22"]) == 0
    printed = capsys.readouterr().out.splitlines()
    assert re.fullmatch(r"site: \d+ files, [\d.]+ MB", printed[0])
    assert "  site/kz-rs.en.ics" in printed
    assert main(["publish"]) == 0
    assert capsys.readouterr().out.splitlines()[1] == "nothing changed"
    assert main(["publish", "--json"]) == 0
    report = json.loads(capsys.readouterr().out)
    assert report["problems"] == report["removed"] == []
    assert not any(file["changed"] for file in report["files"])


def test_the_command_reports_what_is_missing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "events.yaml").write_text("calendar: {id: c}\nevents: []\n")
    assert main(["publish"]) == 1
    printed = capsys.readouterr().err
    assert "events.yaml:1:11: calendar.domain: " in printed
    assert "events.yaml:1:11: calendar.url: " in printed
    assert list(tmp_path.iterdir()) == [tmp_path / "events.yaml"]


def test_options_of_the_calendars_are_those_of_the_site(
    published: Callable[..., Published], source: Path
) -> None:
    published(options={"feeds": "kind"})
    files = contents(source.parent / "site")
    assert "kz-rs.kind-visit.en.ics" in files
    assert "kz-rs.kind-visit.en.ics" in files["index.html"].decode()


# -- pages -----------------------------------------------------------------------------------------


def test_a_sitemap_names_every_page_once(published: Callable[..., Published], source: Path) -> None:
    published()
    root = ElementTree.fromstring((source.parent / "site" / "sitemap.xml").read_bytes())
    found = [element.text for element in root.iter() if element.tag.endswith("loc")]
    base = "https://chronology.mfa.rs/kz-rs/"
    assert found == [
        base,
        f"{base}index.ru.html",
        f"{base}timeline.html",
        f"{base}timeline.en.html",
        f"{base}timeline.ru.html",
        f"{base}events/visit.html",
        f"{base}events/expo.html",
        f"{base}events/talks.html",
    ]


def test_a_sitemap_of_many_pages_is_split(
    published: Callable[..., Published], source: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("timeline.publishing.hosts.LONGEST_SITEMAP", 3)
    published()
    files = contents(source.parent / "site")
    assert files["sitemap.xml"].count(b"<sitemap>") == 3
    assert [files[f"sitemap-{n}.xml"].count(b"<url>") for n in (1, 2, 3)] == [3, 3, 2]


def head(page: str) -> tuple[dict[str, str], list[tuple[str, str]]]:
    """Names and values of the meta elements of a page, and targets of its links by relation."""
    metas = re.findall(r'<meta (?:name|property)="([^"]+)" content="([^"]*)">', page)
    links = re.findall(r'<link rel="([\w -]+)"[^>]*? href="([^"]*)"', page)
    return dict(metas), links


def test_the_page_of_an_event_says_in_a_message_what_it_is(
    published: Callable[..., Published], source: Path
) -> None:
    published()
    page = (source.parent / "site" / "events" / "expo.html").read_text("utf-8")
    metas, links = head(page)
    assert metas["og:title"] == "EXPO 2027"
    assert metas["og:description"] == "May 2027"
    assert metas["og:site_name"] == "Kazakhstan &amp; Serbia"
    assert metas["og:url"] == "https://chronology.mfa.rs/kz-rs/events/expo.html"
    assert ("canonical", metas["og:url"]) in links
    (data,) = re.findall(r'<script type="application/ld\+json">(.*?)</script>', page)
    node = json.loads(data)
    assert (node["@type"], node["name"], node["startDate"]) == ("Event", "EXPO 2027", "2027-05")
    assert '<section class="card" lang="ru" dir="ltr">' in page
    assert "ЭКСПО-2027" in page
    assert "май 2027" in page
    assert 'href="../timeline.ru.html#event=expo"' in page
    assert 'href="expo.ru.ics"' in page


def test_each_timeline_names_the_others_and_itself(
    published: Callable[..., Published], source: Path
) -> None:
    published()
    base = "https://chronology.mfa.rs/kz-rs/"
    for name, title in (
        ("timeline.html", "Kazakhstan &amp; Serbia"),
        ("timeline.en.html", "Kazakhstan &amp; Serbia"),
        ("timeline.ru.html", "Казахстан и Сербия"),
    ):
        page = (source.parent / "site" / name).read_text("utf-8")
        metas, _ = head(page[: page.index("<style>")])
        assert metas["og:title"] == title
        assert metas["og:url"] == base + name
        alternates = re.findall(r'<link rel="alternate" hreflang="([\w-]+)" href="([^"]+)">', page)
        assert alternates == [
            ("en", f"{base}timeline.en.html"),
            ("ru", f"{base}timeline.ru.html"),
            ("x-default", f"{base}timeline.html"),
        ]


def test_a_picture_that_was_drawn_is_shown_in_messages(
    published: Callable[..., Published], source: Path
) -> None:
    png = b"\x89PNG\r\n\x1a\n"
    exports = source.parent / "exports"
    exports.mkdir()
    (exports / "timeline.png").write_bytes(png)
    (exports / "timeline.ru.png").write_bytes(png + b"ru")
    published()
    files = contents(source.parent / "site")
    base = "https://chronology.mfa.rs/kz-rs/"
    for name, picture in (
        ("index.html", "timeline.png"),
        ("timeline.html", "timeline.png"),
        ("timeline.en.html", "timeline.png"),
        ("index.ru.html", "timeline.ru.png"),
        ("timeline.ru.html", "timeline.ru.png"),
    ):
        metas, _ = head(files[name].decode()[:200_000])
        assert metas["og:image"] == base + picture
        assert files[picture].startswith(png)


def test_a_chronology_in_one_language_has_one_timeline(
    published: Callable[..., Published], source: Path
) -> None:
    text = source.read_text("utf-8").replace("languages: [en, ru]", "languages: [ru]")
    source.write_text(text, "utf-8")
    published()
    files = contents(source.parent / "site")
    assert [name for name in files if name.startswith(("timeline", "index"))] == [
        "index.html",
        "timeline.html",
    ]
    assert b"hreflang" not in files["index.html"]


HOSTILE = """<script>alert(1)</script>"&'{{ 7 * 7 }}"""


def test_no_text_of_a_chronology_becomes_markup(tmp_path: Path) -> None:
    head = HEAD.replace("Kazakhstan & Serbia", "'" + HOSTILE.replace("'", "''") + "'")
    events = EVENTS.replace("Visit to Belgrade", "'" + HOSTILE.replace("'", "''") + "\u202e'")
    source = tmp_path / "events.yaml"
    source.write_text(head + events, "utf-8")
    publish(source, tmp_path / "site", exports=tmp_path / "e", now=lambda: MOMENT, with_pages=True)
    for name in ("index.html", "events/visit.html"):
        page = (tmp_path / "site" / name).read_text("utf-8")
        assert "<script>alert" not in page
        assert "&lt;script&gt;alert(1)" in page
        assert "{{ 7 * 7 }}" in page
        assert "\u202e" not in page


# -- faults ----------------------------------------------------------------------------------------


def test_two_at_once_wait_for_each_other(published: Callable[..., Published]) -> None:
    with ThreadPoolExecutor(3) as threads:
        found = [run.result() for run in [threads.submit(published) for _ in range(3)]]
    assert sum(any(file.changed for file in each.files) for each in found) == 1
    assert not any(file.changed for file in published().files)


def command(*arguments: object, **options: Any) -> CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *map(str, arguments)],
        env=os.environ | {"PYTHONPATH": str(ROOT), "SOURCE_DATE_EPOCH": "1795334400"},
        capture_output=True, text=True, check=False, **options,
    )  # fmt: skip


posix = pytest.mark.skipif(sys.platform == "win32", reason="signals and limits of POSIX")


@pytest.mark.slow
@posix
def test_a_full_disk_leaves_the_site_as_it_was(
    published: Callable[..., Published], source: Path
) -> None:
    published(with_pages=False)
    before = contents(source.parent / "site")
    source.write_text(source.read_text("utf-8").replace("2027-05", "2027-06"), "utf-8")
    exports, site = source.parent / "exports", source.parent / "site"
    run = command("-m", "timeline", "build", source, "-o", exports,
                  "--format", "html", "--format", "ics", "--format", "json", "--format", "csv")  # fmt: skip
    assert run.returncode == 0

    def limited() -> None:
        # Writing beyond fails with EFBIG, as it fails with ENOSPC where a disk is full.
        resource.setrlimit(resource.RLIMIT_FSIZE, (100_000, 100_000))

    run = command(
        "-m", "timeline", "publish", source, "-o", site, "--exports", exports, preexec_fn=limited
    )
    assert run.returncode == 1
    assert run.stderr.count("\n") == 2
    assert "cannot be written: File too large" in run.stderr
    assert "the exports were built, but the site was not changed" in run.stderr
    assert contents(site) == before
    assert published(with_pages=False).files  # the next run mends it
    assert b"2027-06" in contents(site)["events.json"]


@posix
@pytest.mark.slow
def test_a_kill_at_any_moment_leaves_whole_files_and_the_next_run_recovers(source: Path) -> None:
    folder = source.parent
    arguments = ("publish", source, "-o", folder / "site", "--exports", folder / "exports")

    def run(moment: int = 0) -> CompletedProcess[str]:
        dying = ROOT / "tests" / "faults" / "dying.py"
        return command(dying, moment, folder, *arguments)

    text = source.read_text("utf-8").replace("feeds: [party, event]", "feeds: []")
    source.write_text(text, "utf-8")
    assert run().returncode == 0
    old = contents(folder)
    source.write_text(text.replace("2027-05", "2027-06"), "utf-8")
    done = run()
    new, moments = contents(folder), int(done.stdout.splitlines()[-1])
    mixed = 0
    for moment in range(5, moments, moments // 25):
        for name, content in old.items():
            if name != source.name:
                (folder / name).write_bytes(content)
        assert run(moment).returncode == -signal.SIGKILL
        found = {name: each for name, each in contents(folder).items() if ".part" not in name}
        assert all(each in (old.get(name), new.get(name)) for name, each in found.items())
        mixed += found not in ({**old, source.name: new[source.name]}, new)
        assert run().returncode == 0
        assert contents(folder) == new
    assert mixed
