"""The door: what a user types, what comes back, with which exit code."""

from __future__ import annotations

import json
import subprocess
import sys
from decimal import Decimal
from pathlib import Path

import openpyxl
import pytest

from hengji.cli.demo import EXAMPLE

HENGJI = Path(sys.executable).parent / "hengji"
BROKEN = EXAMPLE.with_name("jiangmen-womens-federation-2024-with-errors.xlsx")


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    return subprocess.run(  # noqa: S603 - our own command
        [HENGJI, *map(str, arguments)], capture_output=True, text=True, check=False, cwd=cwd, encoding="utf-8"
    )


@pytest.fixture(scope="module")
def result(tmp_path_factory: pytest.TempPathFactory) -> tuple[dict[str, object], Path, int]:
    out = tmp_path_factory.mktemp("result")
    done = run("evaluate", EXAMPLE, "--out", out, "--json")
    assert done.stderr == ""
    return json.loads(done.stdout), out, done.returncode


def test_the_example_is_scored_and_its_figures_are_decimal_strings(
    result: tuple[dict[str, object], Path, int],
) -> None:
    evaluation, _, code = result
    assert code == 0
    assert evaluation["error"] is None
    assert evaluation["illustrative"] is True
    assert any("29,242,314.38元作为全年预算数" in one for one in evaluation["illustrations"])
    assert evaluation["fiscal_year"] == "2024"
    assert evaluation["claimed_score"] == "100"
    assert Decimal(str(evaluation["computed_score"])) < 100
    execution = _criterion(evaluation["criteria"], "execution")
    assert execution["points"] == "9.84"
    assert {one["value"] for one in execution["inputs"]} >= {"28771611.60", "29242314.38"}
    assert all("!" in one["place"] for one in execution["inputs"])


def _criterion(criteria: object, code: str) -> dict[str, object]:
    assert isinstance(criteria, list)
    for one in criteria:
        if one["code"] == code:
            return one
        found = _criterion(one["criteria"], code) if one["criteria"] else None
        if found:
            return found
    return {}


def test_leaves_sum_to_the_total(result: tuple[dict[str, object], Path, int]) -> None:
    def leaves(criteria: list[dict[str, object]]) -> list[Decimal]:
        found: list[Decimal] = []
        for one in criteria:
            below = one["criteria"]
            found += leaves(below) if below else [Decimal(str(one["points"]))]
        return found

    evaluation, _, _ = result
    assert sum(leaves(evaluation["criteria"])) == Decimal(str(evaluation["computed_score"]))


def test_every_promised_file_is_written_whole(result: tuple[dict[str, object], Path, int]) -> None:
    evaluation, out, _ = result
    written = {Path(name) for name in evaluation["written"]}
    assert written == set(out.iterdir())
    assert sorted(path.suffix for path in written) == [".docx", ".html", ".json", ".pdf", ".xlsx"]
    assert json.loads((out / "evaluation.json").read_text("utf-8")) == evaluation


def test_the_demo_writes_its_files_says_where_and_ends_with_zero(tmp_path: Path) -> None:
    done = run("demo", "--out", tmp_path)
    assert done.returncode == 0
    for path in tmp_path.iterdir():
        assert path.name in done.stdout
    assert "示例" in done.stdout


def test_a_wrong_workbook_gives_all_its_problems_and_writes_nothing(tmp_path: Path) -> None:
    done = run("evaluate", BROKEN, "--out", tmp_path / "result")
    assert done.returncode == 2
    assert done.stdout == ""
    assert not (tmp_path / "result").exists()
    numbered = [line for line in done.stderr.splitlines() if line.strip()[:1].isdigit()]
    assert len(numbered) >= 10
    assert all("!" in line for line in numbered)


def test_a_wrong_workbook_is_told_to_machines_on_stdout(tmp_path: Path) -> None:
    done = run("evaluate", BROKEN, "--json", cwd=tmp_path)
    assert done.returncode == 2
    error = json.loads(done.stdout)["error"]
    assert error["code"] == "invalid_workbook"
    assert len(error["problems"]) >= 10
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (("evaluate", "missing.xlsx"), "missing.xlsx"),
        (("evaluate", EXAMPLE, "--standard", "cn-990000.nothing.2024", "--json"), "cn-990000.nothing.2024"),
        (("evaluate", EXAMPLE, "--unknown-option"), "--unknown-option"),
        (("text", "missing.docx"), "missing.docx"),
        (("standards", "show", "cn-990000.nothing.2024"), "cn-990000.nothing.2024"),
    ],
)
def test_what_cannot_run_says_why_and_ends_with_two(
    arguments: tuple[object, ...], words: str, tmp_path: Path
) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert words in done.stderr + done.stdout
    assert "Traceback" not in done.stderr


