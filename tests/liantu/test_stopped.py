"""A gap rule that the engine stops costs only itself, and nothing says that it was checked: the engine is real, with little memory or time."""

from __future__ import annotations

import json
import zipfile
from pathlib import Path

import docx
import pytest

import liantu
from graph.errors import LiantuError
from graph.stores import ladybug
from graph.stores.ladybug import LadybugStore
from graph.workspace import Workspace
from liantu import finding
from queries.gaps import find_gaps, tell_stopped
from queries.report import build_report, to_html, to_markdown
from tests.liantu.test_ingest import run
from viz.luggage import pack
from viz.payload import make_payload

TEXT = (
    "梅岭市2024年统战工作要点\n\n一、重点任务\n（一）建设“清溪石榴籽”品牌。由市委统战部牵头，市民宗局配合，6月底前完成。\n"
    "（二）清溪馆、石桥馆相距很近，但未能串联。\n（三）由市工商联牵头，年内举办“百企联百村”行动启动仪式。\n"
    "（四）建立清溪联席会议机制，由市教育局、市民政局等15个部门组成。\n"
)
NEEDY = "isolated"
"""A rule whose query looks at relations of every type at once."""


def _narrow(path: Path) -> LadybugStore:
    """The store of a snapshot with as little memory as lets it be opened at all."""
    for size in range(20, 31):
        store = LadybugStore(path, 1 << size)
        try:
            store.run("MATCH (d:Document) RETURN d.id AS id")
        except LiantuError:
            store.close()
        else:
            return store
    raise AssertionError("the engine opens no file")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    made = tmp_path / "文档"
    made.mkdir()
    (made / "要点.txt").write_text(TEXT, encoding="utf-8")
    return made


@pytest.fixture
def where(folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Path:
    """A workspace whose rules had little memory; what its ingest printed is still to be read."""
    monkeypatch.setattr(finding, "LadybugStore", _narrow)
    assert run("ingest", folder, "--reader", "rules", "-w", tmp_path / "w") == 0
    return tmp_path / "w"


def test_ingest_goes_on_and_lists_at_the_end_what_was_not_checked(
    where: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    told = capsys.readouterr().out
    snapshot = Workspace(where).snapshot()
    assert snapshot.stopped[NEEDY] == "query_too_large"
    assert {f["rule"] for f in snapshot.findings()} == {"members_missing"}
    assert told.index(f"（{NEEDY}）") < told.index("处缺口")
    assert "没有查完" in told and "-w" in told


def test_gaps_never_says_that_there_are_none(where: Path, capsys: pytest.CaptureFixture[str]) -> None:
    capsys.readouterr()
    assert run("gaps", "--rule", NEEDY, "-w", where) == 0
    said = capsys.readouterr()
    assert "未发现缺口" not in said.out
    assert f"（{NEEDY}）" in said.err
    assert run("gaps", "--rule", NEEDY, "--json", "-w", where) == 0
    said = capsys.readouterr()
    assert json.loads(said.out) == []
    assert f"（{NEEDY}）" in said.err
    assert run("gaps", "--rule", NEEDY, "--fail-on", "high", "-w", where) == 1


def test_the_rules_that_were_checked_are_asked_without_a_word_of_the_others(
    where: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    checked = next(rule for rule in ("year_conflict", "announced_not_listed") if rule not in Workspace(where).snapshot().stopped)  # fmt: skip
    capsys.readouterr()
    run("gaps", "--rule", checked, "-w", where)
    assert NEEDY not in capsys.readouterr().err


def test_a_decision_takes_over_what_was_not_checked(where: Path, folder: Path) -> None:
    finding = Workspace(where).snapshot().findings()[0]
    before = Workspace(where).snapshot()
    assert run("review", "gap", finding["id"], "known", "-w", where) == 0
    after = Workspace(where).snapshot()
    assert after.name != before.name
    assert after.stopped == before.stopped


def test_the_report_says_so_before_its_counts(where: Path) -> None:
    snapshot = Workspace(where).snapshot()
    report = build_report([], snapshot.graph(), stopped=tell_stopped(snapshot.stopped))
    for text in (to_markdown(report, {}), to_html(report, {})):
        assert f"（{NEEDY}）" in text


def test_the_page_says_so_in_both_languages(where: Path) -> None:
    workspace = Workspace(where)
    carried = pack(workspace, workspace.snapshot(), whole=False)
    payload = make_payload(workspace.snapshot().graph(), [], snapshot="s", stopped=carried["stopped"])
    assert {spoken: NEEDY in lines[0] for spoken, lines in payload["stopped"].items()} == {"zh": True, "en": True}
    assert "stopped" not in make_payload(workspace.snapshot().graph(), [], snapshot="s", stopped={})


@pytest.mark.parametrize(
    ("form", "part"),
    [("xlsx", "xl/worksheets/sheet1.xml"), ("xlsx", "xl/worksheets/sheet5.xml"), ("pptx", ""), ("docx", "")],
)
def test_what_is_taken_along_says_so(form: str, part: str, where: Path, tmp_path: Path) -> None:
    out = tmp_path / f"带走.{form}"
    assert run("export", form, "-o", out, "-w", where) == 0
    with zipfile.ZipFile(out) as packed:
        texts = [packed.read(name).decode() for name in packed.namelist() if name.endswith(".xml") and part in name]
    assert any(f"（{NEEDY}）" in text for text in texts)


def test_a_format_without_a_list_of_gaps_is_told_on_the_way(
    where: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    capsys.readouterr()
    assert run("export", "svg", "-o", tmp_path / "图.svg", "-w", where) == 0
    assert f"（{NEEDY}）" in capsys.readouterr().err


def test_a_fact_sheet_and_a_notebook_say_so(where: Path, tmp_path: Path) -> None:
    book = liantu.open(where)
    assert NEEDY in book._repr_html_()
    node = next(node for node in book.contents.nodes if node.name == "市委统战部")
    assert NEEDY in book.around(node.name)._repr_html_()
    assert run("export", "docx", "--node", node.name, "-o", tmp_path / "表.docx", "-w", where) == 0
    assert NEEDY in "".join(p.text for p in docx.Document(str(tmp_path / "表.docx")).paragraphs)


def test_a_snapshot_whose_rules_all_ran_speaks_of_none(folder: Path, tmp_path: Path) -> None:
    assert run("ingest", folder, "--reader", "rules", "-w", tmp_path / "w") == 0
    assert "stopped" not in Workspace(tmp_path / "w").snapshot().manifest


def test_findings_alone_are_refused(where: Path) -> None:
    snapshot = Workspace(where).snapshot()
    store = _narrow(snapshot.folder / "graph.lbug")
    with pytest.raises(LiantuError) as refused:
        find_gaps(store, snapshot.graph(), rules=[NEEDY])
    store.close()
    assert refused.value.code == "gap_rule_stopped"


def test_a_query_that_does_not_end_is_stopped(where: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ladybug, "PATIENCE", 0.05)
    snapshot = Workspace(where).snapshot()
    store = LadybugStore(snapshot.folder / "graph.lbug")
    endless = "UNWIND range(1, 3000) AS a UNWIND range(1, 3000) AS b UNWIND range(1, 300) AS c WITH a, b, c WHERE (a * b + c) % 7 = 1 RETURN count(*) AS n"
    with pytest.raises(LiantuError) as stopped:
        store.run(endless)
    store.close()
    assert stopped.value.code == "query_too_slow"
    assert "时限" in tell_stopped({NEEDY: stopped.value.code})[0]
