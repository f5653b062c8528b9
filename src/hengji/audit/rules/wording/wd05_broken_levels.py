"""WD05: a heading numbered in the style of another level."""

from collections.abc import Iterator
from itertools import groupby

from hengji.audit import citations, numbering, reading
from hengji.audit.numbering import Numbered
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Headings of one level are numbered alike; a run of broken ones is told once.

    **Fails**: （一） … （2） … （3）; 二、 … 3、.  **Passes**: （一） 1. 2. （二）.
    """
    headings = numbering.numbered(case)
    runs = groupby(headings, key=lambda heading: (heading.is_misnumbered, heading.meant))
    for (broken, _), run in runs:
        if broken:
            yield _told(rule, case, list(run))


def _told(rule: Rule, case: DocumentCase, run: list[Numbered]) -> Finding:
    first = run[0]
    return rule.finding(
        place=reading.place(case, first.start, first.start + len(first.words)), quote=first.words,
        words="".join(heading.words for heading in run),
        should_be="".join(heading.should_be for heading in run),
    )  # fmt: skip


WD05 = Rule(
    code="WD05",
    severity=Severity.WARNING,
    title="标题编号层次混乱",
    message="标题编号“{words}”接在另一种编号之后，按上文应为“{should_be}”。",
    suggestion="统一同级标题的编号样式。",
    basis=citations.NUMBERING,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
