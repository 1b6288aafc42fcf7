"""CalDAV servers to push to, each with a user and no calendar: Radicale, Xandikos and Cyrus.

Where CI is set, a server that is not installed is a failure.
"""

from __future__ import annotations

import imaplib
import os
import shutil
import socket
import subprocess
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest

PYTHON = Path(__file__).parent.parent.parent / ".judges/python/bin"
CYRUS = Path("/usr/lib/cyrus/bin")
USER, PASSWORD = "keeper", "a secret: %40"


def free_port() -> int:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        number: int = bound.getsockname()[1]
        return number


def missing(what: str) -> None:
    reason = f"{what} is not installed: run tests/judges/install"
    (pytest.fail if os.environ.get("CI") else pytest.skip)(reason)


@contextmanager
def running(command: list[str], port: int, folder: Path) -> Iterator[None]:
    """Runs a server until somebody has used it; it listens when this begins."""
    with (folder / "log").open("wb") as log:
        process = subprocess.Popen(command, cwd=folder, stdout=log, stderr=log)
    try:
        end = time.monotonic() + 60
        while True:
            try:
                socket.create_connection(("127.0.0.1", port), timeout=5).close()
                break
            except OSError:
                assert process.poll() is None, (folder / "log").read_text("utf-8", "replace")
                assert time.monotonic() < end
                time.sleep(0.05)
        yield
    finally:
        process.terminate()
        process.wait(30)


@contextmanager
def radicale(folder: Path) -> Iterator[str]:
    if not (PYTHON / "radicale").exists():
        missing("Radicale")
    port = free_port()
    (folder / "users").write_text(f"{USER}:{PASSWORD}\n")
    (folder / "config").write_text(
        f"[server]\nhosts = 127.0.0.1:{port}\n[auth]\ntype = htpasswd\n"
        f"htpasswd_filename = {folder}/users\nhtpasswd_encryption = plain\n"
        f"[storage]\nfilesystem_folder = {folder}/data\n[logging]\nlevel = warning\n"
    )
    command = [str(PYTHON / "python"), "-m", "radicale", "--config", str(folder / "config")]
    with running(command, port, folder):
        yield f"http://{USER}@127.0.0.1:{port}/{USER}/visits/"


@contextmanager
def xandikos(folder: Path) -> Iterator[str]:
    if not (PYTHON / "xandikos").exists():
        missing("Xandikos")
    port = free_port()
    command = [
        str(PYTHON / "xandikos"), "serve", "--defaults", "--directory", str(folder / "data"),
        "--current-user-principal", f"/{USER}/", "--listen-address", "127.0.0.1", "--port", str(port),
    ]  # fmt: skip
    with running(command, port, folder):
        yield f"http://{USER}@127.0.0.1:{port}/{USER}/calendars/visits/"


@contextmanager
def cyrus(folder: Path) -> Iterator[str]:
    if not (CYRUS / "httpd").exists() or not shutil.which("saslpasswd2"):
        missing("Cyrus (cyrus-caldav, cyrus-imapd, sasl2-bin)")
    if os.geteuid() != 0:
        pytest.skip("Cyrus changes to a user of its own, which only root may do")
    # That user cannot enter the folders of pytest.
    own = Path(tempfile.mkdtemp(prefix="cyrus-"))
    port, mail = free_port(), free_port()
    for name in ("conf/db", "conf/proc", "conf/socket", "conf/log", "conf/lock", "spool", "run"):
        (own / name).mkdir(parents=True)
    (own / "imapd.conf").write_text(
        f"configdirectory: {own}/conf\npartition-default: {own}/spool\ndefaultpartition: default\n"
        "admins: admin\nallowplaintext: yes\nsasl_mech_list: PLAIN\nsasl_pwcheck_method: auxprop\n"
        f"sasl_auxprop_plugin: sasldb\nsasl_sasldb_path: {own}/sasldb2\nhttpmodules: caldav\n"
        "unixhierarchysep: yes\nvirtdomains: no\ncaldav_create_default: no\ncaldav_create_sched: no\n"
        f"lmtpsocket: {own}/run/lmtp\nidlesocket: {own}/run/idle\nnotifysocket: {own}/run/notify\n"
        f"proc_path: {own}/conf/proc\nmboxname_lockpath: {own}/conf/lock\n"
    )
    (own / "cyrus.conf").write_text(
        f'START {{\n  recover cmd="{CYRUS}/ctl_cyrusdb -C {own}/imapd.conf -r"\n}}\nSERVICES {{\n'
        f'  http cmd="{CYRUS}/httpd -C {own}/imapd.conf" listen="127.0.0.1:{port}" prefork=1\n'
        f'  imap cmd="{CYRUS}/imapd -C {own}/imapd.conf" listen="127.0.0.1:{mail}" prefork=1\n'
        "}\nEVENTS {\n}\n"
    )
    for user in ("admin", USER):
        subprocess.run(
            ["saslpasswd2", "-p", "-c", "-f", own / "sasldb2", "-u", socket.gethostname(), user],
            input=PASSWORD.encode(), check=True, capture_output=True,
        )  # fmt: skip
    for path in (own, *own.rglob("*")):
        shutil.chown(path, "cyrus", "mail")
    command = [
        str(CYRUS / "master"), "-D", "-C", f"{own}/imapd.conf", "-M", f"{own}/cyrus.conf",
        "-p", f"{own}/run/master.pid",
    ]  # fmt: skip
    try:
        with running(command, mail, own):
            with imaplib.IMAP4("127.0.0.1", mail) as connection:
                connection.login("admin", PASSWORD)
                assert connection.create(f"user/{USER}")[0] == "OK"
            yield f"http://{USER}@127.0.0.1:{port}/dav/calendars/user/{USER}/visits/"
    finally:
        shutil.rmtree(own)


SERVERS: dict[str, Callable[[Path], AbstractContextManager[str]]] = {
    "radicale": radicale,
    "xandikos": xandikos,
    "cyrus": cyrus,
}
