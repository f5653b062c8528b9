"""
Blocks → PDF, set by typst from the same blocks and the same layout profile as the Word file.

Words travel as JSON and are never read as markup.  The file is tagged and PDF/A where the words
allow it, and equal compositions give equal bytes on one machine.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import lru_cache
from pathlib import Path

import typst

from hengji.documents.writers.characters import signature_blanks, title_lines, writable
from hengji.documents.writers.files import write_whole
from hengji.documents.writers.fonts import Shelf, Substitution, shelf
from hengji.documents.writers.grid import Slot, set_table
from hengji.documents.writers.layout import HEI, Layout, Margins, Part, layout_named
from hengji.domain.block import (
    Annex,
    Block,
    Composition,
    Heading,
    Notice,
    Runs,
    Signature,
    TableBlock,
    TextBlock,
    Title,
)

_TEMPLATE = Path(__file__).with_name("report.typ")
NO_TIME = datetime(1980, 1, 1, tzinfo=UTC)
"""The date of a file that was given none: PDF/A demands one, and this is also that of the Word file."""
# From the strictest down: tagged and for the archive; for the archive; simply a PDF.
_STANDARDS: tuple[typst.PDFStandard, ...] = ("a-2a", "a-2b", "1.7")


@dataclass(frozen=True, slots=True, kw_only=True)
class PdfResult:
    """What became of the words: which faces stand in, which characters went elsewhere or nowhere."""

    standard: str
    substitutions: tuple[Substitution, ...]
    outside_face: str
    """Characters that the body's face lacks and another face shows."""
    not_shown: str
    """Characters that no face of this machine holds."""

    @property
    def notes(self) -> tuple[str, ...]:
        """The same for a person, in Chinese; empty where all is as wanted."""
        told = [str(substitution) for substitution in self.substitutions]
        if self.outside_face:
            told.append(f"正文字体没有以下字符，已用其他字体显示：{self.outside_face}")
        if self.not_shown:
            told.append(f"本机没有任何字体能显示以下字符：{self.not_shown}")
        return tuple(told)


def write_report(
    composition: Composition,
    path: Path,
    *,
    layout: str = "gb9704",
    font_folders: Sequence[Path] = (),
    created: datetime | None = None,
) -> PdfResult:
    """
    Write the composition as a PDF; the file appears whole or not at all.

    Raises `InputError` for a profile that does not exist and `MissingFonts` (an `InputError`) where
    the machine has no Chinese face: then only the PDF is missing.
    """
    content, result = report_bytes(composition, layout=layout, font_folders=font_folders, created=created)
    write_whole(path, content)
    return result


def report_bytes(
    composition: Composition,
    *,
    layout: str = "gb9704",
    font_folders: Sequence[Path] = (),
    created: datetime | None = None,
) -> tuple[bytes, PdfResult]:
    """The PDF itself with its result, for whoever sends it instead of storing it."""
    profile = layout_named(layout)
    fonts = shelf(font_folders)
    report = {
        "title": _line(composition.title),
        "author": _line(composition.author),
        "subject": _line(composition.subject),
        "layout": _layout(profile, fonts),
        "sections": _sections(composition.blocks, profile),
    }
    content, standard = _set(json.dumps(report, ensure_ascii=False), fonts, created)
    return content, _result(composition, profile, fonts, standard)


def _set(report: str, fonts: Shelf, created: datetime | None) -> tuple[bytes, str]:
    compiler, template = _compiler(fonts.fonts)
    last: typst.TypstError | None = None
    for standard in _STANDARDS:
        try:
            content = compiler.compile(
                template,
                format="pdf",
                sys_inputs={"report": report},
                pdf_standards=standard,
                timestamp=created or NO_TIME,
            )
        except typst.TypstError as error:
            last = error  # a character that this standard forbids; the next one is less strict
            continue
        assert isinstance(content, bytes)  # noqa: S101 - a PDF is one file
        return content, standard
    assert last is not None  # noqa: S101 - the loop ran
    raise last


