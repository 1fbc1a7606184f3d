"""Words that stand for one name of a list."""

import pytest

from graph.vocabulary import Label
from ingest.mentions.either import find_each, last_list, next_list
from ingest.mentions.span import Named


def sites(text: str, *names: str, label: Label = Label.Base) -> list[Named]:
    return [Named(text.index(n), text.index(n) + len(n), label, None, "reader", 800, (n,)) for n in names]


def meant(text: str, named: list[Named]) -> list[tuple[str, str]]:
    return [(text[one.start : one.end], one.meant.names[0]) for one in find_each(text, named)]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("甲馆与乙馆相距一里,前者归文物局管,后者由镇里看护。", [("前者", "甲馆"), ("后者", "乙馆")]),
        ("甲馆、乙馆开放。后者免票。", [("后者", "乙馆")]),
        ("甲馆与附近的乙馆相邻,但前者归镇里管。", [("前者", "甲馆")]),
        ("设甲馆、乙馆,前一处由县里管,后一处归镇里管。", [("前一处", "甲馆"), ("后一处", "乙馆")]),
        ("甲馆同乙馆相望,可惜一个归县里管,一个归镇里管。", [("一个", "甲馆"), ("一个", "乙馆")]),
        ("甲馆、乙馆开放,一个归县里管。", []),
        ("甲馆、乙馆开放,每一个归镇里管,一个归县里管。", []),
        ("甲馆。\n乙馆,前者免票。", []),
        ("丙园、甲馆、乙馆开放,后者免票。", []),
    ],
)
def test_the_word_means_the_name_in_its_place(text: str, told: list[tuple[str, str]]) -> None:
    assert meant(text, sites(text, "甲馆", "乙馆")) == told


def test_of_two_towns_nobody_says_the_former() -> None:
    text = "在石镇、灵镇揭牌,前者由农商行出资。"
    assert not meant(text, sites(text, "石镇", "灵镇", label=Label.Place))


def test_a_list_is_of_one_sort_and_a_place_before_a_name_is_part_of_it() -> None:
    text = "石镇甲馆、灵镇乙馆分别由甲局、乙镇管理。"
    named = sorted(
        [*sites(text, "石镇", "灵镇", "乙镇", label=Label.Place), *sites(text, "甲馆", "乙馆", "甲局")],
        key=lambda n: n.order,
    )
    at = text.index("分别")
    assert [n.names[0] for n in last_list(text, named, at)] == ["甲馆", "乙馆"]
    assert [n.names[0] for n in next_list(text, named, at + 2)] == ["甲局", "乙镇"]
