"""
Planters that spoil what a report must tell: sections, values of indicators, points against facts.
"""

# ruff: noqa: E501 - sentences stand as they are printed

from __future__ import annotations

import random
import re
from dataclasses import replace
from decimal import Decimal

from benchmarks.planted.draft import Box, Claim, Grid, Heading, Report, Sort, Words, tokens_in, tokens_printed
from benchmarks.planted.figure_errors import retold
from benchmarks.planted.page import numbered
from benchmarks.planted.planting import Planted, planter
from hengji.domain.finding import Severity

_NOTICEABLE = Decimal("0.3")
"""Points lost on the execution that a reader would miss."""
_BLOCKS = 2
_EMPTIED = (
    "自评结论",
    "履职效能分析",
    "目标设置",
    "绩效管理情况",
    "信息公开情况",
    "problems",
    "rectification",
    "部门整体支出绩效目标情况",
)


def _sections(
    report: Report, rng: random.Random, topics: tuple[str, ...] = _EMPTIED
) -> list[tuple[int, int]]:
    """Where those sections begin and end, in random order; only in reports that follow a published outline."""
    if not report.outline:
        return []
    found = []
    heads = [(index, piece) for index, piece in enumerate(report.pieces) if isinstance(piece, Heading)]
    for place, (index, head) in enumerate(heads):
        if head.topic in topics:
            end = next(
                (other for other, piece in heads[place + 1 :] if piece.level <= head.level),
                len(report.pieces),
            )
            found.append((index, end))
    rng.shuffle(found)
    return found


def _title(report: Report, index: int) -> str:
    piece = report.pieces[index]
    assert isinstance(piece, Heading)  # noqa: S101 - sections begin with headings
    return re.sub(r"^(?:[一二三四五六七八九十]+、|（[一二三四五六七八九十]+）|\d+\.)", "", piece.text)


def _with_body(
    kind: str,
    report: Report,
    rng: random.Random,
    words: tuple[str, ...],
    *,
    least: Severity = Severity.WARNING,
) -> Planted | None:
    for start, end in _sections(report, rng):
        body = tuple(Words(text=text) for text in words)
        pieces = (*report.pieces[: start + 1], *body, *report.pieces[end:])
        title = _title(report, start)
        return Planted(
            kind=kind,
            report=replace(report, pieces=pieces),
            tokens=(),
            what=f"{title}：{'；'.join(words) or '无正文'}",
            families=("CM", "CO"),
            least=least,
            section=title,
        )
    return None


@planter("缺少章节")
def missing(report: Report, rng: random.Random) -> Planted | None:
    """A section that the outline demands is gone, the following ones renumbered."""
    for start, end in _sections(report, rng):
        head = report.pieces[start]
        assert isinstance(head, Heading)  # noqa: S101 - sections begin with headings
        pieces = [*report.pieces[:start], *report.pieces[end:]]
        for index in range(start, len(pieces)):
            piece = pieces[index]
            if isinstance(piece, Heading):
                if piece.level < head.level:
                    break
                if piece.level == head.level:
                    pieces[index] = _one_less(piece)
        title = _title(report, start)
        return Planted(
            kind="缺少章节",
            report=replace(report, pieces=tuple(pieces)),
            tokens=(),
            what=f"删去“{title}”",
            families=("CM",),
            least=Severity.WARNING,
            section=title,
        )
    return None


def _one_less(head: Heading) -> Heading:
    for value in range(2, 11):
        old = numbered(head.level, value)
        if head.text.startswith(old):
            return replace(head, text=numbered(head.level, value - 1) + head.text[len(old) :])
    return head


@planter("章节为空")
def empty(report: Report, rng: random.Random) -> Planted | None:
    """A heading with nothing below it."""
    return _with_body("章节为空", report, rng, ())


@planter("章节只写“无”")
def only_none(report: Report, rng: random.Random) -> Planted | None:
    """A section answered with 无."""
    return _with_body("章节只写“无”", report, rng, (rng.choice(("无。", "无", "暂无。", "无相关情况。")),))


@planter("章节只有一句空话")
def one_sentence(report: Report, rng: random.Random) -> Planted | None:
    """A section of one sentence that says nothing."""
    words = rng.choice(("我单位严格按照有关规定执行。", "本部门高度重视，工作开展良好。", "按要求完成。"))
    return _with_body("章节只有一句空话", report, rng, (words,), least=Severity.NOTICE)


