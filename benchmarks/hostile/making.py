"""
What a family of hostile files is, and the honest files that they are made from.
"""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

import io
import random
import struct
import warnings
import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from random import Random
from typing import Final

VARIANTS: Final = 8
MAIN: Final = "word/document.xml"
SHEET: Final = "xl/worksheets/sheet1.xml"
OFFICE: Final = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
W: Final = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_SPREADSHEET: Final = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
_RELATIONS: Final = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)
_TYPES: Final = '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'


class Fate(StrEnum):
    """What may become of a variant."""

    REFUSED = "须拒绝"
    READ = "须读全"
    EITHER = "拒绝或读全"
    TOLD = "拒绝或注明"
    """What was cut where nothing shows how long it was: read, with a note that it may not be all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Variant:
    """One hostile file."""

    content: bytes
    name: str
    words: str | None = None
    """All that an honest reading gives; `None` where the file must be refused."""
    fate: Fate = Fate.EITHER
    told: str = ""
    """A word that the refusal, or a note of the reading, must hold."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Family:
    """Hostile files of one kind; `make` gives the variant of a number, from its own dice."""

    code: str
    group: str
    title: str
    make: Callable[[int, Random], Variant]

    def variant(self, number: int) -> Variant:
        """The variant of that number, the same at every call."""
        return self.make(number, random.Random(f"{self.code}-{number}"))  # noqa: S311 - repeatable


FAMILIES: Final[list[Family]] = []
Maker = Callable[[int, Random], Variant]


def family(code: str, group: str, title: str) -> Callable[[Maker], Maker]:
    """Register the maker of a family."""

    def registered(make: Maker) -> Maker:
        FAMILIES.append(Family(code=code, group=group, title=title, make=make))
        return make

    return registered


def refused(content: bytes, name: str, told: str = "") -> Variant:
    """A file that must be refused, with that word in the sentence."""
    return Variant(content=content, name=name, fate=Fate.REFUSED, told=told)


def read(content: bytes, name: str, words: str, told: str = "") -> Variant:
    """A file that must be read, all of it, with that word in a note."""
    return Variant(content=content, name=name, words=words, fate=Fate.READ, told=told)


def either(content: bytes, name: str, words: str) -> Variant:
    """A file that may be refused, or read as long as nothing of it is missing."""
    return Variant(content=content, name=name, words=words)


def told(content: bytes, name: str, words: str) -> Variant:
    """A file that may be refused, or read with those words in a note."""
    return Variant(content=content, name=name, fate=Fate.TOLD, told=words)


# --- honest contents ------------------------------------------------------------------------------


def lines(dice: Random, count: int) -> list[str]:
    """Sentences of a report, each with figures of its own."""
    return [
        f"第{number}项支出{dice.randint(100, 99_999) / 100:.2f}万元，完成率{dice.randint(5000, 10_000) / 100:.2f}%。"
        for number in range(1, count + 1)
    ]


def paragraphs(texts: Iterable[str]) -> str:
    """The body of a Word document that says them."""
    return "".join(f"<w:p><w:r><w:t>{one}</w:t></w:r></w:p>" for one in texts)


def document(body: str, *, head: str = "", root: str = "") -> bytes:
    """The main part of a Word document; `head` stands before it, `root` among its attributes."""
    return f"{head}<w:document {W}{root}><w:body>{body}</w:body></w:document>".encode()


def relations(*entries: str) -> bytes:
    """A part of relations."""
    return _RELATIONS.format("".join(entries)).encode()


def relation(number: int, kind: str, target: str, *, external: bool = False) -> str:
    """One relation; its kind is the last word of its type."""
    mode = ' TargetMode="External"' if external else ""
    return f'<Relationship Id="r{number}" Type="{OFFICE}/{kind}" Target="{target}"{mode}/>'


def word(body: str = "", main: bytes | None = None, **parts: str) -> dict[str, bytes]:
    """The parts of a .docx; further parts by name, each the content of its root."""
    related = [relation(at, name, f"{name}.xml") for at, name in enumerate(parts)]
    return {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": relations(relation(0, "officeDocument", MAIN)),
        "word/_rels/document.xml.rels": relations(*related),
        MAIN: document(body) if main is None else main,
        **{
            f"word/{name}.xml": f"<w:{name} {W}>{content}</w:{name}>".encode()
            for name, content in parts.items()
        },
    }


