"""
The score tree of the readable page: every point with its reason, unfolded on demand.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation

from hengji.documents.writers.markup import (
    attribute,
    badge,
    bar,
    basis,
    confidence,
    place_of,
    points,
    short,
    words,
)
from hengji.domain.scorecard import Input, Score, Scorecard, ScoreVerdict

_TARGET, _ACTUAL = "年度指标值", "实际完成值"
_HUNDRED = Decimal(100)


def score_tree(scorecard: Scorecard) -> str:
    """All criteria as a tree, the total below."""
    rows = "".join(_score(score, depth=0) for score in scorecard.scores)
    total = (
        points(scorecard.computed_score)
        if scorecard.computed_score is not None
        else f"{points(scorecard.low)}～{points(scorecard.high)}"
    )
    return (
        f'<div class="tree"><div class="row head" aria-hidden="true"><span class="what">评价指标</span>'
        f'<span class="how">得分占比</span><span class="got">得分</span><span class="of">满分</span>'
        f'<span class="short">失分</span></div>'
        f"{rows}"
        f'<div class="row total"><span class="what">合计</span><span class="how"></span>'
        f'<span class="got">{total}</span><span class="of">{short(scorecard.full_marks)}</span>'
        f"{_lost(scorecard.full_marks - scorecard.high)}</div></div>"
    )


def _score(score: Score, *, depth: int, above: Score | None = None) -> str:
    summary = _summary(score)
    inside = _reason(score, above)
    inside += "".join(_score(part, depth=depth + 1, above=score) for part in score.parts)
    # The first two levels are open: one sees at once where points were lost.
    unfolded = ' open="open"' if score.parts and depth == 0 else ""
    return (
        f'<details class="score depth{min(depth, 3)}"{unfolded}>'
        f'<summary class="row">{summary}</summary><div class="inside">{inside}</div></details>'
    )


def _summary(score: Score) -> str:
    if score.verdict is ScoreVerdict.UNDECIDABLE or score.points is None:
        got = f"{points(score.low)}～{points(score.high)}"
        state = badge("缺数据，无法判定" if score.missing else "无法判定", "undecidable")
    else:
        got, state = points(score.points), ""
    marks = (
        state + (badge("示例") if score.illustrative else "") + (badge("人工评判") if score.judged else "")
    )
    gauge = ""
    if score.full_marks > 0:
        sure = score.low / score.full_marks * _HUNDRED
        open_part = (score.high - score.low) / score.full_marks * _HUNDRED
        gauge = bar(
            (("sure", Decimal(0), sure), ("unsure", sure, open_part)),
            f"满分{short(score.full_marks)}分，得{got}分",
        )
    full = short(score.full_marks) if score.full_marks else ""
    return (
        f'<span class="what">{words(score.title)}{marks}</span><span class="how">{gauge}</span>'
        f'<span class="got">{got}</span><span class="of">{full}</span>{_lost(score.lost)}'
    )


def _lost(lost: Decimal) -> str:
    """Points that cannot be had any more; a cap or cut shows its own negative points instead."""
    return f'<span class="short">{points(-lost) if lost > 0 else ""}</span>'


def _reason(score: Score, above: Score | None) -> str:
    rows = list(_facts(score, above))
    if not rows:
        return ""
    body = "".join(f"<dt>{title}</dt><dd>{content}</dd>" for title, content in rows)
    return f'<dl class="why">{body}</dl>'


def _facts(score: Score, above: Score | None) -> Iterator[tuple[str, str]]:
    if score.reason:
        yield "理由", words(score.reason)
    if score.arithmetic:
        yield "算式", f'<span class="arithmetic">{words(score.arithmetic)}</span>'
    if score.inputs:
        yield "数据", "".join(_input(one) for one in score.inputs)
    if score.missing:
        lacking = "".join(
            f"<li><strong>{words(one.name)}</strong>　填在：{words(one.where)}</li>" for one in score.missing
        )
        yield "缺少", f'<ul class="missing">{lacking}</ul>'
    if score.method:
        yield "方法", words(score.method) + confidence(score.method_confidence, "计分方法")
    if score.claimed_points is not None:
        yield "自评", f"{points(score.claimed_points)}分{_against(score)}"
    # A clause that the criterion above already names is not said again for each of its parts.
    named = above is not None and (above.basis, above.marks_confidence) == (
        score.basis,
        score.marks_confidence,
    )
    if score.basis is not None and not named:
        yield "依据", basis(score.basis) + confidence(score.marks_confidence, "分值")
    if score.evidence:
        yield "佐证", "、".join(words(title) for title in score.evidence)
    if score.place is not None and str(score.place):
        yield "位置", place_of(score.place)


def _against(score: Score) -> str:
    if score.points is None or score.claimed_points is None or score.points == score.claimed_points:
        return ""
    difference = score.claimed_points - score.points
    return f"，比计算得分{'多' if difference > 0 else '少'}{points(abs(difference))}分"


def _input(one: Input) -> str:
    source = "" if one.place is None else f' title="{attribute(f"出自 {one.place}")}"'
    return (
        f'<div class="input"><span class="name">{words(one.name)}</span>'
        f'<span class="fact"{source}>{words(one.value)}{words(one.unit)}</span>{place_of(one.place)}</div>'
    )


# --- indicators ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class _Promise:
    score: Score
    target: Input
    actual: Input
    sign: str


def indicator_bars(scorecard: Scorecard) -> str:
    """Each counted promise against what was done; empty where the scorecard has none."""
    rows = "".join(_promise(promise) for promise in _promises(scorecard))
    if not rows:
        return ""
    return (
        '<table class="promises"><thead><tr><th scope="col">指标</th><th scope="col">指标值</th>'
        '<th scope="col">实际完成</th><th scope="col" class="wide">完成情况（竖线为指标值）</th>'
        f'<th scope="col">得分</th></tr></thead><tbody>{rows}</tbody></table>'
    )


def _promises(scorecard: Scorecard) -> Iterator[_Promise]:
    for score in scorecard.leaves():
        target = next((one for one in score.inputs if one.name.startswith(_TARGET)), None)
        actual = next((one for one in score.inputs if one.name == _ACTUAL), None)
        if target is not None and actual is not None:
            sign = target.name.removeprefix(_TARGET).strip("（）")
            yield _Promise(score=score, target=target, actual=actual, sign=sign)


def _promise(promise: _Promise) -> str:
    target, actual = _number(promise.target.value), _number(promise.actual.value)
    drawing, said = "", ""
    if target is not None and actual is not None and target > 0 and actual >= 0:
        # A little room on the right, so that an actual on target does not fill the whole bar.
        whole = max(target, actual) * Decimal("1.15")
        kept = actual <= target if promise.sign == "≤" else actual >= target
        rate = (actual / target * _HUNDRED).quantize(Decimal("0.1"))
        said = f"{'达到' if kept else '未达到'}指标值，为指标值的{short(rate)}%"
        drawing = bar(
            (("kept" if kept else "missed", Decimal(0), actual / whole * _HUNDRED),),
            said,
            ticks=(target / whole * _HUNDRED,),
        )
        said = f'<span class="{"kept" if kept else "missed"}">{"✓" if kept else "✕"} {short(rate)}%</span>'
    score = promise.score
    got = points(score.points) if score.points is not None else f"{points(score.low)}～{points(score.high)}"
    mark = badge("示例") if score.illustrative else ""
    return (
        f'<tr><th scope="row">{words(score.title)}{mark}</th>'
        f"<td>{_figure(promise.target, promise.sign)}</td><td>{_figure(promise.actual)}</td>"
        f'<td class="wide">{drawing}{said}</td>'
        f'<td>{got}<span class="of">／{short(score.full_marks)}</span></td></tr>'
    )


def _figure(one: Input, sign: str = "") -> str:
    source = "" if one.place is None else f' title="{attribute(f"出自 {one.place}")}"'
    return f'<span class="fact"{source}>{words(sign)}{words(one.value)}{words(one.unit)}</span>'


_DIGITS = re.compile(r"[\d,，]+(?:\.\d+)?")


def _number(text: str) -> Decimal | None:
    """The number in a printed figure, `None` where it is none or more than one."""
    found = _DIGITS.findall(text)
    if len(found) != 1:
        return None
    try:
        return Decimal(found[0].replace(",", "").replace("，", ""))
    except InvalidOperation:
        return None
