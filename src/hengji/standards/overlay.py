"""
An overlay: caps and cuts that a platform adds to whichever edition it runs.

It has no points of its own, only adjustments with their source; applied, it becomes part of the
edition's id and hash, so a score says by which overlay it was cut.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace
from datetime import date

from hengji.domain.source import Citation
from hengji.domain.standard import Adjustment, Standard
from hengji.standards.criteria import adjustments_of
from hengji.standards.edition import ID
from hengji.standards.entries import Entries
from hengji.standards.nodes import Complaints, Mapping

KEYS = ("overlay", "id", "title", "basis", "confirmed_on", "notes", "adjustments")


@dataclass(frozen=True, slots=True, kw_only=True)
class Overlay:
    """Adjustments that can be laid over any edition."""

    id: str
    title: str
    basis: Citation
    confirmed_on: date
    adjustments: tuple[Adjustment, ...]
    notes: tuple[str, ...]
    edition_hash: str


def overlay_of(root: Mapping, complaints: Complaints, *, edition_hash: str = "") -> Overlay | None:
    """The overlay, or `None` with complaints."""
    entries = Entries(root, complaints, of="附加规则")
    entries.only(KEYS, required=("id", "title", "basis", "confirmed_on", "notes", "adjustments"))
    name, title = entries.text("id"), entries.text("title")
    if name is not None and not ID.fullmatch(name):
        complaints.add(
            root.fields["id"].place,
            f"id 写成了 {name}",
            "应为 地区.种类.年度，如 cn.platform-caps.2022",
            "请按此改写 id。",
        )
    basis, confirmed_on = entries.citation("basis"), entries.day("confirmed_on")
    adjustments = adjustments_of(entries, basis, {})
    notes = entries.texts("notes")
    if len(complaints) or name is None or title is None or basis is None or confirmed_on is None:
        return None
    return Overlay(
        id=name,
        title=title,
        basis=basis,
        confirmed_on=confirmed_on,
        adjustments=adjustments,
        notes=notes,
        edition_hash=edition_hash,
    )


def laid_over(standard: Standard, overlay: Overlay) -> Standard:
    """The edition with the overlay's adjustments; its id becomes `edition+overlay`."""
    digest = hashlib.sha256(f"{standard.edition_hash}\n{overlay.edition_hash}".encode()).hexdigest()
    return replace(
        standard,
        id=f"{standard.id}+{overlay.id}",
        title=f"{standard.title}＋{overlay.title}",
        adjustments=(*standard.adjustments, *overlay.adjustments),
        notes=(*standard.notes, *overlay.notes),
        edition_hash=digest,
    )
