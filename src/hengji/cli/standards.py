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

    standard = standards.check(path)
    criteria = sum(1 for _ in standard.leaves())
    click.echo(f"{path}：没有问题。{standard.id}《{standard.title}》，{criteria} 个计分指标。")


@command.command("import", help="把财政部门的评分表（Excel）转成评分标准文件。")
@click.argument("path", metavar="FILE.xlsx", type=click.Path(path_type=Path))
@click.option(
    "--id",
    "standard_id",
    metavar="ID",
    required=True,
    help="新版本的编号，如 cn-440700.department-overall.2025。",
)
@click.option("--title", required=True, help="版本名称。")
@click.option("--basis", required=True, help="依据的文件名称。")
@click.option("--number", help="依据的文号。")
@click.option("--year", type=click.IntRange(2000, 2100), required=True, help="适用的评价年度。")
@click.option(
    "--out",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="FILE.yaml",
    help="写到哪里；默认标准输出。",
)
def import_table(
    path: Path, *, standard_id: str, title: str, basis: str, number: str | None, year: int, out: Path | None
) -> None:
    """Read the table, propose methods, keep the authority's words."""
    from hengji.pipeline import standards

    imported = standards.import_table(
        path, standard_id=standard_id, title=title, basis=basis, number=number, year=year
    )
    for note in imported.notes:
        click.echo(f"※ {note}", err=True)
    if out is None:
        click.echo(imported.text, nl=False)
    else:
        out.write_text(imported.text, encoding="utf-8")
        click.echo(str(out))


@command.command("diff", help="比较两个版本的不同。")
@click.argument("first", metavar="A")
@click.argument("second", metavar="B")
def diff(first: str, second: str) -> None:
    """What changed from A to B; both may be ids or files."""
    from hengji.pipeline import standards

    lines = standards.differences(first, second)
    click.echo("\n".join(lines) if lines else "两个版本没有不同。")
    sys.exit(exit_codes.CLEAN)
