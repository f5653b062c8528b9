"""
Targets with what came of them: what was planned, what was done, and what is said of it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import Modifier
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import goals

_COUNT, _MONEY, _PERCENT = FigureKind.COUNT, FigureKind.MONEY, FigureKind.PERCENT
_AT_LEAST, _AT_MOST, _EXACT = Modifier.AT_LEAST, Modifier.AT_MOST, Modifier.EXACT

_TARGET = re.compile(r"目标|计划|任务|指标值|年度指标|预期|拟|应(?:完成|达到)?")
_ACTUAL = re.compile(r"实际|完成|达到?|实现|已")
_DEEDS = re.compile(
    r"举办|承办|组织|召开|开展|开办|新建|建设|建成|建立|改造|修复|修建|整治|治理|发放|印发|印制|编印|培训|培育|培养|"
    r"慰问|救助|资助|帮扶|补贴|补助|安置|招聘|引进|采购|购置|购买|安装|更新|种植|造林|检查|检测|抽检|巡查|排查|调研|走访|"
    r"接待|服务|受理|办理|办结|审理|调解|演出|放映|宣传|发布|编制|制定|修订|完成|举行|派出|覆盖|新增|创建|认定|评选|表彰|体检|筛查|检验"
)
_FINISHED = {"新建": "建", "建设": "建", "修建": "建", "举行": "举"}
_REACHED = re.compile(
    r"(?:超额完成|超额达标|超目标|超计划|超过(?:年度|预期)?(?:目标|计划)|达到(?:年度|预期)?目标|完成(?:了)?(?:年度|全年|预期|既定|全部)?(?:目标|任务)"
    r"|完成率?100|达标|如期完成|全面完成|圆满完成|顺利完成|按期完成)"
)
_COUNT_OF_INDICATORS = re.compile(r"(?:达到?|完成|实现)(?:年度|预期)?(?:目标|指标|计划)(?:值|数)?$")
"""其中达到指标值1项，未达到指标值1项: indicators are counted, nothing is promised."""
_MISSED = re.compile(r"未(?:完成|达到?|达标|实现)|没有(?:完成|达到)|未能|差距")
_OWNED = re.compile(
    r"未|没|不足|不及|低于|欠|仅|只|尚|差|偏|率|因|由于|影响|原因|受|滞后|推迟|调整|取消|压减|截至|目前|季度|上半年|月底|阶段"
)
"""Words that own up to a miss or explain it, or say that the year is not over."""
_POINTS = re.compile(r"得分?(?:为|：)?\ue004")
"""Points given for a target weigh its miss; whether rightly is said elsewhere."""
_FILLERS = re.compile(
    r"实际|完成|达到?|实现|已|全年|年度|本年|当年|累计|共计?|总计|值|数|为|了|开展|进行|指标|\ue006|度|："
)
_BOUND = frozenset((Modifier.AT_LEAST, Modifier.AT_MOST))
_NEAR = 16


def targets(scope: Scope) -> Iterator[Statement]:
    """目标X，实际Y: a target with the actual right behind it; cells that ran together; claims in words."""
    headed = "；实际" in scope.here.pattern
    for first, second in pairwise(scope.here.mentions):
        target, actual = (second, first) if _in_bracket(first, second) else (first, second)
        if not _belong(target, actual) and not (headed and _headed(scope.here.pattern, target, actual)):
            continue
        before, after = _same_item(scope.here.pattern, target.position - 20, actual.position)
        missed = _MISSED.search(before[max(0, len(before) - len(actual.lead)) :] + after)
        told = missed or _REACHED.search(before + after)
        if told is None and not _reaches(target, actual) and not _misses(scope, target, actual):
            continue  # a miss that is owned up to, or may be none, is no false statement
        yield _achievement(scope, target, actual, None if told is None else told[0])
    for target, actual in goals.pairs(scope):
        short = goals.exactly(target, actual) and _unexplained(scope, actual)
        if _reaches(target, actual) or (short and not _amid(scope, target, actual)):
            yield _achievement(scope, target, actual, None)
    yield from _spans(scope)
    yield from _fused(scope)
    yield from _verbal(scope)


_OF_SPANS = re.compile(
    r"(?P<target>\ue009)(?:以上|以内)?，(?:实际|完成|实际完成)(?:值|为|：|飞行|服务|培训)*(?P<actual>\ue009)"
)


def _spans(scope: Scope) -> Iterator[Statement]:
    """飞行≥928小时，实际909.93小时: targets in hours or days."""
    passage = scope.here
    if not passage.periods:
        return
    for match in _OF_SPANS.finditer(passage.pattern):
        target = passage.periods.get(passage.offset(match.start("target")))
        actual = passage.periods.get(passage.offset(match.start("actual")))
        if target is None or actual is None or target.unit != actual.unit:
            continue
        bound = target.modifier in _BOUND
        words = passage.pattern[max(0, match.start() - _NEAR) : match.start()]
        if bound or re.search(r"(?:目标|计划|指标)[^，。；]*\Z", words):
            if isinstance(target.value, str) or isinstance(actual.value, str):
                continue
            reached = (
                actual.value <= target.value if target.modifier is _AT_MOST else actual.value >= target.value
            )
            if reached or bound:
                yield _of_figures(scope, target, actual)


def _of_figures(scope: Scope, target: Figure, actual: Figure) -> Statement:
    return Statement(
        type=StatementType.ACHIEVEMENT,
        quote=scope.text[target.start : actual.end],
        start=target.start,
        end=actual.end,
        claim=None,
        operands=(Operand(figure=target, role="target"), Operand(figure=actual, role="actual")),
    )


_BRACKETED = re.compile(
    r"^(?:年度|全年|年初|本年)?(?:计划|目标|任务|指标)(?:数|值|任务|目标)?(?:为|：|是|≥)?\Z"
)


_HEAD = re.compile(r"；实际(?:完成)?(?:值|情况)?：\Z")


def _headed(pattern: str, target: Mention, actual: Mention) -> bool:
    """指标值：受益群众≥5,000人次；实际完成值：5,386人次: the actual under a heading of its own."""
    headed = _HEAD.search(pattern[max(0, actual.position - 9) : actual.position]) is not None
    return (
        headed
        and target.figure.modifier in _BOUND
        and target.sentence == actual.sentence
        and _measured_alike(target, actual)
    )


def _unexplained(scope: Scope, actual: Mention) -> bool:
    """Whether nothing behind an actual owns up to a miss."""
    return _OWNED.search(scope.here.pattern[actual.position + 1 :]) is None


def _in_bracket(actual: Mention, target: Mention) -> bool:
    """完成培训1,860人次（目标2,000人次）: the target in the bracket right behind."""
    inside = target.depth == actual.depth + 1 and target.clause == actual.clause + 1
    return inside and _BRACKETED.match(target.lead) is not None


def _belong(target: Mention, actual: Mention) -> bool:
    """Whether two figures side by side are a target and its actual."""
    if target.sentence != actual.sentence or target.segment != actual.segment:
        return False
    if target.figure.modifier not in _BOUND and _TARGET.search(target.lead) is None:
        return False
    if target.figure.kind not in {_COUNT, _PERCENT, _MONEY}:
        return False
    if target.figure.kind is _MONEY and target.figure.modifier is _EXACT:
        return False
    money = target.figure.kind is not _PERCENT
    if (money and "预算" in target.lead) or _COUNT_OF_INDICATORS.search(target.lead):
        return False
    bracketed = _in_bracket(actual, target) and not _TARGET.search(actual.lead)
    if not (bracketed or _ACTUAL.search(actual.lead) or _same_deed(target, actual)) or not _measured_alike(
        target, actual
    ):
        return False
    return bracketed or len(actual.subject) <= 6 or scopes.alike(actual.subject, target.subject)


def _same_deed(target: Mention, actual: Mention) -> bool:
    """计划举办40场，全年举办31场: the same verb told of both, the second time as done."""
    if _TARGET.search(actual.lead):
        return False
    return any(_FINISHED.get(deed, deed) in actual.lead for deed in _DEEDS.findall(target.lead))


def _reaches(target: Mention, actual: Mention) -> bool:
    if target.figure.modifier is _AT_MOST:
        return actual.value <= target.value
    return actual.value >= target.value


def _misses(scope: Scope, target: Mention, actual: Mention) -> bool:
    """
    Whether an actual certainly falls short of its target and nobody says so.

    The two must be of one year and of one thing: what the actual names beyond its verb was named by the
    target too.
    """
    bracketed = _in_bracket(actual, target)
    if target.year != actual.year or (target.depth != actual.depth and not bracketed):
        return False
    exact = {_EXACT, _AT_LEAST, _AT_MOST}
    if target.figure.modifier not in exact or actual.figure.modifier is not _EXACT:
        return False
    named = _FILLERS.sub("", _DEEDS.sub("", actual.lead))
    if named and named not in target.lead and not bracketed:
        return False
    if _amid(scope, target, actual):
        return False
    around = _around(scope.here.pattern, target, actual)
    return _OWNED.search(around) is None and _POINTS.search(around) is None


def _amid(scope: Scope, target: Mention, actual: Mention) -> bool:
    """目标50%以上。截至8月底，完成37%: whether the year was not over when this was told."""
    first, last = sorted((target.figure, actual.figure), key=lambda one: one.start)
    return _NOT_OVER.search(scope.text, max(first.start - _NOT_OVER_BEFORE, 0), last.end) is not None


_NOT_OVER = re.compile(
    r"(?:截至|截止|到|至|-|—|－|~)[^，。；\n]{0,9}(?<![0-9])(?:[1-9]|1[01])月|上半年|前三季度|[一二三]季度"
)
_NOT_OVER_BEFORE = 24


def _around(pattern: str, target: Mention, actual: Mention) -> str:
    """The words of the item that two figures stand in, without the name of the target."""
    first, last = sorted((target, actual), key=lambda one: one.position)
    start = max(pattern.rfind(stop, 0, first.position) for stop in "。；")
    ends = [place for stop in "。；" if (place := pattern.find(stop, last.position)) >= 0]
    before = pattern[max(start, first.position - 60) + 1 : first.position - len(first.lead)]
    before += pattern[first.position + 1 : last.position - len(last.lead)]
    behind = pattern[last.position + 1 : min([*ends, last.position + 80])]
    return before + actual.lead + behind


def _achievement(scope: Scope, target: Mention, actual: Mention, told: str | None) -> Statement:
    here = scope.here.start <= target.figure.start < scope.here.end
    start = min(scope.start_of(target) if here else scope.start_of(actual), scope.start_of(actual))
    end = max(target.figure.end if here else 0, actual.figure.end)
    return Statement(
        type=StatementType.ACHIEVEMENT,
        quote=scope.text[start:end],
        start=start,
        end=end,
        claim=None,
        operands=(
            Operand(figure=target.figure, role="target"),
            Operand(figure=actual.figure, role="actual"),
        ),
        stated_text=told,
        subject=target.named,
    )


def _same_item(pattern: str, start: int, position: int) -> tuple[str, str]:
    """The words from there to a little behind a figure, without those of the item before and after."""
    before, after = pattern[max(0, start) : position], pattern[position : position + 20]
    start = max(before.rfind("；"), before.rfind("。")) + 1
    ends = [place for stop in "；。" if (place := after.find(stop)) >= 0]
    return before[start:], after[: min(ends, default=len(after))]


def _fused(scope: Scope) -> Iterator[Statement]:
    """接待游客3500万人次3577.95万人次: target and actual of a form whose cells ran together."""
    if "指标" not in scope.here.pattern:
        return
    for target, actual in pairwise(scope.here.mentions):
        fused = actual.position == target.position + 1 and target.lead and scopes.same_measure(target, actual)
        counted = target.figure.kind in {_COUNT, _MONEY} and target.figure.unit
        at_most = target.figure.modifier is _AT_MOST
        if fused and counted and not at_most and actual.value >= target.value:
            yield _achievement(scope, target, actual, None)


def _measured_alike(target: Mention, actual: Mention) -> bool:
    if target.figure.kind is _PERCENT:
        return actual.figure.kind is _PERCENT
    return scopes.same_measure(target, actual)


def _verbal(scope: Scope) -> Iterator[Statement]:
    """超额完成 of something counted: a claim in words whose actual is not printed."""
    if "超额完成" not in scope.here.pattern:
        return
    for match in re.finditer(r"超额完成", scope.here.pattern):
        following = next((one for one in scope.here.mentions if one.position > match.start()), None)
        if (
            following is None
            or following.position - match.end() > _NEAR
            or following.figure.kind is not _COUNT
            or following.after.startswith("的\ue001")
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
            subject=following.named,
        )
