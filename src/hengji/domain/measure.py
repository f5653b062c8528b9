"""
Ratios of the field, each a numerator over a denominator out of the catalogue of facts.

The formulas are those of 财预〔2013〕53号's common indicators (as met in provincial tables);
where provinces read a name differently there are two measures, not one with a switch.
A ratio is a plain number: 0.9839, never 98.39.
"""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A signed fact in a numerator or denominator."""

    fact: str
    sign: int = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """A ratio: sum of `over` terms divided by the sum of `under` terms; `formula` in words."""

    id: str
    title: str
    formula: str
    over: tuple[Term, ...]
    under: tuple[Term, ...] = ()
    """Empty: the measure is the amount itself, no ratio."""
    unit: str = "%"
    """How it is printed: % for ratios, 天 or 人 for plain amounts."""
    magnitude: bool = False
    """The numerator counts without its sign: a budget that was cut was adjusted too."""


def _ratio(name: str, title: str, formula: str, over: str, under: str, *, magnitude: bool = False) -> Measure:
    return Measure(
        id=name, title=title, formula=formula, over=_terms(over), under=_terms(under), magnitude=magnitude
    )


def _terms(words: str) -> tuple[Term, ...]:
    """'a - b' → +a, −b; facts are written with their full id."""
    terms, sign = [], 1
    for word in words.split():
        if word in "+-":
            sign = 1 if word == "+" else -1
        else:
            terms.append(Term(fact=word, sign=sign))
            sign = 1
    return tuple(terms)


_EXECUTED = "ledger.total.executed_amount"
_ADJUSTED = "ledger.total.adjusted_budget_amount"
_INITIAL = "ledger.total.initial_budget_amount"

MEASURES: dict[str, Measure] = {
    measure.id: measure
    for measure in (
        _ratio("execution_rate", "预算执行率", "全年执行数÷全年预算数", _EXECUTED, _ADJUSTED),
        _ratio(
            "budget_completion_rate_hunan",
            "预算完成率（湖南口径）",
            "（上年结转＋年初预算＋本年追加－年末结余）÷（上年结转＋年初预算＋本年追加）",
            f"management.carry_over_begin_amount + {_INITIAL} + management.supplement_amount"
            " - management.carry_over_end_amount",
            f"management.carry_over_begin_amount + {_INITIAL} + management.supplement_amount",
        ),
        _ratio(
            "staff_control_rate",
            "在职人员控制率",
            "在职人员数÷编制数",
            "management.staff_actual",
            "management.staff_quota",
        ),
        _ratio(
            "three_public_change_rate",
            "“三公经费”变动率",
            "（本年“三公”经费预算数－上年“三公”经费预算数）÷上年“三公”经费预算数",
            "management.three_public_budget_amount - management.three_public_prior_budget_amount",
            "management.three_public_prior_budget_amount",
        ),
        _ratio(
            "key_spending_share",
            "重点支出安排率",
            "重点项目支出÷项目总支出",
            "management.key_project_amount",
            "management.project_total_amount",
        ),
        _ratio(
            "budget_adjustment_rate",
            "预算调整率",
            "|预算调整数－可不计入的调整数|÷年初预算数",
            "ledger.total.adjustment_amount - management.excepted_adjustment_amount",
            _INITIAL,
            magnitude=True,
        ),
        _ratio(
            "budget_control_rate_hunan",
            "预算控制率（湖南口径）",
            "本年追加预算÷年初预算数",
            "management.supplement_amount",
            _INITIAL,
        ),
        _ratio(
            "reallocation_rate",
            "预算调剂率",
            "全年预算调剂金额÷年初预算数",
            "management.reallocated_amount",
            _INITIAL,
        ),
        _ratio(
            "disbursement_progress_rate",
            "支付进度率",
            "实际支付进度÷既定支付进度",
            "management.disbursement_actual",
            "management.disbursement_planned",
        ),
        _ratio(
            "carry_over_rate",
            "结转结余率",
            "年末结转结余÷全年预算数",
            "management.carry_over_end_amount",
            _ADJUSTED,
        ),
        _ratio(
            "carry_over_change_rate",
            "结转结余变动率",
            "（本年末结转结余－上年末结转结余）÷上年末结转结余",
            "management.carry_over_end_amount - management.carry_over_end_prior_amount",
            "management.carry_over_end_prior_amount",
        ),
        _ratio(
            "operating_control_rate",
            "公用经费控制率",
            "公用经费实际支出数÷公用经费预算安排数",
            "management.operating_amount",
            "management.operating_budget_amount",
        ),
        _ratio(
            "three_public_control_rate",
            "“三公经费”控制率",
            "“三公”经费决算数÷“三公”经费预算数",
            "management.three_public_amount",
            "management.three_public_budget_amount",
        ),
        _ratio(
            "procurement_rate",
            "政府采购执行率",
            "实际政府采购金额÷政府采购预算数",
            "management.procurement_amount",
            "management.procurement_budget_amount",
        ),
        _ratio(
            "assets_in_use_rate",
            "固定资产利用率",
            "实际在用固定资产总额÷固定资产总额",
            "management.assets_in_use_amount",
            "management.assets_total_amount",
        ),
        _ratio(
            "task_completion_rate",
            "实际完成率",
            "实际完成工作数÷计划工作数",
            "management.tasks_done",
            "management.tasks_planned",
        ),
        _ratio(
            "timely_completion_rate",
            "完成及时率",
            "及时完成工作数÷计划工作数",
            "management.tasks_in_time",
            "management.tasks_planned",
        ),
        _ratio(
            "quality_rate",
            "质量达标率",
            "质量达标工作数÷计划工作数",
            "management.tasks_of_quality",
            "management.tasks_planned",
        ),
        _ratio(
            "key_task_completion_rate",
            "重点工作办结率",
            "重点工作完成数÷重点工作交办数",
            "management.key_tasks_done",
            "management.key_tasks_assigned",
        ),
        Measure(
            id="budget_disclosure_days",
            title="预算公开用时",
            formula="自批复之日起至公开之日的天数",
            over=_terms("management.disclosure_days_budget"),
            unit="天",
        ),
        Measure(
            id="accounts_disclosure_days",
            title="决算公开用时",
            formula="自批复之日起至公开之日的天数",
            over=_terms("management.disclosure_days_accounts"),
            unit="天",
        ),
    )
}
