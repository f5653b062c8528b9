"""
Rates of counts that are told beside them: 发放500份，收回486份，回收率97.2%.
"""

from __future__ import annotations

import re

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope

_COUNT = FigureKind.COUNT

_POSTS = "编制使用"
_COUNTED: tuple[tuple[str, re.Pattern[str], re.Pattern[str]], ...] = tuple(
    (name, re.compile(done), re.compile(of))
    for name, done, of in (
        ("回收", "收回|回收", "发放|发出|印发"),
        ("满意", "满意", "收回|回收|有效|受访|调查|走访|访谈|抽样|样本"),
        (_POSTS, "在职|在编|实有", "编制(?:总数|总额|人数|数)|核定(?:人员)?编制"),
        ("结案", "结案|办结", "立案|受理"),
        ("办结", "办结", "受理|接收|收到"),
        ("整改", "(?<!正在)(?<!未)(?<!需)整改|已完成", "发现|问题|提出|反馈|指出"),
        ("合格", "合格", "抽检|检查|抽查|检测"),
        ("优良", "优良", "抽检|检查|抽查|检测|评定"),
        ("化解", "化解|调解|调处", "排查|受理|发现|收到|纠纷"),
        ("调解", "调解|调处", "受理|纠纷|收到"),
        ("出勤", "实到|出席|参加", "应到|应参加|应出席"),
        ("处置", "处置|处理", "发现|受理|接报|排查"),
    )
)
"""Rates of counts: what the rate's name holds, what its numerator is told as, what its denominator."""


def counted(scope: Scope, rate: Mention) -> Statement | None:
    """发放问卷544份，收回542份，回收率99.63%: both counts in the sentence of their rate."""
    for name, done, of in _COUNTED:
        if name not in rate.base:
            continue
        inside = _in_bracket_behind(scope, rate)
        depth = inside[0].depth if inside else 0
        before = inside or [
            one
            for one in scope.back(rate)
            if one.sentence == rate.sentence and one.figure.kind is _COUNT and not one.depth
        ]
        part = next((one for one in before if done.search(one.lead) and "不" not in one.lead[-6:]), None)
        if part is None:
            return None
        whole = next(
            (
                one
                for one in scope.back(part)
                if rate.sentence - one.sentence <= 1
                and one.depth == depth
                and one.figure.kind is _COUNT
                and of.search(one.lead)
            ),
            None,
        )
        if whole is None or not scopes.same_measure(part, whole):
            return None
        if not inside and name != _POSTS and not scopes.gives(part, whole, rate):
            between = [
                one
                for one in scope.here.mentions[whole.index + 1 : part.index]
                if one is not part and scopes.is_amount(one) and scopes.same_measure(one, part)
            ]
            if between and scope.here.mentions[whole.index] is whole:
                # 受理2,877件，派单601件，按时结案597件，结案率99%: of which of them the rate must say
                fits = [one for one in between if scopes.gives(part, one, rate)]
                if len(fits) != 1:
                    return scope.statement(StatementType.EXECUTION_RATE, rate, [("executed", part)])
                whole = fits[0]
        return scope.statement(StatementType.EXECUTION_RATE, rate, [("executed", part), ("budget", whole)])
    return None


def _in_bracket_behind(scope: Scope, rate: Mention) -> list[Mention]:
    """满意度93.6%（收回486份，满意455份）: the counts in the bracket right behind a rate, last first."""
    found: list[Mention] = []
    for one in scope.here.mentions[rate.index + 1 :]:
        opens = found or one.position - len(one.lead) == rate.position + 2
        if not opens or one.depth != rate.depth + 1 or one.figure.kind is not _COUNT:
            break
        found.insert(0, one)
    return found


_DONE = re.compile(r"完成率|完工率|实现率|执行率")
_UNDONE = re.compile(r"未|尚有|没有|还有|剩余")
_DONE_WORDS = re.compile(r"实际|完成|建成|已")
_PLANNED = re.compile(r"计划|目标|任务")
_FOUND_GOOD = re.compile(r"(?:合格|达标|优良|满意|完好|及时|知晓)\Z")


def _stems(name: str) -> set[str]:
    """
    What the name of a rate says was done: 投保 and 覆盖 of 投保覆盖率; only 合格 of 工程合格率.
    """
    plain = re.sub(r"(?:率|比率|比例|进度)$", "", name)
    if _FOUND_GOOD.search(plain):
        return {plain[-2:]}
    return {plain[-2:], plain[:2]} if len(plain) >= len("投保") else {plain}


def done(rate: Mention, before: list[Mention]) -> Mention | None:
    """What was done in counts: told by the stem of the rate's name, or as 实际, 完成, 建成."""
    planned = re.search(r"计划|任务|目标", rate.base) is not None
    stems = _stems(rate.base)
    for one in before:
        if _UNDONE.search(one.lead) or _plan_behind(one, before):
            continue
        if one is before[0] and len(one.subject) > _NAME and rate.lead == f"占{one.subject}的":
            continue  # 用水总量2.86亿立方米，控制指标3.10亿立方米，占控制指标的92.26%
        if planned and one.segment == rate.segment:
            return one
        if any(stem in one.lead for stem in stems) or (
            _DONE.search(rate.base) and _DONE_WORDS.search(one.lead)
        ):
            return one
    return None


_NAME = 2


_PLANNED_AS = re.compile(r"(?:计划|目标|任务)(?:数|值|任务)?(?:为|是)?\Z")


def _plan_behind(plan: Mention, before: list[Mention]) -> bool:
    """建设52座，计划50座，完成计划的104%: a plan right behind what was done is not what was done."""
    if not _PLANNED_AS.search(plan.lead):
        return False
    return any(
        one.index == plan.index - 1
        and one.segment == plan.segment
        and not _PLANNED.search(one.lead)
        and scopes.same_measure(one, plan)
        for one in before
    )


_PLACE = re.compile(r"^其中[^，。；：、]{2,12}(?:市|县|区|镇|乡|街道|村|局|委|院|校|中心)")


def of_a_part(rate: Mention, executed: Mention) -> bool:
    """开工175个，开工率61.2%，其中某市开工率达85.4%: a rate of one of them, without its counts."""
    return executed.segment < rate.segment and _PLACE.match(rate.lead) is not None
