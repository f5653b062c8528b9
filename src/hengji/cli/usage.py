"""
What click says by itself — usage, help, wrong options — in the language of those who read it.

Click words its messages in English and offers no catalogue to exchange, so the help is written by
our own formatter and each message of the parser is recognised and said again.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Final

import click

_SECTIONS: Final = {"Options": "选项", "Commands": "命令"}
_HELP_LINES: Final = {
    "Show this message and exit.": "显示本说明后退出。",
    "Show the version and exit.": "显示版本后退出。",
}
_LABELS: Final = (("[required]", "［必填］"), ("[default: ", "［默认："))

_MEANINGS: Final = {"PATH…": "（要读的文件或文件夹）", "WORKBOOK": "（填好的工作簿）"}
_MESSAGES: Final = tuple(
    (re.compile(english), chinese)
    for english, chinese in (
        (r"No such option:? '?(?P<what>[^'\s]+?)'?\.?(?: .*)?", "没有选项 {what}。"),
        (r"No such command '(?P<what>.*)'\.(?: .*)?", "没有命令 {what}。"),
        (r"Missing command\.", "没有写明命令。"),
        (r"Got unexpected extra arguments? \((?P<what>.*)\)", "多出了 {what}；名称里有空格的，请加引号。"),
        (r"Option '(?P<what>.*)' requires (?:an argument|\d+ arguments)\.", "选项 {what} 后面要写一个值。"),
        (r"Option '(?P<what>.*)' does not take a value\.", "选项 {what} 后面不写值。"),
        (r"'(?P<what>.*)' is not one of (?P<those>.*)\.", "“{what}”不在可选的值之内；可选：{those}。"),
        (r"(?P<what>\S+) is not in the range (?P<those>.*)\.", "{what} 超出范围，应为 {those}。"),
        (r"'(?P<what>.*)' is not a valid (?:integer|int)(?: range)?\.", "“{what}”不是整数。"),
        (r"\S+ '(?P<what>.*)' does not exist\.", "找不到 {what}。"),
        (r"\S+ '(?P<what>.*)' is a directory\.", "{what} 是一个文件夹，不是文件。"),
        (r"\S+ '(?P<what>.*)' is a file\.", "{what} 是一个文件，不是文件夹。"),
    )
)


class Formatter(click.HelpFormatter):
    """Help with Chinese headings."""

    def write_usage(self, prog: str, args: str = "", prefix: str | None = None) -> None:  # noqa: ARG002 - click's signature
        """The line that says how the command is called."""
        words = args.replace("[OPTIONS]", "[选项]").replace("COMMAND [ARGS]...", "命令 [参数]…")
        super().write_usage(prog, words, prefix="用法：")

    @contextmanager
    def section(self, name: str) -> Iterator[None]:
        """A headed part of the help."""
        with super().section(_SECTIONS.get(name, name)):
            yield

    def write_dl(self, rows: Iterable[tuple[str, str]], col_max: int = 30, col_spacing: int = 2) -> None:
        """Options or commands, each with its explanation."""
        super().write_dl([(term, help_line(words)) for term, words in rows], col_max, col_spacing)


class Context(click.Context):
    """A context whose help is ours."""

    formatter_class = Formatter


def speak(command: click.Command) -> click.Command:
    """Give the command, and those below it, our help."""
    command.context_class = Context
    if isinstance(command, click.Group):
        for below in command.commands.values():
            speak(below)
    return command


def show(wrong: click.ClickException) -> None:
    """Say on stderr what was wrong with the call, how it is called and where to read more."""
    if isinstance(wrong, click.exceptions.NoArgsIsHelpError):
        click.echo(wrong.message, err=True)  # nothing was asked: the help is the answer
        return
    click.echo(f"命令有误：{_said(wrong)}", err=True)
    ctx = getattr(wrong, "ctx", None)
    if ctx is not None:
        click.echo(ctx.get_usage(), err=True)
        click.echo(f"加 --help 查看全部选项：{ctx.command_path} --help", err=True)


def _said(wrong: click.ClickException) -> str:
    if isinstance(wrong, click.MissingParameter):
        name = _parameter(wrong)
        return f"缺少 {name}{_MEANINGS.get(name, '')}。"
    message = wrong.message
    for english, chinese in _MESSAGES:
        found = english.fullmatch(message)
        if found:
            message = chinese.format(
                **{name: words.replace("'", "") for name, words in found.groupdict().items()}
            )
            break
    if isinstance(wrong, click.NoSuchOption) and wrong.possibilities:
        message += f"是否要写 {'、'.join(wrong.possibilities)}？"
    if isinstance(wrong, click.BadParameter):
        message = f"{_parameter(wrong)}：{message}"
    return message


def _parameter(wrong: click.BadParameter) -> str:
    if wrong.param is None:
        return str(wrong.param_hint or "参数")
    if isinstance(wrong.param, click.Argument):
        return wrong.param.human_readable_name
    return "、".join(wrong.param.opts)


def help_line(words: str) -> str:
    """The explanation of an option, with what click adds to it in our words."""
    words = _HELP_LINES.get(words, words)
    for english, chinese in _LABELS:
        words = words.replace(english, chinese)
    return re.sub(r"(［默认：[^\]]*)\]", r"\1］", words)
