"""
Whose document it is: title, unit, fiscal year, and the score and grade it claims.
"""

from __future__ import annotations

import re
from collections import Counter
from decimal import Decimal
from typing import NamedTuple

from hengji.domain.extract import Extract
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.source import Place

_HEAD = 1500
"""Title, unit and year are looked for in the first so many characters before anywhere else."""
_LONGEST_TITLE = 60
_LONGEST_COVER_LINE = 30
_BLANK = " \t\u3000\u00a0\n\r"
_TITLE = re.compile(
    r"(?:报告|自评表|评价表|情况说明|公开|决算|预算|说明|目标表|申报表|情况表|公告|方案|总结|自评|汇总表|一览表|评分表|文本)"
    r"[）)]?(?:[（(][^）)\n]{2,12}[）)])?\Z"
)
_NUMBERED = re.compile(
    r"[ 　]*(?:[一二三四五六七八九十]+\s?、|[（(][一二三四五六七八九十0-9]+[）)]|[0-9]+[.．、])"
)
_UNIT_END = (
    r"(?:委员会|管理局|联合会|办公室|人民政府|办事处|联合总会|研究院|研究所|管理中心|服务中心|活动中心|党校|学院|大学|中学|小学校|小学|学校|幼儿园|医院|卫生院|"
    r"检察院|法院|图书馆|博物馆|档案馆|文化馆|总队|支队|大队|[\u4e00-\u9fff]局|[\u4e00-\u9fff]部|总工会|妇联|工商联|科协|残联|文联|"
    r"[省市区县]委|政协|人大|[\u4e00-\u9fff]{2}中心|[\u4e00-\u9fff]{2}站|公司|协会|基金会|街道|[\u4e00-\u9fff]{2}镇|[\u4e00-\u9fff]{2}乡)"
)
_PLACE_NAME = (
    r"(?:[×ＸX○]{1,4}|(?!乡镇|镇街|街镇|市县|县区|县乡|省市)[\u4e00-\u9fff]{1,9}?)"
    r"(?:自治州|自治县|自治区|省|市|区|县|旗|州|盟|镇|乡|街道)"
)
"""乡镇卫生院 names a kind of unit, not one; a name left blank (××县) is one all the same."""
_UNIT = re.compile(
    rf"(?:中共|中国|共青团)?(?:{_PLACE_NAME})[\u4e00-\u9fff（）()]{{0,22}}?{_UNIT_END}(?![的长们员门属]|社会|宣传|组织部|统战|政法|网信|机构|巡察|党校|老干|研究|办公室|工作|人民政府|办事处"
    r"|(?:中心|第[一二三四五六七八九十])?(?:学校|小学|中学|卫生院|幼儿园))"
)
_BEFORE_A_NAME = re.compile(r"^(?:关于|第[一二三四五六七八九十]部分|20[0-9]{2}年度?|附件[0-9]*[:：]?)+")
_FIELD = re.compile(
    r"(?:填报单位|单位名称|部门名称|预算部门|填报部门|编制部门|编制单位|评价单位|自评单位|部门（单位）名称|部门\(单位\)名称|实施单位|项目单位|主管部门)"
    r"(?:[（(](?:盖章|公章|签章)[）)])?[^\S\t\n]*(?:[:：|]\s*|\t[^\S\n]*)(?P<name>[^\s:：|，。；（(]{3,40}(?:[（(][^）)\s]{1,10}[）)])?)"
)
_NO_BASE = r"(?<![0-9比较與与同自从])(?<![比较與与同自从] )"
"""比2023年度减少: what the year is compared with."""
_YEAR = re.compile(rf"{_NO_BASE}(20[0-9]{{2}})\s?[-－—至]?\s?年\s?度?")
_FISCAL = re.compile(rf"{_NO_BASE}(20[0-9]{{2}})\s?年\s?度")
_SCORE = re.compile(
    r"(?:自评(?:综合|总)?得?分(?:数)?|自评总分|综合得分|综合评分|总得分|总体得分|评价得分|评分结果|自评结果|最终得分|总分|得分|评分)"
    r"(?!标准|办法|细则|规则|依据|表)[^。；\n0-9]{0,16}?\Z"
)
_OF_PART = re.compile(
    r"(?:指标|效能|效率|效益|效果|产出|投入|过程|决策|管理|执行|执行率|满意度|履职|目标|质量|成本|[一-鿿]类)"
    r"(?:的|实际)?(?:得分|评分|得)(?:为|是|：)?\Z"
)
"""决策指标得分15分: the points of a part."""
_FULL_MARKS = 100
"""共设指标28个，总分100分: what can be earned, unless nothing else is told."""
_SUMMED = re.compile(r"(?:合计|共计|共)得?分?(?:为|是)?\Z")
_GRADED = re.compile(r"[^。；\n0-9]{0,12}(?:等级|评级|等次|评为|评定)")
"""合计94.5分，自评等级为优: the grade right behind tells that the sum is the score."""
_CLAIM_CONTEXT = re.compile(r"自评|整体|综合|总体|总得分|总分|评价得分|最终")
_GRADE = re.compile(
    r"(?:等级|评级|评价结果|评定|级别|结果|评为|等次|结论)[^。；\n“”\"优良中差合不]{0,8}[“\"「『]?(?P<grade>优秀|优|良好|良|中等|中|合格|不合格|较差|差)"
    r"(?P<suffix>[”\"」』]|等次|等级|级|[。，；,）)\s]|\Z)"
)
_GRADE_WINDOW = 60


