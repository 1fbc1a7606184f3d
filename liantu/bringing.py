"""Tables and graphs that people bring: shown before, taken in with all faults told at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from graph.errors import LiantuError
from graph.exchange import read_jsonl
from graph.identity import labels_of
from graph.imports import Imported, to_facts
from graph.language import say
from graph.schema import declaration
from graph.sheets import Sheet, columns_known, read_sheets
from graph.unpack import unpack
from graph.workspace import Workspace
from liantu import build
from liantu.output import answers, notes, print_json, print_table
from liantu.sources import IMPORTED
from viz.words import shorten

_NAMES = ("name", "source", "target")
"""Fields that name a thing."""
_SAMPLE = 3
"""Rows that a preview shows of each sheet."""
_CELL, _FAULT = 40, 200
"""Characters that a preview shows of a cell and of a fault: a sheet may hold whole documents in its cells."""


def shared_jurisdiction(workspace: Workspace) -> str | None:
    """Return the division that all documents of a workspace belong to; None where they differ or there are none."""
    found = {d.jurisdiction for d in workspace.documents()} if workspace.current else set()
    return found.pop() if len(found) == 1 else None


def _known(workspace: Workspace, source: Path, sheets: Sequence[Sheet], division: str | None) -> dict[str, str]:
    """Return by folded name the label of what the rows of a file name, as all documents but that file have it."""
    own = {row.id for row in workspace.registered() if row.root != IMPORTED + source.name}
    asked = {
        (name, next((row.cells.get(c, "") for c, f in sheet.fields.items() if f == "jurisdiction"), "") or division)
        for sheet in sheets
        for row in sheet.rows
        for column, meant in sheet.fields.items()
        if meant in _NAMES and (name := " ".join(row.cells.get(column, "").split()))
    }
    return labels_of((facts for facts in workspace.facts() if facts.document.id in own), asked)


@dataclass(frozen=True, slots=True)
class Table:
    """A file of tables, read and turned into facts."""

    source: Path
    sheets: Sequence[Sheet]
    imported: Imported

    @classmethod
    def read(
        cls,
        source: Path,
        kind: str | None,
        mapping: Sequence[str],
        jurisdiction: str | None,
        workspace: Workspace,
    ) -> Table:
        """Read a file.

        Args:
            source: a CSV or Excel file.
            kind: nodes, edges, aliases or places; by the columns where it is None.
            mapping: ``COLUMN=FIELD`` each.
            jurisdiction: division of rows that name none; that of the workspace's documents, where they share one, where it is None.
            workspace: tells what rows name without a label.

        Raises:
            LiantuError: the file or the mapping cannot be read.
        """
        fields = {}
        for given in mapping:
            column, equals, name = given.partition("=")
            if not equals or name not in columns_known():
                raise LiantuError("import_mapping", str(source), given=given, known="、".join(columns_known()))
            fields[column] = name
        sheets = read_sheets(source, fields, kind)
        division = jurisdiction or shared_jurisdiction(workspace)
        known = _known(workspace, source, sheets, division)
        return cls(source, sheets, to_facts(source, sheets, division, known))

    def show(self, as_json: bool) -> None:
        """Print what each column means, the first rows, and all faults."""
        if as_json:
            print_json([
                {"sheet": s.name, "kind": s.kind, "fields": dict(s.fields), "ignored": list(s.ignored), "rows": len(s.rows),
                 "faults": [{"row": f.row, "problem": f.problem} for f in self.imported.faults if f.sheet == s.name]}
                for s in self.sheets
            ])  # fmt: skip
            return
        for sheet in self.sheets:
            heads = [
                f"{column} → {sheet.fields.get(column, say('（只留作出处）', '(kept as evidence only)'))}"
                for column in sheet.columns
                if column
            ]
            title = f"{sheet.name or self.source.name}：{sheet.kind}，{len(sheet.rows)} {say('行', 'rows')}"
            rows = [[shorten(cell, _CELL) for cell in row.cells.values()] for row in sheet.rows[:_SAMPLE]]
            print_table([shorten(head, _CELL) for head in heads], rows, title)
        for label, names in sorted(self._things().items()):
            told = f"{say(declaration()['labels'][label]['zh'], label)}{say('：', ': ')}{'、'.join(names)}"
            answers.print(shorten(told, _FAULT), markup=False)
        for fault in self.imported.faults:
            answers.print(f"✗ {shorten(str(fault), _FAULT)}", style="red", markup=False)

    def _things(self) -> dict[str, list[str]]:
        """The names of what the rows speak of, by label."""
        found: dict[str, list[str]] = defaultdict(list)
        for entity in self.imported.facts.entities:
            found[entity.label].append(entity.name)
        return found

    def bring(self, workspace: Workspace, as_json: bool, *, skip_bad: bool) -> None:
        """Take the rows in.

        Raises:
            LiantuError: rows are faulty and ``skip_bad`` is not set; the message names each.
        """
        faults = self.imported.faults
        if faults and not skip_bad:
            raise LiantuError("import_rows_faulty", str(self.source), faults="\n".join(["", *map(str, faults)]) + "\n")
        build.bring(workspace, self.source.name, [self.imported.facts])
        facts = self.imported.facts
        rows = sum(len(sheet.rows) for sheet in self.sheets) - len(faults)
        if as_json:
            print_json({
                "file": self.source.name, "rows": rows, "skipped": len(faults), "things": len(facts.entities),
                "relations": len(facts.relations), "jurisdiction": facts.document.jurisdiction,
                "faults": [{"sheet": f.sheet, "row": f.row, "problem": f.problem} for f in faults],
            })  # fmt: skip
            return
        for fault in faults:
            answers.print(f"✗ {say('跳过', 'left out')} {fault}", style="yellow", markup=False)
        answers.print(
            say(
                f"导入 {rows} 行：{len(facts.entities)} 个事物，{len(facts.relations)} 条关系。",
                f"{rows} rows: {len(facts.entities)} things, {len(facts.relations)} relations.",
            )
        )
        if facts.document.jurisdiction is None and any(e.jurisdiction is None for e in facts.entities):
            notes.print(
                say(
                    "有的行没有地区，只在本表内合并；可用 --jurisdiction 指明。",
                    "Rows without a division stay by themselves; name it with --jurisdiction.",
                )
            )


def bring_graph(workspace: Workspace, folder: Path, as_json: bool) -> None:
    """Take in the three jsonl files of a folder.

    Raises:
        LiantuError: files are missing or lines faulty.
    """
    batch = unpack(read_jsonl(folder))
    own = build.bring(workspace, folder.name, batch)
    counts = {
        "documents": len(batch) - len(own),
        "things": sum(len(f.entities) for f in batch),
        "relations": sum(len(f.relations) for f in batch),
    }
    if as_json:
        print_json(counts | {"kept": own})
        return
    answers.print(say(f"导入 {counts['documents']} 份文档。", f"{counts['documents']} documents imported."))
    for file in own:
        notes.print(
            say(f"{file} 已由本程序读过，以读得的为准。", f"{file} has been read here; that stands."), markup=False
        )


def forget(workspace: Workspace, name: str) -> None:
    """Take out what a file brought in.

    Raises:
        LiantuError: no file of that name was imported.
    """
    known = build.imported(workspace)
    if name not in known:
        raise LiantuError("import_unknown", name, known="、".join(known) or "-")
    build.bring(workspace, name, [])
    answers.print(say(f"已去掉 {name}。", f"{name} is forgotten."), markup=False)
