"""
A report in a few words: the sentence above it, its findings by rule, the words a search looks through.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from hengji.web.disclosure.models import Publication
from hengji.web.disclosure.templatetags.public import points, wan

Object = Mapping[str, Any]
_AROUND: Final = 24
"""Signs on each side of a word that was found."""


def lead(one: Publication, said: Object) -> str:
    """How much, how many promises were kept, what was found, what is not said: one paragraph."""
    parts = []
    if one.adjusted_budget is not None and one.executed is not None:
        rate = "" if one.execution_rate is None else f"，执行率{points(one.execution_rate)}%"
        parts.append(f"全年预算{wan(one.adjusted_budget)}万元，支出{wan(one.executed)}万元{rate}")
    parts.append(kept(said["indicators"]))
    found, waived = len(said["findings"]), sum(row["waiver"] is not None for row in said["findings"])
    parts.append(
        "按规则核对没有发现问题"
        if not found
        else f"按规则核对发现{found}个问题" + (f"，豁免{waived}个" if waived else "")
    )
    if said["unsaid"]:
        parts.append(f"有{len(said['unsaid'])}项没有说明")
    return f"{'；'.join(parts)}。"


def kept(indicators: Sequence[Object]) -> str:
    """
    How many of the promises earned full marks.

    >>> kept([{"computed": "10", "full_marks": "10.00"}, {"computed": "8", "full_marks": "10"}])
    '承诺的2项指标中1项得满分'
    >>> kept([])
    '没有列出绩效指标'
    """
    if not indicators:
        return "没有列出绩效指标"
    full = [
        row
        for row in indicators
        if row["computed"] is not None
        and row["full_marks"] is not None
        and Decimal(row["computed"]) == Decimal(row["full_marks"])
    ]
    if len(full) == len(indicators):
        return f"承诺的{len(indicators)}项指标全部得满分"
    return f"承诺的{len(indicators)}项指标中{len(full)}项得满分"


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """The findings of one rule."""

    rule: str
    title: str
    severity: str
    basis: str | None
    rows: tuple[Object, ...]


_WORST_FIRST: Final = ("error", "warning", "notice")


def by_rule(findings: Sequence[Object]) -> list[Group]:
    """The findings by rule, the gravest first; within a rule as they stand."""
    grouped: dict[tuple[str, str], list[Object]] = {}
    for row in findings:
        grouped.setdefault((row["severity"], row["rule"]), []).append(row)
    made = [
        Group(rule=rule, title=rows[0]["title"], severity=severity, basis=rows[0]["basis"], rows=tuple(rows))
        for (severity, rule), rows in grouped.items()
    ]
    return sorted(made, key=lambda group: _WORST_FIRST.index(group.severity))


def words_of(said: Object, blocks: Sequence[Object]) -> str:
    """What a search looks through: what was promised and done, and the text of the report."""
    lines = dict.fromkeys((*_of_facts(said), *_of_blocks(blocks)))
    return "\n".join(line for line in lines if line)


def _of_facts(said: Object) -> Iterator[str]:
    for name, parts in (
        ("goals", ("goal", "completion")),
        ("indicators", ("title", "deviation_explanation")),
        ("tasks", ("title", "completion")),
        ("projects", ("title",)),
        ("problems", ("problem", "measure")),
        ("corrective_actions", ("finding", "action", "result")),
    ):
        for row in said.get(name, ()):
            yield from (row[part] or "" for part in parts)


def _of_blocks(blocks: Sequence[Object]) -> Iterator[str]:
    """Paragraphs and headings; tables repeat the facts."""
    for block in blocks:
        if block["is"] == "heading":
            yield block["text"]
        elif block["is"] == "text":
            yield "".join(run if isinstance(run, str) else run["text"] for run in block["runs"])


def excerpt(words: str, wanted: Sequence[str]) -> tuple[str, str, str] | None:
    """
    Where a word was found, with what stands around it; `None` where none was.

    >>> excerpt("本年完成农村公路养护八百公里。", ["公路"])
    ('本年完成农村', '公路', '养护八百公里。')
    """
    lowered = words.lower()
    for each in wanted:
        at = lowered.find(each.lower())
        if at >= 0:
            start, end = max(at - _AROUND, 0), at + len(each)
            before = words[start:at].rpartition("\n")[2]
            return before, words[at:end], words[end : end + _AROUND].partition("\n")[0]
    return None
