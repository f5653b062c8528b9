"""
Budget and final accounts as a report's own words state them, where they leave no doubt.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from hengji.domain.figure import Figure, FigureKind
from hengji.domain.ledger import LedgerColumn, LedgerLine
from hengji.domain.statement import Statement, StatementType

_CLASSES = (("人员", LedgerLine.PERSONNEL), ("公用", LedgerLine.OPERATING), ("项目", LedgerLine.PROJECT))
_BUDGET = re.compile(r"(?:部门|年度|整体)?支出(?:总)?预算(?:数|总额)?(?:为|共计?)?$|预算(?:总)?支出(?:为)?$")
_WHOLE = re.compile(
    r"(?:^|[。；\n])\s*(?:[^。；\n，]{0,12}年度?)?(?:，)?(?:我?部门|我?单位|本部门)?(?:整体)?支出(?:决算)?(?:总额|合计)?(?:为|共计?)?\s*$"
)
_FINAL = re.compile(r"决算")
_WINDOW = 40
_TAIL = len("预算总支出为\n")
"""A budget is named so near its amount."""
_TITLE_WINDOW = 80


def of_text(
    text: str, figures: Iterable[Figure], statements: Iterable[Statement]
) -> dict[tuple[LedgerLine, str], Figure]:
    """
    The budget whose 人员, 公用 and 项目 parts are all printed, and the one expenditure of final accounts.
    """
    found: dict[tuple[LedgerLine, str], Figure] = {}
    for statement in statements:
        if (
            statement.type is not StatementType.SUM_OF_PARTS
            or statement.claim is None
            or not statement.operands
        ):
            continue
        before = text[max(0, statement.claim.start - _WINDOW) : statement.claim.start]
        if "预算" not in before[-_TAIL:] or not _BUDGET.search(before):
            continue
        column = LedgerColumn.INITIAL_BUDGET if "年初" in before[-12:] else LedgerColumn.ADJUSTED_BUDGET
        parts = _classes(text, statement)
        if len(parts) == len(_CLASSES) == len(statement.operands):
            found.setdefault((LedgerLine.TOTAL, column.value), statement.claim)
            for line, figure in parts.items():
                found.setdefault((line, column.value), figure)
    if not found:
        return found
    spent = [figure for figure in figures if figure.kind is FigureKind.MONEY and _told_final(text, figure)]
    if len({figure.value for figure in spent}) == 1:
        found[LedgerLine.TOTAL, LedgerColumn.EXECUTED.value] = spent[0]
    return found


def _classes(text: str, statement: Statement) -> dict[LedgerLine, Figure]:
    parts: dict[LedgerLine, Figure] = {}
    for operand in statement.operands:
        before = text[max(0, operand.figure.start - 12) : operand.figure.start]
        for word, line in _CLASSES:
            if word in before:
                parts.setdefault(line, operand.figure)
    return parts


def _told_final(text: str, figure: Figure) -> bool:
    before = text[max(0, figure.start - _WINDOW) : figure.start]
    return _WHOLE.search(before) is not None and (
        _FINAL.search(text[max(0, figure.start - _TITLE_WINDOW) : figure.start]) is not None
    )
