"""The page: a timeline as one HTML file that needs nothing else, not even the network.

    marks           dates as spans that a chart can draw
    records         the data the page's scripts get
    rows            what the list says of each event, in the page's own language
    lists           the list as markup, in full and brief
    structured      the same for search engines, as JSON-LD
    embedding       the page's own files, JSON and packed bytes as it can carry them
    bundle          Plotly's code and how the page carries it
    page            all of it put into the template
    picture         the chart alone, as the page draws it in a browser
    assets/         template, style sheet, and the scripts, one concern each

The list of events is written here and is complete without scripts. The scripts draw the chart
with Plotly from the same data: which marks fit, and where, depends on the reader's screen,
fonts and language, so the figure is made in the browser.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from timeline.events import Timeline
from timeline.exporters import Context, Export

OPTIONS: Final = {"plotly": "compressed, embedded, directory, or the path of a bundle"}
"""The names of its options, and what belongs there."""


def export(timeline: Timeline, context: Context) -> Iterator[Export]:
    """The page as ``timeline.html``, in all languages of the context, the first one shown.

    The option ``plotly`` says how it carries Plotly: "compressed" (the default), "embedded",
    "directory" (a file beside the page), or the path of another bundle, to be compressed.

    Raises:
        OptionError: the option names no bundle that can be read.
    """
    from timeline.exporters.html.bundle import BESIDE, Carriage, bundle
    from timeline.exporters.html.page import NAME, Page

    plotly = bundle(context.options.get("plotly"))
    if plotly.carriage is Carriage.DIRECTORY:
        yield Export(BESIDE, [plotly.code])
    yield Export(NAME, Page(timeline, context, plotly))