@lru_cache(maxsize=4)
def _compiler(fonts: typst.Fonts) -> tuple[typst.Compiler, bytes]:
    template = _TEMPLATE.read_bytes()
    return typst.Compiler(template, font_paths=fonts), template


def _line(text: str) -> str:
    return writable(text).replace("\n", "").replace("\t", " ")


# Typst breaks no line after these, so that a long division would run out of its cell.
_OPERATORS = re.compile("([÷×＝=＋+＝/；])")


def _words(text: str) -> str:
    return _OPERATORS.sub("\\1\u200b", writable(text).replace("\t", "\u3000"))


def _layout(layout: Layout, fonts: Shelf) -> Mapping[str, object]:
    latin = fonts.latin(layout)
    fallbacks = fonts.fallbacks()

    def faces(family: str) -> list[str]:
        return [latin or family, family, *(name for name in fallbacks if name != family)]

    return {
        "page_mm": layout.page_mm,
        "portrait": _margins(layout.portrait),
        "landscape": _margins(layout.landscape),
        "line_pitch_pt": float(layout.line_pitch_pt),
        "tracking_pt": float(layout.tracking_pt),
        "widow_control": layout.widow_control,
        "strong_faces": faces(fonts.choose(HEI)),
        "styles": {
            part.value: {
                "faces": faces(fonts.choose(style.face)),
                "size_pt": float(style.size_pt),
                "bold": style.bold,
                "weight": "bold" if style.face.heavy and not fonts.owns(style.face) else "regular",
                "indent": style.indent,
            }
            for part, style in layout.styles.items()
        },
        "page_numbers": {
            "outer": layout.page_numbers.outer,
            "dashes": layout.page_numbers.dashes,
            "margin_characters": layout.page_numbers.margin_characters,
        },
    }


def _margins(margins: Margins) -> Mapping[str, int]:
    return {"top": margins.top, "bottom": margins.bottom, "left": margins.left, "right": margins.right}


def _sections(blocks: Iterable[Block], layout: Layout) -> list[dict[str, object]]:
    """The blocks, divided where the paper turns."""
    every = list(blocks)
    sections: list[tuple[bool, list[object]]] = [(False, [])]
    for index, block in enumerate(every):
        if isinstance(block, Annex) and block.landscape != sections[-1][0]:
            sections.append((block.landscape, []))
        landscape, written = sections[-1]
        following = every[index + 1] if index + 1 < len(every) else None
        written.append(_block(block, layout, landscape=landscape, first=not written, following=following))
    return [{"landscape": landscape, "blocks": written} for landscape, written in sections if written] or [
        {"landscape": False, "blocks": []}
    ]


def _block(
    block: Block, layout: Layout, *, landscape: bool, first: bool, following: Block | None
) -> Mapping[str, object]:
    match block:
        case Title():
            lines = title_lines(block.text, layout.title_ems(Part.TITLE, landscape=landscape))
            return {"type": "title", "text": _words(lines)}
        case Heading():
            return {"type": "heading", "level": min(max(block.level, 1), 4), "text": _words(block.text)}
        case TextBlock():
            return {
                "type": "text",
                "runs": _runs(block.runs),
                "indent": max(block.indent, 0),
                "align": block.align,
                "kept": isinstance(following, Signature),
            }
        case TableBlock():
            return _table(block, layout, landscape=landscape)
        case Signature():
            name, date = signature_blanks(_text(block.name), _text(block.date))
            return {
                "type": "signature",
                "name": _runs(block.name),
                "date": _runs(block.date),
                "name_blank": name,
                "date_blank": date,
            }
        case Annex():
            return {
                "type": "annex",
                "label": _words(block.label),
                "title": _words(
                    title_lines(block.title, layout.title_ems(Part.ANNEX_TITLE, landscape=landscape))
                ),
                "new_page": not first,
            }
        case Notice():
            return {"type": "notice", "runs": _runs(block.runs)}


