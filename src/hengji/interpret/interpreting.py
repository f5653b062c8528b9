"""
An extract, interpreted: everything that a text says, read once.
"""

from __future__ import annotations

from operator import attrgetter

from hengji.domain.document import Document
from hengji.domain.extract import Extract
from hengji.interpret import flat, forms, identity, ledgers, outline, placing, prose
from hengji.interpret.statements import columns, tables


def interpret(extract: Extract) -> Document:
    """
    The document that an extract is: outline, figures, statements, claims, forms.

    Nothing is judged here and nothing raised: what is not recognised is absent.
    """
    grids = placing.grids_of(extract)
    figures = placing.placed(extract, grids)
    sections = outline.outline(extract)
    cells = tables.CellFigures(figures)
    statements = list(prose.statements(extract, figures))
    statements += flat.flat_tables(extract, cells)
    for laid in grids:
        statements += tables.table_sums(laid, cells, extract.text)
        statements += columns.computed_columns(laid, cells, extract.text)
    title = identity.title(extract)
    score = identity.score(extract, figures)
    grade = identity.grade(extract, score)
    found = forms.forms(extract, grids)
    year = identity.fiscal_year(extract, title)
    unit = identity.unit_name(extract, title)
    partial = forms.filing(
        extract, grids, found, cells, fiscal_year=year, unit_name=unit, score=score,
        grade=None if grade is None else grade.value,
        ledger_figures=ledgers.of_text(extract.text, figures, statements),
    )  # fmt: skip
    return Document(
        extract=extract,
        title=title,
        unit_name=unit,
        fiscal_year=year,
        sections=sections,
        figures=figures,
        statements=tuple(sorted(statements, key=attrgetter("start", "end"))),
        forms=found,
        filing=partial,
        claimed_score=None if score is None or isinstance(score.value, str) else score.value,
        claimed_score_place=None if score is None else identity.place(score.start, score.end),
        claimed_grade=None if grade is None else grade.value,
        claimed_grade_place=None if grade is None else identity.place(grade.start, grade.end),
    )
