"""
What a person or a machine sees of an audit: one report, a summary of many, or JSON Lines.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final, Protocol

import click
from rich.table import Table
from rich.text import Text

from hengji.cli import terminal
from hengji.domain.finding import SEVERITY_TITLES, Finding, Severity
from hengji.domain.problem import InputError

if TYPE_CHECKING:
    from rich.console import Console

    from hengji.documents.writers.findings_book import AuditLine
    from hengji.pipeline.audit import Audit, Input

_SHOWN: Final = 20
"""Findings listed in the terminal; the annotated page has them all."""
_SHOWN_OF_RULE: Final = 3
_AROUND: Final = 14
"""Characters of the text on each side of the words in question."""
_WORDS: Final = 60
_WIDE: Final = 110
"""Columns of a terminal in which all of the table has room."""


class Output(Protocol):
    """Where audits are shown as they are done."""

    def show(self, audit: Audit) -> None:
        """One audited file."""
        ...

    def failed(self, path: Path, error: InputError) -> None:
        """One file that could not be audited."""
        ...

    def finish(self) -> None:
        """All files are done."""
        ...


class Lines:
    """JSON Lines on stdout, one object a file."""

    def show(self, audit: Audit) -> None:
        """The object of DESIGN.md §4."""
        terminal.print_line(audit.as_line())

    def failed(self, path: Path, error: InputError) -> None:
        """The object with its error."""
        from hengji.documents.writers import json

        click.echo(json.line(json.failed_audit(file=str(path), error=error)))

    def finish(self) -> None:
        """Nothing is left to say."""


class Report:
    """One report: score, counts, and a short ranked list of findings with their words."""

    def __init__(self, *, annotated: bool = False) -> None:
        self._annotated = annotated

    def show(self, audit: Audit) -> None:
        """Print it."""
        from hengji.documents.writers import audit_facts

        screen = terminal.console()
        document = audit.document
        year = "" if document.fiscal_year is None else f"{document.fiscal_year}年度"
        if document.title:
            terminal.say(screen, Text(" ".join(document.title.split()), style="bold"))
        about = "　".join(one for one in (document.unit_name or "", year, audit.file) if one)
        terminal.say(screen, Text(about, style="dim"))
        for note in (*document.extract.notes, *audit.notes):
            terminal.say(screen, Text(f"※ {note}", style="magenta"))
        score = audit_facts.recomputed(audit)
        if score.expected:
            told = f"自评得分　{score.claim}　由文中数据复算　{score.allowed}　{score.says}"
            terminal.say(screen, Text(told))
        terminal.say(screen, Text(_counts(audit)))
        _show_findings(screen, audit.findings, document.extract.text, rest=_rest(self._annotated))
        _show_written(audit)

    def failed(self, path: Path, error: InputError) -> None:
        """Why it cannot be audited, on stderr."""
        terminal.show_input_error(error, file=str(path))

    def finish(self) -> None:
        """Nothing is left to say."""


class Summary:
    """Many reports: a line each, then what is provably wrong."""

    def __init__(self, *, annotated: bool = False) -> None:
        self._annotated = annotated
        self._lines: list[AuditLine] = []
        self._errors: list[tuple[str, Finding, Text]] = []

    def show(self, audit: Audit) -> None:
        """Keep its line and its first errors; say at once what could not be written."""
        from hengji.documents.writers import findings_book

        self._lines.append(findings_book.line_of(audit, audit.error))
        errors = [finding for finding in audit.findings if finding.severity is Severity.ERROR]
        text = audit.document.extract.text
        self._errors += [(audit.file, one, _quoted(one, text)) for one in errors[:_SHOWN_OF_RULE]]
        if audit.error is not None:
            terminal.show_input_error(audit.error, file=audit.file)

    def failed(self, path: Path, error: InputError) -> None:
        """Keep its line, and say why on stderr."""
        from hengji.documents.writers import findings_book

        self._lines.append(findings_book.failed_line(str(path), error))
        terminal.show_input_error(error, file=str(path))

    def finish(self) -> None:
        """The table, and the errors of all files together."""
        screen = terminal.console()
        if self._lines:
            screen.print(_table(self._lines, narrow=screen.width < _WIDE))
            terminal.say(screen, Text(_totals(self._lines), style="bold"))
        if self._errors:
            screen.print(f"\n[bold]可由数据证明的错误[/]　每个文件至多列 {_SHOWN_OF_RULE} 条")
        for file, finding, quote in self._errors[:_SHOWN]:
            _show_finding(screen, finding, quote, file=file)
        total = sum(line.severities[0] for line in self._lines)
        shown = len(self._errors[:_SHOWN])
        if total > shown:
            terminal.say(screen, Text(f"还有 {total - shown} 个错误；{_rest(self._annotated)}", style="dim"))


def show_in_two_lines(audit: Audit, page: Path) -> None:
    """What an audit came to, and where its page is."""
    from hengji.documents.writers import audit_facts

    screen = terminal.console()
    screen.print("\n[bold]审核写出的报告[/]")
    counted = audit_facts.severities(audit.findings)
    found = "，".join(f"{SEVERITY_TITLES[one]} {number} 条" for one, number in counted.items())
    terminal.say(screen, Text(f"  {_counts(audit)}　{found}"))
    terminal.say(screen, Text(f"  审核结果（网页）　{page}"))


def progressing(found: Sequence[Input]) -> Iterator[Input]:
    """The inputs one by one, with a bar on stderr where there are many and somebody watches."""
    screen = terminal.console(err=True)
    if len(found) == 1 or not screen.is_terminal:
        yield from found
        return
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (
        TextColumn("审核"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=screen, transient=True) as bar:
        task = bar.add_task("", total=len(found))
        for one in found:
            bar.update(task, description=one.path.name[:40])
            yield one
            bar.advance(task)


def show_left_out(given: Iterable[Input]) -> None:
    """The folders with files that an audit wrote itself; on stderr."""
    screen = terminal.console(err=True)
    for one in given:
        if one.left_out:
            kinds = "审核网页、批注副本、问题清单"
            note = f"{one.path}　{one.left_out} 个文件是审核写出的（{kinds}），没有再审；要审请直接给出文件。"
            terminal.say(screen, Text(note, style="dim"))


def show_lists(paths: Iterable[Path]) -> None:
    """Where the lists were written; on stderr, results stay alone on stdout."""
    screen = terminal.console(err=True)
    for path in paths:
        terminal.say(screen, Text(f"已写出　{path}", style="dim"))


def _counts(audit: Audit) -> str:
    """Figures, statements, and how many of these hold, fail or cannot be decided."""
    from hengji.documents.writers import audit_facts

    told = "　".join(
        f"{audit_facts.VERDICT_SIGNS[verdict]} {audit_facts.VERDICT_TITLES[verdict]} {number}"
        for verdict, number in audit_facts.verdicts(audit.judgements).items()
    )
    figures, statements = len(audit.document.figures), len(audit.judgements)
    return f"数字 {figures} 个　可复算的陈述 {statements} 条　{told}"


def _show_written(audit: Audit) -> None:
    screen = terminal.console(err=True)
    for path in audit.written:
        terminal.say(screen, Text(f"已写出　{path}", style="dim"))
    if audit.error is not None:
        terminal.show_input_error(audit.error)


def _rest(annotated: bool) -> str:
    """Where all findings are to be seen."""
    return "全部问题见写出的审核网页和问题清单。" if annotated else "用 --annotate DIR 写出全部问题。"


def _show_findings(screen: Console, findings: Sequence[Finding], text: str, *, rest: str) -> None:
    from hengji.documents.writers import audit_facts

    counted = audit_facts.severities(findings)
    counts = "，".join(f"{SEVERITY_TITLES[one]} {number} 条" for one, number in counted.items())
    screen.print(f"\n[bold]问题[/]　{counts if findings else '未发现问题'}")
    of_rule: Counter[str] = Counter()
    left: Counter[str] = Counter()
    for finding in findings:
        of_rule[finding.rule] += 1
        if of_rule.total() - left.total() > _SHOWN or of_rule[finding.rule] > _SHOWN_OF_RULE:
            left[finding.rule] += 1
        elif finding.severity is Severity.NOTICE or finding.caused_by:
            _show_finding(screen, finding, Text(), brief=True)
        else:
            _show_finding(screen, finding, _quoted(finding, text))
    if left:
        more = "、".join(f"{rule} {number} 条" for rule, number in left.items())
        terminal.say(screen, Text(f"另有 {more}；{rest}", style="dim"))


def _show_finding(
    screen: Console, finding: Finding, quote: Text, *, file: str = "", brief: bool = False
) -> None:
    """Where, which words, why, what to do; a brief one leaves out the words and the remedy."""
    head = terminal.head_of(finding)
    where = "　".join(
        one for one in (Path(file).name, "" if finding.place is None else str(finding.place)) if one
    )
    if where:
        head.append(f"　{where}", style="dim")
    terminal.say(screen, head)
    if quote:
        terminal.say(screen, Text("  ").append_text(quote))
    terminal.say(screen, Text(f"  {finding.message}"))
    if finding.suggestion and not brief:
        terminal.say(screen, Text(f"  → {finding.suggestion}", style="green"))


def _quoted(finding: Finding, text: str) -> Text:
    """The words in question, marked, with a little of what stands around them."""
    place = finding.place
    if place is None or place.start is None or place.end is None or place.start >= place.end:
        return Text()
    words = _flat(text[place.start : place.end])
    if len(words) > _WORDS:
        words = f"{words[: _WORDS // 2]}……{words[-_WORDS // 2 :]}"
    before = text[max(0, place.start - _AROUND) : place.start].rpartition("\n")[2]
    after = text[place.end : place.end + _AROUND].partition("\n")[0]
    line = Text(f"…{_flat(before)}", style="dim")
    line.append(f"【{words}】", style="not dim bold")
    return line.append(f"{_flat(after)}…")


def _flat(words: str) -> str:
    return " ".join(words.split())


def _table(lines: Sequence[AuditLine], *, narrow: bool) -> Table:
    """A line a file; on a narrow screen only what must be mended."""
    from hengji.documents.writers import findings_book

    table = Table(box=None, pad_edge=False, header_style="bold")
    table.add_column("文件", overflow="fold")
    if not narrow:
        table.add_column("单位", overflow="fold")
        table.add_column("年度", no_wrap=True)
        table.add_column("自评", no_wrap=True)
    titles = ("错误", "警示", "提示", "相符", "不符", "无法判定")
    for title in titles[:3] if narrow else titles:
        table.add_column(title, justify="right", no_wrap=True)
    names = findings_book.shown_names([line.file for line in lines])
    for line, name in zip(lines, names, strict=True):
        if not line.was_read:
            table.add_row(Text(f"{name}　").append("未能审核", style="red"))
            continue
        counts = [Text(str(number)) for number in (*line.severities, *line.verdicts)]
        for count, style in zip(counts, ("bold red", "yellow", "", "", "bold red", ""), strict=True):
            count.stylize("dim" if count.plain == "0" else style)
        told = Text(name)
        if line.is_silent:
            told.append(f"　{findings_book.NOTHING_RECKONED}", style="dim")
        if narrow:
            table.add_row(told, *counts[:3])
            continue
        year = "" if line.fiscal_year is None else str(line.fiscal_year)
        table.add_row(told, Text(line.unit_name), year, line.claim, *counts)
    return table


def _totals(lines: Sequence[AuditLine]) -> str:
    """How many files were audited, and what was found in all of them together."""
    unread = sum(not line.was_read for line in lines)
    told = f"合计　{len(lines)} 个文件" + (f"，其中 {unread} 个未能审核" if unread else "")
    counts = zip(
        SEVERITY_TITLES.values(), zip(*(line.severities for line in lines), strict=True), strict=True
    )
    return f"{told}　" + "，".join(f"{title} {sum(numbers)} 条" for title, numbers in counts)
