"""What stands around the running text: datelines, numbers of documents, signatures; what announces a list."""

from __future__ import annotations

from array import array

import pytest

from ingest.outline import outline
from ingest.text import CleanText, Outline


def outlined(text: str) -> Outline:
    return outline(CleanText(text, array("I", range(len(text)))))


def asides(text: str) -> list[tuple[str, str]]:
    return [(one.kind, text[one.start : one.end]) for one in outlined(text).asides]


BODY = "为做好全年工作,制定本方案。\n一、总体要求\n由县委统战部牵头。"


@pytest.mark.parametrize(
    "line", ["(2024年3月5日)", "2024年3月", "青溪县委办公室2024年3月5日", "青统发[2024]5号", "二〇二四年三月五日"]
)
def test_a_dateline_stands_under_the_title_and_is_no_sentence(line: str) -> None:
    text = f"青溪县工作方案\n{line}\n{BODY}"
    assert asides(text) == [("dateline", line)]
    assert line not in [text[s.start : s.end] for s in outlined(text).sentences]


def test_a_signature_is_its_bodies_and_its_date() -> None:
    text = f"青溪县工作方案\n{BODY}\n青溪县委统战部\n青溪县文旅局\n2024年3月5日"
    assert asides(text) == [("signer", "青溪县委统战部"), ("signer", "青溪县文旅局"), ("signature", "2024年3月5日")]


@pytest.mark.parametrize(
    "line", ["备注:本表由县妇联填报,每季度末报县委办。", "填报单位(盖章):县妇联", "说明:1.此台账一式三份"]
)
def test_a_remark_on_how_a_table_is_filled_in_is_no_sentence(line: str) -> None:
    text = f"青溪县任务表\n任务\t牵头单位\n建书屋\t县妇联\n{line}"
    assert asides(text) == [("remark", line)]
    assert line not in [text[s.start : s.end] for s in outlined(text).sentences]


def test_what_a_body_reports_is_no_remark() -> None:
    assert (
        asides(
            f"青溪县工作方案\n{BODY}\n县妇联每季度上报进展。\n本表彰活动由县妇联主办。\n填报单位:县妇联 填报人:陆云舟"
        )
        == []
    )


def test_dates_in_the_running_text_are_none() -> None:
    assert asides(f"青溪县工作方案\n{BODY}\n活动于2024年3月5日举行。") == []
    assert asides("青溪县简报\n3月5日,县妇联举办讲座。\n2024年3月5日,县文旅局举办展览。") == []


def test_what_announces_a_list() -> None:
    text = "青溪县工作方案\n一、重点任务\n今年任务很重。要抓好以下三项工作:\n1.建书屋\n2.建驿站\n二、保障措施\n1.加强领导\n2.加强督查"
    found = outlined(text)
    spans = {section.title: found.lead_in(text, index) for index, section in enumerate(found.sections)}
    assert [text[slice(*span)] if span else None for span in (spans["建书屋"], spans["建驿站"], spans["加强领导"])] == [
        "要抓好以下三项工作:",
        "要抓好以下三项工作:",
        None,
    ]
