"""
The annotated page of an audited document: its text on the left, what was found on the right.

One file without network, font or program beside a browser; without script it still reads, jumps
and prints.  On paper the findings follow the text and are referred to by their numbers.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path, PurePath

from hengji.documents.writers.audit_facts import (
    TYPE_TITLES,
    VERDICT_SIGNS,
    VERDICT_TITLES,
    Audited,
    Recomputed,
    is_partial,
    recomputed,
    verdicts,
)
from hengji.documents.writers.audit_text import figure_title, text_article
from hengji.documents.writers.files import write_whole
from hengji.documents.writers.html_findings import MEANINGS, SHAPES, card, counts
from hengji.documents.writers.html_scores import score_tree
from hengji.documents.writers.markup import AUDIT_PAGE, attribute, words
from hengji.documents.writers.remarks import Remark, remarks
from hengji.domain.figure import Figure
from hengji.domain.finding import SEVERITY_TITLES, Finding, Severity, Verdict
from hengji.domain.judgement import Judgement

_HERE = Path(__file__)
# Nothing may be fetched and nothing sent, whatever a report contains.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"
_TELLING = 16
"""A quote of more characters says itself what it is about."""
_BEFORE = 18
_QUOTE = 90
"""Characters of a quote that are shown; the whole stands in the text beside it."""


def write_page(audited: Audited, path: Path) -> None:
    """Write the page; the file appears whole or not at all."""
    write_whole(path, audit_page(audited).encode("utf-8"))


def audit_page(audited: Audited) -> str:
    """The page itself, well-formed as HTML and as XML."""
    document = audited.document
    found = remarks(audited.findings)
    name = document.title or PurePath(audited.file).name
    text = text_article(audited, found)
    scores = _scores(audited)
    statements = _statements(audited.judgements, document.extract.text)
    side = f"{_findings(audited.findings, found)}{statements}{scores}"
    to_scores = '<a href="#scores">评分标准</a>' if scores else ""
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"/>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>{AUDIT_PAGE}'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
        f"<title>审核 {words(name)}</title><style>{_beside('page.css')}{_beside('audit.css')}</style></head>"
        f'<body class="audit"><a class="skip" href="#findings">跳到审核发现</a>{_header(audited, name)}'
        f'<nav aria-label="本页内容"><a href="#text">报告原文</a><a href="#findings">问题</a>'
        f'<a href="#statements">数据复算</a>{to_scores}<span class="tools"></span></nav>'
        f"{_overview(audited.findings)}"
        f'<main><section id="text" class="text" aria-label="报告原文">'
        f'<h2 class="unseen">报告原文</h2>{_legend()}{text}</section>'
        f'<aside class="side" aria-label="审核发现">{side}</aside></main>'
        f"<footer><p>{_told(audited)}</p></footer>"
        f"<script>{_beside('page.js')}{_beside('audit.js')}</script></body></html>\n"
    )


def _beside(name: str) -> str:
    return _HERE.with_name(name).read_text(encoding="utf-8")


# --- header -------------------------------------------------------------------------------------


def _header(audited: Audited, name: str) -> str:
    document = audited.document
    year = "" if document.fiscal_year is None else f"{document.fiscal_year}年度"
    under = "　".join(one for one in (document.unit_name or "", year) if one)
    score = recomputed(audited)
    notes = "".join(f"<li>{words(note)}</li>" for note in _notes(audited))
    notice = (
        f'<div class="notice" role="note"><span class="mark">说明</span><ul>{notes}</ul></div>'
        if notes
        else ""
    )
    return (
        f'<header><div class="title"><p class="kicker">{"自评报告审核" if score.expected else "报告审核"}</p>'
        f"<h1>{words(name)}</h1>"
        f'<p class="year">{words(under)}</p></div><div class="panel">{_score(score)}'
        f'<div class="checked"><p class="label">问题</p><p>{counts(audited.findings)}</p></div>'
        f'<div class="tallies"><p class="label">可复算的陈述</p>'
        f"<p>{_tallies(audited.judgements)}</p></div></div>"
        f"{notice}</header>"
    )


def _score(score: Recomputed) -> str:
    """What the report claims and what its figures allow, where a report of its kind has a score."""
    if not score.expected:
        return ""
    return (
        f'<div class="claimed"><p class="label">自评得分（报告所写）</p>'
        f'<p class="score">{words(score.claim)}</p></div>'
        f'<div class="computed"><p class="label">由文中数据复算</p>'
        f'<p class="score">{words(score.allowed)}</p>'
        f'<p class="gap agrees">{words(score.says)}</p></div>'
    )


def _notes(audited: Audited) -> Iterator[str]:
    yield from audited.document.extract.notes
    yield from audited.notes
    card_ = audited.scorecard
    if card_ is not None:
        yield from card_.notes
        if card_.illustrative and not any("示例" in note for note in card_.notes):
            yield "所用评分标准的分值为示例，不是官方公布的分值。"


def _tallies(judgements: Sequence[Judgement]) -> str:
    return "".join(
        f'<span class="tally {verdict.value}">{VERDICT_SIGNS[verdict]} {VERDICT_TITLES[verdict]} '
        f"<b>{number}</b></span>"
        for verdict, number in verdicts(judgements).items()
    )


def _legend() -> str:
    shapes = "　".join(f"{SHAPES[one]}{SEVERITY_TITLES[one]}" for one in Severity)
    signs = "　".join(f"{VERDICT_SIGNS[one]}{VERDICT_TITLES[one]}" for one in VERDICT_SIGNS)
    return (
        f'<p class="hint legend">问题：{shapes}（数字为问题序号，可点）　陈述：{signs}（可点）　'
        "指向带点线的数字，可看到它的数值和所示范围。</p>"
    )


def _told(audited: Audited) -> str:
    figures = len(audited.document.figures)
    return words(f"文件：{audited.file}　识别数字{figures}个　由衡绩生成，判断以文件自身所印的数据为限。")


def _overview(findings: Sequence[Finding]) -> str:
    """On paper only: all findings on the first page, for whoever reads no further."""
    rows = "".join(
        f'<tr><td>{number}</td><td class="{one.severity.value}">'
        f"{SHAPES[one.severity]}{SEVERITY_TITLES[one.severity]}</td>"
        f"<td>{words(one.title)}</td><td>{'' if one.place is None else words(str(one.place))}</td>"
        f"<td>{words(one.message)}</td></tr>"
        for number, one in enumerate(findings, start=1)
    )
    heads = "".join(f"<th>{head}</th>" for head in ("问题", "级别", "事项", "位置", "说明"))
    table = f"<thead><tr>{heads}</tr></thead><tbody>{rows}</tbody>"
    return f'<table class="overview" aria-hidden="true">{table}</table>' if rows else ""


# --- findings -----------------------------------------------------------------------------------


def _findings(findings: Sequence[Finding], found: Sequence[Remark]) -> str:
    if not findings:
        return '<section id="findings" class="part"><h2>问题</h2><p class="none">没有发现问题。</p></section>'
    groups = []
    for severity in Severity:
        cards = [
            _card(finding, remark, findings)
            for finding, remark in zip(findings, found, strict=True)
            if finding.severity is severity
        ]
        if cards:
            groups.append(
                f'<section class="group {severity.value}"><h3>{SHAPES[severity]} {SEVERITY_TITLES[severity]}'
                f'<span class="many">{len(cards)}项</span>'
                f'<span class="meaning">{MEANINGS[severity]}</span></h3>{"".join(cards)}</section>'
            )
    return f'<section id="findings" class="part"><h2>问题</h2>{"".join(groups)}</section>'


def _card(finding: Finding, remark: Remark, findings: Sequence[Finding]) -> str:
    number = f"问题{remark.number}"
    label = f'<span class="number">{number}</span> '
    if remark.start is not None:
        label = f'<a class="number" href="#q{remark.number}" title="到原文处">{number}</a> '
    if finding.quote and len(finding.quote) > _QUOTE:
        finding = replace(finding, quote=f"{finding.quote[:_QUOTE]}……")
    cause = ""
    if remark.cause is not None:
        earlier = findings[remark.cause - 1]
        told = words(f"（{earlier.rule} {earlier.title}）")
        cause = f'<a href="#f{remark.cause}">问题{remark.cause}</a>{told}'
    return card(finding, label=label, name=f"f{remark.number}", said="文中", cause=cause)


def _scores(audited: Audited) -> str:
    """The points that the document's own forms give, where an edition was named and they give all."""
    card_ = audited.scorecard
    if card_ is None or is_partial(card_):
        return ""
    return (
        f'<section id="scores" class="part"><h2>按评分标准复算</h2>'
        f'<p class="hint">{words(card_.standard_title)}</p>{score_tree(card_)}</section>'
    )


