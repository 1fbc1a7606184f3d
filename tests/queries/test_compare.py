"""A plan beside its report: done, renamed, partly, not reported, new."""

from __future__ import annotations

from dataclasses import replace

import pytest

from graph.decisions import SAME, Decision, Kind, thing
from graph.model import Document, Edge, Evidence, Graph, Mention, Node, digest
from graph.vocabulary import Label, RelationType, Status
from queries.compare import compare, plan_pairs
from queries.comparison import STATED, Outcome
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
        "court": Outcome.DROPPED,
        "dawn": Outcome.RENAMED,
        "games": Outcome.CONTINUED,
        "stop": Outcome.PARTLY,
        "night": Outcome.NEW,
    }
    assert lines["race"].missing == ("12场 → 8场",)
    assert lines["stop"].missing == ("西镇",)
    assert lines["dawn"].nodes == ("dawn", "bright")


def test_both_sentences_are_literal() -> None:
    for line in compare(_context(), "plan", "report"):
        for proof, text in ((line.before, PLAN), (line.after, REPORT)):
            if proof:
                assert text[proof.start : proof.end] == proof.quote


def _pair(plan: str, report: str, things: dict[str, tuple[Label, str]], planned: list[str]) -> Context:
    """Two documents of a body; the planned things are run by their issuer."""
    texts = {"plan": plan, "report": report}
    nodes = {
        key: Node(key, label, name, mentions=tuple(Mention(d, t.index(name), t.index(name) + len(name), name) for d, t in texts.items() if name in t))
        for key, (label, name) in things.items()
    }  # fmt: skip
    nodes["body"] = Node("body", Label.Organisation, "县体育局")
    edges = []
    for key in planned:
        # the report's sentence stands first: one thing in two documents has one edge
        proofs = [
            Evidence(d, 0, len(texts[d]), texts[d], "case", 1000)
            for d in ("report", "plan")
            if things[key][1] in texts[d]
        ]
        edges.append(Edge(RelationType.ORGANISES, "body", key, Status.PLANNED, tuple(proofs)))
    documents = tuple(Document(d, f"{d}.txt", d, d if d == "plan" else "summary", 2030) for d in ("plan", "report"))
    return Context.read(Graph(documents, tuple(nodes[k] for k in sorted(nodes)), tuple(edges)), texts)


def test_the_planned_sentence_is_the_plans() -> None:
    context = _pair("办好县运会。", "县运会如期举行。", {"games": (Label.Campaign, "县运会")}, ["games"])
    (line,) = compare(context, "plan", "report")
    assert line.before and line.before.document == "plan"
    assert line.after and line.after.document == "report"


def test_a_fault_told_is_no_result() -> None:
    context = _pair(
        "修缮老码头。", "一、工作成效。\n办了球赛。\n二、存在问题。\n老码头与盐仓互不相通。", {"quay": (Label.Base, "老码头")}, ["quay"]
    )  # fmt: skip
    assert [line.outcome for line in compare(context, "plan", "report")] == [Outcome.DROPPED]


def test_a_cadence_of_the_plan_counts_as_a_year_of_it() -> None:
    context = _pair("每季度举办一次湖畔沙龙。", "办湖畔沙龙2场。", {"talk": (Label.Campaign, "湖畔沙龙")}, ["talk"])
    (line,) = compare(context, "plan", "report")
    assert (line.outcome, line.missing) == (Outcome.PARTLY, ("每季度 → 2场",))


def test_fewer_of_the_like_are_a_part_of_a_duty() -> None:
    duty = "派出三支驻点招商小分队"
    context = _pair(f"{duty}。", "两支驻点小分队全年外出。", {"duty": (Label.Commitment, duty)}, [])
    (line,) = compare(context, "plan", "report")
    assert line.outcome is Outcome.PARTLY
    assert line.missing == ("3支驻点招商小分队 → 2支",)


