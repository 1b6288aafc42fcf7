"""The encoding of a table or a calendar: Unicode, or a code page of Windows.

A file that is not in Unicode is read in the code pages that charset-normalizer considers possible.
A table has too few words for its statistics, so these readings are compared: no word may mix Latin
and Cyrillic letters, and the sequences of letters must be likely in a language that is written in
that page. If two pages are plausible, the file is refused; nothing is guessed.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterable
from itertools import pairwise
from typing import Final, NoReturn

from charset_normalizer import from_bytes
from msgspec import Struct

from timeline.code_names import CodeName
from timeline.errors import InputError, Place, Problem, printable
from timeline.wording.letters import likelihood

PAGES: Final = {
    "cp1252": ("Windows-1252", "da de en es fi fr is it nb nl pt sv"),
    "cp1250": ("Windows-1250", "bs cs de hr hu pl ro sk sl sq sr_Latn"),
    "cp1251": ("Windows-1251", "be bg mk ru sr uk"),
    "cp1254": ("Windows-1254", "tr"),
    "cp1257": ("Windows-1257", "et lt lv"),
    "koi8_r": ("KOI8-R", "ru"),
    "koi8_u": ("KOI8-U", "ru uk"),
    "cp866": ("CP866", "be ru"),
}
"""The name of each code page, and the languages that are written in it, by their CLDR codes."""

SAMPLE: Final = 20_000
"""Maximum octets beyond ASCII that are examined, with their lines."""

ENOUGH: Final = 3.0
"""How much likelier than the next the best reading must be, in natural logarithms.

