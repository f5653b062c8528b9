"""
A total broken down into its parts in prose: 其中…, brackets, lists behind a colon, parts told again.

Where a list can be read two ways — is the semicolon inside it or its end? — the words decide, and
where they do not, the reading whose figures meet.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from hengji.domain.figure import FigureKind
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope
from hengji.interpret.statements import extent, families, markers, seconds, wholes

_COUNT, _MONEY, _SCORE = FigureKind.COUNT, FigureKind.MONEY, FigureKind.SCORE
_AMOUNT, _CHANGE, _RATE, _SHARE = Part.AMOUNT, Part.CHANGE, Part.RATE, Part.SHARE

_ACTUAL = re.compile(r"实际|支付|结余|支出|执行|剩余|完成|结转|到位|拨付|未|决算")
_NO_PART = re.compile(
    r"人均|户均|平均|每|(?<!高)标准(?!化)|单价|亩均|预算(?:数|额)?为?\Z|同比|[由从](?:\ue006的?)?\Z|(?:比|较)(?:上|去|\ue006)|上年(?!末?(?:财政)?(?:拨款)?(?:结转|结余|滚存))|^从|目标(?!管理)|计划|最高|最低|全(?:省|国|市)(?!先进|优秀|示范|百强|性|[一二三]等|级|文明|模范|劳)"
)
_OF_PLANS = re.compile(r"预算|每年|标准")
_DONE_WITH_IT = re.compile(r"^(?:实际|已|未|结余|剩余|到位|支付|结转|其中实际)")
_LISTED_OPEN = re.compile(r"^[^，。；]{0,6}等(?!级|次)")
_CLOSING = re.compile(r"(?:以上|上述)?(?:合计|共计|总计|小计|总共)")
"""其中甲40万元，乙60万元，合计100万元: the total is told again behind its parts, it is none of them."""
_MOST_PARTS = 40
_LONGEST_LEAD = 14
_NEAREST = 6
_FEWEST = 2


@dataclass(slots=True)
class Breakdown:
    """A total with its parts; `complete` where the words say that all parts are there."""

    total: Mention | None
    parts: list[Mention]
    complete: bool
    marked: bool = True


def is_part(scope: Scope, mention: Mention) -> bool:
    """Whether a mention of this passage is a part of a marked breakdown."""
    found = breakdowns(scope)
    if not found:
        return False
    if scope.parts is None:
        scope.parts = frozenset(id(one) for breakdown in found for one in breakdown.parts)
    return id(mention) in scope.parts


def breakdowns(scope: Scope) -> list[Breakdown]:
    """Every total of a passage with its parts, found once."""
    if scope.found is None:
        several = len(scope.here.mentions) > 1  # a total and a part
        scope.found = list(_breakdowns(scope)) if several else []
    return scope.found


def _breakdowns(scope: Scope) -> Iterator[Breakdown]:
    pattern = scope.here.pattern
    divided: list[Mention] = []
    for match in markers.MARKER.finditer(pattern):
        first = next((one for one in scope.here.mentions if one.position >= match.end()), None)
        total_ = None if first is None else _total_before(scope, match.start(), first)
        again_divided = match[0][1:2] == "按"
        if again_divided:
            total_ = again = _divided_again(scope, divided, match.start()) or total_
            divided = [] if again is None else [*divided, again]
        if total_ is None or (first is not None and _of_change(first, total_)):
            continue
        if match["strong"] is None and not total_.value:
            continue  # 分散采购0元。按采购类型分，货物…: nought is not what is divided
        depth = _depth_at(scope, match.end())
        parts, complete = _parts(scope, total_, match.end(), depth)
        if match["strong"] is None and len(parts) < 2:
            continue
        bracketed = pattern[total_.position + 1 : match.start()] == "（"
        if parts and not again_divided and not bracketed:
            parts_of = partial(_parts, scope, position=match.end(), depth=depth)
            fitting = wholes.fitting(scope, total_, parts, parts_of)
            if fitting is None:
                continue
            if fitting is not total_:
                total_ = fitting
                parts, complete = parts_of(total_)
        if parts:
            all_told = families.shares_told(scope, parts) or (
                bool(match["loose"])
                and match[0].endswith("：")
                and len(parts) > 1
                and _LISTED_OPEN.match(parts[-1].after) is None
            )
            all_told = (
                all_told
                or (match["sources"] is not None and _LISTED_OPEN.match(parts[-1].after) is None)
                or families.levels(total_, parts)
                or families.whole_family(parts, scope)
                or wholes.announced(pattern[total_.position : match.start()], parts)
                or "分别" in match[0]
                or total_.figure.kind is _SCORE
            )
            yield Breakdown(total_, parts, complete or all_told)
            yield from _beside(scope, total_, parts, complete=complete or all_told)
    yield from _brackets(scope)
    yield from _retold(scope)
    yield from _named_again(scope)
    yield from _looked_at(scope)


def _divided_again(scope: Scope, divided: list[Mention], position: int) -> Mention | None:
    """按支出性质分：…。按支出功能分：…: one total, divided twice; else that of the sentence before."""
    if divided:
        return divided[-1]
    if scope.here.pattern[position] != "。":
        return None
    before = [one for one in scope.here.mentions if one.position < position and scopes.is_amount(one)]
    own = [one for one in before if one.sentence == before[-1].sentence and not one.prior]
    return own[0] if own else None


def _beside(scope: Scope, total_: Mention, parts: list[Mention], *, complete: bool) -> Iterator[Breakdown]:
    """1,236户2,418人，其中城市215户386人，…: a second measure right beside the total and each part."""
    pairs = seconds.paired(scope, total_, parts)
    if pairs is not None:
        yield Breakdown(pairs[0], pairs[1:], complete)
        return
    for step in (1, -1):
        others = [seconds.neighbour(scope, one, step) for one in (total_, *parts)]
        found = [one for one in others if one is not None]
        whole, *rest = found or [total_]
        if (
            len(found) == len(others)
            and len(rest) > 1
            and all(scopes.same_measure(whole, one) for one in rest)
        ):
            yield Breakdown(whole, rest, complete)


def _retold(scope: Scope) -> Iterator[Breakdown]:
    """老年人：消防改造680万元，…: a part told before, broken down in a sentence of its own."""
    if "：" not in scope.here.pattern:
        return
    for match in markers.RETOLD.finditer(scope.here.pattern):
        name = words.subject(match["name"])
        if not name:
            continue  # 其中：
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


def _named_again(scope: Scope) -> Iterator[Breakdown]:
    """财政拨款支出预算120万元，…。财政拨款支出预算中，一般公共预算100万元，…；政府性基金20万元，…."""
    if "中，" not in scope.here.pattern:
        return
    for match in markers.NAMED_AGAIN.finditer(scope.here.pattern):
        named = [
            one
            for one in scope.here.mentions
            if one.position < match.start() and one.subject == match["name"] and scopes.is_amount(one)
        ]
        parts = _parts(scope, named[0], match.end(), 0)[0] if len(named) == 1 else []
        if len(parts) > 1 and families.whole_family(parts):
            yield Breakdown(named[0], parts, complete=True)
        elif match["joint"] == "、" and len(parts) > _FEWEST:
            yield Breakdown(named[0], parts, complete=False)


_LOOKED_AT = re.compile(
    r"。(?:分[^，。；：]{2,8}|从[^，。；：]{2,10}|按[^，。；：]{2,8})(?:看|情况[是为看])[，：]"
    r"|(?:；|。[^，。；：按]{1,6})按[^，。；：]{2,8}(?:划分|分类|分)为?[，：]"
)
_SENTENCES_BACK = 3


def _looked_at(scope: Scope) -> Iterator[Breakdown]:
    """收入20万元，…。分部门看，税务11万元，…；财政9万元，…: the amount before them that they make up."""
    if not any(word in scope.here.pattern for word in ("看", "情况", "；按", "分为", "分类")):
        return
    for match in _LOOKED_AT.finditer(scope.here.pattern):
        before = [one for one in scope.here.mentions if one.position < match.start()]
        for whole in reversed(before):
            if whole.sentence < before[-1].sentence - _SENTENCES_BACK:
                break
            if not scopes.is_amount(whole) or whole.depth or whole.prior:
                continue
            parts, _ = _parts(scope, whole, match.end(), 0)
            if len(parts) > 1 and families.sums_up(parts, whole):
                yield Breakdown(whole, parts, complete=True)
                break


def _total_before(scope: Scope, position: int, first: Mention) -> Mention | None:
    """
    The amount that a marker breaks down: the nearest before it, in its sentence or the one before.

    收回反馈表527份，其中满意的526件: what the marker divides was told in another unit; no amount of
    the sentence before is meant.
    """
    otherwise = False
    for one in reversed(scope.here.mentions):
        if one.position >= position:
            continue
        between = scope.here.pattern[one.position : position]
        if between.count("。") > (0 if otherwise else 1) or len(between) > 160:
            return None
        if _THRESHOLD.match(one.after):
            return None
        if scopes.is_base_of_rate(one) or _counts_parts(one):
            continue
        if _DIVIDED.search(between):
            return None  # 政府性基金10，按支出性质分：其中…；支出包括：…: a new division, of no total near
        if scopes.is_amount(one) and not one.prior and one.depth <= _depth_at(scope, position):
            if wholes.measures(first, one) or first.part is not _AMOUNT:
                return one
            if first.figure.kind is _MONEY:
                return None
            otherwise = otherwise or "。" not in between
    return None


def _counts_parts(one: Mention) -> bool:
    """分两批下达: how many parts there are, not what is divided."""
    return one.figure.kind is _COUNT and one.lead.endswith(("分", "分为", "分成"))


_THRESHOLD = re.compile(r"(?:及|（?含）?)?以[下内上](?![，。；：、）])")
"""单笔50万元以下的账款 tells which accounts, never how much."""
_DIVIDED = re.compile(r"按[^，。；：]{2,8}(?:划分|分类|分)：\Z|；(?:本年)?(?:收入|支出)\Z")


def _of_change(first: Mention, total_: Mention) -> bool:
    """支出39万元。比上年增加23万元；其中接待增加5万元: the change is broken down, not the amount."""
    return first.part is _CHANGE and first.sentence > total_.sentence


def _depth_at(scope: Scope, position: int) -> int:
    before = scope.here.pattern[:position]
    return before.count("（") - before.count("）")


def _parts(scope: Scope, total_: Mention, position: int, depth: int) -> tuple[list[Mention], bool]:
    """The parts behind a marker, and whether the words say that they are all."""
    pattern = scope.here.pattern
    end = extent.end_of_list(pattern, position, depth)
    inside = [
        one
        for one in scope.here.mentions
        if position <= one.position < end
        and one.depth == depth
        and may_be_part(one, total_, position - one.position)
    ]
    listed = [one for one in inside if one is inside[0] or not _CLOSING.match(one.lead)]
    closed = len(listed) < len(inside)
    inside, unsure = families.with_grown_names(scope, listed, total_, (position, end))
    inside = extent.until_next_deed(total_, extent.without_nested(scope, inside, position, end))
    inside = extent.until_told_anew(total_, extent.until_examined(total_, inside))
    inside = extent.told_alike(total_, inside)
    if not inside:
        return [], False
    if not depth and not families.sums_up(inside, total_):
        longer = extent.over_full_stop(total_, inside, scope.here.mentions)
        if longer:
            return longer, True
    items: list[list[Mention]] = []
    segment = None
    for one in inside:
        item = pattern.count("；", position, one.position)
        if item != segment:
            items.append([])
            segment = item
        items[-1].append(one)
    complete = not unsure and not _LISTED_OPEN.match(inside[-1].after)
    reading = _reading(items, total_, scope)
    return reading, complete and (closed or families.names_rest(reading))


def _reading(items: list[list[Mention]], total_: Mention, scope: Scope) -> list[Mention]:
    """
    Which amounts are the parts: those of the first item, or the first of every item.

    A semicolon may part the list or end it; the figures, the shares or the names must speak for a list
    of two items, and three items speak for themselves.
    """
    points = wholes.points(items) if total_.figure.kind is _SCORE else []
    if points:
        return points
    plain = _plain_parts(items[0])
    firsts = [item[0] for item in items]
    if len(items) > 1 and families.sums_up(firsts, total_) and not families.sums_up(plain, total_):
        return firsts
    every = [one for item in items for one in _plain_parts(item)]
    if len(plain) > 1:
        longest = every if len(every) > len(plain) and families.sums_up(every, total_) else plain
        return next(
            (
                plain[:end]
                for end in range(len(plain), 1, -1)
                if families.sums_up(plain[:end], total_) and not _goes_on(scope, plain, end)
            ),
            longest,
        )
    if len(every) > len(items) and families.sums_up(every, total_):
        return every
    for end in range(len(firsts) - 1, 1, -1):
        if families.sums_up(firsts[:end], total_):
            return firsts[:end]  # what follows in the sentence is told beside the list
    told = families.shares_told(scope, firsts) or families.whole_family(firsts, scope)
    told = told or seconds.paired(scope, total_, firsts) is not None
    return firsts if told or len(items) > 2 else plain


def _goes_on(scope: Scope, parts: Sequence[Mention], end: int) -> bool:
    """甲类5个、乙类6个、丙类2个: a list joined by pauses has no end among them."""
    joints = [
        scope.here.pattern[one.position + 1 : one.position + 2]
        for one in parts[: end + 1]
        if one is not parts[-1]
    ]
    return end < len(parts) and set(joints) == {"、"}


def _plain_parts(item: Sequence[Mention]) -> list[Mention]:
    """The parts of an item without what was done with each: 市级资助9万元，实际支付9万元."""
    kept = [item[0]]
    bare = not _ACTUAL.search(item[0].lead)
    for one in item[1:]:
        if one.subject == f"未{item[0].subject}":
            kept.append(one)  # 达标24个，未达标2个
            continue
        if bare and one.figure.kind is not _SCORE and _DONE_WITH_IT.search(one.subject):
            continue
        kept.append(one)
    return kept[:_MOST_PARTS]


def may_be_part(one: Mention, total_: Mention, since: int = -_LONGEST_LEAD) -> bool:
    """Whether an amount may be a part of a total: of its measure, no average, no prior year."""
    if not scopes.is_amount(one) or one.prior or one is total_ or not wholes.measures(one, total_):
        return False
    lead = one.lead[max(since, -_LONGEST_LEAD) :] if since else one.lead
    if "全" in total_.lead:
        lead = lead.replace("全市", "").replace("全省", "")  # 全市资金总额75亿元，其中中央安排全市61亿元
    return _NO_PART.search(lead) is None or _OF_PLANS.search(total_.lead) is not None


def _brackets(scope: Scope) -> Iterator[Breakdown]:
    """A total with its parts in the bracket right behind it: 246.2万元（中央226.7万元，省级19.5万元）."""
    if "（" not in scope.here.pattern:
        return
    groups: dict[int, list[Mention]] = {}
    for one in scope.here.mentions:
        if one.bracket:
            groups.setdefault(one.bracket, []).append(one)
    for group in groups.values():
        first = group[0]
        if first.index == 0:
            continue
        outer = last = scope.here.mentions[first.index - 1]
        opening = scope.here.pattern.rfind("（", 0, first.position)
        if last.part is _SHARE and last.index and opening == last.position + 1:
            outer = scope.here.mentions[last.index - 1]  # 基本支出1,511万元，占54.35%（人员…、公用…）
        near = outer.clause >= last.clause - 1 and 0 <= opening - last.position <= _NEAREST
        if not near or outer.depth != first.depth - 1:
            continue
        if "其中" in scope.here.pattern[opening : first.position] or "含" in first.lead:
            continue
        told = [one for one in group if one.part not in {_CHANGE, _RATE}]
        parts = [one for one in told if may_be_part(one, outer)]
        if not scopes.is_amount(outer) or len(parts) < 2 or len(parts) != len(told):
            continue
        outer = wholes.bracketed(scope, outer, parts)
        every = families.whole_family(parts) or families.names_rest(parts) or families.all_levels(parts)
        yield Breakdown(outer, parts, every and _LISTED_OPEN.match(parts[-1].after) is None)
