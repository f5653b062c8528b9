"""CM24: a self-evaluation that nobody is said to have organised, or fewer than three people."""

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.source import Place

FEWEST = 3
_GROUP = re.compile(
    r"(?:自评|评价|绩效|工作|领导|专项)(?:管理|工作|领导){0,2}小组|工作专班|工作组|评价组|自评组"
)
_MEMBERS = re.compile(
    r"(?:由|共|等|成员)[^。；\n]{0,12}?(\d{1,2}|[一二两])(?:名|个|位)?(?:同志|成员|人员|人)"
)
_SPELT = {"一": 1, "二": 2, "两": 2}


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    The report names the group that evaluated: three people or more, with a leader and the accountant.

    Guangdong's counties give points for it; elsewhere nothing is said.

    **Fails**: no 自评工作小组 anywhere; 自评工作小组由2人组成.
    **Passes**: 成立由分管领导任组长、财务人员等5人组成的自评工作小组.
    """
    if not reading.is_self_evaluation(case):
        return
    groups = list(_GROUP.finditer(case.text))
    if not groups:
        yield rule.finding(
            place=Place(section="自评工作组织"), verdict=Verdict.UNDECIDABLE,
            state="没有写明自评工作小组", computed=Decimal(FEWEST), unit="人",
        )  # fmt: skip
    for group in groups:
        members = _MEMBERS.search(reading.sentence(case.text, *group.span()))
        number = None if members is None else _SPELT.get(members.group(1)) or int(members.group(1))
        if number is not None and number < FEWEST:
            yield rule.finding(
                place=reading.place(case, *group.span()), quote=group.group(), severity=Severity.WARNING,
                state=f"自评工作小组只有{number}人",
                stated=Decimal(number), computed=Decimal(FEWEST), unit="人",
            )  # fmt: skip
            return


CM24 = Rule(
    code="CM24",
    severity=Severity.NOTICE,
    title="自评工作小组未写明或人数不足",
    message="{state}；应有{computed}以上，含主管领导、财务人员和其他人员。",
    suggestion="写明小组的组成，附成立小组的文件。",
    basis=citations.WORKING_GROUP,
    scope=Scope(kinds=(Kind.DOCUMENT,), jurisdictions=("44",)),
    check_document=check,
)
