"""
Findings out of judgements: a statement that fails is told once, with its arithmetic.

Where one wrong figure makes several statements fail, the first one told carries the finding and
the later ones name it; a figure that all of them share is named as the likely culprit.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from hengji.audit import accord, phrasing, reading
from hengji.audit.rule import DocumentCase, Rule
from hengji.domain.figure import Figure
from hengji.domain.finding import Finding, Printed, Severity, Verdict
from hengji.domain.judgement import Judgement
from hengji.domain.stated import Modifier
from hengji.domain.statement import ChangeDirection, Statement, StatementType

_AT_MOST, _UNDER = Modifier.AT_MOST, Modifier.UNDER
_UNDECIDABLE = Verdict.UNDECIDABLE
_ACHIEVEMENT, _SUM_OF_PARTS = StatementType.ACHIEVEMENT, StatementType.SUM_OF_PARTS

_SO_MANY = 8
_WAYS = {ChangeDirection.INCREASE: "增加", ChangeDirection.DECREASE: "减少"}
_OTHER_WAY = dict(zip(_WAYS, reversed(_WAYS), strict=True))
_OPEN = "仅凭文中数据不能断定哪一个数有误。"


def failing(rule: Rule, case: DocumentCase, *types: StatementType) -> Iterator[Finding]:
    """
    A finding of `rule` for every statement of those types that fails.

    Of a table in which very many fail, the first stands for all: its rows were shifted, and whoever
    mends them mends every one.
    """
    judgements = case.accord.of(types)
    shifted = _shifted(case, judgements)
    told: set[int] = set()
    for judgement in judgements:
        statement = judgement.statement
        if _owed_a_reason(statement):
            continue  # nothing false is said; that the miss has no reason is told as such
        table = _table(case, statement) if shifted else None
        if table is not None and table in shifted:
            if table in told:
                continue
            told.add(table)
        # A rate over nothing is a habit of writing (增长100%), not a figure that is provably another one.
        meaningless = judgement.computed is None and judgement.stated is not None
        yield _finding(
            rule,
            case,
            judgement,
            severity=Severity.WARNING if meaningless else None,
            unknown=_unknown(judgement, case) if table not in shifted else _like_it(shifted[table]),
        )


def _finding(
    rule: Rule,
    case: DocumentCase,
    judgement: Judgement,
    *,
    severity: Severity | None,
    unknown: str,
    verdict: Verdict = Verdict.FAILS,
) -> Finding:
    """A finding of `rule` on a judgement, its figures printed as the text prints them."""
    statement = judgement.statement
    finding = rule.finding(
        severity=severity,
        verdict=verdict,
        place=reading.place(case, statement.start, statement.end),
        quote=case.text[statement.start : statement.end],
        stated=judgement.stated,
        computed=judgement.computed,
        difference=judgement.difference,
        unit=_unit(statement),
        arithmetic=f"{judgement.arithmetic}，" if judgement.arithmetic else "",
        reason=judgement.reason,
        elsewhere=_elsewhere(statement, case),
        unknown=unknown,
    )
    figures = accord.figures(statement)
    model = phrasing.model(figures[0], figures[1:]) if figures else None
    return finding if model is None else replace(finding, printed=_printed(judgement, model))


_NEARLY = Decimal("0.85")
_HALF = Decimal("0.5")


def nearly_listed(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A finding for every list of two parts or more that comes short of a total it may not divide in full.

    Lists of the foremost parts stop far short; of those that reach half of their total most miss a
    part, and of those that all but reach it most have a wrong figure.
    """
    for judgement in case.judgements:
        statement = judgement.statement
        short = statement.type is _SUM_OF_PARTS and judgement.verdict is _UNDECIDABLE
        stated, computed = judgement.stated, judgement.computed
        if not short or not stated or computed is None or len(statement.operands) < _FEWEST:
            continue
        reached = computed / stated
        if not _HALF <= reached < 1:
            continue
        yield _finding(
            rule,
            case,
            judgement,
            severity=Severity.WARNING if reached >= _NEARLY else Severity.NOTICE,
            unknown="如已列全，其中有数写错；如漏列，请补上。",
            verdict=_UNDECIDABLE,
        )


_FEWEST = 2


def _shifted(case: DocumentCase, judgements: tuple[Judgement, ...]) -> dict[int, int]:
    """The tables in which so many statements fail that a shift of rows must be the cause, with how many."""
    if len(judgements) < _SO_MANY:
        return {}
    often = Counter(_table(case, one.statement) for one in judgements)
    return {table: count for table, count in often.items() if table is not None and count >= _SO_MANY}


