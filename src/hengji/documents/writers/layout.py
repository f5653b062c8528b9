"""
Layout profiles: how a report looks on paper, as data that the docx and PDF writers share.

`gb9704` follows GB/T 9704-2012 (党政机关公文格式), `plain` is an ordinary page for whoever
switches that off.  What was read in the standard's text and what is only the practice of offices is
said at each value.  The faces named for Word are those that officials expect; they are not free and
never shipped, so each also names the free faces that stand in for it in the PDF.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType

from hengji.domain.problem import InputError


class Part(StrEnum):
    """A part of the page that has a style of its own."""

    TITLE = "title"
    HEADING_1 = "heading_1"
    HEADING_2 = "heading_2"
    HEADING_3 = "heading_3"
    HEADING_4 = "heading_4"
    BODY = "body"
    SIGNATURE = "signature"
    ANNEX_LABEL = "annex_label"
    ANNEX_TITLE = "annex_title"
    CAPTION = "caption"
    UNIT_NOTE = "unit_note"
    TABLE = "table"
    NOTICE = "notice"
    PAGE_NUMBER = "page_number"


HEADINGS = (Part.HEADING_1, Part.HEADING_2, Part.HEADING_3, Part.HEADING_4)


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """
    A face by the name Word knows; `other_names` are the same design under another name,
    `substitutes` free faces that stand in for it, best first.
    """

    name: str
    other_names: tuple[str, ...] = ()
    substitutes: tuple[str, ...] = ()
    heavy: bool = False
    """Its substitutes come nearest in their bold weight."""
    packages: tuple[str, ...] = ()
    """Debian packages that carry a substitute."""


_NOTO = ("fonts-noto-cjk",)
_SERIF = ("Noto Serif CJK SC", "Source Han Serif SC", "Noto Serif SC")
_SANS = ("Noto Sans CJK SC", "Source Han Sans SC", "Noto Sans SC", "WenQuanYi Zen Hei")

TITLE_FACE = Face(
    name="方正小标宋简体",
    other_names=("FZXiaoBiaoSong-B05S", "方正小标宋_GBK", "FZXiaoBiaoSong-B05"),
    substitutes=_SERIF,
    heavy=True,
    packages=_NOTO,
)
HEI = Face(name="黑体", other_names=("SimHei",), substitutes=_SANS, packages=_NOTO)
KAI = Face(
    name="楷体_GB2312",
    other_names=("KaiTi_GB2312", "楷体", "KaiTi", "STKaiti"),
    substitutes=("AR PL KaitiM GB", "AR PL UKai CN", "LXGW WenKai", *_SERIF),
    packages=("fonts-arphic-gkai00mp", "fonts-lxgw-wenkai"),
)
FANGSONG = Face(
    name="仿宋_GB2312",
    other_names=("FangSong_GB2312", "仿宋", "FangSong", "STFangsong"),
    substitutes=("Zhuque Fangsong (technical preview)", "FandolFang", "FandolFang R", *_SERIF),
    packages=("texlive-lang-chinese", *_NOTO),
)
SONG = Face(name="宋体", other_names=("SimSun", "NSimSun"), substitutes=_SERIF, packages=_NOTO)


@dataclass(frozen=True, slots=True, kw_only=True)
class TextStyle:
    """The look of one part: face, size in points, alignment; `bold` only where a profile wants it."""

    face: Face
    size_pt: Decimal
    align: str = "justify"
    bold: bool = False
    indent: int = 0
    """First-line indent in characters, for headings; text blocks bring their own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class PageNumbers:
    """
    Where page numbers stand: `outer` is right on odd and left on even pages, `margin_characters` in
    from the edge; `dashes` puts 一字线 on both sides.
    """

    outer: bool
    dashes: bool
    margin_characters: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Margins:
    """White around the type area, in millimetres; `footer` is from the paper's edge to the footer."""

    top: int
    bottom: int
    left: int
    right: int
    footer: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One profile."""

    name: str
    title: str
    page_mm: tuple[int, int]
    portrait: Margins
    landscape: Margins
    line_pitch_pt: Decimal
    """From line to line in running text, exactly."""
    styles: Mapping[Part, TextStyle]
    page_numbers: PageNumbers
    line_grid: bool = False
    """Lines lie on a grid, so that both sides of a sheet agree."""
    characters_per_line: int | None = None
    widow_control: bool = True
    """Whether a paragraph's single line is kept from standing alone; a full page of lines excludes it."""
    table_sizes_pt: tuple[Decimal, ...] = field(default=(Decimal(12), Decimal("10.5"), Decimal(9)))
    """Sizes that a table may take; the first at which its figures fit is taken."""
    latin: str = "Times New Roman"
    latin_substitutes: tuple[str, ...] = (
        "Times New Roman",
        "Liberation Serif",
        "Tinos",
        "TeX Gyre Termes",
        "Nimbus Roman",
        "Libertinus Serif",
    )
    source: str = ""

    def width_pt(self, *, landscape: bool) -> Decimal:
        """The width of the type area in points."""
        margins = self.landscape if landscape else self.portrait
        paper = self.page_mm[1] if landscape else self.page_mm[0]
        return Decimal(paper - margins.left - margins.right) * 72 / Decimal("25.4")

    def height_pt(self, *, landscape: bool) -> Decimal:
        """The height of the type area in points."""
        margins = self.landscape if landscape else self.portrait
        paper = self.page_mm[0] if landscape else self.page_mm[1]
        return Decimal(paper - margins.top - margins.bottom) * 72 / Decimal("25.4")

    def title_ems(self, part: Part, *, landscape: bool) -> float:
        """How many characters of that size a line holds, with some room at both sides."""
        return float(self.width_pt(landscape=landscape) / self.styles[part].size_pt) - 1

    @property
    def tracking_pt(self) -> Decimal:
        """
        What each character of running text gives up so that the line holds its number of them.

        >>> LAYOUTS["gb9704"].tracking_pt
        Decimal('-0.21')
        """
        if self.characters_per_line is None:
            return Decimal(0)
        pitch = self.width_pt(landscape=False) / self.characters_per_line
        return (pitch - self.styles[Part.BODY].size_pt).quantize(Decimal("0.01"))


