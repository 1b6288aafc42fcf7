"""The diary: what is listed on which day, what has changed, and since when."""

import os
import subprocess
from datetime import date
from html.parser import HTMLParser
from pathlib import Path

import docx
import pytest
from markdown_it import MarkdownIt

import timeline
from timeline import wording
from timeline.cli import main
from timeline.papers import diary, plain

from ..narrowing import present

BEFORE = """\
calendar: {id: c, domain: c.example.org, title: {en: Calendar, ru: Календарь}, languages: [en, ru], timezone: Asia/Almaty}
places:
  astana: {name: {en: Astana, ru: Астана}, country: KZ, timezone: Asia/Almaty}
events:
- {id: forum, title: {en: Forum, ru: Форум}, when: 2027-06-07/2027-06-09, place: astana, status: planned}
- {id: talks, title: Talks, when: 2027-04-22, status: planned}
- {id: signing, title: Signing, when: 2027-06-08, status: planned}
- {id: dinner, title: Dinner, when: 2027-06-09, status: planned}
"""
NOW = """\
calendar: {id: c, domain: c.example.org, title: {en: Calendar, ru: Календарь}, languages: [en, ru], timezone: Asia/Almaty}
places:
  astana: {name: {en: Astana, ru: Астана}, country: KZ, timezone: Asia/Almaty}
events:
- {id: forum, title: {en: Forum, ru: Форум}, when: 2027-06-07/2027-06-09, place: astana, status: planned}
- {id: talks, title: Talks, when: 2027-06-08, previously: 2027-04-22, status: planned}
- {id: signing, title: Signing, when: 2027-06-08, status: cancelled}
- id: briefing
  title: {en: Briefing, ru: Брифинг}
  when: 2027-06-07T10:00/2027-06-07T11:30
  place: astana
  sources: [{document: Press release, url: https://example.org/1}]
- {id: visit, title: {en: Visit, ru: Визит}, when: June 2027, place: astana}
- {id: congress, title: Congress}
- {id: past, title: Past, status: held}
- {id: draft, title: Not accepted, when: 2027-06-07, status: draft}
"""
TEXT = """\
Calendar: diary
===============

7–13 June 2027

As of 4 June 2027. Times are local and shown with their time zone. “New” marks what has been added since then.

Changes since: before.yaml
--------------------------

- New: Visit, June 2027
- New: Briefing, 7 June 2027, 10:00–11:30 (Astana, UTC+5)
- Cancelled: Signing. Status: Planned → Cancelled
- Talks. Date: 22 April 2027 → 8 June 2027
- New: Congress, date not announced
- New: Past, date not announced
- Removed: Dinner

Monday, 7 June 2027
-------------------

- New: Astana – Briefing – 10:00–11:30 (Astana, UTC+5) [1]
- Astana – Forum (to 9 June)

Tuesday, 8 June 2027
--------------------

- Cancelled: Signing
- Talks (moved from 22 April)
- Astana – Forum (to 9 June)

Wednesday, 9 June 2027
----------------------

- Astana – Forum (final day)

Expected, exact day not set
---------------------------

- New: Astana – Visit – June 2027

Date not announced
------------------

- New: Congress

Sources
-------

1. Press release, https://example.org/1
"""


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    Path("before.yaml").write_text(BEFORE, "utf-8")
    Path("events.yaml").write_text(NOW, "utf-8")
    return tmp_path


def written(capsys: pytest.CaptureFixture[str], *options: str) -> str:
    assert main(["diary", "--from", "2027-06-07", "--on", "2027-06-04", *options]) == 0
    return capsys.readouterr().out


def test_the_diary_of_a_week(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    printed = written(capsys, "--since", "before.yaml")
    # The zone of Almaty is called after its city.
    assert printed.replace("(Almaty, ", "(Astana, ") == TEXT


@pytest.mark.parametrize("language", wording.interface_languages())
def test_every_language_has_its_words(language: str) -> None:
    text = NOW.replace("languages: [en, ru]", f"languages: [{language}]")
    earlier = diary.Earlier(reference="Z", events=timeline.loads(BEFORE).by_id)
    period = diary.Period(date(2027, 6, 7), date(2027, 6, 9))
    paper = diary.paper(
        timeline.loads(text), language, period, on=date(2027, 6, 4), earlier=earlier
    )
    said = plain.render(paper)
    assert wording.message("diary.new", language) in said
    assert f"({wording.message('diary.final_day', language)})" in said
    assert f"({wording.last_day_words(date(2027, 6, 9), language, 2027)})" in said
    assert wording.weekday_words(date(2027, 6, 8), language) in said
    for english in ("final day", "New:", "Changes", "Monday", "June"):
        assert (english in said) == (language == "en")


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "to 9 June"),
        ("ru", "по 9 июня"),
        ("kk", "9 маусымға дейін"),
        ("sr-Cyrl", "до 9. јуна"),
        ("sr-Latn", "do 9. juna"),
    ],
)
def test_the_last_day_is_in_the_case_that_its_words_ask_for(language: str, words: str) -> None:
    assert wording.last_day_words(date(2027, 6, 9), language, 2027) == words
    assert "2028" in wording.last_day_words(date(2028, 1, 2), language, 2027)


