"""
`python -m benchmarks.hostile [CODE …]`: every variant of every family, into docs/benchmarks/hostile.md.

With codes (or their beginnings) only those families are read, and no page is written.
"""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

from benchmarks.hostile import FAMILIES, VARIANTS, Family
from benchmarks.hostile.running import Outcome, run
from benchmarks.table import write_page

_SAID = 90


def main(codes: list[str]) -> int:
    """Measure, print, write; the exit code says whether every variant was refused or read in full."""
    chosen = [
        one
        for one in sorted(FAMILIES, key=lambda one: (_ORDER.index(one.code[0]), one.code))
        if not codes or one.code.startswith(tuple(codes))
    ]
    found: dict[str, list[Outcome]] = {}
    with tempfile.TemporaryDirectory(prefix="hengji-hostile-") as folder:
        for family in chosen:
            found[family.code] = _measured(family, Path(folder))
            print(_row(family, found[family.code]), flush=True)
    faults = [
        (family, number, one)
        for family in chosen
        for number, one in enumerate(found[family.code])
        if one.fault
    ]
    for family, number, one in faults:
        print(f"{family.code}-{number} {family.title}: {one.fault} | {one.said}")
    if not codes:
        write_page("hostile", "Hostile files", _page(chosen, found, len(faults)))
    return 1 if faults else 0


_ORDER = "ZXWDOPFHT"


def _measured(family: Family, folder: Path) -> list[Outcome]:
    return [run(lambda number=number: family.variant(number), folder) for number in range(VARIANTS)]  # type: ignore[misc]


def _row(family: Family, found: list[Outcome]) -> str:
    good = [one for one in found if not one.fault]
    refused = sum(not one.read for one in good)
    slowest, largest = max(one.processor_seconds for one in found), max(one.megabytes for one in found)
    told = next((one.said for one in found if not one.read and one.said), "") or next(
        (one.said for one in found), ""
    )
    told = told.removeprefix("文件无法读取：").replace("|", "\\|").replace("\n", " ")
    told = told if len(told) <= _SAID else f"{told[:_SAID]}…"
    return (
        f"| {family.code} | {family.title} | {refused} | {len(good) - refused} | {len(found) - len(good)} "
        f"| {slowest:.1f} | {largest:.0f} | {told} |"
    )


def _page(chosen: list[Family], found: dict[str, list[Outcome]], faults: int) -> list[str]:
    everything = [one for outcomes in found.values() for one in outcomes]
    refused = sum(not one.read and not one.fault for one in everything)
    worked = max(one.processor_seconds for one in everything)
    lines = [
        f"{len(chosen)} families of hostile and damaged files, {VARIANTS} variants of each, made from fixed seeds by `benchmarks/hostile`:",
        "sizes, depths, encodings, places of the damage and the lies differ from one to the next.  Each is read by `readers.read` in a process",
        "of its own, as `hengji audit` reads it.  A variant knows the words that it holds: it is *refused* with a reason, the file's name and a",
        "remedy, or *read in full*; a shorter or other text is a fault, and so is more than 15 seconds of the processor or 512 MB (reader and its child).",
        "What was cut where nothing shows how long it was (a page without its end) may be read with a note that says so.",
        "",
        "| 指标 | 结果 | 目标 | |",
        "| --- | ---: | ---: | --- |",
        f"| 文件 | {len(everything)} | ≥ 640 | {_met(len(everything) >= 640)} |",
        f"| 拒绝（说明原因、文件名、办法） | {refused} | | |",
        f"| 读全（一字不少） | {len(everything) - refused - faults} | | |",
        f"| 读短、读错、说不清、出错 | {faults} | 0 | {_met(faults == 0)} |",
        f"| 最慢（处理器秒，读取程序与其子进程合计） | {worked:.1f} | ≤ 15 | {_met(worked <= 15)} |",
        f"| 最慢（墙钟秒，本机当时另有其他负载） | {max(one.seconds for one in everything):.1f} | | |",
        f"| 内存最多（MB） | {max(one.megabytes for one in everything):.0f} | ≤ 512 | {_met(max(one.megabytes for one in everything) <= 512)} |",
    ]
    for group in dict.fromkeys(family.group for family in chosen):
        lines += [
            "",
            f"## {group}",
            "",
            "| 代号 | 家族 | 拒绝 | 读全 | 不合格 | 最慢（处理器秒） | 内存（MB） | 说的话（一例） |",
            "| --- | --- | ---: | ---: | ---: | ---: | ---: | --- |",
        ]
        lines += [_row(family, found[family.code]) for family in chosen if family.group == group]
    return lines


def _met(good: bool) -> str:
    return "达到" if good else "**未达到**"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
