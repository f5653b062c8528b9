"""CM24: a self-evaluation that nobody is said to have organised, or fewer than three people."""

import re
from collections.abc import Iterator
from decimal import Decimal

from hengji.audit import citations, numbering, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.source import Place

FEWEST = 3
_GROUP = re.compile(
    r"(?:自评|评价|绩效|工作|领导|专项)(?:管理|工作|领导){0,2}小组|工作专班|工作组|评价组|自评组"
)
_NUMBER = r"(?<![\d一二三四五六七八九十])(?:(?P<arabic>\d{1,3})|(?P<spelt>[一二两三四五六七八九十]))"
_PERSONS = r"(?:名|个|位)?(?:同志|成员|人员|人)"
_MEMBERS = re.compile(rf"(?:由|共|等|成员)[^。；\n]{{0,12}}?{_NUMBER}{_PERSONS}")
_PEOPLE = re.compile(rf"{_NUMBER}(?:{_PERSONS}|[名位])")
"""由组长一名、会计两人组成: what is counted beside the members needs no word for people."""


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
        number = _people(reading.sentence(case.text, *group.span()))
        if number is not None and number < FEWEST:
            yield rule.finding(
                place=reading.place(case, *group.span()), quote=group.group(), severity=Severity.WARNING,
                state=f"自评工作小组只有{number}人",
                stated=Decimal(number), computed=Decimal(FEWEST), unit="人",
            )  # fmt: skip
            return


def _people(sentence: str) -> int | None:
    """How many people a sentence counts in a group, leader and members together."""
    if _MEMBERS.search(sentence) is None:
        return None
    return sum(
        int(told["arabic"] or numbering.from_chinese(told["spelt"].replace("两", "二")))
        for told in _PEOPLE.finditer(sentence)
    )


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