class Claimed(NamedTuple):
    """A claim about the document itself, with its span."""

    value: str
    start: int
    end: int


def title(extract: Extract) -> str | None:
    """The title: the first lines that read like one, joined where a page broke them; else `None`."""
    text = extract.text[:_HEAD]
    lines = [line.strip(_BLANK) for line in text.split("\n")]
    lines = [line.replace("\t", " ") for line in lines if line]
    cover: list[str] = []
    for index, line in enumerate(lines[:8]):
        if (index == 0 and _NUMBERED.match(line)) or len(line) > _LONGEST_TITLE or line[-1] in "。；，":
            return None
        cover.append(line)
        if _TITLE.search("".join(line.split())) and len(line) > len("说明"):
            return _joined(cover)
    return None


def _joined(cover: list[str]) -> str:
    """A title with the lines of its cover before it that name the unit or the year."""
    words = cover[-1]
    for line in reversed(cover[:-1]):
        if (
            _TITLE.search(line)
            or not (_unit_in(line) or _YEAR.search(line))
            or len(line) > _LONGEST_COVER_LINE
        ):
            break
        words = line + words
    return words


def unit_name(extract: Extract, heading: str | None) -> str | None:
    """The unit's name: from its field, the title, the first sentences, else the commonest name."""
    text = extract.text
    field = _FIELD.search(text, 0, 4 * _HEAD)
    if field is not None and not re.search(r"名称|部门$|单位$|[0-9XＸ×]{2}", field["name"]):
        return field["name"].rstrip("：:")
    if heading is not None:
        named = _unit_in("".join(heading.split()))
        if named is not None:
            return named
    names = _names("".join(text[:_HEAD].split(" "))) or _names(text[: 4 * _HEAD])
    return max(names, key=lambda name: (names[name], -list(names).index(name))) if names else None


def _names(text: str) -> Counter[str]:
    """How often each unit is named; a heading that ran into a name is no part of it."""
    return Counter(_BEFORE_A_NAME.sub("", match[0]) for match in _UNIT.finditer(text))


def _unit_in(words: str) -> str | None:
    plain = _BEFORE_A_NAME.sub("", words)
    match = _UNIT.match(plain) or _UNIT.search(plain)
    return None if match is None else match[0]


