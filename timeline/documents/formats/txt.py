"""TXT: plain text in any of the usual encodings.

A file that no other format recognises is read as plain text.
"""

from __future__ import annotations

import codecs
import re
from typing import Final

from timeline.documents import formats, identification
from timeline.documents.content import LARGEST_TEXT, Content, refuse
from timeline.documents.text import paragraphs, without_spacing

SUFFIXES: Final = (".txt", ".text")

CODE_PAGES: Final = (
    "cp1251", "cp1252", "cp1250", "cp1254", "cp1253", "koi8-r", "cp866", "cp1256", "gb18030",
)  # fmt: skip
"""Encodings that are tried if a file is not Unicode: the most plausible text wins."""

_MARKS: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def recognises(content: bytes, name: str) -> bool:
    """True: every file may be text."""
    return True


def read(content: bytes, name: str) -> Content:
    """The text of a file, with every character in its place; spaced capitals are closed up.

    Raises:
        InputError: it is not text, or too long.
    """
    if content.startswith(b"PK\x03\x04"):
        fact = "this archive is not a document of a supported format"
        refuse(name, fact, "save the text as DOCX or TXT", "file-format")
    text = without_spacing(decode(content, name))
    if len(text) > LARGEST_TEXT:
        hint = f"at most {LARGEST_TEXT:,} characters are read"
        refuse(name, "the text is too long", hint, "file-too-large")
    return Content(text=text, paragraphs=tuple(paragraphs(text)))


def decode(content: bytes, name: str) -> str:
    """*content* as text, in UTF-8, by its byte order mark, or in the best of `CODE_PAGES`.

    Raises:
        InputError: it is not text.
    """
    for mark, encoding in _MARKS:
        if content.startswith(mark):
            try:
                return content.decode(encoding)
            except UnicodeDecodeError:
                fact = f"the file begins as {encoding} and is incomplete"
                refuse(name, fact, "save it again", "file-encoding")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(content) and error.reason == "unexpected end of data":
            # Cut in the middle of the last character: everything before it is valid.
            return content.decode("utf-8", "ignore")
    else:
        if "\0" not in text:
            return text
    if 0 in content[:4096]:
        for encoding in ("utf-16-le", "utf-16-be"):
            wide = content.decode(encoding, "replace")
            if "\0" not in wide and identification.identify(wide) != "und":
                return wide
        hint = f"save it in one of these formats: {formats.listed()}"
        refuse(name, "the file is not text", hint, "file-format")
    sample = content[: identification.SAMPLE]
    ranked = [(_sense(sample, page), -number, page) for number, page in enumerate(CODE_PAGES)]
    sense, _, page = max(ranked)
    if sense <= 0:
        fact = "the encoding of the text is not known"
        refuse(name, fact, "save it as UTF-8", "file-encoding")
    return content.decode(page, "replace")


def _sense(sample: bytes, encoding: str) -> float:
    """How plausible *sample* is as a text of any language in that encoding."""
    text = sample.decode(encoding, "replace")
    nonsense = sum(1 for _ in _NONSENSE.finditer(text))
    return max(value for _, value in identification.score(text)) - nonsense / len(text) * 10


_NONSENSE: Final = re.compile(
    r"""[^\w\s.,;:!?()"'«»„“”‘’‹›–—…№%/&@§$€°+*#=<>\[\]{}|~`^-]|[а-яёa-z](?=[А-ЯЁA-Z])"""
)
"""Characters that prose does not use, and capitals inside words."""
