"""
Reports as files: txt, html with a site's menu around it, docx by python-docx, pdf by typst.
"""

# ruff: noqa: E501 - sentences stand as they are printed

from __future__ import annotations

import html
from collections.abc import Callable
from pathlib import Path

import docx
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.shared import Pt

from benchmarks.planted.draft import Box, Grid, Heading, Report, plain, printed
from hengji.documents.writers import pdf as pdf_writer
from hengji.domain import block

FORMATS = ("docx", "pdf", "html", "txt")


def write(report: Report, path: Path) -> None:
    """Write the report in the format that the path's ending names; raises `KeyError` for any other."""
    _WRITERS[path.suffix[1:]](report, path)


def _txt(report: Report, path: Path) -> None:
    path.write_text(plain(report).text, "utf-8")


# ── html ────────────────────────────────────────────────────────────────────────────────

_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>{title}-政务公开-{place}人民政府门户网站</title>
<style>.nav li{{display:inline}} td{{border:1px solid #999}}</style><script>var visits = 20240315;</script></head>
<body><div class="header"><ul class="nav"><li><a href="/">首页</a></li><li><a href="/zwgk/">政务公开</a></li>
<li><a href="/zwfw/">政务服务</a></li><li><a href="/hdjl/">互动交流</a></li><li><a href="/sjkf/">数据开放</a></li></ul></div>
<div class="crumb">当前位置：<a href="/">首页</a> &gt; <a href="/zwgk/">政务公开</a> &gt; <a href="/czzj/">财政资金</a></div>
<div class="article"><h1>{title}</h1><div class="meta">发布时间：2025-08-15 来源：本网 浏览次数：<span id="hits">1208</span></div>
<div id="zoom" class="TRS_Editor">
{body}
</div></div>
<div class="related"><h3>相关文章</h3><ul><li><a href="/a1.html">关于做好节能宣传的通知</a></li><li><a href="/a2.html">部门预算公开目录</a></li></ul></div>
<div class="footer"><p>主办：{place}人民政府办公室 网站标识码：0000000000 备案号：00000000</p></div></body></html>
"""


def _html(report: Report, path: Path) -> None:
    def words(text: str) -> str:
        return html.escape(printed(text, report.tokens))

    body = []
    for piece in report.pieces:
        if isinstance(piece, Grid):
            body += [f'<p style="text-align:center">{words(piece.caption)}</p>'] if piece.caption else []
            body += [f'<p style="text-align:right">{words(piece.note)}</p>'] if piece.note else []
            rows = "".join(f"<tr>{''.join(_td(box, words) for box in row)}</tr>\n" for row in piece.rows)
            body.append(f'<table border="1" cellspacing="0">{rows}</table>')
        elif isinstance(piece, Heading):
            body.append(f"<p><strong>{words(piece.text)}</strong></p>")
        else:
            body.append(f'<p style="text-indent:2em">{words(piece.text)}</p>')
    place = report.unit[:3]
    path.write_text(_PAGE.format(title=words(report.title), place=place, body="\n".join(body)), "utf-8")


def _td(box: Box, words: Callable[[str], str]) -> str:
    spans = (f' colspan="{box.columns}"' if box.columns > 1 else "") + (
        f' rowspan="{box.rows}"' if box.rows > 1 else ""
    )
    return f"<td{spans}>{words(box.text)}</td>"


# ── docx ────────────────────────────────────────────────────────────────────────────────


def _docx(report: Report, path: Path) -> None:
    document = docx.Document()
    document.styles["Normal"].font.size = Pt(12)
    title = document.add_paragraph(printed(report.title, report.tokens))
    title.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for piece in report.pieces:
        if isinstance(piece, Grid):
            _docx_table(document, piece, report)
        elif isinstance(piece, Heading):
            run = document.add_paragraph().add_run(printed(piece.text, report.tokens))
            run.bold = True
        else:
            paragraph = document.add_paragraph(printed(piece.text, report.tokens))
            paragraph.paragraph_format.first_line_indent = Pt(24)
    document.save(str(path))


def _docx_table(document: docx.document.Document, grid: Grid, report: Report) -> None:
    for words, align in ((grid.caption, WD_ALIGN_PARAGRAPH.CENTER), (grid.note, WD_ALIGN_PARAGRAPH.RIGHT)):
        if words:
            document.add_paragraph(printed(words, report.tokens)).alignment = align
    width = len(grid.widths)
    table = document.add_table(rows=len(grid.rows), cols=width)
    table.style = "Table Grid"
    cells = table._cells  # noqa: SLF001 - python-docx makes the grid anew on every public access
    for row, column, box in placed(grid):
        cell = cells[row * width + column]
        if box.columns > 1 or box.rows > 1:
            cell = cell.merge(cells[(row + box.rows - 1) * width + column + box.columns - 1])
        cell.text = printed(box.text, report.tokens)


def placed(grid: Grid) -> list[tuple[int, int, Box]]:
    """Every box with the row and column of its top left, both from zero."""
    taken: set[tuple[int, int]] = set()
    found = []
    for row, boxes in enumerate(grid.rows):
        column = 0
        for box in boxes:
            while (row, column) in taken:
                column += 1
            taken.update(
                (row + down, column + right) for down in range(box.rows) for right in range(box.columns)
            )
            found.append((row, column, box))
            column += box.columns
    return found


# ── pdf ─────────────────────────────────────────────────────────────────────────────────


def _pdf(report: Report, path: Path) -> None:
    def runs(text: str) -> block.Runs:
        return block.plain(printed(text, report.tokens))

    blocks: list[block.Block] = [block.Title(text=printed(report.title, report.tokens))]
    for piece in report.pieces:
        if isinstance(piece, Grid):
            rows = tuple(
                tuple(
                    block.TableCell(
                        runs=runs(box.text),
                        column_span=box.columns,
                        row_span=box.rows,
                        header=box.head and number == 0,
                    )
                    for box in row
                )
                for number, row in enumerate(piece.rows)
            )
            blocks.append(
                block.TableBlock(
                    rows=rows,
                    widths=piece.widths,
                    header_rows=1,
                    caption=printed(piece.caption, report.tokens),
                    unit_note=piece.note,
                )
            )
        elif isinstance(piece, Heading):
            blocks.append(block.Heading(level=piece.level, text=printed(piece.text, report.tokens)))
        else:
            blocks.append(block.TextBlock(runs=runs(piece.text)))
    title = printed(report.title, report.tokens)
    pdf_writer.write_report(block.Composition(title=title, blocks=tuple(blocks)), path)


_WRITERS: dict[str, Callable[[Report, Path], None]] = {"txt": _txt, "html": _html, "docx": _docx, "pdf": _pdf}
