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
from benchmarks.planted.indicator_rows import indicator_rows, misstated, overshot
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


@planter("有目标无实际值")
def no_value(report: Report, rng: random.Random) -> Planted | None:
    """The actual value of an indicator is not filled in, or in words only."""
    for row in indicator_rows(report, rng):
        words = rng.choice(("", "完成", "/"))
        boxes = [replace(box, text=words) if row.counts(box) else box for box in row.boxes]
        what = f"{row.name}：“{words}”"
        return misstated("有目标无实际值", row, row.rewritten(boxes), what, ("CM", "PL"))
    return None


@planter("远超目标而无原因")
def far_above(report: Report, rng: random.Random) -> Planted | None:
    """An actual of 130 % of its target or more, and no reason given."""
    return overshot("远超目标而无原因", report, rng, 260, lambda _: "")


@planter("金额充作产出数量")
def money_as_output(report: Report, rng: random.Random) -> Planted | None:
    """Money spent stands as the quantity of an output."""
    for row in indicator_rows(report, rng):
        boxes, name = row.boxes, row.name
        yunnan = len(boxes) >= 8
        amount = f"{rng.randint(20, 900)}"
        old_unit = _unit_of(boxes)
        changed = []
        for box in boxes:
            uses = {report.tokens[n].use for n in tokens_in(box.text)}
            if box.text == name:
                changed.append(replace(box, text="项目资金支出数"))
            elif "target" in uses:
                sign = "" if any(other.text == "≥" for other in boxes) else "≥"
                changed.append(replace(box, text=f"{sign}{amount}" + ("" if yunnan else "万元")))
            elif "actual" in uses:
                changed.append(replace(box, text=f"{amount}" + ("" if yunnan else "万元")))
            elif yunnan and old_unit and box.text == old_unit:
                changed.append(replace(box, text="万元"))
            else:
                changed.append(box)
        what = f"{name} → 项目资金支出数{amount}万元"
        made = misstated("金额充作产出数量", row, row.rewritten(changed), what, ("PL",))
        return replace(made, section="项目资金支出数")
    return None


def _unit_of(row: tuple[Box, ...]) -> str:
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
