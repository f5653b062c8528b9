"""
`hengji demo`: evaluate the bundled example, audit the report it composed, say where the files are.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hengji.cli import evaluate, exit_codes, terminal
from hengji.domain.problem import InputError

EXAMPLE = Path(__file__).parent / "examples" / "jiangmen-womens-federation-2024.xlsx"


@click.command("demo", help="评价自带的示例部门，审核写出的报告，写出全部结果文件。")
@click.option(
    "--out",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="DIR",
    default=Path("out/demo"),
    show_default=True,
    help="结果写到哪个文件夹。",
)
def command(*, out: Path) -> None:
    """Evaluate and audit the example; its findings are the point, so they do not make the demo fail."""
    code = evaluate.run(EXAMPLE, out=out, as_json=False)
    if code != exit_codes.FAILED:
        code = _audit_report(out)
    sys.exit(exit_codes.CLEAN if code == exit_codes.ERRORS_FOUND else code)


def _audit_report(out: Path) -> int:
    """Audit the Word report in that folder, in two lines, and write the annotated page beside it."""
    from hengji.cli import audit_output
    from hengji.documents.writers import audit_page
    from hengji.pipeline import audit as pipeline

    # The folder may hold older results of other units.
    report = max(out.glob("*自评报告.docx"), key=lambda path: path.stat().st_mtime_ns)
    page = report.with_name(f"{report.stem}-审核.html")
    try:
        audit = pipeline.audit(report)
        audit_page.write_page(audit, page)
    except InputError as wrong:
        terminal.show_input_error(wrong, file=str(report))
        return exit_codes.FAILED
    audit_output.show_in_two_lines(audit, page)
    return exit_codes.of_findings(audit.findings)
