"""
The gaps of a composed report, so that a finding can name them.
"""

from __future__ import annotations

from collections.abc import Iterator

from hengji.domain.block import (
    Block,
    Composition,
    Notice,
    Run,
    RunKind,
    Signature,
    TableBlock,
    TextBlock,
)
from hengji.domain.scorecard import MissingInput


def pending(composition: Composition) -> tuple[MissingInput, ...]:
    """Every missing fact that the report shows as 【待填：…】, once each, in order."""
    gaps = (
        _gap(run) for block in composition.blocks for run in runs_of(block) if run.kind is RunKind.PENDING
    )
    return tuple(dict.fromkeys(gaps))


def _gap(run: Run) -> MissingInput:
    """The words of `wording.missing`, taken apart again."""
    name, _, where = run.text.removeprefix("【待填：").removesuffix("】").rpartition("，见")
    return MissingInput(name=name, where=where)


def runs_of(block: Block) -> Iterator[Run]:
    """The runs of a block, in reading order; headings and titles have none."""
    match block:
        case TextBlock() | Notice():
            yield from block.runs
        case TableBlock():
            for row in block.rows:
                for cell in row:
                    yield from cell.runs
        case Signature():
            yield from block.name
            yield from block.date
        case _:
            return
