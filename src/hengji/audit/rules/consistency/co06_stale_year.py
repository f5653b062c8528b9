"""CO06: last year's year left in this year's report."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.figure import FigureKind
from hengji.domain.finding import Finding, Severity

_YEAR = re.compile(r"(2(?<!\d2)0\d{2})\s*年(度)?")
_CUT_OFF = re.compile(r"\s*(?:12\s*月\s*(?:31\s*日|底|末)|末|底|年末|年底)")
_OWN = re.compile(
    r"\s*(?:我|本)?(?:财政)?(?:(?:批复|下达|核定|安排)的)?(?:部门|单位|局|委|会|办|院|中心|市级?|县级?|区级?|省级?|财政)?(?:财政)?(?:资金)?"
    r"(?:部门)?(?:整体|绩效|自评|部门预算|全年|年初预算|支出(?!计划)|预算(?!法)|决算|收入|工作计划|总体工作)"
)
_COMPARES = re.compile(
    r"上年|上一年|去年|上年度|往年|历年|前年|比|较|較|與|同比|对比|持平|结转|以来|至今|起|始建|成立|规划|印发|下达|批复|下发|文件|发布"
    r"|修订|〔|第[一二三四五六七八九十]批|之间|期间|[—－-]|整改|审计"
)
_AGAINST_LAST_YEAR = re.compile(
    r"[比较較与與同](?:上年|上一年|上年度|去年)(?:同期)?(?:决算数?|预算数?|支出|收入)?(?:相比|比较)?[^，。；\n]{0,30}"
)
"""The year before the one named: 2023年支出较上年减少3% still speaks of 2023."""
_BASE = re.compile(r"[与與比较較同自从和][ \t\n]*\Z")
_LONGEST_TITLE = 80
_OPENING_YEAR = re.compile(r"(?<![0-9\u4e00-\u9fff])((?:19|20)[0-9]{2})年(?=[，在])?")
_TOLD = 240
"""Characters to either side of a year in which other years are told."""
_NEAR = 30
_WIDE = 120
_ACCOUNTS = re.compile(r"支出|收入|预算|决算|执行|安排|实现|完成|投入|资金|经费")
_PUBLIC = re.compile(r"公开|公布|公示")
_EVALUATED = re.compile(r"[^，。；\n]{0,16}自评")
_GOES_ON = ("，", "在")
_ABOUT_THE_PAST = re.compile(r"上年|上一年|整改|历年|往年|沿革|对比")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    What a report says of the evaluated year carries that year.

    Found are cut-off dates (截至2023年12月31日), statements of the year's own work and money, and
    the notice of the evaluation (《关于开展2023年度…自评工作的通知》) with another year before the
    evaluated one.  Comparisons, document numbers, plans and the section on last year are left out.

    What a sentence compares with the year before is of the year itself.

    **Fails**: in a report for 2024, 截至2023年12月31日，在职人员46人.
    **Passes**: 2024年支出比2023年减少3.07%; 根据2023年印发的办法.
    """
    year = case.document.fiscal_year
    if year is None:
        return
    for match in _YEAR.finditer(case.text):
        named = int(match.group(1))
        if not year - 5 <= named < year:
            continue
        around = reading.enclosing(case, match.start())
        if any(_ABOUT_THE_PAST.search(section.title) for section in around):
            continue
        use = _use(case, match)
        if use is not None:
            yield rule.finding(
                place=reading.place(case, match.start(), match.end()), quote=match.group(),
                named=str(named), year=str(year), use=use,
            )  # fmt: skip


def _use(case: DocumentCase, match: re.Match[str]) -> str | None:
    """What the year stands for there, `None` where another year may rightly stand."""
    text = case.text
    if _in_notice(text, match):
        return "自评通知的年度"
    clause = reading.clause(text, match.start(), match.end())
    own = _AGAINST_LAST_YEAR.sub("", clause.replace(match.group(), "", 1))
    if _CUT_OFF.match(text, match.end()):
        return None if _COMPARES.search(own) or _of_a_budget(case) else "统计截止时间"
    sentence = reading.sentence(text, match.start(), match.end())
    beside = _both_years(case, match, sentence) and not _EVALUATED.match(text, match.end())
    if _before_its_base(case, match, sentence):
        return "所评价的年度"
    based = beside or _BASE.search(text[max(match.start() - 4, 0) : match.start()])
    named = _OWN.match(text, match.end())
    if named is not None and not based and not _COMPARES.search(own.replace(named.group(), "", 1)):
        return None if _published(case, match, clause) else "所评价的年度"
    if not based and _counts(case, match, sentence):
        return "所评价的年度"
    opens = sentence.lstrip(" \u3000").startswith(match.group())
    if opens and text[match.end() : match.end() + 1] in _GOES_ON:
        rest = _AGAINST_LAST_YEAR.sub("", sentence.replace(match.group(), "", 1))
        told = _COMPARES.search(rest) or _chronicle(case, match)
        return None if told else "所评价的年度"
    return None


