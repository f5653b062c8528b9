"""DI05: names of persons in the fields of a form for the public."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict

_SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林罗高郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程苏魏吕丁任沈姚卢姜崔钟谭陆汪范金石廖贾夏韦"
    "付方白邹孟熊秦邱江尹薛闫段雷侯龙史陶黎贺顾毛郝龚邵万钱严覃武戴莫孔向汤"
)
_FIELD = re.compile(
    r"(?:联系人|填报人|填表人|经办人|审核人|项目负责人|财务负责人|单位负责人|联络员)(?:姓名)?(?:[（(](?:签字|签名|签章)[）)])?"
    rf"[：:\t ]{{1,3}}(?P<name>[{_SURNAMES}][\u4e00-\u9fff]{{1,2}})(?=[\s，,；;、]|$)"
)
_NO_NAME = re.compile(r"单位|部门|财政|科室|电话|签字|签章|盖章|项目|负责|主任|局长|科长|处长|会计")


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A form for the public names offices, not persons; the first name is shown, the others counted.

    A name beside a phone number is DI02's.

    **Fails**: 填表人：王小明.  **Passes**: 填表人：（签字）; 联系人：办公室.
    """
    found = [
        match
        for match in _FIELD.finditer(case.text)
        if not _NO_NAME.search(match["name"]) and not _beside_a_phone(case.text, match.end())
    ]
    if found:
        start, end = found[0].span("name")
        more = f"等{len(found)}处" if len(found) > 1 else ""
        yield rule.finding(
            place=reading.place(case, start, end), quote=case.text[start:end], verdict=Verdict.UNDECIDABLE,
            name=found[0]["name"], more=more,
        )  # fmt: skip


def _beside_a_phone(text: str, end: int) -> bool:
    return re.search(r"\d{7}", text[end : end + 25]) is not None


DI05 = Rule(
    code="DI05",
    severity=Severity.NOTICE,
    title="表中有个人姓名",
    message="表中填有个人姓名“{name}”{more}；是否须公开、本人是否同意，文中看不出。",
    suggestion="公开稿中改填科室或职务，或征得本人同意。",
    basis=citations.PERSONAL_RECORDS,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
