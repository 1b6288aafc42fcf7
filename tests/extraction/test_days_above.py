"""Days that lines above give: notices, months without a year, and days without a month."""

from __future__ import annotations

from datetime import date

import pytest

from .papers import dated, days

OCTOBER = date(2026, 10, 5)

# -- notices ---------------------------------------------------------------------------------------

NOTICES = (
    "Press releases\n\n"
    "Visit of the Foreign Minister of Estonia\n5 January 2027\n"
    "The Foreign Minister of Estonia will visit Oslo on 12 January.\n\n"
    "Consultations with Chile\n29 December 2026\n"
    "The consultations with Chile will be held in Santiago on 8 January.\n\n"
    "Elections in Zambia\n16 December 2026\n"
    "The elections in Zambia were held on 13 December.\n"
)


def test_the_day_of_a_notice_dates_no_event_but_gives_the_year() -> None:
    found = days("en", NOTICES, date(2027, 1, 5))
    assert found == ["2027-01-12", "2027-01-08", "2026-12-13"]


def test_a_chronicle_with_a_day_below_each_title_is_dated_by_it() -> None:
    text = (
        "Chronicle\n\n"
        "Visit to Estonia\n5 May 2026\nThe minister visited Tallinn.\n\n"
        "Talks with Chile\n9 May 2026\nOn 9 May 2026 the ministers held talks in Santiago.\n"
    )
    assert days("en", text, OCTOBER) == ["2026-05-05", "2026-05-09"]


def test_numbers_of_paragraphs_and_days_of_notices_in_japanese() -> None:
    text = (
        "要人来日日程(令和8年11月)\n\n"
        "ペルー大統領の来日\n令和8年11月6日\n"
        "1 ペルー共和国大統領は、11月24日(火曜日)から27日(金曜日)まで来日する。\n"
        "2 11月25日、両首脳は投資協定に署名する予定である。\n\n"
        "日・チリ文化フォーラムの開催\n令和8年10月30日\n"
        "11月30日、大阪において日・チリ文化フォーラムが開催される。\n"
    )
    found = days("ja", text, date(2026, 11, 9))
    assert found == ["2026-11-24/2026-11-27", "2026-11-25", "2026-11-30"]


# -- years and months of titles --------------------------------------------------------------------


def test_the_year_of_a_title_is_that_of_the_months_below_it() -> None:
    text = "2026年中国—智利关系大事记\n来源:外交部\n\n一月\n【1月6日】智利外长访华。\n\n三月\n3日两国举行领事磋商。\n26日晚,中国歌剧团演出。\n"
    assert dated("zh", text, date(2026, 12, 20)) == [
        ("2026-01-06", "智利外长访华"),
        ("2026-03-03", "两国举行领事磋商"),
        ("2026-03-26", "中国歌剧团演出"),
    ]


def test_the_title_at_the_top_of_another_page_is_skipped() -> None:
    text = (
        "CHRONICLE OF RELATIONS 2025                page 1\n\n"
        "March\n\n3   Consultations with Chile.\n\n"
        "CHRONICLE OF RELATIONS 2025                page 2\n\n"
        "21   Visit to Oman.\n\n"
        "March (cont'd)\n\n28   Visit to Peru.\n"
    )
    assert dated("en", text, OCTOBER) == [
        ("2025-03-03", "Consultations with Chile"),
        ("2025-03-21", "Visit to Oman"),
        ("2025-03-28", "Visit to Peru"),
    ]


def test_a_season_gives_its_year_and_no_month() -> None:
    text = "Kalendarz wizyt – jesień 2026\n\n1–3.X – wizyta w Chile\n14/15.XII – Rada Europejska\n"
    assert days("pl", text, OCTOBER) == [
        "2026-10-01/2026-10-03",
        "2026-12-14/2026-12-15",
    ]


PERSIAN = [
    "گاه‌شمار سال ۱۴۰۴\n\n۱۲ فروردین: سفر وزیر عمان.\n۲۰ بهمن: سفر وزیر شیلی.\n",
    "۱۴۰۴\n۱۲ فروردین: سفر وزیر عمان.\n۲۰ بهمن: سفر وزیر شیلی.\n۱۴۰۵\n۲ مهر: سفر وزیر پرو.\n",
    "سال ۱۴۰۴\n\nفروردین\n۱۲: سفر وزیر عمان.\n\nبهمن\n۲۰: سفر وزیر شیلی.\n",
]


@pytest.mark.parametrize("text", PERSIAN)
def test_the_months_of_a_persian_year_are_in_two_of_ours(text: str) -> None:
    found = days("fa", text, date(2026, 3, 18))
    assert found[:2] == ["2025-04-01", "2026-02-09"]
    assert found[2:] in ([], ["2026-09-24"])


def test_the_sentences_below_a_persian_year_are_in_it_too() -> None:
    text = "سال ۱۴۰۴\n\nدر ۲۰ بهمن، وزیر خارجه شیلی به تهران سفر کرد و با رئیس مجلس دیدار کرد.\n"
    assert days("fa", text, date(2026, 3, 18)) == ["2026-02-09"]


