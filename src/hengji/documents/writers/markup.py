"""
Pieces of HTML: words escaped once, figures with their source, marks that are seen.

The page must also be well-formed XML, so that any archive can check it.
"""

from __future__ import annotations

import html
from collections.abc import Iterable
from decimal import Decimal

from hengji.documents.writers.characters import writable
from hengji.domain.block import Run, RunKind, Runs
from hengji.domain.money import grouped
from hengji.domain.source import CONFIDENCE_TITLES, Citation, Confidence, Place
from hengji.domain.stated import YUAN

AUDIT_PAGE = '<meta name="generator" content="hengji audit"/>'
"""Stands in the head of every audit page, so that a folder's audit does not audit its own pages."""


def words(text: str) -> str:
    r"""
    Text as content; a line end becomes a line break.

    >>> words("甲<乙>\n丙")
    '甲&lt;乙&gt;<br/>丙'
    """
    return html.escape(writable(text), quote=False).replace("\n", "<br/>")


def attribute(text: str) -> str:
    """Text inside quotes of an attribute."""
    return html.escape(writable(text), quote=True).replace("\n", "&#10;")


def source_of(places: Iterable[Place], computed: str = "") -> str:
    """
    Where a figure stands and how it was made, for a person.

    >>> source_of([Place(sheet="预算与决算", cell="D7")], "10÷20")
    '出自 预算与决算!D7；算法 10÷20'
    """
    stands = "、".join(dict.fromkeys(str(place) for place in places))
    told = [f"出自 {stands}"] if stands else []
    if computed:
        told.append(f"算法 {computed}")
    return "；".join(told)


def place_of(place: Place | None) -> str:
    """A place as a quiet label, nothing where there is none."""
    return "" if place is None or not str(place) else f'<span class="place">{words(str(place))}</span>'


def runs(pieces: Runs) -> str:
    """Runs of words; figures say on hover where they come from."""
    return "".join(_run(piece) for piece in pieces if piece.text)


def _run(run: Run) -> str:
    text = words(run.text)
    match run.kind:
        case RunKind.FACT:
            source = source_of(run.places, run.computed)
            if not source:
                return text
            # No stop for the tabulator: a report has hundreds of figures, and an annex lists their sources.
            return f'<span class="fact" title="{attribute(source)}">{text}</span>'
        case RunKind.PENDING:
            return f'<mark class="pending">{text}</mark>'
        case RunKind.MARK:
            return f'<span class="mark">{text}</span>'
        case RunKind.STRONG:
            return f"<strong>{text}</strong>"
        case RunKind.PLAIN:
            return text


def points(value: Decimal) -> str:
    """
    Points with at least two places, so that columns line up.

    >>> points(Decimal("9.8")), points(Decimal("-3")), points(Decimal("6.125"))
    ('9.80', '－3.00', '6.125')
    """
    exponent = value.as_tuple().exponent
    text = f"{value:.2f}" if isinstance(exponent, int) and exponent > -2 else f"{value:f}"
    return text.replace("-", "－")


def short(value: Decimal) -> str:
    """
    A number without needless zeros.

    >>> short(Decimal("100.00")), short(Decimal("2.50"))
    ('100', '2.5')
    """
    text = f"{value:f}"
    text = text.rstrip("0").rstrip(".") if "." in text else text
    return text.replace("-", "－")


def amount(value: Decimal, unit: str) -> str:
    """
    A figure of a finding with thousands and its unit.

    >>> amount(Decimal("-1234.5"), "CNY"), amount(Decimal("3.07"), "%")
    ('－1,234.50元', '3.07%')
    """
    places = 2 if unit == YUAN and value == round(value, 2) else None
    text = grouped(value) if places is None else grouped(value, places)
    return text.replace("-", "－") + ("元" if unit == YUAN else unit)


def badge(text: str, kind: str = "mark") -> str:
    """A mark that is seen."""
    return f'<span class="{kind}">{words(text)}</span>'


def basis(citation: Citation | None) -> str:
    """The clause; what was not read in a source says so visibly."""
    if citation is None:
        return ""
    return words(str(citation))


def confidence(kind: Confidence, subject: str) -> str:
    """A mark where a number or method was not read in a source, nothing where it was."""
    if kind is Confidence.SEEN:
        return ""
    return badge(f"{subject}{CONFIDENCE_TITLES[kind]}")


def bar(parts: Iterable[tuple[str, Decimal, Decimal]], label: str, *, ticks: Iterable[Decimal] = ()) -> str:
    """
    A bar of a hundred units: (class, from, width) pieces on a ground, ticks across it.

    Drawn as SVG because browsers print that also where they leave backgrounds out.
    """
    pieces = "".join(
        f'<rect class="{kind}" x="{_unit(start)}" y="0" width="{_unit(width)}" height="10"/>'
        for kind, start, width in parts
        if width > 0
    )
    lines = "".join(
        f'<rect class="tick" x="{_unit(tick)}" y="-2" width="0.8" height="14"/>' for tick in ticks
    )
    return (
        f'<svg class="bar" viewBox="0 -2 100 14" preserveAspectRatio="none" role="img" '
        f'aria-label="{attribute(label)}"><rect class="ground" x="0" y="0" width="100" height="10"/>'
        f"{pieces}{lines}</svg>"
    )


def _unit(value: Decimal) -> str:
    return f"{max(Decimal(0), min(Decimal(100), value)):.2f}"
