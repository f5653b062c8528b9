"""
`python -m benchmarks.counting [FOLDER …]`: what a file holds, counted apart, against what our readers give.

The counter shares no code with the readers and asks other libraries: Python's own zip and expat for
Word files and workbooks, pdfminer for PDF.  Of a Word file every non-blank character of every
paragraph that is shown must be in the text; of a workbook every filled cell at its place, every
sheet; of a PDF every page and every character.  Counted are right reports of many outlines, then
the same files with bytes of their parts changed (fixed seeds), as far as they are still read: what
is refused is no shorter result.  Folders given are counted too.
"""

# ruff: noqa: E501 - rows of tables as they are printed

from __future__ import annotations

import io
import random
import sys
import tempfile
import unicodedata
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from xml.etree import ElementTree as ET

from pdfminer.high_level import extract_pages
from pdfminer.layout import LTChar, LTContainer, LTItem

from benchmarks.planted.reports import report
from benchmarks.planted.writing import write
from benchmarks.table import write_page
from hengji.cli.demo import EXAMPLE
from hengji.documents import readers
from hengji.documents.readers import pdf
from hengji.domain.extract import Extract
from hengji.domain.problem import UnreadableDocument

REPORTS: Final = 24
CHANGED: Final = 400
_W: Final = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_S: Final = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_MC: Final = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_SHOWN: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class Count:
    """What was counted apart, and what of it our reading lacks."""

    units: int
    """Paragraphs, cells or pages."""
    characters: int
    missing: tuple[str, ...] = ()


def counted(path: Path, extract: Extract) -> Count | None:
    """The file counted apart and held against its extract; `None` for kinds that are not counted."""
    counter = _COUNTERS.get(extract.format)
    return None if counter is None else counter(path.read_bytes(), extract)


def _squeezed(text: str) -> str:
    """The characters without blanks, in the form that other programs may give them."""
    return "".join(unicodedata.normalize("NFKC", text).split())


# --- Word -----------------------------------------------------------------------------------------


def _word(content: bytes, extract: Extract) -> Count:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        root = ET.fromstring(archive.read("word/document.xml"))  # noqa: S314 - it was read before
    whole = _squeezed(extract.text)
    paragraphs = [words for one in root.iter(f"{_W}p") if (words := _squeezed("".join(_shown(one))))]
    missing = [words for words in paragraphs if words not in whole]
    return Count(
        units=len(paragraphs),
        characters=sum(map(len, paragraphs)),
        missing=tuple(one[:30] for one in missing),
    )


def _shown(element: ET.Element) -> Iterator[str]:
    """The words of a paragraph as they are shown with all changes accepted."""
    for child in element:
        if child.tag in {
            f"{_W}del",
            f"{_W}moveFrom",
            f"{_W}txbxContent",
            f"{_MC}Fallback",
            f"{_W}pPr",
            f"{_W}instrText",
        }:
            continue
        hidden = child.find(f"{_W}rPr/{_W}vanish")
        if hidden is not None and hidden.get(f"{_W}val", "1") in {"1", "true", "on"}:
            continue
        if child.tag == f"{_W}t":
            yield child.text or ""
        else:
            yield from _shown(child)


# --- workbooks ------------------------------------------------------------------------------------


def _book(content: bytes, extract: Extract) -> Count:
    given = {
        (cell.place.sheet, cell.place.cell)
        for table in extract.tables
        for cell in table.cells
        if cell.place is not None and (cell.value is not None or cell.formula_without_value)
    }
    missing: list[str] = []
    units = characters = 0
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        titles = _sheet_titles(archive)
        if len(titles) != len(extract.tables):
            missing.append(f"{len(titles)} 张工作表，读出 {len(extract.tables)} 张")
        strings = _strings(archive)
        for title, part in titles:
            root = ET.fromstring(archive.read(part))  # noqa: S314 - it was read before
            covered = [_corners(one.get("ref", "")) for one in root.iter(f"{_S}mergeCell")]
            for cell in root.iter(f"{_S}c"):
                words = _cell_words(cell, strings)
                name = cell.get("r", "")
                if not words.strip() or _is_covered(name, covered):
                    continue
                units += 1
                characters += len(words)
                if (title, name) not in given:
                    missing.append(f"{title}!{name}")
    return Count(units=units, characters=characters, missing=tuple(missing))


