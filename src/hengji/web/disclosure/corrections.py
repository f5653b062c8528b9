"""
What changed from one public version to the next: every figure, told apart from wording.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from hengji.domain.ledger import LEDGER_COLUMN_TITLES, LedgerColumn
from hengji.web.records.canonical import Plain

Object = Mapping[str, Any]


def between(earlier: Object, later: Object) -> list[Plain]:
    """
    Each figure that differs: what it is, before, after.

    >>> between({"score": {"claimed": "100"}}, {"score": {"claimed": "98"}})
    [{'subject': '自评得分', 'before': '100', 'after': '98'}]
    """
    before, after = dict(_figures(earlier)), dict(_figures(later))
    return [
        {"subject": subject, "before": before.get(subject), "after": after.get(subject)}
        for subject in dict.fromkeys((*before, *after))
        if before.get(subject) != after.get(subject)
    ]


def _figures(said: Object) -> Iterator[tuple[str, str]]:
    score = said.get("score", {})
    for name, title in (("claimed", "自评得分"), ("computed", "计算得分"), ("confirmed", "核定得分")):
        if score.get(name) is not None:
            yield title, score[name]
    for row in said.get("money", ()):
        for column in LedgerColumn:
            figure = row.get(column.value.removesuffix("_amount"))
            if figure:
                yield f"{row['title']}·{LEDGER_COLUMN_TITLES[column]}（元）", figure["value"]
    for one in said.get("indicators", ()):
        for name, title in (("target", "指标值"), ("actual", "实际完成值")):
            words = one[f"{name}_text"] if one[name] is None else one[name]["written"]
            if words:
                yield f"{one['title']}·{title}", words
    yield from _criteria(said.get("criteria", ()))
    if "findings" in said:
        yield "核对发现的问题（条）", str(len(said["findings"]))


def _criteria(criteria: list[Object]) -> Iterator[tuple[str, str]]:
    for one in criteria:
        if one["criteria"]:
            yield from _criteria(one["criteria"])
        elif one["confirmed"] is not None:
            yield f"{one['title']}·核定得分", one["confirmed"]
