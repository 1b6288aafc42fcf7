"""Why a chronology cannot be published as it is: fields of its header are missing or wrong."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

from timeline import nodes
from timeline.building import Loaded
from timeline.code_names import CodeName
from timeline.errors import Problem
from timeline.events import Calendar, is_reserved
from timeline.subscribing import PAGE, is_loopback


def objections(loaded: Loaded) -> tuple[Problem, ...]:
    """The problems in the header of *loaded*, each with its place in the file."""
    found = tuple(_objections(loaded.timeline.calendar))
    if not found:
        return ()
    locate = locator(loaded.path)
    return tuple(
        Problem(locate("calendar", field), f"calendar.{field}", fact, hint, code)
        for field, fact, hint, code in found
    )


def locator(path: Path | None) -> nodes.Locator:
    """The places in the file, which is read again only if there is a problem to report."""
    if path is None:
        return nodes.Locator("<chronology>")
    root, _ = nodes.parse(nodes.read_bytes(path), str(path))
    return nodes.Locator(str(path), root)


_FoundObjection = tuple[str, str, str, CodeName]
"""Field of the header, fact, hint and code."""


def _objections(calendar: Calendar) -> Iterator[_FoundObjection]:
    """The problems of the header."""
    if calendar.has_placeholder_domain:
        fact = f"the domain of the entries ({calendar.uid_domain}) is a placeholder"
        hint = "write a domain that you control, and keep it: the UID of every entry ends in it"
        yield "domain", fact, hint, "domain-placeholder"
    if calendar.url is None:
        hint = "write the https address of the folder of the site, with a slash at the end"
        yield "url", "publishing needs the address of the site", hint, "url-missing"
        return
    yield from _of_address(calendar.url)


def _of_address(url: str) -> Iterator[_FoundObjection]:
    parts = urlsplit(url)
    host = parts.hostname or ""
    if parts.scheme != "https" and not is_loopback(host):
        hint = "serve the site over https: phones and Outlook require it; write https:// here"
        yield "url", "the address of the site has no https", hint, "url-insecure"
    if is_reserved(host) and not is_loopback(host):
        hint = "write the address at which people will find the site"
        yield "url", f"nobody can own {host}", hint, "url-placeholder"
    if parts.username is not None:
        hint = (
            "remove it and allow public access: applications that subscribe cannot give a password"
        )
        yield "url", "the address of the site has a user name", hint, "url-site"
    name = parts.path.rpartition("/")[2]
    if parts.query or parts.fragment:
        hint = "write the address of the folder, with a slash at the end"
        fact = "the address has a query or a fragment, which no calendar beside it can have"
        yield "url", fact, hint, "url-site"
    elif parts.path and name not in ("", PAGE):
        fact = f"the address leads to {name!r}, which a site does not have"
        hint = f"if this is the folder of the site, add a slash at the end, or {PAGE!r}"
        yield "url", fact, hint, "url-site"
