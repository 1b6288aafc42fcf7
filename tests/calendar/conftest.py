from __future__ import annotations

from collections.abc import Callable, Mapping
from datetime import UTC, datetime

import pytest

from timeline import loading
from timeline.events import Timeline
from timeline.exporters import Context, Export, exporter

Build = Callable[..., dict[str, Export]]

YESTERDAY = datetime(2026, 11, 21, 9, 30, tzinfo=UTC)
TODAY = datetime(2026, 11, 22, 12, 0, tzinfo=UTC)


def load(text: str) -> Timeline:
    return loading.loads(text, "events.yaml")


@pytest.fixture
def build() -> Build:
    """Exports of a chronology in YAML by name; *previous* are those of the previous build."""

    def built(
        text: str | Timeline,
        previous: Mapping[str, Export | bytes] | None = None,
        now: datetime | None = TODAY,
        **options: str,
    ) -> dict[str, Export]:
        timeline = load(text) if isinstance(text, str) else text
        before = {
            name: export if isinstance(export, bytes) else export.content
            for name, export in (previous or {}).items()
        }
        context = Context(
            languages=timeline.languages,
            previous=before.get,
            names=lambda folder: [
                name.rpartition("/")[2] for name in before if name.rpartition("/")[0] == folder
            ],
            now=(lambda: now) if now else None,
            options=options,
        )
        exports = list(exporter("ics").export(timeline, context))
        names = [export.name for export in exports]
        assert len(names) == len(set(names))
        return {export.name: export for export in exports}

    return built
