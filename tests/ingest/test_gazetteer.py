"""Divisions: look-up, paths, and which names in running text are places."""

from __future__ import annotations

import pytest

from ingest.gazetteer import broad_name, gazetteer, short_name


def found(text: str) -> list[str]:
    return [text[place.start : place.end] for place in gazetteer().find(text)]


@pytest.mark.parametrize(
    ("name", "short", "broad"),
    [
        ("泰州市", "泰州", "泰州市"),
        ("新平彝族傣族自治县", "新平", "新平县"),
        ("恩施土家族苗族自治州", "恩施", "恩施州"),
        ("广西壮族自治区", "广西", "广西自治区"),
        ("克孜勒苏柯尔克孜自治州", "克孜勒苏", "克孜勒苏州"),
        ("喀喇沁左翼蒙古族自治县", "喀喇沁左翼", "喀喇沁左翼县"),
        ("代县", "代县", "代县"),
    ],
)
def test_short_and_broad_names(name: str, short: str, broad: str) -> None:
    assert (short_name(name), broad_name(name)) == (short, broad)


def test_path_children_and_lineage() -> None:
    places = gazetteer()
    (county,) = places.by_name("天全县")
    assert places.path(county) == "四川省雅安市天全县"
    parent = places.parent(county)
    assert parent is not None and county in places.children(parent)
    assert places.inside(county, places.by_name("四川省")[0])


def test_a_short_name_means_the_largest_division_that_bears_it() -> None:
    assert [d.name for d in gazetteer().by_name("吉林")] == ["吉林省"]


def test_a_short_name_below_a_division_is_of_what_lies_there() -> None:
    places = gazetteer()
    (area,) = places.by_name("青海省")
    assert [d.name for d in places.below(area, "海南")] == ["海南藏族自治州"]
    assert [d.name for d in places.below(area, "门源县")] == ["门源回族自治县"]
    assert not places.below(area, "南京")


def test_a_name_of_many_divisions_gives_them_all() -> None:
    (place,) = gazetteer().find("鼓楼区开展活动")
    assert {d.name for d in place.divisions} == {"鼓楼区"} and len(place.divisions) > 1


def test_of_the_towns_of_one_name_that_in_the_county_before_it_is_meant() -> None:
    _, town = gazetteer().find("句容市宝华镇开展义诊")
    assert [gazetteer().path(d) for d in town.divisions] == ["江苏省镇江市句容市宝华镇"]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("江苏省泰州市海陵区", ["江苏省", "泰州市", "海陵区"]),
        ("赴阳泉市城区调研", ["阳泉市", "城区"]),
        ("全市城区面貌", []),
        ("建成县级政务云", []),
        ("健康县区建设", []),
        ("代县县委", ["代县"]),
        ("建设乡村公路", []),
        ("在泰州举办", ["泰州"]),
        ("助力乡村振兴", []),
        ("与和县无关的医院和县委", []),
        ("内蒙古武川", ["内蒙古", "武川"]),
        ("雅安市扶持天全发展", ["雅安市", "天全"]),
        ("谱写天全发展", []),
        ("勐岩镇政府牵头", []),
        ("赴岩镇调研,学曹县经验,自岷县引进企业,以岷县为重点", ["岩镇", "曹县", "岷县", "岷县"]),
    ],
)
def test_what_is_a_place_in_running_text(text: str, names: list[str]) -> None:
    assert found(text) == names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("县委统战部会同县文旅局开展活动。会同县公安局排查隐患。", []),
        ("组织党员赴会同县学习考察。", ["会同县"]),
        ("会同县2024年工作要点", ["会同县"]),
        ("湖南省会同县设立驿站。", ["湖南省", "会同县"]),
    ],
)
def test_a_verb_with_the_level_of_its_object_is_no_county(text: str, names: list[str]) -> None:
    assert found(text) == names


def test_short_names_of_the_own_area_need_no_support() -> None:
    (area,) = gazetteer().by_name("雅安市")
    text = "谱写天全发展"
    assert [text[p.start : p.end] for p in gazetteer().find(text, area)] == ["天全"]
