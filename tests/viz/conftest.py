"""Graphs to export: a small invented county, names that attack, and graphs of 0, 1 and many nodes."""

from __future__ import annotations

import itertools
import os
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from graph.model import Document, Edge, Evidence, Graph, Mention, Node, digest, to_record
from graph.vocabulary import Label, RelationType, Status

SURVEY = """一、主要成效
县委统战部牵头打造“溪畔石榴”工作品牌，民族宗教事务局共同创建“溪畔石榴”品牌。
“溪畔石榴”品牌面向少数民族群众开展服务。县委统战部举办石榴节。县委统战部培训骨干120人次。
二、存在问题
渡口旧址、染坊旧址、织布馆相距很近，但未能连成一线。
三、下步打算
县委统战部每季度召开统战工作例会。计划由文旅局牵头实施溪岸连线工程。"""
REPORT = "云溪县2024年统战工作总结：县委统战部联合工商联召开企业家座谈会。"

NODES: dict[str, tuple[Label, str, str | None]] = {
    "部": (Label.Organisation, "县委统战部", "party_committee"),
    "局": (Label.Organisation, "民族宗教事务局", "department"),
    "文": (Label.Organisation, "文旅局", "department"),
    "商": (Label.Organisation, "工商联", "chamber"),
    "牌": (Label.Brand, "溪畔石榴", "work"),
    "众": (Label.Stakeholder, "少数民族群众", None),
    "节": (Label.Campaign, "石榴节", "fair"),
    "会": (Label.Campaign, "企业家座谈会", "meeting"),
    "渡": (Label.Base, "渡口旧址", "memorial"),
    "染": (Label.Base, "染坊旧址", "memorial"),
    "织": (Label.Base, "织布馆", "museum"),
    "项": (Label.Programme, "溪岸连线工程", "project"),
    "数": (Label.Indicator, "培训骨干", None),
    "题": (Label.Problem, "未能连成一线", "missing_link"),
    "务": (Label.Commitment, "每季度召开统战工作例会", None),
}
OWN = {
    "数": {"metric": "培训骨干", "value": 120.0, "unit": "人次", "comparator": "=", "period": None},
    "务": {"cadence": "每季度", "deadline": None, "target": None},
}
EDGES: list[tuple[RelationType, str, str, Status, str]] = [
    (RelationType.LEADS, "部", "牌", Status.DONE, "县委统战部牵头打造“溪畔石榴”工作品牌"),
    (RelationType.ESTABLISHES, "部", "牌", Status.DONE, "县委统战部牵头打造“溪畔石榴”工作品牌"),
    (RelationType.ESTABLISHES, "局", "牌", Status.DONE, "民族宗教事务局共同创建“溪畔石榴”品牌。"),
    (RelationType.SERVES, "牌", "众", Status.DONE, "“溪畔石榴”品牌面向少数民族群众开展服务。"),
    (RelationType.ORGANISES, "部", "节", Status.DONE, "县委统战部举办石榴节。"),
    (RelationType.CONCERNS, "数", "部", Status.DONE, "县委统战部培训骨干120人次。"),
    (RelationType.NEAR, "渡", "染", Status.DONE, "渡口旧址、染坊旧址、织布馆相距很近，但未能连成一线。"),
    (RelationType.NEAR, "染", "织", Status.DONE, "渡口旧址、染坊旧址、织布馆相距很近，但未能连成一线。"),
    (RelationType.CONNECTS, "项", "渡", Status.MISSING, "渡口旧址、染坊旧址、织布馆相距很近，但未能连成一线。"),
    (RelationType.CONCERNS, "题", "渡", Status.DONE, "渡口旧址、染坊旧址、织布馆相距很近，但未能连成一线。"),
    (RelationType.LEADS, "文", "项", Status.PLANNED, "计划由文旅局牵头实施溪岸连线工程。"),
    (RelationType.OWNED_BY, "务", "部", Status.PLANNED, "县委统战部每季度召开统战工作例会。"),
    (RelationType.COOPERATES_WITH, "部", "商", Status.DONE, "县委统战部联合工商联召开企业家座谈会。"),
    (RelationType.ORGANISES, "部", "会", Status.DONE, "县委统战部联合工商联召开企业家座谈会。"),
]
HOSTILE = [
    "=cmd|' /C calc'!A0", "+1+1", "-2", "@SUM(A1)", "<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>",
    "<a href=javascript:alert(1)>甲</a>", 'say "hi"; rm -rf', "a|b#c]d[e{f}g\\h`i", "😀品牌👩‍👩‍👧", "甲\u202e乙\u2066丙", "长" * 5000,
    "坏\x00\x0b字符", "两\n行", "&amp; &lt; ]]>", "end", "subgraph",
]  # fmt: skip


def _document(text: str, file: str, title: str, kind: str, year: int) -> Document:
    identity = digest(text) * 4
    return Document(identity, file, title, kind, year, year, None, None, "浙江省云溪县", "县委统战部")


def _evidence(document: Document, text: str, quote: str, section: str = "") -> Evidence:
    start = text.index(quote)
    return Evidence(
        document.id,
        start,
        start + len(quote),
        quote,
        "lead_words",
        900,
        section,
        date="2024" if year_of(quote) else None,
    )


def year_of(quote: str) -> bool:
    """Only the sentence of the report carries a date."""
    return "企业家座谈会" in quote


