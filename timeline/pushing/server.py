"""A calendar on a CalDAV server, accessed with the library caldav."""

from __future__ import annotations

import logging
import time
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from typing import Any, Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from msgspec import Struct

from timeline import installing
from timeline.code_names import CodeName
from timeline.errors import OptionError, RemoteError
from timeline.pushing import Copies, NotTaken, Stale, Taken
from timeline.subscribing import is_loopback

TIMEOUT: Final = 60
"""Seconds to wait for a response: a server may need a while for a large calendar."""

LARGEST_ANSWER: Final = 1 << 25
"""Maximum bytes of an answer: that with a list of 50,000 entries has half of it."""

LONGEST_ANSWER: Final = 600.0
"""Maximum seconds that an answer may take to arrive."""

AT_A_TIME: Final = 200
"""Number of copies per request."""

_PIECE: Final = 1 << 16
"""Bytes of an answer that are read at a time."""

_CALENDAR: Final = "{urn:ietf:params:xml:ns:caldav}calendar"
_ETAG: Final = "{DAV:}getetag"
_TYPE: Final = "{DAV:}resourcetype"
_AS_CALENDAR: Final = {"Content-Type": "text/calendar; charset=utf-8"}


class CalendarAddress(Struct, frozen=True):
    """The address of a calendar, and the user name in it."""

    url: str
    user: str | None

    @property
    def host(self) -> str:
        """The host name of the server."""
        return urlsplit(self.url).hostname or ""


def address(text: str) -> CalendarAddress:
    """Parses the address of a calendar, as typed by a user; the path ends with a slash.

    Raises:
        OptionError: it is not an address, contains a password, or would send one unencrypted.
    """
    try:
        parts = urlsplit(text)
        host, user, password = parts.hostname, parts.username, parts.password
        port = parts.port
    except ValueError:
        host = None
    if not host or parts.scheme not in ("https", "http") or parts.query or parts.fragment:
        hint = (
            "write https://USER@HOST/PATH/ of the calendar, as shown in its settings on the server"
        )
        raise OptionError([("URL", "this is not the address of a calendar", hint)])
    if password is not None:
        fact = "the address contains a password, which stays in the shell history"
        hint = "remove it: it is asked for, or read from a key ring, netrc or TIMELINE_PASSWORD"
        raise OptionError([("URL", fact, hint)])
    if parts.scheme == "http" and not is_loopback(host):
        fact = "the password would be sent unencrypted"
        raise OptionError([("URL", fact, "write an address that begins with https://")])
    where = f"[{host}]" if ":" in host else host
    where += f":{port}" if port else ""
    url = f"{parts.scheme}://{where}{parts.path.rstrip('/')}/"
    return CalendarAddress(url, unquote(user) if user else None)


