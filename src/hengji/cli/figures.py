"""
`hengji figures`: every figure of a file with value, unit, kind, modifier, interval and span.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hengji.cli import exit_codes, terminal
from hengji.domain.problem import InputError


@click.command("figures", help="列出文件中的每个数字：值、单位、类别、修饰词、区间和位置。")
@click.argument("paths", metavar="PATH…", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--json", "as_json", is_flag=True, help="每个文件打印一行 JSON。")
def command(paths: tuple[Path, ...], *, as_json: bool) -> None:
    """Print the figures of each file; a file that cannot be read does not hide the others."""
    code = exit_codes.CLEAN
    for path in paths:
        try:
            _show(path, as_json=as_json)
        except InputError as wrong:
            code = exit_codes.FAILED
            if as_json:
                from hengji.documents.writers import json

                click.echo(json.line(json.failed_figures(file=str(path), error=wrong)))
            else:
                terminal.show_input_error(wrong, file=str(path))
    sys.exit(code)


def _show(path: Path, *, as_json: bool) -> None:
    from hengji.documents.writers import json, json_lines
    from hengji.pipeline import figures

    found = figures.figures(path)
    if as_json:
        told = json.figures_object(str(path), found.extract, found.figures, members=iter)
        terminal.print_line(json_lines.pieces(told))
        return
    from rich.table import Table
    from rich.text import Text

    table = Table(box=None, pad_edge=False, header_style="bold", title=Text(str(path)), title_justify="left")
    for title in ("位置", "原文", "类别", "值", "单位", "修饰"):
        table.add_column(title, overflow="fold")
    for one in found.figures:
        span = f"{one.start}–{one.end}"
        cells = (span, one.quote, one.kind.value, str(one.value), one.unit, one.modifier.value)
        table.add_row(*(Text(cell) for cell in cells))
    terminal.console().print(table)
