"""
PDF files that were cut, altered or put together wrongly: where a reader would quietly give less.
"""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

import re
import tempfile
import zlib
from pathlib import Path
from random import Random

from benchmarks.hostile.making import (
    FONT,
    Variant,
    drawn,
    either,
    family,
    packed,
    page_objects,
    pdf,
    plain,
    refused,
    stream,
)
from benchmarks.planted.reports import report
from benchmarks.planted.writing import write

GROUP = "PDF 的损坏"
_PDF = "report.pdf"


def _pages(dice: Random, count: int = 5) -> tuple[list[bytes], str]:
    said = [plain(dice, 30) for _ in range(count)]
    return [drawn(one) for one in said], "\n".join("\n".join(one) for one in said)


@family("F01", GROUP, "截断的 PDF")
def cut(number: int, dice: Random) -> Variant:
    """The download ended early; the pages that came would make a shorter report."""
    contents, _ = _pages(dice)
    whole = pdf(page_objects(packed(one) for one in contents))
    return refused(whole[: len(whole) * (2 * number + 1) // 17], _PDF)


@family("F02", GROUP, "压缩流中途损坏")
def broken_streams(number: int, dice: Random) -> Variant:
    """Bits of one page's packed content are not as they were, or its end is missing."""
    contents, said = _pages(dice)
    hit = dice.randrange(len(contents))
    bodies = []
    for at, one in enumerate(contents):
        held = bytearray(zlib.compress(one, 9))
        if at == hit and number < 4:
            held[len(held) * (number + 1) // 6] ^= 1 << dice.randrange(8)
        elif at == hit and number < 7:
            del held[len(held) * (number - 3) // 4 :]
        elif at == hit:
            held[-2] ^= 0x55
        bodies.append(stream(bytes(held), b"/Filter /FlateDecode"))
    return either(pdf(page_objects(bodies)), _PDF, said)


@family("F03", GROUP, "少了页面")
def lost_pages(number: int, dice: Random) -> Variant:
    """A page, or its content, that the file speaks of and does not hold."""
    contents, said = _pages(dice)
    made = page_objects(packed(one) for one in contents)
    hit = 3 + 2 * dice.randrange(1, len(contents))
    made[hit + number % 2] = (b"null", b"<<>>", b"(x)", b"[99 0 R]")[number // 2]
    return either(pdf(made), _PDF, said)


@family("F04", GROUP, "谎报页数")
def counts(number: int, dice: Random) -> Variant:
    """The page tree counts other than it holds."""
    contents, said = _pages(dice)
    made = page_objects(packed(one) for one in contents)
    stated = (b"1", b"3", b"4", b"6", b"0", b"-1", b"999", b"x")[number]
    made[1] = made[1].replace(b"/Count 5", b"/Count " + stated)
    return either(pdf(made), _PDF, said)


@family("F05", GROUP, "流的长度说谎")
def lengths(number: int, dice: Random) -> Variant:
    """A stream that says it is shorter or longer than it is."""
    contents, said = _pages(dice)
    made = page_objects(stream(one) if number % 2 else packed(one) for one in contents)
    hit = 4 + 2 * dice.randrange(len(contents))
    true = int(re.search(rb"/Length (\d+)", made[hit]).group(1))  # type: ignore[union-attr] - written above
    stated = (0, 10, true // 2, true - 30, true + 5, true + 10**6, 2**31 - 1, -5)[number]
    made[hit] = made[hit].replace(b"/Length %d" % true, b"/Length %d" % stated)
    return either(pdf(made), _PDF, said)


@family("F06", GROUP, "对象表指向别处")
def offsets(number: int, dice: Random) -> Variant:
    """Places of objects that are not theirs."""
    contents, said = _pages(dice)
    whole = pdf(page_objects(packed(one) for one in contents))
    entries = [match.start() for match in re.finditer(rb"\d{10} 00000 n", whole)]
    changed = bytearray(whole)
    for at in dice.sample(entries, 1 + number):
        shift = (7, -5, 100, 10**6)[number % 4]
        place = (int(whole[at : at + 10]) + shift) % 10**10
        changed[at : at + 10] = b"%010d" % place
    return either(bytes(changed), _PDF, said)


@family("F07", GROUP, "内容分成几段、有的缺失")
def pieces(number: int, dice: Random) -> Variant:
    """A page whose content comes in pieces, of which one is not there or no stream."""
    said = plain(dice, 30)
    parts = [drawn(said[:10]), drawn([""] * 10 + said[10:20]), drawn([""] * 20 + said[20:])]
    lost = number % 3
    kind = (b"null", b"<<>>", b"(x)")[number // 3]
    held = [kind if at == lost else packed(one) for at, one in enumerate(parts)]
    made = [
        b"<</Type /Catalog /Pages 2 0 R>>",
        b"<</Type /Pages /Kids [4 0 R] /Count 1>>",
        FONT,
        b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents [5 0 R 6 0 R 7 0 R] /Resources <</Font <</F 3 0 R>> >> >>",
        *held,
    ]
    return either(pdf(made), _PDF, "\n".join(said))


@family("F08", GROUP, "乱码")
def noise(number: int, dice: Random) -> Variant:
    """What begins as a PDF and goes on as noise."""
    head = (b"%PDF-1.7\n", b"%PDF-1.4\r\n%\xe2\xe3\xcf\xd3\r\n", b"\n\n%PDF-9.9", b"x" * 900 + b"%PDF-1.7\n")[
        number % 4
    ]
    tail = b"" if number < 4 else b"\nstartxref\n0\n%%EOF"
    return refused(head + dice.randbytes(20_000 * (number + 1)) + tail, _PDF)


@family("F09", GROUP, "形式对象成环、展开成倍")
def forms(number: int, dice: Random) -> Variant:
    """Forms that draw themselves, or each other ten times over."""
    lines = plain(dice, 20)
    content, said = drawn(lines), "\n".join(lines)
    made = page_objects([packed(content + b" /X0 Do")], resources=b"/XObject <</X0 6 0 R>>")
    depth = number + 1
    for at in range(depth):
        after = 6 + (at + 1) % depth if number < 4 else min(7 + at, 6 + depth)
        drawn_ = b"/N Do " * (1 if number < 4 else 10)
        made.append(
            stream(
                drawn_,
                b"/Type /XObject /Subtype /Form /BBox [0 0 9 9] /Resources <</XObject <</N %d 0 R>> >>"
                % after,
            )
        )
    made.append(stream(b"q Q", b"/Type /XObject /Subtype /Form /BBox [0 0 9 9]"))
    return either(pdf(made), _PDF, said)


@family("F10", GROUP, "嵌入的字体损坏")
def fonts(number: int, dice: Random) -> Variant:
    """Damage in a font leaves single characters out: 1131.44万元 becomes 1131.44元."""
    with tempfile.TemporaryDirectory(prefix="hengji-font-") as folder:
        path = Path(folder, "report.pdf")
        write(report(number), path)
        content = bytearray(path.read_bytes())
    start = content.find(b"stream", content.find(b"/CIDFontType0C")) + 8
    end = content.find(b"endstream", start)
    at = start + 20 + dice.randrange(end - start - 40)
    if number % 2:
        del content[at : at + dice.randint(1, 40)]
    else:
        content[at] ^= 1 << dice.randrange(8)
    return refused(bytes(content), _PDF, "已损坏")
