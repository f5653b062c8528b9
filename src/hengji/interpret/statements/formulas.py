"""
Arithmetic that a text writes out: 2186.5÷2350×100%=93.04%, 18.5+17.2+32.6+22.4=90.7分.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.statement import Operand, Statement, StatementType
from hengji.figures import find_in_cell
from hengji.interpret.scope import Scope

_NUMBER = r"[0-9][0-9,，]{0,17}(?:\.[0-9]{1,6})?"
_UNIT = r"(?:[%％]|(?:[万亿千]|百万)?元(?:/[\u4e00-\u9fff])?|[\u4e00-\u9fff]{1,3})?"
_ALONE = r"(?<![0-9.])(?<![0-9][,，])"
"""No number begins inside another one."""
_NAME = r"[\u4e00-\u9fff]{0,10}"
_TERM = rf"{_NUMBER}\s?{_UNIT}"
_NAMED = rf"{_NAME}{_TERM}"
_WHOLE = r"(?:\s?[×xX*＊]\s?100\s?[%％])"
_DIVIDED = re.compile(
    rf"{_ALONE}(?<![÷/／])[（(]?(?P<over>{_TERM})\s?[÷/／]\s?(?P<under>{_NAMED})[）)]?\s?{_WHOLE}?\s?[=＝≈]\s?"
    rf"(?P<claim>{_TERM})(?![0-9÷/／×*+＋])"
)
_DIVIDED_BEHIND = re.compile(
    rf"{_ALONE}(?P<claim>{_TERM})[（(][=＝]?(?P<over>{_TERM})\s?[÷/／]\s?(?P<under>{_NAMED})\s?{_WHOLE}?[）)]"
)
_MOVED = re.compile(
    rf"[（(]{_NAME}(?P<one>{_TERM})\s?[-－—]\s?{_NAME}(?P<other>{_TERM})[）)]\s?[÷/／]\s?(?P<under>{_NAMED})"
    rf"\s?{_WHOLE}?\s?[=＝≈]\s?(?P<claim>[-－]?{_TERM})(?![0-9÷/／×*+＋])"
)
"""(63.46-32)÷32=98.31%: what was added, over what it was added to."""
_ADDED = re.compile(
    rf"{_ALONE}(?<![÷/／×*])(?P<terms>{_TERM}(?:\s?[+＋－-]\s?{_NAMED}){{1,30}})\s?[=＝]\s?(?P<claim>{_TERM})(?![0-9÷/／×*+＋])"
)
_MULTIPLIED = re.compile(
    rf"{_ALONE}(?<![÷/／+＋])(?P<terms>{_TERM}(?:\s?[×xX*＊]\s?{_NAMED}){{1,3}})\s?[=＝]\s?(?P<claim>{_TERM})(?![0-9÷/／×*+＋])"
)
_INSIDE = re.compile(rf"[÷/／×*＊+＋]\s?[（(]?{_NAME}[（(]?\Z")
_OPERATOR = re.compile(r"[+＋－×xX*＊-]")
_IN_PERCENT = re.compile(r"100\s?[%％]\Z")
_SIGNS = re.compile("[=＝≈÷/／]")
_SCALED = re.compile(r"(?:[万亿千]|百万)元")


def formulas(scope: Scope) -> Iterator[Statement]:
    """The formulas of a passage that print their numbers and their result."""
    words = scope.text[scope.here.start : scope.here.end]
    if _SIGNS.search(words) is None:
        return
    for expression in (_DIVIDED, _DIVIDED_BEHIND):
        for match in expression.finditer(words):
            if _INSIDE.search(words[max(0, match.start() - 16) : match.start()]):
                continue  # 3×（120/300）=1.2: the end of a longer one
            yield from _statement(
                scope, match, [("numerator", match.span("over")), ("denominator", match.span("under"))]
            )
    for match in _MOVED.finditer(words):
        roles = [("part", match.span("one")), ("minus", match.span("other")), ("whole", match.span("under"))]
        yield from _statement(scope, match, roles, StatementType.SHARE)
    for match in _ADDED.finditer(words):
        yield from _statement(scope, match, list(_terms(match, plus="part")))
    for match in _MULTIPLIED.finditer(words):
        if _IN_PERCENT.search(match["terms"]):
            continue  # …÷380万元×100%＝97%: the end of a rate
        yield from _statement(scope, match, list(_terms(match, plus="factor")))


def _terms(match: re.Match[str], plus: str) -> Iterator[tuple[str, tuple[int, int]]]:
    """The terms of a formula with their roles: what follows a minus is taken off."""
    role, start = plus, match.start("terms")
    for sign in _OPERATOR.finditer(match.string, start, match.end("terms")):
        yield role, (start, sign.start())
        role, start = "minus" if sign[0] in "-－" else plus, sign.end()
    yield role, (start, match.end("terms"))


_TYPES = {
    "numerator": StatementType.RATIO,
    "part": StatementType.SUM_OF_PARTS,
    "factor": StatementType.PRODUCT,
}


def _statement(
    scope: Scope,
    match: re.Match[str],
    terms: list[tuple[str, tuple[int, int]]],
    type_: StatementType | None = None,
) -> Iterator[Statement]:
    spans = [span for _, span in terms]
    unit = _money(match.string, [*spans, match.span("claim")])
    claim = _figure(scope, match.span("claim"), unit if "numerator" not in dict(terms) else "")
    hints = [unit] * len(terms)
    alone = not _money(match.string, spans)
    if "factor" in dict(terms) or ("numerator" in dict(terms) and alone):
        hints = [unit if alone else "", *[""] * (len(terms) - 1)]  # 1.2×32=38.4万元: people are no money
    operands = [(role, _figure(scope, span, hint)) for (role, span), hint in zip(terms, hints, strict=True)]
    figures = [figure for _, figure in operands if figure is not None]
    if claim is None or len(figures) < len(terms):
        return
    type_ = type_ or _TYPES[terms[0][0]]
    if type_ is StatementType.SUM_OF_PARTS and claim.kind is FigureKind.SCORE:
        type_ = StatementType.SCORE_SUM
    start, end = scope.here.start + match.start(), scope.here.start + match.end()
    yield Statement(
        type=type_,
        quote=scope.text[start:end],
        start=start,
        end=end,
        claim=claim,
        operands=tuple(
            Operand(figure=figure, role=role) for (role, _), figure in zip(terms, figures, strict=True)
        ),
        recipe="formula",
    )


def _money(words: str, spans: list[tuple[int, int]]) -> str:
    """The one unit of money of a formula, in which its bare numbers are meant."""
    found = {unit[0] for span in spans if (unit := _SCALED.search(words, *span)) is not None}
    return found.pop() if len(found) == 1 else ""


def _figure(scope: Scope, span: tuple[int, int], unit: str) -> Figure | None:
    """A term as a figure with its place in the text; nothing where it is not one number."""
    start = scope.here.start + span[0]
    words = scope.text[start : scope.here.start + span[1]]
    found = find_in_cell(words, unit_hint=unit or None)
    if len(found) != 1 or isinstance(found[0].value, str):
        return None
    return found[0]._replace(start=start + found[0].start, end=start + found[0].end)
