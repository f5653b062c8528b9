"""
Word files with active parts, hidden words, and more of everything than a report has.
"""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

from random import Random

from benchmarks.hostile.making import (
    Variant,
    either,
    family,
    honest_word,
    lines,
    paragraphs,
    read,
    refused,
    relation,
    relations,
    word,
    zipped,
)

GROUP = "Word（docx）"
_DOCX = "report.docx"
_MARK = "<w:r><w:fldChar w:fldCharType='{}'/></w:r>"


@family("D01", GROUP, "远程模板")
def templates(number: int, dice: Random) -> Variant:
    """A template, a picture, a frame that lie at an address: nothing is fetched."""
    parts, said = honest_word(dice)
    kind = (
        "attachedTemplate",
        "image",
        "frame",
        "hyperlink",
        "oleObject",
        "subDocument",
        "header",
        "footnotes",
    )[number]
    target = ("http://127.0.0.1:9/x.dotm", "file:///etc/passwd", "\\\\127.0.0.1\\x")[number % 3]
    name = ("word/_rels/settings.xml.rels", "word/_rels/document.xml.rels")[number % 2]
    content = zipped({**parts, name: relations(relation(1, kind, target, external=True))})
    return read(content, _DOCX, said, "" if kind == "hyperlink" or number % 3 == 1 else "别处")


