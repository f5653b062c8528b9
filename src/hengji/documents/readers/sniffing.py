"""
What a file is, by its first bytes and its parts; the ending of its name is never trusted.

Where name and content differ the reader is told so: a web page named .doc is common, and noise
named .xlsx needs another remedy than a text in a foreign encoding.
"""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import Final

from hengji.documents.readers import container
from hengji.documents.readers.assembly import shown_path
from hengji.documents.readers.container import refused
from hengji.domain.extract import Extract
from hengji.domain.problem import UnreadableDocument

_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_FOREIGN: Final = (
    (b"\x89PNG", "这是图片", "请提供可以选中文字的 Word、PDF 或文本文件"),
    (b"\xff\xd8\xff", "这是图片", "请提供可以选中文字的 Word、PDF 或文本文件"),
    (b"GIF8", "这是图片", "请提供可以选中文字的 Word、PDF 或文本文件"),
    (b"Rar!", "这是 RAR 压缩包", "请解压后提交其中的文件"),
    (b"7z\xbc\xaf\x27\x1c", "这是 7z 压缩包", "请解压后提交其中的文件"),
    (b"\x1f\x8b", "这是 gzip 压缩包", "请解压后提交其中的文件"),
    (b"MZ\x90", "这是程序，不是文档", "请核对提交的文件"),
    (b"\x7fELF", "这是程序，不是文档", "请核对提交的文件"),
)
_XML_KINDS: Final = (
    (b'progid="Word.Document"', "这是 Word 2003 XML 文件", "请用 WPS 或 Word 打开，另存为 docx 后再试"),
    (b'progid="Excel.Sheet"', "这是 Excel 2003 XML 表格", "请用 WPS 或 Excel 打开，另存为 xlsx 后再试"),
)
_ARCHIVE: Final = re.compile(rb"^Content-Type:\s*multipart/related", re.IGNORECASE | re.MULTILINE)
_HEAD: Final = 1024
_HTML_SAMPLE: Final = 4096
_RTF: Final = b"{\\rtf"
_CALLED: Final = {
    ".docx": "docx", ".docm": "docx", ".doc": "doc", ".wps": "wps", ".rtf": "rtf", ".pdf": "pdf",
    ".html": "html", ".htm": "html", ".mht": "html", ".mhtml": "html", ".xlsx": "xlsx", ".xlsm": "xlsx",
    ".xls": "xls", ".et": "xls",
}  # fmt: skip
_TITLES: Final = {
    "docx": "新格式的 Word 文件（docx）", "doc": "旧格式的 Word 文件（doc）", "wps": "WPS 文字文件",
    "rtf": "RTF 文件", "pdf": "PDF 文件", "html": "网页", "xlsx": "新格式的表格（xlsx）",
    "xls": "旧格式的表格（xls）", "txt": "纯文本",
}  # fmt: skip
_SAME: Final = frozenset({("doc", "wps"), ("wps", "doc")})
"""WPS and Word write one format under two names."""
_NAMED_PARTS: Final = 5
_NOISE: Final = bytes(set(range(32)) - set(b"\t\n\f\r\x1b"))
_NOISE_SHARE: Final = 0.02
"""Of bytes that no text holds; random bytes have a tenth."""


def read_as_found(path: Path, content: bytes) -> Extract:
    """The extract of a file with that content; raises `UnreadableDocument` for what we do not read."""
    extract = _read(path, content)
    called = _CALLED.get(path.suffix.lower(), extract.format)
    if called == extract.format or (called, extract.format) in _SAME:
        return extract
    note = f"文件名以 {path.suffix} 结尾，内容却是{_TITLES[extract.format]}，已按内容读取"
    return replace(extract, notes=(note, *extract.notes))


def may_need_office(content: bytes) -> bool:
    """Whether LibreOffice may be asked to read this."""
    return content.startswith((_OLE, _RTF))


def _read(path: Path, content: bytes) -> Extract:
    """The reader of that content, imported only here, since most runs need one of them."""
    if container.is_package(content):
        return _read_package(path, container.Package(content))
    if content.startswith(_OLE):
        from hengji.documents.readers import doc

        return doc.read(path, content)
    if b"%PDF-" in content[:_HEAD]:
        from hengji.documents.readers import pdf

        return pdf.read(path, content)
    for mark, reason, remedy in _FOREIGN:
        if content.startswith(mark):
            raise refused(reason, remedy)
    return _read_text(path, content)


