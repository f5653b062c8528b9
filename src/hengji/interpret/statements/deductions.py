"""
Points that were taken off, told in rows: 满分100分，扣除执行率0.8分、满意度0.5分，自评得分98.7分.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope

_FULL: Final = re.compile(r"(?:满分|分值|权重|标准分|总分值?|共计?|指标分)(?:为|是|：)?\Z")
_TAKEN: Final = re.compile(r"(?:扣除|扣减|扣分|扣掉|扣)(?:了|为|：)?")
_NAMED: Final = re.compile(r"[一-鿿“”]{2,14}")
_EARNED: Final = re.compile(
    r"^(?:最终|自评|评价|综合|绩效|项目|本项|该项|指标|实际)*(?:总得分|总分|得分|实得|得)(?:分)?(?:为|是|：)?\Z"
)
_OFF_BEHIND: Final = re.compile(r"^(?:共|合计|累计)?(?:扣(?:除|减|分|掉)?|[失丢]分)(?:了|为|：)?\Z")
_PARTS_ONLY: Final = re.compile(r"得|满分|分值|权重|总分")


def deductions(scope: Scope) -> Iterator[Statement]:
    """The points of a passage that are the full marks less a row of deductions, or less one told behind."""
    if not any(sign in scope.here.pattern for sign in "扣失丢"):
        return
    scores = [one for one in scope.here.mentions if one.figure.kind is FigureKind.SCORE and not one.depth]
    for place, claim in enumerate(scores):
        if not _EARNED.match(claim.lead):
            continue
        row = _row(scores[:place], claim)
        if row is not None:
            full, taken = row
            yield _told(scope, claim, full, taken)
        elif place and place + 1 < len(scores):
            before, behind = scores[place - 1], scores[place + 1]
            if (
                _FULL.search(before.lead)
                and _OFF_BEHIND.match(behind.lead)
                and before.segment == claim.segment == behind.segment
            ):
                yield _told(scope, claim, before, [behind])


def _row(before: list[Mention], claim: Mention) -> tuple[Mention, list[Mention]] | None:
    """The full marks and the deductions right before a claim: only the first need say that it is one."""
    taken: list[Mention] = []
    for one in reversed(before):
        if one.segment != claim.segment:
            return None
        if _FULL.search(one.lead):
            told = len(taken) > 1 and _TAKEN.match(taken[0].lead) is not None
            return (one, taken) if told else None
        if _PARTS_ONLY.search(one.lead) or not _NAMED.fullmatch(one.lead):
            return None
        taken.insert(0, one)
    return None


def _told(scope: Scope, claim: Mention, full: Mention, taken: list[Mention]) -> Statement:
    operands: list[tuple[str, Mention | Figure]] = [("part", full), *(("minus", one) for one in taken)]
    return scope.statement(StatementType.SCORE_SUM, claim, operands, recipe="deduction")


_ALL_OFF: Final = re.compile(
    r"^(?:以上|上述|各项|合计|共计|总计|累计)*(?:共|合计|共计|总计|累计)扣(?:除|减|分|掉)?(?:了|为)?\Z"
)
ONE_OFF: Final = re.compile(r"扣(?:除|减|分|掉)?(?:了|为|：)?\Z")


def all_taken(scope: Scope) -> Iterator[Statement]:
    """A扣1.2分；B扣0.86分。以上共扣2.06分: every deduction of a paragraph, and what they are together."""
    if scope.here.pattern.count("扣") <= len("ab"):
        return
    scores = [one for one in scope.here.mentions if one.figure.kind is FigureKind.SCORE and not one.depth]
    for place, claim in enumerate(scores):
        if not _ALL_OFF.match(claim.lead):
            continue
        parts: list[Mention] = []
        for one in reversed(scores[:place]):
            beyond = parts and parts[-1].sentence == claim.sentence != one.sentence
            if not ONE_OFF.search(one.lead) or beyond:
                break
            parts.insert(0, one)
        if len(parts) > 1:
            operands: list[tuple[str, Mention | Figure]] = [("part", one) for one in parts]
            yield scope.statement(StatementType.SCORE_SUM, claim, operands)


_LOST: Final = re.compile(r"(?:[失丢]分|扣分|扣)(?:了|为|共|合计|：)*\Z")
_LISTED: Final = re.compile(
    r"^(?:主要)?(?:[失丢扣]分|扣分项|[失丢扣]分(?:项|点|原因|情况|指标)?)(?:项|点|原因|情况|指标)?(?:为|是|如下)?：?"
)


def lost_points(scope: Scope) -> Iterator[Statement]:
    """失分4.8分。失分项为：及时率扣2分、满意度扣1.8分、…: points lost, and every one of them behind."""
    pattern = scope.here.pattern
    if pattern.count("扣") < len("ab") or "分" not in pattern:
        return
    scores = [one for one in scope.here.mentions if one.figure.kind is FigureKind.SCORE and not one.depth]
    for place, claim in enumerate(scores[:-1]):
        if not _LOST.search(claim.lead):
            continue
        row = [one for one in scores[place + 1 :] if one.sentence == claim.sentence + 1]
        start = pattern.find("。", claim.position) + 1
        if len(row) < len("ab") or not _LISTED.match(pattern[start : row[0].position]):
            continue
        if all(ONE_OFF.search(one.lead) for one in row):
            operands: list[tuple[str, Mention | Figure]] = [("part", one) for one in row]
            yield scope.statement(StatementType.SCORE_SUM, claim, operands)


_FIRST_OF_ROW: Final = re.compile(r"(?:得分|分值|评分|自评分)[一-鿿]{0,4}分别(?:为|是)\Z")
_IN_ALL: Final = re.compile(
    r"^(?:最终|自评|综合|评价|绩效|合计|总计|共计|项目)*(?:总得分|总分|得分|合计|共计)(?:合计)?(?:为|是)?\Z"
)


def in_a_row(scope: Scope) -> Iterator[Statement]:
    """各部分得分分别为14分、23.5分和33分，最终得分70.5分: points without their names, and their sum."""
    if "分别" not in scope.here.pattern:
        return
    scores = [one for one in scope.here.mentions if one.figure.kind is FigureKind.SCORE and not one.depth]
    for place, first in enumerate(scores):
        if not _FIRST_OF_ROW.search(first.lead):
            continue
        row = [first]
        for one in scores[place + 1 :]:
            if one.lead not in {"", "和", "及", "与", "以及"} or one.segment != first.segment:
                break
            row.append(one)
        claim = next((one for one in scores[place + len(row) : place + len(row) + 1]), None)
        if (
            claim is not None
            and claim.sentence == first.sentence
            and _IN_ALL.match(claim.lead)
            and len(row) > 1
        ):
            operands: list[tuple[str, Mention | Figure]] = [("part", one) for one in row]
            yield scope.statement(StatementType.SCORE_SUM, claim, operands)


_OF: Final = re.compile(
    r"(?P<claim>\ue004)）?[^，。；：（）\ue000-\ue00a]{0,6}(?:由|包括|包含|分为|含)"
    r"(?P<list>(?:[一-鿿“”]{2,16}（?\ue004）?[、，]?[和及]?){2,12})(?:等)?(?:\ue003|[两三四五六七八九十]|共同|组成|构成|。|，)"
)
_MARK: Final = "\ue004"
_NO_MARKS: Final = re.compile(r"得(?!分点)|扣|每|以上|达到|低于|超|否则")


def composed(scope: Scope) -> Iterator[Statement]:
    """预算执行（20分）由完成率（5分）、进度率（5分）…构成: marks of a heading, composed of others."""
    pattern = scope.here.pattern
    if "由" not in pattern and "包" not in pattern and "含" not in pattern and "分为" not in pattern:
        return
    by_position = {one.position: one for one in scope.here.mentions}
    for match in _OF.finditer(pattern):
        claim = by_position[match.start("claim")]
        span = range(match.start("list"), match.end("list"))
        parts = [by_position[place] for place in span if pattern[place] == _MARK]
        if _NO_MARKS.search(match["list"]) or len(parts) < len("ab"):
            continue
        operands: list[tuple[str, Mention | Figure]] = [("part", one) for one in parts]
        yield scope.statement(StatementType.SCORE_SUM, claim, operands)


_EARNS: Final = re.compile(r"(?<!不)得\Z")
_MARKS_BEHIND: Final = re.compile(
    r"^(?:该项|本项|此项|共|合计)(?:三级)?(?:指标)?(?:分值|满分|权重|计)?(?:为|是|共|：)?\Z"
)


def rules_add_up(scope: Scope) -> Iterator[Statement]:
    """制度健全得2分，办法合规得2分，资料齐全得3分，该项指标分值7分: what a rule gives makes up its marks."""
    scores = [one for one in scope.here.mentions if one.figure.kind is FigureKind.SCORE and not one.depth]
    for place, claim in enumerate(scores):
        if not (_MARKS_BEHIND.match(claim.lead) or _EARNED.match(claim.lead)):
            continue
        parts: list[Mention] = []
        for one in reversed(scores[:place]):
            if one.sentence != claim.sentence or not _EARNS.search(one.lead):
                break
            parts.insert(0, one)
        marks = scores[place - len(parts) - 1] if place > len(parts) else None
        whole = _MARKS_BEHIND.match(claim.lead) or (marks is not None and marks.value == claim.value)
        if whole and len(parts) > 1 and sum(one.value for one in parts) == claim.value:
            operands: list[tuple[str, Mention | Figure]] = [("part", one) for one in parts]
            yield scope.statement(StatementType.SCORE_SUM, claim, operands)


_BY_RATE: Final = re.compile(
    r"按(?:照)?(?:预算|资金)?(?:执行|完成)率(?:比例)?(?:计算|折算|核算|换算)?(?:后)?(?:得分?|计分?)(?:为)?\Z"
)
_RATE: Final = re.compile(r"(?:执行|完成)率(?:为|达|仅|：)?\Z")


def by_rate(scope: Scope) -> Iterator[Statement]:
    """执行率93.86%，分值10分，按执行率计算得9.39分: points that are said to be marks times rate."""
    if "按" not in scope.here.pattern:
        return
    for claim in scope.here.mentions[2:]:
        if claim.figure.kind is not FigureKind.SCORE or not _BY_RATE.search(claim.lead):
            continue
        own = [one for one in scope.here.mentions[: claim.index] if one.sentence == claim.sentence]
        rates = [one for one in own if one.figure.kind is FigureKind.PERCENT and _RATE.search(one.lead)]
        marks = [one for one in own if one.figure.kind is FigureKind.SCORE and _FULL.search(one.lead)]
        if len(rates) == 1 == len(marks):
            operands: list[tuple[str, Mention | Figure]] = [("factor", marks[0]), ("factor", rates[0])]
            yield scope.statement(StatementType.PRODUCT, claim, operands)
