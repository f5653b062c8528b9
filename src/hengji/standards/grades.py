"""
Grade bands of an edition: from best to worst, without gap or overlap, down to zero.
"""

from __future__ import annotations

from decimal import Decimal

from hengji.domain.standard import NATIONAL_GRADES, Grade, GradeBand
from hengji.standards.entries import Entries

_KEYS = ("grade", "title", "at_least", "below")


def grades_of(entries: Entries, full_marks: Decimal | None) -> tuple[GradeBand, ...]:
    """The bands from best to worst; the national ones where the edition has none."""
    if entries.node("grades") is None:
        return NATIONAL_GRADES
    found: list[GradeBand] = []
    complaints = entries.complaints
    for mapping in entries.mappings("grades"):
        band = Entries(mapping, complaints, of="等级")
        band.only(_KEYS, required=("grade", "title", "at_least"))
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
            _joins(found[-1], GradeBand(grade=grade, title=title, at_least=low), high, band)
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


def _joins(better: GradeBand, band: GradeBand, high: Decimal | None, entries: Entries) -> None:
    title, low = band.title, band.at_least
    mapping, complaints = entries.mapping, entries.complaints
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
