"""Which division a name settles: its own, one in front of it, or none."""

from __future__ import annotations

from typing import Any

import pytest

from graph.jurisdiction import segments
from graph.vocabulary import Label
from ingest.gazetteer import gazetteer
from ingest.settle import settle

HOME = "江苏省泰州市"


@pytest.mark.parametrize(
    ("name", "area", "path", "code"),
    [
        ("泰兴市", HOME, "江苏省泰州市泰兴市", "321283"),
        ("江苏省无锡市", None, "江苏省无锡市", "320200"),
        ("无锡", HOME, "江苏省无锡市", "320200"),
        ("鼓楼区", "江苏省南京市", "江苏省南京市鼓楼区", "320106"),
        ("甘孜州九龙县", HOME, "四川省甘孜藏族自治州九龙县", "513324"),
        ("钤山镇", "江西省新余市", "江西省新余市分宜县钤山镇", "360521105"),
        ("新桥镇政府所在的镇", HOME, None, None),
        ("密云县", HOME, "北京市密云区", "110118"),
        ("鼓楼区", HOME, None, None),
        ("石榴村", HOME, None, None),
        ("五指山", "海南省五指山市", None, None),
        ("歙县", None, "安徽省黄山市歙县", "341021"),
        ("广西崇左市宁明县", HOME, "广西壮族自治区崇左市宁明县", "451422"),
        ("云南大峡谷", HOME, None, None),
        ("霍尔果斯", "新疆维吾尔自治区", "新疆维吾尔自治区伊犁哈萨克自治州霍尔果斯市", "654004"),
        ("城区", HOME, None, None),
    ],
)
def test_a_place_that_is_a_division_has_its_path_and_code(
    name: str, area: str | None, path: str | None, code: str | None
) -> None:
    found = settle(Label.Place, name, area)
    assert (found.path, found.code) == (path, code) if found else path is None


@pytest.mark.parametrize(
    ("name", "area", "path"),
    [
        ("海陵区民宗局", HOME, "江苏省泰州市海陵区"),
        ("中共无锡市委统战部", HOME, "江苏省无锡市"),
        ("共青团无锡市委", HOME, "江苏省无锡市"),
        ("上海市浦东新区工商联", HOME, "上海市浦东新区"),
        ("泰州市妇联", HOME, None),
        ("江苏省妇联", HOME, None),
        ("泰州市妇联", None, "江苏省泰州市"),
        ("市妇联", HOME, None),
        ("南京路小学", HOME, None),
        ("广西崇左市工商联", HOME, "广西壮族自治区崇左市"),
        ("广西商会", HOME, None),
        ("代县级领导小组", HOME, None),
        ("会同县公安局", HOME, None),
        ("会同县公安局", "湖南省怀化市", "湖南省怀化市会同县"),
        ("兴旺公司", HOME, None),
        ("代县公安局", "山西省忻州市定襄县", "山西省忻州市代县"),
        ("莒县农业农村局", HOME, "山东省日照市莒县"),
        ("和县公安局", HOME, None),
        ("代县级领导小组", "山西省忻州市定襄县", None),
        ("青岛海关", HOME, "山东省青岛市"),
        ("遵义师范学院志愿者协会", HOME, "贵州省遵义市"),
        ("泰州学院", HOME, None),
        ("黄山茶业公司", HOME, None),
    ],
)
def test_a_body_of_another_division_belongs_there(name: str, area: str | None, path: str | None) -> None:
    found = settle(Label.Organisation, name, area)
    assert (found and found.path) == path
    assert not found or found.code is None


def test_what_is_read_bears_division_and_code(told: Any) -> None:
    facts = told("市委统战部到无锡市学习，与无锡市委统战部座谈。在泰兴市举办“映山红”读书节活动。", jurisdiction=HOME)
    found = {entity.name: (entity.jurisdiction, entity.properties.get("code")) for entity in facts.entities}
    assert found["无锡市委统战部"] == ("江苏省无锡市", None)
    assert found["市委统战部"] == (None, None)
    assert found["泰兴市"] == ("江苏省泰州市泰兴市", "321283")


def test_every_division_s_path_is_taken_apart_as_the_gazetteer_has_it() -> None:
    """Townships such as 贾市庄镇 and 市场街道, whose names hold a division word in an odd place, are the limit."""
    book = gazetteer()
    wrong = [d for d in book if segments(book.path(d)) != tuple(above.name for above in book.lineage(d))]
    assert len(list(book)) > 40_000
    assert [d.name for d in wrong if d.level < 4] == []
    assert len(wrong) <= 91