@family("D02", GROUP, "嵌入未展开的文档（altChunk）")
def chunks(number: int, dice: Random) -> Variant:
    """Words that only Word would unfold: without them the report would be shorter."""
    said = lines(dice, 4)
    held = f"<html><body><p>{lines(dice, 1)[0]}</p></body></html>"
    chunk = '<w:altChunk xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" r:id="r1"/>'
    body = (
        chunk + paragraphs(said), paragraphs(said) + chunk, f"<w:sdt><w:sdtContent>{chunk}</w:sdtContent></w:sdt>" + paragraphs(said),
        f"<w:tbl><w:tr><w:tc>{chunk}<w:p/></w:tc></w:tr></w:tbl>" + paragraphs(said),
    )[number % 4]  # fmt: skip
    target, name = (("chunk.html", "word/chunk.html"), ("chunk.docx", "word/chunk.docx"))[number // 4]
    related = relations(relation(1, "aFChunk", target))
    return refused(
        zipped({**word(body), name: held.encode(), "word/_rels/document.xml.rels": related}), _DOCX, "嵌有"
    )


@family("D03", GROUP, "嵌入的对象（OLE）")
def objects(number: int, dice: Random) -> Variant:
    """Files within the file: told, never opened."""
    said = lines(dice, 4)
    inside = '<w:p><w:r><w:object><o:OLEObject xmlns:o="urn:schemas-microsoft-com:office:office" ProgID="Package"/></w:object></w:r></w:p>'
    name = ("oleObject1.bin", "Microsoft_Excel_Sheet1.xlsx", "evil.exe", "evil.js")[number % 4]
    held = dice.randbytes(3_000) if number < 4 else b"MZ\x90\0" + dice.randbytes(3_000)
    return read(
        zipped({**word(paragraphs(said) + inside), f"word/embeddings/{name}": held}),
        _DOCX,
        "\n".join(said),
        "嵌有",
    )


@family("D04", GROUP, "docm 改名为 docx")
def macros(number: int, dice: Random) -> Variant:
    """Macros under a name that promises none: neither run nor passed over in silence."""
    parts, said = honest_word(dice)
    place = (
        "word/vbaProject.bin",
        "word/VBAPROJECT.BIN",
        "word/macros/vbaProject.bin",
        "customUI/vbaProject.bin",
    )[number % 4]
    name = ("report.docx", "report.docm")[number // 4]
    return read(zipped({**parts, place: b"\xd0\xcf\x11\xe0" + dice.randbytes(3_000)}), name, said, "宏")


@family("D05", GROUP, "会运行或取文件的域")
def fields(number: int, dice: Random) -> Variant:
    """Of a field only its result is read, whatever it would do."""
    said = lines(dice, 3)
    code = (
        'DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe "/k calc"', 'DDE cmd "/c calc"', 'INCLUDEPICTURE "http://127.0.0.1:9/x" \\d',
        'INCLUDETEXT "file:///etc/passwd"', 'LINK Excel.Sheet "\\\\127.0.0.1\\x" a', "QUOTE 1", 'IMPORT "/etc/passwd"', "MACROBUTTON evil",
    )[number]  # fmt: skip
    run = f"<w:r><w:instrText>{code.replace('&', '&amp;')}</w:instrText></w:r>"
    field = f"<w:p>{_MARK.format('begin')}{run}{_MARK.format('separate')}<w:r><w:t>{said[0]}</w:t></w:r>{_MARK.format('end')}</w:p>"
    return read(
        zipped(word(field + paragraphs(said[1:]))), _DOCX, "\n".join(said), "" if number in {2, 5} else "域"
    )


@family("D06", GROUP, "表中套表")
def tables(number: int, dice: Random) -> Variant:
    """Tables in tables in tables."""
    depth = (5, 20, 50, 60, 85, 100, 1_000, 10_000)[number]
    said = lines(dice, 1)[0]
    inside = paragraphs([said])
    body = "<w:tbl><w:tr><w:tc>" * depth + inside + "</w:tc></w:tr></w:tbl>" * depth
    return either(zipped(word(body)), _DOCX, said)


@family("D07", GROUP, "百万段落")
def many(number: int, dice: Random) -> Variant:
    """More paragraphs than any report, empty ones among them."""
    count = (20_000, 60_000, 120_000, 250_000, 400_000, 600_000, 800_000, 1_000_001)[number]
    word_ = f"{dice.randint(1, 99)}分"
    if number % 2:
        return either(zipped(word("<w:p/>" * count + paragraphs([word_]))), _DOCX, word_)
    return either(zipped(word(paragraphs([word_]) * count)), _DOCX, "\n".join([word_] * count))


@family("D08", GROUP, "修订、批注与隐藏文字")
def tracked(number: int, dice: Random) -> Variant:
    """Read as if all changes were accepted; what is left out is told."""
    said = lines(dice, 3)
    gone = "已删去的旧数字9,999.99万元。"
    run, dead = f"<w:r><w:t>{said[1]}</w:t></w:r>", f"<w:r><w:delText>{gone}</w:delText></w:r>"
    secret = f"<w:r><w:rPr><w:vanish/></w:rPr><w:t>{gone}</w:t></w:r>"
    body, told = (
        (f"<w:p><w:del>{dead}</w:del><w:ins>{run}</w:ins></w:p>", "修订"),
        (f"<w:p><w:moveFrom>{secret}</w:moveFrom><w:moveTo>{run}</w:moveTo></w:p>", "修订"),
        (f"<w:p>{secret}{run}</w:p>", "隐藏"),
        (f'<w:p><w:commentRangeStart w:id="0"/>{run}<w:commentRangeEnd w:id="0"/></w:p>', "批注"),
    )[number % 4]
    tail = "<w:del><w:r><w:t/></w:r></w:del>" if number >= 4 else ""
    whole = paragraphs(said[:1]) + body + (f"<w:p>{tail}</w:p>" if tail else "") + paragraphs(said[2:])
    parts = word(
        whole,
        comments=f'<w:comment w:id="0" w:author="某人"><w:p><w:r><w:t>{gone}</w:t></w:r></w:p></w:comment>',
    )
    return read(zipped(parts), _DOCX, "\n".join(said), told)


@family("D09", GROUP, "自定义 XML")
def custom(number: int, dice: Random) -> Variant:
    """Parts that no program shows."""
    parts, said = honest_word(dice)
    held = (
        "<x>" + "内情" * 2_000 + "</x>",
        "<!DOCTYPE x><x/>",
        "",
        "不是 XML",
        "<x>" * 5_000,
        "\0" * 100,
        "<x/>" * 9,
        "<a>" + "1" * 2_000_000 + "</a>",
    )
    return read(zipped({**parts, "customXml/item1.xml": held[number].encode()}), _DOCX, said)


@family("D10", GROUP, "截断或缺失的部件")
def missing(number: int, dice: Random) -> Variant:
    """A part that ends early, or that the others speak of and is not there."""
    said = lines(dice, 30)
    parts = word(paragraphs(said), footnotes="")
    main = parts["word/document.xml"]
    if number < 5:
        end = len(main) * (number + 1) // 6
        return refused(zipped({**parts, "word/document.xml": main[:end]}), _DOCX, "word/document.xml")
    if number == 5:
        return refused(
            zipped({**{n: c for n, c in parts.items() if n != "word/document.xml"}, "word/x.xml": b"<x/>"}),
            _DOCX,
        )
    if number == 6:
        noted = main.replace(b"</w:t></w:r>", b'</w:t></w:r><w:r><w:footnoteReference w:id="7"/></w:r>', 1)
        return either(zipped({**parts, "word/document.xml": noted}), _DOCX, "\n".join(said))
    lost = {name: held for name, held in parts.items() if "footnotes" not in name}
    noted = main.replace(b"</w:t></w:r>", b'</w:t></w:r><w:r><w:footnoteReference w:id="1"/></w:r>', 1)
    return refused(zipped({**lost, "word/document.xml": noted}), _DOCX, "脚注")


@family("D11", GROUP, "残留书签与不成对的域")
def residue(number: int, dice: Random) -> Variant:
    """What Word leaves behind, and fields that begin and never end: no word may disappear."""
    said = lines(dice, 4)
    begin, separate, end = (_MARK.format(kind) for kind in ("begin", "separate", "end"))
    stray = (
        '<w:p><w:bookmarkStart w:id="0" w:name="_GoBack"/><w:bookmarkEnd w:id="0"/></w:p>', f"<w:p>{begin}</w:p>",
        f"<w:p>{end}</w:p>", f"<w:p>{begin}{begin}{end}</w:p>", f"<w:p>{end}{begin}</w:p>", f"<w:p>{separate}</w:p>",
        "<w:p><w:proofErr w:type='spellStart'/><w:permStart w:id='1'/></w:p>", '<w:bookmarkStart w:id="9" w:name="_GoBack"/>',
    )[number]  # fmt: skip
    return read(zipped(word(stray + paragraphs(said))), _DOCX, "\n".join(said))


@family("D12", GROUP, "列表与样式成环")
def circles(number: int, dice: Random) -> Variant:
    """Styles that are based on themselves, lists that point to each other."""
    said = lines(dice, 3)
    first = f'<w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="{"a" if number % 2 else "b"}"/><w:pPr><w:numPr><w:numId w:val="1"/></w:numPr></w:pPr></w:style>'
    second = '<w:style w:type="paragraph" w:styleId="b"><w:basedOn w:val="a"/></w:style>'
    more = "".join(
        f'<w:style w:type="paragraph" w:styleId="s{at}"><w:basedOn w:val="s{at + 1}"/></w:style>'
        for at in range(500 * number)
    )
    styled = paragraphs(said).replace(
        "<w:p>", '<w:p><w:pPr><w:pStyle w:val="' + ("a", "s0")[number // 4] + '"/></w:pPr>'
    )
    numbering = '<w:abstractNum w:abstractNumId="0"><w:numStyleLink w:val="a"/></w:abstractNum><w:num w:numId="1"><w:abstractNumId w:val="0"/></w:num>'
    return either(
        zipped(word(styled, styles=first + second + more, numbering=numbering)), _DOCX, "\n".join(said)
    )


@family("D13", GROUP, "跨行跨列说谎")
def spans(number: int, dice: Random) -> Variant:
    """Cells that say they cover thousands of columns, or none, or merge with nothing."""
    said = lines(dice, 2)
    property_ = (
        '<w:gridSpan w:val="2147483647"/>', '<w:gridSpan w:val="-5"/>', '<w:gridSpan w:val="0"/>', '<w:gridSpan w:val="x"/>',
        "<w:vMerge/>", '<w:gridSpan w:val="900"/>', '<w:gridSpan w:val="1001"/>', '<w:vMerge w:val="continue"/><w:gridSpan w:val="9"/>',
    )[number]  # fmt: skip
    row = f"<w:tr><w:tc><w:tcPr>{property_}</w:tcPr>{paragraphs(said[:1])}</w:tc><w:tc>{paragraphs(said[1:])}</w:tc></w:tr>"
    return either(zipped(word(f"<w:tbl>{row}</w:tbl>")), _DOCX, "\t".join(said))
