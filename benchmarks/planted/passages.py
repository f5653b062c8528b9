"""
Errors planted into copies of real passages whose claims were annotated as right, where they are present.

The passages stay where they are; only which digits are changed, and how, is decided here.
"""

from __future__ import annotations

import ast
import json
import random
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import partial
from pathlib import Path
from typing import Any

SHARED = Path(__file__).parents[3] / "shared"
_RIGHT = ("holds", "holds_with_rounding")
_NUMBER = re.compile(r"-?\d[\d,]*(?:\.\d+)?")
_SPELLED = frozenset(
    {
        "sum_of_parts",
        "share_percent",
        "yoy_change_percent",
        "yoy_change_amount",
        "execution_rate",
        "budget_vs_final",
        "per_unit",
        "score_sum",
    }
)
"""Types whose claim is a figure in digits."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoiledPassage:
    """A passage with one claim changed; `spans` are the claim and its operands in the new text."""

    passage: str
    relation: str
    relation_type: str
    text: str
    clean_text: str
    at: int
    """Where the digits stand that were changed."""
    digits: str
    wrong: str
    spans: tuple[tuple[int, int], ...]

    @property
    def what(self) -> str:
        """The change, for a person."""
        return f"{self.digits} → {self.wrong}"


def _lines(name: str) -> Iterator[dict[str, Any]]:
    with (SHARED / "corpus" / name).open(encoding="utf-8") as stream:
        for line in stream:
            yield json.loads(line)


def present() -> bool:
    """Whether the corpus lies beside the repository."""
    return (SHARED / "corpus" / "relations.jsonl").exists()


def texts() -> dict[str, str]:
    """The passages by their id."""
    return {passage["id"]: passage["text"] for passage in _lines("passages.jsonl")}


def clean() -> dict[str, str]:
    """The passages in which nothing was annotated as wrong or doubtful."""
    doubtful = {
        one["id"] for one in _lines("relations.jsonl") if one["verdict"] not in _RIGHT or one["seeded"]
    }
    seeded = {passage["id"] for passage in _lines("passages.jsonl") if passage["fidelity"] == "seeded"}
    return {name: text for name, text in texts().items() if name not in doubtful | seeded}


def spoiled(seed: int = 1) -> Iterator[SpoiledPassage]:
    """One changed claim for every annotated relation that is right and whose claim is printed once."""
    passages = texts()
    for one in _lines("relations.jsonl"):
        if (
            one["verdict"] in _RIGHT
            and one["claim_in_text"]
            and one["operands_in_text"]
            and one["type"] in _SPELLED
        ):
            made = _spoil(one, passages[one["id"]], random.Random(f"{seed}{one['rel']}"))  # noqa: S311 - no secret
            if made is not None:
                yield made


def _spoil(one: dict[str, Any], text: str, rng: random.Random) -> SpoiledPassage | None:
    start, end = one["start"], one["end"]
    place = text.find(one["claim"], start, max(end, start + len(one["span"])))
    match = _NUMBER.search(one["claim"])
    if place < 0 or match is None or text.count(one["claim"], start, end) != 1:
        return None
    at = place + match.start()
    digits = match[0]
    wrong = _wrong_digits(one, digits, rng)
    if wrong is None:
        return None
    changed = text[:at] + wrong + text[at + len(digits) :]
    spans = [(place, place + len(one["claim"]) + len(wrong) - len(digits))]
    for operand in one["operands"]:
        near = text.find(operand["text"], max(0, start - 200), end + 200)
        if near >= 0 and near != place:
            shift = len(wrong) - len(digits) if near > at else 0
            spans.append((near + shift, near + shift + len(operand["text"])))
    return SpoiledPassage(
        passage=one["id"],
        relation=one["rel"],
        relation_type=one["type"],
        text=changed,
        clean_text=text,
        at=at,
        digits=digits,
        wrong=wrong,
        spans=tuple(spans),
    )


def _wrong_digits(one: dict[str, Any], digits: str, rng: random.Random) -> str | None:
    """One digit changed such that the claim lies plainly outside what the operands allow."""
    recomputed = _NUMBER.search(one["recomputed"])
    if recomputed is None:
        return None
    tolerance = _tolerance(one) + _half(digits)
    places = [n for n, mark in enumerate(digits) if mark.isdigit()]
    rng.shuffle(places)
    for place in places:
        others = [mark for mark in "123456789" if mark != digits[place]]
        wrong = digits[:place] + rng.choice(others) + digits[place + 1 :]
        off = abs(Decimal(wrong.replace(",", "")) - Decimal(recomputed[0].replace(",", "")))
        if off > 3 * tolerance:
            return wrong
    return None


def _half(digits: str) -> Decimal:
    return Decimal(1).scaleb(-len(digits.partition(".")[2])) / 2


def _tolerance(one: dict[str, Any]) -> Decimal:
    """How far the recomputed value moves when every operand moves by half of its last place."""
    values = {operand["name"]: Decimal(operand["value"]) for operand in one["operands"]}
    try:
        tree = ast.parse(one["formula"], mode="eval").body
        middle = _evaluate(tree, values)
        return sum(
            (
                abs(_evaluate(tree, {**values, name: value + _half(str(value))}) - middle)
                for name, value in values.items()
            ),
            Decimal(0),
        )
    except (SyntaxError, ArithmeticError, KeyError, ValueError):
        return abs(Decimal(_NUMBER.search(one["recomputed"])[0].replace(",", ""))) / 20  # type: ignore[index]


def _evaluate(node: ast.expr, values: dict[str, Decimal]) -> Decimal:
    if isinstance(node, ast.BinOp):
        left, right = _evaluate(node.left, values), _evaluate(node.right, values)
        if isinstance(node.op, ast.Add):
            return left + right
        if isinstance(node.op, ast.Sub):
            return left - right
        return left * right if isinstance(node.op, ast.Mult) else left / right
    if isinstance(node, ast.UnaryOp):
        return -_evaluate(node.operand, values)
    if isinstance(node, ast.Name):
        return values[node.id]
    if isinstance(node, ast.Constant):
        return Decimal(str(node.value))
    raise ValueError("a formula of sums, differences, products and quotients")


@dataclass(frozen=True, slots=True, kw_only=True)
class SpoiledDocument:
    """A copy of a whole document's text with one claim of it changed."""

    document: str
    relation: str
    relation_type: str
    what: str
    text: str
    spans: tuple[tuple[int, int], ...]


