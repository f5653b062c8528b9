"""
One entry at a time out of positioned YAML: text, number, date, choice, flag, citation.

Each reader notes a complaint and gives `None` where the entry cannot be used, so that one pass
finds everything that is wrong with a file.
"""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import TypeVar

from hengji.domain.source import Citation, Confidence
from hengji.standards.nodes import Complaints, Mapping, Node, Scalar, Sequence

NUMBER = re.compile(r"-?(0|[1-9]\d*)(\.\d+)?", re.ASCII)
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}", re.ASCII)
_MOST_DIGITS = 18

Choice = TypeVar("Choice", bound=StrEnum)

CITATION_KEYS = ("title", "number", "article", "issued_on", "href", "confidence", "note")


class Entries:
    """The fields of one mapping, read against what is expected of them."""

    def __init__(self, mapping: Mapping, complaints: Complaints, *, of: str) -> None:
        self.mapping = mapping
        self.complaints = complaints
        self.of = of

    def only(self, allowed: Collection[str], required: Collection[str] = ()) -> None:
        """Complain of keys that are not allowed and of required ones that are missing."""
        for key in self.mapping.keys:
            if key not in allowed:
                self.complaints.add(
                    self.mapping.keys[key],
                    f"{self.of}里有不认识的键 {key}",
                    f"只能用 {'、'.join(allowed)}",
                    nearest(key, allowed),
                )
        for key in required:
            written = key in self.mapping.keys
            refused = written and key not in self.mapping.fields
            if self.node(key) is None and not refused:
                self.complaints.add(
                    self.mapping.keys.get(key, self.mapping.place),
                    f"{self.of}的 {key} 为空" if written else f"{self.of}缺少 {key}",
                    f"{key} 必须填写",
                    f"请补上 {key}。",
                )

    def node(self, key: str) -> Node | None:
        """The entry as written; a null counts as absent."""
        node = self.mapping.fields.get(key)
        if isinstance(node, Scalar) and node.null:
            return None
        return node

    def text(self, key: str) -> str | None:
        """A text; empty is complained of."""
        node = self.node(key)
        if node is None:
            return None
        return text_of(node, self.complaints, f"{self.of}的 {key}")

    def texts(self, key: str) -> tuple[str, ...]:
        """A list of texts."""
        node = self.node(key)
        if node is None:
            return ()
        read = (text_of(item, self.complaints, f"{self.of}的 {key}") for item in self.items(key))
        return tuple(text for text in read if text is not None)

    def number(self, key: str) -> Decimal | None:
        """A number, exactly as written."""
        node = self.node(key)
        return None if node is None else number_of(node, self.complaints, f"{self.of}的 {key}")

    def whole(self, key: str) -> int | None:
        """A whole number."""
        value = self.number(key)
        if value is None:
            return None
        if value != int(value) or "." in str(value):
            self._complain(key, f"{self.of}的 {key} 是 {value}", "应为整数", "请改为整数。")
            return None
        return int(value)

    def flag(self, key: str) -> bool:
        """True or false; absent is false."""
        node = self.node(key)
        if node is None:
            return False
        return bool(flag_of(node, self.complaints, f"{self.of}的 {key}"))

    def day(self, key: str) -> date | None:
        """A date written as 2026-11-22."""
        node = self.node(key)
        if node is None:
            return None
        text = node.text if isinstance(node, Scalar) else ""
        try:
            if _DATE.fullmatch(text):
                return date.fromisoformat(text)
        except ValueError:
            pass
        self._complain(
            key, f"{self.of}的 {key} 不是日期：{text or '（非文字）'}", "应写成 2026-11-22", "请改正日期。"
        )
        return None

    def choice(self, key: str, kind: type[Choice]) -> Choice | None:
        """One of an enumeration's values."""
        text = self.text(key)
        if text is None:
            return None
        try:
            return kind(text)
        except ValueError:
            values = [member.value for member in kind]
            self._complain(
                key,
                f"{self.of}的 {key} 写成了 {text}",
                f"只能是 {'、'.join(values)}",
                nearest(text, values),
            )
            return None

    def submapping(self, key: str) -> Mapping | None:
        """A mapping below this one."""
        node = self.node(key)
        if node is None:
            return None
        if isinstance(node, Mapping):
            return node
        self._complain(key, f"{self.of}的 {key} 不是键值", "应为若干“键: 值”", "请改为键值。")
        return None

    def items(self, key: str) -> tuple[Node, ...]:
        """The items of a list; absent is empty."""
        node = self.node(key)
        if node is None:
            return ()
        if isinstance(node, Sequence):
            return node.items
        self._complain(key, f"{self.of}的 {key} 不是列表", "应为列表，每项以“- ”开头", "请改为列表。")
        return ()

    def mappings(self, key: str) -> tuple[Mapping, ...]:
        """The items of a list of mappings."""
        found = []
        for item in self.items(key):
            if isinstance(item, Mapping):
                found.append(item)
            else:
                self.complaints.add(
                    item.place,
                    f"{self.of}的 {key} 有一项不是键值",
                    "每项应为若干“键: 值”",
                    "请改为键值。",
                )
        return tuple(found)

    def citation(self, key: str) -> Citation | None:
        """A citation with at least its title."""
        mapping = self.submapping(key)
        return None if mapping is None else citation_of(mapping, self.complaints)

    def _complain(self, key: str, found: str, expected: str, remedy: str) -> None:
        node = self.mapping.fields.get(key)
        self.complaints.add(node.place if node else self.mapping.place, found, expected, remedy)


