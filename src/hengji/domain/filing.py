"""
What a unit files: facts, each with its place.

A workbook and a web form give the same `Filing`; a published document gives as much of one as
its forms allow.  What was not said stays `None` or absent — never zero, never an empty phrase.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from hengji.domain.indicator import Evidence, Indicator, KeyTask, PerformanceGoal, Project
from hengji.domain.ledger import Ledger, LedgerColumn, LedgerLine
from hengji.domain.organisation import Organisation
from hengji.domain.source import Place
from hengji.domain.stated import Stated


class NarrativeSection(StrEnum):
    """A part of the report that the unit writes in its own words."""

    OVERALL_WORK = "overall_work"
    GOAL_OVERVIEW = "goal_overview"
    MANDATE_EFFECTIVENESS = "mandate_effectiveness"
    BUDGET_PREPARATION = "budget_preparation"
    GOAL_SETTING = "goal_setting"
    COST_CONTROL = "cost_control"
    BUDGET_EXECUTION = "budget_execution"
    PERFORMANCE_MANAGEMENT = "performance_management"
    DISCLOSURE = "disclosure"


NARRATIVE_TITLES = {
    NarrativeSection.OVERALL_WORK: "年度总体工作",
    NarrativeSection.GOAL_OVERVIEW: "部门整体支出绩效目标情况",
    NarrativeSection.MANDATE_EFFECTIVENESS: "履职效能",
    NarrativeSection.BUDGET_PREPARATION: "预算编制",
    NarrativeSection.GOAL_SETTING: "目标设置",
    NarrativeSection.COST_CONTROL: "成本管控",
    NarrativeSection.BUDGET_EXECUTION: "预算执行",
    NarrativeSection.PERFORMANCE_MANAGEMENT: "绩效管理",
    NarrativeSection.DISCLOSURE: "信息公开",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Narrative:
    """The unit's own words on one section."""

    text: str
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckAnswer:
    """The answer to one item of a checklist criterion."""

    met: bool
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Assessment:
    """
    What the unit says about one criterion of the edition.

    `judged_points` are the points of a criterion that a person must judge; `claimed_points` what
    the unit claims for a criterion that the figures decide.
    """

    criterion: str
    judged_points: Decimal | None = None
    claimed_points: Decimal | None = None
    reason: str | None = None
    checks: Mapping[str, CheckAnswer] = field(default_factory=lambda: MappingProxyType({}))
    evidence: tuple[Evidence, ...] = ()
    illustrative: bool = False
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatedProblem:
    """存在问题 as the unit states it, with the measure it promises."""

    problem: str
    measure: str | None = None
    responsible: str | None = None
    due: str | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CorrectiveAction:
    """整改: one finding of last year's evaluation and what became of it."""

    finding: str
    action: str | None = None
    result: str | None = None
    completed: bool | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OtherEvaluation:
    """其他自评情况: another evaluation of the year, with its score where it has one."""

    title: str
    outcome: str | None = None
    score: Decimal | None = None
    place: Place | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Filing:
    """Everything a unit files for one fiscal year under one edition."""

    fiscal_year: int
    organisation: Organisation
    standard_id: str | None = None
    notice_title: str | None = None
    notice_number: str | None = None
    filed_on: date | None = None
    ledger: Ledger = field(default_factory=Ledger)
    management: Mapping[str, Stated] = field(default_factory=lambda: MappingProxyType({}))
    """Management facts by their id in `facts.FACTS`."""
    goals: tuple[PerformanceGoal, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    approved_indicators: tuple[Indicator, ...] = ()
    """The indicators of a 绩效目标表 in the same document: what was approved, without what came of it."""
    key_tasks: tuple[KeyTask, ...] = ()
    projects: tuple[Project, ...] = ()
    narratives: Mapping[NarrativeSection, Narrative] = field(default_factory=lambda: MappingProxyType({}))
    assessments: Mapping[str, Assessment] = field(default_factory=lambda: MappingProxyType({}))
    """Assessments by the code of their criterion."""
    problems: tuple[StatedProblem, ...] = ()
    no_problems_stated: bool | None = None
    """True where the unit wrote 无 under 存在问题; None where it wrote nothing."""
    no_problems_place: Place | None = None
    """Where that 无 stands."""
    corrective_actions: tuple[CorrectiveAction, ...] = ()
    no_corrective_actions_stated: bool | None = None
    other_evaluations: tuple[OtherEvaluation, ...] = ()
    no_other_evaluations_stated: bool | None = None
    claimed_score: Stated | None = None
    claimed_grade: str | None = None
    illustrations: tuple[str, ...] = ()
    """What in this filing is an example and was never published; every output repeats these."""
    place: Place | None = None

    def fact(self, fact_id: str) -> Stated | None:
        """
        The fact of that id (see `facts.FACTS`), or `None` where it was left blank.

        Raises `KeyError` for an id that the catalogue does not have.
        """
        room, _, name = fact_id.partition(".")
        if room == "ledger":
            line, _, column = name.partition(".")
            return self.ledger.row(LedgerLine(line)).amount(LedgerColumn(column))
        if room == "management":
            return self.management.get(fact_id)
        raise KeyError(fact_id)
