"""A page of ours that is handed on as a file: well-formed, in Chinese, needing nothing from elsewhere."""

from __future__ import annotations

import re

from lxml import etree, html


def tree(page: str) -> etree._Element:
    """As XML, so that anything not well-formed is an error."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True)
    return etree.fromstring(page.encode(), parser)


def is_well_formed(page: str) -> None:
    """Fails where it is not a page in Chinese with the one script of ours."""
    root = tree(page)
    assert (root.tag, root.get("lang")) == ("html", "zh-CN")
    assert html.document_fromstring(page).xpath("count(//script)") == 1


def fetches_nothing(page: str) -> None:
    """Fails where it asks anything of anywhere, or its policy would let it."""
    root = tree(page)
    assert root.xpath("//@src | //@srcset | //link | //iframe | //object | //embed | //form | //base") == []
    assert all(link.startswith("#") for link in root.xpath("//@href"))
    assert not re.search(r"url\(|@import|https?:|//", root.findtext(".//style") or "")
    policy = root.xpath("string(//meta[@http-equiv='Content-Security-Policy']/@content)")
    assert policy.startswith("default-src 'none'")
