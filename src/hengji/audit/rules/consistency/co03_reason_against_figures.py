"""CO03: a reason that explains the opposite of what the figures show."""

import re
from bisect import bisect_right
from collections.abc import Iterator
from operator import attrgetter

from hengji.audit import citations, explanations, indicators, phrasing, reading, reasons
from hengji.audit.explanations import Given
from hengji.audit.rule import DocumentCase, FilingCase, Kind, Rule, Scope
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.indicator import Direction
from hengji.domain.source import Place
from hengji.domain.stated import YUAN, Stated
from hengji.domain.statement import ChangeDirection, Statement, StatementType

_CHANGES = {StatementType.CHANGE_AMOUNT, StatementType.CHANGE_RATE}
_MONEY = re.compile(r"支出|收入|预算|决算|经费|拨款")
_INDIRECT = re.compile(
    r"上年|去年|往年|20\d\d年|基数|退休|离职|调出|转出|疫情|结转|结余|统计口径|口径|政策|标准|税率|剔除|取消|但|不同"
)
"""Causes that may move a figure either way: fewer retired, a low base, a balance that the spending lowers."""
_SAID = re.compile(r"(?P<what>支出|收入|经费|预算|拨款)(?:相应|随之|也)?(?:减少|下降|增加|上升|增长)")
"""项目取消，支出减少: whatever was cancelled, the spending fell by it."""
_BALANCE = re.compile(r"结转|结余|差额")
_RISES: dict[ChangeDirection | None, bool] = {ChangeDirection.INCREASE: True, ChangeDirection.DECREASE: False}
_TOLD_MOVE = re.compile(
    r"(?:支出|收入|支付|经费|拨款|费用?|资金|项目)(?:[^，。；]{0,4})?(?:减少|下降|增加|增长|上升)|减少[^，。；]{0,4}(?:支付|支出)|增加[^，。；]{0,4}(?:支付|支出)"
)
_STAYED = re.compile(r"持平[，。]")
_MOVED = re.compile(r"增加|增长|上升|减少|下降|降低")
_WIDE, _OPENS = 120, 6
_FEW = 8
"""Statements before a reason that may stand in its sentence."""


def check(rule: Rule, case: FilingCase) -> Iterator[Finding]:
    """
    A reason for a rise does not explain a fall, and the other way round.

    Only reasons that speak of one direction alone are judged: “人员增加，项目压减” may explain both.

    **Fails**: 支出比上年增加 100 元, reason 厉行节约、压减支出.
    **Passes**: 支出比上年减少 100 元, reason 厉行节约、压减支出.
    """
    total = case.filing.ledger.total
    pairs = (
        (
            "支出增减原因",
            case.filing.ledger.change_reason,
            total.executed_amount,
            total.prior_executed_amount,
        ),
    )
    for name, words, current, prior in pairs:
        yield from _opposed(rule, name, words, current, prior, unit=YUAN, place=total.place)
    for indicator, target, actual in indicators.quantitative(case.filing.indicators):
        if indicator.direction is Direction.HIGHER_IS_BETTER:
            yield from _opposed(
                rule, f"“{indicator.title}”偏差原因", indicator.deviation_explanation, actual, target,
                unit=indicators.unit_of(indicator, target), place=indicator.place,
            )  # fmt: skip


def check_document(rule: Rule, case: DocumentCase) -> Iterator[Finding]:
    """
    The same of a change in running text and the 主要原因 that its sentence gives.

    Only amounts of spending or income are judged, and no reason that may work either way (退休,
    上年基数, 结转 …).  What stays as it was (持平) needs no reason for a rise or a fall.
    """
    changes = sorted(
        (j.statement for j in case.judgements if j.statement.type in _CHANGES), key=attrgetter("end")
    )
    for given in explanations.given(case):
        direction = _direction(case, changes, given)
        if direction is ChangeDirection.UNCHANGED:
            yield from _moved(rule, case, given)
        rose = _RISES.get(direction)
        if rose is not None and reasons.only(given.words, rising=not rose):
            yield rule.finding(
                place=reading.place(case, given.start, given.end),
                quote=case.text[given.start : given.end],
                verdict=Verdict.UNDECIDABLE,
                reason=f"“{given.words}”",
                told="减少、不足" if rose else "增加、超额",
                figures=f"是{'增加' if rose else '减少'}",
            )


