"""What the trained reader takes for a shortcoming or a duty: which of it stands, and where it begins and ends."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

import pytest

from graph.facts import DocumentFacts
from graph.vocabulary import Label

Read = Callable[..., DocumentFacts]


def seen(read: Read, label: Label, text: str, *pieces: str, **context: Any) -> list[str]:
    """Return what stands of pieces of one label."""
    found = read(text, *((piece, label) for piece in pieces), **context)
    return [e.name for e in found.entities if e.label is label]


DUTY = "组织学员进村开讲二十场"


@pytest.mark.parametrize(
    ("text", "kind", "stands"),
    [
        (f"一、主要工作成绩\n{DUTY}。", "summary", False),
        (f"一、主要工作成绩\n今后要{DUTY}。", "summary", True),
        (f"一、下一步打算\n{DUTY}。", "summary", True),
        (f"一、主要工作成绩\n{DUTY}。", "plan", True),
        (f"县妇联{DUTY}。", "news", False),
        (f"县妇联将{DUTY}。", "news", True),
        (f"县妇联将{DUTY}列入为民实事。", "news", False),
        (f"县妇联今年建成学堂六所。{DUTY}。", "summary", False),
        (f"县妇联今年建成学堂六所。一是要{DUTY}。", "summary", True),
        (f"一、主要工作成绩\n完成《学堂建设计划》编制，{DUTY}。", "summary", False),
        (f"一、主要工作成绩\n制定年度学习计划，{DUTY}。", "summary", False),
        (f"一、主要工作成绩\n新学堂预计年底启用；{DUTY}。", "summary", False),
        (f"一、主要工作成绩\n新学堂预计年底启用，{DUTY}。", "summary", True),
        (f"《学堂建设规划》提出拟办学堂，{DUTY}。", "news", True),
        ("县妇联将继续组织学员进村开讲。", "news", False),
        ("县妇联将以开班为契机，组织学员进村开讲。", "news", False),
        ("县妇联将继续组织学员进村开讲20场。", "news", True),
        ("县妇联将继续成立讲师团组织学员进村开讲。", "news", True),
        ("县妇联将继续每月组织学员进村开讲。", "news", True),
        (f"学堂累计开班六期。{DUTY}。", "other", False),
        (f"学堂累计开班六期。县妇联负责办班。{DUTY}。", "other", True),
        (f"学堂分六期开班。{DUTY}。", "other", True),
    ],
)
def test_what_is_reported_is_no_duty(text: str, kind: str, stands: bool, read: Read) -> None:
    (piece,) = [one for one in re.split("[，。；\n]", text) if one.endswith(("二十场", "开讲", "20场", "实事"))]
    assert bool(seen(read, Label.Commitment, text, piece, kind=kind)) is stands


def test_the_number_of_an_item_is_no_part_of_the_duty(read: Read) -> None:
    assert seen(read, Label.Commitment, f"一、下一步打算\n一是{DUTY}。", f"一是{DUTY}") == [DUTY]
    assert seen(read, Label.Commitment, f"一、下一步打算\n三要{DUTY}。", f"三要{DUTY}") == [DUTY]


def test_what_only_announces_is_no_duty(read: Read) -> None:
    announced = "重点推进三项学堂改革:"
    assert seen(read, Label.Commitment, f"一、下一步打算\n{announced}\n{DUTY}。", announced, DUTY) == [DUTY]


def test_what_only_leads_in_is_no_duty(read: Read) -> None:
    for lead in ("2025年县妇联将重点抓好以下工作", "县妇联现提出安排如下"):
        assert seen(read, Label.Commitment, f"一、下一步打算\n{lead}。\n{DUTY}。", lead, DUTY, kind="plan") == [DUTY]


def test_where_to_write_to_is_no_duty(read: Read) -> None:
    line = "联系单位:县妇联权益部"
    assert seen(read, Label.Commitment, f"一、下一步打算\n{DUTY}。{line}。", DUTY, line, kind="plan") == [DUTY]


def test_who_opens_the_duty_has_it_not_who_opens_the_sentence(read: Read) -> None:
    duty = "县农业农村局负责技术指导"
    bodies = (("县供销社", Label.Organisation), ("县农业农村局", Label.Organisation))
    found = read(f"县供销社实行理事会负责制，{duty}。", (duty, Label.Commitment), *bodies, kind="other")
    names = {e.key: e.name for e in found.entities}
    assert [names[r.target] for r in found.relations if r.type == "OWNED_BY"] == ["县农业农村局"]


def test_a_heading_that_bids_names_nobody_who_has_the_duties_under_it(read: Read) -> None:
    text = f"县妇联工作计划\n一、下一步打算\n（一）育强讲师队伍\n{DUTY}。"
    pieces = ((DUTY, Label.Commitment), ("育强讲师队伍", Label.Organisation), ("县妇联", Label.Organisation))
    found = read(text, *pieces, kind="plan", issuer="县妇联")
    names = {e.key: e.name for e in found.entities}
    assert [names[r.target] for r in found.relations if r.type == "OWNED_BY"] == ["县妇联"]


def test_groups_that_are_asked_have_all_that_the_sentence_asks(read: Read) -> None:
    asked = "请各地对照学堂建设清单"
    text = f"县妇联工作计划\n一、下一步打算\n{asked}，{DUTY}。"
    pieces = ((asked, Label.Commitment), (DUTY, Label.Commitment), ("县妇联", Label.Organisation))
    found = read(text, *pieces, kind="plan", issuer="县妇联")
    assert [e.name for e in found.entities if e.label is Label.Commitment] == [asked, DUTY]
    assert not [r for r in found.relations if r.type == "OWNED_BY"]


def test_how_often_may_stand_behind_what_the_reader_sees(read: Read) -> None:
    text = f"一、下一步打算\n{DUTY}，进度按月公布。"
    (duty,) = [e for e in read(text, (DUTY, Label.Commitment)).entities if e.label is Label.Commitment]
    assert duty.properties["cadence"] == "按月"


@pytest.mark.parametrize("bid", ["认真查找学堂管理上的不足", "必须补上学堂管理的短板", "补齐学堂管理短板"])
def test_who_bids_to_look_for_wants_states_none(bid: str, read: Read) -> None:
    assert seen(read, Label.Problem, f"一、存在问题\n{bid}。", bid) == []


@pytest.mark.parametrize(
    ("said", "label"),
    [
        ("尚未组建村级护林志愿服务队", Label.Problem),
        ("推行护林专员制度,问题三日内响应", Label.Commitment),
        ("将补足尚未配备的护林员二十名", Label.Commitment),
    ],
)
def test_a_want_in_a_section_of_problems_is_no_duty_however_like_one_it_sounds(
    said: str, label: Label, read: Read
) -> None:
    text = f"富源县护林工作总结\n一、工作情况\n全年巡山。\n二、存在问题\n{said}。"
    found = read(text, (said, Label.Commitment))
    assert [e.label for e in found.entities if e.label in (Label.Problem, Label.Commitment)] == [label]


def test_what_has_become_less_is_no_shortcoming(read: Read) -> None:
    eased, wanting = "校门口违规停车现象明显减少", "来校学员人数明显减少"
    text = f"一、存在问题\n{eased}。{wanting}。"
    assert seen(read, Label.Problem, text, eased, wanting) == [wanting]


def test_the_name_of_a_form_is_no_duty(read: Read) -> None:
    text = (
        "一、工作要求\n每月报送一次学员情况表。\n附件:1.学员实践成绩登记表\n2.学员结业评语汇总表\n学员宣讲活动安排表\n"
    )
    pieces = ("每月报送一次学员情况表", "学员结业评语汇总表", "学员宣讲活动安排表")
    assert seen(read, Label.Commitment, text, *pieces, kind="plan") == ["每月报送一次学员情况表"]


def test_the_name_of_a_stage_is_no_duty_and_its_time_is_that_of_what_is_done_in_it(read: Read) -> None:
    text = f"一、实施步骤\n(一)推进阶段(3月至9月)。{DUTY}。\n2.总结阶段\n学员代表进村回访十户。"
    pieces = ("推进阶段(3月至9月", DUTY, "学员代表进村回访十户")
    found = read(text, *((piece, Label.Commitment) for piece in pieces), kind="plan")
    duties = [(e.name, e.properties["deadline"]) for e in found.entities if e.label is Label.Commitment]
    assert duties == [(DUTY, "3月至9月"), ("学员代表进村回访十户", None)]
    (duty,) = [
        e
        for e in read(
            f"一、实施步骤\n1.宣传发动(3月12日前)。{DUTY}。\n", (DUTY, Label.Commitment), kind="plan"
        ).entities
        if e.label is Label.Commitment
    ]
    assert duty.properties["deadline"] == "3月12日前"


def test_the_name_of_a_project_and_what_hands_a_paper_down_are_no_duties(read: Read) -> None:
    handed, project, bid = "现将学堂工作安排印发给你们", "基层讲师素质提升项目", "推进乡村学堂改造项目"
    text = f"县妇联通知\n{handed}。\n一、工作要求\n1.{project}。{DUTY}。\n2.{bid}。\n"
    assert seen(read, Label.Commitment, text, handed, project, DUTY, bid, kind="plan") == [DUTY, bid]


def test_what_has_been_done_in_all_is_no_duty(read: Read) -> None:
    duty, done = "每两周联合巡查一次学堂", "累计劝返旷课学员四十余人"
    assert seen(read, Label.Commitment, f"一、工作要求\n{duty},{done}。", duty, done, kind="plan") == [duty]


def test_a_bracket_stays_whole_where_it_tells_who_answers_and_else_falls(read: Read) -> None:
    text = f"一、工作要求\n{DUTY}(县侨联牵头,县民政局配合)。每月报送学员名单(联系人:侨务科,邮箱另发)。"
    pieces = (f"{DUTY}(县侨联牵头,县民政局配合", "每月报送学员名单(联系人")
    assert seen(read, Label.Commitment, text, *pieces, kind="plan") == [
        f"{DUTY}（县侨联牵头，县民政局配合）",
        "每月报送学员名单",
    ]


def test_the_opening_of_a_shortcoming_is_no_part_of_it(read: Read) -> None:
    text = "一、存在问题\n二是学堂师资力量不足。"
    assert seen(read, Label.Problem, text, "二是学堂师资力量不足") == ["学堂师资力量不足"]


def test_a_shortcoming_that_the_reader_cuts_short_goes_on_to_the_stop(read: Read) -> None:
    assert seen(read, Label.Problem, "一、存在问题\n乡村学堂师资力量不足。", "村学堂师资力量不") == [
        "乡村学堂师资力量不足"
    ]


def test_the_body_that_begins_a_duty_has_it(read: Read) -> None:
    duty = "县妇联全年进村宣讲20场"
    text = f"一、下一步打算\n领导干部带头走访，{duty}。"
    found = read(text, (duty, Label.Commitment), ("县妇联", Label.Organisation), issuer="县发改局")
    names = {e.key: e.name for e in found.entities}
    assert [names[r.target] for r in found.relations if r.type == "OWNED_BY"] == ["县妇联"]


@pytest.mark.parametrize(
    ("text", "states"),
    [
        ("一、存在问题\n乡村学堂师资力量薄弱。", ["乡村学堂师资力量薄弱"]),
        ("一、存在问题\n乡村学堂教具陈旧。", ["乡村学堂教具陈旧"]),
        ("一、存在问题\n乡村学堂师资薄弱的问题已经解决。", []),
        ("一、工作情况\n学堂办了十期。但乡村学堂师资力量薄弱。", ["乡村学堂师资力量薄弱"]),
        ("一、工作情况\n乡村学堂教具陈旧。", []),
    ],
)
def test_what_the_words_say_where_no_reader_reads(text: str, states: list[str], told: Any) -> None:
    assert [e.name for e in told(text, kind="survey").entities if e.label is Label.Problem] == states


def test_a_duty_that_the_reader_cuts_short_goes_on_to_the_stop(read: Read) -> None:
    assert seen(read, Label.Commitment, f"一、下一步打算\n{DUTY}。", DUTY[1:-1]) == [DUTY]


ANSWER = "(县侨联牵头,县民政局配合,6月底前完成)"


@pytest.mark.parametrize(
    "pieces",
    [("摸清全县侨胞底数", "县侨联牵头,县民政局配合,6月底前完成"), ("(县侨联牵头,县民政局配合,6月底前完成)",)],
)
def test_the_bracket_behind_the_stop_that_tells_who_answers_belongs_to_the_duty(
    pieces: tuple[str, ...], read: Read
) -> None:
    text = f"一、重点任务\n摸清全县侨胞底数。{ANSWER}\n"
    (duty,) = seen(read, Label.Commitment, text, *pieces, kind="plan")
    assert duty.startswith("摸清全县侨胞底数。（县侨联牵头")


def test_the_bracket_behind_the_stop_answers_for_each_duty_of_the_line(read: Read) -> None:
    text = "一、重点任务\n(一)成立侨务调解中心一处。每月为侨胞开讲二十场,编写读本一册。(县侨联牵头,6月底前完成)\n"
    pieces = ("成立侨务调解中心一处", "每月为侨胞开讲二十场", "编写读本一册。")
    found = read(text, *((p, Label.Commitment) for p in pieces), ("县侨联", Label.Organisation), kind="plan")
    duties = {e.key: e for e in found.entities if e.label is Label.Commitment}
    owned = {r.source for r in found.relations if str(r.type) == "OWNED_BY"}
    assert len(duties) > 1 and owned == set(duties)
    assert {e.properties["deadline"] for e in duties.values()} == {"6月底前"}


def test_the_bracket_is_no_duty_beside_those_that_it_answers_for(read: Read) -> None:
    text = "一、重点任务\n每月为侨胞开讲二十场,编写侨乡读本一册,重点讲家风。(县侨联牵头,县民政局配合)\n"
    pieces = ("每月为侨胞开讲二十场", "编写侨乡读本一册", "(县侨联牵头,县民政局配合)")
    found = seen(read, Label.Commitment, text, *pieces, kind="plan")
    assert found == ["每月为侨胞开讲二十场", "编写侨乡读本一册"]


def test_many_bodies_that_a_duty_begins_with_leave_it_to_nobody(read: Read) -> None:
    text = "一、重点任务\n县侨联召开会议。目前侨情平稳,各村社要主动摸排,于2月底前把名册报齐。\n"
    for piece, owned in (("各村社要主动摸排,于2月底前把名册报齐", False), ("于2月底前把名册报齐", True)):
        found = read(text, (piece, Label.Commitment), ("县侨联", Label.Organisation), kind="plan", issuer="县侨联")
        assert any(r.type == "OWNED_BY" for r in found.relations) is owned


def test_the_last_sentence_of_a_line_that_tells_who_answers_is_for_all_its_duties(read: Read) -> None:
    tail = "县水务局牵头，县民政局按职责分工负责。"
    text = f"一、重点任务\n摸清全县侨胞底数。编写侨乡读本一册。{tail}\n每月为侨胞开讲二十场。\n"
    pieces = ("摸清全县侨胞底数", "编写侨乡读本一册", "每月为侨胞开讲二十场")
    bodies = (("县水务局", Label.Organisation), ("县民政局", Label.Organisation))
    found = read(text, *((p, Label.Commitment) for p in pieces), *bodies, kind="plan")
    names = {e.key: e.name for e in found.entities}
    ends = [(names[r.source], str(r.type), names[r.target]) for r in found.relations]
    assert {e for e in ends if e[1] in ("OWNED_BY", "SUPPORTED_BY")} >= {
        *((p, "OWNED_BY", "县水务局") for p in pieces[:2]),
        *((p, "SUPPORTED_BY", "县民政局") for p in pieces[:2]),
    }
    assert not [e for e in ends if e[0] == pieces[2] and e[2] in ("县水务局", "县民政局")]


def test_what_a_village_has_to_do_its_party_branch_has(read: Read) -> None:
    text = f"石榴村党支部工作安排\n一、下一步打算\n{DUTY}。"
    pieces = ((DUTY, Label.Commitment), ("石榴村党支部", Label.Organisation))
    found = read(text, *pieces, kind="plan", issuer="后所镇石榴村")
    names = {e.key: e.name for e in found.entities}
    assert [names[r.target] for r in found.relations if r.type == "OWNED_BY"] == ["石榴村党支部"]


def test_what_a_measure_is_against_was_told_before(read: Read) -> None:
    want, again = "村级学堂师资力量不足", "学堂师资短缺问题"
    told = f"一、存在问题\n{want}。\n二、下一步打算\n针对{again},选聘讲师20名。"
    assert seen(read, Label.Problem, told, want, f"针对{again}") == [want]
    assert seen(read, Label.Problem, told, want, again) == [want]
    alone = f"今年,针对{again},选聘讲师20名。针对性和实效性明显不强。"
    assert seen(read, Label.Problem, alone, f"针对{again}", "针对性和实效性明显不强") == [
        again,
        "针对性和实效性明显不强",
    ]


def test_a_figure_of_a_shortcoming_is_no_duty(read: Read) -> None:
    want, figure = "学堂师资少,人均带教学员超过90名", "人均带教学员超过90名"
    found = read(f"一、存在问题\n{want}。", (want, Label.Problem), (figure, Label.Commitment))
    assert [str(e.label) for e in found.entities if e.label in (Label.Problem, Label.Commitment)] == ["Problem"]


def test_a_heading_that_complains_stands_where_nothing_under_it_does(read: Read) -> None:
    want = "学堂白天无人看管"
    text = f"一、存在问题\n(一)场地管护不足。{want}。\n(二)师资力量不足。全县有讲师12人,人均带教90人。\n二、下一步打算\n选聘讲师。"
    assert seen(read, Label.Problem, text, want) == [want, "师资力量不足"]


def test_what_a_plan_sets_out_to_do_away_with_is_no_shortcoming_of_it(read: Read) -> None:
    want = "为切实解决学堂师资不足问题"
    text = f"{want},决定开展讲师选聘。"
    assert seen(read, Label.Problem, text, want, kind="plan") == []
    assert seen(read, Label.Problem, text, want, kind="news") == [want]


def test_the_name_of_a_numbered_stage_is_no_duty(read: Read) -> None:
    text = f"一、工作步骤\n第二阶段:学堂集中整改(9月11日至11月15日)。{DUTY}。\n"
    found = read(text, *((p, Label.Commitment) for p in ("学堂集中整改(9月11日至11月15日", DUTY)), kind="plan")
    duties = [(e.name, e.properties["deadline"]) for e in found.entities if e.label is Label.Commitment]
    assert duties == [(DUTY, "9月11日至11月15日")]


def test_a_paragraph_that_announces_what_is_planned_reports_nothing(read: Read) -> None:
    text = f"一、主要工作成绩\n建成学堂六所。\n2025年工作打算:一是学堂再增两所。二是{DUTY}。\n"
    assert seen(read, Label.Commitment, text, DUTY) == [DUTY]


@pytest.mark.parametrize(
    "said", ["早在六年前就要求组织学员进村开讲", "难道要让学员年年自己进村开讲", "各镇要不要组织学员进村开讲?"]
)
def test_who_recalls_or_asks_lays_no_duty_on_anybody(said: str, read: Read) -> None:
    text = f"一、下一步工作\n{said}。\n{DUTY}。\n".replace("?。", "?")
    assert seen(read, Label.Commitment, text, said, DUTY, kind="speech") == [DUTY]


@pytest.mark.parametrize(
    ("said", "stands"),
    [
        ("举办学堂开讲会二十场", True),
        ("新建乡村学堂6所", True),
        ("不断加强学堂讲师培训工作", True),
        ("将讲师培训情况纳入年度考评", True),
        ("讲师培训是学堂建设的基础", False),
        ("2024年是学堂建设三年计划收官之年", False),
        ("为办好乡村学堂，年内增聘讲师12名", False),
        ("全县学堂现有讲师12名", False),
        ("目前有12名讲师驻堂", False),
        ("尚未配备讲师的学堂有6所", False),
        ("学堂讲师培训情况", False),
    ],
)
def test_an_item_of_a_plan_stands_by_the_grammar_alone(said: str, stands: bool, read: Read) -> None:
    text = f"县妇联工作计划\n一、工作安排\n（一）办好学堂\n每月开讲。{said}。\n"
    assert (said in seen(read, Label.Commitment, text, kind="plan")) is stands
    assert seen(read, Label.Commitment, text, kind="summary") == []


def test_a_heading_over_the_items_of_a_plan_is_none_of_them(read: Read) -> None:
    text = "县妇联工作计划\n一、工作安排\n（一）加强学堂讲师培训\n举办学堂开讲会二十场。\n"
    assert seen(read, Label.Commitment, text, kind="plan") == ["举办学堂开讲会二十场"]


@pytest.mark.parametrize("piece", ["王建国\t富源县妇联", "云溪县\n富源县妇联"])
def test_what_the_reader_sees_over_cells_or_lines_is_no_name(piece: str, read: Read) -> None:
    found = read(f"姓名\t工作单位\n{piece}\n", (piece, Label.Organisation))
    assert not [e.name for e in found.entities if set("\t\n") & set(e.name)]
