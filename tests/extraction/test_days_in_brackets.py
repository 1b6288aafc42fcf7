"""Days in brackets after events that a heading dates to a month, a quarter or a year."""

from __future__ import annotations

from typing import Any

import pytest

from .papers import by_law, dated, placed

LAWS = {
    "the day in the brackets dates the event": [
        ("en", "PLAN FOR 2026\n\nMarch\n- Retreat of ambassadors (5–7 March)\n- Regatta (8 March)\n",
         [("2026-03-05/2026-03-07", "Retreat of ambassadors"), ("2026-03-08", "Regatta")]),
        ("ru", "ПЛАН НА 2026 ГОД\n\nиюль\n– заседание Коллегии (10 июля)\n– визит (20–23 июля)\n",
         [("2026-07-10", "заседание Коллегии"), ("2026-07-20/2026-07-23", "визит")]),
        ("de", "Termine 2026\nJanuar: Neujahrsempfang (14.1.)\nApril: Tagung (13.-18.4.)\n",
         [("2026-01-14", "Neujahrsempfang"), ("2026-04-13/2026-04-18", "Tagung")]),
        ("en", "PLAN FOR 2026\n\nSecond quarter\n- Board meeting (12 May)\n- Visit to Peru (June)\n",
         [("2026-05-12", "Board meeting"), ("2026-06", "Visit to Peru")]),
    ],
    "a part of the month in the brackets dates the event": [
        ("ru", "ПЛАН НА 2026 ГОД\n\nавгуст\n– форум (вторая половина)\n– визит (3-я декада)\n",
         [("[2026-08-16..2026-08-31]", "форум"), ("[2026-08-21..2026-08-31]", "визит")]),
    ],
    "each of several brackets dates the event before it": [
        ("en", "PLAN FOR 2026\n\nMarch\n- Forum on water (3–5 March), visit of the King (20 March)\n- Visit to Peru\n",
         [("2026-03-03/2026-03-05", "Forum on water"), ("2026-03-20", "visit of the King"), ("2026-03", "Visit to Peru")]),
        ("de", "Termine 2026\nMärz: Konferenz (3.–5.3.), Besuch des Königs (20.3.)\nApril: Tagung (2.4.)\n",
         [("2026-03-03/2026-03-05", "Konferenz"), ("2026-03-20", "Besuch des Königs"), ("2026-04-02", "Tagung")]),
    ],
    "brackets outside the period do not date the event": [
        ("en", "PLAN FOR 2026\n\nSecond quarter\n- Regatta (3 August)\n- Visit to Peru\n",
         [("2026-34", "Regatta (3 August)"), ("2026-34", "Visit to Peru")]),
    ],
}  # fmt: skip


@pytest.mark.parametrize(("language", "text", "expected"), by_law(LAWS))
def test_days_in_brackets(language: str, text: str, expected: Any) -> None:
    assert dated(language, text, None) == expected


def test_a_city_before_the_day_in_brackets_is_the_place() -> None:
    text = "PLAN FOR 2026\n\nMarch\n- Visit of the King (Oslo, 9 March)\n- Forum (Ghent, second half)\n"
    assert [place for _, _, place in placed("en", text, None)] == ["oslo", "gent"]
