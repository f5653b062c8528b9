"""Makers of small Word and PDF files."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_NAMESPACES = (
    'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    f'xmlns:m="{_OFFICE}/math" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"'
)
_TYPES = (
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>'
    '<Default Extension="xml" ContentType="application/xml"/>'
    '<Override PartName="/word/document.xml" ContentType='
    '"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"/></Types>'
)
_RELATIONS = (
    '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{}</Relationships>'
)


@pytest.fixture
def make_docx(tmp_path: Path) -> Callable[..., Path]:
    """A .docx of that body; further parts (comments, footnotes …) by name."""

    def make(body: str, name: str = "report.docx", **parts: str) -> Path:
        related = "".join(
            f'<Relationship Id="r{part}" Type="{_OFFICE}/relationships/{part}" Target="{part}.xml"/>'
            for part in parts
        )
        written = {
            "[Content_Types].xml": _TYPES,
            "_rels/.rels": _RELATIONS.format(
                f'<Relationship Id="r1" Type="{_OFFICE}/relationships/officeDocument" '
                'Target="word/document.xml"/>'
            ),
            "word/_rels/document.xml.rels": _RELATIONS.format(related),
            "word/document.xml": f"<w:document {_NAMESPACES}><w:body>{body}</w:body></w:document>",
        }
        for part, content in parts.items():
            written[f"word/{part}.xml"] = f"<w:{part} {_NAMESPACES}>{content}</w:{part}>"
        buffer = io.BytesIO()
        with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
            for entry, text in written.items():
                archive.writestr(entry, text)
        path = tmp_path / name
        path.write_bytes(buffer.getvalue())
        return path

    return make
