"""A person's word: kept in order, carried out on what it names, undone exactly, reported where it no longer fits."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph import decisions
from graph.decisions import SAME, Decision, Kind, Ledger, standing, thing
from graph.errors import LiantuError
from graph.facts import DocumentFacts
from graph.identity import Resolution, resolve_with
from graph.model import Graph
from graph.rulings import on_findings
from graph.vocabulary import Label, RelationType
from tests.graph.build import facts

CITY = "江南省梅岭市"
OFFICE, LEAGUE = thing("Organisation", "市侨务办", CITY), thing("Organisation", "市侨联", CITY)
BRAND = thing("Brand", "侨心桥", CITY)


def batch() -> list[DocumentFacts]:
    """Two documents of a city about an office, a league and a brand."""
    things = {"市侨务办": Label.Organisation, "市侨联": Label.Organisation, "侨心桥": Label.Brand, "XX镇": Label.Place}
    return [
        facts(
            f"{n}" * 64,
            "市侨务办、市侨联在XX镇打造侨心桥。",
            things,
            [("市侨务办", RelationType.LEADS, "侨心桥"), ("市侨联", RelationType.COOPERATES_WITH, "市侨务办")][: n + 1],
            jurisdiction=CITY,
            redacted=("XX镇",),
        )
        for n in range(2)
    ]


def decided(*records: dict[str, Any]) -> Resolution:
    """Resolve after some decisions."""
    made = [Decision(f"d{n}", **decisions.checked(record)) for n, record in enumerate(records)]
    return resolve_with(batch(), made)


def names(graph: Graph) -> list[str]:
    return sorted(node.name for node in graph.nodes)


def relations(graph: Graph) -> set[tuple[str, str, str]]:
    called = {node.id: node.name for node in graph.nodes}
    return {(called[e.source], e.type.value, called[e.target]) for e in graph.edges}


def test_merged_things_are_one_node_with_the_relations_of_both() -> None:
    graph = decided({"kind": "merge", "object": OFFICE, "value": LEAGUE}).graph
    (merged,) = [node for node in graph.nodes if node.label is Label.Organisation]
    assert {merged.name, *merged.aliases} == {"市侨务办", "市侨联"}
    assert relations(graph) == {(merged.name, "LEADS", "侨心桥")}  # and no relation of the body with itself


def test_a_split_takes_a_name_out_of_a_node() -> None:
    merged = {"kind": "merge", "object": OFFICE, "value": LEAGUE}
    graph = decided(merged, {"kind": "split", "object": OFFICE, "value": ["市侨联"]}).graph
    assert names(graph).count("市侨联") == 1
    assert len(graph.edges) == 2


def test_a_split_by_document_leaves_the_other_mentions() -> None:
    graph = decided({"kind": "split", "object": BRAND, "value": {"documents": ["1" * 64]}}).graph
    assert [len(node.mentions) for node in graph.nodes if node.label is Label.Brand] == [1, 1]


def test_a_new_name_is_one_line_without_signs_of_control() -> None:
    assert "侨 [31m心" in names(decided({"kind": "rename", "object": BRAND, "value": "侨\x1b[31m心\n"}).graph)


def test_a_rename_keeps_the_old_name_as_alias_and_answers_to_both() -> None:
    new = "归侨之桥"
    graph = decided(
        {"kind": "rename", "object": BRAND, "value": new},
        {"kind": "relabel", "object": BRAND | {"name": new}, "value": "Programme"},
    ).graph
    (node,) = [node for node in graph.nodes if node.name == new]
    assert (node.label, node.aliases) == (Label.Programme, ("侨心桥",))


def test_a_relabelled_thing_loses_relations_that_its_label_cannot_have() -> None:
    graph = decided({"kind": "relabel", "object": BRAND, "value": "Honour"}).graph
    assert relations(graph) == {("市侨务办", "COOPERATES_WITH", "市侨联")} or relations(graph) == {
        ("市侨联", "COOPERATES_WITH", "市侨务办")
    }


def test_a_hidden_thing_takes_its_relations_along() -> None:
    graph = decided({"kind": "hide", "object": BRAND}).graph
    assert "侨心桥" not in names(graph)
    assert len(graph.edges) == 1


def test_a_rejected_relation_is_gone_and_an_accepted_one_is_sure() -> None:
    leads = {"type": "LEADS", "source": OFFICE, "target": BRAND}
    assert len(decided({"kind": "reject", "object": leads}).graph.edges) == 1
    accepted = decided({"kind": "accept", "object": leads}).graph
    assert [e.confidence for e in accepted.edges if e.type is RelationType.LEADS] == [1000]


def test_a_symmetric_relation_may_be_named_either_way_round() -> None:
    for source, target in ((OFFICE, LEAGUE), (LEAGUE, OFFICE)):
        graph = decided(
            {"kind": "reject", "object": {"type": "COOPERATES_WITH", "source": source, "target": target}}
        ).graph
        assert len(graph.edges) == 1


@pytest.mark.parametrize(
    ("record", "reason"),
    [
        ({"kind": "merge", "object": OFFICE, "value": thing("Organisation", "市台办", CITY)}, "not_found"),
        ({"kind": "hide", "object": thing("Organisation", "市侨联", "岭西省白沙市")}, "not_found"),
        ({"kind": "hide", "object": thing("Place", "XX镇", CITY)}, "ambiguous"),
        ({"kind": "merge", "object": OFFICE, "value": BRAND}, "not_allowed"),
        ({"kind": "relabel", "object": BRAND, "value": "Problem"}, "not_allowed"),
        ({"kind": "split", "object": BRAND, "value": ["侨心桥"]}, "no_effect"),
        ({"kind": "reject", "object": {"type": "LEADS", "source": LEAGUE, "target": BRAND}}, "not_found"),
    ],
)
def test_a_decision_that_does_not_fit_is_reported_and_the_graph_is_as_without_it(
    record: dict[str, Any], reason: str
) -> None:
    resolution = decided(record)
    assert [unmet.reason for unmet in resolution.unmet] == [reason]
    assert resolution.graph == decided().graph


def test_a_thing_of_one_document_is_named_with_its_document() -> None:
    resolution = decided({"kind": "hide", "object": thing("Place", "XX镇", CITY, "1" * 64)})
    assert not resolution.unmet
    assert names(resolution.graph).count("XX镇") == 1


def test_a_decision_outlives_that_a_thing_s_division_is_settled_anew() -> None:
    other = "江南省白沙市"
    body = thing("Organisation", "白沙市侨联", CITY)  # as an earlier reading had it: where the document is from
    read = [
        facts("7" * 64, "白沙市侨联来访。", {"白沙市侨联": Label.Organisation}, jurisdiction=CITY, settled={"白沙市侨联": (other, None)}),
        facts("8" * 64, "白沙市侨联来访。", {"白沙市侨联": Label.Organisation}, jurisdiction="岭西省青云市",
              settled={"白沙市侨联": ("岭西省白沙市", None)}),
    ]  # fmt: skip
    renamed = Decision("d", **decisions.checked({"kind": "rename", "object": body, "value": "白沙侨联"}))
    resolution = resolve_with(read, [renamed])
    assert resolution.unmet == ()
    assert {node.name: node.jurisdiction for node in resolution.graph.nodes} == {
        "白沙侨联": other,
        "白沙市侨联": "岭西省白沙市",
    }
    gone = resolve_with(read[1:], [renamed])
    assert [unmet.reason for unmet in gone.unmet] == ["not_found"]


def test_that_two_are_not_the_same_changes_nothing_and_is_no_fault() -> None:
    resolution = decided({"kind": "reject", "object": {"type": SAME, "source": OFFICE, "target": LEAGUE}})
    assert (resolution.graph, resolution.unmet) == (decided().graph, ())


def finding(rule: str, *ids: str) -> dict[str, Any]:
    return {"id": "gap:1", "rule": rule, "nodes": [{"id": i} for i in ids], "status": "open"}


def test_the_status_of_a_gap_is_kept_by_rule_and_things() -> None:
    graph = decided().graph
    ids = {node.name: node.id for node in graph.nodes}
    said = Decision("d", Kind.GAP, {"rule": "no_host", "nodes": [BRAND]}, "known", "明年建", "督查室")
    (ruled,), unmet = on_findings([finding("no_host", ids["侨心桥"])], graph, [said])
    assert (ruled["status"], ruled["note"], ruled["by"], unmet) == ("known", "明年建", "督查室", [])
    (left,), unmet = on_findings([finding("no_lead", ids["侨心桥"])], graph, [said])
    assert (left["status"], [u.reason for u in unmet]) == ("open", ["not_found"])


def test_the_ledger_only_grows_and_is_read_back(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "decisions.jsonl")
    (first,) = ledger.append([{"kind": "hide", "object": BRAND, "note": "不是品牌"}])
    before = ledger.path.read_bytes()
    ledger.append([{"kind": "undo", "undoes": first.id}])
    (again,) = ledger.append([{"kind": "hide", "object": BRAND}])
    assert ledger.path.read_bytes().startswith(before)
    assert again.id != first.id
    assert [d.id for d in standing(ledger.read())] == [again.id]
    assert list(json.loads(before)) == ["id", "kind", "object", "value", "note", "by", "undoes"]


def test_what_was_last_said_of_a_gap_is_not_written_again(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "decisions.jsonl")

    def said(status: str, note: str = "") -> dict[str, Any]:
        return {"kind": "gap", "object": {"rule": "no_host", "nodes": [BRAND]}, "value": status, "note": note}

    (first,) = ledger.append([said("known"), said("known")])
    assert ledger.append([said("known")]) == []
    assert len(ledger.append([said("closed"), said("known"), said("known", "已核实")])) == 3
    assert ledger.append([said("known", "已核实")]) == []
    undo = {"kind": "undo", "undoes": ledger.read()[-1].id}
    assert len(ledger.append([undo, said("known", "已核实")])) == 2
    assert first.value == "known"


def test_a_line_that_two_branches_brought_counts_once(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "decisions.jsonl")
    ledger.append([{"kind": "hide", "object": BRAND}])
    ledger.path.write_bytes(ledger.path.read_bytes() * 2)
    assert len(ledger.read()) == 1


@pytest.mark.parametrize(
    "record",
    [
        {"kind": "destroy", "object": BRAND},
        {"kind": "hide", "object": {"label": "Person", "name": "某"}},
        {"kind": "gap", "object": {"rule": "no_host", "nodes": [BRAND]}, "value": "maybe"},
        {"kind": "rename", "object": BRAND, "value": " "},
        {"kind": "merge", "object": OFFICE, "value": []},
        {"kind": "split", "object": OFFICE, "value": []},
        {"kind": "accept", "object": {"type": "LOVES", "source": OFFICE, "target": BRAND}},
        {"kind": "hide", "object": BRAND, "surprise": 1},
    ],
)
def test_a_faulty_record_is_refused_and_nothing_is_written(record: dict[str, Any], tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "decisions.jsonl")
    with pytest.raises(LiantuError):
        ledger.append([{"kind": "hide", "object": BRAND}, record])
    assert not ledger.path.exists()


@pytest.mark.parametrize(
    ("record", "told"),
    [
        ({"kind": "gap", "object": {"rule": "no_rule", "nodes": []}, "value": "maybe", "surprise": 1},
         ("no_rule", "{rule, nodes}", "maybe", "surprise")),
        ({"kind": "accept", "object": {"type": "LOVES", "source": {"label": "Person"}, "target": BRAND}, "note": 1},
         ("wrong type",)),
        ({"kind": "accept", "object": {"type": "LOVES", "source": {"label": "Person"}, "target": BRAND}},
         ("LOVES", "Person", "{label, name, jurisdiction}")),
        ({"kind": "relabel", "object": {"label": "Person", "name": "某"}, "value": "Thing"}, ("Person", "Thing")),
        ({"kind": "destroy", "surprise": 1}, ("destroy", "surprise")),
    ],
)  # fmt: skip
def test_all_faults_of_a_record_are_told_at_once(record: dict[str, Any], told: tuple[str, ...], tmp_path: Path) -> None:
    with pytest.raises(LiantuError) as caught:
        Ledger(tmp_path / "decisions.jsonl").append([record])
    assert [word for word in told if word not in str(caught.value)] == []


def test_a_line_cut_off_by_a_crash_is_named(tmp_path: Path) -> None:
    ledger = Ledger(tmp_path / "decisions.jsonl")
    ledger.append([{"kind": "hide", "object": BRAND}])
    ledger.path.write_bytes(ledger.path.read_bytes()[:-20])
    with pytest.raises(LiantuError, match="1:"):
        ledger.read()


RECORDS = st.sampled_from(
    [
        {"kind": "merge", "object": OFFICE, "value": LEAGUE},
        {"kind": "merge", "object": LEAGUE, "value": [OFFICE]},
        {"kind": "split", "object": OFFICE, "value": ["市侨联"]},
        {"kind": "split", "object": BRAND, "value": {"documents": ["0" * 64]}},
        {"kind": "rename", "object": LEAGUE, "value": "侨胞之家"},
        {"kind": "relabel", "object": BRAND, "value": "Programme"},
        {"kind": "hide", "object": BRAND},
        {"kind": "hide", "object": thing("Organisation", "侨胞之家", CITY)},
        {"kind": "reject", "object": {"type": "LEADS", "source": OFFICE, "target": BRAND}},
        {"kind": "accept", "object": {"type": "COOPERATES_WITH", "source": OFFICE, "target": LEAGUE}},
    ]
)


@settings(max_examples=60, deadline=None)
@given(steps=st.lists(st.one_of(RECORDS, st.integers(0, 20)), max_size=12))
def test_decisions_and_undos_in_any_order_end_in_the_graph_of_those_that_remain(
    steps: list[Any], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger = Ledger(tmp_path_factory.mktemp("ledger") / "decisions.jsonl")
    undone_by: dict[str, list[str]] = {}
    order: list[tuple[str, dict[str, Any]]] = []
    for step in steps:
        if isinstance(step, dict):
            (made,) = ledger.append([step])
        elif order:
            target = order[step % len(order)][0]
            (made,) = ledger.append([{"kind": "undo", "undoes": target}])
            undone_by.setdefault(target, []).append(made.id)
        else:
            continue
        order.append((made.id, step if isinstance(step, dict) else {}))

    def remains(identity: str) -> bool:
        return not any(remains(undo) for undo in undone_by.get(identity, ()))

    left = [record for identity, record in order if record and remains(identity)]
    assert resolve_with(batch(), standing(ledger.read())).graph == decided(*left).graph


@given(order=st.permutations(range(6)))
@settings(max_examples=20, deadline=None)
def test_undoing_all_in_any_order_is_as_if_nothing_was_decided(
    order: list[int], tmp_path_factory: pytest.TempPathFactory
) -> None:
    ledger = Ledger(tmp_path_factory.mktemp("ledger") / "decisions.jsonl")
    made = ledger.append(
        [
            {"kind": "merge", "object": OFFICE, "value": LEAGUE},
            {"kind": "rename", "object": OFFICE, "value": "侨务部门"},
            {"kind": "split", "object": OFFICE, "value": ["市侨联"]},
            {"kind": "relabel", "object": BRAND, "value": "Programme"},
            {"kind": "hide", "object": LEAGUE},
            {"kind": "reject", "object": {"type": "LEADS", "source": OFFICE, "target": BRAND | {"label": "Programme"}}},
        ]
    )
    for n in order:
        ledger.append([{"kind": "undo", "undoes": made[n].id}])
    assert standing(ledger.read()) == []
    assert decisions.fingerprint(standing(ledger.read())) == decisions.fingerprint([])
