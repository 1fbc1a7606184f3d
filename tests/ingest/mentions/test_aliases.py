"""One thing of several names: in full and short, with and without the place, with and without the level."""

from __future__ import annotations

import pytest

from graph.vocabulary import Label
from ingest.mentions.aliases import Home, abbreviates, shortens
from tests.ingest.mentions.small import grouped, read


@pytest.mark.parametrize(
    ("label", "short", "long"),
    [
        (Label.Base, "茶史馆", "温圳茶史馆"),
        (Label.Campaign, "主题教育", "学思践悟主题教育"),
        (Label.Organisation, "临川区工商联", "抚州市临川区工商联"),
        (Label.Organisation, "青禾合作社", "青禾水稻种植合作社"),
        (Label.Base, "温圳旧址", "温圳兵站旧址"),
        (Label.Organisation, "石桥村委会", "后所镇石桥村委会"),
        (Label.Place, "后所镇", "富源县后所镇"),
        (Label.Place, "庆云村", "到庆云村"),
        (Label.Place, "街道", "中安街道"),
    ],
)
def test_the_end_of_a_name_or_some_of_its_words_shorten_it(label: Label, short: str, long: str) -> None:
    assert shortens(label, short, [long])


@pytest.mark.parametrize(
    ("label", "short", "long"),
    [
        (Label.Organisation, "县委", "团县委"),
        (Label.Organisation, "县医院", "临川县医院"),
        (Label.Organisation, "石桥村委会", "大石桥村委会"),
        (Label.Organisation, "石桥社区居委会", "大石桥社区居委会"),
        (Label.Place, "南村", "河南村"),
        (Label.Place, "云村", "后所镇庆云村"),
        (Label.Stakeholder, "青年", "留学归国青年"),
        (Label.Campaign, "信访工作会议", "省信访工作会议"),
        (Label.Brand, "同行", "红石榴同行"),
        (Label.Base, "兵站旧址", "温圳兵站大院旧址"),
    ],
)
def test_a_level_another_place_and_a_narrower_group_are_not_cut_off(label: Label, short: str, long: str) -> None:
    assert not shortens(label, short, [long])


def test_a_committee_is_written_in_full_and_short() -> None:
    assert abbreviates("县政协农业委", "县政协农业委员会")


@pytest.mark.parametrize(
    ("name", "owned"),
    [
        ("富源县残疾人联合会", "县残联"),
        ("县科学技术协会", "县科协"),
        ("**县工商联", "县工商联"),
        ("XX市残联", "xx市残联"),
        ("政协富源县委员会提案委员会", "县政协提案委员会"),
        ("县人民政府", "县政府"),
        ("曲靖市富源县残疾人联合会", "县残联"),
        ("富源县供销合作社联合社", "县供销社"),
        ("团富源县委", "团县委"),
        ("富源县疾病预防控制中心", "县疾控中心"),
        ("县口岸办公室", "县口岸办"),
        ("富源县人民政府办公室", "县政府办"),
        ("中共富源县委员会", "县委"),
        ("中共后所镇委员会", "后所镇党委"),
        ("中共中安街道工作委员会", "中安街道党工委"),
        ("体育局", "县体育局"),
        ("国家林草局", "国家林草局"),
        ("石桥村民委员会", "石桥村委会"),
        ("石桥村村民委员会", "石桥村委会"),
        ("石桥社区居民委员会", "石桥社区居委会"),
        ("临川区体育局", "临川区体育局"),
    ],
)
def test_a_body_is_called_by_its_level_at_home(name: str, owned: str) -> None:
    assert Home(read("富源县总工会")).owned(name) == owned


@pytest.mark.parametrize(
    ("area", "name", "place"),
    [
        ("云南省曲靖市富源县", "我县", "富源县"),
        ("云南省曲靖市富源县", "本市", "曲靖市"),
        ("云南省曲靖市宣威市", "我市", "宣威市"),
        ("云南省曲靖市富源县", "我镇", None),
        ("云南省曲靖市富源县", "富源县", None),
    ],
)
def test_our_county_is_the_document_s(area: str, name: str, place: str | None) -> None:
    assert Home(read("富源县", area)).place(name) == place


