"""
Scores with their grade, and targets with what came of them, in prose.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from hengji.domain.figure import FigureKind
from hengji.domain.stated import Modifier
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns

_GRADE = re.compile(
    r"^[^。；\n（(]{0,24}?(?:等级|评级|评定|评价|级别|结果|评为|等次|结论|档次|属于|属)[^。；\n“”\"0-9]{0,8}?[“\"「『]?(?P<grade>优秀|优|良好|良|中等|中|合格|不合格|较差|差)"
    r"(?=[”\"」』]|等次|等级|级|档|[。，；,）)\s]|\Z)"
)
_BARE_GRADE = re.compile(
    r"^[，,]?[（(]?[“\"「『](?P<grade>优秀|优|良好|良|中等|中|合格|不合格|较差|差)[”\"」』]"
)
_TARGET = re.compile(r"目标|计划|任务|指标值|年度指标|预期|应(?:完成|达到)?")
_ACTUAL = re.compile(r"实际|完成|达到?|实现|已")
_REACHED = re.compile(
    r"(?:超额完成|超额达标|达到(?:年度|预期)?目标|完成(?:年度|预期|全部)?目标|完成率?100|达标|如期完成|全面完成)"
)
_COUNT_OF_INDICATORS = re.compile(r"(?:达到?|完成|实现)(?:年度|预期)?(?:目标|指标|计划)(?:值|数)?$")
"""其中达到指标值1项，未达到指标值1项: indicators are counted, nothing is promised."""
_MISSED = re.compile(r"未(?:完成|达到?|达标|实现)|没有(?:完成|达到)|未能")
_FARTHEST = 40
_NEAR = 16


def scores(scope: Scope) -> Iterator[Statement]:
    """Scores against grades, targets against actuals."""
    for mention in scope.here.mentions:
        if mention.figure.kind is FigureKind.SCORE:
            yield from _graded(scope, mention)
    yield from _targets(scope)
    yield from _fused(scope)
    yield from _verbal(scope)


def _graded(scope: Scope, score: Mention) -> Iterator[Statement]:
    end = score.figure.end
    if score.depth:
        return  # the score of a part, told in a bracket
    window = _without_bracket(scope.text[end : min(end + 4 * _FARTHEST, scope.here.end)])
    match = _GRADE.match(window) or _BARE_GRADE.match(window)
    if match is None or re.search(r"平均|满分|以上|分值|≥", score.lead[-6:] + window[:2]):
        return
    if score.figure.modifier is not Modifier.EXACT or re.search(r"[0-9]", window[: match.start("grade")]):
        return
    if match.end() < len(window) and window[match.end() :].startswith(("”的", "的项目")):
        return
    of = next((one for one in breakdowns.breakdowns(scope) if any(part is score for part in one.parts)), None)
    if of is not None and of.total is not None:
        score = of.total  # the grade behind a list of parts is that of their total
    start = scope.start_of(score)
    stop = scope.text.index(match["grade"], end + match.start("grade")) + len(match["grade"])
    yield Statement(
        type=StatementType.SCORE_GRADE,
        quote=scope.text[start:stop],
        start=start,
        end=stop,
        claim=None,
        operands=(Operand(figure=score.figure, role="score"),),
        stated_text=match["grade"],
        subject=score.subject,
    )


def _without_bracket(window: str) -> str:
    """The words behind a score without the bracket that breaks it down."""
    match = re.match(r"[（(][^（()）]*[）)]", window)
    return (window if match is None else window[match.end() :])[:_FARTHEST]


def _targets(scope: Scope) -> Iterator[Statement]:
    """目标X，实际Y: a target with the actual right behind it."""
    mentions = scope.here.mentions
    for target, actual in pairwise(mentions):
        if target.sentence != actual.sentence or target.segment != actual.segment:
            continue
        if target.figure.kind not in {FigureKind.COUNT, FigureKind.PERCENT, FigureKind.MONEY}:
            continue
        wanted = target.figure.modifier in {Modifier.AT_LEAST, Modifier.AT_MOST} or _TARGET.search(
            target.lead
        )
        if (
            not wanted
            or "预算" in target.lead
            or _COUNT_OF_INDICATORS.search(target.lead)
            or not _ACTUAL.search(actual.lead)
            or not _measured_alike(target, actual)
        ):
            continue
        if len(actual.subject) > 6 and not scopes.alike(actual.subject, target.subject):  # noqa: PLR2004
            continue
        if target.figure.kind is FigureKind.MONEY and target.figure.modifier is Modifier.EXACT:
            continue
        before, after = _same_item(scope.here.pattern, target.position - 20, actual.position)
        told = _REACHED.search(before + after)
        missed = _MISSED.search(before[max(0, len(before) - len(actual.lead)) :] + after)
        stated = missed or told
        reached = (
            actual.value >= target.value
            if target.figure.modifier is not Modifier.AT_MOST
            else actual.value <= target.value
        )
        if stated is None and not reached:
            continue  # a missed target that nobody calls met is no false statement
        start, end = scope.start_of(target), actual.figure.end
        yield Statement(
            type=StatementType.ACHIEVEMENT,
            quote=scope.text[start:end],
            start=start,
            end=end,
            claim=None,
            operands=(
                Operand(figure=target.figure, role="target"),
                Operand(figure=actual.figure, role="actual"),
            ),
            stated_text=None if stated is None else stated[0],
            subject=target.subject,
        )


def _same_item(pattern: str, start: int, position: int) -> tuple[str, str]:
    """The words from there to a little behind a figure, without those of the item before and after."""
    before, after = pattern[max(0, start) : position], pattern[position : position + 20]
    return re.split("[；。]", before)[-1], re.split("[；。]", after)[0]


def _fused(scope: Scope) -> Iterator[Statement]:
    """接待游客3500万人次3577.95万人次: target and actual of a form whose cells ran together."""
    if "指标" not in scope.here.pattern:
        return
    for target, actual in pairwise(scope.here.mentions):
        fused = actual.position == target.position + 1 and target.lead and scopes.same_measure(target, actual)
        counted = target.figure.kind in {FigureKind.COUNT, FigureKind.MONEY} and target.figure.unit
        if (
            not fused
            or not counted
            or actual.value < target.value
            or target.figure.modifier is Modifier.AT_MOST
        ):
            continue
        start, end = scope.start_of(target), actual.figure.end
        yield Statement(
            type=StatementType.ACHIEVEMENT,
            quote=scope.text[start:end],
            start=start,
            end=end,
            claim=None,
            operands=(
                Operand(figure=target.figure, role="target"),
                Operand(figure=actual.figure, role="actual"),
            ),
            subject=target.subject,
        )


def _measured_alike(target: Mention, actual: Mention) -> bool:
    if target.figure.kind is FigureKind.PERCENT:
        return actual.figure.kind is FigureKind.PERCENT
    return scopes.same_measure(target, actual)


def _verbal(scope: Scope) -> Iterator[Statement]:
    """超额完成 of something counted: a claim in words whose actual is not printed."""
    for match in re.finditer(r"超额完成", scope.here.pattern):
        following = next((one for one in scope.here.mentions if one.position > match.start()), None)
        if (
            following is None
            or following.position - match.end() > _NEAR
            or following.figure.kind is not FigureKind.COUNT
        ):
            continue
        if re.search(r"[，。；]", scope.here.pattern[match.end() : following.position]):
            continue
        start, end = scope.here.offset(match.start()), following.figure.end
        yield Statement(
            type=StatementType.ACHIEVEMENT,
            quote=scope.text[start:end],
            start=start,
            end=end,
            claim=None,
            operands=(Operand(figure=following.figure, role="target"),),
            stated_text="超额完成",
            subject=following.subject,
        )