_COMPARED_YEAR = re.compile(r"[与與比较較同]\s*(20\d{2})\s*年(?![\d初末底])")
_DAY = frozenset("初末底0123456789")


def _before_its_base(case: DocumentCase, match: re.Match[str], sentence: str) -> bool:
    """2022年支出186万元，比2023年减少…: what is compared with the year before must be of this year."""
    opens = sentence.lstrip(" \u3000").startswith(match.group())
    year = case.document.fiscal_year or 0
    if not opens or case.text[match.end() : match.end() + 1] in _DAY or str(year) in sentence:
        return False
    compared = _COMPARED_YEAR.search(sentence)
    last = year - 1
    return compared is not None and int(compared.group(1)) == last and int(match.group(1)) <= last


def _chronicle(case: DocumentCase, match: re.Match[str]) -> bool:
    """Whether the paragraph tells one past year after another: 2019年，建成…。2021年，扩建…."""
    text, year = case.text, case.document.fiscal_year or 0
    first = max(text.rfind("\n", 0, match.start()) + 1, match.start() - _TOLD)
    end = text.find("\n", match.end(), match.end() + _TOLD)
    others = _OPENING_YEAR.finditer(text, first, end if end >= 0 else match.end() + _TOLD)
    return any(int(other.group(1)) not in {int(match.group(1)), year} for other in others)


def _of_a_budget(case: DocumentCase) -> bool:
    """Whether the document is a budget, which tells the assets of the year before it."""
    title = f"{case.document.title or ''}{case.text[:_WIDE]}"
    return "预算" in title and not re.search(r"决算|自评|评价", title)


def _published(case: DocumentCase, match: re.Match[str], clause: str) -> bool:
    """
    Whether the final accounts of the year before are told to be public: they are so in the year itself.
    """
    before_last = int(match.group(1)) == (case.document.fiscal_year or 0) - 1
    return before_last and "决算" in clause and bool(_PUBLIC.search(clause))


def _both_years(case: DocumentCase, match: re.Match[str], sentence: str) -> bool:
    """Whether the evaluated year is told of the same thing beside it: 2023年预算… 2024年预算…."""
    year, text = f"{case.document.fiscal_year}年", case.text
    if year in sentence:
        return True
    told = f"{year}{text[match.end() : match.end() + 2]}"
    at = text.find(told, max(match.start() - _WIDE, 0), match.end() + _WIDE)
    repeated = at < match.start() and _same_amount(case, at + len(year), match.end())
    return at >= 0 and not repeated


def _same_amount(case: DocumentCase, first: int, second: int) -> bool:
    """Whether the amounts behind two years are the same: then one of the years is wrong."""
    amounts = [
        next(iter(reading.figures_in(case, at, at + _NEAR, (FigureKind.MONEY,))), None)
        for at in (first, second)
    ]
    return None not in amounts and len({one.value for one in amounts if one is not None}) == 1


def _counts(case: DocumentCase, match: re.Match[str], sentence: str) -> bool:
    """Whether the year's own money follows: an amount in its clause, and no other year beside it."""
    end = match.end() + len(reading.clause(case.text, match.end(), match.end()))
    amounts = reading.figures_in(case, match.end(), min(end, match.end() + _NEAR), (FigureKind.MONEY,))
    others = {found.group(1) for found in _YEAR.finditer(sentence)} - {match.group(1)}
    clause = reading.clause(case.text, *match.span()).replace(match.group(), "", 1)
    own = bool(_ACCOUNTS.search(clause))
    compares = _COMPARES.search(_AGAINST_LAST_YEAR.sub("", clause))
    return bool(amounts) and own and not others and not compares


def _in_notice(text: str, match: re.Match[str]) -> bool:
    """Whether the year stands in the title of the notice that asks for this evaluation."""
    first = max(match.start() - _LONGEST_TITLE, 0)
    opening, closing = text.rfind("《", first, match.start()), text.rfind("》", first, match.start())
    end = text.find("》", match.end(), match.end() + _LONGEST_TITLE)
    title = text[opening:end] if opening > closing and end >= 0 else ""
    return "自评" in title and ("通知" in title or "工作" in title)


CO06 = Rule(
    code="CO06",
    severity=Severity.WARNING,
    title="年份疑为往年遗留",
    message="报告评价{year}年度，此处{use}写为{named}年；是否沿用上年文稿未改，请核对。",
    suggestion="改为评价年度；确指往年的，写明是往年数。",
    basis=citations.chosen(
        "评价年度与文中年份一致", seen_in="徐闻县2024年度报告写“截至2023年12月31日”的实例"
    ),
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
