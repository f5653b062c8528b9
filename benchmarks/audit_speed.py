"""
How fast a whole audit is, against its own reader and bare pypdfium2, and how it grows.
"""

from __future__ import annotations

import html
import json
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import docx
import pypdfium2

from benchmarks.planted.draft import Grid, Report, Words, plain
from benchmarks.planted.facts import facts
from benchmarks.planted.pen import Pen
from benchmarks.planted.reports import report
from benchmarks.planted.work_words import filler
from benchmarks.planted.writing import write
from hengji import audit as engine
from hengji.documents import readers
from hengji.figures import find
from hengji.interpret import interpret
from hengji.pipeline.audit import audit

DOCUMENTS = Path(__file__).parents[2] / "shared" / "documents"
MEGABYTE = 1_000_000
SIZES = (1, 2, 4, 8)
LARGE = 10
FIGURES_SPEED = 10
"""Megabytes a second."""
_SHORTEST = 60
"""Characters of a paragraph; shorter ones are single lines."""
_PAGES = 10
_TEN_PAGES = range(4_900, 5_500)
"""Characters of a report that may fill ten pages of 28 × 22, with headings and tables."""
_GUANGDONG = range(0, 4_000, 8)
"""Seeds whose reports follow Guangdong's outline."""
_FOR_TEN_PAGES = range(0, 40_000, 8)
"""More of them: few reports fill exactly ten pages."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One measurement with its target."""

    what: str
    measured: str
    target: str
    kept: bool


