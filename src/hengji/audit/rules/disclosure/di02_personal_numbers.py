"""DI02: personal numbers in a paper for the public."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

_IDENTITY = re.compile(
    r"[1-9](?<![\dA-Za-z].)\d{5}(?:19|20)\d{2}(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx](?![\dA-Za-z])"
)
_PHONE = re.compile(
    r"[01](?<![\d.,-].)(?:(?<=1)[3-9]\d[ -]?\d{4}[ -]?\d{4}|(?<=0)\d{2,3}[-—－ ]\d{7,8})(?![\d.,元万%])"
)
_NAME = re.compile(
    r"(?:联系人|填报人|填表人|经办人|负责人|审核人|姓名|联络员)[（(]?(?:签字|签名|签章)?[)）]?[：:\s]*([\u4e00-\u9fff]{2,4}?)(?=[\s，,；;、（(]|联系|电话|手机|$)"
)
_BEFORE = 40


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    A paper for the public names no identity number, and no person beside a phone number.

    An identity number is an error; a mobile phone, or any phone beside a person's name, a warning.
    Office numbers without a name pass.

    **Fails**: 联系人：张三，电话：0750-1234567; 13800138000.  **Passes**: 办公电话：0750-1234567.
    """
    for match in _IDENTITY.finditer(case.text):
        yield rule.finding(
            place=reading.place(case, *match.span()), quote=match.group(), severity=Severity.ERROR,
            what="身份证号码", name="",
        )  # fmt: skip
    for match in _PHONE.finditer(case.text):
        names = _NAME.findall(case.text[max(0, match.start() - _BEFORE) : match.start()])
        mobile = match.group().startswith("1")
        if mobile or names:
            yield rule.finding(
                place=reading.place(case, *match.span()), quote=match.group(),
                what="个人手机号码" if mobile else "电话号码",
                name=f"（与姓名“{names[-1]}”并列）" if names else "",
            )  # fmt: skip


DI02 = Rule(
    code="DI02",
    severity=Severity.WARNING,
    title="含个人信息",
    message="文中有{what}{name}，公开前应处理。",
    suggestion="公开稿删去个人姓名、手机号和证件号，只留单位电话。",
    basis=citations.PERSONAL_RECORDS,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
