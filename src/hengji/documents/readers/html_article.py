"""
Finding the article on a saved page: what is not shown goes, then the part with the words stays.
"""

from __future__ import annotations

import re
from typing import Final

from lxml import etree

_UNSEEN: Final = frozenset(
    [
        "script",
        "style",
        "noscript",
        "template",
        "iframe",
        "object",
        "applet",
        "svg",
        "canvas",
        "audio",
        "video",
        "map",
        "head",
        "nav",
        "button",
        "select",
        "option",
        "datalist",
        "input",
        "label",
        "dialog",
        "menu",
    ]
)
_ASIDE: Final = frozenset(["header", "footer", "aside", "form"])
_PAPER: Final = frozenset({"header", "footer"})
"""How LibreOffice marks what it repeats on every printed page."""
_HIDDEN_STYLE: Final = re.compile(r"display\s*:\s*none|visibility\s*:\s*hidden", re.IGNORECASE)
_CONTAINERS: Final = frozenset(
    [
        "html",
        "body",
        "div",
        "section",
        "article",
        "main",
        "center",
        "form",
        "table",
        "tbody",
        "tr",
        "td",
        "span",
        "font",
        "ul",
        "li",
        "dl",
        "dd",
    ]
)
_SENTENCE: Final = re.compile(r"[。；！？：，]")
_LONG: Final = 15
_MOST: Final = 0.6
"""What a part must hold of the weight around it to be stepped into."""
_LOST: Final = 12
"""Characters of running text that stepping in may lose: the odd sentence of a site's footer."""
_PUBLISHING: Final = re.compile(
    r"^(?:(?:发布|更新|印发|成文|公开|发文)?(?:时间|日期)\s*[：:]|(?:信息|文章|稿件)?来源\s*[：:]|作者\s*[：:]"
    r"|发布(?:机构|单位|人)\s*[：:]|索\s*引\s*号\s*[：:]|浏览(?:次数|量)|阅读(?:次数|量)|点击(?:率|数|次数)"
    r"|字体\s*[：:]|字号\s*[：:]|【?\s*字体|分享到|分享\s*[：:]?$|(?:您)?(?:现在|当前)?(?:的)?位置\s*[：:]|当前位置"
    r"|责任编辑|编辑\s*[：:]|打印本?页?|【打印|【关闭|关闭窗口|关闭本页|上一篇|下一篇"
    r"|相关(?:链接|阅读|文章|稿件|附件|信息)\s*[：:]?$|扫一扫|手机(?:扫|看|版)|主办(?:单位)?\s*[：:]"
    r"|承办(?:单位)?\s*[：:]|版权所有|版权声明|.{0,20}ICP备|.{0,20}公?网安备|网站标识码|网站地图|联系我们"
    r"|技术支持|无障碍|长者(?:模式|版|助手)|设为首页|加入收藏|收藏本站|返回(?:顶部|首页)|首页\s*[>＞»]|English$"
    r"|繁體|智能问答)"
)
_SHORT: Final = 120

_Weights = dict[etree._Element, float]  # noqa: SLF001 - lxml names its elements so


def drop_unseen(root: etree._Element) -> None:
    """Take out of the page what a reader never sees, and what he sees on every page of the site."""
    doomed = [
        element
        for element in root.iter()
        if (element.tag in _UNSEEN and not _holds_title(element))
        or element.get("hidden") is not None
        or element.get("aria-hidden") == "true"
        or (element.tag == "div" and element.get("title") in _PAPER)
        or _HIDDEN_STYLE.search(element.get("style") or "") is not None
        or (element.tag in _ASIDE and not _holds_article(element))
    ]
    for element in doomed:
        _drop(element)


def find(root: etree._Element) -> tuple[etree._Element, str | None]:
    """The part of the page that is the article, and its title where that stands outside of it."""
    body = root.find("body")
    body = root if body is None else body
    weights = _weights(body)
    here = body
    while (inner := _heaviest(here, weights)) is not None:
        here = inner
    if here.tag in {"table", "tbody", "tr"}:
        here = _whole_table(here)
    return here, _title_before(here, body)


def is_publishing(text: str) -> bool:
    """
    Whether a paragraph tells about the page (发布时间 …) and is no part of the article.

    >>> is_publishing("发布时间：2025-05-01 来源：市财政局")
    True
    >>> is_publishing("发布时间应当在决算后二十日内。" * 9)
    False
    """
    return len(text) < _SHORT and _PUBLISHING.match(text.strip()) is not None


def _holds_title(element: etree._Element) -> bool:
    return element.tag == "head"


def _holds_article(element: etree._Element) -> bool:
    """Some sites put the whole page into one form, some an article's heading into a header."""
    if element.tag == "form" or next(element.iter("table"), None) is not None:
        return True
    if element.tag == "header" and next(element.iter("h1"), None) is not None:
        return True
    return sum(len(str(words)) for words in element.itertext() if _is_running(str(words))) > _SHORT


