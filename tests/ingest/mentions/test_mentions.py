"""Names by grammar: one labelled case for each rule."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from ingest.mentions.aliases import abbreviates
from ingest.mentions.things import full_width

CASES = yaml.safe_load(Path(__file__).with_name("cases.yaml").read_text(encoding="utf-8"))


def bare(name: str) -> str:
    return re.sub(r"[“”]", "", name)


@pytest.mark.parametrize("case", CASES, ids=[case["rule"] for case in CASES])
def test_names(case: dict[str, Any], told: Any) -> None:
    found = told(case["text"], **case.get("context", {}))
    names = {(e.label, bare(n)) for e in found.entities for n in (e.name, *e.aliases)}
    for label, name in case.get("finds", []):
        assert (label, bare(name)) in names
    for name in case.get("not", []):
        assert bare(name) not in {n for _, n in names}
    if "same" in case:
        wanted = {bare(n) for n in case["same"]}
        texts = [{bare(n) for n in (e.name, *e.aliases, *(m.text for m in e.mentions))} for e in found.entities]
        assert any(wanted <= named for named in texts)


def test_every_mention_is_literal(told: Any) -> None:
    text = "县妇联在後所鎮舉辦「巧手」技能大賽，\n縣總工會配合。"
    found = told(text)
    assert {e.name for e in found.entities} >= {"县妇联", "后所镇", "巧手技能大赛"}
    for entity in found.entities:
        for mention in entity.mentions:
            assert text[mention.start : mention.end] == mention.text


def test_dropped_candidates_say_why(told: Any) -> None:
    found = told("县总工会职工服务大厅挂牌。")
    assert all(d.reason for d in found.dropped)
    assert any("县总工会" in d.what or "服务大厅" in d.what for d in found.dropped)


@pytest.mark.parametrize(
    ("short", "long", "same"),
    [
        ("县人社局", "县人力资源和社会保障局", True),
        ("县妇联", "县残联", False),
        ("县商会", "县泵业商会", False),
        ("省教育厅", "县教育局", False),
        ("县公安局", "县公安局城北分局", False),
        ("县老体协", "县老年人体育协会", True),
        ("县社体中心", "县社会体育管理中心", True),
        ("市城投集团", "市城市建设投资集团有限公司", True),
        ("县体育中心", "县体育事业发展中心", False),
        ("县老体协", "县老年人体育协会服务中心", False),
        ("县卫健局", "县卫生健康局监督分局", False),
    ],
)
def test_abbreviations(short: str, long: str, same: bool) -> None:
    assert abbreviates(short, long) is same


def test_what_is_built_on_a_brand_is_not_one_because_it_is_called_by_it(told: Any) -> None:
    found = told("市侨联建成“映山红”驿站，依托“映山红”教育基地办学。“映山红”驿站全年开放。")
    sites = {e.name: len(e.mentions) for e in found.entities if e.label == "Base"}
    assert sites == {"映山红驿站": 2, "映山红教育基地": 1}


def test_names_are_written_with_full_width_punctuation() -> None:
    assert full_width("“村规”管理办法(试行)") == "村规管理办法（试行）"


def test_a_name_that_points_is_no_alias(told: Any) -> None:
    found = told("富源县民政局工作总结。我局举办“暖冬”义卖活动。", issuer="富源县民政局")
    (body,) = [e for e in found.entities if e.name == "富源县民政局"]
    assert "我局" not in body.aliases
    assert "我局" in {m.text for m in body.mentions}


def test_without_weights_the_reading_says_what_is_lost(told: Any) -> None:
    found = told("县妇联举办“巧手”技能大赛。")
    assert any("规则" in w or "rules" in w for w in found.warnings)
