"""Lists of treaties: each date of an entry belongs to the treaty named at its beginning."""

from __future__ import annotations

from datetime import date

import pytest

from timeline import documents
from timeline.extraction import from_document

Found = list[tuple[str, str, str, str]]

ENTRIES: list[tuple[str, str, Found]] = [
    (
        "en",
        "Air transport agreement.  Signed at Oslo March 24, 2003; entered into force June 1, 2004.",
        [
            ("2003-03-24", "Air transport agreement", "signature", "signed"),
            ("2004-06-01", "Air transport agreement", "agreement", "in-force"),
        ],
    ),
    (
        "en",
        "Youth and Sports Cooperation Agreement (YSCA), signed at Oslo on 8 May 2016.",
        [("2016-05-08", "Youth and Sports Cooperation Agreement", "signature", "signed")],
    ),
    (
        "en",
        "Amending protocol.(2)  Signed at Oslo, October 2021.",
        [("2021-10", "Amending protocol", "signature", "signed")],
    ),
    (
        "en",
        "Convention on Double Taxation (Oslo, 27 May 2002; in force: 20 December 2002)",
        [
            ("2002-05-27", "Convention on Double Taxation", "agreement", "held"),
            ("2002-12-20", "Convention on Double Taxation", "agreement", "in-force"),
        ],
    ),
    (
        "en",
        "Agreement on driving licences: signature expected in the third quarter of 2026.",
        [("2026-35", "Agreement on driving licences", "agreement", "planned")],
    ),
    (
        "ru",
        "Договор о рыболовстве на 2009–2016 годы, подписан 16 марта 2009 года в Минске.",
        [("2009-03-16", "Договор о рыболовстве на 2009–2016 годы", "signature", "signed")],
    ),
    (
        "es",
        ("Acuerdo de Transporte Marítimo. Firmado en Lima el 3 de mayo de 2011; "
        "en vigor desde el 1 de enero de 2013."),
        [
            ("2011-05-03", "Acuerdo de Transporte Marítimo", "signature", "signed"),
            ("2013-01-01/..", "Acuerdo de Transporte Marítimo", "agreement", "in-force"),
        ],
    ),
    (
        "de",
        ("Abkommen über den Luftverkehr. Unterzeichnet in Bern am 3. Mai 2011; "
        "in Kraft getreten am 1. Januar 2013."),
        [
            ("2011-05-03", "Abkommen über den Luftverkehr", "signature", "signed"),
            ("2013-01-01", "Abkommen über den Luftverkehr", "agreement", "in-force"),
        ],
    ),
    (
        "fr",
        "Accord sur la pêche. Signé à Brest le 3 mai 2011 ; entré en vigueur le 1er janvier 2013.",
        [
            ("2011-05-03", "Accord sur la pêche", "signature", "signed"),
            ("2013-01-01", "Accord sur la pêche", "agreement", "in-force"),
        ],
    ),
]  # fmt: skip


@pytest.mark.parametrize(("language", "entry", "expected"), ENTRIES)
def test_every_date_is_of_the_treaty_that_the_entry_names(
    language: str, entry: str, expected: Found
) -> None:
    document = documents.parse(entry.encode(), "paper.txt", language=language, on=date(2026, 4, 1))
    assert [
        (str(draft.event.date), draft.title, draft.event.kind, draft.intended.value)
        for draft in from_document(document).drafts
    ] == expected


def test_a_sentence_about_a_treaty_is_not_its_name() -> None:
    text = "The Parties welcomed the Agreement on Fisheries, signed in Oslo on 3 May 2011."
    document = documents.parse(text.encode(), "paper.txt", language="en", on=date(2026, 4, 1))
    assert [draft.title for draft in from_document(document).drafts] == ["Agreement on Fisheries"]
