"""Which mentions of a document are one thing."""

from __future__ import annotations

import pytest

from graph.vocabulary import Label
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping
from tests.ingest.mentions.small import grouped, read


def test_a_body_of_a_lower_level_is_the_one_named_last() -> None:
    text = "青禾县侨联走访归侨，县侨联随后慰问。温圳县侨联座谈，县侨联赠书。"
    names = [(name, Label.Organisation) for name in ("青禾县侨联", "县侨联", "温圳县侨联", "县侨联")]
    assert grouped(text, *names, area="云南省曲靖市", level="prefecture") == [
        ["青禾县侨联", "县侨联"],
        ["温圳县侨联", "县侨联"],
    ]


def test_where_another_county_was_named_since_nobody_knows_whose_it_is() -> None:
    text = "青禾县侨联走访归侨，温圳县随后跟进，县侨联赠书。"
    names = [("青禾县侨联", Label.Organisation), ("温圳县", Label.Place), ("县侨联", Label.Organisation)]
    assert [t for t in grouped(text, *names, area="云南省曲靖市", level="prefecture") if t != ["温圳县"]] == [
        ["青禾县侨联"],
        ["县侨联"],
    ]


def test_the_county_s_bureau_is_the_only_one_that_the_text_names() -> None:
    text = "富源县水务局部署检查，县局随后通报。"
    names = [("富源县水务局", Label.Organisation), ("县局", Label.Organisation)]
    assert grouped(text, *names) == [["富源县水务局", "县局"]]
    two = text + "富源县民政局跟进，县局复查。"
    assert len(grouped(two, *names, ("富源县民政局", Label.Organisation), ("县局", Label.Organisation))) == 3


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("公司运维检修部", "运维检修部"),
        ("我馆社会教育部", "社会教育部"),
        ("学院党委统战部", "学院党委统战部"),
        ("公司总部", "公司总部"),
    ],
)
def test_a_part_of_the_speaker_s_own_body_is_called_by_itself(text: str, name: str) -> None:
    reading = read(text)
    one = Named(0, len(text), Label.Organisation, None, "reader", 800, (text,))
    assert [thing.names[0] for thing in Grouping(reading, [one]).things] == [name]


def test_a_body_of_several_levels_is_none_of_them() -> None:
    text = "青禾县侨联走访归侨，由县区侨联跟进。"
    names = [("青禾县侨联", Label.Organisation), ("县区侨联", Label.Organisation)]
    assert len(grouped(text, *names, area="云南省曲靖市", level="prefecture")) == 2


def test_a_name_told_for_short_goes_with_the_level_too() -> None:
    text = "富源县公共交通集团有限公司（以下简称“公交集团”）部署检查。富源公交集团随后整改。"
    names = [("富源县公共交通集团有限公司", Label.Organisation), ("富源公交集团", Label.Organisation)]
    assert len(grouped(text, *names)) == 1


def test_a_short_name_that_two_bodies_tell_makes_them_no_one_body() -> None:
    text = "富源县教育局（以下简称我局）牵头。富源县民政局（以下简称我局）配合。"
    names = [("富源县教育局", Label.Organisation), ("富源县民政局", Label.Organisation)]
    assert len(grouped(text, *names)) == 2


def test_what_shortens_just_one_name_means_it() -> None:
    text = "胜境关古驿道开通，古驿道全长六里，驿道两边种上红豆杉。"
    road = [("胜境关古驿道", Label.Base), ("古驿道", Label.Base), ("驿道", Label.Base)]
    assert grouped(text, *road) == [["胜境关古驿道", "古驿道", "驿道"]]


def test_what_shortens_two_names_stands_alone() -> None:
    text = "茶史馆和农史馆相继开馆，史馆全年开放。"
    names = [("茶史馆", Label.Base), ("农史馆", Label.Base), ("史馆", Label.Base)]
    assert grouped(text, *names) == [["茶史馆"], ["农史馆"], ["史馆"]]


