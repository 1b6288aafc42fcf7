"""The kind of event of a line, a sentence or a status."""

from datetime import date

import pytest

from timeline import documents
from timeline.extraction import from_document
from timeline.extraction.drafts import Draft


def drafted(text: str, language: str) -> tuple[Draft, ...]:
    on = date(2026, 4, 1)
    document = documents.parse(text.encode(), "note.txt", language=language, on=on)
    return from_document(document).drafts


LINES = [
    ("en", "12 May 2026: Phone call between the two foreign ministers", "meeting"),
    ("en", "12 May 2026: Ministers hold videoconference on steel", "meeting"),
    ("en", "12 May 2026: Second round of the presidential election", "election"),
    ("en", "12 May 2026: Second round of consultations", "meeting"),
    ("en", "12 May 2026: Local council elections", "election"),
    ("en", "12 May 2026: Presidential run-off", "election"),
    ("en", "12 May 2026: Signature ceremony of the memorandum", "signature"),
    ("en", "12 May 2026: Opening of the consulate general", "institution"),
    ("en", "12 May 2026: Opening of the exhibition of icons", "exhibition"),
    ("en", "12 May 2026: Launch of the action plan for 2026-2030", "programme"),
    ("ru", "12 мая 2026 г. – Открытие посольства", "institution"),
    ("ru", "12 мая 2026 г. – Телефонный разговор министров", "meeting"),
    ("ru", "12 мая 2026 г. – Второй тур выборов президента", "election"),
    ("ru", "12 мая 2026 г. – Премьер-министр принимает генерального секретаря", "meeting"),
    ("fr", "12 mai 2026 : Inauguration de l'ambassade", "institution"),
    ("fr", "12 mai 2026 : Les premiers ministres baltes se rencontrent", "meeting"),
    ("de", "12. Mai 2026: Podiumsdiskussion zur Außenpolitik", "conference"),
    ("de", "12. Mai 2026: Konzertabend", "culture"),
    ("sr-Latn", "12. maj 2026. – Otvaranje ambasade", "institution"),
    ("tr", "12 Mayıs 2026: Büyükelçilik açılışı", "institution"),
    ("de", "12. Mai 2026: Malta wählt ein neues Parlament", "election"),
    ("nl", "12 mei 2026: Malta kiest een nieuw parlement", "election"),
    ("pl", "12 maja 2026: II tura wyborów samorządowych", "election"),
    ("pl", "12 maja 2026: Termin składania wniosków na kongres", "other"),
    ("en", "12 May 2026: Deadline for papers for the forum", "other"),
    ("en", "12 May 2026: Forum on deadlines in diplomacy", "conference"),
    ("en", "12 May 2026: The National Assembly ratified the agreement", "agreement"),
    ("en", "12 May 2026: Assembly of the League", "congress"),
    ("es", "12 de mayo de 2026: Aniversario del Tratado de Lima", "other"),
    ("es", "12 de mayo de 2026: Muestra de grabados andinos", "exhibition"),
    ("fr", "Le 12 mai 2026, intervention devant l'Assemblée nationale.", "statement"),
    ("it", "12 maggio 2026: Arrivo del re di Giordania", "visit"),
    ("pt", "12 de maio de 2026: Telefonema do Presidente ao homólogo do Peru", "meeting"),
    ("ru", "12 мая 2026 г. – Крайний срок подачи докладов на конгресс", "other"),
    ("ru", "12 мая 2026 г. – Годовщина Пражского договора", "other"),
    ("ru", "12 мая 2026 г. – 25-я годовщина установления дипломатических отношений", "other"),
    ("hu", "2026. május 12. – A miniszter telefonon beszélt lengyel kollégájával", "meeting"),
    ("tr", "12 Mayıs 2026: Bakanlar Oslo'da toplanacak", "meeting"),
    ("cs", "12. května 2026: Velvyslanci se sejdou v Praze", "meeting"),
    ("zh", "2026年5月12日：外交部长同秘鲁外长通电话", "meeting"),
    ("ar", "ويزور الوزير تونس في 12 مايو 2026.", "visit"),
    ("ar", "تعقد اللجنة المشتركة دورتها في الرباط يوم 12 مايو 2026.", "meeting"),
]


@pytest.mark.parametrize(("language", "line", "kind"), LINES)
def test_a_line_determines_the_kind_of_its_event(language: str, line: str, kind: str) -> None:
    assert [draft.event.kind for draft in drafted(line, language)] == [kind]


def test_what_is_signed_is_a_signature_and_what_enters_into_force_an_agreement() -> None:
    text = "Air transport agreement.  Signed at Tbilisi March 24, 2003; entered into force June 1, 2004.\n"
    assert [draft.event.kind for draft in drafted(text, "en")] == ["signature", "agreement"]


def test_a_sentence_does_not_end_behind_an_abbreviated_town() -> None:
    found = drafted("14.05.2026 у м. Ужгороді відбулася зустріч керівників митних органів.", "uk")
    assert [(draft.event.kind, draft.event.place) for draft in found] == [("meeting", "uzhhorod")]


def test_a_date_that_opens_a_sentence_leaves_its_subject_and_verb_to_the_event() -> None:
    text = "Note\n\nLe 7 mai 2025, la France et le Maroc ont signé à Rabat un accord sur l'eau.\n"
    (draft,) = drafted(text, "fr")
    assert (draft.event.kind, draft.event.parties) == ("signature", ("FR", "MA"))
    assert draft.intended.value == "signed"
    other = "Note\n\nOn 7 May 2025, the forum opened, and a protocol was signed on 8 May 2025.\n"
    assert drafted(other, "en")[0].intended.value == "held"
