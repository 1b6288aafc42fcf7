"""Many documents: folders and patterns of files, read by several processes or a cluster.

Each document is read separately, and the outcomes are returned in the order of the files, so
neither their order nor the number of workers changes the result.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from typing import Final

from timeline import documents
from timeline.errors import Place, Problem
from timeline.extraction.outcomes import Outcome, Request, outcome
from timeline.paths import filled_in


def files(names: Iterable[str]) -> tuple[str, ...]:
    """The files for *names*: files, folders (all documents below them) and patterns.

    They are sorted, each listed once; a name that matches nothing is kept, so that reading it
    reports the problem.
    """
    meant = filled_in(names, documents.formats.suffixes()).items()
    return tuple(sorted({file for name, found in meant for file in found or (name,)}))


def outcomes(
    paths: Iterable[str],
    request: Request,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    progress: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Outcome]:
    """The outcome for each of *paths*, in their order.

    *workers* is the number of processes: by default the number of cores, if there is enough work.
    It is limited to the number of documents and to `MOST_A_CORE`. With *scheduler*, the address of
    a Dask scheduler, the work is done there instead. *progress* is called with the number of
    finished documents and their total.
    """
    paths = tuple(paths)
    if scheduler is not None:
        from timeline.extraction.cluster import spread

        done = spread(outcome, paths, request, scheduler)
    else:
        done = _local(paths, request, workers)
    for number, item in enumerate(done, 1):
        progress(number, len(paths))
        yield item


FEWEST: Final = 4
"""Minimum number of documents for which another process is worth starting."""


MOST_A_CORE: Final = 4
"""Maximum processes per core: more would only wait for each other, and each takes memory."""


def _processes(wanted: int | None, count: int) -> int:
    """Number of processes for *count* documents; *wanted* is the requested number, if any."""
    cores = os.cpu_count() or 1
    if wanted is None:
        return min(cores, count // FEWEST)
    return min(wanted, count, cores * MOST_A_CORE)


def _local(paths: tuple[str, ...], request: Request, workers: int | None) -> Iterator[Outcome]:
    wanted = _processes(workers, len(paths))
    if wanted < 2:
        yield from (outcome(path, request) for path in paths)
        return
    number = 0
    while number < len(paths):
        try:
            for item in _spread(paths[number:], request, wanted):
                number += 1
                yield item
        except BrokenProcessPool:
            # One of the documents ended its process: the first that has no outcome is read
            # separately, and the others are tried again.
            yield _apart(paths[number], request)
            number += 1


def _spread(paths: tuple[str, ...], request: Request, workers: int) -> Iterator[Outcome]:
    chunk = max(1, min(32, len(paths) // (workers * 4)))
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(request,)) as pool:
        yield from pool.map(_outcome, paths, chunksize=chunk)


def _apart(path: str, request: Request) -> Outcome:
    """The outcome for a file that may end the process that reads it."""
    try:
        (item,) = _spread((path,), request, 1)
    except BrokenProcessPool:
        fact = "the process that read it ended, perhaps because memory ran out"
        problem = Problem(Place(path), "", fact, "save it as plain text", "file-too-costly")
        return Outcome(path, problems=(problem,))
    return item


_requests: list[Request] = []
"""In a process of the pool: the one request that it works on, sent to it once."""


def _begin(request: Request) -> None:
    _requests[:] = [request]


def _outcome(path: str) -> Outcome:
    return outcome(path, _requests[0])
