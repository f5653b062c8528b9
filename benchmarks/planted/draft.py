"""
A report under construction: words, with every figure a token and every claim a relation between tokens.

A token stands in the words as one character of a private plane and is looked up when the report is
printed, so that a planter changes a figure without touching the words around it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum

from benchmarks.planted.amounts import ZERO, Printed

_TOKENS = 0xF0000
_LARGEST = 0x7FFF
MARKS = re.compile("[\U000f0000-\U000fffff]")


class Sort(StrEnum):
    """What a token is."""

    MONEY = "money"
    PERCENT = "percent"
    COUNT = "count"
    POINTS = "points"
    WEIGHT = "weight"
    DIRECTION = "direction"
    GRADE = "grade"
    YEAR = "year"
    DATE = "date"
    UNIT_NAME = "unit_name"
    WORDS = "words"


@dataclass(frozen=True, slots=True, kw_only=True)
class Token:
    """A figure or word that somebody may get wrong; `use` says what for."""

    sort: Sort
    text: str
    value: Decimal = ZERO
    half: Decimal = ZERO
    use: str = ""


class Claim(StrEnum):
    """The arithmetic of a relation."""

    SUM = "sum"
    SHARE = "share"
    CHANGE_AMOUNT = "change_amount"
    CHANGE_RATE = "change_rate"
    IMPLIED_CHANGE = "implied_change"
    EXECUTION = "execution"
    PER_UNIT = "per_unit"
    PRODUCT = "product"
    SCORE_SUM = "score_sum"
    WEIGHT_SUM = "weight_sum"
    GRADE = "grade"
    ACHIEVEMENT = "achievement"
    LIST = "list"
    SAME = "same"
    DATES = "dates"
    DIFFERENCE = "difference"


@dataclass(frozen=True, slots=True, kw_only=True)
class Relation:
    """
    `claim` follows from `operands`; `direction` is the word that signs a change.

    `near` tells whether claim and operands stand in one sentence or one table, `decides` whether
    a report that breaks it is provably wrong (the parts after 其中 need not be all).
    """

    claim_kind: Claim
    claim: int
    operands: tuple[int, ...]
    direction: int | None = None
    decides: bool = True
    members: int = 0

    @property
    def all_tokens(self) -> tuple[int, ...]:
        """Every token that takes part."""
        signed = () if self.direction is None else (self.direction,)
        return (self.claim, *self.operands, *signed)


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A heading; `level` from one, its number in the words; `topic` names the section it opens."""

    level: int
    text: str
    topic: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """A paragraph; `topic` is that of its section."""

    text: str
    align: str = "justify"


@dataclass(frozen=True, slots=True, kw_only=True)
class Box:
    """A cell."""

    text: str
    columns: int = 1
    rows: int = 1
    head: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Grid:
    """A table; `note` stands above at the right (单位：万元)."""

    rows: tuple[tuple[Box, ...], ...]
    widths: tuple[int, ...]
    caption: str = ""
    note: str = ""
    heads: int = 1
    wide: bool = False


Piece = Heading | Words | Grid


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """A report with its tokens; printed by `plain` and by the writers."""

    title: str
    kind: str
    unit: str
    year: int
    pieces: tuple[Piece, ...]
    tokens: tuple[Token, ...]
    relations: tuple[Relation, ...]
    outline: str = ""
    """The published outline that it follows, where it follows one."""

    def with_token(self, number: int, token: Token) -> Report:
        """The report with one token changed."""
        tokens = (*self.tokens[:number], token, *self.tokens[number + 1 :])
        return replace(self, tokens=tokens)

    def adding(self, token: Token) -> tuple[Report, str]:
        """The report with a further token, and the character that stands for it."""
        return replace(self, tokens=(*self.tokens, token)), chr(_TOKENS + len(self.tokens))

    def with_piece(self, index: int, *pieces: Piece) -> Report:
        """The report with one piece replaced."""
        return replace(self, pieces=(*self.pieces[:index], *pieces, *self.pieces[index + 1 :]))


