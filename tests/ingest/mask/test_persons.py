"""Private names are masked in what leaves the program, and never become names of things."""

from __future__ import annotations

from typing import Any

import pytest

from ingest.mask.persons import find_persons, mask, may_name


def names(text: str, tagged: bool = True) -> list[str]:
    return [text[a:b] for a, b in find_persons(text, [(0, len(text))], tagged)]


def test_a_mask_keeps_the_first_character_and_the_length() -> None:
    assert mask("欧阳小明") == "欧某某某"


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("院长陈建国走访了困难家庭。", "陈建国"),
        ("“路修好了，”村民赵玉兰说。", "赵玉兰"),
        ("志愿者马晓红把书送到学生手里。", "马晓红"),
    ],
)
def test_private_persons(text: str, name: str) -> None:
    assert names(text) == [name]


def test_without_the_tagger_a_title_still_tells() -> None:
    assert names("会上,李卫东局长作了部署。", tagged=False) == ["李卫东"]


@pytest.mark.parametrize("text", ["参观周恩来纪念馆。", "学习雷锋精神。", "荣获先进集体。"])
def test_those_who_are_remembered_stay(text: str) -> None:
    assert names(text) == []


def test_quotes_and_mentions_are_masked_and_offsets_stay(told: Any) -> None:
    text = "县医院院长陈建国带队，县医院举办“光明”义诊活动，服务村民赵玉兰等120人。"
    found = told(text)
    assert found.text == text
    told_quotes = [r.evidence.quote for r in found.relations] + [m.text for e in found.entities for m in e.mentions]
    assert any("赵某某" in quote for quote in told_quotes)
    assert not any("赵玉兰" in quote or "陈建国" in quote for quote in told_quotes)
    assert not any("赵玉兰" in n for e in found.entities for n in (e.name, *e.aliases))
    for relation in found.relations:
        start, end = relation.evidence.start, relation.evidence.end
        assert all(a in (b, "某") for a, b in zip(relation.evidence.quote, text[start:end], strict=True))


def test_a_title_masks_whom_the_text_masks(told: Any) -> None:
    text = "陈建国院长带队到云溪县义诊\n\n县医院院长陈建国带队，县医院举办“光明”义诊活动，服务村民120人。\n"
    assert told(text).document.title == "陈某某院长带队到云溪县义诊"


def test_a_telephone_s_number_is_masked(told: Any) -> None:
    facts = told("县妇联举办“巧手”技能大赛，报名找县妇联，电话13800000000。\n")
    assert not any("13800000000" in m.text for e in facts.entities for m in e.mentions)
    assert {facts.text[k] for k in facts.hidden} == {"3", "8", "0"}


@pytest.mark.parametrize(
    ("text", "number"),
    [
        ("联系人:陈建国局长,电话:0599-8123456。", "0599-8123456"),
        ("请陈建国局长(电话(0599)8123456)负责报名。", "(0599)8123456"),
        ("咨询电话010-65432100转802,请陈建国局长接听。", "010-65432100转802"),
        ("请陈建国局长,座机:8123456", "8123456"),
        ("请陈建国局长 05998123456", "05998123456"),
        ("报名可找联系人,电话0599-8123456。", "0599-8123456"),
        ("报名可找陈某某,电话0599-8123456。", "0599-8123456"),
    ],
)
def test_a_fixed_telephone_beside_a_person_is_masked(text: str, number: str) -> None:
    assert [found for found in names(text, tagged=False) if found != "陈建国"] == [number]


@pytest.mark.parametrize(
    "text",
    [
        "县妇联咨询电话0599-8123456。请陈建国局长介绍了情况。",
        "请陈建国局长公布服务热线12345和12338。",
        "会长陈建国局长介绍,协会有会员8123456人,2023-2025年服务20231105人次。",
        "热线400-810-1234由县妇联开通。",
    ],
)
def test_an_office_s_telephone_a_hotline_and_a_figure_stay(text: str) -> None:
    assert [found for found in names(text, tagged=False) if found != "陈建国"] == []


@pytest.mark.parametrize(
    ("words", "named"),
    [
        ([("村民", "n"), ("赵", "nr"), ("玉兰", "nr"), ("说", "v")], True),
        ([("陈建国", "nr"), ("带队", "v")], True),
        ([("发展", "v"), ("茶", "n"), ("产业", "n")], False),
    ],
)
def test_the_tagger_reads_only_sentences_that_may_name_a_person(words: list[tuple[str, str]], named: bool) -> None:
    assert may_name(words) is named


def test_a_workshop_called_by_a_private_person_shows_one_character_of_the_name(told: Any) -> None:
    found = told("王建国工作室揭牌。县妇联依托王建国工作室开展培训。“马兰花”工作室同日揭牌。")
    names = {e.name for e in found.entities}
    assert any("王某某工作室" in name for name in names) and not any("王建国" in name for name in names)
    assert all("王建国" not in m.text for e in found.entities for m in e.mentions)
    assert not any("马某某" in name for name in names)


def test_a_name_that_is_masked_by_itself_is_masked_inside_names_but_not_in_memorials(told: Any) -> None:
    found = told("“路修好了，”村民陈建国说。陈建国文化馆挂牌。陈建国纪念馆开放。")
    assert {"陈某某文化馆", "陈建国纪念馆"} <= {e.name for e in found.entities}
