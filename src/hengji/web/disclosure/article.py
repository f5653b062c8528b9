"""
The report itself as HTML, from the blocks of a public version; figures lead to their cells.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

Object = Mapping[str, Any]


def article(blocks: Sequence[Object], form_address: str) -> SafeString:
    """All blocks of a report."""
    return format_html_join("\n", "{}", ((_block(block, form_address),) for block in blocks))


def _block(block: Object, form: str) -> SafeString:
    match block["is"]:
        case "title":
            return format_html('<p class="r-title" role="heading" aria-level="3">{}</p>', block["text"])
        case "heading":
            level = min(max(int(block["level"]), 1), 4)
            return format_html(
                '<p class="r-h{}" role="heading" aria-level="{}">{}</p>', level, level + 3, block["text"]
            )
        case "text":
            look = "r-indent" if block["indent"] else f"r-{block['align']}"
            return format_html('<p class="{}">{}</p>', look, _runs(block["runs"], form))
        case "table":
            return _table(block, form)
        case "signature":
            name, date = _runs(block["name"], form), _runs(block["date"], form)
            return format_html('<p class="r-right">{}<br>{}</p>', name, date)
        case "annex":
            return format_html(
                '<p class="r-annex" role="heading" aria-level="3">{}　{}</p>', block["label"], block["text"]
            )
        case _:
            return format_html('<p class="r-notice">{}</p>', _runs(block["runs"], form))


def _runs(runs: Sequence[str | Object], form: str) -> SafeString:
    return format_html_join("", "{}", ((_run(run, form),) for run in runs))


def _run(run: str | Object, form: str) -> SafeString:
    if isinstance(run, str):
        return format_html_join(mark_safe("<br>"), "{}", ((line,) for line in run.split("\n")))
    if run["is"] != "fact":
        return format_html('<span class="r-{}">{}</span>', run["is"], run["text"])
    if not run["anchors"]:
        return format_html("{}", run["text"])
    told = run["computed"] or ("" if run["of"] == 1 else f"出自 {run['of']} 处填报数据")
    titled = format_html(' title="{}"', told) if told else ""
    return format_html('<a class="fig" href="{}#{}"{}>{}</a>', form, run["anchors"][0], titled, run["text"])


def _table(block: Object, form: str) -> SafeString:
    caption = block["caption"] or block["unit"]
    head = format_html("<caption>{} {}</caption>", block["caption"], block["unit"]) if caption else ""
    rows = format_html_join(
        "\n",
        "<tr>{}</tr>",
        (
            (
                format_html_join(
                    "",
                    "{}",
                    ((_cell(cell, form, is_head=number < block["header_rows"]),) for cell in row),
                ),
            )
            for number, row in enumerate(block["rows"])
        ),
    )
    return format_html(
        '<div class="scroll" tabindex="0" role="group" aria-label="表格，可左右移动">'
        '<table class="r-table">{}{}</table></div>',
        head,
        rows,
    )


def _cell(cell: Object, form: str, *, is_head: bool) -> SafeString:
    name = "th" if is_head or cell["is_header"] else "td"
    wide = format_html(' colspan="{}"', cell["columns"]) if cell["columns"] > 1 else ""
    tall = format_html(' rowspan="{}"', cell["rows"]) if cell["rows"] > 1 else ""
    look = format_html(' class="r-{}"', cell["align"]) if cell["align"] != "left" and name == "td" else ""
    return format_html("<{0}{1}{2}{3}>{4}</{0}>", name, wide, tall, look, _runs(cell["runs"], form))