def test_help_lists_every_command_and_imports_no_engine() -> None:
    done = run("--help")
    assert done.returncode == 0
    for name in ("evaluate", "demo", "standards", "workbook", "text"):
        assert name in done.stdout
    probe = (
        "import sys; from hengji.cli.main import hengji; hengji.main(['--help'], standalone_mode=False);"
        "heavy = {'rich', 'lxml', 'yaml', 'docx', 'typst', 'xlsxwriter'};"
        "print(sorted(heavy & set(sys.modules)), file=sys.stderr)"
    )
    probed = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)  # noqa: S603
    assert probed.stderr.strip() == "[]"


def test_a_new_workbook_is_never_written_over_an_old_one(tmp_path: Path) -> None:
    out = tmp_path / "filing.xlsx"
    arguments = (
        "workbook",
        "new",
        "--standard",
        "cn-440700.department-overall.2024",
        "--year",
        "2024",
        "--out",
        out,
    )
    assert run(*arguments).returncode == 0
    before = out.read_bytes()
    again = run(*arguments)
    assert again.returncode == 2
    assert "--force" in again.stderr
    assert out.read_bytes() == before
    assert run(*arguments, "--force").returncode == 0


def test_an_empty_workbook_is_told_the_one_thing_nobody_can_do_without(tmp_path: Path) -> None:
    out = tmp_path / "filing.xlsx"
    run("workbook", "new", "--standard", "cn-440700.department-overall.2024", "--year", "2024", "--out", out)
    done = run("evaluate", out, "--json")
    assert done.returncode == 2
    (problem,) = json.loads(done.stdout)["error"]["problems"]
    assert problem["place"] == "基本信息!B6"
    assert "部门名称" in problem["found"]


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (
            ("evaluate", EXAMPLE, "--layout", "fancy"),
            "--layout：“fancy”不在可选的值之内；可选：gb9704, plain。",
        ),
        (("evaluate", EXAMPLE, "--frob"), "没有选项 --frob。"),
        (("evaluate",), "缺少 WORKBOOK（填好的工作簿）。"),
        (("audit",), "缺少 PATH…（要读的文件或文件夹）。"),
        ((), "用法：hengji [选项] 命令"),
        (("evaluate", EXAMPLE, "more"), "多出了 more；"),
        (("frob",), "没有命令 frob。"),
        (("workbook", "new", "--standard", "x", "--out", "y.xlsx"), "缺少 --year。"),
        (("workbook", "new", "--year", "12"), "--year：12 超出范围"),
        (("evaluate", "."), "这是一个文件夹，不是文件"),
        (("evaluate", "missing.xlsx"), "找不到这个文件或文件夹"),
        (("evaluate", EXAMPLE, "--overlay", "nothing"), "可用的叠加规则：cn.platform-caps.2022。"),
        (
            ("evaluate", EXAMPLE, "--standard", "cn.platform-caps.2022"),
            "再加 --overlay cn.platform-caps.2022",
        ),
        (
            (
                "workbook",
                "new",
                "--standard",
                "cn-530000.project-self-evaluation.2020",
                "--year",
                "2024",
                "--out",
                "x",
            ),
            "适用于2020年度，不适用于2024年度。请核对 --year",
        ),
    ],
)
def test_a_wrong_call_is_answered_in_chinese(
    arguments: tuple[object, ...], said: str, tmp_path: Path
) -> None:
    done = run(*arguments, cwd=tmp_path)
    assert done.returncode == 2
    assert said in done.stderr
    assert not {"Usage", "Error", "Invalid", "Try"} & set(done.stderr.replace(":", " ").split())
    assert not list(tmp_path.iterdir())


@pytest.mark.parametrize("below", ["", "more/result"])
def test_a_place_that_takes_no_files_is_told_and_nothing_is_lost(below: str, tmp_path: Path) -> None:
    occupied = tmp_path / "occupied"
    occupied.write_text("mine", encoding="utf-8")
    done = run("evaluate", EXAMPLE, "--out", occupied / below, "--json")
    assert done.returncode == 2
    evaluation = json.loads(done.stdout)
    assert evaluation["error"]["code"] == "unwritable_result"
    assert "请用 --out 另指定" in evaluation["error"]["message"]
    assert evaluation["written"] == []
    assert evaluation["computed_score"] is not None
    assert done.stderr == ""
    assert occupied.read_text("utf-8") == "mine"


