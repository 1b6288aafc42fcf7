from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterator
from contextlib import suppress
from itertools import count
from pathlib import Path
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from .servers import PASSWORD, SERVERS, USER

_NUMBERS = count()


QUICK = "radicale"
"""The server of the quick tests; the others say the same, and start and answer slowly."""


@pytest.fixture(
    scope="module",
    params=[
        name if name == QUICK else pytest.param(name, marks=pytest.mark.slow)
        for name in sorted(SERVERS)
    ],
)
def running_server(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:  # fmt: skip
    """The address of a calendar that is not there yet, on a server that runs."""
    with SERVERS[request.param](tmp_path_factory.mktemp(request.param)) as url:
        yield url


@pytest.fixture
def url(running_server: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """An address of its own for each test; the password is in the environment."""
    monkeypatch.setenv("TIMELINE_PASSWORD", PASSWORD)
    address = running_server.replace("/visits/", f"/visits-{next(_NUMBERS)}/")
    yield address
    # Cyrus wants a UID to be in one calendar of a user only.
    for each in (address, address.replace("/visits-", "/russian-")):
        request = Request(each.replace(f"{USER}@", ""), method="DELETE")
        token = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
        request.add_header("Authorization", f"Basic {token}")
        with suppress(HTTPError), urlopen(request):
            pass


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working directory, with a netrc of nobody."""
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    monkeypatch.chdir(tmp_path)
    return tmp_path
