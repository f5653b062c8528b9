"""
Cases of document rules: a text with its statements, turned into a document.
"""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Any

from hengji import figures
from hengji.audit import judge
from hengji.audit.rule import DocumentCase
from hengji.domain.document import Document, Section
from hengji.domain.extract import Extract, Paragraph
from hengji.domain.figure import Figure, FigureKind
from hengji.domain.outline import Outline, OutlineSection
from hengji.domain.source import Citation, Place
from hengji.domain.stated import Modifier
from hengji.domain.statement import ChangeDirection, Operand, Statement, StatementType

_HEADING = re.compile(
    r"(?P<number>(?P<a>[一二三四五六七八九十]+[、.])|(?P<b>[（(][一二三四五六七八九十]+[)）])|(?P<c>\d{1,2}[.、](?!\d))"
    r"|(?P<d>[（(]\d{1,2}[)）]))[ 　]*(?P<title>[^。；：\n]{2,40})。?[ 　]*"
)
_LEVELS = {"a": 1, "b": 2, "c": 3, "d": 4}


def sections_of(text: str) -> tuple[Section, ...]:
    """Headings by their numbers; enough for cases, the real reading is another room's."""
    heads = []
    offset = 0
    for line in text.split("\n"):
        match = _HEADING.fullmatch(line.strip(" \u3000"))
        if match is not None:
            level = next(value for name, value in _LEVELS.items() if match[name])
            lead = len(line) - len(line.lstrip())
            heads.append(
                (offset + lead, offset + len(line) + 1, level, match["number"], match["title"].strip())
            )
        offset += len(line) + 1
    return tuple(
        Section(
            number=number,
            title=title,
            level=level,
            start=start,
            end=next((later[0] for later in heads[index + 1 :] if later[2] <= level), len(text)),
            body_start=min(body, len(text)),
        )
        for index, (start, body, level, number, title) in enumerate(heads)
    )


def _title_section(text: str, spec: dict[str, Any]) -> tuple[Section, ...]:
    """The first line as a section without number, as some readers give the title."""
    if "title_level" not in spec:
        return ()
    end = text.index("\n")
    level = int(spec["title_level"])
    return (Section(number="", title=text[:end], level=level, start=0, end=len(text), body_start=end + 1),)


def _figure(text: str, words: str) -> Figure:
    """The figure printed as those words; a second mention as `words#2`."""
    printed, _, mention = words.partition("#")
    mentions = [match.start() for match in re.finditer(rf"(?<![\d.,-]){re.escape(printed)}", text)]
    start = mentions[int(mention or 1) - 1]
    found = [f for f in figures.find(text) if f.start <= start and start + len(printed) <= f.end]
    return (
        found[0]
        if found
        else Figure(printed, start, start + len(printed), FigureKind.NUMBER, printed, "", Modifier.EXACT)
    )


def build_statement(text: str, spec: dict[str, Any]) -> Statement:
    claim = _figure(text, spec["claim"]) if "claim" in spec else None
    operands = tuple(
        Operand(figure=_figure(text, words), role=role)
        for role, named in spec.get("operands", {}).items()
        for words in ([named] if isinstance(named, str) else named)
    )
    quote = spec.get("quote") or (claim.quote if claim else operands[0].figure.quote)
    start = text.index(quote) if "quote" in spec or claim is None else claim.start
    return Statement(
        type=StatementType(spec["type"]),
        quote=quote,
        start=start,
        end=start + len(quote),
        claim=claim,
        operands=operands,
        direction=ChangeDirection(spec["direction"]) if "direction" in spec else None,
        stated_text=spec.get("words"),
        complete=spec.get("complete") != "否",
        subject=spec.get("subject", ""),
    )


def build_document(spec: dict[str, Any]) -> Document:
    """A document out of its text; statements are named by the words that they claim."""
    text = spec["text"]
    score = re.search(r"得分(\d+(?:\.\d+)?)分", text)
    blocks, offset = [], 0
    for number, line in enumerate(text.split("\n"), start=1):
        blocks.append(Paragraph(start=offset, end=offset + len(line), place=Place(paragraph=number)))
        offset += len(line) + 1
    return Document(
        extract=Extract(file="case.txt", format="txt", text=text, blocks=tuple(blocks)),
        title=spec.get("title", "示例局2024年度部门整体支出绩效自评报告"),
        unit_name=spec.get("unit_name"),
        fiscal_year=int(spec["fiscal_year"]) if "fiscal_year" in spec else None,
        sections=(*_title_section(text, spec), *sections_of(text)),
        figures=tuple(figures.find(text)),
        statements=tuple(build_statement(text, item) for item in spec.get("statements", ())),
        claimed_score=Decimal(score.group(1)) if score else None,
        claimed_score_place=Place(start=score.start(1), end=score.end()) if score else None,
    )


def _outline_section(spec: str | dict[str, Any]) -> OutlineSection:
    if isinstance(spec, str):
        return OutlineSection(code=spec, title=spec)
    return OutlineSection(
        code=spec["title"],
        title=spec["title"],
        required=spec.get("required") != "否",
        guidance=spec.get("guidance", ""),
        sections=tuple(_outline_section(part) for part in spec.get("sections", ())),
    )


def build_outline(titles: list[Any] | None) -> Outline | None:
    """An outline: titles, or mappings with guidance and parts."""
    if titles is None:
        return None
    sections = tuple(_outline_section(spec) for spec in titles)
    return Outline(id="x", title="示例提纲", report_title="", basis=Citation(title="示例"), sections=sections)


def build_document_case(spec: dict[str, Any]) -> DocumentCase:
    """The whole case of a document rule, its statements judged."""
    document = build_document(spec)
    return DocumentCase(
        document=document,
        judgements=tuple(judge(statement) for statement in document.statements),
        outline=build_outline(spec.get("outline")),
        other_units=tuple(spec.get("other_units", ())),
    )
