"""
What a person sees in the terminal: the score tree, the findings, the files, the problems.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from decimal import Decimal
from typing import TYPE_CHECKING

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from hengji.cli.wrapping import wrapped
from hengji.domain.finding import SEVERITY_TITLES, Finding, Severity
from hengji.domain.problem import InputError, UnknownStandard
from hengji.domain.scorecard import MissingInput, Score, Scorecard, ScoreVerdict
from hengji.domain.source import Confidence

if TYPE_CHECKING:
    from hengji.pipeline.evaluate import Evaluation, Progress, Written

NARROW = 80
COLORS = {Severity.ERROR: "bold red", Severity.WARNING: "yellow", Severity.NOTICE: "cyan"}


def console(*, err: bool = False) -> Console:
    """A console; where the output is no terminal, lines are wide enough not to be broken."""
    plain = Console(stderr=err, highlight=False, soft_wrap=False)
    if not plain.is_terminal and "COLUMNS" not in os.environ:
        return Console(stderr=err, highlight=False, width=120)
    return plain


def print_line(pieces: Iterable[str]) -> None:
    """A long line on stdout, as its pieces come."""
    for piece in pieces:
        click.echo(piece, nl=False)
    click.echo()


@contextmanager
def progress() -> Iterator[Progress]:
    """A spinner on stderr naming the stage at work; plain silence where stderr is no terminal."""
    screen = console(err=True)
    if not screen.is_terminal:
        yield lambda _stage: None
        return
    with screen.status("准备", spinner="line") as status:
        yield lambda stage: status.update(f"{stage} …")


def show_evaluation(evaluation: Evaluation) -> None:
    """Score tree, what keeps the unit from the next grade, findings, notes, files."""
    screen = console()
    card = evaluation.scorecard
    screen.print()
    screen.print(f"[bold]{escape(card.unit_name)}[/]　{card.fiscal_year}年度　{escape(card.standard_title)}")
    screen.print(f"[dim]评分标准 {card.standard_id}　{card.edition_hash[:12]}　引擎 {card.engine_version}[/]")
    if card.illustrative:
        screen.print("[bold magenta]示例评分标准：分值由本系统设定，仅供演示，不是官方评分表。[/]")
    for note in (*evaluation.filing.illustrations, *card.notes, *evaluation.notes):
        say(screen, Text(f"※ {note}", style="magenta"))
    show_score_tree(card, screen)
    show_findings(screen, evaluation.findings)


def show_score_tree(card: Scorecard, screen: Console) -> None:
    """Every criterion with its points and arithmetic, the total, and the way to the next grade."""
    screen.print(_tree(card, narrow=screen.width < NARROW))
    _show_result(screen, card)


def show_written(written: Iterable[Written], error: InputError | None) -> None:
    """The files that were written, and what could not be."""
    screen = console()
    written = tuple(written)
    screen.print("\n[bold]已写出[/]" if written else "\n[bold]没有写出文件[/]")
    for one in written:
        say(screen, Text(f"  {one.title}　{one.path}"))
        for note in one.notes:
            say(screen, Text(f"    ※ {note}", style="dim"))
    if error is not None:
        show_input_error(error)


def show_findings(screen: Console, findings: Iterable[Finding]) -> None:
    """Findings, worst first, each with its place, reason, remedy, rule."""
    ranked = sorted(findings, key=lambda one: list(Severity).index(one.severity))
    counts = "，".join(
        f"{SEVERITY_TITLES[level]} {sum(one.severity is level for one in ranked)} 条" for level in Severity
    )
    screen.print(f"\n[bold]问题[/]　{counts if ranked else '未发现问题'}")
    for one in ranked:
        head = head_of(one)
        if one.place is not None and str(one.place):
            head.append(f"　{one.place}", style="dim")
        say(screen, head)
        say(screen, Text(f"  {one.message}"))
        if one.suggestion:
            say(screen, Text(f"  → {one.suggestion}", style="green"))


def head_of(finding: Finding) -> Text:
    """Severity, rule and title of a finding; what is added after them has no colour of theirs."""
    head = Text()
    color = COLORS[finding.severity]
    head.append(f"{SEVERITY_TITLES[finding.severity]} {finding.rule} ", style=color)
    return head.append(finding.title, style=f"{color} bold")


def show_input_error(wrong: InputError, *, file: str | None = None) -> None:
    """Why an input cannot be used, with everything that must be mended."""
    screen = console(err=True)
    named = file is not None and file not in wrong.message and not isinstance(wrong, UnknownStandard)
    say(screen, Text(f"{file}：{wrong.message}" if named else wrong.message, style="bold red"))
    if len(wrong.problems) == 1 and wrong.problems[0].found in wrong.message:
        return  # the sentence has said it all
    for number, problem in enumerate(wrong.problems, start=1):
        where = str(problem.place) if problem.place is not None else ""
        line = Text(f"{number:>3}. ")
        if where:
            line.append(where, style="bold")
            line.append("　")
        line.append(f"{problem.found}；{problem.expected}")
        say(screen, line)
        if problem.remedy:
            say(screen, Text(f"     → {problem.remedy}", style="green"))


def say(screen: Console, line: Text) -> None:
    """Print a line: folded to the screen where somebody looks at one, whole where a program reads it."""
    for part in wrapped(line, screen.width) if screen.is_terminal else (line,):
        screen.print(part, soft_wrap=True)


def _tree(card: Scorecard, *, narrow: bool) -> Table:
    table = Table(box=None, pad_edge=False, padding=(0, 1), header_style="bold", collapse_padding=True)
    table.add_column("评价指标", min_width=24, overflow="fold")
    table.add_column("满分", justify="right", no_wrap=True)
    table.add_column("得分", justify="right", no_wrap=True)
    if not narrow:
        table.add_column("依据与计算", overflow="fold")
    for score in card.scores:
        _add_rows(table, score, prefix="", branch="", narrow=narrow)
    return table


def _add_rows(table: Table, score: Score, *, prefix: str, branch: str, narrow: bool) -> None:
    style = "bold" if not prefix and not branch else ""
    why = "" if score.parts else (score.arithmetic or score.reason)
    if score.verdict is ScoreVerdict.UNDECIDABLE and score.missing:
        why = _lacks(score.missing)
    elif not score.parts and score.lost and score.arithmetic and score.reason:
        why = f"{score.arithmetic}\n{score.reason}"
    title = Text()
    title.append(f"{prefix}{branch}", style="dim")
    title.append(score.title, style=style)
    if score.method_confidence is Confidence.RECALLED and not score.parts:
        title.append("［方法据记忆］", style="magenta")
    cells = [title, Text(_number(score.full_marks)), _points(score)]
    table.add_row(*cells, *([] if narrow else [Text(why, style="dim")]))
    below = prefix + {"": "", "├ ": "│ ", "└ ": "  "}[branch]
    for index, part in enumerate(score.parts, start=1):
        last = index == len(score.parts)
        _add_rows(table, part, prefix=below, branch="└ " if last else "├ ", narrow=narrow)


def _lacks(missing: Sequence[MissingInput]) -> str:
    """What is wanting and where it goes; what goes into the same column is said together."""
    places: dict[str, list[str]] = {}
    for one in missing:
        places.setdefault(one.where, []).append(one.name)
    return "缺：" + "；".join(f"{'、'.join(names)}，填在{where}" for where, names in places.items())


def _points(score: Score) -> Text:
    if score.verdict is ScoreVerdict.UNDECIDABLE:
        return Text(f"{_number(score.low)}～{_number(score.high)}", style="magenta")
    lost = score.lost > 0 or (score.points is not None and score.points < 0)
    return Text(_number(score.points or Decimal(0)), style="yellow" if lost else "green")


def _show_result(screen: Console, card: Scorecard) -> None:
    if card.computed_score is not None and card.computed_grade is not None:
        screen.print(
            f"\n[bold]得分 {_number(card.computed_score)}　等级 {card.computed_grade.title}[/]", end=""
        )
    else:
        grades = card.lowest_grade.title
        if card.highest_grade != card.lowest_grade:
            grades += f"～{card.highest_grade.title}"
        span = f"{_number(card.low)}～{_number(card.high)}"
        screen.print(f"\n[bold]得分 {span}　等级 {grades}[/]（有缺项，总分无法判定）", end="")
    claimed = "" if card.claimed_score is None else f"　自报 {_number(card.claimed_score)} 分"
    claimed += "" if card.claimed_grade is None else f"“{card.claimed_grade}”"
    screen.print(escape(claimed))
    if card.next_grade is not None:
        where = "，".join(f"{title} {_number(points)}" for title, points in card.next_grade.sources[:5])
        title, needed = card.next_grade.band.title, _number(card.next_grade.points_needed)
        by = "" if card.computed_score is not None else f"按最低的 {_number(card.low)} 分计，"
        say(screen, Text(f"{by}距“{title}”还差 {needed} 分；可提高之处：{where}"))
    elif card.computed_score is not None and card.computed_score < card.full_marks:
        lost = sorted((one for one in card.leaves() if one.lost > 0), key=lambda one: one.lost, reverse=True)
        where = "，".join(f"{one.title} {_number(one.lost)}" for one in lost[:5])
        short = _number(card.full_marks - card.computed_score)
        say(screen, Text(f"已是最高等级；距满分 {short} 分：{where}"))


def _number(value: Decimal) -> str:
    return f"{value:f}"
