"""Laws: whatever is thrown at the loader and the importer, they answer in their own words."""

from datetime import date
from decimal import Decimal
from pathlib import Path

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from hengji import standards
from hengji.domain.extract import Cell, Extract, Table
from hengji.domain.problem import InvalidStandard
from hengji.domain.source import Citation, Place
from hengji.domain.standard import Spending
from hengji.standards import bands, shelf
from hengji.standards.importer import emission
from hengji.standards.importer.tree import Branch

SAMPLE: str = yaml.safe_load(
    (Path(__file__).parent.parent / "cases" / "standards" / "refusals.yaml").read_text("utf-8")
)["sample"]
NUMBERS = st.integers(-3, 3).map(Decimal)


@settings(deadline=None, max_examples=60)
@given(
    position=st.integers(0, len(SAMPLE)),
    length=st.integers(0, 40),
    inserted=st.text(alphabet="[]{}:,-&*!|>'\"# \n\t0129.eE~ab一分", max_size=12),
)
def test_a_damaged_file_is_sound_or_refused_with_places(position: int, length: int, inserted: str) -> None:
    text = SAMPLE[:position] + inserted + SAMPLE[position + length :]
    standard, problems = None, ()
    try:
        standard = shelf.read_text(text, "damaged.yaml")
    except InvalidStandard as refused:
        problems = refused.problems
    if standard is None:
        assert problems
        assert all(problem.place and problem.place.row for problem in problems)
    else:
        assert standard.full_marks == sum(leaf.full_marks or 0 for leaf in standard.leaves())


@st.composite
def trees(draw: st.DrawFn) -> list[list[list[int]]]:
    """Level 1 → level 2 → marks of its level 3."""
    marks = st.integers(1, 20)
    return draw(
        st.lists(
            st.lists(st.lists(marks, min_size=1, max_size=3), min_size=1, max_size=3), min_size=1, max_size=3
        )
    )


def sheet(tree: list[list[list[int]]], *, merged: bool, order: list[int]) -> Extract:
    """The tree as a table: upper levels merged or left blank below their first row, columns in any order."""
    column = {
        name: order.index(at) + 1 for at, name in enumerate(("一级指标", "二级指标", "三级指标", "分值"))
    }
    place = Place(sheet="表")
    cells = [Cell(row=1, column=at, start=0, end=0, value=name) for name, at in column.items()]
    row = 2
    for first, level_1 in enumerate(tree):
        top = row
        for second, level_2 in enumerate(level_1):
            middle = row
            for third, marks in enumerate(level_2):
                for name, value in (("三级指标", f"指标{first}.{second}.{third}"), ("分值", Decimal(marks))):
                    cells.append(Cell(row=row, column=column[name], start=0, end=0, value=value))
                row += 1
            span = row - middle if merged else 1
            cells.append(
                Cell(
                    row=middle,
                    column=column["二级指标"],
                    start=0,
                    end=0,
                    value=f"二级{second}",
                    row_span=span,
                )
            )
        span = row - top if merged else 1
        cells.append(
            Cell(row=top, column=column["一级指标"], start=0, end=0, value=f"一级{first}", row_span=span)
        )
    table = Table(start=0, end=0, place=place, cells=tuple(cells), rows=row - 1, columns=4, title="表")
    return Extract(file="t.xlsx", format="xlsx", text="", blocks=(table,))


@settings(deadline=None, max_examples=60)
@given(tree=trees(), merged=st.booleans(), order=st.permutations(range(4)))
def test_a_tree_written_as_a_table_is_read_back(
    tree: list[list[list[int]]], *, merged: bool, order: list[int]
) -> None:
    standard = standards.import_table(
        sheet(tree, merged=merged, order=order),
        standard_id="cn.department-overall.2025",
        title="t",
        basis_title="t",
        year=2025,
    ).standard
    read = [
        [[leaf.full_marks for leaf in second.criteria] for second in first.criteria]
        for first in standard.criteria
    ]
    scale = 100 if sum(marks for one in tree for two in one for marks in two) == 1 else 1
    assert read == [[[marks * scale for marks in two] for two in one] for one in tree]
    assert standard.basis == Citation(title="t", note="由 t.xlsx 导入")


@settings(deadline=None, max_examples=60)
@given(
    ends=st.lists(
        st.fixed_dictionaries({}, optional=dict.fromkeys(bands.ENDS, NUMBERS)), min_size=1, max_size=4
    ),
    value=st.decimals(-4, 4, places=2),
)
def test_trial_values_decide_for_every_value(ends: list[dict[str, Decimal]], value: Decimal) -> None:
    spans = [bands.Band(**one) for one in ends]
    if not bands.uncovered(spans):
        assert any(span.holds(value) for span in spans)
    if not bands.overlapping(spans):
        assert sum(span.holds(value) for span in spans) <= 1
    first = next((at for at, span in enumerate(spans) if span.holds(value)), None)
    assert first not in bands.never_first(spans)


@settings(deadline=None, max_examples=60)
@given(
    title=st.text(st.characters(exclude_categories=["Cs"]), min_size=1).filter(
        lambda text: bool(text.strip())
    ),
    words=st.text(st.characters(exclude_categories=["Cs"])),
)
def test_any_words_of_a_table_survive_the_file(title: str, words: str) -> None:
    branch = Branch(
        title=title, level=1, place=Place(), marks=Decimal(100), words=[words] if words.strip() else []
    )
    head = emission.Head(
        standard_id="cn.department-overall.2025",
        title="t",
        basis=Citation(title="t"),
        fiscal_year=2025,
        spending=Spending.DEPARTMENT,
        jurisdiction_code=None,
        jurisdiction_name="全国",
        confirmed_on=date(2026, 11, 22),
    )
    text = emission.edition(head, [branch], Decimal(100), ["n"])
    leaf = next(shelf.read_text(text, "t.yaml").leaves())
    assert leaf.title == title.strip()
    assert leaf.guidance == words.strip()
