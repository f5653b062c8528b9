"""
The same fact in two places: text against table, text against text.

Two amounts are the same fact only where subject, year and measure are the same; agreement is stated
freely, disagreement only where nothing else can have been meant: the figures differ by a slip of the
pen (`slips`), or the amount is that of a neighbour, or a whole is smaller than what it holds.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.stated import YUAN
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Part, Passage
from hengji.interpret.scope import Scope
from hengji.interpret.statements import breakdowns, families, items, slips, stages, swaps
from hengji.interpret.statements.tables import Block, Line

_COUNT, _PERCENT, _SCORE = FigureKind.COUNT, FigureKind.PERCENT, FigureKind.SCORE
_COMPLETION = Part.COMPLETION

_NUMBERING = re.compile(
    r"^(?:[一二三四五六七八九十]+、|[（(][^）)]{1,3}[）)]|其中[:：]?|[0-9]+[.、])|[（(][^）)]*[）)]|[“”\"\s]"
)
_WHOLE = re.compile(r"合计|总计|总额")
_OTHER_STAGE = re.compile(r"预算|上年|年初|计划|增|减")
_NOBODYS = re.compile(r"(?:采购|合同|预算|支出|中标|成交|涉及|项目)*(?:金额|资金|经费|总额)")
"""A measure without its owner (采购金额21.07万元, told of two kinds of firms) is no fact of its own."""
_SHORTEST = 4
_CERTAIN = 8
_MOST = 4
"""A subject told more often than this is a phrase, not a fact."""
_LEVEL_OF_FUNDS = re.compile(
    r"(?:下达|到位|安排|拨付|收到)?(?P<level>中央|省|市|县|区)级?(?:财政)?(?:补助|专项|转移支付)?资金"
)
_BOTH_SIDES = re.compile(r"财政拨款收(?:入|、)?支(?:出)?(?:决算)?总计\Z")
_ONE_SIDE = "财政拨款收入"
_FIRM = re.compile(r"合计|总计|总额|总支出|总收入|决算|年初预算|全年预算|调整预算")
"""Names that say at which stage an amount stands: 公用经费 alone may be budgeted here and spent there."""
_OWN_SCORE = re.compile(
    r"(?:\ue006|本?项目|该项目|单位|本部门|本单位|我单位|我部门|部门整体|部门整体支出|整体支出|绩效|年度|20[0-9]{2}年度?)*自评(?:绩效|综合|总)*(?:得分|评分|分值|总分)"
)
_WHOLE_SCORE = re.compile(r"综合|总(?:得|评)分|整体|部门|单位")
"""Words that make a score that of the whole, not of one project among others."""
_OWN_RATE = re.compile(r"(?:部门(?:整体)?|整体)(?:支出)?预算(?:整体)?执行率\Z")
_BUDGET_RATE = re.compile(r"预算执行率[一-鿿]{0,4}\Z")
_OWN_SPENDING = re.compile(
    r"(?:年度|年|我?部门|我?单位|整体)*(?:(?:全年|当年|本年度?)(?:实际|财政|总)*支出|支出(?:合计|总计|总额)|总支出)(?:决算)?(?:数|总额|合计)?(?:共|计|为|达)*"
)
_OWN_BUDGET = re.compile(
    r"(?:20[0-9]{2}年|年度|年|我?部门|我?单位|整体)*(?:年初(?:部门)?(?:支出)?预算|支出预算总额|支出年初预算)(?:数|总额|合计)?(?:共|计|为|达)*"
)
_OWN_PROJECT = re.compile(r"(?:本|该)?项目总投资(?:额|规模)?(?:共|计|为|达)*")
_ROUND = Decimal(1000)
_WHOLE_PROJECT = "本项目=项目总投资"
_WHOLE_BUDGET = "年初预算=支出预算总额"
"""What is told under either name is remembered under both, apart from what is told under its own."""
_SIGNS = re.compile("[\ue000-\ue00a]")
_ALL_OVER = re.compile(r"^(?:全|我)[省市县区镇乡]")
_MANY_COUNTED = 1000
_ROWS = 2
"""So many parts of a text must be rows of a table before their totals are the same."""


@dataclass(slots=True)
class Facts:
    """What tables say by their labels, and what the text has said so far."""

    fiscal_year: int | None
    unit: str
    by_label: dict[str, list[Figure]] = field(default_factory=dict)
    told: dict[tuple[str, int | None], list[Mention]] = field(default_factory=dict)
    sums: list[tuple[dict[str, Line], Line]] = field(default_factory=list)
    """The tables with a row of totals: their rows by label, and that row."""
    totals: list[stages.Totals] = field(default_factory=list)
    """What the rows of totals say of the budget's stages."""
    doubts: list[tuple[tuple[str, int | None], Statement]] = field(default_factory=list)
    """Disagreements that stand only if the document has no third figure of that name."""
    swapped: swaps.Swaps = field(init=False)

    def __post_init__(self) -> None:
        self.swapped = swaps.Swaps(self.fiscal_year)

    def learn(self, blocks: Iterable[Block]) -> None:
        """Take the rows of a table."""
        for block in blocks:
            self.totals.extend(stages.totals(block))
            rows = {_plain(line.label.rpartition("/")[2]): line for line in block.lines}
            whole = next((line for label, line in rows.items() if _TOTAL_ROW.match(label)), None)
            if whole is not None and len(rows) > _ROWS:
                self.sums.append((rows, whole))
            for line in block.lines:
                label = _plain(line.label.rpartition("/")[2])
                if len(label) >= _SHORTEST:
                    money = [figure for figure in line.figures.values() if figure.unit == YUAN]
                    self.by_label.setdefault(label, []).extend(money)

    def compare(self, scope: Scope) -> Iterator[Statement]:
        """The facts of a passage that a table or an earlier passage also tells."""
        yield from self._totals_of_tables(scope)
        yield from _levels_again(scope)
        yield from items.told_again(scope)
        yield from stages.again(scope, self.totals, self.fiscal_year)
        for mention in scope.here.mentions:
            if mention.figure.kind is _SCORE or mention.part is _COMPLETION:
                yield from self._of_whole(scope, mention)
            if mention.figure.kind is _PERCENT and _BUDGET_RATE.search(mention.lead) and not mention.depth:
                self._doubt(scope, mention, "预算执行率=", slips.swapped, digits=slips.FEW)
            if not scopes.is_amount(mention) or mention.prior:
                continue
            if mention.figure.kind is _COUNT:
                self._of_counts(scope, mention)
            if mention.figure.unit != YUAN or mention.depth:
                continue
            self._of_own_money(scope, mention)
            if not mention.value:
                continue
            core = self._core(mention.subject)
            if len(core) < _SHORTEST or _NOBODYS.fullmatch(core):
                continue
            other = self._of_table(core, mention)
            if other is not None:
                yield scope.statement(
                    StatementType.REPEATED_FACT, mention, [("other", other)], recipe="table"
                )
            yield from self._of_text(scope, core, mention)
            self.swapped.feed(scope, core, mention)

    def finish(self) -> Iterator[Statement]:
        """The disagreements that the whole document leaves standing."""
        for key, statement in self.doubts:
            if len({one.value for one in self.told[key]}) == len(("one", "other")):
                yield statement
        yield from self.swapped.finish()

    def _totals_of_tables(self, scope: Scope) -> Iterator[Statement]:
        """A total whose parts are rows of a table, against the total of that table."""
        if not self.sums:
            return
        for breakdown in breakdowns.breakdowns(scope):
            whole = breakdown.total
            if whole is None or whole.figure.unit != YUAN:
                continue
            for rows, line in self.sums:
                columns = _shared_columns(rows, breakdown.parts)
                totals = [one for column in columns if (one := line.figures.get(column)) and one.unit == YUAN]
                met = [one for one in totals if _meet(one, whole.figure)]
                near = [one for one in totals if slips.slip(one, whole.figure)]
                if met or len(near) == 1:
                    other = (met or near)[0]
                    yield scope.statement(
                        StatementType.REPEATED_FACT, whole, [("other", other)], recipe="table"
                    )
                    break

    def _core(self, subject: str) -> str:
        plain = subject.replace(self.unit, "") if self.unit else subject
        return _plain(plain)

    def _of_table(self, core: str, mention: Mention) -> Figure | None:
        figures = self.by_label.get(core, [])
        if not figures:
            return None
        agreeing = next((one for one in figures if _meet(one, mention.figure)), None)
        if agreeing is not None:
            return agreeing
        slipped = [one for one in figures if slips.slip(one, mention.figure, digits=slips.MANY)]
        if len(slipped) == 1:
            return slipped[0]
        one_value = len({figure.value for figure in figures}) == 1
        now = mention.year is None or mention.year == self.fiscal_year
        certain = one_value and now and _WHOLE.search(core) and not _OTHER_STAGE.search(mention.lead)
        return figures[0] if certain else None

    def _of_text(self, scope: Scope, core: str, mention: Mention) -> Iterator[Statement]:
        key = (core, self.fiscal_year if mention.year is None else mention.year)
        earlier = self.told.setdefault(key, [])
        agreeing = next((one for one in earlier if _meet(one.figure, mention.figure)), None)
        if agreeing is not None:
            yield scope.statement(StatementType.REPEATED_FACT, mention, [("other", agreeing)], recipe="text")
        elif len(earlier) == 1 and (
            (_FIRM.search(core) and slips.slip(earlier[0].figure, mention.figure, digits=slips.MANY))
            or (len(core) >= _CERTAIN and _leads(scope.here, mention) and earlier[0].lead == mention.lead)
        ):
            other = earlier[0]
            self.doubts.append(
                (
                    key,
                    scope.statement(StatementType.REPEATED_FACT, mention, [("other", other)], recipe="text"),
                )
            )
        elif _BOTH_SIDES.search(core):
            yield from self._too_small(scope, mention, key[1])
        if len(earlier) < _MOST:
            earlier.append(mention)

    def _of_whole(self, scope: Scope, mention: Mention) -> Iterator[Statement]:
        """The score or the execution rate of the whole department, told twice."""
        score = mention.figure.kind is _SCORE and _OWN_SCORE.fullmatch(_plain(mention.subject))
        rate = mention.part is _COMPLETION and _OWN_RATE.search(mention.lead.rstrip("为达到约："))
        if (not score and not rate) or mention.depth or mention.prior:
            return
        name = "自评得分" if score else "部门预算执行率"
        key = (name, self.fiscal_year if mention.year is None else mention.year)
        earlier = self.told.setdefault(key, [])
        if earlier:
            found = scope.statement(
                StatementType.REPEATED_FACT, mention, [("other", earlier[0])], recipe="text"
            )
            if _meet(earlier[0].figure, mention.figure):
                yield found
            elif _is_slip(earlier[0], mention, rate=bool(rate)):
                self.doubts.append((key, found))
        if len(earlier) < _MOST:
            earlier.append(mention)

    def _of_own_money(self, scope: Scope, mention: Mention) -> None:
        """
        What the unit spent, or its budget, told twice, once with a slip.

        全年支出9,512.66万元 and 9,521.66万元; 年初预算13,186.20万元 and 支出预算总额13,186.30万元.
        """
        name = _SIGNS.sub("", mention.lead)
        if _OWN_SPENDING.fullmatch(name):
            self._doubt(scope, mention, "全年支出", slips.slip, digits=slips.MANY)
        if _OWN_BUDGET.fullmatch(name):
            self._doubt(scope, mention, _WHOLE_BUDGET, _slipped_oddly, digits=slips.MANY)
        if _OWN_PROJECT.fullmatch(name):
            self._doubt(scope, mention, _WHOLE_PROJECT, slips.slip, digits=slips.FEW)

    def _of_counts(self, scope: Scope, mention: Mention) -> None:
        """农村低保10,245户 and 农村低保10,254户: two neighbouring digits swapped in what is counted."""
        if mention.value < _MANY_COUNTED or _OTHER_STAGE.search(mention.lead):
            return
        core = _ALL_OVER.sub("", self._core(mention.subject))
        if len(core) < _SHORTEST:
            return
        self._doubt(scope, mention, core + mention.figure.unit, slips.swapped, digits=slips.FEW)

    def _doubt(
        self, scope: Scope, mention: Mention, name: str, slipped: Callable[..., bool], *, digits: int
    ) -> None:
        """Remember a fact; doubt it where it was told before with a slip."""
        key = (name, self.fiscal_year if mention.year is None else mention.year)
        earlier = self.told.setdefault(key, [])
        if len(earlier) == 1 and slipped(earlier[0].figure, mention.figure, digits=digits):
            found = scope.statement(
                StatementType.REPEATED_FACT, mention, [("other", earlier[0])], recipe="text"
            )
            self.doubts.append((key, found))
        if len(earlier) < _MOST:
            earlier.append(mention)

    def _too_small(self, scope: Scope, mention: Mention, year: int | None) -> Iterator[Statement]:
        """The total of appropriations on both sides, smaller than the income that it holds."""
        for one in self.told.get((_ONE_SIDE, year), []):
            income, whole = one.figure.interval, mention.figure.interval
            if income is None or whole is None or income.low is None or whole.high is None:
                continue
            if whole.high < income.low:
                yield scope.statement(
                    StatementType.REPEATED_FACT, mention, [("other", one)], recipe="smaller_than_part"
                )
                return


