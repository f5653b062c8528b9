"""重点工作: what was to be done, what was done, and the counts that show it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from hengji.domain.filing import Filing
from hengji.domain.indicator import KeyTask, TaskQuantity
from hengji.workbook import spelling
from hengji.workbook.form import Contents, Field, FormSheet, Grid, Kind, Row, Rows, Shown
from hengji.workbook.locate import Record
from hengji.workbook.returned import ReturnedSheet

GRID: Final = "key_tasks"

SHEET: Final = FormSheet(
    title="重点工作",
    heading="年度重点工作任务完成情况",
    note="每项任务写一行；一项任务有多个成果数的，接着往下写，任务名称留空即表示仍属上一项任务。"
    "数量可以写“超15万”“400多”这样的约数。",
    widths=(34, 60, 28, 16, 12),
    grids=(
        Grid(
            id=GRID,
            title="重点工作任务",
            columns=(
                Field(
                    id="title",
                    title="工作任务",
                    kind=Kind.LONG,
                    required=True,
                    hint="年度工作计划或上级交办的任务",
                ),
                Field(
                    id="completion",
                    title="完成情况",
                    kind=Kind.LONG,
                    hint="做了什么、做成什么，用事实和数据说明",
                ),
                Field(id="quantity", title="成果名称", required=True, hint="可以计数的成果，如“宣讲活动”"),
                Field(
                    id="achieved",
                    title="数量",
                    kind=Kind.FIGURE,
                    required=True,
                    hint="实际数，如 525；约数写“超15万”",
                ),
                Field(id="unit", title="单位", hint="如 场、人次、万元"),
            ),
            blank_rows=20,
        ),
    ),
)


def fill(filing: Filing) -> Contents:
    """A row for each count; the task is named in its first row."""
    rows: Rows = []
    for task in filing.key_tasks:
        first: Row = {"title": Shown(value=task.title), "completion": Shown(value=task.completion)}
        counts = [_count_row(quantity) for quantity in task.quantities] or [{}]
        rows += [{**first, **counts[0]}, *counts[1:]]
    return {GRID: rows}


def _count_row(quantity: TaskQuantity) -> Row:
    unit = spelling.unit_of(quantity.achieved)
    return {
        "quantity": Shown(value=quantity.title),
        "achieved": spelling.figure(quantity.achieved, unit),
        "unit": Shown(value=unit or None),
    }


def take(sheet: ReturnedSheet) -> tuple[KeyTask, ...]:
    """The tasks with their counts."""
    tasks: list[KeyTask] = []
    for record in sheet.records(GRID):
        title = record.entry("title")
        if title is None or title.carried:
            if not tasks:
                sheet.taking.required_text(record, "title", "工作任务")
                continue
            _extend(tasks, sheet, record)
        else:
            tasks.append(
                KeyTask(
                    title=sheet.taking.required_text(record, "title", "工作任务") or "",
                    completion=sheet.taking.text(record, "completion"),
                    quantities=_quantities(sheet, record),
                    place=record.at("title"),
                )
            )
    return tuple(tasks)


def _extend(tasks: list[KeyTask], sheet: ReturnedSheet, record: Record) -> None:
    """A following row of the same task: more counts, more words."""
    task = tasks[-1]
    entry = record.entry("completion")
    more = None if entry is None or entry.carried else sheet.taking.text(record, "completion")
    completion = "\n".join(words for words in (task.completion, more) if words) or None
    tasks[-1] = replace(
        task, completion=completion, quantities=(*task.quantities, *_quantities(sheet, record))
    )


def _quantities(sheet: ReturnedSheet, record: Record) -> tuple[TaskQuantity, ...]:
    named, counted = record.entry("quantity"), record.entry("achieved")
    if (named is None or named.carried) and counted is None:
        return ()
    title = sheet.taking.required_text(record, "quantity", "成果名称")
    if counted is None:
        sheet.taking.say(
            record.at("achieved"), f"“{title}”没有填写数量", "应填写数量", "请补填，或删去成果名称"
        )
        return ()
    unit = sheet.taking.text(record, "unit") or ""
    achieved = sheet.taking.figure(record, "achieved", title or "数量", unit)
    if title is None or achieved is None:
        return ()
    return (TaskQuantity(title=title, achieved=achieved, place=counted.place),)
