"""
The parts of a Word file that do not depend on the words: styles, settings, footers, properties.
"""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from xml.sax.saxutils import escape

from hengji.documents.writers.characters import writable
from hengji.documents.writers.layout import HEADINGS, Face, Layout, Part, TextStyle

W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
R = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"'
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'

STYLE_IDS = {
    Part.TITLE: "Title",
    Part.HEADING_1: "Heading1",
    Part.HEADING_2: "Heading2",
    Part.HEADING_3: "Heading3",
    Part.HEADING_4: "Heading4",
    Part.BODY: "BodyText",
    Part.SIGNATURE: "Signature",
    Part.ANNEX_LABEL: "AnnexLabel",
    Part.ANNEX_TITLE: "AnnexTitle",
    Part.CAPTION: "Caption",
    Part.UNIT_NOTE: "UnitNote",
    Part.TABLE: "TableText",
    Part.NOTICE: "NoticeText",
    Part.PAGE_NUMBER: "Footer",
}
# Word knows built-in styles by these names in every language; ours are named for the person who edits.
_STYLE_NAMES = {
    Part.TITLE: "Title",
    Part.HEADING_1: "heading 1",
    Part.HEADING_2: "heading 2",
    Part.HEADING_3: "heading 3",
    Part.HEADING_4: "heading 4",
    Part.BODY: "Body Text",
    Part.SIGNATURE: "Signature",
    Part.ANNEX_LABEL: "附件序号",
    Part.ANNEX_TITLE: "附件标题",
    Part.CAPTION: "caption",
    Part.UNIT_NOTE: "表格单位",
    Part.TABLE: "表格文字",
    Part.NOTICE: "提示框",
    Part.PAGE_NUMBER: "footer",
}
_RUNNING_TEXT = (Part.BODY, *HEADINGS)
_KEPT_WITH_NEXT = (*HEADINGS, Part.TITLE, Part.ANNEX_LABEL, Part.ANNEX_TITLE, Part.CAPTION, Part.UNIT_NOTE)
_JUSTIFICATION = {"justify": "both", "left": "left", "center": "center", "right": "right"}


def twips(points: Decimal) -> int:
    """Points as twentieths, the measure of Word."""
    return int((points * 20).to_integral_value())


def millimetres(length: int) -> int:
    """Millimetres as twentieths of a point."""
    return int((Decimal(length) * 1440 / Decimal("25.4")).to_integral_value())


def justification(align: str) -> str:
    """The alignment in Word's word; what we do not know is justified."""
    return f'<w:jc w:val="{_JUSTIFICATION.get(align, "both")}"/>'


def indent(characters: int, size_pt: Decimal) -> str:
    """A first-line indent in characters, with the same in twips for readers that know only those."""
    if characters <= 0:
        return '<w:ind w:firstLineChars="0" w:firstLine="0"/>'
    return f'<w:ind w:firstLineChars="{characters * 100}" w:firstLine="{twips(size_pt * characters)}"/>'


def styles(layout: Layout) -> str:
    """styles.xml: every part of the page a style, headings black and in the navigation pane."""
    body = layout.styles[Part.BODY]
    defaults = (
        "<w:docDefaults><w:rPrDefault><w:rPr>"
        + _fonts(body.face, layout)
        + f'<w:color w:val="000000"/>{_size(body.size_pt)}'
        + '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/>'
        + "</w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>"
    )
    normal = (
        '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/><w:qFormat/>'
        "<w:pPr>"
        f'<w:widowControl w:val="{int(layout.widow_control)}"/>'
        '<w:jc w:val="both"/></w:pPr></w:style>'
        '<w:style w:type="character" w:default="1" w:styleId="DefaultParagraphFont">'
        '<w:name w:val="Default Paragraph Font"/><w:uiPriority w:val="1"/><w:semiHidden/></w:style>'
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:uiPriority w:val="99"/><w:semiHidden/><w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar>'
        '<w:top w:w="0" w:type="dxa"/><w:left w:w="108" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/>'
        '<w:right w:w="108" w:type="dxa"/></w:tblCellMar></w:tblPr></w:style>'
    )
    paragraphs = "".join(_paragraph_style(part, layout) for part in Part)
    return f"{HEAD}<w:styles {W}>{defaults}{normal}{paragraphs}{_CHARACTER_STYLES}{_TABLE_STYLE}</w:styles>"


