"""
What is left of the year's money, told sentences or paragraphs behind what it is left of.

    全年预算2,835.60万元，实际支出2,779.90万元，预算执行率98.04%。年末结转结余55.70万元。

Many amounts may stand between.  So what it is left of and what was spent of that are those that bear the
words of a budget or an income and of its spending, and whose difference it is, but for a slip of the pen.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import balances, slips

_MONEY, _PERCENT = FigureKind.MONEY, FigureKind.PERCENT
_AMOUNT, _CHANGE = Part.AMOUNT, Part.CHANGE

_LEFT = re.compile(
    r"^(?:全年|本年|年度|年末|期末|当年|项目|资金|收支|共|尚)*"
    r"(?:结转结余|结转和结余|结余|结转|剩余|未执行|未支出|未使用|收支差额|节约|节省)(?:资金|经费|数|金额|额)?(?:为|共|计)?\Z"
)
_WHOLE = re.compile(r"预算|总收入|收入(?:合计|总额|总计|决算)|到位|概算|安排|下达|合计|共计")
_SPENT = re.compile(r"支出|执行|使用|支付")
_ALL_SPENT = re.compile(r"总支出|支出(?:合计|总额|总计)")
_OTHER_WHOLE = re.compile(r"年初预算|三公|公务|公用|基本支出|项目支出预算")
_RATE = re.compile(r"^(?:结余|结转|节约|节支|结转结余)率(?:为|达)?\Z")
_MOST = 5
_BESIDE = 3


def remainders(scope: Scope, known: Sequence[Statement]) -> Iterator[Statement]:
    """The remainders of a passage that nothing nearer explains, and their rates."""
    pattern = scope.here.pattern
    if not ("余" in pattern or "未" in pattern or "结" in pattern or "节" in pattern or "差额" in pattern):
        return
    claims = {one.claim.start for one in known if one.claim is not None}
    for one in scope.here.mentions:
        if one.figure.kind is not _MONEY or one.figure.start in claims or one.depth or one.base:
            continue
        if one.part not in {_AMOUNT, _CHANGE} or not _LEFT.match(one.lead):
            continue
        told = _difference(scope, one)
        if told is not None:
            whole, spent = told
            yield scope.statement(
                StatementType.SUM_OF_PARTS, one, [("part", whole), ("minus", spent)], recipe="balance"
            )
            yield from _rate(scope, one, whole, claims)


def _difference(scope: Scope, left: Mention) -> tuple[Mention, Mention] | None:
    """What it is left of and what was spent: the nearest two that give it, else two that all but do."""
    before = [
        one
        for one in scope.back(left, farther=True)
        if scopes.is_amount(one)
        and scopes.same_measure(one, left)
        and not (one.prior or one.depth or scopes.is_base_of_rate(one) or balances.CARRIED.search(one.lead))
    ]
    wholes = islice(
        (one for one in before if _WHOLE.search(one.lead) and not _OTHER_WHOLE.search(one.lead)), _MOST
    )
    paid = [one for one in before if _SPENT.search(one.lead) and not _planned(one)]
    # All that was spent first: its parts may be many and stand nearer.
    spent = sorted(paid, key=lambda one: _ALL_SPENT.search(one.lead) is None)[:_MOST]
    pairs = [
        (whole, paid) for whole in wholes for paid in spent if paid is not whole and paid.value < whole.value
    ]
    exact = next((pair for pair in pairs if pair[0].value - pair[1].value == left.value), None)
    if exact is not None:
        return exact
    beside = scope.here.mentions[max(0, left.index - _BESIDE) : left.index]
    own = [
        pair
        for pair in pairs
        if all(one.sentence == left.sentence and any(one is other for other in beside) for one in pair)
    ]
    if len(own) == 1 and left.lead.startswith("未"):
        return own[0]  # 预算1,260万元，支出986万元，…，未支出274万元
    near = [
        pair
        for pair in pairs
        if slips.slip(left.figure, left.figure._replace(value=pair[0].value - pair[1].value))
    ]
    return near[0] if len({pair[0].value - pair[1].value for pair in near}) == 1 else None


def _planned(one: Mention) -> bool:
    """支出预算2,835.60万元 was not spent."""
    return re.search(r"预算(?:数|为|安排)*\Z", one.lead) is not None


def _rate(scope: Scope, left: Mention, whole: Mention, claims: set[int]) -> Iterator[Statement]:
    """收支结余442.45万元，结余率1.41%: of what it is left of."""
    for rate in scope.here.mentions[left.index + 1 : left.index + 2]:
        percent = rate.figure.kind is _PERCENT and rate.figure.start not in claims
        if (
            percent
            and rate.sentence == left.sentence
            and (_RATE.match(rate.lead) or balances.SAVING_RATE.search(rate.lead))
        ):
            operands: list[tuple[str, Mention | Figure]] = [("part", left), ("whole", whole)]
            yield scope.statement(StatementType.SHARE, rate, operands, subject=left.named)
