"""A city that amends a province writes what differs, and nothing else."""

from decimal import Decimal
from pathlib import Path

import pytest

from hengji import standards
from hengji.domain.problem import InvalidStandard
from hengji.domain.source import Confidence

CITY = """\
extends: cn-420000.project-self-evaluation.2020
id: cn-420100.project-self-evaluation.2021
title: 武汉市项目支出绩效自评
applies_to: {jurisdiction: "420100", jurisdiction_name: 湖北省武汉市, first_fiscal_year: 2021}
basis: {title: 市级通知}
confirmed_on: 2026-11-22
"""
CHANGES = """\
amend:
  - {code: execution, full_marks: 10}
remove: [indicators]
add:
  - code: results
    title: 产出与效益
    full_marks: 90
    criteria:
      - {code: output, title: 产出, full_marks: 50, method: indicators, with: {dimensions: [output]}}
      - {code: outcome, title: 效益, full_marks: 40, method: indicators, with: {dimensions: [outcome]}}
"""


def write(folder: Path, text: str, name: str = "city.yaml") -> Path:
    path = folder / name
    path.write_text(text, "utf-8")
    return path


def test_what_is_not_said_stays_as_it_was(tmp_path: Path) -> None:
    province = standards.load("cn-420000.project-self-evaluation.2020")
    city = standards.read_file(write(tmp_path, CITY))
    assert city.criteria == province.criteria
    assert (city.jurisdiction_name, city.first_fiscal_year, city.last_fiscal_year) == (
        "湖北省武汉市",
        2021,
        2022,
    )
    assert city.edition_hash != province.edition_hash
    assert city.basis.title == "市级通知"
    assert city.criteria[0].basis == province.basis


def test_changed_criteria_cite_the_city(tmp_path: Path) -> None:
    city = standards.read_file(write(tmp_path, CITY + CHANGES))
    assert [(one.code, str(one.full_marks)) for one in city.criteria] == [
        ("execution", "10"),
        ("results", "90"),
    ]
    assert {one.basis.title for one in city.criteria if one.basis} == {"市级通知"}
    assert city.criteria[0].method == "execution_rate"


def test_the_hash_covers_what_is_extended(tmp_path: Path) -> None:
    province = (standards.shelf.LIBRARY / "cn-420000" / "project-self-evaluation.2020.yaml").read_text(
        "utf-8"
    )
    own = "cn-420900.project-self-evaluation.2020"
    write(tmp_path, province.replace("cn-420000.project-self-evaluation.2020", own), "base.yaml")
    path = write(tmp_path, CITY.replace("cn-420000.project-self-evaluation.2020", own))
    before = standards.read_file(path).edition_hash
    write(
        tmp_path,
        province.replace("cn-420000.project-self-evaluation.2020", own).replace("places", "places") + "\n",
        "base.yaml",
    )
    assert standards.read_file(path).edition_hash != before


def test_a_problem_is_told_where_its_words_stand(tmp_path: Path) -> None:
    path = write(tmp_path, CITY + "amend:\n  - {code: execution, full_marks: 15}\n")
    problem = standards.check_file(path)[0]
    assert problem.found == "各一级指标分值合计 15＋80＝95"
    assert problem.place is not None
    assert problem.place.file is not None
    assert problem.place.file.endswith("cn-420000/project-self-evaluation.2020.yaml")


def test_a_framework_becomes_an_edition_when_an_authority_adds_weights(tmp_path: Path) -> None:
    framework = standards.load("cn.department-common-indicators.2013")
    weights = "".join(
        f"  - {{code: {leaf.code}, full_marks: {20 if at == 0 else 3 if at < 26 else 2.5}}}\n"
        for at, leaf in enumerate(framework.leaves())
    )
    text = (
        "extends: cn.department-common-indicators.2013\nid: cn-999999.department-overall.2025\n"
        "title: 某市\nbasis: {title: 某市通知}\nconfirmed_on: 2026-11-22\nmarks_confidence: seen\n"
        "demands_weights: false\nfull_marks: 100\nnotes: [分值由某市赋予]\namend:\n" + weights
    )
    city = standards.read_file(write(tmp_path, text))
    assert city.full_marks == 100
    assert not city.demands_weights
    assert {leaf.marks_confidence for leaf in city.leaves()} == {Confidence.SEEN}


