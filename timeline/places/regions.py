"""Parts of countries that are written after a city: "Paris, Texas" is not in France."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

from timeline import nodes
from timeline.nodes import MappingNode

LONGEST: Final = 3
"""Maximum words in the name of a region."""


@cache
def _regions() -> dict[str, str]:
    file = files("timeline.places") / "regions.yaml"
    root, problems = nodes.parse(file.read_text(encoding="utf-8"), file.name)
    assert isinstance(root, MappingNode), file.name
    assert not problems, problems
    return {
        name if name.isupper() else name.casefold(): country
        for country, text in root.items()
        for name in map(str.strip, str(text).split(","))
    }


def country_of(region: str) -> str | None:
    """The country (ISO 3166-1) that has a region of this name; None if the region is unknown.

    >>> country_of("Texas"), country_of("TX"), country_of("tx"), country_of("France")
    ('US', 'US', None, None)
    """
    return _regions().get(region if region.isupper() else region.casefold())