# -- days without a month --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "text", "expected"),
    [
        (
            "ja",
            "出張日程\n\n9月29日\n東京発\n同日\nアスタナ着\n\n30日\n日・ペルー外相会談\n\n2日\n東京着\n",
            ["2026-09-29", "2026-09-29", "2026-09-30", "2026-10-02"],
        ),
        (
            "ja",
            (
                "表敬\n2026.10.05\n\n九月の主な表敬は次のとおりです。\n1日\nヨルダン外務大臣の表敬\n"
                "4日(オスロにて)\nケニア外務大臣の表敬\n15日-18日(ペルー出張)\n19日\nチリ首相の表敬\n"
            ),
            ["2026-09-01", "2026-09-04", "2026-09-15/2026-09-18", "2026-09-19"],
        ),
        (
            "ar",
            (
                "أجندة الأسبوع\n\nالاثنين 5 أكتوبر\n• زيارة رئيس وزراء سلوفينيا\n\n"
                "الثلاثاء\n• افتتاح معرض الصور\n"
            ),
            ["2026-10-05", "2026-10-06"],
        ),
    ],
)
def test_days_continue_those_before_them(language: str, text: str, expected: list[str]) -> None:
    assert days(language, text, OCTOBER) == expected


def test_a_sentence_gives_the_month_of_the_days_below_it() -> None:
    text = (
        "外交要闻\n\n4月19日至21日,格鲁吉亚总理对中国进行正式访问。访问期间,双方签署多项协议,涉及经贸、教育和旅游等领域。\n\n"
        "22日上午,外交部副部长会见智利外交部次长。\n\n23日,中国—中亚教育部长会议在北京举行。\n"
    )
    found = days("zh", text, date(2026, 4, 24))
    assert found[-2:] == ["2026-04-22", "2026-04-23"]


def test_figures_alone_do_not_continue_a_day_in_a_line_of_text() -> None:
    text = "Diary\n\n14 September 2026 – Talks in Oslo\n15 delegations took part.\n"
    assert days("en", text, OCTOBER) == ["2026-09-14"]


def test_the_same_day_after_several_days_is_not_an_earlier_one() -> None:
    text = "3月3日,两国举行磋商。10月14日至16日,论坛在北京举行。同日,双方签署备忘录。\n"
    assert "2026-03-03" not in days("zh", text, OCTOBER)[1:]


# -- hours -----------------------------------------------------------------------------------------


def test_hours_that_could_be_a_day_continue_those_above() -> None:
    text = (
        "Πρόγραμμα της επίσκεψης\n\nΤρίτη 20 Οκτωβρίου 2026\n"
        "10.55 Συνάντηση με την Πρόεδρο\n11.15 Διευρυμένες συνομιλίες\n"
        "12.05 Συνάντηση με τον Πρόεδρο της Βουλής\n20.00 Επίσημο δείπνο\n"
    )
    found = days("el", text, OCTOBER)
    assert [when.partition("T")[2][:5] for when in found] == ["10:55", "11:15", "12:05", "20:00"]


def test_hours_in_the_evening_in_arabic() -> None:
    text = "الاثنين 5 أكتوبر 2026\n• الساعة 6:00 مساء: حفل توقيع مذكرة تفاهم\n"
    assert days("ar", text, OCTOBER) == ["2026-10-05T18:00:00"]


def test_the_ordinal_behind_hours_is_of_the_event() -> None:
    text = "日程\n\n7月12日\n午前10時、ヨルダン国王と会談\n午後1時15分、第6回首脳会議\n"
    assert dated("ja", text, OCTOBER)[-1] == ("2026-07-12T13:15:00", "第6回首脳会議")


def test_the_day_of_an_agenda_dates_items_that_end_with_hours() -> None:
    text = (
        "GÜNDEM ÖZETİ / 22 Eylül 2026\n\nDİPLOMASİ\n\n"
        "1. Dışişleri Bakanı\nProgram: Slovenya Dışişleri Bakanı ile görüşecek.\n"
        "Yer/Saat: Ljubljana / 13.30\n\n"
        "2. Bakan Yardımcısı\nProgram: Enerji toplantısına katılacak.\nYer: İstanbul\n\n"
        "3- Türkiye-Şili Komisyonu toplanacak. (Ankara/10.00)\n"
        "4- Japonya sergisi açılacak. (İzmir/18.30)\n"
    )
    assert days("tr", text, OCTOBER) == [
        "2026-09-22T13:30:00",
        "2026-09-22",
        "2026-09-22T10:00:00",
        "2026-09-22T18:30:00",
    ]


# -- signs -----------------------------------------------------------------------------------------


def test_a_note_below_a_day_is_not_an_event() -> None:
    text = "주간 일정\n\n□ 10.5.(월)\n ㅇ 국무회의 참석\n※ 상기 일정은 변경될 수 있습니다.\n"
    assert days("ko", text, OCTOBER) == ["2026-10-05"]


def test_a_date_in_brackets_begins_a_line() -> None:
    text = "Diary\n\n[5 May 2026] Talks in Oslo\n[9 May 2026] Visit to Riga\n"
    assert days("en", text, OCTOBER) == ["2026-05-05", "2026-05-09"]