class CalDAV:
    """A calendar on a server; implements `timeline.pushing.RemoteCalendar`."""

    def __init__(self, url: str, user: str, password: str) -> None:
        """*url* is the address of the calendar.

        Raises:
            RemoteError: the library caldav is not installed.
        """
        try:
            from caldav.davclient import DAVClient
        except ImportError:
            hint = f"run: {installing.command('caldav')}"
            fact = "the library caldav is not installed"
            raise RemoteError(url, fact, hint, code="library-missing") from None
        # The library's log is for its developers; failures are raised.
        logging.getLogger("caldav").setLevel(logging.CRITICAL + 1)
        self.url = url
        self._client: Any = DAVClient(
            url, username=user, password=password, timeout=TIMEOUT,
            enable_rfc6764=False, auth_type=None,
        )  # fmt: skip
        # Called before the library reads an answer, which it reads completely, of any size.
        self._client.session.hooks["response"] = [self._read]

    def _read(self, response: Any, *_: object, **__: object) -> Any:
        """Reads the body of *response* within bounds, also that of a redirection."""
        end = time.monotonic() + LONGEST_ANSWER
        content = bytearray()
        for piece in response.iter_content(_PIECE):
            content += piece
            if len(content) > LARGEST_ANSWER or time.monotonic() > end:
                response.close()
                fact = f"the server's answer has more than {LARGEST_ANSWER:,} bytes"
                if len(content) <= LARGEST_ANSWER:
                    fact = f"the server's answer takes more than {LONGEST_ANSWER:.0f} seconds"
                hint = "check that this is the address of a CalDAV calendar"
                raise RemoteError(self.url, fact, hint, code="server-failed")
        response._content, response._content_consumed = bytes(content), True
        return response

    def close(self) -> None:
        """Closes the connection."""
        self._client.close()

    def listing(self) -> Mapping[str, str] | None:
        response = self._request("PROPFIND", self.url)
        if response.status == 404:
            return None
        self._expect(response, "list the entries", 207)
        found = {_path(each.href): each for each in response.results or ()}
        own = found.pop(_path(self.url), None)
        if own is not None and own.status == 404:
            return None
        if own is None or _CALENDAR not in (own.properties.get(_TYPE) or ()):
            fact = "this is not the address of a calendar"
            raise RemoteError(self.url, fact, self._hint(), code="calendar-missing")
        return {
            path: each.properties.get(_ETAG) or ""
            for path, each in found.items()
            if each.status == 200 and not path.endswith("/")
        }

    def _hint(self) -> str:
        """The addresses of the user's calendars, if the server lists them."""
        from caldav.collection import Principal

        try:
            with _failures(self.url):
                found: Any = Principal(self._client).get_calendars()
                calendars = list(found)
        except Exception:  # noqa: BLE001 - the server may have no such list
            calendars = []
        urls = ", ".join(str(each.url) for each in calendars[:10])
        return f"the calendars there are: {urls}" if urls else "add the path of the calendar"

    def copies(self, addresses: Iterable[str]) -> Copies:
        wanted = list(addresses)
        found: dict[str, bytes] = {}
        calendar = self._client.calendar(url=self.url)
        for start in range(0, len(wanted), AT_A_TIME):
            urls = [self._absolute(each) for each in wanted[start : start + AT_A_TIME]]
            with _failures(self.url):
                for each in calendar.multiget([self._client.url.join(url) for url in urls]):
                    found[_path(str(each.url))] = (each.data or "").encode()
        return found

    def make(self, title: str) -> None:
        from caldav.collection import CalendarSet

        parent, _, name = self.url.rstrip("/").rpartition("/")
        with _failures(self.url):
            home = CalendarSet(self._client, url=f"{parent}/")
            home.make_calendar(name=title, cal_id=unquote(name))

    def put(self, name: str, body: bytes) -> tuple[str, str]:
        url = urljoin(self.url, quote(name))
        return _path(url), self._written("PUT", url, body, {"If-None-Match": "*"}, Taken)

    def replace(self, address: str, etag: str, body: bytes) -> str:
        return self._written("PUT", self._absolute(address), body, _if_match(etag), Stale)

    def delete(self, address: str, etag: str) -> None:
        self._written("DELETE", self._absolute(address), b"", _if_match(etag), Stale)

    def _written(
        self,
        method: str,
        url: str,
        body: bytes,
        condition: Mapping[str, str],
        failed: type[Exception],
    ) -> str:
        """Sends a request with a *condition*; returns the new ETag, or "".

        Raises *failed* if the condition is not met.
        """
        response = self._request(method, url, body, {**_AS_CALENDAR, **condition})
        if response.status in (200, 201, 204):
            etag = response.headers.get("ETag") or ""
            return "" if etag.startswith("W/") else etag
        if response.status in (409, 412) or (response.status == 404 and failed is Stale):
            raise failed
        if response.status in (403, 413, 415, 422):
            raise NotTaken(f"it answered {response.status} {response.reason}".strip())
        self._expect(response, "store an entry")
        return ""

    def _absolute(self, path: str) -> str:
        return urljoin(self.url, quote(path, safe="/@:+,;=!$&'()*~"))

    # -- requests and failures ------------------------------------------------------------------

    def _request(
        self, method: str, url: str, body: bytes = b"", headers: Mapping[str, str] | None = None
    ) -> Any:
        from caldav.lib.error import UID_CONFLICT_PRECONDITIONS, AuthorizationError

        with _failures(self.url):
            try:
                if method == "PROPFIND":
                    return self._client.propfind(url, ["getetag", "resourcetype"], depth=1)
                return self._client.request(url, method, body, headers)
            except AuthorizationError as error:
                if error.status != 403 or not error.preconditions or not headers:
                    raise
                is_conflict = UID_CONFLICT_PRECONDITIONS.intersection(error.preconditions)
                reason = ", ".join(each.rpartition("}")[2] for each in error.preconditions)
                return _Answer(409 if is_conflict else 403, reason)

    def _expect(self, response: Any, what: str, *statuses: int) -> None:
        """Raises `RemoteError` unless the response has one of *statuses*."""
        if response.status not in statuses:
            answer = f"{response.status} {response.reason}".strip()
            fact = f"the server answered {answer} to the request to {what}"
            hint = "try again later; entries already sent are not sent again"
            raise RemoteError(self.url, fact, hint, code="server-failed")


