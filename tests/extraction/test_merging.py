"""Drafts against a chronology, and into its file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date
from difflib import SequenceMatcher
from pathlib import Path

import pytest
from msgspec.structs import replace

from timeline import documents, loading, phrases
from timeline.cli import main
from timeline.editing import fitting
from timeline.errors import InputError
from timeline.events import Status, Timeline
from timeline.extraction import Draft, from_document
from timeline.extraction.dialogue import review
from timeline.extraction.matching import Known, Match, match
from timeline.extraction.merging import Addition, accepted, merge, unique, yaml

CHRONOLOGY = Path(__file__).parent / "chronology.yaml"


def chronology() -> Timeline:
    return loading.load(CHRONOLOGY)


def drafts(text: str, language: str = "ru", file: str = "note.txt") -> tuple[Draft, ...]:
    document = documents.parse(
        text.encode(), file, language=language, on=date(2026, 2, 28), title="Note"
    )
    return from_document(document, chronology()).drafts


def matched(text: str, language: str = "ru") -> Match | None:
    (draft,) = drafts(text, language)
    return match(draft, chronology())


# -- matching --------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("text", "language", "event"),
    [
        ("Отмечены итоги рабочего визита министра в Бишкек в мае 2023 года.", "ru", "visit-2023"),
        ("They praised the working visit to Bishkek of 18 and 19 May 2023.", "en", "visit-2023"),
        ("Посета министра Бишкеку одржана је у мају 2023. године.", "sr", "visit-2023"),
        ("Региональный водный саммит пройдет в Астане в апреле 2026 года.", "ru", "water-summit"),
        ("VII Экономический форум состоялся 12 июня 2025 года.", "ru", "forum-7"),
        ("Стороны готовят предстоящий VIII Экономический форум.", "ru", "forum-8"),
        # Another edition, place, month or kind: a separate event.
        ("Рабочий визит министра в Бишкек состоялся 3 августа 2023 года.", "ru", None),
        ("IX Экономический форум пройдет в Астане 12 июня 2027 года.", "ru", None),
        ("Рабочий визит министра в Белград состоялся в мае 2023 года.", "ru", None),
        ("Рабочий визит министра в Бишкек состоялся в мае 2021 года.", "ru", None),
        ("Выставка в Астане открыта 12 июня 2025 года.", "ru", None),
        ("A summit on gas will be held in Tashkent in April 2026.", "en", None),
    ],
)
def test_a_draft_meets_its_event(text: str, language: str, event: str | None) -> None:
    found = matched(text, language)
    assert (found.event if found else None) == event
    assert found is None or not found.contradicts


@pytest.mark.parametrize(
    ("text", "event"),
    [
        ("Посольство Казахстана в Белграде работает с 2019 года.", None),
        ("Выставка пройдёт с 15 мая по 15 августа 2027 года.", "expo-2027"),
    ],
)
def test_an_open_end_says_little_and_the_same_days_say_much(text: str, event: str | None) -> None:
    shipped = loading.load(Path(__file__).parents[2] / "events.yaml")
    document = documents.parse(text.encode(), "a.txt", language="ru", on=date(2026, 2, 28))
    (draft,) = from_document(document, shipped).drafts
    found = match(draft, shipped)
    assert (found.event if found else None) == event


def test_a_moved_event_is_the_same_event_with_another_date() -> None:
    found = matched("Региональный водный саммит пройдет в Астане 6 мая 2026 года.")
    assert found
    assert (found.event, found.contradicts) == ("water-summit", True)


def test_a_document_that_gives_the_earlier_date_does_not_contradict_the_new_one() -> None:
    moved = CHRONOLOGY.read_text("utf-8").replace(
        "when: 22–24 April 2026", "when: 2026-06-10\n    previously: 2026-05-06"
    )
    moved = moved.replace("when: April 2026", "when: June 2026")
    (draft,) = drafts("Региональный водный саммит пройдет в Астане 6 мая 2026 года.")
    found = match(draft, loading.loads(moved))
    assert found
    assert (found.event, found.contradicts) == ("water-summit", False)


def test_what_is_to_come_is_not_what_was_over() -> None:
    assert matched("Стороны готовят предстоящий Экономический форум в Астане.").event != "forum-7"  # type: ignore[union-attr]


# -- merging ---------------------------------------------------------------------------------------

TEXT = """\
1. Отмечены итоги рабочего визита министра в Бишкек в мае 2023 года.

