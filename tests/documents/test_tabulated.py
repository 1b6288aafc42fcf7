"""Rows of tables in a page that is laid out in characters."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from timeline import documents
from timeline.documents.tabulated import WIDEST, lines_and_rows

from .pdf_files import pdf_of

WRAPPED = """
Calendar of events

   Date        Place                        Event
12 May       Vienna    Consultations of the ministries on
2026                   consular questions
14–15 May    Brussels  Summit
2026
20 May                 Opening of the embassy
2026

Further information   will be given.
"""

PROGRAMME = """
09:00–09:30     Registration of participants
09:30–11:00     Opening session
                Moderator: chair of the committee
11:30           Signing of the memorandum of
                understanding on water
"""

LONG_LINES = """
12.05.2026   Consultations of the ministries on water
13.05.2026   Consultations of the ministries on trade
14.05.2026   Consultations of the ministries on roads
"""

SPACED = """
Visits

12 May 2026   Vienna

14 May 2026   Brussels, in the building of the council
              and in that of the commission

20 May 2026   Paris

Notes
"""

PROSE_IN_COLUMNS = """
The first column of prose goes on for a while    words than the one that stood before it had
and tells of the forum of 5 May 2026 and of      and the talks of 7 June 2026 are in it, too
what came after it, which all were glad of.      as is much else that nobody needs to know.
"""


@pytest.mark.parametrize(
    ("page", "expected"),
    [
        (
            WRAPPED,
            [
                "Calendar of events",
                "Date\tPlace\tEvent",
                "12 May 2026\tVienna\tConsultations of the ministries on consular questions",
                "14–15 May 2026\tBrussels\tSummit",
                "20 May 2026\t\tOpening of the embassy",
                "Further information will be given.",
            ],
        ),
        (
            PROGRAMME,
            [
                "09:00–09:30\tRegistration of participants",
                "09:30–11:00\tOpening session",
                "\tModerator: chair of the committee",
                "11:30\tSigning of the memorandum of understanding on water",
            ],
        ),
        (LONG_LINES, ["\t".join(line.split("   ")) for line in LONG_LINES.strip().splitlines()]),
        (
            PROSE_IN_COLUMNS,
            [" ".join(line.split()) for line in PROSE_IN_COLUMNS.strip().splitlines()],
        ),
        (
            SPACED,
            [
                "Visits",
                "12 May 2026\tVienna",
                "14 May 2026\tBrussels, in the building of the council and in that of the commission",
                "20 May 2026\tParis",
                "Notes",
            ],
        ),
        ("12 May   Summit\n13 May   Forum\n", ["12 May Summit", "13 May Forum"]),
        ("", []),
    ],
)
def test_rows_are_found_and_other_lines_kept(page: str, expected: list[str]) -> None:
    assert list(lines_and_rows(page)) == expected


def page_of(rows: Sequence[tuple[str, ...]], columns: tuple[int, ...]) -> bytes:
    """A PDF without ruled lines: each cell is at the position of its column."""
    cells = [
        (place, 800 - 16 * number, cell)
        for number, row in enumerate(rows)
        for place, cell in zip(columns, row, strict=True)
        if cell
    ]
    stream = b"\n".join(
        b"BT /F1 11 Tf %d %d Td (%s) Tj ET" % (x, y, c.encode()) for x, y, c in cells
    )
    return pdf_of([stream])


def test_a_table_without_rules_is_read_by_its_column_of_dates() -> None:
    rows = [
        ("Date", "Place", "Event"),
        ("12 March 2026", "Vienna", "Meeting of the joint"),
        ("", "", "commission"),
        ("4 April 2026", "Geneva", "Conference on water"),
        ("1-3 June 2026", "Osh", "Study visit"),
    ]
    document = documents.parse(page_of(rows, (50, 200, 330)), "page.pdf", language="en")
    assert "12 March 2026\tVienna\tMeeting of the joint commission" in document.text
    assert "1-3 June 2026\tOsh\tStudy visit" in document.text


def test_prose_in_two_columns_is_no_table() -> None:
    rows = [
        ("1. The first column of this page", "has 12 words in the other column"),
        ("which is prose and goes on here", "of which 3 are figures and which"),
        ("2. Another paragraph begins here", "goes on for 5 lines and then ends"),
        ("and ends in the year 2026 too.", "with a last sentence of 9 words."),
    ]
    document = documents.parse(page_of(rows, (50, 320)), "page.pdf", language="en")
    assert "\t" not in document.text


def test_nothing_of_a_page_is_lost() -> None:
    for page in (WRAPPED, PROGRAMME, LONG_LINES, SPACED, PROSE_IN_COLUMNS):
        read = "".join("".join(lines_and_rows(page)).split())
        assert sorted(read) == sorted("".join(page.split()))


def test_a_line_of_any_width_ends_in_time() -> None:
    page = "\n".join(" " * 200_000 + "a" for _ in range(50))
    assert len(list(lines_and_rows(page))) == 50
    assert WIDEST < 200_000
