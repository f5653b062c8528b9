"""
Saved web pages: the article, not the menu.

A page of a government site is one article in a frame of navigation, publishing details and
footers.  The article is found by weight: starting from the whole page, the reader steps into
the one part that holds nearly all running text and tables, and stops where stepping further
would lose a sentence.  Whatever the parser cannot take whole is refused: libxml2 stops quietly
at its limits, so its log is read.
"""

from __future__ import annotations

import email
import email.errors
import email.policy
import re
from pathlib import Path
from typing import Final

from lxml import etree

from hengji.documents.readers import html_article, html_blocks, txt
from hengji.documents.readers.assembly import Assembly
from hengji.documents.readers.container import refused
from hengji.domain.extract import Extract

MAX_ELEMENTS: Final = 1_000_000
MAX_ATTRIBUTES: Final = 1_000
_SUSPICIOUS_TAG: Final = 4_096
_HEAD: Final = 4_096
_CHARSET: Final = re.compile(rb"""charset\s*=\s*["']?\s*([A-Za-z0-9_-]{2,20})""", re.IGNORECASE)
_DECLARATION: Final = re.compile(r"\A\s*<\?xml[^>]*\?>")
_OPENED: Final = re.compile(r"<(?:html|body)\b", re.IGNORECASE)
_CLOSED: Final = re.compile(r"</(?:html|body)\b", re.IGNORECASE)
_SAVE_AGAIN: Final = "请在浏览器中打开网页，另存为“网页，仅 HTML”后再试"
_TOO_LARGE: Final = "请只保存报告所在的网页后再试"


def read(path: Path, content: bytes) -> Extract:
    """The extract of a saved page; raises `UnreadableDocument`."""
    text, encoding = decode(content)
    root = _parsed(text)
    html_article.drop_unseen(root)
    article, title = html_article.find(root)
    assembly = Assembly(path, "html")
    html_blocks.lay(article, title, assembly)
    if _lacks_its_end(text):
        assembly.notes.append("网页没有结尾标记（</html>），可能没有保存完整，请与原网页核对")
    if assembly.is_empty:
        raise refused(
            "网页里没有正文文字", "正文可能由脚本载入；请在浏览器中显示正文后另存，或复制为文本文件"
        )
    properties = {"encoding": encoding}
    page_title = root.findtext("head/title")
    if page_title and page_title.strip():
        properties["title"] = " ".join(page_title.split())
    return assembly.extract(properties=properties)


def read_archive(path: Path, content: bytes) -> Extract:
    """The extract of a page saved as a web archive (.mht); raises `UnreadableDocument`."""
    message = email.message_from_bytes(content, policy=email.policy.default)
    for part in message.walk():
        if any(isinstance(one, email.errors.CloseBoundaryNotFoundDefect) for one in part.defects):
            raise refused("网页归档（mht）不完整", _SAVE_AGAIN)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            body = part.get_payload(decode=True)
            if isinstance(body, bytes):
                return read(path, body)
    raise refused("网页归档（mht）中没有网页", _SAVE_AGAIN)


def decode(content: bytes) -> tuple[str, str]:
    """
    The page as text and the name of its encoding: by mark, by what the page says, by looks.

    >>> decode('<meta charset="gb2312"><p>绩效'.encode("gbk"))[1]
    'GB18030'
    """
    stated = _CHARSET.search(content[:_HEAD])
    if stated is not None and not content.startswith((b"\xef\xbb\xbf", b"\xff\xfe", b"\xfe\xff")):
        name = stated.group(1).decode("ascii").lower()
        codec = "gb18030" if name in {"gb2312", "gbk", "gb18030", "gb_2312-80", "x-gbk"} else "utf-8"
        if name not in {"utf-16", "utf-16le", "utf-16be"}:
            try:
                return content.decode(codec), "GB18030" if codec == "gb18030" else "UTF-8"
            except UnicodeDecodeError:
                # Pages that say one thing and are written in another are common.
                return txt.decode(content)
    return txt.decode(content)


def _parsed(text: str) -> etree._Element:
    _bound(text)
    parser = etree.HTMLParser(encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True)
    content = _DECLARATION.sub("", text).replace("\0", "").encode("utf-8", "replace")
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise refused("网页内容已损坏", _SAVE_AGAIN) from error
    if any(entry.level_name == "FATAL" for entry in parser.error_log):
        raise refused("网页的结构层层嵌套或过大，无法完整读取", _SAVE_AGAIN)
    if root is None:
        raise refused("网页里没有内容", _SAVE_AGAIN)
    return root


def _lacks_its_end(text: str) -> bool:
    """Whether a page that was opened is never closed; some programs leave that out on purpose."""
    return _OPENED.search(text) is not None and _CLOSED.search(text) is None


def _bound(text: str) -> None:
    """
    Refuse what was cut within a mark, and what would take the parser minutes.

    It compares every attribute with every other.
    """
    if text.rfind("<") > text.rfind(">"):
        raise refused("网页不完整，在一个标记的中间断开", "请重新打开原网页，另存为“网页，仅 HTML”后再试")
    if text.count("<") > MAX_ELEMENTS:
        raise refused(f"网页超过 {MAX_ELEMENTS} 个标记", _TOO_LARGE)
    for piece in text.split(">"):
        opened = piece.find("<")
        if opened >= 0 and len(piece) - opened > _SUSPICIOUS_TAG:
            attributes = len(piece[opened:].split(None, MAX_ATTRIBUTES + 1))
            if attributes > MAX_ATTRIBUTES and "=" in piece[opened:]:
                raise refused(f"网页中有超过 {MAX_ATTRIBUTES} 个属性的标记，不像正常的网页", _SAVE_AGAIN)
