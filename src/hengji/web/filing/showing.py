"""
What the pages of the steps need besides the form, by the slug of the step.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Final

from hengji.web.filing import panels, proving, receipts
from hengji.web.filing.models import Filing

Context = Callable[[Filing], Mapping[str, object]]

CONTEXTS: Final[Mapping[str, Context]] = {
    "evidence": proving.context,
    "check": panels.checked_context,
    "submit": receipts.submission,
}


def context_of(slug: str, filing: Filing) -> Mapping[str, object]:
    """What the page of a step needs besides the form."""
    context = CONTEXTS.get(slug)
    return {} if context is None else context(filing)
