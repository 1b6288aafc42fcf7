"""CLDR's data for a language.

The locales of every language of the interface, and of every language in which dates are read,
are stored in ``locale_data/<locale>.json``, so that the exports do not depend on the installed
release of Babel. `timeline.wording.keeping` writes these files; any other locale is read from
Babel by `timeline.wording.cldr_data`.
"""

from __future__ import annotations

from functools import cache, lru_cache

import msgspec

from timeline.language_tags import broadening
from timeline.wording.kept_locales import ENGLISH, KEPT, Direction, Locale


@lru_cache(maxsize=1024)
def locale(language: str) -> Locale:
    """The nearest CLDR locale to a BCP 47 tag; day-first English if there is none.

    Unknown subtags are dropped from the right: "ru-KZ-x-mfa" becomes "ru-KZ".
    """
    tag = language.replace("_", "-")
    if tag.replace("-", "_") in _kept_names():
        return _kept(tag.replace("-", "_"))
    if tag.lower() not in ("", "en", "und"):
        # Imported here: Babel takes a while to load, and most locales are kept.
        from babel import Locale as BabelLocale
        from babel import UnknownLocaleError

        from timeline.wording.cldr_data import from_babel

        for broader in broadening(tag):
            if broader.lower() in ("", "en", "und"):
                break
            try:
                found = BabelLocale.parse(broader, sep="-")
            except (UnknownLocaleError, ValueError):
                continue
            return _kept(str(found)) if str(found) in _kept_names() else from_babel(found)
    return _kept(ENGLISH)


@cache
def _kept_names() -> frozenset[str]:
    return frozenset(file.stem for file in KEPT.iterdir() if file.suffix == ".json")


@cache
def _kept(name: str) -> Locale:
    return msgspec.json.decode((KEPT / f"{name}.json").read_bytes(), type=Locale)


def direction(language: str) -> Direction:
    """Whether *language* is written from left to right ("ltr") or from right to left ("rtl")."""
    return locale(language).direction
