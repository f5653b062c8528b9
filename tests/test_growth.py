"""The measure of growth tells proportion from a square."""

from __future__ import annotations

from tests.growth import grows_in_proportion


def test_work_in_proportion_passes_and_work_with_the_square_does_not() -> None:
    assert grows_in_proportion(lambda size: sum(range(size * 4000)), 100, 800)
    assert not grows_in_proportion(lambda size: [sum(range(size * 8)) for _ in range(size * 8)], 100, 1600)
