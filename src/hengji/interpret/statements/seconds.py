"""
A second measure told beside a total and beside each of its parts: 1,236户2,418人，其中城市215户386人，….
"""

from __future__ import annotations

from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import families


def paired(scope: Scope, total_: Mention, parts: list[Mention]) -> list[Mention] | None:
    """18个，涉及2,613万元。其中：甲类15个，2,206万元；乙类3个，407万元: what follows each, if it adds up."""
    mentions = scope.here.mentions
    seconds = [mentions[one.index + 1] for one in (total_, *parts) if one.index + 1 < len(mentions)]
    if len(seconds) != len(parts) + 1 or len(parts) < 2:
        return None
    whole, *rest = seconds
    if (
        whole.position >= parts[0].position
        or scopes.same_measure(whole, total_)
        or not scopes.is_amount(whole)
    ):
        return None
    alike = all(scopes.is_amount(one) and scopes.same_measure(whole, one) for one in rest)
    own = all(one.segment == part.segment for one, part in zip(rest, parts, strict=True))
    return seconds if alike and own and families.all_but_sums_up(rest, whole) else None


def neighbour(scope: Scope, one: Mention, step: int) -> Mention | None:
    """The count that is printed right beside another, in another measure."""
    place = one.index + step
    if not 0 <= place < len(scope.here.mentions):
        return None
    other = scope.here.mentions[place]
    later = other if step > 0 else one
    close = later.lead in {"", "、"} and abs(other.position - one.position) <= 2
    close = close and other.depth == one.depth and scopes.is_amount(other)
    return other if close and not scopes.same_measure(one, other) else None
