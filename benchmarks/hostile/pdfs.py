"""
PDF files that unfold, loop or act.
"""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

import zlib
from random import Random

from benchmarks.hostile.making import (
    Variant,
    drawn,
    either,
    family,
    packed,
    page_objects,
    pdf,
    plain,
    read,
    refused,
    stream,
)

GROUP = "PDF"
_PDF = "report.pdf"


def _good(dice: Random, count: int = 20) -> tuple[bytes, str]:
    said = plain(dice, count)
    return drawn(said), "\n".join(said)


@family("P01", GROUP, "压缩炸弹")
def bombs(number: int, dice: Random) -> Variant:
    """A page whose content unfolds to hundreds of megabytes."""
    content, said = _good(dice)
    size = (5, 15, 30, 60, 120, 190, 250, 600)[number] * 1024 * 1024
    packer = zlib.compressobj(9)
    pieces = [packer.compress(content + b"\n")]
    block = (b" ", b"q Q\n", b"0 g\n", b"%x\n\n")[number % 4] * (256 * 1024)
    pieces += [packer.compress(block) for _ in range(size // len(block))]
    body = stream(b"".join([*pieces, packer.flush()]), b"/Filter /FlateDecode")
    return either(pdf(page_objects([body])), _PDF, said)


@family("P02", GROUP, "层层压缩")
def stacked(number: int, dice: Random) -> Variant:
    """Filters on filters on filters."""
    content, said = _good(dice)
    layers = (2, 3, 4, 5, 8, 20, 100, 1_000)[number]
    held = content + b" " * 2_000_000
    for _ in range(min(layers, 8)):
        held = zlib.compress(held)
    names = b"/FlateDecode " * layers if number % 2 == 0 else b"/Fl " * layers
    body = stream(held, b"/Filter [%s]" % names)
    return either(pdf(page_objects([body])), _PDF, said)


@family("P03", GROUP, "页面树成环")
def tree_loops(number: int, dice: Random) -> Variant:
    """Pages that hold the pages that hold them."""
    content, said = _good(dice)
    made = page_objects([packed(content)])
    loop = (
        b"<</Type /Pages /Kids [2 0 R] /Count 1>>", b"<</Type /Pages /Kids [2 0 R 4 0 R] /Count 2>>",
        b"<</Type /Pages /Kids [4 0 R 2 0 R] /Count 2>>", b"<</Type /Pages /Kids [6 0 R] /Count 1>>",
        b"<</Type /Pages /Kids [6 0 R 4 0 R] /Count 2>>", b"<</Type /Pages /Kids [1 0 R] /Count 1>>",
        b"<</Type /Pages /Kids [2 0 R 2 0 R 2 0 R] /Count 1000>>", b"<</Type /Pages /Kids 2 0 R /Count 1>>",
    )[number]  # fmt: skip
    made[1] = loop
    made.append(b"<</Type /Pages /Kids [2 0 R] /Count 1 /Parent 2 0 R>>")
    return either(pdf(made), _PDF, said)


@family("P04", GROUP, "交叉引用成环")
def table_loops(number: int, dice: Random) -> Variant:
    """Tables of objects that point to themselves as the one before."""
    content, said = _good(dice)
    whole = pdf(page_objects([packed(content)]))
    start = whole.rindex(b"xref", 0, whole.rindex(b"startxref"))
    before = (start, 0, start + 4, len(whole) * 10, -1, 2**40, start - 7, 9)[number]
    kind = (b"Prev", b"XRefStm")[number % 2]
    return either(whole.replace(b"trailer <<", b"trailer <</%s %d " % (kind, before)), _PDF, said)


@family("P05", GROUP, "谎报对象数")
def sizes(number: int, dice: Random) -> Variant:
    """The trailer promises milliards of objects, or none."""
    content, said = _good(dice)
    whole = pdf(page_objects([packed(content)]))
    stated = (b"4294967295", b"2147483647", b"-1", b"1", b"0", b"8388608", b"99999999999999999999", b"x")[
        number
    ]
    return either(whole.replace(b"/Size 6", b"/Size " + stated), _PDF, said)


@family("P06", GROUP, "目录（大纲）成环")
def outlines(number: int, dice: Random) -> Variant:
    """Bookmarks that follow themselves."""
    content, said = _good(dice)
    made = page_objects([packed(content)], catalogue=b"/Outlines 6 0 R")
    made.append(b"<</Type /Outlines /First 7 0 R /Last %d 0 R /Count %d>>" % (7 + number % 2, 10**number))
    made.append(
        b"<</Title (x) /Parent 6 0 R /Next %d 0 R /First %d 0 R>>" % (7 + number % 2, (7, 6)[number // 4])
    )
    made.append(b"<</Title (y) /Parent 7 0 R /Prev 7 0 R /Next 7 0 R /First 6 0 R>>")
    return either(pdf(made), _PDF, said)


@family("P07", GROUP, "LZW、行程编码炸弹")
def other_bombs(number: int, dice: Random) -> Variant:
    """Filters other than deflate that unfold as much."""
    content, said = _good(dice)
    size = (1, 3, 6, 12)[number % 4] * 1_000_000
    if number < 4:
        held = b"".join(
            bytes([min(127, len(content) - at - 1)]) + content[at : at + 128]
            for at in range(0, len(content), 128)
        )
        held += bytes([129, 32]) * size + b"\x80"
        body = stream(held, b"/Filter /RunLengthDecode")
    else:
        # No more than clear marks and blanks: what it says stands in a stream of its own.
        body = stream(b"\x80\x0b\x60\x50\x22\x0c\x0c\x85\x01" * (size // 9), b"/Filter /LZWDecode")
        made = page_objects([packed(content), body])
        return either(pdf(made), _PDF, said)
    return either(pdf(page_objects([body])), _PDF, said)


@family("P08", GROUP, "十万页")
def many_pages(number: int, dice: Random) -> Variant:
    """The same page again and again; the last two only say that they are so many."""
    count = (500, 1_000, 1_001, 3_000, 20_000, 100_000, 100_000, 2_147_483_647)[number]
    if number < 2:
        whole = [plain(dice, 12) for _ in range(count)]
        return either(
            pdf(page_objects(packed(drawn(one)) for one in whole)),
            _PDF,
            "\n".join("\n".join(one) for one in whole),
        )
    said = plain(dice, 12)
    made = page_objects([packed(drawn(said))])
    kids = b"4 0 R " * (count if number < 6 else 1)
    made[1] = b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, count)
    return either(pdf(made), _PDF, "\n".join(said * (count if number < 6 else 1)))


@family("P09", GROUP, "脚本与启动动作")
def actions(number: int, dice: Random) -> Variant:
    """What would run when the file is opened does not."""
    content, said = _good(dice)
    action = (
        b"/OpenAction <</S /JavaScript /JS (app.alert(1))>>", b"/OpenAction <</S /Launch /F (/bin/sh)>>",
        b"/OpenAction <</S /URI /URI (http://127.0.0.1:9/)>>", b"/AA <</WC <</S /JavaScript /JS (x)>> >>",
        b"/OpenAction <</S /GoToR /F (\\\\127.0.0.1\\x) /D [0 /Fit]>>", b"/OpenAction <</S /SubmitForm /F (http://127.0.0.1:9/)>>",
        b"/Names <</JavaScript <</Names [(a) <</S /JavaScript /JS (while(1);)>>]>> >>", b"/OpenAction <</S /ImportData /F (/etc/passwd)>>",
    )[number]  # fmt: skip
    return read(
        pdf(page_objects([packed(content)], catalogue=action)), _PDF, said, "" if number in {2, 4} else "脚本"
    )


@family("P10", GROUP, "内嵌文件")
def embedded(number: int, dice: Random) -> Variant:
    """Files within the file are never opened."""
    content, said = _good(dice)
    name = (b"a.exe", b"../a.exe", b"a.pdf", b"a\0.txt")[number % 4]
    tree = b"/Names <</EmbeddedFiles <</Names [(%s) <</Type /Filespec /F (%s) /EF <</F 6 0 R>> >>]>> >>" % (
        name,
        name,
    )
    held = dice.randbytes(4_000) if number < 4 else b"%PDF-1.7\n" + dice.randbytes(4_000)
    return read(
        pdf([*page_objects([packed(content)], catalogue=tree), packed(held, b"/Type /EmbeddedFile")]),
        _PDF,
        said,
        "内嵌",
    )


@family("P11", GROUP, "XMP、XFA 里的实体炸弹")
def metadata(number: int, dice: Random) -> Variant:
    """XML inside the PDF is not parsed."""
    content, said = _good(dice)
    named = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 6 + number))
    held = f'<!DOCTYPE x [<!ENTITY e0 "ha">{named}]><x>&e{5 + number};</x>'.encode()
    entry = (b"/Metadata 6 0 R", b"/AcroForm <</XFA 6 0 R>>")[number % 2]
    return read(
        pdf([*page_objects([packed(content)], catalogue=entry), packed(held, b"/Subtype /XML")]), _PDF, said
    )


@family("P12", GROUP, "像素炸弹（JPX、JBIG2）")
def pixels(number: int, dice: Random) -> Variant:
    """Pictures that say they are as large as a field are not unfolded for their words."""
    content, said = _good(dice)
    side = (10_000, 60_000, 100_000, 2**31 - 1)[number % 4]
    filter_ = (b"/JPXDecode", b"/JBIG2Decode", b"/DCTDecode", b"/CCITTFaxDecode")[number // 2]
    picture = stream(
        dice.randbytes(400),
        b"/Type /XObject /Subtype /Image /Width %d /Height %d /BitsPerComponent 8 /ColorSpace /DeviceRGB /Filter %s"
        % (side, side, filter_),
    )
    made = page_objects(
        [packed(content + b" q 595 0 0 842 0 0 cm /I Do Q")], resources=b"/XObject <</I 6 0 R>>"
    )
    return read(pdf([*made, picture]), _PDF, said)


@family("P13", GROUP, "扫描件与加密")
def wordless(number: int, dice: Random) -> Variant:
    """Pages without words, and pages under a password."""
    content, _ = _good(dice)
    if number < 4:
        picture = packed(
            dice.randbytes(3_000 * (number + 1)),
            b"/Type /XObject /Subtype /Image /Width 100 /Height %d /ColorSpace /DeviceRGB /BitsPerComponent 8"
            % (10 * (number + 1)),
        )
        scanned = packed(b"q 595 0 0 842 0 0 cm /I Do Q")
        made = page_objects([scanned] * (number + 1), resources=b"/XObject <</I %d 0 R>>" % (6 + 2 * number))
        return refused(pdf([*made, picture]), _PDF, "扫描件")
    forms = (
        b"/V 1 /R 2",
        b"/V 2 /R 3 /Length 128",
        b"/V 4 /R 4 /Length 128 /CF <</StdCF <</CFM /AESV2>> >> /StmF /StdCF /StrF /StdCF",
        b"/V 9 /R 9",
    )
    sealed = b"<</Filter /Standard %s /O <%s> /U <%s> /P -4>>" % (
        forms[number - 4],
        dice.randbytes(32).hex().encode(),
        dice.randbytes(32).hex().encode(),
    )
    told = "密码" if number < 7 else ""
    return refused(
        pdf([*page_objects([packed(content)]), sealed], b"/Encrypt 6 0 R /ID [<00><00>]"), _PDF, told
    )
