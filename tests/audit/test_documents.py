"""Whole documents: ranked, causes named, forms included, and the real report."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from hengji import interpret
from hengji.audit import audit_document, ranking, registry
from hengji.audit.rule import DocumentCase
from hengji.documents import readers
from hengji.domain.document import Document, Section
from hengji.domain.filing import Filing
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.outline import Outline, OutlineSection
from hengji.domain.source import Citation, Place
from tests.growth import grows_in_proportion

SHARED = Path(__file__).parent.parent.parent.parent / "shared"
REPORT = SHARED / "reports" / "jiangmen-womens-federation-2024.txt"
BUDGET = {
    "text": (
        "2024年度支出预算29,242,314.38元，其中人员经费19,731,274.38元，占比67.48%；公用经费429,640.00元，占比1.47%；"
        "项目支出9,081,300.00元，占比31.06%。人员经费比上年19,000,000.00元增加731,374.38元。"
    ),
    "statements": [
        {
            "type": "sum_of_parts",
            "claim": "29,242,314.38元",
            "operands": {"part": ["19,731,274.38元", "429,640.00元", "9,081,300.00元"]},
        },
        {"type": "share", "claim": "1.47%", "operands": {"part": "429,640.00元", "whole": "29,242,314.38元"}},
        {
            "type": "change_amount",
            "claim": "731,374.38元",
            "direction": "increase",
            "operands": {"current": "19,731,274.38元", "prior": "19,000,000.00元"},
        },
    ],
}


def real_report() -> Document:
    if not REPORT.exists():
        pytest.skip("the real report is not beside this checkout (../shared/reports)")
    return interpret.interpret(readers.read(REPORT))


def test_the_real_report_has_no_false_error_and_its_weaknesses_are_found() -> None:
    judgements, findings = audit_document(real_report())
    assert [finding for finding in findings if finding.severity is Severity.ERROR] == []
    assert [judgement for judgement in judgements if judgement.verdict is Verdict.FAILS] == []
    found = {(finding.rule, finding.quote) for finding in findings}
    for rule, quote in (
        ("WD03", "[bookmark: _GoBack]"),
        ("WD05", "（2）"),
        ("WD05", "3、"),
        ("CO09", "100分"),
        ("CM19", "100分"),
        ("CM16", "29,242,314.38元"),
        ("CM15", "无。"),
        ("CO08", "无。"),
        ("WD09", "做出"),
    ):
        assert (rule, quote) in found
    assert {"CM17", "CM18", "CM20", "CM14", "WD01", "DI03"} <= {finding.rule for finding in findings}
    assert len(findings) <= 20, "short enough to be read"


def test_every_finding_with_a_span_quotes_its_very_words() -> None:
    document = real_report()
    for finding in audit_document(document)[1]:
        if finding.place is not None and finding.place.start is not None:
            assert finding.quote == document.extract.text[finding.place.start : finding.place.end]
            assert finding.message
            assert finding.basis is not None


def test_a_long_document_takes_time_in_proportion() -> None:
    text = (
        "一、存在问题\n无。\n全年支出100.00元，占比12.50%，"
        + "数据仍需核对" * 30
        + "\n（一）重点工作\n办了5场、6场、7场。\n"
    )
    documents = {times: interpret.interpret(_extract(text * times)) for times in (40, 320)}

    assert grows_in_proportion(lambda times: audit_document(documents[times]), 40, 320)


def _extract(text: str) -> Any:
    from hengji.domain.extract import Extract, Paragraph

    blocks, offset = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        blocks.append(Paragraph(start=offset, end=offset + len(line), place=Place(paragraph=number)))
        offset += len(line) + 1
    return Extract(file="long.txt", format="txt", text=text, blocks=tuple(blocks))


def test_a_figure_that_several_statements_fail_by_is_named_and_told_once(
    document_of: Callable[[dict[str, Any]], Document],
) -> None:
    judgements, findings = audit_document(document_of(BUDGET))
    assert [judgement.verdict for judgement in judgements] == [Verdict.FAILS, Verdict.HOLDS, Verdict.FAILS]
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert [(finding.rule, finding.caused_by) for finding in errors] == [("AR12", None), ("AR14", "AR12")]
    assert "共有2处不符涉及“19,731,274.38元”，很可能是它有误。" in errors[0].message
    assert errors[1].message.endswith("与AR12同因，一并改正。")


def test_two_errors_that_share_only_a_good_figure_have_two_causes(
    document_of: Callable[[dict[str, Any]], Document],
) -> None:
    wrong = {
        "text": "预算100.00元，甲60.00元，占比70.00%；乙40.00元，占比50.00%。",
        "statements": [
            {"type": "sum_of_parts", "claim": "100.00元", "operands": {"part": ["60.00元", "40.00元"]}},
            {"type": "share", "claim": "70.00%", "operands": {"part": "60.00元", "whole": "100.00元"}},
            {"type": "share", "claim": "50.00%", "operands": {"part": "40.00元", "whole": "100.00元"}},
        ],
    }
    _, findings = audit_document(document_of(wrong))
    errors = [finding for finding in findings if finding.severity is Severity.ERROR]
    assert [(finding.rule, finding.caused_by) for finding in errors] == [("AR13", None), ("AR13", None)]
    assert "很可能是“70.00%”有误" in errors[0].message
    assert "很可能是“50.00%”有误" in errors[1].message


@pytest.mark.parametrize(
    ("rate", "expected"),
    [
        ("95.73%", [("AR12", None), ("AR16", "AR12")]),  # with the budget set right it is right too
        ("97.73%", [("AR12", None), ("AR16", None)]),  # it is wrong on either budget
    ],
)
def test_a_shared_figure_is_a_cause_only_of_what_is_right_without_its_error(
    rate: str, expected: list[tuple[str, str | None]], document_of: Callable[[dict[str, Any]], Document]
) -> None:
    parts = ["3,256.80万元", "412.35万元"]
    text = {
        "text": f"年初预算3,256.80万元，追加412.35万元，预算3,569.15万元，支出3,512.47万元，执行率{rate}。",
        "statements": [
            {"type": "sum_of_parts", "claim": "3,569.15万元", "operands": {"part": parts}},
            {
                "type": "execution_rate",
                "claim": rate,
                "operands": {"executed": "3,512.47万元", "budget": "3,569.15万元"},
            },
        ],
    }
    _, findings = audit_document(document_of(text))
    errors = [one for one in findings if one.severity is Severity.ERROR]
    assert [(one.rule, one.caused_by) for one in errors] == expected
    assert ("共有2处不符涉及“3,569.15万元”" in errors[0].message) is (rate == "95.73%")


def test_the_forms_of_a_document_are_checked_like_a_filing_but_not_for_what_they_leave_out(
    document_of: Callable[[dict[str, Any]], Document], filing_of: Callable[[dict[str, Any]], Filing]
) -> None:
    filing = filing_of({"indicators": [{"title": "培训场次", "target": "40场", "actual": "36场"}]})
    document = replace(document_of({"text": "培训场次 ≥40场 36场"}), filing=filing)
    codes = [finding.rule for finding in audit_document(document)[1]]
    assert "PL02" in codes
    assert "CM04" not in codes
    assert "CM08" not in codes


def test_a_doubt_in_a_form_is_placed_like_one_in_the_text(
    document_of: Callable[[dict[str, Any]], Document], filing_of: Callable[[dict[str, Any]], Filing]
) -> None:
    ledger = {"total": {"initial_budget_amount": "100.00", "adjusted_budget_amount": "150.00"}}
    filing = filing_of({"ledger": ledger})
    total = filing.ledger.total
    assert total.adjusted_budget_amount is not None
    here = replace(total.adjusted_budget_amount, place=Place(start=9, end=13))
    rows = dict(filing.ledger.rows) | {
        next(iter(filing.ledger.rows)): replace(total, adjusted_budget_amount=here)
    }
    filing = replace(filing, ledger=replace(filing.ledger, rows=rows))
    document = replace(document_of({"text": "一、预算情况\n全年150元。"}), filing=filing)
    section = Section(number="一、", title="预算情况", level=1, start=0, end=14, body_start=7)
    document = replace(document, sections=(section,))
    found = [one for one in audit_document(document)[1] if one.rule == "PL05"]
    assert [one.place and one.place.section for one in found] == ["一 预算情况"]


def test_what_a_statement_told_is_not_told_again_by_the_form(
    document_of: Callable[[dict[str, Any]], Document], filing_of: Callable[[dict[str, Any]], Filing]
) -> None:
    text = {
        "text": "合计100.00元，人员60.00元，公用39.00元。",
        "statements": [
            {"type": "sum_of_parts", "claim": "100.00元", "operands": {"part": ["60.00元", "39.00元"]}}
        ],
    }
    ledger = {"total": {"executed_amount": "100.00"}, "personnel": {"executed_amount": "60.00"}}
    ledger["operating"] = {"executed_amount": "39.00"}
    filing = filing_of({"ledger": ledger})
    total = filing.ledger.total
    assert total.executed_amount is not None
    here = replace(total.executed_amount, place=Place(start=2, end=9))
    rows = dict(filing.ledger.rows) | {next(iter(filing.ledger.rows)): replace(total, executed_amount=here)}
    document = replace(document_of(text), filing=replace(filing, ledger=replace(filing.ledger, rows=rows)))
    codes = [finding.rule for finding in audit_document(document)[1]]
    assert "AR12" in codes
    assert "AR01" not in codes


def test_findings_are_ranked_errors_first_then_substance_then_as_they_stand() -> None:
    def finding(rule: str, severity: Severity, start: int | None) -> Finding:
        place = None if start is None else Place(start=start, end=start + 1)
        return Finding(
            rule=rule,
            severity=severity,
            verdict=Verdict.FAILS,
            title="",
            message="",
            place=place,
            stated=Decimal(0),
        )

    given = [
        finding("WD09", Severity.NOTICE, 0),
        finding("CM13", Severity.WARNING, None),
        finding("WD03", Severity.WARNING, 9),
        finding("WD01", Severity.WARNING, 30),
        finding("CM15", Severity.WARNING, 20),
        finding("CO09", Severity.WARNING, 40),
        finding("AR12", Severity.ERROR, 5),
    ]
    order = ["AR12", "CO09", "CM15", "WD01", "CM13", "WD03", "WD09"]
    assert [found.rule for found in ranking.ranked(given)] == order


def test_a_later_rule_at_the_same_cell_names_the_earlier_one() -> None:
    cell = Place(sheet="预算与决算", cell="E5")
    given = [
        Finding(rule=code, severity=Severity.ERROR, verdict=Verdict.FAILS, title="", message="。", place=cell)
        for code in ("AR02", "AR01")
    ]
    first, second = ranking.ranked(given)
    assert (first.rule, first.caused_by) == ("AR01", None)
    assert (second.rule, second.caused_by) == ("AR02", "AR01")
    assert second.message == "。与AR01同因，一并改正。"


def test_a_cell_or_a_place_unknown_shares_no_cause_by_itself() -> None:
    given = [
        Finding(
            rule="AR01", severity=Severity.ERROR, verdict=Verdict.FAILS, title="", message="。", place=place
        )
        for place in (Place(sheet="A", cell="B1"), Place(start=1, end=4))
    ]
    later = Finding(
        rule="AR02", severity=Severity.ERROR, verdict=Verdict.FAILS, title="", message="。",
        place=Place(sheet="A", cell="B2"),
    )  # fmt: skip
    unplaced = replace(later, place=None)
    overlapping = replace(later, place=Place(start=3, end=9))
    causes = [
        found.caused_by
        for found in ranking.ranked([*given, later, unplaced, overlapping])
        if found.rule == "AR02"
    ]
    assert sorted(causes, key=str) == ["AR01", None, None]


def test_a_section_that_the_outline_demands_has_no_span(
    document_of: Callable[[dict[str, Any]], Document],
) -> None:
    outline = Outline(
        id="x",
        title="提纲",
        report_title="",
        basis=Citation(title="通知"),
        sections=(OutlineSection(code="s", title="整改情况"),),
    )
    found = audit_document(document_of({"text": "得分98分，其中执行9分。"}), outline=outline)[1]
    (finding,) = [one for one in found if one.rule == "CM13"]
    assert (finding.rule, str(finding.place), finding.quote) == ("CM13", "整改情况", None)


def test_a_section_of_thousands_of_signs_is_not_thin_whatever_it_says(
    document_case: Callable[[dict[str, Any]], DocumentCase],
) -> None:
    rule = registry.rule("CM14")
    assert rule.check_document is not None
    hollow = "我单位严格按照有关规定执行。"
    short, long = (
        document_case({"text": f"一、履职效能分析\n{hollow * times}"})
        for times in (1, 5000 // len(hollow) + 1)
    )
    assert [finding.quote for finding in rule.check_document(rule, short)] == [hollow]
    assert list(rule.check_document(rule, long)) == []
