"""
What finance bureaus check in self-evaluations, and which rules answer it.

The checks are the 33 collected in the domain notes (`review_checks`), by their codes.  What cannot
be answered from one document, or only in part, says why, so that nobody takes silence for a pass.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One check of a bureau: the rules that answer it, and what they leave open."""

    code: str
    title: str
    rules: tuple[str, ...] = ()
    open: str = ""


CHECKS: tuple[Check, ...] = (
    Check(
        code="C01",
        title="封面和基本要素齐全",
        rules=("CM23", "CO07"),
        open="公章不在文字中；联系人只在报送件中要求，公开稿不应有",
    ),
    Check(
        code="C02",
        title="表格每格已填",
        rules=("CM01", "CM02", "CM03", "CM16", "CM21", "CM11", "WD02"),
        open="只问影响判断的格：目标、完成值、分值、得分、预算和执行",
    ),
    Check(
        code="C03",
        title="提纲各节都有实质内容",
        rules=("CM04", "CM05", "CM13", "CM14", "CM15", "CM20", "WD01"),
        open="照抄提纲要求语只认填写说明的写法",
    ),
    Check(
        code="C04",
        title="散总一致、得分不超分值、权重合计",
        rules=("AR07", "AR08", "AR19"),
    ),
    Check(
        code="C05",
        title="得分与等级对应，各处得分一致",
        rules=("AR11", "AR22", "CO04"),
        open="决算公开和系统中的得分不在本文件中",
    ),
    Check(code="C06", title="按公式重算每项得分", rules=("AR09", "AR10", "CO10"), open="须有评分标准"),
    Check(code="C07", title="定性指标得分在档次内", rules=("PL13",)),
    Check(code="C08", title="得分率高于执行率5%以上", rules=("PL07",)),
    Check(
        code="C09",
        title="未执行资金超过20%，执行率低于90%或高于100%须说明",
        rules=("PL03", "PL04", "PL06", "CM17"),
    ),
    Check(code="C10", title="年中追加、调减须说明", rules=("PL05",)),
    Check(
        code="C11",
        title="未达目标或超目标较多须说明原因",
        rules=("PL01", "PL02", "PL14"),
        open="超目标的界限取30%（四川、广西）；北京为200%",
    ),
    Check(
        code="C12",
        title="预算、资金来源、支出构成和占比的勾稽",
        rules=("AR01", "AR02", "AR03", "AR04", "AR05", "AR06", "AR12", "AR13", "CO01"),
    ),
    Check(
        code="C13",
        title="增减额与增减率、占比与金额、元与万元",
        rules=("AR13", "AR14", "AR15", "AR17", "AR18", "AR23"),
    ),
    Check(
        code="C14",
        title="完成值全等于目标、全部满分、满分而有问题",
        rules=("PL09", "PL10", "CO09", "CO10", "CO11", "CO02", "CO08"),
    ),
    Check(
        code="C15",
        title="每个得分点有佐证材料",
        rules=("CM08", "CM19", "DI04"),
        open="佐证材料本身（页码、日期）不在本文件中",
    ),
    Check(
        code="C16",
        title="报告中的数能在底稿、决算、系统导出里找到",
        rules=("CO01", "CO04"),
        open="只比本文件内的正文和表；底稿和决算须另行提供",
    ),
    Check(
        code="C17",
        title="批复的绩效目标与自评表一一对应",
        rules=("CO12",),
        open="批复的目标表与自评表在同一文件中时才能比较",
    ),
    Check(code="C18", title="指标细化量化，定性有验收标准", rules=("CM18", "CM22")),
    Check(code="C19", title="指标类型放错", rules=("PL08",)),
    Check(code="C20", title="指标值偏低", rules=("PL01",), open="历史值不在本文件中"),
    Check(code="C21", title="缺效益、满意度指标，单项权重过大", rules=("CM10", "PL11")),
    Check(code="C22", title="满意度的样本、方式、时间写清", rules=("CM09",)),
    Check(code="C23", title="年份串用、日期格式", rules=("CO05", "CO06", "WD07")),
    Check(
        code="C24",
        title="Word残留、提示语、编号错乱、丢字",
        rules=("WD01", "WD02", "WD03", "WD04", "WD05", "WD06", "WD07", "WD08", "WD09"),
        open="丢字只认丢失的括号、引号和数字",
    ),
    Check(code="C25", title="上年度问题逐条整改", rules=("CM06", "CM07", "CM15")),
    Check(
        code="C26",
        title="偏差超过20%、执行率低于80%或高于120%、资金闲置",
        rules=("PL01", "PL02", "PL04", "PL06"),
        open="实施进度不在年度自评中，拨付进度与它的差无从比较",
    ),
    Check(
        code="C27",
        title="批复后20日内公开，自评表与报告同时公开",
        rules=("DI01", "DI03", "DI04"),
        open="审核不访问网络，链接能否打开不查",
    ),
    Check(code="C28", title="公开稿不含个人信息", rules=("DI02", "DI05"), open="是否涉密须由人判断"),
    Check(
        code="C29",
        title="成立3人以上的自评工作小组",
        rules=("CM24",),
        open="只在广东的评分标准下提出；成立的文件不在本文件中",
    ),
    Check(code="C30", title="按时报送", open="报送时刻由平台记录，逾期即不能提交；文件本身看不出"),
    Check(code="C31", title="报送的与公开的一致", open="须有两份文件；平台公开的就是通过审核的那一份"),
    Check(code="C32", title="自评得分与核查得分的差", rules=("CO13",), open="核查得分写在文中时才能比较"),
    Check(code="C33", title="指标方向与类型矛盾", rules=("PL12",)),
)
"""Every check, in the order of its code."""


def page() -> str:
    """The table of checks in Markdown, each rule a link."""
    lines = [
        "# 财政部门的审核事项与规则",
        "",
        "各地财政部门审核自评时检查的事项，由哪些规则回答，哪些不能只凭一份文件回答。",
        "",
        "| 编号 | 检查内容 | 规则 | 不能回答之处 |",
        "| --- | --- | --- | --- |",
    ]
    for check in CHECKS:
        links = "、".join(f"[{code}](rules/{code.lower()}.md)" for code in check.rules) or "无"
        lines.append(f"| {check.code} | {check.title} | {links} | {check.open or '—'} |")
    return "\n".join(lines) + "\n"
