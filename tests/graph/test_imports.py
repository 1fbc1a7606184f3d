"""Tables that people bring become facts, each row its own evidence; every fault is named with its row."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import Workbook

from graph.errors import LiantuError
from graph.exchange import read_jsonl, write_jsonl
from graph.facts import DocumentFacts
from graph.identity import resolve
from graph.imports import to_facts
from graph.language import speaking
from graph.model import Graph, Node
from graph.sheets import read_sheets
from graph.unpack import UNKNOWN, unpack
from graph.vocabulary import Label, RelationType
from tests.graph.build import facts

CITY = "江南省梅岭市"


def table(path: Path, *lines: str, encoding: str = "utf-8") -> Path:
    path.write_bytes("\r\n".join(lines).encode(encoding))
    return path


KNOWN = {"市侨联": "Organisation"}
"""What documents have named."""


def imported(path: Path, jurisdiction: str | None = CITY) -> DocumentFacts:
    made = to_facts(path, read_sheets(path), jurisdiction, KNOWN)
    assert made.faults == []
    return made.facts


def node(graph: Graph, name: str) -> Node:
    (found,) = [n for n in graph.nodes if name in (n.name, *n.aliases)]
    return found


def read_here() -> DocumentFacts:
    """A document that was read: it names a base and a league."""
    return facts(
        "f" * 64, "市侨联建成侨心书屋。", {"市侨联": Label.Organisation, "侨心书屋": Label.Base}, jurisdiction=CITY
    )


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_coordinates_reach_the_site_that_the_documents_name(tmp_path: Path, encoding: str) -> None:
    path = table(tmp_path / "坐标.csv", "名称,纬度,经度", "侨心书屋,32.45,119.92", encoding=encoding)
    site = node(resolve([read_here(), imported(path)]), "侨心书屋")
    assert (site.properties["lat"], site.properties["lon"]) == (32.45, 119.92)
    assert len({m.document for m in site.mentions}) == 2


def test_an_alias_table_joins_what_the_rules_cannot(tmp_path: Path) -> None:
    path = table(tmp_path / "别名.csv", "名称,类,简称", "梅岭市归国华侨联合会,组织机构,侨界之家")
    other = facts("e" * 64, "侨界之家办展。", {"侨界之家": Label.Organisation}, jurisdiction=CITY)
    assert len(resolve([read_here(), other]).nodes) == 3
    assert {"市侨联", "侨界之家"} <= {
        *(n := node(resolve([read_here(), other, imported(path)]), "侨界之家")).aliases,
        n.name,
    }


def test_a_relation_is_proved_by_its_row(tmp_path: Path) -> None:
    path = table(
        tmp_path / "关系.csv", "起点,关系,终点,终点类,日期,备注", "市侨联,牵头,侨心书屋,阵地,2024-05,见会议纪要"
    )
    made = imported(path)
    (edge,) = resolve([read_here(), made]).edges
    (proof,) = edge.evidence
    assert (edge.type, edge.when[0], proof.rule) == (RelationType.LEADS, "2024-05", "import")
    assert made.text[proof.start : proof.end] == proof.quote
    assert "备注：见会议纪要" in proof.quote
    assert proof.section.endswith("2")


def test_each_sheet_of_a_workbook_is_a_table(tmp_path: Path) -> None:
    book = Workbook()
    first = book.active
    assert first is not None
    first.title = "单位"
    for row in (["名称", "地区", "别名"], ["市侨联", CITY, "侨界之家、侨联会"]):
        first.append(row)
    second = book.create_sheet("联系")
    for values in (["source", "type", "target", "target_label"], ["市侨联", "LEADS", "侨心书屋", "Base"]):
        second.append(values)
    book.create_sheet("空表")
    book.save(tmp_path / "台账.xlsx")
    graph = resolve([read_here(), imported(tmp_path / "台账.xlsx")])
    assert set(node(graph, "市侨联").aliases) == {"侨界之家", "侨联会"}
    assert [s.kind for s in read_sheets(tmp_path / "台账.xlsx")] == ["nodes", "edges"]


def test_all_faults_are_named_with_their_rows(tmp_path: Path) -> None:
    path = table(
        tmp_path / "错.csv",
        "名称,纬度,经度",
        "侨心书屋,119.92,32.45",
        ",32,119",
        "青禾书屋,北纬三十二度,119",
        "好书屋,32,119",
    )
    made = to_facts(path, read_sheets(path), CITY)
    assert [fault.row for fault in made.faults] == [2, 3, 4]
    assert [e.name for e in made.facts.entities] == ["好书屋"]


@pytest.mark.parametrize(
    "row",
    [
        "市侨联,爱,侨心书屋,Base,",
        "市侨联,LEADS,侨心书屋,场馆子,",
        "市侨联,NEAR,侨心书屋,Base,",
        "市侨联,LEADS,,Base,",
        "市侨联,LEADS,侨心书屋,Base,去年",
    ],
)
def test_a_relation_that_the_model_does_not_know_is_a_fault(tmp_path: Path, row: str) -> None:
    path = table(tmp_path / "关系.csv", "source,type,target,target_label,date", row)
    made = to_facts(path, read_sheets(path), CITY, KNOWN)
    assert len(made.faults) == 1
    assert made.facts.relations == ()


@pytest.mark.parametrize(
    ("row", "said"),
    [
        ("市侨联,LEADS,", "缺少名称"),
        (",LEADS,市侨联", "缺少名称"),
        ("市侨联,COOPERATES_WITH,市侨联", "两端是同一个：市侨联"),
    ],
)
def test_a_fault_of_the_ends_says_which(tmp_path: Path, row: str, said: str) -> None:
    with speaking("zh"):
        path = table(tmp_path / "关系.csv", "source,type,target", row)
        (fault,) = to_facts(path, read_sheets(path), CITY).faults
    assert said in fault.problem


def test_a_quotation_mark_without_a_partner_swallows_no_rows(tmp_path: Path) -> None:
    with pytest.raises(LiantuError) as caught:
        read_sheets(table(tmp_path / "表.csv", "名称,类别", '"未闭合,Brand', "甲,Brand"))
    assert caught.value.code == "import_unreadable"
    (sheet,) = read_sheets(table(tmp_path / "寸.csv", "名称,类别", '5"屏,Brand', '"甲"乙,Brand'))
    assert len(sheet.rows) == 2


def test_a_table_that_is_not_there_says_so(tmp_path: Path) -> None:
    with pytest.raises(LiantuError) as caught:
        read_sheets(tmp_path / "无.csv")
    assert caught.value.code == "file_missing"


def test_columns_of_other_names_are_mapped(tmp_path: Path) -> None:
    path = table(tmp_path / "表.csv", "场馆,N,E", "侨心书屋,32.45,119.92")
    with pytest.raises(LiantuError, match="场馆"):
        read_sheets(path)
    (sheet,) = read_sheets(path, {"场馆": "name", "N": "lat", "E": "lon"})
    assert sheet.kind == "places"


@pytest.mark.parametrize("content", [b"", "名称\r\n".encode(), b"PK\x03\x04 no workbook"])
def test_a_file_without_rows_or_that_is_no_table_is_refused(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / ("表.xlsx" if content.startswith(b"PK") else "表.csv")
    path.write_bytes(content)
    with pytest.raises(LiantuError):
        read_sheets(path)


def test_a_graph_taken_apart_and_joined_again_is_the_same(tmp_path: Path) -> None:
    things = {"市侨联": Label.Organisation, "侨心书屋": Label.Base}
    relation = [("市侨联", RelationType.LEADS, "侨心书屋")]
    graph = resolve([facts(f"{n}" * 64, "市侨联牵头侨心书屋。", things, relation, jurisdiction=CITY) for n in range(3)])
    write_jsonl(graph, tmp_path)
    batch = unpack(read_jsonl(tmp_path))
    assert resolve(batch) == graph
    assert all(one.text == "市侨联牵头侨心书屋。" for one in batch)


def test_what_no_quote_shows_is_left_open() -> None:
    graph = resolve([facts("a" * 64, "市侨联来了。", {"市侨联": Label.Organisation}, jurisdiction=CITY)])
    (one,) = unpack(graph)
    assert one.text == "市侨联"
    later = facts("a" * 64, "今天市侨联来了。", {"市侨联": Label.Organisation}, jurisdiction=CITY)
    assert unpack(resolve([later]))[0].text == UNKNOWN * 2 + "市侨联"


def test_ids_of_other_hands_become_hashes() -> None:
    graph = resolve([facts("../../w101", "市侨联来了。", {"市侨联": Label.Organisation}, jurisdiction=CITY)])
    (one,) = unpack(graph)
    assert len(one.document.id) == 64
    assert one.entities[0].mentions[0].document == one.document.id


def test_a_table_of_divisions_meets_the_places_that_documents_name(tmp_path: Path) -> None:
    path = table(tmp_path / "区划.csv", "名称,类,地区,区划代码", "云台县,地区,江南省梅岭市,990101")
    read = facts(
        "f" * 64,
        "在云台县。",
        {"云台县": Label.Place},
        jurisdiction=CITY,
        settled={"云台县": (f"{CITY}云台县", "990101")},
    )
    place = node(resolve([read, imported(path)]), "云台县")
    assert (place.jurisdiction, place.properties["code"], len(place.mentions)) == (f"{CITY}云台县", "990101", 2)


def test_what_a_row_names_without_a_label_has_the_one_it_is_known_by(tmp_path: Path) -> None:
    path = table(tmp_path / "关系.csv", "甲方,关系,乙方", "市侨联,牵头,侨心书屋")
    made = to_facts(path, read_sheets(path), CITY, KNOWN | {"侨心书屋": "Base"}).facts
    assert {entity.name: entity.label for entity in made.entities} == {
        "市侨联": Label.Organisation,
        "侨心书屋": Label.Base,
    }
    (edge,) = resolve([read_here(), made]).edges
    assert edge.type is RelationType.LEADS


def test_a_sheet_of_nodes_tells_the_labels_of_the_other_sheets(tmp_path: Path) -> None:
    book = Workbook()
    relations, things = book.active, book.create_sheet("节点")
    for row in (("甲方", "关系", "乙方"), ("市侨联", "牵头", "侨心桥")):
        relations.append(row)
    for row in (("名称", "类"), ("侨心桥", "品牌")):
        things.append(row)
    book.save(tmp_path / "台账.xlsx")
    made = imported(tmp_path / "台账.xlsx")
    assert [entity.label for entity in made.entities if entity.name == "侨心桥"] == [Label.Brand]


@pytest.mark.parametrize(("spoken", "word"), [("zh", "牵头"), ("en", "LEADS")])
def test_a_fault_lists_the_words_of_the_user_s_language(tmp_path: Path, spoken: str, word: str) -> None:
    path = table(tmp_path / "关系.csv", "甲方,关系,乙方", "市侨联,喜欢,侨心书屋")
    with speaking(spoken):
        (fault,) = to_facts(path, read_sheets(path), CITY).faults
    assert word in fault.problem


def test_an_end_that_nothing_tells_of_is_a_fault_unless_the_table_or_the_relation_says_what_it_is(
    tmp_path: Path,
) -> None:
    path = table(
        tmp_path / "关系.csv",
        "甲方,甲方类,关系,乙方,乙方类",
        "市侨联,,牵头,侨心书屋,",
        "侨界之家,,牵头,侨心书屋,阵地",
        "侨界之家,组织机构,牵头,侨心书屋,阵地",
        "市侨联,,印发,侨务要点,",
    )
    made = to_facts(path, read_sheets(path), CITY, KNOWN)
    assert [
        (fault.row, name in fault.problem) for fault, name in zip(made.faults, ("侨心书屋", "侨界之家"), strict=True)
    ] == [
        (2, True),
        (3, True),
    ]
    labels = {entity.name: entity.label for entity in made.facts.entities}
    assert labels == {
        "侨界之家": Label.Organisation,
        "侨心书屋": Label.Base,
        "市侨联": Label.Organisation,
        "侨务要点": Label.Policy,
    }


@pytest.mark.parametrize(
    ("head", "row", "told"),
    [
        ("type,source,target,status,date", "喜欢,市侨联,,也许,去年", ("喜欢", "缺少名称", "也许", "去年")),
        ("type,source,source_label,target,target_label", "LEADS,市侨联,机构人,侨心书屋,房子", ("机构人", "房子")),
        ("name,label,kind", ",品牌,好的", ("缺少名称", "好的")),
        ("name,lat,lon", ",北纬,东经", ("缺少名称", "北纬", "东经")),
        ("name,alias", "市侨联,,多", ("缺少名称", "多")),
    ],
)
def test_all_faults_of_a_row_are_told_at_once(tmp_path: Path, head: str, row: str, told: tuple[str, ...]) -> None:
    path = table(tmp_path / "表.csv", head, row)
    with speaking("zh"):
        made = to_facts(path, read_sheets(path), CITY, KNOWN)
    (fault,) = made.faults
    assert [word for word in told if word not in fault.problem] == []
    assert not made.facts.entities


def test_cells_behind_the_last_column_are_a_fault(tmp_path: Path) -> None:
    path = table(tmp_path / "对象.csv", "名称,类", "侨心书屋,阵地,江苏,泰州", "侨心桥,品牌,,", ",,多余")
    made = to_facts(path, read_sheets(path), CITY)
    assert [fault.row for fault in made.faults] == [2, 4]
    assert "江苏、泰州" in made.faults[0].problem
    assert [entity.name for entity in made.facts.entities] == ["侨心桥"]


def test_a_column_without_a_name_keeps_its_cells_as_evidence(tmp_path: Path) -> None:
    with speaking("zh"):
        made = imported(table(tmp_path / "对象.csv", "名称,,类", "侨心书屋,见会议纪要,阵地"))
    assert "第2列：见会议纪要" in made.text


@pytest.mark.parametrize(
    ("head", "named"), [("名称,类,备注,备注", "备注"), ("名称,全称,类", "全称"), ("名称,名称,类", "名称")]
)
def test_of_two_columns_of_one_name_or_meaning_none_is_lost_silently(tmp_path: Path, head: str, named: str) -> None:
    path = table(tmp_path / "对象.csv", head, "侨心书屋,阵地,甲,乙")
    with pytest.raises(LiantuError) as told:
        read_sheets(path)
    assert named in str(told.value)


def test_of_two_columns_of_one_meaning_a_person_chooses(tmp_path: Path) -> None:
    path = table(tmp_path / "对象.csv", "名称,全称,类", "书屋,侨心书屋,阵地")
    (sheet,) = read_sheets(path, {"全称": "name"})
    assert (sheet.fields, sheet.ignored) == ({"全称": "name", "类": "label"}, ("名称",))


def test_control_characters_in_a_cell_are_left_out(tmp_path: Path) -> None:
    path = table(tmp_path / "对象.csv", "名称,类", "侨心\x01书屋,阵地")
    assert [e.name for e in imported(path).entities] == ["侨心书屋"]