def _moved(rule: Rule, case: DocumentCase, given: Given) -> Iterator[Finding]:
    """A reason that tells a movement, and only one way, of what did not move."""
    rises = reasons.only(given.words, rising=True)
    if _TOLD_MOVE.search(given.words) and (rises or reasons.only(given.words, rising=False)):
        yield rule.finding(
            place=reading.place(case, given.start, given.end),
            quote=case.text[given.start : given.end],
            verdict=Verdict.UNDECIDABLE,
            reason=f"“{given.words}”",
            told="增加、超额" if rises else "减少、不足",
            figures="是持平",
        )


def _direction(case: DocumentCase, changes: list[Statement], given: Given) -> ChangeDirection | None:
    """Which way what a reason explains went, `None` where the words before it leave that open."""
    last = bisect_right(changes, given.start, key=attrgetter("end"))
    near = changes[max(last - _FEW, 0) : last]
    for lead in _leads(case.text, given.start):
        beside = {change.direction for change in near if change.end > given.start - len(lead)}
        if not beside and _STAYED.search(lead) and _MOVED.search(lead) is None:
            beside = {ChangeDirection.UNCHANGED}  # told without an amount
        if not beside:
            continue
        plain = _MONEY.search(lead) and not _BALANCE.search(lead) and not _is_indirect(given.words, lead)
        direction = beside.pop()
        return None if beside or not plain or "基本持平" in lead else direction
    return None


def _is_indirect(words: str, lead: str) -> bool:
    """Whether a reason names what may move a figure either way, without saying which way it moved it."""
    said = _SAID.search(words)
    if said is not None and said["what"] in lead:
        words = words.replace("取消", "")
    return _INDIRECT.search(words) is not None


def _leads(text: str, end: int) -> Iterator[str]:
    """The words before a reason: of its own sentence, then with the one before (减少2.98%。主要原因是…)."""
    own = reading.before(text, end, _WIDE)
    yield own
    if len(own.partition("原因")[0].strip()) > _OPENS:
        return  # the sentence has a subject of its own
    first = max(end - _WIDE, text.rfind("\n", max(end - _WIDE, 0), end) + 1)
    yield "。".join(text[first:end].split("。")[-2:])


def _opposed(
    rule: Rule, name: str, words: str | None, current: Stated | None, base: Stated | None,
    *, unit: str, place: Place | None,
) -> Iterator[Finding]:  # fmt: skip
    if words is None or current is None or base is None or current.value == base.value:
        return
    rose = current.value > base.value
    if reasons.only(words, rising=not rose):
        yield rule.finding(
            place=place, quote=words, stated=current.value, computed=base.value, unit=unit, reason=name,
            told="减少、不足" if rose else "增加、超额",
            figures=_figures(current, base, unit=unit),
        )  # fmt: skip


def _figures(current: Stated, base: Stated, *, unit: str) -> str:
    way = "高于" if current.value > base.value else "低于"
    apart = phrasing.figure(abs(current.value - base.value), unit)
    return f"为{phrasing.figure(current.value, unit)}，{way}{phrasing.figure(base.value, unit)}，相差{apart}"


CO03 = Rule(
    code="CO03",
    severity=Severity.WARNING,
    title="原因与数据方向相反",
    message="{reason}只说明了{told}，但数据{figures}。",
    suggestion="改写原因，或核对数据。",
    basis=citations.DEVIATION,
    scope=Scope(kinds=(Kind.FILING, Kind.FORM, Kind.DOCUMENT)),
    check_filing=check,
    check_document=check_document,
)