A factor of twenty: it distinguishes "Beć" from "Beæ", but not a single letter.
"""

_UNICODE: Final = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF32_LE, "utf-32"),
    (codecs.BOM_UTF32_BE, "utf-32"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_ACCEPTED: Final = re.compile(
    r"utf-(8|16|32)(-sig|-le|-be)?|cp\d{3,4}|koi8-[rut]|iso8859-\d+|mac-\w+|latin-1|ascii"
    r"|gb18030|gbk|gb2312|big5|shift_jis|euc_(jp|kr)"
)


class Decoded(Struct, frozen=True):
    """A text; ``note`` names the encoding if the file does not declare it."""

    text: str
    note: str = ""


def lookup(name: str) -> str:
    """Python's name of the encoding *name*.

    Raises:
        LookupError: it is unknown, or not an encoding for tables.
    """
    found = codecs.lookup(name).name
    if not _ACCEPTED.fullmatch(found):
        raise LookupError(f"unknown encoding: {name}")
    return found


def decode(content: bytes, file: str, encoding: str | None = None) -> Decoded:
    """*content* as text, in *encoding* if that is given.

    Raises:
        InputError: it is not text in *encoding* or in any encoding, or it is text in several.
    """
    if encoding is not None:
        try:
            return Decoded(content.decode(lookup(encoding)).removeprefix("\ufeff"))
        except LookupError:
            fact = f"there is no encoding {printable(encoding, 30)!r}"
            _refuse(file, fact, "name one such as utf-8 or cp1251")
        except UnicodeError:
            _refuse(file, f"the file is not written in {encoding}", _HINT)
    for mark, name in _UNICODE:
        if content.startswith(mark):
            try:
                return Decoded(content.decode(name))
            except UnicodeDecodeError:
                _refuse(file, f"the file begins as {name} and is incomplete", "save it again")
    try:
        text = content.decode("utf-8")
    except UnicodeDecodeError as error:
        if error.end >= len(content) and error.reason == "unexpected end of data":
            # Cut in the middle of the last character: everything before it is valid.
            return Decoded(content.decode("utf-8", "ignore"))
    else:
        if "\0" not in text:
            return Decoded(text)
    if b"\0" in content:
        return _wide(content, file)
    return _by_sense(content, file)


def as_octets(content: bytes, file: str, encoding: str | None) -> tuple[bytes, str | None, str]:
    """*content* with line ends of single octets: UTF-16 and UTF-32 are converted to UTF-8.

    Also returns its encoding after that, None if it is not known yet, and a note.

    Raises:
        InputError: it has zero octets and is not text.
    """
    is_wide = content.startswith(tuple(mark for mark, _ in _UNICODE[1:])) or b"\0" in content[:200]
    if not is_wide:
        return content.removeprefix(codecs.BOM_UTF8), encoding, ""
    decoded = decode(content, file, encoding)
    return decoded.text.encode("utf-8", "replace"), "utf-8", decoded.note


def _wide(content: bytes, file: str) -> Decoded:
    """Text in UTF-16 without a byte order mark: half of its octets are zero."""
    little, big = content[1::2].count(0), content[::2].count(0)
    name = "utf-16-le" if little >= big else "utf-16-be"
    if max(little, big) * 6 < len(content):
        _refuse_binary(file)
    try:
        return Decoded(content.decode(name), f"the file was read as {name.upper()}")
    except UnicodeDecodeError:
        _refuse_binary(file)


_HINT: Final = "save it as UTF-8, or name its encoding: --encoding cp1251"


def _by_sense(content: bytes, file: str) -> Decoded:
    """The only plausible reading of *content*."""
    sample = _sample(content)
    readings: dict[str, tuple[float, str]] = {}
    for page in _possible(sample):
        text = sample.decode(page, "replace")
        sense = _sense(text, PAGES[page][1].split())
        if sense is not None and (text not in readings or readings[text][0] < sense):
            readings[text] = sense, page
    ranked = sorted(readings.values(), key=lambda reading: (-reading[0], reading[1]))
    if not ranked:
        _refuse(file, "the encoding of the file is not known", _HINT)
    best, page = ranked[0]
    if len(ranked) > 1 and best - ranked[1][0] < ENOUGH:
        names = " and ".join(PAGES[found][0] for _, found in ranked[:2])
        shown = " or ".join(repr(_shown(sample.decode(found))) for _, found in ranked[:2])
        hint = f"name the right one: --encoding {page} or --encoding {ranked[1][1]}"
        _refuse(file, f"the file is plausible in both {names}: {shown}", hint)
    try:
        text = content.decode(page)
    except UnicodeDecodeError:
        text = content.decode(page, "replace")
    return Decoded(text, f"the file is not UTF-8; it was read as {PAGES[page][0]}")


def _possible(sample: bytes) -> Iterable[str]:
    """The code pages in which *sample* may be written."""
    matches = from_bytes(sample, cp_isolation=list(PAGES), enable_fallback=False)
    named = {page for match in matches for page in match.could_be_from_charset}
    return [page for page in PAGES if page in (named or PAGES)]


def _sample(content: bytes) -> bytes:
    """The lines with octets beyond ASCII, up to the limit."""
    chosen, found = [], 0
    for line in content.splitlines():
        if not line.isascii():
            chosen.append(line[:2000])
            found += sum(octet > 127 for octet in line[:2000])
            if found > SAMPLE:
                break
    return b"\n".join(chosen)


_WORD: Final = re.compile(r"[^\W\d_]+")
_ODD: Final = re.compile(
    r"[^\w\s\u0020-\u007e\u00a0§«»°·№“”„‘’‚‹›–—…•€£©®™½¼¾²³ºª¿¡]"
    r"|(?<=[^\W\d_])[§°½¼¾²³ºª¿¡€£©®™](?=[^\W\d_])"
)
_MIXED: Final = re.compile(
    r"[A-Za-z\u00c0-\u024f]['’]?[\u0400-\u04ff]|[\u0400-\u04ff]['’]?[A-Za-z\u00c0-\u024f]"
)
_STRANGE: Final = -8.0
"""For an unusual character, or a capital after a small letter: as unlikely as two rare letters."""


def _sense(text: str, languages: list[str]) -> float | None:
    """The likelihood of *text* in the likeliest of *languages*, by line; None if it is not text."""
    if _MIXED.search(text) or re.search("[\x80-\x9f\ufffd]", text):
        return None
    total = 0.0
    for line in text.split("\n"):
        words = _WORD.findall(line)
        total += max(sum(likelihood(word, language) for word in words) for language in languages)
        total += _STRANGE * len(_ODD.findall(line))
        total += _STRANGE * sum(
            first.islower() and second.isupper()
            for word in words for first, second in pairwise(word)
        )  # fmt: skip
    return total


def _shown(text: str) -> str:
    """The first word of *text* with a letter beyond ASCII."""
    return next((word for word in _WORD.findall(text) if not word.isascii()), text[:20])


def _refuse_binary(file: str) -> NoReturn:
    fact = "the file is not text: it contains zero bytes"
    _refuse(file, fact, "check that it is a table or a calendar", "file-format")


def _refuse(file: str, fact: str, hint: str, code: CodeName = "file-encoding") -> NoReturn:
    raise InputError([Problem(Place(file), "", fact, hint, code)])
