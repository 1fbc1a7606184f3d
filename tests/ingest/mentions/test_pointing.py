"""Mentions that only point: they join what they point at, or are nothing."""

import pytest

from graph.vocabulary import Label
from ingest.mentions.pointing import pointed_at, points
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.mentions.things import Grouping
from ingest.page import page_of
from ingest.text import Source

TEXT = "临川县茶史馆开馆，温圳镇农耕馆随后开馆。该馆由县文联看护。此次会议要求抓紧布展。"
READING = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", TEXT)))


def named(text: str, label: Label = Label.Base) -> Named:
    start = READING.text.index(text)
    return Named(start, start + len(text), label, None, "reader", 800, (text,))


@pytest.mark.parametrize(
    "text", ["该馆", "本方案", "此次会议", "我局", "我中心", "我公司", "我场", "这个中心", "今天的会议", "今天这次大会"]
)
def test_a_class_noun_behind_a_demonstrative_only_points(text: str) -> None:
    assert points(Named(0, len(text), Label.Policy, None, "reader", 800, (text,)))


@pytest.mark.parametrize(
    "text", ["本溪市民政局", "今日头条", "本土茶会", "本地商会", "我校人文社会科学专项调研", "该镇温圳农耕文化陈列馆"]
)
def test_what_tells_more_than_a_class_noun_is_a_name(text: str) -> None:
    assert not points(Named(0, len(text), Label.Organisation, None, "reader", 800, (text,)))


@pytest.mark.parametrize(
    ("text", "somewhere"),
    [
        ("县里", True),
        ("当地", True),
        ("两地", True),
        ("该县", True),
        ("该街道", True),
        ("临川县", False),
        ("我县", False),
    ],
)
def test_what_only_says_where_is_no_place(text: str, somewhere: bool) -> None:
    assert points(Named(0, len(text), Label.Place, None, "reader", 800, (text,))) is somewhere


def test_a_verb_with_what_is_attended_is_no_event() -> None:
    assert points(Named(0, 4, Label.Campaign, None, "reader", 800, ("参加调研",)))


def test_it_joins_the_last_thing_of_its_noun_and_is_no_name_of_it() -> None:
    grouping = Grouping(READING, [named("临川县茶史馆"), named("温圳镇农耕馆"), named("该馆")])
    assert [thing.names for thing in grouping.things] == [["临川县茶史馆"], ["温圳镇农耕馆"]]
    assert [m.names[0] for m in grouping.things[1].mentions] == ["温圳镇农耕馆", "该馆"]


def test_what_points_at_nothing_in_the_document_is_nothing() -> None:
    assert Grouping(READING, [named("此次会议", Label.Campaign)]).things == []


def test_one_s_own_plan_is_the_first_that_the_document_names() -> None:
    plans = [
        Named(k, k + 4, Label.Policy, None, "reader", 800, (name,)) for k, name in ((0, "防汛方案"), (9, "禁渔方案"))
    ]
    own = Named(20, 23, Label.Policy, None, "reader", 800, ("本方案",))
    assert pointed_at(own, [(one, one.names) for one in plans]) is plans[0]


LONG = "县检察院开展“清湖”公益保护专项监督活动。该专项监督活动立案6件。该流动图书借阅活动另行安排。"


def test_longer_words_point_where_a_thing_named_before_ends_in_them() -> None:
    reading = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", LONG)))

    def one(text: str) -> Named:
        return Named(LONG.index(text), LONG.index(text) + len(text), Label.Campaign, None, "reader", 800, (text,))

    grouping = Grouping(reading, [one("公益保护专项监督活动"), one("该专项监督活动"), one("该流动图书借阅活动")])
    assert [thing.names for thing in grouping.things] == [["公益保护专项监督活动"], ["该流动图书借阅活动"]]


@pytest.mark.parametrize(("text", "own"), [("局里", True), ("局机关", True), ("局机关党委", False)])
def test_those_inside_a_body_are_the_body(text: str, own: bool) -> None:
    body = Named(0, len(text), Label.Organisation, None, "reader", 800, (text,))
    bureau = Named(40, 44, Label.Organisation, None, "reader", 800, ("县水务局",))
    assert points(body) is own
    assert (pointed_at(body, [(bureau, bureau.names)]) is bureau) is own


@pytest.mark.parametrize(
    ("text", "names", "school"),
    [
        ("近日到温圳镇小学送书。学校设书角。", ["温圳镇小学", "学校"], "温圳镇小学"),
        ("近日到温圳镇小学、罗湖中学送书。学校设书角。", ["温圳镇小学", "罗湖中学", "学校"], "学校"),
        ("县文联到场。学校设书角。", ["县文联", "学校"], "学校"),
    ],
)
def test_a_school_that_alone_is_named_is_the_school(text: str, names: list[str], school: str) -> None:
    reading = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    found = [(text.index(name), name) for name in names]
    mentions = [Named(k, k + len(n), Label.Organisation, None, "reader", 800, (n,)) for k, n in found]
    things = Grouping(reading, mentions).things
    assert next(t.names[0] for t in things if any(m.start == mentions[-1].start for m in t.mentions)) == school


def test_a_hall_is_pointed_at_as_a_body_or_a_site_and_a_middle_school_as_a_school() -> None:
    def one(text: str, start: int, label: Label) -> Named:
        return Named(start, start + len(text), label, None, "reader", 800, (text,))

    halls = [one("县博物馆", 0, Label.Organisation), one("临川县博物馆", 10, Label.Base)]
    assert pointed_at(one("该馆", 30, Label.Organisation), [(h, h.names) for h in halls]) is halls[1]
    school = one("胜境中学", 0, Label.Organisation)
    assert pointed_at(one("该校", 30, Label.Organisation), [(school, school.names)]) is school
    assert pointed_at(one("我校", 30, Label.Organisation), [(school, school.names)]) is None


def test_that_county_is_the_one_named_last() -> None:
    text = "青禾县与温圳镇相邻，该县盛产柚子。"
    reading = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    places = [
        Named(text.index(n), text.index(n) + len(n), Label.Place, None, "reader", 800, (n,))
        for n in ("青禾县", "温圳镇", "该县")
    ]
    things = Grouping(reading, places).things
    assert [[m.names[0] for m in thing.mentions] for thing in things] == [["青禾县", "该县"], ["温圳镇"]]
