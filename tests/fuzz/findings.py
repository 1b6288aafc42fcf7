"""What the fuzzers share: they check inputs until the time is up, and print each finding once."""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

Made = TypeVar("Made", bytes, str)

SHOWN: Final = 3000
"""Maximum characters of an input that are printed."""


def failing(
    inputs: Mapping[str, Iterator[Made]],
    check: Callable[[str, Made], object],
    count: int,
    until: float,
) -> Iterator[tuple[str, Made, Exception]]:
    """Name, input and exception of each of the first *count* *inputs* by name that fail.

    It stops at *until*, a time of `time.monotonic`.
    """
    for _ in range(count):
        for name, made in inputs.items():
            if time.monotonic() > until:
                return
            content = next(made)
            try:
                check(name, content)
            except Exception as error:  # noqa: BLE001 - any exception is a finding
                yield name, content, error


def run(
    what: str,
    names: Sequence[str],
    failures: Callable[[Sequence[str], int, int, float], Iterator[tuple[str, Made, Exception]]],
) -> int:
    """Runs *failures* until the time or the count is used up; returns 1 if it found something."""
    parser = argparse.ArgumentParser(description=f"Fuzz with {what}.")
    parser.add_argument("names", nargs="*", metavar="NAME", help="formats or languages (all)")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long (60)")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--count", type=int, default=sys.maxsize, help="inputs of each name")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    seen: set[str] = set()
    until = time.monotonic() + options.seconds
    for name, content, error in failures(
        options.names or names, options.seed, options.count, until
    ):
        frame = traceback.extract_tb(error.__traceback__)[-1]
        file = Path(frame.filename).name
        where = f"{type(error).__name__} {str(error)[:60]} at {file}:{frame.lineno}"
        if where not in seen:
            seen.add(where)
            print(f"{name}: {content[:SHOWN]!r}\n  {error}\n  {where}", flush=True)
    return 1 if seen else 0
