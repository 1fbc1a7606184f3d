"""Web pages: tables whole however their cells span, layout taken for layout, menus left out."""

from __future__ import annotations

import pytest

from ingest.read.html import load


def lines(page: str) -> list[str]:
    return load(page.encode(), "a.html").text.split("\n")


def test_cells_that_span_rows_and_columns_stand_in_their_places() -> None:
    page = (
        "<table><thead><tr><th rowspan=2>序号</th><th rowspan=2>任务</th><th colspan=2>单位</th><th rowspan=2>时限</th></tr>"
        "<tr><th>牵头单位</th><th>配合单位</th></tr></thead><tbody>"
        "<tr><td>1</td><td rowspan=3>建书屋</td><td>县文旅局</td><td>团县委</td><td rowspan=2>6月底</td></tr>"
        "<tr><td>2</td><td>县妇联</td><td>县工商联</td></tr>"
        "<tr><td>3</td><td>县住建局</td><td></td><td>年底</td></tr></tbody></table>"
    )
    assert lines(page) == [
        "序号\t任务\t单位\t\t时限",
        "序号\t任务\t牵头单位\t配合单位\t时限",
        "1\t建书屋\t县文旅局\t团县委\t6月底",
        "2\t建书屋\t县妇联\t县工商联\t6月底",
        "3\t建书屋\t县住建局\t\t年底",
    ]


@pytest.mark.parametrize(
    ("table", "rows"),
    [
        (
            "<tr><td rowspan=2 colspan=2>甲<td>一<tr><td>二<tr><td>乙<td>丙<td>三",
            ["甲\t\t一", "甲\t\t二", "乙\t丙\t三"],
        ),
        ("<tr><td>一<td>二<td rowspan=2>末<tr><td>三<td>四", ["一\t二\t末", "三\t四\t末"]),
        ("<tr><td rowspan=2>甲<td rowspan=2>乙</tr><tr></tr><tr><td>丙<td>丁", ["甲\t乙", "丙\t丁"]),
        ("<tr><td>县妇联<br>县文旅局<p>团县<br>委</p><td>丁", ["县妇联 县文旅局 团县委\t丁"]),
    ],
)
def test_a_row_is_whole_and_what_is_left_open_is_closed(table: str, rows: list[str]) -> None:
    assert lines(f"<table>{table}</table>") == rows


def test_a_table_that_lays_out_a_page_is_no_table() -> None:
    article = "<p>青溪县工作要点</p><p>一、建设书屋</p><p>由县妇联主办。</p>"
    whole = ["青溪县工作要点", "一、建设书屋", "由县妇联主办。"]
    assert lines(f"<table><tr><td>{article}</td></tr></table>") == whole
    inner = "<table><tr><td>任务</td><td>单位</td></tr></table>"
    assert lines(f"<table><tr><td>左栏</td><td>{article}{inner}</td></tr></table>") == ["左栏", *whole, "任务\t单位"]


def test_menus_are_left_out_and_told() -> None:
    menu = "".join(
        f"<li><a href=/{n}>{text}</a></li>" for n, text in enumerate(("首页", "机构概况", "政务公开", "办事服务"))
    )
    bar = " | ".join(f"<a href=/{n}>{text}</a>" for n, text in enumerate(("新闻", "公告", "专题", "互动")))
    page = f"<body><ul>{menu}</ul><div>{bar}</div><p>由<a href=/x>县妇联</a>主办。</p></body>"
    loaded = load(page.encode(), "a.html")
    assert loaded.text == "由县妇联主办。"
    assert [line for _, line in loaded.left_out] == [
        "首页",
        "机构概况",
        "政务公开",
        "办事服务",
        "新闻 | 公告 | 专题 | 互动",
    ]


@pytest.mark.parametrize(
    "page",
    [
        "".join(f"<p><a href=/{n}.docx>附件{n}：分工表</a></p>" for n in range(1, 6)) + "<p>由县妇联主办。</p>",
        "".join(f"<p><a href=/{n}>关于做好第{n}批工作的通知</a></p>" for n in range(1, 6)),
        "".join(f"<p><a name=p{n}>第{n}项工作</a></p>" for n in range(1, 6)) + "<p>由县妇联主办。</p>",
    ],
    ids=["attachments", "nothing but links", "anchors"],
)
def test_links_that_are_no_menu_stay(page: str) -> None:
    assert load(f"<body>{page}</body>".encode(), "a.html").left_out == ()


def test_a_page_that_claims_to_span_without_end_stays_small() -> None:
    cell = "<tr><td rowspan=9999999 colspan=60>" + "书" * 499
    assert len(load(f"<table>{cell * 2_000}".encode(), "a.html").text) < 4_000_000


STRUCK = {
    "甲<del>乙</del><s>丙</s><strike>丁</strike>戊": "甲戊",
    "<del><p>甲</p><p>乙</p></del><p>丙</p>": "丙",
    "<p>甲<del>乙</p><p>丙</p>": "甲\n丙",  # never closed
    '甲<p style="text-decoration: underline line-through">乙</p>丙': "甲\n丙",
    '<table><tr><td>a</td><td style="text-decoration:line-through">b</td><td>c</td></tr></table>': "a\t\tc",
    "<table><tr><td>1</td><td><s>2</td><td>3</td></tr></table>": "1\t\t3",
}


@pytest.mark.parametrize("page", sorted(STRUCK))
def test_what_is_struck_through_is_left_out_and_told(page: str) -> None:
    loaded = load(f"<html><body>{page}</body></html>".encode(), "a.html")
    assert loaded.text == STRUCK[page]
    assert loaded.left_out and {reason for reason, _ in loaded.left_out} == {"deleted"}
