"""
The published reference of the rules, made from the rules themselves: a page a rule and a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import groupby

from hengji.audit import coverage, registry
from hengji.audit.rule import FAMILY_TITLES, KIND_TITLES, Rule
from hengji.domain.finding import SEVERITY_TITLES
from hengji.domain.source import CONFIDENCE_TITLES, Citation

_PARTS = re.compile(r"\*\*(Fails|Passes)\*\*:\s*(.*?)(?=\s*\*\*(?:Fails|Passes)\*\*|\Z)", re.DOTALL)


def pages() -> dict[str, str]:
    """Every page of the reference: file name → Markdown; the list, and what the rules answer."""
    return {"rules.md": _list(), "checks.md": coverage.page()} | {
        f"rules/{rule.code.lower()}.md": page(rule) for rule in registry.all_rules()
    }


def page(rule: Rule) -> str:
    """One rule in Markdown: code, severity, scope, source, what fails and what passes."""
    told = {name: " ".join(words.split()) for name, words in _PARTS.findall(rule.documentation)}
    explained = _PARTS.sub("", rule.documentation).strip()
    related = [*rule.follows, *rule.follows_anywhere]
    lines = [
        f"# {rule.code} {rule.title}",
        "",
        f"* **Severity**: {SEVERITY_TITLES[rule.severity]} ({rule.severity.value})",
        f"* **Family**: {FAMILY_TITLES[rule.family]} ({rule.family.value})",
        f"* **Scope**: {_scope(rule)}",
        f"* **Basis**: {_basis(rule.basis)}",
        f"* **Message**: {rule.message}",
        f"* **What to do**: {rule.suggestion}",
    ]
    if related:
        lines.append(f"* **Same cause as**: {'、'.join(f'[{code}]({code.lower()}.md)' for code in related)}")
    lines += ["", explained, "", f"**Fails**: {told['Fails']}", "", f"**Passes**: {told['Passes']}"]
    return "\n".join(lines) + "\n"


def _list() -> str:
    return "\n".join(["# Rules", "", *_families()]) + "\n"


def _families() -> Iterator[str]:
    for family, rules in groupby(registry.all_rules(), key=lambda rule: rule.family):
        yield from (
            f"## {family.name} {FAMILY_TITLES[family]}",
            "",
            "| Code | Severity | Title | Applies to |",
        )
        yield "| --- | --- | --- | --- |"
        for rule in rules:
            kinds = "、".join(KIND_TITLES[kind] for kind in rule.scope.kinds)
            link = f"[{rule.code}](rules/{rule.code.lower()}.md)"
            yield f"| {link} | {SEVERITY_TITLES[rule.severity]} | {rule.title} | {kinds} |"
        yield ""


def _scope(rule: Rule) -> str:
    scope = rule.scope
    parts = ["、".join(KIND_TITLES[kind] for kind in scope.kinds)]
    parts.append(f"行政区划 {'、'.join(scope.jurisdictions)}" if scope.jurisdictions else "各地")
    parts.append(f"评分标准 {'、'.join(scope.editions)}" if scope.editions else "各版评分标准")
    return "；".join(parts)


def _basis(basis: Citation) -> str:
    words = str(basis)
    known = CONFIDENCE_TITLES[basis.confidence]
    if known not in words:
        words += f"［{known}］"
    if basis.href:
        words += f" <{basis.href}>"
    return words + (f"（{basis.note}）" if basis.note else "")
