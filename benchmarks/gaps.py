"""What the gap rules cost on many documents, each rule beside one plain scan of what it looks at, and the most memory they take.

Usage: python -m benchmarks.gaps [--edges 1000000]

The graph is that of the samples, copied until it has so many relations (mentions not counted); every copy has its own documents and
division. A child process reads the snapshot's tables and runs the rules on the embedded store, so that its peak memory is theirs.

The plain scan of a rule: one query that reads a property of every node and relation of the labels and types in the rule's own query,
and, as steps look at sentences and at the graph's indexes, one pass over all sentences and over all relations.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

from graph import tables
from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.snapshot import STORE
from graph.stores.base import Store
from graph.stores.ladybug import LadybugStore, build
from graph.vocabulary import Label, RelationType
from graph.workspace import Workspace
from queries.context import Context
from queries.gaps import of_rule
from queries.rules import Rule, load_rules

SAMPLES = Path(__file__).parents[1] / "samples"


def copied(graph: Graph, number: int) -> tuple[list[Document], list[Node], list[Edge]]:
    """Return the graph with ids, divisions, and strings of its own: shared quotes would take less memory than those of real documents."""
    mark = chr(0x4E00 + number % 0x5000)

    def own(name: str) -> str:
        return f"{number:05}-{name}"

    def proof(evidence: Evidence) -> Evidence:
        return replace(evidence, document=own(evidence.document), quote=evidence.quote[:-1] + mark)

    def mention(mention: Mention) -> Mention:
        return replace(mention, document=own(mention.document), text=mention.text[:-1] + mark)

    documents = [replace(d, id=own(d.id), jurisdiction=own(d.jurisdiction or "")) for d in graph.documents]
    nodes = [
        replace(n, id=own(n.id), aliases=(*n.aliases, n.name + mark), mentions=tuple(map(mention, n.mentions)))
        for n in graph.nodes
    ]
    edges = [
        replace(e, source=own(e.source), target=own(e.target), evidence=tuple(map(proof, e.evidence)))
        for e in graph.edges
    ]
    return documents, nodes, edges


def many(graph: Graph, edges: int) -> Graph:
    """Return the graph copied until it has so many relations."""
    copies = range(1 + edges // len(graph.edges))
    parts = [copied(graph, number) for number in copies]
    made = (tuple(sorted((x for part in parts for x in part[i]), key=lambda x: x.id)) for i in range(3))
    return Graph(*made)  # type: ignore[arg-type]


def scans(rule: Rule) -> Iterator[str]:
    """Yield the plain scans of the labels and relations that a rule's query names."""
    labels = [label for label in Label if re.search(rf"[:|]{label}\b", rule.cypher)]
    types = [relation for relation in RelationType if re.search(rf"[:|]{relation}\b", rule.cypher)]
    if labels:
        own = "file" if labels == [Label.Document] else "id"
        yield f"MATCH (n:{'|'.join(labels)}) RETURN min(n.{own})"
    kept = [relation for relation in types if relation is not RelationType.MENTIONED_IN]
    if kept:
        yield f"MATCH (a)-[r:{'|'.join(kept)}]->(b) RETURN min(r.status)"
    if len(kept) < len(types):
        yield "MATCH (a)-[r:MENTIONED_IN]->(b) RETURN count(r)"


def scan(store: Store, graph: Graph, context: Context, rule: Rule) -> float:
    """Seconds of one plain scan of what a rule looks at."""
    started = time.perf_counter()
    for cypher in scans(rule):
        store.run(cypher)
    seen = sum("缺" in s.text for passages in context.passages.values() for s in passages.sentences)
    seen += sum(edge.type is RelationType.LEADS for edge in graph.edges)
    return time.perf_counter() - started + 0 * seen


def most_memory() -> float:
    """Return the most memory of this process in GB; getrusage would count that of the process which started it."""
    status = Path("/proc/self/status").read_text(encoding="ascii")
    return int(re.search(r"VmHWM:\s+(\d+)", status)[1]) / 1e6  # type: ignore[index]


def run(folder: Path) -> None:
    """Read a snapshot's tables, run every rule, and print what each took."""
    bare = most_memory()
    graph = tables.read(folder)
    read = most_memory()
    texts = {d.id: (folder / "texts" / d.file).read_text(encoding="utf-8") for d in graph.documents}
    store = LadybugStore(folder / STORE)
    context = Context.read(graph, texts)
    for passages in context.passages.values():
        assert passages.sentences is not None
    print(f"{len(graph.documents)} documents, {len(graph.nodes)} nodes, {len(graph.edges)} relations")
    print(f"memory: Python alone {bare:.2f} GB, with the graph read {read:.2f} GB")
    print(f"{'rule':<28}{'findings':>9}{'seconds':>9}{'scan':>8}{'scans':>7}", flush=True)
    total = 0.0
    for name, rule in load_rules().items():
        plain = scan(store, graph, context, rule)
        started = time.perf_counter()
        found = list(of_rule(rule, store, context))
        spent = time.perf_counter() - started
        total += spent
        print(f"{name:<28}{len(found):>9}{spent:>9.1f}{plain:>8.2f}{spent / plain:>7.1f}", flush=True)
    print(f"all rules {total:.0f} s; most memory {most_memory():.2f} GB")


def main() -> None:
    """Make the graph and its store, and run the rules in a process of their own."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--edges", type=int, default=1_000_000)
    parser.add_argument("--snapshot", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.snapshot:
        run(given.snapshot)
        return
    with tempfile.TemporaryDirectory() as folder:
        from liantu.build import ingest  # not in the child: what reads documents takes memory of its own

        workspace = Workspace(Path(folder, "samples"))
        ingest(workspace, [SAMPLES])
        small = workspace.snapshot().graph()
        out = Path(folder, "many")
        (out / "texts").mkdir(parents=True)
        for document in small.documents:
            path = out / "texts" / document.file
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(workspace.masked_text(document.id), encoding="utf-8")
        graph = many(small, given.edges)
        build(graph, out / STORE, tables.write(graph, out))
        del graph
        subprocess.run([sys.executable, "-m", "benchmarks.gaps", "--snapshot", str(out)], check=True)  # noqa: S603 - this module itself


if __name__ == "__main__":
    main()