def test_caps_of_a_city_join_those_of_the_province(tmp_path: Path) -> None:
    cap = (
        "adjustments:\n  - {code: cut_CODE, title: 偏离减分, method: cut_per_overshoot, confidence: seen, "
        "with: {threshold: 0.3, deduct: 2}}\n"
    )
    write(tmp_path, CITY + cap.replace("CODE", "a"), "base.yaml")
    text = CITY.replace("cn-420000.project-self-evaluation.2020", "cn-420100.project-self-evaluation.2021")
    text = text.replace(
        "id: cn-420100.project-self-evaluation.2021", "id: cn-420101.project-self-evaluation.2021"
    )
    county = standards.read_file(write(tmp_path, text + cap.replace("CODE", "b")))
    assert [one.code for one in county.adjustments] == ["cut_a", "cut_b"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (CITY.replace("cn-420000.project", "cn-429999.project"), "extends 的 cn-429999.project"),
        (CITY.replace("extends: cn-420000", "extends: cn-420100").replace(".2020", ".2021"), "继承成了圈"),
        (
            CITY.replace("extends: cn-420000.project-self-evaluation.2020", "extends: cn.platform-caps.2022"),
            "所继承的文件没有评价指标",
        ),
        (CITY + "amend: [{code: nobody, full_marks: 1}]\n", "所继承的标准里没有 code 为 nobody 的指标"),
        (CITY + "remove: [nobody]\n", "所继承的标准里没有 code 为 nobody 的指标"),
        (CITY + "add: [{under: nobody, code: x, title: x}]\n", "所继承的标准里没有 code 为 nobody 的指标"),
        (CITY + "criteria: []\n", "写了 extends，又写了 criteria"),
        (CITY + "amend: [{code: execution, full_mark: 20}]\n", "评价指标里有不认识的键 full_mark"),
    ],
)
def test_a_wrong_change_is_refused(tmp_path: Path, text: str, found: str) -> None:
    problems = standards.check_file(write(tmp_path, text))
    assert [problem for problem in problems if problem.found.startswith(found)], problems
    with pytest.raises(InvalidStandard):
        standards.read_file(tmp_path / "city.yaml")


def test_two_files_that_extend_each_other_are_refused(tmp_path: Path) -> None:
    first, second = "cn-420100.project-self-evaluation.2021", "cn-420200.project-self-evaluation.2021"
    write(tmp_path, CITY.replace("cn-420000.project-self-evaluation.2020", second), "a.yaml")
    path = write(
        tmp_path,
        CITY.replace("cn-420000.project-self-evaluation.2020", first).replace(
            f"id: {first}", f"id: {second}"
        ),
        "b.yaml",
    )
    assert standards.check_file(path)[0].found == f"继承成了圈：{second} → {first} → {second}"


def test_parts_can_be_changed_added_and_removed_below_a_parent(tmp_path: Path) -> None:
    base = "cn-440700.department-overall.2024"
    text = f"""\
extends: {base}
id: cn-440703.department-overall.2025
title: 某区
confirmed_on: 2026-11-22
amend:
  - {{code: execution, method: proportional, with: {{measure: execution_rate, full_at: 0.95}}}}
  - code: goal_setting
    criteria:
      - {{code: goal_quality, title: 目标质量, full_marks: 6, method: manual}}
  - {{code: cost_control, full_marks: 6}}
  - {{code: operating_control, full_marks: 2, method: manual}}
  - {{code: mandate_effectiveness, full_marks: 62}}
  - {{code: management_efficiency, full_marks: 38}}
remove: [disclosure]
add:
  - {{under: management_efficiency, code: openness, title: 公开, full_marks: 4, method: manual}}
  - {{under: mandate_effectiveness, code: innovation, title: 创新, full_marks: 2, method: manual}}
"""
    changed = standards.read_file(write(tmp_path, text))
    leaves = {leaf.code: leaf for leaf in changed.leaves()}
    assert leaves["execution"].parameters["full_at"] == Decimal("0.95")
    assert leaves["goal_quality"].full_marks == 6
    assert leaves["operating_control"].method == "manual"
    assert not leaves["operating_control"].parameters
    assert "disclosure" not in leaves
    assert [one.code for one in changed.criteria[0].criteria][-1] == "innovation"
    assert changed.illustrative
    assert changed.notes == standards.load(base).notes
