"""
The readable page: score, reasons, findings and the report itself in one self-contained file.

It needs no network, no font and no program beside a browser, and prints well on A4.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from hengji.documents.writers import markup
from hengji.documents.writers.files import write_whole
from hengji.documents.writers.grid import lay_out
from hengji.documents.writers.html_findings import counts, findings_section
from hengji.documents.writers.html_scores import indicator_bars, score_tree
from hengji.documents.writers.markup import points, short, words
from hengji.domain.block import (
    Annex,
    Block,
    Composition,
    Heading,
    Notice,
    Signature,
    TableBlock,
    TableCell,
    TextBlock,
    Title,
)
from hengji.domain.finding import Finding
from hengji.domain.scorecard import Scorecard

_HERE = Path(__file__)
# Nothing may be fetched and nothing sent, whatever a report contains.
_POLICY = "default-src 'none'; style-src 'unsafe-inline'; script-src 'unsafe-inline'; img-src data:"


def write_evaluation(
    composition: Composition, scorecard: Scorecard, findings: Sequence[Finding], path: Path
) -> None:
    """Write the page of one evaluated filing; the file appears whole or not at all."""
    write_whole(path, evaluation_page(composition, scorecard, findings).encode("utf-8"))


def evaluation_page(composition: Composition, scorecard: Scorecard, findings: Sequence[Finding]) -> str:
    """The page itself, well-formed as HTML and as XML."""
    bars = indicator_bars(scorecard)
    sections = [
        ("scores", "得分明细", _scores(scorecard)),
        ("findings", "核对结果", counts_line(findings) + findings_section(findings)),
        *([("indicators", "指标完成情况", bars)] if bars else []),
        ("report", "报告正文", report_article(composition)),
    ]
    links = "".join(f'<a href="#{name}">{title}</a>' for name, title, _ in sections)
    body = "".join(
        f'<section id="{name}" class="part"><h2>{title}</h2>{content}</section>'
        for name, title, content in sections
    )
    title = words(f"{scorecard.unit_name}{scorecard.fiscal_year}年度绩效自评结果")
    return (
        '<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="utf-8"/>'
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}"/>'
        '<meta name="viewport" content="width=device-width, initial-scale=1"/>'
        f"<title>{title}</title><style>{_beside('page.css')}</style></head>"
        f'<body><a class="skip" href="#scores">跳到得分明细</a>{_header(scorecard, findings)}'
        f'<nav aria-label="本页内容">{links}<span class="tools"></span></nav><main>{body}</main>'
        f"<footer><p>{_made_by(scorecard)}</p></footer><script>{_beside('page.js')}</script></body></html>\n"
    )


def _beside(name: str) -> str:
    return _HERE.with_name(name).read_text(encoding="utf-8")


def _made_by(card: Scorecard) -> str:
    return words(
        f"评分标准：{card.standard_title}（{card.standard_id}）　版本校验：{card.edition_hash[:16]}　"
        f"计算引擎：衡绩 {card.engine_version}"
    )


# --- header -------------------------------------------------------------------------------------


def _header(card: Scorecard, findings: Sequence[Finding]) -> str:
    if card.computed_score is not None:
        score, size = points(card.computed_score), ""
    else:
        score, size = f"{points(card.low)}～{points(card.high)}", " interval"
    return (
        f'<header><div class="title"><p class="kicker">部门整体支出绩效自评结果</p>'
        f'<h1>{words(card.unit_name)}</h1><p class="year">{card.fiscal_year}年度</p></div>'
        f'<div class="panel"><div class="computed{size}"><p class="label">计算得分</p>'
        f'<p class="score">{score}<small>／{short(card.full_marks)}</small></p>'
        f'<p class="grade">{_grade(card)}</p></div>{_claimed(card)}'
        f'<div class="checked"><p class="label">核对结果</p><p>{counts(findings)}</p></div></div>'
        f"{_notices(card)}{_next_grade(card)}</header>"
    )


def _grade(card: Scorecard) -> str:
    if card.computed_grade is not None:
        return f"<b>{words(card.computed_grade.title)}</b>"
    return (
        f"<b>{words(card.lowest_grade.title)}</b>至<b>{words(card.highest_grade.title)}</b>"
        '<span class="undecidable">缺数据，等级未定</span>'
    )


def _claimed(card: Scorecard) -> str:
    if card.claimed_score is None and card.claimed_grade is None:
        said = '<p class="score none">未填报</p>'
    else:
        score = "—" if card.claimed_score is None else points(card.claimed_score)
        grade = (
            "" if card.claimed_grade is None else f'<p class="grade"><b>{words(card.claimed_grade)}</b></p>'
        )
        said = f'<p class="score">{score}</p>{grade}{_gap(card)}'
    return f'<div class="claimed"><p class="label">自评得分（单位填报）</p>{said}</div>'


def _gap(card: Scorecard) -> str:
    """The claim against what the figures give: above the best, below the worst, or possible."""
    claimed = card.claimed_score
    if claimed is None:
        return ""
    if claimed > card.high:
        return f'<p class="gap">比数据所能得的最高分多{points(claimed - card.high)}分</p>'
    if claimed < card.low:
        return f'<p class="gap">比计算得分少{points(card.low - claimed)}分</p>'
    return '<p class="gap agrees">与计算得分相符</p>' if card.low == card.high else ""


def _notices(card: Scorecard) -> str:
    notes = list(card.notes)
    if card.illustrative and not any("示例" in note for note in notes):
        notes.insert(0, "所用评分标准的分值为示例，不是官方公布的分值，结果不得作为正式评分依据。")
    if not notes:
        return ""
    mark = '<span class="mark">示例</span>' if card.illustrative else '<span class="mark">说明</span>'
    items = "".join(f"<li>{words(note)}</li>" for note in notes)
    return f'<div class="notice" role="note">{mark}<ul>{items}</ul></div>'


def _next_grade(card: Scorecard) -> str:
    gap = card.next_grade
    if gap is None:
        return ""
    sources = "、".join(f"{title}（{short(most)}分）" for title, most in gap.sources[:4])
    where = f"可争取的分数在：{sources}。" if sources else ""
    return (
        f'<p class="next">距“{words(gap.band.title)}”（{short(gap.band.at_least)}分以上）'
        f"还差<b>{points(gap.points_needed)}</b>分。{words(where)}</p>"
    )


def _scores(card: Scorecard) -> str:
    return f'<p class="hint">点开一行，可看到每一分的方法、数据出处、算式和依据。</p>{score_tree(card)}'


def counts_line(findings: Sequence[Finding]) -> str:
    """How many findings of each severity, above their list."""
    return f'<p class="counts">{counts(findings)}</p>' if findings else ""


# --- the report ---------------------------------------------------------------------------------


def report_article(composition: Composition) -> str:
    """The report as it reads on screen; every figure says where it comes from."""
    body = "".join(_block(block) for block in composition.blocks)
    return f'<p class="hint">带点线的数字，指向它可看到出处。</p><article class="report">{body}</article>'


def _block(block: Block) -> str:
    match block:
        case Title():
            return f'<p class="report-title" role="heading" aria-level="3">{words(block.text)}</p>'
        case Heading():
            level = min(max(block.level, 1), 4)
            return f'<p class="h{level}" role="heading" aria-level="{level + 3}">{words(block.text)}</p>'
        case TextBlock():
            aligned = block.align if block.align in {"left", "center", "right"} else "justify"
            first = f' style="text-indent:{block.indent}em"' if block.indent > 0 else ""
            return f'<p class="{aligned}"{first}>{markup.runs(block.runs)}</p>'
        case TableBlock():
            return _table(block)
        case Signature():
            return (
                f'<div class="signature"><p>{markup.runs(block.name)}</p>'
                f"<p>{markup.runs(block.date)}</p></div>"
            )
        case Annex():
            return (
                f'<div class="annex"><p class="annex-label">{words(block.label)}</p>'
                f'<p class="report-title" role="heading" aria-level="4">{words(block.title)}</p></div>'
            )
        case Notice():
            return f'<div class="notice" role="note"><p>{markup.runs(block.runs)}</p></div>'


def _table(table: TableBlock) -> str:
    asked = sum(table.widths) or 1
    columns = "".join(f'<col style="width:{width * 100 / asked:.2f}%"/>' for width in table.widths)
    unit = f'<span class="unit">{words(table.unit_note)}</span>' if table.unit_note else ""
    caption = f"<caption>{words(table.caption)}{unit}</caption>" if table.caption or unit else ""
    rows = []
    for number, slots in enumerate(lay_out(table)):
        head = number < table.header_rows
        cells = "".join(
            _cell(
                slot.cell,
                head=head or slot.cell.header,
                spans=(slot.column_span, slot.row_span),
            )
            for slot in slots
            if not slot.continued
        )
        rows.append(f"<tr>{cells}</tr>")
    split = min(table.header_rows, len(rows))
    top = f"<thead>{''.join(rows[:split])}</thead>" if split else ""
    body = f"<tbody>{''.join(rows[split:])}</tbody>" if rows[split:] else ""
    return f'<div class="table"><table>{caption}<colgroup>{columns}</colgroup>{top}{body}</table></div>'


def _cell(cell: TableCell, *, head: bool, spans: tuple[int, int]) -> str:
    column_span, row_span = spans
    name = "th" if head else "td"
    wide = f' colspan="{column_span}"' if column_span > 1 else ""
    tall = f' rowspan="{row_span}"' if row_span > 1 else ""
    scope = ' scope="col"' if head else ""
    look = " ".join(
        filter(None, (cell.align if cell.align != "left" else "", "strong" if cell.strong else ""))
    )
    styled = f' class="{look}"' if look and not head else ""
    return f"<{name}{scope}{wide}{tall}{styled}>{markup.runs(cell.runs)}</{name}>"
