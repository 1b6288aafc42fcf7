"""The same work on the machines of a Dask cluster (https://distributed.dask.org)."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from timeline import installing
from timeline.errors import OutputError

if TYPE_CHECKING:
    from timeline.extraction.outcomes import Outcome, Request


def spread(
    work: Callable[[str, Request], Outcome],
    paths: tuple[str, ...],
    request: Request,
    scheduler: str,
) -> Iterator[Outcome]:
    """The outcome for each of *paths*, in their order; every worker must have access to the files.

    Raises:
        OutputError: there is no scheduler at that address, or Dask is not installed.
    """
    try:
        from distributed import Client
    except ImportError:
        hint = installing.command("cluster")
        raise OutputError("a cluster needs Dask", hint, code="library-missing") from None
    try:
        client = Client(scheduler, timeout="15s", set_as_default=False)
    except (OSError, ValueError) as error:
        fact = f"there is no scheduler at {scheduler}: {error}"
        raise OutputError(fact, "check the address", code="service-unreachable") from None
    with client:
        # The functions are pure, but the files may change between two runs.
        sent = client.scatter(request, broadcast=True)
        futures = client.map(work, paths, request=sent, pure=False)
        for future in futures:
            yield future.result()
            future.release()
