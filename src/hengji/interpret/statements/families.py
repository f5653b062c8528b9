"""
Whether the parts that are told are all there are: by their names, their shares, their sum.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from hengji.domain.figure import Figure, asserted_sum
from hengji.domain.interval import Interval
from hengji.domain.stated import Modifier, can_sum_to
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope
from hengji.interpret.statements import slips

_CHANGE, _SHARE = Part.CHANGE, Part.SHARE
_EXACT = Modifier.EXACT


def names_rest(parts: Sequence[Mention]) -> bool:
    """Whether the last part takes what is left, or the parts are a whole by their names."""
    last = parts[-1].subject
    takes_rest = len(parts) > 1 and (last.startswith(words.REST) or "自筹" in last)
    return takes_rest or whole_family(parts)


_FAMILIES = {
    size: tuple(family for family in words.PARTITIONS if len(family) == size)
    for size in {len(family) for family in words.PARTITIONS}
}


def whole_family(parts: Sequence[Mention], scope: Scope | None = None) -> bool:
    """
    Whether the parts together are a whole by their names: 基本支出 and 项目支出, 人员 and 公用.
    """
    if len(parts) < 2:
        return False
    names = [part.subject if scope is None else _full_name(scope, part) for part in parts]
    return named_whole(names)


def named_whole(names: Sequence[str]) -> bool:
    """
    Whether names are those of a whole's parts, each in its own: 购置 and 运行 in one name are one part.

    >>> named_whole(["基本支出", "项目支出"]), named_whole(["因公出国费", "公务用车购置及运行费"])
    (True, False)
    """
    listed = "\n".join(names)
    return any(
        family[0] in listed
        and all(word in listed for word in family)
        and all(any(word in name for word in family) for name in names)
        for family in _FAMILIES.get(len(names), ())
    )


_LEVELS = re.compile(r"^(?:中央|省|市|县|区|自治区|盟|州|旗|本级|地方)[^，]{0,6}$")


_HANDED_DOWN = re.compile(r"下达|上级|转移支付|补助资金|预算\Z")


def levels(total_: Mention, parts: Sequence[Mention]) -> bool:
    """Whether money handed down is broken down by the levels of government that gave it."""
    listed = len(parts) > 1 and len({part.segment for part in parts}) == 1
    if not listed or not all(_LEVELS.match(part.subject) for part in parts):
        return False
    return _HANDED_DOWN.search(words.subject(total_.lead)) is not None


_LEVEL = re.compile(r"^(?:中央|国家|省|市|县|区|镇|乡|村|街道|社区)级")


def all_levels(parts: Sequence[Mention]) -> bool:
    """Whether a bracket lists three levels of government or more: 市级2场、县级6场、镇级15场."""
    listed = [match[0] for part in parts if (match := _LEVEL.match(part.subject))]
    return len(listed) == len(parts) == len(set(listed)) and len(parts) > 2


_DIVISIONS = tuple(
    re.compile(words_)
    for words_ in (
        r"男|女|妇女|妇",
        r"岁|青年|老年|儿童|未成年|青少年",
        r"党员|团员|群众",
        r"本科|大专|专科|研究生|博士|硕士|学历|学位|职称|高级|中级",
        r"脱贫|低保|残疾|困难|退役|农民工|少数民族|留守",
        r"集体|个人",
        r"国家级|省级|市级|县级|区级|乡镇级",
        r"城镇|农村|城市|乡村",
        r"线上|线下",
        r"已|未",
    )
)
"""Ways to divide people and things; parts by two of them may be the same ones."""


def overlap(parts: Sequence[Mention]) -> bool:
    """Whether parts are told by two different divisions: 党员412人，女性395人."""
    used = {
        number
        for part in parts
        for number, division in enumerate(_DIVISIONS)
        if division.search(part.subject)
    }
    return len(used) > 1


def shares_told(scope: Scope, parts: Sequence[Mention]) -> bool:
    """Whether every part prints its share and the shares make up the whole."""
    mentions = scope.here.mentions
    shares = []
    for part in parts:
        following = mentions[part.index + 1] if part.index + 1 < len(mentions) else None
        if following is not None and following.part is _SHARE and following.segment == part.segment:
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
    return part.subject if len(part.subject) > 4 or not words_before else words_before[0] + part.subject


def sums_up(parts: Sequence[Mention], total_: Mention) -> bool:
    """Whether the parts, as printed, can add up to their total."""
    plainly = _plainly(parts, total_.figure)
    if plainly is not None:
        return plainly
    whole = total_.figure.interval
    told = None if whole is None else asserted_sum(part.figure for part in parts)
    return whole is not None and told is not None and told.meets(whole)


def _plainly(parts: Sequence[Mention], total_: Figure) -> bool | None:
    """The same without an interval for each, where no figure has a modifying word beside it."""
    if total_.modifier is not _EXACT or isinstance(total_.value, str):
        return None
    missing, room = total_.value, total_.step or 0
    for part in parts:
        _, _, _, _, value, _, modifier, step, _ = part.figure
        if modifier is not _EXACT or isinstance(value, str):
            return None
        missing -= value
        if step is not None:
            room += step
    return abs(missing) * 2 <= room


def all_but_sums_up(parts: Sequence[Mention], total_: Mention) -> bool:
    """Whether the parts add up to their total, but for a slip of the pen in one of them or in it."""
    if sums_up(parts, total_):
        return True
    added = sum((part.value for part in parts), Decimal(0))
    gap = total_.value - added
    return slips.slip(total_.figure, total_.figure._replace(value=added)) or any(
        slips.slip(part.figure, part.figure._replace(value=part.value + gap), digits=slips.FEWEST)
        for part in parts
        if part.value + gap > 0
    )


def swapped_in(parts: Sequence[Mention], total_: Mention) -> bool:
    """Whether parts that do not add up would, but for two swapped digits in one of them or in their total."""
    if len(parts) < 2 or total_.value <= 0:
        return False
    gap = total_.value - sum((part.value for part in parts), Decimal(0))
    if not gap:
        return False
    told = [(total_.figure, total_.value - gap), *((part.figure, part.value + gap) for part in parts)]
    return any(
        slips.swapped(one, one._replace(value=value), digits=slips.FEW) for one, value in told if value > 0
    )


def with_grown_names(
    scope: Scope, parts: list[Mention], total_: Mention, span: tuple[int, int]
) -> tuple[list[Mention], bool]:
    """
    The parts of a list with those whose names end in a word of change, and whether that is left open.

    支持消费提质提升80万元 is an item of a list, 支出提升80万元 a change; only the total can tell.
    """
    grown = [
        one
        for one in scope.here.mentions
        if span[0] <= one.position < span[1]
        and one.part is _CHANGE
        and one.subject
        and not one.base
        and one.depth == total_.depth
        and scopes.same_measure(one, total_)
    ]
    if not grown or (not parts and len(grown) < len(("first", "second"))):
        return parts, False
    together = sorted((*parts, *grown), key=lambda one: one.index)
    return (together, False) if sums_up(together, total_) else (parts, bool(parts))


def outermost(parts: Sequence[Mention], total_: Mention) -> list[Mention]:
    """
    The parts without those that the last of them are in turn: A, and what A is made of.

    Only where all together are not the total, and the last ones make up the one before them exactly.
    """
    if sums_up(parts, total_):
        return [*parts]
    for place in range(len(parts) - 2):
        following = parts[place + 1 :]
        if parts[place].value and sum(one.value for one in following) == parts[place].value:
            return [*parts[: place + 1]]
    return [*parts]
