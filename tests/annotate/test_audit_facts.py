"""What an audit comes to: the claimed score beside what the document's figures allow."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal

import pytest

from hengji.audit import judge
from hengji.documents.writers.audit_facts import UNALLOTTED, recomputed, severities, verdicts
from hengji.domain.document import Document
from hengji.domain.extract import Extract
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.finding import Severity, Verdict
from hengji.domain.judgement import Judgement
from hengji.domain.scorecard import Score, Scorecard, ScoreVerdict
from hengji.domain.standard import NATIONAL_GRADES
from hengji.domain.stated import Modifier
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.pipeline.audit import Audit
from tests.annotate.makers import finding_at


def points(words: str) -> Figure:
    """A figure of points."""
    return Figure(
        f"{words}分", 0, len(words) + 1, FigureKind.SCORE, Decimal(words), "分", Modifier.EXACT, None
    )


def sum_of(total: str, *parts: str, quote: str = "") -> Judgement:
    """The judged sum of points."""
    operands = tuple(Operand(figure=points(part), role="part") for part in parts)
    return judge(
        Statement(
            type=StatementType.SCORE_SUM, quote=quote, start=0, end=3, claim=points(total), operands=operands
        )
    )


def graded(score: str, grade: str) -> Judgement:
    """The judged grade of a score."""
    return judge(
        Statement(
            type=StatementType.SCORE_GRADE, quote="", start=0, end=3, claim=None, stated_text=grade,
            operands=(Operand(figure=points(score), role="score"),),
        )
    )  # fmt: skip


def card(low: str, high: str, *scores: Score) -> Scorecard:
    """A scorecard of those bounds."""
    best = NATIONAL_GRADES[0]
    return Scorecard(
        standard_id="cn.example.2024",
        standard_title="示例标准",
        edition_hash="0",
        engine_version="0",
        illustrative=False,
        notes=(),
        unit_name="示例局",
        fiscal_year=2024,
        full_marks=Decimal(100),
        scores=scores,
        computed_score=None,
        low=Decimal(low),
        high=Decimal(high),
        computed_grade=None,
        lowest_grade=best,
        highest_grade=best,
        next_grade=None,
    )


def partial(low: str, high: str) -> Scorecard:
    """A scorecard of a document that prints only some of the indicators."""
    nothing = Decimal(0)
    left = Score(
        code=f"output{UNALLOTTED}",
        title="未分配的分值",
        full_marks=Decimal(20),
        points=nothing,
        low=nothing,
        high=nothing,
        verdict=ScoreVerdict.SCORED,
    )
    return card(low, high, left)


def audit(
    claimed: str | None, *judgements: Judgement, grade: str | None = None, scorecard: Scorecard | None = None
) -> Audit:
    """An audit that claims a score."""
    document = Document(
        extract=Extract(file="报告.txt", format="txt", text=""), title=None, unit_name=None, fiscal_year=None,
        sections=(), figures=(), statements=(), claimed_grade=grade,
        claimed_score=None if claimed is None else Decimal(claimed),
    )  # fmt: skip
    return Audit(file="报告.txt", document=document, judgements=judgements, findings=(), scorecard=scorecard)


OPEN = "文中没有印出各项得分，总分如何得出无法复算。"
ADDED = "文中各项得分相加。"
SCORED = "按《示例标准》和文中数据复算。"
CASES = {
    "no claim": (audit(None), "未写明", "无法复算", "文中没有自评得分。"),
    "no points": (audit("98"), "98分", "无法复算", OPEN),
    "agrees": (
        audit("98", sum_of("98", "58", "40"), sum_of("58", "30", "28")),
        "98分",
        "98分",
        f"{ADDED}与自评得分相符。",
    ),
    "too much": (audit("98", sum_of("98", "57", "40")), "98分", "97分", f"{ADDED}自评得分多1分。"),
    "too little": (audit("96.5", sum_of("96.5", "57", "40")), "96.5分", "97分", f"{ADDED}自评得分少0.5分。"),
    "another sum": (audit("98", sum_of("58", "30", "28")), "98分", "无法复算", OPEN),
    "deductions": (
        audit("98.43", sum_of("1.57", "1", "0.57", quote="扣分合计1.57分")),
        "98.43分",
        "98.43分",
        "按百分制减去文中各项扣分。与自评得分相符。",
    ),
    "wrong deductions": (
        audit("98", sum_of("2", "1", "0.5", quote="共扣2分")),
        "98分",
        "98.5分",
        "按百分制减去文中各项扣分。自评得分少0.5分。",
    ),
    "within": (
        audit("98", scorecard=card("90", "99")),
        "98分",
        "90～99分",
        f"{SCORED}自评得分在此范围之内。",
    ),
    "above": (audit("100", scorecard=card("97", "97")), "100分", "97分", f"{SCORED}自评得分多3分。"),
    "grade only": (
        audit(None, grade="优", scorecard=card("97", "97")),
        "“优”",
        "97分",
        f"{SCORED}文中没有自评总分。",
    ),
    "wrong grade": (
        audit("85", graded("85", "优"), grade="优"),
        "85分“优”",
        "无法复算",
        f"{OPEN}等级与得分不符。",
    ),
    "right grade": (audit("95", graded("95", "优"), grade="优"), "95分“优”", "无法复算", OPEN),
    "some indicators only": (audit("98", scorecard=partial("12", "52")), "98分", "无法复算", OPEN),
}


@pytest.mark.parametrize("case", CASES)
def test_the_claim_is_held_against_what_the_figures_allow(case: str) -> None:
    audited, claim, allowed, says = CASES[case]
    found = recomputed(audited)
    assert (found.claim, found.allowed, found.says) == (claim, allowed, says)


def test_verdicts_and_severities_are_counted_also_where_there_are_none() -> None:
    held, failing = sum_of("98", "58", "40"), sum_of("98", "57", "40")
    assert verdicts([held, failing, held]) == {Verdict.HOLDS: 2, Verdict.FAILS: 1, Verdict.UNDECIDABLE: 0}
    finding = finding_at(Extract(file="", format="txt", text=""), None)
    notice = replace(finding, severity=Severity.NOTICE)
    assert severities([finding, notice]) == {Severity.ERROR: 1, Severity.WARNING: 0, Severity.NOTICE: 1}
