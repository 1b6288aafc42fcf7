"""BCP 47 language tags, and what is looked up for them (RFC 4647, section 3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def subtags(tag: str) -> list[str]:
    """The parts of *tag*; the POSIX form of a locale (ru_KZ) is taken, too."""
    return tag.replace("_", "-").split("-")


def primary(tag: str) -> str:
    """The language of *tag* without script and region: sr of sr-Latn-RS."""
    return tag.partition("-")[0]


def region(tag: str) -> str | None:
    """The region of *tag*, if it has one: US of en-US."""
    for subtag in subtags(tag)[1:]:
        if (len(subtag) == 2 and subtag.isalpha()) or (len(subtag) == 3 and subtag.isdecimal()):
            return subtag.upper()
    return None


def is_latin(tag: str) -> bool:
    """Whether *tag* asks for Latin letters."""
    return "latn" in tag.casefold().split("-")


def broadening(tag: str) -> Iterator[str]:
    """*tag*, and what is left of it without its last subtag, and so on: sr-Latn-RS, sr-Latn, sr."""
    yield tag
    while "-" in tag:
        tag = tag.rpartition("-")[0]
        yield tag


def nearest(tag: str, known: Iterable[str]) -> str | None:
    """The one of the *known* tags that serves *tag*: sr for sr-Latn-RS; None if none does."""
    by_folded = {name.casefold(): name for name in known}
    for each in broadening("-".join(subtags(tag)).casefold()):
        if each in by_folded:
            return by_folded[each]
    return None
