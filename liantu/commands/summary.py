"""What a run of reading shows: how far it is, and at the end what it read."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path, PurePosixPath

from rich import box
from rich.cells import cell_len
from rich.console import Console, JustifyMethod
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Column, Table
from rich.text import Text

from graph.errors import message
from graph.facts import DocumentFacts
from graph.jurisdiction import segments
from graph.language import language, say
from graph.schema import declaration
from graph.workspace import Workspace
from ingest.pipeline import READERS
from liantu import build
from liantu.copies import copies_of
from liantu.output import answers, notes
from liantu.sources import Step, gone

_FILE, _PLACE, _ISSUER = 0, 3, 4
_NARROW = (1, 2, 5, 6, 7)
"""Columns of the table by their number; the narrow ones are shown whole."""
_GAP = 2
"""Columns of a terminal between two columns of the table."""


def follow(
    workspace: Workspace, paths: Sequence[Path], jobs: int, console: Console = notes, reader: str = READERS[0]
) -> build.Outcome:
    """Read files into a workspace with a bar on a terminal: files, characters, errors, time left, and the file that was read last."""
    counts = say(
        "{task.fields[characters]:,} 字  {task.fields[errors]} 个出错",
        "{task.fields[characters]:,} characters  {task.fields[errors]} errors",
    )
    columns = (
        BarColumn(20), MofNCompleteColumn(), TextColumn(counts, table_column=Column(no_wrap=True)), TimeRemainingColumn(),
        TextColumn("{task.description}", markup=False, table_column=Column(ratio=1, no_wrap=True, overflow="ellipsis")),
    )  # fmt: skip
    with Progress(*columns, console=console, transient=True, expand=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(say("读文档", "reading"), total=None, characters=0, errors=0)

        def tell(step: Step) -> None:
            bar.update(
                task, description=step.file, completed=step.done, total=step.total, characters=step.characters, errors=step.errors
            )  # fmt: skip

        return build.ingest(workspace, paths, workers=jobs, reader=reader, progress=tell)


def report(workspace: Workspace, outcome: build.Outcome, seconds: float) -> None:
    """Print what an ingest read: a row for each document, then the failures, then the sum."""
    if outcome.read == outcome.removed == 0 and not outcome.built:
        answers.print(
            say(
                f"没有变化：{outcome.kept} 个文件都已读过。",
                f"Nothing has changed: all {outcome.kept} files have been read before.",
            )
        )
    else:
        _summary(copies_of(workspace))
    for failure in outcome.failures:
        answers.print(f"[red]✗[/red] {say('未能读取', 'not read')}：", end="")
        answers.print(failure.message, markup=False)
    for folder, count in gone(workspace).items():
        answers.print(message("folder_gone", "what", folder=folder, count=count), style="yellow", markup=False)
    if outcome.snapshot:
        from queries.gaps import tell_stopped  # here, so that reading begins without it

        for line in tell_stopped(workspace.snapshot().stopped):
            answers.print(f"[red]✗[/red] {say('未能检查', 'not checked')}：", end="")
            answers.print(line, markup=False)
        counts = workspace.snapshot().manifest
        answers.print(
            say(
                f"读 {outcome.read} 个文件，沿用 {outcome.kept} 个，移除 {outcome.removed} 个，失败 {len(outcome.failures)} 个，用时 {seconds:.1f} 秒。"
                f"图谱 {outcome.snapshot}：{counts['nodes']} 个节点，{counts['edges']} 条关系，{counts['findings']} 处缺口。",
                f"{outcome.read} files read, {outcome.kept} kept, {outcome.removed} removed, {len(outcome.failures)} failed, {seconds:.1f} s. "
                f"Graph {outcome.snapshot}: {counts['nodes']} nodes, {counts['edges']} edges, {counts['findings']} gaps.",
            )
        )


def _summary(groups: Iterable[Sequence[DocumentFacts]]) -> None:
    """A line for each document; long names give way, so that it stays one line. Then the copies, which count once, and the warnings in full."""
    kinds = declaration()["labels"]["Document"]["kinds"]
    rows: list[tuple[str, ...]] = []
    below: list[tuple[str, str]] = []
    for one, first in ((one, group[0].document) for group in groups for one in group):
        d = one.document
        kind = kinds[d.kind] if language() == "zh" else d.kind
        counts = (len(one.entities), len(one.relations), len(one.warnings) or "")
        rows.append((d.file, kind, str(d.year or ""), d.jurisdiction or "", d.issuer or "", *map(str, counts)))
        if d is not first:
            told = say(f"与 {first.file} 是同一份文件，只计一次", f"a copy of {first.file}, counts once")
            below.append((d.file, told))
        below += [(d.file, warning) for warning in one.warnings]
    answers.print(_table(sorted(rows)))
    for file, line in sorted(below):
        answers.print(f"! {file}: {line}", style="yellow", markup=False)


def _table(rows: Sequence[tuple[str, ...]]) -> Table:
    """Lay the rows out on one line each: of a place its last divisions stay, of an issuer the end of its name, of a file its name."""
    headings = say(
        "文件 类型 年份 地区 发文单位 事物 关系 提示", "file kind year place issuer things edges notes"
    ).split()
    asked = [max(map(cell_len, column)) for column in zip(headings, *rows, strict=True)]
    free = answers.width - sum(asked[at] for at in _NARROW) - _GAP * len(headings)
    third = max(10, free // 3)
    left = {at: min(asked[at], third) for at in (_FILE, _PLACE, _ISSUER)}
    widths: dict[int, int] = {}
    for at in (_PLACE, _ISSUER, _FILE):  # each has a third, and what the others leave
        del left[at]
        widths[at] = min(asked[at], max(third, free - sum(left.values()) - sum(widths.values())))
    table = Table(header_style="bold", box=box.SIMPLE_HEAD, pad_edge=False, padding=(0, 1, 0, 0))
    for at, heading in enumerate(headings):
        justify: JustifyMethod = "right" if at > _ISSUER else "left"
        table.add_column(heading, justify=justify, overflow="ellipsis", no_wrap=True, max_width=widths.get(at))
    for row in rows:
        cells = list(row)
        cells[_PLACE] = _ending(cells[_PLACE], segments(cells[_PLACE]), widths[_PLACE])
        cells[_ISSUER] = _ending(cells[_ISSUER], list(cells[_ISSUER]), widths[_ISSUER])
        if cell_len(cells[_FILE]) > widths[_FILE]:
            cells[_FILE] = PurePosixPath(cells[_FILE]).name
        table.add_row(*map(Text, cells))
    return table


def _ending(text: str, parts: Sequence[str], width: int) -> str:
    """Return a text, or as many of its last parts as fit, so that its most telling part is seen."""
    if cell_len(text) <= width:
        return text
    for at in range(1, len(parts)):
        if cell_len(ending := "…" + "".join(parts[at:])) <= width:
            return ending
    return parts[-1]