@planter("有预算无执行数")
def no_actual(report: Report, rng: random.Random) -> Planted | None:
    """Where the execution should be told, only the budget is."""
    for start, end in _sections(report, rng, ("预算执行情况",)):
        year, budget = next(
            iter([(n, t) for n, t in enumerate(report.tokens) if t.use == "total" and t.sort is Sort.MONEY]),
            (0, None),
        )
        if budget is None:
            return None
        del year
        body = (
            Words(
                text=f"{report.year}年度支出预算{budget.text}，各项支出严格按照批复的预算和规定用途安排使用，资金拨付手续完备，未发生截留、挤占、挪用情况。"
            ),
        )
        pieces = (*report.pieces[: start + 1], *body, *report.pieces[end:])
        return Planted(
            kind="有预算无执行数",
            report=replace(report, pieces=pieces),
            tokens=(),
            what="预算执行情况只写预算",
            families=("CM",),
            least=Severity.WARNING,
            section="预算执行情况",
        )
    return None


def indicator_rows(report: Report, rng: random.Random) -> list[tuple[int, int, Grid]]:
    """The rows of counted indicators in forms: piece, row and table, in random order."""
    found = []
    for index, piece in enumerate(report.pieces):
        if isinstance(piece, Grid) and any(box.text == "三级指标" for row in piece.rows for box in row):
            head = next(n for n, row in enumerate(piece.rows) if any(box.text == "三级指标" for box in row))
            found += [
                (index, row, piece)
                for row in range(head + 1, len(piece.rows) - 1)
                if _counts(report, piece.rows[row])
            ]
    rng.shuffle(found)
    return found


def _counts(report: Report, row: tuple[Box, ...]) -> bool:
    return any(_uses(report, box) for box in row)


def _uses(report: Report, box: Box) -> bool:
    return any(
        report.tokens[number].use == "actual" and report.tokens[number].sort is Sort.COUNT
        for number in tokens_in(box.text)
    )


def _with_actual(
    report: Report, place: tuple[int, int, Grid], text: str, *, why: str | None = None
) -> Report:
    index, number, grid = place
    row = tuple(replace(box, text=text) if _uses(report, box) else box for box in grid.rows[number])
    if why is not None:
        row = (*row[:-1], replace(row[-1], text=why))
    rows = (*grid.rows[:number], row, *grid.rows[number + 1 :])
    return report.with_piece(index, replace(grid, rows=rows))


def name_of(grid: Grid, row: int) -> str:
    """The name of the indicator in a row."""
    return next(box.text for box in grid.rows[row] if box.text.endswith("数量"))


@planter("有目标无实际值")
def no_value(report: Report, rng: random.Random) -> Planted | None:
    """The actual value of an indicator is not filled in, or in words only."""
    for place in indicator_rows(report, rng):
        words = rng.choice(("", "完成", "/"))
        name = name_of(place[2], place[1])
        return Planted(
            kind="有目标无实际值",
            report=_with_actual(report, place, words),
            tokens=(),
            what=f"{name}：“{words}”",
            families=("CM", "PL"),
            least=Severity.WARNING,
            section=name,
            related=row_tokens(place),
        )
    return None


def row_tokens(place: tuple[int, int, Grid]) -> tuple[int, ...]:
    """The tokens printed in a row."""
    return tuple(number for box in place[2].rows[place[1]] for number in tokens_in(box.text))


@planter("远超目标而无原因")
def far_above(report: Report, rng: random.Random) -> Planted | None:
    """An actual of 130 % of its target or more, and no reason given."""
    for place in indicator_rows(report, rng):
        tokens = row_tokens(place)
        target = next(report.tokens[n] for n in tokens if report.tokens[n].use == "target")
        actual = next(n for n in tokens if report.tokens[n].use == "actual")
        full = next(report.tokens[n] for n in tokens if report.tokens[n].sort is Sort.WEIGHT)
        earned = next(report.tokens[n] for n in tokens if report.tokens[n].use == "earned")
        if target.value < 10 or full.value != earned.value:
            continue
        value = int(target.value * rng.randint(140, 260) / 100)
        spoiled = report.with_token(actual, retold(report.tokens[actual], str(value)))
        index, number, grid = place
        row = (*grid.rows[number][:-1], replace(grid.rows[number][-1], text=""))
        rows = (*grid.rows[:number], row, *grid.rows[number + 1 :])
        name = name_of(grid, number)
        return Planted(
            kind="远超目标而无原因",
            report=spoiled.with_piece(index, replace(grid, rows=rows)),
            tokens=(actual,),
            what=f"{name}：目标{target.text}，实际{value}",
            families=("PL",),
            least=Severity.WARNING,
            section=name,
            related=tokens,
        )
    return None


