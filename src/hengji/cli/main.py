"""
The command `hengji` and its subcommands, each imported when it is called.
"""

from __future__ import annotations

import errno
import importlib
import os
import sys

import click

from hengji import __version__
from hengji.cli import usage
from hengji.cli.exit_codes import FAILED

COMMANDS = {
    "demo": ("hengji.cli.demo", "评价自带的示例部门，写出全部结果文件"),
    "evaluate": ("hengji.cli.evaluate", "评价一份填好的工作簿：得分、问题、自评报告"),
    "audit": ("hengji.cli.audit", "审核自评报告：复算文中每个数据，指出问题和位置"),
    "figures": ("hengji.cli.figures", "列出文件中的每个数字"),
    "standards": ("hengji.cli.standards", "评分标准：查看、检查、导入、比较"),
    "workbook": ("hengji.cli.workbook", "生成填报工作簿"),
    "serve": ("hengji.cli.serve", "启动填报与审核平台；--demo 打开一个示例城市"),
    "records": ("hengji.cli.records", "平台的操作记录：核验、留存链尾"),
    "text": ("hengji.cli.text", "打印文件的纯文本，所有位置都以它为准"),
}
"""Name → module with a `command`, and the line that `--help` shows without importing it."""


class _Commands(click.Group):
    """A group whose commands are imported when they are called."""

    context_class = usage.Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002 - as above
        if cmd_name not in COMMANDS:
            return None
        command: click.Command = importlib.import_module(COMMANDS[cmd_name][0]).command
        return usage.speak(command)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - as above
        with formatter.section("命令"):
            formatter.write_dl([(name, line) for name, (_, line) in COMMANDS.items()])


@click.group(
    cls=_Commands,
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
    help="衡绩 Hengji：部门整体支出绩效自评。\n\n"
    "退出码：0 没有错误级问题；1 有错误级问题；2 无法运行或未能全部完成。",
)
@click.version_option(__version__, prog_name="hengji")
def hengji() -> None:
    """Weigh what a department claims against what its figures show."""


def main() -> None:
    """Run the command line; whatever we cannot use is told in a sentence and ends with 2."""
    from hengji.domain.problem import InputError

    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    try:
        try:
            hengji.main(standalone_mode=False)
        finally:
            # What is still on its way out must be told to have failed, not lost when Python ends.
            sys.stdout.flush()
    except click.exceptions.Exit as leaving:
        sys.exit(leaving.exit_code)
    except click.Abort:
        click.echo("已中断。", err=True)
        sys.exit(FAILED)
    except click.ClickException as wrong:
        usage.show(wrong)
        sys.exit(FAILED)
    except InputError as wrong:
        from hengji.cli import terminal

        terminal.show_input_error(wrong)
        sys.exit(FAILED)
    except BrokenPipeError:
        # The reader of our output went away (`| head`); there is nobody left to tell.
        _give_up_output()
        sys.exit(FAILED)
    except OSError as refusal:
        if refusal.errno not in _NO_ROOM:
            raise
        _give_up_output()
        from hengji.domain.problem import system_reason

        reason = system_reason(refusal)
        click.echo(f"结果没有全部打印出来（{reason}）。请把输出指到空间足够的位置后重新运行。", err=True)
        sys.exit(FAILED)


_NO_ROOM = frozenset({errno.ENOSPC, errno.EIO, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
"""What a file system says where output can no longer be taken; anything else is a fault of ours."""


def _give_up_output() -> None:
    """Let Python end without another try to write what could not be written."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
