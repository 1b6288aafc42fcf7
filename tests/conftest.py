"""Fixtures and options that all tests share."""

import sys
from collections.abc import Callable

import pytest
from hypothesis import Phase, settings

# No test fails because the machine is busy, or only on one day: examples are the same in every
# run, and `pytest --hypothesis-profile=default` looks for new ones.
settings.register_profile("steady", deadline=None, derandomize=True)
# For the many runs of mutation testing, where only the failure of a test matters.
settings.register_profile(
    "brief",
    settings.get_profile("steady"),
    max_examples=30,
    phases=[Phase.explicit, Phase.generate],
)
settings.load_profile("steady")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Deselects the slow tests, unless the command has ``-m`` or names their file."""
    if config.option.markexpr:
        return
    start = config.invocation_params.dir
    named = {(start / argument.partition("::")[0]).resolve() for argument in config.args}
    slow = [item for item in items if item.get_closest_marker("slow") and item.path not in named]
    if slow:
        config.hook.pytest_deselected(items=slow)
        left_out = set(slow)
        items[:] = [item for item in items if item not in left_out]


@pytest.fixture
def count_calls() -> Callable[[Callable[[], object]], int]:
    """The number of Python calls that something takes: a measure of work that is the same anywhere."""

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
