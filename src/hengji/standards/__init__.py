"""
Standards: the strict loader, the library of editions, their comparison and import.

An edition is dated, cited data in YAML (`library/`); this room turns it into `domain.standard`
and refuses it, with file and line, where it does not add up.  How points are earned is not known
here: that is `scoring`.
"""

from hengji.standards.description import describe, describe_overlay
from hengji.standards.difference import Change, diff, difference_lines
from hengji.standards.importer import Imported, import_table, standard_from_extract
from hengji.standards.overlay import Overlay, laid_over
from hengji.standards.shelf import (
    DEFAULT_OUTLINE,
    available,
    available_outlines,
    available_overlays,
    check_file,
    load,
    load_outline,
    load_overlay,
    read_file,
)

__all__ = [
    "DEFAULT_OUTLINE",
    "Change",
    "Imported",
    "Overlay",
    "available",
    "available_outlines",
    "available_overlays",
    "check_file",
    "describe",
    "describe_overlay",
    "diff",
    "difference_lines",
    "import_table",
    "laid_over",
    "load",
    "load_outline",
    "load_overlay",
    "read_file",
    "standard_from_extract",
]
