"""A chronology with the colours, the font and the logo of its publisher."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from timeline import contrast, load
from timeline.errors import InputError
from timeline.exporters import Context, html
from timeline.loading import loads

SVG = '<?xml version="1.0"?>\n<!-- a seal -->\n<svg xmlns="http://www.w3.org/2000/svg"/>'
EVENTS = """
kinds: {tour: Tour}
events:
  - {id: a, title: A, when: 2026-02-27, kind: visit}
  - {id: b, title: B, when: 2026-02-28, kind: tour}
"""


def page_of(text: str) -> str:
    return page(loads(text + EVENTS))


def page(timeline: object) -> str:
    (export, *_) = html.export(timeline, Context(languages=("en",)))  # type: ignore[arg-type]
    return export.content.decode()


def test_kinds_have_their_own_colours_in_both_schemes() -> None:
    text = page_of("calendar: {accent: '#7a1f2b', palette: {visit: '#004a99', tour: '#7a6200'}}")
    assert "--hue-9:#004a99" in text
    assert "--hue-10:#7a6200" in text
    assert "--accent:#7a1f2b" in text
    dark = re.findall(r"--(?:hue-9|hue-10|accent):(#\w{6})", text)[3:]
    assert len(dark) == 3
    assert all(contrast.contrast(each, contrast.DARK) >= contrast.LEAST for each in dark)
    assert '"visit":{"name":' in text
    assert '"hue":9' in text


def test_without_colours_the_page_has_its_own() -> None:
    assert "--hue-9" not in page_of("")


def test_a_font_is_that_of_the_whole_page() -> None:
    assert "body{font-family:'PT Serif', serif}" in page_of(
        "calendar: {font: \"'PT Serif', serif\"}"
    )


@pytest.mark.parametrize(
    ("header", "code"),
    [
        ("palette: {visit: '#ffcc00'}", "colour-contrast"),
        ("accent: '#777777'", "colour-contrast"),
        ("palette: {visits: '#004a99'}", "name-unknown"),
        ("accent: blue", "colour-invalid"),
        ("font: 'x;}</style>'", "font-invalid"),
        ("logo: missing.svg", "logo-invalid"),
    ],
)
def test_what_readers_could_not_see_is_refused(header: str, code: str) -> None:
    with pytest.raises(InputError, match=code):
        loads(f"calendar: {{{header}}}{EVENTS}")


def test_the_suggested_colour_is_dark_enough() -> None:
    with pytest.raises(InputError) as caught:
        loads(f"calendar: {{accent: '#ffcc00'}}{EVENTS}")
    (problem,) = caught.value.problems
    suggested = re.search("#[0-9a-f]{6}", problem.hint)
    assert suggested
    loads(f"calendar: {{accent: '{suggested[0]}'}}{EVENTS}")


def test_a_logo_is_an_image_in_the_page(tmp_path: Path) -> None:
    (tmp_path / "seal.svg").write_text(SVG)
    chronology = tmp_path / "events.yaml"
    chronology.write_text(f"calendar: {{logo: seal.svg, publisher: The Ministry}}{EVENTS}")
    assert '<img class="logo" src="data:image/svg+xml;base64,' in page(load(chronology))
    assert 'alt="The Ministry">' in page(load(chronology))


@pytest.mark.parametrize(
    ("name", "content"),
    [
        ("../seal.svg", SVG.encode()),
        ("page.svg", b"<html><svg></svg></html>"),
        ("photo.jpg", b"\xff\xd8\xff\xe0"),
        ("large.png", b"\x89PNG\r\n\x1a\n" + bytes(200_000)),
    ],
)
def test_what_is_no_logo_is_refused(tmp_path: Path, name: str, content: bytes) -> None:
    folder = tmp_path / "chronology"
    folder.mkdir()
    (folder / name).write_bytes(content)
    (folder / "events.yaml").write_text(f"calendar: {{logo: {name}}}{EVENTS}")
    with pytest.raises(InputError, match="logo-invalid"):
        load(folder / "events.yaml")
