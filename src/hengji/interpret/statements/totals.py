"""
Totals that stand behind their parts, or apart from them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import SIGNS, Mention, Part
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope
from hengji.interpret.statements import above, breakdowns, families, recalled, slips

_SCORE = FigureKind.SCORE
_OTHER = Part.OTHER

_SUMMED = re.compile("[共计]|总量")
_BEFORE_TOTAL = re.compile(r"^[^共合总小累]*")
_TOTAL_ALONE = re.compile(r"^(?:合计|共计|总计|小计|合共|总共|共|累计)[\u4e00-\u9fff]{0,4}$")


def totals_behind(scope: Scope) -> Iterator[Statement]:
    """A list with its total behind it: 一批…，二批…，三批…，合计…."""
    if not _SUMMED.search(scope.here.pattern):
        return
    for one in scope.here.mentions:
        if _SUMMED.search(one.lead) is None or one.depth or not scopes.is_amount(one):
            continue
        if _IN_ALL.match(one.lead):
            yield from _balance_total(scope, one)
            continue
        if not words.TOTAL_AFTER.search(one.lead):
            continue
        if not _TOTAL_ALONE.match(_BEFORE_TOTAL.sub("", one.lead.replace("，", ""))):
            continue
        if _BALANCE_TOTAL.match(one.lead):
            yield from _balance_total(scope, one)
            continue
        items = above.told_above(scope, one)
        if not (items or _BARE_TOTAL.match(one.lead)) or breakdowns.is_part(scope, one):
            continue
        parts = items or _listed_before(scope, one)
        if not parts:
            continue
        kind = StatementType.SCORE_SUM if one.figure.kind is _SCORE else StatementType.SUM_OF_PARTS
        yield scope.statement(kind, one, [("part", part) for part in parts])
        yield from _bracketed_totals(scope, one)


_WIDE = re.compile(
    r"^(?:全年|\ue009)?(?:合计|共计|总共|共)(?:到位|筹集|争取|投入|安排|下达|落实|拨付)[\u4e00-\u9fff]{3,6}\Z"
)


def wide_totals(scope: Scope) -> Iterator[Statement]:
    """争取A元，落实B元，全年共到位补助资金C元: a total in more words, heeded where it adds up."""
    for one in scope.here.mentions[_FEWEST:]:
        if one.depth or not _WIDE.match(one.lead) or not scopes.is_amount(one):
            continue
        parts = _listed_before(scope, one)
        if parts and _adds_up(parts, one):
            yield scope.statement(StatementType.SUM_OF_PARTS, one, [("part", part) for part in parts])


def _listed_before(scope: Scope, claim: Mention) -> list[Mention]:
    """The parts that a total behind them adds up, where nothing says that they are not all of it."""
    parts = [
        other
        for other in scope.here.mentions[: claim.index]
        if other.sentence == claim.sentence
        and other.depth == claim.depth
        and breakdowns.may_be_part(other, claim)
    ]
    parts = _run(scope, _of_that_deed(parts, claim), claim) if len(parts) >= _FEWEST else []
    if len(parts) < _FEWEST or any(breakdowns.is_part(scope, part) for part in parts):
        return []
    doubtful = _SINCE_LONG.match(claim.lead) or _more_between(scope, parts[-1], claim)
    if _own_total(scope, parts) or (doubtful and not _adds_up(parts, claim)):
        return []
    return parts


def _more_between(scope: Scope, last: Mention, claim: Mention) -> bool:
    """Whether parts without amounts are told between the last part and the total."""
    return _MORE.search(scope.here.pattern[last.position : claim.position]) is not None


_MORE = re.compile(r"加上|以及|等(?!级|次)[^，；]{0,8}，|其他|其它|另外|另有")
"""加上减免税收等方面的支出，共达…: a part without its amount."""
_SINCE_LONG = re.compile(r"累计")
"""累计 may reach back farther than the parts told: only a slip of the pen shows that it does not."""
_DEED = re.compile(r"(?:合计|共计|总计|合共|总共|共|累计)(?P<deed>[\u4e00-\u9fff]{2,4})\Z")


def _of_that_deed(parts: list[Mention], claim: Mention) -> list[Mention]:
    """The parts told with the verb of the total: 已完成投资A，完成投资B，累计完成投资C."""
    told = _DEED.search(claim.lead)
    same = [] if told is None else [one for one in parts if told["deed"] in one.lead]
    return same if len(same) >= _FEWEST else parts


def _adds_up(parts: list[Mention], claim: Mention) -> bool:
    total = sum((one.value for one in parts), Decimal(0))
    return families.sums_up(parts, claim) or slips.slip(claim.figure, claim.figure._replace(value=total))


_BARE_TOTAL = re.compile(
    r"^(?:\ue009|[两三四五]级(?:财政)?|以上|上述|全年|[两三四五六七八九十]+(?:项|批|次|类|家|笔|者|年|个?年度|部分|方面|季度)|各项|各级|各批|全部)?(?:合计|共计|总计|小计|合共|总共|共|累计)"
)
_IN_ALL = re.compile(r"^(?:收入|支出)总量(?:为|达)?\Z")
_BALANCE_TOTAL = re.compile(r"^(?:收入|支出)(?:总计|合计)")
_BALANCE_PART = re.compile(r"本年|年初|年末|结转|结余|使用")


def _balance_total(scope: Scope, claim: Mention) -> Iterator[Statement]:
    """本年收入A，年初结转和结余B，收入总计C."""
    added = _added(scope, claim)
    if added:
        yield scope.statement(StatementType.SUM_OF_PARTS, claim, [("part", one) for one in added])
        return
    parts = [
        one
        for one in scope.here.mentions[: claim.index]
        if one.segment == claim.segment and scopes.is_amount(one)
    ]
    if len(parts) > 1 and all(
        _BALANCE_PART.search(one.lead) and scopes.same_measure(one, claim) for one in parts
    ):
        yield scope.statement(StatementType.SUM_OF_PARTS, claim, [("part", one) for one in parts])


_ADDS = re.compile(r"^加(?:上)?(?!快|强|大|装|班)")


def _adds_list(scope: Scope, one: Mention) -> bool:
    """加上：上年结转4,550万元、…: whether an amount opens the list of what is added."""
    opens = one.position - len(one.lead)
    return scope.here.pattern.endswith(("加上：", "加："), 0, opens)


def _added(scope: Scope, claim: Mention) -> list[Mention]:
    """收入147.1亿元，…。加上转移性收入49.2亿元，收入合计196.3亿元: what is added, and what it is added to."""
    parts: list[Mention] = []
    for one in reversed(scope.here.mentions[: claim.index]):
        if one.depth and one.sentence == claim.sentence:
            continue  # 年终结余4,558万元（其中：本级791万元）
        if one.sentence != claim.sentence or not scopes.is_amount(one):
            return []
        if not scopes.same_measure(one, claim):
            return []
        parts.insert(0, one)
        if _ADDS.match(one.lead) or _adds_list(scope, one):
            break
    else:
        return []
    before = [
        one
        for one in scope.here.mentions[: parts[0].index]
        if scopes.is_amount(one) and not one.depth and scopes.same_measure(one, claim)
    ]
    if not before:
        return []
    sentence = before[-1].sentence
    first = next(one for one in before if one.sentence == sentence)
    for base in (first, *(one for one in before if one.sentence == sentence - 1)):
        if families.sums_up([base, *parts], claim):
            return [base, *parts]
    return [first, *parts] if first is before[-1] and sentence >= claim.sentence - 1 else []


def _run(scope: Scope, parts: list[Mention], claim: Mention) -> list[Mention]:
    """
    The end of a list that its total adds up: the longest that meets it, else what stands in one unbroken run.
    """
    for first in range(len(parts) - 1):
        if families.sums_up(parts[first:], claim):
            return parts[first:]
    firsts = _first_of_items(parts, claim)
    if firsts:
        return firsts
    pattern = scope.here.pattern
    kept = [parts[-1]]
    for part in reversed(parts[:-1]):
        between = pattern[part.position + 1 : kept[0].position]
        if not re.fullmatch(r"(?:（[^）]*）)?[^，；、]{0,4}[，；、][^，；、]{0,16}", between):
            break
        kept.insert(0, part)
    return kept


_PERCENT = SIGNS[FigureKind.PERCENT]
_WHOLE_SHARE = re.compile(r"(?:合计|共计|总计|共)(?:为)?\Z")


def shares_behind(scope: Scope) -> Iterator[Statement]:
    """决策20%、过程20%、产出30%、效益30%，合计100%: weights with their whole behind them."""
    mentions = scope.here.mentions
    for claim in mentions if _PERCENT in scope.here.pattern else ():
        if claim.figure.kind is not FigureKind.PERCENT or not _WHOLE_SHARE.match(claim.lead):
            continue
        parts: list[Mention] = []
        for one in reversed(mentions[: claim.index]):
            listed = one.figure.kind is FigureKind.PERCENT and one.part is _OTHER and one.depth == claim.depth
            if not listed or one.segment != claim.segment or not one.lead:
                break
            parts.insert(0, one)
        if len(parts) > _FEWEST:
            yield scope.statement(StatementType.SUM_OF_PARTS, claim, [("part", one) for one in parts])


def _first_of_items(parts: list[Mention], claim: Mention) -> list[Mention]:
    """中央800万元，支出792万元；省级300万元，支出270万元；合计1,100万元: what every item names first."""
    items: dict[int, list[Mention]] = {}
    for part in parts:
        items.setdefault(part.segment, []).append(part)
    several = all(len(item) > 1 for item in items.values())
    return (
        [item[0] for item in items.values()]
        if several and len(items) > 1 and claim.segment not in items
        else []
    )


def _own_total(scope: Scope, parts: list[Mention]) -> bool:
    """Whether one of the parts is itself the total of others."""
    return any(
        breakdown.total is part and breakdown.marked
        for breakdown in breakdowns.breakdowns(scope)
        for part in parts
    )


def _bracketed_totals(scope: Scope, outer: Mention) -> Iterator[Statement]:
    """The like-named figures in the brackets of a list, against the one in its total's bracket."""
    following = scope.here.mentions[outer.index + 1 : outer.index + 2]
    if not following or following[0].depth != outer.depth + 1 or not following[0].subject:
        return
    claim = following[0]
    parts = [
        other
        for other in scope.here.mentions[: outer.index]
        if other.sentence == outer.sentence and other.depth == claim.depth and other.subject == claim.subject
    ]
    if len(parts) > 1 and all(scopes.same_measure(part, claim) for part in parts):
        yield scope.statement(StatementType.SUM_OF_PARTS, claim, [("part", part) for part in parts])


