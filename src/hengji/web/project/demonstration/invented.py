"""
An invented department's form for one year: sound sums, plausible counts, never a real figure.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal
from typing import Final

from hengji.web.project.demonstration import texts
from hengji.web.project.demonstration.people import Unit

YEARS: Final = (2023, 2024, 2025)
_FEN: Final = Decimal("0.01")
_SHARES: Final = (Decimal("0.47"), Decimal("0.31"))
"""Of the first and the second project in all of them."""
_EXAMPLE: Final = "示例"
_COMPUTED: Final = ("three_public_control", "operating_control", "execution", "budget_adjustment")
"""Criteria that are computed from amounts: what proves the amounts is named beside them."""
_AFTER_OUTPUTS: Final = "000350"
_KINDS: Final = {4: ("效益指标", "社会效益指标"), 5: ("满意度指标", "服务对象满意度指标")}
_CHECKS: Final = {
    "budget_preparation": ("on_time_and_complete", "detailed_to_projects", "ex_ante_appraisal"),
    "goal_setting": ("goals_match_mandate", "indicators_quantified", "goals_match_budget"),
    "performance_management": ("monitoring", "self_evaluation", "results_used", "rectification"),
    "disclosure": ("budget_on_time", "accounts_on_time", "performance_published", "kept_available"),
}
_PROOFS: Final = {
    "budget_preparation": "{year}年部门预算批复\n项目入库评审表",
    "goal_setting": "{year}年整体绩效目标申报表",
    "performance_management": "{year}年绩效运行监控表\n项目支出绩效自评表",
    "disclosure": "{year}年预决算公开网页截图",
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
    change = texts.chosen("change_more" if executed >= prior else "change_less", unit, year)
    return {
        **{f"ledger/total/{name}": f"{value:f}" for name, value in rows.items()},
        **{f"ledger/{line}/adjusted_budget_amount": f"{planned:f}" for line, (planned, _) in parts.items()},
        **{f"ledger/{line}/executed_amount": f"{done:f}" for line, (_, done) in parts.items()},
        "ledger_reasons/adjustment_reason/answer": (
            texts.chosen("adjustment_reason", unit, year) if adjustment else ""
        ),
        "ledger_reasons/execution_reason/answer": texts.of(unit)["execution"].rstrip("。"),
        "ledger_reasons/change_reason/answer": change,
        **_projects(unit, *parts["project"]),
    }


def _projects(unit: Unit, planned: Decimal, done: Decimal) -> dict[str, str]:
    """The project line, divided among the projects to the fen; the last takes what is left."""
    titles = texts.of(unit)["projects"]
    answers: dict[str, str] = {}
    left = {"adjusted_budget_amount": planned, "executed_amount": done}
    for number, title in enumerate(titles, start=1):
        row = f"projects/{number:04d}00"
        answers[f"{row}/title"] = title
        for name, total in (("adjusted_budget_amount", planned), ("executed_amount", done)):
            part = left[name] if number == len(titles) else money(total * _SHARES[number - 1])
            left[name] -= part
            answers[f"{row}/{name}"] = f"{part:f}"
    return answers


def _goals(unit: Unit, year: int) -> dict[str, str]:
    answers = {
        "goals/000100/goal": f"围绕年度计划完成{'、'.join(title for title, _, _ in unit.works)}等工作。",
        "goals/000100/completion": texts.year_of(unit, year),
    }
    short = unit.short[year - YEARS[0]]
    told = texts.of(unit)
    why = told["problem"].rstrip("。") if short else ""
    for number, (title, measure, target) in enumerate(unit.works, start=1):
        wanted = target + target * (year - YEARS[0]) // 50
        done = wanted * (100 - short) // 100 if short else wanted + wanted // 40
        weight = "6" if number == len(unit.works) and "saving" in told else "10"
        answers |= _indicator(number, title, measure, str(wanted), str(done), weight=weight, why=why)
        answers[f"key_tasks/{number:04d}00/title"] = f"{title}"
        answers[f"key_tasks/{number:04d}00/completion"] = f"按年度计划开展{title}"
        answers[f"key_tasks/{number:04d}00/quantity"] = title
        answers[f"key_tasks/{number:04d}00/achieved"] = str(done)
        answers[f"key_tasks/{number:04d}00/unit"] = measure
    if "saving" in told:
        answers |= _saving(told["saving"], year)
    kept = Decimal(100 - short) / 100
    outcome, satisfaction = told["outcome"], told["satisfaction"]
    for number, one, aim, weight, evidence in (
        (4, outcome, outcome["aim"], "20", f"{outcome['title']}统计表"),
        (5, satisfaction, "90%", "10", _survey(satisfaction, year)),
    ):
        rate = (Decimal(one["done"]) + Decimal(year - YEARS[0]) / 5) * kept
        row = f"indicators/{number:04d}00"
        answers |= _indicator(number, one["title"], "%", aim, f"{rate:.1f}%", weight=weight, why=why)
        answers[f"{row}/evidence"] = evidence
        answers |= dict(zip((f"{row}/dimension", f"{row}/category"), _KINDS[number], strict=True))
    return answers


def _survey(satisfaction: Mapping[str, str], year: int) -> str:
    """What proves the rate; some units do not say how many they asked."""
    asked = satisfaction.get("sample")
    return "满意度统计表" if asked is None else f"{year}年满意度问卷汇总表（{asked}份）"


def _saving(told: Mapping[str, str], year: int) -> dict[str, str]:
    """What one piece may cost at most, and did."""
    most, done = int(told["most"]) + 2 * (year - YEARS[0]), int(told["done"]) + (year - YEARS[0])
    answers = _indicator(6, told["title"], told["unit"], str(most), str(done), weight="4")
    row = "indicators/000600"
    answers |= {f"{row}/category": "成本指标", f"{row}/direction": "≤", f"{row}/evidence": "合同和结算单"}
    return {path.replace("000600", _AFTER_OUTPUTS): value for path, value in answers.items()}


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
        answers[f"assessments/{criterion}/evidence"] = _PROOFS[criterion].format(year=year)
        for item in items:
            answers[f"assessments/{criterion}/{item}/met"] = (
                "否" if weak and item in {"results_used", "ex_ante_appraisal"} else "是"
            )
    for criterion in _COMPUTED:
        answers[f"assessments/{criterion}/evidence"] = f"{year}年度部门决算报表"
    return answers


def _words(unit: Unit, year: int) -> dict[str, str]:
    told, spoke = texts.of(unit), unit.rates[year - YEARS[0]] < 9700 or any(unit.short)  # noqa: PLR2004 - 97 %
    sections = {
        "overall_work": f"{texts.year_of(unit, year)}{told['work']}",
        "goal_overview": f"{told['goal']}指标的计量单位和数据来源在申报时一并确定。",
        "mandate_effectiveness": f"{told['work']}年末汇总后与工作总结核对，差异逐项查明。",
        "cost_control": told["cost"],
        "budget_execution": f"{told['execution']}各季度末核对一次支出进度。",
        **{name: texts.chosen(name, unit, year) for name in _CHECKS},
    }
    if unit.claim and year == YEARS[-1]:
        sections["overall_work"] += told.get("boast", "")
    answers = {f"narratives/{name}/answer": text for name, text in sections.items()}
    if spoke:
        answers |= {
            "problems/000100/problem": told["problem"],
            "problems/000100/measure": told["measure"],
            "problems/000100/responsible": "办公室和业务科室",
            "problems/000100/due": f"{year + 1}年12月底前",
        }
    else:
        answers["declared/problems/answer"] = "无"
    answers["declared/corrective_actions/answer"] = "无"
    answers["declared/other_evaluations/answer"] = "无"
    answers["illustrations/000100/illustration"] = "本表为演示用的示例，内容和数据均为虚构"
    return answers
