"""A small filing, the illustrative edition, and a workbook on disk that a test may spoil."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Mapping
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from openpyxl.cell.cell import Cell
from openpyxl.worksheet.worksheet import Worksheet

from hengji import standards, workbook
from hengji.documents.readers import xlsx
from hengji.documents.writers.xlsx import write_book
from hengji.domain.filing import (
    Assessment,
    CheckAnswer,
    CorrectiveAction,
    Filing,
    Narrative,
    NarrativeSection,
    OtherEvaluation,
    StatedProblem,
)
from hengji.domain.indicator import (
    Achievement,
    Category,
    Dimension,
    Direction,
    Evidence,
    Indicator,
    KeyTask,
    PerformanceGoal,
    Project,
    TaskQuantity,
)
from hengji.domain.ledger import Ledger, LedgerLine, LedgerRow
from hengji.domain.organisation import Jurisdiction, Organisation
from hengji.domain.standard import Standard
from hengji.domain.stated import PERCENT, YUAN, Modifier, Stated

STANDARD_ID = "cn-440700.department-overall.2024"


def yuan(digits: str) -> Stated:
    return Stated(value=Decimal(digits), unit=YUAN)


@pytest.fixture(scope="session")
def standard() -> Standard:
    return standards.load(STANDARD_ID)


@pytest.fixture(scope="session")
def filing() -> Filing:
    return Filing(
        fiscal_year=2024,
        standard_id=STANDARD_ID,
        organisation=Organisation(
            name="示例市档案馆",
            short_name="市档案馆",
            jurisdiction=Jurisdiction(code="440700", name="示例市"),
            finance_authority="示例市财政局",
            mandate="收集、保管档案。\n提供查阅服务。",
            subordinate_units=("示例市档案服务中心", "示例市方志馆"),
            preparer="甲",
            reviewer="乙",
            responsible_officer="丙",
        ),
        notice_title="关于开展2024年度绩效自评工作的通知",
        notice_number="示财绩〔2025〕1号",
        filed_on=date(2025, 4, 3),
        ledger=Ledger(
            rows={
                LedgerLine.TOTAL: LedgerRow(
                    initial_budget_amount=yuan("29242314.38"),
                    adjustment_amount=yuan("0"),
                    adjusted_budget_amount=yuan("29242314.38"),
                    executed_amount=yuan("28771611.6"),
                    prior_executed_amount=yuan("29681698.79"),
                ),
                LedgerLine.PERSONNEL: LedgerRow(adjusted_budget_amount=yuan("19731374.38")),
                LedgerLine.OPERATING: LedgerRow(adjusted_budget_amount=yuan("429640")),
                LedgerLine.PROJECT: LedgerRow(adjusted_budget_amount=yuan("9081300")),
            },
            adjustment_reason="没有调整",
            execution_reason="招标结余",
            change_reason="厉行节约",
        ),
        management={
            "management.staff_actual": Stated(value=Decimal(136), unit="人"),
            "management.three_public_amount": yuan("48360"),
            "management.disbursement_actual": Stated(
                value=Decimal("98.5"), unit=PERCENT, step=Decimal("0.1")
            ),
        },
        goals=(PerformanceGoal(goal="馆藏应收尽收", completion="已完成"),),
        indicators=(
            Indicator(
                code="1",
                title="举办展览",
                dimension=Dimension.OUTPUT,
                category=Category.QUANTITY,
                direction=Direction.HIGHER_IS_BETTER,
                target_value=Stated(value=Decimal(40), unit="场"),
                actual_value=Stated(value=Decimal(42), unit="场"),
                unit_of_measure="场",
                weight=Decimal("12.5"),
                evidence=(Evidence(title="活动台账"), Evidence(title="签到表")),
                project="展览经费",
                illustrative=True,
            ),
            Indicator(
                code="2",
                title="服务群众",
                dimension=Dimension.OUTCOME,
                category=Category.SOCIAL_BENEFIT,
                direction=Direction.HIGHER_IS_BETTER,
                target_value=Stated(value=Decimal(120000), unit="人次", step=Decimal(1000)),
                actual_value=Stated(
                    value=Decimal(150000), unit="人次", step=Decimal(10000), modifier=Modifier.OVER
                ),
                unit_of_measure="人次",
                deviation_explanation="联合办展",
            ),
            Indicator(
                code="3",
                title="读者满意度",
                dimension=Dimension.SATISFACTION,
                category=Category.BENEFICIARY_SATISFACTION,
                direction=Direction.HIGHER_IS_BETTER,
                target_value=Stated(value=Decimal(95), unit=PERCENT, step=Decimal(1)),
                actual_value=Stated(value=Decimal("97.60"), unit=PERCENT, step=Decimal("0.01")),
                unit_of_measure="%",
            ),
            Indicator(
                code="4",
                title="形成保护机制",
                dimension=Dimension.OUTCOME,
                category=Category.SUSTAINED_IMPACT,
                direction=Direction.QUALITATIVE,
                target_text="建立制度",
                actual_text="制度已印发",
                achievement=Achievement.PARTIAL,
                claimed_points=Decimal(7),
            ),
        ),
        key_tasks=(
            KeyTask(
                title="编研开发",
                completion="出版两种",
                quantities=(
                    TaskQuantity(title="出版物", achieved=Stated(value=Decimal(2), unit="种")),
                    TaskQuantity(
                        title="筹集资金",
                        achieved=Stated(
                            value=Decimal(900000), unit=YUAN, step=Decimal(10000), modifier=Modifier.ODD
                        ),
                    ),
                ),
            ),
            KeyTask(title="安全保管"),
        ),
        projects=(
            Project(
                title="展览经费", adjusted_budget_amount=yuan("500000"), executed_amount=yuan("498765.43")
            ),
            Project(title="数字化"),
        ),
        narratives={
            NarrativeSection.OVERALL_WORK: Narrative(text="全年工作平稳。"),
            NarrativeSection.DISCLOSURE: Narrative(text="按时公开。"),
        },
        assessments={
            "budget_preparation": Assessment(
                criterion="budget_preparation",
                reason="依据批复",
                checks={
                    "on_time_and_complete": CheckAnswer(met=True),
                    "detailed_to_projects": CheckAnswer(met=False),
                },
                evidence=(Evidence(title="预算批复"),),
                illustrative=True,
            ),
            "execution": Assessment(criterion="execution", claimed_points=Decimal("9.84")),
        },
        problems=(
            StatedProblem(problem="指标偏少", measure="补充指标", responsible="办公室", due="2025-12-31"),
        ),
        no_problems_stated=False,
        corrective_actions=(
            CorrectiveAction(finding="公开迟", action="提前准备", result="已按时", completed=True),
        ),
        no_corrective_actions_stated=False,
        other_evaluations=(OtherEvaluation(title="专项自评", outcome="良好", score=Decimal("92.5")),),
        no_other_evaluations_stated=None,
        claimed_score=Stated(value=Decimal("98.5"), unit="分", step=Decimal("0.1")),
        claimed_grade="优",
        illustrations=("单位和数据均为虚构",),
    )


def bare(value: Any) -> Any:
    """The value without the places and words that only say where it was read."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        fields = {field.name: getattr(value, field.name) for field in dataclasses.fields(value)}
        return (type(value).__name__, bare({k: v for k, v in fields.items() if k not in {"place", "quote"}}))
    if isinstance(value, Mapping):
        return {key: bare(each) for key, each in value.items()}
    return [bare(each) for each in value] if isinstance(value, tuple) else value


