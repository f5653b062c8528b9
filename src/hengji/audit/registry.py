"""
All rules, found by walking the package: none can be forgotten, none added at run time.
"""

from __future__ import annotations

import importlib
import pkgutil
from functools import cache, lru_cache
from types import MappingProxyType, ModuleType

from hengji.audit import rules as package
from hengji.audit.rule import Kind, Rule


@cache
def all_rules() -> tuple[Rule, ...]:
    """Every rule, in the order of codes; raises `LookupError` for a module without its rule."""
    return tuple(sorted(_by_code().values(), key=lambda rule: rule.code))


def rule(code: str) -> Rule:
    """The rule of that code; raises `KeyError` when there is none."""
    return _by_code()[code]


@lru_cache(maxsize=64)
def rules_for(kind: Kind, *, jurisdiction: str | None, edition: str | None) -> tuple[Rule, ...]:
    """The rules that apply to such a case, in the order of codes."""
    return tuple(
        rule for rule in all_rules() if rule.scope.covers(kind, jurisdiction=jurisdiction, edition=edition)
    )


@cache
def _by_code() -> MappingProxyType[str, Rule]:
    return MappingProxyType(collected(package))


def collected(package: ModuleType) -> dict[str, Rule]:
    """The rules of a package by code; raises `LookupError` for a module that does not define its own."""
    found: dict[str, Rule] = {}
    for module in pkgutil.walk_packages(package.__path__, f"{package.__name__}."):
        if module.ispkg:
            continue
        name = module.name.rpartition(".")[2]
        code = name.partition("_")[0].upper()
        candidate = getattr(importlib.import_module(module.name), code, None)
        if not isinstance(candidate, Rule) or candidate.code != code:
            raise LookupError(f"{module.name} must define the rule {code}")
        if code in found:
            raise LookupError(f"two modules define {code}")
        found[code] = candidate
    return found
