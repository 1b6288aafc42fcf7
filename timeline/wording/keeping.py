"""Writes the locales that this package keeps, from the installed release of Babel.

After adding a message file or a language of phrases, or to update to a new release of CLDR, run
``python -m timeline.wording.keeping`` and review the diff before you commit it.
"""

from __future__ import annotations

import json
import sys

import msgspec
from babel import Locale as BabelLocale

from timeline import phrases
from timeline.wording.cldr_data import from_babel
from timeline.wording.kept_locales import ENGLISH, KEPT
from timeline.wording.messages import interface_languages


def update() -> None:
    """Replace the files of all locales: of the interface, and of the phrases."""
    KEPT.mkdir(exist_ok=True)
    for file in KEPT.glob("*.json"):
        file.unlink()
    tags = {*interface_languages(), *phrases.languages()}
    for tag in sorted(tags):
        spoken = from_babel(BabelLocale.parse(ENGLISH if tag == "en" else tag.replace("-", "_")))
        content = json.dumps(
            msgspec.to_builtins(spoken), ensure_ascii=False, indent=1, sort_keys=True
        )
        (KEPT / f"{spoken}.json").write_text(content + "\n", "utf-8", newline="\n")
        sys.stdout.write(f"{KEPT.name}/{spoken}.json\n")


if __name__ == "__main__":
    update()