def _sheet_titles(archive: zipfile.ZipFile) -> list[tuple[str, str]]:
    relations = {
        one.get("Id", ""): one.get("Target", "").lstrip("/")
        for one in ET.fromstring(archive.read("xl/_rels/workbook.xml.rels"))  # noqa: S314 - as above
    }
    found = []
    for sheet in ET.fromstring(archive.read("xl/workbook.xml")).iter(f"{_S}sheet"):  # noqa: S314 - as above
        named = next(value for key, value in sheet.attrib.items() if key.endswith("}id"))
        target = relations[named]
        found.append((sheet.get("name", ""), target if target.startswith("xl/") else f"xl/{target}"))
    return found


def _strings(archive: zipfile.ZipFile) -> list[str]:
    if "xl/sharedStrings.xml" not in archive.namelist():
        return []
    root = ET.fromstring(archive.read("xl/sharedStrings.xml"))  # noqa: S314 - as above
    return ["".join(one.text or "" for one in item.iter(f"{_S}t")) for item in root.iter(f"{_S}si")]


def _cell_words(cell: ET.Element, strings: list[str]) -> str:
    value = cell.findtext(f"{_S}v")
    if cell.get("t") == "inlineStr":
        return "".join(one.text or "" for one in cell.iter(f"{_S}t"))
    if value is None:
        return ""
    return strings[int(value)] if cell.get("t") == "s" else value


def _corners(reference: str) -> tuple[int, int, int, int]:
    first, _, last = reference.partition(":")
    return (*_at(first), *_at(last or first))


def _at(name: str) -> tuple[int, int]:
    letters = "".join(one for one in name if one.isalpha())
    column = 0
    for one in letters:
        column = column * 26 + ord(one) - 64
    return int("".join(one for one in name if one.isdigit()) or 0), column


def _is_covered(name: str, ranges: list[tuple[int, int, int, int]]) -> bool:
    row, column = _at(name)
    return any(
        top <= row <= bottom and left <= column <= right and (row, column) != (top, left)
        for top, left, bottom, right in ranges
    )


# --- PDF ------------------------------------------------------------------------------------------


def _pdf(content: bytes, _: Extract) -> Count:
    """Page by page what PDFium gave us, before what every page repeats is left out."""
    ours, *_rest = pdf._pages(content)  # noqa: SLF001 - the extract leaves the running heads out
    missing: list[str] = []
    characters = 0
    number = 0
    for number, layout in enumerate(extract_pages(io.BytesIO(content)), start=1):
        theirs = Counter(_squeezed("".join(_letters(layout))))
        characters += theirs.total()
        if number > len(ours):
            missing.append(f"第 {number} 页")
            continue
        page = ours[number - 1]
        words = [line.text for line in page.lines] + [text for table in page.tables for text in table.texts]
        lost = theirs - Counter(_squeezed("".join(words)))
        if lost:
            missing.append(f"第 {number} 页缺 {''.join(lost.elements())[:20]}")
    return Count(units=number, characters=characters, missing=tuple(missing))


def _letters(item: LTItem) -> Iterator[str]:
    if isinstance(item, LTChar):
        yield item.get_text()
    elif isinstance(item, LTContainer):
        for inner in item:
            yield from _letters(inner)


_COUNTERS: Final[dict[str, Callable[[bytes, Extract], Count]]] = {"docx": _word, "xlsx": _book, "pdf": _pdf}


# --- files ----------------------------------------------------------------------------------------


