"""The tags that are looked up for a language tag, in order."""

import re
from pathlib import Path

import pytest

import timeline
from timeline import language_tags


@pytest.mark.parametrize(
    ("tag", "served"),
    [
        ("sr-Latn-RS", "sr"),
        ("SR_cyrl", "sr-Cyrl"),
        ("ru_KZ", "ru"),
        ("kk", "kk"),
        ("fi", None),
        ("", None),
    ],
)
def test_the_nearest_known_tag_serves(tag: str, served: str | None) -> None:
    assert language_tags.nearest(tag, ("kk", "ru", "sr", "sr-Cyrl")) == served


@pytest.mark.parametrize(
    ("tag", "region"), [("en-US", "US"), ("zh_hant_tw", "TW"), ("es-419", "419"), ("sr-Latn", None)]
)
def test_a_region_is_distinguished_from_a_script(tag: str, region: str | None) -> None:
    assert language_tags.region(tag) == region


def test_tags_broaden_from_the_right() -> None:
    assert list(language_tags.broadening("sr-Latn-RS")) == ["sr-Latn-RS", "sr-Latn", "sr"]
    assert language_tags.primary("sr-Latn-RS") == "sr"
    assert language_tags.is_latin("sr-Latn-RS")
    assert not language_tags.is_latin("sr-RS")


def test_tags_are_broadened_in_one_module() -> None:
    package = Path(timeline.__file__).parent
    broadening = {
        path.relative_to(package).as_posix()
        for path in package.rglob("*.py")
        if re.search(r'\.rpartition\("-"\)|tag\.split\("-"\)', path.read_text("utf-8"))
    }
    assert broadening == {"language_tags.py"}
