"""The reference is made from the rules, so it cannot forget one."""

from __future__ import annotations

from dataclasses import replace

from hengji.audit import reference, registry


def test_every_rule_has_a_page_and_stands_in_the_list() -> None:
    pages = reference.pages()
    for rule in registry.all_rules():
        assert f"rules/{rule.code.lower()}.md" in pages
        assert f"[{rule.code}](rules/{rule.code.lower()}.md)" in pages["rules.md"]


def test_a_page_says_severity_scope_source_fails_and_passes() -> None:
    page = reference.page(registry.rule("DI01"))
    assert page.startswith("# DI01 公开超过规定期限\n")
    for words in (
        "警示 (warning)",
        "申报数据、报告文本；各地；各版评分标准",
        "财预〔2016〕143号",
        "**Fails**: 决算公开用时 23 天.",
    ):
        assert words in page


def test_a_recalled_or_chosen_source_is_marked_and_a_shared_cause_linked() -> None:
    assert "据记忆，未核对原文" in reference.page(registry.rule("PL13"))
    page = reference.page(registry.rule("PL06"))
    assert "本系统约定，非官方规定" in page
    assert "[PL03](pl03.md)" in page


def test_a_narrower_scope_is_written_out() -> None:
    rule = registry.rule("AR01")
    narrow = replace(rule, scope=replace(rule.scope, jurisdictions=("44",), editions=("cn.x.2024",)))
    page = reference.page(narrow)
    assert "行政区划 44；评分标准 cn.x.2024" in page
