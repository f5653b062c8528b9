"""
The budget of the whole unit, told in a paragraph before its execution rate.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import slips

_RATE = re.compile(r"(?:执行率|执行进度|支出进度|支出率)\Z")
_OF_UNIT = re.compile(
    r"(?:\ue006|年度?|全年|本年度?|当年|部门|单位|我[局委办院部]|整体|实际|累计|共|总|本级|财政拨款|完成|发生|资金)*支出(?:决算)?(?:数|总额|总计|合计)?(?:为|共|约)?\Z"
)
_BUDGET_OF_UNIT = re.compile(
    r"(?:\ue006|年度?|全年|本年度?|部门|单位|我[局委办院部]|整体|支出|年中|追加|调整|变更|后|的|总|财政拨款)*预算(?:支出)?(?:数|总额|总计|合计|总)?(?:为|调整为|达|共)?\Z"
)
_INITIAL = re.compile(
    r"(?:\ue006|年度?|部门|单位|整体|支出)*年初(?:部门|整体|支出|批复)*预算(?:支出)?(?:数|总额|为|安排|批复)*\Z"
)
_OF_PROJECT = re.compile(
    r"(?:本|该)?项目(?:全年|累计|共|资金)?(?:实际)?(?:完成)?支出(?:资金|总额|合计)?(?:为|共)?"
)
_BUDGET_OF_PROJECT = re.compile(
    r"(?:^|批复|下达|安排|\ue006|年度?|本|该)项目(?:资金)?(?:总)?预算(?:资金|总额|数)?(?:为|共)?\Z"
)


def told_before(scope: Scope, rate: Mention, executed: Mention) -> Mention | None:
    """
    全年实际支出A，预算执行率B%: the one budget of the whole unit that the paragraphs before told.

    Of an initial and an adjusted one that which gives the rate, else the adjusted one.
    """
    if _RATE.search(rate.base) is None:
        return None
    if _OF_PROJECT.fullmatch(executed.lead) is not None:
        return _of_project(scope, executed)
    if _OF_UNIT.fullmatch(executed.lead) is None:
        return None
    found = [
        one
        for _, one in scope.told_before(executed)
        if not one.depth and (_BUDGET_OF_UNIT.fullmatch(one.lead) or _INITIAL.fullmatch(one.lead))
    ]
    found.sort(key=lambda one: one.figure.start, reverse=True)
    fits = [one for one in found if scopes.gives(executed, one, rate)]
    latest = [one for one in found if "调整" in one.lead or "全年" in one.lead]
    return fits[0] if fits else _only(latest) or _arrived(scope, rate, executed)


_ARRIVED = re.compile(
    r"(?:资金|预算|指标)?(?:到位|下达|安排)(?:资金|预算|指标)?(?:总额|合计|数)?(?:为|共)?\Z"
)


_IN_ALL_ARRIVED = re.compile(r"(?:\ue006|年度?|项目|全年|共|实际)*到位资金(?:总额|合计)?(?:为|共)?")


def _arrived(scope: Scope, rate: Mention, executed: Mention) -> Mention | None:
    """到位资金1,865万元，…。全年支出1,847.6万元，执行率99.07%: the one that gives it, or all but does."""
    found = [one for one in _of_now(scope, executed) if _ARRIVED.search(one.lead)]
    fits = [one for one in found if scopes.gives(executed, one, rate)]
    slipped = [one for one in found if slips.of_rate(executed.figure, one.figure, rate.figure)]
    return _only(fits or slipped or [one for one in found if _IN_ALL_ARRIVED.fullmatch(one.lead)])


_ONLY = re.compile(r"^(?:仅|只|实际|已|全年|累计|，)*(?:支出|使用|支付|执行|发放)(?:了)?\Z")
_FUNDS = re.compile(r"(?:经费|资金|专项|拨款|补助|补贴)(?:为|共)?\Z")


def funds_before(scope: Scope, executed: Mention) -> Mention | None:
    """人才培养经费150万元仅支出87.5万元，执行率58.33%: the funds right before what was spent of them."""
    before = scope.here.mentions[executed.index - 1] if executed.index else None
    if before is None or not _ONLY.match(executed.lead) or not _FUNDS.search(before.lead):
        return None
    near = before.segment == executed.segment and executed.clause - before.clause <= 1
    alike = scopes.is_amount(before) and scopes.same_measure(before, executed) and not before.prior
    return before if near and alike and before.depth == executed.depth else None


def left_of(scope: Scope, spent: Mention, left: Mention) -> Mention | None:
    """项目实际支出A，…，结余B: the budget of the project told before, if that is what is left of it."""
    whole = _of_project(scope, spent) if _OF_PROJECT.fullmatch(spent.lead) else None
    if whole is None or whole.value <= spent.value:
        return None
    gap = left.figure._replace(value=whole.value - spent.value)
    return whole if gap.value == left.value or slips.slip(left.figure, gap, digits=slips.FEWEST) else None


def _of_project(scope: Scope, spent: Mention) -> Mention | None:
    """The one budget of the project that the paragraphs before told."""
    return _only([one for one in _of_now(scope, spent) if _BUDGET_OF_PROJECT.search(one.lead)])


YEARS_SPENDING = re.compile(r"占全年(?:实际|总)*支出的?(?:比例|比重)?(?:为)?\Z")
_IN_ALL = re.compile(r"全年|年度|总|合计")


def spent_before(scope: Scope, part: Mention) -> Mention | None:
    """占全年支出的34.1%: the one amount that the paragraphs before call the spending of the year."""
    found = [one for one in _of_now(scope, part) if _OF_UNIT.fullmatch(one.lead) and _IN_ALL.search(one.lead)]
    return _only(found)


def _of_now(scope: Scope, like: Mention) -> Iterator[Mention]:
    """The amounts told before that stand in no bracket and are of no year before."""
    return (one for _, one in scope.told_before(like) if not one.depth and not one.prior)


def _only(found: Sequence[Mention]) -> Mention | None:
    """The first of some amounts, if they are all the same one."""
    return found[0] if len({one.value for one in found}) == 1 else None
