"""
An invented department's form for one year: sound sums, plausible counts, never a real figure.
"""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from hengji.web.project.demonstration.people import Unit

YEARS: Final = (2023, 2024, 2025)
_FEN: Final = Decimal("0.01")
_EXAMPLE: Final = "示例"
_CHECKS: Final = {
    "budget_preparation": ("on_time_and_complete", "detailed_to_projects", "ex_ante_appraisal"),
    "goal_setting": ("goals_match_mandate", "indicators_quantified", "goals_match_budget"),
    "performance_management": ("monitoring", "self_evaluation", "results_used", "rectification"),
    "disclosure": ("budget_on_time", "accounts_on_time", "performance_published", "kept_available"),
}


def money(value: Decimal) -> Decimal:
    """To the fen."""
    return value.quantize(_FEN, ROUND_HALF_UP)


def budget_of(unit: Unit, year: int) -> Decimal:
    """The adjusted budget: that of 2023, growing a little, by an amount that differs from unit to unit."""
    growth = 1 + Decimal(int(unit.code[:3]) % 7 - 2) * (year - YEARS[0]) / 100
    return money(Decimal(unit.budget) * growth)


def executed_of(unit: Unit, year: int) -> Decimal:
    """What was spent of it."""
    if year < YEARS[0]:
        return money(Decimal(unit.budget) * Decimal("0.96"))
    return money(budget_of(unit, year) * unit.rates[year - YEARS[0]] / 10_000)


def answers_of(unit: Unit, year: int) -> dict[str, str]:
    """The whole form."""
    return {
        "organisation/finance_authority/answer": "示例市财政局",
        "organisation/mandate/answer": f"{unit.name}{unit.duty}（虚构）。",
        "responsibility/preparer/answer": "示例填报人",
        "notice/filed_on/answer": f"{year + 1}-04-20",
        **_ledger(unit, year),
        **_goals(unit, year),
        **_management(unit, year),
        **_words(unit, year),
    }


def _ledger(unit: Unit, year: int) -> dict[str, str]:
    total, executed = budget_of(unit, year), executed_of(unit, year)
    personnel, operating = money(total * Decimal("0.46")), money(total * Decimal("0.05"))
    adjustment = money(total * Decimal(int(unit.code[:3]) % 4) / 100)
    prior = executed_of(unit, year - 1)
    rows = {
        "initial_budget_amount": total - adjustment,
        "adjustment_amount": adjustment,
        "adjusted_budget_amount": total,
        "executed_amount": executed,
        "prior_executed_amount": prior,
    }
    parts = {
        "personnel": (personnel, min(personnel, money(executed * Decimal("0.47")))),
        "operating": (operating, money(operating * Decimal("0.97"))),
    }
    spent = sum((done for _, done in parts.values()), Decimal(0))
    parts["project"] = (total - personnel - operating, executed - spent)
    change = "增加" if executed >= prior else "减少"
    return {
        **{f"ledger/total/{name}": f"{value:f}" for name, value in rows.items()},
        **{f"ledger/{line}/adjusted_budget_amount": f"{planned:f}" for line, (planned, _) in parts.items()},
        **{f"ledger/{line}/executed_amount": f"{done:f}" for line, (_, done) in parts.items()},
        "ledger_reasons/adjustment_reason/answer": "年中追加上级专项工作经费" if adjustment else "",
        "ledger_reasons/execution_reason/answer": "部分项目年底验收，尾款结转下年支付",
        "ledger_reasons/change_reason/answer": f"项目安排与上年不同，支出相应{change}",
    }


def _goals(unit: Unit, year: int) -> dict[str, str]:
    answers = {
        "goals/000100/goal": f"围绕年度计划完成{'、'.join(title for title, _, _ in unit.works)}等工作。",
        "goals/000100/completion": f"{year}年各项工作按计划完成，具体见指标完成值。",
        "projects/000100/title": f"{unit.short_name}业务工作经费",
        "projects/000200/title": "信息化运行维护",
    }
    short = unit.short[year - YEARS[0]]
    why = "项目启动较晚，部分任务转入下年" if short else ""
    for number, (title, measure, target) in enumerate(unit.works, start=1):
        wanted = target + target * (year - YEARS[0]) // 50
        done = wanted * (100 - short) // 100 if short else wanted + wanted // 40
        answers |= _indicator(number, title, measure, str(wanted), str(done), weight="10", why=why)
        answers[f"key_tasks/{number:04d}00/title"] = f"{title}"
        answers[f"key_tasks/{number:04d}00/completion"] = f"按年度计划开展{title}（虚构）"
        answers[f"key_tasks/{number:04d}00/quantity"] = title
        answers[f"key_tasks/{number:04d}00/achieved"] = str(done)
        answers[f"key_tasks/{number:04d}00/unit"] = measure
    kept = Decimal(100 - short) / 100
    for number, title, dimension, category, aim, full, weight in (
        (4, "服务事项按时办结率", "效益指标", "社会效益指标", "95%", Decimal("96.8"), "20"),
        (5, "服务对象满意度", "满意度指标", "服务对象满意度指标", "90%", Decimal("93.5"), "10"),
    ):
        answers |= _indicator(number, title, "%", aim, f"{full * kept:.1f}%", weight=weight, why=why)
        answers |= {
            f"indicators/{number:04d}00/dimension": dimension,
            f"indicators/{number:04d}00/category": category,
        }
    return answers


