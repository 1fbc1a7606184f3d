"""A supposed link closes a gap, makes it smaller or opens another; three sites of which two are joined leave one."""

from __future__ import annotations

from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.stores.memory import MemoryStore
from graph.vocabulary import Label, RelationType, Status
from queries.bridges import with_links
from queries.finding import Finding
from queries.gaps import find_gaps
from queries.supposed import compare_gaps

TEXT = "老渡口、盐仓、戏台同在河边，至今没有连成线。"
SITES = ("老渡口", "盐仓", "戏台")


def _graph() -> Graph:
    document = Document("d" * 64, "河边.txt", "河边三处", "survey", 2030)
    sites = {
        name: Node(
            f"site{n}",
            Label.Base,
            name,
            "other",
            mentions=(Mention(document.id, TEXT.index(name), TEXT.index(name) + len(name), name),),
        )
        for n, name in enumerate(SITES)
    }
    proof = Evidence(document.id, 0, len(TEXT), TEXT, "case", 900)
    pairs = (("site0", "site1"), ("site0", "site2"), ("site1", "site2"))
    edges = [Edge(RelationType.CONNECTS, a, b, Status.MISSING, (proof,)) for a, b in pairs]
    return Graph((document,), tuple(sites.values()), tuple(sorted(edges, key=lambda e: e.id)))


def _gaps(graph: Graph) -> list[Finding]:
    store = MemoryStore()
    store.load(graph)
    return find_gaps(store, graph, rules=["sites_unlinked"])


def test_a_link_between_two_of_three_leaves_one() -> None:
    graph = _graph()
    after = with_links(graph, [("site0", RelationType.CONNECTS, "site1")])
    change = compare_gaps(_gaps(graph), _gaps(after), (graph, after))
    assert not change.closed and not change.opened
    assert [[n.name for n in s.left] for s in change.smaller] == [["戏台"]]
    assert len(change.smaller[0].finding.nodes) == 3


def test_links_through_all_close_the_gap() -> None:
    graph = _graph()
    after = with_links(graph, [("site0", RelationType.CONNECTS, "site1"), ("site1", RelationType.CONNECTS, "site2")])
    change = compare_gaps(_gaps(graph), _gaps(after), (graph, after))
    assert len(change.closed) == 1 and not change.smaller and not change.opened


def test_nothing_supposed_changes_nothing() -> None:
    graph = _graph()
    change = compare_gaps(_gaps(graph), _gaps(graph), (graph, graph))
    assert not change.closed and not change.smaller and not change.opened


def test_a_gap_of_fewer_things_is_the_gap_made_smaller_and_no_new_one() -> None:
    graph = _graph()
    whole = _gaps(graph)[0]
    rest = Finding(
        "gap:rest",
        "sites_unlinked",
        whole.severity,
        whole.absence,
        whole.nodes[1:],
        whole.evidence,
        whole.documents,
        whole.message,
        whole.next_step,
    )
    change = compare_gaps([whole], [rest], (graph, graph))
    assert change.smaller[0].left == whole.nodes[1:] and not change.closed and not change.opened


def test_a_supposed_lead_closes_the_gap_and_opens_none_of_the_duty(cases_graph: Graph) -> None:
    (duty, *_) = (n for n in cases_graph.nodes if n.name == "建设“船歌”学堂，年底前开课")
    document = duty.mentions[0].document
    there = {n.name: n.id for n in cases_graph.nodes if any(m.document == document for m in n.mentions)}
    after = with_links(cases_graph, [(there["县文旅局"], RelationType.LEADS, there["船歌学堂"])])
    rules = ["commitment_without_owner", "no_lead"]
    stores = (MemoryStore(), MemoryStore())
    for store, graph in zip(stores, (cases_graph, after), strict=True):
        store.load(graph)
    before, then = (find_gaps(s, g, rules=rules) for s, g in zip(stores, (cases_graph, after), strict=True))
    change = compare_gaps(before, then, (cases_graph, after))
    assert [[n.name for n in f.nodes] for f in change.closed] == [["船歌学堂"]]
    assert not change.opened
