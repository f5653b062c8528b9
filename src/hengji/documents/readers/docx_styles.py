"""
What a style of Word decides about a paragraph: its outline level, its list, whether it is hidden.

Styles inherit through `basedOn`; everything is looked up once a style and kept.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from lxml import etree

W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_HEADING: Final = re.compile(r"(?:heading|标题)\s*([1-9])", re.IGNORECASE)
_BODY_LEVEL: Final = 9
_DEEPEST: Final = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """A style with what it inherits; `level` counts from one, `list_id` and `list_level` as in the file."""

    name: str = ""
    level: int | None = None
    list_id: str | None = None
    list_level: int | None = None
    list_style: str | None = None
    """The style that first names the list: a list's level may be bound to it."""
    hidden: bool = False


NO_STYLE: Final = Style()


class Styles:
    """The styles of one document."""

    __slots__ = ("_default_paragraph", "_elements", "_resolved")

    def __init__(self, root: etree._Element | None) -> None:
        self._elements: dict[str, etree._Element] = {}
        self._resolved: dict[str, Style] = {}
        self._default_paragraph: str | None = None
        for element in () if root is None else root.iterchildren(W + "style"):
            style_id = element.get(W + "styleId")
            if style_id is None:
                continue
            self._elements[style_id] = element
            if element.get(W + "type") == "paragraph" and element.get(W + "default") in {"1", "true", "on"}:
                self._default_paragraph = style_id

    def paragraph(self, style_id: str | None) -> Style:
        """The paragraph style of that id, the default style for `None`."""
        return self.of(style_id if style_id is not None else self._default_paragraph)

    def of(self, style_id: str | None) -> Style:
        """The style of that id; an id that is not defined decides nothing."""
        if style_id is None:
            return NO_STYLE
        found = self._resolved.get(style_id)
        if found is None:
            found = self._resolve(style_id)
            self._resolved[style_id] = found
        return found

    def _resolve(self, style_id: str) -> Style:
        chain = self._chain(style_id)
        if not chain:
            return NO_STYLE
        level: int | None = None
        list_id: str | None = None
        list_level: int | None = None
        list_style: str | None = None
        hidden: bool | None = None
        for element in chain:
            properties = element.find(W + "pPr")
            if level is None:
                level = _level(element, properties)
            number = None if properties is None else properties.find(W + "numPr")
            if list_id is None and number is not None:
                list_id = value(number, "numId")
                list_style = element.get(W + "styleId")
            if list_level is None and number is not None:
                list_level = integer(value(number, "ilvl"))
            if hidden is None:
                hidden = switched(element.find(W + "rPr"), "vanish")
        return Style(
            name=value(chain[0], "name") or style_id,
            level=level if level != _BODY_LEVEL + 1 else None,
            list_id=list_id,
            list_level=list_level,
            list_style=list_style,
            hidden=bool(hidden),
        )

    def _chain(self, style_id: str) -> list[etree._Element]:
        chain: list[etree._Element] = []
        current: str | None = style_id
        while current is not None and len(chain) < _DEEPEST:
            element = self._elements.get(current)
            if element is None or element in chain:
                break
            chain.append(element)
            current = value(element, "basedOn")
        return chain


def value(element: etree._Element, name: str) -> str | None:
    """`w:val` of the child of that name."""
    child = element.find(W + name)
    return None if child is None else child.get(W + "val")


def integer(text: str | None) -> int | None:
    """The whole number, `None` for what is none."""
    try:
        return None if text is None else int(text)
    except ValueError:
        return None


def switched(properties: etree._Element | None, name: str) -> bool | None:
    """Whether a toggle is on or off, `None` where nothing is said."""
    if properties is None:
        return None
    child = properties.find(W + name)
    if child is None:
        return None
    return child.get(W + "val", "1") not in {"0", "false", "off"}


def _level(element: etree._Element, properties: etree._Element | None) -> int | None:
    """The outline level counted from one; ten is body text, said so."""
    stated = None if properties is None else integer(value(properties, "outlineLvl"))
    if stated is not None:
        return min(stated, _BODY_LEVEL) + 1
    heading = _HEADING.fullmatch((value(element, "name") or "").strip())
    return int(heading.group(1)) if heading else None
