"""
An edition as a page of Markdown: tree, marks, methods in words, sources, and how each is known.
"""

from __future__ import annotations

from collections.abc import Iterator

from hengji.domain.source import Confidence
from hengji.domain.standard import Criterion, Spending, Standard
from hengji.standards import wording
from hengji.standards.overlay import Overlay

SPENDING_TITLES = {
    Spending.DEPARTMENT: "部门整体支出",
    Spending.PROJECT: "项目支出",
    Spending.EARMARKED: "专项资金",
    Spending.TRANSFER: "转移支付",
}


def describe(standard: Standard) -> str:
    """The edition for a reader who knows no YAML; ends in one newline."""
    lines = [f"# {standard.title}", ""]
    if standard.illustrative:
        lines += ["> **示例标准，分值不是官方规定，不得用于正式评分。**", ""]
    if standard.demands_weights:
        lines += ["> **这是框架，没有分值；由财政部门赋权后才能评分。**", ""]
    lines += [*_facts(standard), "", *_notes(standard), *_criteria(standard)]
    lines += [*_details(standard), *_adjustments(standard), *_grades(standard)]
    return "\n".join(lines).rstrip("\n") + "\n"


def describe_overlay(overlay: Overlay) -> str:
    """The caps and cuts that can be laid over any edition; ends in one newline."""
    lines = [f"# {overlay.title}", "", "| 项目 | 内容 |", "| --- | --- |"]
    lines += [f"| 编号 | `{overlay.id}` |", f"| 用法 | 叠加在任何一版评分标准上：`--overlay {overlay.id}` |"]
    lines += [f"| 依据 | {_cell(wording.citation(overlay.basis))} |"]
    lines += [
        f"| 最近核对 | {overlay.confirmed_on.isoformat()} |",
        f"| 校验值 | `{overlay.edition_hash}` |",
        "",
    ]
    lines += [*_notes(overlay), *_adjustments(overlay)]
    return "\n".join(lines).rstrip("\n") + "\n"


def _facts(standard: Standard) -> Iterator[str]:
    yield from ("| 项目 | 内容 |", "| --- | --- |")
    place = standard.jurisdiction_name
    if standard.jurisdiction_code:
        place += f"（{standard.jurisdiction_code}）"
    yield f"| 编号 | `{standard.id}` |"
    yield f"| 评价对象 | {SPENDING_TITLES[standard.spending]} |"
    yield f"| 适用地区 | {place} |"
    yield f"| 适用年度 | {_years(standard)} |"
    yield f"| 满分 | {wording.marks(standard.full_marks)} |"
    yield f"| 依据 | {_cell(wording.citation(standard.basis))} |"
    yield f"| 最近核对 | {standard.confirmed_on.isoformat()} |"
    places = standard.rounding.places
    yield f"| 舍入 | 每个末级得分四舍五入，保留{places}位小数（本系统约定，另有规定的从其规定） |"
    if standard.outline:
        yield f"| 报告提纲 | `{standard.outline}` |"
    yield f"| 校验值 | `{standard.edition_hash}` |"


def _years(standard: Standard) -> str:
    first, last = standard.first_fiscal_year, standard.last_fiscal_year
    if first is None and last is None:
        return "未限定"
    if first == last:
        return f"{first}年"
    return f"{first or ''}年起" if last is None else f"{first or ''}—{last}年"


def _notes(standard: Standard | Overlay) -> Iterator[str]:
    if standard.notes:
        yield from ("## 须知", "", *(f"- {note}" for note in standard.notes), "")


def _criteria(standard: Standard) -> Iterator[str]:
    yield from ("## 指标与分值", "", "| 指标 | 分值 | 计分方法 | 分值来源 | 方法来源 |")
    yield "| --- | ---: | --- | --- | --- |"
    for criterion in standard.criteria:
        yield from _rows(criterion, 0)
    yield ""


def _rows(criterion: Criterion, depth: int) -> Iterator[str]:
    title = f"**{criterion.title}**" if criterion.criteria else criterion.title
    known = "" if criterion.full_marks is None else wording.confidence(criterion.marks_confidence)
    how = "" if criterion.criteria else wording.confidence(criterion.method_confidence)
    method = "" if criterion.criteria else _cell(wording.method(criterion))
    yield f"| {'　' * depth}{title} | {wording.marks(criterion.full_marks)} | {method} | {known} | {how} |"
    for child in criterion.criteria:
        yield from _rows(child, depth + 1)


def _details(standard: Standard) -> Iterator[str]:
    yield from ("## 评分说明与依据", "")
    for leaf in standard.leaves():
        yield f"- **{leaf.title}**（`{leaf.code}`）：{_line(leaf.guidance) or '评分细则未见。'}"
        if leaf.evidence:
            yield f"  佐证材料：{'、'.join(leaf.evidence)}。"
        if leaf.basis != standard.basis:
            yield f"  依据：{wording.citation(leaf.basis)}。"
    yield ""


def _adjustments(standard: Standard | Overlay) -> Iterator[str]:
    if not standard.adjustments:
        return
    yield from ("## 总分调整", "")
    for adjustment in standard.adjustments:
        how = (
            ""
            if adjustment.confidence is Confidence.SEEN
            else f"［{wording.confidence(adjustment.confidence)}］"
        )
        yield f"- **{adjustment.title}**{how}：{wording.method(adjustment)}。"
        yield f"  依据：{wording.citation(adjustment.basis)}。"
    yield ""


def _grades(standard: Standard) -> Iterator[str]:
    yield from ("## 等级", "", "| 等级 | 分数 |", "| --- | --- |")
    upper = None
    for band in standard.grades:
        limit = "" if upper is None else f"，低于 {wording.number(upper)}"
        yield f"| {band.title} | {wording.number(band.at_least)} 分及以上{limit} |"
        upper = band.at_least
    source = standard.grades_basis
    yield from (
        "",
        f"来源：{wording.citation(source) if source else '本标准未规定，借用全国通行的 90/80/60'}。",
    )


def _line(text: str) -> str:
    return " ".join(text.split("\n"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|")