_CHARACTER_STYLES = (
    '<w:style w:type="character" w:customStyle="1" w:styleId="Pending"><w:name w:val="待填"/>'
    '<w:rPr><w:b/><w:color w:val="9C0006"/></w:rPr></w:style>'
    '<w:style w:type="character" w:customStyle="1" w:styleId="Mark"><w:name w:val="示例标记"/>'
    '<w:rPr><w:color w:val="404040"/><w:bdr w:val="single" w:sz="4" w:space="0" w:color="7F7F7F"/>'
    '<w:shd w:val="clear" w:color="auto" w:fill="E7E6E6"/></w:rPr></w:style>'
)
_TABLE_STYLE = (
    '<w:style w:type="table" w:styleId="TableGrid"><w:name w:val="Table Grid"/>'
    '<w:basedOn w:val="TableNormal"/>'
    "<w:tblPr><w:tblBorders>"
    + "".join(
        f'<w:{edge} w:val="single" w:sz="4" w:space="0" w:color="000000"/>'
        for edge in ("top", "left", "bottom", "right", "insideH", "insideV")
    )
    + "</w:tblBorders></w:tblPr></w:style>"
)


def _paragraph_style(part: Part, layout: Layout) -> str:
    style = layout.styles[part]
    custom = ' w:customStyle="1"' if ord(_STYLE_NAMES[part][0]) > 127 else ""
    following = '<w:next w:val="BodyText"/>' if part in HEADINGS or part is Part.TITLE else ""
    bold = "<w:b/>" if style.bold else '<w:b w:val="0"/>'
    return (
        f'<w:style w:type="paragraph"{custom} w:styleId="{STYLE_IDS[part]}">'
        f'<w:name w:val="{_STYLE_NAMES[part]}"/><w:basedOn w:val="Normal"/>{following}<w:qFormat/>'
        f"<w:pPr>{_paragraph_properties(part, style, layout)}</w:pPr>"
        f"<w:rPr>{_fonts(style.face, layout)}{bold}"
        f'<w:color w:val="000000"/>{_tracking(part, layout)}{_size(style.size_pt)}</w:rPr></w:style>'
    )


def _paragraph_properties(part: Part, style: TextStyle, layout: Layout) -> str:
    keep = "<w:keepNext/>" if part in _KEPT_WITH_NEXT else ""
    border = ""
    if part is Part.NOTICE:
        edges = ("top", "left", "bottom", "right")
        border = "<w:pBdr>" + "".join(
            f'<w:{edge} w:val="single" w:sz="6" w:space="6" w:color="7F7F7F"/>' for edge in edges
        )
        border += '</w:pBdr><w:shd w:val="clear" w:color="auto" w:fill="F2F2F2"/>'
        keep = "<w:keepLines/>"
    # The exact spacing makes the lines; the grid of the page only says where they may lie.
    snap = '<w:snapToGrid w:val="0"/>'
    level = _outline_level(part)
    outline = "" if level is None else f'<w:outlineLvl w:val="{level}"/>'
    inside = '<w:ind w:left="120" w:right="120"/>' if part is Part.NOTICE else ""
    first = indent(style.indent, style.size_pt) if style.indent else inside
    return keep + border + snap + _spacing(part, style, layout) + first + justification(style.align) + outline


def _outline_level(part: Part) -> int | None:
    if part in HEADINGS:
        return HEADINGS.index(part)
    return 0 if part is Part.ANNEX_TITLE else None


