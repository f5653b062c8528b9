"""
Planters that spoil a figure: what it then claims no longer follows from what stands beside it.
"""

# ruff: noqa: E501 - sentences stand as they are printed

from __future__ import annotations

import random
import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from benchmarks.planted.amounts import SCALES
from benchmarks.planted.checking import FLIPPED
from benchmarks.planted.draft import Box, Claim, Grid, Report, Sort, Token, tokens_in
from benchmarks.planted.planting import Planted, candidates, on_token, planter
from hengji.domain.finding import Severity

_NUMBER = re.compile(r"-?[\d,]*\d(?:\.\d+)?")
_NEED_NOT_BE_ALL = ("其中", "上年结转", "其他资金")
"""Rows of a form behind 其中: what is left need not be all, so that a missing one proves nothing."""
_FIGURES = (Sort.MONEY, Sort.PERCENT, Sort.COUNT)


def retold(token: Token, digits: str) -> Token:
    """The token with other digits; its value follows them."""
    match = _NUMBER.search(token.text)
    assert match is not None  # noqa: S101 - only figures are retold
    before, after = Decimal(match[0].replace(",", "")), Decimal(digits.replace(",", ""))
    scale = token.value / before if before else Decimal(1)
    text = token.text[: match.start()] + digits + token.text[match.end() :]
    return replace(token, text=text, value=after * scale)


def digits_of(token: Token) -> str:
    """The digits of a figure, or nothing where it is spelled in words."""
    match = _NUMBER.search(token.text)
    return "" if match is None else match[0]


def _tries(report: Report, rng: random.Random, kind: str, tokens: list[int], spoil: object) -> Planted | None:
    for number in tokens:
        for digits in spoil(report.tokens[number], rng):  # type: ignore[operator]
            done = on_token(kind, report, number, retold(report.tokens[number], digits))
            if done is not None:
                return done
    return None


def _other_digit(token: Token, rng: random.Random) -> Iterator[str]:
    digits = digits_of(token)
    places = [place for place, mark in enumerate(digits) if mark.isdigit()]
    rng.shuffle(places)
    for place in places:
        others = [mark for mark in "123456789" if mark != digits[place]]
        yield digits[:place] + rng.choice(others) + digits[place + 1 :]


def _swapped(token: Token, rng: random.Random) -> Iterator[str]:
    digits = digits_of(token)
    places = [p for p in range(len(digits) - 1) if digits[p : p + 2].isdigit() and digits[p] != digits[p + 1]]
    rng.shuffle(places)
    for place in places:
        if not (place == 0 and digits[1] == "0"):
            yield digits[:place] + digits[place + 1] + digits[place] + digits[place + 2 :]


def _moved(token: Token, rng: random.Random) -> Iterator[str]:
    """Another value of the same length of digits, plainly elsewhere."""
    digits = digits_of(token)
    if not digits:
        return
    places = len(digits.partition(".")[2])
    value = Decimal(digits.replace(",", ""))
    for _ in range(6):
        factor = Decimal(rng.choice((rng.randint(75, 96), rng.randint(104, 130)))) / 100
        moved = (value * factor).quantize(Decimal(1).scaleb(-places))
        yield f"{moved:,f}" if "," in digits else f"{moved:f}"


@planter("错一位数字")
def digit(report: Report, rng: random.Random) -> Planted | None:
    """One digit of a figure is another."""
    return _tries(report, rng, "错一位数字", candidates(report, rng, sorts=_FIGURES), _other_digit)


@planter("相邻数字颠倒")
def swap(report: Report, rng: random.Random) -> Planted | None:
    """Two neighbouring digits changed places."""
    return _tries(report, rng, "相邻数字颠倒", candidates(report, rng, sorts=_FIGURES), _swapped)


@planter("单位错（元与万元）")
def unit(report: Report, rng: random.Random) -> Planted | None:
    """元 where 万元 was meant, or the other way round."""
    for number in candidates(report, rng, sorts=(Sort.MONEY,)):
        token = report.tokens[number]
        if not token.text.endswith("元") or token.value == 0:
            continue
        old = "万元" if token.text.endswith("万元") else "元"
        new = "元" if old == "万元" else "万元"
        scale = SCALES[new] / SCALES[old]
        text = token.text.removesuffix(old) + new
        done = on_token(
            "单位错（元与万元）",
            report,
            number,
            replace(token, text=text, value=token.value * scale, half=token.half * scale),
        )
        if done is not None:
            return done
    return None


