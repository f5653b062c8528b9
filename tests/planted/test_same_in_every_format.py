"""The same report says the same in every format: statements, verdicts, findings."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from benchmarks.planted.draft import Grid, Report, lines_of, plain, printed
from benchmarks.planted.reports import report
from benchmarks.planted.writing import FORMATS, write
from hengji.domain.finding import Severity
from hengji.domain.statement import Statement
from hengji.pipeline.audit import Audit, audit
from tests.readers.text_tables import WAYS


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


@pytest.mark.parametrize("seed", range(0, 23, 2))
def test_nor_on_the_way_a_text_draws_its_tables(seed: int, tmp_path: Path) -> None:
    one = report(seed)
    write(one, tmp_path / "tabs.txt")
    tabs = audit(tmp_path / "tabs.txt")
    for way in WAYS:
        path = tmp_path / "drawn.txt"
        path.write_text(_drawn(one, way), "utf-8")
        drawn = audit(path)
        text = drawn.document.extract.text
        assert all(text[found.start : found.end] == found.quote for found in _statements(drawn)), way
        if "blanks" not in way:
            assert _told(drawn) == _told(tabs), way
        # A form as wide as a wall may stay lines, but nothing wrong is said of it.
        assert _errors(drawn) <= _errors(tabs), way


def _statements(audited: Audit) -> list[Statement]:
    return [one.statement for one in audited.judgements]


def _errors(audited: Audit) -> set[str]:
    return {found.message for found in audited.findings if found.severity is Severity.ERROR}


def _drawn(one: Report, way: str) -> str:
    lines = [printed(one.title, one.tokens)]
    for piece in one.pieces:
        if isinstance(piece, Grid):
            lines += [printed(words, one.tokens) for words in (piece.caption, piece.note) if words]
            lines.append(WAYS[way](_matrix(piece, one)))
        else:
            lines += [printed(words, one.tokens) for words in lines_of(piece)]
    return "\n".join(lines) + "\n"


def _matrix(grid: Grid, one: Report) -> list[list[str]]:
    """The words of a table by row and column; a cell that reaches further leaves blanks."""
    words: dict[tuple[int, int], str] = {}
    for number, row in enumerate(grid.rows):
        column = 0
        for box in row:
            while (number, column) in words:
                column += 1
            reach = [
                (number + down, column + right) for down in range(box.rows) for right in range(box.columns)
            ]
            words |= dict.fromkeys(reach, "") | {(number, column): printed(box.text, one.tokens)}
    width = max(column for _, column in words) + 1
    return [[words.get((number, column), "") for column in range(width)] for number in range(len(grid.rows))]


def _told(audited: Audit) -> tuple[list[tuple[str, ...]], list[tuple[str, ...]]]:
    statements = [
        (one.statement.type.value, one.verdict.value, _bare(one.statement.quote), str(one.stated))
        for one in audited.judgements
    ]
    findings = [(one.rule, one.severity.value, _bare(one.quote or "")) for one in audited.findings]
    return sorted(statements), sorted(findings)


def _bare(words: str) -> str:
    return re.sub(r"\s", "", words)
