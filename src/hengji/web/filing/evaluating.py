"""
Checking a draft or a revision: one call of the pipeline, the same as behind the command line.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hengji.domain.problem import Problem
from hengji.pipeline import evaluate
from hengji.web.filing import conversion, findings
from hengji.web.filing.findings import Doubt, Tier
from hengji.web.filing.models import Filing, FindingExplanation, Revision
from hengji.workbook.answers import TakenAnswers


@dataclass(frozen=True, slots=True, kw_only=True)
class UnreadableEntry:
    """An entry that cannot be read, at its answer."""

    problem: Problem
    path: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What checking found; `evaluation` is `None` where there is not even a name to evaluate."""

    version: int
    content: Mapping[str, str]
    taken: TakenAnswers
    evaluation: evaluate.Evaluation | None
    unreadable: tuple[UnreadableEntry, ...]
    doubts: tuple[Doubt, ...]

    @property
    def blocking(self) -> int:
        """How many things keep it from being submitted and cannot be explained away."""
        return len(self.unreadable) + sum(doubt.tier is Tier.BLOCKS for doubt in self.doubts)

    @property
    def unexplained(self) -> int:
        """How many findings still ask for an explanation."""
        return sum(doubt.tier is Tier.EXPLAIN and not doubt.explanation for doubt in self.doubts)

    @property
    def is_ready(self) -> bool:
        """Whether nothing stands in the way."""
        return self.evaluation is not None and not self.blocking and not self.unexplained


def check_draft(filing: Filing, *, has_sources: bool = True) -> Checked:
    """
    Check a draft as it stands; nothing is written.

    Without `has_sources` the report's 附件4 stays empty: for whoever shows score and findings only.
    """
    # The version is read first: what is saved meanwhile makes the check older, never newer, than it says.
    version = Filing.objects.values_list("version", flat=True).get(pk=filing.pk)
    return _checked(
        filing,
        version,
        conversion.content_of(filing),
        FindingExplanation.objects.filter(filing=filing),
        has_sources=has_sources,
    )


def check_revision(revision: Revision) -> Checked:
    """Check a revision again, as it was submitted."""
    said = [
        FindingExplanation(
            finding=each["finding"], rule=each["rule"], text=each["text"], figures=each["figures"]
        )
        for each in json.loads(revision.explanations)
    ]
    return _checked(revision.filing, revision.number, json.loads(revision.content), said)


def _checked(
    filing: Filing,
    version: int,
    content: Mapping[str, str],
    said: Iterable[FindingExplanation],
    *,
    has_sources: bool = True,
) -> Checked:
    taken = conversion.taken(content, filing.campaign)
    evaluation = None
    doubts: tuple[Doubt, ...] = ()
    if taken.filing is not None:
        evaluation = evaluate.evaluate_filing(
            taken.filing,
            file="",
            standard=conversion.standard_of(filing.campaign),
            has_sources=has_sources,
        )
        paths = {number: taken.path(each.place) for number, each in enumerate(evaluation.findings)}
        doubts = findings.doubts(evaluation.findings, paths, said)
    return Checked(
        version=version,
        content=content,
        taken=taken,
        evaluation=evaluation,
        unreadable=tuple(
            UnreadableEntry(problem=problem, path=taken.path(problem.place)) for problem in taken.problems
        ),
        doubts=doubts,
    )
