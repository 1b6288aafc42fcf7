"""The page: a timeline as one HTML file that needs nothing else, not even the network.

    marks           dates as spans that a chart can draw
    records         the data the page's scripts get
    rows            what the list says of each event, in the page's own language
    lists           the list as markup, in full and brief
    structured      the same for search engines, as JSON-LD
    embedding       the page's own files, JSON and packed bytes as it can carry them
    subscribe       the menu by which readers of a published page subscribe
    scripts         the modules of assets/ as one script
    bundle          Plotly's code and how the page carries it
    page            all of it put into the template
    picture         the chart alone, as the page draws it in a browser
    assets/         template, style sheet, and the scripts, modules of one concern each

The list of events is written here and is complete without scripts. The scripts draw the chart
with Plotly from the same data: which marks fit, and where, depends on the reader's screen,
fonts and language, so the figure is made in the browser.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from timeline.events import Timeline
from timeline.exporters import Context, Export
from timeline.subscribing import PAGE

OPTIONS: Final = {"plotly": "compressed, embedded, directory, or the path of a bundle"}
"""The names of its options, and what belongs there."""

_OWN: Final = re.compile(
    rb'<meta name="generator" content="diplomatic-timeline">'
    # Until the page named its generator:
    rb'|\A<!doctype html>\n<html lang="[^"]*" dir="\w+" class="plain">\n<head>\n'
    rb'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" '
    rb'content="default-src &#39;none&#39;; script-src &#39;sha256-'
)
"""How the page is recognised."""


def is_own(beginning: bytes) -> bool:
    """Whether a file that begins so is a page of this kind."""
    return _OWN.search(beginning) is not None


_OWN_BUNDLE: Final = re.compile(rb'/\*[^/]*\* plotly\.js v[\d.]+[^/]*\*/\s*"use strict";')
"""How Plotly's code begins beside a page: without what module loaders want around it."""


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The page as ``timeline.html``, in all languages of the context, the first one shown.

    The option ``plotly`` says how it carries Plotly: "compressed" (the default), "embedded",
    "directory" (a file beside the page), or the path of another bundle, to be compressed.

    Raises:
        OptionError: the option names no bundle that can be read.
    """
    from timeline.exporters.html.bundle import BESIDE, Carriage, bundle
    from timeline.exporters.html.page import Page

    plotly = bundle(context.options.get("plotly"))
    if plotly.carriage is Carriage.DIRECTORY:
        yield Export(BESIDE, [plotly.code], _OWN_BUNDLE.match)
    yield Export(PAGE, Page(timeline, context, plotly), is_own)
