"""
The tree of criteria, and the caps and cuts, of an edition.

Parts sum to their whole, every number has its source, a leaf names a method with its parameters.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal

from hengji.domain.method import ADJUSTMENTS, METHODS
from hengji.domain.source import Citation, Confidence
from hengji.domain.standard import Adjustment, Criterion
from hengji.standards import parameters
from hengji.standards.entries import Entries, nearest
from hengji.standards.nodes import Complaints, Mapping

KEYS = (
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

CODE = re.compile(r"[a-z][a-z0-9]*(_[a-z0-9]+)*", re.ASCII)

UNSEEN = (Confidence.RECALLED, Confidence.CHOSEN)
"""What may not be shown as official."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Inherited:
    """What a criterion takes from above where it says nothing itself."""

    basis: Citation | None
    marks: Confidence
    method: Confidence


class Criteria:
    """Reads the tree of criteria; codes are unique in the whole tree."""

    def __init__(self, complaints: Complaints, *, demands_weights: bool) -> None:
        self.complaints = complaints
        self.demands_weights = demands_weights
        self.codes: dict[str, int | None] = {}

    def read(self, entries: Entries, inherited: Inherited) -> tuple[Criterion, ...]:
        """The criteria below these entries."""
        return tuple(self._criterion(mapping, inherited) for mapping in entries.mappings("criteria"))

    def _criterion(self, mapping: Mapping, inherited: Inherited) -> Criterion:
        entries = Entries(mapping, self.complaints, of="评价指标")
        entries.only(KEYS, required=("code", "title"))
        code, title = entries.text("code") or "", entries.text("title") or ""
        self._unique(code, mapping)
        own = Inherited(
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
            sums_to(children, marks, f"“{title}”的下级指标", entries, "full_marks")
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

    def _sourced(self, own: Inherited, mapping: Mapping, title: str, marks: Decimal | None) -> None:
        if own.basis is None or marks is None:
            return
        if own.marks is Confidence.SEEN and own.basis.confidence in UNSEEN:
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


def sums_to(
    parts: tuple[Criterion, ...], whole: Decimal | None, name: str, entries: Entries, key: str
) -> None:
    """Complain where the parts' marks do not sum to the whole; unknown marks are not guessed."""
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


def adjustments_of(
    entries: Entries, basis: Citation | None, codes: dict[str, int | None]
) -> tuple[Adjustment, ...]:
    """The caps and cuts below these entries."""
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
