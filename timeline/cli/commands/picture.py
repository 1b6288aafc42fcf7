"""``timeline picture``."""

from __future__ import annotations

import argparse
from collections.abc import Mapping
from pathlib import Path
from typing import Final, Literal

from timeline.cli.arguments import (
    add_drafts,
    add_events,
    add_force,
    language_of,
    load_events,
    number_of,
)
from timeline.cli.terminal import DONE, size
from timeline.errors import UnknownName
from timeline.paths import quoted

TEXT = "draw the timeline as an SVG or PNG file, with an installed browser"
EXAMPLES = (
    "timeline picture -o timeline.svg",
    "timeline picture events.yaml -o poster.png --language ru --width 2000 --lanes party",
)

_FORMATS: Final[Mapping[str, Literal["svg", "png"]]] = {".svg": "svg", ".png": "png"}
_LANES: Final = ("kind", "party", "pair", "place", "series", "none")


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Adds the arguments of the command to *parser*."""
    add_events(parser)
    parser.add_argument(
        "-o", "--out", type=Path, default=Path("timeline.svg"), metavar="FILE",
        help="output file; its suffix, .svg or .png, sets the format (default: timeline.svg)",
    )  # fmt: skip
    parser.add_argument("--language", metavar="TAG", help="language of titles and dates")
    parser.add_argument(
        "--width", type=number_of("pixels"), default=1200, help="width in pixels (default: 1200)"
    )
    parser.add_argument(
        "--lanes", choices=_LANES, default="kind", help="what each lane shows (default: kind)"
    )
    add_drafts(parser)
    add_force(parser)


def run(options: argparse.Namespace) -> int:
    """Runs the command and returns its exit code."""
    from timeline.exporters.html.picture import Picture, is_own, picture
    from timeline.overwriting import Guard
    from timeline.writing import write

    out: Path = options.out
    guard = Guard.of([options.events], force=options.force)
    guard.check(out, is_own)
    timeline = load_events(options.events).published(drafts=options.drafts)
    language = language_of(timeline, options.language)
    ending = out.suffix.lower()
    if ending not in _FORMATS:
        raise UnknownName("format of pictures", ending or out.name, _FORMATS)
    shown = Picture(format=_FORMATS[ending], width=options.width, lanes=options.lanes)
    content = picture(timeline, language, shown)
    guard.check(out, is_own)  # again, since drawing takes seconds
    write(out.parent, [(out.name, [content])])
    print(f"{quoted(out)}  {size(len(content))}")
    return DONE
