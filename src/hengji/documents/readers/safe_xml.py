"""
XML from strangers, parsed without entities, network or unbounded growth.

Office files never carry a document type, so any is refused before its entities could grow.
Depth (256) and the length of one token (10 MB) are bounded by libxml2 itself as long as
`huge_tree` stays off.
"""

from __future__ import annotations

from collections.abc import Container, Iterator
from typing import IO, Final, Protocol, cast

from lxml import etree

from hengji.documents.readers.container import refused
from hengji.domain.problem import UnreadableDocument


def parse(content: bytes, part: str) -> etree._Element:
    """
    The root of one part; raises `UnreadableDocument` for what is no plain XML.

    `part` is how the refusal names it.
    """
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(content, parser)
    except etree.XMLSyntaxError as error:
        raise _damaged(part, error) from error
    if root is None:
        raise _damaged(part)
    _refuse_document_type(root, part)
    return root


class Readable(Protocol):
    """What a parser reads from."""

    def read(self, size: int, /) -> bytes:
        """At most `size` bytes; empty at the end."""
        ...


def elements(stream: Readable, part: str, names: Container[str]) -> Iterator[etree._Element]:
    """
    The elements of those names as each is closed, the ones before it already forgotten.

    Names go without namespace, so that both dialects of the office formats are read alike.

    Raises `UnreadableDocument` for what is no plain XML.
    """
    try:
        events = etree.iterparse(
            cast("IO[bytes]", stream),
            events=("end",),
            resolve_entities=False,
            no_network=True,
            load_dtd=False,
            huge_tree=False,
            remove_comments=True,
            remove_pis=True,
        )
        first = True
        for _, element in events:
            if first:
                _refuse_document_type(element, part)
                first = False
            if str(element.tag).rpartition("}")[2] in names:
                yield element
                _forget(element)
    except etree.XMLSyntaxError as error:
        raise _damaged(part, error) from error


def _forget(element: etree._Element) -> None:
    element.clear()
    parent = element.getparent()
    if parent is not None:
        while element.getprevious() is not None:
            del parent[0]


def _refuse_document_type(element: etree._Element, part: str) -> None:
    if element.getroottree().docinfo.internalDTD is not None:
        raise refused(f"其中的 {part} 带有文档类型声明，办公软件不会写出这样的文件")


def _damaged(part: str, error: etree.XMLSyntaxError | None = None) -> UnreadableDocument:
    """Why a part is refused: libxml2 tells damage from its own limits by words alone."""
    words = "" if error is None else str(error.msg)
    if "depth" in words:
        return refused(f"其中的 {part} 嵌套超过 256 层，不像正常的办公文件")
    if any(sign in words for sign in _TOO_LONG):
        return refused(f"其中的 {part} 有一段连续的内容超过 10 MB，不像正常的办公文件")
    return refused(f"其中的 {part} 不是完整的 XML")


_TOO_LONG: Final = ("huge", "too long", "too big", "limit")
