"""
Saved pages and plain texts: what a browser would run, and bytes that decode in more than one way.
"""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

from random import Random

from benchmarks.hostile.making import Variant, either, family, lines, read, refused, told

GROUP = "网页与纯文本"
_HTML, _TXT = "report.html", "report.txt"
_HEAD = "<html><head><meta charset='utf-8'>{}</head><body>{}</body></html>"


def _page(said: list[str], *, head: str = "", before: str = "", after: str = "") -> bytes:
    body = "".join(f"<p>{one}</p>" for one in said)
    return _HEAD.format(head, before + body + after).encode()


@family("H01", GROUP, "十万层嵌套")
def deep(number: int, dice: Random) -> Variant:
    """Elements in elements: libxml2 stops at some depth and says so only in its log."""
    depth = (50, 200, 260, 500, 2_000, 10_000, 100_000, 300_000)[number]
    said = lines(dice, 3)
    tag = ("div", "span", "b", "ul")[number % 4]
    inside = "".join(f"<p>{one}</p>" for one in said)
    page = _HEAD.format("", f"<{tag}>" * depth + inside + f"</{tag}>" * depth + f"<p>{said[0]}</p>")
    return either(page.encode(), _HTML, "\n".join([*said, said[0]]))


@family("H02", GROUP, "脚本与变形的标记（mXSS）")
def scripts(number: int, dice: Random) -> Variant:
    """What would run is no text; what is text stays whole."""
    said = lines(dice, 4)
    hostile = (
        "<script>alert('x')</script>", "<svg><script>x()</script><text>图</text></svg>",
        "<math><mtext><table><mglyph><style><img src=x onerror=alert(1)></style></mglyph></table></mtext></math>",
        '<noscript><p title="</noscript><img src=x onerror=alert(1)>"></noscript>', "<template><p>模板</p></template>",
        "<style>p:after{content:'9999万元'}</style>", "<iframe srcdoc='<p>内</p>'></iframe>", "<object data='x'></object><embed src='x'>",
    )[number]  # fmt: skip
    return read(_page(said, before=hostile), _HTML, "\n".join(said))


@family("H03", GROUP, "自动跳转")
def refreshes(number: int, dice: Random) -> Variant:
    """A page that sends its reader elsewhere is read where it is."""
    said = lines(dice, 4)
    target = ("http://127.0.0.1:9/", "file:///etc/passwd", "javascript:alert(1)", "data:text/html,x")[
        number % 4
    ]
    head = (f"<meta http-equiv='refresh' content='0;url={target}'>", f"<script>location='{target}'</script>")[
        number // 4
    ]
    return read(_page(said, head=head), _HTML, "\n".join(said))


