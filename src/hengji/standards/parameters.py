"""
The parameters of a scoring method, checked against `domain.method` kind by kind.

A misspelt measure or a step that nothing reaches is refused here, with its line, long before a
department is scored by it.
"""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from hengji.domain.indicator import Category, Dimension
from hengji.domain.measure import MEASURES
from hengji.domain.method import MethodDefinition, ParameterDefinition, ParameterKind
from hengji.domain.standard import Parameter
from hengji.standards import bands
from hengji.standards.entries import Entries, flag_of, nearest, number_of, text_of
from hengji.standards.nodes import Complaints, Mapping, Node, Sequence

Parameters = MappingProxyType[str, Parameter]

EMPTY: Parameters = MappingProxyType({})


def read(
    definition: MethodDefinition,
    mapping: Mapping | None,
    complaints: Complaints,
    *,
    at: Mapping,
    full_marks: Decimal | None,
) -> Parameters:
    """The parameters as the method will read them; what is wrong is complained of."""
    of = f"计分方法 {definition.name} 的参数"
    names = [parameter.name for parameter in definition.parameters]
    required = [parameter.name for parameter in definition.parameters if parameter.required]
    if mapping is None:
        if required:
            complaints.add(
                at.keys.get("method", at.place),
                f"{of}没有写",
                f"必须有 {'、'.join(required)}",
                "请在 with 下补上这些参数。",
            )
        return EMPTY
    entries = Entries(mapping, complaints, of=of)
    if not names and mapping.keys:
        complaints.add(
            mapping.place, f"计分方法 {definition.name} 写了参数", "这一方法没有参数", "请删去 with。"
        )
        return EMPTY
    entries.only(names, required=required)
    values: dict[str, Parameter] = {}
    for parameter in definition.parameters:
        node = entries.node(parameter.name)
        if node is None:
            continue
        value = _KINDS[parameter.kind](_Context(parameter, node, complaints, full_marks))
        if value is not None:
            values[parameter.name] = value
    if definition.name == "checklist" and values.get("mode", "add") == "add":
        _items_make_full_marks(values.get("items"), mapping, complaints, full_marks)
    return MappingProxyType(values)


class _Context:
    """A parameter's node with all that its reader needs."""

    def __init__(
        self,
        parameter: ParameterDefinition,
        node: Node,
        complaints: Complaints,
        full_marks: Decimal | None,
    ) -> None:
        self.parameter = parameter
        self.node = node
        self.complaints = complaints
        self.full_marks = full_marks
        self.name = f"参数 {parameter.name}"

    def wrong(self, found: str, expected: str, remedy: str, *, at: Node | None = None) -> None:
        self.complaints.add((at or self.node).place, found, expected, remedy)

    def mappings(self) -> tuple[Mapping, ...]:
        if not isinstance(self.node, Sequence) or not self.node.items:
            self.wrong(f"{self.name}不是列表或为空", "应为列表，每项为若干“键: 值”", "请写成列表。")
            return ()
        for item in self.node.items:
            if not isinstance(item, Mapping):
                self.wrong(f"{self.name}有一项不是键值", "每项应为若干“键: 值”", "请改为键值。", at=item)
        return tuple(item for item in self.node.items if isinstance(item, Mapping))


def _measure(context: _Context) -> Parameter | None:
    text = text_of(context.node, context.complaints, context.name)
    if text is None or text in MEASURES:
        return text
    context.wrong(f"没有名为 {text} 的比率", f"应为 {'、'.join(MEASURES)} 之一", nearest(text, MEASURES))
    return None


def _number(context: _Context) -> Parameter | None:
    value = number_of(context.node, context.complaints, context.name)
    if value is not None and value <= 0 and context.parameter.name in {"per", "deduct", "full_at", "slope"}:
        context.wrong(f"{context.name}是 {value}", "应大于 0", "请填大于 0 的数。")
        return None
    return value


def _choice(context: _Context) -> Parameter | None:
    text = text_of(context.node, context.complaints, context.name)
    choices = context.parameter.choices
    if text is None or text in choices:
        return text
    context.wrong(f"{context.name}写成了 {text}", f"只能是 {'、'.join(choices)}", nearest(text, choices))
    return None


def _flag(context: _Context) -> Parameter | None:
    return flag_of(context.node, context.complaints, context.name)


def _names_of(kind: type[StrEnum]) -> Callable[[_Context], Parameter | None]:
    values = [member.value for member in kind]

    def read_names(context: _Context) -> Parameter | None:
        if not isinstance(context.node, Sequence) or not context.node.items:
            context.wrong(f"{context.name}不是列表或为空", "应为列表，如 [output]", "请写成列表。")
            return None
        names = []
        for item in context.node.items:
            text = text_of(item, context.complaints, context.name)
            if text is None:
                continue
            if text not in values:
                remedy = nearest(text, values)
                context.wrong(
                    f"{context.name}里的 {text} 不认识", f"只能是 {'、'.join(values)}", remedy, at=item
                )
            elif text in names:
                context.wrong(f"{context.name}里的 {text} 重复", "每个只写一次", "请删去一个。", at=item)
            else:
                names.append(text)
        return tuple(kind(name) for name in names)

    return read_names


