"""Events that a sentence moves from one date to another."""

from __future__ import annotations

import pytest

from .papers import ON, extracted

MOVES = [
    ("en", "The meeting scheduled for 20 April has been moved to 11 May."),
    ("ru", "Заседание комиссии, намеченное на 20 апреля, перенесено на 11 мая."),
    ("zh", "原定4月20日的战略对话改期至5月11日。"),
    ("zh", "原定4月20日举行的安全会议推迟到5月11日举行。"),
    ("ja", "4月20日に予定されていた首脳会談は5月11日に延期された。"),
    ("ko", "4월 20일 예정됐던 정상회의가 5월 11일로 연기됐다."),
    ("tr", "20 Nisan'da yapılması planlanan zirve 11 Mayıs'a ertelendi."),
    ("kk", "20 сәуірге жоспарланған комиссия отырысы 11 мамырға шегерілді."),
]


@pytest.mark.parametrize(("language", "text"), MOVES)
def test_a_moved_event_has_its_new_date_and_keeps_the_former_one(language: str, text: str) -> None:
    found = extracted(language, text, ON)
    (draft,) = found.drafts
    assert str(draft.event.date) == "2026-05-11"
    assert draft.event.previously is not None
    assert str(draft.event.previously.value) == "2026-04-20"
    assert "mentioned-elsewhere" in [one.code for one in found.refused]