# --- statements ---------------------------------------------------------------------------------


def _statements(judgements: Sequence[Judgement], text: str) -> str:
    if not judgements:
        return (
            '<section id="statements" class="part"><h2>数据复算</h2>'
            '<p class="none">没有可以复算的陈述。</p></section>'
        )
    groups = []
    numbered = list(enumerate(judgements, start=1))
    for verdict in (Verdict.FAILS, Verdict.UNDECIDABLE, Verdict.HOLDS):
        chosen = [_statement(number, one, text) for number, one in numbered if one.verdict is verdict]
        if chosen:
            groups.append(
                f'<section class="verdicts {verdict.value}"><h3>{VERDICT_SIGNS[verdict]} '
                f'{VERDICT_TITLES[verdict]}<span class="many">{len(chosen)}条</span></h3>'
                f"{''.join(chosen)}</section>"
            )
    return f'<section id="statements" class="part"><h2>数据复算</h2>{"".join(groups)}</section>'


def _statement(number: int, judgement: Judgement, text: str) -> str:
    statement, verdict = judgement.statement, judgement.verdict
    rows = "".join(
        f'<dt class="{kind}">{title}</dt><dd class="{kind}">{content}</dd>'
        for kind, title, content in _working(number, judgement)
    )
    unfolded = ' open="open"' if verdict is Verdict.FAILS else ""
    lead = _lead(judgement, text)
    subject = f'<span class="subject">{words(_short(lead))}</span> ' if lead else ""
    # On paper what holds takes one line: its words and its arithmetic.
    brief = f'<span class="brief">{words(judgement.arithmetic)}</span>' if verdict is Verdict.HOLDS else ""
    return (
        f'<details class="statement {verdict.value}" id="s{number}"{unfolded}><summary>'
        f'<span class="sign" title="{VERDICT_TITLES[verdict]}">{VERDICT_SIGNS[verdict]}</span> '
        f'<span class="type">{TYPE_TITLES[statement.type]}</span> {subject}{words(_short(statement.quote))}'
        f'{brief}</summary><dl class="why">{rows}</dl></details>'
    )


