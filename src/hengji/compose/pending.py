"""
The gaps of a composed report, so that a finding can name them.
"""

from __future__ import annotations

from hengji.domain.block import Composition, Run, RunKind, runs_of
from hengji.domain.scorecard import MissingInput


def pending(composition: Composition) -> tuple[MissingInput, ...]:
    """Every missing fact that the report shows as 【待填：…】, once each, in order."""
    gaps = (
        _gap(run) for block in composition.blocks for run in runs_of(block) if run.kind is RunKind.PENDING
    )
    return tuple(dict.fromkeys(gaps))


def _gap(run: Run) -> MissingInput:
    """The words of `wording.missing`, taken apart again."""
    name, _, where = run.text.removeprefix("【待填：").removesuffix("】").rpartition("，见")
    return MissingInput(name=name, where=where)
