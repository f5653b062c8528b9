"""
Standards: the strict loader, the library of editions, their comparison and import.

An edition is dated, cited data in YAML (`library/`); this room turns it into `domain.standard`
and refuses it, with file and line, where it does not add up.  How points are earned is not known
here: that is `scoring`.
"""

from hengji.standards.description import describe
from hengji.standards.difference import Change, diff, lines
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
    "Overlay",
    "available",
    "available_outlines",
    "available_overlays",
    "check_file",
    "describe",
    "diff",
    "laid_over",
    "lines",
    "load",
    "load_outline",
    "load_overlay",
    "read_file",
]
