"""Drafts are reviewed in bulk: listed, accepted, dismissed, and kept out of exports until then."""

from __future__ import annotations

import io
import json
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import timeline
from timeline import nodes
from timeline.cli import main
from timeline.events import Status
from timeline.importing.updating import Update, updated

PAPER = """\
Joint statement of the two presidents

1. The Presidents will hold a summit in Samarkand on 22-24 April 2026.
2. The exhibition EXPO 2027 will take place in Belgrade.
3. The Minister visited Paris on 3 February 2026.
"""

CHRONOLOGY = """\
# the desk's own file
calendar: {id: c, languages: [en]}
events:
  # signed off by the desk
  - id: treaty  # kept
    title: Treaty
    when: 2024-05-05
    status: signed
    sources: [{document: Treaty}]
"""

Run = Callable[..., str]


@pytest.fixture
def run(tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command in a folder that has a chronology and a paper; gives what it prints."""
    monkeypatch.chdir(tmp_path)
    Path("events.yaml").write_text(CHRONOLOGY, "utf-8")
    Path("paper.txt").write_text(PAPER, "utf-8")

    def run(command: str, code: int = 0) -> str:
        found = main(command.split())
        streams = capsys.readouterr()
        assert found == code, streams.err
        return streams.out + streams.err

    return run


@pytest.fixture
def desk(run: Run) -> Run:
    """The same, with the paper's drafts in the chronology."""
    run("extract --on 2026-02-28 --into events.yaml paper.txt")
    return run


SUMMIT, EXPO, VISIT = (
    "summit-samarkand-2026-04",
    "exhibition-belgrade-2027",
    "visit-paris-2026-02",
)


def statuses() -> dict[str, str]:
    document = timeline.load("events.yaml").document
    return {event.id: event.status.value for event in document.events}


# -- listing ---------------------------------------------------------------------------------------


def test_drafts_are_listed_with_their_evidence(desk: Run) -> None:
    assert desk("drafts") == (
        f"{VISIT}  2026-02-03  Visit to Paris\n"
        "    visit, held; place: paris; parties: FR\n"
        "    Joint statement of the two presidents, paragraph 3, paper.txt: "
        "The Minister visited Paris on 3 February 2026.\n"
        f"{SUMMIT}  2026-04-22/2026-04-24  Summit in Samarkand\n"
        "    summit, announced; place: samarkand\n"
        "    Joint statement of the two presidents, paragraph 1, paper.txt: "
        "The Presidents will hold a summit in Samarkand on 22-24 April 2026.\n"
        f"{EXPO}  2027  Exhibition EXPO 2027\n"
        "    exhibition, announced; place: belgrade\n"
        "    Joint statement of the two presidents, paragraph 2, paper.txt: "
        "The exhibition EXPO 2027 will take place in Belgrade.\n"
    )
    listed = json.loads(desk("drafts --json"))["drafts"]
    assert [(draft["id"], draft["intended"]) for draft in listed] == [
        (VISIT, "held"), (SUMMIT, "announced"), (EXPO, "announced"),
    ]  # fmt: skip


def test_a_chronology_without_drafts_says_so(run: Run) -> None:
    assert run("drafts") == "# events.yaml: no drafts\n"
    assert json.loads(run("drafts --json")) == {"problems": [], "drafts": []}
    assert run("accept --all") == "events.yaml: 0 drafts accepted\n"


# -- accepting -------------------------------------------------------------------------------------


def test_what_is_accepted_gets_the_status_of_its_text(desk: Run) -> None:
    assert desk(f"accept {VISIT} {SUMMIT}") == (
        "events.yaml: 2 drafts accepted (1 held, 1 announced)\n"
    )
    assert statuses() == {
        "treaty": "signed", SUMMIT: "announced", EXPO: "draft", VISIT: "held",
    }  # fmt: skip


def test_only_statuses_change_in_the_file(desk: Run) -> None:
    before = Path("events.yaml").read_text("utf-8")
    desk("accept --all")
    after = Path("events.yaml").read_text("utf-8")
    assert before != after
    assert after == before.replace("draft\n    intended: ", "")
    assert after.startswith(CHRONOLOGY)


def test_a_status_can_be_named(desk: Run) -> None:
    assert desk(f"accept {SUMMIT} --status confirmed") == (
        "events.yaml: 1 draft accepted (1 confirmed)\n"
    )
    assert "there is no status 'hold' [argument-unknown]; did you mean 'held'" in " ".join(
        desk(f"accept {EXPO} --status hold", code=2).replace("\n  hint: ", "; ").split()
    )
    assert desk("accept --all --status dismissed", code=2)


def test_a_draft_that_says_nothing_of_its_outcome_is_announced(run: Run) -> None:
    Path("events.yaml").write_text("events: [{id: a, title: A, status: draft}]\n", "utf-8")
    assert run("accept a") == "events.yaml: 1 draft accepted (1 announced)\n"


def test_drafts_are_accepted_by_the_file_that_they_are_from(desk: Run) -> None:
    Path("other.csv").write_text("date;title\n2026-05-05;Forum\n", "utf-8")
    desk("import other.csv --into events.yaml")
    assert desk("accept --from paper.txt") == (
        "events.yaml: 3 drafts accepted (2 announced, 1 held)\n"
    )
    assert statuses()["forum"] == "draft"
    assert desk("accept --from other.csv") == "events.yaml: 1 draft accepted (1 announced)\n"


def test_a_file_is_known_by_its_bytes(desk: Run) -> None:
    Path("paper.txt").rename("renamed.txt")
    assert "3 drafts accepted" in desk("accept --from renamed.txt")


def test_a_list_of_drafts_is_a_list_of_ids(desk: Run) -> None:
    lines = desk("drafts").splitlines(keepends=True)
    kept = [line for line in lines if not line.startswith(EXPO)]
    Path("review.txt").write_text("".join(kept), "utf-8")
    assert "2 drafts accepted" in desk("accept --from review.txt")
    assert statuses()[EXPO] == "draft"


def test_every_wrong_id_is_reported_and_nothing_is_changed(desk: Run) -> None:
    before = Path("events.yaml").read_bytes()
    printed = desk(f"accept {VISIT} visit-pariss-2026-02 treaty", code=1)
    assert (
        f"there is no event 'visit-pariss-2026-02' [argument-unknown]\n  hint: did you mean '{VISIT}'?"
        in printed
    )
    assert "'treaty' is not a draft: its status is 'signed'" in printed
    assert Path("events.yaml").read_bytes() == before


@pytest.mark.parametrize("command", ["accept", "accept --all x", "dismiss --all --from paper.txt"])
def test_drafts_are_named_in_one_way(desk: Run, command: str) -> None:
    assert "hint: give ids, or --all, or --from FILE" in desk(command, code=2)


@pytest.mark.parametrize(
    "command", ["accept events.yaml", "accept --all events.yaml", "dismiss treaty events.yaml"]
)
def test_a_file_in_place_of_an_id_is_named(desk: Run, command: str) -> None:
    printed = desk(command, code=2)
    assert "'events.yaml' is a file, not the id of a draft" in printed
    assert "name a chronology with --events" in printed


def test_the_command_that_lists_the_drafts_names_their_chronology(desk: Run) -> None:
    Path("chron").mkdir()
    Path("events.yaml").rename("chron/events.yaml")
    printed = desk("accept nosuch --events chron/events.yaml", code=1)
    assert "list the drafts: timeline drafts chron/events.yaml\n" in printed


def test_accepted_drafts_are_reported_for_programs(desk: Run) -> None:
    printed = json.loads(desk("accept --all --json"))
    assert printed == {
        "problems": [],
        "accepted": {VISIT: "held", SUMMIT: "announced", EXPO: "announced"},
    }


# -- dismissing ------------------------------------------------------------------------------------


def test_what_is_dismissed_is_not_drafted_again(desk: Run) -> None:
    desk(f"dismiss {EXPO}")
    before = Path("events.yaml").read_bytes()
    printed = desk("extract --on 2026-02-28 --into events.yaml paper.txt")
    assert f"dismissed: {EXPO}" in printed
    assert printed.endswith("events.yaml: 0 events and 0 sources added\n")
    assert Path("events.yaml").read_bytes() == before


def test_another_paper_does_not_bring_it_back(desk: Run) -> None:
    desk(f"dismiss {SUMMIT}")
    Path("other.txt").write_text(
        "The summit in Samarkand begins on 22-24 April 2026, the ministry said.\n", "utf-8"
    )
    desk("extract --language en --on 2026-03-01 --into events.yaml other.txt")
    assert list(statuses().values()).count("draft") == 2
    assert len(timeline.load("events.yaml").event(SUMMIT).sources) == 1


def test_what_is_only_like_something_dismissed_is_drafted(desk: Run) -> None:
    desk(f"dismiss {SUMMIT}")
    Path("other.txt").write_text(
        "The energy ministers' summit on water opens in Samarkand on 22-24 April 2026.\n", "utf-8"
    )
    printed = desk("extract --language en --on 2026-03-01 --into events.yaml other.txt")
    assert "events.yaml: 1 event and 0 sources added" in printed


def test_a_dismissed_row_is_not_imported_again(run: Run) -> None:
    Path("t.csv").write_text("date;title\n2026-05-05;Forum\n", "utf-8")
    run("import t.csv --into events.yaml")
    run("dismiss forum")
    Path("t.csv").write_text("date;title\n2026-05-06;Forum\n", "utf-8")
    assert run("import t.csv --into events.yaml") == "events.yaml: 0 events added, 1 unchanged\n"


def test_what_is_dismissed_can_be_listed_and_taken_back(desk: Run) -> None:
    desk(f"dismiss {EXPO}")
    assert desk("drafts --dismissed").startswith(f"{EXPO}  2027  ")
    assert EXPO not in desk("list")
    assert desk(f"accept {EXPO}") == "events.yaml: 1 draft accepted (1 announced)\n"


def test_nobody_is_reminded_of_what_is_dismissed(desk: Run) -> None:
    desk("dismiss --all")
    printed = desk("check --on 2030-01-01")
    assert "no problems" in printed
    assert not any(name in printed for name in (SUMMIT, EXPO, VISIT))


# -- exports ---------------------------------------------------------------------------------------

FORMATS = "--format html --format ics --format json --format csv"


def exported(text: str) -> set[str]:
    """The names of the exports that hold *text*."""
    files = (path for path in Path("exports").iterdir() if path.is_file())
    return {path.suffix for path in files if text in path.read_text("utf-8")}


def test_drafts_are_in_no_export_unless_asked_for(desk: Run) -> None:
    printed = desk(f"build {FORMATS}")
    assert (
        "note: 3 drafts are left out: accept or dismiss drafts, or build with --drafts" in printed
    )
    assert exported("Samarkand") == set()
    printed = desk(f"build {FORMATS} --drafts")
    assert "left out" not in printed
    assert exported("Samarkand") == {".html", ".ics", ".json", ".csv"}


def test_what_is_dismissed_is_in_no_export_at_all(desk: Run) -> None:
    desk(f"dismiss {SUMMIT}")
    desk(f"build {FORMATS} --drafts")
    assert exported("Summit in Samarkand") == set()
    assert exported("Visit to Paris") == {".html", ".ics", ".json", ".csv"}


def test_an_entry_of_a_draft_says_that_it_is_one(desk: Run) -> None:
    desk("build --format ics --drafts")
    calendar = Path("exports/c.en.ics").read_text("utf-8")
    assert "SUMMARY:Draft: Summit in Samarkand" in calendar
    assert calendar.count("STATUS:TENTATIVE") == 2


def entry(name: str) -> dict[str, str]:
    """The properties of the entry of an event in the calendar."""
    text = Path("exports/c.en.ics").read_bytes().replace(b"\r\n ", b"").decode()
    (found,) = (part for part in text.split("BEGIN:VEVENT")[1:] if f"UID:{name}@" in part)
    lines = found.partition("END:VEVENT")[0].split("\r\n")
    return dict(line.split(":", 1) for line in lines if ":" in line)


@pytest.mark.parametrize(
    "leaving", ["build", f"dismiss {VISIT}", f"dismiss {VISIT} --events events.yaml"]
)
def test_a_published_draft_leaves_a_tombstone(desk: Run, leaving: str) -> None:
    desk("build --format ics --drafts --now 2026-03-01T00:00Z")
    before = entry(VISIT)
    if leaving != "build":
        desk(leaving)
    drafts = "" if leaving == "build" else "--drafts"
    printed = desk(f"diff {drafts}")
    assert "Draft: Visit to Paris" in printed
    desk(f"build --format ics {drafts} --now 2026-03-02T00:00Z")
    after = entry(VISIT)
    assert (before["SEQUENCE"], after["SEQUENCE"]) == ("0", "1")
    assert after["STATUS"] == "CANCELLED"
    assert after["SUMMARY"].startswith("Removed: ")
    assert after["DTSTART;VALUE=DATE"] == before["DTSTART;VALUE=DATE"]
    # And comes back under its UID, with a higher number, once it is accepted.
    desk(f"accept {VISIT}")
    desk("build --format ics --now 2026-03-03T00:00Z")
    again = entry(VISIT)
    assert (again["SEQUENCE"], again["STATUS"]) == ("2", "CONFIRMED")
    assert again["SUMMARY"] == "Visit to Paris"


def test_a_published_draft_leaves_its_feeds(desk: Run) -> None:
    path = Path("events.yaml")
    feeds = "languages: [en], feeds: [kind, event]"
    path.write_text(path.read_text("utf-8").replace("languages: [en]", feeds), "utf-8")
    desk("build --format ics --drafts")
    desk("build --format ics")
    for name in ("exports/c.kind-visit.en.ics", f"exports/events/{VISIT}.en.ics"):
        assert "STATUS:CANCELLED" in Path(name).read_text("utf-8")


def test_the_anniversaries_of_a_draft_are_left_out_with_it(run: Run) -> None:
    Path("events.yaml").write_text(
        "events:\n"
        "- {id: a, title: Founding, when: 2020-05-05, status: draft,"
        " anniversary: {every: 1, until: 2022}}\n"
        "- {id: b, title: Visit, when: 2024, part_of: a, status: held}\n"
        "- {id: c, title: Far away, when: 2090, status: dismissed}\n"
        "- {id: d, title: Treaty, when: 2021-05-05, status: held, anniversary: yearly}\n",
        "utf-8",
    )
    whole = timeline.load("events.yaml")
    shown = whole.published()
    assert [event.id for event in shown] == [
        "d", "d-anniversary-1", "d-anniversary-2", "b", "d-anniversary-3",
    ]  # fmt: skip
    assert shown.event("b").part_of is None
    with_drafts = whole.published(drafts=True)
    assert "a-anniversary-2" in with_drafts.by_id
    assert with_drafts.event("b").part_of == "a"
    run("build --format html --format ics --format json --format csv")
    assert exported("Founding") == set()


def test_without_drafts_nothing_is_copied(run: Run) -> None:
    whole = timeline.load("events.yaml")
    assert whole.published() is whole


# -- one by one ------------------------------------------------------------------------------------

TABLE = (
    "date;title;status\n"
    "2026-05-01;Visit;held\n"
    "2026-06;Summit;\n"
    "2027;Fair;\n"
    "2026-07-01;Forum;planned\n"
    "2026-08-01;Congress;\n"
)


def answer(monkeypatch: pytest.MonkeyPatch, *lines: str) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("".join(f"{line}\n" for line in lines)))


