"""
An edition's own schema: from positioned YAML to `Standard`, refusing what does not add up.

What is checked here is what a careful finance officer checks in a scoring table: that parts sum
to their whole, that every number has its source and says how it came to be known, that grades
leave no point without a grade.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hengji.domain.method import ADJUSTMENTS, METHODS
from hengji.domain.source import Citation, Confidence
from hengji.domain.standard import (
    NATIONAL_GRADES,
    Adjustment,
    Criterion,
    Grade,
    GradeBand,
    Rounding,
    Spending,
    Standard,
)
from hengji.standards import parameters
from hengji.standards.entries import Entries, nearest
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
CRITERION_KEYS = (
    "code",
    "title",
    "full_marks",
    "method",
    "with",
    "criteria",
    "basis",
    "marks_confidence",
    "method_confidence",
    "guidance",
    "evidence",
)
_ADJUSTMENT_KEYS = ("code", "title", "method", "with", "basis", "confidence")
_GRADE_KEYS = ("grade", "title", "at_least", "below")

ID = re.compile(r"[a-z]{2}(-\d{6})?\.[a-z0-9]+(-[a-z0-9]+)*\.\d{4}(-[a-z0-9]+)*", re.ASCII)
CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)
_JURISDICTION = re.compile(r"\d{6}", re.ASCII)
_YEARS = range(1994, 2101)
"""From the year of the first budget law."""
_UNSEEN = (Confidence.RECALLED, Confidence.CHOSEN)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Inherited:
    """What a criterion takes from above where it says nothing itself."""

    basis: Citation | None
    marks: Confidence
    method: Confidence


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
    reader = _Criteria(complaints, demands_weights=demands_weights)
    inherited = _Inherited(
        basis=basis, marks=marks or Confidence.RECALLED, method=method or Confidence.RECALLED
    )
    criteria = reader.read(entries, inherited)
    if not criteria and "criteria" in root.fields:
        complaints.add(root.keys["criteria"], "没有评价指标", "至少应有一项", "请补上评价指标。")
    _sums_to(criteria, full_marks, "各一级指标", entries, "criteria")
    grades = _grades(entries, full_marks)
    adjustments = _adjustments(entries, basis, reader.codes)
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
            place, "没有写总分 full_marks", "评分标准应有总分，如 100", "请补上；只是框架的写 demands_weights: true。"
        )
    if full_marks is not None and full_marks <= 0:
        entries.complaints.add(place, f"总分是 {full_marks}", "应大于 0", "请改正总分。")
    return full_marks


class _Criteria:
    """Reads the tree of criteria; codes are unique in the whole tree."""

    def __init__(self, complaints: Complaints, *, demands_weights: bool) -> None:
        self.complaints = complaints
        self.demands_weights = demands_weights
        self.codes: dict[str, int | None] = {}

    def read(self, entries: Entries, inherited: _Inherited) -> tuple[Criterion, ...]:
        return tuple(self._criterion(mapping, inherited) for mapping in entries.mappings("criteria"))

    def _criterion(self, mapping: Mapping, inherited: _Inherited) -> Criterion:
        entries = Entries(mapping, self.complaints, of="评价指标")
        entries.only(CRITERION_KEYS, required=("code", "title"))
        code, title = entries.text("code") or "", entries.text("title") or ""
        self._unique(code, mapping)
        own = _Inherited(
            basis=entries.citation("basis") or inherited.basis,
            marks=entries.choice("marks_confidence", Confidence) or inherited.marks,
            method=entries.choice("method_confidence", Confidence) or inherited.method,
        )
        children = self.read(entries, own)
        marks = self._marks(entries, children, title)
        self._sourced(own, mapping, title, marks)
        method, values = self._method(entries, children, marks, title)
        return Criterion(
            code=code,
            title=title,
            full_marks=marks,
            method=method,
            parameters=values,
            criteria=children,
            basis=own.basis,
            marks_confidence=own.marks,
            method_confidence=own.method,
            guidance=entries.text("guidance") or "",
            evidence=entries.texts("evidence"),
        )

    def _unique(self, code: str, mapping: Mapping) -> None:
        if not code:
            return
        place = mapping.fields["code"].place
        if not CODE.fullmatch(code):
            self.complaints.add(
                place, f"code 写成了 {code}", "应为小写英文、数字和下划线，以字母开头", "请改写 code。"
            )
        if code in self.codes:
            self.complaints.add(
                place, f"code {code} 重复", f"第{self.codes[code]}行已经用过", "请改一个不同的 code。"
            )
        self.codes.setdefault(code, place.row)

    def _marks(self, entries: Entries, children: tuple[Criterion, ...], title: str) -> Decimal | None:
        marks = entries.number("full_marks")
        place = entries.mapping.keys.get("full_marks", entries.mapping.place)
        if marks is not None and marks <= 0:
            self.complaints.add(place, f"“{title}”的分值是 {marks}", "应大于 0", "请改正分值。")
        if children:
            _sums_to(children, marks, f"“{title}”的下级指标", entries, "full_marks")
            parts = [child.full_marks for child in children]
            if marks is None and all(part is not None for part in parts):
                return sum((part for part in parts if part is not None), Decimal(0))
            return marks
        if marks is None and not self.demands_weights and "full_marks" not in entries.mapping.fields:
            self.complaints.add(
                place,
                f"“{title}”没有分值",
                "末级指标应有分值 full_marks",
                "请补上；未见分值的标准不能当作可评分的标准。",
            )
        return marks

    def _sourced(self, own: _Inherited, mapping: Mapping, title: str, marks: Decimal | None) -> None:
        if own.basis is None or marks is None:
            return
        if own.marks is Confidence.SEEN and own.basis.confidence in _UNSEEN:
            self.complaints.add(
                mapping.keys.get("full_marks", mapping.place),
                f"“{title}”的分值标为已见，所引依据却标为 {own.basis.confidence.value}",
                "已见的分值应引用见到它的来源",
                "请在这一指标下写 basis，或把 marks_confidence 改为 recalled 或 chosen。",
            )

    def _method(
        self, entries: Entries, children: tuple[Criterion, ...], marks: Decimal | None, title: str
    ) -> tuple[str | None, parameters.Parameters]:
        mapping = entries.mapping
        name = entries.text("method")
        if children:
            if "method" in mapping.fields or "with" in mapping.fields:
                self.complaints.add(
                    mapping.keys.get("method", mapping.place),
                    f"“{title}”有下级指标，又写了计分方法",
                    "有下级的指标，得分为下级之和",
                    "请把 method 与 with 移到末级指标。",
                )
            return None, parameters.EMPTY
        if name is None:
            if "method" not in mapping.fields:
                self.complaints.add(
                    mapping.place,
                    f"“{title}”没有计分方法",
                    "末级指标应写 method；评分细则未见的写 manual",
                    "请补上 method。",
                )
            return None, parameters.EMPTY
        if name not in METHODS:
            self.complaints.add(
                mapping.fields["method"].place,
                f"没有名为 {name} 的计分方法",
                f"只能是 {'、'.join(METHODS)}",
                nearest(name, METHODS),
            )
            return None, parameters.EMPTY
        given = entries.submapping("with")
        return name, parameters.read(METHODS[name], given, self.complaints, at=mapping, full_marks=marks)


def _sums_to(
    parts: tuple[Criterion, ...], whole: Decimal | None, name: str, entries: Entries, key: str
) -> None:
    marks = [part.full_marks for part in parts if part.full_marks is not None]
    if whole is None or not parts or len(marks) < len(parts):
        return
    total = sum(marks, Decimal(0))
    if total != whole:
        written = "＋".join(str(mark) for mark in marks)
        entries.complaints.add(
            entries.mapping.keys.get(key, entries.mapping.place),
            f"{name}分值合计 {written}＝{total}",
            f"应等于 {whole}，{'多' if total > whole else '少'} {abs(total - whole)}",
            "请核对各项分值与合计。",
        )


def _grades(entries: Entries, full_marks: Decimal | None) -> tuple[GradeBand, ...]:
    if entries.node("grades") is None:
        return NATIONAL_GRADES
    found: list[GradeBand] = []
    complaints = entries.complaints
    for mapping in entries.mappings("grades"):
        band = Entries(mapping, complaints, of="等级")
        band.only(_GRADE_KEYS, required=("grade", "title", "at_least"))
        grade, title = band.choice("grade", Grade), band.text("title")
        low, high = band.number("at_least"), band.number("below")
        if low is not None and full_marks is not None and low > full_marks:
            complaints.add(
                mapping.place, f"等级“{title}”自 {low} 分起", f"总分只有 {full_marks}", "请改正界限。"
            )
        if grade is None or title is None or low is None:
            continue
        if any(other.grade is grade for other in found):
            complaints.add(mapping.place, f"等级 {grade.value} 重复", "每个等级一档", "请删去一个。")
        if found:
            _joins(found[-1], title, low, high, mapping, complaints)
        found.append(GradeBand(grade=grade, title=title, at_least=low))
    if not found:
        complaints.add(entries.mapping.keys["grades"], "没有等级", "至少应有一档", "请补上等级。")
    elif found[-1].at_least != 0:
        complaints.add(
            entries.mapping.keys["grades"],
            f"等级有空缺：低于 {found[-1].at_least} 分没有等级",
            "最低一档应自 0 分起",
            "请补上最低一档。",
        )
    if entries.node("grades_basis") is None:
        complaints.add(
            entries.mapping.keys["grades"], "等级没有依据", "应写 grades_basis", "请补上等级划分的来源。"
        )
    return tuple(found)


def _joins(
    better: GradeBand,
    title: str,
    low: Decimal,
    high: Decimal | None,
    mapping: Mapping,
    complaints: Complaints,
) -> None:
    if low >= better.at_least:
        complaints.add(
            mapping.place,
            f"等级“{title}”自 {low} 分起，与“{better.title}”（自 {better.at_least} 分起）重叠",
            "应从高到低排列，界限依次降低",
            "请改正界限或次序。",
        )
    if high is not None and high != better.at_least:
        kind = "空缺" if high < better.at_least else "重叠"
        complaints.add(
            mapping.place,
            f"等级“{title}”到 {high} 分为止，“{better.title}”自 {better.at_least} 分起，两档之间有{kind}",
            f"below 应为 {better.at_least}",
            "请改正界限。",
        )


def _adjustments(
    entries: Entries, basis: Citation | None, codes: dict[str, int | None]
) -> tuple[Adjustment, ...]:
    found = []
    for mapping in entries.mappings("adjustments"):
        adjustment = adjustment_of(mapping, basis, codes, entries.complaints)
        if adjustment is not None:
            found.append(adjustment)
    return tuple(found)


def adjustment_of(
    mapping: Mapping, basis: Citation | None, codes: dict[str, int | None], complaints: Complaints
) -> Adjustment | None:
    """A cap or cut; its code differs from those of all criteria."""
    entries = Entries(mapping, complaints, of="总分调整")
    entries.only(_ADJUSTMENT_KEYS, required=("code", "title", "method", "confidence"))
    code, title, method = entries.text("code"), entries.text("title"), entries.text("method")
    confidence = entries.choice("confidence", Confidence)
    if code in codes:
        complaints.add(
            mapping.place, f"code {code} 重复", f"第{codes[code]}行已经用过", "请改一个不同的 code。"
        )
    if code is not None:
        codes.setdefault(code, mapping.place.row)
    own = entries.citation("basis") or basis
    if method is not None and method not in ADJUSTMENTS:
        complaints.add(
            mapping.fields["method"].place,
            f"没有名为 {method} 的总分调整方法",
            f"只能是 {'、'.join(ADJUSTMENTS)}",
            nearest(method, ADJUSTMENTS),
        )
        return None
    if code is None or title is None or method is None or confidence is None:
        return None
    values = parameters.read(
        ADJUSTMENTS[method], entries.submapping("with"), complaints, at=mapping, full_marks=None
    )
    return Adjustment(
        code=code, title=title, method=method, parameters=values, basis=own, confidence=confidence
    )


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
    unseen = [leaf for leaf in leaves if leaf.full_marks is not None and leaf.marks_confidence in _UNSEEN]
    place = entries.mapping.keys.get("marks_confidence", entries.mapping.place)
    if unseen and not illustrative:
        titles = "、".join(leaf.title for leaf in unseen)
        entries.complaints.add(
            place,
            f"{titles}的分值未见来源（recalled 或 chosen）",
            "这样的标准应写 illustrative: true，每份输出都会说明",
            "请写上 illustrative: true，或引用见到分值的来源。",
        )
    doubtful = any(leaf.method_confidence in _UNSEEN for leaf in leaves) or any(
        adjustment.confidence in _UNSEEN for adjustment in adjustments
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
