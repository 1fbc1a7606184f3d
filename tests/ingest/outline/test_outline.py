"""Sections by numbering, their roles, and sentences."""

from __future__ import annotations

from ingest.outline import outline
from ingest.outline.headings import sections
from ingest.outline.roles import role_of_heading
from ingest.outline.sentences import sentences
from ingest.text import CleanText, Outline

TEXT = """青溪县2024年文旅工作总结
今年以来,县文旅局抓重点、促融合。
一、主要成效
(一)阵地更实。建成书屋12个。“欢迎来看。”老人说。
(二)品牌更响
办好桃花节。做法有三:一是早谋划。提前半年筹备。二是重协同。三要:一要保安全,二要保畅通。三是强宣传。
二、存在问题
三处旧址相距很近,未能串联成线。
三、下步打算
1.开通专线。
2.培训讲解员。"""


def outlined(text: str) -> Outline:
    from array import array

    return outline(CleanText(text, array("I", range(len(text)))))


def headings(text: str) -> list[tuple[int, str, str, str]]:
    return [(s.level, s.number, s.title, s.role) for s in outlined(text).sections]


def test_the_tree_of_headings() -> None:
    assert [(level, number, title) for level, number, title, _ in headings(TEXT)] == [
        (0, "", "青溪县2024年文旅工作总结"),
        (1, "一、", "主要成效"),
        (2, "(一)", "阵地更实"),
        (2, "(二)", "品牌更响"),
        (4, "一是", "早谋划"),
        (4, "二是", "重协同"),
        (5, "一要", "保安全,二要保畅通"),
        (5, "二要", "保畅通"),
        (4, "三是", "强宣传"),
        (1, "二、", "存在问题"),
        (1, "三、", "下步打算"),
        (3, "1.", "开通专线"),
        (3, "2.", "培训讲解员"),
    ]


def test_roles_come_from_the_nearest_heading_that_claims_one() -> None:
    roles = {title: role for _, _, title, role in headings(TEXT)}
    assert roles["阵地更实"] == "done"
    assert roles["早谋划"] == "done"
    assert roles["存在问题"] == "problem"
    assert roles["开通专线"] == "plan"


def test_what_stands_without_a_number_over_the_parts_of_a_report_tells_their_role() -> None:
    text = (
        "青溪县科协2023年工作总结\n一年来,工作扎实。\n县科协办赛3场。\n培训400人。\n"
        "一、办赛有声\n县科协办赛。\n2024年工作安排\n一、建站\n建成驿站。\n——选派干部跟班学习。"
    )
    roles = {title: role for _, _, title, role in headings(text)}
    assert (roles["办赛有声"], roles["2024年工作安排"], roles["建站"]) == ("done", "plan", "plan")
    line = "青溪县科协2023年工作总结\n一年来,工作扎实。\n县科协办赛3场。\n培训400人。\n2024年工作思路:建成驿站。"
    assert headings(line)[-1][2:] == ("2024年工作思路", "plan")
    report = "青溪镇工作报告\n各位代表:\n请审议。\n现在报告。\n一、2023年工作回顾\n办成实事。\n二、2024年主要工作\n建好茶厂。"
    assert headings(report)[-1][2:] == ("2024年主要工作", "plan")


def test_a_series_inside_a_point_does_not_close_it() -> None:
    found = outlined(TEXT).sections
    by_number = {section.number: section for section in found if section.level >= 4}
    assert found[by_number["一要"].parent].number == "二是"
    assert by_number["三是"].parent == by_number["一是"].parent


def test_decimal_numbers_are_headings_where_they_count() -> None:
    text = "青溪中学控烟总结\n1加强领导\n1.1成立专班。\n1.2全校设岗。\n2宣传\n2.1 5月31日办展。\n2.2开课。\n3.5亿元到位。\n4.1全校无烟。"
    assert [(level, number, title) for level, number, title, _ in headings(text)][1:] == [
        (2, "1", "加强领导"),
        (3, "1.1", "成立专班"),
        (3, "1.2", "全校设岗"),
        (3, "2.1", "5月31日办展"),
        (3, "2.2", "开课"),
        (3, "4.1", "全校无烟"),
    ]