def _text(runs: Runs) -> str:
    return "".join(run.text for run in runs)


def _runs(runs: Runs) -> list[Mapping[str, str]]:
    return [{"kind": run.kind.value, "text": _words(run.text)} for run in runs if run.text]


def _table(table: TableBlock, layout: Layout, *, landscape: bool) -> Mapping[str, object]:
    setting = set_table(
        table,
        width_pt=layout.width_pt(landscape=landscape),
        height_pt=layout.height_pt(landscape=landscape),
        sizes_pt=layout.table_sizes_pt,
    )
    header_rows = min(table.header_rows, len(table.rows))
    cells = [
        _cell(slot, number, head=number < header_rows, tall=height > setting.tall_pt)
        for number, (row, height) in enumerate(zip(setting.rows, setting.heights_pt, strict=True))
        for slot in row
        if not slot.continued
    ]
    return {
        "type": "table",
        "caption": _words(table.caption),
        "unit_note": _words(table.unit_note),
        "size_pt": float(setting.size_pt),
        "widths_pt": [float(width) for width in setting.widths_pt],
        "header_rows": header_rows,
        "head_repeated": setting.head_repeated,
        "together": setting.together,
        "clasps": [] if setting.together else _clasps(setting.kept_with_next),
        "cells": cells,
    }


def _clasps(kept: Sequence[int]) -> list[Mapping[str, int]]:
    """
    Rows to be held together, as the first of them and their number.

    >>> [dict(clasp) for clasp in _clasps((3, 4, 9))]
    [{'y': 3, 'rows': 3}, {'y': 9, 'rows': 2}]
    """
    clasps: list[dict[str, int]] = []
    for row in kept:
        if clasps and row == clasps[-1]["y"] + clasps[-1]["rows"] - 1:
            clasps[-1]["rows"] += 1
        else:
            clasps.append({"y": row, "rows": 2})
    return list(clasps)


def _cell(slot: Slot, row: int, *, head: bool, tall: bool) -> Mapping[str, object]:
    header = head or slot.cell.header
    return {
        "x": slot.column,
        "y": row,
        "column_span": slot.column_span,
        "row_span": slot.row_span,
        "runs": _runs(slot.cell.runs),
        "header": header,
        "strong": header or slot.cell.strong,
        "align": "center" if header else slot.cell.align,
        "breakable": tall or slot.row_span > 1,
    }


def _result(composition: Composition, layout: Layout, fonts: Shelf, standard: str) -> PdfResult:
    faces = {style.face.name: style.face for style in layout.styles.values()}
    told = (fonts.substitution(face, fonts.choose(face)) for face in faces.values())
    body = fonts.map_of(fonts.choose(layout.styles[Part.BODY].face))
    outside = [mark for mark in sorted(_characters(composition)) if mark not in body]
    return PdfResult(
        standard=standard,
        substitutions=tuple(substitution for substitution in told if substitution is not None),
        outside_face="".join(mark for mark in outside if fonts.shows(mark)),
        not_shown="".join(mark for mark in outside if not fonts.shows(mark)),
    )


def _characters(composition: Composition) -> set[str]:
    """Every character beyond Latin that is to be seen, as it is written."""
    found: set[str] = set()
    for block in composition.blocks:
        match block:
            case Title() | Heading():
                found.update(block.text)
            case TextBlock() | Notice():
                found.update(_text(block.runs))
            case Signature():
                found.update(_text(block.name) + _text(block.date))
            case Annex():
                found.update(block.label + block.title)
            case TableBlock():
                found.update(block.caption + block.unit_note)
                for row in block.rows:
                    for cell in row:
                        found.update(cell.text)
    written = {writable(mark) for mark in found}
    unseen = {"Cf", "Zs", "Zl", "Zp", "Mn"}
    return {mark for mark in written if mark > "ÿ" and unicodedata.category(mark) not in unseen}
