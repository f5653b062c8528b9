"""The readable page stands alone, is well-formed and shows where every figure comes from."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace
from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from lxml import etree, html

from hengji.documents.writers.html import evaluation_page, write_evaluation
from hengji.domain.block import Composition
from hengji.domain.finding import Finding
from hengji.domain.scorecard import Scorecard
from tests.standalone import fetches_nothing, is_well_formed, tree


@pytest.fixture
def page(report: Composition, scorecard: Scorecard, findings: Sequence[Finding]) -> str:
    return evaluation_page(report, scorecard, findings)


def said(element: etree._Element) -> str:
    return re.sub(r"\s", "", "".join(element.itertext()))


def one(page: str, path: str) -> etree._Element:
    (found,) = tree(page).xpath(path)
    return found


def test_the_page_is_well_formed_and_in_chinese(page: str) -> None:
    is_well_formed(page)


def test_nothing_is_fetched_from_anywhere(page: str) -> None:
    fetches_nothing(page)
    assert "http" not in re.sub(r'http-equiv="Content', "", page)


def test_computed_and_claimed_score_stand_side_by_side(page: str) -> None:
    assert said(one(page, "//div[@class='computed']")) == "计算得分96.62／100优"
    claimed = said(one(page, "//div[@class='claimed']"))
    assert claimed == "自评得分（单位填报）100.00优比数据所能得的最高分多3.38分"


def test_an_undecided_score_is_an_interval_and_says_what_is_missing(
    report: Composition, undecided: Scorecard
) -> None:
    page = evaluation_page(report, undecided, ())
    assert said(one(page, "//div[@class='computed interval']")).startswith("计算得分57.50～97.50／100差至优")
    assert "工作表“预算与决算”E11" in page
    assert "距“中”（60分以上）还差2.50分" in said(one(page, "//p[@class='next']"))
    assert "没有发现问题" in page


@pytest.mark.parametrize(
    ("claimed", "said_so"),
    [("96.62", "与计算得分相符"), ("90", "比计算得分少6.62分"), (None, "未填报")],
)
def test_every_relation_of_claim_and_computation_is_said(
    report: Composition, scorecard: Scorecard, claimed: str | None, said_so: str
) -> None:
    score = None if claimed is None else Decimal(claimed)
    card = replace(scorecard, claimed_score=score, claimed_grade=None)
    assert said_so in said(one(evaluation_page(report, card, ()), "//div[@class='claimed']"))


def test_every_point_unfolds_to_its_reason(page: str) -> None:
    leaf = one(page, "//details[.//span[@class='what'][starts-with(., '预算执行率')]]")
    reason = said(leaf)
    for words in (
        "执行率未达100%，少得0.88分",
        "9,472,320.23÷9,684,810.20＝97.81%；40×97.81%＝39.12",
        "全年执行数9,472,320.23元预算与决算!E11",
        "按预算执行率计分",
        "40.00分，比计算得分多0.88分",
        "（示财〔2024〕1号）第三条",
        "据记忆，未核对原文",
        "2024年度部门决算报表",
    ):
        assert re.sub(r"\s", "", words) in reason


def test_examples_are_marked_where_they_stand_and_at_the_top(page: str) -> None:
    assert "分值为示例，不得用于正式评分。" in said(one(page, "//header//div[@class='notice']"))
    marked = tree(page).xpath("//span[@class='what'][span[@class='mark']]")
    assert [said(row) for row in marked] == ["推广活动示例", "投诉件数示例"]


def test_findings_are_grouped_by_severity_and_told_in_full(page: str) -> None:
    groups = tree(page).xpath("//section[starts-with(@class, 'group')]/@class")
    assert groups == ["group error", "group warning"]
    error = said(one(page, "//section[@class='group error']"))
    for words in (
        "合计与分项不符",
        "AR01",
        "预算与决算!D11",
        "填报9,684,810.20元",
        "算得9,684,710.20元",
        "相差100.00元",
        "逐项核对后更正。",
        "第三条",
    ):
        assert words in error
    warning = said(one(page, "//section[@class='group warning']"))
    assert "现有数据无法判定" in warning
    assert "与AR01同一原因" in warning
    assert "310,087.19" not in warning


def test_many_findings_of_one_rule_fold_away(
    report: Composition, scorecard: Scorecard, findings: Sequence[Finding]
) -> None:
    page = evaluation_page(report, scorecard, [findings[0]] * 9)
    assert said(one(page, "//details[@class='more']/summary")) == "同类问题还有6项（AR01）"
    assert len(tree(page).xpath("//article[@class='finding']")) == 9


def test_severity_is_told_by_shape_and_word_beside_colour(page: str) -> None:
    labels = [said(label) for label in tree(page).xpath("//header//span[starts-with(@class, 'count')]")]
    assert labels == ["■错误1", "▲警示1", "●提示0"]


def test_promises_are_drawn_against_what_was_done(page: str) -> None:
    rows = [said(row) for row in tree(page).xpath("//table[@class='promises']/tbody/tr")]
    assert rows == ["推广活动示例≥1,200场1,260场✓105%30.00／30", "投诉件数示例≤20场22场✕110%27.50／30"]
    labels = tree(page).xpath("//table[@class='promises']//svg/@aria-label")
    assert labels == ["达到指标值，为指标值的105%", "未达到指标值，为指标值的110%"]


def test_figures_of_the_report_say_where_they_come_from(page: str) -> None:
    titles = {fact.text: fact.get("title") for fact in tree(page).xpath("//article//span[@class='fact']")}
    assert titles["9,472,320.23元"] == "出自 预算与决算!E11"
    assert titles["3.17%"] == "出自 预算与决算!G12；算法 310,087.19÷9,782,407.42"


def test_the_report_is_there_word_for_word(
    page: str, report: Composition, words_of: Callable[[Composition], list[str]]
) -> None:
    found = said(one(page, "//article[@class='report']"))
    for words in words_of(report):
        assert re.sub(r"\s", "", words) in found


def test_table_heads_spans_and_pending_facts_are_kept(page: str) -> None:
    root = tree(page)
    assert root.xpath("//article//th[@rowspan='2'][.='一级指标']")
    assert root.xpath("//article//td[@rowspan='12'][.='产出指标']")
    assert "【待填：" in root.findtext(".//mark[@class='pending']")


def test_headings_descend_without_a_gap(page: str) -> None:
    levels = []
    for element in tree(page).iter("h1", "h2", "h3", "h4", "p"):
        if element.tag != "p":
            levels.append(int(element.tag[1]))
        elif element.get("aria-level"):
            levels.append(int(element.get("aria-level")))
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_it_prints_on_a4_with_everything_unfolded(page: str) -> None:
    assert "@page{size:A4" in page
    assert "@media print" in page
    assert "beforeprint" in page


def test_hostile_words_stay_words(
    hostile: Composition, scorecard: Scorecard, findings: Sequence[Finding]
) -> None:
    evil = hostile.title
    card = replace(
        scorecard,
        unit_name=evil,
        standard_title=evil,
        notes=(evil,),
        claimed_grade=evil,
        scores=(replace(scorecard.scores[1], title=evil, reason=evil, arithmetic=evil, evidence=(evil,)),),
    )
    bad = [replace(findings[0], title=evil, message=evil, quote=evil, suggestion=evil, rule=evil)]
    page = evaluation_page(hostile, card, bad)
    root = tree(page)
    assert len(root.xpath("//script")) == 1
    assert not [name for element in root.iter() for name in element.attrib if name.startswith("on")]
    assert len(html.document_fromstring(page).xpath("//script")) == 1
    assert "<script>alert('甲')</script>" in root.findtext(".//h1")


def test_the_page_is_written_whole(
    report: Composition, scorecard: Scorecard, findings: Sequence[Finding], tmp_path: Path
) -> None:
    write_evaluation(report, scorecard, findings, tmp_path / "page.html")
    assert (tmp_path / "page.html").read_text(encoding="utf-8") == evaluation_page(
        report, scorecard, findings
    )
