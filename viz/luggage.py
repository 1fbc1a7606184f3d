"""What the page takes along besides graph and gaps: texts to read, gaps in both languages, suggested links, the question bank."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import Any, Protocol

from graph.language import LANGUAGES, speaking
from graph.model import Graph
from graph.stores.base import Store
from queries.bridges import Bridges
from queries.catalogue import Query, load_catalogue, run_query
from queries.finding import from_json
from queries.gaps import tell_stopped
from queries.report import tell_suggestion
from viz.words import Finding

MOST_ROWS = 200
"""Rows of an answer that the offline page takes along."""
MOST_HELPED = 60
"""Gaps, the gravest first, for which a link is suggested: each asks the whole graph."""


class SnapshotLike(Protocol):
    """What the page needs of `graph.snapshot.Snapshot`."""

    folder: Path

    @property
    def name(self) -> str:
        """Name of the snapshot."""

    def graph(self) -> Graph:
        """The whole graph."""

    def findings(self, spoken: str | None = None) -> list[dict[str, Any]]:
        """Gaps as ``gaps --json`` prints them."""

    @property
    def stopped(self) -> Mapping[str, str]:
        """Gap rules that were not checked, each with the code of the reason."""

    def store(self) -> Store:
        """The embedded store, read-only."""


class WorkspaceLike(Protocol):
    """What the page needs of `graph.workspace.Workspace`."""

    @property
    def current(self) -> str | None:
        """Name of the live snapshot; None before the first."""

    def snapshot(self) -> SnapshotLike:
        """Open the live snapshot."""

    def masked_text(self, document: str) -> str:
        """The text that a document's evidence quotes, private names masked."""

    def failures(self) -> Sequence[object]:
        """Files that could not be read."""


def pack(workspace: WorkspaceLike, snapshot: SnapshotLike, *, whole: bool = True) -> dict[str, Any]:
    """Return what `viz.export.Options` takes for the offline page.

    Args:
        whole: the page shows the whole graph; answers, which speak of all of it, come along only then.
    """
    return {
        "texts": {document.id: workspace.masked_text(document.id) for document in snapshot.graph().documents},
        "spoken": both_languages(snapshot),
        "suggestions": suggested(snapshot.graph(), snapshot.findings()),
        "stopped": stopped_in(snapshot),
        "questions": _answered(snapshot) if whole else question_bank(),
    }


def both_languages(snapshot: SnapshotLike) -> dict[str, list[dict[str, Any]]]:
    """Return the gaps by language."""
    return {spoken: snapshot.findings(spoken) for spoken in LANGUAGES}


def stopped_in(snapshot: SnapshotLike) -> dict[str, list[str]]:
    """Return what is to be said, by language, of the gap rules that were not checked; nothing where all were."""
    if not snapshot.stopped:
        return {}
    told = {}
    for spoken in LANGUAGES:
        with speaking(spoken):
            told[spoken] = tell_stopped(snapshot.stopped)
    return told


def suggested(graph: Graph, findings: Sequence[Finding]) -> list[dict[str, Any]]:
    """Return the likeliest link that would close each open gap, with its reasons in each language; a suggestion is never a fact.

    Returns:
        ``{"source", "target", "reason", "closes"}``, ends and gaps by id.
    """
    gaps = [from_json(f) for f in findings if f["status"] == "open"][:MOST_HELPED]
    names = {n.id: n.name for n in graph.nodes}
    found: dict[tuple[str, str], dict[str, Any]] = {}
    for spoken in LANGUAGES:
        with speaking(spoken):
            for _, (best, *_) in sorted(Bridges(graph).close(gaps, count=1).items()):
                row = found.setdefault(
                    (best.source, best.target), {"source": best.source, "target": best.target, "reason": {}}
                )
                row["reason"].setdefault(spoken, tell_suggestion(best, names))
                row["closes"] = list(best.closes)
    return [row for _, row in sorted(found.items())]


def said_of(spoken: Mapping[str, Sequence[Finding]]) -> dict[str, dict[str, dict[str, str]]]:
    """Return the words of each gap by its id and language: what it says and what to do."""
    said: dict[str, dict[str, dict[str, str]]] = {}
    for language, findings in spoken.items():
        for finding in findings:
            words = {"message": finding["message"], "next_step": finding["next_step"]}
            said.setdefault(finding["id"], {})[language] = words
    return said


def question_bank() -> list[dict[str, Any]]:
    """Return the catalogue as the page takes it."""
    return [_question(query) for query in load_catalogue()]


def _question(query: Query) -> dict[str, Any]:
    return {
        "name": query.name, "question": dict(query.question), "why": dict(query.why), "cypher": query.cypher,
        "columns": {name: dict(texts) for name, texts in query.columns.items()},
        "parameters": [
            {"name": p.name, "question": dict(p.meaning), "default": p.default, "example": query.example.get(p.name)} for p in query.parameters
        ],
    }  # fmt: skip


def _answered(snapshot: SnapshotLike) -> list[dict[str, Any]]:
    """Return the catalogue; an offline page has no engine to ask, so what asks for nothing in particular comes with its answer."""
    store = snapshot.store()
    try:
        return [
            _question(query) | {"parameters": [], "table": asdict(run_query(store, query.name, limit=MOST_ROWS))}
            if all(p.default is not None and p.name not in query.example for p in query.parameters)
            else _question(query)
            for query in load_catalogue()
        ]
    finally:
        store.close()
