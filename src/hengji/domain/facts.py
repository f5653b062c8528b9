"""
The catalogue of single facts that a filing may state, each with its id, title, unit and topic.

One list serves everybody: the workbook lays out its rows from it, scoring names a missing
input by it, the web form and the JSON use its ids.  The inputs of 财预〔2013〕53号's formulas
are all here.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hengji.domain.ledger import LEDGER_COLUMN_TITLES, LEDGER_LINE_TITLES
from hengji.domain.stated import PERCENT, YUAN


class Topic(StrEnum):
    """A part of the filing: a sheet of the workbook, a step of the web form."""

    ORGANISATION = "organisation"
    LEDGER = "ledger"
    KEY_TASKS = "key_tasks"
    INDICATORS = "indicators"
    MANAGEMENT = "management"
    ASSESSMENTS = "assessments"
    NARRATIVES = "narratives"


TOPIC_TITLES = {
    Topic.ORGANISATION: "基本信息",
    Topic.LEDGER: "预算与决算",
    Topic.KEY_TASKS: "重点工作",
    Topic.INDICATORS: "绩效目标与指标",
    Topic.MANAGEMENT: "管理数据",
    Topic.ASSESSMENTS: "评分事项",
    Topic.NARRATIVES: "自评说明",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class FactDefinition:
    """What a fact is called, in which unit it is asked for, and where it is taken from."""

    id: str
    title: str
    unit: str
    topic: Topic
    hint: str = ""
    group: str = ""


def _management(group: str, *facts: tuple[str, str, str, str]) -> tuple[FactDefinition, ...]:
    return tuple(
        FactDefinition(
            id=f"management.{name}", title=title, unit=unit, topic=Topic.MANAGEMENT, hint=hint, group=group
        )
        for name, title, unit, hint in facts
    )


MANAGEMENT_FACTS: tuple[FactDefinition, ...] = (
    *_management(
        "人员",
        ("staff_actual", "在职人员数", "人", "年末在职人数，取自部门决算报表"),
        ("staff_quota", "编制数", "人", "机构编制部门核定批复的编制数"),
    ),
    *_management(
        "预算调整与结转",
        ("supplement_amount", "本年追加预算", YUAN, "年度中追加的预算；没有追加填 0"),
        ("reallocated_amount", "全年预算调剂金额", YUAN, "科目之间、项目之间调剂的金额；没有调剂填 0"),
        (
            "excepted_adjustment_amount",
            "可不计入的预算调整数",
            YUAN,
            "因落实国家政策、不可抗力、上级或本级党委政府临时交办产生的调整；没有填 0",
        ),
        ("carry_over_begin_amount", "年初结转结余", YUAN, "上年结转到本年的结转结余"),
        ("carry_over_end_amount", "年末结转结余", YUAN, "本年度累计结转结余"),
        ("carry_over_end_prior_amount", "上年末结转结余", YUAN, "上年度累计结转结余"),
    ),
    *_management(
        "三公经费与公用经费",
        ("three_public_budget_amount", "“三公”经费预算数", YUAN, "本年“三公”经费预算安排数"),
        ("three_public_prior_budget_amount", "上年“三公”经费预算数", YUAN, "上年“三公”经费预算安排数"),
        ("three_public_amount", "“三公”经费决算数", YUAN, "本年“三公”经费实际支出数"),
        ("operating_budget_amount", "公用经费预算安排数", YUAN, "公用经费预算安排总额"),
        ("operating_amount", "公用经费实际支出数", YUAN, "实际支出公用经费总额"),
    ),
    *_management(
        "项目与采购",
        (
            "key_project_amount",
            "重点项目支出",
            YUAN,
            "年度预算安排的、与履职和发展密切相关的重点项目支出总额",
        ),
        ("project_total_amount", "项目总支出", YUAN, "年度预算安排的项目支出总额"),
        ("procurement_budget_amount", "政府采购预算数", YUAN, "年初批复的政府采购预算（含年中调整）"),
        ("procurement_amount", "实际政府采购金额", YUAN, "实际完成的政府采购金额"),
    ),
    *_management(
        "资产",
        ("assets_in_use_amount", "实际在用固定资产总额", YUAN, "取自资产年报"),
        ("assets_total_amount", "固定资产总额", YUAN, "取自资产年报"),
    ),
    *_management(
        "履职",
        ("tasks_planned", "计划工作数", "项", "部门年度工作计划所列的工作数"),
        ("tasks_done", "实际完成工作数", "项", "其中实际完成的工作数"),
        ("tasks_in_time", "及时完成工作数", "项", "其中按时完成的工作数"),
        ("tasks_of_quality", "质量达标工作数", "项", "其中达到既定质量标准的工作数"),
        ("key_tasks_assigned", "重点工作交办数", "项", "党委、政府和上级部门交办或下达的重点工作数"),
        ("key_tasks_done", "重点工作完成数", "项", "其中实际完成数"),
    ),
    *_management(
        "支付进度与公开",
        ("disbursement_actual", "实际支付进度", PERCENT, "年末支付数占预算的比率"),
        ("disbursement_planned", "既定支付进度", PERCENT, "财政部门或本部门规定的支付进度"),
        ("disclosure_days_budget", "预算公开用时", "天", "自批复之日起至公开之日的天数"),
        ("disclosure_days_accounts", "决算公开用时", "天", "自批复之日起至公开之日的天数"),
    ),
)

LEDGER_FACTS: tuple[FactDefinition, ...] = tuple(
    FactDefinition(
        id=f"ledger.{line.value}.{column.value}",
        title=f"{line_title}·{column_title}",
        unit=YUAN,
        topic=Topic.LEDGER,
    )
    for line, line_title in LEDGER_LINE_TITLES.items()
    for column, column_title in LEDGER_COLUMN_TITLES.items()
)

FACTS: dict[str, FactDefinition] = {fact.id: fact for fact in (*LEDGER_FACTS, *MANAGEMENT_FACTS)}
