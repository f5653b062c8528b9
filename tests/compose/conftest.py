"""
The example department, scored, audited and composed once for all tests of this room.
"""

from __future__ import annotations

import runpy
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from hengji import audit, compose, scoring, standards, workbook
from hengji.documents import readers
from hengji.documents.writers import xlsx
from hengji.domain.block import (
    Annex,
    Block,
    Composition,
    Heading,
    Notice,
    Signature,
    TableBlock,
    TextBlock,
    Title,
)
from hengji.domain.filing import Filing
from hengji.domain.finding import Finding
from hengji.domain.outline import Outline
from hengji.domain.scorecard import Scorecard
from hengji.domain.standard import Standard

REPOSITORY = Path(__file__).parents[2]
EXAMPLE = REPOSITORY / "examples" / "jiangmen-womens-federation-2024" / "filing.py"


@dataclass(frozen=True, slots=True, kw_only=True)
class Composed:
    """A filing with everything that came of it."""

    filing: Filing
    standard: Standard
    outline: Outline
    scorecard: Scorecard
    findings: tuple[Finding, ...]
    composition: Composition

    @property
    def text(self) -> str:
        """The report as plain text, tables row by row."""
        return "\n".join(line for block in self.composition.blocks for line in _lines(block)) + "\n"

    @property
    def body(self) -> str:
        """The text before the annexes."""
        return self.text.partition("\n== 附件1")[0]


@pytest.fixture(scope="session")
def example(tmp_path_factory: pytest.TempPathFactory) -> Filing:
    """The example's filing as it comes back from its workbook, each value with its cell."""
    written = runpy.run_path(str(EXAMPLE))["FILING"]
    assert isinstance(written, Filing)
    assert written.standard_id is not None
    path = tmp_path_factory.mktemp("example") / "example.xlsx"
    book = workbook.build(standards.load(written.standard_id), written.fiscal_year, written)
    xlsx.write_book(book, path)
    return workbook.read(readers.read(path), standards.load)


@pytest.fixture(scope="session")
def composed_from() -> Callable[..., Composed]:
    """Score, audit and compose a filing, under its own edition unless another is given."""

    def compose_it(
        filing: Filing, standard: Standard | None = None, outline: Outline | None = None
    ) -> Composed:
        assert filing.standard_id is not None
        standard = standard or standards.load(filing.standard_id)
        outline = outline or standards.load_outline(standard.outline or standards.DEFAULT_OUTLINE)
        scorecard = scoring.score(filing, standard)
        findings = audit.audit_filing(filing, scorecard, standard)
        return Composed(
            filing=filing,
            standard=standard,
            outline=outline,
            scorecard=scorecard,
            findings=findings,
            composition=compose.report(filing, scorecard, findings, standard, outline),
        )

    return compose_it


@pytest.fixture(scope="session")
def composed(example: Filing, composed_from: Callable[..., Composed]) -> Composed:
    """The example, composed."""
    return composed_from(example)


def _lines(block: Block) -> list[str]:
    match block:
        case Title():
            return [f"# {block.text}"]
        case Heading():
            return [f"{'#' * (block.level + 1)} {block.text}"]
        case TextBlock():
            return [block.text]
        case Notice():
            return ["> " + "".join(run.text for run in block.runs)]
        case Annex():
            return [f"== {block.label} {block.title}"]
        case TableBlock():
            note = f"[{block.caption}{block.unit_note}]"
            return [note, *(" | ".join(cell.text for cell in row) for row in block.rows)]
        case Signature():
            return ["".join(run.text for run in block.name), "".join(run.text for run in block.date)]