def _drop(element: etree._Element) -> None:
    parent = element.getparent()
    if parent is None:
        return
    tail = element.tail
    if tail:
        before = element.getprevious()
        if before is not None:
            before.tail = (before.tail or "") + tail
        else:
            parent.text = (parent.text or "") + tail
    parent.remove(element)


def _weights(body: etree._Element) -> _Weights:
    """For each element the running words in it: sentences outside of links, and cells of tables."""
    weights: _Weights = {}
    for element in reversed(list(body.iter())):
        if element.tag == "a":
            weights[element] = 0.0
            continue
        own = _worth(element.text, element)
        for child in element:
            own += weights.get(child, 0.0) + _worth(child.tail, element)
        weights[element] = own
    return weights


def _worth(words: str | None, element: etree._Element) -> float:
    if not words:
        return 0.0
    text = " ".join(words.split())
    if not text or is_publishing(text):
        return 0.0
    if _is_running(text):
        return float(len(text))
    in_table = element.tag in {"td", "th"} or any(a.tag in {"td", "th"} for a in _nearest(element))
    return len(text) * (0.5 if in_table else 0.2)


def _nearest(element: etree._Element) -> list[etree._Element]:
    found: list[etree._Element] = []
    parent = element.getparent()
    while parent is not None and len(found) < 3:
        found.append(parent)
        parent = parent.getparent()
    return found


def _is_running(text: str) -> bool:
    return len(text) >= _LONG and _SENTENCE.search(text) is not None


def _heaviest(here: etree._Element, weights: _Weights) -> etree._Element | None:
    """The child to step into, `None` where the article is all of `here`."""
    children = [child for child in here if child.tag in _CONTAINERS and weights.get(child, 0.0) > 0]
    if not children:
        return None
    inner = max(children, key=lambda child: weights[child])
    if weights[inner] < _MOST * weights[here] or _is_grid(inner):
        return None
    return None if _running_beside(inner, here) > _LOST else inner


def _running_beside(inner: etree._Element, here: etree._Element) -> int:
    """How much of running text and of tables stands in `here` but not in `inner`."""
    lost = sum(len(str(words)) for words in _own_words(here) if _is_article(str(words)))
    for child in here:
        if child is inner or child.tag == "a":
            continue
        if any(_is_grid(table) for table in child.iter("table")):
            return _LOST + 1
        if child.tag in {"h1", "h2", "h3", "h4"} and child.getprevious() is not None:
            # A heading between parts belongs to the article; the first may be the site's own.
            lost += _LOST if child.getparent() is here and _after(child, inner) else 0
        lost += sum(len(words.strip()) for words in map(str, _linkless(child)) if _is_article(words))
    return lost


def _after(child: etree._Element, inner: etree._Element) -> bool:
    parent = child.getparent()
    return parent is not None and parent.index(child) > parent.index(inner)


def _own_words(element: etree._Element) -> list[str]:
    return [words for words in (element.text, *(child.tail for child in element)) if words]


def _linkless(element: etree._Element) -> list[str]:
    words = [] if element.text is None else [element.text]
    for child in element:
        if child.tag != "a":
            words += _linkless(child)
        if child.tail:
            words.append(child.tail)
    return words


def _is_article(words: str) -> bool:
    text = " ".join(words.split())
    return _is_running(text) and not is_publishing(text)


def _is_grid(element: etree._Element) -> bool:
    """A table that holds facts in cells, as against one that only lays the page out."""
    if element.tag != "table":
        return False
    if next(element.iterdescendants("table"), None) is not None:
        return False
    cells = list(element.iter("td", "th"))
    rows = sum(1 for _ in element.iter("tr"))
    if len(cells) < 4 or rows < 2 or len(cells) <= rows:
        return False
    blocks = sum(1 for cell in cells if sum(1 for _ in cell.iter("p", "div")) > 3)
    return blocks * 4 <= len(cells)


def _whole_table(element: etree._Element) -> etree._Element:
    while element.tag != "table":
        parent = element.getparent()
        if parent is None:
            return element
        element = parent
    return element


_DATED = re.compile(r"(?<![0-9])20[0-9]{2}年")
_LONGEST_TITLE = 60


def _title_before(article: etree._Element, body: etree._Element) -> str | None:
    """
    The heading that names the article, outside of it: one that the window's title repeats.

    Where the window bears only the site's name, it is the last heading before the article that names a year.
    """
    if article is body or next(article.iter("h1"), None) is not None:
        return None
    root = body.getroottree().getroot()
    window = "".join((root.findtext("head/title") or "").split())
    dated = None
    for element in body.iter("h1", "h2", "h3", "div", "p", "td", "span", "strong"):
        if element is article:
            break
        marked = (
            element.tag in {"h1", "h2"} or "title" in f"{element.get('class')} {element.get('id')}".lower()
        )
        if not marked or next(element.iter("a"), None) is not None or article in element.iter():
            continue
        text = " ".join("".join(map(str, element.itertext())).split())
        plain = "".join(text.split())
        if 5 < len(plain) < 100 and plain in window:
            return text
        if element.tag in {"h1", "h2"} and len(plain) < _LONGEST_TITLE and _DATED.search(plain):
            dated = text
    return dated
