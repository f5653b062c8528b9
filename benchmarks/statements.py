"""
Statements measured on annotated passages of real reports: recall by type, right verdicts, disagreements.

    python benchmarks/statements.py [--all]

Reads ../shared/corpus beside the repository; without it there is nothing to measure.  A passage is
read as a text file would be, so lines that a page broke stay broken.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
import tempfile
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from decimal import Decimal
from pathlib import Path

from hengji import interpret
from hengji.audit import audit_document
from hengji.audit.judging import judge
from hengji.documents import readers
from hengji.domain.document import Document
from hengji.domain.finding import Finding
from hengji.domain.judgement import Judgement
from hengji.domain.statement import Statement, StatementType

CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
TYPES = {
    "share_percent": {"share"},
    "yoy_change_amount": {"change_amount"},
    "yoy_change_percent": {"change_rate"},
    "budget_vs_final": {"sum_of_parts", "execution_rate", "change_amount"},
    "balance": {"sum_of_parts"},
    "target_met": {"achievement"},
    "target_score": {"achievement"},
    "per_unit": {"ratio", "product"},
    "count_vs_list": {"count_of_list", "sum_of_parts"},
    "cross_mention_conflict": {"repeated_fact"},
    "score_vs_grade": {"score_grade"},
    "sum_of_parts": {"sum_of_parts", "product"},
    "score_sum": {"score_sum", "sum_of_parts", "product", "count_of_list"},
}
DESIGN_HOLDS = {"P122-r5", "V003-r3", "V029-r1", "V016-r7"}
"""Relations that the corpus's own page names as differing from decision 5; they are left out."""
VERDICTS = {"holds": "holds", "holds_with_rounding": "holds", "wrong": "fails"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Match:
    """An annotated relation and the judgement found for it, if any."""

    relation: dict[str, object]
    judgement: Judgement | None
    rules: tuple[str, ...] = ()
    """The rules of consistency and arithmetic with a finding at its place."""

    @property
    def right(self) -> bool:
        """Whether the verdict is the annotated one."""
        return (
            self.judgement is not None
            and self.judgement.verdict.value == VERDICTS[str(self.relation["verdict"])]
        )


def _lines(name: str) -> Iterator[dict[str, object]]:
    with (CORPUS / name).open(encoding="utf-8") as lines:
        yield from (json.loads(line) for line in lines)


def read_passage(text: str, folder: Path) -> Document:
    """A passage interpreted as the text file that it would be."""
    path = folder / "passage.txt"
    path.write_bytes(text.encode())
    return interpret.interpret(readers.read(path))


def number(words: object) -> Decimal | None:
    """The number of an annotated figure in base units, or `None`."""
    if words is None:
        return None
    match = re.search(r"-?[0-9][0-9,]*(?:\.[0-9]+)?", str(words))
    if match is None:
        return None
    value = Decimal(match[0].replace(",", ""))
    rest = str(words)[match.end() :]
    for sign, factor in (("万亿", 10**12), ("亿", 10**8), ("万", 10**4)):
        if rest.startswith(sign):
            return value * factor
    return value


def match(relation: dict[str, object], judgements: list[Judgement]) -> Judgement | None:
    """The judgement on the same claim: of its type, by the claim's figure, else by the span."""
    kinds = TYPES.get(str(relation["type"]), {str(relation["type"])})
    claim = number(relation["claim"])
    start, end = int(str(relation["start"])), int(str(relation["end"]))
    wanted = {number(dict(one)["text"]) for one in relation["operands"]}  # type: ignore[attr-defined]
    best: tuple[tuple[int, ...], Judgement] | None = None
    for judgement in judgements:
        statement = judgement.statement
        if statement.type.value not in kinds:
            continue
        if claim is not None and not any(_same(value, claim) for value in _claimed(statement, wanted)):
            continue
        overlap = min(end, statement.end) - max(start, statement.start)
        if claim is None and overlap <= 0:
            continue
        shared = sum(
            1 for one in statement.operands if any(_same(one.figure.value, value) for value in wanted)
        )
        rank = (overlap > 0, shared - abs(len(wanted) - len(statement.operands)), overlap)
        if best is None or rank > best[0]:
            best = rank, judgement
    return None if best is None else best[1]


def _claimed(statement: Statement, wanted: set[Decimal | None]) -> list[object]:
    """The figure claimed; of one fact told twice the other one too: which is the claim, annotators choose."""
    if statement.claim is None:
        return []
    told: list[object] = [statement.claim.value]
    if statement.type is StatementType.REPEATED_FACT and any(_same(told[0], value) for value in wanted):
        told += [operand.figure.value for operand in statement.operands]
    return told


def _same(value: object, wanted: Decimal | None) -> bool:
    return (
        isinstance(value, Decimal)
        and wanted is not None
        and abs(value)
        in {
            wanted,
            wanted * 10_000,
            wanted / 10_000,  # a passage that leaves out the unit note of its table
        }
    )


def measure() -> list[Match]:
    """Every annotated relation that is printed and not ambiguous, with what was found for it."""
    relations: dict[str, list[dict[str, object]]] = defaultdict(list)
    for relation in _lines("relations.jsonl"):
        if relation["rel"] in DESIGN_HOLDS:
            continue
        if relation["verdict"] != "ambiguous" and relation["claim_in_text"] is not False:
            relations[str(relation["id"])].append(relation)
    found = []
    with tempfile.TemporaryDirectory() as folder:
        for passage in _lines("passages.jsonl"):
            mine = relations.get(str(passage["id"]))
            if mine:
                document = read_passage(str(passage["text"]), Path(folder))
                judgements = [judge(statement) for statement in document.statements]
                _, findings = audit_document(document)
                found += [
                    Match(relation=one, judgement=match(one, judgements), rules=_rules_at(one, findings))
                    for one in mine
                ]
    return found


def _rules_at(relation: dict[str, object], findings: Iterable[Finding]) -> tuple[str, ...]:
    """The rules that doubt something inside the span of a relation."""
    start, end = int(str(relation["start"])), int(str(relation["end"]))
    return tuple(
        sorted(
            {
                one.rule
                for one in findings
                if one.rule.startswith(("AR", "CO"))
                and one.place is not None
                and one.place.start is not None
                and one.place.end is not None
                and start < one.place.end
                and one.place.start < end
            }
        )
    )


def main() -> int:
    """Print recall by type, verdict accuracy and every disagreement."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--all", action="store_true", help="also list what was not found")
    options = parser.parse_args()
    if not CORPUS.is_dir():
        print(f"no corpus beside the repository ({CORPUS.name}); nothing measured")
        return 0
    found = measure()
    _table(found)
    for one in found:
        relation = one.relation
        annotated = f"{relation['rel']} {relation['type']} annotated {relation['verdict']}"
        if one.judgement is None and options.all:
            print(f"{annotated}, not found: {relation['claim']} {relation['why']}")
        elif one.judgement is not None and not one.right:
            found_ = one.judgement
            print(f"{annotated}, found {found_.verdict.value}: {relation['claim']} {found_.reason}")
    return 0


def _table(found: list[Match]) -> None:
    of_type = Counter(str(one.relation["type"]) for one in found)
    hit = Counter(str(one.relation["type"]) for one in found if one.judgement is not None)
    right = Counter(str(one.relation["type"]) for one in found if one.right)
    print(f"{'type':26}{'annotated':>10}{'found':>8}{'recall':>8}{'right':>8}")
    for name in sorted(of_type):
        print(f"{name:26}{of_type[name]:>10}{hit[name]:>8}{hit[name] / of_type[name]:>8.3f}{right[name]:>8}")
    total, hits, rights = len(found), sum(hit.values()), sum(right.values())
    print(f"{'all':26}{total:>10}{hits:>8}{hits / total:>8.3f}{rights:>8}")
    print(f"right verdicts of those found: {rights / max(hits, 1):.3f}")
    told = [
        one for one in found if one.judgement is None and one.relation["verdict"] == "wrong" and one.rules
    ]
    words = ", ".join(f"{one.relation['rel']} ({' '.join(one.rules)})" for one in told)
    print(f"wrong ones that are no statement of figures, but doubted at their place by a rule: {words}")
    print(f"left out, where decision 5 holds against the annotation: {', '.join(sorted(DESIGN_HOLDS))}")


if __name__ == "__main__":
    sys.exit(main())
