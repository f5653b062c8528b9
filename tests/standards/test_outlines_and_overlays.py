"""Outlines and overlays are held to the same rules as editions."""

from pathlib import Path

import pytest

from hengji import standards
from hengji.domain.problem import InvalidStandard
from hengji.standards import shelf

OUTLINE = (shelf.LIBRARY / "cn-440700" / "outlines" / "department-overall.2024.yaml").read_text("utf-8")
OVERLAY = (shelf.LIBRARY / "cn" / "platform-caps.2022.yaml").read_text("utf-8")


def problems(folder: Path, text: str) -> list[str]:
    path = folder / "changed.yaml"
    path.write_text(text, "utf-8")
    return [problem.found for problem in standards.check_file(path)]


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("{unit}{year}年度部门", "某部门", "报告标题写成了 某部门整体支出绩效自评报告"),
        ("code: disclosure", "code: cost_control", "章节的 code cost_control 重复或写法不对"),
        ("code: disclosure", "code: 公开", "章节的 code 公开 重复或写法不对"),
        ("confirmed_on: 2026-11-22\n", "", "提纲缺少 confirmed_on"),
        ("guidance: 写预算编制的依据", "guide: 写预算编制的依据", "章节里有不认识的键 guide"),
    ],
)
def test_a_wrong_outline_is_refused(tmp_path: Path, old: str, new: str, found: str) -> None:
    assert old in OUTLINE
    assert found in problems(tmp_path, OUTLINE.replace(old, new))


@pytest.mark.parametrize(
    ("old", "new", "found"),
    [
        ("id: cn.platform-caps.2022", "id: caps", "id 写成了 caps"),
        ("confidence: chosen", "confidence: sure", "总分调整的 confidence 写成了 sure"),
        ("deduct: 2", "deduct: two", "参数 deduct不是数字：two"),
        ("overlay: true\n", "overlay: true\nfull_marks: 100\n", "附加规则里有不认识的键 full_marks"),
        ("code: cut_for_deviation", "code: cap_by_execution", "code cap_by_execution 重复"),
    ],
)
def test_a_wrong_overlay_is_refused(tmp_path: Path, old: str, new: str, found: str) -> None:
    assert old in OVERLAY
    assert found in problems(tmp_path, OVERLAY.replace(old, new))


@pytest.mark.parametrize("text", [OUTLINE, OVERLAY])
def test_neither_scores_by_itself(tmp_path: Path, text: str) -> None:
    assert problems(tmp_path, text) == []
    with pytest.raises(InvalidStandard) as refused:
        standards.read_file(tmp_path / "changed.yaml")
    assert refused.value.problems[0].found == "这不是一版评分标准"


def test_the_jiangmen_outline_is_that_of_the_published_report(request: pytest.FixtureRequest) -> None:
    report = request.config.rootpath.parent / "shared" / "reports" / "jiangmen-womens-federation-2024.txt"
    if not report.is_file():
        pytest.skip("the published report is not beside this checkout")
    text = report.read_text("utf-8")
    for section in standards.load_outline("cn-440700.department-overall.2024").walk():
        assert any(title in text for title in (section.title, *section.synonyms)), section.title


def test_a_heading_belongs_to_one_section_of_its_outline() -> None:
    for outline in standards.available_outlines():
        for siblings in (outline.sections, *(section.sections for section in outline.walk())):
            titles = [title for section in siblings for title in {section.title, *section.synonyms}]
            assert len(titles) == len(set(titles)), (outline.id, titles)
