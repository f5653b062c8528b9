"""
The form of a notice: what the authority writes, checked before anything is kept.
"""

from __future__ import annotations

from datetime import timedelta
from typing import Any, Final

from django import forms

from hengji import standards
from hengji.domain.standard import Spending, Standard
from hengji.web.campaigns.deadlines import SHANGHAI, end_of
from hengji.web.campaigns.models import Campaign

_FIRST_YEAR: Final = 2000
_LAST_YEAR: Final = 2099


def editions() -> list[Standard]:
    """The editions by which a filing can be scored: those for departments first; frameworks cannot."""
    usable = [one for one in standards.available() if not one.demands_weights]
    return sorted(usable, key=lambda one: one.spending is not Spending.DEPARTMENT)


def _edition_choices() -> list[tuple[str, str]]:
    return [(one.id, f"{one.title}（{one.id}）") for one in editions()]


def _outline_choices() -> list[tuple[str, str]]:
    return [("", "按评分标准所定"), *((one.id, one.title) for one in standards.available_outlines())]


class CampaignForm(forms.Form):
    """The terms of a yearly notice."""

    title = forms.CharField(label="通知名称", max_length=200)
    notice_number = forms.CharField(label="文号", max_length=80, required=False)
    fiscal_year = forms.IntegerField(label="评价年度", min_value=_FIRST_YEAR, max_value=_LAST_YEAR)
    standard_id = forms.ChoiceField(label="评分标准", choices=_edition_choices)
    outline_id = forms.ChoiceField(label="报告提纲", choices=_outline_choices, required=False)
    last_day = forms.DateField(
        label="最后一日",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="当日 24 时截止；次日零时（北京时间）到达的即为逾期。",
    )
    rectification_days = forms.IntegerField(
        label="退回后修改天数", min_value=1, max_value=120, initial=10, help_text="从退回次日起算的自然日。"
    )

    @classmethod
    def after(cls, earlier: Campaign | None) -> CampaignForm:
        """The form of a new notice, after last year's where there was one."""
        if earlier is None:
            return cls()
        return cls(
            initial={
                "fiscal_year": earlier.fiscal_year + 1,
                "standard_id": earlier.standard_id,
                "outline_id": earlier.outline_id,
                "rectification_days": earlier.rectification_days,
            }
        )

    @classmethod
    def of(cls, campaign: Campaign) -> CampaignForm:
        """The form of a notice as it stands."""
        last_day = (campaign.deadline_at.astimezone(SHANGHAI) - timedelta(microseconds=1)).date()
        return cls(
            initial={
                "title": campaign.title,
                "notice_number": campaign.notice_number,
                "fiscal_year": campaign.fiscal_year,
                "standard_id": campaign.standard_id,
                "outline_id": campaign.outline_id,
                "last_day": last_day,
                "rectification_days": campaign.rectification_days,
            }
        )

    def clean(self) -> dict[str, Any]:
        """The edition must be meant for the year."""
        cleaned: dict[str, Any] = super().clean() or {}
        year, edition = cleaned.get("fiscal_year"), cleaned.get("standard_id")
        if year is not None and edition:
            standard = standards.load(edition)
            first, last = standard.first_fiscal_year, standard.last_fiscal_year
            if (first is not None and year < first) or (last is not None and year > last):
                self.add_error("standard_id", f"这个版本适用于 {first or '…'} 至 {last or '…'} 年度。")
        return cleaned

    def terms(self) -> dict[str, Any]:
        """What the services take, of a form that is valid."""
        given = self.cleaned_data
        standard = standards.load(given["standard_id"])
        return {
            "title": given["title"].strip(),
            "notice_number": given["notice_number"].strip(),
            "fiscal_year": given["fiscal_year"],
            "standard_id": standard.id,
            "edition_hash": standard.edition_hash,
            "outline_id": given["outline_id"] or standard.outline or "",
            "deadline_at": end_of(given["last_day"]),
            "rectification_days": given["rectification_days"],
        }
