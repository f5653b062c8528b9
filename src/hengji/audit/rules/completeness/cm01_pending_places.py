"""CM01: a fact that the composed report shows as 【待填】."""

from collections.abc import Iterable, Iterator

from hengji.audit import citations
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity
from hengji.domain.scorecard import MissingInput
from hengji.domain.source import Place


def pending_places(pending: Iterable[MissingInput]) -> tuple[Finding, ...]:
    """The findings on a composed report: one for each fact it had to leave open."""
    return tuple(
        CM01.finding(place=None, name=gap.name, where=f"，应填在{gap.where}" if gap.where else "")
        for gap in dict.fromkeys(pending)
    )


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A report that is handed in has no 【待填：…】 left.

    For a report that Hengji composes, the gaps come with it (`pending_places`); in a document they
    are found in the text.

    **Fails**: 全年预算数【待填：全年预算数，见 预算与决算!D6】。  **Passes**: 全年预算数29,242,314.38元。
    """
    opening, closing = "【待填", "】"
    start = case.text.find(opening)
    while start >= 0:
        end = case.text.find(closing, start)
        end = start + len(opening) if end < 0 else end + 1
        quote = case.text[start:end]
        name, _, where = quote.strip("【】").removeprefix("待填").lstrip("：").partition("，见")
        yield rule.finding(
            place=Place(start=start, end=end), quote=quote, name=name or "此处",
            where=f"，应填在{where.strip()}" if where else "",
        )  # fmt: skip
        start = case.text.find(opening, end)


CM01 = Rule(
    code="CM01",
    severity=Severity.WARNING,
    title="报告中有待填之处",
    message="报告缺少“{name}”{where}。",
    suggestion="补填后重新生成报告。",
    basis=citations.FORMS_FILLED,
    scope=Scope(kinds=(Kind.COMPOSITION, Kind.DOCUMENT)),
    check_document=check,
)
