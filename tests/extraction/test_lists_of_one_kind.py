"""Lists whose heading names the kind of all their events."""

from __future__ import annotations

from datetime import date

import pytest

from .papers import extracted

LISTS = [
    (
        "en",
        (
            "Visits of foreign ministers to Norway, 2026\n\nJan 27-29   Prime Minister of Finland\n"
            "Feb 3   President of Chad\nMar 5   King of Jordan\nApr 9   Opening of the embassy of Peru\n"
        ),
        ["visit", "visit", "visit", "institution"],
    ),
    (
        "ru",
        (
            "Визиты глав государств в Казахстан в 2026 году\n\n27–29 января — Президент Финляндии\n"
            "3 февраля — Президент Сербии\n5 марта — Король Иордании\n9 апреля — Президент Чада\n"
        ),
        ["visit", "visit", "visit", "visit"],
    ),
    (
        "fr",
        (
            "Visites de chefs d'État en 2026\n\n27-29 janvier : Président de la Finlande\n"
            "3 février : Président de la Serbie\n5 mars : Roi de Jordanie\n9 avril : Président du Tchad\n"
        ),
        ["visit", "visit", "visit", "visit"],
    ),
    (
        "es",
        (
            "Ficha país\n\nVisitas de autoridades españolas a Chile\n\n- 5 de marzo de 2025: Ministro de "
            "Defensa\n\nVarios\n\n- 8 de mayo de 2025: Embajador de Chile\n"
        ),
        ["visit", "other"],
    ),
    (
        "en",
        (
            "Visits and exhibitions in 2026\n\nJan 27-29   Prime Minister of Finland\n"
            "Feb 3   President of Chad\nMar 5   King of Jordan\nApr 9   President of Peru\n"
        ),
        ["other", "other", "other", "other"],
    ),
    (
        "en",
        "EXHIBITIONS\n\nJan 27-29   Prime Minister of Finland\nFeb 3   President of Chad\n",
        ["other", "other"],
    ),
]


@pytest.mark.parametrize(("language", "text", "kinds"), LISTS)
def test_events_without_a_kind_have_that_of_the_heading(
    language: str, text: str, kinds: list[str]
) -> None:
    found = extracted(language, text, date(2026, 1, 2)).drafts
    assert [draft.event.kind for draft in found] == kinds
