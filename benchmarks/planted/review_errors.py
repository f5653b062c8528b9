"""
Planters of what a reviewer looks for beyond the figures: reasons, signs, approvals, dates and annexes.
"""

from __future__ import annotations

import random
import re
from dataclasses import replace

from benchmarks.planted.draft import Box, Grid, Report, Sort, Words, printed, tokens_in
from benchmarks.planted.indicator_rows import IndicatorRow, head_of, indicator_rows, misstated, overshot
from benchmarks.planted.planting import Planted, at_end, inserted, paragraphs, planter
from hengji.domain.finding import Severity

_SMALL = 10
_FEW = 2
"""Of the approved targets: a head and one row are no table."""
_RISING = ("新增专项任务，项目投入加大", "人员增加，经费相应增长", "业务范围扩大，支出增加")
_FALLING = ("厉行节约，压减一般性支出", "项目取消，支出减少", "压缩会议和培训，经费下降")
_CHANGE = re.compile(
    r"(?P<lead>主要原因是|主要原因：|主要是由于|原因为|主要是)(?P<why>[^。；，]{4,30}(?:，[^。；，]{2,20})?)(?P<stop>[。])"
)


@planter("偏差原因只重复指标名")
def name_as_reason(report: Report, rng: random.Random) -> Planted | None:
    """Far above the target, and the reason is the indicator's name again."""

    def reason(name: str) -> str:
        return rng.choice((f"{name}超额完成", f"{name}已完成", "超额完成", f"{name}较多"))

    return overshot("偏差原因只重复指标名", report, rng, 220, reason)


@planter("指标方向写反")
def wrong_sign(report: Report, rng: random.Random) -> Planted | None:
    """≤ before the target of a quantity of work."""
    for row in indicator_rows(report, rng):
        boxes = tuple(
            replace(box, text=box.text.replace("≥", "≤")) if box.text[:1] == "≥" else box for box in row.boxes
        )
        if boxes != row.boxes:
            what = f"{row.name}：≥ → ≤"
            return misstated("指标方向写反", row, row.rewritten(boxes), what, ("PL", "AR"))
    return None


@planter("批复目标被改")
def changed_target(report: Report, rng: random.Random) -> Planted | None:
    """The table of approved targets stands in the same document, with one other target."""
    for row in indicator_rows(report, rng):
        if row.target.value < _SMALL:
            continue
        approved = f"{int(row.target.value * rng.randint(115, 160) / 100)}"
        table = _approved(row, approved)
        if table is None:
            return None
        spoiled = replace(report, pieces=(*report.pieces, table))
        return misstated("批复目标被改", row, spoiled, f"{row.name}：批复{approved}", ("CO",))
    return None


def _approved(row: IndicatorRow, approved: str) -> Grid | None:
    """The targets as they were approved, that of one row another; `None` where there are too few."""
    grid, report = row.grid, row.report
    heads = tuple(Box(text=words, head=True) for words in ("一级指标", "二级指标", "三级指标", "年度指标值"))
    rows = [heads]
    for place in range((head_of(grid) or 0) + 1, len(grid.rows) - 1):
        boxes = grid.rows[place]
        named = [
            box.text
            for box in boxes
            if box.text.endswith(("数量", "率", "满意度")) and not tokens_in(box.text)
        ]
        promised = next(
            (box.text for box in boxes if any(report.tokens[n].use == "target" for n in tokens_in(box.text))),
            None,
        )
        if not named or promised is None:
            continue
        words = printed(promised, report.tokens)
        if place == row.number:
            words = re.sub(r"[\d,]+(?:\.\d+)?", approved, words, count=1)
        sign = "" if words[:1] in "≥≤" else "≥"
        rows.append(tuple(Box(text=one) for one in ("产出指标", "数量指标", named[-1], f"{sign}{words}")))
    if len(rows) <= _FEW:
        return None
    caption = f"{report.year}年度项目支出绩效目标表（年度绩效目标批复）"
    return Grid(rows=tuple(rows), widths=(2, 2, 4, 3), caption=caption)


@planter("原因与增减方向相反")
def opposite_reason(report: Report, rng: random.Random) -> Planted | None:
    """A fall explained by more work, a rise by thrift."""
    for index in paragraphs(report, rng):
        piece = report.pieces[index]
        assert isinstance(piece, Words)  # noqa: S101 - chosen so
        for match in _CHANGE.finditer(piece.text):
            sentence = piece.text[piece.text.rfind("。", 0, match.start()) + 1 : match.start()]
            directions = [
                report.tokens[n].text for n in tokens_in(sentence) if report.tokens[n].sort is Sort.DIRECTION
            ]
            fell = {word in {"减少", "下降", "降低", "少", "压减", "降幅"} for word in directions}
            if len(fell) != 1 or tokens_in(match["why"]):
                continue
            words = rng.choice(_RISING if fell == {True} else _FALLING)
            start, end = match.span("why")
            return inserted(
                "原因与增减方向相反", report, index, words, start, what=f"{''.join(directions[:1])}：{words}",
                families=("CO",), cut=end - start,
            )  # fmt: skip
    return None


@planter("公开超过二十日")
def late(report: Report, rng: random.Random) -> Planted | None:
    """Published long after approval."""
    year, day = report.year, rng.randint(2, 9)
    words = rng.choice(
        (
            f"{year}年部门预算于{year}年2月{day}日批复，{year}年4月{day + 6}日在门户网站公开。",
            f"{year}年度部门预算{year}年3月{day}日经财政部门批复，于{year}年5月{day + 11}日向社会公开。",
        )
    )
    return at_end("公开超过二十日", report, rng, words, families=("DI",))


@planter("所称附件不存在")
def annex(report: Report, rng: random.Random) -> Planted | None:
    """An annex is referred to that does not exist."""
    words = rng.choice(("具体情况详见附件7。", "各项得分详见附表9。", "佐证材料见附后的附件8。"))
    return at_end("所称附件不存在", report, rng, words, families=("DI",), least=Severity.NOTICE)


@planter("日期不存在")
def no_such_day(report: Report, rng: random.Random) -> Planted | None:
    """A month or a day that no calendar has."""
    year = report.year
    words = rng.choice(
        (
            f"{year}年13月5日召开绩效管理专题会议。",
            f"{year}年2月30日完成资料归档。",
            f"{year}年9月31日组织现场核查。",
        )
    )
    return at_end("日期不存在", report, rng, words, families=("WD", "CO"))


@planter("整段重复")
def twice(report: Report, rng: random.Random) -> Planted | None:
    """A whole paragraph is pasted a second time."""
    for index in paragraphs(report, rng):
        piece = report.pieces[index]
        if isinstance(piece, Words) and not tokens_in(piece.text):
            pieces = (*report.pieces[: index + 1], Words(text=piece.text), *report.pieces[index + 1 :])
            return Planted(
                kind="整段重复",
                report=replace(report, pieces=pieces),
                tokens=(),
                what=f"{piece.text[:12]}…",
                families=("WD",),
                least=Severity.NOTICE,
                piece=index + 1,
            )
    return None
