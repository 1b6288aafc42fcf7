"""Every language against the examples and counter-examples of its own file."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import Any

import pytest

from timeline import phrases
from timeline.errors import DateError
from timeline.phrases import compiling, lexicon

LEAST_EXAMPLES, LEAST_REFUSED = 12, 6


@cache
def corpus(tag: str) -> Any:
    """The examples in the file of a language, and what it must refuse."""
    _, found = compiling.documents(tag)
    return found


def _examples() -> Iterator[tuple[str, str, str, date | None]]:
    for tag in lexicon.tags():
        for wording, written, *on in corpus(tag)["examples"]:
            yield tag, wording, written, date.fromisoformat(on[0]) if on else None


def _refused() -> Iterator[tuple[str, str, str]]:
    for tag in lexicon.tags():
        for wording, fact in corpus(tag)["refused"]:
            yield tag, wording, fact


@pytest.mark.parametrize(("tag", "wording", "written", "on"), tuple(_examples()))
def test_example_reads_as_its_file_says(
    tag: str, wording: str, written: str, on: date | None
) -> None:
    assert str(phrases.read(wording, [tag], on).value) == written


@pytest.mark.parametrize("tag", lexicon.tags())
def test_a_value_is_found_where_a_phrase_is_read_and_nowhere_else(tag: str) -> None:
    wordings = [wording for wording, *_ in corpus(tag)["examples"]]
    wordings += [wording for wording, _ in corpus(tag)["refused"]]
    wordings += [
        "2024-13",
        "2024-11",
        "1404-06-26",
        "Friday",
        "XXe siècle",
        "",
        "the 5th of Nomonth",
    ]
    for wording in wordings:
        try:
            found = str(phrases.read(wording, [tag]).value)
        except DateError:
            found = "None"
        assert (wording, str(phrases.value_of(wording, tag))) == (wording, found)


@pytest.mark.slow
@pytest.mark.parametrize(("tag", "wording", "written", "on"), tuple(_examples()))
def test_all_languages_together_read_it_alike(
    tag: str, wording: str, written: str, on: date | None
) -> None:
    try:
        found = str(phrases.read(wording, None, on).value)
    except DateError as error:
        found = error.fact
    # Another language may use the same figures or words otherwise: then nothing is chosen.
    is_open = ("several ways", "could be swapped", "is not given")
    assert found == written or any(map(found.__contains__, is_open))


@pytest.mark.parametrize(("tag", "wording", "fact"), tuple(_refused()))
def test_counter_example_is_refused(tag: str, wording: str, fact: str) -> None:
    with pytest.raises(DateError) as caught:
        phrases.read(wording, [tag])
    assert fact in caught.value.fact
    assert caught.value.hint


@pytest.mark.parametrize("tag", lexicon.tags())
def test_language_has_enough_examples(tag: str) -> None:
    assert len(corpus(tag)["examples"]) >= LEAST_EXAMPLES
    assert len(corpus(tag)["refused"]) >= LEAST_REFUSED


@pytest.mark.parametrize("tag", lexicon.tags())
def test_file_holds_known_lists_only(tag: str) -> None:
    words, _ = compiling.documents(tag)
    settings = {
        *compiling.SETTINGS,
        *compiling.SWITCHES,
        "transliteration",
        "endings",
        "relative_position",
    }
    assert set(words) - settings <= set(compiling.CATEGORIES)
    assert {words[name] for name in compiling.SWITCHES if name in words} <= {"true", "false"}


@pytest.mark.parametrize("tag", lexicon.tags())
def test_every_word_of_a_language_lets_it_be_tried(tag: str) -> None:
    known = list(lexicon.load(tag).words)
    assert known
    assert [word for word in known if lexicon.shares([word])[tag] < 1] == []


def test_tables_are_those_of_the_language_files() -> None:
    stored = {path.stem: path.read_text(encoding="utf-8") for path in lexicon.TABLES.iterdir()}
    written = {path.stem: compiling.table(path.stem) for path in compiling.LANGUAGES.iterdir()}
    assert stored == written, "run: python -m timeline.phrases.compiling"
    assert lexicon.SCRIPTS.read_text(encoding="utf-8") == compiling.scripts(stored)


@pytest.mark.parametrize(
    ("words", "some", "none"),
    [
        (["сентября"], {"ru", "sr", "mn"}, {"en", "el", "hy", "zh"}),
        (["september"], {"en", "sr", "kk"}, set()),
        (["σεπτεμβριου"], {"el"}, {"en", "ru"}),
        (["სექტემბერი"], {"ka"}, {"hy", "ru"}),
        (["сентября", "17"], {"ru", "en", "zh"}, set()),
        (["月"], {"zh", "ja"}, {"en", "ko"}),
        (["か"], {"ja"}, {"zh", "en"}),
        (["월요일"], {"ko"}, {"ja", "en"}),
        (["בספטמבר"], {"he"}, {"ar", "en"}),
        (["ั"], {"th"}, {"he", "en"}),
        (["gmt"], {"en", "zh", "ja", "ru"}, set()),
        (["minister"], {"en", "sr"}, {"zh", "ja", "ko", "he", "th", "ru", "el"}),
    ],
)
def test_languages_are_tried_whose_words_have_the_script(
    words: list[str], some: set[str], none: set[str]
) -> None:
    found = set(lexicon.written_in(words))
    assert some <= found
    assert not none & found