@family("H04", GROUP, "改写基准地址")
def bases(number: int, dice: Random) -> Variant:
    """Another base for what the page names: nothing is fetched from there."""
    said = lines(dice, 4)
    base = ("http://127.0.0.1:9/", "file:///etc/", "//127.0.0.1/", "ftp://x/")[number % 4]
    named = ("<link rel=stylesheet href='a.css'>", "<script src='a.js'></script>")[number // 4]
    return read(_page(said, head=f"<base href='{base}'>{named}"), _HTML, "\n".join(said))


@family("H05", GROUP, "远程信标")
def beacons(number: int, dice: Random) -> Variant:
    """Pictures and sounds that would tell somebody who reads."""
    said = lines(dice, 4)
    beacon = (
        "<img src='http://127.0.0.1:9/x'>", "<img srcset='http://127.0.0.1:9/x 2x'>", "<audio src='http://127.0.0.1:9/'></audio>",
        '<p style="background:url(http://127.0.0.1:9/)"></p>', "<link rel=prefetch href='http://127.0.0.1:9/'>",
        "<video poster='http://127.0.0.1:9/'></video>", "<a ping='http://127.0.0.1:9/' href='#'></a>", "<input type=image src='http://127.0.0.1:9/'>",
    )[number]  # fmt: skip
    return read(_page(said, after=beacon), _HTML, "\n".join(said))


@family("H06", GROUP, "编码标注与实际不符")
def charsets(number: int, dice: Random) -> Variant:
    """Pages that say one encoding and are written in another."""
    said = lines(dice, 20)
    stated, written = (
        ("utf-8", "gb18030"), ("gb2312", "utf-8"), ("utf-7", "utf-8"), ("", "utf-16-le"), ("iso-8859-1", "utf-8"),
        ("utf-16", "utf-8"), ("big5", "gb18030"), ("gbk", "utf-8-sig"),
    )[number]  # fmt: skip
    page = _page(said).decode().replace("utf-8", stated)
    return either(page.encode(written), _HTML, "\n".join(said))


@family("H07", GROUP, "标记与属性泛滥")
def floods(number: int, dice: Random) -> Variant:
    """Marks by the million, attributes by the thousand."""
    said = lines(dice, 3)
    count = (5_000, 50_000, 200_000, 1_000_001)[number % 4]
    if number < 4:
        return either(_page(said, before="<br>" * count), _HTML, "\n".join(said))
    flood = "<p " + " ".join(f"a{at}=1" for at in range(count // 10)) + "></p>"
    return either(_page(said, before=flood), _HTML, "\n".join(said))


@family("H08", GROUP, "截断的网页")
def cut(number: int, dice: Random) -> Variant:
    """The download ended early, within a mark, a word, a character."""
    said = lines(dice, 200)
    whole = _page(said)
    return told(whole[: len(whole) * (number + 1) // 9 - number % 3], _HTML, "完整")


@family("T01", GROUP, "空字节")
def zeros(number: int, dice: Random) -> Variant:
    """NUL within the text, before it, after it."""
    said = "\n".join(lines(dice, 10))
    text = (
        said.replace("，", "\0，", 1), "\0" + said, said + "\0", said.replace("。", "。\0"), "\0" * 10 + said,
        said[:100] + "\0" * 50 + said[100:], said + "\0" * 5_000, "\0".join(said[:50]) + said[50:],
    )[number]  # fmt: skip
    return either(text.encode(), _TXT, text)


@family("T02", GROUP, "一行几十兆")
def long_lines(number: int, dice: Random) -> Variant:
    """One line of up to two hundred megabytes."""
    megabytes = (1, 3, 6, 12, 18, 21, 60, 200)[number]
    one = ("绩", "9", " ", "1,")[number % 4]
    text = one * (megabytes * 1_000_000 // len(one.encode())) + f"{dice.randint(1, 99)}分。"
    if megabytes > 20:
        return refused(text.encode(), _TXT, "20 MB")
    return either(text.encode(), _TXT, text)


@family("T03", GROUP, "难认的编码")
def encodings(number: int, dice: Random) -> Variant:
    """Rare characters in every encoding that offices write, without a mark."""
    text = "".join(f"青川市\U00020164局\u3400，{one}\n" for one in lines(dice, 20))
    codec = ("gb18030", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-16", "utf-8", "utf-32", "big5-hkscs")[
        number
    ]
    content = text.encode(codec, "replace")
    if number >= 6:
        return refused(content, _TXT)
    return read(content, _TXT, text)


@family("T04", GROUP, "双向控制符")
def directions(number: int, dice: Random) -> Variant:
    """Marks that turn the order of what is seen: kept to the letter, never obeyed."""
    mark = ("\u202e", "\u202d", "\u2066", "\u2067", "\u200f", "\u061c", "\u200b", "\ufeff")[number]
    text = "".join(f"{one[:6]}{mark}{one[6:]}\n" for one in lines(dice, 10))
    return read(text.encode(), _TXT, text)


@family("T05", GROUP, "半个代理对与坏字节")
def halves(number: int, dice: Random) -> Variant:
    """Bytes that no encoding has, at places of their own."""
    text = "\n".join(lines(dice, 30))
    if number < 4:
        content = text.encode(("utf-16", "utf-16-le", "utf-16-be", "utf-16")[number])
        at = 2 + 2 * dice.randrange(20, 200)
        half = (b"\x00\xd8", b"\x00\xd8", b"\xd8\x00", b"\x00\xdc")[number]
        return refused(content[:at] + half + content[at:], _TXT)
    content = text.encode()
    at = next(at for at in range(60 * number, len(content)) if content[at] > 0xE0)
    bad = (b"\xed\xa0\x80", b"\xff", b"\xc0\x80", b"\xf5\x80\x80\x80")[number - 4]
    return refused(content[:at] + bad + content[at:], _TXT, "字节")


@family("T06", GROUP, "截断的文本")
def cut_texts(number: int, dice: Random) -> Variant:
    """Bytes that end within a character."""
    text = "绩效自评" * 5 + "\n".join(lines(dice, 30)) + "绩"
    codec = ("utf-8", "gb18030", "utf-16", "utf-16-le")[number % 4]
    return refused(text.encode(codec)[: -1 if number < 4 or codec != "utf-8" else -2], _TXT)
