"""
Scopes: what a token may be used for; what its person may do is still decided by the access tables.
"""

from __future__ import annotations

from enum import StrEnum
from typing import Final


class Scope(StrEnum):
    """One kind of use."""

    CAMPAIGNS_READ = "campaigns:read"
    FILINGS_READ = "filings:read"
    FILINGS_WRITE = "filings:write"
    FILINGS_MOVE = "filings:move"
    ENGINES = "engines"


TITLES: Final = {
    Scope.CAMPAIGNS_READ: "读取自评通知",
    Scope.FILINGS_READ: "读取填报材料和得分",
    Scope.FILINGS_WRITE: "填写草稿",
    Scope.FILINGS_MOVE: "提交、退回、通过、公开等办理",
    Scope.ENGINES: "用上传的文件计分、审核、识别数字",
}
PUBLIC: Final = "public"
"""Of addresses that ask for no token."""
