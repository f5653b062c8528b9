"""
The answers of a questionnaire: 有效问卷300份，非常满意186份，满意93份，一般16份，不满意5份，满意度98.33%.

Who answers is content or is not, more or less.  A list of three such grades or more down to 不满意 is all
of the answers, so its whole is what was told right before it; the satisfaction is the share of the content.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from typing import Final

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import slips

_GRADE: Final = re.compile(
    r"^(?:其中|：|选择|认为|评价|回答|表示|为|“)*"
    r"(?:(?P<best>(?:非常|很|十分)满意)|(?P<good>满意)|(?P<fair>(?:比较|较为?|基本)满意)|(?P<middling>一般)"
    r"|(?P<bad>不太满意)|(?P<worst>(?:很|非常)?不满意)|(?P<none>不了解|说不清|未作答))"
    r"(?:”|的|问卷|答卷|有|为)*\Z"
)
_SATISFACTION: Final = re.compile(r"满意(?:度|率)")
_ASKED: Final = re.compile(r"收回|回收|有效|受访|调查|走访|访谈|抽样|样本")
_FEWEST: Final = 3
_CONTENT: Final = (("best", "good", "fair"), ("best", "good"), ("best", "good", "fair", "middling"))
"""Who counts as content, as reports do it: 基本满意 too, not even that, or all but those who are not."""


def questionnaires(scope: Scope, known: list[Statement]) -> Iterator[Statement]:
    """The whole of answers that are graded down to 不满意, where no other words say so."""
    if "不满意" not in scope.here.pattern:
        return
    claims = {one.claim.start for one in known if one.claim is not None}
    for answers in _groups(scope):
        group = list(answers.values())
        first = group[0]
        whole = scope.here.mentions[first.index - 1] if first.index else None
        told = whole is not None and scopes.is_amount(whole) and scopes.same_measure(whole, first)
        if "worst" not in answers or whole is None or not told:
            continue
        near = first.sentence - whole.sentence <= 1 and whole.depth <= first.depth
        if near and whole.figure.start not in claims and whole.value >= max(one.value for one in group):
            yield scope.statement(
                StatementType.SUM_OF_PARTS, whole, [("part", one) for one in group], subject=whole.named
            )


def satisfied(scope: Scope, rate: Mention) -> Statement | None:
    """
    The rate as the share of those who are content, if the answers before it give one, but for a slip.

    A weighted mean of answers is called by the same name, so that a rate far from every share says nothing.
    """
    if not _SATISFACTION.search(rate.lead):
        return None
    answers = next((group for group in _groups(scope) if _stands_behind(scope, rate, group)), None)
    if answers is None:
        return None
    everybody = _asked(scope, answers) or list(answers.values())
    for likely in (_gives, _all_but_gives):
        for kinds in _CONTENT:
            content = [one for kind, one in answers.items() if kind in kinds]
            if content and likely(content, everybody, rate):
                roles = [*(("executed", one) for one in content), *(("budget", one) for one in everybody)]
                return scope.statement(StatementType.EXECUTION_RATE, rate, roles)
    return None


def _groups(scope: Scope) -> Iterator[dict[str, Mention]]:
    """The answers that follow one another, by grade, with nothing but shares between them."""
    group: dict[str, Mention] = {}
    for one in scope.here.mentions:
        told = _GRADE.match(one.lead) if one.figure.kind is FigureKind.COUNT else None
        grade = None if told is None else told.lastgroup
        first = next(iter(group.values()), one)
        if grade is not None and grade not in group and one.depth == first.depth:
            group[grade] = one
        elif one.figure.kind is not FigureKind.PERCENT:
            if len(group) >= _FEWEST:
                yield group
            group = {}
    if len(group) >= _FEWEST:
        yield group


def _stands_behind(scope: Scope, rate: Mention, answers: dict[str, Mention]) -> bool:
    """Whether nothing but shares stands between the last answer and a rate."""
    last = max(one.index for one in answers.values())
    between = scope.here.mentions[last + 1 : rate.index]
    return last < rate.index and all(one.figure.kind is FigureKind.PERCENT for one in between)


def _asked(scope: Scope, answers: dict[str, Mention]) -> list[Mention]:
    """How many were asked or answered, where it is printed before the answers."""
    first = next(iter(answers.values()))
    for one in reversed(scope.here.mentions[: first.index]):
        if one.sentence < first.sentence - 1:
            break
        counted = one.figure.kind is FigureKind.COUNT and scopes.same_measure(one, first)
        if counted and _ASKED.search(one.lead):
            return [one]
    return []


def _gives(content: Sequence[Mention], everybody: Sequence[Mention], rate: Mention) -> bool:
    return scopes.gives(_sum(content), _sum(everybody), rate)


def _all_but_gives(content: Sequence[Mention], everybody: Sequence[Mention], rate: Mention) -> bool:
    return slips.of_rate(_sum(content).figure, _sum(everybody).figure, rate.figure)


def _sum(counts: Sequence[Mention]) -> Mention:
    """The first of some counts with what they are together; counts are exact."""
    total = sum((one.value for one in counts), Decimal(0))
    return replace(counts[0], figure=counts[0].figure._replace(value=total))
