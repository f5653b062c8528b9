"""
A tree of branches as the YAML text of an edition, every word quoted, every number plain.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from hengji.domain.measure import MEASURES
from hengji.domain.source import Citation
from hengji.domain.standard import Spending
from hengji.standards.importer.rules import Proposal, recognise
from hengji.standards.importer.tree import Branch
from hengji.standards.wording import number


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """What the table itself does not say: the edition's id, title, source, years."""

    standard_id: str
    title: str
    basis: Citation
    fiscal_year: int
    spending: Spending
    jurisdiction_code: str | None
    jurisdiction_name: str
    confirmed_on: date


def edition(head: Head, branches: list[Branch], total: Decimal, notes: list[str]) -> str:
    """The file's text; the strict loader takes it as it stands."""
    lines = [
        "# 由财政部门的评分表导入；分值和评分说明照录原表，计分方法请逐项核对。",
        f"id: {head.standard_id}",
        f"title: {_text(head.title)}",
        "applies_to:",
        f"  spending: {head.spending.value}",
    ]
    if head.jurisdiction_code is not None:
        lines.append(f"  jurisdiction: {_text(head.jurisdiction_code)}")
    lines += [
        f"  jurisdiction_name: {_text(head.jurisdiction_name)}",
        f"  first_fiscal_year: {head.fiscal_year}",
        "basis:",
        *(f"  {line}" for line in _citation(head.basis)),
        f"confirmed_on: {head.confirmed_on.isoformat()}",
        "marks_confidence: seen",
        "method_confidence: seen",
        f"full_marks: {number(total)}",
        "notes:",
        *(f"  - {_text(note)}" for note in notes),
        "criteria:",
    ]
    codes = _Codes()
    for position, branch in enumerate(branches, start=1):
        lines += _criterion(branch, f"c{position}", codes, "  ")
    return "\n".join([*lines, ""])


def proposals(branches: list[Branch]) -> Iterator[tuple[Branch, Proposal]]:
    """The leaves whose words name a rule we know."""
    for branch in branches:
        for leaf in branch.leaves:
            found = _proposal(leaf)
            if found is not None:
                yield leaf, found


class _Codes:
    """Codes that stay the same from year to year where the title is one we know."""

    def __init__(self) -> None:
        self.used: set[str] = set()

    def of(self, proposal: Proposal | None, position: str) -> str:
        measure = str(proposal.parameters.get("measure", "")) if proposal is not None else ""
        if proposal is not None and proposal.method == "execution_rate":
            measure = "execution_rate"
        code = measure if measure in MEASURES and measure not in self.used else position
        self.used.add(code)
        return code


def _proposal(leaf: Branch) -> Proposal | None:
    if leaf.marks is None or leaf.unknown_parts:
        return None
    return recognise(leaf.title, "\n".join(leaf.words), leaf.marks)


def _criterion(branch: Branch, position: str, codes: _Codes, indent: str) -> Iterator[str]:
    proposal = None if branch.children else _proposal(branch)
    yield f"{indent}- code: {codes.of(proposal, position)}"
    yield f"{indent}  title: {_text(branch.title)}"
    yield f"{indent}  full_marks: {number(branch.marks)}"
    if branch.words:
        yield f"{indent}  guidance: {_text(chr(10).join(branch.words))}"
    if branch.evidence:
        yield f"{indent}  evidence: [{', '.join(map(_text, branch.evidence))}]"
    if branch.children:
        yield f"{indent}  criteria:"
        for at, child in enumerate(branch.children, start=1):
            yield from _criterion(child, f"{position}_{at}", codes, f"{indent}    ")
        return
    yield f"{indent}  method: {proposal.method if proposal else 'manual'}"
    if proposal is None and not branch.words:
        yield f"{indent}  method_confidence: chosen"
    if proposal is not None and proposal.parameters:
        yield f"{indent}  with:"
        for name, value in proposal.parameters.items():
            yield from _parameter(name, value, f"{indent}    ")


def _parameter(name: str, value: object, indent: str) -> Iterator[str]:
    if isinstance(value, list):
        yield f"{indent}{name}:"
        for item in value:
            yield f"{indent}  - {_flow(item)}"
    else:
        yield f"{indent}{name}: {_flow(value)}"


def _flow(value: object) -> str:
    if isinstance(value, dict):
        return f"{{{', '.join(f'{key}: {_flow(item)}' for key, item in value.items())}}}"
    return number(value) if isinstance(value, Decimal) else _text(str(value))


def _citation(basis: Citation) -> Iterator[str]:
    yield f"title: {_text(basis.title)}"
    for key in ("number", "article", "href", "note"):
        value = getattr(basis, key)
        if value:
            yield f"{key}: {_text(value)}"
    if basis.issued_on is not None:
        yield f"issued_on: {basis.issued_on.isoformat()}"


# a JSON string is a double-quoted YAML scalar, but for characters that YAML would read as line ends or refuse
_UNSAFE = re.compile("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def _text(words: str) -> str:
    quoted = json.dumps(words, ensure_ascii=False)
    return _UNSAFE.sub(lambda found: f"\\u{ord(found.group()):04x}", quoted)
