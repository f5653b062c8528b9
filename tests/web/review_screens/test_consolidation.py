"""Units put together: absolute values add, relative ones are weighted by fund amount, blank is not zero."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal

import pytest
from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from hengji.domain.filing import Filing as DomainFiling
from hengji.domain.indicator import Category, Dimension, Direction, Indicator
from hengji.domain.ledger import Ledger, LedgerLine, LedgerRow
from hengji.domain.organisation import Organisation
from hengji.domain.stated import PERCENT, YUAN, Modifier, Stated
from hengji.web.accounts.access import Refused
from hengji.web.accounts.models import User
from hengji.web.filing.models import FilingStatus
from hengji.web.records.models import Event
from hengji.web.review import consolidating, consolidation, own_level
from hengji.web.review.consolidation import Member
from hengji.web.review.own_level import Whole
from tests.web.conftest import City, actor

MONEY = st.decimals("0.01", "999999999.99", places=2)


def _member(
    name: str,
    budget: Decimal | None,
    rate: Decimal | None = None,
    count: Decimal | None = None,
    modifier: Modifier = Modifier.EXACT,
) -> Member:
    row = LedgerRow(adjusted_budget_amount=None if budget is None else Stated(value=budget, unit=YUAN))
    shown = []
    if rate is not None:
        shown.append(("办结率", "%", Stated(value=rate, unit=PERCENT)))
    if count is not None:
        shown.append(("培训", "期", Stated(value=count, unit="期", modifier=modifier, quote="约")))
    indicators = tuple(
        Indicator(
            code=title,
            title=title,
            dimension=Dimension.OUTPUT,
            category=Category.QUANTITY,
            direction=Direction.HIGHER_IS_BETTER,
            unit_of_measure=unit,
            target_value=value,
            actual_value=value,
        )
        for title, unit, value in shown
    )
    return Member(
        name=name,
        filing=DomainFiling(
            fiscal_year=2024,
            organisation=Organisation(name=name),
            ledger=Ledger(rows={LedgerLine.TOTAL: row}),
            indicators=indicators,
        ),
    )


def _lines(*members: Member) -> dict[str, consolidation.Line]:
    return dict(consolidation.by_key(consolidation.consolidated(members)))


@given(st.lists(MONEY, min_size=1, max_size=6))
def test_amounts_add_to_the_fen(amounts: list[Decimal]) -> None:
    lines = _lines(*(_member(f"单位{number}", amount) for number, amount in enumerate(amounts)))
    assert lines["ledger/total/adjusted_budget_amount"].total == sum(amounts)


@given(st.lists(st.tuples(MONEY, st.decimals(0, 100, places=2)), min_size=1, max_size=6))
def test_a_weighted_rate_lies_between_the_rates(pairs: list[tuple[Decimal, Decimal]]) -> None:
    lines = _lines(*(_member(f"单位{n}", money, rate) for n, (money, rate) in enumerate(pairs)))
    total = lines["indicator:办结率/actual"].total
    assert total is not None
    assert min(rate for _, rate in pairs) <= total <= max(rate for _, rate in pairs)


def test_rates_are_weighted_by_fund_amount_as_hubei_prescribes() -> None:
    line = _lines(_member("甲", Decimal(300), Decimal(90)), _member("乙", Decimal(100), Decimal(80)))[
        "indicator:办结率/actual"
    ]
    assert line.total == Decimal("87.50")
    assert line.arithmetic == "（90×300＋80×100）÷400＝87.50"
    assert consolidation.typed(line.total, line.unit) == "87.50%"


@pytest.mark.parametrize(
    ("members", "key", "remark"),
    [
        (
            (_member("甲", Decimal(1)), _member("乙", None)),
            "ledger/total/adjusted_budget_amount",
            "乙未填，不能汇总",
        ),
        (
            (
                _member("甲", Decimal(1), count=Decimal(3)),
                _member("乙", Decimal(1), count=Decimal(4), modifier=Modifier.ABOUT),
            ),
            "indicator:培训/actual",
            "乙填的是约数，不能汇总",
        ),
        (
            (_member("甲", Decimal(1), Decimal(90)), _member("乙", None, Decimal(80))),
            "indicator:办结率/actual",
            "乙没有全年预算数，不能加权",
        ),
    ],
    ids=["blank", "rough", "weightless"],
)
def test_what_cannot_be_totalled_says_whose_figure_is_missing(
    members: tuple[Member, ...], key: str, remark: str
) -> None:
    line = _lines(*members)[key]
    assert line.total is None
    assert line.remark == remark


def test_a_unit_without_the_indicator_takes_no_part_in_it() -> None:
    line = _lines(_member("甲", Decimal(1), count=Decimal(3)), _member("乙", Decimal(1)))[
        "indicator:培训/actual"
    ]
    assert line.total == 3


def test_ticked_totals_are_written_into_the_departments_draft(
    city: City, signed_in: Callable[[User], Client]
) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.unit)
    filing = city.begin(city.department, filled=False)
    browser = signed_in(city.people[f"supervising_reviewer@{city.department.code}"])
    address = f"/filings/{filing.pk}/consolidation"
    assert "28,771,611.6" in browser.get(address).content.decode()
    ticked = ["ledger/total/executed_amount", "indicator:宣传宣讲活动/actual"]
    asked = {"line": ticked, "version": filing.version}
    refused = browser.post(f"{address}/take", asked)
    assert refused.status_code == 409, "本级 was not given: blank is not zero"
    own = {"own-ledger/total/executed_amount": "无", "own-indicator:宣传宣讲活动/actual": "１０"}
    answer = browser.post(f"{address}/take", asked | own, follow=True)
    assert answer.status_code == 200
    values = dict(city.fresh(filing).fields.values_list("path", "value"))
    assert values["ledger/total/executed_amount"] == "28771611.6"
    row = next(path.split("/")[1] for path, value in values.items() if value == "宣传宣讲活动")
    assert values[f"indicators/{row}/actual"] == "535", "本级 10 + 下属 525"
    assert values[f"indicators/{row}/direction"] == "≥"
    assert Event.objects.filter(chain=filing.chain, type="filing.consolidated").count() == 1


def test_totals_are_not_written_over_a_draft_that_was_saved_meanwhile(city: City) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.unit)
    filing = city.begin(city.department, filled=False)
    clerk = city.preparer(city.department)
    with pytest.raises(Refused, match="有人保存过"):
        consolidating.take_over(
            filing.pk,
            clerk,
            actor(clerk),
            ["ledger/total/executed_amount"],
            version=filing.version - 1,
        )


def _whole(typed: dict[str, str], key: str, *members: Member, draft: Member | None = None) -> Whole:
    lines = consolidation.consolidated(members)
    return next(one for one in own_level.wholes(lines, members, typed, draft) if one.line.key == key)


BUDGET = "ledger/total/adjusted_budget_amount"
RATE = "indicator:办结率/actual"


@given(MONEY, st.lists(MONEY, min_size=1, max_size=5))
def test_own_level_and_units_give_the_total_to_the_fen(own: Decimal, amounts: list[Decimal]) -> None:
    members = [_member(f"单位{number}", amount) for number, amount in enumerate(amounts)]
    assert _whole({BUDGET: f"{own:f}"}, BUDGET, *members).total == own + sum(amounts)


def test_the_own_level_weighs_with_its_own_fund_amount() -> None:
    members = (_member("甲", Decimal(300), Decimal(90)),)
    whole = _whole({BUDGET: "100", RATE: "80%"}, RATE, *members)
    assert whole.total == Decimal("87.50")
    assert _whole({RATE: "80%"}, RATE, *members).remark == "本级没有全年预算数，不能加权"


@pytest.mark.parametrize(
    ("typed", "total"), [("", None), ("无", Decimal(300)), ("0", Decimal(300)), ("50", Decimal(350))]
)
def test_blank_is_open_and_none_is_said(typed: str, total: Decimal | None) -> None:
    whole = _whole({BUDGET: typed}, BUDGET, _member("甲", Decimal(300)))
    assert whole.total == total
    assert bool(whole.remark) == (total is None)


def test_a_draft_that_differs_from_the_total_is_named_with_its_direction() -> None:
    units = (_member("甲", Decimal(300)),)
    for said, words in ((Decimal(360), "草稿多 10元"), (Decimal(345), "草稿少 5元"), (Decimal(350), "")):
        whole = _whole({BUDGET: "50"}, BUDGET, *units, draft=_member("草稿", said))
        assert whole.difference.replace(".00", "") == words


def test_words_for_a_number_are_refused_and_nothing_is_kept(
    city: City, signed_in: Callable[[User], Client]
) -> None:
    city.bring_to(FilingStatus.SUBMITTED, city.unit)
    filing = city.begin(city.department)
    browser = signed_in(city.preparer(city.department))
    given_ = {f"own-{BUDGET}": "12", "own-ledger/total/executed_amount": "约三百", "do": "save"}
    answer = browser.post(f"/filings/{filing.pk}/consolidation/take", given_ | {"version": filing.version})
    assert answer.status_code == 409
    assert "不是数字" in answer.content.decode()
    assert not filing.own_figures.exists()
    answer = browser.post(
        f"/filings/{filing.pk}/consolidation/take",
        {f"own-{BUDGET}": "12,000.50", "do": "save", "version": filing.version},
        follow=True,
    )
    assert "12,000.50" in answer.content.decode()
    assert Event.objects.filter(chain=filing.chain, type="filing.own_level_saved").count() == 1
