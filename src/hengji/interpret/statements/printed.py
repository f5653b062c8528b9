"""
Shares whose whole or whose amount stands inside their own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import ChangeDirection, Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.layouts import words
from hengji.interpret.scope import Scope

_OF_SHARE = re.compile(r"^(?:为|即|计|是|，?(?:为|即|计))?\ue000")
_HELD = re.compile(r"(?P<own>[^，。；：]{0,24})占")
"""教育经费占公共财政支出18.7亿元的比例: whose share it is may be told before 占."""


def _of_name(scope: Scope, own: str, whole: Mention, share: Mention) -> Mention:
    """The amount of a name told before: that which the share is of, else the one of that very name."""
    told = [
        one
        for one in scope.back(whole)
        if scopes.is_amount(one) and scopes.same_measure(one, whole) and scopes.alike(own, one.subject)
    ]
    fits = [one for one in told if scopes.gives(one, whole, share)]
    if not told and own.endswith(("总额", "合计", "总计")):
        # 支付金额达851万元，…，支出总额占预算支出1,132万元的75%: the amount of the sentence that gives it
        fits = [
            one
            for one in scope.back(whole)
            if one.sentence == whole.sentence
            and scopes.is_amount(one)
            and scopes.same_measure(one, whole)
            and scopes.gives(one, whole, share)
        ]
    return (fits or [one for one in told if one.subject == own] or [whole])[0]


_OF_SET = re.compile(r"(?:占|为|(?:已|超额)?完成)[^，。；]{0,6}(?:任务|目标|计划|预算)")
_TITLE = re.compile(r"《[^《》]*》")


def _outside(scope: Scope, whole: Mention) -> Mention:
    """72.64万亩（其中人工造林66.46万亩），为任务70万亩的103.77%: what stands before the bracket is meant."""
    before = scope.here.mentions[: whole.index]
    return next((one for one in reversed(before) if one.depth <= whole.depth), before[-1])


def _bracketed(scope: Scope, part: Mention, whole: Mention) -> bool:
    """Whether nothing but a bracket stands between an amount and the words of its share."""
    between = scope.here.pattern[part.position + 1 : whole.position - len(whole.lead)]
    return re.fullmatch(r"（[^（）]*），?", between) is not None


def share_of_printed(scope: Scope, share: Mention) -> Iterator[Statement]:
    """占计划投资1.5亿元的80%: the whole stands inside the words."""
    if share.index < 2:
        return
    whole = scope.here.mentions[share.index - 1]
    part = _outside(scope, whole)
    done = _OF_SET.match(_TITLE.sub("", whole.lead)) is not None
    named = _HELD.match(whole.lead)
    if named is not None and words.subject(named["own"]):
        own = words.subject(named["own"])
        part = _of_name(scope, own, whole, share)
    inside = (named is not None or done) and share.lead.startswith("的")
    inside = inside and share.position - len(share.lead) == whole.position + 1
    completed = done and named is None
    if (
        inside
        and part is not whole
        and (part.segment == share.segment or named is not None or _bracketed(scope, part, whole))
        and scopes.is_amount(part)
        and scopes.same_measure(part, whole)
    ):
        if completed and "超额" in whole.lead and share.value < scopes.HUNDRED:
            # 超额完成目标3万亩的13.33%: by so much more than the target
            yield scope.statement(
                StatementType.CHANGE_RATE,
                share,
                [("current", part), ("prior", whole)],
                direction=ChangeDirection.INCREASE,
                subject=part.named,
            )
            return
        kind = StatementType.EXECUTION_RATE if completed else StatementType.SHARE
        roles = ("executed", "budget") if completed else ("part", "whole")
        yield scope.statement(kind, share, list(zip(roles, (part, whole), strict=True)), subject=part.named)


def share_as_amount(scope: Scope, percent: Mention) -> Iterator[Statement]:
    """中央47.5%为614.39万元: the amount that a share of the total comes to."""
    mentions = scope.here.mentions
    if (
        percent.index + 1 >= len(mentions)
        or not _OF_SHARE.match(percent.after)
        or percent.after[0] not in "为即计是"
    ):
        return
    amount = mentions[percent.index + 1]
    total = next(
        (
            one
            for one in scope.back(percent)
            if scopes.is_amount(one)
            and scopes.same_measure(one, amount)
            and not (
                one.index
                and mentions[one.index - 1].figure.kind is FigureKind.PERCENT
                and one.lead in {"为", "即", "计", "是"}
            )
        ),
        None,
    )
    if total is None or total.sentence != amount.sentence:
        return
    operands: list[tuple[str, Mention | Figure]] = [("part", percent), ("whole", total)]
    yield scope.statement(
        StatementType.SHARE, amount, operands, subject=percent.named, recipe="amount_of_share"
    )
