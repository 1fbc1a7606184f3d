"""The commands over the samples: answers on stdout, everything else on stderr, exit codes as documented."""

from __future__ import annotations

import io
import json
import subprocess
import sys
from pathlib import Path

import docx
import pytest
from rich.console import Console

from graph.workspace import Workspace
from liantu import cli
from tests.conftest import ROOT
from tests.liantu.test_ingest import run


@pytest.fixture
def where(sample_workspace: Workspace) -> str:
    """The option that names the sample workspace."""
    return f"--workspace={sample_workspace.path}"


def test_show_prints_every_edge_of_a_node_with_its_sentence(
    where: str, sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("show", "市委统战部", where, "--json") == 0
    shown = json.loads(capsys.readouterr().out)
    settled = [item["node"]["jurisdiction"] for item in shown if not item["node"]["redacted"]]
    assert sorted(settled) == ["湖北省宜昌市枝江市", "福建省三明市"]
    edges = [edge for item in shown for edge in item["edges"]]
    assert edges
    for edge in edges:
        for proof in edge["evidence"]:
            text = sample_workspace.text(proof["document"])[proof["start"] : proof["end"]]
            assert all(a in (b, "某") for a, b in zip(proof["quote"], text, strict=True))


def test_show_tells_near_names_where_there_is_none(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("show", "统战部队", where) == 2
    assert "统战部" in capsys.readouterr().err


def test_show_takes_a_document_by_file_name(
    where: str, sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    document = sample_workspace.documents()[0]
    assert run("show", document.file, where, "--json") == 0
    (shown,) = json.loads(capsys.readouterr().out)
    assert shown["document"]["id"] == document.id
    assert shown["nodes"]


def test_query_answers_own_cypher_from_standard_input(
    where: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("sys.stdin", io.StringIO("MATCH (d:Document) RETURN count(d) AS documents"))
    assert run("query", "-", where, "--json") == 0
    answer = json.loads(capsys.readouterr().out)
    assert (answer["columns"], answer["truncated"]) == (["documents"], False)
    assert answer["rows"][0][0] >= 10


def test_query_as_csv_has_a_head_and_rows(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert (
        run(
            "query",
            "--cypher",
            "MATCH (d:Document) RETURN d.file AS file, d.year AS year ORDER BY file LIMIT 2",
            where,
            "--csv",
        )
        == 0
    )
    lines = capsys.readouterr().out.splitlines()
    assert lines[0] == "file,year"
    assert len(lines) == 3


def test_query_refuses_to_write(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("query", "--cypher", "MATCH (n) DETACH DELETE n", where) == 2
    assert capsys.readouterr().err


def test_query_without_a_name_lists_the_catalogue(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("query", where) == 0
    assert capsys.readouterr().out.count("？") >= 12


def test_the_catalogue_is_listed_in_the_form_that_was_asked_for(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("query", where, "--json") == 0
    listed = json.loads(capsys.readouterr().out)
    assert listed["columns"] == ["name", "question"] and len(listed["rows"]) >= 40
    assert run("query", where, "--csv") == 0
    assert capsys.readouterr().out.splitlines()[0] == "name,question"


def test_gaps_narrow_by_rule_and_severity(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("gaps", where, "--json", "--severity", "high") == 0
    found = json.loads(capsys.readouterr().out)
    assert found
    assert {finding["severity"] for finding in found} == {"high"}
    assert run("gaps", where, "--rule", "nonsense") == 2


@pytest.mark.parametrize("name", ["缺口.md", "缺口.html"])
def test_gaps_become_a_report_that_holds_every_sentence(where: str, tmp_path: Path, name: str) -> None:
    assert run("gaps", where, "--report", tmp_path / name) == 0
    written = (tmp_path / name).read_text(encoding="utf-8")
    assert "至今没有一条参观线路把三处串联起来" in written
    assert "本批文档未见" in written


def test_the_report_for_word_holds_every_sentence_and_repeats_byte_for_byte(where: str, tmp_path: Path) -> None:
    assert run("gaps", where, "--report", tmp_path / "缺口.docx") == 0
    written = (tmp_path / "缺口.docx").read_bytes()
    text = "\n".join(p.text for p in docx.Document(str(tmp_path / "缺口.docx")).paragraphs)
    assert "至今没有一条参观线路把三处串联起来" in text
    assert "建议：" in text and "按责任单位" in text
    assert run("gaps", where, "--report", tmp_path / "缺口.docx") == 0
    assert (tmp_path / "缺口.docx").read_bytes() == written


@pytest.mark.parametrize(
    "arguments",
    [
        ("gaps", "--report", "甲.docx"),
        ("duties", "-o", "甲.xlsx"),
        ("matrix", "LEADS", "--rows", "Organisation", "--columns", "Brand", "-o", "甲.html"),
        ("export", "mermaid", "-o", "甲.mmd"),
    ],
)
def test_a_command_that_writes_a_file_says_so(
    arguments: tuple[str, ...],
    where: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments, where) == 0
    assert f"已写到 {arguments[-1]}" in capsys.readouterr().err
    assert Path(arguments[-1]).is_file()


def test_a_report_in_an_unknown_form_is_refused(where: str, tmp_path: Path) -> None:
    assert run("gaps", where, "--report", tmp_path / "缺口.xyz") == 2


def test_gaps_fail_a_pipeline_only_when_asked(where: str) -> None:
    assert run("gaps", where) == 0
    assert run("gaps", where, "--fail-on", "high") == 1


@pytest.mark.parametrize(
    "arguments", [("nonsense",), ("ingest",), ("query", "--limit", "0"), ("export", "nonsense", "-o", "x")]
)
def test_wrong_use_ends_with_2(arguments: tuple[str, ...], where: str) -> None:
    assert run(*arguments, *((where,) if arguments[0] in ("query", "export") else ())) == 2


@pytest.mark.parametrize(
    "arguments",
    [("export", "mermaid", "-o", "x.mmd"), ("matrix", "LEADS", "--rows", "Organisation", "--columns", "Brand")],
)
def test_a_division_that_nothing_is_of_is_no_empty_answer(
    arguments: tuple[str, ...], where: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    assert run(*arguments, "--jurisdiction", "瞎写市", where) == 2
    assert not list(tmp_path.iterdir())
    assert run(*arguments, "--jurisdiction", "枝江市", where) == 0


def test_a_bug_is_one_line_and_ends_with_70(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def broken(*_: object, **__: object) -> None:
        raise RuntimeError("nothing works")

    monkeypatch.setattr(cli.cli, "main", broken)
    assert run("gaps") == 70
    assert len(capsys.readouterr().err.splitlines()) == 1


@pytest.mark.parametrize("command", list(cli.Commands.modules))
def test_every_command_explains_itself(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(command, "--help") == 0
    assert "用法：" in capsys.readouterr().out


def test_ask_shows_the_question_it_understood_the_query_it_ran_and_the_columns_in_words(
    where: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run("ask", "没有牵头单位的品牌", where) == 0
    assert "MATCH" not in capsys.readouterr().out
    assert run("ask", "没有牵头单位的品牌", "--cypher", where) == 0
    shown = capsys.readouterr().out
    assert "哪些品牌没有牵头单位" in shown
    assert "MATCH (b:Brand)" in shown
    assert "品牌" in shown.split("ORDER BY")[1]


def test_an_answer_tells_the_words_that_it_leaves_out(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "防火的哪些任务没有责任单位", where) == 0
    assert "没有用到的：防火" in capsys.readouterr().out
    assert run("ask", "防火的哪些任务没有责任单位", where, "--csv") == 0
    told = capsys.readouterr()
    assert told.out.startswith("task,") and "没有用到的：防火" in told.err
    assert run("ask", "防火的哪些任务没有责任单位", where, "--json") == 0
    told_json = json.loads(capsys.readouterr().out)
    assert (told_json["name"], told_json["unused"]) == ("duties_without_owner", ["防火"])


def test_a_question_of_what_is_not_linked_points_to_the_gaps_by_the_text(
    where: str, sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    count = sum(f["rule"] == "problem_without_measure" for f in sample_workspace.snapshot().findings())
    assert run("query", "problems_without_measure", where) == 0
    assert f"“问题无对策”：{count} 处" in capsys.readouterr().out


def test_kinds_directions_and_sentences_are_told_in_words(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("query", "documents", where) == 0
    told = capsys.readouterr().out
    assert "总结" in told and "summary" not in told
    assert run("query", "between", "-p", "first=市委统战部", "-p", "second=新侨回乡工作联席会议制度", where) == 0
    told = capsys.readouterr().out
    assert "“" in told and "confidence" not in told
    assert run("query", "neighbours", "-p", "name=江畔同心", where) == 0
    told = capsys.readouterr().out
    assert "←" in told and " in " not in told


def test_an_unsure_answer_is_in_the_form_that_was_asked_for(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("ask", "谁牵头", where, "--json") == 0
    told = json.loads(capsys.readouterr().out)
    assert "who_leads" in [one["name"] for one in told["candidates"]]
    assert run("ask", "谁牵头", where, "--csv") == 0
    assert capsys.readouterr().out.startswith("candidate,question")


def test_answers_speak_chinese_and_an_empty_one_says_so(
    where: str, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")
    assert run("ask", "江畔同心由谁牵头", where) == 0
    shown = capsys.readouterr().out
    assert "牵头" in shown.split("江畔同心", 2)[2] and "LEADS" not in shown
    assert run("query", "led_by", "-p", "name=查无此局", where) == 0
    assert "本批文档未见" in capsys.readouterr().out


def test_a_query_takes_a_name_in_every_form_that_is_told(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    answers = []
    for name in ("枝江市委统战部", "中共枝江市委统战部"):
        assert run("query", "led_by", "-p", f"name={name}", where, "--json") == 0
        answers.append(json.loads(capsys.readouterr().out)["rows"])
    assert answers[0] == answers[1] != []


def test_an_issuer_that_is_no_node_is_shown_by_its_documents(
    where: str, sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    for issuer in sorted({d.issuer for d in sample_workspace.documents() if d.issuer}):
        assert run("show", issuer, where) == 0
        assert capsys.readouterr().out.strip()


def test_a_matrix_on_the_screen_has_the_rows_that_were_asked_for(
    where: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("matrix", "leads", "--rows", "organisation", "--columns", "brand", "--json", where) == 0
    table = json.loads(capsys.readouterr().out)
    screen = io.StringIO()
    monkeypatch.setattr("liantu.output.answers", Console(file=screen, width=90))
    assert run("matrix", "LEADS", "--rows", "Organisation", "--columns", "Brand", where) == 0
    lines = screen.getvalue().splitlines()
    first = table["rows"][0][0]
    assert any(line.startswith(f" {first[:5]}") for line in lines)
    assert not any(line.startswith(f" {name}") for name in table["columns"][1:] for line in lines)
    assert all(any(name[:4] in line for line in lines) for name in table["columns"][1:])


def test_a_way_of_suggestions_is_walked_only_where_it_is_asked_for(
    where: str, sample_workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    nodes = {n.name for n in sample_workspace.snapshot().graph().nodes}
    assert {"支前粮仓旧址", "**故居"} <= nodes
    told = {}
    for option in ((), ("--suggested",)):
        assert run("path", "支前粮仓旧址", "**故居", "--type", "CONNECTS", where, "--json", *option) == 0
        told[option] = json.loads(capsys.readouterr().out)
    assert told[()] == []
    assert [[step["suggested"] for step in way] for way in told["--suggested",]] == [[True]]


def test_nodes_that_bear_one_name_are_listed_with_their_own(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("path", "市委统战部", "枝江市妇联", where) == 2
    assert "中共枝江市委统战部 组织机构 湖北省宜昌市枝江市（" in capsys.readouterr().err


def test_one_node_is_not_apart_from_itself(where: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert run("path", "江畔同心", "江畔同心", where) == 0
    assert "同一个节点" in capsys.readouterr().out


def test_documents_of_like_names_are_told_where_one_is_not_there(
    where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("compare", "三明市文化和旅游局2024年工作总结.txt", "b", where) == 2
    near = capsys.readouterr().err.split("相近的名称：")[1]
    assert near.startswith("三明市/三明市文化和旅游局2024年工作总结.pdf")


@pytest.mark.parametrize("by", ["task", "body", "cadence"])
def test_sheets_of_responsibility_are_shown_and_written(
    by: str, where: str, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("duties", "--by", by, where, "--json") == 0
    table = json.loads(capsys.readouterr().out)
    assert table["rows"] and all(len(row) == len(table["columns"]) for row in table["rows"])
    for form in ("csv", "xlsx", "html"):
        assert run("duties", "--by", by, where, "-o", tmp_path / f"责任.{form}") == 0
    assert (tmp_path / "责任.csv").read_text(encoding="utf-8-sig").count("\n") > len(table["rows"])
    assert run("duties", "--by", by, where, "--document", "查无此文") == 0
    assert capsys.readouterr().out.strip()


@pytest.mark.parametrize(
    ("link", "told"),
    [
        (("江畔同心", "PART_OF", "江畔同心"), "同一个节点"),
        (("江畔同心", "LIKES", "侨归明城"), "LEADS"),
        (("江畔同心", "LEADS", "侨归明城"), "不能从 品牌 到 品牌"),
        (("查无此牌", "PART_OF", "侨归明城"), "没有这个名称"),
    ],
)
def test_a_link_that_cannot_be_supposed_is_told(
    link: tuple[str, str, str], told: str, where: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run("whatif", "--link", *link, where) == 2
    assert told in capsys.readouterr().err


@pytest.mark.parametrize("options", [("--json",), ()])
def test_a_reader_who_has_had_enough_is_no_failure(options: tuple[str, ...], sample_workspace: Workspace) -> None:
    command = [
        sys.executable,
        "-m",
        "liantu",
        "around",
        "枝江市",
        "--hops",
        "4",
        "-w",
        str(sample_workspace.path),
        *options,
    ]
    asked = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, cwd=ROOT)
    assert asked.stdout is not None and asked.stderr is not None
    asked.stdout.read(10)
    asked.stdout.close()
    assert asked.wait(120) == 0
    assert asked.stderr.read() == b""
