"""DOC: old Word documents, where LibreOffice is installed to read them.

They are compound files (OLE), as are old workbooks, Outlook messages and encrypted documents; each
of those is refused with its kind. LibreOffice saves the document as DOCX, with a separate profile
and without macros, and that file is read.
"""

from __future__ import annotations

import shutil
import subprocess
import tempfile
from pathlib import Path
from typing import Final

from timeline.code_names import CodeName
from timeline.documents.content import Content, refuse
from timeline.documents.formats import docx

SUFFIXES: Final = (".doc", ".dot")

SECONDS: Final = 120
"""Seconds that LibreOffice gets to save a document; it takes about ten to start."""

_BEGINNING: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"


def _stream(name: str) -> bytes:
    """The name of a stream as written in the directory of a compound file."""
    return name.encode("utf-16-le")


_KINDS: Final[dict[bytes, tuple[str, str, CodeName]]] = {
    _stream("EncryptedPackage"): (
        "the document is encrypted", "save it without a password", "file-encrypted",
    ),
    _stream("__properties_version1"): (
        "this is a message of Outlook (MSG)", "save it as EML or as text", "file-format",
    ),
    _stream("Workbook"): (
        "this is an old Excel workbook (XLS)", "read it with `timeline import`", "file-format",
    ),
    _stream("PowerPoint Document"): (
        "this is an old PowerPoint presentation (PPT)", "save it as PDF", "file-format",
    ),
}  # fmt: skip
"""Streams by which compound files of other kinds are detected: fact, hint and code."""

_WORD: Final = _stream("WordDocument")


def recognises(content: bytes, name: str) -> bool:
    """Whether it is a compound file."""
    return content.startswith(_BEGINNING)


def read(content: bytes, name: str) -> Content:
    """The content of an old Word document.

    Raises:
        InputError: it is of another kind or encrypted, or LibreOffice cannot read it or is missing.
    """
    for stream, (fact, hint, code) in _KINDS.items():
        if stream in content:
            refuse(name, fact, hint, code)
    if _WORD not in content:
        refuse(name, "this compound file is not a Word document", "save it as DOCX", "file-format")
    office = shutil.which("soffice") or shutil.which("libreoffice")
    if office is None:
        fact = "this is an old Word document (DOC), and reading it needs LibreOffice"
        refuse(name, fact, "install LibreOffice, or save it as DOCX", "library-missing")
    return docx.read(_saved(office, content, name), name)


def _saved(office: str, content: bytes, name: str) -> bytes:
    """The document as DOCX, saved by LibreOffice."""
    with tempfile.TemporaryDirectory(prefix="timeline-") as folder:
        given, saved = Path(folder, "document.doc"), Path(folder, "document.docx")
        given.write_bytes(content)
        profile = Path(folder, "profile").as_uri()
        command = [office, f"-env:UserInstallation={profile}", "--headless", "--norestore"]
        command += ["--convert-to", "docx", "--outdir", folder, str(given)]
        try:
            subprocess.run(command, capture_output=True, timeout=SECONDS, check=False, cwd=folder)
        except subprocess.TimeoutExpired:
            fact = f"LibreOffice takes more than {SECONDS} s to read it"
            refuse(name, fact, "save it as DOCX", "file-too-costly")
        except OSError as error:
            fact = f"LibreOffice does not start: {error.strerror or error}"
            refuse(name, fact, "save it as DOCX", "library-missing")
        if not saved.is_file():
            fact = "LibreOffice cannot read the document: it is damaged or encrypted"
            refuse(name, fact, "save it as DOCX", "file-damaged")
        return saved.read_bytes()
