"""
The findings of the readable page, worst first: where, what is stated, what follows, what to do.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from hengji.documents.writers.markup import amount, attribute, basis, place_of, words
from hengji.domain.finding import SEVERITY_TITLES, Finding, Severity, Verdict
from hengji.domain.money import rounded
from hengji.domain.stated import PERCENT, POINTS

SHAPES = {Severity.ERROR: "■", Severity.WARNING: "▲", Severity.NOTICE: "●"}
"""A shape beside each colour, for whoever cannot tell colours apart."""
_SHOWN = 3
_RATES = frozenset({PERCENT, POINTS})
_RATE_PLACES = 2
MEANINGS = {
    Severity.ERROR: "数据自身即可证明有误，须更正",
    Severity.WARNING: "须更正或作出说明",
    Severity.NOTICE: "供核对时留意",
}
"""What each severity asks of the unit."""


def findings_section(findings: Sequence[Finding]) -> str:
    """All findings grouped by severity, or the sentence that there are none."""
    if not findings:
        return '<p class="none">没有发现问题。</p>'
    return "".join(_group(severity, findings) for severity in Severity)


def counts(findings: Sequence[Finding]) -> str:
    """How many of each severity, as small labels."""
    labels = []
    for severity in Severity:
        number = sum(finding.severity is severity for finding in findings)
        quiet = "" if number else " quiet"
        labels.append(
            f'<span class="count {severity.value}{quiet}">{SHAPES[severity]} {SEVERITY_TITLES[severity]} '
            f"<b>{number}</b></span>"
        )
    return "".join(labels)


def _group(severity: Severity, findings: Sequence[Finding]) -> str:
    chosen = [finding for finding in findings if finding.severity is severity]
    if not chosen:
        return ""
    cards = "".join(_of_rule(rule, chosen) for rule in dict.fromkeys(finding.rule for finding in chosen))
    return (
        f'<section class="group {severity.value}"><h3>{SHAPES[severity]} {SEVERITY_TITLES[severity]}'
        f'<span class="many">{len(chosen)}项</span><span class="meaning">{MEANINGS[severity]}</span></h3>'
        f"{cards}</section>"
    )


def _of_rule(rule: str, findings: Sequence[Finding]) -> str:
    """The findings of one rule; where there are many, the first few stand for the rest."""
    cards = [card(finding) for finding in findings if finding.rule == rule]
    if len(cards) <= _SHOWN + 1:
        return "".join(cards)
    rest = "".join(cards[_SHOWN:])
    summary = f"<summary>同类问题还有{len(cards) - _SHOWN}项（{words(rule)}）</summary>"
    return f'{"".join(cards[:_SHOWN])}<details class="more">{summary}{rest}</details>'


def card(finding: Finding, *, label: str = "", name: str = "", said: str = "填报", cause: str = "") -> str:
    """
    One finding; `label` is markup before its title, `name` its anchor, `said` who stated the figure,
    `cause` markup that leads to the finding it follows from.
    """
    rows = "".join(f"<dt>{title}</dt><dd>{content}</dd>" for title, content in _facts(finding, cause))
    anchor = f' id="{name}"' if name else ""
    open_question = (
        '<span class="undecidable">现有数据无法判定</span>' if finding.verdict is Verdict.UNDECIDABLE else ""
    )
    return (
        f'<article class="finding"{anchor}><h4>{label}{words(finding.title)}{open_question}'
        f'<span class="rule">{words(finding.rule)}</span></h4>'
        f'<p class="message">{words(finding.message)}</p>{_figures(finding, said)}<dl>{rows}</dl></article>'
    )


_MEASURED = ("PL", "CM")
"""Rules that hold a figure against a target or a threshold, which nobody computed."""


def _figures(finding: Finding, said: str) -> str:
    if finding.verdict is Verdict.UNDECIDABLE:
        return ""  # nothing follows from what is there; the message says what is missing
    unit = finding.unit
    apart = f"个{POINTS}" if unit in _RATES else unit
    figures = (
        (said, finding.stated, unit),
        ("对照" if finding.rule.startswith(_MEASURED) else "算得", finding.computed, unit),
        ("相差", finding.difference, apart),
    )
    printed = finding.printed
    as_printed = (None,) * 3 if printed is None else (printed.stated, printed.computed, printed.difference)
    cells = [_figure(*figure, words_) for figure, words_ in zip(figures, as_printed, strict=True)]
    return f'<div class="figures">{"".join(cells)}</div>' if any(cells) else ""


def _figure(title: str, value: Decimal | None, unit: str, printed: str | None) -> str:
    """A figure as the text would print it; its exact value where that is another one, on pointing at it."""
    if value is None or printed == "":
        return ""
    rate = unit == PERCENT or unit.endswith(POINTS)
    short = rounded(value, _RATE_PLACES) if rate else value
    shown = printed or amount(value if short == value else short, unit)
    digits = "".join(sign for sign in shown if sign.isdecimal() or sign == ".")
    told = words(shown)
    if not digits or Decimal(digits) != abs(value):
        told = f'<span class="fact" title="{attribute(amount(value, unit))}">{told}</span>'
    return f'<span class="figure"><small>{title}</small>{told}</span>'


def _facts(finding: Finding, cause: str) -> Iterator[tuple[str, str]]:
    if finding.place is not None and str(finding.place):
        yield "位置", place_of(finding.place)
    if finding.quote:
        yield "原文", f"<q>{words(finding.quote)}</q>"
    if finding.suggestion:
        yield "建议", words(finding.suggestion)
    if finding.basis is not None:
        yield "依据", basis(finding.basis)
    if finding.caused_by:
        yield "同源", f"与{cause or words(finding.caused_by)}同一原因，先处理该项"
