"""Python's cyclic collector, switched off where there are no cycles to find.

It looks at every living object again and again, for cycles that the package does not make: a
fifth of the time of ten thousand events, and more of more.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

_ALLOCATIONS: Final = 100_000
"""Objects after which `collect_rarely` lets it look; Python's own number is 700 in 3.11."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Keeps it from its work for a while; it also decorates a function."""
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()


@contextmanager
def left_to_the_system() -> Iterator[None]:
    """Keeps it from its work until the process ends, and from the objects that are left then."""
    gc.disable()
    yield
    gc.freeze()


def collect_rarely() -> None:
    """Lets it work after all, for what leaves cycles behind: each document of an archive."""
    gc.set_threshold(_ALLOCATIONS)
    gc.enable()
