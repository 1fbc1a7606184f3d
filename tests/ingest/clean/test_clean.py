"""Cleaning changes characters, cuts junk and joins lines, and every character that is left knows where it came from."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.language import speaking
from ingest.clean import clean, normalise
from ingest.facts import Readers, facts
from ingest.page import page_of
from ingest.text import Source


def source(text: str, media_type: str = "text/plain") -> Source:
    return Source("a.txt", "0" * 64, media_type, text)


def cleaned(text: str) -> str:
    return clean(source(text)).text


@pytest.mark.parametrize(
    ("raw", "expected"),
    [
        ("县委統戰部組織開展活動。", "县委统战部组织开展活动。"),
        ("坚持“联系,服务”。", "坚持“联系,服务”。"),
        ("坚持联系，服务：大局！", "坚持联系,服务:大局!"),
        ("开展“同心&amp;ldquo;活动&rdquo;。", "开展“同心“活动”。"),
        ("統(tǒng)戰(zhàn)部开展活动。", "统战部开展活动。"),
        ("核心价\u00a0\u00a0值观,深入人心。", "核心价值观,深入人心。"),
        ("核心价\u200b值观。", "核心价值观。"),
        ("\u2fd1心协力。", "齐心协力。"),
        ("开展活动,,成效明显。。", "开展活动,成效明显。"),
        ('打造"同心"品牌,实施"青苗"计划。', "打造“同心”品牌,实施“青苗”计划。"),
        ("打造「同心」品牌。", "打造“同心”品牌。"),
        ("口号响亮.9月底前完成3.5万元投资.", "口号响亮。9月底前完成3.5万元投资。"),
        ("全年投入 ３５ 万元，惠及 120 人。", "全年投入35万元,惠及120人。"),
    ],
)
def test_characters(raw: str, expected: str) -> None:
    assert cleaned(raw) == expected


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("您现在的位置：首页 > 政务公开 > 正文", "navigation"),
        ("首页 | 要闻 | 公开 | 服务", "navigation"),
        ("上一篇：关于放假的通知", "pager"),
        ("【字体：大 中 小】 浏览：120次 【打印】", "page data"),
        ("版权所有 未经授权禁止转载", "licence"),
        (
            "更多资讯请下载“某某网”客户端。欢迎提供线索,也可通过“百姓热线”平台投诉。版权声明:本文版权归某某网所有。",
            "licence",
        ),
        ("（本文为付费文档，剩余35%内容请购买后查看）", "download"),
        ("- 3 -", "page number"),
        ("以下是网友为您整理分享的工作总结范文,供您参考!", "introduction"),
        ("（通讯员 某某）", "credit"),
    ],
)
def test_what_the_page_adds_is_cut_with_a_reason(line: str, reason: str) -> None:
    text = f"青溪县2024年工作总结\n{line}\n今年以来,县科协开展科普活动40场。"
    result = clean(source(text))
    assert result.text == "青溪县2024年工作总结\n今年以来,县科协开展科普活动40场。"
    assert [cut.reason for cut in result.cuts] == [reason]
    assert text[result.cuts[0].start : result.cuts[0].end] == line


@pytest.mark.parametrize(
    "line",
    [
        "专题研究统战工作4次,解决书屋选址问题12个。",
        "注册志愿者达到1200名。",
        "专题走访企业5次",
        "位置:统战书屋设在青石镇大桥村。",
        "申报→初审→公示→发证",
        "1|建设侨胞之家|县侨联|2024年6月",
        "关于印发《书屋方案》《任务清单》的通知",
        "加强著作权保护,县市场监管局查处侵权案件12件。",
        "严禁未经许可在清溪河采砂,由县水利局负责巡查。",
        "技术支持:县农业农村局每周派员指导",
        "(三)畅通举报渠道,建立容错纠错机制",
        "推荐专题协商议题3个,报县政协",
        "县工商联捐书2000册。以下是各乡镇收集的问题清单,供县委参考。",
        "县侨联每周走访侨胞1次。我们将为大家准备同心课堂12期。",
        "建成书屋3个。(文旅局牵头)",
        "建成书屋3个(责任单位:县工商联、各会员企业)。",
        "文旅局:2025年10月底前建成书屋3个",
        "主办:青溪县侨联",
        "发布机构:应当在网页上标明,县政务服务中心每月核对一次",
    ],
)
def test_what_only_begins_like_a_frame_of_the_page_is_text(line: str) -> None:
    result = clean(source(f"青溪县2024年工作总结\n{line}\n今年以来,县科协开展科普活动40场。"))
    assert not result.cuts
    assert line in result.text.replace("\t", "|")


def test_a_preview_that_repeats_the_beginning_is_read_once() -> None:
    body = "今年以来,县科协坚持服务基层,先后组织科技志愿者走进十二个乡镇,举办讲座四十场,受益群众三千余人次,得到各方面好评。全年培训骨干两百名。"
    assert cleaned(f"工作总结\n{body}\n一、主要做法\n{body}文档预览") == f"工作总结\n{body}\n一、主要做法"


def test_an_advertisement_in_a_sentence_is_cut_and_the_sentence_stays() -> None:
    assert cleaned("加强干部培训,来自某某网,海量优质范文和课件,提高能力。") == "加强干部培训,提高能力。"
    assert cleaned("办好议事会。下载完整版请登录某某会员中心\n抓好落实。") == "办好议事会。\n抓好落实。"
    assert cleaned("办好议事会。阅读全文要求每月一次。") == "办好议事会。阅读全文要求每月一次。"


def test_wrapped_lines_are_joined_and_paragraphs_stay_apart() -> None:
    paragraphs = [
        "今年以来县科协坚持服务基层先后组织科技志愿者走进十二个乡镇举办讲座四十场受益群众三千余人次得到各方面好评。",
        "全年培训骨干两百名其中女性八十名建立科普驿站十二个聘请辅导员三十名印发资料一万份。",
    ]
    wrapped = "\n".join(p[i : i + 21] for p in paragraphs for i in range(0, len(p), 21))
    assert cleaned(wrapped) == "\n".join(paragraphs)


def test_a_numbered_line_with_a_pause_goes_on_where_lines_were_ended_by_hand() -> None:
    lines = [
        "会议指出,三镇先后建成十二处水文化驿站,汛期",
        "巡查做到一天两巡,没有发生一起险情和责任事故",
        "各镇要把护河员的待遇落到实处,逐月发放到人手",
        "一、会议议定,由青溪镇牵头联合开展清渠护水专",
        "项行动,每年不少于四次,经费由三镇分担。",
        "二、年底前完成测站改造,数据互通,费用按河长由",
        "三镇共担。",
    ]
    assert "清渠护水专项行动,每年" in cleaned("\n".join(lines))


@pytest.mark.parametrize(
    ("head", "title"),
    [
        ("安溪县残联\n2024年工作总结和2025年工\n作思路", "2024年工作总结和2025年工作思路"),
        ("天全县政府关于印发全县政务公开\n工作要点的通知", "天全县政府关于印发全县政务公开工作要点的通知"),
        ("关于壮大村级集体经济\n促进农民增收的实施意见", "关于壮大村级集体经济促进农民增收的实施意见"),
        ("天全县供销合作社联合社\n2024年农资保供工作总结", "2024年农资保供工作总结"),
    ],
)
def test_a_title_that_goes_on_in_the_next_line_is_one(head: str, title: str) -> None:
    assert cleaned(f"{head}\n各乡镇抓好落实。").split("\n")[-2] == title


def test_items_of_one_length_are_no_wrapped_paragraph() -> None:
    sites = ("城东", "城西", "城南", "城北", "河东", "河西")
    items = [f"({n})新建{site}便民服务点,责任单位:县民政局" for n, site in enumerate(sites, 9)]
    assert cleaned("\n".join(items)) == "\n".join(items)


def test_the_label_of_a_line_of_responsibility_ends_what_stands_before_it() -> None:
    lines = []
    for number, name in enumerate(("城东菜市场", "城西停车场", "城南图书角", "城北健身园"), 1):
        lines += [f"{number}.改造{name}及周边的道路", "责任单位:县住建局和县交警队", "完成时限:本年度内的十月底前"]
    assert cleaned("\n".join(lines)) == "\n".join(lines)


def test_lines_of_an_unwrapped_text_are_paragraphs() -> None:
    text = "工作要点\n一、加强学习\n每月学习一次。\n二、加强宣传\n每季度宣传一次。"
    assert cleaned(text) == text


NOISE = st.text(
    alphabet=st.one_of(
        st.sampled_from("县委统战部組織開展一是二、（）,，。；“”\"' \t\n\r\u3000\u00a0\u200b&;ldquo*>|12.年月"),
        st.characters(codec="utf-8"),
    ),
    max_size=300,
)


@given(NOISE)
@settings(max_examples=300, deadline=None)
def test_every_character_of_clean_text_leads_back_to_its_source(text: str) -> None:
    result = clean(source(text))
    assert len(result.origins) == len(result.text)
    assert list(result.origins) == sorted(set(result.origins))
    for place, char in enumerate(result.text):
        start, end = result.source_span(place, place + 1)
        raw = text[start:end]
        if char.isalnum() and raw != "&" and raw != ";":
            assert char == normalise(raw)
    assert "\n\n" not in result.text and result.text.strip("\n") == result.text
    assert all(text[cut.start : cut.end] for cut in result.cuts)


def test_every_reason_is_told_in_both_languages(monkeypatch: pytest.MonkeyPatch) -> None:
    from graph.errors import message
    from ingest.clean import junk

    rules = (*junk._LINE_RULES, *junk._INLINE_RULES)
    reasons = {reason for reason, _ in rules} | {
        "credit",
        "page data",
        "related",
        "repeated",
        "pinyin",
        "front matter",
        "unbroken",
    }
    for locale, chinese in (("zh_CN.UTF-8", True), ("C", False)):
        monkeypatch.setenv("LC_ALL", locale)
        for reason in reasons:
            words = message(f"cut_{reason.replace(' ', '_')}", "what")
            assert any("\u4e00" <= char <= "\u9fff" for char in words) is chinese


def test_paragraphs_whose_indent_was_lost_stay_apart() -> None:
    """First lines are two characters short, and a paragraph may end exactly at the margin."""
    paragraphs = [
        "今年以来县委统战部牵头开展结对帮扶组织十二个党派支部与八个乡镇结成对子每个支部每年至少办成两件实事真正让群众看得见摸得着。",
        "下一步要把力量沉到一线由县委统战部统筹安排县工商联和各商会协同配合在乡镇设立民营企业法律服务站五月底前投入使用由县司法局派员轮值很好。",
        "各级各部门要把思想统一到县委的部署上来把责任压到末梢把功夫下在平时抓好各项任务的落实工作让群众满意。",
    ]
    lines = ["青溪县统战工作会议讲话"]
    for paragraph in paragraphs:
        lines += [paragraph[:22], *(paragraph[k : k + 24] for k in range(22, len(paragraph), 24))]
    assert cleaned("\n".join(lines)).split("\n")[1:] == paragraphs


def test_an_item_that_goes_on_is_no_title_where_its_line_ends_a_little_short() -> None:
    wrapped = (Path(__file__).parents[3] / "benchmarks/labelled/r05.txt").read_text(encoding="utf-8")
    assert "由县残联就业服务所负责录入" in cleaned(wrapped)


def test_lines_ended_by_hand_are_joined_within_their_paragraph() -> None:
    """No width explains them; blank lines stand between the paragraphs."""
    paragraphs = [
        "床前有灯火心中有依靠一年来青溪县民政局紧扣老有颐养这个目标一锤接着一锤敲镇级中心建成七家今年获评省级示范机构其余两家因征地受阻年内未能开工。",
        "二、接通每一张床",
        "智慧平台五月上线由科技公司运营县卫健委把家庭医生数据汇入其中眼下在册老人四万名全年派单两万余办结率很高老人夜里摔倒网格员七分钟就赶到了门口。",
    ]
    widths = [33, 31, 35, 32, 36, 30, 34]
    lines: list[str] = []
    for paragraph in paragraphs:
        while paragraph:
            lines.append(paragraph[: widths[len(lines) % 7]])
            paragraph = paragraph[len(lines[-1]) :]
        lines.append("")
    assert [line[:4] for line in cleaned("\n".join(lines)).split("\n")] == ["床前有灯", "二、接通", "智慧平台"]


def test_the_cells_of_a_markdown_table_are_separated_by_tabs() -> None:
    text = "| 序号 | 任务 | 备注 |\n|---|:---:|---|\n| 1 | 建设同心驿站 |  |\n2 | 办好茶文化节 | 县级\n\n甲|乙两处。\n"
    made = clean(Source("a.md", "0" * 64, "text/markdown", text))
    assert made.text == "序号\t任务\t备注\n1\t建设同心驿站\t\n2\t办好茶文化节\t县级\n甲|乙两处。"
    at = made.text.index("茶")
    assert text[made.origins[at]] == "茶"


@pytest.mark.parametrize(
    "text",
    [
        "| 任务 | 责任单位 | 时限 |\n|---|---|---|\n| 建书屋 | 县文旅局 | 6月底前 |\n",
        "| 任务 | 责任单位 | 时限 |\n| 建书屋 | 县文旅局 | 6月底前 |\n",
        "｜任务｜责任单位｜时限｜\n｜建书屋｜县文旅局｜6月底前｜\n",
        "任务;责任单位;时限\n建书屋;县文旅局;6月底前\n",
        "任务，责任单位，时限\n建书屋，县文旅局，6月底前\n",
        "+---+---+---+\n│ 任务 │ 责任单位 │ 时限 │\n+---+---+---+\n│ 建书屋 │ 县文旅局 │ 6月底前 │\n+---+---+---+\n",
        "\u3000\u3000任务\u3000责任单位\u3000时限\n\u3000\u3000建书屋\u3000县文旅局\u30006月底前\n",
        "任务      责任单位  时限\n建书屋    县文旅局  6月底前\n",
        "\u3000|任务|责任单位|时限|\r\n\u3000|：---|---|---|\r\n\u3000|建书屋|县文旅局|6月底前|\r\n",
    ],
)
def test_a_table_in_a_plain_text_has_cells(text: str) -> None:
    assert cleaned("县残联工作任务\n" + text) == "县残联工作任务\n任务\t责任单位\t时限\n建书屋\t县文旅局\t6月底前"


def test_what_only_has_bars_or_semicolons_is_no_table() -> None:
    text = (
        "首页|新闻|公告\n任务;责任;时限都要明确。\n项目;县文旅局牵头,单位配合\n工作开展以来,各单位密切配合,全县建成书屋12家\n"
        "县水务局建成泵站2座,县住建局改造管网3公里,县财政局拨付资金200万元\n工作时间,上午9点,下午2点\n热线,12345,全天\n"
        "项目 单位 时间\n建书屋 县文旅局\n县妇联 2024年工作 总结。"
    )
    assert "\t" not in cleaned("县残联工作任务\n" + text)


def test_headings_that_come_again_and_lines_behind_a_table() -> None:
    head, rows = "序号;任务;责任单位", ["1;建书屋;县文旅局", "2;建驿站;县侨联"]
    text = "\n".join([head, rows[0], head, rows[1], "以上任务;各单位完成;按月通报"])
    made = clean(Source("a.txt", "0" * 64, "text/plain", "县残联工作任务\n" + text))
    parted = [line.replace(";", "\t") for line in (head, rows[0], head, rows[1])]
    assert made.text.split("\n")[1:] == [*parted, "以上任务;各单位完成;按月通报"]
    assert list(made.origins) == sorted(set(made.origins))


@pytest.mark.parametrize(
    "line", ["|" * 200_000, "|a" + " " * 100_000 + "b|", "a|" * 100_000, "任务;" * 60_000, "+---+\n" * 20_000]
)
def test_a_long_line_with_bars_is_read_in_time(line: str) -> None:
    assert cleaned("县残联工作任务\n" + line + "\n" + line)


def test_labels_in_brackets_have_colons() -> None:
    assert cleaned("县科协工作要点\n【责任】压实各级责任。\n").endswith("【责任】压实各级责任。")
    text = "县科协工作要点\n建成科普驿站。\n【牵头】 县科协　【配合】县教育局、县残联　【时限】6月底前\n举办大讲堂。【责任单位】县妇联\n"
    wanted = "牵头:县科协;配合:县教育局、县残联;时限:6月底前\n举办大讲堂。责任单位:县妇联"
    assert cleaned(text).split("\n", 2)[2] == wanted


def test_who_answers_for_it_stands_in_round_brackets() -> None:
    assert cleaned("县科协工作要点\n建成驿站。【责任单位:县科协】\n") == "县科协工作要点\n建成驿站。(责任单位:县科协)"


def test_tags_in_markdown_are_no_text() -> None:
    text = "---\n网址: x\n---\n\n<center>=====</center>\n\n<font color='red'>县妇联</font>牵头。<br/>\n"
    assert clean(Source("a.md", "0" * 64, "text/markdown", text)).text == "县妇联牵头。"
    text = "| 任务 | 责任单位 |\n|---|---|\n| 建书屋 | 县文旅局<br>县侨联<br/>县残联 |\n"
    assert clean(Source("a.md", "0" * 64, "text/markdown", text)).text.endswith("建书屋\t县文旅局、县侨联、县残联")
    text = "<table><tr><td>建书屋</td><td>县文旅局</td></tr><tr><td>建驿站</td><td>县侨联</td></tr></table>\n<!-- 县财政局\n出资 -->\n"
    assert clean(Source("a.md", "0" * 64, "text/markdown", text)).text == "建书屋\t县文旅局\n建驿站\t县侨联"


def test_a_line_without_any_stop_is_left_out_and_the_user_is_told() -> None:
    line = "市妇联牵头建设驿站" * 3000
    page = page_of(Source("t.txt", "0" * 64, "text/plain", f"2024年工作总结\n{line}\n市妇联开展了暖心活动。"))
    with speaking("zh"):
        warnings = facts(page, readers=Readers(None, tagger=False)).warnings
    assert any("第 2 行" in warning and str(len(line)) in warning for warning in warnings)
    plain = page_of(Source("t.txt", "0" * 64, "text/plain", "2024年工作总结\n市妇联开展了暖心活动。"))
    with speaking("zh"):
        assert not any("标点" in warning for warning in facts(plain, readers=Readers(None, tagger=False)).warnings)
