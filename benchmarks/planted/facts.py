"""
The books of an invented department: every figure of a report is drawn here and nowhere else.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, field, replace
from decimal import Decimal

from benchmarks.planted import names
from benchmarks.planted.amounts import ZERO, MoneyStyle, half_up


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """A line of the books, in yuan."""

    name: str
    initial: Decimal
    adjusted: Decimal
    executed: Decimal
    prior: Decimal

    def __add__(self, other: Line) -> Line:
        return Line(
            name=self.name,
            initial=self.initial + other.initial,
            adjusted=self.adjusted + other.adjusted,
            executed=self.executed + other.executed,
            prior=self.prior + other.prior,
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Activity:
    """Something promised and done; `parts` are the done ones by level."""

    name: str
    unit: str
    target: int
    actual: int
    parts: tuple[tuple[str, int], ...]


@dataclass(slots=True, kw_only=True)
class Facts:
    """All that the reports of one department may tell."""

    seed: int
    rng: random.Random
    year: int
    place: str
    level: str
    unit: str
    short: str
    department: str
    subject: str
    style: MoneyStyle
    table_style: MoneyStyle
    classes: list[Line] = field(default_factory=list)
    functions: list[Line] = field(default_factory=list)
    codes: list[str] = field(default_factory=list)
    projects: list[Line] = field(default_factory=list)
    sources: list[tuple[str, Decimal]] = field(default_factory=list)
    carried_in: Decimal = ZERO
    three_public: list[Line] = field(default_factory=list)
    operating: Line | None = None
    procurement: list[tuple[str, Decimal]] = field(default_factory=list)
    small_firms: Decimal = ZERO
    activities: list[Activity] = field(default_factory=list)
    staff: tuple[int, int, int] = (0, 0, 0)
    vehicles: list[tuple[str, int]] = field(default_factory=list)

    @property
    def total(self) -> Line:
        """All expenditure."""
        whole = self.classes[0]
        for line in self.classes[1:]:
            whole += line
        return whole

    @property
    def income(self) -> Decimal:
        """All income of the year, without what was carried in."""
        return sum((amount for _, amount in self.sources), ZERO)

    @property
    def carried_out(self) -> Decimal:
        """What is left at the end."""
        return self.carried_in + self.income - self.total.executed


def _cents(rng: random.Random, low: int, high: int) -> Decimal:
    return Decimal(rng.randint(low * 100, high * 100)) / 100


def _line(rng: random.Random, name: str, low: int, high: int, *, least_rate: int = 88) -> Line:
    initial = _cents(rng, low, high)
    adjusted = half_up(initial * Decimal(rng.randint(940, 1120)) / 1000, 2)
    executed = half_up(adjusted * Decimal(rng.randint(least_rate * 10, 1000)) / 1000, 2)
    prior = half_up(executed * Decimal(rng.randint(780, 1240)) / 1000, 2)
    return Line(name=name, initial=initial, adjusted=adjusted, executed=executed, prior=prior)


def split(rng: random.Random, whole: Decimal, count: int, places: int = 2) -> list[Decimal]:
    """So many parts, none of them nothing, that make the whole exactly."""
    weights = [rng.randint(8, 100) for _ in range(count)]
    parts = [half_up(whole * weight / sum(weights), places) for weight in weights[:-1]]
    return [*parts, whole - sum(parts, ZERO)]


def _split_line(rng: random.Random, whole: Line, names_: list[str]) -> list[Line]:
    """Lines that make the whole; each keeps nearly the whole's rate of execution."""
    weights = [Decimal(rng.randint(8, 100)) for _ in names_]
    left = whole
    lines = []
    for name, weight in zip(names_[:-1], weights, strict=False):
        share = weight / sum(weights)
        amounts = [
            half_up(amount * share * (1 - Decimal(rng.randint(0, 20)) / 1000), 2)
            for amount in (whole.initial, whole.adjusted, whole.executed, whole.prior)
        ]
        one = Line(name=name, initial=amounts[0], adjusted=amounts[1], executed=amounts[2], prior=amounts[3])
        lines.append(one)
        left = Line(
            name=names_[-1],
            initial=left.initial - one.initial,
            adjusted=left.adjusted - one.adjusted,
            executed=left.executed - one.executed,
            prior=left.prior - one.prior,
        )
    return [*lines, left]


