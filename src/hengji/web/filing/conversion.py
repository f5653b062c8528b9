"""
Draft ⇄ filing, in one place: a draft's fields are the answers of the workbook's own form.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import lru_cache
from typing import Final

from hengji import standards, workbook
from hengji.domain.filing import Filing as DomainFiling
from hengji.domain.sheet import Book
from hengji.domain.standard import Standard
from hengji.web.accounts.access import Refused, Verdict
from hengji.web.campaigns.models import Campaign
from hengji.web.filing.models import DraftField, Filing
from hengji.workbook import answers

LONGEST_VALUE: Final = 20_000
"""More than any section of a report; a whole report pasted into one field is refused, not cut."""
_BRING_BACK: Final = (
    "填好后回到平台，在本单位的材料里点“导入已有材料”交回：得分和需要更正之处随即列出，"
    "自评报告在“报告与提交”中生成。"
)
"""The last step on the cover of a workbook that comes from the platform."""
_ROW: Final = re.compile(r"[0-9a-z]{1,24}")
_FORBIDDEN: Final = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]")


def standard_of(campaign: Campaign) -> Standard:
    """
    The edition of a notice; raises `Refused` where the file is no longer the one that was announced.
    """
    standard = standards.load(campaign.standard_id)
    if standard.edition_hash != campaign.edition_hash:
        raise Refused(
            Verdict.CONFLICT,
            f"评分标准 {campaign.standard_id} 的文件已与通知发布时不同，不能用于计分；请恢复原文件。",
        )
    return standard


def is_path(path: str, standard: Standard) -> bool:
    """Whether the form of the edition has such an answer."""
    fixed, entries = _known(standard.id, standard.edition_hash)
    if path in fixed:
        return True
    table, _, rest = path.partition("/")
    row, _, name = rest.partition("/")
    return name in entries.get(table, ()) and _ROW.fullmatch(row) is not None


@lru_cache(maxsize=64)
def _known(standard_id: str, _edition_hash: str) -> tuple[frozenset[str], Mapping[str, frozenset[str]]]:
    return answers.paths_known(standards.load(standard_id))


def clean(value: str) -> str:
    r"""
    A typed value without signs that no document can hold, lines ended by a newline.

    >>> clean("甲\r\n乙\x00")
    '甲\n乙'
    """
    return _FORBIDDEN.sub("", value.replace("\r\n", "\n").replace("\r", "\n"))


def content_of(filing: Filing) -> dict[str, str]:
    """The answers of a draft that are not blank."""
    fields = DraftField.objects.filter(filing=filing).exclude(value="")
    return dict(fields.order_by("path").values_list("path", "value"))


def taken(content: Mapping[str, str], campaign: Campaign) -> answers.TakenAnswers:
    """What the answers say."""
    return answers.take(content, standard_of(campaign), campaign.fiscal_year)


def book_of(standard: Standard, fiscal_year: int, filing: DomainFiling | None) -> Book:
    """The workbook that a clerk takes away, fills in and brings back; raises as `workbook.build`."""
    return workbook.build(standard, fiscal_year, filing, when_filled=_BRING_BACK)


def content_from(filing: DomainFiling, campaign: Campaign) -> dict[str, str]:
    """The answers that give a filing from elsewhere; raises `InputError` where the edition has no room."""
    return answers.answers_of(filing, standard_of(campaign))


def prefilled(filing: Filing) -> dict[str, str]:
    """What the platform knows before anybody has typed."""
    organisation, campaign = filing.organisation, filing.campaign
    known = {
        "organisation/name/answer": organisation.name,
        "organisation/short_name/answer": organisation.short_name,
        "organisation/jurisdiction_code/answer": organisation.jurisdiction_code,
        "organisation/jurisdiction_name/answer": organisation.jurisdiction_name,
        "organisation/subordinate_units/answer": "\n".join(
            organisation.units.order_by("code").values_list("name", flat=True)
        ),
        "notice/notice_title/answer": campaign.title,
        "notice/notice_number/answer": campaign.notice_number,
    }
    return {path: value for path, value in known.items() if value}
