"""Taking results along: export."""

from __future__ import annotations

from pathlib import Path

import click

from graph.errors import LiantuError
from graph.language import say
from graph.workspace import Workspace
from liantu.cli import confidence_option, workspace_option
from liantu.output import notes
from liantu.view import sure
from viz.export import FORMATS, Options


@click.command(
    help=say("把图谱带走。格式：", "Take the graph along. Formats: ")
    + "; ".join(f"{item.name} {item.purpose}" for item in FORMATS.values())
    + say("\n\n例：liantu export html -o 图谱.html", "\n\nExample: liantu export html -o graph.html")
)
@click.argument("format_name", metavar="FORMAT")
@click.option("-o", "--out", required=True, type=click.Path(path_type=Path), help=say("写到哪里", "where to write"))
@click.option("--date", help=say("印在页面上的日期", "date to print"))
@click.option("--title", help=say("标题", "title"))
@click.option("--bom", is_flag=True, help=say("CSV 带 BOM，供 Excel 打开", "CSV with BOM, for Excel"))
@confidence_option
@workspace_option
def export(
    format_name: str,
    out: Path,
    date: str | None,
    title: str | None,
    bom: bool,
    min_confidence: float,
    workspace: Workspace,
) -> None:
    """Write the live snapshot in one of the formats."""
    chosen = FORMATS.get(format_name)
    if chosen is None:
        raise LiantuError("format_unknown", format_name, known="、".join(FORMATS))
    snapshot = workspace.snapshot()
    graph = sure(snapshot.graph(), min_confidence) if min_confidence else snapshot.graph()
    options = Options(snapshot=snapshot.name, date=date, title=title, bom=bom)
    for line in chosen.write(graph, snapshot.findings(), out, options):
        notes.print(line, markup=False)
    notes.print(say(f"已写到 {out}", f"written to {out}"), markup=False)
