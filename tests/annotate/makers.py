"""Pieces of Word files, and findings at words of a text."""

from __future__ import annotations

from pathlib import Path

from hengji.documents import readers
from hengji.documents.writers.remarks import Remark, remarks
from hengji.domain.extract import Extract
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.source import Citation, Place

HOSTILE = "<script>alert(1)</script>&\"'\x00\x0b\ud800=1+1 ]]> 𠮷"


def run(words: str, *, bold: bool = False) -> str:
    """A run of words."""
    look = "<w:rPr><w:b/></w:rPr>" if bold else ""
    return f'<w:r>{look}<w:t xml:space="preserve">{words}</w:t></w:r>'


def paragraph(*runs: str) -> str:
    """A paragraph of runs."""
    return f"<w:p>{''.join(runs)}</w:p>"


def finding_at(
    extract: Extract,
    words: str | None,
    *,
    nth: int = 0,
    severity: Severity = Severity.ERROR,
    rule: str = "AR12",
) -> Finding:
    """A finding at the nth occurrence of words; at no words, one without a place."""
    place = Place(section="存在问题")
    if words is not None:
        start = -1
        for _ in range(nth + 1):
            start = extract.text.index(words, start + 1)
        place = Place(section="一、", start=start, end=start + len(words))
    return Finding(
        rule=rule,
        severity=severity,
        verdict=Verdict.FAILS,
        title="合计不等于各部分之和",
        message=f"“{words}”与各部分之和不符。",
        place=place,
        quote=words,
        suggestion="逐项核对，改正有误的数。",
        basis=Citation(title="项目支出绩效评价管理办法", number="财预〔2020〕10号"),
    )


def remarks_at(path: Path, *words: str | None) -> tuple[Extract, tuple[Remark, ...]]:
    """The extract of a file and remarks at the first occurrence of those words."""
    extract = readers.read(path)
    return extract, remarks([finding_at(extract, one) for one in words])
