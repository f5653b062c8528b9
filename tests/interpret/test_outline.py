"""
Headings: the official numbering, what Word makes of it, titles in a line, contents pages.
"""

from __future__ import annotations

from collections.abc import Callable

import pytest

from hengji.domain.document import Document

Reading = Callable[[str], Document]


def headings(document: Document) -> list[tuple[int, str, str]]:
    return [(section.level, section.number, section.title) for section in document.sections]


def test_the_official_numbering_makes_four_levels(document_of: Reading) -> None:
    document = document_of("一、甲\n（一）乙\n1.丙\n（1）丁\n正文。\n二、戊\n正文。")

    assert (headings(document)) == [
        (1, "一、", "甲"),
        (2, "（一）", "乙"),
        (3, "1.", "丙"),
        (4, "（1）", "丁"),
        (1, "二、", "戊"),
    ]


def test_a_number_of_another_form_goes_on_with_the_list_it_continues(document_of: Reading) -> None:
    document = document_of("一、甲\n（一）乙\n正文。\n（2）丙\n正文。\n二、丁\n正文。\n3、戊\n无。")

    assert [section.level for section in document.sections] == [1, 2, 2, 1, 1]


def test_a_number_left_out_does_not_lift_the_next_one_into_a_list_that_goes_on_later(
    document_of: Reading,
) -> None:
    lines = "一、甲\n正文。\n二、乙\n1.丙\n正文。\n3.丁\n正文。\n（四）戊\n无。\n三、己\n无。"

    found = [(section.level, section.number) for section in document_of(lines).sections]

    assert found == [(1, "一、"), (1, "二、"), (3, "1."), (3, "3."), (2, "（四）"), (1, "三、")]


def test_a_title_in_the_line_of_its_text_ends_at_the_full_stop(document_of: Reading) -> None:
    document = document_of("一、结论\n（一）自评结论。2024年各项工作完成良好，得分95分。")

    section = document.sections[1]
    assert section.title == "自评结论"
    assert document.extract.text[section.body_start : section.end].startswith("2024年")


BUDGET = """临江市2025年部门预算
目 录
一、部门主要职能 ……………… 1
二、名词解释 ……………… 2
三、部门预算编制说明 ……………… 3
四、部门预算表 …………1. 2025年部门收支预算总表…………2. 2025年部门收入预算总表 ………
临江市档案馆主要职能
（一）负责档案的接收、整理和保管。
名词解释
（一）财政拨款收入
从本级财政取得的拨款。
2025年部门预算编制说明
收入预算120万元。
2025年部门收支预算总表
单位：元
"""


def test_titles_that_only_the_contents_number_are_sections(document_of: Reading) -> None:
    document = document_of(BUDGET)

    assert [heading for heading in headings(document) if heading[0] == 1] == [
        (1, "", "临江市档案馆主要职能"),
        (1, "", "名词解释"),
        (1, "", "2025年部门预算编制说明"),
        (1, "", "2025年部门收支预算总表"),
    ]
    explained = next(one for one in document.sections if one.title == "名词解释")
    assert "收入预算120万元" not in document.extract.text[explained.start : explained.end]


def test_without_contents_a_line_without_a_number_is_no_section(document_of: Reading) -> None:
    document = document_of(BUDGET.replace("目 录", "说 明"))

    assert "名词解释" not in [section.title for section in document.sections]


def test_a_section_ends_where_the_next_of_its_level_begins(document_of: Reading) -> None:
    document = document_of("一、甲\n（一）乙\n正文。\n二、丙\n正文。")

    first, inner, second = document.sections
    assert first.end == inner.end == second.start
    assert second.end == len(document.extract.text)


def test_a_page_of_contents_is_no_outline(document_of: Reading) -> None:
    names = ["一、概况", "二、收入", "三、支出", "四、绩效"]
    document = document_of("目录\n" + "\n".join(names) + "\n" + "\n正文。\n".join(names) + "\n正文。")

    assert [section.title for section in document.sections] == ["概况", "收入", "支出", "绩效"]


def test_a_text_without_numbers_has_no_sections(document_of: Reading) -> None:
    assert document_of("本年度工作顺利。\n支出100元。").sections == ()


