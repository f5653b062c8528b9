"""
Changes claimed in words alone: 与上年持平, 决算数小于预算数.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.statement import ChangeDirection, Operand, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import compared

_UNCHANGED = re.compile(
    r"(?:(?:与|和|比|较|同)(?P<base>[^，。；、]{1,18}?))?(?:相比)?(?:基本)?(?:持平|一致|相等|没有变化|无变化|零增长|零增减)"
)
_VERBAL = re.compile(
    r"(?P<one>决算|预算|执行|支出)(?:数|额)?(?P<how>小于|大于|等于|低于|高于|少于|多于|与|超过)(?P<other>[^，。；的]{0,6}?(?:预算|决算)(?:数|额)?)(?P<same>基本持平|持平|一致|相等)?"
)


def unchanged(scope: Scope) -> Iterator[Statement]:
    """与上年持平 and the like: a claim in words."""
    pattern = scope.here.pattern
    if "持平" not in pattern and "一致" not in pattern and "变化" not in pattern and "零增" not in pattern:
        return
    for match in _UNCHANGED.finditer(pattern):
        base = match["base"] or ""
        if not base and "持平" not in match[0] and "零增" not in match[0]:
            continue
        if base and not (compared.LAST_YEAR.search(base) or "预算" in base or "决算" in base):
            continue
        if (
            re.search(r"(?:决算|预算)数?$", pattern[max(0, match.start() - 4) : match.start()])
            and "预算" in base
        ):
            continue
        current = _before(scope, match.start())
        if current is None:
            continue
        operands = [Operand(figure=current.figure, role="current")]
        prior = _prior_of_words(scope, current, match.start())
        if prior is not None:
            operands.append(Operand(figure=prior.figure, role="prior"))
        start, end = scope.here.offset(match.start()), scope.here.offset(match.end() - 1) + 1
        yield Statement(
            type=StatementType.CHANGE_AMOUNT,
            quote=scope.text[start:end],
            start=start,
            end=end,
            claim=None,
            operands=tuple(operands),
            direction=ChangeDirection.UNCHANGED,
            stated_text="持平",
            subject=current.named,
        )


def _before(scope: Scope, position: int) -> Mention | None:
    """The nearest amount before a place, in its sentence or the one before, in the same item."""
    nearest = None
    for one in scope.here.mentions:
        if one.position >= position:
            break
        if scopes.is_amount(one) and not one.prior:
            nearest = one
    if nearest is None or scope.here.pattern[nearest.position : position].count("。") > 1:
        return None
    if "；" in scope.here.pattern[nearest.position : position]:
        return None
    return nearest


def _prior_of_words(scope: Scope, current: Mention, position: int) -> Mention | None:
    """The amount of the year before, printed right before or right behind the current one."""
    mentions = scope.here.mentions
    around = [
        *mentions[max(0, current.index - 1) : current.index],
        *mentions[current.index + 1 : current.index + 2],
    ]
    for one in around:
        same = one.sentence == current.sentence and one.segment == current.segment
        if one.prior and same and one.position < position and scopes.same_measure(one, current):
            return one
    return None


def final_against_budget(scope: Scope) -> Iterator[Statement]:
    """决算数小于预算数: held against the two figures before it."""
    pattern = scope.here.pattern
    if "决算" not in pattern:
        return
    for match in _VERBAL.finditer(pattern):
        how = match["how"]
        if how == "与" and not match["same"]:
            continue
        if ("决算" in match["one"]) == ("决算" in match["other"]) and "执行" not in match["one"]:
            continue
        pair = _pair_before(scope, match.start(), match["other"])
        if pair is None:
            continue
        budget, final = pair
        if match["one"] == "预算":
            budget, final = final, budget
        direction = ChangeDirection.UNCHANGED
        if how in {"大于", "高于", "多于", "超过"}:
            direction = ChangeDirection.INCREASE
        elif how in {"小于", "低于", "少于"}:
            direction = ChangeDirection.DECREASE
        if how == "与" and "基本" in (match["same"] or "") and budget.value != final.value:
            continue
        start, end = scope.here.offset(match.start()), scope.here.offset(match.end() - 1) + 1
        yield Statement(
            type=StatementType.CHANGE_AMOUNT,
            quote=scope.text[start:end],
            start=start,
            end=end,
            claim=None,
            operands=(
                Operand(figure=final.figure, role="current"),
                Operand(figure=budget.figure, role="prior"),
            ),
            direction=direction,
            stated_text=match[0],
            subject=final.named,
            recipe="final_against_budget",
        )


def _pair_before(scope: Scope, position: int, named: str) -> tuple[Mention, Mention] | None:
    """The budget and the final account printed nearest before, in the same item."""
    final = budget = None
    here = [one for one in scope.here.mentions if one.position < position]
    if not here and scope.earlier and position < 4:
        here, position = scope.earlier[-1].mentions, len(scope.earlier[-1].pattern)
        pattern = scope.earlier[-1].pattern
    else:
        pattern = scope.here.pattern
    whole_year = "全年" in named or "调整" in named
    for one in reversed(here):
        if not scopes.is_amount(one) or pattern[one.position : position].count("。") > 1:
            continue
        if final is None and re.search(r"决算|执行", one.lead):
            final = one
        elif final is not None and "预算" in one.lead and scopes.same_measure(one, final):
            if whole_year and not re.search(r"全年|调整", one.lead):
                continue
            budget = one
            break
    if (
        final is None
        or budget is None
        or budget.sentence != final.sentence
        or budget.segment != final.segment
    ):
        return None
    return budget, final
