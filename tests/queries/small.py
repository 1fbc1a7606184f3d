"""A small town written down: who leads, hosts and pairs with whom."""

from __future__ import annotations

from dataclasses import replace

from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.vocabulary import Label, RelationType, Status

PLAN = "县文旅局牵头建设“茶马”书屋。县妇联参与“茶马”书屋。县文旅局牵头建设“盐道”书屋。“盐道”书屋设在古街。每季度由县文旅局召开例会。打造“雪山”书屋。"
THINGS = {
    "bureau": (Label.Organisation, "department", "县文旅局"),
    "women": (Label.Organisation, "mass_organisation", "县妇联"),
    "tea": (Label.Base, "other", "“茶马”书屋"),
    "salt": (Label.Base, "other", "“盐道”书屋"),
    "snow": (Label.Base, "other", "“雪山”书屋"),
    "street": (Label.Place, "area", "古街"),
    "duty": (Label.Commitment, None, "每季度由县文旅局召开例会"),
}
LINKS = [
    ("bureau", RelationType.LEADS, "tea", Status.PLANNED, "县文旅局牵头建设“茶马”书屋。"),
    ("women", RelationType.PARTICIPATES_IN, "tea", Status.PLANNED, "县妇联参与“茶马”书屋。"),
    ("bureau", RelationType.LEADS, "salt", Status.DONE, "县文旅局牵头建设“盐道”书屋。"),
    ("salt", RelationType.LOCATED_IN, "street", Status.DONE, "“盐道”书屋设在古街。"),
    ("duty", RelationType.OWNED_BY, "bureau", Status.DONE, "每季度由县文旅局召开例会。"),
]


def town() -> Graph:
    """The graph of `PLAN`."""
    document = Document(
        "p" * 64, "计划.txt", "书屋工作计划", "plan", 2030, jurisdiction="案例省案例县", issuer="县文旅局"
    )
    nodes = []
    for key, (label, kind, name) in THINGS.items():
        starts = [i for i in range(len(PLAN)) if PLAN.startswith(name, i)]
        mentions = tuple(Mention(document.id, i, i + len(name), name) for i in starts)
        nodes.append(
            Node(key, label, name.replace("“", "").replace("”", ""), kind, (name,), "案例省案例县", False, mentions)
        )
    edges = []
    for source, relation, target, status, quote in LINKS:
        start = PLAN.index(quote)
        proof = Evidence(document.id, start, start + len(quote), quote, "case", 900)
        edges.append(Edge(relation, source, target, status, (proof,)))
    return Graph((document,), tuple(sorted(nodes, key=lambda n: n.id)), tuple(sorted(edges, key=lambda e: e.id)))


def supplied(graph: Graph) -> Graph:
    """The graph as if no sentence named its subject, so that the document stands in."""
    edges = (replace(e, evidence=tuple(replace(p, inferred=True) for p in e.evidence)) for e in graph.edges)
    return replace(graph, edges=tuple(edges))
