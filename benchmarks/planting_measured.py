"""
What an audit finds of planted errors, by kind and by rule, and what it says of right reports.
"""

# ruff: noqa: E501 - tables of rules and printed lines

from __future__ import annotations

import random
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from benchmarks.planted import passages
from benchmarks.planted.draft import Claim, Plain, plain
from benchmarks.planted.kinds import PLANTERS, Planted
from benchmarks.planted.reports import report
from benchmarks.planted.writing import FORMATS, write
from hengji.documents import readers
from hengji.domain.finding import Finding, Severity
from hengji.pipeline.audit import Audit, audit

TUNING = range(24)
DOCUMENTS = passages.SHARED / "documents"
PUBLISHED = range(2000, 2040)
_ORDER = (Severity.ERROR, Severity.WARNING, Severity.NOTICE)
_BLANK = re.compile(r"\s+")

RULES_OF_CLAIMS = {
    Claim.SUM: ("AR12",), Claim.SHARE: ("AR13",), Claim.CHANGE_AMOUNT: ("AR14",), Claim.CHANGE_RATE: ("AR15",),
    Claim.IMPLIED_CHANGE: ("AR14", "AR15"), Claim.EXECUTION: ("AR16", "AR20"), Claim.PER_UNIT: ("AR17",), Claim.PRODUCT: ("AR18",),
    Claim.SCORE_SUM: ("AR19",), Claim.WEIGHT_SUM: ("AR19", "AR07"), Claim.GRADE: ("AR22", "AR11"), Claim.LIST: ("AR21",),
    Claim.SAME: ("CO04",), Claim.DATES: ("CO05",), Claim.ACHIEVEMENT: ("AR20",), Claim.DIFFERENCE: ("AR12", "AR14", "AR04"),
}  # fmt: skip
"""The rules that answer for each kind of arithmetic."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """A planted error and what was found of it: `rules` at the right place, `elsewhere` as new errors."""

    seed: int
    file_format: str
    kind: str
    what: str
    report_kind: str
    claims: tuple[Claim, ...]
    rules: tuple[str, ...]
    elsewhere: tuple[str, ...]

    @property
    def found(self) -> bool:
        """Whether anything answered at the right place."""
        return bool(self.rules)


@dataclass(slots=True, kw_only=True)
class CleanResult:
    """Findings on right reports."""

    reports: int = 0
    by_severity: Counter[Severity] = field(default_factory=Counter)
    by_rule: Counter[tuple[str, Severity]] = field(default_factory=Counter)
    examples: list[str] = field(default_factory=list)
    unlike: list[str] = field(default_factory=list)
    """Reports that were judged differently in two formats."""

    def rate(self, severity: Severity) -> float:
        """Findings of a severity a report."""
        return self.by_severity[severity] / max(self.reports, 1)


class Bench:
    """Writes reports into a folder of its own and audits them."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def audited(self, one: Planted | None, right: object, file_format: str) -> Audit:
        """The audit of a report in a format."""
        path = self.folder / f"report.{file_format}"
        write(right if one is None else one.report, path)  # type: ignore[arg-type]
        return audit(path)


def _key(finding: Finding) -> tuple[str, str, str]:
    return finding.rule, finding.quote or "", finding.message


def outcomes(seeds: Iterable[int], bench: Bench) -> Iterator[Outcome]:
    """Every kind of error planted once into the report of every seed, the formats taken in turn."""
    for seed in seeds:
        right = report(seed)
        clean: dict[str, set[tuple[str, str, str]]] = {}
        for number, (kind, plant) in enumerate(PLANTERS.items()):
            made = plant(right, random.Random(f"{seed}{kind}"))  # noqa: S311 - figures for a test
            if made is None:
                continue
            file_format = FORMATS[(seed + number) % len(FORMATS)]
            if file_format not in clean:
                clean[file_format] = {
                    _key(finding) for finding in bench.audited(None, right, file_format).findings
                }
            spoiled = bench.audited(made, right, file_format)
            new = [finding for finding in spoiled.findings if _key(finding) not in clean[file_format]]
            yield _outcome(seed, file_format, made, spoiled, new)


