"""Uploads calendar files to Radicale on loopback, and reads them back with caldav (both PyPI)."""

import atexit
import os
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from caldav.davclient import DAVClient
from verdicts import Verdict, report


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port: int = probe.getsockname()[1]
        return port


def serve() -> str:
    """The address of a Radicale of our own, which ends with this process."""
    folder = tempfile.TemporaryDirectory()
    port = free_port()
    server = subprocess.Popen(
        [
            sys.executable, "-m", "radicale", "--config", "",
            "--server-hosts", f"127.0.0.1:{port}", "--auth-type", "none",
            "--storage-filesystem-folder", folder.name, "--rights-type", "authenticated",
            "--logging-level", "error",
        ],
        env={**os.environ, "TZ": "UTC"},
    )  # fmt: skip
    atexit.register(folder.cleanup)
    atexit.register(server.wait)
    atexit.register(server.terminate)
    for _ in range(100):
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return f"http://127.0.0.1:{port}"
        time.sleep(0.1)
    raise RuntimeError("Radicale did not start")


ADDRESS = serve()


def read(path: Path) -> Iterator[Verdict]:
    name = path.name.replace(".", "-")
    request = urllib.request.Request(
        f"{ADDRESS}/judge/{name}/",
        data=path.read_bytes(),
        method="PUT",
        headers={
            "Content-Type": "text/calendar; charset=utf-8",
            "Authorization": "Basic anVkZ2U6eA==",
        },
    )
    with urllib.request.urlopen(request) as response:
        assert response.status in (201, 204), response.status
    with DAVClient(f"{ADDRESS}/", username="judge", password="x") as client:
        calendar = client.calendar(url=f"{ADDRESS}/judge/{name}/")
        for resource in calendar.events():
            event: Any = resource.icalendar_component
            yield (
                str(event["UID"]), str(event["SUMMARY"]), event.start, event.end,
                str(event["STATUS"]), str(event["TRANSP"]),
            )  # fmt: skip


report(read)
