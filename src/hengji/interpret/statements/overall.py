"""
The rate of several items together: each told with its budget and what was spent, their sum behind them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope
from hengji.interpret.statements import families

_TOGETHER = re.compile(
    r"(?:合计|共计|总计|一共|总共)(?:实际)?(?:完成|已)?(?:支出|支付|执行|使用|拨付|完成)?(?:资金|经费)?\Z"
)
_FEWEST = 2


def is_together(spent: Mention) -> bool:
    """Whether an amount is told as that of several items: 四个专项合计支出759万元."""
    return _TOGETHER.search(spent.lead) is not None


def of_items(scope: Scope, rate: Mention) -> Iterator[Statement]:
    """
    甲预算320万元，支出318.6万元；乙预算120万元，支出115.2万元。两项合计支出433.8万元，总体执行率98.59%.

    The budgets of the items make the budget of the rate.  That they are all of them is told by their
    number, or by what they spent: it makes the sum.
    """
    spent = scope.here.mentions[rate.index - 1] if rate.index else None
    if spent is None or spent.sentence != rate.sentence or not is_together(spent):
        return
    items = _items(scope, spent)
    if len(items) < _FEWEST:
        return
    number = scope.here.mentions[spent.index - 1]
    told = number.figure.kind is FigureKind.COUNT and number.clause == spent.clause
    parts = [paid for _, paid in items]
    if number.value != len(items) if told else not families.sums_up(parts, spent):
        return
    operands: list[tuple[str, Mention | Figure]] = [("executed", spent)]
    operands += [("budget", budget) for budget, _ in items]
    yield scope.statement(StatementType.EXECUTION_RATE, rate, operands, subject=spent.named)
    yield scope.statement(StatementType.SUM_OF_PARTS, spent, [("part", part) for part in parts])


def _items(scope: Scope, spent: Mention) -> list[tuple[Mention, Mention]]:
    """The budget and the spending of each item before, one right after the other."""
    found = []
    before = [one for one in scope.here.mentions[: spent.index] if one.depth <= spent.depth]
    for budget, paid in pairwise(before):
        alike = all(scopes.is_amount(one) and scopes.same_measure(one, spent) for one in (budget, paid))
        one_item = budget.segment == paid.segment and budget.sentence == paid.sentence
        if not alike or not one_item or is_together(paid) or is_together(budget):
            continue
        if words.BUDGET.search(budget.lead) and words.EXECUTED.search(paid.lead):
            found.append((budget, paid))
    return found