def _outcome(seed: int, file_format: str, made: Planted, spoiled: Audit, new: Sequence[Finding]) -> Outcome:
    expected = plain(made.report)
    wanted = _places(made, expected, spoiled.document.extract.text)
    told = [f for f in new if _ORDER.index(f.severity) <= _ORDER.index(made.least)]
    right = [f for f in told if f.rule[:2] in made.families and _at(f, wanted, made)]
    others = [f for f in new if f.severity is Severity.ERROR and not _at(f, wanted, made)]
    return Outcome(
        seed=seed, file_format=file_format, kind=made.kind, what=made.what, report_kind=made.report.kind, claims=made.claims,
        rules=tuple(dict.fromkeys(f.rule for f in right)), elsewhere=tuple(f"{f.rule} {f.quote}" for f in others),
    )  # fmt: skip


def _places(made: Planted, expected: Plain, read: str) -> list[tuple[int, int]]:
    """The right places in the text that was read, which may break its lines elsewhere."""
    spans = [span for number in (*made.tokens, *made.related) for span in expected.spans.get(number, ())]
    if made.piece is not None:
        spans.append(expected.pieces[made.piece])
    to_read = _positions(read)
    compact = _positions(expected.text)
    if len(to_read) != len(compact):
        return [_sought(expected.text, span, read) for span in spans]
    index = {position: order for order, position in enumerate(compact)}
    placed = []
    for start, end in spans:
        inside = [index[position] for position in range(start, end) if position in index]
        if inside:
            placed.append((to_read[inside[0]], to_read[inside[-1]] + 1))
    return placed


def _positions(text: str) -> list[int]:
    return [position for position, mark in enumerate(text) if not mark.isspace()]


def _sought(text: str, span: tuple[int, int], read: str) -> tuple[int, int]:
    """The span looked for by the words before it."""
    for length in (12, 6, 3, 0):
        before = text[max(0, span[0] - length) : span[0]]
        at = read.find(before + text[span[0] : span[1]])
        if at >= 0:
            return at + len(before), at + len(before) + span[1] - span[0]
    return -1, -1


def _at(finding: Finding, places: Sequence[tuple[int, int]], made: Planted) -> bool:
    place = finding.place
    if place is not None and place.start is not None and place.end is not None:
        if any(place.start < end and start < place.end for start, end in places):
            return True
        if place.start == place.end and any(start <= place.start <= end for start, end in places):
            return True
    words = f"{finding.message}{'' if place is None else place.section or ''}{finding.quote or ''}"
    return bool(made.section) and made.section in words


def clean_reports(seeds: Iterable[int], bench: Bench) -> CleanResult:
    """What is found in right reports, each in all four formats."""
    result = CleanResult()
    for seed in seeds:
        right = report(seed)
        told: dict[str, Counter[tuple[str, str]]] = {}
        for file_format in FORMATS:
            findings = bench.audited(None, right, file_format).findings
            told[file_format] = Counter((f.rule, _BLANK.sub("", f.quote or "")) for f in findings)
            result.reports += 1
            for finding in findings:
                result.by_severity[finding.severity] += 1
                result.by_rule[finding.rule, finding.severity] += 1
                if finding.severity is Severity.ERROR:
                    result.examples.append(
                        f"{seed} {file_format} {finding.rule} {finding.quote}: {finding.message}"
                    )
        if len({frozenset(one.items()) for one in told.values()}) > 1:
            differing = {
                f
                for one in told.values()
                for f in one.items()
                if any(f not in other.items() for other in told.values())
            }
            result.unlike.append(f"{seed} {right.kind}: {sorted(differing)[:4]}")
    return result


@dataclass(slots=True, kw_only=True)
class PassageResult:
    """Spoiled passages by their type, and errors found in right ones."""

    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)
    clean: int = 0
    errors: list[str] = field(default_factory=list)


