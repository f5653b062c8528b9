"""
A paragraph of the composed report as HTML: each sentence can be pointed at, and those with opinions show it.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final, Protocol

from django import template
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from hengji.web.review.models import ReviewComment
from hengji.web.review.reporting import Paragraph, Passage

register: Final = template.Library()


class Numbered(Protocol):
    """An opinion with its number beside the report."""

    @property
    def number(self) -> int:
        """In reading order."""

    @property
    def comment(self) -> ReviewComment:
        """The opinion."""


Notes = Mapping[int, Sequence[Numbered]]


@register.simple_tag
def paragraph(one: Paragraph, notes: Notes, can_comment: object) -> SafeString:
    """The paragraph in its element; a sentence is a link where it may be commented on."""
    inside = format_html_join("", "{}", ((_passage(each, notes, can_comment),) for each in one.passages))
    match one.kind:
        case "cell":
            return _cell(one, inside)
        case "title":
            return format_html('<p class="r-title" role="heading" aria-level="2">{}</p>', inside)
        case "heading" | "annex":
            level = min(max(one.level, 1), 4)
            look = "r-annex" if one.kind == "annex" else f"r-h{level}"
            return format_html('<p class="{}" role="heading" aria-level="{}">{}</p>', look, level + 2, inside)
        case _:
            return format_html('<p class="r-{}">{}</p>', one.kind, inside)


def _cell(one: Paragraph, inside: SafeString) -> SafeString:
    name = "th" if one.is_head else "td"
    wide = format_html(' colspan="{}"', one.columns) if one.columns > 1 else ""
    tall = format_html(' rowspan="{}"', one.rows) if one.rows > 1 else ""
    look = format_html(' class="{}"', "number") if one.is_number and not one.is_head else ""
    return format_html("<{0}{1}{2}{3}>{4}</{0}>", name, wide, tall, look, inside)


def _passage(one: Passage, notes: Notes, can_comment: object) -> SafeString:
    found = notes.get(one.start, ())
    marks = format_html_join(
        "",
        '<a class="numbered" href="#comment-{}">{}</a>',
        ((each.comment.pk, each.number) for each in found),
    )
    look = "sentence noted" if found else "sentence"
    name = format_html(' id="s{}"', one.start) if found else ""
    if can_comment:
        return format_html(
            '<a class="{}"{} href="?at={}#comment-form">{}</a>{}', look, name, one.at, one.text, marks
        )
    if not found:
        return format_html("{}", one.text)
    return format_html('<span class="{}"{}>{}</span>{}', look, name, one.text, marks)
