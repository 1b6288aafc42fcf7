"""The page: a timeline as one HTML file that needs no other file, and no network.

    marks           dates as spans that a chart can draw
    page_data       the data that the page's scripts get, with the phrases that events share
    event_records   the record of an event and of its sources
    recording       events as records
    referred_names  kinds, statuses, places, parties and series that events refer to
    page_phrases    wordings in all languages of the page, each stored once
    page_languages  names, digits, patterns of dates and words of its languages
    page_facts      the facts that its scripts list and search
    plain_data      JSON types
    branding        the header's colours and font as styles
    rows            the text of each event in the list, in the page's default language
    lists           the list as markup, in full and brief
    structured      the events for search engines, as JSON-LD
    embedding       assets, JSON and packed bytes in a form that HTML can hold
    subscribe       the menu by which readers of a published page subscribe
    scripts         the modules of assets/ as one script
    trimming        Plotly's code without the parts that the page does not use
    bundle          Plotly's code and how the page includes it
    page            the template filled with all of this
    picture         the chart alone, as the page draws it in a browser
    assets/         template, style sheet, and scripts, each a module with one concern

The list of events is written in Python and is complete without scripts. The scripts draw the
chart with Plotly from the same data: which marks fit, and where, depends on the reader's screen,
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
"""The names of its options, each with the values that it takes."""

_OWN: Final = re.compile(
    rb'<meta name="generator" content="diplomatic-timeline">'
    # Before the page named its generator:
    rb'|\A<!doctype html>\n<html lang="[^"]*" dir="\w+" class="plain">\n<head>\n'
    rb'<meta charset="utf-8">\n<meta http-equiv="Content-Security-Policy" '
    rb'content="default-src &#39;none&#39;; script-src &#39;sha256-'
)
"""The beginnings by which a page is recognised."""


def is_own(beginning: bytes) -> bool:
    """Whether a file with this *beginning* is a page of ours."""
    return _OWN.search(beginning) is not None


_OWN_BUNDLE: Final = re.compile(rb'/\*[^/]*\* plotly\.js v[\d.]+[^/]*\*/\s*"use strict";')
"""The beginning of Plotly's code in a separate file: without the wrapper for module loaders."""


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The page as ``timeline.html``, in all languages of the context, the first one shown.

    The option ``plotly`` says how the page includes Plotly: "compressed" (the default),
    "embedded", "directory" (a file beside the page), or the path of another bundle to compress.

    Raises:
        OptionError: the bundle that the option names cannot be read.
    """
    from timeline.exporters.html.bundle import BESIDE, Carriage, bundle
    from timeline.exporters.html.page import Page

    plotly = bundle(context.options.get("plotly"))
    if plotly.carriage is Carriage.DIRECTORY:
        yield Export(BESIDE, [plotly.code], _OWN_BUNDLE.match)
    yield Export(PAGE, Page(timeline, context, plotly), is_own)
