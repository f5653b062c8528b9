"""
`hengji evaluate`: a filled workbook → score, findings, report.
"""

from __future__ import annotations

import sys
from pathlib import Path

import click

from hengji.cli import exit_codes, terminal
from hengji.domain.problem import InputError


@click.command("evaluate", help="评价一份填好的工作簿：得分、问题、自评报告。")
@click.argument("workbook", type=click.Path(path_type=Path))
@click.option("--standard", "standard_id", metavar="ID", help="评分标准版本；默认用工作簿里写明的版本。")
@click.option("--overlay", "overlays", metavar="ID", multiple=True, help="叠加的封顶、减分规则，可重复。")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="DIR",
    help="结果写到哪个文件夹；默认在工作簿旁边的“<文件名>-自评结果”，与 --json 同用时默认不写。",
)
@click.option("--json", "as_json", is_flag=True, help="在标准输出打印一行 JSON。")
@click.option("--layout", type=click.Choice(["gb9704", "plain"]), default="gb9704", help="报告版式。")
@click.option("--no-pdf", is_flag=True, help="不写 PDF。")
def command(
    workbook: Path,
    *,
    standard_id: str | None,
    overlays: tuple[str, ...],
    out: Path | None,
    as_json: bool,
    layout: str,
    no_pdf: bool,
) -> None:
    """Evaluate one workbook and leave with the exit code its findings ask for."""
    if out is None and not as_json:
        out = workbook.parent / f"{workbook.stem}-自评结果"
    sys.exit(
        run(
            workbook,
            standard_id=standard_id,
            overlays=overlays,
            out=out,
            as_json=as_json,
            layout=layout,
            pdf=not no_pdf,
        )
    )


def run(
    workbook: Path,
    *,
    standard_id: str | None = None,
    overlays: tuple[str, ...] = (),
    out: Path | None,
    as_json: bool,
    layout: str = "gb9704",
    pdf: bool = True,
) -> int:
    """Evaluate, write, show; returns the exit code."""
    from hengji.pipeline import evaluate as pipeline

    try:
        with terminal.progress() as progress:
            evaluation = pipeline.evaluate(
                workbook, standard_id=standard_id, overlays=overlays, progress=progress
            )
            if out is not None:
                evaluation = pipeline.write(evaluation, out, layout=layout, pdf=pdf, progress=progress)
    except InputError as wrong:
        if not as_json:
            terminal.show_input_error(wrong, file=str(workbook))
            return exit_codes.FAILED
        from hengji.documents.writers import json

        click.echo(json.line(json.failed_evaluation(file=str(workbook), error=wrong)))
        return exit_codes.FAILED
    if as_json:
        from hengji.documents.writers import json

        click.echo(json.line(evaluation.as_object()))
    else:
        terminal.show_evaluation(evaluation)
        if out is not None:
            terminal.show_written(evaluation.written, evaluation.error)
    return exit_codes.FAILED if evaluation.error is not None else exit_codes.of_findings(evaluation.findings)
