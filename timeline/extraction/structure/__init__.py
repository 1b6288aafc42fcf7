"""Structure: what the headings, lists and tables of a document date, before its sentences are read.

A date in a heading dates every line below it, until the next heading of its level; a line of a
list has its date at its beginning or end, a row of a table in a cell, and an hour belongs to the
day above it. What a date lacks comes from the headings, from its list, or from the day of the
document, in this order.

============  ===============================================================
``lines``     the blocks of a document, and the dates and hours at their edges
``headings``  which lines date those below them, and what they say
``years``     the year of a date that does not say it
``items``     what a line tells of, besides its date
============  ===============================================================
"""

from __future__ import annotations

from timeline.extraction.structure.items import Item, Outline, outline

__all__ = ["Item", "Outline", "outline"]
