"""Deciding on the command line: proposals with reasons, decisions that last, undone exactly, and what they change shown before."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from graph.decisions import Ledger
from graph.vocabulary import Label, RelationType
from graph.workspace import Registered, Workspace
from liantu import build
from tests.graph.build import facts
from tests.liantu.test_ingest import run
from viz.words import relation_word

CITY = "江南省梅岭市"
Say = Callable[..., Any]


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace of two documents of a city, made without reading files."""
    workspace = Workspace(tmp_path_factory.mktemp("决定") / "w")
    texts = (
        "市侨联打造同心侨站，市教育局参与。同心侨站、青禾书屋相距很近，但未能串联。",
        "同心侨驿站由市侨联牵头，市教育体育局支持。",
    )
    batch = [
        facts("a" * 64, texts[0], {"市侨联": Label.Organisation, "同心侨站": Label.Base, "市教育局": Label.Organisation, "青禾书屋": Label.Base},
              [("市侨联", RelationType.LEADS, "同心侨站"), ("同心侨站", RelationType.NEAR, "青禾书屋")], jurisdiction=CITY),
        facts("b" * 64, texts[1], {"市侨联": Label.Organisation, "同心侨驿站": Label.Base, "市教育体育局": Label.Organisation},
              [("市侨联", RelationType.LEADS, "同心侨驿站"), ("市教育体育局", RelationType.SUPPORTS, "同心侨驿站")], jurisdiction=CITY),
    ]  # fmt: skip
    with workspace.locked():
        for one in batch:
            workspace.write_facts(one)
        workspace.register([Registered("/r", one.document.file, one.document.id, "v") for one in batch], [])
        build.build(workspace)
    return workspace


@pytest.fixture
def workspace(made: Workspace, tmp_path: Path) -> Workspace:
    """A copy of it, to decide in."""
    shutil.copytree(made.path, tmp_path / "w")
    return Workspace(tmp_path / "w")