def continued(scope: Scope) -> Iterator[Statement]:
    """其中：甲11.8万元；乙7.0万元, a paragraph of its own: the parts of what the one before told."""
    opened = _CONTINUES.match(scope.here.pattern)
    if opened is None or not scope.earlier:
        return
    first = next((one for one in scope.here.mentions if scopes.is_amount(one)), None)
    before = scope.earlier[-1].mentions
    for whole in before:
        if first is None or whole.depth or whole.prior or not scopes.is_amount(whole):
            continue
        if whole.sentence != before[-1].sentence or not scopes.same_measure(whole, first):
            continue
        parts = [
            one
            for one in scope.here.mentions
            if one.sentence == first.sentence and not one.depth and breakdowns.may_be_part(one, whole)
        ]
        if len(parts) >= _FEWEST and families.sums_up(parts, whole):
            yield scope.statement(StatementType.SUM_OF_PARTS, whole, [("part", one) for one in parts])
            return


_CONTINUES = re.compile(r"其中[：，]")


def family_behind(scope: Scope) -> Iterator[Statement]:
    """预算746.4万元，基本支出456.7万元，其中…；项目支出289.7万元: a total and its family, no word between."""
    pattern = scope.here.pattern
    if "基本支出" not in pattern or "项目支出" not in pattern:
        return
    mentions = scope.here.mentions
    for first in mentions[1:]:
        whole = mentions[first.index - 1]
        if not first.lead.startswith("基本支出") or first.sentence != whole.sentence:
            continue
        if not scopes.is_amount(whole) or whole.depth != first.depth or breakdowns.is_part(scope, first):
            continue
        for second in mentions[first.index + 1 :]:
            if second.sentence != first.sentence:
                break
            pair = [first, second]
            project = second.lead.startswith("项目支出") and second.depth == first.depth
            if project and all(scopes.same_measure(whole, one) for one in pair):
                if families.sums_up(pair, whole):
                    yield scope.statement(StatementType.SUM_OF_PARTS, whole, [("part", one) for one in pair])
                break


