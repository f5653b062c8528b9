"""
Results for machines: the objects of DESIGN.md §4, printed as JSON Lines and kept as evaluation.json.

Amounts, rates, points, scores and years are decimal strings, never JSON numbers: a figure must not
change because a reader uses binary floating point.  Offsets and levels are numbers.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, Final

from hengji.domain.problem import InputError

if TYPE_CHECKING:
    from hengji.documents.writers.findings_book import AuditLine
    from hengji.domain.document import Document
    from hengji.domain.extract import Extract
    from hengji.domain.figure import Figure
    from hengji.domain.finding import Finding
    from hengji.domain.judgement import Judgement
    from hengji.domain.scorecard import GradeGap, Score, Scorecard
    from hengji.domain.source import Citation
    from hengji.domain.standard import GradeBand, Standard
    from hengji.domain.statement import Operand

Object = Mapping[str, object]
Members = Callable[[Iterable[Object]], object]
"""How many objects are held: `list`, or `iter` where they are written as they come (`json_lines`)."""
_GROUPED: Final = re.compile(r"[-－]?[0-9]{1,3}(?:,[0-9]{3})+(?:\.[0-9]+)?")


def line(result: Object) -> str:
    r"""
    The object on one line, without a newline at its end.

    Halves of characters, such as undecodable bytes of a file name, are escaped so that the line can
    always be printed.

    >>> line({"file": "报告\udcff.docx", "error": None})
    '{"file": "报告\\udcff.docx", "error": null}'
    """
    return printable(json.dumps(result, ensure_ascii=False))


def text(result: Object) -> str:
    """The object over many lines, for a person who opens the file."""
    return printable(json.dumps(result, ensure_ascii=False, indent=2)) + "\n"


def printable(words: str) -> str:
    """The words with halves of characters escaped, which no encoding can write."""
    return words.encode("utf-8", "backslashreplace").decode("utf-8")


def decimal(value: Decimal | None) -> str | None:
    """
    A decimal without exponent, `None` where there is none.

    >>> decimal(Decimal("1E+5")), decimal(Decimal("9.840")), decimal(None)
    ('100000', '9.840', None)
    """
    return None if value is None else f"{value:f}"


def error_object(error: InputError | None) -> Object | None:
    """What kept us from the input, with every problem; `None` where nothing did."""
    if error is None:
        return None
    return {
        "code": error.code,
        "message": error.message,
        "problems": [
            {
                "place": None if problem.place is None else str(problem.place),
                "found": problem.found,
                "expected": problem.expected,
                "remedy": problem.remedy,
            }
            for problem in error.problems
        ],
    }


# --- evaluate -----------------------------------------------------------------------------------


def evaluation_object(
    *,
    file: str,
    standard: Standard | None,
    scorecard: Scorecard,
    findings: Iterable[Finding],
    illustrations: Sequence[str] = (),
    written: Sequence[str] = (),
    error: InputError | None = None,
) -> dict[str, object]:
    """
    One evaluated workbook; what is undecidable is null and given as `low` and `high`.

    `illustrations` say which of the filing's own entries are only an example.
    """
    return {
        "file": file,
        "standard": scorecard.standard_id,
        "standard_title": scorecard.standard_title,
        "edition_hash": scorecard.edition_hash,
        "engine_version": scorecard.engine_version,
        "illustrative": scorecard.illustrative,
        "notes": list(scorecard.notes),
        "illustrations": list(illustrations),
        "basis": None if standard is None else citation_object(standard.basis),
        "unit_name": scorecard.unit_name,
        "fiscal_year": str(scorecard.fiscal_year),
        "full_marks": decimal(scorecard.full_marks),
        "computed_score": decimal(scorecard.computed_score),
        "low": decimal(scorecard.low),
        "high": decimal(scorecard.high),
        "computed_grade": _grade(scorecard.computed_grade),
        "lowest_grade": _grade(scorecard.lowest_grade),
        "highest_grade": _grade(scorecard.highest_grade),
        "claimed_score": decimal(scorecard.claimed_score),
        "claimed_grade": scorecard.claimed_grade,
        "next_grade": _next_grade(scorecard.next_grade),
        "criteria": [score_object(score) for score in scorecard.scores],
        "findings": [finding_object(finding) for finding in findings],
        "written": list(written),
        "error": error_object(error),
    }


def failed_evaluation(*, file: str, error: InputError) -> dict[str, object]:
    """The object of a workbook that could not be evaluated: every key, and why."""
    absent = (
        "standard",
        "standard_title",
        "edition_hash",
        "engine_version",
        "illustrative",
        "basis",
        "unit_name",
        "fiscal_year",
        "full_marks",
        "computed_score",
        "low",
        "high",
        "computed_grade",
        "lowest_grade",
        "highest_grade",
        "claimed_score",
        "claimed_grade",
        "next_grade",
    )
    return {
        "file": file,
        **dict.fromkeys(absent),
        "notes": [],
        "illustrations": [],
        "criteria": [],
        "findings": [],
        "written": [],
        "error": error_object(error),
    }


def _ungrouped(value: str) -> str:
    """
    A number as machines read it; words such as 超15万 stay as they stand.

    >>> _ungrouped("28,771,611.60"), _ungrouped("超15万"), _ungrouped("达成，部分")
    ('28771611.60', '超15万', '达成，部分')
    """
    return value.replace(",", "") if _GROUPED.fullmatch(value) else value


def score_object(score: Score) -> dict[str, object]:
    """One criterion, indicator, cap or cut with its parts under "criteria"."""
    return {
        "code": score.code,
        "title": score.title,
        "full_marks": decimal(score.full_marks),
        "points": decimal(score.points),
        "low": decimal(score.low),
        "high": decimal(score.high),
        "verdict": score.verdict.value,
        "method": score.method,
        "inputs": [
            {
                "name": one.name,
                "value": _ungrouped(one.value),
                "unit": one.unit,
                "place": None if one.place is None else str(one.place),
            }
            for one in score.inputs
        ],
        "missing": [{"name": one.name, "where": one.where} for one in score.missing],
        "arithmetic": score.arithmetic,
        "reason": score.reason,
        "basis": None if score.basis is None else str(score.basis),
        "marks_confidence": score.marks_confidence.value,
        "method_confidence": score.method_confidence.value,
        "claimed_points": decimal(score.claimed_points),
        "judged": score.judged,
        "illustrative": score.illustrative,
        "evidence": list(score.evidence),
        "place": None if score.place is None else str(score.place),
        "criteria": [score_object(part) for part in score.parts],
    }


def _grade(band: GradeBand | None) -> str | None:
    return None if band is None else band.title


def _next_grade(gap: GradeGap | None) -> Object | None:
    if gap is None:
        return None
    return {
        "grade": gap.band.title,
        "at_least": decimal(gap.band.at_least),
        "points_needed": decimal(gap.points_needed),
        "sources": [{"title": title, "points": decimal(points)} for title, points in gap.sources],
    }


def citation_object(citation: Citation) -> Object:
    """A citation in its parts and as it is printed."""
    return {
        "text": str(citation),
        "title": citation.title,
        "number": citation.number,
        "article": citation.article,
        "issued_on": None if citation.issued_on is None else citation.issued_on.isoformat(),
        "href": citation.href,
        "confidence": citation.confidence.value,
    }


# --- figures and audit --------------------------------------------------------------------------


def finding_object(finding: Finding) -> dict[str, object]:
    """One finding; what has no place in the text has null offsets and its section in "place"."""
    place = finding.place
    return {
        "rule": finding.rule,
        "severity": finding.severity.value,
        "verdict": finding.verdict.value,
        "title": finding.title,
        "message": finding.message,
        "quote": finding.quote,
        "start": None if place is None else place.start,
        "end": None if place is None else place.end,
        "place": None if place is None else str(place),
        "stated": decimal(finding.stated),
        "computed": decimal(finding.computed),
        "difference": decimal(finding.difference),
        "unit": finding.unit,
        "basis": None if finding.basis is None else str(finding.basis),
        "suggestion": finding.suggestion,
        "caused_by": finding.caused_by,
    }


def figures_object(
    file: str, extract: Extract, figures: Iterable[Figure], *, members: Members = list
) -> dict[str, object]:
    """The figures of one file, spans in its plain text."""
    return {
        "file": file,
        "text_length": len(extract.text),
        "figures": members(map(figure_object, figures)),
        "error": None,
    }


def failed_figures(*, file: str, error: InputError) -> dict[str, object]:
    """The object of a file whose figures could not be read."""
    return {"file": file, "text_length": None, "figures": [], "error": error_object(error)}


def figure_object(figure: Figure) -> dict[str, object]:
    """One figure with the interval that it asserts; open ends are null."""
    interval = figure.interval
    return {
        "quote": figure.quote,
        "start": figure.start,
        "end": figure.end,
        "kind": figure.kind.value,
        "value": _value(figure.value),
        "low": None if interval is None or interval.low is None else _value(interval.low),
        "high": None if interval is None or interval.high is None else _value(interval.high),
        "low_open": interval is not None and interval.low_open,
        "high_open": interval is not None and interval.high_open,
        "unit": figure.unit,
        "modifier": figure.modifier.value,
    }


def _value(value: Decimal | str) -> str:
    """Whole numbers without a fraction (921.3万元 is 9213000), anything else as it was printed."""
    if isinstance(value, str):
        return value
    return f"{value.to_integral_value() if value == value.to_integral_value() else value:f}"


def audit_object(
    *,
    file: str,
    document: Document,
    judgements: Iterable[Judgement],
    findings: Iterable[Finding],
    error: InputError | None = None,
    members: Members = list,
) -> dict[str, object]:
    """One audited document: its outline, every statement with its verdict, and the findings."""
    return {
        "file": file,
        "title": document.title,
        "unit_name": document.unit_name,
        "fiscal_year": None if document.fiscal_year is None else str(document.fiscal_year),
        "claimed_score": decimal(document.claimed_score),
        "claimed_grade": document.claimed_grade,
        "sections": [
            {
                "number": section.number,
                "title": section.title,
                "level": section.level,
                "start": section.start,
                "end": section.end,
            }
            for section in document.sections
        ],
        "statements": members(map(judgement_object, judgements)),
        "findings": members(map(finding_object, findings)),
        "error": error_object(error),
    }


def finding_lines(line: AuditLine) -> Iterator[Object]:
    """Every finding of a file as an object with its file; a file with an error has one of its own."""
    for number, finding in enumerate(line.findings, start=1):
        yield {"file": line.file, "number": number, **finding_object(finding), "error": None}
    if line.error:
        yield {"file": line.file, "number": None, "error": {"message": line.error}}


def failed_audit(*, file: str, error: InputError) -> dict[str, object]:
    """The object of a document that could not be audited."""
    absent = ("title", "unit_name", "fiscal_year", "claimed_score", "claimed_grade")
    return {
        "file": file,
        **dict.fromkeys(absent),
        "sections": [],
        "statements": [],
        "findings": [],
        "error": error_object(error),
    }


def judgement_object(judgement: Judgement) -> dict[str, object]:
    """One statement with its verdict and operands."""
    statement = judgement.statement
    return {
        "type": statement.type.value,
        "verdict": judgement.verdict.value,
        "quote": statement.quote,
        "start": statement.start,
        "end": statement.end,
        "stated": decimal(judgement.stated),
        "stated_text": statement.stated_text,
        "computed": decimal(judgement.computed),
        "difference": decimal(judgement.difference),
        "direction": None if statement.direction is None else statement.direction.value,
        "operands": [_operand(operand) for operand in statement.operands],
        "arithmetic": judgement.arithmetic,
        "reason": judgement.reason,
    }


def _operand(operand: Operand) -> dict[str, object]:
    figure = operand.figure
    return {
        "quote": figure.quote,
        "start": figure.start,
        "end": figure.end,
        "value": _value(figure.value),
        "unit": figure.unit,
        "role": operand.role,
    }
