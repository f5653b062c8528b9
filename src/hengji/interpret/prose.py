"""
Running text, paragraph by paragraph: every kind of statement looks at each once.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator

from hengji.domain.extract import Extract
from hengji.domain.figure import Figure
from hengji.domain.statement import Statement
from hengji.interpret import clauses, credible, flow
from hengji.interpret.scope import Scope
from hengji.interpret.statements import (
    changes,
    companions,
    enumerated,
    formulas,
    lists,
    marks_in_rows,
    multiples,
    processes,
    products,
    rates,
    reached,
    reckoned,
    repeats,
    scores,
    second_look,
    sublists,
    sums,
    timing,
)

_SEEKERS = (
    sums.sums,
    changes.changes,
    rates.rates,
    lists.lists,
    scores.scores,
    products.products,
    timing.dates,
    formulas.formulas,
    multiples.multiples,
)
_OF_WORDS = (changes.changes, lists.lists, scores.scores, timing.dates, formulas.formulas)
"""Those that find something in paragraphs without an amount too."""
_SAYS = re.compile("[，。；：、！？=＝÷]")
"""What stands in a paragraph that says something, and in no heading."""


def statements(extract: Extract, figures: tuple[Figure, ...], facts: repeats.Facts) -> Iterator[Statement]:
    """The statements of running text, in order of their paragraphs."""
    starts = [figure.start for figure in figures]
    listed = enumerated.Lists(extract.text)
    sublisted = sublists.Sublists(extract.text)
    accounts = timing.Accounts()
    filing = processes.Filing()
    pairs = companions.Companions(facts.fiscal_year)
    scope: Scope | None = None
    for start, end in flow.paragraphs(extract):
        inside = figures[bisect_left(starts, start) : bisect_left(starts, end)]
        passage = clauses.passage(extract.text, start, end, inside)
        if scope is None:
            scope = Scope(extract.text, passage)
        else:
            if scope.here.mentions:
                scope.earlier.append(scope.here)
            scope.here, scope.found, scope.parts = passage, None, None
        yield from listed.feed(passage)
        yield from sublisted.feed(passage)
        yield from accounts.feed(passage, extract.text)
        filing.feed(passage)
        told: set[int] = set()
        if not passage.mentions and _SAYS.search(passage.pattern) is None:
            continue  # a heading
        for seek in _SEEKERS if passage.mentions else _OF_WORDS:
            for found in seek(scope):
                seen = second_look.looked_at(scope, credible.credible(found))
                if seen.claim is not None and len(seen.operands) > 1:
                    told.add(seen.claim.start)
                yield seen
        if len(passage.mentions) > 1:
            yield from reckoned.reckoned(scope, told)
            yield from reached.reached(scope, told)
            yield from marks_in_rows.marks(scope, told)
        yield from facts.compare(scope)
        pairs.feed(scope)
    yield from listed.finish()
    yield from sublisted.finish()
    yield from facts.finish()
    yield from pairs.finish()
    yield from filing.finish(extract.text)
