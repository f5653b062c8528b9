"""
Deadlines on pages: the last instant that is in time, never the midnight after it.
"""

from __future__ import annotations

from datetime import datetime

from django import template

from hengji.web.campaigns.deadlines import in_words

register = template.Library()


@register.filter
def deadline(value: datetime | None) -> str:
    """A deadline in words; a dash where there is none."""
    return "—" if value is None else in_words(value)