@pytest.fixture
def say(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> Say:
    """Run a command in the workspace with --json and return what it answers."""

    def answer(*words: str) -> Any:
        assert run(*words, "-w", workspace.path, "--json") == 0
        return json.loads(capsys.readouterr().out)

    return answer


def bases(workspace: Workspace) -> list[str]:
    return sorted(n.name for n in workspace.snapshot().graph().nodes if n.name.startswith("同心侨"))


def test_a_proposal_has_the_sentences_of_both_sides_and_a_reason_made_of_parts(say: Say) -> None:
    (one,) = [p for p in say("review", "--kind", "merge") if p["nodes"][0]["label"] == "Base"]
    assert {node["name"] for node in one["nodes"]} == {"同心侨站", "同心侨驿站"}
    assert all(sentence[0]["quote"] for sentence in one["sentences"])
    assert sum(part["points"] for part in one["parts"]) == one["score"]
    assert all(part["reason"] for part in one["parts"])


def test_accepting_a_proposal_joins_and_undoing_it_brings_back_the_former_snapshot(
    say: Say, workspace: Workspace
) -> None:
    before = workspace.current
    (one,) = [p for p in say("review") if p["nodes"][0]["label"] == "Base"]
    (decision,) = say("review", "accept", one["id"])["decisions"]
    assert len(bases(workspace)) == 1
    assert workspace.current != before
    say("review", "undo", decision["id"])
    assert bases(workspace) == ["同心侨站", "同心侨驿站"]
    assert workspace.current == before


def test_a_refused_proposal_is_not_asked_again(say: Say) -> None:
    (one,) = [p for p in say("review") if p["nodes"][0]["label"] == "Base"]
    say("review", "reject", one["id"])
    assert [p for p in say("review") if p["id"] == one["id"]] == []


def test_a_dry_run_tells_what_would_change_and_writes_nothing(say: Say, workspace: Workspace) -> None:
    before = workspace.current
    told = say("review", "merge", "同心侨站", "同心侨驿站", "--dry-run")
    assert [node["name"] for node in told["difference"]["nodes"]["removed"]] != []
    assert not Ledger.of(workspace.path).path.exists()
    assert workspace.current == before


@pytest.mark.parametrize(
    ("words", "holds"),
    [
        (("rename", "市侨联", "侨联会"), lambda g: any(n.name == "侨联会" and "市侨联" in n.aliases for n in g.nodes)),
        (("relabel", "同心侨站", "Mechanism"), lambda g: any(n.name == "同心侨站" and n.label == "Mechanism" for n in g.nodes)),
        (("hide", "同心侨站"), lambda g: all(n.name != "同心侨站" for n in g.nodes)),
        (("reject", "市侨联", "LEADS", "同心侨站"), lambda g: sum(e.type == "LEADS" for e in g.edges) == 1),
        (("accept", "市侨联", "leads", "同心侨站"), lambda g: max(e.confidence for e in g.edges) == 1000),
    ],
)  # fmt: skip
def test_each_decision_shows_in_the_live_graph(
    words: tuple[str, ...], holds: Callable[[Any], bool], say: Say, workspace: Workspace
) -> None:
    say("review", *words)
    assert holds(workspace.snapshot().graph())


def test_split_takes_apart_what_was_merged(say: Say, workspace: Workspace) -> None:
    say("review", "merge", "同心侨站", "同心侨驿站")
    say("review", "split", "同心侨站", "同心侨驿站")
    assert bases(workspace) == ["同心侨站", "同心侨驿站"]


def test_decisions_last_over_a_document_that_goes_and_comes_back(say: Say, workspace: Workspace) -> None:
    say("review", "merge", "同心侨站", "同心侨驿站")
    rows = workspace.registered()
    gone = list(workspace.facts())[1]
    text = workspace.text(gone.document.id)
    with workspace.locked():
        workspace.register(rows[:1], [])
        build.build(workspace)
    (told,) = [d for d in say("review", "--log") if d["kind"] == "merge"]
    assert told["unmet"] == "not_found"  # reported, not dropped
    with workspace.locked():
        workspace.write_facts(replace(gone, text=text))
        workspace.register(rows, [])
        build.build(workspace)
    assert len(bases(workspace)) == 1


def test_the_status_of_a_gap_is_set_and_survives(say: Say, workspace: Workspace) -> None:
    found = say("gaps")
    say("review", "gap", found[0]["id"], "known", "--note", "明年办", "--by", "督查室")
    (ruled,) = [f for f in say("gaps") if f["id"] == found[0]["id"]]
    assert (ruled["status"], ruled["note"], ruled["by"]) == ("known", "明年办", "督查室")


def test_the_same_word_on_a_gap_is_not_written_twice(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    gap = workspace.snapshot().findings()[0]["id"]
    for code in (0, 2):
        assert run("review", "gap", gap, "known", "--note", "已核实", "-w", workspace.path) == code
    assert "已经这样说了" in capsys.readouterr().err
    assert len(Ledger.of(workspace.path).read()) == 1
    assert run("review", "--import", workspace.path / "decisions.jsonl", "-w", workspace.path) == 0
    assert len(Ledger.of(workspace.path).read()) == 1


def test_a_word_on_a_gap_leaves_the_graph_as_it_is_and_is_taken_back(say: Say, workspace: Workspace) -> None:
    before, found = workspace.current, say("gaps")
    graph = workspace.snapshot().graph()
    (decision,) = say("review", "gap", found[0]["id"], "wrong")["decisions"]
    assert workspace.current != before
    assert workspace.snapshot().graph() == graph
    assert workspace.snapshot().store().ask("MATCH (n:Base) RETURN count(n) AS n").rows == [[3]]
    shutil.rmtree(workspace.path / "snapshots" / str(before))
    say("review", "undo", decision["id"])
    assert (workspace.current, say("gaps")) == (before, found)


def test_what_the_page_downloads_is_taken_in(say: Say, workspace: Workspace, tmp_path: Path) -> None:
    node = next(n for n in workspace.snapshot().graph().nodes if n.name == "同心侨站")
    line = {
        "kind": "gap",
        "object": {"rule": "no_host", "nodes": [{"id": node.id, "label": node.label, "name": node.name}]},
        "value": "wrong", "note": "", "by": "",
    }  # fmt: skip
    file = tmp_path / "下载.jsonl"
    file.write_text(json.dumps(line, ensure_ascii=False) + "\n", encoding="utf-8")
    (decision,) = say("review", "--import", str(file))["decisions"]
    assert decision["value"] == "wrong"
    assert decision["object"]["nodes"] == [
        {"label": "Base", "name": "同心侨站", "jurisdiction": CITY}
    ]  # by content, not by id


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("split", "市侨联", "侨联会"), "侨联会"),
        (("merge", "市侨联", "市侨联"), "市侨联"),
        (("rename", "青禾书屋", "青禾书屋"), "青禾书屋"),
        (("reject", "市侨联", "LEADS", "青禾书屋"), "青禾书屋"),
    ],
)
@pytest.mark.parametrize("more", [(), ("--dry-run",)])
def test_a_decision_that_would_change_nothing_is_refused_and_not_written(
    workspace: Workspace, capsys: pytest.CaptureFixture[str], words: tuple[str, ...], said: str, more: tuple[str, ...]
) -> None:
    assert run("review", *words, *more, "-w", workspace.path) == 2
    told = capsys.readouterr().err
    assert said in told and "没有写入" in told
    assert not (workspace.path / "decisions.jsonl").exists()


