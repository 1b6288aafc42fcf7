"""Office packages (ECMA-376 part 2, Open Packaging Conventions) whose bytes depend on content only.

Libraries put the time of writing into the ZIP archive and the properties. Here the parts are
repacked in a fixed order, with a fixed time, and with properties that have no time.
"""

from __future__ import annotations

import io
import re
import zipfile
from typing import Final
from urllib.parse import quote
from xml.sax.saxutils import escape

_CORE: Final = "docProps/core.xml"
_APP: Final = "docProps/app.xml"
_FIRST: Final = ("[Content_Types].xml", "_rels/.rels", _APP, _CORE)
"""The parts that come first, as in Office files; file type detection reads the beginning."""

_EPOCH: Final = (1980, 1, 1, 0, 0, 0)
"""The earliest time in a ZIP archive."""

_GENERATOR: Final = "diplomatic-timeline"

_OWN: Final = re.compile(
    rb"PK\x03\x04.{1,9000}<Application>diplomatic-timeline</Application>", re.DOTALL
)


def is_own(beginning: bytes) -> bool:
    """Whether a file with this *beginning* was packed here."""
    return _OWN.match(beginning) is not None


_UNWRITABLE: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def writable(text: str) -> str:
    """*text* without the characters that XML forbids or discourages (XML 1.0, 2.2)."""
    return _UNWRITABLE.sub("", text)


def writable_address(url: str) -> str:
    """*url* with the characters that `writable` leaves out percent-encoded."""
    return _UNWRITABLE.sub(lambda found: quote(found[0], errors="replace"), url)


def packed(content: bytes, *, title: str, language: str) -> bytes:
    """The package *content* with our properties; the same content gives the same bytes."""
    file = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as new,
    ):
        own = {_CORE: _core(title, language), _APP: _app()}
        parts = {name: own.get(name) or old.read(name) for name in old.namelist()}
        names = [name for name in _FIRST if name in parts]
        for name in [*names, *sorted(parts.keys() - set(names))]:
            info = zipfile.ZipInfo(name, _EPOCH)
            info.external_attr = 0o600 << 16
            info.create_system = 3
            # Not compressed, so that the beginning of the file can be recognised.
            info.compress_type = zipfile.ZIP_STORED if name in own else zipfile.ZIP_DEFLATED
            new.writestr(info, parts[name])
    return file.getvalue()


_HEAD: Final = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def _core(title: str, language: str) -> bytes:
    """Title and language (ECMA-376 part 2, 8.3); no author and no time."""
    return (
        f"{_HEAD}<cp:coreProperties"
        ' xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties"'
        ' xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(writable(title))}</dc:title><dc:language>{escape(language)}</dc:language>"
        "</cp:coreProperties>"
    ).encode()


def _app() -> bytes:
    return (
        f"{_HEAD}<Properties"
        ' xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
        f"<Application>{_GENERATOR}</Application></Properties>"
    ).encode()
