"""
`hengji demo`: evaluate the bundled example and say where its files are.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hengji.cli import evaluate, exit_codes

EXAMPLE = Path(__file__).parent / "examples" / "jiangmen-womens-federation-2024.xlsx"


@click.command("demo", help="评价自带的示例部门，写出全部结果文件。")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    default=Path("out/demo"),
    show_default=True,
    help="结果写到哪个文件夹。",
)
def command(*, out: Path) -> None:
    """Evaluate the example; its findings are the point, so they do not make the demo fail."""
    code = evaluate.run(EXAMPLE, out=out, as_json=False)
    sys.exit(exit_codes.CLEAN if code == exit_codes.ERRORS_FOUND else code)
