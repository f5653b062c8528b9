"""WD02: places that were to be filled in."""

import re
from collections.abc import Iterator

from hengji.audit import citations, remains
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

BLANK_FORM = 20
_PLACEHOLDER = re.compile(
    # One sign first, so that the engine skips from sign to sign; then what may follow it.
    r"[XxＸｘ×╳2_＿*＊【《〔（(〇○●](?:(?<=[XxＸｘ])(?<![A-Za-z0-9].)[XxＸｘ]+(?![A-Za-z0-9])|(?<=[×╳])[×╳]+"
    r"|(?<=2)0[\dXx×]?[Xx×＿_]{1,2}年|(?<=[_＿])[_＿]+|(?<=[*＊])(?<![*＊].)[*＊]+(?=[万元年月日个人%％家户项分])"
    r"|(?<=【)\s*】|(?<=【)(?:请|此处|填写|插入|单位名称|年份|年度|金额|数字|日期|XX|××)[^】\n]{0,30}】"
    r"|(?<=《)\s*》|(?<=〔)\s*〕|(?<=[（(])\s*[)）]|(?<=[〇○●])(?<![〇○●一二三四五六七八九].)[〇○●]+(?=[年月日局县市区镇]))"
)


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    No XX, ××, ____, 【】, empty brackets or other places to fill in are left.

    【待填：…】 is CM01's.  Each placeholder is told once with how often it occurs; a text full of
    them is a blank form, told once as a notice.

    **Fails**: 全年支出XX万元; 负责人：____; 《》.  **Passes**: 10×98.39%＝9.84.
    """
    hits = list(remains.in_document(case, _PLACEHOLDER))
    if len(hits) < BLANK_FORM:
        yield from remains.told(rule, hits)
        return
    yield rule.finding(
        place=hits[0].place, quote=hits[0].quote, severity=Severity.NOTICE, words=hits[0].quote,
        often=f"等{len(hits)}处（似为空白模板）",
    )  # fmt: skip


def check_filing(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """The same in the unit's own words of a filing."""
    yield from remains.told(rule, remains.in_filing(case, _PLACEHOLDER))


WD02 = Rule(
    code="WD02",
    severity=Severity.WARNING,
    title="遗留占位符",
    message="“{words}”{often}是待填写的占位符。",
    suggestion="填写实际内容。",
    basis=citations.WORDING,
    scope=Scope(kinds=(Kind.DOCUMENT, Kind.FILING)),
    check_document=check,
    check_filing=check_filing,
)