def _style(
    face: Face, size: str, align: str = "justify", *, bold: bool = False, indent: int = 0
) -> TextStyle:
    return TextStyle(face=face, size_pt=Decimal(size), align=align, bold=bold, indent=indent)


# 二号 22 · 三号 16 · 四号 14 · 小四 12 · 五号 10.5 points
_GB9704_STYLES = {
    Part.TITLE: _style(TITLE_FACE, "22", "center"),  # practice: 小标宋二号, not bold
    Part.HEADING_1: _style(HEI, "16", indent=2),  # practice
    Part.HEADING_2: _style(KAI, "16", indent=2),  # practice
    Part.HEADING_3: _style(FANGSONG, "16", indent=2),  # practice: not bold, though often seen so
    Part.HEADING_4: _style(FANGSONG, "16", indent=2),
    Part.BODY: _style(FANGSONG, "16"),  # standard: 三号仿宋
    Part.SIGNATURE: _style(FANGSONG, "16", "right"),
    Part.ANNEX_LABEL: _style(HEI, "16", "left"),  # practice: 版心左上角第一行顶格三号黑体
    Part.ANNEX_TITLE: _style(TITLE_FACE, "22", "center"),
    Part.CAPTION: _style(HEI, "14", "center"),  # our choice, the standard is silent on tables
    Part.UNIT_NOTE: _style(FANGSONG, "12", "right"),
    Part.TABLE: _style(FANGSONG, "12", "left"),
    Part.NOTICE: _style(KAI, "14"),
    Part.PAGE_NUMBER: _style(SONG, "14"),  # standard: 四号半角宋体
}

_PLAIN_STYLES = {
    Part.TITLE: _style(HEI, "18", "center", bold=True),
    Part.HEADING_1: _style(HEI, "14", bold=True),
    Part.HEADING_2: _style(HEI, "12", bold=True),
    Part.HEADING_3: _style(SONG, "12", bold=True),
    Part.HEADING_4: _style(SONG, "12"),
    Part.BODY: _style(SONG, "12"),
    Part.SIGNATURE: _style(SONG, "12", "right"),
    Part.ANNEX_LABEL: _style(HEI, "12", "left"),
    Part.ANNEX_TITLE: _style(HEI, "16", "center", bold=True),
    Part.CAPTION: _style(HEI, "10.5", "center"),
    Part.UNIT_NOTE: _style(SONG, "10.5", "right"),
    Part.TABLE: _style(SONG, "10.5", "left"),
    Part.NOTICE: _style(SONG, "10.5"),
    Part.PAGE_NUMBER: _style(SONG, "10.5", "center"),
}

LAYOUTS: Mapping[str, Layout] = MappingProxyType(
    {
        layout.name: layout
        for layout in (
            Layout(
                name="gb9704",
                title="公文版式（GB/T 9704-2012）",
                page_mm=(210, 297),
                # Standard: 天头 37 ± 1, 订口 28 ± 1, type area 156 × 225; the other two follow from A4.
                # The number's dash lies 7 mm under the type area, so the footer ends 25 mm from the edge.
                portrait=Margins(top=37, bottom=35, left=28, right=26, footer=25),
                # The same type area turned by a quarter, its head at the binding edge.
                landscape=Margins(top=28, bottom=26, left=35, right=37, footer=16),
                # 225 mm in 22 lines is 28.99 pt; a hair less, or Word's rounding loses the last line.
                line_pitch_pt=Decimal("28.95"),
                styles=MappingProxyType(_GB9704_STYLES),
                page_numbers=PageNumbers(outer=True, dashes=True, margin_characters=1),
                line_grid=True,
                widow_control=False,
                characters_per_line=28,
                source="GB/T 9704-2012 5.1、5.2、7.5；7.3 各要素字体为通行做法",
            ),
            Layout(
                name="plain",
                title="普通版式",
                page_mm=(210, 297),
                portrait=Margins(top=25, bottom=25, left=28, right=28, footer=15),
                landscape=Margins(top=25, bottom=25, left=25, right=25, footer=15),
                line_pitch_pt=Decimal(22),
                styles=MappingProxyType(_PLAIN_STYLES),
                page_numbers=PageNumbers(outer=False, dashes=False),
                table_sizes_pt=(Decimal("10.5"), Decimal(9)),
            ),
        )
    }
)


def layout_named(name: str) -> Layout:
    """
    The profile of that name.

    Raises `InputError` naming the profiles there are.
    """
    if name not in LAYOUTS:
        known = "、".join(f"{layout.name}（{layout.title}）" for layout in LAYOUTS.values())
        raise InputError(f"没有名为“{name}”的版式；可选：{known}")
    return LAYOUTS[name]
