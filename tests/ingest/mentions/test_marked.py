"""Names in quotation marks before the noun that says what they all are."""

import time

import pytest

from graph.vocabulary import Label
from ingest.mentions.marked import marked
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named
from ingest.page import page_of
from ingest.text import Source

Told = list[tuple[Label, str]]


def told(text: str, *names: tuple[str, Label]) -> Told:
    reading = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    named, at = [], 0
    for name, label in names:
        at = reading.text.index(name, at)
        named.append(Named(at, at + len(name), label, None, "reader", 500, (name.strip("“”"),)))
    return [(n.label, n.names[0]) for n in marked(reading, named)]


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("建成“山茶驿”“禾田社”两个实践基地。", [(Label.Base, "山茶驿"), (Label.Base, "禾田社")]),
        ("推行“以工换酬”、“先办后补”等激励机制。", [(Label.Mechanism, "以工换酬"), (Label.Mechanism, "先办后补")]),
        ("打造“茶语”和“禾声”等品牌项目。", [(Label.Brand, "茶语"), (Label.Brand, "禾声")]),
        ("开展“先进班组”“金牌员工”等评选活动。", []),
        ("推出“赏花游”“采摘游”两条旅游线路。", []),
        ("获得“先锋岗”“示范岗”等荣誉称号。", []),
        ("成立“山茶驿”“禾田社”。", []),
        ("“山茶驿”等基地开放。", []),
    ],
)
def test_each_is_what_the_noun_behind_them_says(text: str, names: Told) -> None:
    assert told(text) == names


def test_another_label_gives_way() -> None:
    text = "建成“山茶驿”“禾田社”“青石坊”三个实践基地。"
    found = told(text, ("“山茶驿”", Label.Brand), ("“禾田社”", Label.Base), ("“青石坊”", Label.Organisation))
    assert found == [(Label.Base, "山茶驿"), (Label.Base, "禾田社"), (Label.Base, "青石坊")]


def test_a_whole_is_but_its_set() -> None:
    whole = ("“以工换酬”“先办后补”两项机制", Label.Mechanism)
    members = [(Label.Mechanism, "以工换酬"), (Label.Mechanism, "先办后补")]
    assert told("完善“以工换酬”“先办后补”两项机制。", whole) == [*members, (Label.Mechanism, "两项机制")]
    open_list = ("“以工换酬”“先办后补”等机制", Label.Mechanism)
    assert told("完善“以工换酬”“先办后补”等机制。", open_list) == members


@pytest.mark.parametrize("text", ["“" * 20000, "“甲乙”" * 5000, "“甲乙”和" * 5000, "“甲乙”等三项" * 3000])
def test_long_runs_take_no_time(text: str) -> None:
    reading = Reading(page_of(Source("case.txt", "0" * 64, "text/plain", text)))
    began = time.process_time()
    marked(reading, [])
    assert time.process_time() - began < 2
