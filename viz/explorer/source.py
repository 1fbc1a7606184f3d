"""What the explorer shows: the live snapshot of a workspace, opened once, followed when it changes."""

from __future__ import annotations

import gzip
import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any

from graph.errors import LiantuError
from graph.model import Graph
from graph.stores.base import Store, Table
from queries.catalogue import find_query, run_query
from viz.export import FORMATS, Options
from viz.luggage import WorkspaceLike, both_languages, question_bank, stopped_in, suggested
from viz.payload import make_payload, to_script

MOST_ROWS = 1000
SECONDS = 20
STATUSES = ("open", "known", "in_progress", "wrong", "closed")


Decide = Callable[[Mapping[str, Any]], None]
"""Keeps a decision ``{"kind", "object", "value", "note", "by"}``."""


class Shown:
    """One opened snapshot, or the emptiness before the first."""

    def __init__(self, workspace: WorkspaceLike, name: str | None) -> None:
        self.name = name or ""
        self._snapshot = workspace.snapshot() if name else None
        self.graph = self._snapshot.graph() if self._snapshot else Graph((), (), ())
        self.findings = self._snapshot.findings() if self._snapshot else []
        self._texts = {d.id: workspace.masked_text(d.id) for d in self.graph.documents}
        self.stopped = stopped_in(self._snapshot) if self._snapshot else None
        self._spoken = both_languages(self._snapshot) if self._snapshot else {}
        self._store: Store | None = None
        self._asking = threading.Lock()
        self._packed: bytes | None = None

    def packed(self) -> bytes:
        """Return the page's data as gzipped JSON."""
        if self._packed is None:
            folder = self._snapshot.folder / "layouts" if self._snapshot else None
            payload = make_payload(
                self.graph,
                self.findings,
                snapshot=self.name,
                texts=self._texts,
                spoken=self._spoken,
                suggestions=suggested(self.graph, self.findings),
                questions=question_bank(),
                stopped=self.stopped,
                cache_folder=folder,
            )
            self._packed = gzip.compress(to_script(payload).encode(), compresslevel=5, mtime=0)
        return self._packed

    def ask(self, work: Callable[[Store], Table]) -> Table:
        """Ask the embedded store, one question at a time."""
        with self._asking:
            if self._snapshot is None:
                raise LiantuError("explore_empty")
            if self._store is None:
                self._store = self._snapshot.store()
            return work(self._store)

    def judge(self, finding: str, value: str, note: str = "", by: str = "") -> dict[str, Any]:
        """Give a gap a new status, with what is noted and by whom, and return it.

        Raises:
            LiantuError: no such gap or status.
        """
        found = next((f for f in self.findings if f["id"] == finding), None)
        if found is None or value not in STATUSES:
            raise LiantuError("explore_unknown_gap", finding[:80])
        found.update(status=value, note=note, by=by)
        self._packed = None
        return found

    def close(self) -> None:
        """Release the store."""
        with self._asking:
            if self._store is not None:
                self._store.close()
                self._store = None


class Explorer:
    """Everything the server answers.

    Args:
        workspace: where snapshots come from.
        decide: keeps what a reader makes of a gap; None where decisions cannot be kept.
    """

    def __init__(self, workspace: WorkspaceLike, decide: Decide | None = None) -> None:
        self._workspace, self._decide = workspace, decide
        self._shown: Shown | None = None
        self._opening = threading.Lock()

    def shown(self, *, fresh: bool = False) -> Shown:
        """Return the snapshot that the page shows; with ``fresh`` the live one, if another was published since."""
        with self._opening:
            live = self._workspace.current
            if self._shown is None or (fresh and (live or "") != self._shown.name):
                if self._shown is not None:
                    self._shown.close()
                self._shown = Shown(self._workspace, live)
            return self._shown

    def status(self) -> dict[str, Any]:
        """Return the live snapshot's name and how many files could not be read."""
        return {"snapshot": self._workspace.current or "", "failures": len(self._workspace.failures())}

    def question(self, name: str, parameters: Mapping[str, Any]) -> dict[str, Any]:
        """Answer a question of the catalogue."""
        known = {p.name for p in find_query(name).parameters}
        given = {k: v for k, v in parameters.items() if k in known}
        return asdict(self.shown().ask(lambda store: run_query(store, name, given, limit=MOST_ROWS)))

    def cypher(self, text: str) -> dict[str, Any]:
        """Answer a query that the reader typed, read-only, with limits."""
        return asdict(self.shown().ask(lambda store: store.ask(text, limit=MOST_ROWS, seconds=SECONDS)))

    def decide(self, finding: str, value: str, note: str, by: str) -> None:
        """Keep what the reader makes of a gap.

        Raises:
            LiantuError: no such gap or status, or decisions cannot be kept here.
        """
        if self._decide is None:
            raise LiantuError("explore_no_decisions")
        shown = self.shown()
        found = shown.judge(finding, value, note, by)
        places = {n.id: n.jurisdiction for n in shown.graph.nodes}
        nodes = [{"label": n["label"], "name": n["name"], "jurisdiction": places.get(n["id"])} for n in found["nodes"]]
        self._decide(
            {"kind": "gap", "object": {"rule": found["rule"], "nodes": nodes}, "value": value, "note": note, "by": by}
        )

    def export(self, name: str, wanted: Sequence[str], title: str, out: Path) -> None:
        """Write the wanted nodes, the relations among them and their gaps in one of the formats.

        Raises:
            LiantuError: no such format, or nothing is wanted.
        """
        if name not in FORMATS:
            raise LiantuError("export_unknown_format", name[:40], formats=", ".join(FORMATS))
        shown, ids = self.shown(), set(wanted)
        nodes = tuple(n for n in shown.graph.nodes if n.id in ids)
        if not nodes:
            raise LiantuError("explore_nothing_to_export")
        kept = {n.id for n in nodes}
        edges = tuple(e for e in shown.graph.edges if e.source in kept and e.target in kept)
        findings = [f for f in shown.findings if any(n["id"] in kept for n in f["nodes"])]
        options = Options(snapshot=shown.name, title=title or None, stopped=shown.stopped)
        FORMATS[name].write(Graph(shown.graph.documents, nodes, edges), findings, out, options)
