"""BCP 47 language tags, and matching them (RFC 4647, section 3.4)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator


def subtags(tag: str) -> list[str]:
    """The parts of *tag*; the POSIX form of a locale (ru_KZ) is accepted, too."""
    return tag.replace("_", "-").split("-")


def primary(tag: str) -> str:
    """The language of *tag* without script and region: "sr" for "sr-Latn-RS"."""
    return tag.partition("-")[0]


def region(tag: str) -> str | None:
    """The region of *tag*, such as "US" in "en-US"; None without one."""
    for subtag in subtags(tag)[1:]:
        if (len(subtag) == 2 and subtag.isalpha()) or (len(subtag) == 3 and subtag.isdecimal()):
            return subtag.upper()
    return None


def is_latin(tag: str) -> bool:
    """Whether *tag* specifies Latin script."""
    return "latn" in tag.casefold().split("-")


def broadening(tag: str) -> Iterator[str]:
    """*tag*, then *tag* without its last subtag, and so on: sr-Latn-RS, sr-Latn, sr."""
    yield tag
    while "-" in tag:
        tag = tag.rpartition("-")[0]
        yield tag


def nearest(tag: str, known: Iterable[str]) -> str | None:
    """The *known* tag that matches *tag*, such as sr for sr-Latn-RS; None if none matches."""
    by_folded = {name.casefold(): name for name in known}
    for each in broadening("-".join(subtags(tag)).casefold()):
        if each in by_folded:
            return by_folded[each]
    return None