@planter("增减方向错")
def direction(report: Report, rng: random.Random) -> Planted | None:
    """增加 where it fell, 下降 where it rose."""
    for number in candidates(report, rng, sorts=(Sort.DIRECTION,)):
        token = report.tokens[number]
        done = on_token("增减方向错", report, number, replace(token, text=FLIPPED[token.text]))
        if done is not None:
            return done
    return None


def _wrong(
    kind: str,
    claims: tuple[Claim, ...],
    *,
    sorts: tuple[Sort, ...] = (Sort.MONEY, Sort.PERCENT, Sort.COUNT, Sort.POINTS),
) -> None:
    """A planter of a wrong claim of some kinds of arithmetic."""

    @planter(kind)
    def plant(report: Report, rng: random.Random) -> Planted | None:
        return _tries(
            report, rng, kind, candidates(report, rng, sorts=sorts, claims=claims, as_claim=True), _moved
        )


_wrong("合计数错", (Claim.SUM,))
_wrong("占比错", (Claim.SHARE,))
_wrong("增减额错", (Claim.CHANGE_AMOUNT,))
_wrong("增减率错", (Claim.CHANGE_RATE, Claim.IMPLIED_CHANGE))
_wrong("执行率（完成率）错", (Claim.EXECUTION,))
_wrong("人均户均错", (Claim.PER_UNIT,))
_wrong("单价×数量错", (Claim.PRODUCT,))
_wrong("结余（差额）错", (Claim.DIFFERENCE,))


@planter("得分合计错")
def score_total(report: Report, rng: random.Random) -> Planted | None:
    """The total of the points is not their sum."""
    for number in candidates(report, rng, claims=(Claim.SCORE_SUM,), as_claim=True):
        token = report.tokens[number]
        for step in rng.sample((Decimal("0.5"), Decimal(1), Decimal(2), Decimal("1.5"), Decimal("0.2")), 5):
            digits = f"{(token.value - step).normalize():f}"
            done = on_token("得分合计错", report, number, retold(token, digits))
            if done is not None:
                return done
    return None


@planter("得分高于分值")
def above_marks(report: Report, rng: random.Random) -> Planted | None:
    """More points than marks; the totals stay."""
    wanted = [
        n for n in candidates(report, rng, claims=(Claim.SCORE_SUM,)) if report.tokens[n].use == "earned"
    ]
    for number in wanted:
        token = report.tokens[number]
        done = on_token("得分高于分值", report, number, retold(token, f"{(token.value + 6).normalize():f}"))
        if done is not None:
            return done
    return None


@planter("等级与得分不符")
def grade_word(report: Report, rng: random.Random) -> Planted | None:
    """A grade that the score does not earn."""
    for number in candidates(report, rng, claims=(Claim.GRADE,), as_claim=True):
        token = report.tokens[number]
        other = rng.choice([word for word in "优良中" if word != token.text])
        return on_token("等级与得分不符", report, number, replace(token, text=other))
    return None


@planter("权重之和错")
def weight(report: Report, rng: random.Random) -> Planted | None:
    """One of the marks is another, so that they no longer make the whole."""
    for number in candidates(report, rng, sorts=(Sort.WEIGHT,), claims=(Claim.WEIGHT_SUM,)):
        token = report.tokens[number]
        if number in {one.claim for one in report.relations}:
            continue
        done = on_token(
            "权重之和错",
            report,
            number,
            retold(token, f"{(token.value + rng.choice((2, 3, 5))).normalize():f}"),
        )
        if done is not None:
            return done
    return None


@planter("项数与列举不符")
def announced(report: Report, rng: random.Random) -> Planted | None:
    """The announced number of things is not that of the list."""
    words = "零一二三四五六七八九十"
    for number in candidates(report, rng, claims=(Claim.LIST,), as_claim=True):
        token = report.tokens[number]
        value = int(token.value) + rng.choice((1, 1, 2))
        text = words[value] if token.text in words else re.sub(r"\d+", str(value), token.text)
        return on_token("项数与列举不符", report, number, replace(token, text=text, value=Decimal(value)))
    return None