def test_another_edition_or_year_than_the_workbooks_is_said_in_every_output(tmp_path: Path) -> None:
    done = run(
        "evaluate",
        EXAMPLE,
        "--standard",
        "cn-420000.project-self-evaluation.2020",
        "--out",
        tmp_path,
        "--no-pdf",
        "--json",
    )
    notes = json.loads(done.stdout)["notes"]
    assert any("是按评分标准 cn-440700.department-overall.2024 编制的" in note for note in notes)
    assert any("适用于2019—2022年度，填报表是2024年度的" in note for note in notes)
    page = next(tmp_path.glob("*.html")).read_text("utf-8")
    assert "适用于2019—2022年度" in page


def test_a_framework_without_marks_says_so_when_its_workbook_is_made(tmp_path: Path) -> None:
    out = tmp_path / "filing.xlsx"
    done = run(
        "workbook",
        "new",
        "--standard",
        "cn.department-common-indicators.2013",
        "--year",
        "2024",
        "--out",
        out,
    )
    assert done.returncode == 0
    assert "没有分值：填好后不能评分" in done.stderr


def test_help_speaks_chinese() -> None:
    done = run("evaluate", "--help")
    assert done.stdout.startswith("用法：hengji evaluate [选项] WORKBOOK")
    assert "显示本说明后退出。" in done.stdout
    assert "Options" not in done.stdout


def test_an_edition_changed_since_the_workbook_was_made_is_said(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(EXAMPLE)
    book.custom_doc_props["hengji.edition_hash"].value = "0" * 64
    path = tmp_path / "filing.xlsx"
    book.save(path)
    notes = json.loads(run("evaluate", path, "--json").stdout)["notes"]
    assert any("在填报表生成之后改动过" in note for note in notes)
    own = json.loads(run("evaluate", EXAMPLE, "--json").stdout)["notes"]
    assert not any("改动过" in note or "改按" in note for note in own)


def test_a_workbook_made_with_an_overlay_is_judged_with_it(tmp_path: Path) -> None:
    edition, overlay = "cn.project-self-evaluation.2020", "cn.platform-caps.2022"
    out = tmp_path / "filing.xlsx"
    assert (
        run(
            "workbook", "new", "--standard", edition, "--overlay", overlay, "--year", 2024, "--out", out
        ).returncode
        == 0
    )
    book = openpyxl.load_workbook(out)
    book["基本信息"]["B6"].value = "示例市档案馆"
    book.save(out)
    evaluation = json.loads(run("evaluate", out, "--json").stdout)
    assert evaluation["standard"] == f"{edition}+{overlay}"
    assert not any("改按" in note or "改动过" in note for note in evaluation["notes"])


def test_a_name_that_would_hide_or_move_the_files_does_neither(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(EXAMPLE)
    book["基本信息"]["B6"].value = "../../etc/馆:*?"
    path = tmp_path / "filing.xlsx"
    book.save(path)
    out = tmp_path / "result"
    evaluation = json.loads(run("evaluate", path, "--out", out, "--no-pdf", "--json").stdout)
    names = {Path(one).name for one in evaluation["written"]}
    assert names == {one.name for one in out.iterdir()}
    assert "etc馆2024年度自评报告.docx" in names


def test_an_overlay_is_shown_with_its_caps_and_source() -> None:
    done = run("standards", "show", "cn.platform-caps.2022")
    assert done.returncode == 0
    assert "--overlay cn.platform-caps.2022" in done.stdout
    assert "按预算执行率封顶总分" in done.stdout
    assert "操作手册" in done.stdout


def test_an_import_without_a_year_takes_the_one_in_the_tables_title(tmp_path: Path) -> None:
    book = openpyxl.Workbook()
    for row in (
        ["某市部门整体支出绩效自评评分表（2023年度）"],
        ["一级指标", "分值", "评分标准"],
        ["投入", 40, "看投入。"],
        ["产出", 60, "看产出。"],
    ):
        book.active.append(row)
    path = tmp_path / "表.xlsx"
    book.save(path)
    done = run("standards", "import", path)
    assert done.returncode == 0
    assert "first_fiscal_year: 2023" in done.stdout
    assert "没有给 --year，暂用“2023”" in done.stderr
