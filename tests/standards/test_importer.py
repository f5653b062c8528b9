"""Authorities' scoring tables of different shape become editions, or all that is wrong is told."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import docx
import pytest
import xlsxwriter
import yaml

from hengji import standards
from hengji.documents import readers
from hengji.domain.extract import Extract
from hengji.domain.problem import InvalidStandard
from hengji.domain.source import Citation, Confidence
from hengji.domain.standard import Criterion
from hengji.standards.importer import standard_from_extract

CASES = Path(__file__).parent.parent / "cases" / "standards"


def case(name: str) -> dict[str, Any]:
    return yaml.safe_load((CASES / "tables" / f"{name}.yaml").read_text("utf-8"))


def write(path: Path, table: dict[str, Any], *, others: tuple[str, ...] = ()) -> Path:
    """Write the rows, then the merges over them, as a person would in Excel."""
    with xlsxwriter.Workbook(str(path)) as book:
        for name in others:
            book.add_worksheet(name)
        sheet = book.add_worksheet(table["sheet"])
        for row, values in enumerate(table["rows"]):
            for column, value in enumerate(values):
                if value is not None:
                    sheet.write(row, column, value)
        for merge in table.get("merges", ()):
            first_row, first_column, _, _ = _corners(merge)
            values = table["rows"][first_row]
            value = values[first_column] if first_column < len(values) else None
            sheet.merge_range(*_corners(merge), "" if value is None else value)
    return path


def _corners(merge: str) -> tuple[int, int, int, int]:
    first, last = merge.split(":")
    return (int(first[1:]) - 1, ord(first[0]) - 65, int(last[1:]) - 1, ord(last[0]) - 65)


def extract(path: Path, table: dict[str, Any], *, others: tuple[str, ...] = ()) -> Extract:
    return readers.read(write(path, table, others=others))


SHAPES = (
    "input-process-output",
    "weights-beside-each-level",
    "marks-in-titles",
    "numbered-in-one-column",
)


def imported(folder: Path, table: dict[str, Any], *, others: tuple[str, ...] = ()) -> standards.Imported:
    return standard_from_extract(
        extract(folder / "table.xlsx", table, others=others),
        standard_id="cn-510000.department-overall.2025",
        title="部门整体支出绩效评价（导入）",
        basis=Citation(title="评分表", number="财绩〔2025〕1号", issued_on=date(2025, 1, 2)),
        fiscal_year=2025,
        confirmed_on=date(2026, 11, 25),
        jurisdiction_name="某省",
    )


def tree(criteria: tuple[Criterion, ...]) -> dict[str, Any]:
    return {
        f"{one.title} {one.full_marks}": tree(one.criteria) if one.criteria else one.method
        for one in criteria
    }


def plain(value: Any) -> Any:
    if hasattr(value, "items"):
        return {key: plain(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [plain(item) for item in value]
    return float(value) if isinstance(value, Decimal) else str(value)


@pytest.mark.parametrize("shape", SHAPES)
class TestEveryShape:
    def test_titles_marks_and_methods_are_taken_over(self, shape: str, tmp_path: Path) -> None:
        table = case(shape)
        standard = imported(tmp_path, table).standard
        assert standard.full_marks == table["expected"]["full_marks"]
        assert tree(standard.criteria) == table["expected"]["tree"]

    def test_the_text_passes_the_strict_loader_unchanged(self, shape: str, tmp_path: Path) -> None:
        result = imported(tmp_path, case(shape))
        path = tmp_path / "edition.yaml"
        path.write_text(result.text, "utf-8")
        assert standards.check_file(path) == ()
        assert standards.read_file(path) == result.standard

    def test_the_authoritys_words_are_kept(self, shape: str, tmp_path: Path) -> None:
        table = case(shape)
        kept = "\n".join(leaf.guidance for leaf in imported(tmp_path, table).standard.leaves())
        head = next(row for row in table["rows"] if row and {"评分标准", "评分细则"} & set(row))
        column = next(at for at, name in enumerate(head) if name in {"评分标准", "评分细则"})
        for row in table["rows"][table["rows"].index(head) + 1 :]:
            words = row[column] if column < len(row) else None
            if words and words not in {"评分标准", "评分细则"}:
                assert words in kept

    def test_proposed_parameters_are_those_of_the_words(self, shape: str, tmp_path: Path) -> None:
        table = case(shape)
        leaves = {leaf.code: leaf for leaf in imported(tmp_path, table).standard.leaves()}
        for code, parameters in table["expected"].get("parameters", {}).items():
            assert plain(leaves[code].parameters) == parameters
        for title, evidence in table["expected"].get("evidence", {}).items():
            assert [list(leaf.evidence) for leaf in leaves.values() if leaf.title == title] == [evidence]

    def test_notes_say_what_to_look_at_again(self, shape: str, tmp_path: Path) -> None:
        result = imported(tmp_path, case(shape))
        assert result.standard.notes == result.notes
        assert any("人工评判" in note for note in result.notes)
        for leaf in result.standard.leaves():
            assert leaf.marks_confidence is Confidence.SEEN
            if leaf.method != "manual":
                assert any(leaf.title in note for note in result.notes)


DEFECTS: dict[str, tuple[str, dict[tuple[int, int], Any], list[str]]] = {
    "parts do not sum to their printed whole": (
        "marks-in-titles",
        {(3, 6): 6},
        ["评分表!C3 “目标任务”的分值是 15，下级合计 6＋5＋5＝16"],
    ),
    "the printed total is not what the parts sum to": (
        "input-process-output",
        {(13, 4): 99},
        ["评分表!D13 表中合计 99，各一级指标相加 10＋60＋30＝100"],
    ),
    "marks are no number": (
        "input-process-output",
        {(3, 4): "五分"},
        ["评分表!D3 分值写成了“五分”", "评分表!C3 “在职人员控制率”没有分值"],
    ),
    "weights of a level disagree with those below": (
        "weights-beside-each-level",
        {(5, 6): 7},
        ["评分表!D5 “自评工作情况”的分值是 18，下级合计 7＋5＋5＝17"],
    ),
    "marks are missing": (
        "weights-beside-each-level",
        {(12, 6): None, (12, 4): None, (11, 2): None},
        ["评分表!E12 “管理情况”没有分值"],
    ),
}


@pytest.mark.parametrize("defect", DEFECTS)
def test_a_planted_defect_is_told_with_its_cell(defect: str, tmp_path: Path) -> None:
    shape, changes, told = DEFECTS[defect]
    table = case(shape) | {"sheet": "评分表"}
    for (row, column), value in changes.items():
        table["rows"][row - 1][column - 1] = value
    with pytest.raises(InvalidStandard) as refused:
        imported(tmp_path, table)
    assert [f"{problem.place} {problem.found}" for problem in refused.value.problems] == told
    assert all(problem.remedy for problem in refused.value.problems)


def test_a_row_with_marks_and_no_title_is_told(tmp_path: Path) -> None:
    table = {
        "sheet": "表",
        "rows": [
            ["一级指标", "二级指标", "分值", "评分标准"],
            ["管理", "制度", 60, "看制度"],
            [None, None, 40, None],
        ],
    }
    with pytest.raises(InvalidStandard) as refused:
        imported(tmp_path, table)
    assert [(str(one.place), one.found) for one in refused.value.problems] == [
        ("表!B3", "这一行有分值 40，没有指标名称")
    ]


def test_all_problems_come_at_once(tmp_path: Path) -> None:
    table = case("input-process-output")
    table["rows"][2][3] = "若干"
    table["rows"][12][3] = 90
    table["rows"][5][3] = None
    with pytest.raises(InvalidStandard) as refused:
        imported(tmp_path, table)
    assert [str(one.place) for one in refused.value.problems] == ["评分表!D3", "评分表!C3", "评分表!C6"]


def test_a_file_without_a_scoring_table_is_refused(tmp_path: Path) -> None:
    with pytest.raises(InvalidStandard) as refused:
        imported(tmp_path, {"sheet": "其他", "rows": [["姓名", "电话"], ["甲", "1"]]})
    assert refused.value.problems[0].found == "没有找到评分表的表头"


def test_sheets_before_the_table_are_passed_over(tmp_path: Path) -> None:
    assert imported(tmp_path, case("marks-in-titles"), others=("封面", "填报说明")).standard.full_marks == 100


def test_blank_cells_take_the_title_above_where_nothing_is_merged(tmp_path: Path) -> None:
    table = case("input-process-output")
    table["merges"] = []
    assert tree(imported(tmp_path, table).standard.criteria) == table["expected"]["tree"]


def test_titles_written_again_on_each_row_are_one_criterion(tmp_path: Path) -> None:
    table = {
        "sheet": "表",
        "rows": [
            ["三级指标", "二级指标", "一级指标", "分值", "评分标准"],
            ["甲", "制度", "管理", "30分", "看制度"],
            ["乙", "制度", "管理", "（30）", "看制度"],
            ["丙", "产出", "效果", 40, "看产出"],
        ],
    }
    assert tree(imported(tmp_path, table).standard.criteria) == {
        "管理 60": {"制度 60": {"甲 30": "manual", "乙 30": "manual"}},
        "效果 40": {"产出 40": {"丙 40": "manual"}},
    }


@pytest.mark.parametrize(
    "titles",
    [
        ("一、预算管理", "绩效管理"),  # one bears no number
        ("1.预算管理", "2.绩效管理"),  # all of one kind
        ("1.预算管理", "一、绩效管理"),  # the first is not the highest
    ],
)
def test_numbers_that_do_not_make_levels_are_left_alone(titles: tuple[str, str], tmp_path: Path) -> None:
    rows = [["评价内容", "分值", "评分标准"], [titles[0], 40, "看一看。"], [titles[1], 60, "看一看。"]]
    standard = imported(tmp_path, {"sheet": "表", "rows": rows}).standard
    assert [one.title for one in standard.criteria] == list(titles)


def test_weights_that_sum_to_one_become_points(tmp_path: Path) -> None:
    table = {
        "sheet": "表",
        "rows": [["一级指标", "权重", "评分标准"], ["管理", 0.4, "看管理"], ["效果", 0.6, "看效果"]],
    }
    result = imported(tmp_path, table)
    assert tree(result.standard.criteria) == {"管理 40": "manual", "效果 60": "manual"}
    assert any("换算" in note for note in result.notes)


def test_the_door_for_the_pipeline_gives_the_same(tmp_path: Path) -> None:
    table = case("marks-in-titles")
    read = extract(write(tmp_path / "x.xlsx", table), table)
    result = standards.import_table(
        read, standard_id="cn-510000.department-overall.2025", title="t", basis_title="通知", year=2025
    )
    assert result.standard.jurisdiction_code == "510000"
    assert result.standard.basis.note == "由 x.xlsx 导入"


def test_a_leaf_with_several_scoring_rows_sums_their_marks(tmp_path: Path) -> None:
    table = {
        "sheet": "表",
        "rows": [
            ["一级指标", "二级指标", "分值", "评分标准", "佐证材料"],
            ["管理", "制度", 30, "有制度得30分", "制度文件"],
            [None, None, 20, "执行好得20分", "检查记录、整改报告"],
            ["效果", "满意度", "５０分", "看调查", None],
        ],
        "merges": ["A2:A3", "B2:B3"],
    }
    first, second = imported(tmp_path, table).standard.leaves()
    assert (first.full_marks, first.guidance) == (50, "有制度得30分\n执行好得20分")
    assert first.evidence == ("制度文件", "检查记录", "整改报告")
    assert second.full_marks == 50


def test_two_marks_for_one_criterion_are_told(tmp_path: Path) -> None:
    table = {
        "sheet": "表",
        "rows": [["一级指标", "分值", "评分标准"], ["管理（60分）", 50, "看管理"], ["效果", 40, "看效果"]],
    }
    with pytest.raises(InvalidStandard) as refused:
        imported(tmp_path, table)
    assert [f"{one.place} {one.found}" for one in refused.value.problems] == [
        "表!B2 “管理”的分值这里是 50，另一处（表!A2）是 60"
    ]


def test_a_title_that_is_only_marks_is_told(tmp_path: Path) -> None:
    table = {"sheet": "表", "rows": [["一级指标", "分值", "评分标准"], ["（60分）", 60, "看管理"]]}
    with pytest.raises(InvalidStandard) as refused:
        imported(tmp_path, table)
    assert [(str(one.place), one.found) for one in refused.value.problems] == [("表!A2", "指标名称为空")]


def test_marks_that_are_a_formula_without_result_are_told(tmp_path: Path) -> None:
    read = extract(tmp_path / "x.xlsx", case("input-process-output"))
    table = read.tables[0]
    cells = tuple(
        replace(cell, value=None, formula_without_value=True) if (cell.row, cell.column) == (3, 4) else cell
        for cell in table.cells
    )
    with pytest.raises(InvalidStandard) as refused:
        standards.import_table(
            replace(read, blocks=(replace(table, cells=cells),)),
            standard_id="cn.department-overall.2025",
            title="t",
            basis_title="t",
            year=2025,
        )
    assert refused.value.problems[0].found == "分值是公式，文件里没有存它的结果"


def test_full_marks_other_than_a_hundred_are_noted(tmp_path: Path) -> None:
    table = {
        "sheet": "表",
        "rows": [["评价内容", "分值", "评分标准"], ["管理", 60, "看管理"], ["效果", 60, "看效果"]],
    }
    result = imported(tmp_path, table)
    assert result.standard.full_marks == 120
    assert any("不是 100 分" in note for note in result.notes)


def test_a_head_without_rows_and_a_second_table_are_told(tmp_path: Path) -> None:
    with pytest.raises(InvalidStandard) as refused:
        imported(tmp_path, {"sheet": "表", "rows": [["一级指标", "分值", "评分标准"]]})
    assert refused.value.problems[0].found == "表头下面没有指标"
    read = extract(tmp_path / "y.xlsx", case("marks-in-titles"))
    again = replace(read.tables[0], title="附表")
    result = standards.import_table(
        replace(read, blocks=(*read.tables, again)),
        standard_id="cn.department-overall.2025",
        title="t",
        basis_title="t",
        year=2025,
    )
    assert "导入的是工作表“Sheet1”；另有评分表未导入：附表。" in result.notes


def test_subtotals_signatures_and_unknown_columns_do_no_harm(tmp_path: Path) -> None:
    table = {
        "sheet": "表",
        "rows": [
            ["单位名称：", None, None, None, "填报日期：", None],
            ["一级指标", "二级指标", "标准分值", "评分标准（细则）", "责任股室", "自评得分（分）"],
            ["投　入", "制度", 30, "看制度", "预算股", None],
            [None, "预算", 20, "看预算", "国库股", None],
            [None, "小计", 50, None, None, None],
            ["产\n出", "数量", 50, "看数量", "绩效股", None],
            ["合计", None, 100, None, None, None],
            ["填报人：甲", "联系电话：1", None, None, None, None],
        ],
        "merges": ["A3:A5"],
    }
    result = imported(tmp_path, table)
    assert tree(result.standard.criteria) == {
        "投入 50": {"制度 30": "manual", "预算 20": "manual"},
        "产出 50": {"数量 50": "manual"},
    }
    assert [leaf.guidance for leaf in result.standard.leaves()] == ["看制度", "看预算", "看数量"]
    assert "以下各列的表头不认识，内容没有导入：责任股室。" in result.notes


def test_names_and_weights_may_stand_in_a_second_row_of_the_head(tmp_path: Path) -> None:
    table = {
        "sheet": "表",
        "rows": [
            ["一级指标", None, "二级指标", None, "评分标准"],
            ["名称", "权重", "名称", "权重", None],
            ["管理", 0.4, "制度", 0.4, "看制度"],
            ["效果", 0.6, "产出", 0.25, "看产出"],
            [None, None, "满意度", 0.35, "看调查"],
        ],
        "merges": ["A1:B1", "C1:D1", "E1:E2", "A4:A5", "B4:B5"],
    }
    assert tree(imported(tmp_path, table).standard.criteria) == {
        "管理 40": {"制度 40": "manual"},
        "效果 60": {"产出 25": "manual", "满意度 35": "manual"},
    }


def test_a_table_in_a_word_file_is_taken_over_as_well(tmp_path: Path) -> None:
    table = case("input-process-output")
    document = docx.Document()
    grid = document.add_table(len(table["rows"]), 7)
    for row, values in enumerate(table["rows"]):
        for column, value in enumerate(values):
            grid.cell(row, column).text = "" if value is None else str(value)
    for merge in table["merges"]:
        first_row, first_column, last_row, last_column = _corners(merge)
        words = grid.cell(first_row, first_column).text
        merged = grid.cell(first_row, first_column).merge(grid.cell(last_row, last_column))
        merged.text = words
    document.save(str(tmp_path / "table.docx"))
    result = standards.import_table(
        readers.read(tmp_path / "table.docx"),
        standard_id="cn-430000.department-overall.2025",
        title="t",
        basis_title="t",
        year=2025,
    )
    assert tree(result.standard.criteria) == table["expected"]["tree"]
