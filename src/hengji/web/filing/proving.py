"""
What evidence can prove: an indicator of the draft or a criterion of the edition, and where files are named.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final

from hengji.web.accounts.models import User
from hengji.web.filing import conversion, drafts, forms, labels
from hengji.web.filing.drafts import Change
from hengji.web.filing.models import Attachment, Filing
from hengji.web.records.actor import Actor

_INDICATOR: Final = re.compile(r"(indicators/[0-9a-z]+)/title")
CRITERIA: Final = "assessments"
EVIDENCE: Final = "evidence"


@dataclass(frozen=True, slots=True, kw_only=True)
class Target:
    """Something that can be proved; `files` are those that prove it, `named` what the form names."""

    path: str
    title: str
    group: str
    files: tuple[Attachment, ...] = ()
    named: tuple[str, ...] = ()


def targets(filing: Filing, content: Mapping[str, str]) -> tuple[Target, ...]:
    """Every indicator of the draft, then every criterion of the edition that takes evidence."""
    attached: dict[str, list[Attachment]] = {}
    for each in filing.attachments.filter(removed_at=None).order_by("uploaded_at", "pk"):
        attached.setdefault(each.proves, []).append(each)
    return tuple(
        Target(
            path=path,
            title=title,
            group=group,
            files=tuple(attached.get(path, ())),
            named=tuple(content.get(f"{path}/{EVIDENCE}", "").splitlines()),
        )
        for path, title, group in _places(filing, content)
    )


def _places(filing: Filing, content: Mapping[str, str]) -> Iterator[tuple[str, str, str]]:
    for path in sorted(content):
        row = _INDICATOR.fullmatch(path)
        if row is not None:
            yield row[1], content[path], "绩效指标"
    for sheet in forms.sheets_of(filing.campaign):
        for grid in sheet.grids:
            if grid.id == CRITERIA:
                titles = {line.key: labels.named(line) for line in grid.rows if line.key}
                for key, title in titles.items():
                    above = titles.get(key.rpartition("/")[0])
                    yield f"{grid.id}/{key}", f"{above}·{title}" if above else title, "评分事项"


def context(filing: Filing) -> Mapping[str, object]:
    """The step 佐证材料."""
    content = conversion.content_of(filing)
    found = targets(filing, content)
    titles = {target.path: target.title for target in found}
    attachments = list(filing.attachments.filter(removed_at=None).order_by("uploaded_at", "pk"))
    return {
        "targets": found,
        "attachments": [(each, titles.get(each.proves, "")) for each in attachments],
        "unproved": [
            target for target in found if target.group == "绩效指标" and not target.files and not target.named
        ],
    }


def name_in_form(filing: Filing, user: User, actor: Actor, attachment: Attachment) -> None:
    """
    Write a file's name into the 佐证材料 of the row that it proves, so that the report names it.

    What stands there stays; a row that has gone meanwhile is left alone.
    """
    path = f"{attachment.proves}/{EVIDENCE}"
    standard = conversion.standard_of(filing.campaign)
    if not attachment.proves or not conversion.is_path(path, standard):
        return
    field = drafts.fields_of(filing, {attachment.proves.partition("/")[0]}).get(path)
    lines = [] if field is None else field.value.splitlines()
    title = attachment.name.rpartition(".")[0] or attachment.name
    if title in lines:
        return
    change = Change(path=path, value="\n".join((*lines, title)), base=0 if field is None else field.version)
    drafts.save(filing.pk, user, actor, [change], known_version=filing.version)
