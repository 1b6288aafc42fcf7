"""Contrast of colours, as WCAG 2.2 measures it (success criterion 1.4.3)."""

from __future__ import annotations

from typing import Final

LEAST: Final = 4.5
"""Minimum contrast of text, according to WCAG."""

LIGHT: Final = "#f8f7f4"
DARK: Final = "#1e232b"
"""Per colour scheme, the background of the page on which a colour has the least contrast."""

_STEPS: Final = 50


def contrast(one: str, other: str) -> float:
    """The contrast of two colours, each written as ``#rrggbb``.

    >>> round(contrast("#000000", "#ffffff"))
    21
    """
    darker, lighter = sorted(map(_luminance, (one, other)))
    return (lighter + 0.05) / (darker + 0.05)


def on_light(colour: str) -> str:
    """*colour*, darkened as far as text on the light page requires."""
    return _toward("#000000", colour, LIGHT)


def on_dark(colour: str) -> str:
    """*colour*, lightened as far as text on the dark page requires.

    >>> on_dark("#ffffff"), on_dark("#1d5aa6")
    ('#ffffff', '#618cc1')
    """
    return _toward("#ffffff", colour, DARK)


def _toward(end: str, colour: str, ground: str) -> str:
    for step in range(_STEPS + 1):
        mixed = _mixed(colour, end, step / _STEPS)
        if contrast(mixed, ground) >= LEAST:
            return mixed
    return end


def _mixed(colour: str, other: str, share: float) -> str:
    pairs = zip(_channels(colour), _channels(other), strict=True)
    return "#" + "".join(f"{round(one + (two - one) * share):02x}" for one, two in pairs)


def _channels(colour: str) -> tuple[int, ...]:
    return tuple(int(colour[start : start + 2], 16) for start in (1, 3, 5))


def _luminance(colour: str) -> float:
    red, green, blue = (
        part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4
        for part in (channel / 255 for channel in _channels(colour))
    )
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue
