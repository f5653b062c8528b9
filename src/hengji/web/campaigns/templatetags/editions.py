"""
Editions on pages: by their titles; the id is for those who look for the file.
"""

from __future__ import annotations

from django import template

from hengji import standards
from hengji.domain.problem import InputError

register = template.Library()


@register.filter
def edition(standard_id: str) -> str:
    """
    The title of an edition; its id where the edition cannot be read.

    >>> edition("cn-440700.department-overall.2024")
    '江门市部门整体支出绩效自评（2024 年度，示例分值）'
    >>> edition("nowhere.2024")
    'nowhere.2024'
    """
    try:
        return standards.load(standard_id).title
    except InputError:
        return standard_id
