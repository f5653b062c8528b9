"""
Scoring: Filing × Standard → Scorecard, with the reason for every point.

Belongs here: the arithmetic of points (`methods`, one a file), caps and cuts, the grade and the
words that explain them.  Does not belong here: reading an edition (`standards`), doubting what the
filing says (`audit`), printing (`compose`, writers).
"""

from __future__ import annotations

from hengji.scoring.card import score
from hengji.scoring.pages import reference

__all__ = ["reference", "score"]