_CONTEXT = 24


def in_document(name: str, text: str, passages: Sequence[SpoiledPassage]) -> Iterator[SpoiledDocument]:
    """The same changes in the text of a whole document, for the passages that were taken from it."""
    places = [position for position, mark in enumerate(text) if not mark.isspace()]
    compact = "".join(text[position] for position in places)
    for one in passages:
        start = max(0, min(span[0] for span in one.spans) - _CONTEXT)
        end = min(len(one.clean_text), max(span[1] for span in one.spans) + _CONTEXT)
        words = one.clean_text[start:end]
        begun = compact.find("".join(words.split()))
        if begun < 0:
            continue

        placed = partial(_placed, places, begun, one.clean_text, start)
        at = placed(one.at)
        if text[at : at + len(one.digits)] != one.digits:
            continue
        yield SpoiledDocument(
            document=name,
            relation=one.relation,
            relation_type=one.relation_type,
            what=one.what,
            text=text[:at] + one.wrong + text[at + len(one.digits) :],
            spans=tuple((placed(first), placed(last - 1) + 1) for first, last in one.spans),
        )


def _placed(places: Sequence[int], begun: int, passage: str, start: int, position: int) -> int:
    """Where a position of the passage lies in the document, blanks not counted."""
    return places[min(begun + len("".join(passage[start:position].split())), len(places) - 1)]
