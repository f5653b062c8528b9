"""
An edition's own schema: from positioned YAML to `Standard`, refusing what does not add up.

What is checked here is what a careful finance officer checks in a scoring table: that parts sum
to their whole, that every number has its source and says how it came to be known, that grades
leave no point without a grade.
"""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

from hengji.domain.source import Citation, Confidence
from hengji.domain.standard import Adjustment, Criterion, Rounding, Spending, Standard
from hengji.standards.criteria import UNSEEN, Criteria, Inherited, adjustments_of, sums_to
from hengji.standards.entries import Entries
from hengji.standards.grades import grades_of
from hengji.standards.nodes import Complaints, Mapping

KEYS = (
    "id",
    "title",
    "applies_to",
    "basis",
    "confirmed_on",
    "marks_confidence",
    "method_confidence",
    "full_marks",
    "illustrative",
    "demands_weights",
    "outline",
    "notes",
    "rounding",
    "grades",
    "grades_basis",
    "adjustments",
    "criteria",
)
REQUIRED = (
    "id",
    "title",
    "applies_to",
    "basis",
    "confirmed_on",
    "marks_confidence",
    "method_confidence",
    "criteria",
)
_APPLIES_TO = ("spending", "jurisdiction", "jurisdiction_name", "first_fiscal_year", "last_fiscal_year")

ID = re.compile(r"[a-z]{2}(-\d{6})?\.[a-z0-9]+(-[a-z0-9]+)*\.\d{4}(-[a-z0-9]+)*", re.ASCII)
_JURISDICTION = re.compile(r"\d{6}", re.ASCII)
_YEARS = range(1994, 2101)
"""From the year of the first budget law."""


def standard_of(root: Mapping, complaints: Complaints, *, edition_hash: str = "") -> Standard | None:
    """The edition, or `None` with complaints."""
    entries = Entries(root, complaints, of="评分标准")
    entries.only(KEYS, required=REQUIRED)
    scope = _Scope(entries)
    basis = entries.citation("basis")
    confirmed_on = entries.day("confirmed_on")
    marks = entries.choice("marks_confidence", Confidence)
    method = entries.choice("method_confidence", Confidence)
    demands_weights = entries.flag("demands_weights")
    full_marks = _full_marks(entries, demands_weights=demands_weights)
    reader = Criteria(complaints, demands_weights=demands_weights)
    # a missing confidence has been complained of; what stands in for it must raise nothing more
    inherited = Inherited(basis=basis, marks=marks or Confidence.SEEN, method=method or Confidence.SEEN)
    criteria = reader.read(entries, inherited)
    if not criteria and "criteria" in root.fields:
        complaints.add(root.keys["criteria"], "没有评价指标", "至少应有一项", "请补上评价指标。")
    sums_to(criteria, full_marks, "各一级指标", entries, "criteria")
    grades = grades_of(entries, full_marks)
    adjustments = adjustments_of(entries, basis, reader.codes)
    notes = entries.texts("notes")
    _dates(entries, basis, confirmed_on)
    illustrative = entries.flag("illustrative")
    _honest(entries, criteria, adjustments, illustrative=illustrative, notes=notes)
    name, title = _identity(entries)
    places = _places(entries)
    if len(complaints) or basis is None or confirmed_on is None or scope.spending is None:
        return None
    return Standard(
        id=name,
        title=title,
        spending=scope.spending,
        jurisdiction_code=scope.jurisdiction,
        jurisdiction_name=scope.name,
        first_fiscal_year=scope.first,
        last_fiscal_year=scope.last,
        basis=basis,
        confirmed_on=confirmed_on,
        criteria=criteria,
        full_marks=full_marks,
        grades=grades,
        grades_basis=entries.citation("grades_basis"),
        rounding=Rounding(places=places),
        adjustments=adjustments,
        illustrative=illustrative,
        notes=notes,
        outline=entries.text("outline"),
        edition_hash=edition_hash,
        demands_weights=demands_weights,
    )


def _identity(entries: Entries) -> tuple[str, str]:
    name, title = entries.text("id") or "", entries.text("title") or ""
    if name and not ID.fullmatch(name):
        entries.complaints.add(
            entries.mapping.fields["id"].place,
            f"id 写成了 {name}",
            "应为 地区.种类.年度，如 cn-440700.department-overall.2024",
            "请按此改写 id。",
        )
    return name, title


