"""
Totals and their parts in prose: 其中…, nested 其中, brackets, lists behind a colon, 合计 behind a list.

Where a list can be read two ways — is the semicolon inside it or its end? — the words decide, and
where they do not, the reading whose figures meet; a reading that nothing speaks for is not stated.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal

from hengji.domain.figure import FigureKind
from hengji.domain.interval import Interval, total
from hengji.domain.stated import can_sum_to
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import VALUES, Mention, Part
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope

_MARKER = re.compile(
    r"(?P<strong>其中(?:有|包括|包含|：|，|:)?)|(?P<loose>，(?:结构|具体|明细|构成|情况)[^，。；：]{0,4}如下：|，按[^，。；]{2,10}(?:分类|划分|分)，|主要?用于以下[^：，。；]{0,8}：|主要用于：|分为|含(?=[^税，。]{1,12}["
    + VALUES
    + r"])"
    r"|包括：?(?=[^。；]{0,20}["
    + VALUES
    + r"])|(?<=["
    + VALUES
    + r"])，?(?:分别|由|即|：)(?:是|为)?|，为(?=[^，。；]{2,30}["
    + VALUES
    + r"][、，])|(?<=["
    + VALUES
    + r"])[^，。；：、（）]{1,8}：(?=[^。；：]{0,12}["
    + VALUES
    + r"]))"
)
_ACTUAL = re.compile(r"实际|支付|结余|支出|执行|剩余|完成|结转|到位|拨付|未|决算")
_NO_PART = re.compile(
    r"人均|户均|平均|每|标准|单价|亩均|预算(?:数|额)?为?\Z|同比|(?:比|较)(?:上|去|\ue006)|上年|^从|目标(?!管理)|计划|最高|最低|全省|全国|全市"
)
_LISTED_OPEN = re.compile(r"^[^，。；]{0,6}等(?!级|次)")
_MOST_PARTS = 40
_LONGEST_LEAD = 14
_TOTAL_ALONE = re.compile(r"^(?:合计|共计|总计|小计|合共|总共|共|累计)[\u4e00-\u9fff]{0,4}$")


@dataclass(slots=True)
class Breakdown:
    """A total with its parts; `complete` where the words say that all parts are there."""

    total: Mention | None
    parts: list[Mention]
    complete: bool
    marked: bool = True


def sums(scope: Scope) -> Iterator[Statement]:
    """The sums that a passage states."""
    for breakdown in breakdowns(scope):
        if breakdown.total is None or not breakdown.parts:
            continue
        kind = breakdown.total.figure.kind
        one_of_many = len(breakdown.parts) == 1 and breakdown.parts[0].value != breakdown.total.value
        if kind is FigureKind.COUNT and one_of_many and not breakdown.complete:
            continue  # 10个项目，其中3个…: names some, adds up nothing
        yield scope.statement(
            StatementType.SCORE_SUM if kind is FigureKind.SCORE else StatementType.SUM_OF_PARTS,
            breakdown.total,
            [("part", part) for part in breakdown.parts],
            complete=breakdown.complete,
        )
    yield from _totals_behind(scope)
    yield from _excesses(scope)
    yield from _changes_of_parts(scope)


def is_part(scope: Scope, mention: Mention) -> bool:
    """Whether a mention of this passage is a part of a marked breakdown."""
    return any(one is mention for breakdown in breakdowns(scope) for one in breakdown.parts)


def breakdowns(scope: Scope) -> list[Breakdown]:
    """Every total of a passage with its parts, found once."""
    if scope.found is None:
        scope.found = list(_breakdowns(scope))
    return scope.found


def _breakdowns(scope: Scope) -> Iterator[Breakdown]:
    pattern = scope.here.pattern
    for match in _MARKER.finditer(pattern):
        first = next((one for one in scope.here.mentions if one.position >= match.end()), None)
        total_ = None if first is None else _total_before(scope, match.start(), first)
        if total_ is None:
            continue
        depth = _depth_at(scope, match.end())
        parts, complete = _parts(scope, total_, match.end(), depth)
        if match["strong"] is None and len(parts) < 2:  # noqa: PLR2004 - one figure is no breakdown
            continue
        if parts:
            all_told = (
                _shares_told(scope, parts)
                or (bool(match["loose"])
                and match[0].endswith("：")
                and len(parts) > 1)
            )
            all_told = (
                all_told
                or _levels(total_, parts)
                or _whole_family(parts, scope)
                or "分别" in match[0]
                or total_.figure.kind is FigureKind.SCORE
            )
            yield Breakdown(total_, parts, complete or all_told)
    yield from _brackets(scope)
    yield from _retold(scope)


_RETOLD = re.compile(
    r"(?:^|[。；])(?P<name>[^，。；：、\ue000-\ue00a]{2,12})：(?=[^。；：]{0,14}[" + VALUES + r"])"
)


def _retold(scope: Scope) -> Iterator[Breakdown]:
    """老年人：消防改造680万元，…: a part told before, broken down in a sentence of its own."""
    for match in _RETOLD.finditer(scope.here.pattern):
        name = words.subject(match["name"])
        total_ = next(
            (
                one
                for one in scope.here.mentions
                if one.position < match.start() and one.subject == name and scopes.is_amount(one)
            ),
            None,
        )
        if total_ is None:
            continue
        parts, _ = _parts(scope, total_, match.end(), 0)
        if len(parts) > 1:
            yield Breakdown(total_, parts, complete=False)


def _total_before(scope: Scope, position: int, first: Mention) -> Mention | None:
    """The amount that a marker breaks down: the nearest before it in its sentence, else the sentence before."""
    for one in reversed(scope.here.mentions):
        if one.position >= position:
            continue
        between = scope.here.pattern[one.position : position]
        if between.count("。") > 1 or len(between) > 160:  # noqa: PLR2004 - too far to be meant
            return None
        if scopes.is_amount(one) and not one.prior and one.depth <= _depth_at(scope, position):
            if scopes.same_measure(one, first) or first.part is not Part.AMOUNT:
                return one
            if first.figure.kind is FigureKind.MONEY:
                return None
    return None


def _depth_at(scope: Scope, position: int) -> int:
    before = scope.here.pattern[:position]
    return before.count("（") - before.count("）")


def _parts(scope: Scope, total_: Mention, position: int, depth: int) -> tuple[list[Mention], bool]:
    """The parts behind a marker, and whether the words say that they are all."""
    pattern = scope.here.pattern
    end = _end_of_list(pattern, position, depth)
    inside = [
        one
        for one in scope.here.mentions
        if position <= one.position < end
        and one.depth == depth
        and _may_be_part(one, total_, position - one.position)
    ]
    inside = _without_nested(scope, inside, position, end)
    if not inside:
        return [], False
    items: list[list[Mention]] = []
    segment = None
    for one in inside:
        item = pattern.count("；", position, one.position)
        if item != segment:
            items.append([])
            segment = item
        items[-1].append(one)
    firsts = [item[0] for item in items]
    complete = not _LISTED_OPEN.match(inside[-1].after)
    if len(items) == 1:
        return (_plain_parts(items[0]), complete and _names_rest(items[0]))
    plain = _plain_parts(items[0])
    reading = firsts
    if len(plain) > 1:
        reading = plain
        if _sums_up(firsts, total_) and not _sums_up(plain, total_):
            reading = firsts
    elif any(len(_plain_parts(item)) > 1 for item in items[1:]) and not _sums_up(firsts, total_):
        every = [one for item in items for one in _plain_parts(item)]
        if _sums_up(every, total_):
            reading = every
    return reading, complete and _names_rest(reading)


def _plain_parts(item: Sequence[Mention]) -> list[Mention]:
    """The parts of an item without what was done with each: 市级资助9万元，实际支付9万元."""
    kept = [item[0]]
    bare = not _ACTUAL.search(item[0].lead)
    for one in item[1:]:
        if bare and re.search(r"^(?:实际|已|未|结余|剩余|到位|支付|结转|其中实际)", one.subject):
            continue
        kept.append(one)
    return kept[:_MOST_PARTS]


def _may_be_part(one: Mention, total_: Mention, since: int = -_LONGEST_LEAD) -> bool:
    if not scopes.is_amount(one) or one.prior or one is total_ or not scopes.same_measure(one, total_):
        return False
    lead = one.lead[max(since, -_LONGEST_LEAD) :] if since else one.lead
    return _NO_PART.search(lead) is None or re.search(r"预算|每年|标准", total_.lead) is not None


def _without_nested(scope: Scope, inside: list[Mention], position: int, end: int) -> list[Mention]:
    """The parts without those that a nested 其中 breaks down further."""
    pattern = scope.here.pattern
    kept = []
    for one in inside:
        nested = pattern.rfind("其中", position, one.position)
        inner = pattern[nested : one.position] if nested >= position else ""
        if inner.count("）") > inner.count("（"):
            inner = ""  # the bracket of the nested 其中 has closed
        if inner:
            closing = pattern.find("；", nested, end)
            if closing < 0 or one.position < closing:
                continue
        kept.append(one)
    return kept


def _end_of_list(pattern: str, position: int, depth: int) -> int:
    """Where a list ends: at a full stop, or at the bracket that it stands in."""
    level = depth
    for index in range(position, min(len(pattern), position + 3000)):
        sign = pattern[index]
        if sign == "（":
            level += 1
        elif sign == "）":
            level -= 1
            if level < depth:
                return index
        elif sign in "。！？" and level == depth:
            return index
    return min(len(pattern), position + 3000)


def _names_rest(parts: Sequence[Mention]) -> bool:
    return (len(parts) > 1 and parts[-1].subject.startswith(words.REST)) or _whole_family(parts)


def _whole_family(parts: Sequence[Mention], scope: Scope | None = None) -> bool:
    """
    Whether the parts together are a whole by their names: 基本支出 and 项目支出, 人员 and 公用.
    """
    if len(parts) < 2:  # noqa: PLR2004 - one part is no partition
        return False
    names = [part.subject if scope is None else _full_name(scope, part) for part in parts]
    return any(
        len(names) == len(family) and all(any(word in name for name in names) for word in family)
        for family in words.PARTITIONS
    )


_LEVELS = re.compile(r"^(?:中央|省|市|县|区|自治区|盟|州|旗|本级|地方)[^，]{0,6}$")


def _levels(total_: Mention, parts: Sequence[Mention]) -> bool:
    """Whether money handed down is broken down by the levels of government that gave it."""
    handed = re.search(r"下达|上级|转移支付|补助资金|预算\Z", words.subject(total_.lead)) is not None
    return handed and len(parts) > 1 and all(_LEVELS.match(part.subject) for part in parts)


def _shares_told(scope: Scope, parts: Sequence[Mention]) -> bool:
    """Whether every part prints its share and the shares make up the whole."""
    mentions = scope.here.mentions
    shares = []
    for part in parts:
        following = mentions[part.index + 1] if part.index + 1 < len(mentions) else None
        if following is not None and following.part is Part.SHARE and following.segment == part.segment:
            shares.append(following.figure.stated())
        elif part.value != 0:
            return False
    return len(shares) > 1 and can_sum_to(shares, Interval.exactly(Decimal(100)))


def _full_name(scope: Scope, part: Mention) -> str:
    """The words of a part from the beginning of its item: 公务接待费支出年初预算为4万元，支出决算为2万元."""
    words_before = [
        one.lead
        for one in scope.here.mentions[max(0, part.index - 3) : part.index]
        if one.segment == part.segment
    ]
    return part.subject if len(part.subject) > 4 or not words_before else words_before[0] + part.subject  # noqa: PLR2004


def _sums_up(parts: Sequence[Mention], total_: Mention) -> bool:
    intervals = [part.figure.interval for part in parts]
    whole = total_.figure.interval
    if whole is None or any(interval is None for interval in intervals):
        return False
    return total(interval for interval in intervals if interval is not None).meets(whole)


def _brackets(scope: Scope) -> Iterator[Breakdown]:
    """A total with its parts in the bracket right behind it: 246.2万元（中央226.7万元，省级19.5万元）."""
    groups: dict[int, list[Mention]] = {}
    for one in scope.here.mentions:
        if one.bracket:
            groups.setdefault(one.bracket, []).append(one)
    for group in groups.values():
        first = group[0]
        if first.index == 0:
            continue
        outer = scope.here.mentions[first.index - 1]
        opening = scope.here.pattern.rfind("（", 0, first.position)
        if not 0 <= opening - outer.position <= 6 or outer.depth != first.depth - 1:  # noqa: PLR2004
            continue
        if "其中" in scope.here.pattern[opening : first.position] or "含" in first.lead:
            continue
        parts = [one for one in group if _may_be_part(one, outer)]
        if not scopes.is_amount(outer) or len(parts) < 2 or len(parts) != len(group):  # noqa: PLR2004
            continue
        yield Breakdown(outer, parts, _whole_family(parts) or _names_rest(parts))


def _totals_behind(scope: Scope) -> Iterator[Statement]:
    """A list with its total behind it: 一批…，二批…，三批…，合计…."""
    for one in scope.here.mentions:
        subject = re.sub(r"^[^共合总小累]*", "", one.lead.replace("，", "")) if one.depth == 0 else ""
        if (
            not scopes.is_amount(one)
            or not words.TOTAL_AFTER.search(one.lead)
            or not _TOTAL_ALONE.match(subject)
        ):
            continue
        if _BALANCE_TOTAL.match(one.lead):
            yield from _balance_total(scope, one)
            continue
        if not _BARE_TOTAL.match(one.lead) or is_part(scope, one):
            continue
        parts = [
            other
            for other in scope.here.mentions[: one.index]
            if other.sentence == one.sentence and other.depth == one.depth and _may_be_part(other, one)
        ]
        if len(parts) < 2 or any(is_part(scope, part) for part in parts) or _own_total(scope, parts):  # noqa: PLR2004
            continue
        parts = _run(scope, parts, one)
        if len(parts) < 2:  # noqa: PLR2004
            continue
        yield scope.statement(StatementType.SUM_OF_PARTS, one, [("part", part) for part in parts])
        yield from _bracketed_totals(scope, one)


_BARE_TOTAL = re.compile(
    r"^(?:以上|上述|全年|[两三四五六七八九]项|各项|全部)?(?:合计|共计|总计|小计|合共|总共|共|累计)"
)


_BALANCE_TOTAL = re.compile(r"^(?:收入|支出)总计")
_BALANCE_PART = re.compile(r"本年|年初|年末|结转|结余|使用")


def _balance_total(scope: Scope, claim: Mention) -> Iterator[Statement]:
    """本年收入A，年初结转和结余B，收入总计C."""
    parts = [
        one
        for one in scope.here.mentions[: claim.index]
        if one.segment == claim.segment and scopes.is_amount(one)
    ]
    if len(parts) > 1 and all(
        _BALANCE_PART.search(one.lead) and scopes.same_measure(one, claim) for one in parts
    ):
        yield scope.statement(StatementType.SUM_OF_PARTS, claim, [("part", one) for one in parts])


def _run(scope: Scope, parts: list[Mention], claim: Mention) -> list[Mention]:
    """
    The end of a list that its total adds up: the longest that meets it, else what stands in one unbroken run.
    """
    for first in range(len(parts) - 1):
        if _sums_up(parts[first:], claim):
            return parts[first:]
    pattern = scope.here.pattern
    kept = [parts[-1]]
    for part in reversed(parts[:-1]):
        between = pattern[part.position + 1 : kept[0].position]
        if not re.fullmatch(r"(?:（[^）]*）)?[^，；、]{0,4}[，；、][^，；、]{0,16}", between):
            break
        kept.insert(0, part)
    return kept


def _own_total(scope: Scope, parts: list[Mention]) -> bool:
    """Whether one of the parts is itself the total of others."""
    return any(
        breakdown.total is part and breakdown.marked for breakdown in breakdowns(scope) for part in parts
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


_EXCESS = re.compile(r"(?:超出|超过|超)(?P<base>预算|计划|目标|任务|申请)?(?:数|额)?\Z")
_LEFT = re.compile(r"^(?:，)?(?:结余|剩余|余额|结转结余)\Z")


def _excesses(scope: Scope) -> Iterator[Statement]:
    """超出预算99.56万元: the final amount less the budget of the same thing, found by its name."""
    mentions = scope.here.mentions
    for one in mentions:
        lead = one.lead
        if one.figure.kind is FigureKind.MONEY and _EXCESS.search(lead) and one.index:
            final = mentions[one.index - 1]
            if not (
                final.part is Part.AMOUNT
                and final.sentence == one.sentence
                and scopes.same_measure(final, one)
            ):
                continue
            budget = _budget_of(scope, final)
            if budget is not None:
                yield scope.statement(
                    StatementType.SUM_OF_PARTS, one, [("part", final), ("minus", budget)], recipe="excess"
                )
        elif scopes.is_amount(one) and one.index > 1 and _LEFT.match(one.subject):
            amounts = [other for other in mentions[: one.index] if other.part is Part.AMOUNT]
            if len(amounts) < 2:  # noqa: PLR2004
                continue
            spent, whole = amounts[-1], amounts[-2]
            if (
                re.search(r"支付|支出|执行|使用|发放", spent.lead)
                and scopes.is_amount(spent)
                and scopes.is_amount(whole)
                and not re.search(r"支付|支出|执行|使用|发放", whole.lead)
                and spent.sentence == whole.sentence == one.sentence
                and spent.segment == whole.segment == one.segment
            ):
                yield scope.statement(
                    StatementType.SUM_OF_PARTS, one, [("part", whole), ("minus", spent)], recipe="balance"
                )
    yield from _unspent(scope)
    yield from _three_public(scope)


_THREE = ("出国", "车", "接待")


def _three_public(scope: Scope) -> Iterator[Statement]:
    """The three public expenses side by side, against the “三公”经费 of the same year told elsewhere in the paragraph."""
    mentions = scope.here.mentions
    done = -1
    for index in range(len(mentions) - 2):
        if index <= done:
            continue
        three = [
            one
            for one in mentions[index:]
            if scopes.is_amount(one) and one.sentence == mentions[index].sentence
        ][:3]
        if len(three) < len(_THREE) or three[0] is not mentions[index] or is_part(scope, three[0]):
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
            if re.search(r"三公|总额|合计|预算数|决算数", one.lead) and scopes.is_amount(one) and one.year == three[0].year
            and one.sentence < three[0].sentence and scopes.same_measure(one, three[0])
            and ("决算" not in one.lead or "预算" not in three[0].lead)
        ]  # fmt: skip
        budget = [one for one in wholes if ("预算" in one.lead) == ("预算" in three[0].lead)]
        if len(budget) == 1:
            yield scope.statement(StatementType.SUM_OF_PARTS, budget[0], [("part", one) for one in three])


def _unspent(scope: Scope) -> Iterator[Statement]:
    """安排X…已支付A，未支付B: the two together are what was arranged."""
    mentions = scope.here.mentions
    for one in mentions:
        if not re.search(r"^未(?:支付?|使用|执行|拨付|发放)\Z", one.subject) or not one.index:
            continue
        spent = mentions[one.index - 1]
        if "已" not in spent.lead or not scopes.same_measure(spent, one) or not scopes.is_amount(spent):
            continue
        whole = next(
            (
                other
                for other in scope.back(spent)
                if scopes.is_amount(other) and not is_part(scope, other) and scopes.same_measure(other, one)
                and words.BUDGET.search(other.lead)
            ),
            None,
        )  # fmt: skip
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
        if all(other is not budget for budget in applied_) and other.part is Part.AMOUNT
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


def _changes_of_parts(scope: Scope) -> Iterator[Statement]:
    """The change of a total against the changes of its parts, where every part prints one."""
    mentions = scope.here.mentions
    yield from _changes_listed(scope)
    yield from _changes_told_after(scope)
    for breakdown in breakdowns(scope):
        whole = breakdown.total
        if whole is None or len(breakdown.parts) < 2:  # noqa: PLR2004
            continue
        if not breakdown.complete and not _sums_up(breakdown.parts, whole):
            continue
        claim = _change_behind(mentions, whole, breakdown.parts[0].index)
        if claim is None:
            continue
        ends = [part.index for part in breakdown.parts[1:]] + [len(mentions)]
        changes = [
            _change_behind(mentions, part, end) for part, end in zip(breakdown.parts, ends, strict=True)
        ]
        changed = [one for one in changes if one is not None]
        if len(changed) != len(changes) and any(
            change is None and part.value != 0 for change, part in zip(changes, breakdown.parts, strict=True)
        ):
            continue
        if not changed:
            continue
        yield scope.statement(
            StatementType.CHANGE_AMOUNT,
            claim,
            [("decrease" if one.direction == "decrease" else "increase", one) for one in changed],
            direction=claim.direction,
            recipe="changes_of_parts",
        )


def _change_behind(mentions: list[Mention], amount: Mention, end: int) -> Mention | None:
    """The change that is printed right behind an amount, before the next part."""
    for one in mentions[amount.index + 1 : min(end, amount.index + 4)]:
        if one.part is Part.CHANGE:
            return one if scopes.same_measure(one, amount) else None
        if one.part is Part.AMOUNT and not one.prior:
            return None
    return None


def _changes_listed(scope: Scope) -> Iterator[Statement]:
    """减少20.5万元，其中人员经费减少8万元，项目经费减少12.5万元."""
    mentions = scope.here.mentions
    for match in re.finditer(r"其中", scope.here.pattern):
        before = [one for one in mentions if one.position < match.start()]
        while before and before[-1].part is Part.RATE:
            before.pop()
        if not before or before[-1].part is not Part.CHANGE:
            continue
        claim = before[-1]
        end = _end_of_list(scope.here.pattern, match.end(), claim.depth)
        parts = [
            one
            for one in mentions
            if match.end() <= one.position < end
            and one.part is Part.CHANGE
            and scopes.same_measure(one, claim)
        ]
        amounts = [one for one in mentions if match.end() <= one.position < end and one.part is Part.AMOUNT]
        if len(parts) < 2 or amounts or claim.sentence != parts[0].sentence:  # noqa: PLR2004
            continue
        signed = [one.value if one.direction == "increase" else -one.value for one in parts]
        stated = claim.value if claim.direction == "increase" else -claim.value
        if _whole_family(parts) or sum(signed) == stated:
            yield scope.statement(
                StatementType.CHANGE_AMOUNT,
                claim,
                [("decrease" if one.direction == "decrease" else "increase", one) for one in parts],
                direction=claim.direction,
                recipe="changes_of_parts",
            )


def _changes_told_after(scope: Scope) -> Iterator[Statement]:
    """The changes of named parts in the sentences behind the change of their total, where they add up to it."""
    mentions = scope.here.mentions
    for claim in mentions:
        if claim.part is not Part.CHANGE or not claim.base or claim.subject or claim.value == 0:
            continue
        parts = [
            one
            for one in mentions[claim.index + 1 :]
            if one.part is Part.CHANGE and one.base == claim.base and one.sentence == claim.sentence + 1
            and one.subject and one.depth == 0 and scopes.same_measure(one, claim)
        ]  # fmt: skip
        signed = sum(one.value if one.direction == "increase" else -one.value for one in parts)
        stated = claim.value if claim.direction == "increase" else -claim.value
        if len(parts) > 1 and signed == stated:
            yield scope.statement(
                StatementType.CHANGE_AMOUNT,
                claim,
                [("decrease" if one.direction == "decrease" else "increase", one) for one in parts],
                direction=claim.direction,
                recipe="changes_of_parts",
            )