def test_a_body_in_brackets_behind_another_is_its_second_name() -> None:
    text = "县委统战部(县侨务办公室)开展走访。"
    names = [("县委统战部", Label.Organisation), ("县侨务办公室", Label.Organisation)]
    assert grouped(text, *names) == [["县委统战部", "县侨务办公室"]]


def test_a_name_that_two_things_share_makes_them_one() -> None:
    reading = read("富源开集了。富源县城关，富源赶集。")
    short = Named(0, 2, Label.Place, None, "reader", 800, ("富源",))
    full = Named(6, 9, Label.Place, "county", "place.division", 950, ("富源县",))
    both = Named(12, 14, Label.Place, "county", "place.short", 700, ("富源县", "富源"))
    assert len(Grouping(reading, [short, full, both]).things) == 1


def test_a_place_behind_a_wider_one_is_called_by_both() -> None:
    reading = read("富源县后所镇赶集。")
    (place,) = Grouping(reading, [Named(3, 6, Label.Place, "township", "place.division", 950, ("后所镇",))]).things
    assert place.names == ["后所镇", "富源县后所镇"]


def test_what_stands_before_a_place_is_no_part_of_its_name() -> None:
    reading = read("到后所镇赶集，在后所镇过夜。")
    places = [Named(a, b, Label.Place, None, "reader", 800, (reading.text[a:b],)) for a, b in ((0, 4), (8, 11))]
    (place,) = Grouping(reading, places).things
    assert place.names == ["后所镇"]


@pytest.mark.parametrize(
    ("text", "name"),
    [("此次乡村振兴推进会", "乡村振兴推进会"), ("我县古树名木保护办法", "古树名木保护办法"), ("此次会议", None)],
)
def test_what_only_points_is_left_out_before_a_name(text: str, name: str | None) -> None:
    named = Named(0, len(text), Label.Campaign, None, "reader", 800, (text,))
    assert [t.names for t in Grouping(read(text), [named]).things] == ([[name]] if name else [])


def test_a_name_that_comes_again_is_as_sure_as_the_thing() -> None:
    reading = read("温圳茶史馆开馆，温圳茶史馆免费。")
    (thing,) = Grouping(reading, [Named(0, 5, Label.Base, None, "reader", 410, ("温圳茶史馆",))]).things
    assert [m.confidence for m in thing.mentions] == [410, 410]


@pytest.mark.parametrize(
    ("long", "short"),
    [
        ("国家林业和草原总局", "林草总局"),
        ("县人力资源和社会保障局", "县人社局"),
        ("县卫生健康委员会", "县卫健委"),
        ("县老年人体育协会", "县老体协"),
        ("县水务建设投资集团有限责任公司", "县水投集团"),
        ("青禾水稻种植合作社", "青禾合作社"),
    ],
)
def test_a_short_name_is_found_whatever_it_leaves_out(long: str, short: str) -> None:
    names = [(long, Label.Organisation), (short, Label.Organisation)]
    assert grouped(f"{long}召开会议，{short}作出安排。", *names) == [[long, short]]


@pytest.mark.parametrize("every", ["各", "全体"])
def test_a_group_is_one_whoever_of_it_is_meant(every: str) -> None:
    whole = f"{every}民族商户"
    text = f"走访{whole}。民族商户踊跃参加。"
    assert grouped(text, (whole, Label.Stakeholder), ("民族商户", Label.Stakeholder)) == [[whole, "民族商户"]]


@pytest.mark.parametrize("other", ["县侨务局", "县委统战部"])
def test_a_body_is_called_by_each_name_of_the_two_that_it_bears(other: str) -> None:
    text = f"县委统战部（县侨务局）牵头。{other}走访侨胞。"
    (thing,) = grouped(text, ("县委统战部(县侨务局)", Label.Organisation), (other, Label.Organisation))
    assert thing[1] == other


def test_a_place_is_one_with_and_without_its_level() -> None:
    names = [("石鼓镇", Label.Place), ("石鼓", Label.Place)]
    assert len(grouped("石鼓镇办好集市，石鼓茶市开市。", *names)) == 1
    both = [("石鼓镇", Label.Place), ("石鼓村", Label.Place), ("石鼓", Label.Place)]
    assert len(grouped("石鼓镇、石鼓村办好集市，石鼓茶市开市。", *both)) == 3


