"""Structure: the dates that headings, lists and tables give, read before the sentences.

A date in a heading dates every line below it, until the next heading of its level; a line of a
list has its date at its beginning or end, a row of a table in a cell, and an hour belongs to the
day above it. Missing parts of a date come from the headings, from its list, or from the day of the
document, in this order.

The reader goes through the lines once and determines the kind of each:

=================  ==============================================================
``reader``         the order in which the kinds are tried
``labels``         "WHAT: …", "WHEN: …", "WHERE: …", one or many; "Sent: …"
``notices``        announcements below each other, each below the day it was published
``event_series``   several dates and places of one event in one line
``headings``       which lines date those below them
``programmes``     lines that begin with hours of the day above
``dated_items``    lines with a date of their own
``date_columns``   rows with several dates
``dates_below``    dates on the line below their title
``title_groups``   titles with their date and place on the line below
``months_below``   months on the line below their day
``cards``          events between their day and the hour of that day
``undated_items``  lines that a heading or the row above dates
``weekdays``       weekdays in the sentences of a paper about one week
``venues``         the venue of an item, after all lines are read
=================  ==============================================================

and what an item contains besides its date:

=================  ==============================================================
``items``          its words and its place, put together
``asides``         what the brackets at its end say
``verdicts``       that it was cancelled, postponed or moved
``line_hours``     its hours
``label_words``    the label before a colon
``table_cells``    which cell of a row names the event, which one the place
``place_names``    cities and other places in a line
=================  ==============================================================

All of them use

=================  ==============================================================
``walk``           the lines, the context above them, and the outline so far
``stages``         where the programmes of some days take place
``years``          the year of a date that does not say it
``lines``          the blocks of a document, and the dates and hours at their edges
``outlines``       the items, dates and headings that were found
=================  ==============================================================
"""

from __future__ import annotations

from timeline.extraction.structure.outlines import Item, Outline
from timeline.extraction.structure.reader import outline

__all__ = ["Item", "Outline", "outline"]