@pytest.mark.parametrize(
    ("area", "issuer", "name", "owned"),
    [
        ("云南省曲靖市宣威市", None, "宣威市总工会", "市总工会"),
        ("云南省曲靖市宣威市", None, "曲靖市总工会", "曲靖市总工会"),
        ("湖北省恩施土家族苗族自治州", None, "恩施州委统战部", "州委统战部"),
        ("湖北省恩施土家族苗族自治州", None, "恩施土家族苗族自治州委统战部", "州委统战部"),
        ("云南省曲靖市", "曲靖市水务局", "市局", "市水务局"),
        ("云南省曲靖市", "曲靖市水务局", "县局", "县局"),
        ("云南省曲靖市", "曲靖市水务局", "省局", "省水务局"),
        ("云南省曲靖市", "曲靖师范大学", "校团委", "曲靖师范大学团委"),
        ("云南省曲靖市", "曲靖师范大学", "学校", "曲靖师范大学"),
        ("云南省曲靖市", "曲靖骨科医院", "医院", "曲靖骨科医院"),
        ("云南省曲靖市", "曲靖市水务局", "市局办公室", "市水务局办"),
        ("云南省曲靖市", "曲靖骨科医院", "医院党委", "曲靖骨科医院党委"),
        ("云南省曲靖市", "曲靖学院", "学院路街道", "学院路街道"),
        ("云南省曲靖市", "曲靖骨科医院", "曲靖市第五届人民代表大会常务委员会", "市人大常委会"),
    ],
)
def test_a_town_has_its_level_to_itself_and_bureaus_and_schools_their_nouns(
    area: str, issuer: str | None, name: str, owned: str
) -> None:
    assert Home(read("工作总结", area, issuer=issuer)).owned(name) == owned


@pytest.mark.parametrize(
    ("area", "issuer", "name", "owned"),
    [
        ("云南省曲靖市", "曲靖经济技术开发区水务局", "曲靖经济技术开发区文化馆", "区文化馆"),
        ("云南省曲靖市", "曲靖经济技术开发区水务局", "曲靖市文化馆", "市文化馆"),
        ("", "青棠县水务局", "青棠县残疾人联合会", "县残联"),
        ("", "青棠县水务局", "县局", "县水务局"),
        ("", "青棠县水务局", "市局", "市水务局"),
        ("", "青棠州博物馆", "青棠州文化馆", "州文化馆"),
        ("", "青棠乡农技站", "青棠乡文化站", "乡文化站"),
        ("", "县城镇管理局", "县城镇管理局党委", "县城镇管理局党委"),
        ("", "城市建设投资公司", "城市建设展览馆", "城市建设展览馆"),
        ("", "温圳社区卫生服务中心", "温圳社区残联", "温圳社区残联"),
    ],
)
def test_a_zone_or_division_that_no_list_has_is_home_to_its_bodies(
    area: str, issuer: str, name: str, owned: str
) -> None:
    assert Home(read("工作总结", area, "" if not area else "prefecture", issuer)).owned(name) == owned


def test_a_county_that_no_list_has_is_home_where_a_headline_opens_with_it() -> None:
    text = "青棠县多措并举守护母亲河\n青棠县水务局巡河。眼下，青棠县河清岸绿。"
    assert Home(read(text, "", "", "县水务局")).owned("青棠县水务局") == "县水务局"
    assert Home(read(text[:12], "", "", "县水务局")).owned("青棠县水务局") == "青棠县水务局"


@pytest.mark.parametrize(("area", "place"), [("湖北省青棠县", "青棠县"), ("青棠县", "青棠县"), ("湖北省", None)])
def test_a_county_of_the_own_path_that_no_list_has_is_home(area: str, place: str | None) -> None:
    home = Home(read("工作总结", area))
    assert home.place("我县") == place
    assert home.owned("青棠县残疾人联合会") == ("县残联" if place else "青棠县残联")


@pytest.mark.parametrize(("text", "body"), [("我县和全县各村", "县教育局"), ("全区各街道", "区教育局"), ("各地", None)])
def test_the_level_is_that_which_a_document_without_a_division_speaks_of(text: str, body: str | None) -> None:
    assert Home(read(text, "")).bureau("教育") == ([body] if body else [])


@pytest.mark.parametrize(
    ("issuer", "name", "place"),
    [
        ("XX镇", "我镇", "XX镇"),
        ("富源县后所镇人民政府", "我镇", "后所镇"),
        ("城东街道党工委", "本街道", "城东街道"),
        ("后所镇", "我村", None),
        ("富源县总工会", "我镇", None),
    ],
)
def test_our_township_is_that_of_who_speaks(issuer: str, name: str, place: str | None) -> None:
    assert Home(read("工作总结", "云南省曲靖市富源县", issuer=issuer)).place(name) == place


def test_our_county_and_its_name_are_one_place() -> None:
    text = "富源县盛产魔芋。我县建成两个烘干点。"
    assert grouped(text, ("富源县", Label.Place), ("我县", Label.Place)) == [["富源县", "我县"]]


@pytest.mark.parametrize(
    ("short", "long", "same"),
    [
        ("县交警大队", "县公安局交警大队", True),
        ("县团委", "县教育局团委", False),
        ("市交警支队", "县公安局交警支队", False),
        ("乡农技站", "乡农业技术推广站", True),
        ("县医院", "县人民医院", True),
        ("县医院", "县中医医院", False),
        ("县人民医院", "县第二人民医院", False),
        ("县二医院", "县第二人民医院", False),
        ("县委办", "县委台港澳办", False),
        ("县政府办", "县政府金融办", False),
        ("县妇联", "县电商行业妇联", False),
    ],
)
def test_units_stations_hospitals_and_offices_have_short_names(short: str, long: str, same: bool) -> None:
    assert abbreviates(short, long) is same