def test_what_a_heading_claims() -> None:
    claimed = {
        "努力方向": "plan",
        "破解路径": "plan",
        "后续工作": "plan",
        "下一步举措": "plan",
        "创新举措": None,
        "亟待解决的问题": "problem",
    }
    claimed |= {"目标任务完成情况": "done", "破解就医难题": None}
    assert {title: role_of_heading(title) for title in claimed} == claimed


def test_what_is_to_be_carried_out_makes_no_report_of_a_planned_section() -> None:
    text = "答复函\n一、下一步工作\n(一)深入开展护理员竞赛。每年一次。\n(二)工作成效回顾\n建成书屋。"
    assert [role for _, _, _, role in headings(text)][1:] == ["plan", "plan", "done"]


def test_how_things_went_is_no_plan() -> None:
    claimed = {
        "重点任务扎实推进": None,
        "目标任务": "plan",
        "提升保障水平": None,
        "下步打算": "plan",
        "任务(2025年)": "plan",
    }
    assert {title: role_of_heading(title, "done") for title in claimed} == claimed
    text = "工作总结\n一、主要成效\n(一)以制度保障求实效\n建成书屋。\n(二)下步打算\n建馆。\n二、目标任务\n建站。"
    assert [role for _, _, _, role in headings(text)][1:] == ["done", "done", "plan", "plan"]


def test_in_a_report_measures_and_support_are_what_was_done() -> None:
    text = "县老年大学工作总结\n一、服务保障\n建成食堂。\n二、主要措施\n开班。\n三、下一步措施\n再开班。\n四、目标任务\n完成。"
    assert [role for _, _, _, role in headings(text)][1:] == ["done", "done", "plan", "plan"]


def test_a_point_needs_a_series() -> None:
    assert [s.number for s in outlined("工作要点\n今年一是丰收年。").sections] == [""]


def test_sentences_cover_the_text_and_know_their_section() -> None:
    result = outlined(TEXT)
    assert "".join(TEXT[s.start : s.end] for s in result.sentences) == TEXT.replace("\n", "")
    near = next(s for s in result.sentences if TEXT[s.start : s.end].startswith("三处旧址"))
    assert result.path(near.section) == "二、存在问题"


def test_a_full_stop_inside_quotation_marks_ends_the_sentence_only_with_them() -> None:
    result = outlined("他说:“要干。要快。”大家同意。")
    assert [s.end for s in result.sentences] == [11, 16]


def test_headings_are_marked() -> None:
    result = outlined(TEXT)
    marked = [TEXT[s.start : s.end] for s in result.sentences if s.heading]
    assert marked[:4] == ["青溪县2024年文旅工作总结", "一、主要成效", "(一)阵地更实。", "(二)品牌更响"]


def test_what_goes_on_without_a_stop_is_cut_at_a_pause() -> None:
    register = "".join(f"云溪县第{number}小学校、" for number in range(1000))
    cut = [register[one.start : one.end] for one in sentences(register, sections(register))]
    assert "".join(cut) == register and max(map(len, cut)) <= 600
    assert all(part.endswith("、") for part in cut)
    assert max(one.end - one.start for one in sentences("茶" * 2000, sections("茶" * 2000))) == 600


def test_a_meeting_that_tells_how_things_stand_is_no_report() -> None:
    text = "后所县2026年工作要点\n一、工作情况通报会\n每季一次。\n二、工作情况\n建成书屋12个。"
    assert [role for _, _, title, role in headings(text)][1:] == ["plan", "done"]


def test_a_bodys_name_may_stand_over_the_title_that_tells_the_role() -> None:
    text = "青溪县民政局\n2024年养老服务工作总结\n今年以来，新建食堂两处。\n一、主要工作\n开了食堂。"
    assert {role for _, _, _, role in headings(text)} == {"done"}
