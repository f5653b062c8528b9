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

_COUNTED: tuple[tuple[str, str, str], ...] = (
    ("回收", "收回|回收", "发放|发出|印发"),
    ("满意", "满意", "收回|回收|有效|受访|调查"),
    ("结案", "结案|办结", "立案|受理"),
    ("办结", "办结", "受理|接收|收到"),
    ("整改", "整改|已完成", "发现|问题"),
    ("合格", "合格", "抽检|检查|抽查|检测"),
    ("优良", "优良", "抽检|检查|抽查|检测|评定"),
    ("化解", "化解|调解|调处", "排查|受理|发现|收到|纠纷"),
    ("调解", "调解|调处", "受理|纠纷|收到"),
    ("出勤", "实到|出席|参加", "应到|应参加|应出席"),
    ("处置", "处置|处理", "发现|受理|接报|排查"),
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
            if one.sentence == rate.sentence and one.figure.kind is FigureKind.COUNT and not one.depth
        ]
        part = next((one for one in before if re.search(done, one.lead) and "不" not in one.lead[-6:]), None)
        if part is None:
            return None
        whole = next(
            (
                one
                for one in scope.back(part)
                if rate.sentence - one.sentence <= 1
                and one.depth == depth
                and one.figure.kind is FigureKind.COUNT
                and re.search(of, one.lead)
            ),
            None,
        )
        if whole is None or not scopes.same_measure(part, whole):
            return None
        if not inside and not scopes.gives(part, whole, rate):
            between = [
                one
                for one in scope.here.mentions[whole.index + 1 : rate.index]
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
        if not opens or one.depth != rate.depth + 1 or one.figure.kind is not FigureKind.COUNT:
            break
        found.insert(0, one)
    return found
