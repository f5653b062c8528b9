"""
XML that grows, fetches or floods: the ten families, in the parts of Word files and workbooks.
"""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

from random import Random

from benchmarks.hostile.making import (
    MAIN,
    SHEET,
    Variant,
    book,
    document,
    either,
    family,
    lines,
    paragraphs,
    read,
    refused,
    rows,
    spreadsheet_root,
    text_cell,
    word,
    zipped,
)

GROUP = "XML"
_DOCX, _XLSX = "report.docx", "form.xlsx"


def _placed(number: int, dice: Random, prologue: str, use: str) -> Variant:
    """That prologue in each of the parts in turn; `use` is put where words stand."""
    said = lines(dice, 3)
    if number < 5:
        name = (
            MAIN,
            "word/styles.xml",
            "word/numbering.xml",
            "word/footnotes.xml",
            "word/_rels/document.xml.rels",
        )[number]
        parts = word(
            paragraphs([*said, use if name == MAIN else "末段"]), styles="", numbering="", footnotes=""
        )
        content = zipped({**parts, name: prologue.encode() + parts[name]})
        return refused(content, _DOCX, name)
    strings = spreadsheet_root("sst", f"<si><t>{use if number == 7 else '文字'}</t></si>")
    parts = book(
        rows('<c r="A1" t="s"><v>0</v></c>' if number == 7 else text_cell("A1", use)),
        related='<Relationship Id="r9" Type="x/sharedStrings" Target="sharedStrings.xml"/>',
        xl__sharedStrings=strings,
    )
    name = (SHEET, "xl/workbook.xml", "xl/sharedStrings.xml")[number - 5]
    return refused(zipped({**parts, name: prologue.encode() + parts[name]}), _XLSX, name)


@family("X01", GROUP, "十亿笑声")
def laughs(number: int, dice: Random) -> Variant:
    """Entities that name ten entities that name ten entities."""
    steps = 6 + number
    named = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, steps))
    return _placed(number, dice, f'<!DOCTYPE x [<!ENTITY e0 "哈哈">{named}]>', f"&e{steps - 1};")


@family("X02", GROUP, "平方膨胀")
def quadratic(number: int, dice: Random) -> Variant:
    """One long entity, named many times."""
    size = 1_000 * 2**number
    return _placed(number, dice, f'<!DOCTYPE x [<!ENTITY a "{"哈" * size}">]>', "&a;" * size)


@family("X03", GROUP, "外部实体")
def external_entities(number: int, dice: Random) -> Variant:
    """Entities that lie elsewhere: files of the system, addresses."""
    target = (
        "file:///etc/passwd", "http://127.0.0.1:9/x", "ftp://127.0.0.1:9/x", "/etc/hostname",
        "file:///dev/zero", "\\\\\\\\127.0.0.1\\\\x", "jar:file:///x!/y", "php://filter/x",
    )[number]  # fmt: skip
    return _placed(number, dice, f'<!DOCTYPE x [<!ENTITY a SYSTEM "{target}">]>', "&a;")


@family("X04", GROUP, "参数实体")
def parameter_entities(number: int, dice: Random) -> Variant:
    """Entities of the document type itself, that would send what they read."""
    inner = (
        '<!ENTITY % a SYSTEM "http://127.0.0.1:9/x"> %a;',
        '<!ENTITY % f SYSTEM "file:///etc/passwd"> <!ENTITY % a "<!ENTITY b SYSTEM \'http://127.0.0.1:9/?%f;\'>"> %a;',
    )[number % 2]
    return _placed(number, dice, f"<!DOCTYPE x [{inner}]>", "末段")


@family("X05", GROUP, "外部文档类型")
def external_types(number: int, dice: Random) -> Variant:
    """A document type that lies elsewhere."""
    kind = ('SYSTEM "http://127.0.0.1:9/x.dtd"', 'PUBLIC "-//x//y" "file:///etc/passwd"')[number % 2]
    return _placed(number, dice, f"<!DOCTYPE x {kind}>", "末段")


