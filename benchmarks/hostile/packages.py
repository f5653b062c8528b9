"""
Packages that lie: the eighteen families of zip containers.
"""

from __future__ import annotations

import io
import struct
import zipfile
from random import Random

from benchmarks.hostile.making import (
    MAIN,
    Variant,
    archive,
    document,
    either,
    entry,
    family,
    honest_word,
    lines,
    paragraphs,
    read,
    refused,
    word,
    zipped,
)

GROUP = "压缩包"
_LOCAL, _CENTRAL, _LAST = b"PK\x03\x04", b"PK\x01\x02", b"PK\x05\x06"
_DOCX = "report.docx"


def _stamped(
    content: bytes,
    name: str,
    local: tuple[int, str, tuple[int, ...]],
    central: tuple[int, str, tuple[int, ...]],
) -> bytes:
    """The package with numbers put into the headers of one entry: offset, form, values."""
    changed = bytearray(content)
    for mark, length, (at, form, values) in ((_LOCAL, 30, local), (_CENTRAL, 46, central)):
        found = content.find(mark)
        while found >= 0:
            if content[found + length : found + length + len(name)] == name.encode():
                struct.pack_into(form, changed, found + at, *values)
            found = content.find(mark, found + 4)
    return bytes(changed)


@family("Z01", GROUP, "部件全部重叠在一处")
def full_overlap(number: int, dice: Random) -> Variant:
    """Many names of the directory for one stretch of bytes."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        made.writestr(entry(MAIN), document(paragraphs(lines(dice, 200))))
        [one] = made.filelist
        for twin in range((1, 5, 20, 100, 500, 1000, 1500, 1900)[number]):
            other = zipfile.ZipInfo(f"word/part{twin}.xml")
            for field in ("header_offset", "CRC", "compress_size", "file_size", "compress_type"):
                setattr(other, field, getattr(one, field))
            made.filelist.append(other)
            made.NameToInfo[other.filename] = other
    return refused(buffer.getvalue(), _DOCX)


@family("Z02", GROUP, "部件一个套着下一个的文件头")
def quoted_overlap(number: int, dice: Random) -> Variant:
    """An entry whose bytes hold the header of the next: each is read through the ones before it."""
    parts, _ = honest_word(dice)
    listed = [(entry(name, method=zipfile.ZIP_STORED), content) for name, content in parts.items()]
    content = archive(listed)
    heads = [at for at in range(len(content)) if content.startswith(_LOCAL, at)]
    first = 1 + number % (len(heads) - 1)
    name = list(parts)[first - 1]
    # Up to the end of the next entry, or a little into it.
    reach = (heads[first] + 40 + 7 * number) - (heads[first - 1] + 30 + len(name))
    return refused(_stamped(content, name, (18, "<II", (reach, reach)), (20, "<II", (reach, reach))), _DOCX)


@family("Z03", GROUP, "谎报部件大小")
def lying_sizes(number: int, dice: Random) -> Variant:
    """The directory promises fewer or more bytes than unfold."""
    said = lines(dice, 4000)
    content = zipped(word(paragraphs(said)))
    true = len(document(paragraphs(said)))
    size = (0, 1, 100, true // 2, true - 1, true + 1, true * 3, 199_000_000)[number]
    return refused(_stamped(content, MAIN, (22, "<I", (size,)), (24, "<I", (size,))), _DOCX)


@family("Z04", GROUP, "zip64 字段说谎")
def zip64_lies(number: int, dice: Random) -> Variant:
    """Sizes beyond four bytes that are promised in extra fields, or nowhere at all."""
    parts, said = honest_word(dice)
    claimed = (0, 100, 2**31, 2**40, 2**62, 2**64 - 1)
    if number < len(claimed):
        listed = []
        for name, content in parts.items():
            one = entry(name)
            if name == MAIN:
                one.extra = struct.pack("<HHQQ", 1, 16, claimed[number], claimed[number])
            listed.append((one, content))
        whole = archive(listed)
        return either(
            _stamped(whole, MAIN, (18, "<II", (0xFFFFFFFF,) * 2), (20, "<II", (0xFFFFFFFF,) * 2)), _DOCX, said
        )
    whole = bytearray(zipped(parts))
    last = whole.rfind(_LAST)
    if number == 6:
        struct.pack_into("<HHII", whole, last + 8, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
        return refused(bytes(whole), _DOCX)
    locator = struct.pack("<4sIQI", b"PK\x06\x07", 0, 2**40 + number, 1)
    struct.pack_into("<HHII", whole, last + 8, 0xFFFF, 0xFFFF, 0xFFFFFFFF, 0xFFFFFFFF)
    return refused(bytes(whole[:last]) + locator + bytes(whole[last:]), _DOCX)


@family("Z05", GROUP, "压缩炸弹")
def bombs(number: int, dice: Random) -> Variant:
    """Millions of the same words in a few thousand bytes, in several parts."""
    size = (12, 20, 40, 60, 90, 120, 150, 190)[number] * 1_000_000
    filler = (" ", "<w:p/>", "<w:p><w:r><w:t>0</w:t></w:r></w:p>", "<!-- -->")[number % 4]
    parts, _ = honest_word(dice)
    body = filler * (size // len(filler))
    place = (MAIN, "word/styles.xml", "word/numbering.xml", "word/footnotes.xml")[number // 2]
    kind = place.rpartition("/")[2].removesuffix(".xml")
    related = word(paragraphs(lines(dice, 3)), **({} if place == MAIN else {kind: ""}))
    root = "document" if place == MAIN else kind
    inside = f"<w:body>{body}</w:body>" if place == MAIN else body
    opened = document("").decode().split(">", 1)[0].replace("document", root)
    return refused(zipped({**parts, **related, place: f"{opened}>{inside}</w:{root}>".encode()}), _DOCX)


@family("Z06", GROUP, "压缩包套压缩包")
def nested(number: int, dice: Random) -> Variant:
    """A report inside a package, inside a package."""
    parts, _ = honest_word(dice)
    content = zipped(parts)
    for depth in range(number + 1):
        content = zipped({f"第{depth}层.docx": content, f"说明{depth}.txt": b"x"})
    return refused(content, "report.docx", f"第{number}层.docx")


@family("Z07", GROUP, "部件数以万计")
def many_entries(number: int, dice: Random) -> Variant:
    """More entries than any report has; the last two say that they are three."""
    parts, _ = honest_word(dice)
    count = (2_000, 2_500, 10_000, 40_000, 65_535, 66_000, 5_000, 50_000)[number]
    filled = [(entry(name), content) for name, content in parts.items()]
    content = bytearray(archive([*filled, *((entry(f"word/x{at}.xml"), b"") for at in range(count))]))
    if number >= 6:
        struct.pack_into("<HH", content, content.rfind(_LAST) + 8, 3, 3)
    return refused(bytes(content), _DOCX)


@family("Z08", GROUP, "部件同名")
def same_names(number: int, dice: Random) -> Variant:
    """Two parts of one name: which one is shown depends on the program."""
    parts, _ = honest_word(dice)
    other = document(paragraphs(lines(dice, 2)))
    name = (MAIN, "Word/Document.xml", "word\\document.xml", "WORD/DOCUMENT.XML")[number % 4]
    filled = [(entry(one), content) for one, content in parts.items()]
    twin = (_sly(name), other)
    return refused(archive([twin, *filled] if number < 4 else [*filled, twin]), _DOCX, "同名")


def _sly(name: str) -> zipfile.ZipInfo:
    """An entry whose name keeps its backslashes."""
    one = entry("x")
    one.filename = name
    return one


@family("Z09", GROUP, "目录与部件头名称不符")
def other_names(number: int, dice: Random) -> Variant:
    """The directory calls a part otherwise than the part calls itself."""
    parts, _ = honest_word(dice)
    content = bytearray(zipped(parts))
    name = list(parts)[number % len(parts)].encode()
    mark, length = ((_LOCAL, 30), (_CENTRAL, 46))[number // 4]
    at = bytes(content).find(name, bytes(content).find(mark))
    while bytes(content[at - length : at - length + 4]) != mark:
        at = bytes(content).find(name, at + 1)
    content[at + dice.randrange(len(name))] ^= 1 << dice.randrange(5)
    return refused(bytes(content), _DOCX)


@family("Z10", GROUP, "越出文件之外的部件名")
def escaping(number: int, dice: Random) -> Variant:
    """Names that would be written elsewhere; nothing is ever unpacked to a disk."""
    parts, said = honest_word(dice)
    name = (
        "../evil.xml", "word/../../evil.xml", "/etc/evil.xml", "..\\evil.xml", "word\\..\\..\\evil.xml",
        "C:\\evil.xml", "word/evil.xml\0.txt", "//server/evil.xml",
    )[number]  # fmt: skip
    one = _sly(name.replace("\0", "\x01"))
    content = archive([*((entry(part), held) for part, held in parts.items()), (one, b"x")])
    if "\0" in name:
        content = content.replace(b"evil.xml\x01", b"evil.xml\0")
    if number == 5:
        return read(content, _DOCX, said)
    return refused(content, _DOCX, "越出")


@family("Z11", GROUP, "符号链接")
def links(number: int, dice: Random) -> Variant:
    """An entry that says it is a link to a file of the system."""
    parts, said = honest_word(dice)
    name, target = (
        ("word/link.xml", b"/etc/passwd") if number < 4 else ("word/media/image1.png", b"../../../etc/shadow")
    )
    link = entry(name, external_attr=(0o120777, 0o120644, 0o100644, 0o060000)[number % 4] << 16)
    return read(
        archive([*((entry(part), held) for part, held in parts.items()), (link, target)]), _DOCX, said
    )


@family("Z12", GROUP, "加密的部件")
def encrypted(number: int, dice: Random) -> Variant:
    """Entries marked as encrypted, in the directory, in themselves, by either way of encrypting."""
    parts, said = honest_word(dice)
    flags = (0x1, 0x41, 0x2001, 0x40)[number % 4]
    name = list(parts)[number % len(parts)]
    content = zipped(parts)
    local = (6, "<H", (flags,))
    if number < 6:
        return refused(_stamped(content, name, local, (8, "<H", (flags,))), _DOCX, "密码")
    changed = bytearray(content)
    struct.pack_into("<H", changed, 6, flags)
    return either(bytes(changed), _DOCX, said)


@family("Z13", GROUP, "校验不符")
def wrong_checksums(number: int, dice: Random) -> Variant:
    """A checksum, or bits of what it guards, are not as they were."""
    parts, said = honest_word(dice, 40)
    content = zipped(parts)
    if number < 4:
        name = list(parts)[number]
        crc = dice.getrandbits(32)
        made = _stamped(content, name, (14, "<I", (crc,)), (16, "<I", (crc,)))
        return refused(made, _DOCX) if name in {MAIN, "_rels/.rels"} else either(made, _DOCX, said)
    changed = bytearray(content)
    at = content.find(MAIN.encode()) + len(MAIN) + 40 + dice.randrange(200)
    changed[at] ^= 1 << dice.randrange(8)
    return refused(bytes(changed), _DOCX)


@family("Z14", GROUP, "截断")
def cut(number: int, dice: Random) -> Variant:
    """The download ended early."""
    parts, _ = honest_word(dice, 60)
    content = zipped(parts)
    end = (
        30,
        200,
        len(content) // 4,
        len(content) // 2,
        len(content) * 3 // 4,
        len(content) - 300,
        len(content) - 22,
        len(content) - 1,
    )
    return refused(content[: end[number]], _DOCX)


@family("Z15", GROUP, "前后另有内容")
def surrounded(number: int, dice: Random) -> Variant:
    """Something before the package or after it: another program may see another file."""
    parts, said = honest_word(dice)
    content = zipped(parts)
    before = (b"%PDF-1.7\n", b"\x7fELF", b"GIF89a", b"MZ\x90\0", b"\xef\xbb\xbf", dice.randbytes(300))
    if number < len(before):
        return either(before[number] + content, _DOCX, said)
    after = b"%PDF-1.7\n%%EOF" if number == 6 else dice.randbytes(5_000)
    return either(content + after, _DOCX, said)


@family("Z16", GROUP, "办公软件不用的压缩方法")
def odd_methods(number: int, dice: Random) -> Variant:
    """Methods that other programs may not know, true and pretended."""
    parts, _ = honest_word(dice)
    if number < 2:
        return refused(zipped(parts, (zipfile.ZIP_BZIP2, zipfile.ZIP_LZMA)[number]), _DOCX, "压缩方法")
    method = (1, 6, 9, 93, 95, 99)[number - 2]
    return refused(
        _stamped(zipped(parts), MAIN, (8, "<H", (method,)), (10, "<H", (method,))), _DOCX, "压缩方法"
    )


@family("Z17", GROUP, "内容类型缺失或说谎")
def content_types(number: int, dice: Random) -> Variant:
    """The list of content types is not needed to read a report, and not believed."""
    parts, said = honest_word(dice)
    lie = (
        b"", b"lie", b"<Types/>", b"<!DOCTYPE x><Types/>", b"\xff\xfe\0", b"<Types>" * 400,
        b'<Types><Override PartName="/word/document.xml" ContentType="application/pdf"/></Types>',
    )  # fmt: skip
    if number == len(lie):
        return read(zipped({name: held for name, held in parts.items() if "Types" not in name}), _DOCX, said)
    return read(zipped({**parts, "[Content_Types].xml": lie[number]}), _DOCX, said)


@family("Z18", GROUP, "GBK 写成的部件名")
def gbk_names(number: int, dice: Random) -> Variant:
    """Names as Chinese systems store them: beside a report, and of files in a package."""
    parts, said = honest_word(dice)
    title = (
        "自评报告",
        "附件一",
        "绩效目标表",
        "预算执行情况",
        "审核意见",
        "公开内容",
        "整改方案",
        "其他材料",
    )[number]
    typed = title.encode("gb18030")
    if number < 4:
        whole = [
            *((entry(name), held) for name, held in parts.items()),
            (entry("word/" + "x" * len(typed)), b"x"),
        ]
        return read(archive(whole).replace(b"x" * len(typed), typed), _DOCX, said)
    packed = archive([(entry("y" * len(typed) + ".docx"), b"x")])
    return refused(packed.replace(b"y" * len(typed), typed), "reports.zip", f"{title}.docx")
