"""What is read from the samples, held against docs/samples.md line by line, and kept as committed files whose diff shows every change.

`make golden` rewrites the files; a person then looks at the diff.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.identity import fold
from graph.model import Graph, Node
from graph.snapshot import Snapshot
from graph.stores.base import Store
from queries.catalogue import find_query, load_catalogue, run_query
from tests.conftest import ROOT

HERE = Path(__file__).parent
SYMMETRIC = {"COOPERATES_WITH", "PAIRS_WITH", "NEAR"}


def hold_against(name: str, text: str) -> None:
    """Compare with a committed file, or rewrite it where LIANTU_GOLDEN=write."""
    path = HERE / name
    if os.environ.get("LIANTU_GOLDEN") == "write":
        path.parent.mkdir(exist_ok=True)
        path.write_text(text, encoding="utf-8")
    assert path.read_text(encoding="utf-8") == text, "look at the difference, then run `make golden`"


def rows(title: str) -> Iterator[list[str]]:
    """The rows of one table of docs/samples.md."""
    page = (ROOT / "docs" / "samples.md").read_text(encoding="utf-8")
    section = page.split(f"## {title}", 1)[1].split("\n## ", 1)[0]
    for line in section.splitlines()[1:]:
        if line.startswith("| ") and not line.startswith("| 文档"):
            yield [cell.strip() for cell in line.strip("| ").split(" | ")]


def files() -> dict[str, str]:
    """Number of a sample to its file."""
    return {cells[0]: cells[1] for cells in rows("文档一览") if len(cells) > 5}


def called(graph: Graph, name: str, document: str) -> list[Node]:
    """Nodes that a document calls by a name; the page writes names in the document's own characters."""
    from ingest.clean.characters import simplify

    wanted = fold(simplify(name))
    short = wanted.removeprefix("市")
    return [
        node
        for node in graph.nodes
        if any(m.document == document for m in node.mentions)
        and any(
            fold(text) == wanted or (len(short) > 2 and fold(text).endswith(short))
            for text in (node.name, *node.aliases)
        )
    ]


def test_key_relations_of_the_samples(snapshot: Snapshot) -> None:
    graph = snapshot.graph()
    ids = {document.file: document.id for document in graph.documents}
    named = files()
    edges = {(edge.type.value, edge.source, edge.target): edge for edge in graph.edges}
    lines, found = [], 0
    for number, subject, relation, target, status, *_ in rows("主要关系"):
        document = ids[named[number]]
        pairs = [(a.id, b.id) for a in called(graph, subject, document) for b in called(graph, target, document)]
        pairs += [(b, a) for a, b in pairs] if relation in SYMMETRIC else []
        hits = [edges[relation, a, b] for a, b in pairs if (relation, a, b) in edges]
        verdict = "found" if any(edge.status == status for edge in hits) else "other status" if hits else "missed"
        found += verdict == "found"
        lines.append(f"{verdict}\t{number}\t{subject}\t{relation}\t{target}\t{status}")
    hold_against("relations.tsv", "\n".join(lines) + "\n")
    assert found / len(lines) > 0.5


def test_linkage_gaps_of_the_samples(snapshot: Snapshot) -> None:
    named = files()
    lines, found, expected = [], 0, 0

    def reported(rule: str, number: str, nodes: str, quote: str) -> bool:
        wanted = {fold(name) for name in nodes.split("、")} - {"", fold("-")}
        for finding in snapshot.findings():
            if finding["rule"] == rule and named[number] in finding["documents"]:
                names = {fold(node["name"]) for node in finding["nodes"]}
                said = fold(finding["message"] + "".join(proof["quote"] for proof in finding["evidence"]))
                if wanted & names or any(fold(quote)[i : i + 8] in said for i in range(max(1, len(fold(quote)) - 7))):
                    return True
        return False

    for number, rule, nodes, quote, absence, demand, *_ in rows("联结缺口"):
        hit = reported(rule, number, nodes, quote)
        if demand == "必报":
            expected, found = expected + 1, found + hit
        lines.append(f"{'found' if hit else 'missed'}\t{number}\t{rule}\t{nodes}\t{absence}\t{demand}")
    for number, rule, nodes, quote, *_ in rows("不应报"):
        lines.append(
            f"{'WRONG' if reported(rule, number, nodes, quote) else 'silent'}\t{number}\t{rule}\t{nodes}\t-\t不应报"
        )
    hold_against("gaps.tsv", "\n".join(lines) + "\n")
    assert found / expected > 0.5


def test_the_gap_list_of_the_samples(snapshot: Snapshot) -> None:
    lines = [
        f"{finding['severity']}\t{finding['rule']}\t{finding['absence']}\t{'、'.join(sorted(node['name'] for node in finding['nodes']))}\t{finding['message']}"
        for finding in snapshot.findings()
    ]
    hold_against("findings.tsv", "\n".join(sorted(lines)) + "\n")


@pytest.mark.parametrize("name", [query.name for query in load_catalogue()])
def test_catalogue_answers_on_the_samples(name: str, store: Store) -> None:
    table = run_query(store, name, find_query(name).example)
    lines = ["\t".join(table.columns), *sorted("\t".join(str(cell) for cell in row) for row in table.rows)]
    hold_against(f"catalogue/{name}.tsv", "\n".join(lines) + "\n")
