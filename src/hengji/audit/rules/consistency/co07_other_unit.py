"""CO07: another unit's name left in the report."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_SELF = re.compile(
    r"我(?<![\u4e00-\u9fff].)(局|委|会|院|厅|所|站|校|馆|队|中心(?![校小城镇]))(?![\u4e00-\u9fff]?(?:议|员|议程))"
)
_SELVES = {
    "局": "局", "委": "委员会|委", "会": "联合会|协会|会", "院": "院", "厅": "厅", "所": "所", "站": "站",
    "校": "学校|小学|中学|学院|大学|校", "馆": "馆", "队": "队", "中心": "中心",
}  # fmt: skip
_NAME = (
    # One sign first, then a look for the sign that a kind of unit begins with: most signs begin none.
    r"([\u4e00-\u9fff（）](?<![\u4e00-\u9fff].)[\u4e00-\u9fff（）]{1,23}?"
    r"(?=[局委联协办中厅法检总档图文博学街人])(?:局|委员会|联合会|协会|办公室|中心|厅|法院|检察院|总工会|档案馆|图书馆|文化馆|博物馆|学校"
    r"|街道办事处|人民政府))"
)
_REPORTED = re.compile(
    rf"{_NAME}(?:20\d{{2}}年度?(?:部门|单位)?(?:整体支出|绩效|预算|决算)"
    r"|(?:部门)?整体支出绩效(?:自评|评价)|是[^，。；\n]{0,20}(?:工作部门|组成部门|人民团体|群团组织|直属机构|派出机构))"
)

_TOWN = re.compile(r"(?:[镇乡](?:人民政府)?|街道(?:办事处)?)\Z")
_ANOTHER_TOWN = re.compile(
    # One sign first, so that the engine need not look behind every place.
    r"(?:(?=[\u4e00-\u9fff])(?<![\u4e00-\u9fff])(?!年)|(?<=\d年)度?)([\u4e00-\u9fff]{0,16}?"
    r"(?P<town>[\u4e00-\u9fff]{2}(?:[镇乡]|街道))(?:人民政府|办事处))"
    r"(?:[（(]本级[）)]|部门整体支出|整体支出绩效|部门决算|部门预算|20\d{2}年度?(?:共|全年)?(?:下达|收到|到位|安排|获得|收入|支出|财政|自评|转移支付))"
)
"""A county has many towns: what a town's report tells of another as of itself was copied from there."""
_FACT = (
    r"[ \u3000]*(?:[（(]?[一二三四五六七八九十\d]{1,3}[)）、.．]){0,2}"
    r"(?:20\d{2}年度?，?)?"
    r"(?P<name>[\u4e00-\u9fff（）]{2,23}?(?:局|委员会|联合会|协会|办公室|中心|厅|院|馆|校|学|队|镇|乡|街道|街道办事处|人民政府))"
    r"(?:部门|本级)?\s?(?:20\d{2}\s?年(?:度|末)?)?"
    r"(?:(?:没有|无)(?:政府性基金|国有资本经营|“三公”)|对\d+个项目[^，。；\n]{0,8}绩效自评"
    r"|(?:部门|单位)?整体(?:支出)?绩效自评(?:综合|总)?得?分|(?:部门|单位)?政府采购(?:支出)?(?:金额|总额)"
    r"|(?:财政拨款)?(?:收入、?支出|收、?支|收入|支出)总计|辖\d+个|机关运行经费|(?:共有|现有)车辆|核定[^，。；\n]{0,4}编制"
    r"|[为是][^，。；\n]{0,12}(?:直属|所属|参公|公益[一二]类|全额拨款|[二三]级[甲乙]等)[^，。；\n]{0,8}(?:单位|医院|机构|学校))"
)
_OWN_FACT_FIRST = re.compile(_FACT)
_OWN_FACT = re.compile(rf"[。；\n]{_FACT}")
"""What a sentence of a report tells at its head of the unit itself."""
_MANY = re.compile(r"各|全[市县区]|所属|下属|上级|其他|部分|本[部单]|我")