def _bound(context: _Context) -> Parameter | None:
    if not isinstance(context.node, Mapping):
        context.wrong(f"{context.name}不是键值", "应写成 {at_most: 数} 或 {at_least: 数}", "请改为键值。")
        return None
    entries = Entries(context.node, context.complaints, of=context.name)
    entries.only(("at_most", "at_least"))
    given = {key: entries.number(key) for key in ("at_most", "at_least") if key in context.node.fields}
    if len(given) != 1:
        context.wrong(f"{context.name}有 {len(given)} 个界限", "at_most 与 at_least 二者取一", "请只留一个。")
        return None
    return MappingProxyType(dict(given))


def _steps(context: _Context) -> Parameter | None:
    keys = (*bands.ENDS, "points", "share")
    steps, spans, items = [], [], context.mappings()
    for item in items:
        entries = Entries(item, context.complaints, of=context.name)
        entries.only(keys)
        values = {key: entries.number(key) for key in keys if key in item.fields}
        awards = [key for key in ("points", "share") if key in item.fields]
        if len(awards) != 1:
            context.wrong(
                f"{context.name}这一档有 {len(awards)} 个给分",
                "points 与 share 二者取一",
                "请写明这一档得几分。",
                at=item,
            )
        _award_in_range(context, item, values)
        steps.append(MappingProxyType({key: value for key, value in values.items() if value is not None}))
        spans.append(bands.Band(**{end: values[end] for end in bands.ENDS if end in values}))
    if not steps:
        return None
    for value in bands.uncovered(spans)[:1]:
        context.wrong(
            f"{context.name}分档有空缺：比率为 {_plain(value)} 时不属于任何一档",
            "各档应连续，不留空缺",
            "请补一档，或改用 at_least/above/at_most/below 接上。",
        )
    for position in bands.never_first(spans):
        context.wrong(
            f"{context.name}第{position + 1}档（{spans[position]}）永远轮不到",
            "按次序取第一个符合的档，各档都应取得到",
            "请调整次序或删去这一档。",
            at=items[position],
        )
    return tuple(steps)


def _award_in_range(context: _Context, item: Mapping, values: dict[str, Decimal | None]) -> None:
    points, share = values.get("points"), values.get("share")
    most = context.full_marks
    if points is not None and (points < 0 or (most is not None and points > most)):
        context.wrong(
            f"{context.name}这一档给 {points} 分",
            f"应在 0 至 {most if most is not None else '满分'} 之间",
            "请改正分数。",
            at=item,
        )
    if share is not None and not 0 <= share <= 1:
        context.wrong(f"{context.name}这一档给分值的 {share} 倍", "应在 0 至 1 之间", "请改正比例。", at=item)


def _items(context: _Context) -> Parameter | None:
    items, ids = [], set()
    for item in context.mappings():
        entries = Entries(item, context.complaints, of=context.name)
        entries.only(("id", "title", "points"), required=("id", "title", "points"))
        name, title, points = entries.text("id"), entries.text("title"), entries.number("points")
        if points is not None and points <= 0:
            context.wrong(f"{context.name}有一项 {points} 分", "应大于 0", "请改正分数。", at=item)
        if name in ids:
            context.wrong(f"{context.name}的 id {name} 重复", "每项的 id 应不同", "请改一个。", at=item)
        if name is not None and title is not None and points is not None:
            ids.add(name)
            items.append(MappingProxyType({"id": name, "title": title, "points": points}))
    return tuple(items) or None


def _items_make_full_marks(
    items: object, mapping: Mapping, complaints: Complaints, full_marks: Decimal | None
) -> None:
    if not isinstance(items, tuple) or full_marks is None:
        return
    total = sum((item["points"] for item in items), Decimal(0))
    if total != full_marks:
        complaints.add(
            mapping.keys.get("items", mapping.place),
            f"核对事项的分数合计 {total}",
            f"应等于这一指标的分值 {full_marks}",
            "请核对各事项的分数。",
        )


def _caps(context: _Context) -> Parameter | None:
    keys = (*bands.ENDS, "total_at_most")
    caps, spans, items = [], [], context.mappings()
    for item in items:
        entries = Entries(item, context.complaints, of=context.name)
        entries.only(keys, required=("total_at_most",))
        values = {key: entries.number(key) for key in keys if key in item.fields}
        caps.append(MappingProxyType({key: value for key, value in values.items() if value is not None}))
        spans.append(bands.Band(**{end: values[end] for end in bands.ENDS if end in values}))
    if not caps:
        return None
    for first, second, value in bands.overlapping(spans):
        context.wrong(
            f"封顶第{first + 1}档与第{second + 1}档重叠：比率为 {_plain(value)} 时两档都符合",
            "一个比率只能落在一档",
            "请写明界限归哪一档（at_least 含、above 不含）。",
            at=items[second],
        )
    for value in bands.gaps_between(spans)[:1]:
        context.wrong(
            f"封顶各档之间有空缺：比率为 {_plain(value)} 时不属于任何一档", "各档应连续", "请补上空缺。"
        )
    return tuple(caps)


def _plain(value: Decimal) -> str:
    return f"{value.normalize():f}"


_KINDS: dict[ParameterKind, Callable[[_Context], Parameter | None]] = {
    ParameterKind.MEASURE: _measure,
    ParameterKind.NUMBER: _number,
    ParameterKind.CHOICE: _choice,
    ParameterKind.DIMENSIONS: _names_of(Dimension),
    ParameterKind.CATEGORIES: _names_of(Category),
    ParameterKind.STEPS: _steps,
    ParameterKind.ITEMS: _items,
    ParameterKind.BOUND: _bound,
    ParameterKind.CAPS: _caps,
    ParameterKind.FLAG: _flag,
}