def _lead(judgement: Judgement, text: str) -> str:
    """
    What a statement is about, where its own words do not tell: 高出5% alone says nothing.

    Its subject, else the words before it in its paragraph or row.
    """
    statement = judgement.statement
    quote = "".join(statement.quote.split())
    subject = "".join(statement.subject.split())
    if subject:
        return "" if subject in quote else statement.subject
    if len(quote) > _TELLING:
        return ""
    before = text[max(0, statement.start - _BEFORE) : statement.start]
    words_before = " ".join(before.rpartition("\n")[2].split())
    return f"…{words_before}" if words_before else ""


def _working(number: int, judgement: Judgement) -> Iterator[tuple[str, str, str]]:
    """Class, title and content of each line; what is said elsewhere is not said again on paper."""
    statement = judgement.statement
    if judgement.arithmetic:
        yield "", "算式", f'<span class="arithmetic">{words(judgement.arithmetic)}</span>'
    title = VERDICT_TITLES[judgement.verdict]
    reason = judgement.reason
    yield "", "结论", words(reason if reason.startswith(title) else f"{title}。{reason}")
    if statement.claim is not None:
        yield "screen", "所述", _figure(statement.claim)
    elif statement.stated_text:
        yield "", "所述", words(statement.stated_text)
    if statement.operands:
        yield "screen", "用数", "、".join(_figure(one.figure) for one in statement.operands)
    yield "screen", "原文", f'<a href="#m{number}">到原文处</a>'


def _figure(figure: Figure) -> str:
    quote = words("".join(figure.quote.split()))
    return f'<span class="fact" title="{attribute(figure_title(figure))}">{quote}</span>'


def _short(quote: str) -> str:
    quote = " ".join(quote.split())
    return quote if len(quote) <= _QUOTE else f"{quote[:_QUOTE]}……"
