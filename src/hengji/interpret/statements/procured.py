"""
What small firms won of a unit's procurement, which cannot be more than all of it.

The accounts of many places tell it in one wording: of what was reserved for small and medium firms so
much went to them, and of the other purchases so much.  The two exclude each other.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from hengji.domain.stated import YUAN
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention
from hengji.interpret.scope import Scope
from hengji.interpret.statements import families

_ALL: Final = re.compile(r"政府采购(?:支出)?(?:总?金额|总额|支出)(?:为|共计|合计|总额|共)*\Z")
_WON: Final = re.compile(r"(?:中小企业|供应商)[^。；]{0,8}(?:中标|成交)")
_RESERVED: Final = re.compile(r"在面向中小企业预留")
_OTHER: Final = re.compile(r"在其他政府采购")


def procured(scope: Scope) -> Iterator[Statement]:
    """Both shares of small and medium firms, where they are all the procurement of the unit or more."""
    pattern = scope.here.pattern
    if "预留" not in pattern or "其他政府采购" not in pattern:
        return
    reserved, other = (_behind(scope, words) for words in (_RESERVED, _OTHER))
    whole = next(
        (
            one
            for passage in (scope.here, *reversed(scope.earlier))
            for one in passage.mentions
            if _is_all(one)
        ),
        None,
    )
    if reserved is None or other is None or whole is None:
        return
    if reserved.value + other.value >= whole.value or families.sums_up([reserved, other], whole):
        parts: list[tuple[str, Mention]] = [("part", reserved), ("part", other)]
        yield scope.statement(StatementType.SUM_OF_PARTS, whole, parts, complete=False)


def _is_all(one: Mention) -> bool:
    return one.figure.unit == YUAN and scopes.is_amount(one) and _ALL.search(one.lead) is not None


def _behind(scope: Scope, words: re.Pattern[str]) -> Mention | None:
    """The amount of the clause that tells what was won of such purchases."""
    match = words.search(scope.here.pattern)
    if match is None:
        return None
    found = next((one for one in scope.here.mentions if one.position > match.end()), None)
    if found is None or found.figure.unit != YUAN:
        return None
    told = scope.here.pattern[match.end() : found.position]
    return found if _WON.search(told) and "；" not in told and "。" not in told else None
