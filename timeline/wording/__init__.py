"""Dates and the interface in words, in the reader's language.

    dates          dates in words
    date_patterns  patterns of dates, filled in
    date_shapes    what several dates share, and in what they differ
    clock_words    times of day, with the city and offset of their zone
    precision      how precisely a date is known
    event_words    titles of events, and names of kinds, statuses and parties
    imprint        the publisher, the licence, and the last day of the data
    messages       the words of the interface: one file per language
    cldr           names of countries and cities, and patterns in their parts
    locales        CLDR's data for a language
    kept_locales   the parts of a locale that are used, and where they are kept
    cldr_data      the same data, as Babel has it
    keeping        the command that writes the locales kept here
    letters        how closely a word resembles those of a language

Month names, patterns, lists, eras, cities and countries come from CLDR (`locales`). The rest
comes from ``messages/<language>.yaml``: the interface, the connecting words ("from",
"about", "early"), seasons and halves, and under ``grammar`` the cases that those words require.

The output follows CLDR (Unicode TR 35) with these exceptions:

- "en" is day-first (en-001). Months are always written in full; where CLDR has no wide pattern,
  its abbreviated one is widened.
- CLDR's narrow no-break and thin spaces (U+202F, U+2009) become plain spaces: some calendars show
  them as boxes, and they cannot be typed into a search field.
- Hours run from 0 to 23, and a time names its city and offset ("Almaty, UTC+5"): zone names are
  long and missing in many languages, and the offset of Almaty changed in 2024.
- A language without a message file gets CLDR's dates between English words; its seasons and
  halves are written as months, its decades and centuries as years.
"""

from timeline.wording.cldr import country
from timeline.wording.date_shapes import has_era
from timeline.wording.dates import (
    date_words,
    last_day_words,
    short_words,
    time_words,
    weekday_words,
)
from timeline.wording.event_words import (
    anniversary_title,
    claimed_date,
    derivation,
    event_title,
    facet_name,
    kind_name,
    tagged_title,
)
from timeline.wording.imprint import contact_url, imprint
from timeline.wording.locales import direction, locale
from timeline.wording.messages import (
    interface_language,
    interface_languages,
    message,
    messages,
    words_in,
)
from timeline.wording.precision import precision_words

__all__ = [
    "anniversary_title",
    "claimed_date",
    "contact_url",
    "country",
    "date_words",
    "derivation",
    "direction",
    "event_title",
    "facet_name",
    "has_era",
    "imprint",
    "interface_language",
    "interface_languages",
    "kind_name",
    "last_day_words",
    "locale",
    "message",
    "messages",
    "precision_words",
    "short_words",
    "tagged_title",
    "time_words",
    "weekday_words",
    "words_in",
]
