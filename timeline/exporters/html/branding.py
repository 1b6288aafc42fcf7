"""The header's colours and font as styles of the page, for the light and the dark scheme."""

from __future__ import annotations

from collections.abc import Mapping

from timeline.contrast import on_dark
from timeline.events import HUES, KINDS, Chronology


def own_hues(document: Chronology) -> Mapping[str, int]:
    """The numbers of the colours that the header gives to kinds; they follow the page's own."""
    palette = document.calendar.palette
    named = (kind for kind in (*KINDS, *document.kinds) if kind in palette)
    return {kind: number for number, kind in enumerate(dict.fromkeys(named), HUES + 1)}


def style(document: Chronology) -> str:
    """The styles that the header sets; "" if it sets none.

    If the system forces the reader's colours (forced-colors mode), those are used. On the dark
    page, colours are lighter.
    """
    calendar = document.calendar
    hues = own_hues(document)
    colours = {f"hue-{number}": calendar.palette[kind] for kind, number in hues.items()}
    if calendar.accent:
        colours["accent"] = calendar.accent
    rules = []
    if colours:
        light = "".join(f"--{name}:{colour};" for name, colour in colours.items())
        dark = "".join(f"--{name}:{on_dark(colour)};" for name, colour in colours.items())
        scheme = "@media (prefers-color-scheme: dark) and (forced-colors: none)"
        rules += [
            f"@media (forced-colors: none){{:root,.light{{{light}}}}}",
            f"{scheme}{{@media not print{{:root{{{dark}}}}}}}",
            *(f'[data-hue="{number}"]{{--hue:var(--hue-{number})}}' for number in hues.values()),
        ]
    if calendar.font:
        rules.append(f"body{{font-family:{calendar.font}}}")
    return "\n".join(rules)
