"""In any document, each date is drafted or refused, and no sentence affects others.

A short run of the fuzzer; longer ones by command, see sentences.py. Its findings are kept here.
"""

from __future__ import annotations

import random
from typing import Any

import pytest

from tests import corpus
from timeline import documents, extraction, phrases
from timeline.cli import main
from timeline.extraction import block_dates, drafter
from timeline.phrases import finding
from timeline.phrases.passages import Passage

from . import sentences

pytestmark = pytest.mark.slow

COUNT = 25
"""Documents of each language in the tests."""

FOUND = [
    ("en", "The Presidents noted the forthcoming railway project."),
    ("en", "The sides discussed the next flight."),
    ("cs", "Ministři jednali o spolupráci v příštích letech."),
    ("bg", "Страните обсъдиха следващия полет."),
    ("ru", "Стороны обсудили предстоящий рейс."),
    ("sr-Cyrl", "Предстојећа-линија."),
    ("uk", "Сторони обговорили наступний рейс."),
    ("tr", "21. yüzyılın ilk EXPO 2027 sergisi Belgrad’da açılacak."),
    ("de", "1. Mai 2025: Der Gipfel findet in Belgrad statt."),
    ("de", "2026\u0301Juni 2026 Flug ? G7? 17. September 20am 17.09.2025."),
    ("pl", "5\n1. maja 2026 r. o. 15."),
    ("uk", "торік"),
    ("ru", "Он прибыл 5 декабря нового стиля."),
    ("zh", "[2026年3月15日左右二十九日1-一月-9月17日-04/2025条约"),
    ("en", "Programme\n\n5 May 2026\n\n09:00 Registration for the forum of June 2027"),
]


@pytest.mark.parametrize(("language", "text"), FOUND)
def test_what_the_fuzzer_found_is_read(language: str, text: str) -> None:
    assert sentences.check(text, language)


@pytest.mark.parametrize("language", phrases.languages())
def test_every_draft_of_the_corpus_is_loaded_as_it_was_read(language: str) -> None:
    found = [
        sentences.check(item.text, language, item.on)
        for item in corpus.passages()
        if item.language == language
    ]
    assert sum(len(item.drafts) for item in found if item) >= 10


@pytest.mark.parametrize("language", sentences.LANGUAGES)
def test_random_and_spliced_documents_are_read(language: str) -> None:
    found = list(sentences.failures([language], seed=20261130, count=COUNT))
    assert not found, found


def test_the_generator_gives_dates_and_drafts_in_every_language() -> None:
    for language in sentences.LANGUAGES:
        rng = random.Random(language)
        found = [sentences.check(sentences.document(language, rng), language) for _ in range(20)]
        assert sum(len(item.drafts) for item in found if item) >= 10, language


TEXT = "The summit takes place on 7 June 2026. The congress is held on 5 May 2027. The fair is in 2028."


@pytest.fixture
def broken(monkeypatch: pytest.MonkeyPatch) -> None:
    """A bug that one sentence causes."""
    dated = drafter.Drafter.dated

    def fail(self: drafter.Drafter, sentence: object, *rest: object) -> object:
        if "congress" in sentence.words(0, 2):  # type: ignore[attr-defined]
            raise IndexError("tuple index out of range")
        return dated(self, sentence, *rest)  # type: ignore[arg-type]

    monkeypatch.setattr(drafter.Drafter, "dated", fail)


@pytest.mark.usefixtures("broken")
def test_a_sentence_that_fails_is_refused_and_the_others_are_drafted() -> None:
    document = documents.parse(TEXT.encode(), "note.txt", language="en", on=sentences.DAY)
    found = extraction.from_document(document)
    assert [draft.title for draft in found.drafts] == ["Summit", "Fair"]
    (fault,) = [item for item in found.refused if item.is_fault]
    assert fault.text == "The congress is held on 5 May 2027."
    assert fault.reason == "internal error: IndexError: tuple index out of range"


def test_a_paragraph_in_which_no_dates_can_be_found_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def fail(passage: Passage, *rest: Any) -> object:
        if "congress" in passage.around.text:
            raise IndexError("tuple index out of range")
        return finding.mentions(passage, *rest)

    monkeypatch.setattr(block_dates, "mentions", fail)
    text = TEXT.replace(". ", ".\n\n")
    document = documents.parse(text.encode(), "note.txt", language="en", on=sentences.DAY)
    found = extraction.from_document(document)
    assert [draft.title for draft in found.drafts] == ["Summit", "Fair"]
    assert [item.text for item in found.refused] == ["The congress is held on 5 May 2027."]
    assert all(text[item.start : item.end] == item.text for item in found.mentions)


@pytest.mark.usefixtures("broken")
def test_the_guard_does_not_hide_a_defect_from_the_fuzzer() -> None:
    with pytest.raises(AssertionError, match="internal error: IndexError"):
        sentences.check(TEXT, "en")


@pytest.mark.usefixtures("broken")
@pytest.mark.parametrize("shape", [[], ["--yaml"], ["--json"]])
def test_a_sentence_that_fails_is_reported_however_drafts_are_printed(
    shape: list[str], tmp_path: object, capsys: pytest.CaptureFixture[str]
) -> None:
    path = tmp_path / "note.txt"  # type: ignore[operator]
    path.write_text(TEXT, "utf-8")
    assert main(["extract", "--language", "en", *shape, str(path)]) == 1
    out, error = capsys.readouterr()
    assert "Summit" in out
    assert "internal error: IndexError: tuple index out of range" in error
    assert "The congress is held on 5 May 2027." in error
    assert "please report it" in error