2. Региональный водный саммит пройдет в Астане 22 - 24 апреля 2026 года. Стороны ждут \
предстоящий VIII Экономический форум.

3. Книжная ярмарка: "Ала-Тоо" # 5 откроется 7 мая 2026 года в Бишкеке.
"""


def proposals(text: str = TEXT) -> list[tuple[Draft, Match | None]]:
    return [(draft, match(draft, chronology())) for draft in drafts(text)]


def _variants() -> Iterable[tuple[str, bytes]]:
    content = CHRONOLOGY.read_bytes()
    yield "as it is", content
    yield "CRLF", content.replace(b"\n", b"\r\n")
    yield "with a byte order mark", b"\xef\xbb\xbf" + content
    yield "without the last line end", content.rstrip(b"\n")
    events = content.index(b"events:")
    yield "another section below", content + b"\n# the end\nkinds:\n  fair: Book fair\n"
    dedented = content[events:].replace(b"\n  ", b"\n").replace(b"events:\n\n", b"events:\n")
    yield "items at the margin", content[:events] + dedented


VARIANTS = dict(_variants())


@pytest.mark.parametrize("content", list(VARIANTS.values()), ids=list(VARIANTS))
def test_lines_are_added_and_nothing_else_changes(content: bytes) -> None:
    merged = merge(content, "events.yaml", accepted(proposals()))
    before, after = (
        text.decode("utf-8-sig").splitlines(keepends=True) for text in (content, merged)
    )
    if not content.endswith((b"\n", b"\r")):
        before[-1] += "\n"
    edits = {tag for tag, *_ in SequenceMatcher(None, before, after, autojunk=False).get_opcodes()}
    assert edits <= {"equal", "insert"}
    assert merged.startswith(b"\xef\xbb\xbf") == content.startswith(b"\xef\xbb\xbf")
    assert (b"\n" in merged.replace(b"\r\n", b"")) == (b"\r\n" not in content)


@pytest.mark.parametrize("content", list(VARIANTS.values()), ids=list(VARIANTS))
def test_the_file_then_has_sources_and_one_new_event(content: bytes) -> None:
    before = loading.loads(content)
    after = loading.loads(merge(content, "events.yaml", accepted(proposals())))
    added = {event.id for event in after.document.events} - set(before.by_id)
    assert added == {"exhibition-bishkek-2026-05"}
    new = after.by_id["exhibition-bishkek-2026-05"]
    assert new.status is Status.DRAFT
    assert (new.sources[0].quote or "").startswith('Книжная ярмарка: "Ала-Тоо" # 5')
    for event_id, count in {"visit-2023": 2, "water-summit": 2, "forum-8": 1, "forum-7": 0}.items():
        assert len(after.by_id[event_id].sources) == count
    assert str(after.by_id["visit-2023"].date) == "2023-05-18/2023-05-19"


def test_adding_twice_adds_once() -> None:
    once = merge(CHRONOLOGY.read_bytes(), "events.yaml", accepted(proposals()))
    known = loading.loads(once)
    again = [(draft, match(draft, known)) for draft in drafts(TEXT)]
    assert all(found and found.is_known for _, found in again)
    assert merge(once, "events.yaml", accepted(again)) == once


NUMBERED = "Note\n\n1. The parties met.\n\n2. The Lake Forum is planned for {} in Oslo.\n"


def _again(content: bytes, days: str) -> bytes:
    known = loading.loads(content)
    found = [(draft, match(draft, known)) for draft in drafts(NUMBERED.format(days), "en")]
    return merge(content, "events.yaml", accepted(found))


@pytest.mark.parametrize("later", ["23–25 April 2026", "29 April 2026"])
def test_a_paragraph_with_another_date_in_a_newer_version_is_a_new_source(later: str) -> None:
    before = _again(CHRONOLOGY.read_bytes(), "22–24 April 2026")
    after = _again(before, later)
    forum = next(event for event in loading.loads(after) if "Lake Forum" in str(event.title))
    assert [source.when and source.when.text for source in forum.sources] == [
        "22–24 April 2026",
        later,
    ]
    assert forum.disputed
    assert _again(after, later) == after
    assert _again(after, "22–24 April 2026") == after


def test_a_dismissed_event_does_not_come_back_with_another_date() -> None:
    before = _again(CHRONOLOGY.read_bytes(), "22–24 April 2026")
    dismissed = before.replace(b"status: draft", b"status: dismissed")
    assert dismissed != before
    assert _again(dismissed, "23–25 April 2026") == dismissed


def test_an_event_gets_several_sources_at_once() -> None:
    quotes = [
        "Форум открылся 12 июня 2025 года в Астане.",
        "Форум в Астане прошёл 12 июня 2025 года.",
    ]
    additions = [
        Addition(draft, event="forum-7", contradicts=True)
        for number, text in enumerate(quotes)
        for draft in drafts(text, file=f"{number}.txt")
    ]
    merged = loading.loads(merge(CHRONOLOGY.read_bytes(), "events.yaml", additions))
    assert [source.quote for source in merged.by_id["forum-7"].sources] == quotes
    assert merged.by_id["forum-7"].disputed


def test_a_contradiction_marks_the_event_as_disputed() -> None:
    found = proposals("Региональный водный саммит пройдет в Астане 6 мая 2026 года.")
    merged = loading.loads(merge(CHRONOLOGY.read_bytes(), "events.yaml", accepted(found)))
    event = merged.by_id["water-summit"]
    assert event.disputed
    assert [str(claim.value) for claim in event.conflicts] == ["2026-05-06"]


@pytest.mark.parametrize(
    ("before", "fact"),
    [
        ("events: [{id: water-summit, title: Summit}]\n", "in brackets"),
        ("events:\n  - {id: water-summit, title: Summit}\n", "in brackets"),
        (
            "events:\n  - id: water-summit\n    title: Summit\n    sources: [{document: A}]\n",
            "in brackets",
        ),
        ("events:\n  - id: a\n  id: b\n", "does not fit"),
    ],
)
def test_a_layout_that_cannot_be_added_to_is_refused(before: str, fact: str) -> None:
    (draft, _) = proposals()[0]
    with pytest.raises(InputError, match=fact):
        merge(before.encode(), "events.yaml", [Addition(draft, "water-summit")])


def test_drafts_of_nothing_are_a_file_without_events() -> None:
    assert loading.loads(yaml([])).events == ()


def test_an_inferred_year_is_marked_beside_the_date() -> None:
    text = yaml(drafts("Книжная ярмарка откроется 7 мая в Бишкеке."))
    assert "when: 2026-05-07  # the text says: 7 мая; the text does not say the year\n" in text
    assert "status: draft\n    intended: announced\n" in text
    assert "#" not in yaml(drafts("Ярмарка открылась 7 мая 2025 года.")).replace(
        "# the text says", ""
    )


@pytest.mark.parametrize(
    ("language", "text", "when", "wording"),
    [
        ("es", "El foro se celebró el 03/04/2025 en Madrid.", "2025-04-03", "03/04/2025"),
        ("ru", "Форум состоялся 03/04/2025 в Ташкенте.", "2025-04-03", "03/04/2025"),
        ("bg", "Споразумението е в сила от май 2015 г.", "2015-05/..", "от май 2015 г."),
        ("tr", "Zirve 2026 yazında Ankara’da yapılacak.", "2026-22", "2026 yazında"),
        # A time with a zone keeps it for every reader of the file.
        ("ru", "Саммит пройдёт 5 мая в 10:00 по московскому времени.", "2026-05-05T10:00:00+03:00",
         "5 мая в 10:00 по московскому времени"),
    ],
)  # fmt: skip
def test_words_that_the_loader_reads_differently_are_kept_beside_edtf(
    language: str, text: str, when: str, wording: str
) -> None:
    written = yaml(drafts(text, language))
    assert written.count(f"when: {when}  # the text says: {wording}") == 2
    (event,) = loading.loads(written).events
    assert str(event.date) == when
    assert wording in (event.sources[0].quote or "")


BAD = (
    "La cumbre se celebrará el 7 de junio de 2026 en Madrid.\n\n"
    "El foro se celebró el 03/04/2025 en Madrid.\n\n"
    "La exposición se celebrará el 9 de mayo de 2026 en Sevilla.\n"
)


@pytest.fixture
def spoilt(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> tuple[Path, Path]:
    """A chronology, and a document with a draft that cannot be loaded because of a bug."""
    monkeypatch.setattr(phrases, "alone", lambda reading: reading)
    document, events = tmp_path / "note.txt", tmp_path / "events.yaml"
    document.write_text(BAD, "utf-8")
    events.write_text("events:\n  - id: own\n    title: Own\n", "utf-8")
    return document, events


def test_a_draft_that_cannot_be_added_costs_no_other(
    spoilt: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    document, events = spoilt
    assert main(["extract", "--language", "es", "--into", str(events), str(document)]) == 1
    out, error = capsys.readouterr()
    ids = [event.id for event in loading.load(events).document.events]
    assert ids == ["own", "summit-madrid-2026-06", "exhibition-sevilla-2026-05"]
    assert f"{events}: 2 events and 0 sources added" in out
    assert f"{document}: “Foro” was not added: when: 03/04/2025: the day and the month" in error
    assert f"{events}:" not in error


def test_a_draft_that_cannot_be_loaded_is_not_printed_as_yaml(
    spoilt: tuple[Path, Path], capsys: pytest.CaptureFixture[str]
) -> None:
    document, events = spoilt
    for against in ([], ["--against", str(events)]):
        command = ["extract", "--language", "es", "--yaml", *against, str(document)]
        assert main(command) == 1
        out, error = capsys.readouterr()
        ids = [event.id for event in loading.loads(out).document.events]
        assert ids == ["summit-madrid-2026-06", "exhibition-sevilla-2026-05"]
        assert f"{document}: “Foro” was not added" in error


def test_a_draft_that_cannot_be_added_costs_no_answer(
    spoilt: tuple[Path, Path],
    capsys: pytest.CaptureFixture[str],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    document, events = spoilt
    monkeypatch.setattr("builtins.input", lambda _: "a")
    command = ["extract", "--language", "es", "--interactive", "--into", str(events)]
    assert main([*command, str(document)]) == 1
    assert "“Foro” was not added" in capsys.readouterr().err
    assert [event.id for event in loading.load(events).document.events][1:] == [
        "summit-madrid-2026-06",
        "exhibition-sevilla-2026-05",
    ]


def test_answers_are_printed_if_the_file_cannot_be_written_any_more(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    document, events = tmp_path / "note.txt", tmp_path / "events.yaml"
    document.write_text("Саммит пройдёт 7 июня 2026 года.", "utf-8")
    events.write_text("events: []\n", "utf-8")

    def answer(_: str) -> str:
        events.write_text("events:\n  - id: a\n    title: A\n    when: none\n", "utf-8")
        return "a"

    monkeypatch.setattr("builtins.input", answer)
    command = ["extract", "--language", "ru", "--interactive", "--into", str(events)]
    assert main([*command, str(document)]) == 1
    out, error = capsys.readouterr()
    assert f"{events}:4:11: events[0].when" in error
    assert "  - id: summit-2026-06\n    title:\n      ru: Саммит\n" in out


def test_a_file_in_brackets_is_reported_once_and_at_its_line(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    document, events = tmp_path / "note.txt", tmp_path / "events.yaml"
    document.write_text(BAD, "utf-8")
    events.write_text("# ours\nevents: [{id: own, title: Own}]\n", "utf-8")
    assert main(["extract", "--language", "es", "--into", str(events), str(document)]) == 1
    error = capsys.readouterr().err
    assert error.startswith(
        f"{events}:2:1: 'events' is written in brackets [file-layout]\n  hint: "
    )
    assert error.endswith("1 problem\n")


@pytest.mark.parametrize("empty", ["events: []\n", "events: [ ]  # none yet\nplaces: {}\n"])
def test_empty_brackets_are_added_to(empty: str, tmp_path: Path) -> None:
    document, events = tmp_path / "note.txt", tmp_path / "events.yaml"
    document.write_text(BAD, "utf-8")
    events.write_bytes(empty.replace("\n", "\r\n").encode())
    assert main(["extract", "--language", "es", "--into", str(events), str(document)]) == 0
    assert len(loading.load(events).events) == 3
    written = events.read_bytes()
    assert written.count(b"\r\n") == written.count(b"\n")
    assert (b"# none yet\r\n" in written) == ("none" in empty)


def test_every_addition_of_many_is_tried() -> None:
    def change(content: bytes, numbers: Sequence[int]) -> bytes:
        lines = (f"  - {{id: e{number}, title: A, when: 2024-{number:02}}}\n" for number in numbers)
        return content + "".join(lines).encode()

    content = b"events:\n  - {id: own, title: A}\n"
    after, left_out = fitting(content, "events.yaml", change, range(1, 21))
    assert len(loading.loads(after).events) == 13
    assert [number for number, _ in left_out] == list(range(13, 21))
    (problem, *_) = left_out[0][1]
    assert str(problem).startswith("events.yaml: when: there is no month 13")


def test_ids_of_several_documents_differ() -> None:
    twice = [*drafts(TEXT), *drafts(TEXT)]
    ids = [draft.event.id for draft in unique(twice, chronology().events)]
    assert len({*ids}) == len(ids)
    assert not {*ids} & set(chronology().by_id)


def test_hostile_words_stay_words() -> None:
    text = "Форум «}}- id: x\u2028{{ &a *b !c |\u0085» состоялся 5 мая 2025 года."
    (draft,) = drafts(text)
    (event,) = loading.loads(yaml([draft])).document.events
    assert event.sources[0].quote == draft.event.sources[0].quote


# -- the same in several documents -----------------------------------------------------------------

FAIR = "Международная книжная ярмарка открылась в Бишкеке 7 мая 2025 года."
SAME_FAIR = "Стороны отметили успех международной книжной ярмарки в Бишкеке в мае 2025 года."


def repeated_drafts() -> list[tuple[Draft, Match | None]]:
    found = (*drafts(FAIR, file="one.txt"), *drafts(SAME_FAIR, file="two.txt"))
    return [(draft, None) for draft in unique(found)]


def test_an_event_in_two_documents_is_one_event_with_two_sources() -> None:
    first, second = accepted(repeated_drafts())
    assert (first.event, second.event) == (None, first.draft.event.id)
    assert yaml(draft for draft, _ in repeated_drafts()).count("quote: ") == 2
    merged = loading.loads(merge(CHRONOLOGY.read_bytes(), "events.yaml", [first, second]))
    event = merged.by_id[first.draft.event.id]
    assert [source.quote for source in event.sources] == [FAIR, SAME_FAIR]
    assert str(event.date) == "2025-05-07"


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (FAIR, "Книжная выставка открылась в Бишкеке 7 мая 2025 года."),
        (FAIR, "Международная книжная ярмарка открылась в Бишкеке 7 мая 2024 года."),
    ],
)
def test_what_only_looks_alike_stays_apart(one: str, other: str) -> None:
    found = (*drafts(one, file="one.txt"), *drafts(other, file="two.txt"))
    assert [addition.event for addition in accepted((draft, None) for draft in found)] == [
        None,
        None,
    ]


def test_a_quotation_of_one_word_is_known_in_its_document() -> None:
    (first,) = drafts("Форум 5 мая 2025 г.", file="one.txt")
    (second,) = drafts("Форум 5 мая 2025 г.", file="copy.txt")
    short = [
        replace(
            one, event=replace(one.event, sources=(replace(one.event.sources[0], quote="Форум"),))
        )
        for one in (first, second)
    ]
    assert len(accepted((draft, None) for draft in short)) == 1


def test_a_copy_of_a_document_adds_nothing() -> None:
    found = (*drafts(FAIR, file="one.txt"), *drafts(FAIR, file="copy.txt"))
    assert len(accepted((draft, None) for draft in found)) == 1


def test_an_accepted_draft_gets_the_source_that_repeats_it() -> None:
    answers = iter(["a", "a"])
    shown: list[str] = []
    first, second = review(repeated_drafts(), lambda _: next(answers), shown.append)
    assert second.event == first.draft.event.id
    assert any("same date, place, kind, title" in line for line in shown)


def test_a_draft_that_was_skipped_is_not_an_event_to_add_to() -> None:
    answers = iter(["s", "a"])
    (only,) = review(repeated_drafts(), lambda _: next(answers), lambda _: None)
    assert only.event is None


def test_among_ten_thousand_events_a_draft_meets_its_own() -> None:
    texts = "".join(
        f"  - {{id: e{number}, title: Book fair in town {number}, kind: exhibition, "
        f"when: {1000 + number // 10}-05}}\n"
        for number in range(10_000)
    )
    known = Known(loading.loads("events:\n" + texts).document.events)
    (draft,) = drafts("The book fair in town 7777 was held in May 1777.", "en")
    found = known.match(draft)
    assert found
    assert found.event == "e7777"
    assert len(known.near(draft.event)) <= 50


# -- the dialogue ----------------------------------------------------------------------------------


def converse(*answers: str) -> tuple[list[Addition], list[str]]:
    given = iter(answers)
    shown: list[str] = []

    def ask(question: str) -> str:
        shown.append(question)
        try:
            return next(given)
        except StopIteration:
            raise EOFError from None

    return list(review(proposals(), ask, shown.append, chronology())), shown


def test_accepted_events_are_no_drafts_any_more() -> None:
    additions, shown = converse("a", "s", "s", "a")
    assert additions[0].event == "visit-2023"
    assert additions[1].event is None
    assert additions[1].draft.event.status is Status.ANNOUNCED
    assert any("мае 2023 года" in line for line in shown)


def test_a_match_may_be_a_new_event_after_all() -> None:
    additions, _ = converse("n", "q")
    assert [one.event for one in additions] == [None]


def test_everything_can_be_edited_and_mistakes_are_reported() -> None:
    answers = (
        "s", "s", "s", "e", "Fair", "31 февраля 2026", "8 мая 2026 года", "fare", "culture",
        "held", "nowhere", "belgrade", "visit-2023", "bad id", "fair-2026",
    )  # fmt: skip
    additions, shown = converse(*answers)
    event = additions[0].draft.event
    assert (event.id, event.kind, event.place, str(event.date)) == (
        "fair-2026", "culture", "belgrade", "2026-05-08",
    )  # fmt: skip
    assert event.status is Status.HELD
    assert event.title.by_language == {"ru": "Fair"}
    for fact in ("31", "no kind 'fare'", "no place 'nowhere'", "is already used", "ASCII letters"):
        assert any(fact in line for line in shown), fact


def test_the_end_of_the_input_keeps_what_was_accepted() -> None:
    additions, _ = converse("a")
    assert len(additions) == 1
    assert converse()[0] == []


def test_an_interruption_keeps_what_was_accepted_too() -> None:
    given = iter(["a"])

    def ask(question: str) -> str:
        if answer := next(given, None):
            return answer
        raise KeyboardInterrupt

    additions = list(review(proposals(), ask, lambda line: None, chronology()))
    assert [addition.event for addition in additions] == ["visit-2023"]


def test_an_id_is_given_once() -> None:
    keep = ("", "", "", "", "")
    later = proposals()[3][0].event.id
    answers = (
        "e", *keep, later, "first",  # the id that a draft below has
        "s",
        "e", *keep, "first", "FIRST", "third",
        "e", *keep, "",
    )  # fmt: skip
    additions, shown = converse(*answers)
    assert [addition.draft.event.id for addition in additions] == ["first", "third", later]
    assert sum("is already used" in line for line in shown) == 3
    loading.loads(merge(CHRONOLOGY.read_bytes(), "events.yaml", additions))


def test_the_id_of_what_was_skipped_is_free() -> None:
    skipped = proposals()[0][0].event.id
    additions, _ = converse("s", "e", "", "", "", "", "", skipped, "q")
    assert [addition.draft.event.id for addition in additions] == [skipped]


@pytest.mark.parametrize(
    ("answer", "fact"),
    [
        ("-0044-03-15", "outside 2 to 9998"),
        ("2025-05-05T10:00/2025-05-06", "a time of day at one end only"),
    ],
)
def test_a_date_that_the_loader_would_refuse_is_reported_at_once(answer: str, fact: str) -> None:
    additions, shown = converse("e", "", answer, "2025-05-05", "", "", "", "new", "q")
    assert [str(addition.draft.event.date) for addition in additions] == ["2025-05-05"]
    assert any(fact in line for line in shown)


@pytest.mark.parametrize("answer", ["-", "до 2030 года"])
def test_without_a_first_year_there_are_no_anniversaries(answer: str) -> None:
    found = proposals("В этом году отмечается 500-летие города.")
    answers = iter(["e", "", answer, "", "", "", "new"])
    (addition,) = review(found, lambda question: next(answers), lambda line: None, chronology())
    loaded = loading.loads(merge(CHRONOLOGY.read_bytes(), "events.yaml", [addition]))
    assert loaded.by_id["new"].anniversary is None


def test_an_unknown_answer_is_explained() -> None:
    _, shown = converse("?", "q")
    assert any("skip" in line for line in shown)


@pytest.mark.parametrize("left", ["events: []\n", "events:\n", "events:\n- id: a\n  title: A\n"])
def test_an_event_that_an_editor_removed_meanwhile_is_reported(left: str) -> None:
    (draft,) = drafts("They praised the working visit to Bishkek of 18 May 2023.", "en")
    with pytest.raises(InputError) as caught:
        merge(left.encode(), "events.yaml", [Addition(draft, "visit-2023")])
    assert str(caught.value).startswith(
        "events.yaml: there is no event 'visit-2023' any more [file-changed]\n  hint: the file was changed"
    )
