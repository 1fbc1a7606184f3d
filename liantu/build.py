"""From files to a live snapshot: read what is new, join it, find its gaps, publish."""

from __future__ import annotations

import logging
import os
import shutil
import time
from collections.abc import Iterable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from graph import decisions, identity, rulings, snapshot, tables
from graph import facts as facts_format
from graph.errors import LiantuError, message
from graph.facts import DocumentFacts
from graph.language import LANGUAGES, speaking
from graph.model import Graph, digest
from graph.review import by_content
from graph.stores import ladybug
from graph.version import fingerprint
from graph.workspace import Failure, Registered, Workspace
from ingest.pipeline import READERS
from ingest.read import now_possible
from liantu.copies import distinct
from liantu.finding import gaps_of
from liantu.sources import (
    IMPORTED,
    Progress,
    Source,
    called,
    lies_in,
    of_another,
    read_sources,
    root_of,
    row_of,
    shown,
    take_stock,
)

logger = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a run did.

    Attributes:
        read: files read anew.
        kept: files whose facts were still good.
        removed: files that are no longer there.
        failures: all files of the workspace that could not be read.
        snapshot: name of the live snapshot; None where no document could ever be read.
        built: the snapshot was built in this run.
    """

    read: int
    kept: int
    removed: int
    failures: tuple[Failure, ...]
    snapshot: str | None
    built: bool


def ingest(
    workspace: Workspace,
    paths: Sequence[Path],
    *,
    workers: int = 0,
    reader: str = READERS[0],
    progress: Progress | None = None,
) -> Outcome:
    """Read files and folders into a workspace and publish the snapshot that follows from all its documents.

    What was read before and has not changed is not read again; a file that is gone from a folder named here is forgotten.

    Args:
        workspace: made where it does not exist.
        paths: files and folders.
        workers: processes; 0 means as many as there are cores.
        reader: one of `READERS`; what another has read is read again.
        progress: told at the start and after each file.

    Raises:
        LiantuError: a path does not exist or holds no file, or the workspace is in use or cannot be written, or the run was broken off
            (Ctrl-C): then what was read is kept.
    """
    settings = workspace.settings
    sources = take_stock(paths, settings, reader, {row.root for row in workspace.registered()})
    with workspace.locked():
        folders = {root_of(path) for path in paths if path.is_dir()}
        named = {(source.root, source.file) for source in sources}
        before, failed_before = workspace.registered(), workspace.failures()

        closed = [(source.root, f"{source.file}/") for source in sources if source.trouble and source.path.is_dir()]

        def stays(row: Registered | Failure) -> bool:
            if any(row.root == root and row.file.startswith(folder) for root, folder in closed):
                return True
            return row.root not in folders and (row.root, row.file) not in named

        known = {(row.id, row.read_with) for row in before if workspace.has_facts(row.id)}
        rows_before = {(row.root, row.file, row.id, row.read_with): row for row in before if row.shown}
        hopeless = {(row.id, row.read_with): row for row in failed_before if row.id and not now_possible(row.code)}
        registered = {called(workspace, row) for row in before if stays(row)}
        failures = {row for row in failed_before if stays(row)}
        fresh: dict[tuple[str, str], list[Source]] = {}
        kept = 0
        for source in sources:
            key = (source.id, source.read_with)
            if source.trouble:
                failures.add(Failure(source.root, source.file, "", source.read_with, *source.trouble))
            elif key in known:
                old = rows_before.get((source.root, source.file, *key))
                registered.add(old or row_of(source, shown(source.file, workspace.facts_of(source.id))))
                kept += 1
            elif key in hopeless:
                lost = hopeless[key]
                message = of_another(lost.message, lost.file, source.file)
                failures.add(Failure(source.root, source.file, *key, lost.code, message))
            else:
                fresh.setdefault(key, []).append(source)
        try:
            with closing(
                read_sources(workspace, fresh, settings, reader, workers or os.cpu_count() or 1, progress)
            ) as rows:
                for row in rows:
                    (registered if isinstance(row, Registered) else failures).add(row)  # type: ignore[arg-type]
        except KeyboardInterrupt:
            raise _broken_off(workspace, registered, failures, named) from None
        if registered != set(before) or failures != set(failed_before):
            workspace.register(registered, failures)
        removed = {(r.root, r.file) for r in before} - {(r.root, r.file) for r in registered}
        try:
            name, built = build(workspace) if registered or workspace.current else (workspace.current, False)
        except KeyboardInterrupt:
            raise LiantuError("building_broken_off", exit_code=130) from None
        done = sum(len(group) for group in fresh.values())
        return Outcome(done, kept, len(removed), tuple(sorted(failures)), name, built)


def forget(workspace: Workspace, paths: Sequence[Path]) -> Outcome:
    """Take out what was read from files and folders, which need not be there any more, and publish the snapshot that follows.

    Raises:
        LiantuError: nothing was read from one of them, or the workspace is in use.
    """
    with workspace.locked():
        rows, failures = set(workspace.registered()), set(workspace.failures())
        read = len(rows)
        for path in paths:
            gone = [row for row in rows if lies_in(row, path)]
            lost = [row for row in failures if lies_in(row, path)]
            if not gone and not lost:
                known = {row.root for row in rows if not row.root.startswith(IMPORTED)}
                raise LiantuError("forget_unknown", str(path), known="、".join(sorted(known)) or "-")
            rows.difference_update(gone)
            failures.difference_update(lost)
        workspace.register(rows, failures)
        name, built = build(workspace) if rows or workspace.current else (None, False)
        return Outcome(0, len(rows), read - len(rows), tuple(sorted(failures)), name, built)


def _broken_off(
    workspace: Workspace, registered: set[Registered], failures: set[Failure], named: set[tuple[str, str]]
) -> LiantuError:
    """Keep what a run had read when it was broken off; of files whose turn had not come, what was known before."""
    told = {(row.root, row.file) for row in registered} | {(row.root, row.file) for row in failures}
    registered |= {row for row in workspace.registered() if (row.root, row.file) not in told}
    failures |= {row for row in workspace.failures() if (row.root, row.file) not in told}
    workspace.register(registered, failures)
    return LiantuError("reading_broken_off", exit_code=130, done=len(told & named), total=len(named))


def build(workspace: Workspace) -> tuple[str, bool]:
    """Build the snapshot that follows from the workspace's facts and decisions, unless it is there already; publish it.

    The caller holds the workspace.

    Returns:
        The snapshot's name, and whether it became the live one now.
    """
    standing = decisions.standing(decisions.Ledger.of(workspace.path).read())
    gaps = [d for d in standing if d.kind is decisions.Kind.GAP]
    others = [d for d in standing if d.kind is not decisions.Kind.GAP]
    listing = [(row.id, row.file, row.read_with) for row in sorted(workspace.registered())]
    base = digest(fingerprint("ingest", "graph", "queries"), listing, decisions.fingerprint(others))
    name = digest(base, decisions.fingerprint(gaps))
    folder = workspace.path / "snapshots" / name
    if (folder / "manifest.json").exists() and snapshot.Snapshot(folder).is_sound():
        if workspace.current == name:
            return name, False
        workspace.publish(name)
        return name, True
    started = time.perf_counter()
    waiting = folder.with_name(name + ".building")
    for left in (*folder.parent.glob("*.building"), folder):  # what a killed run left
        snapshot.discard(left)
    waiting.mkdir(parents=True)
    made = _copied(workspace, base, waiting) or _made(workspace, others, waiting)
    findings = {}
    for spoken, records in made.findings.items():
        findings[spoken], unmet = rulings.on_findings(records, made.graph, gaps)
    for one in unmet:
        logger.warning("%s", rulings.tell(one))
    counts = {
        "documents": len(made.graph.documents),
        "nodes": len(made.graph.nodes),
        "edges": len(made.graph.edges),
        "findings": len(findings["zh"]),
        "decisions": len(standing),
        "unmet": made.unmet + len(unmet),
        "unmet_gaps": len(unmet),
    }
    told = {"stopped": dict(made.stopped)} if made.stopped else {}
    version = fingerprint("ingest", "graph", "queries")
    snapshot.seal(waiting, findings, counts | told | {"base": base, "version": version})
    waiting.rename(folder)
    workspace.publish(name)
    logger.info("snapshot %s: %s in %.1f s", name, counts, time.perf_counter() - started)
    return name, True


@dataclass(frozen=True, slots=True)
class _Made:
    """Tables and store of a snapshot, written; its findings by language, before any decision on them; the gap rules that were stopped, each
    with the code of the reason; the number of decisions on things that found none."""

    graph: Graph
    findings: dict[str, list[dict[str, Any]]]
    stopped: Mapping[str, str]
    unmet: int


def _made(workspace: Workspace, standing: Sequence[decisions.Decision], folder: Path) -> _Made:
    resolution = identity.resolve_with(distinct(workspace), standing)
    for one in resolution.unmet:
        logger.warning("%s", rulings.tell(one))
    if lost := resolution.losses():
        shown = "；".join(lost[:5]) + "…" * (len(lost) > 5)
        logger.warning("%s", message("relations_lost", "what", count=len(lost), told=shown))
        logger.info("%s", "\n".join(lost))
    written = tables.write(resolution.graph, folder)
    ladybug.build(resolution.graph, folder / snapshot.STORE, written)
    return _Made(resolution.graph, *gaps_of(workspace, resolution.graph, folder), len(resolution.unmet))


def _live(workspace: Workspace) -> snapshot.Snapshot | None:
    """The live snapshot; None where there is none, or somebody deleted it."""
    name = workspace.current
    return workspace.snapshot() if name and (workspace.path / "snapshots" / name / "manifest.json").exists() else None


def _copied(workspace: Workspace, base: str, folder: Path) -> _Made | None:
    """Take over the live snapshot where nothing but what is said of gaps has changed; None where it has."""
    live = _live(workspace)
    if live is None or not live.is_sound() or live.manifest.get("base") != base:
        return None
    for path in (*sorted(live.folder.glob("*.parquet")), live.folder / snapshot.STORE):
        shutil.copyfile(path, folder / path.name)
    found = {}
    for spoken in LANGUAGES:
        with speaking(spoken):
            found[spoken] = [rulings.unruled(finding) for finding in live.findings()]
    return _Made(live.graph(), found, live.stopped, live.manifest["unmet"] - live.manifest["unmet_gaps"])


def bring(workspace: Workspace, name: str, batch: Sequence[DocumentFacts]) -> list[str]:
    """Take in the facts of a file that people brought, in place of what an earlier file of that name held; publish the snapshot that follows.

    Args:
        name: of the file or folder; with no facts, what it held is forgotten.

    Returns:
        Files of documents that stay as they are, because the program has read them itself.

    Raises:
        LiantuError: the workspace is in use or cannot be written.
    """
    root = IMPORTED + name
    with workspace.locked():
        rows = {row for row in workspace.registered() if row.root != root}
        read = {row.id for row in rows}
        for facts in batch:
            if facts.document.id not in read:
                workspace.write_facts(facts)
                read_with = digest("import", facts_format.to_json(facts))
                file = facts.document.file
                rows.add(Registered(root, file, facts.document.id, read_with, shown(file, facts)))
        workspace.register(rows, workspace.failures())
        if rows:
            build(workspace)
    return sorted(facts.document.file for facts in batch if facts.document.id in read)


def imported(workspace: Workspace) -> list[str]:
    """Return the names of the files that people brought."""
    return sorted({row.root.removeprefix(IMPORTED) for row in workspace.registered() if row.root.startswith(IMPORTED)})


def decide(workspace: Workspace, records: Iterable[decisions.Record]) -> list[decisions.Decision]:
    """Add decisions to the ledger, all or none, and publish the snapshot that follows.

    Args:
        workspace: where.
        records: decisions without id; things in them may bear the id of a node of the live snapshot, which is turned into what it is called.

    Returns:
        The decisions as the ledger holds them.

    Raises:
        LiantuError: a record is no decision, or the workspace is in use.
    """
    with workspace.locked():
        if live := _live(workspace):
            records = by_content(live.graph(), records)
        added = decisions.Ledger.of(workspace.path).append(records)
        if workspace.registered():
            build(workspace)
        return added
