"""
What a planting is, and the registry of the kinds of error.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass, replace

from benchmarks.planted.amounts import ZERO
from benchmarks.planted.checking import broken
from benchmarks.planted.draft import (
    Claim,
    Grid,
    Heading,
    Relation,
    Report,
    Sort,
    Token,
    Words,
    tokens_printed,
)
from benchmarks.planted.names import INVENTED
from hengji.domain.finding import Severity


@dataclass(frozen=True, slots=True, kw_only=True)
class Planted:
    """
    A report with one error.

    `tokens` are where the error stands, `related` the other figures of the statements it breaks;
    a finding at any of them is at the right place.  `section` names what is missing where
    nothing stands any more.  `claims` are the kinds of arithmetic that no longer hold,
    `families` of rules from which a right auditor answers, `least` how severely at least.
    """

    kind: str
    report: Report
    tokens: tuple[int, ...]
    what: str
    families: tuple[str, ...]
    least: Severity
    related: tuple[int, ...] = ()
    claims: tuple[Claim, ...] = ()
    section: str = ""
    piece: int | None = None
    """The paragraph or table anywhere in which a finding is at the right place."""


Planter = Callable[[Report, random.Random], Planted | None]

PLANTERS: dict[str, Planter] = {}
"""Kind of error → its planter, in the order of the modules."""


def planter(kind: str) -> Callable[[Planter], Planter]:
    """Register a planter under the name of its kind."""

    def register(plant: Planter) -> Planter:
        PLANTERS[kind] = plant
        return plant

    return register


def on_token(kind: str, report: Report, number: int, token: Token) -> Planted | None:
    """
    The report with that token changed, where what it prints is then provably wrong.

    The guard: some relation that decides must now fail by the ranges of the printed figures.
    """
    spoiled = report.with_token(number, token)
    failing = [one for one in broken(spoiled) if number in one.all_tokens]
    if not failing:
        return None
    related = dict.fromkeys(other for one in failing for other in one.all_tokens if other != number)
    return Planted(
        kind=kind,
        report=spoiled,
        tokens=(number,),
        what=f"{report.tokens[number].text} → {token.text}",
        families=("AR", "CO"),
        least=Severity.ERROR,
        related=tuple(related),
        claims=tuple(dict.fromkeys(one.claim_kind for one in failing)),
    )


def candidates(
    report: Report,
    rng: random.Random,
    *,
    sorts: tuple[Sort, ...] = (),
    claims: tuple[Claim, ...] = (),
    as_claim: bool = False,
) -> list[int]:
    """Tokens of those sorts that stand in a deciding relation of those kinds, in random order."""
    here = tokens_printed(report)
    found: dict[int, None] = {}
    for one in report.relations:
        if (
            one.decides
            and (not claims or one.claim_kind in claims)
            and here.issuperset(_visible(one, report))
        ):
            found.update(dict.fromkeys((one.claim,) if as_claim else one.all_tokens))
    wanted = [
        number for number in found if number in here and (not sorts or report.tokens[number].sort in sorts)
    ]
    rng.shuffle(wanted)
    return wanted


def _visible(relation: Relation, report: Report) -> set[int]:
    """The tokens that must be printed for a relation to be checkable; an unprinted direction word is none."""
    return {number for number in relation.all_tokens if report.tokens[number].sort is not Sort.DIRECTION}


def inserted(
    kind: str,
    report: Report,
    index: int,
    words: str,
    at: int,
    *,
    what: str,
    families: tuple[str, ...],
    least: Severity = Severity.WARNING,
    cut: int = 0,
) -> Planted:
    """
    The report with words put into the text of a piece at a position, `cut` characters taken out there.
    """
    spoiled, mark = report.adding(Token(sort=Sort.WORDS, text=words, value=ZERO))
    piece = report.pieces[index]
    assert not isinstance(piece, Grid)  # noqa: S101 - words go into words
    changed = replace(piece, text=piece.text[:at] + mark + piece.text[at + cut :])
    return Planted(
        kind=kind,
        report=spoiled.with_piece(index, changed),
        tokens=(len(spoiled.tokens) - 1,),
        what=what,
        families=families,
        least=least,
    )


def paragraphs(report: Report, rng: random.Random, *, long: int = 40) -> list[int]:
    """The paragraphs of some length that are the report's own, in random order."""
    found = [
        index
        for index, piece in enumerate(report.pieces)
        if isinstance(piece, Words) and len(piece.text) >= long and piece.text != INVENTED
    ]
    rng.shuffle(found)
    return found


def text_of(report: Report, index: int) -> str:
    """The words of a paragraph or a heading."""
    piece = report.pieces[index]
    assert isinstance(piece, Words | Heading)  # noqa: S101 - chosen so
    return piece.text


def at_end(
    kind: str,
    report: Report,
    rng: random.Random,
    words: str,
    *,
    families: tuple[str, ...] = ("WD",),
    least: Severity = Severity.WARNING,
) -> Planted | None:
    """The report with words at the end of a paragraph."""
    for index in paragraphs(report, rng):
        end = len(text_of(report, index))
        return inserted(kind, report, index, words, end, what=words, families=families, least=least)
    return None


__all__ = [
    "PLANTERS",
    "Planted",
    "at_end",
    "candidates",
    "inserted",
    "on_token",
    "paragraphs",
    "planter",
    "text_of",
]