_FEWEST = 2
_THREE = ("出国", "车", "接待")
_THREE_IN_ALL = re.compile(r"三公|总额|合计|预算数|决算数")
_OPENING = re.compile(r"(?:\ue006|年|度|“|”|三公|经费|支出)*(?:决算|预算|支出)?(?:总额|合计|总计)")


def three_public(scope: Scope) -> Iterator[Statement]:
    """The three public expenses side by side, against the “三公”经费 of their year told before."""
    mentions = scope.here.mentions
    yield from _three_before(scope)
    if len(mentions) < len(_THREE) or not all(word in scope.here.pattern for word in _THREE):
        return
    done = -1
    for index in range(len(mentions) - 2):
        if index <= done:
            continue
        three = [
            one
            for one in mentions[index:]
            if scopes.is_amount(one) and one.sentence == mentions[index].sentence
        ][:3]
        if len(three) < len(_THREE) or three[0] is not mentions[index] or breakdowns.is_part(scope, three[0]):
            continue
        if len({one.year for one in three}) > 1:
            continue
        if any(sum(word in one.lead for one in three) != 1 for word in _THREE):
            continue
        if not all(scopes.same_measure(three[0], one) and one.depth == three[0].depth for one in three):
            continue
        done = three[-1].index
        wholes = [
            one
            for one in mentions
            if _THREE_IN_ALL.search(one.lead)
            and scopes.is_amount(one)
            and one.year == three[0].year
            and (one.sentence < three[0].sentence or one.index == three[0].index - 1)
            and scopes.same_measure(one, three[0])
            and ("决算" not in one.lead or "预算" not in three[0].lead)
        ]
        wholes = wholes or _wholes_behind(scope, three) or _whole_told(scope, three)
        budget = [one for one in wholes if _budgeted(one) == _budgeted(three[0])]
        if len(budget) == 1:
            yield scope.statement(StatementType.SUM_OF_PARTS, budget[0], [("part", one) for one in three])


