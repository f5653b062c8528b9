"""AR23: a small amount in 元 among amounts in 万元."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.finding import Finding, Severity, Verdict

LARGEST = 10_000
FEWEST_OTHERS = 2
_NEAR = 300
"""Characters to either side in which other amounts count."""
_IN_YUAN = re.compile(r"[\d,]+\.\d+元")
_PER_UNIT = re.compile(r"[每人户单次均]|标准|单价|/|补助|补贴|奖励|罚|票|元/")
_PER_HEAD = re.compile(r"每人|人均|户均|每户|亩均|每亩")
_ACCOUNT = re.compile(r"支出|收入|预算|决算|执行|资金|经费|结转|结余|拨款|采购|投入|合计|总额|金额|费")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    In a sentence of amounts in 万元 or 亿元 a decimal amount below 10,000 元 is probably one too.

    Prices and rates per person (每, 人均, 标准 …) are left out.

    **Fails**: 基本支出 1,208.15万元，项目支出 420.37元，合计 1,628.52万元.
    **Passes**: 培训 52万元，每人 420.37元.
    """
    for figure in case.document.figures:
        if figure.kind is not FigureKind.MONEY or isinstance(figure.value, str) or figure.value >= LARGEST:
            continue
        words = "".join(figure.quote.split())
        if not _IN_YUAN.fullmatch(words):
            continue
        around = reading.sentence(case.text, figure.start, figure.end)
        if _PER_HEAD.search(around):
            continue
        lead = reading.before(case.text, figure.start, 14)
        tail = case.text[figure.end : figure.end + 2]
        if _PER_UNIT.search(lead) or tail.startswith("/") or not _ACCOUNT.search(lead):
            continue
        if _scaled(case, figure) >= FEWEST_OTHERS and around:
            yield rule.finding(
                place=reading.place(case, figure.start, figure.end), quote=figure.quote,
                stated=figure.value, unit="CNY", verdict=Verdict.UNDECIDABLE,
                meant=f"{words.removesuffix('元')}万元",
            )  # fmt: skip


def _scaled(case: DocumentCase, figure: Figure) -> int:
    """How many amounts nearby in the same line are printed in 万元 or 亿元."""
    start = case.text.rfind("\n", max(figure.start - _NEAR, 0), figure.start) + 1
    start = max(start, figure.start - _NEAR, 0)
    end = case.text.find("\n", figure.end, figure.end + _NEAR)
    end = min(figure.end + _NEAR, len(case.text)) if end < 0 else end
    others = reading.figures_in(case, start, end, (FigureKind.MONEY,))
    return sum(1 for other in others if re.search(r"[万亿]元$", "".join(other.quote.split())))


AR23 = Rule(
    code="AR23",
    severity=Severity.WARNING,
    title="金额单位疑为误写",
    message="同段金额均以万元计，此处为{stated}；是否应为{meant}，请核对。",
    suggestion="核对单位；确为元的，与同段统一单位。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
    follows=("AR12", "AR13", "AR14", "AR15", "AR16"),
)
