"""Grammar and trained reader weigh every candidate together."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.vocabulary import Label
from ingest.mentions.join import BELIEVED, COUNTED, ISSUES, Panel, passing
from ingest.mentions.lists import find_counted, stand_together
from ingest.mentions.reading import Reading
from ingest.mentions.resolve import choose
from ingest.mentions.span import Named
from ingest.model.judge import Judge
from ingest.model.reader import ScoredSpan
from ingest.page import page_of
from ingest.text import Source

TEXT = "县妇联举办“巧手”技能大赛。"


@pytest.fixture
def reading() -> Reading:
    return Reading(page_of(Source("case.txt", "0" * 64, "text/plain", TEXT)))


def panel(reading: Reading, *spans: tuple[str, Label, int]) -> Panel:
    body = Named(0, 3, Label.Organisation, "mass_organisation", "organisation.level", 900, ("县妇联",))
    scored = [ScoredSpan(TEXT.index(t), TEXT.index(t) + len(t), str(label), sure) for t, label, sure in spans]
    return Panel(reading, [body], scored)


def test_a_span_of_the_reader_is_a_candidate_with_both_its_quotation_marks(reading: Reading) -> None:
    found = panel(reading, ("巧手”技能大赛", Label.Campaign, 800)).candidates
    (one,) = [n for n in found if n.rule == "reader"]
    assert TEXT[one.start : one.end] == "“巧手”技能大赛"
    assert one.names == ("巧手技能大赛", "巧手")


def test_the_grammar_s_candidate_stands_for_both_where_they_agree(reading: Reading) -> None:
    both = panel(reading, ("县妇联", Label.Organisation, 900))
    (one,) = both.candidates
    assert one.rule == "organisation.level"
    assert both.features(one)["own:Organisation"] == 0.9


def test_no_name_begins_or_ends_inside_a_bracket() -> None:
    listed = "各县（市、区）党委统战部按月报送。"
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", listed)))
    end = found.text.index("按月")
    spans = [
        ScoredSpan(start, end, "Organisation", 900) for start in (found.text.index("区)"), found.text.index("党委"))
    ]
    assert [found.text[n.start : n.end] for n in Panel(found, [], spans).candidates] == ["党委统战部"]


@pytest.mark.parametrize(
    ("words", "label", "name"),
    [
        ("全区", Label.Place, False),
        ("全福镇", Label.Place, True),
        ("局领导", Label.Organisation, False),
        ("县委领导小组", Label.Organisation, True),
        ("县林长制", Label.Organisation, False),
        ("县林长制办公室", Label.Organisation, True),
        ("县文联内设创联部", Label.Organisation, False),
        ("县勘察院设计室", Label.Organisation, True),
        ("普及部组成调研组", Label.Organisation, False),
        ("双方", Label.Organisation, False),
        ("三家单位", Label.Organisation, False),
        ("12所幼儿园", Label.Organisation, False),
        ("6处敬老院", Label.Base, False),
        ("6个乡镇的敬老院", Label.Base, True),
        ("护林各项制度", Label.Mechanism, False),
        ("本行业巡查方案", Label.Policy, False),
        ("本溪巡查方案", Label.Policy, True),
        ("分管副县长", Label.Stakeholder, False),
        ("副高级职称教师", Label.Stakeholder, True),
        ("会议", Label.Campaign, False),
        ("读书会", Label.Campaign, True),
    ],
)
def test_the_whole_division_the_heads_of_a_body_a_post_a_duty_and_what_any_event_is_are_no_names(
    words: str, label: Label, name: bool
) -> None:
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", f"由{words}牵头。")))
    assert bool(Panel(found, [], [ScoredSpan(1, 1 + len(words), str(label), 900)]).candidates) is name


@pytest.mark.parametrize(("text", "name"), [("围绕县政府中心工作。", False), ("县政务中心工作有序。", True)])
def test_the_main_work_of_a_body_is_no_centre(text: str, name: bool) -> None:
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    start, end = text.index("县"), text.index("中心") + 2
    assert bool(Panel(found, [], [ScoredSpan(start, end, "Organisation", 900)]).candidates) is name


def test_what_the_reader_thinks_of_the_same_words_elsewhere_counts() -> None:
    twice = "县妇联举办“巧手”大赛。“巧手”大赛在镇上举行。"
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", twice)))
    first, second = twice.index("“巧手”大赛"), twice.rindex("“巧手”大赛")
    spans = [ScoredSpan(first, first + 6, "Campaign", 400), ScoredSpan(second, second + 6, "Campaign", 900)]
    one, other = (Panel(found, [], spans).features(n) for n in Panel(found, [], spans).candidates)
    assert (one["again"], one["again.better"], other["again"], other["again.better"]) == (0.9, 0.5, 0.4, 0.0)
    assert one["again.none"] == 0.0


def test_a_span_that_holds_or_lies_in_a_candidate_is_told_apart(reading: Reading) -> None:
    found = panel(reading, ("“巧手”技能大赛", Label.Campaign, 800), ("巧手", Label.Brand, 300))
    (inner,) = [found.features(n) for n in found.candidates if n.label is Label.Brand]
    (outer,) = [found.features(n) for n in found.candidates if n.label is Label.Campaign]
    assert (inner["outer"], inner["inner"], outer["outer"], outer["inner"]) == (0.8, 0.0, 0.0, 0.3)


def test_a_faint_span_is_no_candidate(reading: Reading) -> None:
    assert len(panel(reading, ("技能大赛", Label.Campaign, 120)).candidates) == 1


def test_an_improbable_candidate_is_dropped_and_says_how_improbable(reading: Reading) -> None:
    rated = panel(reading, ("技能大赛", Label.Campaign, 400)).joined(
        Judge({"rule:reader": -5.0, "rule:organisation.level": 3.0})
    )
    kept, dropped = choose(reading, rated)
    assert [TEXT[n.start : n.end] for n in kept] == ["县妇联"]
    (reason,) = [d.reason for d in dropped]
    kind, rule, sure, floor = reason.split(":")
    assert (kind, rule) == ("below", "reader") and int(sure) < int(floor) == BELIEVED


def test_given_names_are_all_that_there_is(told: Any) -> None:
    from dataclasses import replace

    from ingest.facts import Readers, facts
    from ingest.mentions.things import Given

    page = page_of(Source("case.txt", "0" * 64, "text/plain", TEXT))
    page = replace(page, context=replace(page.context, issuer=None))
    only = [Given(Label.Campaign, "contest", ("巧手",), ("“巧手”技能大赛",))]
    assert [e.name for e in facts(page, only, Readers(None)).entities if e.label is Label.Campaign] == ["巧手"]
    assert not [e for e in facts(page, only, Readers(None)).entities if e.label is Label.Organisation]


def test_each_network_is_heard_by_itself(reading: Reading) -> None:
    start = TEXT.index("技能大赛")
    alike, apart = (ScoredSpan(start, start + 4, "Campaign", 500, said) for said in ((500, 500), (900, 100)))
    one, other = (Panel(reading, [], [span]) for span in (alike, apart))
    heard = [panel.features(panel.candidates[0]) for panel in (one, other)]
    assert [(h["least"], h["most"]) for h in heard] == [(0.5, 0.5), (0.1, 0.9)]
    assert heard[1]["odds:0"] > heard[0]["odds:0"] == heard[0]["odds:1"] > heard[1]["odds:1"]


def test_names_beside_in_a_list_count_for_each_other() -> None:
    listed = "建成茶史馆、农耕馆，开放棋社。"
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", listed)))
    spans = [
        ScoredSpan(at := found.text.index(name), at + 3, "Base", sure)
        for name, sure in (("茶史馆", 900), ("农耕馆", 300))
    ]
    panel = Panel(found, [], [*spans, ScoredSpan(at := found.text.index("棋社"), at + 2, "Base", 300)])
    left, right, alone = map(panel.features, panel.candidates)
    assert right["sibling.left"] > left["sibling.right"] > 0 == right["sibling.right"]
    assert (left["sibling"], right["sibling"], alone["sibling"]) == (1.0, 1.0, 0.0)


def test_a_name_that_stands_free_in_one_place_is_free() -> None:
    twice = "后所镇敬老院落成，后所镇修路。"
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", twice)))
    first, second = twice.index("后所镇"), twice.rindex("后所镇")
    spans = [ScoredSpan(at, at + 3, "Place", 800) for at in (first, second)]
    spans.append(ScoredSpan(first, first + 6, "Base", 900))
    panel = Panel(found, [], spans)
    inner = [panel.features(n) for n in panel.candidates if n.label is Label.Place]
    assert [(f["outer"], f["free"]) for f in inner] == [(0.9, 0.0), (0.0, 0.0)]


def test_a_longer_name_stands_with_the_surer_one_that_it_begins_with() -> None:
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", "县委巡察办进驻。")))
    rated = [Named(0, end, Label.Organisation, None, "reader", sure, ("县委",)) for end, sure in ((2, 950), (5, 800))]
    assert [n.end for n in choose(found, rated)[0]] == [5, 2]
    faint = Named(0, 5, Label.Organisation, None, "reader", 400, ("县委巡察办",))
    assert [n.end for n in choose(found, [rated[0], faint])[0]] == [2]


def test_a_body_does_not_begin_inside_the_name_of_its_town() -> None:
    text = "枝江市委统战部举办“江畔”讲堂。"
    page = page_of(Source("case.txt", "0" * 64, "text/plain", text))
    names = [
        Named(start, 7, Label.Organisation, None, "organisation.level", sure, (text[start:7],))
        for start, sure in ((0, 700), (2, 950))
    ]
    kept, dropped = choose(Reading(page), names)
    assert [text[one.start : one.end] for one in kept] == ["枝江市委统战部"]
    assert [one.reason.split(":")[0] for one in dropped] == ["beaten"]


def test_two_bodies_without_a_stop_between_are_no_candidate() -> None:
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", "县委县政府召开大会。")))
    spans = [ScoredSpan(0, 5, "Organisation", 900), ScoredSpan(0, 2, "Organisation", 300)]
    assert [(n.start, n.end) for n in Panel(found, [], spans).candidates] == [(0, 2)]


def test_a_candidate_hears_of_which_labels_the_names_are_that_hold_it() -> None:
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", "后所镇敬老院开放。")))
    spans = [ScoredSpan(0, 3, "Place", 500), ScoredSpan(0, 6, "Base", 400), ScoredSpan(0, 6, "Organisation", 300)]
    both = Panel(found, [], spans)
    heard = {one.end: both.features(one) for one in both.candidates}
    assert (heard[3]["in:Base:Place"], heard[3]["in:Organisation:Place"]) == (0.4, 0.3)
    assert not any(name.startswith("in:") for name in heard[6])


def test_members_in_marks_before_the_name_of_a_set_are_no_part_of_it() -> None:
    text = "实施“清河、护堤”两大行动和“清河”行动。"
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    ends = [(text.index(first), text.index(last) + 2) for first, last in (("“清河、", "行动和"), ("“清河”", "行动。"))]
    spans = [ScoredSpan(start, end, "Programme", 900) for start, end in ends]
    assert [(n.start, n.end) for n in Panel(found, [], spans).candidates] == ends[1:]


def chosen(text: str, *rated: tuple[str, Label, int]) -> list[str]:
    """Choose among candidates, each at its first place, and tell what stands."""
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    spans = [(found.text.index(name), name, label, sure) for name, label, sure in rated]
    named = [Named(at, at + len(name), label, None, "reader", sure, (name,)) for at, name, label, sure in spans]
    return [found.text[n.start : n.end] for n in choose(found, named)[0]]


def test_a_branch_is_no_mention_of_the_body_that_it_is_of() -> None:
    body = Label.Organisation
    text = "惠农银行后所支行授信，惠农银行信贷部配合。"
    assert chosen(text, ("惠农银行", body, 600), ("惠农银行后所支行", body, 500)) == ["惠农银行后所支行"]
    assert chosen(text[11:], ("惠农银行", body, 600), ("惠农银行信贷部", body, 500)) == ["惠农银行"]


def test_a_body_s_name_begins_in_the_midst_of_no_place() -> None:
    text = "青棠县水务局巡河。"
    names = [("青棠县水务局", Label.Organisation, 600), ("县水务局", Label.Organisation, 900)]
    assert chosen(text, *names, ("青棠县", Label.Place, 800)) == ["青棠县水务局", "青棠县"]
    assert chosen(text, *names, ("青棠县", Label.Place, 300)) == ["县水务局"]


def test_a_team_that_a_body_sends_is_whole_and_as_sure_as_its_parts() -> None:
    text = "县水务局驻甘棠村工作队捐资。"
    names = [("县水务局", 900), ("甘棠村工作队", 650), ("县水务局驻甘棠村工作队", 300)]
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    body = Label.Organisation
    rated = [
        Named(at := text.index(name), at + len(name), body, None, "reader", sure, (name,), weak=sure < 600)
        for name, sure in names
    ]
    (whole,) = choose(found, rated)[0]
    assert (whole.names[0], whole.confidence, whole.weak) == ("县水务局驻甘棠村工作队", 900, False)


def test_no_name_begins_behind_the_dash_of_a_chain_of_places() -> None:
    text = "打造后所—墨红茶马走廊，落实规划（2021—2025年）建设项目。"
    found = chosen(text, ("墨红茶马走廊", Label.Base, 600), ("后所—墨红茶马走廊", Label.Base, 300))
    assert found == ["后所—墨红茶马走廊"]
    years = (("2025年)建设项目", Label.Programme, 600), ("2021—2025年)建设项目", Label.Programme, 300))
    assert chosen(text, *years) == ["2025年)建设项目"]


def test_a_way_that_is_named_after_its_ends_is_not_cut_at_its_second() -> None:
    text = "富源县至罗平县高速公路通车。"
    found = chosen(text, ("罗平县高速公路", Label.Base, 600), ("富源县至罗平县高速公路", Label.Base, 300))
    assert found == ["富源县至罗平县高速公路"]


def test_a_body_s_name_ends_at_a_stop_where_the_part_before_it_may_be_one() -> None:
    text = "建设中的县医院东山院区，县疾控中心也在此办公。"
    both, one = "县医院东山院区,县疾控中心", "县医院东山院区"
    assert chosen(text, (both, Label.Organisation, 400), (one, Label.Organisation, 300)) == [one]


@pytest.mark.parametrize(
    ("name", "label"),
    [
        ("县医院东山院区", Label.Organisation),
        ("东山院区二期", Label.Organisation),
        ("县医院新院区", Label.Base),
        ("茶史馆东院区", Label.Base),
    ],
)
def test_a_hospital_s_site_with_a_name_of_its_own_is_a_body(name: str, label: Label) -> None:
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", f"{name}开诊。")))
    rated = Panel(found, [], [ScoredSpan(0, len(name), "Base", 900)]).joined(Judge({}))
    assert [one.label for one in rated] == [label]


@pytest.mark.parametrize(
    ("kind", "odds", "sure"),
    [("plan", -1.5, ISSUES), ("plan", -3.0, ISSUES), ("news", -1.5, ISSUES), ("news", -3.0, 47), ("plan", 3.0, 953)],
)
def test_the_body_that_a_document_is_from_is_believed_in(kind: str, odds: float, sure: int) -> None:
    text = "云溪场工作要点\n(云溪茶畜综合场 2025年3月6日)\n今年重在互助。"
    page = page_of(Source("case.txt", "0" * 64, "text/plain", text))
    context = replace(page.context, issuer="云溪茶畜综合场", kind=kind)
    reading = Reading(replace(page, context=context))
    start = text.index("云溪茶")
    body = Named(start, start + 7, Label.Organisation, None, "organisation.issuer", 950, ("云溪茶畜综合场",))
    (one,) = Panel(reading, [body], []).joined(Judge({"bias": odds}, []))
    assert one.confidence == sure


def test_no_name_begins_or_ends_with_a_space() -> None:
    text = "龙泉医院与 温圳卫生院 签约"
    reading = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    (one,) = Panel(reading, [], [ScoredSpan(5, 12, "Organisation", 900)]).candidates
    assert one.names == ("温圳卫生院",)


@pytest.mark.parametrize(
    ("text", "sure"),
    [
        ("沿线串联陵口、访仙两镇，布点6处。", COUNTED),
        ("走访陵口、访仙等8个乡镇，发放问卷61份。", COUNTED),
        ("陵口、访仙两镇卫生院缺医。", 47),
        ("江西、浙江两省携手。", 47),
    ],
)
def test_towns_that_a_list_counts_are_believed_in(text: str, sure: int) -> None:
    reading = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    towns = find_counted(reading)
    assert {one.confidence for one in Panel(reading, towns, []).joined(Judge({"bias": -3.0}, []))} == {sure}


def test_cities_whose_towns_are_counted_are_no_towns() -> None:
    reading = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", "河北保定、涿州4个乡镇受灾。")))
    assert not find_counted(reading)


def test_members_of_a_list_stand_together() -> None:
    text = "馆内有采编部、借阅部和少儿部。另有保卫部、后勤部。"
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    sure = {"采编部": 800, "借阅部": 450, "少儿部": 300, "保卫部": 800, "后勤部": 500}
    named = [
        Named(at := text.index(name), at + 3, Label.Organisation, None, "reader", p, (name,), weak=p < 600)
        for name, p in sure.items()
    ]
    assert [n.names[0] for n in stand_together(found, named) if not n.weak] == ["采编部", "借阅部", "保卫部"]


@pytest.mark.parametrize(
    ("label", "sure", "weak"),
    [
        (Label.Place, 790, True),
        (Label.Place, 800, False),
        (Label.Stakeholder, 640, True),
        (Label.Stakeholder, 650, False),
        (Label.Base, 390, True),
        (Label.Base, 400, False),
        (Label.Campaign, 590, True),
        (Label.Campaign, 600, False),
    ],
)
def test_places_and_groups_in_passing_need_more_and_what_is_set_up_less(label: Label, sure: int, weak: bool) -> None:
    assert passing(label, sure) is weak


def test_the_speaker_s_own_noun_gives_way_to_the_part_of_it_that_is_meant() -> None:
    text = "公司运维检修部抢修线路，公司召开会议。"
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    rated = [
        Named(0, 2, Label.Organisation, None, "reader", 800, ("公司",)),
        Named(0, 7, Label.Organisation, None, "reader", 400, ("公司运维检修部",)),
        Named(12, 14, Label.Organisation, None, "reader", 800, ("公司",)),
    ]
    assert [n.names[0] for n in choose(found, rated)[0]] == ["公司运维检修部", "公司"]


@pytest.mark.parametrize(
    ("longer", "label", "shorter", "inner", "sure", "stands"),
    [
        ("石桥茶史馆改造工程", Label.Programme, "石桥茶史馆", Label.Base, 700, True),
        ("石桥茶史馆改造工程", Label.Programme, "石桥茶史馆", Label.Base, 690, False),
        ("石桥茶史馆年度开放方案", Label.Policy, "石桥茶史馆", Label.Organisation, 700, True),
        ("石桥茶史馆开放日活动", Label.Campaign, "石桥茶史馆", Label.Base, 700, False),
    ],
)
def test_what_is_called_after_a_surer_site_or_body_stands_beside_it(
    longer: str, label: Label, shorter: str, inner: Label, sure: int, stands: bool
) -> None:
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", f"启动{longer}。")))
    rated = [
        Named(2, 2 + len(longer), label, None, "reader", sure, (longer,)),
        Named(2, 2 + len(shorter), inner, None, "reader", 900, (shorter,)),
    ]
    assert [n.names[0] for n in choose(found, rated)[0]] == [*([longer] if stands else []), shorter]


def test_bodies_and_sites_of_one_list_stand_together() -> None:
    text = "由县非遗中心、青禾博物馆、石桥文化馆协办。"
    found = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    sure = {"县非遗中心": (Label.Organisation, 450), "青禾博物馆": (Label.Base, 800), "石桥文化馆": (Label.Base, 500)}
    named = [
        Named(at := text.index(name), at + len(name), label, None, "reader", p, (name,), weak=p < 600)
        for name, (label, p) in sure.items()
    ]
    assert [n.weak for n in stand_together(found, named)] == [False] * 3
