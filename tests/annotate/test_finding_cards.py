"""What the card of a finding shows: figures as the text prints them, and where its cause is told."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

from hengji.documents.writers.audit_page import audit_page
from hengji.documents.writers.remarks import remarks
from hengji.domain.finding import Printed
from hengji.domain.stated import YUAN
from tests.annotate.makers import finding_at
from tests.annotate.test_audit_page import TEXT, audit_of, extract_of
from tests.standalone import tree


def test_a_finding_shows_its_figures_as_the_text_prints_them() -> None:
    finding = replace(
        finding_at(extract_of(TEXT), "100万元"),
        stated=Decimal(1_000_000),
        computed=Decimal(960_000),
        difference=Decimal(40_000),
        unit=YUAN,
        printed=Printed(stated="100万元", computed="96万元", difference="多4万元"),
    )
    rate = replace(
        finding_at(extract_of(TEXT), "60万元"),
        stated=Decimal(20),
        computed=Decimal("16.216216"),
        difference=Decimal("3.783784"),
        unit="%",
    )
    root = tree(audit_page(audit_of(findings=(finding, rate))))
    told = ["".join(one.itertext()) for one in root.xpath("//span[@class='figure']")]
    assert told == ["文中100万元", "算得96万元", "相差多4万元", "文中20%", "算得16.22%", "相差3.78个百分点"]
    exact = root.xpath("//span[@class='figure']/span/@title")
    assert exact == ["1,000,000.00元", "960,000.00元", "40,000.00元", "16.216216%", "3.783784个百分点"]


def test_a_target_is_no_computed_figure() -> None:
    missed = replace(
        finding_at(extract_of(TEXT), "60万元", rule="PL14"),
        stated=Decimal(7),
        computed=Decimal(8),
        difference=Decimal(-1),
        unit="个",
    )
    root = tree(audit_page(audit_of(findings=(missed,))))
    told = ["".join(one.itertext()) for one in root.xpath("//span[@class='figure']")]
    assert told[:2] == ["文中7个", "对照8个"]


def test_a_finding_leads_to_the_nearest_one_with_the_same_cause() -> None:
    extract = extract_of(TEXT)
    findings = (
        finding_at(extract, "60万元", rule="AR12"),
        finding_at(extract, "超12万元", rule="AR12"),
        replace(finding_at(extract, "12万元", rule="CO04"), caused_by="AR12"),
        replace(finding_at(extract, None, rule="CM13"), caused_by="CM01"),
    )
    cards = tree(audit_page(audit_of(findings=findings))).xpath("//article[@class='finding']")
    told = ["".join(card.itertext()).partition("同源")[2] for card in cards]
    assert told[2:] == [
        "与问题2（AR12 合计不等于各部分之和）同一原因，先处理该项",
        "与CM01同一原因，先处理该项",
    ]
    assert "#f2" in cards[2].xpath(".//dd//a/@href")
    assert remarks(findings)[2].lines[-1] == "与问题2（AR12）同一原因，先处理该项。"
    assert remarks(findings)[3].lines[-1] == "与CM01同一原因，先处理该项。"


def test_a_statement_says_what_it_is_about_once() -> None:
    """Its subject where its words lack it, and the words before it where it has none."""
    audited = audit_of()
    bare = replace(audited.judgements[0].statement, quote="60万元", start=TEXT.index("60万元"), subject="")
    told = tuple(
        replace(audited.judgements[0], statement=replace(bare, subject=subject, quote=quote))
        for subject, quote in (("支出", "支出60万元"), ("本年支出", "60万元"), ("", "60万元"))
    )
    page = tree(audit_page(replace(audited, judgements=told)))
    leads = [
        "".join(one.xpath(".//summary/span[@class='subject']//text()")) for one in page.xpath("//details")
    ]
    assert leads == ["", "本年支出", "…支出合计100万元，其中基本"]
