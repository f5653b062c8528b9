"""
Makes the pictures of the README out of the example: the score tree and a page of the report.

Needs Chromium and the monospaced face of fonts-noto-cjk, whose Chinese is exactly two Latin wide.
"""

from __future__ import annotations

import io
import subprocess
import sys
import tempfile
from pathlib import Path

import chromium
import pypdfium2
from PIL import Image, ImageOps
from rich.console import Console
from rich.terminal_theme import DEFAULT_TERMINAL_THEME

from hengji.cli import terminal
from hengji.cli.demo import EXAMPLE
from hengji.domain.scorecard import Scorecard
from hengji.pipeline import evaluate

IMAGES = Path(__file__).parent.parent / "docs" / "images"
CONCLUSION = "自评结论"
"""The page that is shown is the one on which this heading stands."""
COLUMNS = 116
MARGIN = 24
"""Pixels left below the last line."""
PAGE_HTML = """<!doctype html><meta charset="utf-8"><style>
body {{ margin: 24px 28px; background: #fff; color: #1c1c1c }}
@font-face {{ font-family: narrow; src: local("DejaVu Sans Mono"); size-adjust: 83%;
  unicode-range: U+201C-201D, U+2264-2265, U+2500-257F, U+D7, U+F7 }}
pre {{ font: 15px/1.42 narrow, "Noto Sans Mono CJK SC", monospace }}
{stylesheet}
</style><body><pre>{code}</pre>"""


def score_tree(card: Scorecard, folder: Path) -> None:
    """The score tree as the terminal shows it."""
    if chromium.PROGRAM is None:
        sys.exit(f"The score tree needs Chromium: {chromium.INSTALL}")
    screen = Console(record=True, width=COLUMNS, file=io.StringIO(), highlight=False)
    terminal.show_score_tree(card, screen)
    page = folder / "tree.html"
    page.write_text(screen.export_html(theme=DEFAULT_TERMINAL_THEME, code_format=PAGE_HTML), "utf-8")
    shot = folder / "tree.png"
    flags = ("--headless", *chromium.FLAGS, "--window-size=1010,1400")
    profile = f"--user-data-dir={folder / 'profile'}"
    subprocess.run(  # noqa: S603 - our own page
        [chromium.PROGRAM, *flags, profile, f"--screenshot={shot}", page.as_uri()],
        check=True,
        capture_output=True,
        timeout=120,
    )
    with Image.open(shot) as image:
        picture = image.convert("RGB")
    height = ImageOps.invert(picture.convert("L")).getbbox()[3] + MARGIN
    small = picture.crop((0, 0, picture.width, height)).quantize(32)
    small.save(IMAGES / "score-tree.png", optimize=True)


def report_page(evaluation: evaluate.Evaluation, folder: Path) -> None:
    """The page of the report on which its conclusion stands."""
    written = evaluate.write(evaluation, folder).written
    document = pypdfium2.PdfDocument(next(one.path for one in written if one.path.suffix == ".pdf"))
    page = next(page for page in document if CONCLUSION in page.get_textpage().get_text_range())
    page.render(scale=1.2).to_pil().convert("L").save(IMAGES / "report-page.png", optimize=True)


def main() -> None:
    """Write docs/images."""
    IMAGES.mkdir(parents=True, exist_ok=True)
    evaluation = evaluate.evaluate(EXAMPLE)
    with tempfile.TemporaryDirectory() as name:
        score_tree(evaluation.scorecard, Path(name))
        report_page(evaluation, Path(name) / "report")


if __name__ == "__main__":
    main()
