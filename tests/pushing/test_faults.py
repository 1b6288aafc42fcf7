"""Faults of a server, the network or a person: one clear line each, and the next push recovers."""

from __future__ import annotations

import os
import resource  # of POSIX alone
import select
import shutil
import ssl
import subprocess
import sys
import threading
import zlib
from base64 import b64encode
from collections.abc import Callable, Iterator
from contextlib import suppress
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote

import keyring
import pytest
from keyring.backend import KeyringBackend
from keyring.errors import KeyringLocked

import timeline
from timeline.cli import main
from timeline.cli.credentials import credentials
from timeline.errors import OptionError
from timeline.pushing.server import LARGEST_ANSWER, address
from timeline.pushing.state import file_name

from .servers import free_port

EVENTS = """calendar: {id: visits, domain: calendar.embassy.kz}
events:
  - {id: a, title: A, when: 2026-04-22}
  - {id: b, title: B, when: 2026-04-23}
  - {id: c, title: C, when: 2026-04-24}
"""
PATH = "/keeper/visits/"


class Scripted(ThreadingHTTPServer):
    """A calendar server that keeps entries, until it is set to answer otherwise.

    ``answers`` gives, by the method and how often it was asked for before, what is done instead.
    ``etags`` are "sent" when an entry is stored, "listed" only, or "weak".
    """

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.entries: dict[str, bytes] = {}
        self.answers: Callable[[str, int], str | None] = lambda method, number: None
        self.etags = "sent"
        self.counts: dict[str, int] = {}
        self.passwords: list[str] = []

    def etag(self, path: str) -> str:
        weak = "W/" if self.etags == "weak" else ""
        return f'{weak}"{hash(self.entries[path])}"'

    def handle_error(self, request: object, client_address: object) -> None:
        pass  # a client that does not trust the certificate hangs up


