"""
What is left, what went over: one amount less another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope
from hengji.interpret.statements import bases, breakdowns, evened, families, unit_budgets

_MONEY, _NUMBER, _PERCENT = FigureKind.MONEY, FigureKind.NUMBER, FigureKind.PERCENT
_AMOUNT, _CHANGE = Part.AMOUNT, Part.CHANGE

_EXCESS = re.compile(r"(?:超出|超过|超)(?P<base>预算|计划|目标|任务|申请)?(?:数|额)?\Z")
_SPENT = re.compile(r"支付|支用|支出|执行|使用|发放")
_UNSPENT = re.compile(r"^未(?:支付?|使用|执行|拨付|发放)\Z")
CARRIED = re.compile(r"(?:上年|年初|以前年度)[^，。；]{0,4}(?:结转|结余)")
_LEFT = re.compile(
    r"^(?:，)?(?:(?:用款)?计划额度|指标|预算)?(?:结余|剩余|余额|结转结余|(?:年末)?结转(?:下年|资金)?)\Z"
)


_LEFT_OVER = "节审缺欠净空"
"""The signs of the words that tell what is left: 节约, 审减, 缺口, 尚欠, 净值, 空编."""


def excesses(scope: Scope) -> Iterator[Statement]:
    """超出预算99.56万元: the final amount less the budget of the same thing, found by its name."""
    pattern = scope.here.pattern  # a cheap look for the words that each of them needs
    if "超" in pattern or "余" in pattern or "结转" in pattern:
        yield from _exceeded(scope)
    if "未" in pattern:
        yield from _unspent(scope)
    if "调" in pattern or "追加" in pattern or "变更" in pattern:
        yield from _adjusted(scope)
    if "差额" in pattern or any(map(pattern.__contains__, _LEFT_OVER)):
        yield from _saved(scope)
    if "资产负债率" in pattern:
        yield from _debt_ratio(scope)
    if "总" in pattern or "项目资金" in pattern:
        yield from _funded(scope)
    yield from evened.evened(scope)


def _exceeded(scope: Scope) -> Iterator[Statement]:
    mentions = scope.here.mentions
    for one in mentions:
        if one.figure.kind is _MONEY and one.index and _EXCESS.search(one.lead):
            final = mentions[one.index - 1]
            if not (
                final.part is _AMOUNT and final.sentence == one.sentence and scopes.same_measure(final, one)
            ):
                continue
            budget = _budget_of(scope, final)
            if budget is not None:
                yield scope.statement(
                    StatementType.SUM_OF_PARTS, one, [("part", final), ("minus", budget)], recipe="excess"
                )
        elif scopes.is_amount(one) and one.index > 1 and _LEFT.match(one.subject):
            amounts = [other for other in mentions[: one.index] if other.part is _AMOUNT]
            yield from _left_of_project(scope, one)
            if len(amounts) < 2:
                continue
            spent, whole = amounts[-1], amounts[-2]
            if (
                _SPENT.search(spent.lead)
                and CARRIED.search(whole.lead) is None
                and scopes.is_amount(spent)
                and scopes.is_amount(whole)
                and not _SPENT.search(whole.lead)
                and (
                    "结转" not in one.subject
                    or re.search(r"预算|指标", whole.lead)
                    or families.sums_up([spent, one], whole)
                )
                and spent.sentence == whole.sentence == one.sentence
                and spent.segment == whole.segment == one.segment
            ):
                yield scope.statement(
                    StatementType.SUM_OF_PARTS, one, [("part", whole), ("minus", spent)], recipe="balance"
                )


def _left_of_project(scope: Scope, left: Mention) -> Iterator[Statement]:
    """项目实际支出A，其中…，结余B: against the budget of the project in a paragraph before."""
    for spent in scope.here.mentions[: left.index]:
        if spent.sentence == left.sentence and scopes.is_amount(spent) and scopes.same_measure(spent, left):
            whole = unit_budgets.left_of(scope, spent, left)
            if whole is not None:
                yield scope.statement(
                    StatementType.SUM_OF_PARTS, left, [("part", whole), ("minus", spent)], recipe="balance"
                )
            return


SAVING_RATE = re.compile(r"(?:节约|节支|节省|节资)(?:资金)?(?:率|比例)(?:为|达|约)?\Z")
"""No change on a year before, but a share of what was asked for."""
_SAVED = re.compile(r"^(?:共|累计)?(?:节约|节支|节省)(?:资金|金额|财政资金)?\Z")
PRICED = re.compile(r"预算|计划|控制价|概算|送审")
_PAID = re.compile(r"实际|中标|成交|采购金额|支出|审定|结算")
_LESS = (
    (_SAVED, PRICED, _PAID),
    (
        re.compile(r"^(?:资金|存在)*(?:缺口|差额|尚缺|尚欠)(?:资金|金额)?(?:为)?\Z"),
        re.compile(r"应|计划|需|预算"),
        re.compile(r"到位|实际|已|落实|筹集|拨付"),
    ),
    (
        re.compile(r"^(?:账面|资产|固定资产)?净值(?:为)?\Z"),
        re.compile(r"原值"),
        re.compile(r"折旧|摊销"),
    ),
    (
        re.compile(
            r"^(?:共|审计|，)*(?:核减|审减|多计)(?:工程)?(?:价款|造价|金额|投资|资金|结算价款?)?(?:为|了)?\Z"
        ),
        re.compile(r"送审|报审|上报|申报|报送"),
        re.compile(r"审定|核定|审核|审计后"),
    ),
    (
        re.compile(r"^(?:空编|缺编|空缺)(?:编制|人数)?(?:为|数)?\Z"),
        re.compile(r"编制|编数"),
        re.compile(r"实有|在职|在编|在岗"),
    ),
    (re.compile(r"^净资产(?:总额|合计)?(?:为)?\Z"), re.compile(r"资产"), re.compile(r"负债")),
)
"""What is left, what it is left of, and what was taken from that: each with its words."""


def is_saved(scope: Scope, one: Mention) -> bool:
    """Whether an amount of saving stands right behind what was asked for and what was paid."""
    return _SAVED.match(one.lead) is not None and any(True for _ in _less(scope, one))


def _saved(scope: Scope) -> Iterator[Statement]:
    """采购预算860万元，实际采购金额812.7万元，节约47.3万元: what was asked for less what was paid."""
    for one in scope.here.mentions[2:]:
        for whole, paid in _less(scope, one):
            yield scope.statement(
                StatementType.SUM_OF_PARTS, one, [("part", whole), ("minus", paid)], recipe="balance"
            )
            yield from saved_share(scope, one, whole)


def _debt_ratio(scope: Scope) -> Iterator[Statement]:
    """资产总额76.2亿元，负债总额51.9亿元，…，资产负债率68.1%: debts over assets of its item."""
    for rate in scope.here.mentions:
        if rate.figure.kind is not _PERCENT or not _DEBT_RATIO.search(rate.lead):
            continue
        own = [
            one
            for one in scope.here.mentions[: rate.index]
            if one.segment == rate.segment and one.depth == rate.depth and scopes.is_amount(one)
        ]
        assets = [one for one in own if re.search(r"(?<!净)资产(?:总额|总计|合计)?(?:为)?\Z", one.lead)]
        debts = [one for one in own if re.search(r"负债(?:总额|总计|合计)?(?:为)?\Z", one.lead)]
        if len(assets) == 1 == len(debts):
            roles = [("numerator", debts[0]), ("denominator", assets[0])]
            yield scope.statement(StatementType.RATIO, rate, roles)


_DEBT_RATIO = re.compile(r"^(?:平均)?资产负债率(?:为|达)?\Z")


def _less(scope: Scope, one: Mention) -> Iterator[tuple[Mention, Mention]]:
    """The amount that another was taken from, and that other, right before what is left."""
    pair = two_before(scope, one)
    if pair is None or one.part not in {_CHANGE, _AMOUNT} or one.base:
        return
    whole, paid = pair
    for left, of, taken in _LESS:
        told = left.match(one.lead) and of.search(whole.lead) and taken.search(paid.lead)
        if told and not of.search(paid.lead):
            yield whole, paid


def two_before(scope: Scope, one: Mention) -> tuple[Mention, Mention] | None:
    """The two amounts right before another, brackets left out, if all three are of one item and measure."""
    before = [other for other in scope.here.mentions[: one.index] if other.depth <= one.depth]
    if len(before) < len(("first", "second")):
        return None
    first, second = before[-2:]
    if not (first.segment == second.segment == one.segment and first.sentence == one.sentence):
        return None
    alike = all(scopes.is_amount(other) and scopes.same_measure(other, one) for other in (first, second))
    return (first, second) if alike else None


def saved_share(scope: Scope, saved: Mention, whole: Mention) -> Iterator[Statement]:
    """节约18万元，节约率5.63%: of what was asked for."""
    for rate in scope.here.mentions[saved.index + 1 : saved.index + 2]:
        if rate.sentence == saved.sentence and SAVING_RATE.search(rate.lead):
            operands: list[tuple[str, Mention | Figure]] = [("part", saved), ("whole", whole)]
            yield scope.statement(StatementType.SHARE, rate, operands, subject=saved.named)


_FUNDS_TOTAL = re.compile(r"(?:项目总投资|总投资|资金总额|项目资金|总预算)\Z")
_FUND = re.compile(
    r"(?:其中：?)?(?:中央|国家|省级?|市级?|县级?|区级?|本级|地方|上级|财政|其他|自筹|社会|单位)[\u4e00-\u9fff]{0,8}\Z"
)
_LAST_FUND = re.compile(r"(?:其中：?)?(?:其他|自筹|社会|单位自)")


def _funded(scope: Scope) -> Iterator[Statement]:
    """
    项目总投资20万元中央补助安排0省级财政安排0其他资金20万元: a form's funds whose cells ran together.

    A bare nought needs no unit; the list ends with what comes from elsewhere.
    """
    mentions = scope.here.mentions
    for claim in mentions:
        if claim.figure.kind is not _MONEY or not _FUNDS_TOTAL.search(claim.lead):
            continue
        parts: list[Mention] = []
        place = claim.position
        for one in mentions[claim.index + 1 :]:
            money = scopes.same_measure(one, claim) or (one.figure.kind is _NUMBER and not one.value)
            if not money or not _FUND.fullmatch(one.lead) or one.position - len(one.lead) - 1 != place:
                break
            parts.append(one)
            place = one.position
            if _LAST_FUND.match(one.lead):
                break
        if len(parts) > 1 and _LAST_FUND.match(parts[-1].lead):
            yield scope.statement(StatementType.SUM_OF_PARTS, claim, [("part", one) for one in parts])


_INITIAL = re.compile(r"年初[^，。；]{0,6}预算[^，。；]{0,4}\Z")
_ADDED = re.compile(r"(?:追加|调增|增加|新增)[^，。；]{0,8}\Z")
_TAKEN = re.compile(r"(?:核减|调减|压减|收回|减少|追减)[^，。；]{0,8}\Z")
_AFTERWARDS = re.compile(
    r"(?:(?:调整(?:后|为|到)|追加后|变更后)[^，。；]{0,10}|(?:调整|全年)预算(?:数|为)*)\Z"
)


def _adjusted(scope: Scope) -> Iterator[Statement]:
    """年初预算A，年中追加B，调整后预算C: what was added and taken stands between the two budgets."""
    for one in scope.here.mentions:
        if one.figure.kind is not _MONEY or not _AFTERWARDS.search(one.lead):
            continue
        operands: list[tuple[str, Mention | Figure]] = []
        before = [other for other in scope.here.mentions[: one.index] if other.sentence == one.sentence]
        for other in reversed(before):
            if _of_another_year(scope, other):
                continue
            if not scopes.same_measure(other, one) or other.depth != one.depth:
                break
            if _INITIAL.search(other.lead):
                if operands:
                    operands.append(("part", other))
                    yield scope.statement(
                        StatementType.SUM_OF_PARTS, one, operands[::-1], recipe="adjusted_budget"
                    )
                    yield from _adjustment_rate(scope, one, operands[::-1])
                break
            if _TAKEN.search(other.lead):
                operands.append(("minus", other))
            elif _ADDED.search(other.lead):
                operands.append(("part", other))
            else:
                break


def _of_another_year(scope: Scope, one: Mention) -> bool:
    """比2023年4,712万元减少126万元，下降2.68%: what stands between a budget and what was added to it."""
    changed = one.part is _CHANGE and bases.prior_inside(scope, one) is not None
    return one.prior or bool(one.base) or changed or one.figure.kind is _PERCENT


_ADJUSTMENT_RATE = re.compile(r"预算调整率(?:为|达)?\Z")


def _adjustment_rate(
    scope: Scope, adjusted: Mention, told: list[tuple[str, Mention | Figure]]
) -> Iterator[Statement]:
    """年初预算A，追加B，调整后预算C，预算调整率D%: what was added over the budget it was added to."""
    following = scope.here.mentions[adjusted.index + 1 : adjusted.index + 2]
    if (
        len(told) != len(("initial", "added"))
        or not following
        or not _ADJUSTMENT_RATE.search(following[0].lead)
    ):
        return
    rate, (_, initial), (_, added) = following[0], *told
    if rate.sentence != adjusted.sentence or not isinstance(added, Mention):
        return
    under = adjusted if scopes.gives(added, adjusted, rate) else initial  # some divide by the budget adjusted
    yield scope.statement(StatementType.RATIO, rate, [("numerator", added), ("denominator", under)])


def _unspent(scope: Scope) -> Iterator[Statement]:
    """安排X…已支付A，未支付B: the two together are what was arranged."""
    mentions = scope.here.mentions
    for one in mentions:
        if not one.index or not _UNSPENT.search(one.subject):
            continue
        spent = mentions[one.index - 1]
        if "已" not in spent.lead or not scopes.same_measure(spent, one) or not scopes.is_amount(spent):
            continue
        whole = next(
            (
                other
                for other in scope.back(spent)
                if scopes.is_amount(other)
                and not breakdowns.is_part(scope, other)
                and scopes.same_measure(other, one)
                and words.BUDGET.search(other.lead)
            ),
            None,
        )
        if whole is not None:
            yield scope.statement(
                StatementType.SUM_OF_PARTS,
                whole,
                [("part", spent), ("part", one)],
                recipe="spent_and_unspent",
            )


def _budget_of(scope: Scope, final: Mention) -> Mention | None:
    """
    The budget of the same thing in the sentence: the like-named amount before, else the one before
    it where amounts are applied for and paid out in the same order.
    """
    mentions = [
        other
        for other in scope.here.mentions[: final.index]
        if other.sentence == final.sentence and scopes.is_amount(other) and scopes.same_measure(other, final)
    ]
    final_words = re.sub(r"发放|支出|支付|实际|执行|决算|需要|享受", "", final.subject)
    applied_ = [
        other
        for other in mentions
        if re.search(r"预算|计划|申请|下达|批复|安排", other.lead) or _follows_applied(scope, other)
    ]
    done = [
        other
        for other in mentions
        if all(other is not budget for budget in applied_) and other.part is _AMOUNT
    ]
    named = [other for other in applied_ if len(final_words) > 1 and scopes.alike(final_words, other.subject)]
    if len(named) == 1:
        return named[0]
    if len(applied_) == 1:
        return applied_[0] if len(done) == 0 else None
    order = len(done)
    return applied_[order] if order < len(applied_) else None


def _follows_applied(scope: Scope, mention: Mention) -> bool:
    """Whether an amount continues a list 申请238.34万元、17.17万元."""
    index = mention.index
    while index > 0:
        before = scope.here.mentions[index - 1]
        between = scope.here.pattern[before.position + 1 : mention.position]
        if not re.fullmatch(r"[、，][\u4e00-\u9fff]{0,6}", between) or re.search(
            r"发放|支出|支付|领取|完成", between
        ):
            return False
        if re.search(r"预算|计划|申请|下达|批复|安排", before.lead):
            return True
        index -= 1
        mention = before
    return False