@pytest.mark.parametrize(
    ("when", "days", "apart"),
    [
        ("2027-06-08", [8], False),
        ("2027-06-05/2027-06-08", [7, 8], False),
        ("{2027-06-07,2027-06-09}", [7, 9], False),
        ("2027-06-08/..", [8], False),
        ("2027-06-01/..", [], False),
        ("2027-06-08T23:30Z", [9], False),
        ("2027-06-08~", [], True),
        ("2027-06-08?", [], True),
        ("[2027-06-08,2027-06-09]", [], True),
        ("2027-06", [], True),
        ("2027", [], True),
        ("../2027-06-30", [], True),
        ("{2027-06-07,2027-06}", [7], True),
        ("{2027-06-07,2027-07}", [7], False),
        ("2027-05", [], False),
        ("2027-06-14", [], False),
    ],
)
def test_an_event_is_on_the_days_that_are_exact(when: str, days: list[int], apart: bool) -> None:
    chronology = timeline.loads(
        f"calendar: {{timezone: Asia/Almaty}}\nevents: [{{id: a, title: Event, when: '{when}'}}]"
    )
    period = diary.Period(date(2027, 6, 7), date(2027, 6, 13))
    said = plain.render(diary.paper(chronology, "en", period, on=date(2027, 6, 4)))
    found = [
        day
        for day in range(7, 14)
        if f"{wording.weekday_words(date(2027, 6, day), 'en')}\n" in said
    ]
    assert found == days
    assert ("Expected, exact day not set" in said) == apart
    assert ("No events in this period." in said) == (not days)


def test_hours_of_several_days_are_on_the_first_and_the_last() -> None:
    source = "events: [{id: a, title: A, when: '2027-06-07T10:00/2027-06-09T12:00', timezone: Europe/Belgrade}]"
    period = diary.Period(date(2027, 6, 7), date(2027, 6, 9))
    said = plain.render(diary.paper(timeline.loads(source), "en", period, on=date(2027, 6, 4)))
    assert "- A – 10:00 (Belgrade, UTC+2) (to 9 June)\n" in said
    assert "- A (to 9 June)\n" in said
    assert "- A – –12:00 (Belgrade, UTC+2) (final day)\n" in said


# -- since ---------------------------------------------------------------------------------------


def git(*arguments: str, day: str = "2027-05-01") -> None:
    stamp = f"{day}T12:00:00Z"
    subprocess.run(
        ["git", "-c", "user.name=x", "-c", "user.email=x@example.org", *arguments],
        env=os.environ | {"GIT_AUTHOR_DATE": stamp, "GIT_COMMITTER_DATE": stamp}, check=True, capture_output=True,
    )  # fmt: skip


@pytest.fixture
def repository(desk: Path) -> Path:
    folder = desk / "chronology"
    folder.mkdir()
    os.chdir(folder)
    git("init", "-q", "-b", "main", ".")
    for text, day in ((BEFORE, "2027-05-01"), (NOW, "2027-06-01")):
        Path("events.yaml").write_text(text, "utf-8")
        git("add", "events.yaml", day=day)
        git("commit", "-q", "-m", "x", day=day)
    return folder


@pytest.mark.parametrize(
    "since", ["HEAD~1", "main~1", "2027-05-31", "2027-06-01", "../before.yaml"]
)
def test_a_revision_a_day_and_a_copy_give_the_same(
    repository: Path, capsys: pytest.CaptureFixture[str], since: str
) -> None:
    said = written(capsys, "--since", since)
    assert "- New: Astana – Briefing" in said
    assert "Talks. Date: 22 April 2027 → 8 June 2027" in said
    assert "Removed: Dinner" in said


