"""The same report says the same in every format: statements, verdicts, findings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.planted.draft import plain
from benchmarks.planted.reports import report
from benchmarks.planted.writing import FORMATS, write
from hengji.pipeline.audit import Audit, audit


@pytest.mark.parametrize("seed", [*range(23), 1020])
def test_statements_and_findings_do_not_depend_on_the_format(seed: int, tmp_path: Path) -> None:
    one = report(seed)
    told = {}
    for file_format in FORMATS:
        path = tmp_path / f"report.{file_format}"
        write(one, path)
        told[file_format] = _told(audit(path))
    assert len(plain(one).text) > 500
    assert told["txt"][0]
    for file_format in FORMATS:
        assert told["txt"] == told[file_format], file_format


def _told(audited: Audit) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    statements = [
        (one.statement.type.value, one.verdict.value, _bare(one.statement.quote), str(one.stated))
        for one in audited.judgements
    ]
    findings = [(one.rule, one.severity.value, _bare(one.quote or "")) for one in audited.findings]
    return sorted(statements), sorted(findings)


def _bare(words: str) -> str:
    return re.sub(r"\s", "", words)