def long_text(characters: int) -> str:
    """One report of so many characters: the outline once, its account of the work as long as needed."""
    shell = report(0)
    lines = plain(shell).text.split("\n")
    wanted = characters - sum(map(len, lines))
    added: list[str] = []
    for seed in _GUANGDONG[1:]:
        if wanted <= 0:
            break
        for line in _paragraphs(seed):
            added.append(line)
            wanted -= len(line) + 1
    repeats = 1
    while wanted > 0:
        # Other digits, so that no paragraph stands twice.
        fresh = [
            line.translate(str.maketrans("123456789", "234567891"))
            for line in added[-len(added) // repeats :]
        ]
        added += fresh
        repeats += 1
        wanted -= sum(len(line) + 1 for line in fresh)
    at = next(number for number, line in enumerate(lines) if line.startswith("（二）年度总体工作")) + 1
    return "\n".join([*lines[:at], *added, *lines[at:]])


def _paragraphs(seed: int) -> Iterator[str]:
    """The paragraphs of a report, prose after each, so that figures lie as far apart as in real ones."""
    one = report(seed)
    text = plain(one)
    pen = Pen(facts(seed))
    for piece, (start, end) in zip(one.pieces, text.pieces, strict=True):
        if isinstance(piece, Words) and end - start > _SHORTEST:
            yield text.text[start:end]
            yield filler(pen, 5)


def ten_page_report(folder: Path, *, tables: bool) -> Report:
    """The first report of ten pages of A4 in the official layout, as it is or without its tables."""
    path = folder / "pages.pdf"
    for seed in _FOR_TEN_PAGES:
        one = report(seed)
        if len(plain(one).text) in _TEN_PAGES:
            write(one, path)
            if pages(path) == _PAGES:
                return one if tables else _without_tables(one)
    raise LookupError("no report of ten pages among the seeds")


def pages(path: Path) -> int:
    """How many pages a PDF has."""
    document = pypdfium2.PdfDocument(path)
    number = len(document)
    document.close()
    return number


def _without_tables(one: Report) -> Report:
    return replace(one, pieces=tuple(piece for piece in one.pieces if not isinstance(piece, Grid)))


def bare(path: Path) -> int:
    """What pypdfium2 alone takes to give the text of every page."""
    document = pypdfium2.PdfDocument(path)
    length = 0
    for page in document:
        text_page = page.get_textpage()
        length += len(text_page.get_text_range())
        text_page.close()
        page.close()
    document.close()
    return length


def measured() -> tuple[list[Row], list[str]]:
    """Every row, and lines about the sizes."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        rows = [_figures(), _word(folder), *_pdf(folder)]
        growth, lines = _growth(folder)
        rows += growth
        text = _cut(long_text(LARGE * MEGABYTE // 3 + MEGABYTE), LARGE * MEGABYTE)
        rows += [_memory(folder, text, *asked) for asked in _OF_LARGE]
    return rows, lines


def _at_most(what: str, value: float, most: float, form: str = "{:.2f}") -> Row:
    return Row(what=what, measured=form.format(value), target=f"≤ {form.format(most)}", kept=value <= most)


def _ratio(
    first: Callable[[], object], second: Callable[[], object], repeats: int = 7
) -> tuple[float, float]:
    """
    The best time of one over the best of the other, run in turn, and the other's seconds.

    Seconds of the processor, of which each uses one: other work on the machine would lengthen now one,
    now the other, and the ratio would be luck.
    """
    best = [float("inf"), float("inf")]
    for _ in range(repeats):
        for place, run in enumerate((first, second)):
            begun = time.process_time()
            run()
            best[place] = min(best[place], time.process_time() - begun)
    return best[0] / best[1], best[1]


def _figures() -> Row:
    text = long_text(2 * MEGABYTE // 3)
    size = len(text.encode())
    times = []
    for _ in range(5):
        begun = time.process_time()
        find(text)
        times.append(time.process_time() - begun)
    speed = size / min(times) / MEGABYTE
    return Row(
        what="数字抽取（含数值、类别、修饰），2 MB 合成报告，单核",
        measured=f"{speed:.1f} MB/s",
        target=f"≥ {FIGURES_SPEED} MB/s",
        kept=speed >= FIGURES_SPEED,
    )


def _word(folder: Path) -> Row:
    path = folder / "ten.docx"
    write(ten_page_report(folder, tables=True), path)
    times = []
    for _ in range(8):
        begun = time.process_time()
        audit(path)
        times.append((time.process_time() - begun) * 1000)
    return _at_most(
        "10 页 docx 全程审核（热进程，处理器用时）", statistics.median(times[1:]), 100, "{:.0f} ms"
    )


def _pdf(folder: Path) -> list[Row]:
    path = folder / "ten.pdf"
    write(ten_page_report(folder, tables=True), path)
    rows = [_after_reading(path, "10 页 pdf")]
    rows += [
        _after_reading(one, f"公开文件（{one.stat().st_size // 1024} KB）")
        for one in sorted(DOCUMENTS.glob("*.pdf"))
    ]
    words = folder / "words.pdf"
    write(ten_page_report(folder, tables=False), words)
    ratio, _ = _ratio(lambda: readers.read(words), lambda: bare(words))
    return [*rows, _at_most("无表格页面：本读取器 ÷ 仅用 pypdfium2 取字", ratio, 1.5)]


def _after_reading(path: Path, what: str) -> Row:
    extract = readers.read(path)
    ratio, reading = _ratio(
        lambda: engine.audit_document(interpret(extract)), lambda: readers.read(path), repeats=5
    )
    return _at_most(f"{what}：读取之后 ÷ 读取（{reading * 1000:.0f} ms）", ratio, 0.5)


def _growth(folder: Path) -> tuple[list[Row], list[str]]:
    text = long_text(SIZES[-1] * MEGABYTE // 3 + MEGABYTE)
    seconds: dict[int, float] = {}
    lines = ["| 文本 | 审核用时 | 每 MB |", "| --- | ---: | ---: |"]
    for size in SIZES:
        path = folder / f"{size}.txt"
        path.write_text(_cut(text, size * MEGABYTE), "utf-8")
        begun = time.process_time()
        audit(path)
        seconds[size] = time.process_time() - begun
        lines.append(f"| {size} MB | {seconds[size]:.2f} s | {seconds[size] / size:.2f} s |")
    factor = (seconds[SIZES[-1]] / SIZES[-1]) / (seconds[SIZES[0]] / SIZES[0])
    return [_at_most("每 MB 用时，8 MB 与 1 MB 之比（线性为 1）", factor, 1.5)], lines


def _cut(text: str, size: int) -> str:
    return text.encode()[:size].decode(errors="ignore")


_OF_LARGE = (
    ("figures", "txt", "数字抽取"),
    ("audit", "txt", "全程审核"),
    ("audit", "html", "全程审核"),
    ("audit", "docx", "全程审核"),
    ("json", "docx", "全程审核并写出 JSON"),
)
"""What is measured with ten megabytes of text, in which format, and how it is called."""


def _memory(folder: Path, text: str, what: str, file_format: str, title: str) -> Row:
    """Memory at the peak above that of a process that has already audited a small file of the kind."""
    path = folder / f"large.{file_format}"
    if not path.exists():
        _save(text, path)
        _save(long_text(20_000), folder / f"small.{file_format}")
    command = [sys.executable, "-m", "benchmarks.audit_speed", what, str(path)]
    made = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603 - our own module
    ratio = json.loads(made.stdout)["added"] / len(text.encode())
    return _at_most(f"{title}：10 MB 文本（{file_format}）所增内存 ÷ 文本大小", ratio, 10, "{:.1f}")


def _save(text: str, path: Path) -> None:
    """The text as a file of the format that its name ends in, a paragraph a line."""
    match path.suffix:
        case ".docx":
            document = docx.Document()
            for line in text.split("\n"):
                document.add_paragraph(line)
            document.save(str(path))
        case ".html":
            lines = "\n".join(f"<p>{html.escape(line)}</p>" for line in text.split("\n"))
            path.write_text(f'<html><head><meta charset="utf-8"></head><body>{lines}</body></html>', "utf-8")
        case _:
            path.write_text(text, "utf-8")


def _peak() -> int:
    """Bytes at the peak of this process; `ru_maxrss` would count the parent's from before `exec`."""
    status = Path("/proc/self/status").read_text("utf-8")
    return int(status.partition("VmHWM:")[2].split()[0]) * 1024


def _added(what: str, path: Path) -> int:
    small = audit(path.with_stem("small"))
    kept: object = sum(map(len, small.as_line()))
    before = _peak()
    if what == "figures":
        kept = find(path.read_text("utf-8"))
    else:
        done = audit(path)
        kept = done.judgements
        if what == "json":
            kept = sum(map(len, done.as_line()))
    assert kept  # noqa: S101 - a benchmark that found nothing measured nothing
    return _peak() - before


if __name__ == "__main__":
    print(json.dumps({"added": _added(sys.argv[1], Path(sys.argv[2]))}))
