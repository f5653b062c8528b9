"""
How far a list of parts reaches: its full stop, its bracket, another deed, a list inside it.
"""

from __future__ import annotations

import re

from hengji.interpret.clauses import Mention, Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import families

_AMOUNT = Part.AMOUNT

_LIST_ENDS = re.compile("[（）。！？]")
_LONGEST_LIST = 3000


def end_of_list(pattern: str, position: int, depth: int) -> int:
    """Where a list ends: at a full stop, or at the bracket that it stands in."""
    level = depth
    end = min(len(pattern), position + _LONGEST_LIST)
    for found in _LIST_ENDS.finditer(pattern, position, end):
        sign = found[0]
        if sign == "（":
            level += 1
        elif sign == "）":
            level -= 1
            if level < depth:
                return found.start()
        elif level == depth:
            return found.start()
    return end


def without_nested(scope: Scope, inside: list[Mention], position: int, end: int) -> list[Mention]:
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


_DEED = re.compile(
    r"(?:新增|新建|新改建|改建|扩建|改造|修复|治理|完成|实现|建成|新开|新设|培育|引进|开展|组织|举办|整治|清理|拆除|发放|累计)"
)


def over_full_stop(total_: Mention, inside: list[Mention], mentions: list[Mention]) -> list[Mention]:
    """
    其中：第一产业6.2亿元，…；第二产业6.5亿元，其中工业4亿元。第三产业11.5亿元: a list told in two sentences.

    The amounts of its items and the one that the next sentence opens with, where they make up the total.
    """
    last = _opening_next(inside[-1], mentions) if len(inside) > 1 else None
    if last is None or last.figure.unit != inside[0].figure.unit:
        return []
    firsts = [
        one for place, one in enumerate(inside) if not place or one.segment != inside[place - 1].segment
    ]
    beginnings = [inside[:end] for end in range(len(inside), 1, -1)]
    for told in (*beginnings, firsts):
        if families.sums_up([*told, last], total_):
            return [*told, last]
    return []


def told_alike(total_: Mention, inside: list[Mention]) -> list[Mention]:
    """
    受理880件，结案704件。其中：民事受理750件，结案600件: of two measures beside each other that of the total.

    Where some of the parts bear the very words of the total, the others measure something else.
    """
    name = total_.subject
    same = [one for one in inside if one.subject == name] if len(name) > 1 else []
    return same if same and not families.sums_up(inside, total_) else inside


def _opening_next(end: Mention, mentions: list[Mention]) -> Mention | None:
    """The amount that the sentence behind a list opens with."""
    for one in mentions[end.index + 1 :]:
        if one.sentence > end.sentence:
            opens = one.sentence == end.sentence + 1 and not one.depth and not one.prior
            return one if opens and one.part is _AMOUNT else None
    return None


def until_told_anew(total_: Mention, inside: list[Mention]) -> list[Mention]:
    """
    收到247份，其中有效242份；收到931份，…: a list ends where the words of its total tell another one.
    """
    place = next((place for place, one in enumerate(inside) if _bears(total_, one)), 0)
    anew = place and inside[place].segment != inside[0].segment and not families.sums_up(inside, total_)
    return inside[:place] if anew else inside


def _bears(total_: Mention, one: Mention) -> bool:
    return len(one.lead) > 1 and total_.lead.endswith(one.lead)


_EXAMINED = re.compile(r"^经(?:审|查|核|复|评|筛|初)")
"""原件180件，其中会后12件，经审查立案171件: what came of the whole, no further part of it."""


def until_examined(total_: Mention, inside: list[Mention]) -> list[Mention]:
    """The parts before what the whole was examined for, unless together they make it up."""
    for place, one in enumerate(inside):
        if (
            one.lead.startswith("经")
            and place
            and _EXAMINED.match(one.lead)
            and not families.sums_up(inside, total_)
        ):
            return inside[:place]
    return inside


def until_next_deed(total_: Mention, inside: list[Mention]) -> list[Mention]:
    """
    新增林地80亩、其中公益林30亩，修复草原200亩: the list ends where another deed is told.

    Where the first part tells a deed too, or the parts make up the total, the list goes on.
    """
    if len(inside) < 2 or _DEED.match(inside[0].lead) or not _DEED.match(total_.subject):
        return inside
    if families.sums_up(inside, total_):
        return inside
    first = inside[0]
    for place, one in enumerate(inside[1:], 1):
        if one.clause > first.clause and _DEED.match(one.subject):
            return inside[:place]
    return inside
