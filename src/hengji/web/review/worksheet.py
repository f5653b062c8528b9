"""
The review page, criterion by criterion: the unit's claim on one side, what shows it on the other.

Three scores stand beside each other and never replace one another: what the unit claims, what follows
from its figures, what the reviewer confirms.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from hengji.domain.filing import NARRATIVE_TITLES, NarrativeSection
from hengji.domain.money import grouped
from hengji.web.filing.labels import Labels
from hengji.web.review import sentences
from hengji.web.review.assessing import unproven
from hengji.web.review.models import CommentStatus, ConfirmedScore, ReviewComment
from hengji.web.review.opened import IssuedFinding, Object, Opened, figure, leaves_of
from hengji.web.review.sentences import Sentence

_UNSHOWN: Final = frozenset(
    {"code", "title", "dimension", "category", "direction", "illustrative", "evidence", "unit", "weight"}
)
"""Fields of a row that say what it is, not what the unit claims."""
_PLAIN: Final = re.compile(r"-?\d{4,}(\.\d+)?")
_LIVE: Final = frozenset({CommentStatus.OPEN, CommentStatus.ANSWERED, CommentStatus.SETTLED})


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One answer of the unit, with the opinions and findings on it."""

    path: str
    label: str
    value: str
    comments: tuple[ReviewComment, ...]
    findings: tuple[IssuedFinding, ...]
    last_year: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File:
    """An attachment as the revision kept it."""

    id: str
    name: str
    size: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One criterion or indicator that is scored itself."""

    code: str
    title: str
    full_marks: Decimal
    claimed: Decimal | None
    computed: Decimal | None
    low: Decimal
    high: Decimal
    is_undecidable: bool
    is_judged: bool
    method: str
    arithmetic: str
    reason: str
    basis: str
    missing: tuple[str, ...]
    cells: tuple[Cell, ...]
    evidence: tuple[str, ...]
    files: tuple[File, ...]
    is_unproven: bool
    last_points: Decimal | None
    last_full_marks: Decimal | None
    confirmed: ConfirmedScore | None

    @property
    def lost(self) -> Decimal | None:
        """Points short of full marks."""
        return None if self.computed is None else self.full_marks - self.computed

    @property
    def deserves_a_look(self) -> bool:
        """Whether something about it is not plain."""
        return (
            self.is_undecidable
            or self.is_unproven
            or (self.claimed is not None and self.claimed != self.computed)
            or any(cell.findings for cell in self.cells)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A part of the report in the unit's own words, by sentences."""

    path: str
    title: str
    paragraphs: tuple[tuple[Sentence, ...], ...]
    comments: tuple[ReviewComment, ...]
    findings: tuple[IssuedFinding, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """A group of criteria, with what the unit writes about it."""

    code: str
    title: str
    full_marks: Decimal
    computed: Decimal | None
    rows: tuple[Row, ...]
    prose: tuple[Prose, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Material:
    """What the sheet is made from."""

    opened: Opened
    before: Opened | None
    comments: Sequence[ReviewComment]
    confirmed: Mapping[str, ConfirmedScore]
    labels: Labels


def sections(material: Material) -> tuple[Section, ...]:
    """Every group of criteria in printed order, then the words that belong to none."""
    maker = _Maker(material)
    made = [maker.section(score) for group in _groups(material.opened) for score in group]
    rest = tuple(maker.prose(code) for code in NARRATIVE_TITLES if code.value not in maker.told)
    told = tuple(one for one in rest if one is not None)
    if told:
        made.append(
            Section(
                code="narratives",
                title="其他文字说明",
                full_marks=Decimal(0),
                computed=None,
                rows=(),
                prose=told,
            )
        )
    return tuple(made)


def _groups(opened: Opened) -> Iterator[Sequence[Object]]:
    """The criteria one level below the top where there is one, so that a section is not half the report."""
    for score in opened.evaluation["criteria"]:
        parts: Sequence[Object] = score["criteria"]
        yield parts if parts and any(part["criteria"] for part in parts) else [score]


def live(comments: Iterable[ReviewComment]) -> list[ReviewComment]:
    """Those that were not taken back."""
    return [one for one in comments if one.status in _LIVE]


class _Maker:
    def __init__(self, material: Material) -> None:
        self.material = material
        self.told: set[str] = set()
        opened = material.opened
        proven = {str(file["proves"]) for file in opened.evidence if file["proves"]}
        self._unproven = {leaf["code"] for leaf in unproven(opened, proven)}
        self._comments: dict[str, list[ReviewComment]] = {}
        for one in live(material.comments):
            for path in one.paths or ("",):
                self._comments.setdefault(path, []).append(one)
        self._findings: dict[str, list[IssuedFinding]] = {}
        for found in opened.findings:
            self._findings.setdefault(found.path or "", []).append(found)
        self._by_row: dict[str, list[str]] = {}
        for path in opened.content:
            self._by_row.setdefault(path.rpartition("/")[0], []).append(path)
        self._last = {} if material.before is None else _last_year(material.before)

    def section(self, score: Object) -> Section:
        rows = tuple(self._row(leaf) for leaf in leaves_of(score))
        codes = [score["code"], *(leaf["code"] for leaf in leaves_of(score))]
        told = [one for code in codes if (one := self.prose_of(code)) is not None]
        return Section(
            code=score["code"],
            title=score["title"],
            full_marks=Decimal(score["full_marks"]),
            computed=figure(score["points"]),
            rows=rows,
            prose=tuple(told),
        )

    def prose_of(self, code: str) -> Prose | None:
        """The section of the report under the name of a criterion, once."""
        found = next((one for one in NARRATIVE_TITLES if one.value == code), None)
        return None if found is None or code in self.told else self.prose(found)

    def prose(self, section: NarrativeSection) -> Prose | None:
        path = f"narratives/{section.value}/answer"
        words = self.material.opened.content.get(path, "")
        self.told.add(section.value)
        if not words:
            return None
        paragraphs: list[list[Sentence]] = [[]]
        last = 0
        for one in sentences.split(words):
            if "\n" in words[last : one.start] and paragraphs[-1]:
                paragraphs.append([])
            paragraphs[-1].append(one)
            last = one.end
        return Prose(
            path=path,
            title=NARRATIVE_TITLES[section],
            paragraphs=tuple(tuple(paragraph) for paragraph in paragraphs),
            comments=tuple(self._comments.get(path, ())),
            findings=tuple(self._findings.get(path, ())),
        )

    def _row(self, leaf: Object) -> Row:
        opened = self.material.opened
        place = opened.paths.get(leaf["place"] or "", "")
        row = place.rpartition("/")[0] if place.startswith("indicators/") else f"assessments/{leaf['code']}"
        earlier = self._last.get(leaf["title"] if place.startswith("indicators/") else leaf["code"])
        return Row(
            code=leaf["code"],
            title=leaf["title"],
            full_marks=Decimal(leaf["full_marks"]),
            claimed=figure(leaf["claimed_points"]),
            computed=figure(leaf["points"]),
            low=Decimal(leaf["low"]),
            high=Decimal(leaf["high"]),
            is_undecidable=leaf["verdict"] == "undecidable",
            is_judged=bool(leaf["judged"]),
            method=leaf["method"],
            arithmetic=leaf["arithmetic"],
            reason=leaf["reason"],
            basis=leaf["basis"] or "",
            missing=tuple(f"{one['name']}（{one['where']}）" for one in leaf["missing"]),
            cells=tuple(self._cells(leaf, row, earlier)),
            evidence=tuple(leaf["evidence"]),
            files=tuple(
                File(id=each["id"], name=each["name"], size=each["size"])
                for each in opened.evidence
                if each["proves"] in {row, leaf["code"]}
            ),
            is_unproven=leaf["code"] in self._unproven,
            last_points=None if earlier is None else figure(earlier["points"]),
            last_full_marks=None if earlier is None else Decimal(earlier["full_marks"]),
            confirmed=self.material.confirmed.get(leaf["code"]),
        )

    def _cells(self, leaf: Object, row: str, earlier: Object | None) -> Iterator[Cell]:
        """The inputs of the arithmetic first, then whatever else the unit answered in its row."""
        opened, seen = self.material.opened, set[str]()
        then = {} if earlier is None else {one["name"]: one for one in earlier["inputs"]}
        for one in leaf["inputs"]:
            path = opened.paths.get(one["place"] or "", "")
            seen.add(path)
            last = then.get(one["name"])
            yield self._cell(
                path,
                one["name"],
                _shown(one),
                "" if last is None else _shown(last),
            )
        for path in sorted(path for key in self._rows(row) for path in self._by_row.get(key, ())):
            if path in seen or path.rpartition("/")[2] in _UNSHOWN:
                continue
            label = self.material.labels.of(path)
            same = label.row == leaf["title"] or not label.row
            words = (label.column or label.row) if same else label.row
            yield self._cell(path, words, opened.content[path], "")

    def _rows(self, row: str) -> list[str]:
        """The row and, for a checklist, its items."""
        return sorted(key for key in self._by_row if key == row or key.startswith(f"{row}/"))

    def _cell(self, path: str, label: str, value: str, last: str) -> Cell:
        return Cell(
            path=path,
            label=label,
            value=value,
            comments=tuple(self._comments.get(path, ())) if path else (),
            findings=tuple(self._findings.get(path, ())) if path else (),
            last_year=last,
        )


def _shown(one: Object) -> str:
    """
    An input with its unit, digits grouped, money to the fen.

    >>> _shown({"value": "592175.5", "unit": "元"}), _shown({"value": "满足", "unit": ""})
    ('592,175.50元', '满足')
    """
    value = str(one["value"])
    if _PLAIN.fullmatch(value):
        value = grouped(Decimal(value), 2 if one["unit"] == "元" else None)
    return f"{value}{one['unit']}"


def _last_year(before: Opened) -> dict[str, Object]:
    """Last year's leaves: criteria by code, indicators by title, since their codes are the unit's own."""
    found: dict[str, Object] = {}
    for leaf in before.leaves():
        is_indicator = before.paths.get(leaf["place"] or "", "").startswith("indicators/")
        found[leaf["title"] if is_indicator else leaf["code"]] = leaf
    return found