def build_graph() -> Graph:
    """The invented county: two documents, 15 nodes, 14 edges, among them parallel, planned and missing ones."""
    survey = _document(SURVEY, "调研/云溪县调研报告.txt", "云溪县统战工作调研报告", "survey", 2024)
    report = _document(REPORT, "总结.txt", "云溪县2024年统战工作总结", "summary", 2024)
    nodes = {}
    for key, (label, name, kind) in NODES.items():
        document, text = (report, REPORT) if name in REPORT and name not in SURVEY else (survey, SURVEY)
        start = text.index(name)
        mention = Mention(document.id, start, start + len(name), name)
        aliases = ("统战部",) if key == "部" else ()
        identity = f"{label}:{digest(label, name)}"
        nodes[key] = Node(identity, label, name, kind, aliases, "浙江省云溪县", False, (mention,), OWN.get(key, {}))
    edges = []
    for relation, source, target, status, quote in EDGES:
        document, text = (survey, SURVEY) if quote in SURVEY else (report, REPORT)
        ends = (nodes[source].id, nodes[target].id)
        edges.append(Edge(relation, *ends, status, (_evidence(document, text, quote, "一、主要成效"),)))
    return Graph(
        tuple(sorted((survey, report), key=lambda d: d.id)),
        tuple(sorted(nodes.values(), key=lambda n: n.id)),
        tuple(sorted(edges, key=lambda e: e.id)),
    )


def chain(names: list[str]) -> Graph:
    """Organisations of those names, each leading the next."""
    document = Document("d" * 64, "名称 测试.txt", "名称测试", "other")
    quote = "甲单位牵头乙单位"
    nodes = [
        Node(f"Organisation:{i:06d}", Label.Organisation, name, mentions=(Mention(document.id, 0, 1, "甲"),))
        for i, name in enumerate(names)
    ]
    proof = (Evidence(document.id, 0, len(quote), quote, "lead_words", 800),)
    edges = [Edge(RelationType.LEADS, a.id, b.id, Status.DONE, proof) for a, b in itertools.pairwise(nodes)]
    return Graph((document,), tuple(nodes), tuple(sorted(edges, key=lambda e: e.id)))


GRAPHS: dict[str, Callable[[], Graph]] = {
    "county": build_graph,
    "hostile": lambda: chain(HOSTILE),
    "empty": lambda: Graph((), (), ()),
    "one": lambda: chain(["独一处"]),
    "many": lambda: chain([f"单位{i}" for i in range(3000)]),
}
HUGE = 100_000


@pytest.fixture(scope="session")
def county() -> Graph:
    """The invented county."""
    return build_graph()


@pytest.fixture(scope="session")
def texts() -> dict[str, str]:
    """The county's documents, whole, by id."""
    return {digest(text) * 4: text for text in (SURVEY, REPORT)}


@pytest.fixture(scope="session")
def hostile() -> Graph:
    """Names that attack."""
    return chain(HOSTILE)


@pytest.fixture(scope="session")
def huge() -> Graph:
    """A graph of 100,000 nodes."""
    return chain([f"单位{i}" for i in range(HUGE)])


@pytest.fixture(params=list(GRAPHS))
def graph(request: pytest.FixtureRequest) -> Graph:
    """Each graph in turn."""
    return GRAPHS[request.param]()


@pytest.fixture(params=["county", "hostile", "empty", "one"])
def small_graph(request: pytest.FixtureRequest) -> Graph:
    """Each graph that fits on a page, in turn."""
    return GRAPHS[request.param]()


@pytest.fixture(scope="session")
def findings(county: Graph) -> list[dict[str, Any]]:
    """Two gaps of the county, as ``gaps --json`` prints them."""
    by_name = {node.name: node for node in county.nodes}
    files = {document.id: document.file for document in county.documents}
    near = next(e for edge in county.edges if edge.type == "NEAR" for e in edge.evidence)

    def finding(rule: str, severity: str, absence: str, names: list[str], message: str, step: str) -> dict[str, Any]:
        nodes = [{"id": by_name[n].id, "label": str(by_name[n].label), "name": n} for n in names]
        proof = [to_record(near) | {"file": files[near.document]}] if rule == "sites_unlinked" else []
        return {
            "id": f"gap:{digest(rule, *names)}", "rule": rule, "severity": severity, "absence": absence, "nodes": nodes,
            "evidence": proof, "documents": ["调研/云溪县调研报告.txt"], "message": message, "next_step": step, "status": "open",
        }  # fmt: skip

    return [
        finding(
            "sites_unlinked", "high", "stated", ["渡口旧址", "染坊旧址", "织布馆"],
            "三处场馆相距很近，本批文档未见把它们连起来的线路、活动或机制。", "请文旅局明确线路与牵头单位。",
        ),
        finding(
            "brand_without_base", "medium", "graph", ["溪畔石榴"],
            "“溪畔石榴”品牌在本批文档未见承载的阵地。", "请核实品牌依托的阵地，并写入下次总结。",
        ),
    ]  # fmt: skip


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Exports speak Chinese unless a test says otherwise."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture(scope="session")
def browser() -> Iterator[Any]:
    """A headless Chromium without WebGL, as an office PC without a graphics card has it; one for all tests, since one
    process can hold one driver only."""
    sync_api = pytest.importorskip("playwright.sync_api")
    found = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
    if not found:
        pytest.skip("no chromium on this machine")
    with sync_api.sync_playwright() as playwright:
        started = playwright.chromium.launch(
            executable_path=found, args=["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"]
        )
        yield started
        started.close()