class Desk:
    """A filled workbook on disk, to be spoilt as a clerk might and read again."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.book = openpyxl.load_workbook(path)

    def sheet(self, title: str) -> Worksheet:
        found = self.book[title]
        assert isinstance(found, Worksheet)
        return found

    def cell(self, sheet: str, row: str, column: str) -> Cell:
        """The cell at a row's label (anywhere in it) under a header."""
        page = self.sheet(sheet)
        header = next(cell for cell in self._cells(page) if _words(cell) == column)
        row_number = next(
            cell.row for cell in self._cells(page) if cell.row > header.row and _words(cell) == row
        )
        found = page.cell(row=row_number, column=header.column)
        assert isinstance(found, Cell)
        return found

    def read(self) -> Filing:
        self.book.save(self.path)
        return workbook.read(xlsx.read(self.path), standards.load)

    @staticmethod
    def _cells(page: Worksheet) -> Iterator[Cell]:
        for row in page.iter_rows():
            yield from (cell for cell in row if isinstance(cell, Cell))


def _words(cell: Cell) -> str:
    return str(cell.value or "").removesuffix(" *").strip()


@pytest.fixture
def write(tmp_path: Path, standard: Standard) -> Callable[..., Path]:
    def write_filing(filing: Filing | None, **options: Any) -> Path:
        path = tmp_path / "填报表.xlsx"
        write_book(workbook.build(standard, 2024, filing, **options), path)
        return path

    return write_filing


@pytest.fixture
def desk(filing: Filing, write: Callable[..., Path]) -> Desk:
    return Desk(write(filing))


@pytest.fixture
def without_places() -> Callable[[Any], Any]:
    return bare
