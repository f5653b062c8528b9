"""
Word 97–2003 documents (.doc, and .wps of WPS Writer, which is the same format).

Spreadsheets of that age come in the same container and are passed on to `xls`.  Our own reader
takes the text from the piece table; what is older than that (Word 95) goes to LibreOffice where
there is one, what is damaged is refused.  Held against LibreOffice on real files of both programs: every
word of it is read; bullets are left out, text boxes are read that LibreOffice's own text lacks.
"""

from __future__ import annotations

import io
import struct
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import olefile

from hengji.documents.readers import doc_pieces, office
from hengji.documents.readers.container import refused
from hengji.documents.readers.doc_body import read_body
from hengji.documents.readers.doc_pieces import WordFile
from hengji.domain.extract import Extract
from hengji.domain.problem import UnreadableDocument

_MACROS: Final = "Macros"
_HAS_MACROS: Final = "文件含宏，未执行也未读取"
MAX_STREAM_BYTES: Final = 64 * 1024 * 1024
_SAVE_AS: Final = "请用 WPS 或 Word 打开，另存为 docx 后再试"
_SAVE_SHEET_AS: Final = "请用 WPS 或 Excel 打开，另存为 xlsx 后再试"


def read(path: Path, content: bytes) -> Extract:
    """The extract of an OLE file of Word or WPS; raises `UnreadableDocument`."""
    kind = "wps" if path.suffix.lower() == ".wps" else "doc"
    streams = _streams(content, _as_sheet(path))
    if not streams:
        from hengji.documents.readers import xls

        return xls.read(path, content)
    document = streams.pop("WordDocument")
    notes = (_HAS_MACROS,) if streams.pop(_MACROS, None) is not None else ()
    try:
        extract = read_body(path, kind, WordFile(document, streams))
        return replace(extract, notes=(*extract.notes, *notes))
    except (struct.error, IndexError) as error:
        raise doc_pieces.damaged() from error
    except UnreadableDocument as error:
        # Of a damaged file LibreOffice reads what is left, or noise, and does not say that it is less.
        if not doc_pieces.is_older(document):
            raise
        return _second_way(path, kind, content, error)


def _second_way(path: Path, kind: str, content: bytes, error: UnreadableDocument) -> Extract:
    """LibreOffice's reading, where it is installed; else the refusal, with what to do."""
    if office.found() is None:
        raise UnreadableDocument(
            f"{error.message.rstrip('。')}；也可在本机安装 LibreOffice（libreoffice-writer）后重试。"
        ) from error
    return office.read_as_docx(path, content, kind)


def _streams(content: bytes, save_as: str = _SAVE_AS) -> dict[str, bytes]:
    """The streams that hold the text; none for a spreadsheet, which has another reader."""
    try:
        with olefile.OleFileIO(io.BytesIO(content)) as ole:
            names = {"/".join(name).lower(): name for name in ole.listdir(streams=True, storages=False)}
            if "encryptedpackage" in names:
                raise refused("文件设有打开密码", "请打开后取消密码，另存为新文件后再试")
            if "worddocument" not in names and ("workbook" in names or "book" in names):
                return {}
            if "worddocument" not in names:
                raise refused(*_other(names))
            held = {
                stream: _stream(ole, names[stream.lower()])
                for stream in ("WordDocument", "0Table", "1Table", "Data")
                if stream.lower() in names
            }
            if any(name.startswith(("macros", "_vba_project")) for name in names):
                held[_MACROS] = b""
            return held
    except (
        OSError, ValueError, IndexError, struct.error, TypeError, AttributeError, RecursionError,
    ) as error:  # fmt: skip
        # olefile meets broken sectors, and folders that hold themselves, with whatever that raises.
        raise _damaged(save_as) from error


def _damaged(save_as: str) -> UnreadableDocument:
    return refused("文件的容器（OLE）已损坏或不完整", f"{save_as}；打不开就重新下载，或向报送单位要原文件")


def _as_sheet(path: Path) -> str:
    """What to save the file as, by what its name says it is."""
    return _SAVE_SHEET_AS if path.suffix.lower() in {".xls", ".et"} else _SAVE_AS


def _stream(ole: olefile.OleFileIO[str], name: list[str]) -> bytes:
    if ole.get_size(name) > MAX_STREAM_BYTES:
        raise refused("文件的正文过大", "请删去与填报无关的图片和附件，另存后再试")
    if not _is_whole(ole, name):
        raise _damaged(_SAVE_AS)
    with ole.openstream(name) as stream:
        return bytes(stream.read())


def _is_whole(ole: olefile.OleFileIO[str], name: list[str]) -> bool:
    """Whether the stream's sectors follow each other once each, and hold as much as it says."""
    chains: Any = ole  # the library's types leave out what it keeps of them
    entry = chains.direntries[chains._find(name)]  # noqa: SLF001 - there is no other way to the entry
    small = entry.size < chains.minisectorcutoff
    if small and not chains.minifat:
        chains.loadminifat()
    table, sector = (chains.minifat, chains.mini_sector_size) if small else (chains.fat, chains.sector_size)
    seen: set[int] = set()
    at = entry.isectStart
    while at < len(table) and at not in seen and len(seen) * sector < entry.size:
        seen.add(at)
        at = table[at]
    return len(seen) * sector >= entry.size and (at not in seen)


def _other(names: dict[str, list[str]]) -> tuple[str, str]:
    if "powerpoint document" in names:
        return "这是演示文稿", "请提供 Word、PDF 或文本文件"
    return "不是我们能读的文件类型", "请用 WPS 或 Word 打开，另存为 docx 后再试"
