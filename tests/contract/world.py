"""A small invented graph that holds every difficulty a store has to carry: hostile names, nulls, lists, spans of time, symmetric edges."""

from __future__ import annotations

from collections.abc import Mapping

from graph.model import Document, Edge, Evidence, Graph, Mention, Node, Value
from graph.vocabulary import SYMMETRIC, Label, RelationType, Status

HOSTILE = (
    "同心'桥\"",
    "反\\斜\\n线",
    "换\n行\r与\t表",
    "笑😀脸",
    "𠮷林坊",
    "`反`引",
    "a'; MATCH (n) DETACH DELETE n; //",
    "</script><b>馆",
    "$id {name} %s",
    "null",
    "е́ 与 é 与 e\u0301",
    "零\u200b宽\u202e右",
    "{{花}}括[号]",
    "《书》〈名〉\u3000全角",
    "<http://example.org/a> .",
    '"""三引号"""',
    "反斜杠 \\u0041 与 \\\\u0027 与 \\",
    "=1+1,;\x1e|",
)
"""Names that a careless store, script or page stumbles over."""

DOCUMENTS = (
    Document(
        "d1",
        "甲/工作总结.txt",
        "安溪縣統戰工作總結",
        "summary",
        2024,
        2024,
        None,
        None,
        "福建省泉州市安溪县",
        "县委统战部",
    ),
    Document("d2", "工作要点.md", "2025年工作要点", "plan", 2025, 2025, 2024, 2025, None, None, True),
)


def proof(document: str, start: int, quote: str, **more: object) -> Evidence:
    """A stretch of a document that says something."""
    return Evidence(document, start, start + len(quote), quote, **({"rule": "test", "confidence": 800} | more))  # type: ignore[arg-type]


def thing(
    key: str,
    label: Label,
    name: str,
    *places: tuple[str, int],
    kind: str | None = None,
    aliases: tuple[str, ...] = (),
    own: Mapping[str, Value] | None = None,
    jurisdiction: str | None = None,
    redacted: bool = False,
) -> Node:
    """A node, mentioned by its name at the places given."""
    mentions = tuple(Mention(document, start, start + len(name), name) for document, start in places)
    return Node(key, label, name, kind, aliases, jurisdiction, redacted, mentions, dict(own or {}))


def link(source: str, kind: RelationType, target: str, *proofs: Evidence, status: Status = Status.DONE) -> Edge:
    """An edge; a symmetric one from the lower id."""
    if kind in SYMMETRIC and source > target:
        source, target = target, source
    return Edge(kind, source, target, status, proofs or (proof("d1", 40, "有关部门携手推进"),))


