"""Names read against the document's division: place, level and function taken apart."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.jurisdiction import Divisions, short
from graph.names import Names, fold, function_key
from graph.vocabulary import NAMED, Label

CITY, COUNTY = "江南省梅岭市", "江南省梅岭市云台县"
KNOWN = Names([CITY, COUNTY, "岭西省白沙市石桥县", "岭西省白沙市鼓楼区", "江南省梅岭市鼓楼区"])


@pytest.mark.parametrize(
    ("name", "path", "scope"),
    [
        ("市委统战部", CITY, CITY),
        ("市委统战部", COUNTY, CITY),
        ("云台县委统战部", CITY, COUNTY),
        ("梅岭市云台县委统战部", None, COUNTY),
        ("白沙市委统战部", CITY, "岭西省白沙市"),
        ("江南省委统战部", "岭西省白沙市", "江南省"),
        ("鼓楼区委统战部", CITY, "江南省梅岭市鼓楼区"),  # of two, the one nearer to the document
        ("我市统战部", CITY, CITY),
        ("**市委统战部", CITY, CITY),
        ("中央统战部", CITY, ""),
        ("县委统战部", CITY, None),  # one of the city's counties
        ("市委统战部", None, None),
        ("镇党委", "江南省梅岭市云台县XX镇", None),  # the text hides which
    ],
)
def test_a_body_belongs_to_the_division_that_its_name_means_in_the_document(
    name: str, path: str | None, scope: str | None
) -> None:
    assert KNOWN.read(Label.Organisation, name, path)[0] == scope


def test_far_away_a_district_s_name_alone_is_not_believed() -> None:
    assert KNOWN.read(Label.Organisation, "鼓楼区工商联", "关东省黑河市")[0] == "关东省黑河市"


@pytest.mark.parametrize(
    "name", ["市场监管局", "市民中心", "区块链协会", "乡村振兴局", "镇江商会", "旗袍协会", "县域经济研究会"]
)
def test_a_word_that_only_begins_like_a_level_stays_whole(name: str) -> None:
    assert KNOWN.read(Label.Organisation, name, COUNTY)[1] == function_key(name)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("《中国共产党统一战线工作条例》", "统一战线工作条例"),
        ("中华人民共和国民法典实施办法", "民法典实施办法"),
    ],
)
def test_a_policy_loses_the_country_s_name(one: str, other: str) -> None:
    assert KNOWN.read(Label.Policy, one, CITY)[1] == KNOWN.read(Label.Policy, other, CITY)[1]


def test_a_bare_policy_stays_in_its_document_and_a_working_paper_with_its_body() -> None:
    assert KNOWN.read(Label.Policy, "条例", CITY)[0] is None
    assert KNOWN.read(Label.Policy, "统战工作考核评价细则", CITY)[0] == CITY
    assert KNOWN.read(Label.Policy, "宗教团体管理规定全文", CITY)[0] == ""


@pytest.mark.parametrize(
    ("name", "path"), [("云台县", CITY), ("云台", COUNTY), ("梅岭市云台县", None), ("全县", COUNTY), ("我县", COUNTY)]
)
def test_a_division_is_one_place_whatever_it_is_called(name: str, path: str | None) -> None:
    assert KNOWN.read(Label.Place, name, path) == ("", COUNTY)


def test_an_honour_belongs_to_the_level_that_gives_it() -> None:
    assert KNOWN.read(Label.Honour, "省级民族团结进步示范单位", COUNTY)[0] == "江南省"
    assert KNOWN.read(Label.Honour, "全国文明单位", COUNTY)[0] == ""


def test_a_short_name_leaves_class_and_peoples_out() -> None:
    assert [short(name) for name in ("梅岭市", "新平彝族傣族自治县", "内蒙古自治区", "吴县")] == [
        "梅岭",
        "新平",
        "内蒙古",
        "吴县",
    ]


def test_a_university_keeps_its_place() -> None:
    assert Divisions([CITY]).split("梅岭大学", CITY) == (None, "梅岭大学")


@settings(max_examples=300, deadline=None)
@given(
    name=st.text(
        alphabet="省市县区镇乡村委局会部政府统战联工商中国共产党青年团民进梅岭云台X*（）《》“”的和第一届 ",
        min_size=1,
        max_size=14,
    ),
    label=st.sampled_from(sorted(NAMED)),
    path=st.sampled_from([None, CITY, COUNTY, "江南省梅岭市云台县XX镇"]),
)
def test_any_text_is_read_without_fail_and_always_alike(name: str, label: Label, path: str | None) -> None:
    scope, key = KNOWN.read(label, name, path)
    assert (scope, key) == Names([CITY, COUNTY, "岭西省白沙市石桥县", "岭西省白沙市鼓楼区", "江南省梅岭市鼓楼区"]).read(
        label, name, path
    )
    assert fold(key) == key


def test_a_meeting_of_the_committee_is_not_the_committee() -> None:
    assert KNOWN.read(Label.Organisation, "县党委会", COUNTY) != KNOWN.read(Label.Organisation, "县党委", COUNTY)
    assert KNOWN.read(Label.Organisation, "县工委会", COUNTY) == KNOWN.read(Label.Organisation, "县工委", COUNTY)
