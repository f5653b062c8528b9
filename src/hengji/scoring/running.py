"""
The total while caps and cuts are applied to it, one after the other.
"""

from __future__ import annotations

from decimal import Decimal
from typing import NamedTuple


class Running(NamedTuple):
    """The worst and the best that the total can be at this point."""

    low: Decimal
    high: Decimal
    decided: bool