def _indicator(
    number: int, title: str, measure: str, target: str, done: str, *, weight: str, why: str = ""
) -> dict[str, str]:
    row = f"indicators/{number:04d}00"
    return {
        f"{row}/code": f"I{number:02d}",
        f"{row}/dimension": "产出指标",
        f"{row}/category": "数量指标",
        f"{row}/title": title,
        f"{row}/direction": "≥",
        f"{row}/target": target,
        f"{row}/unit": measure,
        f"{row}/actual": done,
        f"{row}/weight": weight,
        f"{row}/evidence": f"{title}台账",
        f"{row}/deviation_explanation": why,
        f"{row}/illustrative": _EXAMPLE,
    }


def _management(unit: Unit, year: int) -> dict[str, str]:
    total = budget_of(unit, year)
    operating = money(total * Decimal("0.05"))
    travel = money(total * Decimal("0.002"))
    facts = {
        "excepted_adjustment_amount": Decimal(0),
        "three_public_budget_amount": travel,
        "three_public_amount": money(travel * Decimal("0.82")),
        "operating_budget_amount": operating,
        "operating_amount": money(operating * Decimal("0.97")),
    }
    answers = {f"management/management.{name}/value": f"{value:f}" for name, value in facts.items()}
    weak = unit.rates[year - YEARS[0]] < 9000  # noqa: PLR2004 - ninety percent, in hundredths
    for criterion, items in _CHECKS.items():
        answers[f"assessments/{criterion}/reason"] = "按要求开展，材料齐备（虚构）"
        answers[f"assessments/{criterion}/evidence"] = f"{year}年相关批复和台账"
        for item in items:
            answers[f"assessments/{criterion}/{item}/met"] = (
                "否" if weak and item in {"results_used", "ex_ante_appraisal"} else "是"
            )
    return answers


def _words(unit: Unit, year: int) -> dict[str, str]:
    called = unit.short_name
    sections = {
        "overall_work": f"{year}年，{called}围绕中心工作组织实施年度重点任务（文字均为虚构）。",
        "goal_overview": f"{called}根据职能和年度计划设定整体绩效目标，细化为可计量的指标。",
        "mandate_effectiveness": "各业务科室按月登记工作量，年末汇总后与工作总结核对；满意度来自问卷调查。",
        "budget_preparation": "按照财政部门要求编制部门预算，支出细化到项目。",
        "goal_setting": "绩效目标由业务科室提出，办公室汇总后与预算一并报送。",
        "cost_control": "委托事项通过竞争方式确定承接机构，按合同约定和验收结果付款。",
        "budget_execution": "支出按批复的预算和用款计划办理，按季度核对进度。",
        "performance_management": "年中开展绩效运行监控，年末组织项目自评。",
        "disclosure": "部门预算、决算在政府门户网站公开，并长期保留。",
    }
    answers = {f"narratives/{name}/answer": text for name, text in sections.items()}
    if unit.rates[year - YEARS[0]] < 9500:  # noqa: PLR2004 - ninety-five percent, in hundredths
        answers |= {
            "problems/000100/problem": "部分项目前期准备不足，支出进度偏慢。",
            "problems/000100/measure": "提前开展项目前期工作，按季度通报进度。",
            "problems/000100/responsible": "办公室",
            "problems/000100/due": f"{year + 1}年12月底前",
        }
    else:
        answers["declared/problems/answer"] = "无"
    answers["declared/corrective_actions/answer"] = "无"
    answers["declared/other_evaluations/answer"] = "无"
    answers["illustrations/000100/illustration"] = "本表为示例，单位和数据均为虚构"
    return answers