def _if_match(etag: str) -> dict[str, str]:
    """The condition that an entry still has *etag*; a weak one never matches (RFC 9110, 13.1.1)."""
    return {} if etag.startswith("W/") else {"If-Match": etag}


class _Answer(Struct):
    """A response that the library raised as an error."""

    status: int
    reason: str
    headers: Mapping[str, str] = {}


def _path(address: str) -> str:
    """The path without escapes, which is equal for all spellings of an address."""
    return unquote(urlsplit(address).path)


@contextmanager
def _failures(url: str) -> Iterator[None]:
    """Raises `RemoteError` for failures of the connection or the server."""
    from caldav.lib import error as errors
    from caldav.lib.http_sync import requests

    def failed(fact: str, hint: str, code: CodeName) -> RemoteError:
        return RemoteError(url, fact, hint, code=code)

    again = "check the connection, and push again: entries already sent are not sent again"
    try:
        yield
    except RemoteError:
        raise
    except errors.AuthorizationError as error:
        if error.status == 401:
            fact, hint = "the server refuses the user or the password", "check both, and push again"
        else:
            fact, hint = "the server refuses access to the calendar", "ask for write permission"
        raise failed(fact, hint, "server-unauthorised") from None
    except errors.RateLimitError as error:
        wait = error.retry_after or ""
        when = f"in {wait} seconds" if wait.isdecimal() else "later"
        fact = "the server is busy or accepts no more requests"
        raise failed(fact, f"push again {when}", "server-failed") from None
    except requests.exceptions.SSLError as error:
        fact = f"the certificate of the server is not trusted: {_reason(error)}"
        hint = "check the address; the password was not sent"
        raise failed(fact, hint, "server-certificate") from None
    except requests.exceptions.Timeout:
        fact = f"the server did not answer within {TIMEOUT} seconds"
        raise failed(fact, again, "server-unreachable") from None
    except (requests.exceptions.RequestException, OSError) as error:
        fact = f"the connection failed: {_reason(error)}"
        raise failed(fact, again, "server-unreachable") from None
    except errors.DAVError as error:
        fact = f"the server's answer cannot be used: {error.reason}"
        raise failed(
            fact, "check that this is the address of a CalDAV calendar", "server-failed"
        ) from None


def _reason(error: BaseException) -> str:
    """The innermost cause of *error*, on one line."""
    while True:
        inner = error.__cause__ or error.__context__ or next(
            (each for each in error.args if isinstance(each, BaseException)), None
        )  # fmt: skip
        reason = getattr(error, "reason", None)
        if isinstance(reason, BaseException):
            inner = reason
        if inner is None:
            break
        error = inner
    reason = getattr(error, "strerror", None) or str(error)
    return " ".join(reason.split())[:200] or type(error).__name__
