"""
A report outline's schema: the sections a notice prescribes, each with the words it also goes by.
"""

from __future__ import annotations

from hengji.domain.outline import Outline, OutlineSection
from hengji.standards.criteria import CODE
from hengji.standards.entries import Entries
from hengji.standards.nodes import Complaints, Mapping

_KEYS = ("id", "title", "report_title", "basis", "confirmed_on", "opening", "cover", "sections")
_SECTION_KEYS = ("code", "title", "content", "required", "synonyms", "guidance", "sections")


def outline_of(root: Mapping, complaints: Complaints) -> Outline | None:
    """The outline, or `None` with complaints."""
    entries = Entries(root, complaints, of="提纲")
    entries.only(_KEYS, required=("id", "title", "report_title", "basis", "confirmed_on", "sections"))
    name, title, report_title = entries.text("id"), entries.text("title"), entries.text("report_title")
    basis = entries.citation("basis")
    entries.day("confirmed_on")
    if report_title is not None and not ("{unit}" in report_title and "{year}" in report_title):
        complaints.add(
            root.fields["report_title"].place,
            f"报告标题写成了 {report_title}",
            "应含 {unit} 与 {year}，由系统填入单位和年度",
            "请补上。",
        )
    sections = _sections(entries, set())
    if len(complaints) or name is None or title is None or report_title is None or basis is None:
        return None
    return Outline(
        id=name,
        title=title,
        report_title=report_title,
        basis=basis,
        sections=sections,
        opening=entries.text("opening") or "",
        cover=entries.texts("cover"),
    )


def _sections(entries: Entries, codes: set[str]) -> tuple[OutlineSection, ...]:
    return tuple(_section(mapping, entries.complaints, codes) for mapping in entries.mappings("sections"))


def _section(mapping: Mapping, complaints: Complaints, codes: set[str]) -> OutlineSection:
    entries = Entries(mapping, complaints, of="章节")
    entries.only(_SECTION_KEYS, required=("code", "title"))
    code, title = entries.text("code") or "", entries.text("title") or ""
    if code and (code in codes or not CODE.fullmatch(code)):
        complaints.add(
            mapping.fields["code"].place,
            f"章节的 code {code} 重复或写法不对",
            "应为小写英文、数字和下划线，全提纲内不重复",
            "请改写 code。",
        )
    codes.add(code)
    return OutlineSection(
        code=code,
        title=title,
        content=entries.text("content") or "",
        required=entries.flag("required") if "required" in mapping.fields else True,
        synonyms=entries.texts("synonyms"),
        guidance=entries.text("guidance") or "",
        sections=_sections(entries, codes),
    )
