"""Who has a duty of which several bodies have a part each, and where each has its own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.facts import DocumentFacts
from graph.vocabulary import Label, RelationType

Read = Callable[..., DocumentFacts]
CASES = [
    ("年内新建书屋12家，县文旅局负责选址，县财政局负责采购", "县文旅局", ["县财政局"]),
    ("年内新建书屋12家（县文旅局负责选址，县财政局负责采购）", "县文旅局", ["县财政局"]),
    ("县文旅局负责选址，县财政局负责采购，年内新建书屋12家", "县文旅局", ["县财政局"]),
    ("年内新建书屋12家，由县妇联牵头，县文旅局负责选址，县财政局负责采购", "县妇联", ["县文旅局", "县财政局"]),
    ("年内新建书屋12家（县文旅局、县妇联等2个部门按职责分工负责）", "县文旅局", ["县妇联"]),
    ("年内新建书屋12家（县文旅局、县妇联等5个部门）", "县文旅局", ["县妇联"]),
    ("年内新建书屋12家，县文旅局，县妇联，县财政局按职责分工负责", "县文旅局", ["县妇联", "县财政局"]),
    ("年内新建书屋12家（责任单位：县文旅局，各乡镇）", "县文旅局", ["各乡镇"]),
    ("年内新建书屋12家（牵头单位：县文旅局；责任单位：各乡镇）", "县文旅局", ["各乡镇"]),
    ("年内放贷600万元，县财政局每年注资60万元", "县发改局", ["县财政局"]),
    ("年内建成调解室6个，县司法局派驻人员12名", "县发改局", ["县司法局"]),
]


BODIES = (("县文旅局", Label.Organisation), ("县财政局", Label.Organisation))


def bearers(found: DocumentFacts) -> list[tuple[str, list[str], list[str]]]:
    """Return the duties with those who have them and who help."""
    names = {e.key: e.name for e in found.entities}
    ends = [(r.source, r.type, names.get(r.target, "")) for r in found.relations]
    kinds = (RelationType.OWNED_BY, RelationType.SUPPORTED_BY)
    duties = [e for e in found.entities if e.label is Label.Commitment]
    return [
        (duty.name, *(sorted(n for key, kind, n in ends if (key, kind) == (duty.key, k)) for k in kinds))
        for duty in duties
    ]


@pytest.mark.parametrize(("said", "owner", "helpers"), CASES)
def test_who_has_a_part(said: str, owner: str, helpers: list[str], told: Any) -> None:
    (duty,) = bearers(told(f"县发改局工作计划\n一、工作安排\n{said}。\n", kind="plan", issuer="县发改局"))
    assert duty[1:] == ([owner], sorted(helpers))


def test_each_body_has_its_own_duty_where_the_sentence_begins_with_one(read: Read) -> None:
    said = "县文旅局负责推出湖区联票,县财政局要负责筹措采购资金,10月底前到位"
    found = read(f"一、工作安排\n{said}。\n", (said, Label.Commitment), *BODIES, kind="plan")
    assert bearers(found) == [
        ("县文旅局负责推出湖区联票", ["县文旅局"], []),
        ("县财政局要负责筹措采购资金，10月底前到位", ["县财政局"], []),
    ]


@pytest.mark.parametrize(
    ("said", "parts"),
    [
        (
            "年内在湖区新建书屋12家,县财政局每半年检查一次",
            [("年内在湖区新建书屋12家", ["县发改局"]), ("县财政局每半年检查一次", ["县财政局"])],
        ),
        (
            "在湖区推行阅读积分兑换,每季度由县财政局开展专项检查",
            [("在湖区推行阅读积分兑换", ["县发改局"]), ("每季度由县财政局开展专项检查", ["县财政局"])],
        ),
        (
            "建立书屋管理双月评比制度,县财政局每两个月通报一次",
            [("建立书屋管理双月评比制度，县财政局每两个月通报一次", ["县财政局"])],
        ),
        (
            "县财政局每月报送书屋信息3篇,每半年报送经验材料1篇",
            [("县财政局每月报送书屋信息3篇", ["县财政局"]), ("每半年报送经验材料1篇", ["县财政局"])],
        ),
        (
            "县财政局每季度办书屋管理班1期,全年培训管理员200人次",
            [("县财政局每季度办书屋管理班1期，全年培训管理员200人次", ["县财政局"])],
        ),
    ],
)
def test_a_body_with_a_time_of_its_own_has_another_duty(
    said: str, parts: list[tuple[str, list[str]]], read: Read
) -> None:
    text = f"县发改局工作计划\n一、工作安排\n{said}。\n"
    found = read(text, (said, Label.Commitment), BODIES[1], kind="plan", issuer="县发改局")
    assert [(name, owner) for name, owner, _ in bearers(found)] == parts


@pytest.mark.parametrize(
    "said",
    [
        "年内推出湖区联票三种,县文旅局负责组织推出,县财政局负责筹措资金",
        "县妇联负责选址,县财政局负责筹措采购资金",
        "县文旅局负责落实,县财政局负责落实采购资金",
    ],
)
def test_who_shares_a_measure_or_says_little_has_no_duty_apart(said: str, read: Read) -> None:
    found = read(
        f"一、工作安排\n{said}。\n", (said, Label.Commitment), *BODIES[said.startswith("县妇联") :], kind="plan"
    )
    assert [name for name, *_ in bearers(found)] == [said.replace(",", "，")]


@pytest.mark.parametrize(
    ("tail", "owner", "helpers"),
    [
        ("县文旅局，县妇联，各相关单位按职责分工负责", "县文旅局", ["县妇联"]),
        ("县文旅局、县妇联，各相关单位按职责分工负责。", "县文旅局", ["县妇联"]),
        ("县文旅局、县妇联分别落实。", "县文旅局", ["县妇联"]),
        ("县文旅局，书香单位按职责分工负责", "县发改局", []),
        ("县文旅局，县妇联按职责分工负责采购", "县发改局", []),
    ],
)
def test_a_sentence_of_bodies_answers_for_the_line(tail: str, owner: str, helpers: list[str], told: Any) -> None:
    found = told(f"县发改局工作计划\n一、工作安排\n年内新建书屋12家。{tail}\n", kind="plan", issuer="县发改局")
    assert bearers(found) == [("年内新建书屋12家", [owner], helpers)]
