"""
`hengji text`: the plain text that all offsets refer to.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hengji.cli import exit_codes, terminal
from hengji.domain.problem import InputError


@click.command("text", help="打印文件的纯文本，所有位置都以它为准；末尾不加换行。")
@click.argument("path", type=click.Path(path_type=Path))
def command(path: Path) -> None:
    """Print the text as it is, byte for byte in UTF-8."""
    from hengji.pipeline import text

    try:
        extract = text.text(path)
    except InputError as wrong:
        terminal.show_input_error(wrong, file=str(path))
        sys.exit(exit_codes.FAILED)
    for note in extract.notes:
        click.echo(f"※ {note}", err=True)
    sys.stdout.flush()
    sys.stdout.buffer.write(extract.text.encode("utf-8", "surrogatepass"))
    sys.stdout.buffer.flush()
