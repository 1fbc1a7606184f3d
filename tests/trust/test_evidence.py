"""Click an edge, read the sentence: every quote is the document's own text, and no private name is in it."""

from __future__ import annotations

from pathlib import Path

import pytest

from graph.identity import resolve
from graph.model import Graph
from graph.schema import allowed_pairs
from graph.snapshot import Snapshot
from graph.vocabulary import KINDS
from graph.workspace import Workspace
from liantu import build
from tests.conftest import SAMPLES


def faults(graph: Graph, texts: dict[str, str]) -> list[str]:
    """Quotes and mentions that are not the text they point at, edges without proof or between labels that may not be joined."""
    labels = {node.id: node.label for node in graph.nodes}
    found = []
    for edge in graph.edges:
        if (labels[edge.source], labels[edge.target]) not in allowed_pairs(edge.type):
            found.append(f"{edge.type} joins {labels[edge.source]} and {labels[edge.target]}")
        for proof in edge.evidence:
            if not is_masked_copy(texts[proof.document][proof.start : proof.end], proof.quote):
                found.append(f"{edge.id}: {proof.quote!r}")
    for node in graph.nodes:
        if node.kind is not None and node.kind not in KINDS[node.label]:
            found.append(f"{node.label} has no kind {node.kind}")
        for mention in node.mentions:
            if not is_masked_copy(texts[mention.document][mention.start : mention.end], mention.text):
                found.append(f"{node.id}: {mention.text!r}")
    return found


def is_masked_copy(source: str, quote: str) -> bool:
    """The quote is the source, but that a masked character is 某."""
    return len(source) == len(quote) and all(a == b or b == "某" for a, b in zip(source, quote, strict=True))


@pytest.mark.parametrize(("quote", "same"), [("李某某", True), ("李某", False), ("王某某", False)])
def test_a_masked_copy_keeps_length_and_all_that_is_not_masked(quote: str, same: bool) -> None:
    assert is_masked_copy("李向阳", quote) is same


def test_every_quote_of_the_samples_is_its_text(sample_workspace: Workspace, snapshot: Snapshot) -> None:
    graph = snapshot.graph()
    assert len(graph.edges) > 200
    assert faults(graph, {document.id: sample_workspace.text(document.id) for document in graph.documents}) == []


@pytest.mark.parametrize("part", ["seeds", "train"])
def test_every_quote_of_the_corpus_is_its_text(corpus: Path, tmp_path: Path, part: str) -> None:
    workspace = Workspace(tmp_path)
    texts = sorted((corpus / part).glob("*.txt"))[:24]
    outcome = build.ingest(workspace, texts)
    assert not outcome.failures
    graph = resolve(workspace.facts())
    assert len(graph.documents) == len(texts)
    assert faults(graph, {document.id: workspace.text(document.id) for document in graph.documents}) == []


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        ("枝江市/中共枝江市委统战部2024年工作要点.txt", "utf-8"),
        ("枝江市/在全市统一战线工作会议上的讲话.txt", "gb18030"),
    ],
)
def test_text_is_kept_as_the_file_has_it(sample_workspace: Workspace, name: str, encoding: str) -> None:
    kept = {document.file: sample_workspace.text(document.id) for document in sample_workspace.documents()}
    assert kept[name] == (SAMPLES / name).read_bytes().decode(encoding).removeprefix("\ufeff")


PRIVATE = "周桂兰"
"""An invented villager of the samples."""


def test_private_names_leave_no_trace_in_the_graph(snapshot: Snapshot) -> None:
    written = "".join(path.read_text(encoding="utf-8") for path in snapshot.folder.glob("*.json"))
    written += repr(snapshot.graph())
    assert PRIVATE not in written
