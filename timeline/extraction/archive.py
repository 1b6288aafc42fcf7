"""Many documents: folders and patterns of files, read by several processes or a cluster.

Every document is read on its own and the outcomes are handed back in the order of the files, so
that neither their order nor the number of workers changes anything.
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
    """The files that *names* mean: files, folders (all documents below them) and patterns.

    Sorted, each once; a name that means nothing is kept, so that reading it reports that.
    """
    meant = filled_in(names, documents.formats.suffixes()).items()
    return tuple(sorted({file for name, found in meant for file in found or (name,)}))


def outcomes(
    paths: Iterable[str],
    request: Request,
    *,
    workers: int | None = None,
    scheduler: str | None = None,
    told: Callable[[int, int], None] = lambda done, total: None,
) -> Iterator[Outcome]:
    """What comes of each of *paths*, in their order.

    *workers* is the number of processes, by default the machine's cores but not more than there
    is work for; there are never more than documents, nor than `MOST_A_CORE`. *scheduler* is the
    address of a Dask scheduler that does the work instead. *told* hears how many of how many are
    done.
    """
    paths = tuple(paths)
    if scheduler is not None:
        from timeline.extraction.cluster import spread

        done = spread(outcome, paths, request, scheduler)
    else:
        done = _local(paths, request, workers)
    for number, item in enumerate(done, 1):
        told(number, len(paths))
        yield item


FEWEST: Final = 4
"""Documents for which starting another process pays."""


MOST_A_CORE: Final = 4
"""Processes a core: more of them only wait for each other, and each takes memory."""


def _processes(wanted: int | None, count: int) -> int:
    """How many processes read *count* documents, if somebody *wanted* a number of them."""
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
            # One of the documents that were being read ended its process: the first that is
            # missing is read apart, and the others are tried again.
            yield _apart(paths[number], request)
            number += 1


def _spread(paths: tuple[str, ...], request: Request, workers: int) -> Iterator[Outcome]:
    chunk = max(1, min(32, len(paths) // (workers * 4)))
    with ProcessPoolExecutor(workers, initializer=_begin, initargs=(request,)) as pool:
        yield from pool.map(_outcome, paths, chunksize=chunk)


def _apart(path: str, request: Request) -> Outcome:
    """What comes of a file that may end the process that reads it."""
    try:
        (item,) = _spread((path,), request, 1)
    except BrokenProcessPool:
        fact = "reading it ended the process, perhaps for want of memory"
        problem = Problem(Place(path), "", fact, "save it as plain text", "file-too-costly")
        return Outcome(path, problems=(problem,))
    return item


_requests: list[Request] = []
"""In a process of the pool: the one request that it works on, sent to it once."""


def _begin(request: Request) -> None:
    _requests[:] = [request]


def _outcome(path: str) -> Outcome:
    return outcome(path, _requests[0])
