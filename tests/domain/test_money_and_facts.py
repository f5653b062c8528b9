"""Money, years and the catalogue of facts."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hengji.domain.extract import Extract, Paragraph, Table
from hengji.domain.facts import FACTS
from hengji.domain.filing import Filing
from hengji.domain.finding import SEVERITY_TITLES, Severity
from hengji.domain.ledger import Ledger, LedgerLine, LedgerRow
from hengji.domain.measure import MEASURES
from hengji.domain.money import MoneyUnit, grouped, in_yuan, rounded
from hengji.domain.organisation import Organisation
from hengji.domain.period import FiscalYear, official_date
from hengji.domain.problem import InputError, Problem
from hengji.domain.source import Place
from hengji.domain.stated import Stated


def test_a_unit_of_money_is_known_by_its_printed_name() -> None:
    assert MoneyUnit.from_title("万元") is MoneyUnit.TEN_THOUSAND_YUAN
    assert MoneyUnit.HUNDRED_MILLION_YUAN.title == "亿元"
    assert MoneyUnit.from_title("美元") is None


def test_amounts_are_rounded_half_up_and_grouped() -> None:
    assert rounded(Decimal("0.005")) == Decimal("0.01")
    assert grouped(Decimal("1234567.891"), 1) == "1,234,567.9"
    assert in_yuan(Decimal("-910087.19")) == "-910,087.19元"


def test_a_fiscal_year_is_a_calendar_year() -> None:
    year = FiscalYear(year=2024)
    assert (year.first_day, year.last_day) == (date(2024, 1, 1), date(2024, 12, 31))
    assert str(year.prior) == "2023年度"
    assert official_date(date(2025, 4, 3)) == "2025年4月3日"


def _filing() -> Filing:
    rows = {LedgerLine.TOTAL: LedgerRow(executed_amount=Stated(value=Decimal(0)))}
    return Filing(
        fiscal_year=2024,
        organisation=Organisation(name="江门市妇女联合会", short_name="市妇联"),
        ledger=Ledger(rows=rows),
        management={"management.staff_actual": Stated(value=Decimal(30))},
    )


def test_blank_is_not_zero() -> None:
    filing = _filing()
    executed = filing.fact("ledger.total.executed_amount")
    assert executed is not None
    assert executed.value == 0
    assert filing.fact("ledger.total.surplus_amount") is None
    assert filing.fact("ledger.project.executed_amount") is None
    assert filing.ledger.total.surplus_amount is None
    assert filing.organisation.called == "市妇联"
    assert Organisation(name="甲局").called == "甲局"


def test_every_fact_of_the_catalogue_can_be_asked_for_and_nothing_else() -> None:
    filing = _filing()
    stated = {fact for fact in FACTS if filing.fact(fact) is not None}
    assert stated == {"ledger.total.executed_amount", "management.staff_actual"}
    with pytest.raises(KeyError):
        filing.fact("weather.rain")


def test_every_measure_is_made_of_known_facts() -> None:
    unknown = [
        term.fact for one in MEASURES.values() for term in (*one.over, *one.under) if term.fact not in FACTS
    ]
    assert not unknown


def test_the_signs_of_a_measure_follow_its_formula() -> None:
    change = MEASURES["three_public_change_rate"]
    assert [term.sign for term in change.over] == [1, -1]


def test_a_problem_says_where_what_and_what_to_do() -> None:
    problem = Problem(
        place=Place(sheet="预算与决算", cell="D7"),
        found="填的是“约三百万”",
        expected="应填数字",
        remedy="改成以元为单位的数字",
    )
    assert str(problem) == "预算与决算!D7：填的是“约三百万”；应填数字。改成以元为单位的数字"
    assert str(Problem(place=None, found="空文件", expected="应为工作簿", remedy="换一个文件")).startswith(
        "空文件"
    )
    assert InputError("不能用", [problem]).problems == (problem,)


def test_severities_have_the_words_officials_read() -> None:
    assert [SEVERITY_TITLES[one] for one in Severity] == ["错误", "警示", "提示"]


def test_the_tables_of_an_extract_are_its_table_blocks() -> None:
    table = Table(start=0, end=0, place=Place(table=1), cells=(), rows=0, columns=0)
    extract = Extract(
        file="x", format="txt", text="", blocks=(Paragraph(start=0, end=0, place=Place()), table)
    )
    assert extract.tables == (table,)
