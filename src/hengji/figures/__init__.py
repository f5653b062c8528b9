"""
Chinese text → figures: value, unit, kind, modifier, interval and exact span.

`find` reads running text; `find_in_cell` a table cell, whose unit and scale stand in its header.
"""

from hengji.figures.cells import HeaderUnit, find_in_cell, header_unit
from hengji.figures.engine import find, moved

__all__ = ["HeaderUnit", "find", "find_in_cell", "header_unit", "moved"]
