"""A plan beside its report: done, renamed, partly, not reported, new."""

from __future__ import annotations

from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.vocabulary import Label, RelationType, Status
from queries.compare import Outcome, compare, plan_pairs
from queries.context import Context

PLAN = "举办“赶山”越野赛12场。建设滨河球场。实施“晨光”健身工程。办好县运会。在东镇、西镇各建健身驿站。"
REPORT = "“赶山”越野赛8场，吸引800人。“晨光”惠民健身工程覆盖十村。县运会如期举行。东镇健身驿站开门。新办“夜跑”联赛。"
THINGS = {
    "race": (Label.Campaign, ["“赶山”越野赛"], "赶山越野赛"),
    "court": (Label.Base, ["滨河球场"], "滨河球场"),
    "dawn": (Label.Programme, ["“晨光”健身工程"], "晨光健身工程"),
    "bright": (Label.Programme, ["“晨光”惠民健身工程"], "晨光惠民健身工程"),
    "games": (Label.Campaign, ["县运会"], "县运会"),
    "stop": (Label.Base, ["健身驿站"], "健身驿站"),
    "night": (Label.Campaign, ["“夜跑”联赛"], "夜跑联赛"),
    "east": (Label.Place, ["东镇"], "东镇"),
    "west": (Label.Place, ["西镇"], "西镇"),
    "body": (Label.Organisation, [], "县体育局"),
}


def _mentions(forms: list[str]) -> tuple[Mention, ...]:
    texts = {"plan": PLAN, "report": REPORT}
    return tuple(Mention(d, t.index(f), t.index(f) + len(f), f) for d, t in texts.items() for f in forms if f in t)


def _edge(source: str, relation: RelationType, target: str, status: Status, document: str, quote: str) -> Edge:
    text = PLAN if document == "plan" else REPORT
    start = text.index(quote)
    return Edge(
        relation,
        source,
        target,
        status,
        (Evidence(document, start, start + len(quote), quote, "case", 1000, inferred=True),),
    )


def _graph() -> Graph:
    planned, done = Status.PLANNED, Status.DONE
    organises, builds, lies = RelationType.ORGANISES, RelationType.ESTABLISHES, RelationType.LOCATED_IN
    edges = [
        _edge("body", organises, "race", planned, "plan", "举办“赶山”越野赛12场。"),
        _edge("body", builds, "court", planned, "plan", "建设滨河球场。"),
        _edge("body", organises, "dawn", planned, "plan", "实施“晨光”健身工程。"),
        _edge("body", organises, "games", planned, "plan", "办好县运会。"),
        _edge("body", builds, "stop", planned, "plan", "在东镇、西镇各建健身驿站。"),
        _edge("stop", lies, "east", planned, "plan", "在东镇、西镇各建健身驿站。"),
        _edge("stop", lies, "west", planned, "plan", "在东镇、西镇各建健身驿站。"),
        _edge("body", organises, "bright", done, "report", "“晨光”惠民健身工程覆盖十村。"),
        _edge("body", organises, "night", done, "report", "新办“夜跑”联赛。"),
    ]
    documents = (
        Document(
            "plan", "plan.txt", "县体育局2030年工作要点", "plan", 2030, jurisdiction="案例县", issuer="案例县体育局"
        ),
        Document(
            "report", "report.txt", "县体育局2030年工作总结", "summary", 2030, jurisdiction="案例县", issuer="县体育局"
        ),
    )
    nodes = tuple(Node(k, label, name, mentions=_mentions(forms)) for k, (label, forms, name) in sorted(THINGS.items()))
    return Graph(documents, nodes, tuple(sorted(edges, key=lambda e: e.id)))


def _context() -> Context:
    return Context.read(_graph(), {"plan": PLAN, "report": REPORT})


def test_a_plan_finds_the_report_of_its_body_place_and_year() -> None:
    assert [(p.id, r.id) for p, r in plan_pairs(Context(_graph()))] == [("plan", "report")]


def test_item_by_item() -> None:
    lines = {line.nodes[0]: line for line in compare(_context(), "plan", "report")}
    assert {key: line.outcome for key, line in lines.items()} == {
        "race": Outcome.PARTLY,
        "court": Outcome.UNREPORTED,
        "dawn": Outcome.RENAMED,
        "games": Outcome.DONE,
        "stop": Outcome.PARTLY,
        "night": Outcome.NEW,
    }
    assert lines["race"].missing == ("12场 → 8场",)
    assert lines["stop"].missing == ("西镇",)
    assert lines["dawn"].nodes == ("dawn", "bright")


def test_both_sentences_are_literal() -> None:
    for line in compare(_context(), "plan", "report"):
        for proof, text in ((line.planned, PLAN), (line.reported, REPORT)):
            if proof:
                assert text[proof.start : proof.end] == proof.quote