class _Scope:
    """applies_to: what is evaluated, where, in which years."""

    def __init__(self, entries: Entries) -> None:
        self.spending: Spending | None = None
        self.jurisdiction: str | None = None
        self.name = ""
        self.first: int | None = None
        self.last: int | None = None
        mapping = entries.submapping("applies_to")
        if mapping is None:
            return
        scope = Entries(mapping, entries.complaints, of="适用范围")
        scope.only(_APPLIES_TO, required=("spending", "jurisdiction_name"))
        self.spending = scope.choice("spending", Spending)
        self.jurisdiction = scope.text("jurisdiction")
        self.name = scope.text("jurisdiction_name") or ""
        self.first, self.last = scope.whole("first_fiscal_year"), scope.whole("last_fiscal_year")
        self._check(scope)

    def _check(self, scope: Entries) -> None:
        if self.jurisdiction is not None and not _JURISDICTION.fullmatch(self.jurisdiction):
            scope.complaints.add(
                scope.mapping.fields["jurisdiction"].place,
                f"行政区划代码写成了 {self.jurisdiction}",
                "应为 GB/T 2260 的 6 位数字，如 440700",
                "请改正代码；全国适用的不写。",
            )
        for key, year in (("first_fiscal_year", self.first), ("last_fiscal_year", self.last)):
            if year is not None and year not in _YEARS:
                scope.complaints.add(
                    scope.mapping.fields[key].place,
                    f"{key} 是 {year}",
                    f"应在 {_YEARS[0]} 至 {_YEARS[-1]} 之间",
                    "请改正年度。",
                )
        if self.first is not None and self.last is not None and self.first > self.last:
            scope.complaints.add(
                scope.mapping.fields["last_fiscal_year"].place,
                f"末年 {self.last} 早于首年 {self.first}",
                "末年不早于首年",
                "请改正适用年度。",
            )


def _full_marks(entries: Entries, *, demands_weights: bool) -> Decimal | None:
    full_marks = entries.number("full_marks")
    place = entries.mapping.keys.get("full_marks", entries.mapping.place)
    if full_marks is None and not demands_weights and "full_marks" not in entries.mapping.fields:
        entries.complaints.add(
            place,
            "没有写总分 full_marks",
            "评分标准应有总分，如 100",
            "请补上；只是框架的写 demands_weights: true。",
        )
    if full_marks is not None and full_marks <= 0:
        entries.complaints.add(place, f"总分是 {full_marks}", "应大于 0", "请改正总分。")
    return full_marks


def _dates(entries: Entries, basis: Citation | None, confirmed_on: date | None) -> None:
    if basis is None or basis.issued_on is None or confirmed_on is None:
        return
    if confirmed_on < basis.issued_on:
        entries.complaints.add(
            entries.mapping.fields["confirmed_on"].place,
            f"核对日期 {confirmed_on} 早于发文日期 {basis.issued_on}",
            "核对不会早于发文",
            "请改正其中一个日期。",
        )


def _honest(
    entries: Entries,
    criteria: tuple[Criterion, ...],
    adjustments: tuple[Adjustment, ...],
    *,
    illustrative: bool,
    notes: tuple[str, ...],
) -> None:
    leaves = [leaf for criterion in criteria for leaf in criterion.leaves()]
    unseen = [leaf for leaf in leaves if leaf.full_marks is not None and leaf.marks_confidence in UNSEEN]
    place = entries.mapping.keys.get("marks_confidence", entries.mapping.place)
    if unseen and not illustrative:
        titles = "、".join(leaf.title for leaf in unseen)
        entries.complaints.add(
            place,
            f"{titles}的分值未见来源（recalled 或 chosen）",
            "这样的标准应写 illustrative: true，每份输出都会说明",
            "请写上 illustrative: true，或引用见到分值的来源。",
        )
    doubtful = any(leaf.method_confidence in UNSEEN for leaf in leaves) or any(
        adjustment.confidence in UNSEEN for adjustment in adjustments
    )
    if (doubtful or illustrative) and not notes:
        entries.complaints.add(
            place,
            "有分值、方法或调整未见来源，却没有说明",
            "应在 notes 中告诉读者哪些未见原文",
            "请补上 notes。",
        )


def _places(entries: Entries) -> int:
    mapping = entries.submapping("rounding")
    if mapping is None:
        return Rounding().places
    rounding = Entries(mapping, entries.complaints, of="舍入")
    rounding.only(("places",), required=("places",))
    places = rounding.whole("places")
    if places is not None and not 0 <= places <= 6:  # noqa: PLR2004 - points are kept to a millionth at most
        entries.complaints.add(mapping.place, f"保留 {places} 位小数", "应在 0 至 6 之间", "请改正位数。")
    return Rounding().places if places is None else places
