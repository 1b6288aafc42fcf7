"""The chart as an SVG or PNG file: the page draws it in a headless browser.

What fits where depends on measured text, so a picture needs a browser, as the page does. The
extra ``picture`` installs kaleido, whose choreographer finds and runs an installed Chrome,
Chromium or Edge; the network is not used.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
import tempfile
import zlib
from base64 import b64decode
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, Final, Literal

from msgspec import Struct

from timeline import installing
from timeline.code_names import CodeName
from timeline.errors import OutputError
from timeline.events import Timeline
from timeline.exporters import Context
from timeline.exporters.html import export

PictureFormat = Literal["svg", "png"]

_PATIENCE: Final = 60.0
"""Seconds to wait for an answer of the browser."""

_NAME_IT: Final = "name one in the environment variable BROWSER_PATH"


class PictureError(OutputError):
    """The picture could not be made; the message and the hint say what is missing."""

    def __init__(
        self, fact: str, hint: str = "nothing was changed", *, code: CodeName = "picture-failed"
    ) -> None:
        super().__init__(fact, hint, code=code)


class Picture(Struct, frozen=True, kw_only=True):
    """What a picture shows: the whole period, or the one that the page first shows.

    ``width`` is in pixels (a PNG has twice as many); ``lanes`` is "kind", "party", "pair", "place",
    "series" or "none".
    """

    format: PictureFormat = "svg"
    width: int = 1200
    whole: bool = True
    lanes: str = "kind"


def picture(timeline: Timeline, language: str, shown: Picture) -> bytes:
    """The chart of *timeline* in *language*, without the line for today: a file has no current day.

    Raises:
        PictureError: the extra or a browser is not installed, or the browser failed.
    """
    page = next(iter(export(timeline, Context(languages=(language,)))))
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / page.name
        path.write_bytes(page.content)
        # In a separate thread: the main thread of a notebook already runs an event loop.
        with ThreadPoolExecutor(1) as thread:
            answer = thread.submit(lambda: asyncio.run(_ask(path.as_uri(), shown))).result()
    _, _, content = answer.partition(",")
    if not content:
        fact = f"the browser drew an empty picture at a width of {shown.width:,} pixels"
        raise PictureError(fact, "choose a smaller --width, or SVG")
    return marked(b64decode(content) if shown.format == "png" else content.encode())


# -- the mark that names the generator of a picture ------------------------------------------------

_GENERATOR: Final = b"diplomatic-timeline"
_METADATA: Final = b"<metadata>" + _GENERATOR + b"</metadata>"
_SOFTWARE: Final = b"tEXtSoftware\0" + _GENERATOR
_AFTER_HEADER: Final = 8 + 4 + 4 + 13 + 4
"""Octets of a PNG's signature and of its first chunk: length, type, data, checksum."""

_OWN: Final = re.compile(
    rb"<svg[^>]*>" + re.escape(_METADATA) + rb"|\A\x89PNG\r\n.{,64}" + re.escape(_SOFTWARE)
    # Before pictures named their generator; such a PNG cannot be recognised:
    + rb'|\A<svg[^>]*class="main-svg".{,1000}<defs id="defs-chart">',
    re.DOTALL,
)  # fmt: skip


def is_own(beginning: bytes) -> bool:
    """Whether a file with this *beginning* is a picture of ours."""
    return _OWN.search(beginning) is not None


def marked(picture: bytes) -> bytes:
    """*picture* with its generator named in the metadata of an SVG, or a text chunk of a PNG."""
    if picture.startswith(b"\x89PNG"):
        chunk = (len(_SOFTWARE) - 4).to_bytes(4) + _SOFTWARE + zlib.crc32(_SOFTWARE).to_bytes(4)
        return picture[:_AFTER_HEADER] + chunk + picture[_AFTER_HEADER:]
    return re.sub(rb"<svg[^>]*>", lambda root: root[0] + _METADATA, picture, count=1)


async def _ask(address: str, shown: Picture) -> str:
    """The answer of the page at *address* to a request for a picture."""
    browser = _browser()
    try:
        async with asyncio.timeout(_PATIENCE), browser:
            tab = await browser.create_tab(address)
            wanted = json.dumps(
                {"format": shown.format, "width": shown.width, "whole": shown.whole}
                | {"lanes": shown.lanes}
            )
            expression = (
                "(async () => { while (!globalThis.timelinePage)"
                " await new Promise((later) => setTimeout(later, 20));"
                f" return timelinePage.picture({wanted}); }})()"
            )
            response = await tab.send_command(
                "Runtime.evaluate",
                {"expression": expression, "awaitPromise": True, "returnByValue": True},
            )
    except TimeoutError:
        raise PictureError(f"the browser did not answer within {_PATIENCE:.0f} seconds") from None
    except (OSError, RuntimeError) as error:
        # choreographer raises RuntimeErrors; a program that cannot be executed raises an OSError.
        raise PictureError(
            "the browser did not start, or ended before it had drawn",
            f"run it by hand to see why, or {_NAME_IT}",
        ) from error
    result = response["result"]
    if "exceptionDetails" in result:
        raise PictureError(f"the page could not draw: {result['exceptionDetails']['text']}")
    answer: str = result["result"]["value"]
    return answer


def _browser() -> Any:
    try:
        from choreographer import Browser
        from choreographer.errors import ChromeNotFoundError
    except ModuleNotFoundError:
        hint = installing.command("picture")
        raise PictureError("a picture needs kaleido", hint, code="library-missing") from None
    # It logs how the browser ended; a `PictureError` says so.
    logging.getLogger("choreographer").setLevel(logging.CRITICAL)
    try:
        return Browser(headless=True)
    except ChromeNotFoundError:
        raise PictureError(
            "a picture needs a browser, and none was found",
            f"install Chrome, Chromium or Edge, or {_NAME_IT}",
        ) from None