@pytest.mark.parametrize(
    ("duty", "report", "missing"),
    [
        ("会同县财政局在东街新建社区食堂8个", "县民政局在东街建成社区食堂5个。", ("8个社区食堂 → 5个",)),
        ("新建社区食堂8个", "在两镇新建5个社区食堂并投入使用。", ("8个社区食堂 → 5个",)),
        ("新建8个社区食堂", "建成社区食堂3个。又建成社区食堂2个。", ("8个社区食堂 → 5个",)),
        ("新建社区食堂8个", "建成社区食堂5个。又建成社区食堂3个。", ()),
        ("新建社区食堂8个", "建成社区食堂8个。下一步，新建社区食堂5个。", ()),
        ("新建社区食堂8个", "建成农村社区食堂5个。", ()),
    ],
)
def test_a_number_behind_its_thing_counts_too(duty: str, report: str, missing: tuple[str, ...]) -> None:
    context = _pair(f"{duty}。", report, {"duty": (Label.Commitment, duty)}, [])
    told = [line.missing for line in compare(context, "plan", "report") if line.before]
    assert told == ([missing] if missing else [])


def test_a_lower_number_beside_a_thing_that_goes_on_is_told() -> None:
    duty = "实施“晨光”工程，新建健身驿站9处"
    things = {"duty": (Label.Commitment, duty), "dawn": (Label.Programme, "“晨光”工程")}
    context = _pair(f"{duty}。", "“晨光”工程稳步推进。建成健身驿站4处。", things, ["dawn"])
    assert [(x.outcome, x.missing) for x in compare(context, "plan", "report")] == [
        (Outcome.CONTINUED, ()),
        (Outcome.PARTLY, ("9处健身驿站 → 4处",)),
    ]


def test_a_report_that_names_the_plan_in_its_title_is_on_it() -> None:
    graph = _graph()
    plan, report = graph.documents
    titled = (
        replace(plan, title="案例县古道保护三年行动计划", issuer="县文旅局"),
        replace(report, title="关于案例县古道保护三年行动计划实施情况的报告", issuer="县史志室"),
    )
    assert len(plan_pairs(Context(replace(graph, documents=titled)))) == 1


def test_what_the_report_does_not_speak_of_may_go_on_as_what_only_it_tells() -> None:
    """Both names are held against each other as those of two years are; a person may say no."""
    texts = {"plan": "召开古道保护磋商会议。", "report": "古道保护商议会开了两次。"}
    things = {"old": (Label.Campaign, "古道保护磋商会议"), "new": (Label.Campaign, "古道保护商议会")}
    graph = _pair(texts["plan"], texts["report"], things, ["old"]).graph
    proof = Evidence("report", 0, len(texts["report"]), texts["report"], "case", 1000)
    held = Edge(RelationType.ORGANISES, "body", "new", Status.DONE, (proof,))
    context = Context.read(replace(graph, edges=(*graph.edges, held)), texts)
    (item,) = compare(context, "plan", "report")
    assert (item.outcome, item.nodes) == (Outcome.RENAMED, ("old", "new"))
    assert "same_body" in dict(item.parts)
    two = {
        "type": SAME,
        "source": thing("Campaign", things["old"][1], None),
        "target": thing("Campaign", things["new"][1], None),
    }
    told = compare(context, "plan", "report", [Decision(digest("x"), Kind.REJECT, two)])
    assert [i.outcome for i in told] == [Outcome.DROPPED, Outcome.NEW]


def test_a_new_name_that_the_report_states_is_told() -> None:
    report = "原“晨光”工程更名为“朝霞”计划接续实施。"
    things = {"old": (Label.Programme, "“晨光”工程"), "new": (Label.Programme, "“朝霞”计划")}
    (item,) = compare(_pair("实施“晨光”工程。", report, things, ["old"]), "plan", "report")
    assert (item.outcome, item.nodes, item.parts) == (Outcome.RENAMED, ("old", "new"), STATED)


def test_a_brand_that_a_plan_wants_to_make_known_is_an_item_of_it() -> None:
    context = _pair("擦亮同跑品牌。", "同跑品牌走进五个镇。", {"brand": (Label.Brand, "同跑")}, ["brand"])
    assert [(line.outcome, line.nodes) for line in compare(context, "plan", "report")] == [
        (Outcome.CONTINUED, ("brand",))
    ]


def test_a_heading_brings_the_sentence_below_it() -> None:
    report = "一、县运会如期举行。七月开幕，二十队参加。\n二、老码头修好。"
    (line,) = compare(_pair("办好县运会。", report, {"games": (Label.Campaign, "县运会")}, ["games"]), "plan", "report")
    assert line.after and line.after.quote == "一、县运会如期举行。七月开幕，二十队参加。"