def test_nothing_has_changed_since_the_last_revision(
    repository: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert "No changes." in written(capsys, "--since", "2027-06-02")
    assert "New:" not in written(capsys)


@pytest.mark.parametrize("form", ["json", "ics", "folder"])
def test_an_export_gives_it_too(desk: Path, capsys: pytest.CaptureFixture[str], form: str) -> None:
    Path("now.yaml").write_text(NOW, "utf-8")
    assert main(["build", "before.yaml", "--format", "ics" if form == "folder" else form]) == 0
    capsys.readouterr()
    (since,) = (
        ["exports"]
        if form == "folder"
        else map(str, Path("exports").glob(f"c*{'.en.ics' if form == 'ics' else '.json'}"))
    )
    said = written(capsys, "--since", since)
    assert "- New: Astana – Briefing" in said
    assert "Talks. Date: 22 April 2027 → 8 June 2027" in said
    assert "Removed: Dinner" in said


def test_what_a_calendar_never_lists_is_not_new_for_it(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    text = BEFORE.replace("events:\n", "events:\n- {id: year, title: Some time, when: 2027}\n")
    for name in ("before.yaml", "events.yaml"):
        Path(name).write_text(text, "utf-8")
    assert main(["build", "before.yaml", "--format", "ics"]) == 0
    capsys.readouterr()
    said = written(capsys, "--since", "exports")
    assert "No changes." in said
    assert "- Some time – 2027" in said


@pytest.mark.parametrize(
    ("since", "fact"),
    [
        ("nowhere", "there is no such file, day or revision"),
        ("--help", "there is no such file, day or revision"),
        ("2027-04-30", "no revision of the file is older than 2027-04-30"),
        (".", "the folder has no export of this chronology"),
    ],
)
def test_what_is_no_earlier_state_is_refused(
    repository: Path, capsys: pytest.CaptureFixture[str], since: str, fact: str
) -> None:
    assert main(["diary", f"--since={since}"]) == 1
    assert fact in capsys.readouterr().err


def test_a_day_asks_for_a_repository(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(desk.parent))
    assert main(["diary", "--since", "2027-05-01"]) == 1
    assert "the file is not in a repository of git" in capsys.readouterr().err


def test_without_git_a_revision_cannot_be_read(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", "")
    assert main(["diary", "--since", "HEAD"]) == 1
    assert "needs git" in capsys.readouterr().err


# -- forms ---------------------------------------------------------------------------------------


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[str] = []
        self.text: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append(tag)

    def handle_data(self, data: str) -> None:
        self.text.append(data)


def test_html_has_a_heading_a_day_and_marks_edits(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    page = written(capsys, "--since", "before.yaml", "--format", "html")
    tags = Tags(page)
    assert tags.found.count("h1") == 1
    assert tags.found.count("h2") == 7
    assert "<del>22 April 2027</del> → <ins>8 June 2027</ins>" in page
    assert '<html lang="en" dir="ltr">' in page


def test_html_shows_texts_as_they_are(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    Path("events.yaml").write_text(
        "events: [{id: a, title: '<b>&amp;', when: 2027-06-07}]", "utf-8"
    )
    page = written(capsys, "--format", "html")
    assert "b" not in Tags(page).found
    assert "<b>&amp;" in "".join(Tags(page).text)


def test_markdown_has_the_same_headings(desk: Path, capsys: pytest.CaptureFixture[str]) -> None:
    html = MarkdownIt("commonmark").render(
        written(capsys, "--since", "before.yaml", "--format", "md")
    )
    assert html.count("<h2>") == 7


def test_docx_is_written_to_a_file_and_again(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for _ in range(2):
        written(capsys, "--since", "before.yaml", "--format", "docx", "-o", "diary.docx")
    styles = [present(paragraph.style).name for paragraph in docx.Document("diary.docx").paragraphs]
    assert styles.count("Heading 2") == 7
    struck = [
        run.text
        for p in docx.Document("diary.docx").paragraphs
        for run in p.runs
        if run.font.strike
    ]
    assert struck == ["Planned", "22 April 2027"]


def test_no_file_of_somebody_else_is_overwritten(
    desk: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["diary", "-o", "events.yaml"]) == 1
    Path("notes.html").write_text("<p>mine</p>", "utf-8")
    assert main(["diary", "--format", "html", "-o", "notes.html"]) == 1
    assert main(["diary", "--format", "html", "-o", "notes.html", "--force"]) == 0
    assert main(["diary", "--format", "html", "-o", "notes.html"]) == 0


@pytest.mark.parametrize(
    ("options", "fact"),
    [
        (["--format", "docx"], "name a file with -o"),
        (["--from", "2027-06-07", "--to", "2027-06-01"], "swap the two dates"),
        (["--from", "2000", "--to", "2027"], "at most 3,660 days"),
    ],
)
def test_a_wrong_option_is_reported(
    desk: Path, capsys: pytest.CaptureFixture[str], options: list[str], fact: str
) -> None:
    assert main(["diary", *options]) != 0
    assert fact in capsys.readouterr().err


def test_today_is_that_of_the_header_unless_it_is_given(
    desk: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1812394800")  # 2027-06-07T19:00Z, the 8th in Almaty
    assert main(["diary"]) == 0
    said = capsys.readouterr().out
    assert "8–14 June 2027" in said
    assert "As of 8 June 2027." in said
