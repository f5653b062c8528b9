"""
Findings as remarks in the margin: numbered, in words, with the span they hang on.

The Word copy, the PDF copy, the page and the list all number the findings alike, so that
“问题 3” is the same everywhere.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hengji.domain.finding import SEVERITY_TITLES, Finding, Severity, Verdict

AUTHOR = "衡绩"


@dataclass(frozen=True, slots=True, kw_only=True)
class Remark:
    """One finding for the margin; without a span it concerns the document as a whole."""

    number: int
    severity: Severity
    heading: str
    lines: tuple[str, ...]
    start: int | None
    end: int | None
    cause: int | None = None
    """The number of the remark with the same cause, which is to be dealt with first."""

    @property
    def text(self) -> str:
        """All of it, a line each."""
        return "\n".join((self.heading, *self.lines))


def remarks(findings: Sequence[Finding]) -> tuple[Remark, ...]:
    """
    The findings in their order, numbered from one.

    >>> from hengji.domain.source import Place
    >>> short = Finding(rule="WD02", severity=Severity.WARNING, verdict=Verdict.FAILS, title="占位符未填写",
    ...     message="“XX”没有填写。", place=Place(start=3, end=5), suggestion="补填。")
    >>> print(remarks([short])[0].text)
    问题1 警示 WD02 占位符未填写
    “XX”没有填写。
    建议：补填。
    """
    by_rule = _by_rule(findings)
    return tuple(
        Remark(
            number=number,
            severity=finding.severity,
            heading=f"问题{number} {SEVERITY_TITLES[finding.severity]} {finding.rule} {finding.title}",
            lines=tuple(_lines(finding, cause)),
            start=span[0],
            end=span[1],
            cause=cause,
        )
        for number, finding in enumerate(findings, start=1)
        for span, cause in [(span_of(finding), _nearest(finding, by_rule))]
    )


def _by_rule(findings: Sequence[Finding]) -> dict[str, list[tuple[int, int]]]:
    """For each rule where its findings stand and their numbers, in the order of the text."""
    found: defaultdict[str, list[tuple[int, int]]] = defaultdict(list)
    for number, finding in enumerate(findings, start=1):
        found[finding.rule].append((_start(finding), number))
    return {rule: sorted(places) for rule, places in found.items()}


def _nearest(finding: Finding, by_rule: Mapping[str, Sequence[tuple[int, int]]]) -> int | None:
    """The number of the finding with the same cause: of several of that rule the one that stands nearest."""
    earlier = by_rule.get(finding.caused_by or "", ())
    if not earlier:
        return None
    here = _start(finding)
    at = bisect_left(earlier, (here, 0))
    return min(earlier[max(at - 1, 0) : at + 1], key=lambda one: abs(one[0] - here))[1]


def _start(finding: Finding) -> int:
    return 0 if finding.place is None else finding.place.start or 0


def span_of(finding: Finding) -> tuple[int, int] | tuple[None, None]:
    """The span of a finding in the text; nothing where it has none or an empty one."""
    place = finding.place
    if place is None or place.start is None or place.end is None or place.start >= place.end:
        return None, None
    return place.start, place.end


def _lines(finding: Finding, cause: int | None) -> Iterator[str]:
    start, _ = span_of(finding)
    if start is None and finding.place is not None and str(finding.place):
        yield f"位置：{finding.place}"
    yield finding.message
    if finding.verdict is Verdict.UNDECIDABLE:
        yield "（现有内容无法判定）"
    if finding.suggestion:
        yield f"建议：{finding.suggestion}"
    if finding.basis is not None:
        yield f"依据：{finding.basis}"
    if cause is not None:
        yield f"与问题{cause}（{finding.caused_by}）同一原因，先处理该项。"
    elif finding.caused_by and finding.caused_by not in finding.message:
        yield f"与{finding.caused_by}同一原因，先处理该项。"
