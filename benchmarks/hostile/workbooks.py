"""
Workbooks that pretend to be larger, smaller or other than they are: .xlsx and what is named so.
"""

# ruff: noqa: E501 - the sources of files read better unbroken

from __future__ import annotations

import struct
from random import Random

from benchmarks.hostile.making import (
    OFFICE,
    Variant,
    book,
    either,
    family,
    lines,
    read,
    refused,
    relation,
    relations,
    rows,
    spreadsheet_root,
    text_cell,
    zipped,
)

GROUP = "工作簿"
_XLSX = "form.xlsx"


def _filled(dice: Random, count: int = 30) -> tuple[str, str]:
    """The data of a sheet with a line in each row, and its words."""
    said = lines(dice, count)
    return rows(*(text_cell(f"A{at}", one) for at, one in enumerate(said, 1))), "\n".join(said)


@family("W01", GROUP, "远在天边的一个单元格")
def far_cell(number: int, dice: Random) -> Variant:
    """A few cells, and one at the far end of the sheet."""
    address = ("XFD1048576", "A1048576", "XFD1", "A100001", "A99999", "ZZ90000", "B1000000", "AAA50000")[
        number
    ]
    data, said = _filled(dice)
    row = "".join(one for one in address if one.isdigit())
    far = text_cell(address, "值")
    if row == "1":
        sheet = data.replace("</c></row>", f"</c>{far}</row>", 1)
        first, _, rest = said.partition("\n")
        return either(zipped(book(sheet)), _XLSX, f"{first}\t值\n{rest}")
    sheet = data.replace("</sheetData>", f'<row r="{row}">{far}</row></sheetData>')
    return either(zipped(book(sheet)), _XLSX, f"{said}\n值")


@family("W02", GROUP, "合并整张表")
def huge_merge(number: int, dice: Random) -> Variant:
    """One merged range of milliards of cells, or very many."""
    data, said = _filled(dice)
    ranges = (
        ["AA1:XFD1048576"], ["B1:XFD1048576"], ["A40:XFD1048576"], ["B1:B1048576"],
        [f"C{at}:D{at}" for at in range(1, 20_000)], [f"C{at}:D{at}" for at in range(1, 30_000)],
        ["C1:XFD30", "D2:XFD40"], ["XFD1048576:B1"],
    )[number]  # fmt: skip
    merges = "".join(f'<mergeCell ref="{one}"/>' for one in ranges)
    return either(zipped(book(f"{data}<mergeCells>{merges}</mergeCells>")), _XLSX, said)


@family("W03", GROUP, "声明的区域太小")
def small_dimension(number: int, dice: Random) -> Variant:
    """The sheet says that it has fewer rows than it has."""
    data, said = _filled(dice, 200 * (number + 1))
    stated = ("A1", "A1:A1", "A1:B2", "B1:B9", "A5", "A1:A199", "", "一区")[number]
    return read(zipped(book(f'<dimension ref="{stated}"/>{data}')), _XLSX, said)


@family("W04", GROUP, "声明的区域太大")
def large_dimension(number: int, dice: Random) -> Variant:
    """The sheet says that it has more than it has."""
    data, said = _filled(dice, 20)
    stated = (
        "A1:XFD1048576",
        "A1:A1048576",
        "A1:XFD1",
        "A1:ZZZ9999999",
        "C3:XFD1048576",
        "A1:XFE1",
        "$A$1:$XFD$9",
        "A0:A0",
    )
    return read(zipped(book(f'<dimension ref="{stated[number]}"/>{data}')), _XLSX, said)


@family("W05", GROUP, "百万行")
def many_rows(number: int, dice: Random) -> Variant:
    """More rows than a form has."""
    count = (50_000, 90_000, 99_000, 110_000, 200_000, 400_000, 700_000, 1_048_576)[number]
    figure = dice.randint(1, 99)
    data = "".join(f'<row r="{at}"><c r="A{at}"><v>{figure}</v></c></row>' for at in range(1, count + 1))
    return either(zipped(book(f"<sheetData>{data}</sheetData>")), _XLSX, "\n".join([str(figure)] * count))


