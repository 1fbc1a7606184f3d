"""Grammar and reader together on clauses: a labelled case for each rule of the join."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from ingest.model.reader import ScoredSpan
from ingest.statements.clauses import joined, mended


def run(start: int, end: int, confidence: int = 950) -> ScoredSpan:
    return ScoredSpan(start, end, "Commitment", confidence)


def of_reader(one: ScoredSpan) -> ScoredSpan:
    return ScoredSpan(one.start, one.end, "taken", one.confidence)


GRAMMAR = [ScoredSpan(10, 40, "grammar", 500)]


def test_what_the_reader_sees_keeps_its_bounds() -> None:
    found = joined(GRAMMAR, [run(10, 24, 600), run(25, 50, 600)], of_reader, floor=900)
    assert [(one.start, one.end, one.label) for one in found] == [(10, 24, "taken"), (25, 50, "taken")]


def test_what_only_the_grammar_sees_falls() -> None:
    assert joined(GRAMMAR, [], of_reader) == []


def test_what_only_the_reader_sees_has_to_be_sure() -> None:
    assert joined([], [run(50, 70, 890)], of_reader, floor=900) == []
    assert len(joined([], [run(50, 70, 910)], of_reader, floor=900)) == 1


def test_a_scrap_is_no_clause() -> None:
    assert joined([], [run(50, 55)], of_reader) == []


def test_without_a_reader_the_grammar_stands() -> None:
    assert joined(GRAMMAR, None, of_reader) == GRAMMAR


def parts(text: str, *pieces: str) -> list[str]:
    """Mend runs that cover some pieces of a text."""
    runs = [run(text.index(piece), text.index(piece) + len(piece)) for piece in pieces]
    return [text[one.start : one.end] for one in mended(text, runs)]


@pytest.mark.parametrize(("begins", "count"), [(600, 1), (950, 2)])
def test_behind_a_comma_a_duty_begins_only_where_the_reader_is_sure(begins: int, count: int) -> None:
    text = "依托服务中心设立联审专窗,县审批局派员入驻。"
    comma = text.index(",") + 1
    runs = [run(0, comma - 1), replace(run(comma, len(text) - 1), begins=begins)]
    assert len(mended(text, runs)) == count


def test_another_body_with_a_time_of_its_own_has_a_duty_of_its_own() -> None:
    text = "修订水源地管理办法并于6月底前印发,县水务局每季度公布一次水质。"
    comma = text.index(",") + 1
    runs = [run(0, comma - 1), replace(run(comma, len(text) - 1), begins=600)]
    assert len(mended(text, runs, {comma})) == 2
    assert len(mended(text, runs)) == 1


def test_a_run_takes_in_the_scraps_that_it_is_stretched_over() -> None:
    text = "县残联委托县云台职业学校举办残疾人黑茶加工培训班。"
    assert parts(text, "县残联委", "县云台职", "举办残疾人黑茶加工") == [text[:-1]]


def test_a_line_of_responsibility_may_end_with_its_time() -> None:
    text = "推行巡护制度,牵头单位:林业局;配合单位:水务局;完成时限:8月底。"
    assert parts(text, "推行巡护制度,牵头单位:林业局", "配合单位:水务局;完成时限:8月底") == [text[:-1]]


def test_lines_of_responsibility_and_of_time_may_each_be_cut_off() -> None:
    text = "推行巡护制度,牵头单位:林业局;配合单位:水务局;完成时限:8月底。"
    pieces = ("推行巡护制度,牵头单位:林业局;", "配合单位:水务局;", "完成时限:8月底")
    assert parts(text, *pieces) == [text[:-1]]


@pytest.mark.parametrize(
    ("first", "second", "whole"),
    [
        ("学员中途退出的,", "应当在三日内报告学堂", True),
        ("这是办得最好的一批,", "应当在三日内报告学堂", False),
        ("年内办好春风学堂二十期,", "年底对学员开展回访", False),
        ("组建春风学堂教师队伍,", "每季度向县妇联报送进展", False),
        ("办好春风学堂二十期,", "年底前县残联办班九期", False),
        ("办好春风学堂二十期,", "年底前由县残联办班九期", False),
        ("办好,", "年底前全县办班九期", False),
        ("完成时间:6月底,办好春风学堂二十期;", "完成时间:9月底,办班九期", False),
    ],
)
def test_a_case_has_its_duty_and_a_duty_its_time(first: str, second: str, whole: bool) -> None:
    text = f"{first}{second}。"
    bodies = [match.start() for match in re.finditer("县残联", text)]
    runs = [run(0, len(first)), run(len(first), len(text) - 1)]
    assert (len(mended(text, runs, bodies)) == 1) is whole


def test_what_no_stop_keeps_apart_is_one_clause() -> None:
    text = "要全面推进松园镇“春风”等学堂建设。"
    assert parts(text, "全面推进松园镇“春风”", "学堂建设") == ["要全面推进松园镇“春风”等学堂建设"]


def test_a_clause_that_the_reader_cuts_inside_a_quotation_ends_with_it() -> None:
    text = "多元主体参与不足,居民“站着看、等着办”。"
    assert parts(text, "多元主体参与不足,居民“站着看") == ["多元主体参与不足,居民“站着看、等着办”"]


def test_scraps_make_no_clause_together() -> None:
    assert parts("要全面推进学堂", "要全", "学堂") == ["要全", "学堂"]


def test_a_body_has_what_stands_behind_its_colon() -> None:
    assert parts("县民政局:五月底前建成春风学堂。", "县民政局", "五月底前建成春风学堂") == [
        "县民政局:五月底前建成春风学堂"
    ]
    assert len(parts("县民政局做登记。五月底前建成春风学堂。", "县民政局做登记", "五月底前建成春风学堂")) == 2


@pytest.mark.parametrize(
    "answer",
    [
        "由县妇联负责组建",
        "请县妇联抓紧办理",
        "每村开讲一次",
        "由县妇联牵头",
        "由县妇联牵头,县残联配合",
        "责任单位:县妇联、县残联",
        "县妇联牵头,县残联配合",
        "县妇联、县残联承办",
        "县妇联等八家为成员单位",
        "办公室设在县妇联",
        "其中乡村学堂不少于八期",
        "首批选在松园镇试办",
        "面向返乡青年招收学员",
        "结业率不低于90%",
        "县财政局贴息,全县五百户受益",
        "春节前走遍所有学员",
        "每周五到馆里上一堂课",
    ],
)
def test_what_only_tells_more_belongs_to_the_duty(answer: str) -> None:
    text = f"办好春风学堂二十期,{answer}。"
    assert parts(text, "办好春风学堂二十期", answer) == [text[:-1]]


def test_a_share_tells_nothing_more_of_a_shortcoming() -> None:
    text = "学堂师资不足且年龄偏大,结业率不到50%。"
    wants = [ScoredSpan(0, 11, "Problem", 950), ScoredSpan(12, 20, "Problem", 950)]
    assert [text[one.start : one.end] for one in mended(text, wants)] == ["学堂师资不足且年龄偏大", "结业率不到50%"]


def test_what_tells_more_does_so_too_where_the_reader_cuts_it_short() -> None:
    text = "办好春风学堂二十期,其中乡村学堂不少于八期。"
    assert parts(text, "办好春风学堂二十期", "中乡村学堂不少于八期") == [text[:-1]]


def test_a_bracket_is_not_cut() -> None:
    text = "办好春风学堂(牵头单位:县妇联;县残联),年内开讲二十场。"
    pieces = ("办好春风学堂(牵头单位:县妇联", "县残联),年内开讲二十场")
    assert parts(text, *pieces) == [text[:-1]]


@pytest.mark.parametrize(("apart", "whole"), [("。(", True), ("。", False)])
def test_behind_a_full_stop_only_a_bracket_belongs_to_the_duty(apart: str, whole: bool) -> None:
    text = f"办好春风学堂二十期{apart}由县妇联牵头,县残联配合"
    assert (len(parts(text, "办好春风学堂二十期", "由县妇联牵头,县残联配合")) == 1) is whole


def test_another_duty_is_another_one() -> None:
    text = "办好春风学堂二十期,由县妇联负责教材编写和教师培训。"
    assert len(parts(text, "办好春风学堂二十期", "由县妇联负责教材编写和教师培训")) == 2


def test_a_run_cut_inside_a_clause_goes_on_to_the_stops() -> None:
    assert parts("到年底,全县建成春风学堂二十所,其余照旧。", "县建成春风学堂二十") == ["全县建成春风学堂二十所"]
    far = "为此县里各部门各乡镇上上下下都要千方百计想方设法克服眼前种种困难办好春风学堂二十所"
    assert parts(far, "办好春风学堂二十所") == ["办好春风学堂二十所"]