def _is_slip(one: Mention, other: Mention, *, rate: bool) -> bool:
    """Whether the score or the rate of the whole is told again with a slip; a project's only if swapped."""
    if rate:
        return slips.slip(one.figure, other.figure)
    leads = one.lead + other.lead
    if _WHOLE_SCORE.search(leads):
        return slips.slip(one.figure, other.figure, digits=slips.FEWEST)
    return "项目" in leads and slips.swapped(one.figure, other.figure, digits=slips.FEWEST)


def _slipped_oddly(one: Figure, other: Figure, *, digits: int) -> bool:
    """Whether a figure is another with a slip; by a round sum a budget may have been adjusted."""
    apart = abs(Decimal(one.value) - Decimal(other.value))
    return apart % _ROUND != 0 and slips.slip(one, other, digits=digits)


def _shared_columns(rows: dict[str, Line], parts: list[Mention]) -> set[int]:
    """The columns of a table in which the parts of a text stand as rows, each with its figure."""
    shared: set[int] | None = None
    found = 0
    for part in parts:
        line = rows.get(_plain(part.subject))
        if line is None or not part.value:
            continue
        columns = {column for column, figure in line.figures.items() if _meet(figure, part.figure)}
        if not columns:
            continue
        found += 1
        shared = columns if shared is None else shared & columns
    return shared if found >= _ROWS and shared else set()


