"""Small graphs written down as cases: a text, what stands in it, and what is said of it."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.stores import ladybug
from graph.stores.base import Store
from graph.vocabulary import SYMMETRIC, Label, RelationType, Status

CASES: list[dict[str, Any]] = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


def document_id(number: int, position: int) -> str:
    """Id of one document of a case."""
    return hashlib.sha256(f"case {number} document {position}".encode()).hexdigest()


def _mentions(texts: dict[str, str], names: list[str]) -> tuple[Mention, ...]:
    found = {
        Mention(document, m.start(), m.end(), m[0])
        for document, text in texts.items()
        for name in names
        for m in re.finditer(re.escape(name), text)
    }
    return tuple(sorted(found))


def _sentence(text: str, at: int) -> tuple[int, int]:
    start = max((text.rfind(mark, 0, at) + 1 for mark in "。\n"), default=0)
    end = text.find("。", at) + 1
    return start, end or len(text)


def _edge(words: list[str], nodes: dict[str, Node], texts: dict[str, str]) -> Edge:
    source, kind, target, status = words[:4]
    ends = [nodes[source].id, nodes[target].id]
    if RelationType(kind) in SYMMETRIC:
        ends.sort()
    # the sentence that names both ends proves it, else the one that names the target, else the whole text
    places = nodes[target].mentions or nodes[source].mentions
    order = list(texts)
    spans = [
        (m.document, *_sentence(texts[m.document], m.start))
        for m in sorted(places, key=lambda m: order.index(m.document))
    ]
    both = [s for s in spans if any(n.document == s[0] and s[1] <= n.start < s[2] for n in nodes[source].mentions)]
    document, start, end = (both or spans)[0]
    quote = texts[document][start:end]
    proof = Evidence(document, start, end, quote, "case", 1000, inferred="inferred" in words)
    return Edge(RelationType(kind), ends[0], ends[1], Status(status), (proof,))


def _case(number: int, case: dict[str, Any]) -> Graph:
    records = case.get("documents", [case])
    documents = tuple(
        Document(
            document_id(number, p),
            f"case{number:02}-{p}.txt",
            r.get("title", f"案例{number}"),
            r.get("kind", "summary"),
            year=r.get("year"),
            jurisdiction=r.get("jurisdiction", f"案例省{number}县"),
            issuer=r.get("issuer"),
            truncated=bool(r.get("truncated")),
        )
        for p, r in enumerate(records)
    )
    texts = {d.id: r["text"] for d, r in zip(documents, records, strict=True)}
    nodes = {}
    for key, (label, kind, name, *forms) in case["nodes"].items():
        own = {"value": 1.0, "unit": "个", "metric": name} if label == "Indicator" else {}
        mentions = _mentions(texts, [name, *forms])
        nodes[key] = Node(
            f"{label.lower()}:{number:02}{key}",
            Label(label),
            name,
            None if kind == "-" else kind,
            aliases=tuple(forms),
            mentions=mentions,
            properties=own,
        )
    edges = [_edge(line.split(), nodes, texts) for line in case["edges"]]
    # the text of the documents is known whole: one indicator quotes it
    for d in documents:
        whole = Mention(d.id, 0, len(texts[d.id]), texts[d.id])
        nodes[d.id] = Node(
            f"indicator:{d.id[:12]}", Label.Indicator, "全文", mentions=(whole,), properties={"metric": "全文"}
        )
    return Graph(documents, tuple(nodes.values()), tuple(edges))


@pytest.fixture(scope="session")
def cases_graph() -> Graph:
    """All cases as one graph; each has its own documents and division."""
    graphs = [_case(number, case) for number, case in enumerate(CASES)]
    return Graph(
        tuple(sorted((d for g in graphs for d in g.documents), key=lambda d: d.id)),
        tuple(sorted((n for g in graphs for n in g.nodes), key=lambda n: n.id)),
        tuple(sorted((e for g in graphs for e in g.edges), key=lambda e: e.id)),
    )


@pytest.fixture(scope="session")
def cases_store(cases_graph: Graph, tmp_path_factory: pytest.TempPathFactory) -> Store:
    """The cases in the embedded store."""
    path = tmp_path_factory.mktemp("cases") / "cases.lbug"
    ladybug.build(cases_graph, path)
    return ladybug.LadybugStore(path)