def _spacing(part: Part, style: TextStyle, layout: Layout) -> str:
    line = twips(layout.line_pitch_pt)
    match part:
        case Part.TABLE | Part.PAGE_NUMBER | Part.UNIT_NOTE:
            return '<w:spacing w:line="240" w:lineRule="auto"/>'
        case Part.CAPTION:
            return '<w:spacing w:before="120" w:after="60" w:line="240" w:lineRule="auto"/>'
        case Part.NOTICE:
            pitch = twips((style.size_pt * Decimal("1.5")).quantize(Decimal("0.1")))
            return f'<w:spacing w:before="160" w:after="240" w:line="{pitch}" w:lineRule="exact"/>'
        case Part.TITLE | Part.ANNEX_TITLE:
            # A large title needs more than the pitch of small text, and a blank line below it.
            pitch = max(line, twips((style.size_pt * Decimal("1.3")).quantize(Decimal("0.1"))))
            before = line if part is Part.ANNEX_TITLE else 0
            return f'<w:spacing w:before="{before}" w:after="{line}" w:line="{pitch}" w:lineRule="exact"/>'
        case _:
            return f'<w:spacing w:line="{line}" w:lineRule="exact"/>'


def _tracking(part: Part, layout: Layout) -> str:
    """Characters drawn a hair closer, so that a line holds the number the standard asks for."""
    if part not in _RUNNING_TEXT or not layout.tracking_pt:
        return ""
    # Word measures in twentieths: rounded away from zero, or the last character would not fit.
    return f'<w:spacing w:val="{-int(-layout.tracking_pt * 20 + Decimal("0.99"))}"/>'


def _fonts(face: Face, layout: Layout) -> str:
    latin = escape(layout.latin)
    return f'<w:rFonts w:ascii="{latin}" w:hAnsi="{latin}" w:eastAsia="{escape(face.name)}" w:cs="{latin}"/>'


def _size(size_pt: Decimal) -> str:
    half_points = int((size_pt * 2).to_integral_value())
    return f'<w:sz w:val="{half_points}"/><w:szCs w:val="{half_points}"/>'


def settings(layout: Layout) -> str:
    """settings.xml: different odd and even pages where the profile asks for it, Chinese line breaking."""
    even = "<w:evenAndOddHeaders/>" if layout.page_numbers.outer else ""
    return (
        f'{HEAD}<w:settings {W}><w:zoom w:percent="100"/><w:bordersDoNotSurroundHeader/>'
        f'<w:bordersDoNotSurroundFooter/><w:defaultTabStop w:val="420"/>{even}'
        '<w:drawingGridVerticalSpacing w:val="156"/><w:characterSpacingControl w:val="compressPunctuation"/>'
        '<w:compat><w:useFELayout/><w:compatSetting w:name="compatibilityMode" '
        'w:uri="http://schemas.microsoft.com/office/word" w:val="15"/></w:compat>'
        '<w:themeFontLang w:val="en-US" w:eastAsia="zh-CN"/></w:settings>'
    )


def font_table(layout: Layout) -> str:
    """fontTable.xml: the faces by name, with the name under which another office suite has them."""
    faces = {style.face.name: style.face for style in layout.styles.values()}
    entries = "".join(
        f'<w:font w:name="{face.name}">'
        + (f'<w:altName w:val="{",".join(face.other_names)}"/>' if face.other_names else "")
        + '<w:charset w:val="86"/><w:family w:val="auto"/><w:pitch w:val="variable"/></w:font>'
        for face in faces.values()
    )
    latin = f'<w:font w:name="{layout.latin}"><w:charset w:val="00"/><w:family w:val="roman"/></w:font>'
    return f"{HEAD}<w:fonts {W}>{entries}{latin}</w:fonts>"


def footer(layout: Layout, *, even: bool) -> str:
    """A footer with the page number, at the outer edge or in the middle."""
    numbers = layout.page_numbers
    style = layout.styles[Part.PAGE_NUMBER]
    blank = numbers.margin_characters
    if numbers.outer:
        side = "left" if even else "right"
        place = f'<w:ind w:{side}Chars="{blank * 100}" w:{side}="{twips(style.size_pt * blank)}"/>'
        place += justification(side)
    else:
        place = justification("center")
    dash_before, dash_after = ("— ", " —") if numbers.dashes else ("", "")
    # 半角宋体: the digits are in the Chinese face too.
    face = f'<w:rFonts w:ascii="{style.face.name}" w:hAnsi="{style.face.name}" w:hint="eastAsia"/>'
    if not numbers.dashes:
        face = ""

    def run(inside: str) -> str:
        return f"<w:r>{f'<w:rPr>{face}</w:rPr>' if face else ''}{inside}</w:r>"

    words = (
        (run(f'<w:t xml:space="preserve">{dash_before}</w:t>') if dash_before else "")
        + run('<w:fldChar w:fldCharType="begin"/>')
        + run('<w:instrText xml:space="preserve"> PAGE </w:instrText>')
        + run('<w:fldChar w:fldCharType="separate"/>')
        + run("<w:t>1</w:t>")
        + run('<w:fldChar w:fldCharType="end"/>')
        + (run(f'<w:t xml:space="preserve">{dash_after}</w:t>') if dash_after else "")
    )
    return f'{HEAD}<w:ftr {W} {R}><w:p><w:pPr><w:pStyle w:val="Footer"/>{place}</w:pPr>{words}</w:p></w:ftr>'


