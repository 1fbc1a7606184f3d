"""CPU seconds to replace one document of a large workspace, step by step, beside a full run.

Usage: python -m benchmarks.replacing [--documents 2000]

The documents are those of the samples as if many counties had written them: read once, their facts given other divisions and ids. One more is a real file,
which is read, changed and read again. Reading all of them anew is reckoned from the time that the samples took.
"""

from __future__ import annotations

import argparse
import os
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any
from unittest.mock import patch

from graph import identity, tables
from graph.facts import DocumentFacts, Entity
from graph.model import Evidence, Mention, digest
from graph.stores import ladybug
from graph.workspace import Registered, Workspace
from ingest.pipeline import Job, find_files, read_all
from liantu import build

SAMPLES = Path(__file__).parents[1] / "samples"
_STEPS: tuple[tuple[str, Any, str], ...] = (
    ("facts from disk, identity", identity, "resolve_with"),
    ("tables", tables, "write"),
    ("embedded store", ladybug, "build"),
    ("gap rules", build, "_findings"),
)
_STEMS = "青云白石长清安永新南北东西龙凤金"


def places() -> Iterator[str]:
    """Yield full paths of invented counties, without end."""
    for number in range(10**6):
        one, two, three = (_STEMS[number // 16**k % 16] for k in range(3))
        yield f"江南省{one}{two}市{three}{one}县"


def moved(facts: DocumentFacts, path: str, number: int) -> DocumentFacts:
    """Return the facts of a document as if it were another one, from another place."""
    name = digest("replacing", number) * 4

    def at(found: Sequence[Mention]) -> tuple[Mention, ...]:
        return tuple(replace(m, document=name) for m in found)

    def proof(evidence: Evidence) -> Evidence:
        return replace(evidence, document=name)

    def thing(entity: Entity) -> Entity:
        return replace(
            entity,
            mentions=at(entity.mentions),
            jurisdiction=None,
            properties={k: v for k, v in entity.properties.items() if k != "code"},
        )

    return replace(
        facts,
        document=replace(facts.document, id=name, file=f"{number}.txt", jurisdiction=path),
        entities=tuple(map(thing, facts.entities)),
        relations=tuple(replace(r, evidence=proof(r.evidence)) for r in facts.relations),
        clauses=(),
    )


def fill(workspace: Workspace, read: Sequence[DocumentFacts], documents: int) -> None:
    """Keep facts of so many documents in a workspace, as if they had been read."""
    rows = []
    where = places()
    with workspace.locked():
        for number in range(documents):
            if number % len(read) == 0:
                path = next(where)
            facts = moved(read[number % len(read)], path, number)
            workspace.write_facts(facts)
            rows.append(Registered("/elsewhere", facts.document.file, facts.document.id, "benchmark"))
        workspace.register(rows, [])


def cpu() -> float:
    """Return the CPU seconds that this process and its ended children have taken."""
    spent = os.times()
    return spent.user + spent.system + spent.children_user + spent.children_system


@contextmanager
def timed() -> Iterator[dict[str, float]]:
    """Yield what the steps of builds inside will have taken, in CPU seconds of this process."""
    took: dict[str, float] = {}
    with ExitStack() as stack:
        for step, module, name in _STEPS:
            stack.enter_context(patch.object(module, name, _clocked(step, getattr(module, name), took)))
        yield took


def _clocked(step: str, work: Callable[..., Any], took: dict[str, float]) -> Callable[..., Any]:
    def clocked(*given: Any, **named: Any) -> Any:
        started = time.process_time()
        try:
            return work(*given, **named)
        finally:
            took[step] = took.get(step, 0.0) + time.process_time() - started

    return clocked


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--documents", type=int, default=2000)
    documents = parser.parse_args().documents
    files = [pair for pair in find_files(SAMPLES) if pair[0].suffix == ".txt"]
    started = cpu()
    read = [
        facts
        for _, facts in read_all([Job(path, file, {}) for path, file in files], 1)
        if isinstance(facts, DocumentFacts)
    ]
    each = (cpu() - started) / len(files)
    print(f"reading: {each:.2f} CPU-s a document ({len(files)} samples, one process, its start included)")
    with tempfile.TemporaryDirectory() as folder:
        workspace, own = Workspace(Path(folder, "w")), Path(folder, "own")
        fill(workspace, read, documents - 1)
        own.mkdir()
        text = files[0][0].read_text(encoding="utf-8")
        for turn, changed in (("first build", text), ("one replaced", text + "\n市妇联举办“映山红”读书节活动。\n")):
            (own / "one.txt").write_text(changed, encoding="utf-8")
            started = cpu()
            with timed() as steps:
                build.ingest(workspace, [own], workers=1)
            took = cpu() - started
            counts = workspace.snapshot().manifest
            print(
                f"{turn}: {took:.1f} CPU-s, {counts['nodes']} nodes, {counts['edges']} edges, {counts['findings']} gaps"
            )
            for step, seconds in steps.items():
                print(f"    {step}: {seconds:.1f} CPU-s")
        print(f"full run, reckoned: {took + each * (documents - 1):.0f} CPU-s")


if __name__ == "__main__":
    main()
