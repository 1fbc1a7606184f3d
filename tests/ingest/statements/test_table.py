"""Tables of tasks: each row is a duty of those whom its columns name."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from graph.facts import DocumentFacts
from graph.vocabulary import Label, RelationType
from ingest.outline.tables import tables
from ingest.pipeline import lawful

HEAD = "富源县重点任务分解表\n序号\t工作任务\t牵头单位\t配合单位\t责任人\t完成时限\n"
Told = Callable[..., DocumentFacts]


def duties(found: DocumentFacts) -> list[Any]:
    return [e for e in found.entities if e.label is Label.Commitment and "\t" in e.mentions[0].text]


def ends(found: DocumentFacts, kind: RelationType) -> set[tuple[str, str]]:
    names = {e.key: e.name for e in found.entities}
    return {(names[r.source], names[r.target]) for r in found.relations if r.type is kind}


def test_a_row_is_a_duty_with_its_owner_its_helpers_and_its_time(told: Told) -> None:
    found = told(HEAD + "1\t建成“同心书屋”12家\t县委统战部\t县文旅局、团县委\t\t6月底前", kind="plan")
    (duty,) = duties(found)
    assert duty.name == "建成同心书屋12家"
    assert duty.properties == {"cadence": None, "deadline": "6月底前", "target": "12家"}
    assert ends(found, RelationType.OWNED_BY) == {(duty.name, "县委统战部")}
    assert ends(found, RelationType.SUPPORTED_BY) == {(duty.name, "县文旅局"), (duty.name, "团县委")}
    assert ends(found, RelationType.LEADS) == {("县委统战部", "同心书屋")}
    assert ends(found, RelationType.PARTICIPATES_IN) == {("县文旅局", "同心书屋"), ("团县委", "同心书屋")}


def test_the_proof_is_the_row_itself(told: Told) -> None:
    row = "建成“同心书屋”12家\t县委统战部\t县文旅局\t\t6月底前"
    found = told(HEAD + "1\t" + row, kind="plan")
    proofs = [r.evidence for r in found.relations if r.evidence.rule.startswith("table")]
    assert len(proofs) == 5
    assert {p.quote for p in proofs} == {row} == {found.text[p.start : p.end] for p in proofs}
    assert not any(p.inferred for p in proofs)


def test_an_empty_cell_names_nobody(told: Told) -> None:
    found = told(HEAD + "1\t建设村级书屋18家\t\t县文旅局\t\t8月底前", kind="plan", issuer="县委统战部")
    assert [d.name for d in duties(found)] == ["建设村级书屋18家"]
    assert not ends(found, RelationType.OWNED_BY), "the issuer does not fill the cell of the owner"


@pytest.mark.parametrize(
    ("cell", "owners", "helpers"),
    [
        ("县文旅局、县教育局", {"县文旅局"}, {"县教育局"}),
        ("牵头单位:县文旅局;配合单位:县教育局、团县委", {"县文旅局"}, {"县教育局", "团县委"}),
        ("县文旅局、县教育局牵头，团县委配合", {"县文旅局", "县教育局"}, {"团县委"}),
        ("县教育局、县文旅局（牵头）", {"县文旅局"}, {"县教育局"}),
        ("职成教股", {"职成教股"}, set()),
        ("各有关单位", set(), set()),
        ("县教育局、各中小学", {"县教育局"}, {"各中小学"}),
        ("—", set(), set()),
    ],
)
def test_who_has_to_do_it_stands_in_one_list(told: Told, cell: str, owners: set[str], helpers: set[str]) -> None:
    found = told(f"重点任务\t责任单位\t完成时限\n建成同心书屋\t{cell}\t年底前", kind="plan")
    assert {owner for _, owner in ends(found, RelationType.OWNED_BY)} == owners
    assert {helper for _, helper in ends(found, RelationType.SUPPORTED_BY)} == helpers


@pytest.mark.parametrize("town", ["中安街道", "墨红镇", "古敢水族乡", "富源县"])
def test_a_town_that_has_to_do_it_is_its_owner(told: Told, town: str) -> None:
    found = told(
        HEAD + f"1\t修缮同心书屋\t{town}\t县文旅局、大河镇\t\t6月底前\n2\t建成同心驿站\t{town}\t\t\t6月底前",
        kind="plan",
    )
    assert {owner for _, owner in ends(found, RelationType.OWNED_BY)} == {town}
    assert {helper for _, helper in ends(found, RelationType.SUPPORTED_BY)} == {"县文旅局", "大河镇"}
    labels = {(e.name, e.label, e.kind) for e in lawful(found).entities}
    assert (town, Label.Organisation, "government") in labels and ("大河镇", Label.Place, "township") in labels
    assert {r.type for r in lawful(found).relations} == {r.type for r in found.relations}, (
        "the model lets all of them stand"
    )


@pytest.mark.parametrize(
    ("task", "time", "deadline", "cadence"),
    [
        ("建成书屋", "2023年10月底前", "2023年10月底前", None),
        ("建成书屋", "持续推进", None, "持续"),
        ("建成书屋", "每学期2轮", None, "每学期"),
        ("建成书屋", "长期", None, "长期"),
        ("每季度召开联席会议", "12月底前", "12月底前", "每季度"),
        ("建成书屋", "—", None, None),
    ],
)
def test_its_time(told: Told, task: str, time: str, deadline: str | None, cadence: str | None) -> None:
    (duty,) = duties(told(HEAD + f"1\t{task}\t县委统战部\t\t\t{time}", kind="plan"))
    assert (duty.properties["deadline"], duty.properties["cadence"]) == (deadline, cadence)


def test_a_row_whose_first_cell_is_empty_is_one_duty(told: Told) -> None:
    found = told(HEAD + "\t建立同心书屋联席会议制度\t县委统战部\t县文旅局\t\t6月底前", kind="plan")
    assert [duty.name for duty in duties(found)] == ["建立同心书屋联席会议制度"]


def test_who_builds_a_route_leads_none_of_the_sites_that_it_joins(told: Told) -> None:
    found = told(HEAD + "1\t建设“同心步道”，串联富源县博物馆、胜境关纪念馆\t县文旅局\t\t\t6月底前", kind="plan")
    names = {e.key: e.name for e in found.entities}
    led = {names[r.target] for r in found.relations if r.type is RelationType.LEADS}
    assert led and not {name for name in led if name.endswith("馆")}


def test_a_number_in_the_column_of_bodies_names_none(told: Told) -> None:
    found = told(HEAD + "1\t建成同心书屋\t14\t县文旅局\t\t6月底前", kind="plan")
    assert not ends(found, RelationType.OWNED_BY)


def test_a_heading_that_comes_again_may_tell_years(told: Told) -> None:
    found = told(
        HEAD + "1\t建成同心书屋\t县委统战部\t\t\t6月底前\n指标\t单位\t2024年\t2025年目标\n建成书屋\t家\t12\t14",
        kind="plan",
    )
    assert [duty.name for duty in duties(found)] == ["建成同心书屋"]


def test_the_column_of_persons_is_masked(told: Told) -> None:
    found = told(HEAD + "1\t建成同心书屋\t县委统战部\t县文旅局\t陆云舟\t6月底前", kind="plan")
    quote = next(r.evidence.quote for r in found.relations if r.type is RelationType.OWNED_BY)
    assert quote == "建成同心书屋\t县委统战部\t县文旅局\t陆某某\t6月底前"
    assert not any("陆" in e.name for e in found.entities)


def test_the_column_of_persons_is_masked_where_the_table_divides_no_tasks(told: Told) -> None:
    found = told("序号\t学校\t案例名称\t指导教师\n1\t青溪中学\t《土窑里的课堂》\t陆云舟、花海燕\n")
    hidden = {found.text[k - 1 : k + 1] for k in found.hidden}
    assert hidden == {"陆云", "云舟", "花海", "海燕"}


def test_what_leads_to_a_person_is_masked_beside_the_name(told: Told) -> None:
    text = "姓名\t工作单位\t联系电话\t家庭住址\n陆云舟\t县妇联\t0874-4212345\t墨红镇12号\n石桥村\t县残联\t0874-4212346\t墨红镇\n"
    found = told(text)
    shown = "".join("*" if k in found.hidden else c for k, c in enumerate(found.text)).split("\n")
    assert shown[1:3] == ["陆**\t县妇联\t0***********\t墨*****", "石桥村\t县残联\t0874-4212346\t墨红镇"]


def test_a_word_that_no_sentence_shows_to_be_a_name_is_masked_in_that_column(told: Told) -> None:
    found = told(HEAD + "1\t建成同心书屋\t县委统战部\t县文旅局\t江河\t6月底前", kind="plan")
    assert next(r.evidence.quote for r in found.relations if r.type is RelationType.OWNED_BY).split("\t")[3] == "江某"


def test_a_body_is_what_a_task_is_about_where_the_task_sets_it_up(told: Told) -> None:
    for task, led in (("组建县古树保护协会", True), ("慰问县古树保护协会", False)):
        found = told(HEAD + f"1\t{task}\t县林业局\t\t\t6月底前", kind="plan")
        names = {e.key: e.name for e in found.entities}
        leads = {names[r.target] for r in found.relations if r.evidence.rule == "table.lead"}
        assert leads == ({"县古树保护协会"} if led else set())


def test_the_most_telling_column_names_the_task(told: Told) -> None:
    found = told(
        "重点工作\t具体措施\t责任单位\n阵地建设\t建成同心书屋\t县文旅局\n阵地建设\t修缮同心驿站\t县住建局", kind="plan"
    )
    assert [d.name for d in duties(found)] == ["建成同心书屋", "修缮同心驿站"]


def test_a_table_of_figures_is_no_table_of_tasks(told: Told) -> None:
    found = told("项目名称\t地点\t数量\n同心书屋\t中安街道\t12家\n同心驿站\t墨红镇\t3个")
    assert not duties(found)


def test_a_second_table_has_its_own_columns() -> None:
    first, second = (
        "序号\t工作任务\t牵头单位\n1\t建书屋\t县文旅局\n",
        "完成时限\t任务内容\t责任单位\n6月\t建驿站\t县住建局\n",
    )
    rows = tables(first + second)
    text = first + second
    assert [{c.role: text[c.start : c.end] for c in row.cells} for row in rows] == [
        {"": "1", "task": "建书屋", "owner": "县文旅局"},
        {"deadline": "6月", "task": "建驿站", "bodies": "县住建局"},
    ]


def test_a_ledger_with_many_columns_of_progress_is_a_table_of_tasks() -> None:
    months = "\t".join(f"{k}月进展" for k in range(1, 13))
    (row,) = tables(
        f"序号\t任务\t牵头单位\t完成时限\t{months}\n1\t建成溪畔步道\t县住建局\t2024年6月底\t{'已开工' + chr(9) * 11}\n"
    )
    assert [cell.role for cell in row.cells][1:4] == ["task", "owner", "deadline"]


def test_a_table_that_tells_how_far_works_have_come_owes_nothing(told: Told) -> None:
    head = "富源县重点项目进展表\n项目名称\t建设内容\t业主单位\t形象进度\n"
    found = told(head + "“同心书屋”改造项目\t改造房屋12间\t县文旅局\t主体完工", kind="summary")
    assert not duties(found)
    (led,) = [r for r in found.relations if r.type is RelationType.LEADS]
    assert (led.status, led.evidence.rule) == ("done", "table.lead")


def test_what_a_column_of_progress_calls_not_begun_is_owed(told: Told) -> None:
    head = "富源县重点任务分工表\n序号\t任务\t责任单位\t落实情况\n"
    found = told(head + "1\t建设同心书屋5个\t县文旅局\t未启动\n2\t建设侨胞之家\t县侨联\t已开放", kind="plan")
    assert [duty.name for duty in duties(found)] == ["建设同心书屋5个"]


def test_a_column_of_measures_and_who_does_them_names_both(told: Told) -> None:
    head = "富源县重点任务分解表\n序号\t任务\t工作措施及责任分工\t完成时限\n"
    found = told(head + "1\t惠民\t建成“同心书屋”12家（牵头单位：县委统战部；配合单位：团县委）\t6月底前", kind="plan")
    assert ends(found, RelationType.LEADS) == {("县委统战部", "同心书屋")}
    assert {e.name for e in found.entities if e.label is Label.Organisation} == {"县委统战部", "团县委"}
    (duty,) = duties(found)
    assert (duty.properties["target"], duty.properties["deadline"]) == ("12家", "6月底前")
    assert ends(found, RelationType.OWNED_BY) == {(duty.name, "县委统战部")}
    assert ends(found, RelationType.SUPPORTED_BY) == {(duty.name, "团县委")}


@pytest.mark.parametrize(
    ("who", "owners", "helpers"),
    [
        ("。县委统战部，团县委，各相关单位按职责分工负责", {"县委统战部"}, {"团县委"}),
        ("。县委统战部牵头，团县委配合。", {"县委统战部"}, {"团县委"}),
        ("，县委统战部牵头", set(), set()),
    ],
)
def test_such_a_column_may_name_who_does_it_in_a_sentence(
    who: str, owners: set[str], helpers: set[str], told: Told
) -> None:
    head = "富源县重点任务分解表\n序号\t任务\t工作措施及责任分工\t完成时限\n"
    found = told(head + f"1\t惠民\t建成“同心书屋”12家{who}\t6月底前", kind="plan")
    assert {name for _, name in ends(found, RelationType.OWNED_BY)} == owners
    assert {name for _, name in ends(found, RelationType.SUPPORTED_BY)} == helpers


def test_a_label_makes_bodies_of_offices(told: Told) -> None:
    found = told("建立人才信息库，每半年更新一次。（责任股室：普法股、干部股）", kind="plan", issuer="县委统战部")
    assert {"普法股", "干部股"} <= {e.name for e in found.entities if e.label is Label.Organisation}


@pytest.mark.parametrize(
    "who", ["王晓丽", "欧阳明、李建国", "干部科张志强", "刘芳科长", "待定", "办公室主任赵明", "王晓丽同志"]
)
def test_persons_on_a_line_of_responsibility_are_no_bodies(who: str, told: Told) -> None:
    found = told(f"建立人才信息库，每半年更新一次。责任科室：{who}", kind="plan", issuer="县委统战部")
    assert not any(e.label is Label.Organisation for e in found.entities)


def test_two_bodies_head_what_follows(told: Told) -> None:
    found = told(
        "分工\n◆县文旅局、县教育局：每季度办讲堂1期。\n◆其他单位：每月报送进展。", kind="plan", issuer="县委统战部"
    )
    assert {b for _, b in ends(found, RelationType.OWNED_BY)} == {"县文旅局"}
    assert {b for _, b in ends(found, RelationType.SUPPORTED_BY)} == {"县教育局"}
