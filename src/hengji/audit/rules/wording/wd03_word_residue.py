"""WD03: remains of the word processor."""

import re
from collections.abc import Iterator

from hengji.audit import citations, remains
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_RESIDUE = re.compile(
    # Every alternative begins with its own first sign, so that the engine skips to one of those.
    r"\[bookmark:[^\]\n]{0,80}\]|PAGEREF[ \t]+\w+(?:[ \t]*\\\w)*"
    r"|NOTEREF[ \t]+\w+(?:[ \t]*\\\w)*|R(?<=\bR)EF[ \t]+_\w+(?:[ \t]*\\\w)*"
    r"|错误[!！][ \t]*(?:未定义书签|未找到引用源|超链接引用无效|文档中没有指定样式的文字)[。.]?"
    r"|Error![ \t]*(?:Bookmark not defined|Reference source not found|Hyperlink reference not valid)\.?"
    r"|HYPERLINK[ \t]+[\"“\\][^\n]{0,80}?[\"”]|T(?<=\bT)OC[ \t]+\\[oh][^\n]{0,40}|_GoBack|_Toc\d{5,}"
    r"|M(?<=\bM)ERGEFIELD[ \t]+\w+|\\\*[ \t]*MERGEFORMAT|EMBED[ \t]+\w+(?:\.\w+)*"
    r"|#(?:REF|VALUE|DIV/0|NAME|NUM)[!?！？]|#N/A|&(?:nbsp|lt|gt|amp|quot);|</?w:\w+[^>\n]{0,80}>"
)


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    No bookmarks, field codes, broken references or cell errors stand in the text.

    **Fails**: [bookmark: _GoBack]; PAGEREF _Toc123456; 错误!未定义书签; #DIV/0!.  **Passes**: 见附件1。
    """
    yield from remains.told(rule, remains.in_document(case, _RESIDUE))


def check_filing(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """The same in the unit's own words of a filing."""
    yield from remains.told(rule, remains.in_filing(case, _RESIDUE))


WD03 = Rule(
    code="WD03",
    severity=Severity.WARNING,
    title="文字处理软件的残留",
    message="“{words}”{often}是文字处理软件的残留，不是报告内容。",
    suggestion="删除；目录和交叉引用更新后再定稿。",
    basis=citations.WORDING,
    scope=Scope(kinds=(Kind.DOCUMENT, Kind.FILING)),
    check_document=check,
    check_filing=check_filing,
)
