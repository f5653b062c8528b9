"""
Figures: every figure of a file with its exact span.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hengji import interpret
from hengji.documents import readers
from hengji.domain.extract import Extract
from hengji.domain.figure import Figure


@dataclass(frozen=True, slots=True, kw_only=True)
class FiguresOfFile:
    """A file's text and its figures, in order."""

    extract: Extract
    figures: tuple[Figure, ...]


def figures(path: Path, *, read: Callable[[Path], Extract] = readers.read) -> FiguresOfFile:
    """Find the figures of a file; raises an `InputError` where it cannot be read."""
    extract = read(path)
    return FiguresOfFile(extract=extract, figures=interpret.figures_of(extract))