def honest_word(dice: Random, count: int = 10) -> tuple[dict[str, bytes], str]:
    """The parts of a .docx of so many sentences, and all that it says."""
    said = lines(dice, count)
    return word(paragraphs(said)), "\n".join(said)


def book(
    sheet: str, *, before: str = "", after: str = "", related: str = "", **parts: str
) -> dict[str, bytes]:
    """The parts of an .xlsx of one sheet; further parts by name, two underlines for a stroke."""
    root = f'<workbook {_SPREADSHEET} xmlns:r="{OFFICE}">{before}<sheets><sheet name="表" sheetId="1" r:id="r1"/></sheets>{after}</workbook>'
    return {
        "[Content_Types].xml": _TYPES.encode(),
        "_rels/.rels": relations(relation(0, "officeDocument", "xl/workbook.xml")),
        "xl/workbook.xml": root.encode(),
        "xl/_rels/workbook.xml.rels": relations(relation(1, "worksheet", "worksheets/sheet1.xml"), related),
        SHEET: f"<worksheet {_SPREADSHEET}>{sheet}</worksheet>".encode(),
        **{f"{name.replace('__', '/')}.xml": content.encode() for name, content in parts.items()},
    }


def spreadsheet_root(name: str, content: str, attributes: str = "") -> str:
    """A part of a workbook."""
    return f"<{name} {_SPREADSHEET}{attributes}>{content}</{name}>"


def rows(*filled: str) -> str:
    """The data of a sheet, a row each."""
    inside = "".join(f'<row r="{number}">{row}</row>' for number, row in enumerate(filled, 1))
    return f"<sheetData>{inside}</sheetData>"


def text_cell(address: str, words: str) -> str:
    """A cell that holds words."""
    return f'<c r="{address}" t="inlineStr"><is><t xml:space="preserve">{words}</t></is></c>'


