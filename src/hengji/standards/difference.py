"""
What changed between two editions: criteria, marks, methods, parameters, grades, caps and cuts.

Criteria are matched by code and, where a code is gone, by title, so an imported table that numbers
its rows anew still compares with last year's.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hengji.domain.standard import Adjustment, Criterion, Standard
from hengji.standards import wording


class Kind(StrEnum):
    """What happened."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


KIND_TITLES = {Kind.ADDED: "新增", Kind.REMOVED: "删除", Kind.CHANGED: "修改"}
FIELD_TITLES = {
    "edition": "版本",
    "criterion": "评价指标",
    "title": "名称",
    "full_marks": "分值",
    "parent": "上级指标",
    "method": "计分方法",
    "guidance": "评分说明",
    "evidence": "佐证材料",
    "basis": "依据",
    "marks_confidence": "分值来源",
    "method_confidence": "方法来源",
    "grade": "等级",
    "adjustment": "总分调整",
    "rounding": "舍入",
    "spending": "评价对象",
    "years": "适用年度",
    "illustrative": "示例标记",
    "outline": "报告提纲",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One difference; `code` and `title` name the criterion, grade or adjustment it is about."""

    kind: Kind
    field: str
    code: str
    title: str
    before: str = ""
    after: str = ""

    def __str__(self) -> str:
        """
        The change in a line.

        >>> str(Change(kind=Kind.CHANGED, field="full_marks", code="execution", title="预算执行率",
        ...            before="10", after="20"))
        '修改 预算执行率（execution）的分值：10 → 20'
        """
        name = f"{self.title}（{self.code}）" if self.code else self.title
        field = FIELD_TITLES[self.field]
        if self.kind is Kind.CHANGED:
            before, after = self.before or "（无）", self.after or "（无）"
            return f"{KIND_TITLES[self.kind]} {name}的{field}：{before} → {after}"
        said = self.after or self.before
        return f"{KIND_TITLES[self.kind]} {field} {name}" + (f"：{said}" if said else "")


def diff(a: Standard, b: Standard) -> tuple[Change, ...]:
    """All differences from `a` to `b`, in the order of an edition; none between equals."""
    return (*_edition(a, b), *_criteria(a, b), *_adjustments(a, b), *_grades(a, b))


def difference_lines(changes: tuple[Change, ...]) -> tuple[str, ...]:
    """The changes for `hengji standards diff`."""
    return tuple(str(change) for change in changes)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Placed:
    criterion: Criterion
    parent: str


def _edition(a: Standard, b: Standard) -> Iterator[Change]:
    pairs = {
        "title": (a.title, b.title),
        "spending": (a.spending.value, b.spending.value),
        "years": (_years(a), _years(b)),
        "full_marks": (wording.marks(a.full_marks), wording.marks(b.full_marks)),
        "basis": (wording.citation(a.basis), wording.citation(b.basis)),
        "rounding": (f"{a.rounding.places}位小数", f"{b.rounding.places}位小数"),
        "illustrative": (_yes(a.illustrative), _yes(b.illustrative)),
        "outline": (a.outline or "", b.outline or ""),
    }
    for field, (before, after) in pairs.items():
        if before != after:
            yield Change(kind=Kind.CHANGED, field=field, code="", title="标准", before=before, after=after)


def _years(standard: Standard) -> str:
    return f"{standard.first_fiscal_year or ''}—{standard.last_fiscal_year or ''}"


def _yes(value: bool) -> str:
    return "是" if value else "否"


def _criteria(a: Standard, b: Standard) -> Iterator[Change]:
    before, after = list(_walk(a.criteria, "")), list(_walk(b.criteria, ""))
    pairs = _matched(before, after)
    matched_after = {id(new) for new in pairs.values()}
    for old in before:
        new = pairs.get(old.criterion.code)
        if new is None:
            yield _whole(Kind.REMOVED, old)
        else:
            yield from _changes(old, new)
    for new in after:
        if id(new) not in matched_after:
            yield _whole(Kind.ADDED, new)


def _walk(criteria: tuple[Criterion, ...], parent: str) -> Iterator[_Placed]:
    for criterion in criteria:
        yield _Placed(criterion=criterion, parent=parent)
        yield from _walk(criterion.criteria, criterion.title)


def _matched(before: list[_Placed], after: list[_Placed]) -> dict[str, _Placed]:
    by_code = {placed.criterion.code: placed for placed in after}
    pairs = {
        old.criterion.code: by_code[old.criterion.code] for old in before if old.criterion.code in by_code
    }
    # a code that stands for another title in a renumbered table is no match where the title lives on
    titles = _unique_titles(after)
    for old in before:
        same_title = titles.get(old.criterion.title)
        if same_title is None:
            continue
        by_its_code = pairs.get(old.criterion.code)
        if by_its_code is None or by_its_code.criterion.title != old.criterion.title:
            pairs = {code: new for code, new in pairs.items() if new is not same_title}
            pairs[old.criterion.code] = same_title
    return pairs


def _unique_titles(placed: list[_Placed]) -> dict[str, _Placed]:
    counted: dict[str, list[_Placed]] = {}
    for one in placed:
        counted.setdefault(one.criterion.title, []).append(one)
    return {title: found[0] for title, found in counted.items() if len(found) == 1}


def _whole(kind: Kind, placed: _Placed) -> Change:
    criterion = placed.criterion
    words = f"{wording.marks(criterion.full_marks)}分，{wording.method(criterion)}"
    return Change(
        kind=kind,
        field="criterion",
        code=criterion.code,
        title=criterion.title,
        before=words if kind is Kind.REMOVED else "",
        after=words if kind is Kind.ADDED else "",
    )


def _changes(old: _Placed, new: _Placed) -> Iterator[Change]:
    a, b = old.criterion, new.criterion
    pairs = {
        "title": (a.title, b.title),
        "parent": (old.parent, new.parent),
        "full_marks": (wording.marks(a.full_marks), wording.marks(b.full_marks)),
        "method": (wording.method(a), wording.method(b)),
        "guidance": (a.guidance, b.guidance),
        "evidence": ("、".join(a.evidence), "、".join(b.evidence)),
        "marks_confidence": (
            wording.confidence(a.marks_confidence),
            wording.confidence(b.marks_confidence),
        ),
        "method_confidence": (
            wording.confidence(a.method_confidence),
            wording.confidence(b.method_confidence),
        ),
        "basis": (wording.citation(a.basis), wording.citation(b.basis)),
    }
    for field, (before, after) in pairs.items():
        if before != after:
            yield Change(
                kind=Kind.CHANGED, field=field, code=b.code, title=b.title, before=before, after=after
            )


def _adjustments(a: Standard, b: Standard) -> Iterator[Change]:
    before = {one.code: one for one in a.adjustments}
    after = {one.code: one for one in b.adjustments}
    for code in (*before, *(code for code in after if code not in before)):
        old, new = before.get(code), after.get(code)
        yield from _named(
            "adjustment", code, (new or old or a.adjustments[0]).title, _words(old), _words(new)
        )


def _words(adjustment: Adjustment | None) -> str:
    if adjustment is None:
        return ""
    return f"{wording.method(adjustment)}［{wording.confidence(adjustment.confidence)}］"


def _grades(a: Standard, b: Standard) -> Iterator[Change]:
    before = {band.grade: band for band in a.grades}
    after = {band.grade: band for band in b.grades}
    for grade in (*before, *(grade for grade in after if grade not in before)):
        old, new = before.get(grade), after.get(grade)
        words = [f"{band.title}，{wording.number(band.at_least)}分起" if band else "" for band in (old, new)]
        title = (new or old or a.grades[0]).title
        yield from _named("grade", grade.value, title, words[0], words[1])


def _named(field: str, code: str, title: str, before: str, after: str) -> Iterator[Change]:
    if before == after:
        return
    kind = Kind.CHANGED if before and after else Kind.ADDED if after else Kind.REMOVED
    yield Change(kind=kind, field=field, code=code, title=title, before=before, after=after)
