"""
附件4: every figure in the text of the report, with its cell or how it was computed.

Figures that stand in one clause share a row, so that the reader meets them with the words that
say what they are.  Marks that the edition gives and mere counts of what is listed beside them
need no row: the edition and the list are there to see.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from hengji.compose.tables import Row, band, head, row
from hengji.compose.wording import fact
from hengji.domain.block import Block, Heading, Run, RunKind, TableBlock, TextBlock, runs_of
from hengji.domain.source import Place

_EVIDENT = (
    "评分标准规定的分值",
    "评分标准规定的满分",
    "评分标准的要求",
    "指标计数",
    "达到指标值的130%即须说明原因",
)
_MOST_PLACES = 4
_MOST_FIGURES = 4
"""A clause with more figures, or a longer one, is a list; its items get rows of their own."""
_LONGEST = 60


@dataclass(frozen=True, slots=True, kw_only=True)
class _Clause:
    """Words between two stops, with the figures among them."""

    words: str
    figures: tuple[Run, ...]


def source_table(body: Iterable[Block]) -> TableBlock:
    """One row a clause that states figures, in the order of the report."""
    rows: list[Row] = [head("序号", "报告中的数据", "来源单元格", "计算过程或说明")]
    seen: set[tuple[str, str]] = set()
    section = ""
    for heading, clause in _clauses(body):
        source, how = _source(clause), _how(clause)
        if (clause.words, source) in seen:
            continue
        if heading != section:
            rows.append(band(heading, len(rows[0])))
            section = heading
        seen.add((clause.words, source))
        number = fact(str(len(seen)), computed="序号")
        rows.append(row(number, clause.words, source, how, aligns="clll"))
    return TableBlock(rows=tuple(rows), widths=(7, 38, 25, 30))


def _source(clause: _Clause) -> str:
    """The cells, the sheet named once where several stand on it."""
    places: tuple[Place, ...] = tuple(dict.fromkeys(place for run in clause.figures for place in run.places))
    shown: list[str] = []
    sheet: str | None = None
    for place in places[:_MOST_PLACES]:
        same = place.sheet is not None and place.sheet == sheet and place.cell is not None
        shown.append(str(place.cell) if same else str(place))
        sheet = place.sheet
    more = f"等{len(places)}处" if len(places) > _MOST_PLACES else ""
    return "、".join(shown) + more or "—"


def _how(clause: _Clause) -> str:
    computed = dict.fromkeys(run.computed for run in clause.figures if run.computed)
    return "；".join(computed) or "直接取自填报数据"


def _clauses(body: Iterable[Block]) -> Iterator[tuple[str, _Clause]]:
    section = ""
    for block in body:
        if isinstance(block, Heading):
            section = block.text
        elif isinstance(block, TextBlock):
            for clause in _split(tuple(runs_of(block)), "。；"):
                parts = _split(clause, "，：") if _is_list(clause) else [clause]
                for part in parts:
                    figures = _figures(part)
                    if figures:
                        yield section, _Clause(words=_words(part), figures=figures)


def _is_list(clause: tuple[Run, ...]) -> bool:
    length = sum(len(run.text) for run in clause)
    return len(_figures(clause)) > _MOST_FIGURES or length > _LONGEST


def _figures(runs: tuple[Run, ...]) -> tuple[Run, ...]:
    return tuple(run for run in runs if run.kind is RunKind.FACT and run.computed not in _EVIDENT)


def _words(runs: tuple[Run, ...]) -> str:
    """The words of a clause, without a lead that states no figure itself."""
    words = "".join(run.text for run in runs).strip("，。；：、")
    lead, colon, rest = words.partition("：")
    return rest if colon and not any(character.isdigit() for character in lead) else words


def _split(runs: tuple[Run, ...], stops: str) -> list[tuple[Run, ...]]:
    """Runs cut at stops in plain words; figures are never cut."""
    clauses: list[tuple[Run, ...]] = []
    current: list[Run] = []
    for run in runs:
        if run.kind is RunKind.FACT:
            current.append(run)
            continue
        piece = ""
        for character in run.text:
            piece += character
            if character in stops:
                clauses.append((*current, Run(text=piece)))
                current, piece = [], ""
        if piece:
            current.append(Run(text=piece))
    return [*clauses, tuple(current)]
