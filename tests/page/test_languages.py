"""In which language the page opens, and whose digits it writes."""

from __future__ import annotations

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from timeline.loading import loads

from .conftest import Opened, written

Open = Callable[..., Opened]

LANGUAGE = "() => document.documentElement.lang"


def test_the_page_opens_in_the_language_of_its_reader(open_page: Open, varied_page: Path) -> None:
    assert open_page(varied_page, locale="ru-RU")(LANGUAGE) == "ru"
    assert open_page(varied_page, locale="sr-Latn-RS")(LANGUAGE) == "sr-Latn"
    assert open_page(varied_page, locale="ja-JP")(LANGUAGE) == "en"
    assert open_page(varied_page, "#lang=kk", locale="ru-RU")(LANGUAGE) == "kk"


def test_a_choice_is_remembered_and_an_address_decides(open_page: Open, varied_page: Path) -> None:
    page = open_page(varied_page, locale="ru-RU")
    page.page.wait_for_timeout(500)
    assert page("() => location.hash") == ""  # who gets this link reads it in another language
    page.page.select_option("#_language", "sr-Cyrl")
    page.page.wait_for_url("**lang=sr-Cyrl**")
    page.page.goto("about:blank")
    page.page.goto(varied_page.as_uri())
    page.ready()
    assert page(LANGUAGE) == "sr-Cyrl"
    page.page.goto("about:blank")
    page.page.goto(varied_page.as_uri() + "#lang=en")
    page.ready()
    assert page(LANGUAGE) == "en"


def test_persian_has_its_digits_on_axis_list_and_counts(open_page: Open, tmp_path: Path) -> None:
    chronology = loads(
        "calendar: {title: {fa: گاه‌شمار}, languages: [fa]}\n"
        "events:\n"
        "  - {id: a, title: {fa: دیدار}, when: 2024-11-18}\n"
        "  - {id: b, title: {fa: نشست}, when: 2025-03-02/2025-03-05}\n"
    )
    page = open_page(written(tmp_path, chronology))
    said = page(
        "() => document.body.innerText + document.getElementById('_axis').textContent"
        " + document.getElementById('_result').textContent"
    )
    assert "۱۸ نوامبر ۲۰۲۴" in said
    assert "۲ رویداد" in said
    assert not re.search("[0-9]", said), said
    page.page.fill("#_query", "2024-11-18")
    page.page.locator(".list .event").nth(1).wait_for(state="detached")


@pytest.mark.parametrize("language", ["ar", "fa"])
def test_no_latin_comma_is_between_arabic_words(
    open_page: Open, tmp_path: Path, language: str
) -> None:
    chronology = loads(
        f"calendar: {{title: {{{language}: گاه‌شمار}}, languages: [{language}], timezone: Asia/Tehran}}\n"
        "events:\n"
        f"  - {{id: a, title: {{{language}: دیدار}}, when: 2026-11-18T10:00, kind: visit}}\n"
        f"  - {{id: b, title: {{{language}: نشست}}, when: 2027-03, kind: meeting}}\n"
    )
    page = open_page(written(tmp_path, chronology))
    said = page(
        """() => document.body.innerText
        + [...document.querySelectorAll('[aria-label]')].map((each) => each.ariaLabel)
            .join('\\n')"""
    )
    assert "UTC" in said
    assert "," not in said
    assert said.count("،") > 4