_LEAD_IN = re.compile(r"按照|根据|依据|遵照|围绕|结合|贯彻|落实|报送|会同|联合|配合|经由|经过|通过|接受|参加")
_DEMAND = re.compile(r"通知|要求|部署|工作")
_AHEAD = 10
_FINANCE = re.compile(r"财政(?:局|厅|部|所|分局)$")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A report speaks of one unit as its own; names that must not occur do not.

    “我局” in the report of a 妇女联合会, or another unit's 部门整体支出绩效自评, is a remain of a
    borrowed text; abbreviations of the own name (市妇联) are known, and
    the finance authority that asks for the report (按照市财政局2024年度绩效…) is no other unit.
    In a town's report another town does not receive the money or stand as 本级.
    Neither is one that the report tells of more than once, as of a unit below it.

    **Fails**: in 江门市妇女联合会's report, “我局认真组织自评”.  **Passes**: “我会认真组织自评”.
    """
    unit = case.document.unit_name
    for name in case.other_units:
        if unit is not None and (name in unit or unit in name):
            continue
        start = case.text.find(name)
        if start >= 0:
            yield _found(rule, case, start, start + len(name))
    if unit is None:
        return
    for match in _SELF.finditer(case.text):
        if not re.search(f"(?:{_SELVES[match.group(1)]})$", unit):
            yield _found(rule, case, *match.span())
            break
    for span in sorted(_others(case, unit)):
        yield _found(rule, case, *span)


def _others(case: DocumentCase, unit: str) -> set[tuple[int, int]]:
    """Where names of others stand in the place of the unit's."""
    found = {
        match.span(1)
        for match in _REPORTED.finditer(case.text)
        if not _is_own(match.group(1), unit) and not _is_authority(match)
    }
    found |= {
        match.span("name")
        for match in (_OWN_FACT_FIRST.match(case.text), *_OWN_FACT.finditer(case.text))
        if match is not None and _is_nobodys(match["name"], unit, case.text)
    }
    if _TOWN.search(unit):
        found |= {
            match.span(1)
            for match in _ANOTHER_TOWN.finditer(case.text)
            if match["town"] not in unit and not _LEAD_IN.search(match.group(1))
        }
    return found


def _is_nobodys(name: str, unit: str, text: str) -> bool:
    """Whether a name is neither the unit's, in full or in short, nor told of elsewhere."""
    if _MANY.search(name) or text.count(name) > 1:
        return False
    return not (_within(name, unit) or _within(unit, name))


def _within(name: str, other: str) -> bool:
    """Whether the signs of one name stand in another in order."""
    letters = iter(other)
    return all(letter in letters for letter in name)


def _is_own(name: str, unit: str) -> bool:
    """Whether a name is the unit's or an abbreviation: its characters, in order, with a lead-in cut."""
    if unit in name:
        return True
    for start in range(len(name) - 1):
        letters = iter(unit)
        if all(letter in letters for letter in name[start:]) and len(name) - start > 1:
            return True
    return unit.endswith(name[-4:])


def _is_authority(match: re.Match[str]) -> bool:
    """
    Whether the finance authority, or whoever is acted upon, is named, not the reporting unit.

    市妇联按照市财政局2024年度绩效评价工作要求 tells whose demands are met.
    """
    if _LEAD_IN.search(match.group(1)):
        return True
    told = match.string[match.start() : match.end() + _AHEAD]
    return bool(_FINANCE.search(match.group(1))) and ("自评" not in told or bool(_DEMAND.search(told)))


def _found(rule: Rule, case: DocumentCase, start: int, end: int) -> Finding:
    return rule.finding(
        place=reading.place(case, start, end), quote=case.text[start:end],
        unit_name=case.document.unit_name or "本单位", named=case.text[start:end],
    )  # fmt: skip


CO07 = Rule(
    code="CO07",
    severity=Severity.WARNING,
    title="疑为其他单位的名称",
    message="报告单位为“{unit_name}”，此处写“{named}”；是否借用其他单位文稿未改，请核对。",
    suggestion="改为本单位的名称或通称。",
    basis=citations.SAME_AS_PUBLISHED,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
