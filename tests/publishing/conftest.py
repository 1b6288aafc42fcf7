"""A chronology to publish, and what is in the folders that publishing writes."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from timeline.publishing import Published, publish

MOMENT = datetime(2026, 11, 22, 8, 0, tzinfo=UTC)

HEAD = """
calendar:
  id: kz-rs
  domain: chronology.mfa.rs
  url: https://chronology.mfa.rs/kz-rs/
  title: {en: Kazakhstan & Serbia, ru: Казахстан и Сербия}
  description: {en: Dates of <both> countries, ru: Даты двух стран}
  languages: [en, ru]
  feeds: [party, event]
  publisher: {en: Protocol office, ru: Отдел протокола}
"""
EVENTS = """
events:
  - id: visit
    title: {en: Visit to Belgrade, ru: Визит в Белград}
    when: 2026-11-18/2026-11-19
    kind: visit
    status: held
    parties: [KZ, RS]
    sources: [{document: Joint statement, url: "https://example.org/statement", language: en}]
  - {id: expo, title: {en: EXPO 2027, ru: ЭКСПО-2027}, when: 2027-05, parties: [RS]}
  - {id: talks, title: {en: Talks, ru: Переговоры}, parties: [KZ]}
"""


def contents(folder: Path) -> Mapping[str, bytes]:
    """Every file in *folder*, by its name there."""
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.fixture(autouse=True)
def own_cache(tmp_path_factory: pytest.TempPathFactory, monkeypatch: pytest.MonkeyPatch) -> None:
    """No test finds what another one left in the cache of the user."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path_factory.mktemp("cache")))


@pytest.fixture
def source(tmp_path: Path) -> Path:
    """The file of a small chronology."""
    path = tmp_path / "events.yaml"
    path.write_text(HEAD + EVENTS, "utf-8")
    return path


@pytest.fixture
def published(source: Path) -> Callable[..., Published]:
    """Publishes the chronology into the folders "exports" and "site" beside it."""

    def published(**options: Any) -> Published:
        folder = source.parent
        given: dict[str, Any] = {
            "exports": folder / "exports",
            "now": lambda: MOMENT,
            "with_pages": True,
        }
        return publish(source, folder / "site", **(given | options))

    return published
