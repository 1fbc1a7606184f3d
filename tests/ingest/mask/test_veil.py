"""Lines around a text hide whom the text hides, and persons that only they name; names of things stay whole."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest

from graph.facts import DocumentFacts, Entity
from graph.model import Document, Mention
from graph.vocabulary import Label
from ingest.mask.veil import Veil

NOBODY = DocumentFacts(Document("0" * 64, "a.txt", "", "other"), "云溪县统战工作。")


@pytest.mark.parametrize(
    ("file", "shown"),
    [
        ("赵丽华同志先进事迹.docx", "赵某某同志先进事迹.docx"),
        ("张三.txt", "张某.txt"),
        ("欧阳小明/访谈记录.txt", "欧某某某/访谈记录.txt"),
        ("材料.zip/王小丫个人简历.pdf", "材料.zip/王某某个人简历.pdf"),
        ("名单 13800000000.xlsx", "名单 1某某某某某某某某某某.xlsx"),
        ("钱卫国起草-通知.md", "钱某某起草-通知.md"),
        ("張建國先進事蹟.txt", "張某某先進事蹟.txt"),
    ],
)
def test_a_file_named_after_a_person(file: str, shown: str) -> None:
    assert Veil(NOBODY).file(file) == shown


@pytest.mark.parametrize(
    "file", ["2024年云溪县统战工作总结.docx", "石狮市/金湖镇计划.txt", "周恩来纪念馆.txt", "plan.md"]
)
def test_other_files_keep_their_names(file: str) -> None:
    assert Veil(NOBODY).file(file) == file


def test_whom_the_text_hides_the_file_s_name_hides(told: Any) -> None:
    facts = told("云溪县医院院长陈建国带队义诊，云溪县医院举办“光明”义诊活动，服务群众120人。\n")
    assert Veil(facts).file("附件陈建国0305.doc") == "附件陈某某0305.doc"


def test_a_thing_that_sounds_like_a_person_stays_whole() -> None:
    brand = Entity("e1", Label.Brand, "江小白", (Mention("0" * 64, 0, 3, "云溪县"),))
    assert Veil(NOBODY).file("江小白.txt") == "江某某.txt"
    assert Veil(replace(NOBODY, entities=(brand,))).file("江小白.txt") == "江小白.txt"
