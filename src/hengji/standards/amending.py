"""
`extends:`: a city that amends a province, written as what differs and nothing else.

The two files are joined as positioned YAML before any meaning is read, so every rule of editions
holds for the result and every complaint still names the file and line where the words stand.
"""

from __future__ import annotations

from dataclasses import replace

from hengji.standards.entries import Entries
from hengji.standards.nodes import Complaints, Mapping, Node, Scalar, Sequence

CHANGES = ("extends", "amend", "remove", "add")
"""Keys that say how a file differs from the one it extends."""

_INHERITED = ("basis", "marks_confidence", "method_confidence")


def amended(base: Mapping, change: Mapping, complaints: Complaints) -> Mapping:
    """The base with the changes applied, as one edition."""
    entries = Entries(change, complaints, of="评分标准")
    criteria = _items(_sourced(base), "criteria")
    if "criteria" in change.fields:
        complaints.add(
            change.keys["criteria"],
            "写了 extends，又写了 criteria",
            "修改所继承的指标用 amend、remove、add",
            "请只写不同之处；整体不同的标准请另起一版，不用 extends。",
        )
    # own marks and sources speak for the changed criteria only, those of the base for the others
    own = {key: change.fields[key] for key in _INHERITED if key in change.fields}
    for mapping in entries.mappings("amend"):
        criteria = _amend(criteria, mapping, own, complaints)
    for code in entries.items("remove"):
        criteria = _remove(criteria, code, complaints)
    for mapping in entries.mappings("add"):
        criteria = _add(criteria, mapping, own, complaints)
    fields: dict[str, Node] = {**base.fields, **change.fields}
    keys = {**base.keys, **change.keys}
    adjustments = (*_items(base, "adjustments"), *_items(change, "adjustments"))
    if adjustments:
        fields["adjustments"] = Sequence(place=keys["adjustments"], items=adjustments)
    if {"applies_to"} <= base.fields.keys() & change.fields.keys():
        fields["applies_to"] = _overlaid(base.fields["applies_to"], change.fields["applies_to"])
    fields["criteria"] = Sequence(place=base.fields["criteria"].place, items=criteria)
    for key in CHANGES:
        fields.pop(key, None)
        keys.pop(key, None)
    keys.setdefault("criteria", base.place)
    return Mapping(place=change.place, fields=fields, keys=keys)


def _items(mapping: Mapping, key: str) -> tuple[Node, ...]:
    node = mapping.fields.get(key)
    return node.items if isinstance(node, Sequence) else ()


def _overlaid(base: Node, change: Node) -> Node:
    if isinstance(base, Mapping) and isinstance(change, Mapping):
        return Mapping(
            place=change.place,
            fields={**base.fields, **change.fields},
            keys={**base.keys, **change.keys},
        )
    return change


def _sourced(base: Mapping) -> Mapping:
    """The base with its source written at each top criterion, where the amending file cannot change it."""
    given = {key: base.fields[key] for key in _INHERITED if key in base.fields}
    items = tuple(
        item.with_fields(**{key: node for key, node in given.items() if key not in item.fields})
        if isinstance(item, Mapping)
        else item
        for item in _items(base, "criteria")
    )
    node = base.fields.get("criteria")
    place = node.place if node is not None else base.place
    return base.with_fields(criteria=Sequence(place=place, items=items))


def _code(node: Node) -> str | None:
    code = node.fields.get("code") if isinstance(node, Mapping) else node
    return code.text if isinstance(code, Scalar) else None


def _replace(
    criteria: tuple[Node, ...], code: str | None, new: Mapping | None
) -> tuple[tuple[Node, ...], Mapping | None]:
    """The tree with the criterion of that code replaced (or taken away), and the old one."""
    kept: list[Node] = []
    old: Mapping | None = None
    for item in criteria:
        if old is None and isinstance(item, Mapping):
            if _code(item) == code:
                old = item
                if new is not None:
                    kept.append(new)
                continue
            below, old = _replace(_items(item, "criteria"), code, new)
            if old is not None:
                place = item.fields["criteria"].place
                kept.append(item.with_fields(criteria=Sequence(place=place, items=below) if below else None))
                continue
        kept.append(item)
    return tuple(kept), old


def _find(criteria: tuple[Node, ...], code: str | None) -> Mapping | None:
    return _replace(criteria, code, None)[1]


def _unknown(node: Node, code: str | None, complaints: Complaints) -> None:
    complaints.add(
        node.place,
        f"所继承的标准里没有 code 为 {code or '（空）'} 的指标",
        "amend、remove 和 add 的 under 应写已有的 code",
        "请核对 code。",
    )


def _amend(
    criteria: tuple[Node, ...], change: Mapping, own: dict[str, Node], complaints: Complaints
) -> tuple[Node, ...]:
    code = _code(change)
    old = _find(criteria, code)
    if old is None:
        _unknown(change, code, complaints)
        return criteria
    fields: dict[str, Node] = {**old.fields, **own, **change.fields}
    if "criteria" in change.fields:
        for key in {"method", "with"} - change.fields.keys():
            fields.pop(key, None)
    elif "method" in change.fields and "with" not in change.fields:
        fields.pop("with", None)
    keys = {**old.keys, **{key: node.place for key, node in own.items()}, **change.keys}
    new = Mapping(place=change.place, fields=fields, keys={key: keys[key] for key in keys if key in fields})
    # a misspelt key of the change must still be refused by the schema
    new = replace(new, keys={**new.keys, **change.keys})
    return _replace(criteria, code, new)[0]


def _remove(criteria: tuple[Node, ...], node: Node, complaints: Complaints) -> tuple[Node, ...]:
    kept, old = _replace(criteria, _code(node), None)
    if old is None:
        _unknown(node, _code(node), complaints)
    return kept


def _add(
    criteria: tuple[Node, ...], change: Mapping, own: dict[str, Node], complaints: Complaints
) -> tuple[Node, ...]:
    under = change.fields.get("under")
    new = change.with_fields(under=None, **{k: n for k, n in own.items() if k not in change.fields})
    if under is None:
        return (*criteria, new)
    code = _code(under)
    parent = _find(criteria, code)
    if parent is None:
        _unknown(under, code, complaints)
        return criteria
    below = Sequence(place=change.place, items=(*_items(parent, "criteria"), new))
    return _replace(criteria, code, parent.with_fields(criteria=below))[0]
