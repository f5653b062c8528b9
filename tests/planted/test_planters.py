"""Every planter plants exactly one error, and one that is really wrong."""

from __future__ import annotations

import random

import pytest

from benchmarks.planted.checking import broken
from benchmarks.planted.draft import Claim, plain
from benchmarks.planted.kinds import PLANTERS
from benchmarks.planted.planting import Planted, on_token
from benchmarks.planted.reports import report
from hengji.domain.finding import Severity

SEEDS = range(24)


def planted(kind: str) -> list[tuple[int, Planted]]:
    made = [(seed, PLANTERS[kind](report(seed), random.Random(seed))) for seed in SEEDS]  # noqa: S311 - no secret
    return [(seed, one) for seed, one in made if one is not None]


@pytest.mark.parametrize("kind", PLANTERS)
def test_a_planter_changes_the_words_and_says_where(kind: str) -> None:
    made = planted(kind)
    assert made
    for seed, one in made:
        words = plain(one.report)
        assert words.text != plain(report(seed)).text
        located = any(words.spans.get(number) for number in (*one.tokens, *one.related))
        assert located or one.section or one.piece is not None
        assert one.kind == kind


@pytest.mark.parametrize("kind", PLANTERS)
def test_what_must_be_an_error_is_provably_wrong(kind: str) -> None:
    """Where the answer must be of severity error, the printed figures contradict each other."""
    for seed, one in planted(kind):
        if one.least is Severity.ERROR and kind != "漏列一部分":
            assert broken(one.report), (seed, one.what)


@pytest.mark.parametrize("kind", PLANTERS)
def test_equal_seeds_plant_equal_errors(kind: str) -> None:
    seed, one = planted(kind)[0]
    again = PLANTERS[kind](report(seed), random.Random(seed))  # noqa: S311 - no secret
    assert again is not None
    assert (one.what, plain(one.report)) == (again.what, plain(again.report))


def test_a_change_within_the_rounding_is_never_planted() -> None:
    """The guard refuses to plant what the printed figures still allow."""
    one = report(0)
    share = next(relation for relation in one.relations if relation.claim_kind is Claim.SHARE)
    assert on_token("x", one, share.claim, one.tokens[share.claim]) is None