class Draft:
    """Collects tokens and relations while the words are made."""

    def __init__(self) -> None:
        self.tokens: list[Token] = []
        self.relations: list[Relation] = []

    def put(self, sort: Sort, printed: Printed | str, use: str = "") -> str:
        """The character that stands for a new token."""
        if isinstance(printed, str):
            token = Token(sort=sort, text=printed, use=use)
        else:
            token = Token(sort=sort, text=printed.text, value=printed.value, half=printed.half, use=use)
        self.tokens.append(token)
        if len(self.tokens) > _LARGEST:
            raise ValueError("too many tokens for the private plane")
        return chr(_TOKENS + len(self.tokens) - 1)

    def relate(
        self,
        kind: Claim,
        claim: str,
        operands: Sequence[str],
        *,
        direction: str | None = None,
        decides: bool = True,
        members: int = 0,
    ) -> None:
        """Note that a claim follows from operands (characters of tokens)."""
        self.relations.append(
            Relation(
                claim_kind=kind,
                claim=number_of(claim),
                operands=tuple(number_of(one) for one in operands),
                direction=None if direction is None else number_of(direction),
                decides=decides,
                members=members,
            )
        )

    def report(
        self, *, title: str, kind: str, unit: str, year: int, pieces: Sequence[Piece], outline: str = ""
    ) -> Report:
        """The finished report."""
        return Report(
            title=title,
            kind=kind,
            unit=unit,
            year=year,
            pieces=tuple(pieces),
            tokens=tuple(self.tokens),
            relations=tuple(self.relations),
            outline=outline,
        )


def number_of(character: str) -> int:
    """The number of the token that a character stands for."""
    return ord(character) - _TOKENS


def tokens_in(words: str) -> list[int]:
    """The numbers of the tokens in some words."""
    return [number_of(mark[0]) for mark in MARKS.finditer(words)]


def spelled(words: str, tokens: Sequence[Token]) -> Iterator[tuple[str, int | None]]:
    """The words piece by piece, each token with its number."""
    last = 0
    for mark in MARKS.finditer(words):
        if mark.start() > last:
            yield words[last : mark.start()], None
        number = number_of(mark[0])
        yield tokens[number].text, number
        last = mark.end()
    if last < len(words):
        yield words[last:], None


def printed(words: str, tokens: Sequence[Token]) -> str:
    """The words as they are read."""
    return "".join(text for text, _ in spelled(words, tokens))


Spans = dict[int, list[tuple[int, int]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Plain:
    """The plain text of a report, where its tokens stand and where its pieces do."""

    text: str
    spans: Spans
    pieces: tuple[tuple[int, int], ...]


def lines_of(piece: Piece) -> Iterator[str]:
    """Every line of a piece with its marks: a heading, a paragraph, caption, note and rows of a table."""
    if isinstance(piece, Grid):
        yield from (line for line in (piece.caption, piece.note) if line)
        yield from ("\t".join(box.text for box in row) for row in piece.rows)
    else:
        yield piece.text


def plain(report: Report) -> Plain:
    """The report as plain text, cells separated by tabs and rows by newlines."""
    text: list[str] = []
    spans: Spans = {}
    length = 0
    places: list[tuple[int, int]] = []

    def add(line: str) -> None:
        nonlocal length
        for words, number in spelled(line, report.tokens):
            if number is not None:
                spans.setdefault(number, []).append((length, length + len(words)))
            text.append(words)
            length += len(words)
        text.append("\n")
        length += 1

    add(report.title)
    for piece in report.pieces:
        begun = length
        for line in lines_of(piece):
            add(line)
        places.append((begun, length - 1))
    return Plain(text="".join(text), spans=spans, pieces=tuple(places))


def tokens_printed(report: Report) -> set[int]:
    """The tokens that really stand in the words."""
    lines = [report.title, *(line for piece in report.pieces for line in lines_of(piece))]
    return {number for line in lines for number in tokens_in(line)}
