"""AR06: a part of something that is larger than the whole."""

from collections.abc import Iterator

from hengji.audit import citations
from hengji.audit.rule import FilingCase, Kind, Rule, Scope
from hengji.domain.facts import FACTS
from hengji.domain.finding import Finding, Severity
from hengji.domain.stated import Stated

PAIRS = (
    ("management.assets_in_use_amount", "management.assets_total_amount"),
    ("management.key_project_amount", "management.project_total_amount"),
    ("management.tasks_in_time", "management.tasks_done"),
    ("management.tasks_of_quality", "management.tasks_done"),
    ("management.key_tasks_done", "management.key_tasks_assigned"),
)
"""A fact and the fact that contains it, as the hints of the catalogue define them."""


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    What is counted as part of something is not larger than it.

    **Fails**: 实际完成工作数 40, 其中及时完成 42.  **Passes**: 实际完成工作数 40, 其中及时完成 40.
    """
    for part_id, whole_id in PAIRS:
        part, whole = case.filing.management.get(part_id), case.filing.management.get(whole_id)
        if part is None or whole is None or not _larger(part, whole):
            continue
        yield rule.finding(
            place=part.place,
            stated=part.value,
            computed=whole.value,
            unit=FACTS[part_id].unit,
            part=FACTS[part_id].title,
            whole=FACTS[whole_id].title,
        )


def _larger(part: Stated, whole: Stated) -> bool:
    least, most = part.interval.low, whole.interval.high
    return least is not None and most is not None and least > most


AR06 = Rule(
    code="AR06",
    severity=Severity.ERROR,
    title="部分大于整体",
    message="{part}{stated}，大于{whole}{computed}，多出{difference}；无法判断哪一个数有误。",
    suggestion="核对两个数的口径和来源。",
    basis=citations.ACCURATE_FIGURES,
    scope=Scope(kinds=(Kind.FILING,)),
    check_filing=check,
)
