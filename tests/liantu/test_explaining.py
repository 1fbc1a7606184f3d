"""``ingest --explain``: each fact names its rule and the runner-up, each dropped candidate its reason, within eighty columns."""

from __future__ import annotations

import io
import re
from pathlib import Path

import pytest
from rich.cells import cell_len
from rich.console import Console

from graph.facts import Dropped, Verdict
from graph.workspace import Workspace
from liantu import build
from liantu.commands import explaining
from liantu.commands.explaining import because, explain, reason

TEXT = (
    "枝江市妇联2024年工作总结\n\n　　一、主要做法\n　　市妇联牵头开展“暖心驿站”服务项目，联合团市委举办亲子阅读活动。"
    "市妇联主席王丽华表示，全年服务群众300人次。\n　　二、存在问题\n　　基层阵地作用发挥不充分，专业力量不足。\n"
)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / "总结.txt").write_text(TEXT, encoding="utf-8")
    made = Workspace(tmp_path / "w")
    build.ingest(made, [tmp_path / "总结.txt"], workers=1)
    return made


def test_every_fact_has_its_rule_and_a_runner_up_or_none(workspace: Workspace) -> None:
    (facts,) = workspace.facts()
    told = {v.fact: v for v in facts.verdicts}
    relations = {f"{r.type} {r.source} {r.target}" for r in facts.relations}
    assert relations and {e.key for e in facts.entities} | relations == set(told)
    assert all(v.rule and (v.rival is None) == (v.rival_confidence is None) for v in facts.verdicts)
    for relation in facts.relations:
        verdict = told[f"{relation.type} {relation.source} {relation.target}"]
        assert (verdict.rule, verdict.confidence) == (relation.evidence.rule, relation.evidence.confidence)


def test_dropped_candidates_stand_where_the_text_says_and_no_person_is_named(workspace: Workspace) -> None:
    (facts,) = workspace.facts()
    assert {d.reason.partition(":")[0] for d in facts.dropped} >= {"below", "person"}
    person = next(d for d in facts.dropped if d.reason == "person")
    assert TEXT[person.start : person.end] == "王丽华" and person.what == "PERSON 王某某"
    assert "王丽华" not in "".join(d.what + d.reason for d in facts.dropped)


@pytest.mark.parametrize("language", ["zh_CN.UTF-8", "en_US.UTF-8"])
def test_the_whole_fits_eighty_columns(workspace: Workspace, language: str, monkeypatch: pytest.MonkeyPatch) -> None:
    shown = io.StringIO()
    monkeypatch.setenv("LC_ALL", language)
    monkeypatch.setattr(explaining, "answers", Console(file=shown, width=80))
    explain(workspace.facts())
    lines = shown.getvalue().splitlines()
    assert max(map(cell_len, lines)) <= 80
    (facts,) = workspace.facts()
    assert sum(line.startswith("✓") for line in lines) == len(facts.verdicts)
    assert sum(line.startswith("✗") for line in lines) == len(facts.dropped)


def test_the_runner_up_is_told_with_its_weight() -> None:
    assert (
        because(Verdict("e1", "reader", 812, "Base 暖心驿站", 341))
        == "据训练模型（reader） 81%；次选：阵地 暖心驿站 34%"
    )
    assert because(Verdict("e1", "place.division", 900)).endswith("次选：无")


@pytest.mark.parametrize(
    ("told", "says"),
    [
        ("below:reader:212:300", "低于门槛 30%：训练模型（reader） 21%"),
        ("beaten:title.marks:950:Policy 《办法》", "与更可信的重叠：文件 《办法》（文件名（title.marks） 95%）"),
        ("unused:group:400", "仅凭名称不足采信，也无句子用到：人群（group） 40%"),
        ("unconfirmed:reader:700", "只有模型看到，语法不认：训练模型（reader） 70%"),
        ("short:reader:700", "太短，不成一句：训练模型（reader） 70%"),
        ("unlawful:Place:Policy", "地区与文件之间没有这种关系"),
        ("set:四大品牌", "“四大品牌”的数目已满"),
        ("unseen", "只有语法看到，模型不认"),
        ("points:reader:800:Base 茶史馆", "只是指代：阵地 茶史馆（训练模型（reader） 80%）"),
        ("points:reader:800:", "只是指代，前文没有所指：训练模型（reader） 80%"),
        ("class:reader:800", "是一类的统称，不指某一个：训练模型（reader） 80%"),
        ("column:verb:700", "任务表由自己的列写明责任单位：动词（verb） 70%"),
        ("headless:verb:700", "没有主语，也没有发文单位可补：动词（verb） 70%"),
        ("itself:verb:700", "两端是同一事物：动词（verb） 70%"),
        ("private:verb:700", "主语是个人，不由发文单位代拟：动词（verb） 70%"),
        ("person", "人名：不作节点，引文中遮盖"),
    ],
)
def test_each_reason_is_said_in_words(told: str, says: str) -> None:
    assert reason(Dropped("Place 后所镇", 0, 3, told)) == says


def test_every_rule_has_a_family(workspace: Workspace) -> None:
    (facts,) = workspace.facts()
    assert all(re.match("[\u4e00-\u9fff]", explaining.rule(v.rule)) for v in facts.verdicts)
