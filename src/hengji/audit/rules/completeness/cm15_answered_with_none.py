"""CM15: problems, or last year's rectification, answered 无."""

from collections.abc import Iterator

from hengji.audit import citations, prose, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict

ANSWERS = r"^(?!.*其[他它]).*(?:问题|不足|改进|整改)"


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    存在问题 and 整改情况 are more than 无: what was found last year, and what became of it.

    Whether there truly was nothing the document does not tell.

    **Fails**: 上年度绩效自评整改情况：无。  **Passes**: 上年度自评提出两条意见，均已整改。
    """
    if not reading.is_self_evaluation(case):
        return
    for section in reading.titled(case, ANSWERS):
        words = reading.body(case, section)
        if not words.strip() or not prose.is_nothing(words):
            continue
        start, end = reading.trimmed(case, section)
        rectified = "整改" in section.title
        yield rule.finding(
            place=reading.place(case, start, end), quote=case.text[start:end], verdict=Verdict.UNDECIDABLE,
            section=section.title,
            unknown="上年度是否提出过问题、是否已整改" if rectified else "是否确无问题",
        )  # fmt: skip


CM15 = Rule(
    code="CM15",
    severity=Severity.WARNING,
    title="问题或整改只写“无”",
    message="“{section}”只写了“无”，{unknown}无法判断。",
    suggestion="逐条写明问题、措施、时限和结果；确实没有的，说明依据。",
    basis=citations.RESULTS_REPORTED,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
