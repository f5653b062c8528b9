"""What office programs make of the comments: LibreOffice and python-docx see them at the same words."""

from __future__ import annotations

import re
import shutil
import subprocess
import zipfile
from collections.abc import Callable
from pathlib import Path

import docx
import pytest

from hengji.documents.writers.annotate_docx import write_annotated
from tests.annotate.makers import paragraph, remarks_at, run

_SOFFICE = shutil.which("soffice")
WORDS = ("合计100元", "100", "占50%。\t完", "60")


@pytest.fixture
def commented(make_docx: Callable[..., Path]) -> Path:
    cell = "<w:tc>{}</w:tc>"
    row = "<w:tr>" + cell.format(paragraph(run("其中"))) + cell.format(paragraph(run("60"))) + "</w:tr>"
    grid = (
        '<w:tblPr><w:tblW w:w="5000" w:type="dxa"/></w:tblPr><w:tblGrid><w:gridCol/><w:gridCol/></w:tblGrid>'
    )
    source = make_docx(
        paragraph(
            run("支出合"), run("计100", bold=True), run("元，占50%。"), "<w:r><w:tab/></w:r>", run("完")
        )
        + f"<w:tbl>{grid}{row}</w:tbl>{paragraph(run('末'))}"
    )
    extract, found = remarks_at(source, *WORDS)
    target = source.with_name("commented.docx")
    write_annotated(source, found, target, text=extract.text)
    return target


def test_python_docx_reads_the_comments_with_author_and_words(commented: Path) -> None:
    document = docx.Document(str(commented))
    comments = list(document.comments)
    assert [one.author for one in comments] == ["衡绩"] * 4
    assert all(one.text.startswith(f"问题{n} 错误 AR12") for n, one in enumerate(comments, start=1))
    assert document.paragraphs[0].text == "支出合计100元，占50%。\t完"


@pytest.mark.office
@pytest.mark.skipif(_SOFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_sees_each_comment_at_its_words(commented: Path, tmp_path: Path) -> None:
    command = [
        str(_SOFFICE),
        f"-env:UserInstallation={(tmp_path / 'profile').as_uri()}",
        "--headless",
        "--convert-to",
        "odt",
        "--outdir",
        str(tmp_path),
        str(commented),
    ]
    subprocess.run(command, check=True, capture_output=True, timeout=180)  # noqa: S603 - our own arguments
    with zipfile.ZipFile(tmp_path / "commented.odt") as archive:
        content = archive.read("content.xml").decode()
    found = {}
    for match in re.finditer(
        r'<office:annotation [^>]*office:name="([^"]*)".*?</office:annotation>', content, re.DOTALL
    ):
        assert "<dc:creator>衡绩</dc:creator>" in match.group()
        end = content.index(f'<office:annotation-end office:name="{match.group(1)}"', match.end())
        inside = re.sub(
            r"<office:annotation .*?</office:annotation>", "", content[match.end() : end], flags=re.DOTALL
        )
        number = re.search(r"问题(\d)", re.sub("<[^>]+>", "", match.group()))
        assert number is not None
        found[int(number.group(1))] = re.sub("<[^>]+>", "", inside.replace("<text:tab/>", "\t"))
    assert [found[number] for number in sorted(found)] == list(WORDS)
