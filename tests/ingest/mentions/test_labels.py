"""What the words of a name, or those beside it, leave no doubt of."""

import pytest

from graph.vocabulary import Label
from ingest.mentions.labels import relabelled
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.page import page_of
from ingest.text import Source


def labels(text: str, *names: tuple[str, Label]) -> list[Label]:
    reading, found, at = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text))), [], 0
    for name, label in names:
        at = reading.text.index(name, at)
        found.append(Named(at, at + len(name), label, None, "reader", 800, (name,)))
    return [one.label for one in relabelled(reading, found)]


@pytest.mark.parametrize(
    ("text", "name", "label", "told"),
    [
        ("各乡镇林业站要备足苗木。", "各乡镇林业站", Label.Organisation, Label.Stakeholder),
        ("辖区卫生院轮流值守。", "辖区卫生院", Label.Organisation, Label.Stakeholder),
        ("县级以上科协应当设立专账。", "县级以上科协", Label.Organisation, Label.Stakeholder),
        ("各民主党派县委推荐人选。", "各民主党派县委", Label.Organisation, Label.Organisation),
        ("该馆获评省级研学示范基地。", "省级研学示范基地", Label.Base, Label.Honour),
        ("石桥村创成省级森林乡村。", "省级森林乡村", Label.Base, Label.Honour),
        ("为新评选的8家“好邻居”驿站颁奖，获评“好邻居”驿站的有三家。", "“好邻居”驿站", Label.Base, Label.Base),
        ("合作社通过“菜篮子”直供基地认定。", "“菜篮子”直供基地", Label.Base, Label.Honour),
        ("该馆入选首批全国研学示范基地。", "全国研学示范基地", Label.Base, Label.Honour),
        ("该站荣获县总工会颁发的奖牌。", "县总工会", Label.Organisation, Label.Organisation),
        ("全县开展林权流转试点。", "林权流转试点", Label.Programme, Label.Honour),
        ("全县开展危桥改造试点。", "危桥改造试点", Label.Programme, Label.Programme),
        ("迎接省级河湖专项督查。", "省级河湖专项督查", Label.Programme, Label.Campaign),
        ("新建区域防汛物资储备库。", "区域防汛物资储备库", Label.Mechanism, Label.Base),
        ("在县会展中心举办茶博会。", "县会展中心", Label.Organisation, Label.Base),
        ("责任单位：县文化馆、石桥养路站", "石桥养路站", Label.Base, Label.Organisation),
        ("牵头单位：县文旅局，修缮石桥茶史馆", "石桥茶史馆", Label.Base, Label.Base),
        ("县疾控中心值守。", "县疾控中心", Label.Organisation, Label.Organisation),
        ("建立重大项目储备库。", "重大项目储备库", Label.Mechanism, Label.Mechanism),
        ("在青禾镇建成研学示范基地。", "研学示范基地", Label.Base, Label.Base),
    ],
)
def test_words_that_leave_no_doubt_settle_the_label(text: str, name: str, label: Label, told: Label) -> None:
    assert labels(text, (name, label)) == [told]


def test_what_is_listed_behind_an_honour_and_ends_alike_is_one() -> None:
    text = "该馆是全国科普教育基地、省级国防教育基地和市级研学教育基地，建有射击体验基地、救护教育基地。"
    names = ("全国科普教育基地", "省级国防教育基地", "市级研学教育基地", "射击体验基地", "救护教育基地")
    told = [Label.Honour, *[Label.Base] * 4]
    assert labels(text, *zip(names, told, strict=True)) == [*[Label.Honour] * 3, Label.Base, Label.Base]


def test_what_is_listed_behind_a_group_of_bodies_is_a_group_unless_it_names_whose_it_is() -> None:
    text = "各镇卫生院、社区卫生服务站和县疾控中心值守，各民主党派、工商联参与。"
    names = ("各镇卫生院", "社区卫生服务站", "县疾控中心")
    body = Label.Organisation
    told = labels(text, *[(name, body) for name in names], ("各民主党派", Label.Stakeholder), ("工商联", body))
    assert told == [Label.Stakeholder, Label.Stakeholder, body, Label.Stakeholder, body]


@pytest.mark.parametrize(
    ("text", "weak"),
    [
        ("我局紧扣县委、县政府决策部署。", True),
        ("我局紧扣县委中心工作。", True),
        ("为完成县委下达的目标任务。", True),
        ("县委召开会议，通报部署情况。", False),
        ("县委部门联动。", False),
    ],
)
def test_a_body_that_only_says_whose_plans_they_are_stands_where_a_relation_uses_it(text: str, weak: bool) -> None:
    reading = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    at = reading.text.index("县委")
    (one,) = relabelled(reading, [Named(at, at + 2, Label.Organisation, None, "reader", 900, ("县委",))])
    assert one.weak is weak
