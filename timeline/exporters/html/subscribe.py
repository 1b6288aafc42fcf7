"""The menu for subscribing to the calendars of a published page; it needs no script.

The page has one for each of its languages; scripts show the one that the reader chose.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from markupsafe import Markup

from timeline import wording
from timeline.events import Timeline
from timeline.subscribing import (
    APPLICATIONS,
    LANDING,
    Offer,
    Site,
    code,
    link,
    offers,
    site,
)


def menu(timeline: Timeline, languages: Iterable[str]) -> Markup:
    """The menu in each of *languages*, the first one shown; empty if the page has no address."""
    place = site(timeline.calendar)
    if place is None:
        return Markup()
    summaries, blocks = [], []
    for number, language in enumerate(languages):
        spoken = wording.words_in(language)
        attributes = Markup(' data-offers="{}" lang="{}" dir="{}"{}').format(
            language, spoken, wording.direction(spoken), Markup(" hidden") if number else ""
        )
        title = wording.message("site.subscribe", language)
        summaries.append(Markup("<span{}>{}</span>").format(attributes, title))
        block = Markup("\n").join(_block(timeline, language, place))
        blocks.append(Markup("<div{}>\n{}\n</div>").format(attributes, block))
    return Markup(
        '<details class="menu"><summary>{}</summary>\n'
        '<div class="drop subscribe">\n{}\n</div></details>\n'
    ).format(Markup().join(summaries), Markup("\n").join(blocks))


def _block(timeline: Timeline, language: str, place: Site) -> Iterator[Markup]:
    def say(key: str, **values: object) -> str:
        return wording.message(f"site.{key}", language, **values)

    whole, *parts = offers(timeline, language)
    hint = Markup('<p class="hint">{}</p>')
    yield hint.format(say("subscribe_hint"))
    button = Markup('<li><a class="button" href="{}">{}</a></li>')
    address = place.address(whole.name)
    links = Markup().join(
        button.format(link(each, address, whole.title), each.name) for each in APPLICATIONS
    )
    yield Markup('<ul class="links">{}</ul>').format(links)
    yield Markup('<p class="address">{} <a href="{}"><code dir="ltr">{}</code></a></p>').format(
        say("paste"), address, address
    )
    yield hint.format(say("computer_hint"))
    yield hint.format(say("delay_hint"))
    for facet, some in groupby(parts, key=lambda each: each.facet):
        assert facet is not None, "the whole calendar is the first offer"
        yield hint.format(wording.message(f"page.facet_{facet.value}", language))
        items = Markup().join(_part(each, place) for each in some)
        yield Markup('<ul class="parts">{}</ul>').format(items)
    first = timeline.languages[0]
    landing = place.base if language == first else place.address(f"index.{language}.html")
    assert LANDING == "index.html", "the names of the landing pages begin alike"
    yield figure(landing, say("code", address=landing), say("phone"))


def _part(offer: Offer, place: Site) -> Markup:
    """A feed: its name as a link to subscribe, and its address for copying."""
    address = place.address(offer.name)
    apple = APPLICATIONS[0]
    item = Markup('<li><a href="{}">{}</a> <a href="{}">.ics</a></li>')
    return item.format(link(apple, address, offer.title), offer.title, address)


def figure(address: str, label: str, caption: str) -> Markup:
    """The QR code of *address*, with *label* for screen readers, and its *caption*."""
    made = code(address)
    square = Markup('<rect width="{0}" height="{0}" fill="#fff"/>').format(made.size)
    return Markup(
        '<figure><svg class="qr" viewBox="0 0 {0} {0}" role="img" aria-label="{1}">{2}'
        '<path d="{3}" stroke="#000"/></svg><figcaption>{4}</figcaption></figure>'
    ).format(made.size, label, square, made.path, caption)
