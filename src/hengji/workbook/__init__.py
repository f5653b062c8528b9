"""
The filing workbook: what a clerk fills in, written and read from one declaration of its sheets.

`build` lays the workbook out for an edition and a year, blank or from a filing; `read` takes a
filled one over, or says everything that is wrong with it at once.
"""

from hengji.workbook.building import build
from hengji.workbook.parts.cover import hash_of
from hengji.workbook.reading import read

__all__ = ["build", "hash_of", "read"]
