"""CM22: qualitative targets that nothing can be held against."""

import re
from collections.abc import Iterator

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.indicator import Direction

_SHOWN = 3
_VAGUE = re.compile(
    r"(?:有效|持续|显著|明显|不断|进一步|逐步|较好|基本|全面|大力|长期|稳步|较|很)?(?:地)?"
    r"(?:提升|提高|改善|增强|促进|加强|完善|优化|保障|推动|推进|良好|优良|显著|明显|有效|长期|好|较好|优|高|完成|达标|合格|及时|是)(?:效果)?"
)


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    A target in words says what would show that it was reached; the vague ones are told together.

    **Fails**: 提升群众幸福感, target “有效提升”.  **Passes**: target “投诉比上年减少”; target ≥95%.
    """
    vague = [
        indicator
        for indicator in case.filing.indicators
        if indicator.direction is Direction.QUALITATIVE
        and indicator.target_value is None
        and indicator.target_text
        and _VAGUE.fullmatch(re.sub(r"[\s\W]+", "", indicator.target_text))
    ]
    if vague:
        titles = "、".join(f"{one.title}“{(one.target_text or '').strip()}”" for one in vague[:_SHOWN])
        yield rule.finding(
            place=vague[0].place, verdict=Verdict.UNDECIDABLE, count=len(vague),
            titles=f"{titles}{'等' if len(vague) > _SHOWN else ''}",
        )  # fmt: skip


CM22 = Rule(
    code="CM22",
    severity=Severity.NOTICE,
    title="定性目标无法衡量",
    message="{count}项指标的目标值只是一句笼统的话（{titles}），达到与否没有可核对的标准。",
    suggestion="细化、量化目标值，或写明验收标准和佐证方式。",
    basis=citations.chosen(
        "目标值可衡量", seen_in="商用系统的指标监审意见“不够细化量化”；开源审计规则库的同类规则"
    ),
    scope=Scope(kinds=(Kind.FILING, Kind.FORM)),
    check_filing=check,
)
