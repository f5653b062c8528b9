"""
The log of a filing as a file, for the auditor's own papers: what the page shows, every digest in full.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from typing import Final

from hengji.web.campaigns.deadlines import SHANGHAI
from hengji.web.records.models import Event

_HEAD: Final = ("序号", "时间", "人员", "单位", "事项", "上一条校验值", "校验值")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r")


def written(lines: Iterable[tuple[Event, str]]) -> str:
    """The entries in CSV as Excel opens it (UTF-8 with its mark), each with its sentence."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(_HEAD)
    for event, sentence in lines:
        at = event.at.astimezone(SHANGHAI).isoformat(sep=" ", timespec="seconds")
        cells = (str(event.sequence), at, event.actor, event.organisation, sentence)
        rows.writerow([*(_plain(cell) for cell in cells), event.previous, event.digest])
    return f"\ufeff{out.getvalue()}"


def _plain(words: str) -> str:
    """
    Words that a spreadsheet does not take for a formula.

    >>> _plain("=1+1"), _plain("提交")
    ("'=1+1", '提交')
    """
    return f"'{words}" if words.startswith(_FORMULA) else words
