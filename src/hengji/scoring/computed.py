"""
A measure laid on a filing: its ratio, or what keeps it from being computed.

Blank is not zero: one blank fact, and there is no ratio.  A denominator of zero or below gives
none either, and so does a figure that does not name one number (约、超过).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal

from hengji.domain.facts import FACTS
from hengji.domain.filing import Filing
from hengji.domain.ledger import LedgerLine
from hengji.domain.measure import Measure, Term
from hengji.domain.scorecard import Input, MissingInput, Score
from hengji.domain.source import Place
from hengji.domain.stated import Modifier, Stated
from hengji.scoring import words
from hengji.scoring.leaf import ZERO, Leaf
from hengji.scoring.ratio import EXACT, Ratio

_SIGNS = {1: "＋", -1: "－"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Computed:
    """The ratio with its inputs, or the reason why there is none."""

    measure: Measure
    inputs: tuple[Input, ...]
    missing: tuple[MissingInput, ...] = ()
    ratio: Ratio | None = None
    trouble: str = ""
    """Why there is no ratio, in a sentence."""
    expression: str = ""
    """The division as written: 28,771,611.60÷29,242,314.38."""

    def undecided(
        self, leaf: Leaf, method: str, *, low: Decimal = ZERO, high: Decimal | None = None
    ) -> Score:
        """The score of a leaf whose measure has no ratio: from `low` to `high`, else full marks."""
        return leaf.undecidable(
            self.trouble,
            method=method,
            missing=self.missing,
            inputs=self.inputs,
            arithmetic=self.expression,
            low=low,
            high=high,
        )


def compute(measure: Measure, filing: Filing) -> Computed:
    """The measure on that filing."""
    stated: dict[str, Stated] = {}
    inputs: list[Input] = []
    missing: list[MissingInput] = []
    for term in (*measure.over, *measure.under):
        if term.fact in stated or any(lack.name == FACTS[term.fact].title for lack in missing):
            continue
        figure = filing.fact(term.fact)
        if figure is None or figure.modifier is not Modifier.EXACT:
            missing.append(words.missing_fact(term.fact, _row_place(term.fact, filing)))
        else:
            stated[term.fact] = figure
            inputs.append(words.as_input(FACTS[term.fact].title, figure))
    if missing:
        names = "、".join(lack.name for lack in missing)
        return Computed(
            measure=measure,
            inputs=tuple(inputs),
            missing=tuple(missing),
            trouble=f"缺少{names}（未填写，或不是确切的数），无法计算{measure.title}；空白不按零处理",
        )
    return _divided(measure, stated, tuple(inputs))


def _divided(measure: Measure, stated: dict[str, Stated], inputs: tuple[Input, ...]) -> Computed:
    over = _total(measure.over, stated)
    written = _written(measure.over, stated, "||" if measure.magnitude else "（）")
    if measure.magnitude:
        over = over.copy_abs()
    if not measure.under:
        return Computed(measure=measure, inputs=inputs, ratio=Ratio(over), expression=written)
    under = _total(measure.under, stated)
    written = f"{written}÷{_written(measure.under, stated, '（）')}"
    if under <= 0:
        which = "为零" if under == 0 else "为负数"
        names = "、".join(FACTS[term.fact].title for term in measure.under)
        return Computed(
            measure=measure,
            inputs=inputs,
            trouble=f"分母（{names}）{which}，{measure.title}无从计算，须核对该数或由财政部门另行认定",
            expression=written,
        )
    return Computed(measure=measure, inputs=inputs, ratio=Ratio(over, under), expression=written)


def _total(terms: Iterable[Term], stated: dict[str, Stated]) -> Decimal:
    total = Decimal(0)
    for term in terms:
        value = stated[term.fact].value
        total = EXACT.add(total, EXACT.multiply(value, term.sign))
    return total


def _written(terms: tuple[Term, ...], stated: dict[str, Stated], around: str) -> str:
    first = words.figure(stated[terms[0].fact])
    rest = (_SIGNS[term.sign] + words.figure(stated[term.fact]) for term in terms[1:])
    written = "".join((first, *rest))
    return f"{around[0]}{written}{around[1]}" if len(terms) > 1 else written


def _row_place(fact: str, filing: Filing) -> Place | None:
    room, _, name = fact.partition(".")
    if room != "ledger":
        return None
    return filing.ledger.row(LedgerLine(name.partition(".")[0])).place
