"""Plotly's browser code, and the ways in which a page can include it.

The code comes from the installed plotly package, or from a file that the user names; it is read
only when a page is written. A policy hash is a hash-source of Content Security Policy Level 3,
section 2.3.1.
"""

from __future__ import annotations

import re
from base64 import b64encode
from codecs import BOM_UTF8
from collections.abc import Callable, Iterator
from enum import StrEnum
from functools import cached_property
from hashlib import sha256
from importlib.util import find_spec
from pathlib import Path
from string import ascii_letters, digits
from typing import Final

from msgspec import Struct

from timeline.errors import OptionError, printable
from timeline.exporters.html.embedding import SMALL, packed
from timeline.exporters.html.trimming import eager, trimmed

BESIDE: Final = "plotly.min.js"
"""The name of the file with the code beside the page."""


class Carriage(StrEnum):
    """How the page includes Plotly: packed (for mail), unpacked, or as a file beside it."""

    COMPRESSED = "compressed"
    EMBEDDED = "embedded"
    DIRECTORY = "directory"


class Bundle(Struct, frozen=True, dict=True):
    """Plotly's code, and how the page includes it."""

    code: bytes
    carriage: Carriage = Carriage.COMPRESSED

    @cached_property
    def digest(self) -> bytes:
        """The SHA-256 of the code."""
        return sha256(self.code).digest()


def policy_hash(digest: bytes) -> str:
    """The source expression that allows the inline script of this SHA-256 *digest*."""
    return f"'sha256-{b64encode(digest).decode()}'"


def element(bundle: Bundle, previous: Callable[[], bytes | None]) -> Iterator[bytes]:
    """The script element that includes Plotly; *previous* returns the page of the last build."""
    match bundle.carriage:
        case Carriage.COMPRESSED:
            yield from _packed(bundle, previous() or b"")
        case Carriage.DIRECTORY:
            yield f'<script src="{BESIDE}"></script>'.encode()
        case Carriage.EMBEDDED:
            yield from (b"<script>", bundle.code, b"</script>")


def _packed(bundle: Bundle, previous: bytes) -> Iterator[bytes]:
    """The element with Plotly's code, packed; copied from the *previous* page if it is the same.

    Packing the code again, or unpacking it for a comparison, takes a tenth of the time of a build
    of a small chronology. So the element has a seal: a digest of the code and of its packed form,
    which depends on the release of zlib. A forged seal can at most keep the chart from being
    drawn: only base64 is copied, and the page's policy lets no other code run.
    """
    text, seal = _sealed(previous)
    if not text or seal != _seal(bundle.digest, text) or text.translate(None, _BASE64):
        text = packed([bundle.code], SMALL)
        seal = _seal(bundle.digest, text)
    yield _BEFORE_SEAL + seal + _AFTER_SEAL
    yield text
    yield b"</script>"


_BASE64: Final = (ascii_letters + digits + "+/=").encode()


_BEFORE_SEAL: Final = b'<script type="application/octet-stream" id="_plotly" data-seal="'
_AFTER_SEAL: Final = b'">'


def _sealed(page: bytes) -> tuple[bytes, bytes]:
    """The packed code of Plotly in a page, and its seal; both empty if the page has none."""
    start = page.find(_BEFORE_SEAL) + len(_BEFORE_SEAL)
    end = page.find(_AFTER_SEAL, start)
    if start < len(_BEFORE_SEAL) or end < 0:
        return b"", b""
    return page[end + len(_AFTER_SEAL) : page.find(b"</script>", end)], page[start:end]


def _seal(digest: bytes, text: bytes) -> bytes:
    """The seal of *text*, packed from code that has this SHA-256 *digest*."""
    found = sha256(digest)
    found.update(text)
    return found.hexdigest().encode()


def bundle(option: str | None = None) -> Bundle:
    """The bundle that *option* asks for: a `Carriage`, or the path of a bundle to pack instead.

    Raises:
        OptionError: *option* is the path of a file that cannot be read.
    """
    if option is None or option in list(Carriage):
        code = eager(trimmed(_bare(_installed())))
        carriage = Carriage(option or Carriage.COMPRESSED)
        # Packed code, and code in a separate file, is not part of the markup.
        return Bundle(_inline_safe(code) if carriage is Carriage.EMBEDDED else code, carriage)
    try:
        code = Path(option).read_bytes().removeprefix(BOM_UTF8)  # browsers drop it when unpacking
        code.decode()
    except (OSError, ValueError) as error:
        known = ", ".join(Carriage)
        hint = f"give a readable Plotly bundle, or one of: {known}"
        fact = f"{printable(option)!r} cannot be read"
        raise OptionError([("plotly", fact, hint)]) from error
    return Bundle(eager(_bare(code)))


def _installed() -> bytes:
    """The code in the plotly package, located without importing plotly."""
    spec = find_spec("plotly")
    if spec is None or not spec.submodule_search_locations:  # pragma: no cover - a dependency
        raise ModuleNotFoundError("plotly is not installed")
    folder = Path(spec.submodule_search_locations[0])
    return (folder / "package_data" / "plotly.min.js").read_bytes()


_FOR_LOADERS: Final = re.compile(
    rb"\(\s*function\(root, factory\) \{.*?\(typeof self [^\n]*\(\) => \{\s*"
    rb"(?P<code>\"use strict\";.*)"
    rb"return Plotly;\s*\}\)\);?\s*\Z",
    re.DOTALL,
)


def _bare(code: bytes) -> bytes:
    """*code* without the function that wraps it for module loaders, if it has one.

    Browsers parse the body of a function once to find its end, and again to run it; for five
    megabytes that is a third of the time that Plotly takes to start (V8 of Chromium 156).
    """
    found = _FOR_LOADERS.search(code)
    if found is None:
        return code
    start, end = found.span("code")
    return b"".join((code[: found.start()], memoryview(code)[start:end]))


def _inline_safe(code: bytes) -> bytes:
    """*code* without anything that ends a script element, and with the line ends that HTML reads.

    The JavaScript strings in it keep their meaning.
    """
    if b"\r" in code:
        code = code.replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return code.replace(b"</script", rb"<\/script").replace(b"<!--", rb"<\!--")