def _whole_told(scope: Scope, three: list[Mention]) -> list[Mention]:
    """The “三公”经费 of their year and stage in the nearest paragraph before that tells it."""
    own = recalled.stage(three[0].lead)
    for passage in reversed(scope.earlier):
        told = [
            one
            for one in passage.mentions
            if scopes.is_amount(one)
            and one.year == three[0].year
            and scopes.same_measure(one, three[0])
            and recalled.core(recalled.full_name(passage, one)) == "三公"
        ]
        alike = [one for one in told if own and recalled.stage(one.lead) == own]
        if len(alike) == 1 and len(told) <= len(("budget", "final")):
            return alike
        fits = [one for one in told if families.sums_up(three, one)]
        if fits:
            return fits[:1]
    return []


def _budgeted(one: Mention) -> bool:
    """Whether an amount is told as budgeted; 一般公共预算 only names where the money is from."""
    return "预算" in one.lead.replace("公共预算", "")


def _three_before(scope: Scope) -> Iterator[Statement]:
    """The three in the paragraph before, and the total that this one opens with."""
    first = scope.here.mentions[:1]
    if not first or not scope.earlier or first[0].sentence or not scopes.is_amount(first[0]):
        return
    if not _OPENING.match(first[0].lead):
        return
    three = [one for one in scope.earlier[-1].mentions if scopes.is_amount(one)]
    told = len(three) == len(_THREE) == len(scope.earlier[-1].mentions)
    if told and all(sum(word in one.lead for one in three) == 1 for word in _THREE):
        yield scope.statement(StatementType.SUM_OF_PARTS, first[0], [("part", one) for one in three])


def _wholes_behind(scope: Scope, three: list[Mention]) -> list[Mention]:
    """The total that the sentence right behind opens with: …公务接待费1.5万元。决算总额为5.48万元."""
    following = scope.here.mentions[three[-1].index + 1 : three[-1].index + 2]
    return [
        one
        for one in following
        if one.sentence == three[-1].sentence + 1
        and re.search(r"总额|合计|总计|三公", one.lead)
        and scopes.is_amount(one)
        and not one.depth
        and scopes.same_measure(one, three[0])
    ]
