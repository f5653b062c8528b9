"""
`hengji records`: check the platform's event log, and write down its heads.
"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TextIO

import click

from hengji.cli import exit_codes


@click.group("records", help="平台的操作记录：核验、留存链尾。")
def command() -> None:
    """The event log."""


_HOME = click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False, exists=True),
    metavar="DIR",
    help="平台的数据文件夹。  [默认：HENGJI_HOME，或 ./hengji-home]",
)


@command.command("verify", help="核验全部记录链；发现改动时指出第一条不符的记录，退出码 1。")
@_HOME
@click.option(
    "--anchors",
    type=click.File("r", encoding="utf-8"),
    metavar="FILE",
    help="此前用 hengji records anchor 留存的链尾；有它才能发现末尾截断和整段改写。",
)
def verify(*, home: Path | None, anchors: TextIO | None) -> None:
    """Check every chain and say what was found."""
    from hengji.web.project import serving

    serving.prepare(home)
    from hengji.web.records import verification

    try:
        kept = () if anchors is None else verification.read_anchors(anchors)
    except (ValueError, KeyError, TypeError) as wrong:
        raise click.UsageError("留存文件不是 hengji records anchor 写出的格式。") from wrong
    outcome = verification.verify(kept)
    for fault in outcome.faults:
        click.echo(f"不符：{fault}")
    click.echo(f"核验 {outcome.chains} 条链、{outcome.events} 条记录，{len(outcome.faults)} 处不符。")
    sys.exit(exit_codes.ERRORS_FOUND if outcome.faults else exit_codes.CLEAN)


@command.command("anchor", help="打印全部链尾（JSON Lines），请存到数据库以外。")
@_HOME
def anchor(*, home: Path | None) -> None:
    """Print the heads."""
    from hengji.web.project import serving

    serving.prepare(home)
    from hengji.web.records import verification

    for line in verification.anchor_lines():
        click.echo(line)