def test_a_thing_is_one_with_and_without_the_noun_of_its_class() -> None:
    names = [("全民护河", Label.Campaign), ("全民护河活动", Label.Campaign)]
    assert len(grouped("开展全民护河，全民护河活动走进村组。", *names)) == 1


def test_a_bureau_of_finance_is_called_finance() -> None:
    names = [("县财政局", Label.Organisation), ("县财政", Label.Organisation)]
    assert len(grouped("县财政局拨款，县财政再列预算。", *names)) == 1


def test_a_second_name_may_bring_its_short_form_along() -> None:
    text = "富源县茶叶协会（富源县茶业商会，以下简称“茶商会”）召开会议。"
    names = ("富源县茶叶协会", Label.Organisation), ("富源县茶业商会", Label.Organisation)
    assert len(grouped(text, *names)) == 1


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("原县国土资源局并入。", "县国土资源局"),
        ("原墨红镇桑蚕协会并入。", "墨红镇桑蚕协会"),
        ("原平市民政局并入。", "原平市民政局"),
        ("原野救援队并入。", "原野救援队"),
    ],
)
def test_a_body_that_was_is_called_without_the_word(text: str, name: str) -> None:
    body = Named(0, text.index("并"), Label.Organisation, None, "reader", 800, (text[: text.index("并")],))
    assert [t.names[0] for t in Grouping(read(text), [body]).things] == [name]


def test_a_body_in_one_place_and_a_site_in_another_is_the_surer_of_the_two() -> None:
    reading = read("富源县茶史馆开馆，县茶史馆免费，县茶史馆修缮。")
    rated = [(0, 6, Label.Base, 700), (9, 13, Label.Organisation, 600), (16, 20, Label.Organisation, 500)]
    found = [Named(a, b, label, "museum", "reader", sure, (reading.text[a:b],)) for a, b, label, sure in rated]
    (thing,) = Grouping(reading, found).things
    assert (thing.label, len(thing.mentions)) == (Label.Organisation, 3)


def test_a_site_is_written_as_at_home_and_another_county_s_is_another() -> None:
    names = [(name, Label.Base) for name in ("富源县茶史馆", "县茶史馆", "罗平县茶史馆")]
    text = "富源县茶史馆开馆，县茶史馆免费，罗平县茶史馆送来展品。"
    assert grouped(text, *names) == [["富源县茶史馆", "县茶史馆"], ["罗平县茶史馆"]]


@pytest.mark.parametrize(
    ("text", "things"),
    [
        ("温圳茶史馆(温圳文物保护中心)开馆。", 1),
        ("温圳茶史驿站(温圳文物保护中心)开馆。", 2),
        ("温圳茶史馆(温圳文物管理所)开馆。", 2),
    ],
)
def test_a_house_may_go_by_a_second_name_in_brackets(text: str, things: int) -> None:
    first, second = text.split("(")[0], text.split("(")[1].split(")")[0]
    found = grouped(text, (first, Label.Base), (second, Label.Organisation))
    assert len(found) == things


@pytest.mark.parametrize(
    ("first", "second", "best"),
    [
        ("县茶协", "县水墨丹青茶业发展中心", "县茶协"),
        ("县老体协", "县老年人体育协会", "县老年人体育协会"),
    ],
)
def test_a_second_name_is_the_best_where_it_is_the_full_one(first: str, second: str, best: str) -> None:
    reading = read(f"{first}({second})换届。")
    spans = [(0, len(first)), (len(first) + 1, len(first) + 1 + len(second))]
    found = [Named(a, b, Label.Organisation, None, "reader", 800, (reading.text[a:b],)) for a, b in spans]
    (thing,) = Grouping(reading, found).things
    assert thing.names[0] == best


