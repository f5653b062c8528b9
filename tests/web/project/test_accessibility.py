"""Pages that can be read aloud and walked by keyboard: names for fields, heads of tables, contrast."""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final

import pytest
from django.test import Client
from lxml import html

import hengji.web
from hengji.web.accounts.models import User
from hengji.web.filing.models import FilingStatus
from tests.web.conftest import City

STYLE: Final = Path(hengji.web.__file__).parent / "project" / "static" / "hengji" / "hengji.css"
ENOUGH: Final = 4.5
"""Contrast of text that everybody can read (WCAG 2.1 AA)."""
PAGES: Final = (
    ("", "/public"),
    ("", "/public?q=巾帼"),
    ("", "/public/compare?r=2024-201"),
    ("", "/public/compare"),
    ("", "/public/data"),
    ("", "/public/reports/2024-201"),
    ("", "/public/reports/2024-201/form"),
    ("", "/sign-in"),
    ("", "/api/v1/docs"),
    ("administrator", "/"),
    ("administrator", "/dashboards"),
    ("administrator", "/campaigns"),
    ("administrator", "/campaigns/{campaign}"),
    ("administrator", "/campaigns/{campaign}/progress"),
    ("administrator", "/campaigns/{campaign}/samples"),
    ("administrator", "/tokens"),
    ("administrator", "/password"),
    ("system", "/users"),
    ("system", "/organisations"),
    ("auditor", "/"),
    ("auditor", "/oversight"),
    ("reviewer", "/review"),
    ("reviewer", "/review?state=all"),
    ("reviewer", "/filings/{filing}/review"),
    ("reviewer", "/filings/{filing}/opinions"),
    ("preparer@201", "/filings/{filing}/steps/evidence"),
    ("preparer@201", "/filings/{filing}/steps/check"),
    ("preparer@201", "/filings/{filing}/steps/submit"),
    ("reviewer", "/nothing-here"),
    ("", "/public/reports/none"),
)


def faults(page: str) -> Iterator[str]:
    """What somebody who does not see the page, or has no mouse, would miss in it."""
    tree = html.fromstring(page)
    if not tree.get("lang"):
        yield "no language"
    if not (tree.findtext(".//title") or "").strip():
        yield "no title"
    for name, title in (("h1", "headings of the first level"), ("main", "main parts")):
        if len(tree.findall(f".//{name}")) != 1:
            yield f"{len(tree.findall(f'.//{name}'))} {title}"
    names = [each.get("id") for each in tree.xpath("//*[@id]")]
    if len(names) != len(set(names)):
        yield f"a name given twice: {sorted({name for name in names if names.count(name) > 1})}"
    levels = [int(head.tag[1]) for head in tree.xpath("//h1|//h2|//h3|//h4")]
    if any(later > earlier + 1 for earlier, later in itertools.pairwise(levels)):
        yield f"a level of headings left out: {levels}"
    yield from _wordless(tree)


def _wordless(tree: html.HtmlElement) -> Iterator[str]:
    """Fields, heads of tables and buttons that say nothing."""
    labelled = {label.get("for") for label in tree.iter("label")}
    for field in tree.xpath("//input[not(@type='hidden' or @type='submit')] | //select | //textarea"):
        inside = any(above.tag == "label" for above in field.iterancestors())
        if not (inside or field.get("aria-label") or field.get("id") in labelled):
            yield f"a field without a name: {html.tostring(field)[:80]!r}"
    if any(not head.text_content().strip() for head in tree.iter("th")):
        yield "an empty head of a column"
    for button in tree.xpath("//button[not(@aria-label)] | //a[@href and not(@aria-label)]"):
        if not button.text_content().strip():
            yield f"a button without words: {html.tostring(button)[:80]!r}"


def test_every_page_can_be_read_aloud(city: City, signed_in: Callable[[User], Client]) -> None:
    filing = city.bring_to(FilingStatus.PUBLISHED, city.department)
    wrong = {}
    for who, address in PAGES:
        client = signed_in(city.people[who]) if who else Client()
        content = client.get(address.format(campaign=city.campaign.pk, filing=filing.pk)).content.decode()
        found = list(faults(content))
        if found:
            wrong[who, address] = found
    assert not wrong


@pytest.mark.parametrize(
    ("planted", "told"),
    [
        ("<input name=a>", "a field without a name"),
        ("<table><tr><th></th></tr></table>", "an empty head"),
        ("<h3>甲</h3>", "left out"),
        ("<i id=a></i><i id=a></i>", "given twice"),
        ("<a href=/x></a>", "without words"),
    ],
)
def test_a_planted_fault_is_found(planted: str, told: str) -> None:
    page = (
        f"<html lang=zh><head><title>甲</title></head><body><main><h1>甲</h1>{planted}</main></body></html>"
    )
    (found,) = faults(page)
    assert told in found


def _light(colour: str) -> float:
    """Relative luminance of a colour such as `#1d4f7c`, after WCAG 2.1."""
    full = colour[1:] if len(colour) > 4 else "".join(2 * sign for sign in colour[1:])
    parts = [int(full[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    linear = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return 0.2126 * linear[0] + 0.7152 * linear[1] + 0.0722 * linear[2]


def contrast(one: str, other: str) -> float:
    """From 1 (the same) to 21 (black on white)."""
    high, low = sorted((_light(one), _light(other)), reverse=True)
    return (high + 0.05) / (low + 0.05)


def test_words_stand_out_from_what_is_behind_them() -> None:
    named = dict(re.findall(r"--(\w[\w-]*): (#[0-9a-f]{3,6})", STYLE.read_text("utf-8")))
    for ground in ("paper", "ground", "faint"):
        for ink in ("ink", "quiet", "blue", "red", "amber", "green"):
            assert contrast(named[ink], named[ground]) >= ENOUGH, (ink, ground)
    assert contrast("#fff", named["blue"]) >= ENOUGH
    assert contrast("#8aa0b5", "#fff") < ENOUGH, "a pale grey is noticed"


def test_what_is_not_found_in_public_leads_back_to_the_list(client: Client, db: None) -> None:  # noqa: ARG001
    answer = client.get("/public/reports/none")
    assert answer.status_code == 404
    content = answer.content.decode()
    assert "没有这份公开报告" in content
    assert 'href="/public"' in content