_STYLES = (
    MoneyStyle(unit="万元", places=2),
    MoneyStyle(unit="万元", places=2),
    MoneyStyle(unit="万元", places=2, blank=True),
    MoneyStyle(unit="万元", places=2, grouped=True),
    MoneyStyle(unit="元", places=2, grouped=True),
    MoneyStyle(unit="元", places=2),
    MoneyStyle(unit="万元", places=4),
)


def facts(seed: int) -> Facts:
    """The books of department number `seed`."""
    rng = random.Random(seed)  # noqa: S311 - figures for a test, no secret
    department, subject, projects = names.DEPARTMENTS[rng.randrange(len(names.DEPARTMENTS))]
    place = rng.choice(names.PLACES)
    level = place[-1]
    style = rng.choice(_STYLES)
    table_unit = rng.choice(("万元", style.unit))
    year = rng.choice((2021, 2022, 2023, 2024, 2024, 2025))
    books = Facts(
        seed=seed,
        rng=rng,
        year=year,
        place=place,
        level=level,
        unit=f"{place}{department}",
        short=f"{level}{department}",
        department=department,
        subject=subject,
        style=style,
        table_style=MoneyStyle(unit=table_unit, places=2, grouped=rng.random() < 0.3),
    )
    _money(books, list(projects))
    _work(books)
    return books


def _money(books: Facts, projects: list[str]) -> None:
    rng = books.rng
    size = rng.choice((1, 1, 2, 4, 9))
    personnel = _line(rng, "人员经费", 4_000_000 * size, 9_000_000 * size, least_rate=96)
    operating = _line(rng, "公用经费", 400_000 * size, 1_400_000 * size, least_rate=92)
    chosen = rng.sample(projects, rng.randint(2, len(projects)))
    books.projects = [_line(rng, f"{name}项目", 600_000 * size, 4_000_000 * size) for name in chosen]
    project = sum(books.projects[1:], books.projects[0])
    books.classes = [personnel, operating, replace(project, name="项目支出")]
    functions = sorted(rng.sample(names.FUNCTIONS, rng.randint(3, 5)))
    books.codes = [code for code, _ in functions]
    books.functions = _split_line(rng, books.total, [name for _, name in functions])
    books.carried_in = _cents(rng, 100_000, 900_000)
    left = _cents(rng, 50_000, 600_000)
    income = books.total.executed + left - books.carried_in
    parts = split(rng, half_up(income * Decimal("0.06"), 2), 2)
    books.sources = [
        ("一般公共预算财政拨款收入", income - sum(parts, ZERO)),
        ("事业收入", parts[0]),
        ("其他收入", parts[1]),
    ]
    books.operating = operating
    books.three_public = [
        Line(name="因公出国（境）费", initial=ZERO, adjusted=ZERO, executed=ZERO, prior=ZERO),
        _line(rng, "公务用车运行维护费", 40_000, 260_000, least_rate=60),
        _line(rng, "公务接待费", 8_000, 90_000, least_rate=45),
    ]
    bought = _cents(rng, 400_000 * size, 3_000_000 * size)
    amounts = split(rng, bought, 3)
    books.procurement = list(zip(("货物", "工程", "服务"), amounts, strict=True))
    books.small_firms = half_up(bought * Decimal(rng.randint(400, 980)) / 1000, 2)


def _work(books: Facts) -> None:
    rng = books.rng
    for name, unit in rng.sample(names.ACTIVITIES, 12):
        target = rng.choice((rng.randint(4, 60), rng.randint(60, 900), rng.randint(900, 6000)))
        actual = target + rng.choice((0, 0, 1, 2, rng.randint(0, target // 5 + 1)))
        cut = sorted(rng.sample(range(1, actual), 2)) if actual > 4 else [1, 2]
        parts = (("市级", cut[0]), ("县级", cut[1] - cut[0]), ("镇级", actual - cut[1]))
        books.activities.append(Activity(name=name, unit=unit, target=target, actual=actual, parts=parts))
    civil, institution = rng.randint(12, 60), rng.randint(5, 80)
    books.staff = (civil + institution + rng.randint(0, 9), civil, institution)
    books.vehicles = [
        ("机要通信用车", rng.randint(1, 3)),
        ("应急保障用车", rng.randint(1, 4)),
        ("其他用车", rng.randint(1, 5)),
    ]
