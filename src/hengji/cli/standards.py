"""
`hengji standards`: list, show, check, import and compare editions.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hengji.cli import exit_codes


@click.group("standards", help="评分标准：查看、检查、导入、比较。")
def command() -> None:
    """Editions of scoring standards."""


@command.command("list", help="列出可用的评分标准版本。")
def list_editions() -> None:
    """One line an edition."""
    from rich.table import Table

    from hengji.cli import terminal
    from hengji.pipeline import standards

    table = Table(box=None, pad_edge=False, header_style="bold")
    for title in ("版本", "名称", "适用年度", "满分", "说明"):
        table.add_column(title, overflow="fold")
    for edition in standards.editions():
        table.add_row(edition.id, edition.title, edition.years, edition.full_marks, edition.remark)
    terminal.console().print(table)


@command.command("show", help="显示一个版本：指标、分值、计分方法、依据。")
@click.argument("standard_id", metavar="ID")
def show(standard_id: str) -> None:
    """The edition in words."""
    from hengji.pipeline import standards

    click.echo(standards.describe(standard_id))


@command.command("check", help="检查一份评分标准文件（YAML），列出全部问题。")
@click.argument("path", metavar="FILE", type=click.Path(path_type=Path))
def check(path: Path) -> None:
    """All problems at once, each with its line."""
    from hengji.pipeline import standards

    standards.check(path)
    click.echo(f"{path}：没有问题。")


@command.command("import", help="把财政部门的评分表（Excel）转成评分标准文件；没有给的项目由系统暂拟并说明。")
@click.argument("path", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option("--id", "standard_id", metavar="ID", help="版本编号，如 cn-440700.department-overall.2025。")
@click.option("--title", help="版本名称；默认用文件名。")
@click.option("--basis", help="依据的文件名称；默认同版本名称。")
@click.option("--number", help="依据的文号。")
@click.option(
    "--year", type=click.IntRange(1994, 2100), help="适用的评价年度；默认取文件名或表题里的年份，否则上一年。"
)
@click.option(
    "--spending",
    type=click.Choice(["department", "project", "earmarked", "transfer"]),
    default="department",
    show_default=True,
    help="评价对象：部门整体、项目、专项资金、转移支付。",
)
@click.option("--jurisdiction", help="行政区划名称，如 江门市。")
@click.option(
    "--out", type=click.Path(path_type=Path), metavar="FILE.yaml", help="写到哪个文件；默认标准输出。"
)
def import_table(
    path: Path,
    *,
    standard_id: str | None,
    title: str | None,
    basis: str | None,
    number: str | None,
    year: int | None,
    spending: str,
    jurisdiction: str | None,
    out: Path | None,
) -> None:
    """Read the table, propose methods, keep the authority's words."""
    from hengji.domain.standard import Spending
    from hengji.pipeline import standards

    imported = standards.import_table(
        path,
        standards.Heading(
            standard_id=standard_id,
            title=title,
            basis=basis,
            number=number,
            year=year,
            spending=Spending(spending),
            jurisdiction_name=jurisdiction,
        ),
    )
    for note in imported.notes:
        click.echo(f"※ {note}", err=True)
    if out is None:
        click.echo(imported.text, nl=False)
    else:
        standards.keep(imported.text, out)
        click.echo(str(out))
        name = imported.standard.id
        click.echo(
            f"※ 使用前请逐项核对；把文件命名为 {name}.yaml 放进一个文件夹，用环境变量 HENGJI_STANDARDS "
            f"指明该文件夹，就可以用 --standard {name}。",
            err=True,
        )


@command.command("diff", help="比较两个版本的不同。")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
def diff(first: str, second: str) -> None:
    """What changed from A to B; both may be ids or files."""
    from hengji.pipeline import standards

    lines = standards.differences(first, second)
    click.echo("\n".join(lines) if lines else "两个版本没有不同。")
    sys.exit(exit_codes.CLEAN)
