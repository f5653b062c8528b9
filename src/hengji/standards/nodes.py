"""
YAML as positions: every scalar keeps its text, its file and its line, and nothing is guessed.

`yaml.compose` gives the tree before any value is made, so a float never exists and `no` is never
false by accident; what a text means is decided by whoever knows what is expected there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

from hengji.domain.problem import Problem, system_reason
from hengji.domain.source import Place

LARGEST_FILE = 2 * 1024 * 1024
"""Bytes; the largest edition we ship is a hundredth of it."""

DEEPEST = 40
"""Levels of nesting; an edition needs ten."""

_PLAIN_TAGS = {
    f"tag:yaml.org,2002:{name}" for name in ("str", "int", "float", "bool", "null", "timestamp", "map", "seq")
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scalar:
    """A text as written; `plain` where it stood without quotation marks."""

    place: Place
    text: str
    plain: bool = True
    null: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence:
    """A list as written."""

    place: Place
    items: tuple[Node, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Mapping:
    """A mapping as written; `keys` are the places of its keys."""

    place: Place
    fields: dict[str, Node] = field(default_factory=dict)
    keys: dict[str, Place] = field(default_factory=dict)

    def with_fields(self, **fields: Node | None) -> Mapping:
        """A copy in which these fields stand instead; `None` takes a field away."""
        merged: dict[str, Node] = {**self.fields}
        for name, node in fields.items():
            if node is None:
                merged.pop(name, None)
            else:
                merged[name] = node
        places = {name: self.keys.get(name, node.place) for name, node in merged.items()}
        return Mapping(place=self.place, fields=merged, keys=places)


Node = Scalar | Sequence | Mapping


class Complaints:
    """All that is wrong, in the order it was met; the same complaint at one place is kept once."""

    def __init__(self) -> None:
        self._problems: dict[Problem, None] = {}

    def add(self, place: Place | None, found: str, expected: str, remedy: str) -> None:
        """Note one thing to mend."""
        problem = Problem(place=place, found=found, expected=expected, remedy=remedy)
        self._problems.setdefault(problem)

    def __iter__(self) -> Iterator[Problem]:
        return iter(self._problems)

    def __len__(self) -> int:
        return len(self._problems)

    def sorted(self) -> tuple[Problem, ...]:
        """By file and line."""

        def by_place(problem: Problem) -> tuple[str, int]:
            place = problem.place or Place()
            return (place.file or "", place.row or 0)

        return tuple(sorted(self._problems, key=by_place))


def compose(text: str, file: str, complaints: Complaints) -> Mapping | None:
    """
    The file's one mapping, or `None` with complaints.

    >>> complaints = Complaints()
    >>> root = compose("full_marks: 0.10", "x.yaml", complaints)
    >>> root.fields["full_marks"].text, root.fields["full_marks"].place.row
    ('0.10', 1)
    """
    import yaml

    place = Place(file=file, row=1)
    try:
        root = yaml.compose(text, Loader=_loader())
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        complaints.add(
            Place(file=file, row=line),
            f"这一行不是合法的 YAML（{error.problem}）",
            "应为“键: 值”，同级缩进一致，一个文件一份文档",
            "请检查缩进、冒号后的空格和引号。",
        )
        return None
    except (yaml.YAMLError, RecursionError):
        complaints.add(
            place, "文件不是合法的 YAML", "应为 UTF-8 文本，不含控制字符，层次不过深", "请另存为 UTF-8 文本。"
        )
        return None
    if not isinstance(root, yaml.MappingNode):
        complaints.add(place, "文件里没有键值", "应以 id、title 等键开头", "请对照标准库里的文件。")
        return None
    converted = _Converter(file, complaints).node(root, 0)
    return converted if isinstance(converted, Mapping) else None


def read_text(path: Path, complaints: Complaints) -> str | None:
    """The file as UTF-8 text without byte-order mark, line ends as newline; `None` with a complaint."""
    place = Place(file=str(path), row=1)
    try:
        raw = path.read_bytes() if path.stat().st_size <= LARGEST_FILE else None
    except OSError as error:
        complaints.add(
            place, f"打不开文件（{system_reason(error)}）", "应为可读的 YAML 文件", "请检查路径和权限。"
        )
        return None
    if raw is None:
        complaints.add(place, "文件过大", f"不超过 {LARGEST_FILE} 字节", "评分标准应一版一个文件。")
        return None
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n")
    except UnicodeDecodeError:
        complaints.add(place, "文件不是 UTF-8 编码", "应为 UTF-8 文本", "请另存为 UTF-8。")
        return None


@cache
def _loader() -> Any:
    import yaml

    return getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Converter:
    def __init__(self, file: str, complaints: Complaints) -> None:
        self.file = file
        self.complaints = complaints
        self.seen: set[int] = set()

    def node(self, node: Any, depth: int) -> Node | None:
        place = Place(file=self.file, row=node.start_mark.line + 1)
        # an alias composes to the node it names: seen twice, and perhaps inside itself
        if id(node) in self.seen:
            self.complaints.add(
                place,
                "用了锚点或别名（& 与 *）",
                "每个值应写在它所在的地方",
                "请把被引用的内容写全，使每一行都能单独核对。",
            )
            return None
        if depth > DEEPEST:
            self.complaints.add(place, "层次过深", f"不超过 {DEEPEST} 层", "请减少嵌套。")
            return None
        self.seen.add(id(node))
        if node.tag not in _PLAIN_TAGS:
            self.complaints.add(
                place, f"用了类型标记 {node.tag}", "只写普通的文字、数字、列表和键值", "请去掉标记。"
            )
            return None
        kinds: dict[str, Callable[[Any, Place, int], Node | None]] = {
            "scalar": self._scalar,
            "sequence": self._sequence,
            "mapping": self._mapping,
        }
        return kinds[node.id](node, place, depth)

    def _scalar(self, node: Any, place: Place, _depth: int) -> Scalar:
        null = node.tag == "tag:yaml.org,2002:null"
        # the C loader says '' where the pure one says None
        return Scalar(place=place, text=node.value.strip(), plain=not node.style, null=null)

    def _sequence(self, node: Any, place: Place, depth: int) -> Sequence:
        items = (self.node(item, depth + 1) for item in node.value)
        return Sequence(place=place, items=tuple(item for item in items if item is not None))

    def _mapping(self, node: Any, place: Place, depth: int) -> Mapping:
        fields: dict[str, Node] = {}
        keys: dict[str, Place] = {}
        for key_node, value_node in node.value:
            at = Place(file=self.file, row=key_node.start_mark.line + 1)
            key = key_node.value if key_node.id == "scalar" else None
            if not isinstance(key, str):
                self.complaints.add(at, "键不是文字", "键应为一个词", "请改用文字作键。")
                continue
            value = self.node(value_node, depth + 1)
            if key in keys:
                first = keys[key].row
                self.complaints.add(
                    at, f"键 {key} 重复", f"第{first}行已有同名的键，只能有一个", "请删去其中一个。"
                )
                continue
            keys[key] = at
            if value is not None:
                fields[key] = value
        return Mapping(place=place, fields=fields, keys=keys)
