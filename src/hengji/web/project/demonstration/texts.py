"""
What the invented departments write: `texts.yaml`, chosen so that no two reports read alike.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from importlib import resources
from typing import Any, Final

import yaml

from hengji.web.project.demonstration.people import UNITS, Unit

Object = Mapping[str, Any]
_FIRST_YEAR: Final = 2023
_PLACES: Final = {unit.code: number for number, unit in enumerate(UNITS)}


@cache
def _all() -> Object:
    source = resources.files("hengji.web.project.demonstration").joinpath("texts.yaml").read_text("utf-8")
    loaded: Object = yaml.load(source, Loader=yaml.BaseLoader)  # noqa: S506 - makes text and nothing else
    return loaded


def of(unit: Unit) -> Object:
    """What only that unit writes; sentences with gaps are filled by `fill`."""
    found: Object = _all()["units"][unit.code]
    return found


def year_of(unit: Unit, year: int) -> str:
    """The sentence on what a year was about."""
    return fill(of(unit)["years"][year - _FIRST_YEAR], unit, year)


def chosen(name: str, unit: Unit, year: int, *, step: int = 0) -> str:
    """One of the wordings that units share: another one each year, and beside the neighbours."""
    wordings: Sequence[str] = _all()[name]
    place = _PLACES.get(unit.code, len(_PLACES))
    return fill(wordings[(place + 2 * (year - _FIRST_YEAR) + step) % len(wordings)], unit, year)


def fill(words: str, unit: Unit, year: int) -> str:
    """A sentence with its gaps closed."""
    return words.replace("{year}", f"{year}").replace("{called}", unit.short_name)
