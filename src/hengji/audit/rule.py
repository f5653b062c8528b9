"""
What a rule is: one doubt that a reviewer may raise, with its severity, scope and source.

A rule is a value in a file of its own.  Its check reads a case — a filing with its scorecard, or
a document with its judgements — and yields findings; figures go into the message as arguments,
never as prose, so that every door prints them alike.
"""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import cached_property, wraps
from typing import TypeVar, cast

from hengji.audit import phrasing
from hengji.audit.accord import Accord
from hengji.audit.accord import accord as reckoned
from hengji.domain.document import Document
from hengji.domain.filing import Filing
from hengji.domain.finding import Finding, Severity, Verdict
from hengji.domain.judgement import Judgement
from hengji.domain.outline import Outline
from hengji.domain.scorecard import Scorecard
from hengji.domain.source import Citation, Place
from hengji.domain.standard import Standard


class Family(StrEnum):
    """What kind of doubt; the value is the package, the member's name is in its codes."""

    AR = "arithmetic"
    CO = "consistency"
    CM = "completeness"
    PL = "plausibility"
    WD = "wording"
    DI = "disclosure"


FAMILY_TITLES = {
    Family.AR: "计算",
    Family.CO: "一致性",
    Family.CM: "完整性",
    Family.PL: "合理性",
    Family.WD: "文字",
    Family.DI: "公开",
}


class Kind(StrEnum):
    """What is read: a rule for whole filings must not complain of what a document's form leaves out."""

    FILING = "filing"
    """A whole filing, from the workbook or the web."""
    FORM = "form"
    """As much of a filing as the forms in a document allow."""
    DOCUMENT = "document"
    """The text of a report."""
    COMPOSITION = "composition"
    """A report that we composed ourselves."""


KIND_TITLES = {
    Kind.FILING: "申报数据",
    Kind.FORM: "文档中的自评表",
    Kind.DOCUMENT: "报告文本",
    Kind.COMPOSITION: "生成的报告",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """
    Where a rule applies; an empty field means everywhere.

    `jurisdictions` are GB/T 2260 codes without their trailing zeros (44 is Guangdong with all its
    cities), `editions` ids of standards.
    """

    kinds: tuple[Kind, ...]
    jurisdictions: tuple[str, ...] = ()
    editions: tuple[str, ...] = ()

    def covers(self, kind: Kind, *, jurisdiction: str | None, edition: str | None) -> bool:
        """
        Whether a rule of this scope applies.

        >>> guangdong = Scope(kinds=(Kind.FILING,), jurisdictions=("44",))
        >>> guangdong.covers(Kind.FILING, jurisdiction="440700", edition=None)
        True
        >>> guangdong.covers(Kind.FILING, jurisdiction=None, edition=None)
        False
        """
        if kind not in self.kinds:
            return False
        here = not self.jurisdictions or (jurisdiction or "").startswith(self.jurisdictions)
        return here and (not self.editions or edition in self.editions)


@dataclass(frozen=True, slots=True, kw_only=True)
class FilingCase:
    """A filing to be checked; `scorecard` and `standard` are absent where no edition is known."""

    filing: Filing
    scorecard: Scorecard | None = None
    standard: Standard | None = None
    text: DocumentCase | None = None
    """The document whose forms give the filing: what they leave out may stand in its words."""


@dataclass(frozen=True, kw_only=True)
class DocumentCase:
    """A document to be checked, its statements already judged; what many rules ask is reckoned once."""

    document: Document
    judgements: tuple[Judgement, ...] = ()
    standard: Standard | None = None
    outline: Outline | None = None
    other_units: tuple[str, ...] = ()
    """Names of units that must not occur, such as those of reports filed beside this one."""
    answers: dict[object, object] = field(init=False, default_factory=dict, repr=False, compare=False)
    """What was asked of the document before (`once`)."""

    @cached_property
    def text(self) -> str:
        """The plain text that all offsets refer to."""
        return self.document.extract.text

    @cached_property
    def accord(self) -> Accord:
        """Which statements fail, and what the others say of their figures."""
        return reckoned(self.judgements)


_Answer = TypeVar("_Answer")


def once(question: Callable[[DocumentCase], _Answer]) -> Callable[[DocumentCase], _Answer]:
    """A question that several rules ask of a document: the case keeps its answer."""

    @wraps(question)
    def asked(case: DocumentCase) -> _Answer:
        if question not in case.answers:
            case.answers[question] = question(case)
        return cast("_Answer", case.answers[question])

    return asked


FilingCheck = Callable[["Rule", FilingCase], Iterator[Finding]]
DocumentCheck = Callable[["Rule", DocumentCase], Iterator[Finding]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """
    One rule.

    `message` is a template: `{stated}`, `{computed}` and `{difference}` are printed with their
    unit, `{side}` is 多 or 少, and a check may fill further names.  `follows` are earlier rules
    whose finding at the same place has the same cause; `follows_anywhere` those whose finding
    has it wherever it stands.
    """

    code: str
    severity: Severity
    title: str
    message: str
    suggestion: str
    basis: Citation
    scope: Scope
    check_filing: FilingCheck | None = None
    check_document: DocumentCheck | None = None
    follows: tuple[str, ...] = ()
    follows_anywhere: tuple[str, ...] = ()

    @property
    def family(self) -> Family:
        """The family that the code names."""
        return Family[self.code[:2]]

    @property
    def documentation(self) -> str:
        """The docstring of the check: what fails and what passes."""
        checks = (self.check_filing, self.check_document)
        told = [inspect.getdoc(check) or "" for check in checks if check is not None]
        return next((words for words in told if "**Fails**" in words), "")

    def finding(
        self,
        *,
        place: Place | None,
        quote: str | None = None,
        stated: Decimal | None = None,
        computed: Decimal | None = None,
        difference: Decimal | None = None,
        unit: str = "",
        verdict: Verdict = Verdict.FAILS,
        severity: Severity | None = None,
        suggestion: str | None = None,
        **words: object,
    ) -> Finding:
        """
        A finding of this rule; `difference` is stated − computed where both are given.

        `severity` and `suggestion` replace the rule's own where one case of it differs; `words`
        fill the further names of the message.  Raises `KeyError` for a name left unfilled.
        """
        if difference is None and stated is not None and computed is not None:
            difference = stated - computed
        figures = {
            "stated": phrasing.figure(stated, unit),
            "computed": phrasing.figure(computed, unit),
            "difference": phrasing.figure(None if difference is None else abs(difference), unit),
            "side": "" if difference is None else "多" if difference > 0 else "少",
        }
        worded = {name: phrasing.word(value) for name, value in words.items()}
        return Finding(
            rule=self.code,
            severity=severity or self.severity,
            verdict=verdict,
            title=self.title,
            message=self.message.format_map(figures | worded),
            place=place,
            quote=quote,
            stated=stated,
            computed=computed,
            difference=difference,
            unit=unit,
            basis=self.basis,
            suggestion=self.suggestion if suggestion is None else suggestion,
        )
