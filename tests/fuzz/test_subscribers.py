"""Subscribers stay in step after any edits: the first hundred simulated sequences."""

import pytest

from . import subscribers

pytestmark = pytest.mark.slow


@pytest.mark.parametrize("block", range(10))
def test_subscribers_see_what_is_published(block: int) -> None:
    found = [subscribers.broken(seed) for seed in range(10 * block, 10 * block + 10)]
    assert "".join(found) == ""


def test_the_simulation_sees_a_number_that_goes_back(monkeypatch: pytest.MonkeyPatch) -> None:
    class Forgetful(subscribers.World):
        def build(
            self, languages: list[str], same: dict[str, bytes] | None = None
        ) -> dict[str, bytes]:
            self.folder.clear()
            return super().build(languages, same)

    monkeypatch.setattr(subscribers, "World", Forgetful)
    assert "with the same SEQUENCE" in subscribers.broken(0)
