"""Many documents, and the command."""

from __future__ import annotations

import io
import json
import multiprocessing
import os
from collections.abc import Iterator
from datetime import date
from pathlib import Path

import jsonschema
import pytest

from timeline import loading
from timeline.cli import main
from timeline.documents import Document
from timeline.extraction import Extraction, archive, from_document
from timeline.extraction import outcomes as one_outcome
from timeline.extraction.archive import files, outcomes
from timeline.extraction.json_lines import outcome_record
from timeline.extraction.outcomes import Request

HERE = Path(__file__).parent
DOCUMENTS = HERE / "documents"
CHRONOLOGY = HERE / "chronology.yaml"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Ten documents in a folder and one below it, and other files."""
    archive = tmp_path / "archive"
    (archive / "below").mkdir(parents=True)
    for number, path in enumerate(sorted(DOCUMENTS.glob("*.txt")) * 2):
        where = archive / "below" if number == 9 else archive
        (where / f"{number:02}-{path.stem}.txt").write_bytes(path.read_bytes())
    (archive / "broken.docx").write_bytes(b"PK\x03\x04 broken")
    (archive / "notes.xyz").write_text("5 мая 2025 года", encoding="utf-8")
    return archive


def records(paths: tuple[str, ...], **options: object) -> list[object]:
    request = Request(chronology=loading.load(CHRONOLOGY))
    found = outcomes(paths, request, **options)  # type: ignore[arg-type]
    return [outcome_record(one) if one.extraction else one.problems for one in found]


def test_folders_patterns_and_files_mean_each_document_once(folder: Path) -> None:
    every = files([str(folder)])
    assert len(every) == 11
    assert list(every) == sorted(every)
    assert files([str(folder), str(folder / "*.txt"), every[0]]) == every
    assert len(files([str(folder / "**" / "*.txt")])) == 10
    assert files(["none.txt"]) == ("none.txt",)


def test_neither_workers_nor_order_change_the_result(folder: Path) -> None:
    paths = files([str(folder)])
    alone = records(paths, workers=1)
    assert alone == records(paths, workers=3)
    assert records(paths[::-1], workers=2) == alone[::-1]


def test_one_broken_document_does_not_stop_the_others(folder: Path) -> None:
    found = list(outcomes(files([str(folder)]), Request()))
    broken = [one for one in found if one.problems]
    assert [Path(one.path).name for one in broken] == ["broken.docx"]
    assert sum(one.extraction is not None for one in found) == 10


def test_an_internal_error_is_reported_of_one_document_only(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(document: Document, chronology: object) -> Extraction:
        if document.name.endswith("02-ru.txt"):
            raise RecursionError("too deep")
        return from_document(document)

    monkeypatch.setattr(one_outcome, "from_document", fail)
    found = list(outcomes(files([str(folder)]), Request(), workers=1))
    facts = [problem.fact for one in found for problem in one.problems]
    assert sum(one.extraction is not None for one in found) == 9
    assert "internal error: RecursionError: too deep" in facts


@pytest.mark.skipif(
    multiprocessing.get_start_method() != "fork", reason="the substitute is inherited"
)
def test_a_document_that_ends_its_process_does_not_stop_the_others(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def end(document: Document, chronology: object) -> Extraction:
        if document.name.endswith("02-ru.txt"):
            os._exit(9)
        return from_document(document)

    monkeypatch.setattr(one_outcome, "from_document", end)
    paths = files([str(folder)])
    found = list(outcomes(paths, Request(), workers=2))
    assert tuple(one.path for one in found) == paths
    broken = {Path(one.path).name: one.problems[0].fact for one in found if one.problems}
    assert set(broken) == {"02-ru.txt", "broken.docx"}
    assert "the process that read it ended" in broken["02-ru.txt"]


def test_progress_is_reported(folder: Path) -> None:
    heard: list[tuple[int, int]] = []
    list(
        outcomes(
            files([str(folder)]), Request(), progress=lambda done, all_: heard.append((done, all_))
        )
    )
    assert heard == [(number, 11) for number in range(1, 12)]


@pytest.fixture
def scheduler() -> Iterator[str]:
    distributed = pytest.importorskip("distributed")
    with distributed.LocalCluster(
        n_workers=2, threads_per_worker=1, processes=True, dashboard_address=None
    ) as cluster:
        yield cluster.scheduler_address


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore")
def test_a_cluster_gives_the_same(folder: Path, scheduler: str) -> None:
    paths = files([str(folder)])
    assert records(paths, scheduler=scheduler) == records(paths, workers=1)


def test_a_scheduler_that_is_not_there_is_reported(capsys: pytest.CaptureFixture[str]) -> None:
    pytest.importorskip("distributed")
    assert main(["extract", str(DOCUMENTS / "en.txt"), "--scheduler", "nonsense://x"]) == 1
    assert "no scheduler at nonsense://x" in capsys.readouterr().err


# -- the command -----------------------------------------------------------------------------------


def run(capsys: pytest.CaptureFixture[str], *arguments: object) -> tuple[int, str, str]:
    code = main(["extract", *map(str, arguments)])
    captured = capsys.readouterr()
    return code, captured.out, captured.err


def test_json_is_one_object_a_document(capsys: pytest.CaptureFixture[str]) -> None:
    paths = [DOCUMENTS / "en.txt", DOCUMENTS / "kk.txt"]
    code, out, _ = run(capsys, "--json", *paths)
    found = [json.loads(line) for line in out.splitlines()]
    assert code == 0
    assert [one["language"] for one in found] == ["en", "kk"]
    text = paths[0].read_text(encoding="utf-8")
    mention = found[0]["mentions"][1]
    assert text[mention["start_char"] : mention["end_char"]] == mention["text"]
    assert {"edtf", "start", "end", "precision", "kind", "is_item", "rule"} <= set(mention)
    assert {"titles", "when", "paragraph", "quote", "intended_status"} <= set(found[0]["drafts"][0])
    assert all(item["reason"] for item in found[0]["refused"])


TIMED = "The talks will take place on 7 May 2026 at 10:30 in Astana. Tel. 5 May, about 3 June 2025?"


def test_json_holds_the_documented_fields_and_no_others(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "note.txt"
    note.write_text(TIMED, encoding="utf-8")
    _, out, _ = run(capsys, "--json", "--against", CHRONOLOGY, DOCUMENTS, note)
    schema = json.loads((HERE / "extraction.schema.json").read_text(encoding="utf-8"))
    found = [json.loads(line) for line in out.splitlines()]
    assert len(found) == 6
    for one in found:
        jsonschema.validate(one, schema, cls=jsonschema.Draft202012Validator)
    assert any("start_time" in mention for one in found for mention in one["mentions"])
    assert any(draft["match"] for one in found for draft in one["drafts"])


def test_every_field_of_the_json_is_documented() -> None:
    schema = json.loads((HERE / "extraction.schema.json").read_text(encoding="utf-8"))
    page = (HERE.parent.parent / "docs" / "documents.md").read_text(encoding="utf-8")
    section = page.partition("## JSON")[2]
    kinds = [schema, *(schema["$defs"][name] for name in ("mention", "draft", "refusal"))]
    fields = {field for kind in kinds for field in kind["properties"]}
    assert [field for field in sorted(fields) if f"`{field}`" not in section] == []


def test_yaml_is_a_chronology(capsys: pytest.CaptureFixture[str]) -> None:
    code, out, _ = run(capsys, "--yaml", DOCUMENTS)
    assert code == 0
    chronology = loading.loads(out)
    assert len(chronology.document.events) > 20
    assert {event.status.value for event in chronology.document.events} == {"draft"}


def test_the_day_and_the_language_can_be_given(capsys: pytest.CaptureFixture[str]) -> None:
    path = DOCUMENTS / "ru.txt"
    _, out, _ = run(
        capsys, "--json", "--on", "2030-01-31", "--language", "uk", "--title", "Note", path
    )
    record = json.loads(out)
    assert (record["date"], record["language"], record["title"]) == ("2030-01-31", "uk", "Note")


def test_into_adds_and_against_does_not(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    events = tmp_path / "events.yaml"
    events.write_bytes(CHRONOLOGY.read_bytes())
    code, out, _ = run(capsys, DOCUMENTS / "ru.txt", "--against", events)
    assert code == 0
    assert "source of visit-2023" in out
    assert events.read_bytes() == CHRONOLOGY.read_bytes()
    code, out, _ = run(capsys, DOCUMENTS / "ru.txt", "--into", events)
    assert code == 0
    assert "sources added" in out
    assert "# The first item has a comment of its own." in events.read_text(encoding="utf-8")
    assert len(loading.load(events).by_id["visit-2023"].sources) == 2


def test_the_dialogue_reads_the_terminal(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    events = tmp_path / "events.yaml"
    events.write_bytes(CHRONOLOGY.read_bytes())
    monkeypatch.setattr("sys.stdin", io.StringIO("a\nq\n"))
    code, out, _ = run(capsys, DOCUMENTS / "ru.txt", "--into", events, "--interactive")
    assert code == 0
    assert "0 events and 1 source added" in out
    assert len(loading.load(events).by_id["visit-2023"].sources) == 2


def test_a_dialogue_needs_a_file_to_add_to(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, DOCUMENTS / "ru.txt", "--interactive")
    assert code == 2
    assert "--into" in err


def test_the_page_is_written(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "view.html"
    code, _, err = run(capsys, DOCUMENTS / "ru.txt", "--html", target)
    assert (code, str(target) in err) == (0, True)
    assert target.read_text(encoding="utf-8").startswith("<!DOCTYPE html>")


def test_a_broken_document_is_a_problem_and_the_rest_is_reported(
    folder: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, err = run(capsys, folder)
    assert code == 1
    assert "broken.docx: the document is damaged" in err
    assert "10 documents: " in out
    assert "1 file could not be read" in out


def test_a_missing_chronology_is_a_problem(capsys: pytest.CaptureFixture[str]) -> None:
    code, _, err = run(capsys, DOCUMENTS / "ru.txt", "--into", "nowhere.yaml")
    assert code == 1
    assert "nowhere.yaml" in err


def test_a_date_in_the_request_is_pickled_with_it() -> None:
    import pickle

    request = Request(on=date(2026, 1, 1), chronology=loading.load(CHRONOLOGY))
    assert pickle.loads(pickle.dumps(request)) == request


def test_a_language_that_is_not_read_is_wrong_usage(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    note = tmp_path / "note.txt"
    note.write_text(TIMED, encoding="utf-8")
    code, out, err = run(capsys, "--language", "qqq", note)
    assert (code, out) == (2, "")
    assert "there is no language 'qqq'" in err
    assert err.rstrip().endswith(", …")
    note.write_text("Ngày 5 tháng 5 năm 2026, Bộ trưởng đã thăm Hà Nội.", encoding="utf-8")
    code, out, _ = run(capsys, note)
    assert (code, out.splitlines()[-1].strip()) == (
        0, "2026: it may be a year, but nothing near it confirms that",
    )  # fmt: skip
    assert "the language was not detected; only dates in figures are read" in out


def test_there_are_never_more_processes_than_documents_or_than_four_a_core() -> None:
    cores = os.cpu_count() or 1
    assert archive._processes(99_999, 1) == 1
    assert archive._processes(99_999, 1_000_000) == 4 * cores
    assert archive._processes(3, 1_000_000) == min(3, 4 * cores)
    assert archive._processes(None, 3) == 0
    assert archive._processes(None, 1_000_000) == cores
