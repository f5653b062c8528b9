"""CO08: 存在问题 answered 无 although the report itself names shortcomings."""

import re
from collections.abc import Iterator

from hengji.audit import citations, prose, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.statement import StatementType

PROBLEM_TITLES = r"^(?!.*其[他它]).*(?:问题|不足|改进)"
_SHORTCOMING = re.compile(
    r"(?:仍需|仍有待|有待(?:加强|提高|完善|提升)|还需|尚需|需(?:要)?进一步|不够(?:细化|科学|合理|完善|及时|到位|高)"
    r"|(?:仍|还)存在|尚未(?:完成|达到|建立)|偏低|滞后|薄弱|未达到?(?:目标|预期)|未完成)"
)
_OFFICIAL = re.compile(r"反映|分析存在问题|提出改进措施|标准|办法")
_FULL = 100
_SHOWN = 3


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A report that names shortcomings, misses a target or takes points off states its problems.

    **Fails**: 存在问题：无。 with 我部门仍需加强预算绩效管理 elsewhere; with 自评得分96分.
    **Passes**: 存在问题：无。 with full marks and no shortcoming told; problems listed.
    """
    for section in reading.titled(case, PROBLEM_TITLES):
        words = reading.body(case, section)
        if not prose.is_nothing(words) or (not words.strip() and reading.is_parent(case, section)):
            continue
        against = [*_shortcomings(case, section.start, section.end), *_losses(case)]
        if against:
            start, end = reading.trimmed(case, section)
            yield rule.finding(
                place=reading.place(case, start, end) if end > start else reading.place(
                    case, section.start, section.body_start),
                quote=case.text[start:end] or None, against="；".join(against[:_SHOWN]),
            )  # fmt: skip
            return


def _shortcomings(case: DocumentCase, start: int, end: int) -> list[str]:
    found: dict[str, None] = {}
    for match in _SHORTCOMING.finditer(case.text):
        around = reading.enclosing(case, match.start())
        heading = bool(around) and match.start() < around[-1].body_start
        words = reading.clause(case.text, *match.span()).strip()
        if heading or start <= match.start() < end or _OFFICIAL.search(words):
            continue
        found[f"文中写“{words}”"] = None
        if len(found) == _SHOWN:
            break
    return list(found)


def _losses(case: DocumentCase) -> list[str]:
    found = []
    score = case.document.claimed_score
    if score is not None and score < _FULL:
        found.append(f"自评得分{score.normalize():f}分，扣了{(_FULL - score).normalize():f}分")
    found += [
        f"“{''.join(judgement.statement.quote.split())}”未达目标"
        for judgement in case.judgements
        if judgement.statement.type is StatementType.ACHIEVEMENT and judgement.verdict is Verdict.FAILS
    ]
    return found


CO08 = Rule(
    code="CO08",
    severity=Severity.WARNING,
    title="写明无问题，与文中所述矛盾",
    message="存在问题写为“无”，但{against}。",
    suggestion="把文中提到的不足和扣分逐条列为问题，写明改进措施。",
    basis=citations.RESULTS_REPORTED,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
    follows=("CM15",),
)
