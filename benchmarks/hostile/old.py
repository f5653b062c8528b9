"""
Files of the years before 2007: the OLE container, .doc and .xls within it.

Both are written here byte by byte, so that each kind of damage is known: a Word 97 file of one piece
of text ([MS-DOC]), and a workbook of one sheet ([MS-XLS]).
"""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

import struct
from random import Random

from benchmarks.hostile.making import END, FREE, Variant, compound, either, family, lines, read, refused

GROUP = "旧格式（doc、xls）"
_TEXT_AT = 0x600
_CLX, _MAIN_LENGTH, _FLAGS = 0x01A2, 0x4C, 0x0A


def old_word(text: str, *, flags: int = 0x0200, length: int | None = None) -> dict[str, bytes]:
    """The streams of a Word 97 file that says that text, its paragraphs ended by carriage returns."""
    fib = bytearray(_TEXT_AT)
    struct.pack_into("<HH", fib, 0, 0xA5EC, 0x00C1)
    struct.pack_into("<H", fib, _FLAGS, flags)
    struct.pack_into("<H", fib, 0x20, 14)
    struct.pack_into("<H", fib, 0x3E, 22)
    struct.pack_into("<i", fib, _MAIN_LENGTH, len(text) if length is None else length)
    struct.pack_into("<H", fib, 0x98, 93)
    pieces = struct.pack("<IIHIH", 0, len(text), 0, _TEXT_AT, 0)
    clx = b"\x02" + struct.pack("<I", len(pieces)) + pieces
    struct.pack_into("<II", fib, _CLX, 0, len(clx))
    return {"WordDocument": bytes(fib) + text.encode("utf-16-le"), "1Table": clx}


def old_book(rows: list[tuple[str, float]]) -> bytes:
    """The stream of a workbook of one sheet: words and a figure in each row."""
    strings = b"".join(struct.pack("<HB", len(one), 1) + one.encode("utf-16-le") for one, _ in rows)
    table = record(0xFC, struct.pack("<II", len(rows), len(rows)) + strings)
    name = "表".encode("utf-16-le")
    start = record(0x809, struct.pack("<HHHHII", 0x600, 5, 0, 1997, 0, 0)) + record(
        0x42, struct.pack("<H", 1200)
    )
    bound = 4 + 4 + 2 + 1 + 1 + len(name)
    position = len(start) + bound + len(table) + 4
    sheet = record(0x85, struct.pack("<IHBB", position, 0, 1, 1) + name)
    cells = b"".join(
        record(0xFD, struct.pack("<HHHI", at, 0, 0, at))
        + record(0x203, struct.pack("<HHHd", at, 1, 0, figure))
        for at, (_, figure) in enumerate(rows)
    )
    size = record(0x200, struct.pack("<IIHHH", 0, len(rows), 0, 2, 0))
    inside = (
        record(0x809, struct.pack("<HHHHII", 0x600, 0x10, 0, 1997, 0, 0)) + size + cells + record(0x0A, b"")
    )
    return start + sheet + table + record(0x0A, b"") + inside


def record(kind: int, content: bytes) -> bytes:
    """One record of a workbook."""
    return struct.pack("<HH", kind, len(content)) + content


def _word(dice: Random, count: int = 60) -> tuple[str, str]:
    said = lines(dice, count)
    return "\r".join(said) + "\r", "\n".join(said)


def _book(dice: Random, count: int = 60) -> tuple[list[tuple[str, float]], str]:
    rows = [(f"第{at}项", float(dice.randint(1, 9_999))) for at in range(1, count + 1)]
    return rows, "\n".join(f"{name}\t{figure:.0f}" for name, figure in rows)


@family("O01", GROUP, "扇区链成环")
def loops(number: int, dice: Random) -> Variant:
    """Chains of sectors that come back to themselves: of the text, the directory, the table itself."""
    text, _ = _word(dice, 400)
    content = bytearray(compound(old_word(text)))
    tables, directory = struct.unpack_from("<I", content, 44)[0], struct.unpack_from("<I", content, 48)[0]
    first = struct.unpack_from("<I", content, 76)[0]
    fat = 512 * (first + 1)
    if number < 4:
        sector = number * 3 + 1
        struct.pack_into("<I", content, fat + 4 * sector, sector - number % 2)
    elif number < 6:
        struct.pack_into("<I", content, fat + 4 * directory, directory)
        struct.pack_into("<II", content, 68, *((directory, 9) if number == 5 else (END, 0)))
    elif number == 6:
        struct.pack_into("<II", content, 68, first, 0xFFFFFFFF)
    else:
        struct.pack_into("<II", content, 44, tables + 10_000, directory)
    return either(bytes(content), "report.doc", _word_said(text))


