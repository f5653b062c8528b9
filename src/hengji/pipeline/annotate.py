"""
Annotate: audited files with their findings at the very words, and the lists for the office.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from dataclasses import replace
from itertools import chain, count
from pathlib import Path

from hengji.documents import readers
from hengji.documents.writers import audit_page, files, findings_book, json, products, remarks, xlsx
from hengji.documents.writers.findings_book import AuditLine
from hengji.domain.problem import InputError, UnwritableResult, system_reason
from hengji.pipeline.audit import Audit

BOOK = "问题清单.xlsx"
LINES = "findings.jsonl"
_NAME_BYTES = 180
"""File systems take 255; numbers and endings are added."""
_REFUSED = '\\/:*?"<>|'


class Annotations:
    """
    A folder that annotated copies, pages and lists are written to.

    No input is ever overwritten, and no two inputs share a name, however they are spelt.
    """

    def __init__(self, folder: Path, inputs: Iterable[Path]) -> None:
        self._folder = folder
        self._taken = {_key(path) for path in inputs}
        self._lines: list[AuditLine] = []
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _unwritable(folder, error) from error

    def put(self, audit: Audit, path: Path) -> Audit:
        """Write what belongs to the file at `path`; what could not be written comes back as `error`."""
        written: list[Path] = []
        notes: list[str] = []
        failure: InputError | None = None
        page, copy = self._names(path, _copy_ending(audit, path))
        try:
            audit_page.write_page(audit, page)
            written.append(page)
            if copy is not None and readers.is_heavy(path):
                notes.append("文件较大，只写出审核网页，不写批注副本。")
            elif copy is not None:
                _write_copy(audit, path, copy)
                written.append(copy)
            else:
                notes.append(_why_no_copy(audit))
        except InputError as error:
            failure = error
        except OSError as error:
            failure = _unwritable(self._folder, error)
        self._lines.append(findings_book.line_of(audit, failure))
        return replace(audit, written=tuple(written), notes=(*audit.notes, *notes), error=failure)

    def fail(self, file: str, error: InputError) -> None:
        """Keep a file that could not be audited in the lists, with the reason."""
        self._lines.append(findings_book.failed_line(file, error))

    def finish(self) -> tuple[Path, ...]:
        """Write the lists of all files; raises an `InputError` where they cannot be written."""
        book, lines = self._free(BOOK), self._free(LINES)
        try:
            listed = xlsx.book_bytes(findings_book.findings_book(self._lines))
            files.write_whole(book, products.marked(listed))
            objects = (one for line in self._lines for one in json.finding_lines(line))
            files.write_whole(lines, "".join(f"{json.line(one)}\n" for one in objects).encode("utf-8"))
        except OSError as error:
            raise _unwritable(self._folder, error) from error
        return book, lines

    def _free(self, name: str) -> Path:
        """That name in the folder, numbered where an input has it."""
        stem, ending = Path(name).stem, Path(name).suffix
        names = chain([name], (f"{stem}-{number}{ending}" for number in count(2)))
        return next(path for one in names if _key(path := self._folder / one) not in self._taken)

    def _names(self, path: Path, ending: str | None) -> tuple[Path, Path | None]:
        """Names for the page and the copy that nothing has yet, numbered where one is taken."""
        stem = _file_name(path.stem)
        number = 1
        while True:
            base = stem if number == 1 else f"{stem}-{number}"
            page = self._folder / f"{base}-审核.html"
            copy = None if ending is None else self._folder / f"{base}-批注{ending}"
            keys = {_key(path) for path in (page, copy) if path is not None}
            if not keys & self._taken:
                self._taken |= keys
                return page, copy
            number += 1


def _copy_ending(audit: Audit, path: Path) -> str | None:
    """The ending of the annotated copy, `None` for formats that take no remarks."""
    kind = audit.document.extract.format
    if kind == "pdf":
        return ".pdf"
    if kind == "docx":
        own = path.suffix.lower()
        return own if own in {".docx", ".docm", ".dotx", ".dotm"} else ".docx"
    if kind == "xlsx":
        own = path.suffix.lower()
        return own if own in {".xlsx", ".xlsm", ".xltx", ".xltm"} else ".xlsx"
    return None


def _why_no_copy(audit: Audit) -> str:
    """What a reader of the results must know where there is no copy with remarks in it."""
    kind = audit.document.extract.format
    if kind in {"doc", "wps", "rtf"}:
        return (
            "旧格式（doc、wps、rtf）写不进批注，问题都标在审核网页里；"
            "要在 Word 里看批注，请用 WPS 或 Word 另存为 docx 后再审。"
        )
    if kind == "xls":
        return "旧格式的表格写不进批注，问题都标在审核网页里；要在表格里看，请另存为 xlsx 后再审。"
    return f"{'网页' if kind == 'html' else '纯文本'}没有批注，问题都标在审核网页里。"


def _write_copy(audit: Audit, path: Path, target: Path) -> None:
    found = remarks.remarks(audit.findings)
    extract = audit.document.extract
    if extract.format == "pdf":
        from hengji.documents.writers import annotate_pdf

        annotate_pdf.write_annotated(path, extract, found, target)
        return
    if extract.format == "xlsx":
        from hengji.documents.writers import annotate_xlsx

        annotate_xlsx.write_annotated(path, found, target, text=extract.text)
        return
    from hengji.documents.writers import annotate_docx

    annotate_docx.write_annotated(path, found, target, text=extract.text, general=_title_span(audit))


def _title_span(audit: Audit) -> tuple[int, int] | None:
    title = audit.document.title
    start = -1 if not title else audit.document.extract.text.find(title)
    return None if title is None or start < 0 else (start, start + len(title))


def _file_name(stem: str) -> str:
    """A stem without what a file system refuses, short enough to be numbered."""
    plain = "".join("_" if one in _REFUSED or not one.isprintable() else one for one in stem)
    return plain.encode("utf-8")[:_NAME_BYTES].decode("utf-8", "ignore").strip(" .") or "报告"


def _key(path: Path) -> str:
    """How file systems that know neither case nor composition would see the path."""
    return unicodedata.normalize("NFC", str(path.absolute())).casefold()


def _unwritable(folder: Path, error: OSError) -> InputError:
    return UnwritableResult(
        f"{folder}：写不出文件（{system_reason(error)}）。"
        "请用 --annotate 另指定一个有写入权限、空间足够的文件夹。"
    )
