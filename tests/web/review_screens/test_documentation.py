"""The published formula and recipe are those that run."""

from __future__ import annotations

import re
from pathlib import Path

from hengji.web.review import risk, sampling

DOCS = Path(__file__).parents[3] / "docs"


def test_the_page_about_risk_prints_the_formula_that_runs() -> None:
    page = (DOCS / "explanation" / "review-risk.md").read_text("utf-8")
    printed = re.findall(r"^\| `(\w+)` \| (.+?)（(.+?)） \| (\S+) \| (\S+) \| (\S+) \|$", page, re.MULTILINE)
    formula = risk.formula()
    running = [
        (one.id, one.title, one.unit, str(one.over), str(one.each), str(one.most)) for one in formula.factors
    ]
    assert printed == running
    assert formula.edition in page


def test_the_recipe_of_a_sample_gives_the_example_it_prints() -> None:
    page = (DOCS / "how-to" / "repeat-a-sample.md").read_text("utf-8")
    assert sampling.METHOD in page
    assert sampling.key("jiangmen-2024", "203").startswith("2e12df05e6d0ff8b")
    strata = {name: members.split(", ") for name, members in re.findall(r"(高|低) = \{(.+?)\}", page)}
    drawn = {one.name: ", ".join(one.drawn) for one in sampling.draw(strata, 4, "jiangmen-2024")}
    assert f"{drawn['高']} from 高 and {drawn['低']} from 低" in page