@planter("金额充作产出数量")
def money_as_output(report: Report, rng: random.Random) -> Planted | None:
    """Money spent stands as the quantity of an output."""
    for index, number, grid in indicator_rows(report, rng):
        tokens = row_tokens((index, number, grid))
        target = next(report.tokens[n] for n in tokens if report.tokens[n].use == "target")
        yunnan = len(grid.rows[number]) >= 8
        amount = f"{rng.randint(20, 900)}"
        name = name_of(grid, number)
        old_unit = next(
            (box.text for box in grid.rows[number] if box.text and box.text == _unit_of(grid, number)), ""
        )
        row = []
        for box in grid.rows[number]:
            has = tokens_in(box.text)
            if box.text == name:
                row.append(replace(box, text="项目资金支出数"))
            elif any(report.tokens[n].use == "target" for n in has):
                sign = "" if any(other.text == "≥" for other in grid.rows[number]) else "≥"
                row.append(replace(box, text=f"{sign}{amount}" + ("" if yunnan else "万元")))
            elif any(report.tokens[n].use == "actual" for n in has):
                row.append(replace(box, text=f"{amount}" + ("" if yunnan else "万元")))
            elif yunnan and old_unit and box.text == old_unit:
                row.append(replace(box, text="万元"))
            else:
                row.append(box)
        rows = (*grid.rows[:number], tuple(row), *grid.rows[number + 1 :])
        del target
        return Planted(
            kind="金额充作产出数量",
            report=report.with_piece(index, replace(grid, rows=rows)),
            tokens=(),
            what=f"{name} → 项目资金支出数{amount}万元",
            families=("PL",),
            least=Severity.WARNING,
            section="项目资金支出数",
            related=tokens,
        )
    return None


def _unit_of(grid: Grid, number: int) -> str:
    row = grid.rows[number]
    place = next((n for n, box in enumerate(row) if box.text in {"定量", "≥"}), None)
    return "" if place is None else row[place + 2].text


@planter("未用完预算而得满分")
def full_marks(report: Report, rng: random.Random) -> Planted | None:
    """Full marks for the execution beside a budget that was not spent; the total follows."""
    del rng
    here = tokens_printed(report)
    for index, piece in enumerate(report.pieces):
        if not isinstance(piece, Grid):
            continue
        for row in piece.rows:
            if not any("预算执行率" in box.text or "年度资金总额" in box.text for box in row):
                continue
            tokens = [number for box in row for number in tokens_in(box.text)]
            earned = next((n for n in tokens if report.tokens[n].use == "earned"), None)
            full = next((n for n in tokens if report.tokens[n].sort is Sort.WEIGHT), None)
            if (
                earned is None
                or full is None
                or report.tokens[full].value - report.tokens[earned].value < _NOTICEABLE
            ):
                continue
            return _raised(report, index, earned, full, here)
    return None


def _raised(report: Report, index: int, earned: int, full: int, here: set[int]) -> Planted:
    del index
    gain = report.tokens[full].value - report.tokens[earned].value
    spoiled = report.with_token(earned, retold(report.tokens[earned], report.tokens[full].text))
    chain = {earned}
    grown = True
    while grown:
        grown = False
        for one in report.relations:
            if (
                one.claim_kind in (Claim.SCORE_SUM, Claim.SAME)
                and one.claim in here
                and one.claim not in chain
                and chain & set(one.operands)
            ):
                token = report.tokens[one.claim]
                spoiled = spoiled.with_token(
                    one.claim, retold(token, f"{(token.value + gain).normalize():f}")
                )
                chain.add(one.claim)
                grown = True
    spoiled = _blocks_follow(report, spoiled, chain, gain)
    return Planted(
        kind="未用完预算而得满分",
        report=spoiled,
        tokens=(earned,),
        what=f"执行率未达100%，得{report.tokens[full].text}分",
        families=("PL", "CO", "AR"),
        least=Severity.WARNING,
        related=(full, *(n for n in chain if n != earned)),
        section="预算执行",
    )


def _blocks_follow(report: Report, spoiled: Report, chain: set[int], gain: Decimal) -> Report:
    """The points of the block 管理效率 in the words rise with the item, so that only one thing is wrong."""
    for one in report.relations:
        if (
            one.claim_kind is Claim.SCORE_SUM
            and one.claim in chain
            and len(one.operands) == _BLOCKS
            and not chain & set(one.operands)
        ):
            last = one.operands[-1]
            token = report.tokens[last]
            spoiled = spoiled.with_token(last, retold(token, f"{(token.value + gain).normalize():f}"))
    return spoiled