@planter("前后（文表）不一致")
def told_twice(report: Report, rng: random.Random) -> Planted | None:
    """A fact that is told twice is told otherwise once, and nothing but that shows it."""
    twice = {number for one in report.relations if one.claim_kind is Claim.SAME for number in one.all_tokens}
    others: dict[int, int] = {}
    for one in report.relations:
        if one.claim_kind is not Claim.SAME:
            for number in one.all_tokens:
                others[number] = others.get(number, 0) + 1
    for number in candidates(
        report, rng, sorts=(Sort.MONEY, Sort.POINTS, Sort.PERCENT), claims=(Claim.SAME,)
    ):
        if number in twice and number not in others:
            for digits in _other_digit(report.tokens[number], rng):
                done = on_token("前后（文表）不一致", report, number, retold(report.tokens[number], digits))
                if done is not None:
                    return done
    return None


@planter("未达目标却称完成")
def not_reached(report: Report, rng: random.Random) -> Planted | None:
    """The actual lies below the target, and the words say that it was reached."""
    for number in candidates(report, rng, sorts=(Sort.COUNT,), claims=(Claim.ACHIEVEMENT,)):
        token = report.tokens[number]
        if token.use == "done":
            less = int(token.value * rng.randint(60, 90) / 100)
            done = on_token("未达目标却称完成", report, number, retold(token, str(less)))
            if done is not None:
                return done
    return None


@planter("日期先后颠倒")
def dates(report: Report, rng: random.Random) -> Planted | None:
    """The end lies before the beginning."""
    del rng
    for one in report.relations:
        if one.claim_kind is Claim.DATES:
            token = report.tokens[one.claim]
            year = report.year - 1
            text = token.text.replace(str(report.year), str(year))
            return on_token(
                "日期先后颠倒", report, one.claim, replace(token, text=text, value=token.value - 10_000)
            )
    return None


@planter("漏列一部分")
def dropped(report: Report, rng: random.Random) -> Planted | None:
    """One row of a table is gone while its total stayed."""
    grids = [index for index, piece in enumerate(report.pieces) if isinstance(piece, Grid)]
    rng.shuffle(grids)
    for index in grids:
        grid = report.pieces[index]
        assert isinstance(grid, Grid)  # noqa: S101 - chosen so
        for row in rng.sample(range(len(grid.rows)), len(grid.rows)):
            gone = {number for box in grid.rows[row] for number in tokens_in(box.text)}
            boxes = grid.rows[row]
            if any(box.rows > 1 for box in boxes) or len(boxes) < len(grid.rows[0]):
                continue
            if boxes[0].text.startswith(_NEED_NOT_BE_ALL):
                continue
            cut = [
                one
                for one in report.relations
                if one.claim_kind is Claim.SUM
                and one.decides
                and len(gone & set(one.operands)) == 1
                and one.claim not in gone
                and any(
                    report.tokens[number].value > report.tokens[one.claim].half * 8 + 1
                    for number in gone & set(one.operands)
                )
            ]
            if cut:
                rows = (*_shortened(grid, row), *grid.rows[row + 1 :])
                left = tuple(
                    dict.fromkeys(number for one in cut for number in one.all_tokens if number not in gone)
                )
                return Planted(
                    kind="漏列一部分",
                    report=report.with_piece(index, replace(grid, rows=rows)),
                    tokens=tuple(one.claim for one in cut),
                    what=f"删去一行：{'、'.join(box.text for box in grid.rows[row] if box.text and not tokens_in(box.text))}",
                    families=("AR", "CO"),
                    least=Severity.ERROR,
                    related=left,
                    claims=(Claim.SUM,),
                )
    return None


def _shortened(grid: Grid, row: int) -> tuple[tuple[Box, ...], ...]:
    """The rows above that row; cells that reach over it are one row less high."""
    return tuple(
        tuple(replace(box, rows=box.rows - 1) if place + box.rows > row else box for box in boxes)
        for place, boxes in enumerate(grid.rows[:row])
    )