def _levels_again(scope: Scope) -> Iterator[Statement]:
    """中央级资金755.19万元, told before as 中央级124.23万元 of 755.19万元: the amount of a neighbour."""
    for breakdown in breakdowns.breakdowns(scope):
        whole, parts = breakdown.total, breakdown.parts
        if whole is None or whole.figure.unit != YUAN or not families.levels(whole, parts):
            continue
        for mention in scope.here.mentions[parts[-1].index + 1 :]:
            match = _LEVEL_OF_FUNDS.fullmatch(mention.subject)
            if match is None or not scopes.is_amount(mention) or mention.depth:
                continue
            own = [part for part in parts if part.subject.startswith(match["level"])]
            neighbours = {one.value for one in (whole, *parts)}
            if len(own) == 1 and mention.value in neighbours:
                yield scope.statement(
                    StatementType.REPEATED_FACT, mention, [("other", own[0])], recipe="levels"
                )


_TOTAL_ROW = re.compile(r"(?:合计|总计)\Z")


_OWN = re.compile(r"^(?:年度|本年|本部门|本单位|我单位|我部门|主要用于|用于|占(?=项目支出|基本支出|总支出))+")


def _plain(words: str) -> str:
    """A name without numbering, brackets and words for this year and this unit."""
    plain = _NUMBERING.sub("", words)
    own = _OWN.match(plain)
    return plain if own is None else plain[own.end() :]


def _leads(passage: Passage, mention: Mention) -> bool:
    """Whether an amount is what its sentence is about: nothing stands before its words."""
    before = passage.pattern[mention.position - len(mention.lead) - 1 : mention.position - len(mention.lead)]
    return (
        before in {"", "。"}
        and _WHOLE.search(mention.lead) is not None
        and not _OTHER_STAGE.search(mention.lead)
    )


def _meet(one: Figure, other: Figure) -> bool:
    first, second = one.interval, other.interval
    return first is not None and second is not None and first.meets(second)