def _read_text(path: Path, content: bytes) -> Extract:
    """What is written in characters: rich text, pages, their archives, plain text."""
    if content.startswith(_RTF):
        return _read_rich_text(path, content)
    if _is_html(content):
        from hengji.documents.readers import html

        return html.read(path, content)
    if _ARCHIVE.search(content[:_HTML_SAMPLE]):
        from hengji.documents.readers import html

        return html.read_archive(path, content)
    for mark, reason, remedy in _XML_KINDS:
        if mark in content[:_HTML_SAMPLE]:
            raise refused(reason, remedy)
    from hengji.documents.readers import txt

    try:
        return txt.read(path, content)
    except UnreadableDocument as error:
        raise _unlike_its_name(path, content, error) from error


def _unlike_its_name(path: Path, content: bytes, error: UnreadableDocument) -> UnreadableDocument:
    """Why bytes that are no text are refused, in words that suit what the file says it is."""
    kind = _CALLED.get(path.suffix.lower())
    if kind is not None:
        return refused(
            f"文件名以 {path.suffix} 结尾，内容却不是{_TITLES[kind]}，也不是其他能读的文件；"
            "可能没有下载完整、已经损坏，或被单位的文档加密软件加了密",
            "请先用 WPS、Word 或 Excel 打开核对；打不开就重新下载，或向报送单位要原文件",
        )
    sample = content[:_HTML_SAMPLE]
    if len(sample) - len(sample.translate(None, _NOISE)) > _NOISE_SHARE * len(sample):
        return refused(
            "内容不是文字，像是已经损坏、加了密，或者本来就不是文档",
            "请核对提交的文件；是报告就请重新下载，或向报送单位要原文件",
        )
    return error


def _read_rich_text(path: Path, content: bytes) -> Extract:
    """RTF by way of LibreOffice, where there is one; many an old .doc is such a file."""
    from hengji.documents.readers import office

    save_as = "请用 WPS 或 Word 打开，另存为 docx 后再试"
    if not content.rstrip(b"\0\r\n\t ").endswith(b"}"):
        # LibreOffice would read what is left and not say that it is less.
        raise refused("这是 RTF 文件，而且不完整", "请重新下载，或用 WPS、Word 打开核对后另存为 docx 再试")
    if office.found() is None:
        raise refused("这是 RTF 文件", f"{save_as}；也可在本机安装 LibreOffice（libreoffice-writer）后重试")
    return office.read_as_docx(path, content, "rtf")


def _read_package(path: Path, package: container.Package) -> Extract:
    names = package.names
    if any(name.startswith("word/") for name in names):
        from hengji.documents.readers import docx

        return docx.read(path, package)
    if any(name.startswith("xl/") for name in names):
        from hengji.documents.readers import xlsx

        return xlsx.read_package(package, file=shown_path(path))
    if "OFD.xml" in names:
        raise refused("这是 OFD 版式文件", "请用 OFD 阅读器另存为 PDF，或提供 Word 原文件")
    if "content.xml" in names:
        raise refused("这是 OpenDocument 文件", "请用 WPS 或 LibreOffice 打开，另存为 docx 或 xlsx 后再试")
    if any(name.startswith("ppt/") for name in names):
        raise refused("这是演示文稿", "请提供 Word、PDF 或文本文件")
    if any(name.endswith(".iwa") for name in names):
        raise refused(
            "这是苹果电脑上 Pages、Numbers 一类的文件", "请在原软件中导出为 Word、Excel 或 PDF 后再试"
        )
    inside = [_spelt(name.rpartition("/")[2]) for name in names]
    listed = "、".join(inside[:_NAMED_PARTS]) + ("等" if len(inside) > _NAMED_PARTS else "")
    told = f"，里面有 {len(inside)} 个文件（{listed}）" if inside else ""
    raise refused(f"这是压缩包，不是文档{told}", "请解压后提交其中的文件，可以一次提交多个或整个文件夹")


def _spelt(name: str) -> str:
    """A name as it was typed: Chinese systems store GBK, which zip takes for the letters of a PC of old."""
    try:
        return name.encode("cp437").decode("gb18030")
    except UnicodeError:
        return name


def _is_html(content: bytes) -> bool:
    head = content[:_HTML_SAMPLE]
    for codec in ("utf-16-le", "utf-16-be"):
        if "<html".encode(codec) in head or "<HTML".encode(codec) in head:
            return True
    lowered = head.lower().lstrip(b"\xef\xbb\xbf\xff\xfe \t\r\n")
    if not lowered.startswith(b"<"):
        return False
    return any(
        mark in lowered
        for mark in (b"<!doctype html", b"<html", b"<body", b"<head", b"<div", b"<table", b"<p")
    )