def world() -> Graph:
    """Return the graph."""
    R, L = RelationType, Label
    nodes = [
        thing("org:tz", L.Organisation, "县委统战部", ("d1", 3), ("d2", 0), kind="department", aliases=("县统战部", "统战部")),
        thing("org:gs", L.Organisation, "县工商联", ("d1", 9), kind="chamber", jurisdiction="福建省泉州市安溪县"),
        thing("org:fl", L.Organisation, "县妇联", ("d2", 11), kind="mass_organisation"),
        thing("brand:tx", L.Brand, "茶乡同心", ("d1", 30), ("d1", 12), kind="work"),
        thing("brand:gz", L.Brand, "侨乡归舟", ("d2", 90)),
        thing("prog:hx", L.Programme, "回乡兴茶工程", ("d1", 55), ("d2", 60), kind="project"),
        thing("camp:xc", L.Campaign, "民族团结宣传月", ("d1", 61), kind="month"),
        thing("base:a", L.Base, "侨批纪念馆", ("d1", 70), kind="memorial", own={"lat": 25.05, "lon": 118.19}),
        thing("base:b", L.Base, "XX茶史馆", ("d1", 76), kind="museum", redacted=True),
        thing("base:c", L.Base, "同心茶室", ("d2", 30), kind="studio", own={"lat": 25, "lon": None}),
        thing("mech:lx", L.Mechanism, "侨务联席会议制度", ("d1", 80), kind="joint_meeting"),
        thing("policy:tl", L.Policy, "基层统战工作办法", ("d2", 5), kind="measure"),
        thing("place:ax", L.Place, "安溪县", ("d1", 0), kind="county", aliases=("安溪",)),
        thing("stake:qj", L.Stakeholder, "归侨侨眷", ("d1", 20)),
        thing("ind:px", L.Indicator, "培训人次", ("d1", 100), own={"metric": "培训人次", "value": 150, "unit": "人次", "comparator": "≥"}),
        thing("ind:bl", L.Indicator, "覆盖率", ("d1", 120), own={"metric": "覆盖率", "value": 0.475, "unit": "%", "period": "每年"}),
        thing("prob:cl", L.Problem, "场馆尚未串联成线", ("d1", 140), kind="missing_link"),
        thing("duty:jd", L.Commitment, "每季度召开例会", ("d2", 40), own={"cadence": "每季度", "deadline": "2025-06", "target": "4次"}),
    ]  # fmt: skip
    nodes += [
        thing(
            f"base:h{number:02}", L.Base, name, ("d1", 300 + 50 * number), aliases=tuple(sorted((name + "别名", "馆")))
        )
        for number, name in enumerate(HOSTILE)
    ]
    later = {"date": "2024-03-02", "year_source": "stated"}
    day, span = {"date": "2024-03-01", "year_source": "stated"}, {"date": "2024-04/2024-05", "year_source": "document"}
    edges = [
        link("org:tz", R.LEADS, "brand:tx", proof("d1", 30, "由县委统战部牵头", section="一、工作 › （一）品牌"), proof("d2", 2, "统战部牵头", confidence=600)),
        link("org:tz", R.LEADS, "mech:lx", proof("d1", 80, "建立联席会议", inferred=True)),
        link("org:gs", R.PARTICIPATES_IN, "mech:lx"),
        link("org:fl", R.PARTICIPATES_IN, "mech:lx"),
        link("org:tz", R.ORGANISES, "camp:xc", proof("d1", 61, "三月一日启动宣传月", **day)),
        link("org:gs", R.ORGANISES, "prog:hx", proof("d1", 55, "四至五月实施", **span)),
        link("org:gs", R.ORGANISES, "prog:hx", proof("d2", 60, "继续实施回乡兴茶"), status=Status.PLANNED),
        link("base:a", R.HOSTS, "camp:xc", proof("d1", 70, "在侨批纪念馆举办", **day), proof("d1", 72, "纪念馆举办", **later)),
        link("base:a", R.NEAR, "base:b", proof("d1", 76, "两馆相距很近")),
        link("base:c", R.NEAR, "base:b"),
        link("base:b", R.CONNECTS, "base:a", proof("d1", 140, "尚未串联成线"), status=Status.MISSING),
        link("org:tz", R.COOPERATES_WITH, "org:gs"),
        link("brand:tx", R.SERVES, "stake:qj"),
        link("base:a", R.LOCATED_IN, "place:ax"),
        link("base:c", R.LOCATED_IN, "place:ax"),
        link("prog:hx", R.PART_OF, "brand:tx"),
        link("camp:xc", R.PART_OF, "prog:hx"),
        link("prob:cl", R.CONCERNS, "base:a"),
        link("duty:jd", R.OWNED_BY, "org:tz"),
        link("duty:jd", R.IMPLEMENTS, "policy:tl"),
        link("ind:px", R.CONCERNS, "camp:xc"),
    ]  # fmt: skip
    edges += [
        link(f"base:h{number:02}", R.LOCATED_IN, "place:ax", proof("d1", 300 + 50 * number, name + "位于安溪"))
        for number, name in enumerate(HOSTILE)
    ]
    return Graph(DOCUMENTS, tuple(sorted(nodes, key=lambda n: n.id)), tuple(sorted(edges, key=lambda e: e.id)))


def changed(graph: Graph) -> Graph:
    """Return the graph a day later: one node and its edges gone, one renamed, one edge new, one with more evidence."""
    nodes = [
        Node(n.id, n.label, "县妇女联合会", n.kind, ("县妇联",), n.jurisdiction, n.redacted, n.mentions, n.properties)
        if n.id == "org:fl"
        else n
        for n in graph.nodes
        if n.id != "base:c"
    ]
    edges = [e for e in graph.edges if "base:c" not in (e.source, e.target)]
    edges = [
        Edge(e.type, e.source, e.target, e.status, (*e.evidence, proof("d2", 8, "再次提到服务")))
        if e.type == RelationType.SERVES
        else e
        for e in edges
    ]
    edges.append(link("org:fl", RelationType.LEADS, "brand:gz"))
    return Graph(graph.documents, tuple(nodes), tuple(sorted(edges, key=lambda e: e.id)))
