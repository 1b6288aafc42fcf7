"""Single properties as content lines, not folded yet (RFC 5545 section 3.1).

They equal what icalendar writes for its types, except `local`. For speed with ten thousand events,
the five kinds of value that nearly all lines have (texts, days, moments in UTC and in their zones,
addresses) are written here; a test checks that the output is the same.
"""

from __future__ import annotations

import re
from contextlib import suppress
from datetime import UTC, date, datetime
from functools import lru_cache
from typing import Any, Final
from urllib.parse import quote

from icalendar.parser import Contentline
from icalendar.prop import vUri

from timeline.content_lines import clean_line


def line(name: str, value: Any) -> str:
    """The property with a *value* of one of icalendar's types, which have no common base class."""
    return str(Contentline.from_parts(name, value.params, value))


def text(name: str, value: str) -> str:
    """A TEXT (RFC 5545 section 3.3.11); *value* is clean."""
    return f"{name}:{_escaped(value)}"


@lru_cache(maxsize=4096)
def texts(name: str, *values: str) -> str:
    """A list of TEXTs, cached since many events share them; *values* are clean."""
    return f"{name}:{','.join(map(_escaped, values))}"


def _escaped(value: str) -> str:
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\n", "\\n")


def day(name: str, value: date) -> str:
    """A DATE. Without VALUE=DATE, ical.js rejects the whole file."""
    return f"{name};VALUE=DATE:{value.isoformat().replace('-', '')}"


@lru_cache(maxsize=4096)
def utc(name: str, moment: datetime) -> str:
    """A DATE-TIME in UTC, to the second."""
    return f"{name}:{_date_time(moment.astimezone(UTC))}Z"


def local(name: str, moment: datetime) -> str:
    """A DATE-TIME in the local time of its IANA zone, to the second.

    icalendar 7.3 treats Iceland, Ghana and other zones as UTC, which is their offset today, and so
    gets their earlier moments wrong.
    """
    return f"{name};TZID={moment.tzinfo}:{_date_time(moment)}"


def _date_time(moment: datetime) -> str:
    # Not with strftime, which writes the year 850 without its zero.
    written = moment.replace(microsecond=0, tzinfo=None).isoformat()
    return written.replace("-", "").replace(":", "")


def address(name: str, value: str) -> str:
    """A URI, which has no escapes; *value* comes from `uri`."""
    return f"{name}:{value}"


def link(value: str, document: str, language: str) -> str:
    """The LINK to a source, the page or PDF at *value* (RFC 9253 section 8.2)."""
    is_pdf = _PDF.search(value.lower()) is not None
    return _link(document, language, "application/pdf" if is_pdf else "text/html") + value


# Without IGNORECASE, the search skips to the first ".pdf".
_PDF: Final = re.compile(r"\.pdf(?:$|[?#])")


@lru_cache(maxsize=4096)
def _link(document: str, language: str, file_type: str) -> str:
    """Everything before the address; cached, since many events share a document.

    The grammar requires all five parameters.
    """
    label = clean_line(document).replace('"', "'").replace("^", "'")[:120]
    parameters: dict[str, Any] = {
        "VALUE": "URI",
        "LINKREL": "source",
        "FMTTYPE": file_type,
        "LABEL": label,
        "LANGUAGE": language,
    }
    return line("LINK", vUri("", params=parameters))


_PLAIN_ADDRESS: Final = re.compile(r"https?://[A-Za-z0-9.-]+(?:/[A-Za-z0-9._~/%=&?#+-]*)?")
_ADDRESS: Final = re.compile(r"(https?://)([^/?#]*)(.*)")


def uri(address: str) -> str:
    """*address* in the characters of RFC 3986, with commas and semicolons percent-encoded too.

    URI values have no escapes, and some readers split them at commas.
    """
    if _PLAIN_ADDRESS.fullmatch(address):
        return address  # true of nearly all addresses
    match = _ADDRESS.fullmatch(clean_line(address))
    if match is None:
        return quote(clean_line(address), safe="%/:@!$&'()*+=~?#")
    scheme, host, rest = match.groups()
    if not host.isascii():
        with suppress(UnicodeError):  # not valid in IDNA: percent-encoded like the rest
            host = host.encode("idna").decode()
    return scheme + quote(host, safe="%:@[]!$&'()*+=~") + quote(rest, safe="%/:@!$&'()*+=~?#")
