"""CM07: 存在问题 left blank, or a problem without a measure."""

import re
from collections.abc import Iterator

from hengji.audit import citations, prose, reading
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.source import Place

_MEASURES = re.compile(
    r"措施|建议|下一步|下步|今后|将(?:进一步|继续|加强|严格|按|建立|完善)|改进|整改|对策|打算"
)


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    存在问题 is answered, and every problem has its measure.

    **Fails**: 存在问题 blank; a problem without a measure.  **Passes**: 无; problem and measure.
    """
    filing = case.filing
    if not filing.problems and not filing.no_problems_stated:
        yield rule.finding(place=Place(section="存在问题"), item="存在问题和改进措施未填写")
    for problem in filing.problems:
        if problem.measure is None or prose.is_nothing(problem.measure):
            yield rule.finding(
                place=problem.place, quote=problem.problem, item=f"问题“{problem.problem}”没有改进措施"
            )


def check_document(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """The same of a report: where problems are told, what will be done about them is told too."""
    if not reading.is_self_evaluation(case) or _MEASURES.search(case.text):
        return
    for section in reading.titled(case, r"存在的?(?:主要)?(?:问题|不足)"):
        start, end = reading.trimmed(case, section)
        if not prose.is_nothing(case.text[start:end]):
            yield rule.finding(
                place=reading.place(case, start, end), quote=case.text[start:end],
                item=f"“{section.title}”写了问题，全文没有改进措施",
            )  # fmt: skip
            return


CM07 = Rule(
    code="CM07",
    severity=Severity.WARNING,
    title="问题与改进措施不完整",
    message="{item}。",
    suggestion="逐条写明问题、改进措施、责任部门和完成时间；没有问题的，填“无”。",
    basis=citations.RESULTS_REPORTED,
    scope=Scope(kinds=(Kind.FILING, Kind.DOCUMENT)),
    check_filing=check,
    check_document=check_document,
)
