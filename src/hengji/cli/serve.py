"""
`hengji serve`: the platform, in a browser.
"""

from __future__ import annotations

from pathlib import Path

import click


@click.command("serve", help="启动填报与审核平台；--demo 打开一个示例城市。")
@click.option("--demo", is_flag=True, help="示例城市：十二个部门、三个年度，均为虚构（市妇联2024年度除外）。")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="地址", help="在哪个地址上监听。")
@click.option("--port", type=click.IntRange(1, 65535), default=8000, show_default=True, help="端口。")
@click.option(
    "--home",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    help="数据库和上传文件放在哪个文件夹。  [默认：HENGJI_HOME，或 ./hengji-home；示例为 ./out/demo-city]",
)
@click.option("--reset", is_flag=True, help="先删去原来的示例城市，重新建立（只用于 --demo）。")
@click.option(
    "--authority", default="", metavar="名称", help="首次启动时的财政部门全称，用来建立首个系统管理员。"
)
@click.option("--workers", type=click.IntRange(1, 64), default=2, show_default=True, help="服务进程数。")
def command(
    *, demo: bool, host: str, port: int, home: Path | None, reset: bool, authority: str, workers: int
) -> None:
    """Serve until interrupted."""
    try:
        from hengji.web.project import serving
    except ModuleNotFoundError as missing:
        raise click.ClickException(
            f"没有安装平台所需的软件包（缺 {missing.name}）；请运行 pip install 'hengji[web]'。"
        ) from missing
    if reset and not demo:
        raise click.UsageError("--reset 只能与 --demo 一起使用。")
    example = Path(__file__).parent / "examples" / "jiangmen-womens-federation-2024.xlsx"
    try:
        serving.serve(
            serving.Wishes(
                demo=demo,
                host=host,
                port=port,
                home=home,
                reset=reset,
                workers=workers,
                authority=authority.strip(),
                example=example,
            ),
            say=click.echo,
        )
    except serving.CannotServe as reason:
        raise click.ClickException(str(reason)) from reason
