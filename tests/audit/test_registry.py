"""The registry knows every rule, and every rule is fit to be published."""

from __future__ import annotations

import importlib
from pathlib import Path

import pytest

import hengji.audit.rules
from hengji.audit import registry
from hengji.audit.rule import Family, Kind, Rule, Scope
from hengji.domain.source import Citation

RULES = registry.all_rules()


def test_every_rule_file_is_in_the_registry_and_in_its_family() -> None:
    root = Path(hengji.audit.rules.__file__).parent
    files = [path for path in root.rglob("*.py") if path.name != "__init__.py"]
    codes = {path.name.partition("_")[0].upper(): path.parent.name for path in files}
    assert len(codes) == len(files)
    assert {rule.code: rule.family.value for rule in RULES} == codes


def test_the_registry_cannot_be_changed() -> None:
    assert isinstance(RULES, tuple)
    assert registry.all_rules() is RULES
    with pytest.raises(KeyError):
        registry.rule("ZZ99")


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_says_what_fails_what_passes_and_by_which_source(rule: Rule) -> None:
    assert "**Fails**" in rule.documentation
    assert "**Passes**" in rule.documentation
    assert isinstance(rule.basis, Citation)
    assert rule.title
    assert rule.message
    assert rule.suggestion
    assert rule.scope.kinds
    filing = {Kind.FILING, Kind.FORM} & set(rule.scope.kinds)
    assert bool(filing) == (rule.check_filing is not None)
    assert bool({Kind.DOCUMENT} & set(rule.scope.kinds)) == (rule.check_document is not None)


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_a_rule_follows_only_earlier_or_other_rules_that_exist(rule: Rule) -> None:
    known = {other.code for other in RULES}
    assert {*rule.follows, *rule.follows_anywhere} <= known - {rule.code}


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.code)
def test_messages_are_chinese_without_exclamation_or_blame(rule: Rule) -> None:
    for words in (rule.title, rule.message, rule.suggestion):
        assert not set("！!") & set(words)
        assert "请联系管理员" not in words


def test_a_scope_knows_its_places_editions_and_kinds() -> None:
    scope = Scope(kinds=(Kind.FILING,), jurisdictions=("44",), editions=("cn.a.2024",))
    assert scope.covers(Kind.FILING, jurisdiction="440700", edition="cn.a.2024")
    assert not scope.covers(Kind.FILING, jurisdiction="510000", edition="cn.a.2024")
    assert not scope.covers(Kind.FILING, jurisdiction="440700", edition="cn.b.2024")
    assert not scope.covers(Kind.FORM, jurisdiction="440700", edition="cn.a.2024")


def test_codes_name_their_families() -> None:
    assert {rule.family for rule in RULES} == set(Family)


@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({"ar90_nothing.py": ""}, "must define the rule AR90"),
        (
            {
                "ar01_one.py": "from hengji.audit.rules.arithmetic.ar01_total_equals_classes import AR01",
                "ar01_two.py": "from hengji.audit.rules.arithmetic.ar01_total_equals_classes import AR01",
            },
            "two modules define AR01",
        ),
    ],
)
def test_a_module_without_its_own_rule_is_refused(
    files: dict[str, str], complaint: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    name = f"rules_{abs(hash(complaint))}"
    (tmp_path / name).mkdir()
    for file, code in {"__init__.py": "", **files}.items():
        (tmp_path / name / file).write_text(code, encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    with pytest.raises(LookupError, match=complaint):
        registry.collected(importlib.import_module(name))
