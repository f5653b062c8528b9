"""
Filing × Scorecard × Findings → the official report and the score sheet.

Neither knows a file format: the report is blocks, the score sheet cells.  Nothing is scored and
nothing invented here; see the README beside this file for what an outline may ask for.
"""

from hengji.compose.composing import report
from hengji.compose.pending import pending
from hengji.compose.score_book import score_sheet

__all__ = ["pending", "report", "score_sheet"]