class Handler(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: Scripted

    def log_message(self, *arguments: object) -> None:
        pass

    def answer(self, status: int, body: bytes = b"", **headers: str) -> None:
        self.send_response(status)
        for name, value in headers.items():
            self.send_header(name.replace("_", "-"), value)
        self.send_header("Content-Length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def flood(self, status: str) -> None:
        """Answers without an end: packed, a megabyte for each kilobyte that is sent."""
        packer = zlib.compressobj(wbits=31)
        head = f"HTTP/1.1 {status} Any\r\nContent-Encoding: gzip\r\nLocation: {PATH}x/\r\n\r\n"
        self.close_connection = True
        with suppress(OSError):  # the client hangs up
            self.wfile.write(head.encode())
            for _ in range(3000):
                self.wfile.write(packer.compress(b" " * (1 << 20)))

    def handle_any(self) -> None:
        body = self.rfile.read(int(self.headers.get("Content-Length") or 0))
        server, method = self.server, self.command
        server.passwords.append(self.headers.get("Authorization") or "")
        number = server.counts[method] = server.counts.get(method, 0) + 1
        match (server.answers(method, number) or "").split(" ", 1):
            case ["cut"]:
                self.close_connection = True
                return
            case ["half"]:
                self.wfile.write(b"HTTP/1.1 207 Multi-Status\r\nContent-Length: 1000\r\n\r\n<a>")
                self.close_connection = True
                return
            case ["endless", status]:
                self.flood(status)
                return
            case [status, *content] if status.isdecimal():
                kind = {"WWW_Authenticate": 'Basic realm="x"'} if status == "401" else {}
                if status == "503":
                    kind = {"Retry_After": "120"}
                self.answer(int(status), "".join(content).encode(), **kind)
                return
        path = unquote(self.path)
        if method == "PROPFIND":
            names = [PATH, *server.entries]
            self.answer(207, listing(names, server), Content_Type="application/xml")
        elif method == "REPORT":
            names = [name for name in server.entries if name.encode() in body]
            self.answer(207, listing(names, server, data=True), Content_Type="application/xml")
        elif method == "PUT":
            is_new = path not in server.entries
            if (self.headers.get("If-None-Match") == "*") is not is_new:
                self.answer(412)
            else:
                server.entries[path] = body
                headers = {} if server.etags == "listed" else {"ETag": server.etag(path)}
                self.answer(201 if is_new else 204, b"", **headers)

    do_PROPFIND = do_REPORT = do_PUT = do_DELETE = do_MKCALENDAR = handle_any  # noqa: N815


def listing(names: list[str], server: Scripted, data: bool = False) -> bytes:
    entries = server.entries
    text = '<multistatus xmlns="DAV:" xmlns:C="urn:ietf:params:xml:ns:caldav">'
    for name in names:
        own = f"<getetag>{server.etag(name)}</getetag>" if name in entries else (
            "<resourcetype><collection/><C:calendar/></resourcetype>"
        )  # fmt: skip
        content = f"<C:calendar-data>{entries[name].decode()}</C:calendar-data>" if data else ""
        text += (
            f"<response><href>{name}</href><propstat><prop>{own}{content}</prop>"
            "<status>HTTP/1.1 200 OK</status></propstat></response>"
        )
    return f"{text}</multistatus>".encode()


@pytest.fixture
def scripted(folder: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Scripted]:
    """The server, and a chronology that is built."""
    monkeypatch.setenv("TIMELINE_PASSWORD", "secret-1")
    Path("events.yaml").write_text(EVENTS)
    timeline.build("events.yaml", formats=["ics"])
    server = Scripted()
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    yield server
    server.shutdown()
    thread.join()
    server.server_close()


def url(server: Scripted, scheme: str = "http") -> str:
    return f"{scheme}://keeper@127.0.0.1:{server.server_address[1]}{PATH}"


UID_TAKEN = (
    '403 <error xmlns="DAV:"><no-uid-conflict xmlns="urn:ietf:params:xml:ns:caldav"/></error>'
)

FAILURES = [
    ("PROPFIND", "401", "the server refuses the user or the password [server-unauthorised]"),
    ("PROPFIND", "403", "the server refuses access to the calendar [server-unauthorised]"),
    ("PROPFIND", "404", "there is no calendar at this address [calendar-missing]"),
    ("PROPFIND", "500", "the server answered 500 Internal Server Error to the request to list the entries [server-failed]"),
    ("PROPFIND", "503", "the server is busy or accepts no more requests [server-failed]"),
    ("PROPFIND", "200 <html>Hello</html>", "to the request to list the entries [server-failed]"),
    ("PROPFIND", "207 <html>Hello", "this is not the address of a calendar [calendar-missing]"),
    ("PROPFIND", "207 <a/>", "this is not the address of a calendar [calendar-missing]"),
    ("PROPFIND", "cut", "the connection failed: "),
    ("PROPFIND", "half", "the connection failed: "),
    ("PUT", "401", "the server refuses the user or the password; 1 of 3 changes were sent [server-unauthorised]"),
    ("PUT", "403", "the server refuses access to the calendar; 1 of 3 changes were sent [server-unauthorised]"),
    ("PUT", "500", "the server answered 500 Internal Server Error to the request to store an entry; 1 of 3 changes were sent [server-failed]"),
    ("PUT", "503", "the server is busy or accepts no more requests; 1 of 3 changes were sent [server-failed]"),
    ("PUT", "cut", "; 1 of 3 changes were sent [server-unreachable]"),
]  # fmt: skip


@pytest.mark.parametrize(("method", "answer", "expected"), FAILURES, ids=[f"{m} {a[:8]}" for m, a, _ in FAILURES])  # fmt: skip
def test_a_failure_is_one_line_and_the_next_push_recovers(
    scripted: Scripted, capsys: pytest.CaptureFixture[str], method: str, answer: str, expected: str
) -> None:
    # Without a user name, the library asks once more; both times the answer is the same.
    first = 2 if method == "PUT" else 1
    scripted.answers = lambda asked, number: answer if asked == method and number >= first else None
    assert main(["push", url(scripted)]) == 1
    out, err = capsys.readouterr()
    assert out == ""
    assert expected in err
    assert len(err.splitlines()) == 3  # the fact, the hint and the number of problems
    assert "secret-1" not in err
    scripted.answers = lambda asked, number: None
    assert main(["push", url(scripted)]) == 0
    assert sorted(scripted.entries) == [f"{PATH}{name}_calendar.embassy.kz.ics" for name in "abc"]
    assert main(["push", url(scripted)]) == 0
    assert capsys.readouterr().out.endswith(": 3 unchanged\n")


@pytest.mark.parametrize("status", ["200", "207", "301", "401", "500"])
def test_an_answer_without_an_end_is_not_read_to_its_end(
    scripted: Scripted, capsys: pytest.CaptureFixture[str], status: str
) -> None:
    scripted.answers = lambda asked, number: f"endless {status}"
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    assert main(["push", url(scripted)]) == 1
    unit = 1 if sys.platform == "darwin" else 1024
    used = (resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before) * unit
    assert used < 8 * LARGEST_ANSWER
    out, err = capsys.readouterr()
    assert out == ""
    assert "the server's answer has more than 33,554,432 bytes [server-failed]" in err
    assert len(err.splitlines()) == 3
    scripted.answers = lambda asked, number: None
    assert main(["push", url(scripted)]) == 0


@pytest.mark.parametrize("answer", ["409", "412", UID_TAKEN], ids=["409", "412", "403"])
def test_a_uid_that_another_calendar_has_is_reported_and_the_others_are_sent(
    scripted: Scripted, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    scripted.answers = lambda method, number: answer if (method, number) == ("PUT", 2) else None
    assert main(["push", url(scripted)]) == 1
    out = capsys.readouterr().out
    assert "the server refused 'B': another calendar there has an entry with its UID [server-refused]" in out  # fmt: skip
    assert len(scripted.entries) == 2
    assert main(["push", url(scripted)]) == 0
    assert len(scripted.entries) == 3


@pytest.mark.parametrize("answer", ["413", '403 <error xmlns="DAV:"><valid-calendar-data xmlns="urn:ietf:params:xml:ns:caldav"/></error>'])  # fmt: skip
def test_an_entry_that_is_refused_does_not_stop_the_others(
    scripted: Scripted, capsys: pytest.CaptureFixture[str], answer: str
) -> None:
    scripted.answers = lambda method, number: answer if (method, number) == ("PUT", 2) else None
    assert main(["push", url(scripted)]) == 1
    assert "the server refused 'B': it answered 4" in capsys.readouterr().out
    assert len(scripted.entries) == 2


def test_an_edit_during_the_push_is_not_overwritten(
    scripted: Scripted, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["push", url(scripted)]) == 0
    Path("events.yaml").write_text(EVENTS.replace("title: B", "title: Second"))
    timeline.build("events.yaml", formats=["ics"])
    scripted.answers = lambda method, number: "412" if method == "PUT" else None
    assert main(["push", url(scripted)]) == 1
    assert (
        "'Second' was edited there, and was left unchanged [entry-edited]"
        in capsys.readouterr().out
    )
    assert b"SUMMARY:B" in scripted.entries[f"{PATH}b_calendar.embassy.kz.ics"]


@pytest.mark.parametrize("etags", ["sent", "listed", "weak"])
def test_a_server_need_not_send_etags_when_it_stores_entries(
    scripted: Scripted, capsys: pytest.CaptureFixture[str], etags: str
) -> None:
    scripted.etags = etags
    assert main(["push", url(scripted)]) == 0
    assert main(["push", url(scripted)]) == 0
    assert capsys.readouterr().out.endswith(": 3 unchanged\n")
    Path("events.yaml").write_text(EVENTS.replace("title: B", "title: Second"))
    timeline.build("events.yaml", formats=["ics"])
    assert main(["push", url(scripted)]) == 0
    assert main(["push", url(scripted)]) == 0
    assert capsys.readouterr().out.endswith(": 3 unchanged\n")
    assert b"SUMMARY:Second" in scripted.entries[f"{PATH}b_calendar.embassy.kz.ics"]
    # An edit is still noticed.
    path = f"{PATH}a_calendar.embassy.kz.ics"
    scripted.entries[path] = scripted.entries[path].replace(b"SUMMARY:A", b"SUMMARY:Lunch")
    assert main(["push", url(scripted)]) == 1
    assert "(title: Lunch → A) [entry-edited]" in capsys.readouterr().out


def test_a_host_that_is_not_there_is_one_line(
    scripted: Scripted, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["push", f"http://keeper@127.0.0.1:{free_port()}/"]) == 1
    err = capsys.readouterr().err
    assert "the connection failed: " in err
    assert "[server-unreachable]" in err
    assert len(err.splitlines()) == 3


def test_a_wrong_certificate_stops_the_push_before_the_password_is_sent(
    scripted: Scripted, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    openssl = shutil.which("openssl")
    assert openssl
    subprocess.run(
        [openssl, "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", "key.pem",
         "-out", "certificate.pem", "-days", "2", "-subj", "/CN=calendar.other.org"],
        cwd=tmp_path, check=True, capture_output=True,
    )  # fmt: skip
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(tmp_path / "certificate.pem", tmp_path / "key.pem")
    scripted.socket = context.wrap_socket(scripted.socket, server_side=True)
    assert main(["push", url(scripted, "https")]) == 1
    err = capsys.readouterr().err
    assert "the certificate of the server is not trusted: " in err
    assert "[server-certificate]" in err
    assert scripted.passwords == []


# -- before anything is sent -----------------------------------------------------------------------


def test_exports_that_are_not_current_are_not_sent(
    scripted: Scripted, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("events.yaml").write_text(EVENTS.replace("title: A", "title: First"))
    assert main(["push", url(scripted)]) == 1
    assert "exports/visits.en.ics: the calendar is out of date [export-outdated]" in capsys.readouterr().err  # fmt: skip
    shutil.rmtree("exports")
    assert main(["push", url(scripted)]) == 1
    assert "[export-missing]" in capsys.readouterr().err
    assert scripted.counts == {}
    assert not Path("exports").exists()


@pytest.mark.parametrize("domain", ["chronology.example.org", "visits.invalid"])
def test_a_placeholder_domain_is_a_problem(
    scripted: Scripted, capsys: pytest.CaptureFixture[str], domain: str
) -> None:
    Path("events.yaml").write_text(EVENTS.replace("calendar.embassy.kz", domain))
    assert main(["push", url(scripted)]) == 1
    err = capsys.readouterr().err
    assert f"events.yaml:1:32: calendar.domain: its domain ({domain}) is a placeholder [domain-placeholder]" in err  # fmt: skip
    assert scripted.counts == {}


def test_a_damaged_state_is_one_line(
    scripted: Scripted, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["push", url(scripted)]) == 0
    where = address(url(scripted)).url
    path = Path("exports") / file_name(timeline.load("events.yaml"), "en", where)
    content = path.read_bytes()
    for damaged in (b"", content[:-20], b"[]", content.replace(b'"version": 1', b'"version": 2')):
        path.write_bytes(damaged)
        assert main(["push", url(scripted)]) == 1
        assert (
            "is damaged, or was written by a later version [push-state]" in capsys.readouterr().err
        )
    path.unlink()
    assert main(["push", url(scripted)]) == 0
    assert "3 unchanged" in capsys.readouterr().out


@pytest.mark.parametrize(
    ("text", "fact"),
    [
        ("dav.embassy.kz/visits", "this is not the address of a calendar"),
        ("ftp://dav.embassy.kz/", "this is not the address of a calendar"),
        ("https://", "this is not the address of a calendar"),
        ("https://dav.embassy.kz:port/", "this is not the address of a calendar"),
        ("https://dav.embassy.kz/?a=b", "this is not the address of a calendar"),
        ("https://keeper:secret-2@dav.embassy.kz/", "the address contains a password, which stays in the shell history"),
        ("http://keeper@dav.embassy.kz/", "the password would be sent unencrypted"),
    ],
)  # fmt: skip
def test_an_address_that_cannot_be_is_wrong_usage(
    folder: Path, capsys: pytest.CaptureFixture[str], text: str, fact: str
) -> None:
    assert main(["push", text]) == 2
    err = capsys.readouterr().err
    assert fact in err
    assert "secret-2" not in err


def test_an_address_is_written_in_one_way() -> None:
    same = ("https://a%40b@Dav.embassy.kz:8443/visits", "https://a%40b@dav.embassy.kz:8443/visits/")
    assert {address(each) for each in same} == {address(same[1])}
    assert address(same[0]) == address(same[1])
    assert (address(same[0]).user, address(same[0]).host) == ("a@b", "dav.embassy.kz")
    assert address("http://[::1]:80/a").url == "http://[::1]:80/a/"


# -- who pushes ------------------------------------------------------------------------------------


def test_the_password_is_of_the_environment_or_of_netrc(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    netrc = folder / "netrc"
    netrc.write_text("machine dav.embassy.kz login keeper password of-netrc\n")
    netrc.chmod(0o600)
    monkeypatch.delenv("TIMELINE_PASSWORD", raising=False)
    assert credentials("dav.embassy.kz", None) == ("keeper", "of-netrc")
    assert credentials("dav.embassy.kz", "keeper") == ("keeper", "of-netrc")
    monkeypatch.setenv("TIMELINE_PASSWORD", "of-environment")
    assert credentials("dav.embassy.kz", None) == ("keeper", "of-environment")
    assert credentials("dav.embassy.kz", "other") == ("other", "of-environment")


class Ring(KeyringBackend):
    """A key ring in memory, which may be locked."""

    priority = -1  # used only where it is set
    passwords: ClassVar = {("timeline:dav.embassy.kz", "keeper"): "of-key-ring"}
    is_locked = False

    def get_password(self, service: str, username: str) -> str | None:
        if self.is_locked:
            raise KeyringLocked
        return self.passwords.get((service, username))

    def set_password(self, service: str, username: str, password: str) -> None:
        raise NotImplementedError  # nothing is ever stored


def test_the_password_may_be_in_the_key_ring(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIMELINE_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin", None)
    before, ring = keyring.get_keyring(), Ring()  # type: ignore[no-untyped-call]  # of the library
    keyring.set_keyring(ring)
    try:
        assert credentials("dav.embassy.kz", "keeper") == ("keeper", "of-key-ring")
        for user, is_locked in (("other", False), ("keeper", True)):
            ring.is_locked = is_locked
            with pytest.raises(OptionError) as caught:
                credentials("dav.embassy.kz", user)
            assert "no terminal" in caught.value.problems[0].fact
    finally:
        keyring.set_keyring(before)


@pytest.mark.skipif(os.name == "nt", reason="terminals of POSIX")
def test_on_a_terminal_user_and_password_are_asked_for(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    import pty  # of POSIX only

    monkeypatch.delenv("TIMELINE_PASSWORD")
    # A key ring of the machine must not answer.
    monkeypatch.setenv("PYTHON_KEYRING_BACKEND", "keyring.backends.null.Keyring")
    # The password is sent only to a server that asks for it.
    scripted.answers = lambda method, number: "401" if (method, number) == ("PROPFIND", 1) else None
    terminal, inner = pty.openpty()
    begin = "import fcntl, os, sys, termios; fcntl.ioctl(0, termios.TIOCSCTTY, 0); os.execv(sys.executable, sys.argv[1:])"
    command = [sys.executable, "-m", "timeline", "push", url(scripted).replace("keeper@", "")]
    process = subprocess.Popen(
        [sys.executable, "-c", begin, *command],
        stdin=inner, stdout=inner, stderr=inner, start_new_session=True,
    )  # fmt: skip
    os.close(inner)
    shown = ""
    for prompt, answer in (("User at 127.0.0.1: ", "keeper"), ("Password of keeper at 127.0.0.1: ", "typed-1")):  # fmt: skip
        while prompt not in shown:
            assert select.select([terminal], [], [], 60)[0], shown
            shown += os.read(terminal, 65536).decode()
        os.write(terminal, f"{answer}\n".encode())
    with suppress(OSError):  # the end of a terminal on Linux
        while select.select([terminal], [], [], 60)[0] and (more := os.read(terminal, 65536)):
            shown += more.decode()
    os.close(terminal)
    assert process.wait(60) == 0, shown
    assert "3 added" in shown
    assert "typed-1" not in shown
    assert b64encode(b"keeper:typed-1").decode() in "".join(scripted.passwords)


def test_without_a_terminal_nobody_is_asked(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("TIMELINE_PASSWORD", raising=False)
    monkeypatch.setattr("sys.stdin", None)
    with pytest.raises(OptionError) as caught:
        credentials("dav.embassy.kz", None)
    assert "https://USER@HOST" in caught.value.problems[0].hint
    with pytest.raises(OptionError) as caught:
        credentials("dav.embassy.kz", "keeper")
    assert "TIMELINE_PASSWORD" in caught.value.problems[0].hint
    (folder / "netrc").write_text("machine\n")
    with pytest.raises(OptionError) as caught:
        credentials("dav.embassy.kz", "keeper")
    assert "netrc cannot be read" in caught.value.problems[0].fact
