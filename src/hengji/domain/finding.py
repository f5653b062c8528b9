"""
A finding: the report is wrong, or cannot be shown right.

It says, in this order: where · what is stated · what follows · the difference and its
direction · what cannot be known · what to do · by which rule and clause.  A finding is a
value; an exception means that we could not read the input.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from hengji.domain.source import Citation, Place


class Severity(StrEnum):
    """How bad: provably wrong; must be mended or explained; worth a look."""

    ERROR = "error"
    WARNING = "warning"
    NOTICE = "notice"


SEVERITY_TITLES = {Severity.ERROR: "错误", Severity.WARNING: "警示", Severity.NOTICE: "提示"}


class Verdict(StrEnum):
    """What the document's own figures say about a statement."""

    HOLDS = "holds"
    FAILS = "fails"
    UNDECIDABLE = "undecidable"


@dataclass(frozen=True, slots=True, kw_only=True)
class Printed:
    """The figures of a finding in the unit the text prints them in; empty where there is none."""

    stated: str = ""
    computed: str = ""
    difference: str = ""
    """With its direction: 少0.1万元."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One doubt, tied to its place; figures are in base units."""

    rule: str
    severity: Severity
    verdict: Verdict
    title: str
    message: str
    place: Place | None = None
    quote: str | None = None
    stated: Decimal | None = None
    computed: Decimal | None = None
    difference: Decimal | None = None
    unit: str = ""
    basis: Citation | None = None
    suggestion: str = ""
    caused_by: str | None = None
    """Code of the earlier rule that has the same cause."""
    printed: Printed | None = None
    """What a person is shown of the three figures, where the text itself prints one of them."""
