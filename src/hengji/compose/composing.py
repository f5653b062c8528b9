"""
The whole report: title, notice, opening, the sections of the outline, signature, annexes.
"""

from __future__ import annotations

from collections.abc import Iterator

from hengji.compose.annexes import TITLES, annexes
from hengji.compose.material import Material, numbered, sheet
from hengji.compose.sections import writer_of
from hengji.compose.wording import (
    ILLUSTRATION,
    Words,
    missing,
    paragraph,
    quoted,
    sentence,
    strong,
    with_figures,
)
from hengji.domain.block import (
    Block,
    Composition,
    Heading,
    Notice,
    RunKind,
    Signature,
    TextBlock,
    Title,
    plain,
    runs_of,
)
from hengji.domain.facts import Topic
from hengji.domain.filing import Filing
from hengji.domain.finding import Finding
from hengji.domain.outline import Outline, OutlineSection
from hengji.domain.period import official_date
from hengji.domain.scorecard import Scorecard
from hengji.domain.standard import Standard

_NOTICE = "《{notice}》"
_OPENING = f"根据{_NOTICE}要求，{{unit}}对{{year}}年度{{spending}}绩效开展自评，现将有关情况报告如下："
"""Said where the outline prescribes no opening."""


def report(
    filing: Filing,
    scorecard: Scorecard,
    findings: tuple[Finding, ...],
    standard: Standard,
    outline: Outline,
    *,
    has_sources: bool = True,
) -> Composition:
    """
    The official report on that filing, in the order of that outline.

    Every figure is a run with its places or its arithmetic; every missing fact a visible gap
    (see `pending`).  The same input always gives the same report.  `has_sources` is false where only
    the gaps are asked for: the table of sources (附件4) has none, and is a third of the work.
    """
    material = Material(
        filing=filing, scorecard=scorecard, findings=findings, standard=standard, outline=outline
    )
    title = _title(material)
    body = (*_opening(material), *_sections(outline.sections, material, level=1))
    return Composition(
        title=title,
        blocks=(
            Title(text=title),
            *_notice(material),
            *body,
            *_list_of_annexes(),
            _signature(material),
            *annexes(material, body if has_sources else ()),
        ),
        author=filing.organisation.name,
        subject=scorecard.standard_title,
    )


def _title(material: Material) -> str:
    words = material.outline.report_title or "{unit}{year}年度绩效自评报告"
    filing = material.filing
    words = words.replace("{project}", quoted(filing.projects[0].title) if len(filing.projects) == 1 else "")
    return words.replace("{unit}", filing.organisation.name).replace("{year}", str(filing.fiscal_year))


def _notice(material: Material) -> Iterator[Notice]:
    """What a reader must know before the first figure: what here is only an example."""
    if material.filing.illustrations:
        words: list[Words] = [strong("示例说明："), "本报告所用填报内容中，下列各项未见公布，为示例："]
        for index, one in enumerate(material.filing.illustrations, start=1):
            words += ["；" if index > 1 else "", _illustration(one, index)]
        yield Notice(runs=sentence(*words, "。正文和附件中相应处标注", ILLUSTRATION, "。"))
    notes = [note.removesuffix("。") for note in material.scorecard.notes if note]
    if material.scorecard.illustrative:
        notes.insert(0, f"《{material.scorecard.standard_title}》的分值为示例，并非主管部门公布的分值")
    if notes:
        yield Notice(runs=sentence(strong("评分标准说明："), "；".join(notes), "。"))


def _illustration(text: str, index: int) -> Words:
    return sentence(f"（{index}）", with_figures(text, computed="示例说明"))


def _opening(material: Material) -> Iterator[TextBlock]:
    """On whose request the evaluation was made, in the outline's own words where it has any."""
    filing = material.filing
    words = material.outline.opening or _OPENING.replace("{spending}", material.spending)
    words = words.replace("{unit}", filing.organisation.name).replace("{year}", str(filing.fiscal_year))
    before, found, after = words.partition(_NOTICE)
    yield paragraph(before, _notice_title(filing) if found else "", after)


def _notice_title(filing: Filing) -> Words:
    if not filing.notice_title:
        return missing("绩效自评通知的名称", sheet(Topic.ORGANISATION))
    title = filing.notice_title.removeprefix("《").removesuffix("》")
    return f"《{title}》{f'（{filing.notice_number}）' if filing.notice_number else ''}"


def _sections(sections: tuple[OutlineSection, ...], material: Material, *, level: int) -> Iterator[Block]:
    for index, section in enumerate(_wanted(sections, material), start=1):
        yield Heading(level=level, text=numbered(level, index, section.title))
        writer = writer_of(section)
        if writer is not None:
            yield from writer(material, level)
        elif not section.sections:
            yield paragraph(missing(section.title, sheet(Topic.NARRATIVES)))
        yield from _sections(section.sections, material, level=level + 1)


def _wanted(sections: tuple[OutlineSection, ...], material: Material) -> tuple[OutlineSection, ...]:
    """Without the optional sections of which the filing says nothing at all."""
    return tuple(
        section
        for section in sections
        if section.required or section.sections or not _says_nothing(section, material)
    )


def _says_nothing(section: OutlineSection, material: Material) -> bool:
    writer = writer_of(section)
    runs = [run for block in (writer(material, 1) if writer else ()) for run in runs_of(block)]
    return not any(run.kind is RunKind.FACT for run in runs)


def _list_of_annexes() -> Iterator[TextBlock]:
    for number, title in enumerate(TITLES, start=1):
        yield TextBlock(runs=plain(f"{'附件：' if number == 1 else '　　　'}{number}.{title}"))


def _signature(material: Material) -> Signature:
    filing = material.filing
    day = (
        plain(official_date(filing.filed_on))
        if filing.filed_on
        else (missing("填报日期", sheet(Topic.ORGANISATION)),)
    )
    return Signature(name=plain(filing.organisation.name), date=day)
