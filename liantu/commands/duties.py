"""Who has to do what, how often: the sheets of responsibility."""

from __future__ import annotations

from pathlib import Path

import click

from graph.language import say
from graph.workspace import Workspace
from liantu.cli import form_option, sheet_option, workspace_option
from liantu.output import answers, print_answer, print_written
from queries.matrix import recurring, responsibilities
from viz.matrix import write_table


@click.command(
    help=say(
        "责任表：每件事谁牵头、谁配合、谁参与；或每个单位有哪些事；或按频次排列的例行任务。\n\n例：liantu duties --by body -o 责任.xlsx",
        "Who leads, supports and takes part in what; or what each body has to do; or what recurs, by its cadence.\n\n"
        "Example: liantu duties --by body -o duties.xlsx",
    )
)
@click.option(
    "--by",
    type=click.Choice(["task", "body", "cadence"]),
    default="task",
    help=say("task 按事项（默认），body 按单位，cadence 按频次", "by task (default), by body, or by cadence"),
)
@click.option(
    "--document",
    default="",
    metavar=say("文档", "TEXT"),
    help=say("只看文件名或标题含此字的文档", "only documents with this in their name"),
)
@form_option
@sheet_option
@workspace_option
def duties(by: str, document: str, form: str | None, out: Path | None, workspace: Workspace) -> None:
    """Print or write a sheet of responsibility."""
    graph = workspace.snapshot().graph()
    table = (
        recurring(graph, document=document) if by == "cadence" else responsibilities(graph, by=by, document=document)
    )
    if out:
        titles = {
            "task": ("责任表（按事项）", "Responsibilities by task"),
            "body": ("责任表（按单位）", "Responsibilities by body"),
            "cadence": ("例行任务", "Recurring duties"),
        }
        write_table(table, say(*titles[by]), out)
        print_written(out)
    elif form or table.rows:
        print_answer(table, form or "table")
    else:
        answers.print(say("本批文档未见。", "These documents show none."))
