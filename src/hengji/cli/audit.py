"""
`hengji audit`: any report → every statement recomputed, findings with their place.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

import click

from hengji.cli import exit_codes
from hengji.domain.problem import InputError

if TYPE_CHECKING:
    from hengji.cli.audit_output import Output
    from hengji.pipeline.annotate import Annotations
    from hengji.pipeline.audit import Input

_MORE = """\b
例子：
  hengji audit 自评报告.docx
  hengji audit 自评报告.docx --annotate 审核结果
  hengji audit 报送材料 --annotate 审核结果      文件夹里的全部报告
  hengji audit 自评报告.pdf --json > 审核.jsonl

\b
问题的级别：
  错误  文中数据自身即可证明有误，须更正
  警示  须更正或作出说明
  提示  供核对时留意
每条问题后有规则编号（如 AR12），规则的含义和依据见 docs/reference/rules。

\b
--annotate 写出的文件：
  名称-审核.html   原文与问题对照的网页，可打印，不需要网络
  名称-批注.docx   原文件的副本，批注在问题所在的字句上；pdf 为高亮和附注，
                   xlsx 为单元格批注；doc、wps、html、txt 没有副本
  问题清单.xlsx、findings.jsonl   全部文件的全部问题
原文件从不改动；文件夹里由审核写出的文件不会再审。

\b
退出码：
  0  没有错误级问题
  1  有错误级问题
  2  无法运行，或有文件未能审核
"""


@click.command(
    "audit",
    help="审核自评报告（docx、doc、wps、pdf、html、txt、xlsx）：复算文中每个数据，指出问题和位置。"
    "可以给多个文件或文件夹。",
    epilog=_MORE,
)
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="每个文件打印一行 JSON。")
@click.option(
    "--annotate",
    "folder",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="把带批注的副本（docx、pdf、xlsx）、审核网页、问题清单（xlsx、jsonl）写到这个文件夹。",
)
@click.option(
    "--standard",
    "standard_id",
    metavar="ID",
    help="评分标准的编号，可用 hengji standards list 查看；给出时按它复算得分和等级。",
)
def command(paths: tuple[Path, ...], *, as_json: bool, folder: Path | None, standard_id: str | None) -> None:
    """Audit every file; one that cannot be read does not hide the others, and the worst code wins."""
    sys.exit(run(paths, as_json=as_json, folder=folder, standard_id=standard_id))


def run(
    paths: tuple[Path, ...], *, as_json: bool, folder: Path | None = None, standard_id: str | None = None
) -> int:
    """Audit, write, show; returns the exit code.  Raises an `InputError` for a bad option."""
    from hengji.cli import audit_output
    from hengji.pipeline import audit as pipeline

    pipeline.edition(standard_id)  # a wrong id is told once, not once a file
    given = list(pipeline.inputs(paths, leave_out=folder))
    found = [one for one in given if not one.left_out]
    desk = None
    if folder is not None:
        from hengji.pipeline import annotate

        desk = annotate.Annotations(folder, [one.path for one in found])
    screen: Output
    if as_json:
        screen = audit_output.Lines()
    else:
        kind = audit_output.Report if len(found) == 1 else audit_output.Summary
        screen = kind(annotated=desk is not None)
    code = exit_codes.CLEAN
    for one in audit_output.progressing(found):
        code = max(code, _one(one, standard_id, desk, screen))
    screen.finish()
    audit_output.show_left_out(given)
    if desk is not None:
        audit_output.show_lists(desk.finish())
    return code


def _one(one: Input, standard_id: str | None, desk: Annotations | None, screen: Output) -> int:
    """Audit and show one file; returns its exit code."""
    from hengji.pipeline import audit as pipeline

    try:
        if one.error is not None:
            raise one.error
        audit = pipeline.audit(one.path, standard_id=standard_id)
    except InputError as wrong:
        if desk is not None:
            desk.fail(str(one.path), wrong)
        screen.failed(one.path, wrong)
        return exit_codes.FAILED
    if desk is not None:
        audit = desk.put(audit, one.path)
    screen.show(audit)
    return exit_codes.FAILED if audit.error is not None else exit_codes.of_findings(audit.findings)
