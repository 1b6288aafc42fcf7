"""The types of the values of fields, with what each refuses, and the base of all structs."""

from __future__ import annotations

import re
from abc import ABC
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Annotated, Final

from msgspec import Meta, Struct

from timeline import edtf
from timeline.language_tags import broadening
from timeline.phrases import Reading

Name = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9]+(?:[._-][A-Za-z0-9]+)*$(?!\n)",
        max_length=100,
        description="ASCII letters and digits, separated by single '-', '.' or '_'.",
        extra={
            "noun": "a valid name",
            "hint": "use ASCII letters and digits, separated by single '-', '.' or '_'",
            "code": "name-invalid",
        },
    ),
]

_DEVICE: Final = re.compile(r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE | re.ASCII)


def is_device(name: str) -> bool:
    """Whether Windows treats a file with that name, with any suffix, as a device.

    >>> is_device("NUL"), is_device("aux.2"), is_device("nullification")
    (True, True, False)
    """
    return _DEVICE.match(name) is not None


_ADDRESS: Final = r"^https?://[^\s/]+\S*$(?!\n)"
_LONGEST_ADDRESS: Final = 2000


def is_address(text: str) -> bool:
    """Whether *text* is a web address that a source may have."""
    return len(text) <= _LONGEST_ADDRESS and re.match(_ADDRESS, text) is not None


Address = Annotated[
    str,
    Meta(
        pattern=_ADDRESS,
        max_length=_LONGEST_ADDRESS,
        extra={
            "noun": "a web address",
            "hint": "begin it with https:// or http://",
            "code": "url-invalid",
        },
    ),
]
"""A web address; other schemes are refused, so they reach no page and no calendar."""

Digest = Annotated[
    str,
    Meta(
        pattern=r"^[0-9a-f]{64}$(?!\n)",
        extra={
            "noun": "a SHA-256 digest",
            "hint": "write its 64 hexadecimal digits in lower case",
            "code": "digest-invalid",
        },
    ),
]

FIRST_YEAR: Final = 2
LAST_YEAR: Final = 9998
"""Years of dates in a chronology: a margin for a day and a time zone in `datetime.date`."""

Country = Annotated[
    str,
    Meta(
        pattern=r"^[A-Z]{2}$(?!\n)",
        extra={
            "noun": "a country code",
            "hint": "use the two-letter codes of ISO 3166-1: KZ, RS",
            "code": "country-unknown",
        },
    ),
]
Contact = Annotated[
    str,
    Meta(
        pattern=r"^(?:https?://[^\s/]+\S*|[^\s@:/?&]+@[^\s@:/?&]+\.[^\s@:/?&]+)$(?!\n)",
        max_length=2000,
        extra={
            "noun": "an email or web address",
            "hint": "write an address such as press@example.org or https://example.org/contact",
            "code": "contact-invalid",
        },
    ),
]
"""How readers can contact the publisher: an e-mail address or a web address."""

HexColour = Annotated[
    str,
    Meta(
        pattern=r"^#[0-9a-fA-F]{6}$(?!\n)",
        extra={
            "noun": "a colour",
            "hint": "write it as six digits in quotes, such as '#1d5aa6'",
            "code": "colour-invalid",
        },
    ),
]
FontStack = Annotated[
    str,
    Meta(
        pattern=r"^[A-Za-z0-9 ,'-]+$(?!\n)",
        max_length=300,
        extra={
            "noun": "a list of fonts",
            "hint": "write names separated by commas, such as Georgia, 'Times New Roman', serif",
            "code": "font-invalid",
        },
    ),
]

Domain = Annotated[
    str,
    Meta(
        pattern=r"^[a-z0-9-]+(\.[a-z0-9-]+)+$(?!\n)",
        max_length=100,
        extra={
            "noun": "a domain",
            "hint": "use lower case, as in chronology.example.org",
            "code": "domain-invalid",
        },
    ),
]
Year = Annotated[int, Meta(ge=FIRST_YEAR, le=LAST_YEAR)]
MOST_YEARS: Final = 1000
MOST_LANGUAGES: Final = 50
Count = Annotated[int, Meta(ge=1, le=MOST_YEARS)]


class Text:
    """A text in one or more languages; plain text has the tag ``und`` (BCP 47: undetermined)."""

    # Not a struct: msgspec would convert its fields instead of leaving it to the loader.
    __slots__ = ("by_language",)

    def __init__(self, by_language: Mapping[str, str]) -> None:
        self.by_language: Final = by_language

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Text) and self.by_language == other.by_language

    def __hash__(self) -> int:
        return hash(tuple(sorted(self.by_language.items())))

    def __repr__(self) -> str:
        return f"Text({self.by_language!r})"

    def in_language(self, language: str, fallback: Iterable[str] = ()) -> tuple[str, str]:
        """The text and its language tag: in *language*, or else in the first of *fallback* it has.

        The same language in another form ("sr" for "sr-Latn") comes before the fallbacks; the
        first text in the file comes after them.
        """
        texts = self.by_language
        if language in texts:
            return texts[language], language
        others = (tag for tag in (*broadening(language), *fallback) if tag in texts)
        tag = next(others, next(iter(texts)))
        return texts[tag], tag


if TYPE_CHECKING:
    When = Reading
    Notation = edtf.Value
else:

    class When(ABC):  # noqa: B024
        """A `Reading`, under a name that msgspec does not treat as a struct."""

    class Notation(ABC):  # noqa: B024
        """An `edtf.Value` that is written in EDTF, for the same reason."""

    When.register(Reading)
    Notation.register(edtf.Value)


class Base(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True, omit_defaults=True):
    """The base of all structs in the file: unknown keys are refused."""
