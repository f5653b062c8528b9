"""
The composed report as plain values: blocks, and in them figures with the anchors they come from.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from hengji.domain.block import (
    Annex,
    Block,
    Composition,
    Heading,
    Notice,
    Run,
    RunKind,
    Runs,
    Signature,
    TableBlock,
    TextBlock,
    Title,
    runs_of,
)
from hengji.web.disclosure.form import PublicForm
from hengji.web.records.canonical import Plain

_MOST_ANCHORS: Final = 4
"""A total of many cells names the first few; the score table leads to the others."""


def blocks_of(composition: Composition, form: PublicForm) -> list[Plain]:
    """The blocks of a report."""
    return [_block(block, form) for block in composition.blocks]


def pending_of(composition: Composition) -> Iterator[str]:
    """What the report itself marks as still to be filled in."""
    for block in composition.blocks:
        for run in runs_of(block):
            if run.kind is RunKind.PENDING:
                yield run.text.strip("【】").removeprefix("待填：")


def _block(block: Block, form: PublicForm) -> Plain:
    match block:
        case Title():
            return {"is": "title", "text": block.text}
        case Heading():
            return {"is": "heading", "level": block.level, "text": block.text}
        case TextBlock():
            return {
                "is": "text",
                "align": block.align,
                "indent": block.indent,
                "runs": _runs(block.runs, form),
            }
        case TableBlock():
            return _table(block, form)
        case Signature():
            return {"is": "signature", "name": _runs(block.name, form), "date": _runs(block.date, form)}
        case Annex():
            return {"is": "annex", "label": block.label, "text": block.title}
        case Notice():
            return {"is": "notice", "runs": _runs(block.runs, form)}


def _table(table: TableBlock, form: PublicForm) -> Plain:
    return {
        "is": "table",
        "caption": table.caption,
        "unit": table.unit_note,
        "header_rows": table.header_rows,
        "rows": [
            [
                {
                    "runs": _runs(cell.runs, form),
                    "columns": cell.column_span,
                    "rows": cell.row_span,
                    "align": cell.align,
                    "is_header": cell.header,
                    "is_strong": cell.strong,
                }
                for cell in row
            ]
            for row in table.rows
        ],
    }


def _runs(runs: Runs, form: PublicForm) -> list[Plain]:
    return [_run(run, form) for run in runs if run.text]


def _run(run: Run, form: PublicForm) -> Plain:
    if run.kind is RunKind.PLAIN:
        return run.text
    made: dict[str, Plain] = {"text": run.text, "is": run.kind.value}
    if run.kind is RunKind.FACT:
        anchors = form.anchors_of(run.places)
        made |= {"anchors": anchors[:_MOST_ANCHORS], "of": len(anchors), "computed": run.computed}
    return made