def test_a_decision_is_undone_by_the_beginning_of_its_id_and_only_once(
    say: Say, workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    first = workspace.current
    (decision,) = say("review", "rename", "青禾书屋", "青禾书院")["decisions"]
    (undo,) = say("review", "undo", decision["id"][:6])["decisions"]
    assert (undo["undoes"], workspace.current) == (decision["id"], first)
    assert run("review", "undo", decision["id"][:6], "-w", workspace.path) == 2
    assert undo["id"] in capsys.readouterr().err
    say("review", "undo", undo["id"][:6])
    assert next(d["standing"] for d in say("review", "--log"))


def test_a_beginning_that_several_ids_have_is_asked_for_more(
    workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    ids = sorted(d.id for d in Ledger.of(workspace.path).append(
        [{"kind": "hide", "object": {"label": "Base", "name": f"书屋{n}", "jurisdiction": None}} for n in range(17)]
    ))  # fmt: skip
    shared = next(one[0] for one, other in pairwise(ids) if one[0] == other[0])
    assert run("review", "undo", shared, "-w", workspace.path) == 2
    assert shared in capsys.readouterr().err
    assert run("review", "undo", "zz", "-w", workspace.path) == 2


def test_a_new_name_stays_with_the_thing_that_was_meant_when_the_merge_is_undone(
    say: Say, workspace: Workspace
) -> None:
    (merge,) = say("review", "merge", "同心侨站", "青禾书屋")["decisions"]
    say("review", "rename", "青禾书屋", "青禾书院")
    assert [n.name for n in workspace.snapshot().graph().nodes if "青禾书屋" in n.aliases] == ["青禾书院"]
    say("review", "undo", merge["id"])
    sites = {n.name: n.aliases for n in workspace.snapshot().graph().nodes if n.label is Label.Base}
    assert sites == {"同心侨站": (), "同心侨驿站": (), "青禾书院": ("青禾书屋",)}


def test_names_that_several_nodes_bear_are_asked_for(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", "hide", "没有的名称", "-w", workspace.path) == 2
    assert run("review", "accept", "00000000", "-w", workspace.path) == 2
    assert "review" in capsys.readouterr().err


def test_diff_tells_what_a_decision_changed(say: Say, workspace: Workspace) -> None:
    before = str(workspace.current)
    say("review", "hide", "同心侨站")
    told = say("diff", before[:8])
    assert [node["name"] for node in told["nodes"]["removed"]] == ["同心侨站"]
    assert len(told["edges"]["removed"]) == 2
    assert say("diff", before, before)["nodes"] == {"added": [], "removed": [], "changed": []}


def test_what_a_killed_build_left_goes_with_the_next(say: Say, workspace: Workspace) -> None:
    left = workspace.path / "snapshots" / "0123.building"
    left.mkdir()
    (left / "nodes.parquet").write_bytes(b"half")
    say("review", "hide", "同心侨站")
    assert not left.exists()


def test_history_tells_a_thing_year_by_year(say: Say) -> None:
    (shown,) = say("show", "市侨联", "--history")
    (year,) = shown["history"]["years"]
    assert (year["year"], len(year["documents"]), year["mentions"]) == (None, 2, 2)
    assert {statement["type"] for statement in year["statements"]} == {"LEADS"}
    assert all(statement["file"] and statement["quote"] for statement in year["statements"])
    assert shown["history"]["other_names"] == []


def test_two_years_of_a_place_are_compared_and_a_wrong_year_is_told(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    workspace = Workspace(tmp_path / "w")
    texts = {2023: "市侨联举办侨心映山红读书活动，打造同心侨站。", 2024: "市侨联举办侨心映山红读书月，打造同心侨站。"}
    batch = []
    for year, text in texts.items():
        campaign = text[5 : text.index("，")]
        made = facts(
            str(year) * 16, text, {"市侨联": Label.Organisation, campaign: Label.Campaign, "同心侨站": Label.Base},
            [("市侨联", RelationType.ORGANISES, campaign)], jurisdiction=CITY,
        )  # fmt: skip
        batch.append(replace(made, document=replace(made.document, year=year)))
    with workspace.locked():
        for one in batch:
            workspace.write_facts(one)
        workspace.register([Registered("/r", one.document.file, one.document.id, "v") for one in batch], [])
        build.build(workspace)
    assert run("compare", "--jurisdiction", "梅岭市", "2023", "2024", "-w", workspace.path, "--json") == 0
    same, other = json.loads(capsys.readouterr().out)
    assert (same["outcome"], same["nodes"][0]["name"]) == ("continued", "同心侨站")
    assert other["outcome"] == "renamed"
    assert [node["name"] for node in other["nodes"]] == ["侨心映山红读书活动", "侨心映山红读书月"]
    assert (other["before"]["file"], other["after"]["file"]) == tuple(one.document.file for one in batch)
    assert other["score"] == min(1000, sum(part["points"] for part in other["parts"]))
    assert run("compare", "--jurisdiction", "梅岭市", "2023", "2019", "-w", workspace.path) == 2
    assert run("compare", "--jurisdiction", "梅岭市", "去年", "2024", "-w", workspace.path) == 2
    for years in (("2024", "2023"), ("2024", "2024")):
        assert run("compare", "--jurisdiction", "梅岭市", *years, "-w", workspace.path) == 2
        assert "2023、2024" in capsys.readouterr().err


def test_a_doubtful_relation_is_told_with_how_sure_it_is_and_in_words(
    sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    edges = {(e.source, e.target, e.type): e.confidence for e in sample_workspace.snapshot().graph().edges}
    space = f"--workspace={sample_workspace.path}"
    assert run("review", "--kind", "accept", "--json", space) == 0
    one = json.loads(capsys.readouterr().out)[0]
    kind = RelationType(one["decision"]["object"]["type"])
    assert one["confidence"] == edges[one["nodes"][0]["id"], one["nodes"][1]["id"], kind]
    assert run("review", "--kind", "accept", "--limit", "1", space) == 0
    told = capsys.readouterr().out
    assert f"把握 {one['confidence'] / 10:.0f}%" in told and "+" not in told
    assert kind not in told and relation_word(kind) in told


def test_a_name_that_another_bears_is_no_new_name(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", "rename", "同心侨驿站", "同心侨站", "-w", workspace.path) == 2
    assert "review merge" in capsys.readouterr().err
    assert bases(workspace) == ["同心侨站", "同心侨驿站"] and not Ledger.of(workspace.path).read()


def test_a_name_is_one_line(workspace: Workspace, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("review", "rename", "同心侨驿站", "同心\n侨站", "-w", workspace.path) == 2
    assert "一行" in capsys.readouterr().err


def test_an_id_always_tells_which_node_is_meant(workspace: Workspace) -> None:
    text = "开展走访。开展走访。"
    read = facts("c" * 64, text, {"开展走访": Label.Commitment}, [], jurisdiction=CITY)
    (first,) = read.entities
    again = replace(first, key="e9", mentions=(replace(first.mentions[0], start=5, end=9),))
    read = replace(read, entities=(replace(first, mentions=first.mentions[:1]), again))
    with workspace.locked():
        workspace.write_facts(read)
        workspace.register([*workspace.registered(), Registered("/r", read.document.file, "c" * 64, "v")], [])
        build.build(workspace)
    one, other = (n.id for n in workspace.snapshot().graph().nodes if n.label == Label.Commitment)
    assert run("review", "hide", one, "-w", workspace.path) == 0
    assert [n.id for n in workspace.snapshot().graph().nodes if n.label == Label.Commitment] == [other]
