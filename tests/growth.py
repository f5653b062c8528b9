"""
Growth of work with the length of the input, on machines whose speed nobody knows.

Seconds say nothing on a shared machine; the ratio of two runs says something, and one undisturbed
attempt is enough to show that work grows in proportion.  Work that grows with the square fails every
attempt: eight times the input would cost sixty-four times the work.
"""

from __future__ import annotations

import time
from collections.abc import Callable

ATTEMPTS = 8
ROOM = 3
"""How many times the proportional work an attempt may take."""
SHORTEST = 0.02
"""Seconds below which a run is lost in the clock's noise."""


def grows_in_proportion(run: Callable[[int], object], small: int, large: int) -> bool:
    """Whether `run(large)` takes about `large / small` times the processor time of `run(small)`."""
    run(small)
    for _ in range(ATTEMPTS):
        short, long = _seconds(run, small), _seconds(run, large)
        if long <= ROOM * large / small * max(short, SHORTEST):
            return True
    return False


def _seconds(run: Callable[[int], object], size: int) -> float:
    began = time.process_time()
    run(size)
    return time.process_time() - began
