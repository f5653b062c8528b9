"""
`hengji workbook new`: an empty filing workbook for an edition and a year.
"""

from __future__ import annotations

from pathlib import Path

import click


@click.group("workbook", help="填报工作簿。")
def command() -> None:
    """Workbooks."""


@command.command("new", help="生成一份空白填报工作簿。")
@click.option("--standard", "standard_id", metavar="ID", required=True, help="评分标准版本。")
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help="评价年度。")
@click.option("--overlay", "overlays", metavar="ID", multiple=True, help="叠加的封顶、减分规则，可重复。")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE.xlsx", required=True, help="写到哪个文件。"
)
@click.option("--force", is_flag=True, help="文件已存在时覆盖。")
def new(*, standard_id: str, year: int, overlays: tuple[str, ...], out: Path, force: bool) -> None:
    """Write the workbook; an existing file is never overwritten unasked."""
    from hengji.pipeline import workbook

    if out.is_dir():
        raise click.UsageError(f"{out} 是一个文件夹；请写明文件名，如 {out / '填报表.xlsx'}。")
    if out.exists() and not force:
        raise click.UsageError(f"{out} 已存在；换一个文件名，或加 --force 覆盖。")
    standard = workbook.new(standard_id, year, out, overlays=overlays)
    click.echo(str(out))
    if standard.illustrative:
        click.echo("※ 示例评分标准：分值由本系统设定，仅供演示，不是官方评分表。", err=True)
    if standard.demands_weights:
        click.echo(
            "※ 本版是指标框架，没有分值：填好后不能评分。"
            "请先由财政部门赋分，或用 hengji standards import 导入本地评分表。",
            err=True,
        )
