"""
Shares and completions: every percentage that is a part of something.
"""

from __future__ import annotations

from collections.abc import Iterator

from hengji.domain.figure import FigureKind
from hengji.domain.statement import Statement
from hengji.interpret.clauses import Part
from hengji.interpret.scope import Scope
from hengji.interpret.statements import completions, shares


def rates(scope: Scope) -> Iterator[Statement]:
    """Every share and completion of a passage."""
    done: set[int] = set()
    for mention in scope.here.mentions:
        if mention.index in done:
            continue
        part = mention.part
        told = shares.of_budget(scope, mention) if part is Part.COMPLETION else None
        if told is not None:
            yield from shares.share(scope, told)
        elif part is Part.SHARE:
            listed = shares.listed(scope, mention)
            if listed:
                done.update(share.index for _, share in listed)
                yield from shares.parallel(scope, listed)
            else:
                yield from shares.share(scope, mention)
        elif part is Part.COMPLETION and not completions.of_percents(scope, mention):
            yield from completions.completion(scope, mention)
        elif part is Part.OTHER and mention.lead == "的":
            yield from shares.share_of_printed(scope, mention)
        elif part is Part.OTHER and mention.figure.kind is FigureKind.PERCENT:
            yield from shares.share_as_amount(scope, mention)
            yield from shares.rate_of_part(scope, mention)