def core_properties(*, title: str, author: str, subject: str, created: datetime | None) -> str:
    """docProps/core.xml; no time unless one is given, so that equal reports are equal bytes."""
    when = ""
    if created is not None:
        stamp = created.strftime("%Y-%m-%dT%H:%M:%SZ")
        when = "".join(
            f'<dcterms:{name} xsi:type="dcterms:W3CDTF">{stamp}</dcterms:{name}>'
            for name in ("created", "modified")
        )
    return (
        f"{HEAD}<cp:coreProperties "
        'xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/core-properties" '
        'xmlns:dc="http://purl.org/dc/elements/1.1/" xmlns:dcterms="http://purl.org/dc/terms/" '
        'xmlns:xsi="http://www.w3.org/2001/XMLSchema-instance">'
        f"<dc:title>{_words(title)}</dc:title><dc:subject>{_words(subject)}</dc:subject>"
        f"<dc:creator>{_words(author)}</dc:creator><cp:lastModifiedBy>{_words(author)}</cp:lastModifiedBy>"
        f"<dc:language>zh-CN</dc:language>{when}</cp:coreProperties>"
    )


def _words(text: str) -> str:
    return escape(writable(text).replace("\n", " "))


APP_PROPERTIES = (
    f'{HEAD}<Properties xmlns="http://schemas.openxmlformats.org/officeDocument/2006/extended-properties">'
    "<Application>Hengji</Application></Properties>"
)

CONTENT_TYPES = (
    f'{HEAD}<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    + "".join(
        f'<Override PartName="/{name}" ContentType="application/vnd.openxmlformats-{kind}+xml"/>'
        for name, kind in (
            ("word/document.xml", "officedocument.wordprocessingml.document.main"),
            ("word/styles.xml", "officedocument.wordprocessingml.styles"),
            ("word/settings.xml", "officedocument.wordprocessingml.settings"),
            ("word/fontTable.xml", "officedocument.wordprocessingml.fontTable"),
            ("word/footer1.xml", "officedocument.wordprocessingml.footer"),
            ("word/footer2.xml", "officedocument.wordprocessingml.footer"),
            ("docProps/core.xml", "package.core-properties"),
            ("docProps/app.xml", "officedocument.extended-properties"),
        )
    )
    + "</Types>"
)

_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
PACKAGE_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_RELATION}/officeDocument" Target="word/document.xml"/>'
    f'<Relationship Id="rId2" Type="{_PACKAGE}/metadata/core-properties" Target="docProps/core.xml"/>'
    f'<Relationship Id="rId3" Type="{_RELATION}/extended-properties" Target="docProps/app.xml"/>'
    "</Relationships>"
)
DOCUMENT_RELATIONS = (
    f'{HEAD}<Relationships xmlns="{_PACKAGE}">'
    f'<Relationship Id="rId1" Type="{_RELATION}/styles" Target="styles.xml"/>'
    f'<Relationship Id="rId2" Type="{_RELATION}/settings" Target="settings.xml"/>'
    f'<Relationship Id="rId3" Type="{_RELATION}/fontTable" Target="fontTable.xml"/>'
    f'<Relationship Id="rIdOdd" Type="{_RELATION}/footer" Target="footer1.xml"/>'
    f'<Relationship Id="rIdEven" Type="{_RELATION}/footer" Target="footer2.xml"/>'
    "</Relationships>"
)
