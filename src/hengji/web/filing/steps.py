"""
The steps on the left of a filing: what each asks, and which template shows it.

To give a step a screen of its own, change its `template` and put the template below
`templates/filing/steps/`; what it needs besides the form comes from `showing`.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from hengji.web.filing import forms
from hengji.web.filing.models import Filing


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step; `sheets` are the sheets of the workbook's form that it asks."""

    slug: str
    title: str
    template: str
    sheets: tuple[str, ...] = ()


FORM: Final = "filing/steps/form.html"

STEPS: Final = (
    Step(slug="basics", title="基本信息", template=FORM, sheets=("基本信息",)),
    Step(slug="money", title="预算与决算", template=FORM, sheets=("预算与决算", "项目支出")),
    Step(slug="goals", title="绩效目标与指标", template=FORM, sheets=("重点工作", "绩效目标与指标")),
    Step(slug="management", title="管理事项", template=FORM, sheets=("管理数据", "评分事项")),
    Step(slug="narrative", title="自评说明", template=FORM, sheets=("自评说明",)),
    Step(slug="evidence", title="佐证材料", template="filing/steps/evidence.html"),
    Step(slug="check", title="校验与得分", template="filing/steps/check.html"),
    Step(slug="submit", title="报告与提交", template="filing/steps/submit.html"),
)


def step_of(slug: str) -> Step | None:
    """The step of that name."""
    return next((step for step in STEPS if step.slug == slug), None)


def step_at(path: str | None, filing: Filing) -> Step | None:
    """The step on which an answer is given; `None` for no path."""
    if path is None:
        return None
    sheet = forms.sheet_of(path.partition("/")[0], filing.campaign)
    return next((step for step in STEPS if sheet in step.sheets), None)
