"""
Blocks → a Word file with real structure: styles, outline levels, sections, repeated table heads.

The XML is written directly: the file then holds exactly what the layout profile says, and a report
of a dozen pages takes milliseconds.  Equal compositions give equal bytes.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Sequence
from datetime import datetime
from decimal import Decimal
from pathlib import Path
from xml.sax.saxutils import escape

from hengji.documents.writers import docx_parts as parts
from hengji.documents.writers.characters import signature_blanks, title_lines, writable
from hengji.documents.writers.docx_parts import STYLE_IDS, justification, millimetres, twips
from hengji.documents.writers.files import write_whole
from hengji.documents.writers.grid import Slot, set_table
from hengji.documents.writers.layout import HEADINGS, Layout, Part, layout_named
from hengji.domain.block import (
    Annex,
    Block,
    Composition,
    Heading,
    Notice,
    Run,
    RunKind,
    Runs,
    Signature,
    TableBlock,
    TextBlock,
    Title,
)


def write_report(
    composition: Composition, path: Path, *, layout: str = "gb9704", created: datetime | None = None
) -> None:
    """
    Write the composition as a .docx in that layout profile; the file appears whole or not at all.

    Without `created` no time is written, so that equal reports are equal bytes.  Raises
    `InputError` for a profile that does not exist.
    """
    write_whole(path, report_bytes(composition, layout=layout, created=created))


def report_bytes(
    composition: Composition, *, layout: str = "gb9704", created: datetime | None = None
) -> bytes:
    """The .docx itself, for whoever sends it instead of storing it."""
    profile = layout_named(layout)
    files = {
        "[Content_Types].xml": parts.CONTENT_TYPES,
        "_rels/.rels": parts.PACKAGE_RELATIONS,
        "word/document.xml": _document(composition, profile),
        "word/_rels/document.xml.rels": parts.DOCUMENT_RELATIONS,
        "word/styles.xml": parts.styles(profile),
        "word/settings.xml": parts.settings(profile),
        "word/fontTable.xml": parts.font_table(profile),
        "word/footer1.xml": parts.footer(profile, even=False),
        "word/footer2.xml": parts.footer(profile, even=True),
        "docProps/core.xml": parts.core_properties(
            title=composition.title, author=composition.author, subject=composition.subject, created=created
        ),
        "docProps/app.xml": parts.APP_PROPERTIES,
    }
    return _package(files)


def _package(files: dict[str, str]) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as package:
        for name, content in files.items():
            entry = zipfile.ZipInfo(name)  # its date is 1980-01-01, the same for every report
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o600 << 16
            package.writestr(entry, content.encode("utf-8"))
    return buffer.getvalue()


def _document(composition: Composition, layout: Layout) -> str:
    """The body; a section ends where the paper turns."""
    written: list[str] = []
    landscape = False
    for block, following in _with_next(composition.blocks):
        if isinstance(block, Annex):
            if block.landscape != landscape:
                if written:
                    written.append(f"<w:p><w:pPr>{_section(layout, landscape=landscape)}</w:pPr></w:p>")
                landscape = block.landscape
                written.extend(_annex(block, layout, new_page=False))
            else:
                written.extend(_annex(block, layout, new_page=bool(written)))
            continue
        written.extend(_block(block, following, layout, landscape=landscape))
    if not written or written[-1].endswith("</w:tbl>"):
        written.append(_EMPTY)  # a body may not end with a table
    closing = _section(layout, landscape=landscape)
    body = "".join(written) + closing
    return f"{parts.HEAD}<w:document {parts.W} {parts.R}><w:body>{body}</w:body></w:document>"


_EMPTY = '<w:p><w:pPr><w:pStyle w:val="TableText"/><w:spacing w:line="20" w:lineRule="exact"/></w:pPr></w:p>'


def _with_next(blocks: Sequence[Block]) -> Iterator[tuple[Block, Block | None]]:
    for index, block in enumerate(blocks):
        yield block, blocks[index + 1] if index + 1 < len(blocks) else None


def _section(layout: Layout, *, landscape: bool) -> str:
    width, height = (millimetres(side) for side in layout.page_mm)
    margins = layout.landscape if landscape else layout.portrait
    turned = ' w:orient="landscape"' if landscape else ""
    if landscape:
        width, height = height, width
    even = '<w:footerReference w:type="even" r:id="rIdEven"/>' if layout.page_numbers.outer else ""
    grid, bottom = "<w:docGrid/>", millimetres(margins.bottom)
    if layout.line_grid:
        pitch, given = _grid(layout)
        grid = f'<w:docGrid w:type="lines" w:linePitch="{pitch}"/>'
        bottom -= 0 if landscape else given
    return (
        f'<w:sectPr><w:footerReference w:type="default" r:id="rIdOdd"/>{even}<w:type w:val="nextPage"/>'
        f'<w:pgSz w:w="{width}" w:h="{height}"{turned}/>'
        f'<w:pgMar w:top="{millimetres(margins.top)}" w:right="{millimetres(margins.right)}" '
        f'w:bottom="{bottom}" w:left="{millimetres(margins.left)}" '
        f'w:header="{millimetres(15)}" w:footer="{millimetres(margins.footer)}" '
        f'w:gutter="0"/>{grid}</w:sectPr>'
    )


_ROUNDING = 6


def _grid(layout: Layout) -> tuple[int, int]:
    """
    The pitch of the line grid and how much the bottom margin gives way to it, in twentieths.

    225 mm over 22 lines is 579.8, printed as 580; 22 of them are four twentieths higher than the
    type area, and LibreOffice, which counts whole lines and rounds to hundredths of a millimetre,
    would set only 21.  The margin stays within a fifth of a millimetre of what is asked.
    """
    margins = layout.portrait
    height = millimetres(layout.page_mm[1]) - millimetres(margins.top) - millimetres(margins.bottom)
    lines = height // twips(layout.line_pitch_pt)
    pitch = -(-height // lines)
    return pitch, pitch * lines - height + _ROUNDING


def _block(block: Block, following: Block | None, layout: Layout, *, landscape: bool) -> Iterator[str]:
    match block:
        case Title():
            lines = title_lines(block.text, layout.title_ems(Part.TITLE, landscape=landscape))
            yield _paragraph(Part.TITLE, _runs_of(lines))
        case Heading():
            yield _paragraph(HEADINGS[min(max(block.level, 1), 4) - 1], _runs_of(block.text))
        case TextBlock():
            keep = "<w:keepNext/>" if isinstance(following, Signature) else ""
            size = layout.styles[Part.BODY].size_pt
            own = keep + parts.indent(block.indent, size) + justification(block.align)
            yield _paragraph(Part.BODY, _runs(block.runs), own)
        case TableBlock():
            yield from _table(block, layout, landscape=landscape)
            if isinstance(following, TableBlock):
                yield _EMPTY  # or Word would join the two tables
        case Signature():
            yield from _signature(block, layout)
        case Notice():
            yield _paragraph(Part.NOTICE, _runs(block.runs))
        case Annex():  # pragma: no cover - taken by the caller, which knows the section
            raise AssertionError(block)


def _annex(annex: Annex, layout: Layout, *, new_page: bool) -> Iterator[str]:
    break_before = "<w:pageBreakBefore/>" if new_page else ""
    yield _paragraph(Part.ANNEX_LABEL, _runs_of(annex.label), break_before)
    lines = title_lines(annex.title, layout.title_ems(Part.ANNEX_TITLE, landscape=annex.landscape))
    yield _paragraph(Part.ANNEX_TITLE, _runs_of(lines))


def _signature(signature: Signature, layout: Layout) -> Iterator[str]:
    name = "".join(run.text for run in signature.name)
    date = "".join(run.text for run in signature.date)
    size = layout.styles[Part.SIGNATURE].size_pt
    line = twips(layout.line_pitch_pt)
    for runs, blank, first in zip(
        (signature.name, signature.date), signature_blanks(name, date), (True, False), strict=True
    ):
        above = f'<w:spacing w:before="{line}" w:line="{line}" w:lineRule="exact"/>' if first else ""
        right = twips(Decimal(str(blank)) * size)
        inset = f'<w:ind w:rightChars="{int(blank * 100)}" w:right="{right}"/>'
        keep = "<w:keepNext/>" if first else ""
        yield _paragraph(Part.SIGNATURE, _runs(runs), keep + above + inset)


def _paragraph(part: Part, runs: str, own: str = "") -> str:
    return f'<w:p><w:pPr><w:pStyle w:val="{STYLE_IDS[part]}"/>{own}</w:pPr>{runs}</w:p>'


_RUN_STYLES = {
    RunKind.PLAIN: "",
    RunKind.FACT: "",
    RunKind.PENDING: '<w:rStyle w:val="Pending"/>',
    RunKind.MARK: '<w:rStyle w:val="Mark"/>',
    RunKind.STRONG: "",
}


def _runs_of(text: str) -> str:
    return _runs((Run(text=text),))


def _runs(runs: Runs, *, bold: bool = False, size_pt: Decimal | None = None) -> str:
    size = ""
    if size_pt is not None:
        half_points = int(size_pt * 2)
        size = f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'
    return "".join(_run(run, bold=bold, size=size) for run in runs if run.text)


def _run(run: Run, *, bold: bool, size: str) -> str:
    text = writable(run.text)
    # Without the hint Word sets “”‘’…— of a Chinese sentence in the Latin face.
    hint = "" if text.isascii() else '<w:rFonts w:hint="eastAsia"/>'
    strong = "<w:b/>" if bold or run.kind is RunKind.STRONG else ""
    # Word knows no highlight in a style, so it stands at the run itself.
    highlight = '<w:highlight w:val="yellow"/>' if run.kind is RunKind.PENDING else ""
    properties = _RUN_STYLES[run.kind] + hint + strong + size + highlight
    before = f"<w:rPr>{properties}</w:rPr>" if properties else ""
    return f"<w:r>{before}{_words(text)}</w:r>"


def _words(text: str) -> str:
    lines = []
    for line in text.split("\n"):
        pieces = (
            f'<w:t xml:space="preserve">{escape(piece)}</w:t>' if piece else "" for piece in line.split("\t")
        )
        lines.append("<w:tab/>".join(pieces))
    return "<w:br/>".join(lines)


def _table(table: TableBlock, layout: Layout, *, landscape: bool) -> Iterator[str]:
    if table.caption:
        yield _paragraph(Part.CAPTION, _runs_of(table.caption))
    if table.unit_note:
        yield _paragraph(Part.UNIT_NOTE, _runs_of(table.unit_note))
    setting = set_table(
        table,
        width_pt=layout.width_pt(landscape=landscape),
        height_pt=layout.height_pt(landscape=landscape),
        sizes_pt=layout.table_sizes_pt,
    )
    widths = [twips(width) for width in setting.widths_pt]
    grid = "".join(f'<w:gridCol w:w="{width}"/>' for width in widths)
    last = len(setting.rows) - 1
    rows = "".join(
        _row(
            slots,
            widths,
            size_pt=setting.size_pt,
            header=number < table.header_rows,
            keep=number < table.header_rows
            or (setting.together and number < last)
            or number in setting.kept_with_next,
        )
        for number, slots in enumerate(setting.rows)
    )
    margins = "".join(
        f'<w:{edge} w:w="{blank}" w:type="dxa"/>'
        for edge, blank in (("top", 40), ("left", 60), ("bottom", 40), ("right", 60))
    )
    yield (
        f'<w:tbl><w:tblPr><w:tblStyle w:val="TableGrid"/><w:tblW w:w="{sum(widths)}" w:type="dxa"/>'
        f'<w:jc w:val="center"/><w:tblLayout w:type="fixed"/><w:tblCellMar>{margins}</w:tblCellMar>'
        f'<w:tblLook w:val="0420" w:firstRow="1" w:lastRow="0" w:firstColumn="0" w:lastColumn="0" '
        f'w:noHBand="0" w:noVBand="1"/></w:tblPr><w:tblGrid>{grid}</w:tblGrid>{rows}</w:tbl>'
    )


def _row(slots: Sequence[Slot], widths: Sequence[int], *, size_pt: Decimal, header: bool, keep: bool) -> str:
    cells = "".join(_cell(slot, widths, size_pt=size_pt, header=header, keep=keep) for slot in slots)
    repeated = "<w:tblHeader/>" if header else ""
    height = '<w:trHeight w:val="420" w:hRule="atLeast"/>'
    return f"<w:tr><w:trPr><w:cantSplit/>{height}{repeated}</w:trPr>{cells}</w:tr>"


def _cell(slot: Slot, widths: Sequence[int], *, size_pt: Decimal, header: bool, keep: bool) -> str:
    cell = slot.cell
    width = sum(widths[slot.column : slot.column + slot.column_span])
    span = f'<w:gridSpan w:val="{slot.column_span}"/>' if slot.column_span > 1 else ""
    merge = ""
    if slot.continued:
        merge = "<w:vMerge/>"
    elif slot.row_span > 1:
        merge = '<w:vMerge w:val="restart"/>'
    head = header or cell.header
    shade = '<w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>' if head else ""
    runs = "" if slot.continued else _runs(cell.runs, bold=cell.strong or head, size_pt=size_pt)
    own = ("<w:keepNext/>" if keep else "") + justification("center" if head else cell.align)
    return (
        f'<w:tc><w:tcPr><w:tcW w:w="{width}" w:type="dxa"/>{span}{merge}{shade}<w:vAlign w:val="center"/>'
        f"</w:tcPr>{_paragraph(Part.TABLE, runs, own)}</w:tc>"
    )
