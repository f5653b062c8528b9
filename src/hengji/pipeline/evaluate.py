"""
Evaluate: a filled workbook in, a scorecard, findings and the official report out.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from hengji import audit, compose, scoring, standards, workbook
from hengji.documents import readers
from hengji.domain.block import Composition
from hengji.domain.extract import Extract
from hengji.domain.filing import Filing
from hengji.domain.finding import Finding
from hengji.domain.problem import InputError
from hengji.domain.scorecard import Scorecard
from hengji.domain.standard import Standard
from hengji.pipeline.writing import unwritable

Progress = Callable[[str], None]
"""Told the name of each stage as it begins."""


def _silent(_stage: str) -> None:
    """Tell nobody."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Written:
    """A file that was written; `note` is what its reader must know (substituted fonts …)."""

    path: Path
    title: str
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluation:
    """Everything that came of one workbook; `error` is set where a file could not be written."""

    file: str
    filing: Filing
    standard: Standard
    scorecard: Scorecard
    findings: tuple[Finding, ...]
    composition: Composition
    notes: tuple[str, ...] = ()
    written: tuple[Written, ...] = ()
    error: InputError | None = None

    def as_object(self) -> dict[str, object]:
        """The evaluation as DESIGN.md §4 gives it to machines."""
        from hengji.documents.writers import json

        return json.evaluation_object(
            file=self.file,
            standard=self.standard,
            scorecard=self.scorecard,
            findings=self.findings,
            illustrations=self.filing.illustrations,
            written=[os.fspath(one.path) for one in self.written],
            error=self.error,
        )


def evaluate(
    path: Path,
    *,
    standard_id: str | None = None,
    overlays: Sequence[str] = (),
    progress: Progress = _silent,
    read: Callable[[Path], Extract] = readers.read,
) -> Evaluation:
    """
    Read, score, audit and compose one workbook; nothing is written.

    The edition is the workbook's own unless `standard_id` names another; `overlays` add their caps
    and cuts.  Raises an `InputError` with every problem of the input.
    """
    progress("读取工作簿")
    extract = read(path)
    filing = workbook.read(extract, standards.load)
    standard = standards.load(_edition(filing, standard_id), overlays=tuple(overlays))
    return evaluate_filing(
        filing,
        file=os.fspath(path),
        standard=replace(standard, notes=(*standard.notes, *_mismatches(filing, standard, extract))),
        notes=extract.notes,
        progress=progress,
    )


def evaluate_filing(
    filing: Filing,
    *,
    file: str,
    standard: Standard,
    notes: tuple[str, ...] = (),
    progress: Progress = _silent,
    has_sources: bool = True,
) -> Evaluation:
    """
    Score, audit and compose a filing from wherever it came.

    Without `has_sources` the report's 附件4 stays empty: for whoever reads score and findings only.
    """
    progress("逐项计分")
    scorecard = scoring.score(filing, standard)
    progress("核对数据")
    findings = audit.audit_filing(filing, scorecard, standard)
    progress("编写报告")
    outline = standards.load_outline(standard.outline or standards.DEFAULT_OUTLINE)
    composition = compose.report(filing, scorecard, findings, standard, outline, has_sources=has_sources)
    findings = (*findings, *audit.pending_findings(compose.pending(composition)))
    return Evaluation(
        file=file,
        filing=filing,
        standard=standard,
        scorecard=scorecard,
        findings=findings,
        composition=composition,
        notes=notes,
    )


def write(
    evaluation: Evaluation,
    folder: Path,
    *,
    layout: str = "gb9704",
    pdf: bool = True,
    progress: Progress = _silent,
) -> Evaluation:
    """
    Write the report (.docx, .pdf), score sheet (.xlsx), page (.html) and evaluation.json.

    Each file appears whole or not at all.  A PDF that cannot be made for want of fonts leaves the
    other files in place and comes back as `error`, as does a folder that takes no files or no more.
    """
    written: list[Written] = []
    try:
        return _write(evaluation, folder, written, layout=layout, pdf=pdf, progress=progress)
    except OSError as refusal:
        return replace(evaluation, written=tuple(written), error=unwritable(folder, refusal))


def _write(
    evaluation: Evaluation,
    folder: Path,
    written: list[Written],
    *,
    layout: str,
    pdf: bool,
    progress: Progress,
) -> Evaluation:
    """Write the files; `written` grows by each one that is whole."""
    from hengji.documents.writers import docx, files, html, json, xlsx
    from hengji.documents.writers import pdf as pdf_writer

    folder.mkdir(parents=True, exist_ok=True)
    name = _file_name(evaluation)
    report, card, findings = evaluation.composition, evaluation.scorecard, evaluation.findings
    error: InputError | None = None

    progress("写出 Word 报告")
    target = folder / f"{name}自评报告.docx"
    docx.write_report(report, target, layout=layout)
    written.append(Written(path=target, title="自评报告（Word）"))

    if pdf:
        progress("写出 PDF 报告")
        target = folder / f"{name}自评报告.pdf"
        try:
            outcome = pdf_writer.write_report(report, target, layout=layout)
            written.append(Written(path=target, title="自评报告（PDF）", notes=outcome.notes))
        except InputError as reason:
            error = reason

    progress("写出得分表")
    target = folder / f"{name}得分表.xlsx"
    sheet = compose.score_sheet(evaluation.filing, card, findings, standard=evaluation.standard)
    xlsx.write_book(sheet, target)
    written.append(Written(path=target, title="得分表（Excel）"))

    progress("写出网页")
    target = folder / f"{name}自评结果.html"
    html.write_evaluation(report, card, findings, target)
    written.append(Written(path=target, title="自评结果（网页）"))

    result = Written(path=folder / "evaluation.json", title="机器可读结果")
    finished = replace(evaluation, written=(*written, result), error=error)
    files.write_whole(result.path, json.text(finished.as_object()).encode("utf-8"))
    return finished


def _edition(filing: Filing, wanted: str | None) -> str:
    edition = wanted or filing.standard_id
    if edition is None:
        raise InputError(
            "工作簿没有写明评分标准版本；请用 --standard 指定，可用 hengji standards list 查看。"
        )
    return edition


def _mismatches(filing: Filing, standard: Standard, extract: Extract) -> Iterator[str]:
    """What every output must say where a filing is judged by an edition that was not made for it."""
    made_for = filing.standard_id
    if made_for is not None and made_for.partition("+")[0] != standard.id.partition("+")[0]:
        yield (
            f"填报表是按评分标准 {made_for} 编制的，本次改按 {standard.id} 计分；"
            "原表中只属于原标准的核对、评判事项没有用上。"
        )
    elif made_for is not None and workbook.hash_of(extract) not in {
        None,
        standards.load(made_for).edition_hash,
    }:
        yield (
            f"评分标准 {standard.id} 在填报表生成之后改动过：请用 hengji workbook new 另生成一份空白表，"
            "核对评分事项是否仍然一致。"
        )
    if not standard.applies_in(filing.fiscal_year):
        yield (
            f"评分标准 {standard.id} 适用于{standard.years}，"
            f"填报表是{filing.fiscal_year}年度的：结果仅供比较，不能用于报送。"
        )


def _file_name(evaluation: Evaluation) -> str:
    """Unit and year, without what a file system refuses."""
    unit = "".join(
        ch for ch in evaluation.filing.organisation.name if ch.isprintable() and ch not in '\\/:*?"<>|'
    )
    return f"{unit[:60].strip(' .')}{evaluation.filing.fiscal_year}年度"