@pytest.mark.parametrize(
    ("text", "title", "unit", "year"),
    [
        ("临江市档案馆2024年度自评报告\n正文。", "临江市档案馆2024年度自评报告", "临江市档案馆", 2024),
        ("临江市财政局\n2023年度部门决算\n正文。", "临江市财政局2023年度部门决算", "临江市财政局", 2023),
        ("一、概况\n填报单位：临江市水利局\n2022年度工作。", None, "临江市水利局", 2022),
        ("第一部分 临江市水利局概况\n2022年度工作。", None, "临江市水利局", 2022),
        (
            "第一部分 临江市水利局概况\n2024年支出12万元，比2023年减少1万元。收入9万元，与2023年相比持平。",
            None,
            "临江市水利局",
            2024,
        ),
        (
            "临江县棠溪镇人民政府2024年度自评报告\n正文。",
            "临江县棠溪镇人民政府2024年度自评报告",
            "临江县棠溪镇人民政府",
            2024,
        ),
        ("棠溪镇人民政府2024年度自评报告\n正文。", "棠溪镇人民政府2024年度自评报告", "棠溪镇人民政府", 2024),
        (
            "临江市万里街道办事处2024年度决算\n正文。",
            "临江市万里街道办事处2024年度决算",
            "临江市万里街道办事处",
            2024,
        ),
    ],
)
def test_title_unit_and_year_are_told_apart(
    text: str, title: str | None, unit: str, year: int, document_of: Reading
) -> None:
    document = document_of(text)

    assert (title, unit, year) == (document.title, document.unit_name, document.fiscal_year)


def test_an_empty_field_is_not_filled_from_the_next_row(document_of: Reading) -> None:
    empty = document_of("自评填报表\n单位名称\t\n评价年度\t2024\n评分标准\t通用")
    filled = document_of("自评填报表\n单位名称\t临江市档案馆\n评价年度\t2024")

    assert (empty.unit_name, filled.unit_name) == (None, "临江市档案馆")


def test_the_full_marks_of_a_part_are_not_the_claimed_score(document_of: Reading) -> None:
    document = document_of(
        "三、自评得分\n按照评分标准，履职效能（50分）自评得48分，管理效率（30分）自评得28.5分，"
        "社会效应（20分）自评得19分，总分95.5分，评定等级为“优”。"
    )

    assert (str(document.claimed_score), document.claimed_grade) == ("95.5", "优")
    in_brackets = document_of("四、自评结论\n自评综合得分（92.5分），等级为“优”。")
    assert str(in_brackets.claimed_score) == "92.5"


def test_the_claimed_score_is_the_one_the_report_gives_itself(document_of: Reading) -> None:
    document = document_of(
        "满分100分。绩效评级为“良”的项目0个。\n本部门整体支出自评得分96.5分，等级为“优”。预算编制得分6分。"
    )

    assert str(document.claimed_score) == "96.5"
    assert document.claimed_grade == "优"


@pytest.mark.parametrize(
    ("words", "score"),
    [
        ("决策指标得分15分，过程指标得分19分，产出指标得分38分，总得分95分。", "95"),
        ("自评结果：预算执行得分9分，综合评分95分，等级“优”。", "95"),
        ("自评结论：履职效能得分57.5分、管理效率得分38.2分，自评总分95.7分，等级为“优”。", "95.7"),
        ("我单位整体支出绩效目标管理得分94分，评价等级为优。", "94"),
        ("总分100分。投入20分得19分，产出80分得77.4分，合计96.4分，评定为“优”等次。", "96.4"),
    ],
)
def test_the_points_of_a_part_are_not_the_claimed_score(document_of: Reading, words: str, score: str) -> None:
    assert str(document_of(f"2024年度部门整体支出绩效自评报告\n{words}\n").claimed_score) == score


def test_a_name_left_blank_is_a_name_and_a_kind_of_unit_is_none(document_of: Reading) -> None:
    document = document_of(
        "××县卫生健康局2024年度部门整体支出绩效自评报告\n下属乡镇卫生院21家，乡镇卫生院职工960人，乡镇卫生院床位800张。\n"
    )
    assert document.unit_name == "××县卫生健康局"
