"""
A PDF again, with a highlight and a note at the very words of each finding.

The pages themselves stay as they are; annotations are added on top, so that every viewer shows
them and anybody can delete them.
"""

from __future__ import annotations

import ctypes
import hashlib
import io
import re
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

import pypdfium2 as pdfium
from pypdfium2 import raw

from hengji.documents.readers.container import load_bytes, refused
from hengji.documents.readers.pdf import ONE_AT_A_TIME
from hengji.documents.readers.pdf_places import PdfPlaces
from hengji.documents.readers.pdf_rules import Box
from hengji.documents.writers import products
from hengji.documents.writers.characters import writable
from hengji.documents.writers.files import write_whole
from hengji.documents.writers.remarks import AUTHOR, Remark
from hengji.domain.extract import Extract
from hengji.domain.finding import Severity

_COLORS: Final = {
    Severity.ERROR: (255, 160, 145),
    Severity.WARNING: (255, 222, 120),
    Severity.NOTICE: (165, 210, 245),
}
_NOTE_SIDE: Final = 20.0
_MARGIN: Final = 24.0
_DRAWN: Final = re.compile(rb"<([0-9A-F]{32})>\]")
_GENERAL: Final = "全文"


def write_annotated(
    source: Path,
    extract: Extract,
    remarks: Sequence[Remark],
    target: Path,
) -> None:
    """
    Write a copy of `source`, which `extract` was read from, with the remarks; whole or not at all.

    Raises `UnreadableDocument` where the file can no longer be opened.
    """
    write_whole(target, products.marked(annotated(load_bytes(source), extract, remarks)))


def annotated(content: bytes, extract: Extract, remarks: Sequence[Remark]) -> bytes:
    """The bytes of the copy."""
    with ONE_AT_A_TIME:
        try:
            document = pdfium.PdfDocument(content)
        except pdfium.PdfiumError as error:
            raise refused("审核期间文件被改动", "请重新审核") from error
        places = PdfPlaces(document, extract)
        try:
            general = [remark for remark in remarks if not _highlighted(places, remark)]
            if general:
                _noted(places.page(0), general)
            with _drawn(document, places.opened()):
                buffer = io.BytesIO()
                document.save(buffer, flags=raw.FPDF_INCREMENTAL)
            return _identified(buffer.getvalue())
        finally:
            places.close()
            document.close()


@contextmanager
def _drawn(document: pdfium.PdfDocument, pages: Sequence[pdfium.PdfPage]) -> Iterator[None]:
    """
    While the annotations of these pages have a picture of themselves.

    A viewer that draws none of its own shows that one, and all show the same.  PDFium makes it where it
    opens a page for filling in; a file with a form of its own is left to the viewers, so that no field
    of it is touched.
    """
    if document.get_formtype() != raw.FORMTYPE_NONE:
        yield
        return
    calls = raw.FPDF_FORMFILLINFO(version=2)  # PDFium keeps a pointer to it until it leaves
    form = raw.FPDFDOC_InitFormFillEnvironment(document.raw, calls)
    try:
        for page in pages:
            raw.FORM_OnAfterLoadPage(page.raw, form)
        yield
        for page in pages:
            raw.FORM_OnBeforeClosePage(page.raw, form)
    finally:
        raw.FPDFDOC_ExitFormFillEnvironment(form)


def _identified(content: bytes) -> bytes:
    """
    The file with an identifier reckoned from what it holds instead of the one that PDFium draws by lot.

    >>> once = _identified(b"... /ID[<" + b"A" * 32 + b"><" + b"B" * 32 + b">]>> ...")
    >>> once == _identified(b"... /ID[<" + b"A" * 32 + b"><" + b"C" * 32 + b">]>> ...")
    True
    """
    trailer = content.rfind(b"/ID[")
    drawn = _DRAWN.search(content, trailer) if trailer >= 0 else None
    if drawn is None:
        return content
    kept, end = content[:trailer], content[trailer:]
    # A file that had none is given the drawn one twice.
    blank = end.replace(drawn[1], bytes(len(drawn[1])))
    mark = hashlib.sha256(kept + blank).hexdigest()[: len(drawn[1])].upper().encode()
    return kept + end.replace(drawn[1], mark)


def _highlighted(places: PdfPlaces, remark: Remark) -> bool:
    """Highlight the words of a remark; whether they were found on the paper."""
    if remark.start is None or remark.end is None:
        return False
    found = places.boxes(remark.start, remark.end)
    for number, boxes in found.items():
        with _annotation(places.page(number), raw.FPDF_ANNOT_HIGHLIGHT) as annotation:
            _describe(annotation, remark.heading, remark.text, f"hengji-{remark.number}-{number + 1}")
            raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *_COLORS[remark.severity], 255)
            for box, turn in boxes:
                raw.FPDFAnnot_AppendAttachmentPoints(annotation, raw.FS_QUADPOINTSF(*_corners(box, turn)))
            _place(annotation, _around([box for box, _ in boxes]))
    return bool(found)


def _noted(page: pdfium.PdfPage, remarks: Sequence[Remark]) -> None:
    """One note on the first page for all that concerns the whole document."""
    left, _, _, top = page.get_cropbox()
    left, top = left + _MARGIN, top - _MARGIN
    with _annotation(page, raw.FPDF_ANNOT_TEXT) as annotation:
        text = "\n\n".join(remark.text for remark in remarks)
        _describe(annotation, _GENERAL, text, "hengji-0")
        worst = min((remark.severity for remark in remarks), key=list(Severity).index)
        raw.FPDFAnnot_SetColor(annotation, raw.FPDFANNOT_COLORTYPE_Color, *_COLORS[worst], 255)
        _place(annotation, (left, top - _NOTE_SIDE, left + _NOTE_SIDE, top))


@contextmanager
def _annotation(page: pdfium.PdfPage, kind: int) -> Iterator[Any]:
    annotation = raw.FPDFPage_CreateAnnot(page.raw, kind)
    try:
        yield annotation
    finally:
        raw.FPDFPage_CloseAnnot(annotation)


def _describe(annotation: Any, subject: str, text: str, name: str) -> None:
    # No date: the same audit gives the same file.
    said = {"Contents": text, "T": AUTHOR, "Subj": subject, "NM": name}
    for key, value in said.items():
        raw.FPDFAnnot_SetStringValue(annotation, key.encode(), _wide(value))
    raw.FPDFAnnot_SetFlags(annotation, raw.FPDF_ANNOT_FLAG_PRINT)


def _wide(text: str) -> Any:
    encoded = (writable(text).replace("\n", "\r") + "\0").encode("utf-16-le")
    return ctypes.cast(ctypes.create_string_buffer(encoded), raw.FPDF_WIDESTRING)


def _corners(box: Box, turn: int) -> tuple[float, ...]:
    """Upper left, upper right, lower left, lower right, as whoever reads the words sees them."""
    left, bottom, right, top = box
    match turn:
        case 90:
            return right, top, right, bottom, left, top, left, bottom
        case 180:
            return right, bottom, left, bottom, right, top, left, top
        case 270:
            return left, bottom, left, top, right, bottom, right, top
        case _:
            return left, top, right, top, left, bottom, right, bottom


def _around(boxes: Sequence[Box]) -> Box:
    lefts, bottoms, rights, tops = zip(*boxes, strict=True)
    return min(lefts), min(bottoms), max(rights), max(tops)


def _place(annotation: Any, box: Box) -> None:
    left, bottom, right, top = box
    raw.FPDFAnnot_SetRect(annotation, raw.FS_RECTF(left, top, right, bottom))
