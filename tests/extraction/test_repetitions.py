"""An event that a paper mentions more than once is one draft, and a bare title is completed."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

import timeline
from timeline import documents
from timeline.cli import main
from timeline.extraction import Extraction, from_document


def read(text: str, language: str = "en", **options: object) -> Extraction:
    return from_document(documents.parse(text.encode(), "paper.txt", language=language, **options))  # type: ignore[arg-type]


def drafted(extraction: Extraction) -> list[tuple[str, str]]:
    return [(str(draft.event.date), draft.title) for draft in extraction.drafts]


EXPO = """\
Совместное заявление

1. Международная специализированная выставка ЭКСПО-2027 пройдёт в Белграде с 15 мая по 15 августа 2027 года.

2. Саммит пройдёт в Астане 22–24 апреля 2026 года.

Дата	Событие	Место
22–24 апреля 2026 года	Региональный экологический саммит	Астана
15 мая – 15 августа 2027 года	ЭКСПО-2027	Белград
"""


def test_a_paragraph_and_a_row_on_one_event_are_one_draft_with_two_sources() -> None:
    found = read(EXPO, "ru")
    assert drafted(found) == [
        ("2027-05-15/2027-08-15", "Международная специализированная выставка ЭКСПО-2027"),
        ("2026-04-22/2026-04-24", "Региональный экологический саммит"),
    ]
    assert [len(draft.event.sources) for draft in found.drafts] == [2, 2]
    reasons = {item.reason for item in found.refused if item.code == "mentioned-elsewhere"}
    assert {"already drafted in paragraph 1", "drafted in full"} <= reasons


def test_both_sources_reach_the_chronology(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    Path("paper.txt").write_text(EXPO, "utf-8")
    Path("events.yaml").write_text("events: []\n", "utf-8")
    assert main(["extract", "--on", "2026-02-28", "--into", "events.yaml", "paper.txt"]) == 0
    before = Path("events.yaml").read_bytes()
    assert [len(event.sources) for event in timeline.load("events.yaml").document.events] == [2, 2]
    assert main(["extract", "--on", "2026-02-28", "--into", "events.yaml", "paper.txt"]) == 0
    assert Path("events.yaml").read_bytes() == before


@pytest.mark.parametrize(
    "text",
    [
        # Other numbers, places, days, hours, or words that the other lacks.
        "Date\tEvent\n5 May 2026\tIX Congress\n5 May 2026\tX Congress\n",
        "Date\tEvent\tPlace\n5 May 2026\tForum\tAstana\n5 May 2026\tForum\tBelgrade\n",
        "Date\tEvent\n5 May 2026\tTrade forum\n6 May 2026\tTrade forum\n",
        "Date\tEvent\n5 May 2026\tTrade forum\n5 May 2026\tYouth forum\n",
        "Date\tEvent\n5 May 2026\tMeeting with the minister\n5 May 2026\tMeeting with the minister of trade\n",
    ],
)
def test_two_events_stay_two(text: str) -> None:
    assert len(read(text).drafts) == 2


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("en", "Joint communiqué\n\nThe minister of Serbia visited Kazakhstan on 5 May 2025.\n\nDone at Astana on 6 May 2025.",
         "Joint communiqué, Serbia – Kazakhstan, 2025-05-06"),
        ("fr", "Communiqué conjoint\n\nLe ministre de la Serbie a visité le Kazakhstan le 5 mai 2025.",
         "Communiqué conjoint, Serbie – Kazakhstan"),
        ("en", "Joint communiqué on water\n\nThe minister of Serbia visited Kazakhstan on 5 May 2025.",
         "Joint communiqué on water"),
    ],
)  # fmt: skip
def test_a_title_that_says_only_the_kind_of_paper_gets_parties_and_day(
    language: str, text: str, title: str
) -> None:
    assert read(text, language).drafts[0].event.sources[0].document == title


def test_a_title_that_somebody_gave_stays() -> None:
    text = "The minister of Serbia visited Kazakhstan on 5 May 2025."
    assert read(text, title="Communiqué").drafts[0].event.sources[0].document == "Communiqué"


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("en", "They arrived on 5 May 2025. On the same day, the treaty was signed.", "2025-05-05"),
        ("sr-Latn", "Sednica je održana 20. aprila 2026. Istog dana potpisan je Sporazum.", "2026-04-20"),
        ("fr", "La réunion s'est tenue le 5 mai 2025. Le même jour, un accord a été signé.", "2025-05-05"),
        ("de", "Das Treffen fand am 5. Mai 2025 statt. Am selben Tag wurde das Abkommen unterzeichnet.", "2025-05-05"),
    ],
)  # fmt: skip
def test_the_same_day_is_that_of_the_sentence_before(language: str, text: str, wanted: str) -> None:
    last = read(text, language).drafts[-1]
    assert (str(last.event.date), last.event.kind, last.inferred) == (wanted, "signature", True)


def test_the_same_day_of_no_day_is_not_a_date() -> None:
    assert not read("It happened in May 2025. The same day, a treaty was signed.").drafts[1:]


@pytest.mark.parametrize(
    ("text", "status"),
    [
        ("The conference on water was postponed to 2 July 2026.", "planned"),
        ("The conference on 2 July 2026 was postponed.", "postponed"),
        ("2 July 2026: the conference that was planned in Oslo is cancelled", "cancelled"),
    ],
)
def test_what_is_postponed_to_a_date_is_planned_for_it(text: str, status: str) -> None:
    (draft,) = from_document(
        documents.parse(
            text.encode(), "a.txt", language="en", on=timeline.read("2026-05-01").value.earliest
        )
    ).drafts
    assert draft.intended.value == status


@pytest.mark.parametrize(
    ("language", "text", "title", "when", "before"),
    [
        ("en", "The conference on water, planned for April, was postponed to 2 July 2026.",
         "Conference on water", "2026-07-02", "2026-04"),
        ("de", "Das für den 3. März 2026 geplante Treffen der Außenminister wurde auf den 14. April verschoben.",
         "Geplantes Treffen der Außenminister", "2026-04-14", "2026-03-03"),
    ],
)  # fmt: skip
def test_a_date_and_the_one_it_was_postponed_to_are_one_event(
    language: str, text: str, title: str, when: str, before: str
) -> None:
    document = documents.parse(text.encode(), "a.txt", language=language, on=date(2026, 3, 1))
    (draft,) = from_document(document).drafts
    assert draft.title == title
    assert str(draft.event.date) == when
    assert draft.event.previously is not None
    assert str(draft.event.previously.value) == before
    assert draft.intended.value == "planned"


@pytest.mark.parametrize(
    "text",
    [
        "Events of May 2026\n\n4 May 2026: Summit in Baghdad\n18 May 2026: Conference in Dubai\n",
        "Visits in 2024\n\n4 May 2024: Oslo visit\n5 June 2024: Visit to Rome\n8 June 2024: Visit to Bonn\n9 June 2024: Visit to Lima\n",
        "Events from 20 April 2026\n\n21 April 2026: Visit to Oslo\n5 May 2026: Visit to Rome\n",
    ],
)
def test_the_period_in_the_title_of_a_list_is_not_an_event(text: str) -> None:
    found = read(text)
    assert len(found.drafts) == text.count(":")
    assert {item.code for item in found.refused} <= {"heading", "period", "nameless"}


def test_the_day_of_a_speech_is_not_an_event() -> None:
    found = read(
        "Remarks at the Africa Day reception, Astana, 25 May 2026\n\n"
        "The embassy in Addis Ababa was opened on 14 March 2025.\n"
    )
    assert [str(draft.event.date) for draft in found.drafts] == ["2025-03-14"]


def test_an_event_in_a_period_of_its_own_stays() -> None:
    found = read(
        "The programme runs in 2027. The forum opens on 5 May 2027. A fair opens on 6 June 2027."
    )
    assert "2027" in [str(draft.event.date) for draft in found.drafts]


@pytest.mark.parametrize(
    ("language", "text", "wanted"),
    [
        ("ru", "20 марта 2026 года премьер-министр посетил Астану с рабочим визитом.", "Рабочий визит в Астану"),
        ("en", "The minister will visit Senegal on 5 May 2027.", "Visit to Senegal"),
        ("de", "Der Präsident wird die Mongolei im Jahr 2027 besuchen.", "Der Präsident wird die Mongolei besuchen"),
        ("ru", "Стороны приветствовали открытие 1 октября 2025 года консульства в Алматы.", "Открытие консульства в Алматы"),
    ],
)  # fmt: skip
def test_a_verb_and_its_noun_make_one_title(language: str, text: str, wanted: str) -> None:
    found = read(text, language, on=date(2026, 3, 1))
    assert wanted in [draft.title for draft in found.drafts]


def test_hours_in_a_cell_are_those_of_the_row() -> None:
    found = read(
        "Date\tTime\tEvent\tPlace\n2 March 2026\t11:00\tTalks with Japan\tOslo\n5 March 2026\t\tVisit\tRome\n"
    )
    assert drafted(found) == [("2026-03-02T11:00:00", "Talks with Japan"), ("2026-03-05", "Visit")]


def test_a_day_of_the_week_before_a_date_is_part_of_it() -> None:
    found = read(
        "Il arrive à Yaoundé ce lundi 25 juillet 2022 pour une visite.", "fr", on=date(2022, 7, 24)
    )
    assert [(mention.text, str(mention.value)) for mention in found.mentions] == [
        ("ce lundi 25 juillet 2022", "2022-07-25"),
    ]  # fmt: skip


def test_a_day_of_the_week_alone_is_a_date() -> None:
    found = read("Le ministre se rendra à Lyon lundi.", "fr", on=date(2022, 7, 22))
    assert [str(mention.value) for mention in found.mentions] == ["2022-07-25"]


def test_an_abbreviation_before_a_date_does_not_make_it_approximate() -> None:
    found = read(
        "Talks were held in Washington, D.C. on 5 May 2025. Another was held c. 6 May 2025."
    )
    assert [str(mention.value) for mention in found.mentions] == ["2025-05-05", "2025-05-06~"]


def test_a_day_with_a_colon_begins_a_programme_of_its_own() -> None:
    found = read(
        "Agenda\n\nFriday 30 November 2018:\n– 6:55. Breakfast with the minister\n– 20:00. Dinner\n\n"
        "Saturday 1 December 2018:\n– 8:15. Meeting with the ambassador\n"
    )
    assert [str(draft.event.date)[:16] for draft in found.drafts] == [
        "2018-11-30T06:55", "2018-11-30T20:00", "2018-12-01T08:15",
    ]  # fmt: skip


@pytest.mark.parametrize(
    ("language", "text", "title"),
    [
        ("pl", "Prezydent Litwy złożył oficjalną wizytę w Warszawie 5 lutego 2026 roku.", "Oficjalna wizyta w Warszawie"),
        ("de", "Am 15. November 2026 empfängt sie den Premierminister zu dessen Antrittsbesuch in Bonn.", "Antrittsbesuch in Bonn"),
    ],
)  # fmt: skip
def test_a_title_is_in_the_nominative(language: str, text: str, title: str) -> None:
    assert [draft.title for draft in read(text, language).drafts] == [title]


def test_the_place_and_day_of_a_paper_are_not_events() -> None:
    found = read(
        "Communiqué\n\nAstana, 28 February 2026\n\n"
        "The Presidents will hold a summit in Samarkand on 22-24 April 2026.\n"
    )
    assert drafted(found) == [("2026-04-22/2026-04-24", "Summit in Samarkand")]
    assert [item.code for item in found.refused] == ["publication"]
