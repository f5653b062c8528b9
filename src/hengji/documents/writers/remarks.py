"""
Findings as remarks in the margin: numbered, in words, with the span they hang on.

The Word copy, the PDF copy, the page and the list all number the findings alike, so that
“问题 3” is the same everywhere.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
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
    return tuple(
        Remark(
            number=number,
            severity=finding.severity,
            heading=f"问题{number} {SEVERITY_TITLES[finding.severity]} {finding.rule} {finding.title}",
            lines=tuple(_lines(finding)),
            start=span[0],
            end=span[1],
        )
        for number, finding in enumerate(findings, start=1)
        for span in [span_of(finding)]
    )


def span_of(finding: Finding) -> tuple[int, int] | tuple[None, None]:
    """The span of a finding in the text; nothing where it has none or an empty one."""
    place = finding.place
    if place is None or place.start is None or place.end is None or place.start >= place.end:
        return None, None
    return place.start, place.end


def _lines(finding: Finding) -> Iterator[str]:
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
    if finding.caused_by and finding.caused_by not in finding.message:
        yield f"与{finding.caused_by}同一原因，先处理该项。"