def right_files(folder: Path, count: int = REPORTS) -> Iterator[Path]:
    """Right reports in every format that is counted, and the workbook of the example."""
    for seed in range(count):
        for ending in ("docx", "pdf"):
            path = folder / f"{seed}.{ending}"
            write(report(seed), path)
            yield path
    yield EXAMPLE


def changed(content: bytes, dice: random.Random) -> bytes:
    """A package with a few bytes of one part changed and packed again, its checksums right."""
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = dice.choice([one for one in sorted(parts) if one.endswith((".xml", ".rels")) and parts[one]])
    held = bytearray(parts[name])
    for _ in range(dice.randint(1, 3)):
        at = dice.randrange(len(held))
        match dice.randrange(4):
            case 0:
                held[at] = dice.choice(b'<>/"0159 ar')
            case 1:
                del held[at : at + dice.randint(1, 30)]
            case 2:
                held[at:at] = held[at : at + dice.randint(1, 60)]
            case _:
                end = held.find(b">", at) + 1
                del held[at:end]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for one, inside in parts.items():
            archive.writestr(one, bytes(held) if one == name else inside)
    return packed.getvalue()


def survivors(sources: list[Path], folder: Path, count: int = CHANGED) -> Iterator[Path | None]:
    """Changed copies of packages; `None` for those that are refused."""
    dice = random.Random(29)  # noqa: S311 - a fixed seed makes a failure repeatable
    for number in range(count):
        source = dice.choice(sources)
        path = folder / f"changed-{number}{source.suffix}"
        path.write_bytes(changed(source.read_bytes(), dice))
        try:
            readers.read(path)
        except UnreadableDocument:
            yield None
        else:
            yield path


def main(folders: list[str]) -> int:
    """Count, print, write the table."""
    rows: list[str] = []
    bad = 0
    with tempfile.TemporaryDirectory(prefix="hengji-counting-") as name:
        right = list(right_files(Path(name)))
        packages = [one for one in right if one.suffix != ".pdf"]
        changes = list(survivors(packages, Path(name)))
        kept = [one for one in changes if one is not None]
        print(f"{len(changes) - len(kept)} of {len(changes)} changed files refused")
        given = [one for folder in folders for one in sorted(Path(folder).rglob("*")) if one.is_file()]
        for title, paths in (
            ("右报告", right),
            (f"改动后仍可读（{len(changes)} 份中 {len(changes) - len(kept)} 份被拒绝）", kept),
            ("给定的文件夹", given),
        ):
            for line, faults in _table(title, paths):
                rows.append(line)
                bad += faults
    if not folders:
        write_page("counting", "Nothing is read short", [*_HEAD, *rows])
    return 1 if bad else 0


_HEAD: Final = [
    "Each file is counted a second time by code that shares nothing with our readers (Python's own zip and expat; pdfminer for PDF),",
    "`benchmarks/counting.py`: paragraphs and their characters of Word files, filled cells and sheets of workbooks, pages and characters of PDF.",
    "",
    "| 文件 | 格式 | 份数 | 段落、单元格或页 | 字符 | 有缺失的文件 |",
    "| --- | --- | ---: | ---: | ---: | ---: |",
]


def _table(title: str, paths: list[Path]) -> Iterator[tuple[str, int]]:
    found: dict[str, list[Count]] = {}
    for path in paths:
        try:
            extract = readers.read(path)
            count = counted(path, extract)
        except UnreadableDocument:
            continue
        if count is not None:
            found.setdefault(extract.format, []).append(count)
            if count.missing:
                print(f"{path.name}: {len(count.missing)} missing: {count.missing[:_SHOWN]}")
    for kind, counts in sorted(found.items()):
        faults = sum(bool(one.missing) for one in counts)
        line = f"| {title} | {kind} | {len(counts)} | {sum(one.units for one in counts):,} | {sum(one.characters for one in counts):,} | {faults} |"
        print(line, flush=True)
        yield line, faults


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
