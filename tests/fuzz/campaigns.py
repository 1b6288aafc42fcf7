"""A run of a fuzzer: cases of several kinds in turn, until the time or the count is used up."""

from __future__ import annotations

import argparse
import random
import sys
import time
import traceback
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final, TypeVar

Case = TypeVar("Case", bytes, str)

LONGEST_SHOWN: Final = 10_000
"""Bytes or characters of a finding that are printed; its seed gives the rest."""


def failures(
    cases: Mapping[str, Iterator[Case]],
    check: Callable[[str, Case], object],
    count: int,
    until: float = float("inf"),
) -> Iterator[tuple[str, Case, Exception]]:
    """Kind, case and exception of each of *count* cases of a kind that fails the *check*."""
    for _ in range(count):
        for kind, made in cases.items():
            if time.monotonic() > until:
                return
            case = next(made)
            try:
                check(kind, case)
            except Exception as error:  # noqa: BLE001 - whatever it is, it is a finding
                yield kind, case, error


def main(
    description: str,
    kinds: str,
    known: Sequence[str],
    found: Callable[[Sequence[str], int, int, float], Iterator[tuple[str, Case, Exception]]],
) -> int:
    """Runs until the time or the count is used up; 1 if something was found.

    *kinds* names what may be chosen of the *known* ones: "formats". *found* is given those that
    were chosen, the seed, the count and the time of the end.
    """
    parser = argparse.ArgumentParser(description=description)
    parser.add_argument("kinds", nargs="*", metavar=kinds, help="by default all")
    parser.add_argument("--seconds", type=float, default=60.0, help="how long, by default 60")
    parser.add_argument("--seed", type=int, default=random.randrange(1 << 32))
    parser.add_argument("--count", type=int, default=sys.maxsize, help="cases of each kind")
    options = parser.parse_args()
    print(f"seed {options.seed}")
    until = time.monotonic() + options.seconds
    seen: set[str] = set()
    for kind, case, error in found(options.kinds or known, options.seed, options.count, until):
        frame = traceback.extract_tb(error.__traceback__)[-1]
        where = f"{type(error).__name__} {str(error)[:60]} at {Path(frame.filename).name}:{frame.lineno}"
        if where not in seen:
            seen.add(where)
            print(f"{kind}: {case[:LONGEST_SHOWN]!r}\n  {error}\n  {where}", flush=True)
    return 1 if seen else 0