@family("W06", GROUP, "一万六千列")
def many_columns(number: int, dice: Random) -> Variant:
    """Rows as wide as the format allows."""
    wide, count = (
        (16_384, 1),
        (16_384, 10),
        (16_384, 31),
        (16_384, 100),
        (5_000, 50),
        (1_000, 400),
        (16_385, 1),
        (100, 4_900),
    )[number]
    figure = str(dice.randint(1, 9))
    row = f"<c><v>{figure}</v></c>" * wide
    said = "\n".join(["\t".join([figure] * wide)] * count)
    return either(zipped(book(rows(*[row] * count))), _XLSX, said)


@family("W07", GROUP, "指向不存在的文字")
def bad_string_index(number: int, dice: Random) -> Variant:
    """A cell names words that the book does not have."""
    held = lines(dice, 5)
    index = ("5", "-1", "999999999", "1e9", "一", "0x1", "１", "4.0")[number]
    data = rows(
        *(f'<c r="A{at + 1}" t="s"><v>{at}</v></c>' for at in range(5)), f'<c r="A6" t="s"><v>{index}</v></c>'
    )
    strings = spreadsheet_root("sst", "".join(f"<si><t>{one}</t></si>" for one in held))
    parts = book(data, related=relation(2, "sharedStrings", "sharedStrings.xml"), xl__sharedStrings=strings)
    return refused(zipped(parts), _XLSX, "A6")


@family("W08", GROUP, "百万条文字")
def many_strings(number: int, dice: Random) -> Variant:
    """More words than cells, most never shown; they say another count than they are."""
    count = (10_000, 100_000, 300_000, 499_999, 600_000, 800_000, 1_000_000, 1_200_000)[number]
    start = dice.randrange(1_000)
    listed = "".join(f"<si><t>{start + at}</t></si>" for at in range(count))
    strings = spreadsheet_root("sst", listed, f' count="{dice.randrange(10)}" uniqueCount="1"')
    data = rows(f'<c r="A1" t="s"><v>{count - 1}</v></c>')
    parts = book(data, related=relation(2, "sharedStrings", "sharedStrings.xml"), xl__sharedStrings=strings)
    return either(zipped(parts), _XLSX, str(start + count - 1))