@family("X06", GROUP, "XInclude")
def includes(number: int, dice: Random) -> Variant:
    """An inclusion of other files, which is left alone."""
    said = lines(dice, 5)
    target = ("file:///etc/passwd", "http://127.0.0.1:9/x", "../../etc/hostname", "word/styles.xml")[
        number % 4
    ]
    kind = ("text", "xml")[number // 4]
    include = f'<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{target}" parse="{kind}"/>'
    return read(zipped(word(include + paragraphs(said) + include)), _DOCX, "\n".join(said))


@family("X07", GROUP, "几十兆的一个记号")
def long_tokens(number: int, dice: Random) -> Variant:
    """One token of ten to thirty megabytes: words, an attribute, a name, a comment, an instruction."""
    noise = dice.randbytes(6_000_000 + 1_000_000 * number).hex()
    said = lines(dice, 3)
    kind = number % 6
    extra, shown = (
        (paragraphs([noise]), [noise]),
        (f'<w:p w:a="{noise}"/>', []),
        (f"<w:p><w:n{noise}/></w:p>", []),
        (f"<!--{noise}-->", []),
        (f"<?x {noise}?>", []),
        (f"<w:p><w:r><w:t><![CDATA[{noise}]]></w:t></w:r></w:p>", [noise]),
    )[kind]
    return either(zipped(word(paragraphs(said) + extra)), _DOCX, "\n".join([*said, *shown]))


@family("X08", GROUP, "成千上万层嵌套")
def deep(number: int, dice: Random) -> Variant:
    """Elements in elements in elements."""
    depth = (100, 250, 260, 1_000, 5_000, 20_000, 100_000, 200_000)[number]
    said = lines(dice, 2)
    opened, closed = (("<w:sdt><w:sdtContent>", "</w:sdtContent></w:sdt>"), ("<w:ins>", "</w:ins>"))[
        number % 2
    ]
    body = opened * (depth // 2) + paragraphs(said) + closed * (depth // 2)
    return either(zipped(word(body)), _DOCX, "\n".join(said))


@family("X09", GROUP, "百万个属性")
def attributes(number: int, dice: Random) -> Variant:
    """More attributes than a parser likes to compare."""
    count = (1_000, 5_000, 20_000, 80_000, 200_000, 400_000, 700_000, 1_000_000)[number]
    flood = "".join(f' a{at}="{dice.randrange(10)}"' for at in range(count))
    said = lines(dice, 2)
    if number % 2:
        return either(zipped(word(main=document(paragraphs(said), root=flood))), _DOCX, "\n".join(said))
    body = paragraphs(said).replace("<w:p>", f"<w:p{flood}>", 1)
    return either(zipped(word(body)), _DOCX, "\n".join(said))


@family("X10", GROUP, "编码标注与实际不符")
def encodings(number: int, dice: Random) -> Variant:
    """A part in another encoding than usual, or in another than it says."""
    said = lines(dice, 4)
    stated, written = (
        ("utf-16", "utf-16"), ("gb18030", "gb18030"), ("UTF-7", "utf-8"), ("UTF-16", "utf-8"),
        ("utf-8", "gb18030"), ("utf-32", "utf-32"), ("big5", "utf-8"), ("gb2312", "utf-8"),
    )[number]  # fmt: skip
    text = f'<?xml version="1.0" encoding="{stated}"?>{document(paragraphs(said)).decode()}'
    return either(zipped(word(main=text.encode(written))), _DOCX, "\n".join(said))


@family("X11", GROUP, "命名空间泛滥")
def namespaces(number: int, dice: Random) -> Variant:
    """Namespaces by the thousand, declared once or on every element."""
    count = (100, 1_000, 5_000, 20_000, 60_000, 100_000, 150_000, 200_000)[number]
    said = lines(dice, 2)
    if number % 2:
        flood = "".join(f' xmlns:n{at}="urn:{at}"' for at in range(count))
        return either(zipped(word(main=document(paragraphs(said), root=flood))), _DOCX, "\n".join(said))
    body = "".join(f'<w:p xmlns:n{at}="urn:{dice.randrange(9)}"/>' for at in range(count))
    return either(zipped(word(body + paragraphs(said))), _DOCX, "\n".join(said))
