"""The shipped marks are those of the research, name by name; skipped where it is not at hand."""

import re
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
import yaml

from hengji import standards
from hengji.domain.standard import Criterion

PAIRS = {
    "cn_mof_2020_10_project_self": "cn.project-self-evaluation.2020",
    "ah_project_form_2022": "cn-340000.project-self-evaluation.2022",
    "yn_project_form_2020": "cn-530000.project-self-evaluation.2020",
    "hb_project_form_2020": "cn-420000.project-self-evaluation.2020",
    "sc_project_form_2023": "cn-510000.project-self-evaluation.2023",
    "sc_dept_2018": "cn-510000.department-overall.2018",
    "sc_project_2018": "cn-510000.project-self-evaluation.2018",
    "cn_mof_2013_53_dept_framework": "cn.department-common-indicators.2013",
}


@pytest.fixture
def research(request: pytest.FixtureRequest) -> Path:
    folder = request.config.rootpath.parent / "shared" / "domain"
    if not folder.is_dir():
        pytest.skip("the domain research is not beside this checkout")
    return folder


def plain(name: str) -> str:
    """Names without remarks in parentheses and without a parent's name in front."""
    return re.sub(r"[（(].*?[)）]|^.*[:：]|[“”]", "", name).strip()


def researched(nodes: list[dict[str, Any]], depth: int) -> list[tuple[Decimal | None]]:
    found = []
    for node in nodes:
        points = node["points"]
        found.append(None if points is None else Decimal(str(points)))
        if depth > 1:
            found += researched(node.get("children", []), depth - 1)
    return found


def shipped(criteria: tuple[Criterion, ...], depth: int) -> list[Decimal | None]:
    found: list[Decimal | None] = []
    for one in criteria:
        found.append(one.full_marks)
        if depth > 1:
            found += shipped(one.criteria, depth - 1)
    return found


@pytest.mark.parametrize("name", PAIRS)
def test_the_marks_are_those_that_were_seen(research: Path, name: str) -> None:
    source = yaml.safe_load((research / f"{name}.yaml").read_text("utf-8"))
    standard = standards.load(PAIRS[name])
    # what units set themselves below the first level is unknown in the forms, and no criterion of ours
    depth = 1 if name.endswith(("self", "2020", "2022", "2023")) else 3
    assert researched(source["tree"], depth) == shipped(standard.criteria, depth)


@pytest.mark.parametrize("name", ["sc_dept_2018", "sc_project_2018", "cn_mof_2013_53_dept_framework"])
def test_the_titles_are_those_that_were_seen(research: Path, name: str) -> None:
    source = yaml.safe_load((research / f"{name}.yaml").read_text("utf-8"))
    ours = {re.sub("^资产(?=管理制度)", "", plain(one.title)) for one in standards.load(PAIRS[name]).leaves()}

    def leaves(nodes: list[dict[str, Any]]) -> list[str]:
        return [
            title
            for node in nodes
            for title in (leaves(node["children"]) if "children" in node else [plain(node["name"])])
        ]

    # one leaf of the research is a list of choices under one mark, written out in ours
    theirs = {title for title in leaves(source["tree"]) if "/" not in title}
    assert theirs <= ours
    assert len(leaves(source["tree"])) == len(list(standards.load(PAIRS[name]).leaves()))


def test_years_lie_within_those_that_were_seen(research: Path) -> None:
    for name, edition in PAIRS.items():
        years = yaml.safe_load((research / f"{name}.yaml").read_text("utf-8"))["years"]
        standard = standards.load(edition)
        assert standard.first_fiscal_year == min(years), edition
        assert standard.last_fiscal_year in {max(years), None}, edition