def test_rows_are_accepted_edited_dismissed_or_skipped(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("t.csv").write_text(TABLE, "utf-8")
    answer(
        monkeypatch,
        "a",
        "e",
        "Great summit",
        "2026-06-05",
        "summit",
        "",
        "",
        "great",
        "d",
        "s",
        "q",
    )
    printed = run("import t.csv --into events.yaml --interactive")
    assert printed.endswith("events.yaml: 3 events added\n")
    assert statuses() == {
        "treaty": "signed", "visit": "held", "great": "announced", "fair": "dismissed",
    }  # fmt: skip
    event = timeline.load("events.yaml").event("great")
    assert (event.title.by_language, str(event.date), event.kind) == (
        {"und": "Great summit"}, "2026-06-05", "summit",
    )  # fmt: skip
    # Nothing is asked or added again but what was skipped.
    answer(monkeypatch, "s", "a")
    printed = run("import t.csv --into events.yaml --interactive")
    assert printed.endswith("events.yaml: 1 event added, 3 unchanged\n")


def test_the_end_of_the_answers_ends_the_questions(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    Path("t.csv").write_text(TABLE, "utf-8")
    answer(monkeypatch, "a")
    assert "1 event added" in run("import t.csv --into events.yaml --interactive")
    assert "name the file with --into" in run("import t.csv --interactive", code=2)


def test_drafts_of_a_document_can_be_dismissed_one_by_one(
    run: Run, monkeypatch: pytest.MonkeyPatch
) -> None:
    answer(monkeypatch, "a", "d", "s")
    run("extract --on 2026-02-28 --into events.yaml --interactive paper.txt")
    assert statuses() == {"treaty": "signed", SUMMIT: "announced", EXPO: "dismissed"}
    answer(monkeypatch, "a")
    printed = run("extract --on 2026-02-28 --into events.yaml --interactive paper.txt")
    assert "dismissed before; nothing to do" in printed
    assert statuses()[VISIT] == "held"


# -- where a document is from ----------------------------------------------------------------------


def test_a_source_says_which_file_was_read_and_what_one_says_of_it(run: Run) -> None:
    run(
        "extract --on 2026-02-28 --into events.yaml --url https://example.org/a "
        "--publisher Ministry --accessed 2026-03-01 paper.txt"
    )
    (source,) = timeline.load("events.yaml").event(VISIT).sources
    assert (source.file, source.url, source.publisher, str(source.accessed)) == (
        "paper.txt", "https://example.org/a", "Ministry", "2026-03-01",
    )  # fmt: skip
    from hashlib import sha256

    assert source.sha256 == sha256(PAPER.encode()).hexdigest()


def test_an_address_is_one_of_a_document(run: Run) -> None:
    assert "is not a web address" in run("extract --url example.org paper.txt", code=2)
    Path("second.txt").write_text(PAPER, "utf-8")
    printed = run("extract --url https://example.org/ paper.txt second.txt", code=2)
    assert "one address for 2 documents" in printed


# -- removing a field ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("- id: a\n  intended: held\n  title: A\n", "- id: a\n  title: A\n"),
        ("- id: a\n  title: A\n  intended: held", "- id: a\n  title: A\n"),
        ("- id: a\n  intended: held  # why\n  title: A\n", "- id: a\n    # why\n  title: A\n"),
        ("- intended: held\n  id: a\n  title: A\n", "- \n  id: a\n  title: A\n"),
        ("- {id: a, intended: held, title: A}\n", "- {id: a, title: A}\n"),
        ("- {intended: held, id: a, title: A}\n", "- {id: a, title: A}\n"),
        ("- {id: a, title: A, intended: held} # c\n", "- {id: a, title: A} # c\n"),
    ],
)
def test_a_field_is_removed_and_comments_stay(before: str, after: str) -> None:
    content = f"events:\n{before}".encode()
    assert updated(content, "", [Update("a", "intended", None)]) == f"events:\n{after}".encode()


@given(
    st.sampled_from(["\n", "\r\n"]),
    st.permutations(["id: a", "title: A", "status: draft", "intended: held"]),
)
def test_accepting_leaves_all_else_as_it_was(end: str, fields: list[str]) -> None:
    text = f"events:{end}  - " + f"{end}    ".join(fields) + f"{end}# end{end}"
    changes = [Update("a", "status", "held"), Update("a", "intended", None)]
    after, problems = nodes.parse(updated(text.encode(), "", changes), "")
    assert not problems
    assert after == {"events": [{"id": "a", "title": "A", "status": "held"}]}


def test_every_status_is_accepted_or_not() -> None:
    assert {status for status in Status if not status.is_accepted} == {
        Status.DRAFT, Status.DISMISSED,
    }  # fmt: skip
