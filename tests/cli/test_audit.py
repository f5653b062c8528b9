"""`hengji audit` at the door: exit codes, JSON Lines, what is written, what is said."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import openpyxl
import pytest

from hengji.cli.demo import EXAMPLE

HENGJI = Path(sys.executable).parent / "hengji"
RIGHT = "2024年度自评报告\n一、预算执行\n本年支出合计100.00万元，其中基本支出60.00万元，项目支出40.00万元。\n"
WRONG = RIGHT.replace("40.00", "39.00")
KEYS = {
    "file",
    "title",
    "unit_name",
    "fiscal_year",
    "claimed_score",
    "claimed_grade",
    "sections",
    "statements",
    "findings",
    "error",
}


def run(*arguments: object, cwd: Path | None = None) -> subprocess.CompletedProcess[str]:
    """The command as a user runs it."""
    return subprocess.run(  # noqa: S603 - our own command
        [HENGJI, "audit", *map(str, arguments)],
        capture_output=True,
        text=True,
        check=False,
        cwd=cwd,
        encoding="utf-8",
    )


@pytest.fixture
def right(tmp_path: Path) -> Path:
    path = tmp_path / "right.txt"
    path.write_text(RIGHT, encoding="utf-8")
    return path


@pytest.fixture
def wrong(tmp_path: Path) -> Path:
    path = tmp_path / "wrong.txt"
    path.write_text(WRONG, encoding="utf-8")
    return path


def test_a_report_without_errors_ends_with_zero(right: Path) -> None:
    done = run(right)
    assert (done.returncode, done.stderr) == (0, "")
    assert "错误 0 条" in done.stdout
    assert "✓ 相符" in done.stdout


def test_an_error_is_shown_with_its_words_arithmetic_and_remedy_and_ends_with_one(wrong: Path) -> None:
    done = run(wrong)
    assert (done.returncode, done.stderr) == (1, "")
    assert "AR12" in done.stdout
    assert "【" in done.stdout
    assert "99万元" in done.stdout
    assert "→" in done.stdout


def test_json_lines_are_objects_of_the_design_one_a_file(right: Path, wrong: Path) -> None:
    done = run(right, wrong, "--json")
    assert (done.returncode, done.stderr) == (1, "")
    first, second = map(json.loads, done.stdout.splitlines())
    assert set(first) >= KEYS
    assert (first["file"], first["error"], first["fiscal_year"]) == (str(right), None, "2024")
    (failing,) = [one for one in second["statements"] if one["verdict"] == "fails"]
    assert set(failing) >= {
        "type",
        "quote",
        "start",
        "end",
        "stated",
        "computed",
        "difference",
        "direction",
        "operands",
        "reason",
    }
    assert (failing["stated"], failing["computed"], failing["difference"]) == ("1000000", "990000", "10000")
    finding = next(one for one in second["findings"] if one["rule"] == "AR12")
    assert WRONG[finding["start"] : finding["end"]] == finding["quote"]


def test_what_cannot_be_read_does_not_hide_the_others_and_the_worst_code_wins(
    tmp_path: Path, right: Path, wrong: Path
) -> None:
    picture = tmp_path / "picture.docx"
    picture.write_bytes(b"\x89PNG\r\n")
    done = run(right, picture, tmp_path / "absent.txt", wrong, "--json")
    objects = [json.loads(line) for line in done.stdout.splitlines()]
    assert done.returncode == 2
    assert [one["error"] is None for one in objects] == [True, False, False, True]
    assert objects[1]["error"]["code"] == "unreadable_document"
    assert set(objects[1]) >= KEYS
    assert run(right, picture).returncode == 2
    assert run(right, wrong).returncode == 1


def test_folders_mean_all_readable_files_below_them_and_an_empty_one_is_an_error(
    tmp_path: Path, right: Path, wrong: Path
) -> None:
    (tmp_path / "sub").mkdir()
    wrong.rename(tmp_path / "sub" / "b.txt")
    (tmp_path / "~$right.docx").write_bytes(b"left by an open program")
    (tmp_path / "notes.png").write_bytes(b"\x89PNG")
    (tmp_path / "empty").mkdir()
    done = run(tmp_path, "--json")
    assert [json.loads(line)["file"] for line in done.stdout.splitlines()] == [
        str(right),
        str(tmp_path / "sub" / "b.txt"),
    ]
    assert done.returncode == 1
    empty = run(tmp_path / "empty", right, "--json")
    assert [json.loads(line)["error"] is None for line in empty.stdout.splitlines()] == [False, True]
    assert empty.returncode == 2


@pytest.mark.parametrize(
    ("columns", "titles"),
    [("140", "文件单位年度自评错误警示提示相符不符无法判定"), ("80", "文件错误警示提示")],
)
def test_many_files_are_a_table_that_fits_the_screen_and_their_errors(
    right: Path, wrong: Path, monkeypatch: pytest.MonkeyPatch, columns: str, titles: str
) -> None:
    monkeypatch.setenv("COLUMNS", columns)
    done = run(right, wrong)
    assert done.stderr == ""
    assert "".join(done.stdout.splitlines()[0].split()) == titles
    assert "right.txt" in done.stdout
    assert "错误 AR12" in done.stdout


def test_the_summary_tells_the_totals_what_was_not_read_and_what_held_nothing_to_reckon(
    tmp_path: Path, right: Path, wrong: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLUMNS", "120")
    accounts, plan, picture = (tmp_path / name for name in ("accounts.txt", "plan.txt", "picture.docx"))
    accounts.write_text(RIGHT.replace("自评报告", "部门决算"), encoding="utf-8")
    plan.write_text("工作安排\n一、按时完成各项任务。\n", encoding="utf-8")
    picture.write_bytes(b"\x89PNG\r\n")
    lines = run(right, wrong, accounts, plan, picture).stdout.splitlines()
    rows = {line.split()[0]: line for line in lines[:6]}
    assert "未写明" in rows["right.txt"]
    assert "未写明" not in rows["accounts.txt"], "final accounts are not asked for a score"
    assert "没有可复算的陈述" in rows["plan.txt"]
    assert "未能审核" in rows["picture.docx"]
    total = next(line for line in lines if line.startswith("合计"))
    assert "5 个文件，其中 1 个未能审核" in total
    assert "错误 1 条" in total


def test_a_file_without_anything_to_reckon_is_not_called_faultless(tmp_path: Path) -> None:
    plan = tmp_path / "plan.txt"
    plan.write_text("工作安排\n一、按时完成各项任务。\n", encoding="utf-8")
    done = run(plan, "--annotate", tmp_path / "out")
    assert "没有读到可以复算的数据陈述" in done.stdout
    assert "没有读到可以复算的数据陈述" in (tmp_path / "out" / "plan-审核.html").read_text("utf-8")


def test_a_wrong_option_is_told_once_and_ends_with_two(right: Path, wrong: Path) -> None:
    done = run(right, wrong, "--standard", "cn.no-such.2024", "--json")
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.count("cn.no-such.2024") == 1
    assert run("--nonsense", right).returncode == 2
    assert run().returncode == 2


def test_an_edition_is_applied(right: Path) -> None:
    done = run(right, "--standard", "cn-440700.department-overall.2024", "--json")
    assert done.returncode in {0, 1}
    assert json.loads(done.stdout)["error"] is None


def test_annotations_are_written_without_collisions_and_never_over_an_input(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "报告.txt").write_text(WRONG, encoding="utf-8")
    taken = tmp_path / "out" / "报告-审核.html"
    taken.parent.mkdir()
    taken.write_text("<html><body><p>支出10元</p></body></html>", encoding="utf-8")
    before = taken.read_bytes()
    done = run(tmp_path / "a", tmp_path / "b", taken, "--annotate", tmp_path / "out", "--json")
    written = [Path(path) for line in done.stdout.splitlines() for path in json.loads(line)["written"]]
    assert taken.read_bytes() == before
    assert len(set(written)) == 3
    assert sorted(one.name for one in (tmp_path / "out").iterdir()) == sorted(
        [taken.name, *(one.name for one in written), "问题清单.xlsx", "findings.jsonl"]
    )
    # Run again on everything: results are no inputs.
    again = run(tmp_path, "--annotate", tmp_path / "out", "--json")
    assert [Path(json.loads(line)["file"]).name for line in again.stdout.splitlines()] == [
        "报告.txt",
        "报告.txt",
    ]


def test_the_lists_hold_a_row_a_finding_and_what_could_not_be_read(tmp_path: Path, wrong: Path) -> None:
    hostile = tmp_path / "=1+1 <b>.txt"
    hostile.write_text(WRONG.replace("一、", "=HYPERLINK(1)\n一、"), encoding="utf-8")
    picture = tmp_path / "picture.docx"
    picture.write_bytes(b"\x89PNG\r\n")
    out = tmp_path / "out"
    run(wrong, hostile, picture, "--annotate", out)
    lines = [json.loads(line) for line in (out / "findings.jsonl").read_text("utf-8").splitlines()]
    assert {one["file"] for one in lines} == {str(wrong), str(hostile), str(picture)}
    (unread,) = [one for one in lines if one["error"] is not None]
    assert unread["file"] == str(picture)
    book = openpyxl.load_workbook(out / "问题清单.xlsx")
    findings, files = book["问题清单"], book["文件汇总"]
    assert findings.max_row - 2 == len(lines) - 1
    assert files.max_row - 2 == 3
    assert "图片" in str(files.cell(5, 13).value)
    assert all(cell.data_type != "f" for sheet in book for row in sheet.iter_rows() for cell in row)
    head = [cell.value for cell in findings[2]]
    row = dict(zip(head, (cell.value for cell in findings[3]), strict=True))
    assert (row["规则"], row["所述"], row["算得"], row["相差"], row["单位"]) == (
        "AR12",
        1000000,
        990000,
        10000,
        "元",
    )


def test_a_folder_that_cannot_be_written_is_told_and_ends_with_two(tmp_path: Path, right: Path) -> None:
    (tmp_path / "file").write_text("x", encoding="utf-8")
    done = run(right, "--annotate", tmp_path / "file" / "out")
    assert done.returncode == 2
    assert "写不出" in done.stderr
    assert "Traceback" not in done.stderr


def test_the_help_tells_a_stranger_all_that_is_needed() -> None:
    help_ = run("--help").stdout
    for word in ("例子", "审核结果", "错误", "警示", "提示", "问题清单.xlsx", "退出码", "原文件从不改动"):
        assert word in help_
    assert not {"Usage", "Options", "Show"} & set(help_.replace(":", " ").split())


def test_the_demo_audits_the_report_it_composed(tmp_path: Path) -> None:
    done = subprocess.run(  # noqa: S603 - our own command
        [HENGJI, "demo", "--out", tmp_path], capture_output=True, text=True, check=False, encoding="utf-8"
    )
    assert EXAMPLE.is_file()
    assert done.returncode == 0, done.stderr
    assert "审核写出的报告" in done.stdout
    assert "错误 0 条，警示 0 条，提示 0 条" in done.stdout, "what was composed is found without fault"
    page = next(tmp_path.glob("*-审核.html"))
    assert str(page) in done.stdout


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a file that is always full is Linux's")
@pytest.mark.parametrize("options", [("--json",), ()])
def test_a_result_that_could_not_be_printed_is_no_success(wrong: Path, options: tuple[str, ...]) -> None:
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        done = subprocess.run(  # noqa: S603 - our own command
            [HENGJI, "audit", str(wrong), *options],
            stdout=full,
            stderr=subprocess.PIPE,
            check=False,
            encoding="utf-8",
        )
    assert done.returncode == 2, "1 would say that the report has errors"
    assert "没有全部打印出来（磁盘已满）" in done.stderr
    assert "Traceback" not in done.stderr
