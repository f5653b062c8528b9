"""
An extract, interpreted: everything that a text says, read once.
"""

from __future__ import annotations

import re
from dataclasses import replace
from operator import attrgetter

from hengji.domain.document import Document
from hengji.domain.extract import Extract
from hengji.domain.statement import Statement, StatementType
from hengji.interpret import flat, forms, identity, ledgers, outline, placing, prose, tabbed
from hengji.interpret.statements import columns, repeats, score_tables, table_sums, tables

SIGN = re.compile("[\ue000-\uf8ff]")
"""A private character: in the labels of a damaged table one means nothing to a reader."""


def interpret(extract: Extract) -> Document:
    """
    The document that an extract is: outline, figures, statements, claims, forms.

    Nothing is judged here and nothing raised: what is not recognised is absent.
    """
    whole = extract
    extract = tabbed.in_tabs(tabbed.with_tables(extract))
    grids = placing.grids_of(extract)
    figures = placing.placed(extract, grids)
    sections = outline.outline(extract)
    cells = tables.CellFigures(figures, grids)
    title = identity.title(extract)
    year = identity.fiscal_year(extract, title)
    unit = identity.unit_name(extract, title)
    facts = repeats.Facts(fiscal_year=year, unit=unit or "")
    statements: list[Statement] = []
    for laid in grids:
        blocks = tables.blocks(laid, cells, extract.text)
        facts.learn(blocks)
        statements += table_sums.table_sums(laid, blocks, cells, extract.text)
        statements += columns.computed_columns(laid, cells, extract.text)
    statements += flat.flat_tables(extract, grids, cells)
    statements += prose.statements(extract, figures, facts)
    score = identity.score(extract, figures)
    statements += score_tables.claimed_again(score, statements, extract.text)
    grade = identity.grade(extract, score)
    found = forms.forms(extract, grids)
    statements += score_tables.graded(score, grade, statements)
    partial = forms.filing(
        extract,
        grids,
        found,
        cells,
        fiscal_year=year,
        unit_name=unit,
        score=score,
        grade=None if grade is None else grade.value,
        ledger_figures=ledgers.of_text(extract.text, figures, statements),
    )
    return Document(
        extract=whole,
        title=title,
        unit_name=unit,
        fiscal_year=year,
        sections=sections,
        figures=figures,
        statements=_in_order(statements),
        forms=found,
        filing=partial,
        claimed_score=None if score is None or isinstance(score.value, str) else score.value,
        claimed_score_place=None if score is None else identity.place(score.start, score.end),
        claimed_grade=None if grade is None else grade.value,
    )


def _readable(statement: Statement) -> Statement:
    """The statement with a subject that can be read: without the text's own private characters."""
    if SIGN.search(statement.subject) is None:
        return statement
    return replace(statement, subject=SIGN.sub("", statement.subject))


def _in_order(statements: list[Statement]) -> tuple[Statement, ...]:
    """The statements in order of their places, each arithmetic once."""
    changes = {_arithmetic(one) for one in statements if one.type is StatementType.CHANGE_AMOUNT}
    seen: set[tuple[object, ...]] = set()
    kept = []
    place = (-1, -1)
    for one in sorted(statements, key=attrgetter("start", "end")):
        if place != (one.start, one.end):
            place = (one.start, one.end)
            seen.clear()
        if one.recipe == "balance" and _arithmetic(one) in changes:
            continue  # 比预算数35万元节约6.35万元 is a difference, told as a change
        operands = tuple((operand.role, operand.figure.start) for operand in one.operands)
        key = (one.type, None if one.claim is None else one.claim.start, operands)
        if key not in seen:
            seen.add(key)
            kept.append(_readable(one))
    return tuple(kept)


def _arithmetic(statement: Statement) -> tuple[int | None, frozenset[int]]:
    """Where the claim of a statement stands, and where its operands do."""
    claim = None if statement.claim is None else statement.claim.start
    return claim, frozenset(operand.figure.start for operand in statement.operands)
