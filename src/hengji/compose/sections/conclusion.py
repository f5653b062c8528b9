"""
（一）自评结论: the score that the edition gives, and beside it — never mixed — what the unit claims.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hengji.compose.material import (
    Material,
    bare_marks,
    bare_points,
    score_places,
    score_rate,
)
from hengji.compose.tables import Row, head, row
from hengji.compose.wording import (
    ILLUSTRATION,
    Words,
    fact,
    listed,
    missing,
    paragraph,
    percent,
    points,
    quoted,
    ratio_of,
    sentence,
)
from hengji.domain.block import Block, Runs, TableBlock
from hengji.domain.scorecard import MissingInput, Score, Scorecard
from hengji.domain.source import Place

_MOST = 5
"""So many items are named in the text; the annex has all of them."""


def conclusion(material: Material, level: int) -> Iterator[Block]:
    """Score and grade under the edition, the claimed ones, and what the next grade needs."""
    del level
    yield paragraph(*_verdict(material))
    yield from _losses(material.scorecard)
    yield from _claim(material)
    yield from _next_grade(material.scorecard)
    yield _overview(material)


def _verdict(material: Material) -> Iterator[Words]:
    card = material.scorecard
    subject = f"{material.filing.organisation.called}{material.filing.fiscal_year}年度"
    yield f"按照《{card.standard_title}》（满分"
    yield fact(f"{points(card.full_marks)}分", computed="评分标准规定的满分")
    yield f"）逐项计算，{subject}{material.spending}绩效得分"
    places = tuple(place for score in card.scores for place in score_places(score))
    if card.computed_score is not None:
        yield fact(f"{points(card.computed_score)}分", *places, computed="评分表各项得分相加")
        yield ILLUSTRATION if card.illustrative else ""
        if card.computed_grade is not None:
            yield f"，绩效等级为“{card.computed_grade.title}”。"
        return
    span = f"{points(card.low)}分至{points(card.high)}分"
    yield "尚不能确定：按现有资料，得分在"
    yield fact(span, *places, computed="缺少资料的事项按最低和最高可能得分计入")
    yield ILLUSTRATION if card.illustrative else ""
    low, high = card.lowest_grade.title, card.highest_grade.title
    yield f"之间，绩效等级{f'为“{low}”' if low == high else f'在“{low}”与“{high}”之间'}。需补充："
    lacking = missing_inputs(card)
    yield listed((missing(one.name, one.where) for one in lacking[:_MOST]), "、")
    yield "，其余见附件1。" if len(lacking) > _MOST else "。"


def missing_inputs(card: Scorecard) -> tuple[MissingInput, ...]:
    """What the undecidable criteria lack, once each."""
    return tuple(dict.fromkeys(one for leaf in card.leaves() for one in leaf.missing))


def _overview(material: Material) -> TableBlock:
    """The first two levels of criteria with marks, points and rate; indicators have an annex."""
    card = material.scorecard
    criteria = {criterion.code for criterion, _ in material.criteria()}
    rows = [head("评价内容", "满分", "得分", "得分率")]
    for score in card.scores:
        rows.append(_row(score, 0))
        rows += [_row(part, 1) for part in score.parts if part.code in criteria]
    total = (
        fact(points(card.computed_score), computed="各项得分相加")
        if card.computed_score is not None
        else fact(f"{points(card.low)}～{points(card.high)}", computed="各项得分相加")
    )
    rate = (
        fact(
            percent(ratio_of(card.computed_score, card.full_marks)),
            computed=f"{points(card.computed_score)}÷{points(card.full_marks)}",
        )
        if card.computed_score is not None and card.full_marks
        else "—"
    )
    full = fact(points(card.full_marks), computed="评分标准规定的满分")
    rows.append(row("合计", full, total, rate, aligns="lccc", strong=True))
    return TableBlock(rows=tuple(rows), widths=(46, 18, 18, 18), caption="得分汇总", unit_note="单位：分")


def _row(score: Score, depth: int) -> Row:
    return row(
        "　" * depth + score.title,
        bare_marks(score),
        bare_points(score),
        score_rate(score) if score.points is not None and score.full_marks else "—",
        aligns="lccc",
        strong=depth == 0,
    )


def _losses(card: Scorecard) -> Iterator[Block]:
    """Where points were lost for certain, the largest first."""
    losses = sorted((leaf for leaf in card.leaves() if leaf.lost > 0), key=lambda leaf: -leaf.lost)
    if not losses:
        return
    lost = sum((leaf.lost for leaf in losses), start=Decimal(0))
    places = tuple(place for leaf in losses for place in score_places(leaf))
    named = (_loss(leaf) for leaf in losses[:_MOST])
    rest = "，其余见附件1" if len(losses) > _MOST else ""
    whole = fact(f"{points(lost)}分", *places, computed="各扣分事项相加")
    yield paragraph("扣分合计", whole, "：", listed(named, "，"), rest, "。")


def _loss(leaf: Score) -> Runs:
    lost = fact(f"{points(leaf.lost)}分", *score_places(leaf), computed="满分减得分")
    return sentence(quoted(leaf.title), "扣", lost)


def _claim(material: Material) -> Iterator[Block]:
    """What the unit claims, the difference, and where it comes from."""
    card, filing = material.scorecard, material.filing
    claimed = filing.claimed_score
    if claimed is None:
        return
    words: list[Words] = ["本单位自评申报得分", fact(f"{points(claimed.value)}分", claimed.place)]
    if filing.claimed_grade:
        words.append(f"、等级“{filing.claimed_grade}”")
    if card.computed_score is None:
        words.append(_against_interval(claimed.value, card))
    elif claimed.value == card.computed_score:
        words.append("，与上述计算得分一致")
    else:
        words += _difference(claimed.value, card.computed_score, claimed.place)
    yield paragraph(*words, "。")


def _against_interval(claimed: Decimal, card: Scorecard) -> str:
    if claimed > card.high:
        return "，高于按现有资料可能达到的最高得分"
    if claimed < card.low:
        return "，低于按现有资料可能达到的最低得分"
    return "，在上述区间之内，补齐资料后方能核定"


def _difference(claimed: Decimal, computed: Decimal, place: Place | None) -> Iterator[Words]:
    more = claimed > computed
    yield f"，比按评分标准计算的得分{'高' if more else '低'}"
    yield fact(
        f"{points(abs(claimed - computed))}分",
        place,
        computed=f"{points(max(claimed, computed))}－{points(min(claimed, computed))}",
    )
    yield "。本报告以按评分标准计算的得分为准"


def _next_grade(card: Scorecard) -> Iterator[Block]:
    gap = card.next_grade
    if gap is None or card.computed_score is None:
        return
    words: list[Words] = [f"距等级“{gap.band.title}”还差"]
    words.append(fact(f"{points(gap.points_needed)}分", computed="该等级最低分减计算得分"))
    if gap.sources:
        shown = (
            sentence(quoted(title), fact(f"{points(value)}分", computed="满分减得分"))
            for title, value in gap.sources[:_MOST]
        )
        words += ["，尚有失分的事项主要是", listed(shown, "、")]
    yield paragraph(*words, "。")
