"""What all tests share."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import Phase, settings

# No test fails because the machine is busy, or only on one day: examples are the same in every
# run, and `pytest --hypothesis-profile=default` looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
# For the many runs of mutation testing, which asks whether a test fails and not for what.
settings.register_profile(
    "brief",
    settings.get_profile("steady"),
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("steady")


@pytest.fixture
def count_calls() -> Callable[[Callable[[], object]], int]:
    """How many Python functions are called to do something: work, on any machine the same."""

    def count(work: Callable[[], object]) -> int:
        calls = 0

        def tick(frame: object, event: str, argument: object) -> None:
            nonlocal calls
            calls += event == "call"

        sys.setprofile(tick)
        try:
            work()
        finally:
            sys.setprofile(None)
        return calls

    return count
