"""
Reading the reasons that a unit gives: which way they point, and whether they say anything.
"""

from __future__ import annotations

import re

_FALL = re.compile(
    r"减少|下降|压减|压缩|降低|节约|核减|调减|负增长|未完成"
    r"|未能(?=[^，。；]{0,10}(?:完成|实施|开展|执行|支付|支出|使用|实现|落实|举办|进行|按|到位|达))|不足|滞后|推迟|取消|未达|缩减"
)
_RISE = re.compile(r"增加|增长|上升|提高|追加|新增|扩大|超额|增多|上调|调增|提升")
_EMPTY = re.compile(
    r"^[\s\W]*(?:无|没有|略|不适用|暂无|见报告|见附件|正常|其他|其它|客观原因|工作需要|实际需要|实际情况"
    r"|根据实际情况|因工作需要|按计划完成|已完成|完成|按要求完成|超额完成|未完成|N/?A|NA|-+|/+)?[\s\W]*$",
    re.IGNORECASE,
)
_HOLLOW = re.compile(
    r"(?:根据|按照|因|由于|随着)?(?:本?(?:单位|部门)?)?(?:工作|业务|实际|事业|工作实际|实际工作)(?:的)?(?:需要|需求|情况|发展)(?:变化|安排|增减|调整|支出)?"
    r"|(?:据实|按实际|按需|实际)(?:列支|支出|发生|开支)|(?:正常|合理)(?:增减|变动|变化|支出|波动)|(?:支出|收入|预算|经费|资金|决算数?)(?:增加|减少|变动|变化|调整)了?|其他|无|略"
)
_FEWEST = 6
"""A reason of fewer characters can hardly name a cause, unless by its very word."""
_CAUSE = re.compile(
    r"故障|台风|暴雨|洪水|洪涝|干旱|地震|疫情|停工|停电|停产|缺货|涨价|降价|流标|废标|撤销|撤并|合并|改制|机构改革|征地|拆迁|审批"
    r"|诉讼|退休|调离|离职|辞职|转岗|搬迁|政策|上级|新增|扩面|提标|追加|取消|暂停|延期|推迟|改期|质保|验收|招标|天气|汛期|冬季"
)


def only(words: str, *, rising: bool) -> bool:
    """
    Whether the words speak of one direction only.

    >>> only("落实过紧日子要求，压减支出", rising=False)
    True
    >>> only("人员经费增加，项目压减", rising=True)
    False
    """
    wanted, other = (_RISE, _FALL) if rising else (_FALL, _RISE)
    return bool(wanted.search(words)) and not other.search(words)


def is_empty(words: str | None) -> bool:
    """
    Whether nothing was said.

    >>> is_empty(None), is_empty("  "), is_empty("无。"), is_empty("年中新增两项任务")
    (True, True, True, False)
    """
    return words is None or bool(_EMPTY.match(words))


def is_hollow(words: str) -> bool:
    """
    Whether a reason in running text names no cause: business as needed, or the change itself again.

    >>> is_hollow("工作需要"), is_hollow("支出减少"), is_hollow("据实列支"), is_hollow("新增教师12人")
    (True, True, True, False)
    """
    return _HOLLOW.fullmatch(re.sub(r"[\s\W_]+", "", words)) is not None or is_empty(words)


def says_nothing(words: str, title: str) -> bool:
    """
    Whether a reason explains nothing: an empty phrase, or the indicator's own name again.

    >>> says_nothing("培训场次完成", "培训场次"), says_nothing("工作需要", "培训场次")
    (True, True)
    >>> says_nothing("受台风影响，两场改到次年一月", "培训场次"), says_nothing("设备故障", "开机率")
    (False, False)
    """
    if is_empty(words):
        return True
    rest = re.sub(r"[\W_]+", "", words).replace(re.sub(r"[\W_]+", "", title), "")
    return is_empty(rest) or (len(rest) < _FEWEST and not _CAUSE.search(rest))