def test_a_house_whose_name_begins_with_its_body_s_has_its_second_name_too() -> None:
    reading = read("温圳茶史馆新馆(镜湖馆)开馆。")
    spans = [(0, 5, Label.Organisation), (0, 7, Label.Base), (8, 11, Label.Base)]
    found = [Named(a, b, label, None, "reader", 800, (reading.text[a:b],)) for a, b, label in spans]
    assert sorted(len(thing.mentions) for thing in Grouping(reading, found).things) == [1, 2]


def test_a_name_that_shortens_two_writings_of_one_thing_is_that_thing() -> None:
    names = ["县社会体育管理中心", "县社体中心", "社体中心"]
    found = grouped("，".join(f"{name}办赛" for name in names), *((name, Label.Organisation) for name in names))
    assert found == [names]


@pytest.mark.parametrize(
    ("text", "names", "called"),
    [
        ("教育、水务、体育三部门建库。", ["教育", "水务", "体育三部门"], ["教育部门", "水务部门", "体育部门"]),
        ("教育、县水务局等部门建库。", ["教育", "县水务局"], ["教育部门", "县水务局"]),
        ("腾讯、京东等企业建库。", ["腾讯", "京东"], ["腾讯", "京东"]),
    ],
)
def test_a_line_of_work_in_a_list_of_departments_is_a_department(
    text: str, names: list[str], called: list[str]
) -> None:
    reading = read(text)
    found = [
        Named(at := text.index(name), at + len(name), Label.Organisation, None, "reader", 800, (name,))
        for name in names
    ]
    assert [thing.names[0] for thing in Grouping(reading, found).things] == called


def test_a_unit_or_a_helper_in_brackets_is_no_second_name() -> None:
    text = "县公安局（县交警大队）巡查，县民政局（县残联）走访。"
    bodies = ("县公安局", "县交警大队", "县民政局", "县残联")
    assert len(grouped(text, *((body, Label.Organisation) for body in bodies))) == 4


def test_a_class_noun_alone_is_the_body_that_the_document_is_from() -> None:
    text = "县血防中心总结。县融媒体中心到会。中心内设防治科。"
    names = [(name, Label.Organisation) for name in ("县血防中心", "县融媒体中心", "中心")]
    assert ["县血防中心", "中心"] in grouped(text, *names, issuer="县血防中心")
    assert ["中心"] in grouped(text, *names)


def test_two_sessions_of_one_meeting_are_two_meetings() -> None:
    text = "举办第六届“火把”歌会。筹备第七届“火把”歌会。"
    sixth, seventh = grouped(text, ("第六届“火把”歌会", Label.Campaign), ("第七届“火把”歌会", Label.Campaign))
    assert "第七届“火把”歌会" not in sixth + seventh[1:]


def test_a_paper_that_is_told_of_for_the_first_time_is_none_that_the_text_names_elsewhere() -> None:
    text = f"县住建局印发通知，抓紧排查。{'各乡镇要逐户走访。' * 8}县交通局印发无障碍出行通知。"
    assert grouped(text, ("通知", Label.Policy), ("无障碍出行通知", Label.Policy)) == [["通知"], ["无障碍出行通知"]]


@pytest.mark.parametrize(
    ("text", "names", "label", "things"),
    [
        ("学习《档案法》《浙江省档案法》。", ("档案法", "浙江省档案法"), Label.Policy, 2),
        ("学习《浙江省档案法》和《档案法》。", ("浙江省档案法", "档案法"), Label.Policy, 2),
        ("《浙江省档案法》施行。学习《档案法》。", ("浙江省档案法", "档案法"), Label.Policy, 1),
        ("石桥战役纪念馆、石桥纪念馆相距一里。", ("石桥战役纪念馆", "石桥纪念馆"), Label.Base, 2),
        ("石桥战役纪念馆开放,石桥纪念馆免票。", ("石桥战役纪念馆", "石桥纪念馆"), Label.Base, 1),
    ],
)
def test_what_a_list_names_side_by_side_is_not_one_thing(
    text: str, names: tuple[str, str], label: Label, things: int
) -> None:
    assert len(grouped(text, *((name, label) for name in names))) == things
