"""WD09: words that are easily confused."""

import re
from collections.abc import Iterator

from hengji.audit import citations, reading
from hengji.audit.rule import DocumentCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity

SETS = (
    (
        "做出",
        r"做出(?=[^，。；\n]{0,6}(?:决定|贡献|指示|批示|部署|安排|规定|承诺|评价|决策|判断|回应|努力))",
        "作出",
    ),
    ("截止", r"截止(?=到?\s*(?:20\d{2}年|目前|\d{1,2}月|年底|年末|本年))", "截至"),
    ("帐", r"帐(?=[户务目簿号款单册面])|(?<=[台做记入建挂呆])帐", "账"),
    ("其它", "其它", "其他"),
    ("登陆", r"登陆(?=[^，。\n]{0,4}(?:网|平台|系统|账))", "登录"),
    ("部份", "部份", "部分"),
    ("布署", "布署", "部署"),
    ("反应", r"反应(?=[^，。\n]{0,4}(?:问题|情况|诉求|意见))", "反映"),
    ("既使", "既使", "即使"),
    ("再接再励", "再接再励", "再接再厉"),
    ("做为", r"做为(?=[^，。\n]{0,10}(?:部门|单位|重点|基础|依据|抓手))", "作为"),
    ("必需", r"必需(?=(?:加强|做到|坚持|按照|严格))", "必须"),
    ("按排", "按排", "安排"),
    ("坐谈", "坐谈", "座谈"),
    ("宣贯彻", "宣贯彻", "宣传贯彻"),
    ("拔", r"拔(?=付|款(?!机)|入资金)|(?<=[划核转调下])拔", "拨"),
    (
        "己",
        r"(?<![自知利一克律异悦])己(?=经|完成|按|于20|全部|建立|开展|实施|支付|支出|执行|纳入|制定|落实|整改)",
        "已",
    ),
    (
        "末",
        r"(?<![年月期周岁季始本旬之毫])末(?=完成|达到|达标|使用|支付|支出|执行|发现|发生|实施|开展|及时)",
        "未",
    ),
    ("建全", r"(?<![构创新共兴扩筹组改重搭])建全(?![国省市区县镇乡村民球天面链域流程过生员社])", "健全"),
    ("布暑", "布暑", "部署"),
    ("精减", r"精减(?=机构|人员|会议|文件|流程|环节)", "精简"),
    ("防碍", "防碍", "妨碍"),
    ("贯切", "贯切", "贯彻"),
    ("松驰", "松驰", "松弛"),
    ("既便", "既便", "即便"),
    ("竟", r"竟(?=争性|聘|标)", "竞"),
    ("辩", r"辩(?=别|认|识)", "辨"),
    ("座落", "座落", "坐落"),
    ("报肖", "报肖", "报销"),
    ("绩校", "绩校", "绩效"),
)
"""The doubtful word, the pattern of its doubtful uses, and the word that is probably meant."""
_WORD = re.compile("|".join(word for word, _, _ in SETS))
_COMPILED = tuple((word, re.compile(pattern), meant) for word, pattern, meant in SETS)


def check(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    Words that officials confuse, each told once with how often it occurs.

    **Fails**: 多次做出指示批示; 截止2024年12月31日; 银行帐户.  **Passes**: 作出指示; 截至2024年12月31日.
    """
    written = set(_WORD.findall(case.text))
    for word, pattern, meant in _COMPILED:
        matches = list(pattern.finditer(case.text)) if word in written else []
        if matches:
            first = matches[0]
            yield rule.finding(
                place=reading.place(case, *first.span()), quote=first.group(), words=first.group(),
                meant=meant, often=f"（共{len(matches)}处）" if len(matches) > 1 else "",
            )  # fmt: skip


WD09 = Rule(
    code="WD09",
    severity=Severity.NOTICE,
    title="易混词",
    message="此处“{words}”{often}似应为“{meant}”。",
    suggestion="核对用词。",
    basis=citations.WORDING,
    scope=Scope(kinds=(Kind.DOCUMENT,)),
    check_document=check,
)
