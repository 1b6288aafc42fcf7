"""From wording to dates: what a phrase says, in the language it is written in."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from timeline import edtf


@dataclass(frozen=True, slots=True)
class Reading:
    """A date as written, and what it says.

    ``language`` is the BCP 47 tag whose rules read it, None for EDTF; ``zone`` the IANA time
    zone that the wording names, if any; ``rule`` names the pattern that matched.
    """

    text: str
    value: edtf.Value
    language: str | None = None
    zone: str | None = None
    rule: str = "edtf"


def read(text: str, languages: Iterable[str] | None = None, on: date | None = None) -> Reading:
    return Reading(text, edtf.parse(text))