def _table(case: DocumentCase, statement: Statement) -> int | None:
    """Where the table begins that a statement stands in; `None` in running text."""
    table = reading.table_at(case, statement.start)
    return None if table is None else table.start


def _like_it(count: int) -> str:
    return f"本表共有{count}处这样的不符，像是各行错位，请整表核对。"


def _elsewhere(statement: Statement, case: DocumentCase) -> str:
    """Where the other figure of a fact told twice stands."""
    other = next((one.figure for one in statement.operands if one.role == "other"), None)
    if other is None:
        return ""
    here, there = (
        reading.place(case, statement.start, statement.end),
        reading.place(case, other.start, other.end),
    )
    return "另一处在同一段。" if str(here) == str(there) else f"另一处在{there}。"


def _owed_a_reason(statement: Statement) -> bool:
    """Whether a target was missed of which more is better, and the text claims nothing about it."""
    if statement.type is not _ACHIEVEMENT or statement.claim or statement.stated_text:
        return False
    targets = [operand.figure for operand in statement.operands if operand.role == "target"]
    return all(target.modifier not in {_AT_MOST, _UNDER} for target in targets)


def _printed(judgement: Judgement, model: Figure) -> Printed:
    """The figures of a judgement as the text would print them, in the unit of `model`: 8.60万元 stays so."""
    claim, stated, difference = judgement.statement.claim, judgement.stated, judgement.difference
    words = "" if stated is None else phrasing.like(stated, model)
    if claim is not None and claim.value == stated and claim.quote[-1:] == words[-1:]:
        words = "".join(claim.quote.split())  # with the zeros it was printed with
    computed = judgement.computed
    way = judgement.statement.direction
    if way in _OTHER_WAY and words and computed is not None and computed < 0:
        # A fall where a rise is told: a difference between the two would be a figure nobody looks for.
        ways = f"{_WAYS[way]}{words}", f"{_WAYS[_OTHER_WAY[way]]}{phrasing.like(-computed, model)}"
        return Printed(stated=ways[0], computed=ways[1])
    side = "多" if difference is not None and difference > 0 else "少"
    return Printed(
        stated=words,
        computed="" if computed is None else phrasing.like(computed, model),
        difference=f"{side}{phrasing.apart(difference, model)}" if difference else "",
    )


def _unit(statement: Statement) -> str:
    """The unit of the claim; of a claim in words (持平) that of what it compares."""
    figures = accord.figures(statement)
    return figures[0].unit if figures else ""


def shared_causes(case: DocumentCase) -> dict[tuple[int, int], tuple[int, int]]:
    """
    For the span of every failing statement that shares a figure with an earlier failing one, the
    span of that earlier one; a figure that another statement bears out is no cause.
    """
    suspects = case.accord.suspects
    causes: dict[tuple[int, int], tuple[int, int]] = {}
    for judgement in case.accord.failing:
        span = (judgement.statement.start, judgement.statement.end)
        firsts = (
            (one.statement.start, one.statement.end)
            for figure in accord.spans(judgement.statement)
            for one in suspects.get(figure, ())[:1]
            if any(other is judgement for other in suspects[figure])
        )
        earlier = next((first for first in firsts if first != span), None)
        if earlier is not None and span not in causes:
            causes[span] = causes.get(earlier, earlier)
    return causes


def _unknown(judgement: Judgement, case: DocumentCase) -> str:
    """Which figure is probably wrong, where other statements of the text tell, else that it is not known."""
    if judgement.difference is None:
        return ""
    statement = judgement.statement
    suspects, good = case.accord.suspects, case.accord.borne_out
    common = [
        figure
        for figure in accord.figures(statement)
        if any(one is judgement for one in suspects.get((figure.start, figure.end), ()))
    ]
    if len(common) == 1:
        words = "".join(common[0].quote.split())
        count = len(suspects[common[0].start, common[0].end])
        return f"共有{count}处不符涉及{_cell(case, common[0])}“{words}”，很可能是它有误。"
    claim, *others = accord.spans(statement)
    if statement.claim is not None and others and claim not in good and good.issuperset(others):
        words = "".join(statement.claim.quote.split())
        return f"其余各数与文中另一处相符，很可能是“{words}”有误。"
    return _OPEN


def _cell(case: DocumentCase, figure: Figure) -> str:
    """The row and column of a figure of a table: the same number may stand in many cells."""
    place = reading.place(case, figure.start, figure.end)
    return "" if place.row is None else f"第{place.row}行第{place.column}列的"