def spoiled_passages(bench: Bench) -> PassageResult:
    """Real passages with one claim changed, and the right ones as they are."""
    result = PassageResult()
    path = bench.folder / "passage.txt"
    before: dict[str, set[tuple[str, str, str]]] = {}
    for one in passages.spoiled():
        if one.passage not in before:
            path.write_text(one.clean_text, "utf-8")
            before[one.passage] = {_key(finding) for finding in audit(path).findings}
        path.write_text(one.text, "utf-8")
        new = [
            f
            for f in audit(path).findings
            if f.severity is Severity.ERROR and _key(f) not in before[one.passage]
        ]
        result.planted[one.relation_type] += 1
        if any(_overlaps(finding, one.spans) for finding in new):
            result.found[one.relation_type] += 1
        else:
            result.missed.append(f"{one.relation} {one.relation_type} {one.what}")
    for name, text in passages.clean().items():
        path.write_text(text, "utf-8")
        result.clean += 1
        result.errors += [
            f"{name} {f.rule} {f.quote}: {f.message}"
            for f in audit(path).findings
            if f.severity is Severity.ERROR
        ]
    return result


def spoiled_documents(bench: Bench) -> PassageResult:
    """Whole real documents with one claim changed; `errors` are what is found in them as they are."""
    result = PassageResult()
    path = bench.folder / "document.txt"
    changed = list(passages.spoiled())
    for source in sorted(DOCUMENTS.glob("*.pdf")):
        text = readers.read(source).text
        path.write_text(text, "utf-8")
        before = {_key(finding) for finding in audit(path).findings}
        result.clean += 1
        result.errors += [
            f"{source.stem} {f.rule} {f.quote}: {f.message}"
            for f in audit(source).findings
            if f.severity is Severity.ERROR
        ]
        for one in passages.in_document(source.stem, text, changed):
            path.write_text(one.text, "utf-8")
            new = [f for f in audit(path).findings if f.severity is Severity.ERROR and _key(f) not in before]
            result.planted[one.relation_type] += 1
            if any(_overlaps(finding, one.spans) for finding in new):
                result.found[one.relation_type] += 1
            else:
                result.missed.append(f"{one.document} {one.relation} {one.relation_type} {one.what}")
    return result


def _overlaps(finding: Finding, spans: Iterable[tuple[int, int]]) -> bool:
    place = finding.place
    if place is None or place.start is None or place.end is None:
        return False
    return any(place.start < end and start < place.end for start, end in spans)


def measured(seeds: Sequence[int]) -> tuple[list[Outcome], CleanResult, PassageResult | None]:
    """Everything, in a folder that is gone afterwards."""
    with tempfile.TemporaryDirectory() as name:
        bench = Bench(Path(name))
        real = spoiled_passages(bench) if passages.present() else None
        return list(outcomes(seeds, bench)), clean_reports(seeds, bench), real


def main() -> None:
    """`python -m benchmarks.planting_measured FIRST LAST`: every miss and every false error of some seeds."""
    found, clean, real = measured(range(int(sys.argv[1]), int(sys.argv[2])))
    for kind, planted in Counter(one.kind for one in found).items():
        hits = [one for one in found if one.kind == kind and one.found]
        rules = Counter(rule for one in hits for rule in one.rules).most_common(4)
        print(f"{kind:　<16}{len(hits)}/{planted} {rules}")
    for one in found:
        if not one.found:
            claims = [claim.value for claim in one.claims]
            print(
                "MISSED",
                one.seed,
                one.file_format,
                one.report_kind,
                one.kind,
                one.what,
                claims,
                *one.elsewhere,
            )
    print(clean.reports, "right reports:", dict(clean.by_severity), clean.by_rule.most_common())
    print(
        *(f"FALSE {line}" for line in clean.examples), *(f"UNLIKE {line}" for line in clean.unlike), sep="\n"
    )
    if real is not None:
        print("passages", {kind: (real.found[kind], number) for kind, number in real.planted.items()})
        print(
            *(f"MISSED {line}" for line in real.missed), *(f"FALSE {line}" for line in real.errors), sep="\n"
        )
    print(sum(one.found for one in found), "of", len(found), "found")


if __name__ == "__main__":
    main()