@family("W09", GROUP, "样式泛滥")
def many_styles(number: int, dice: Random) -> Variant:
    """Styles and number formats by the ten thousand."""
    count = (1_000, 20_000, 64_000, 65_536, 100_000, 150_000, 200_000, 250_000)[number]
    forms = "".join(
        f'<numFmt numFmtId="{at + 164}" formatCode="0.{"0" * (at % 9)}"/>' for at in range(count // 4)
    )
    styles = spreadsheet_root("styleSheet", f"<numFmts>{forms}</numFmts><cellXfs>{'<xf/>' * count}</cellXfs>")
    data, said = _filled(dice)
    parts = book(data, related=relation(2, "styles", "styles.xml"), xl__styles=styles)
    return read(zipped(parts), _XLSX, said)


@family("W10", GROUP, "引用其他文件")
def external_links(number: int, dice: Random) -> Variant:
    """Figures that come from another file; what is stored is read, nothing is fetched."""
    figure = dice.randint(1, 10_000)
    formula = f"[{number + 1}]表!$A${number + 1}"
    target = ("file:///etc/passwd", "http://127.0.0.1:9/x.xlsx", "\\\\127.0.0.1\\x.xlsx", "其他.xlsx")[
        number % 4
    ]
    parts = book(
        rows(f'<c r="A1"><f>{formula}</f><v>{figure}</v></c>'),
        xl__externalLinks__externalLink1="<externalLink/>",
    )
    related = relations(relation(1, "externalLinkPath", target, external=True))
    return read(
        zipped({**parts, "xl/externalLinks/_rels/externalLink1.xml.rels": related}),
        _XLSX,
        str(figure),
        "引用",
    )


@family("W11", GROUP, "DDE")
def dde(number: int, dice: Random) -> Variant:
    """Formulas that would start a program of old."""
    figure = dice.randint(1, 10_000)
    started = (
        "cmd|'/c calc'!A0",
        "MSEXCEL|'x'!A1",
        "DDE(&quot;cmd&quot;;&quot;/c calc&quot;;&quot;x&quot;)",
        "powershell|'-c x'!A0",
    )[number % 4]
    link = spreadsheet_root("externalLink", '<ddeLink ddeService="cmd" ddeTopic="/c calc"/>')
    parts = book(rows(f'<c r="A1"><f>{started}</f><v>{figure}</v></c>'))
    if number >= 4:
        parts["xl/externalLinks/externalLink1.xml"] = link.encode()
    return read(zipped(parts), _XLSX, str(figure), "引用" if number >= 4 else "")


@family("W12", GROUP, "会上网的公式")
def web_formulas(number: int, dice: Random) -> Variant:
    """Formulas that fetch; the value that is stored is read."""
    figure = dice.randint(1, 10_000)
    formula = (
        'WEBSERVICE("http://127.0.0.1:9/")', 'HYPERLINK("http://127.0.0.1:9/","x")', 'IMAGE("http://127.0.0.1:9/")',
        'RTD("x",,"y")', 'CALL("kernel32","WinExec","JCJ","calc",0)', 'EXEC("calc")', 'IMPORTDATA("http://127.0.0.1:9/")',
        'FILTERXML(WEBSERVICE("http://127.0.0.1:9/"),"//a")',
    )[number].replace('"', "&quot;")  # fmt: skip
    return read(zipped(book(rows(f'<c r="A1"><f>{formula}</f><v>{figure}</v></c>'))), _XLSX, str(figure))


@family("W13", GROUP, "存的值与公式不符")
def stale_values(number: int, dice: Random) -> Variant:
    """A value that its formula would not give: it is read as it stands."""
    figure = dice.randint(100, 9_999)
    formula = ("1+1", "SUM(B1:B9)", "A1", "1/0", "RAND()", "NOW()", "B1*2", '"x"&amp;"y"')[number]
    return read(
        zipped(book(rows(f'<c r="A1"><f>{formula}</f><v>{figure}</v></c><c r="B1"><v>3</v></c>'))),
        _XLSX,
        f"{figure}\t3",
    )


@family("W14", GROUP, "隐藏的内容")
def hidden(number: int, dice: Random) -> Variant:
    """Sheets, rows and columns that nobody sees are read, and told."""
    data, said = _filled(dice)
    parts = book(data)
    if number < 4:
        state = ("hidden", "veryHidden", "Hidden", "veryhidden")[number]
        main = parts["xl/workbook.xml"].replace(b'sheetId="1"', b'sheetId="1" state="%s"' % state.encode())
        return read(zipped({**parts, "xl/workbook.xml": main}), _XLSX, said, "隐藏")
    if number < 6:
        row = f'<row r="{number}"'
        return read(
            zipped(book(data.replace(row, f'{row} hidden="{"1" if number == 4 else "true"}"'))),
            _XLSX,
            said,
            "隐藏",
        )
    columns = f'<cols><col min="1" max="{number}" hidden="1"/></cols>'
    return read(zipped(book(columns + data)), _XLSX, said, "隐藏")


@family("W15", GROUP, "xlsm、xlsb 改名为 xlsx")
def renamed(number: int, dice: Random) -> Variant:
    """Workbooks with macros, and binary ones, under a name that is not theirs."""
    data, said = _filled(dice)
    name = ("form.xlsx", "form.xlsm", "form.xls", "form.et")[number % 4]
    if number < 4:
        return read(zipped({**book(data), "xl/vbaProject.bin": dice.randbytes(2_000)}), name, said, "宏")
    binary = {
        "_rels/.rels": relations(relation(0, "officeDocument", "xl/workbook.bin")),
        "xl/workbook.bin": dice.randbytes(100),
        "xl/worksheets/sheet1.bin": dice.randbytes(500),
    }
    return refused(zipped(binary), name, "xlsb")


@family("W16", GROUP, "网页、CSV、2003 XML 冒充 xls")
def other_kinds(number: int, dice: Random) -> Variant:
    """What offices' systems export under the name of a spreadsheet."""
    said = lines(dice, 6)
    cells = [(one.split("，")[0], one.split("，")[1]) for one in said]
    if number < 4:
        inside = "".join(f"<tr><td>{a}</td><td>{b}</td></tr>" for a, b in cells)
        head = (
            "<html><meta charset='utf-8'>",
            "<table>",
            "<!DOCTYPE html><html><body>",
            "<html><head><meta charset='gb2312'></head>",
        )[number]
        page = f"{head}<table>{inside}</table></html>" if head != "<table>" else f"<table>{inside}</table>"
        content = page.encode("gb18030" if "gb2312" in head else "utf-8")
        return read(content, "form.xls", "\n".join(f"{a}\t{b}" for a, b in cells), "网页")
    if number < 6:
        text = "\n".join(f"{a}{',' if number == 4 else chr(9)}{b}" for a, b in cells)
        return read(text.encode("gb18030"), "form.xls", text, "纯文本")
    xml = f'<?xml version="1.0"?><?mso-application progid="{("Excel.Sheet", "Word.Document")[number - 6]}"?><Workbook/>'
    return refused(xml.encode(), "form.xls", "2003")


@family("W17", GROUP, "1904 年起算的日期")
def since_1904(number: int, dice: Random) -> Variant:
    """Days counted from 1904: four years and a day apart from the usual ones."""
    day = dice.randint(1, 28)
    # 2024-01-01 is day 43830 from 1904-01-01, and day 45292 by the usual count.
    first = 43_830 if number % 2 else 45_292
    before = f'<workbookPr date1904="{("true", "1")[number // 2 % 2]}"/>' if number % 2 else "<workbookPr/>"
    styles = spreadsheet_root("styleSheet", '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs>')
    data = rows(f'<c r="A1" s="1"><v>{first + day - 1}</v></c>')
    parts = book(data, before=before, related=relation(2, "styles", "styles.xml"), xl__styles=styles)
    return read(zipped(parts), _XLSX, f"2024-01-{day:02d}")


@family("W18", GROUP, "写成文字的数字")
def typed_numbers(number: int, dice: Random) -> Variant:
    """Full-width digits, blanks that do not break, signs of other scripts: kept as they were typed."""
    plain = f"{dice.randint(1_000, 9_999)}.50"
    wide = "".join(chr(ord(one) + 0xFEE0) for one in plain)
    typed = (
        wide,
        f"\u00a0{plain}",
        f"{plain}\u3000",
        f"１{plain}",
        "١٢٣",
        f"−{plain}",
        f"({plain})",
        f"{plain[0]}，{plain[1:]}",
    )[number]
    return read(zipped(book(rows(text_cell("A1", typed) + text_cell("B1", "止")))), _XLSX, f"{typed}\t止")


@family("W19", GROUP, "像素炸弹与名称泛滥")
def pictures_and_names(number: int, dice: Random) -> Variant:
    """Pictures that would fill the memory are never opened; names by the hundred thousand are passed."""
    data, said = _filled(dice)
    if number < 4:
        side = (30_000, 60_000, 2**20, 2**31 - 1)[number]
        header = (
            b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR"
            + struct.pack(">II", side, side)
            + b"\x08\x06\0\0\0"
            + dice.randbytes(1_000)
        )
        return read(zipped({**book(data), f"xl/media/image{number}.png": header}), _XLSX, said)
    count = (10_000, 50_000, 150_000, 300_000)[number - 4]
    names = "".join(f'<definedName name="n{at}">表!$A${at + 1}</definedName>' for at in range(count))
    return either(zipped(book(data, after=f"<definedNames>{names}</definedNames>")), _XLSX, said)


@family("W20", GROUP, "部件互相矛盾")
def contradictions(number: int, dice: Random) -> Variant:
    """A sheet without its part, a cell twice, places that no sheet has, numbers that are none."""
    data, _ = _filled(dice)
    first = '<c r="A1"'
    changed = (
        data.replace('r="A2"', 'r="A1"'), data.replace('r="A3"', 'r="A0"'), data.replace('r="A3"', 'r="XFE3"'),
        data.replace('<row r="4">', '<row r="0">').replace('r="A4"', "").replace(f"{first} t", "<c t"),
        rows("<c r='A1'><v>十二</v></c>"), rows("<c r='A1'><v>1e999999999</v></c>"), rows("<c r='A1'><v>1,5</v></c>"),
    )  # fmt: skip
    if number < len(changed):
        return refused(zipped(book(changed[number])), _XLSX, "表")
    parts = book(data)
    del parts["xl/worksheets/sheet1.xml"]
    return refused(zipped({**parts, "xl/extra.xml": OFFICE.encode()}), _XLSX, "表")
