"""
The same fact in two places: text against table, text against text.

Two amounts are the same fact only where subject, year and measure are the same; agreement is stated
freely, disagreement only where nothing else can have been meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from hengji.domain.figure import Figure
from hengji.domain.stated import YUAN
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import scope as scopes
from hengji.interpret.clauses import Mention, Passage
from hengji.interpret.scope import Scope
from hengji.interpret.statements.tables import Block

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


@dataclass(slots=True)
class Facts:
    """What tables say by their labels, and what the text has said so far."""

    fiscal_year: int | None
    unit: str
    by_label: dict[str, list[Figure]] = field(default_factory=dict)
    told: dict[tuple[str, int | None], list[Mention]] = field(default_factory=dict)

    def learn(self, blocks: Iterable[Block]) -> None:
        """Take the rows of a table."""
        for block in blocks:
            for line in block.lines:
                label = _plain(line.label.rpartition("/")[2])
                if len(label) >= _SHORTEST:
                    money = [figure for figure in line.figures.values() if figure.unit == YUAN]
                    self.by_label.setdefault(label, []).extend(money)

    def compare(self, scope: Scope) -> Iterator[Statement]:
        """The facts of a passage that a table or an earlier passage also tells."""
        for mention in scope.here.mentions:
            if (
                mention.figure.unit != YUAN
                or not scopes.is_amount(mention)
                or mention.prior
                or mention.depth
                or not mention.value
            ):
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
        one_value = len({figure.value for figure in figures}) == 1
        now = mention.year is None or mention.year == self.fiscal_year
        certain = one_value and now and _WHOLE.search(core) and not _OTHER_STAGE.search(mention.lead)
        return figures[0] if certain else None

    def _of_text(self, scope: Scope, core: str, mention: Mention) -> Iterator[Statement]:
        earlier = self.told.setdefault((core, mention.year), [])
        agreeing = next((one for one in earlier if _meet(one.figure, mention.figure)), None)
        if agreeing is not None:
            yield scope.statement(StatementType.REPEATED_FACT, mention, [("other", agreeing)], recipe="text")
        elif (
            len(earlier) == 1
            and len(core) >= _CERTAIN
            and _leads(scope.here, mention)
            and earlier[0].lead == mention.lead
        ):
            yield scope.statement(
                StatementType.REPEATED_FACT, mention, [("other", earlier[0])], recipe="text"
            )
        if len(earlier) < _MOST:
            earlier.append(mention)


def _plain(words: str) -> str:
    """A name without numbering, brackets and words for this year and this unit."""
    return re.sub(r"^(?:年度|本年|本部门|本单位|我单位|我部门)+", "", _NUMBERING.sub("", words))


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