def _word_said(text: str) -> str:
    return text.replace("\r", "\n").rstrip("\n")


@family("O02", GROUP, "容器目录说谎")
def directories(number: int, dice: Random) -> Variant:
    """Streams that say another size or place, folders that hold themselves."""
    text, said = _word(dice, 300)
    content = bytearray(compound(old_word(text)))
    directory = 512 * (struct.unpack_from("<I", content, 48)[0] + 1)
    root, first, second = directory, directory + 128, directory + 256
    change = (
        (first + 120, "<Q", 2**40), (first + 116, "<I", 0xFFFF), (first + 120, "<Q", 5_000), (second + 120, "<Q", 2**31),
        (root + 76, "<I", 0), (first + 72, "<I", 1), (second + 116, "<I", FREE), (second + 120, "<Q", 700),
    )[number]  # fmt: skip
    struct.pack_into(change[1], content, *(change[0], change[2]))
    return either(bytes(content), "report.doc", said)


@family("O03", GROUP, "Word 97 文件的表格说谎")
def tables_of_word(number: int, dice: Random) -> Variant:
    """The FIB and the pieces point elsewhere, or promise another length."""
    text, said = _word(dice)
    streams = old_word(text)
    main, clx = bytearray(streams["WordDocument"]), bytearray(streams["1Table"])
    if number == 0:
        struct.pack_into("<i", main, _MAIN_LENGTH, len(text) * 2)
    elif number == 1:
        struct.pack_into("<i", main, _MAIN_LENGTH, -1)
    elif number == 2:
        struct.pack_into("<II", main, _CLX, 2**31, 2**31)
    elif number == 3:
        struct.pack_into("<I", clx, 1, 2**31)
    elif number == 4:
        struct.pack_into("<I", clx, 9, len(text) * 1_000)
    elif number == 5:
        struct.pack_into("<I", clx, 15, 2**29)
    elif number == 6:
        struct.pack_into("<I", clx, 9, len(text) // 2)
    else:
        struct.pack_into("<i", main, _MAIN_LENGTH, len(text) // 2)
    return either(compound({"WordDocument": bytes(main), "1Table": bytes(clx)}), "report.doc", said)


@family("O04", GROUP, "RTF、网页冒充 doc")
def pretended(number: int, dice: Random) -> Variant:
    """Rich text and pages under the name of a Word file; rich text that is cut is never read."""
    said = lines(dice, 6)
    name = ("report.doc", "report.wps")[number % 2]
    if number < 4:
        page = "".join(f"<p>{one}</p>" for one in said)
        head = (
            "<html><meta charset='utf-8'>",
            "<!DOCTYPE html><html><body>",
            "\ufeff<html>",
            "<html xmlns:w='urn:schemas-microsoft-com:office:word'>",
        )[number]
        return read(f"{head}{page}</html>".encode(), name, "\n".join(said), "网页")
    body = "".join(
        "".join(f"\\u{ord(one)}?" if ord(one) > 127 else one for one in line) + "\\par " for line in said
    )
    rich = ("{\\rtf1\\ansi " + body + "}").encode()
    cut = (len(rich) // 3, len(rich) // 2, len(rich) - 40, len(rich) - 1)[number - 4]
    return refused(rich[:cut], name, "不完整")


@family("O05", GROUP, "doc 中的宏")
def macros(number: int, dice: Random) -> Variant:
    """Streams of macros beside the text: the text is read, the macro is not."""
    text, said = _word(dice)
    streams = {
        **old_word(text),
        "Macros": dice.randbytes(100),
        "_VBA_PROJECT": dice.randbytes(4_000 * (number + 1)),
    }
    return read(compound(streams), ("report.doc", "report.wps")[number % 2], said, "宏")


@family("O06", GROUP, "设有密码")
def passwords(number: int, dice: Random) -> Variant:
    """Encrypted files of every age."""
    text, _ = _word(dice)
    if number < 3:
        return refused(compound(old_word(text, flags=0x0300)), ("a.doc", "a.wps", "a.docx")[number], "密码")
    if number < 6:
        sealed = {"EncryptedPackage": dice.randbytes(9_000), "EncryptionInfo": dice.randbytes(300)}
        return refused(compound(sealed), ("a.docx", "a.xlsx", "a.doc")[number - 3], "密码")
    rows, _ = _book(dice)
    plain = old_book(rows)
    sealed_book = plain[:20] + record(0x2F, struct.pack("<HHH", 1, 1, 1) + dice.randbytes(48)) + plain[20:]
    return refused(compound({"Workbook": sealed_book}), ("a.xls", "a.et")[number - 6], "密码")


@family("O07", GROUP, "截断的 doc")
def cut_word(number: int, dice: Random) -> Variant:
    """The download ended early."""
    text, _ = _word(dice, 500)
    content = compound(old_word(text))
    end = (
        100,
        512,
        2_000,
        len(content) // 4,
        len(content) // 2,
        len(content) * 3 // 4,
        len(content) - 600,
        len(content) - 100,
    )
    return refused(content[: end[number]], "report.doc")


@family("O08", GROUP, "截断的 xls")
def cut_book(number: int, dice: Random) -> Variant:
    """The download ended early, or the stream of the workbook did."""
    rows, _ = _book(dice, 300)
    content = compound({"Workbook": old_book(rows)})
    if number < 4:
        end = (600, len(content) // 3, len(content) // 2, len(content) - 600)
        return refused(content[: end[number]], "form.xls")
    stream = old_book(rows)
    end = (len(stream) // 3, len(stream) // 2, len(stream) * 3 // 4, len(stream) - 4)
    return refused(compound({"Workbook": stream[: end[number - 4]]}), "form.xls")


@family("O09", GROUP, "xls 的记录说谎")
def lying_records(number: int, dice: Random) -> Variant:
    """Records that say another length, strings that are not there, a sheet that lies elsewhere."""
    rows, said = _book(dice)
    stream = bytearray(old_book(rows))
    cell = stream.find(struct.pack("<HH", 0xFD, 10))
    strings = stream.find(struct.pack("<HH", 0xFC, len(stream)), 0)
    strings = next(
        at
        for at in range(len(stream))
        if stream[at : at + 2] == b"\xfc\x00" and stream[at + 4 : at + 8] == struct.pack("<I", 60)
    )
    sheet = next(at for at in range(len(stream)) if stream[at : at + 2] == b"\x85\x00")
    change = (
        (cell + 2, "<H", 6), (cell + 2, "<H", 0xFFFF), (cell + 10, "<I", 9_999), (strings + 8, "<I", 2**31 - 1),
        (strings + 12, "<H", 0xFFFF), (sheet + 4, "<I", 2**31), (sheet + 4, "<I", len(stream) - 4), (strings + 2, "<H", 20),
    )[number]  # fmt: skip
    struct.pack_into(change[1], stream, change[0], change[2])
    return either(compound({"Workbook": bytes(stream)}), "form.xls", said)


@family("O10", GROUP, "xls 的大小说谎")
def sizes_of_books(number: int, dice: Random) -> Variant:
    """Dimensions too small and too large, cells in the far corner, very many of them."""
    rows, said = _book(dice)
    stream = bytearray(old_book(rows))
    size = stream.find(struct.pack("<HH", 0x200, 14)) + 4
    if number < 4:
        stated = ((0, 1, 0, 1), (0, 65_536, 0, 256), (5, 6, 1, 2), (2**31, 2**32 - 1, 255, 256))[number]
        struct.pack_into("<IIHH", stream, size, *stated)
        return either(compound({"Workbook": bytes(stream)}), "form.xls", said)
    far = ((65_535, 255), (65_535, 0), (0, 255), (40_000, 200))[number - 4]
    cell = record(0x203, struct.pack("<HHHd", *far, 0, 7.0))
    first, _, rest = said.partition("\n")
    words = f"{said}\n7" if far[0] else f"{first}\t7\n{rest}"
    return either(compound({"Workbook": bytes(stream[:-4]) + cell + record(0x0A, b"")}), "form.xls", words)


@family("O11", GROUP, "内容乱码的旧格式")
def noise(number: int, dice: Random) -> Variant:
    """A container whose streams hold noise."""
    held = dice.randbytes(20_000)
    name = ("WordDocument", "Workbook", "Book", "PowerPoint Document")[number % 4]
    streams = (
        {name: held, "1Table": dice.randbytes(500)} if number < 4 else {name: record(0x809, held[:16]) + held}
    )
    return refused(compound(streams), ("report.doc", "form.xls", "form.et", "report.doc")[number % 4])