def fiscal_year(extract: Extract, heading: str | None) -> int | None:
    """The fiscal year: of the title, else the year most often called 年度, else the commonest year."""
    for words in (heading or "", extract.text[:_HEAD], extract.text):
        for pattern in (_FISCAL, _YEAR) if words == heading else (_FISCAL,):
            years = Counter(pattern.findall(words))
            if years:
                best = max(years.values())
                return int(next(year for year, count in years.items() if count == best))
    years = Counter(_YEAR.findall(extract.text))
    return int(years.most_common(1)[0][0]) if years else None


def score(extract: Extract, figures: tuple[Figure, ...]) -> Figure | None:
    """The score the document claims for itself, as printed; `None` where it claims none."""
    best: tuple[int, Figure] | None = None
    for index, figure in enumerate(figures):
        if figure.kind is not FigureKind.SCORE or isinstance(figure.value, str):
            continue
        if not Decimal(0) <= figure.value <= Decimal(120):
            continue
        before = extract.text[max(0, figure.start - 40) : figure.start]
        after = extract.text[figure.end : figure.end + _GRADE_WINDOW]
        graded = _GRADED.match(after) is not None
        match = _SCORE.search(before) or (_SUMMED.search(before) if graded else None)
        if match is None or "平均" in before[-10:]:
            continue
        if _EARNED_OF_IT.match(after):
            continue  # 总分100分，自评得96.68分
        bracketed = before.endswith(("（", "(")) and extract.text.startswith(("）", ")"), figure.end)
        if bracketed and not before[:-1].rstrip(_BLANK).endswith(("分", "分数", "结果")):
            continue  # 管理效率（30分）: the full marks of a part
        if _OF_PART.search(before) and not graded:
            continue
        weight = 2 * bool(_CLAIM_CONTEXT.search(before)) + 2 * bool(
            re.search(r"等级|评级|等次|“优|“良", after)
        )
        weight += "部门整体" in before
        if figure.value == _FULL_MARKS and before.endswith("总分"):
            weight = min(weight, 1)
        if weight and (best is None or weight > best[0]):
            best = (weight, _earned(extract, figures, index))
    return None if best is None else best[1]


_EARNED_OF_IT = re.compile(r"[，,]?(?:本次|本项目|我[局单部])?(?:自评|实际|实)得分?[0-9]")


def _earned(extract: Extract, figures: tuple[Figure, ...], index: int) -> Figure:
    """In a row 总分 | 100 | 99.29 the second: full marks stand before the points."""
    full = figures[index]
    following = figures[index + 1] if index + 1 < len(figures) else full
    gap = extract.text[full.end : following.start]
    is_row = gap.strip(" ") == "\t" and following.kind is FigureKind.SCORE
    return following if is_row and not isinstance(following.value, str) else full


def grade(extract: Extract, claimed: Figure | None) -> Claimed | None:
    """The grade claimed, near the claimed score where there is one."""
    if claimed is not None:
        window = extract.text[claimed.start : claimed.end + _GRADE_WINDOW]
        match = _GRADE.search(window)
        if match is not None:
            return _claimed(match, claimed.start)
        before = max(0, claimed.start - _GRADE_WINDOW)
        match = _GRADE.search(extract.text[before : claimed.start])
        if match is not None:
            return _claimed(match, before)
    match = re.search(
        r"(?:绩效|自评|评价)(?:等级|评级|结果|结论)[^。；\n]{0,8}?[“\"](?P<grade>优秀|优|良好|良|中等|中|合格|不合格|差)[”\"](?!的项目)",
        extract.text,
    )
    return None if match is None else _claimed(match, 0)


def _claimed(match: re.Match[str], offset: int) -> Claimed:
    return Claimed(match["grade"], offset + match.start("grade"), offset + match.end("grade"))


def place(start: int, end: int) -> Place:
    """A place known by its span alone."""
    return Place(start=start, end=end)
