"""
Figures as a citizen reads them, each leading to the cell it comes from.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import template
from django.utils.html import format_html
from django.utils.safestring import SafeString

from hengji.web.filing.labels import with_thousands

register = template.Library()
register.filter("grouped", with_thousands)

_FEN = Decimal("0.01")
_WAN = Decimal(10_000)


def _decimal(value: object) -> Decimal | None:
    if value is None or value == "":
        return None
    try:
        return Decimal(str(value))
    except InvalidOperation:
        return None


@register.filter
def yuan(value: object) -> str:
    """
    An amount in yuan to the fen, thousands grouped.

    >>> yuan("28771611.6"), yuan(None)
    ('28,771,611.60', '未填报')
    """
    amount = _decimal(value)
    return "未填报" if amount is None else f"{amount.quantize(_FEN):,}".replace("-", "－")


@register.filter
def wan(value: object) -> str:
    """
    An amount in 万元, two places.

    >>> wan("28771611.6")
    '2,877.16'
    """
    amount = _decimal(value)
    return (
        "—" if amount is None else f"{(amount / _WAN).quantize(_FEN, 'ROUND_HALF_UP'):,}".replace("-", "－")
    )


@register.filter
def points(value: object) -> str:
    """
    Points or a percentage with two places; a dash where there are none.

    >>> points("98.4"), points(None)
    ('98.40', '—')
    """
    number = _decimal(value)
    return "—" if number is None else f"{number:.2f}".replace("-", "－")


@register.simple_tag(takes_context=True)
def cell(context: Mapping[str, Any], words: object, anchor: str | None) -> SafeString:
    """Words that lead to the cell they come from; plain where no cell has them."""
    if not anchor:
        return format_html("{}", words)
    return format_html(
        '<a class="fig" href="{}#{}" title="查看填报数据中的位置">{}</a>',
        context["form_address"],
        anchor,
        words,
    )


@register.filter
def share(part: object, whole: object) -> str:
    """A part of a whole in percent, for the length of a bar."""
    of, total = _decimal(part), _decimal(whole)
    return "0" if not total or of is None else f"{max(Decimal(0), min(Decimal(100), of / total * 100)):.1f}"