def zipped(parts: Mapping[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of those parts."""
    return archive([(entry(name, method=method), content) for name, content in parts.items()])


def entry(name: str, *, method: int = zipfile.ZIP_DEFLATED, **fields: int) -> zipfile.ZipInfo:
    """An entry of a package, always of the same day."""
    one = zipfile.ZipInfo(name, (2024, 12, 31, 0, 0, 0))
    one.compress_type = method
    for key, value in fields.items():
        setattr(one, key, value)
    return one


def archive(entries: Iterable[tuple[zipfile.ZipInfo, bytes]]) -> bytes:
    """A package of those entries."""
    buffer = io.BytesIO()
    with warnings.catch_warnings(), zipfile.ZipFile(buffer, "w") as made:
        warnings.simplefilter("ignore")  # two parts of one name are what some families are about
        for one, content in entries:
            made.writestr(one, content)
    return buffer.getvalue()


# --- PDF ------------------------------------------------------------------------------------------


def pdf(objects: Iterable[bytes], trailer: bytes = b"", head: bytes = b"%PDF-1.7\n") -> bytes:
    """A PDF of those objects, counted from one; the first is the catalogue."""
    content, offsets = bytearray(head), []
    for number, body in enumerate(objects, start=1):
        offsets.append(len(content))
        content += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start, size = len(content), len(offsets) + 1
    content += b"xref\n0 %d\n0000000000 65535 f \n" % size
    content += b"".join(b"%010d 00000 n \n" % offset for offset in offsets)
    content += b"trailer <</Root 1 0 R /Size %d %s>>\nstartxref\n%d\n%%%%EOF\n" % (size, trailer, start)
    return bytes(content)


def stream(content: bytes, extra: bytes = b"") -> bytes:
    """A stream with those entries in its dictionary; what it holds is packed already."""
    return b"<</Length %d %s>>\nstream\n%s\nendstream" % (len(content), extra, content)


def packed(content: bytes, extra: bytes = b"") -> bytes:
    """A stream packed by deflate."""
    return stream(zlib.compress(content, 9), b"/Filter /FlateDecode " + extra)


def drawn(texts: Iterable[str]) -> bytes:
    """The content of a page that shows lines of ASCII."""
    shown = b"".join(
        b"1 0 0 1 72 %d Tm (%s) Tj\n" % (780 - 14 * at, one.encode()) for at, one in enumerate(texts)
    )
    return b"BT /F 10 Tf\n" + shown + b"ET"


def plain(dice: Random, count: int) -> list[str]:
    """Lines that a PDF without embedded fonts can show, no two of them alike but for their figures."""
    letters = "abcdefghijklmnopqrstuvwxyz"
    return [
        f"{''.join(dice.choices(letters, k=8))} spent {dice.randint(100, 99_999) / 100:.2f}"
        for _ in range(count)
    ]


FONT: Final = b"<</Type /Font /Subtype /Type1 /BaseFont /Helvetica>>"


def page_objects(
    contents: Iterable[bytes], *, catalogue: bytes = b"", page: bytes = b"", resources: bytes = b""
) -> list[bytes]:
    """Catalogue, pages, font, then each page with its content, as objects of a PDF."""
    held = list(contents)
    kids = b" ".join(b"%d 0 R" % (4 + 2 * at) for at in range(len(held)))
    made = [
        b"<</Type /Catalog /Pages 2 0 R %s>>" % catalogue,
        b"<</Type /Pages /Kids [%s] /Count %d>>" % (kids, len(held)),
        FONT,
    ]
    for at, content in enumerate(held):
        made += [
            b"<</Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %d 0 R "
            b"/Resources <</Font <</F 3 0 R>> %s>> %s>>" % (5 + 2 * at, resources, page),
            content,
        ]
    return made


# --- compound files -------------------------------------------------------------------------------

FREE: Final = 0xFFFFFFFF
END: Final = 0xFFFFFFFE
_FAT: Final = 0xFFFFFFFD
_SECTOR: Final = 512
_SMALLEST: Final = 4096
"""Shorter streams would lie in a stream of small ones."""


def compound(streams: Mapping[str, bytes]) -> bytes:
    """An OLE container of those streams, each filled up to 4,096 bytes at least."""
    table: list[int] = []
    sectors: list[bytes] = []
    places: list[tuple[str, int, int]] = []

    def lay(content: bytes) -> int:
        start = len(sectors)
        pieces = [content[at : at + _SECTOR].ljust(_SECTOR, b"\0") for at in range(0, len(content), _SECTOR)]
        table.extend(range(start + 1, start + len(pieces)))
        table.append(END)
        sectors.extend(pieces)
        return start

    for name, content in sorted(streams.items(), key=lambda one: (len(one[0]), one[0].upper())):
        held = content.ljust(_SMALLEST, b"\0")
        places.append((name, lay(held), len(held)))
    entries = [_entry("Root Entry", 5, child=1, start=END)]
    for at, (name, start, size) in enumerate(places, 1):
        following = at + 1 if at < len(places) else FREE
        entries.append(_entry(name, 2, right=following, start=start, size=size))
    while len(entries) % 4:
        entries.append(_entry("", 0, start=0))
    directory = lay(b"".join(entries))
    count = 1
    while count * 128 < len(table) + count:
        count += 1
    first = len(sectors)
    table += [_FAT] * count
    table += [FREE] * (count * 128 - len(table))
    header = bytearray(_SECTOR)
    header[:8] = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
    struct.pack_into("<HHHHH", header, 24, 0x3E, 3, 0xFFFE, 9, 6)
    struct.pack_into("<IIIIIIII", header, 44, count, directory, 0, _SMALLEST, END, 0, END, 0)
    struct.pack_into("<109I", header, 76, *range(first, first + count), *([FREE] * (109 - count)))
    return bytes(header) + b"".join(sectors) + struct.pack(f"<{len(table)}I", *table)


def _entry(
    name: str, kind: int, *, child: int = FREE, right: int = FREE, start: int = 0, size: int = 0
) -> bytes:
    spelt = name.encode("utf-16-le") + b"\0\0" if name else b""
    one = bytearray(128)
    one[: len(spelt)] = spelt
    struct.pack_into("<HBBIII", one, 64, len(spelt), kind, 1, FREE, right, child)
    struct.pack_into("<IQ", one, 116, start, size)
    return bytes(one)
