"""
Which of several amounts the parts told behind them are parts of.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from decimal import Decimal

from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import families

_REMAINDER = re.compile(r"结转|结余|剩余|余额|上年|追加|调整")


_FAR_MORE = 5


def fitting(
    scope: Scope,
    nearest: Mention,
    parts: list[Mention],
    again: Callable[[Mention], tuple[list[Mention], bool]],
) -> Mention | None:
    """
    支出3,512万元，结转结余156万元。其中：基本支出…，项目支出…: the amount that these can be parts of.

    What is nearest yields to another amount of its sentence where it is what is left over and none of
    the parts is, or less than one of its parts, and that other one has room for them all; or where
    another is what its parts (which it gives `again`) add up to, and it is not.  `None` where a part is
    so much more than it that no slip of the pen explains it.
    """
    largest = max(part.value for part in parts)
    left_over = _REMAINDER.search(nearest.subject) is not None and not any(
        _REMAINDER.search(part.lead) for part in parts
    )
    fits = families.sums_up(parts, nearest)
    others = [
        one
        for one in scope.here.mentions[: nearest.index]
        if one.sentence == nearest.sentence
        and one.depth == nearest.depth
        and scopes.is_amount(one)
        and not one.prior
        and not scopes.is_base_of_rate(one)
        and scopes.same_measure(one, nearest)
        and one.value >= largest
    ]
    alike = _named_alike(nearest, parts)
    for one in reversed(others):
        if alike and not _named_alike(one, parts):
            continue
        told, _ = again(one)
        if len(told) > (len(parts) if fits else 1) and families.sums_up(told, one):
            return one
    if fits:
        return nearest
    far_more = largest > nearest.value * _FAR_MORE and not _but_for_a_unit(parts, nearest)
    if not others and far_more:
        return None  # 检出不合格347批次，不合格率2%。其中，4,068批次中普通食品3,108批次: no parts of it
    if not left_over and largest <= nearest.value:
        return nearest
    found = [one for one in reversed(others) if families.sums_up(parts, one)]
    if far_more and not found and not left_over:
        return None  # …增值收入148万元。支出包括救灾1,161万元，…: of no amount of that sentence
    if left_over and not found:
        found = [one for one in reversed(others) if _REMAINDER.search(one.lead) is None]
    return found[0] if found else nearest


_SCALE = Decimal(10_000)


def _but_for_a_unit(parts: list[Mention], nearest: Mention) -> bool:
    """其他收入324.57亿元 among parts in 万元: whether they add up once the unit of one is mended."""
    told = sum((part.value for part in parts), Decimal(0))
    largest = max(part.value for part in parts)
    return len(parts) > 1 and told - largest + largest / _SCALE == nearest.value


def bracketed(scope: Scope, nearest: Mention, parts: list[Mention]) -> Mention:
    """资产4.7亿元，负债1亿元，净资产3.7亿元（行政0.8亿元，事业3.9亿元）: what a bracket of parts divides."""
    if families.sums_up(parts, nearest):
        return nearest
    for one in reversed(scope.here.mentions[: nearest.index]):
        if one.segment != nearest.segment or one.depth != nearest.depth:
            break
        alike = scopes.is_amount(one) and scopes.same_measure(one, nearest) and not one.prior
        if alike and families.sums_up(parts, one):
            return one
    return nearest


_SUMMED = re.compile(r"(?:总额|总计|合计|总量|总数)\Z")


def _named_alike(nearest: Mention, parts: list[Mention]) -> bool:
    """收入A，支出B。其中：基本支出…，项目支出…: what bears the name of its parts is their total."""
    name = _SUMMED.sub("", nearest.subject)[-2:]
    return len(name) > 1 and all(name in part.subject for part in parts)


_INSTITUTIONS = frozenset("个所家")
_INSTITUTION = re.compile(r"(?:单位|机构|学校|院校|企业|场所|医院)(?:有|共)*\Z")


_ANNOUNCED = re.compile(r"分(?P<number>[二两三四五六七八九])(?:个)?(?:批次?|期|次|笔|部分|类)")
_NUMBERS = {sign: number for number, sign in enumerate("二三四五六七八九", 2)} | {"两": 2}


def announced(between: str, parts: list[Mention]) -> bool:
    """1,860万元，分两批下达，其中第一批…，第二批…: as many parts as were announced are all of them."""
    told = _ANNOUNCED.search(between)
    return told is not None and _NUMBERS[told["number"]] == len(parts)


def measures(part: Mention, total_: Mention) -> bool:
    """Whether two figures measure alike; 单位46个 may be 11所初中 and 2家医院."""
    if scopes.same_measure(part, total_):
        return True
    counted = part.figure.unit in _INSTITUTIONS and total_.figure.unit in _INSTITUTIONS
    return counted and _INSTITUTION.search(total_.lead) is not None


_POINTS = re.compile(r"(?:(?:^|自评|实|评价)得(?:分)?|^(?:自评|评价|复核))(?:为|：)?\Z")


_PAIR = 2


def points(items: list[list[Mention]]) -> list[Mention]:
    """预算配置10分，得9分；预算执行20分，得18.5分: of marks and points in every item the points."""
    earned = [[one for one in item if _POINTS.search(one.lead)] for item in items]
    told = len(items) > 1 and all(len(own) == 1 < len(item) for own, item in zip(earned, items, strict=True))
    if told:
        return [own[0] for own in earned]
    inner = items[0]
    in_turn = len(items) == 1 and len(inner) > _PAIR and len(inner) % _PAIR == 0
    in_turn = in_turn and all(
        (_POINTS.search(one.lead) is not None) == (place % _PAIR == 1) for place, one in enumerate(inner)
    )
    return inner[1::_PAIR] if in_turn else []  # 执行10分得9.68分、产出50分得50分
