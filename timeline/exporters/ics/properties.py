"""Single properties as content lines, not folded yet (RFC 5545 section 3.1).

They are what icalendar makes of its types, `local` aside. The five kinds of value that nearly
all lines have (texts, days, moments in UTC and in their zones, addresses) are written here, to
the same letters, as a test holds: that is what makes ten thousand events quick.
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
    """The property of a *value*, one of icalendar's types, which have no class in common."""
    return str(Contentline.from_parts(name, value.params, value))


def text(name: str, value: str) -> str:
    """A TEXT (RFC 5545 section 3.3.11); *value* is clean."""
    return f"{name}:{_escaped(value)}"


@lru_cache(maxsize=4096)
def texts(name: str, *values: str) -> str:
    """Several TEXTs in a list, as many events have them in common; *values* are clean."""
    return f"{name}:{','.join(map(_escaped, values))}"


def _escaped(value: str) -> str:
    value = value.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return value.replace("\n", "\\n")


def day(name: str, value: date) -> str:
    """A DATE. Without VALUE=DATE, ical.js refuses the whole file."""
    return f"{name};VALUE=DATE:{value.isoformat().replace('-', '')}"


@lru_cache(maxsize=4096)
def utc(name: str, moment: datetime) -> str:
    """A DATE-TIME in UTC, to the second."""
    return f"{name}:{_date_time(moment.astimezone(UTC))}Z"


def local(name: str, moment: datetime) -> str:
    """A DATE-TIME by the clocks of its IANA zone, to the second.

    icalendar 7.3 takes Iceland, Ghana and other zones for UTC, in which they are today, and so
    their earlier moments for others.
    """
    return f"{name};TZID={moment.tzinfo}:{_date_time(moment)}"


def _date_time(moment: datetime) -> str:
    # Not by strftime, which writes the year 850 without its zero.
    written = moment.replace(microsecond=0, tzinfo=None).isoformat()
    return written.replace("-", "").replace(":", "")


def address(name: str, value: str) -> str:
    """A URI, which has no escapes; *value* is as `uri` gives it."""
    return f"{name}:{value}"


def link(value: str, document: str, language: str) -> str:
    """The LINK to the page or PDF at *value*, a source (RFC 9253 section 8.2)."""
    is_pdf = _PDF.search(value) is not None
    return _link(document, language, "application/pdf" if is_pdf else "text/html") + value


_PDF: Final = re.compile(r"\.pdf(?:$|[?#])", re.IGNORECASE)


@lru_cache(maxsize=4096)
def _link(document: str, language: str, file_type: str) -> str:
    """All before the address; many events have one document as their source.

    The grammar asks for all five parameters.
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
    """*address* in the characters of RFC 3986; commas and semicolons too are percent-encoded.

    URI values have no escapes, and some readers split them at commas.
    """
    if _PLAIN_ADDRESS.fullmatch(address):
        return address  # nearly all of them
    match = _ADDRESS.fullmatch(clean_line(address))
    if match is None:
        return quote(clean_line(address), safe="%/:@!$&'()*+=~?#")
    scheme, host, rest = match.groups()
    if not host.isascii():
        with suppress(UnicodeError):  # of no name in IDNA: percent-encoded like the rest
            host = host.encode("idna").decode()
    return scheme + quote(host, safe="%:@[]!$&'()*+=~") + quote(rest, safe="%/:@!$&'()*+=~?#")