def citation_of(mapping: Mapping, complaints: Complaints) -> Citation | None:
    """A citation; without a title it is none."""
    entries = Entries(mapping, complaints, of="依据")
    entries.only(CITATION_KEYS, required=("title",))
    title = entries.text("title")
    confidence = entries.choice("confidence", Confidence)
    href = entries.text("href")
    if href is not None and not href.startswith(("https://", "http://")):
        complaints.add(
            mapping.fields["href"].place,
            f"依据的 href 是 {href}",
            "应以 https:// 或 http:// 开头",
            "请改正网址。",
        )
    if title is None:
        return None
    return Citation(
        title=title,
        number=entries.text("number"),
        article=entries.text("article"),
        issued_on=entries.day("issued_on"),
        href=href,
        confidence=confidence or Confidence.SEEN,
        note=entries.text("note"),
    )


def text_of(node: Node, complaints: Complaints, name: str) -> str | None:
    """A scalar's text; nothing else is one."""
    if isinstance(node, Scalar) and node.text and not node.null:
        return node.text
    complaints.add(node.place, f"{name}不是文字或为空", "应为文字", "请填写文字。")
    return None


def number_of(node: Node, complaints: Complaints, name: str) -> Decimal | None:
    """A plain decimal number; no exponent, no separators, no quotation marks."""
    text = node.text if isinstance(node, Scalar) else ""
    if (
        isinstance(node, Scalar)
        and node.plain
        and NUMBER.fullmatch(text)
        and len(text.strip("-").replace(".", "")) <= _MOST_DIGITS
    ):
        return Decimal(text)
    complaints.add(
        node.place,
        f"{name}不是数字：{text or '（空）'}",
        "应为普通小数，如 10 或 0.5，不用引号、百分号、千分位或科学计数",
        "请改为小数；比率 98.39% 写成 0.9839。",
    )
    return None


def flag_of(node: Node, complaints: Complaints, name: str) -> bool | None:
    """True or false, nothing that YAML also takes for it."""
    text = node.text if isinstance(node, Scalar) else ""
    if isinstance(node, Scalar) and node.plain and text in {"true", "false"}:
        return text == "true"
    complaints.add(
        node.place, f"{name}写成了 {text or '（空）'}", "只能是 true 或 false", "请改为 true 或 false。"
    )
    return None


def nearest(word: str, known: Collection[str]) -> str:
    """
    A remedy that names the word probably meant.

    >>> nearest("full_mark", ("code", "full_marks"))
    '是否想写 full_marks？'
    """
    import difflib

    close = difflib.get_close_matches(word, list(known), n=1)
    return f"是否想写 {close[0]}？" if close else "请改用其中之一，或删去。"
