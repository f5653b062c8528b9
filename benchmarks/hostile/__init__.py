"""
Hostile files by family, eight variants of each from fixed seeds, and what becomes of them.

A variant knows all the words that an honest reading must give, so "refused or read in full" can be
told from a result that is merely shorter.  `python -m benchmarks.hostile` reads every variant in a
process of its own, and writes docs/benchmarks/hostile.md.
"""

from __future__ import annotations

from benchmarks.hostile import damage, old, packages, pages, pdfs, words, workbooks, xml
from benchmarks.hostile.making import FAMILIES, VARIANTS, Family, Fate, Variant

__all__ = [
    "FAMILIES",
    "VARIANTS",
    "Family",
    "Fate",
    "Variant",
    "damage",
    "old",
    "packages",
    "pages",
    "pdfs",
    "words",
    "workbooks",
    "xml",
]
