"""A private name stands in no output, wherever the reader met it: in a sentence, a heading, a title, the name of the file or its folder."""

from __future__ import annotations

import zipfile
from dataclasses import replace
from importlib import import_module
from pathlib import Path

import pytest

from graph.workspace import Workspace
from liantu import build
from liantu.cli import main
from queries.lookup import find_document
from viz.export import FORMATS

STORY = """云溪县赵丽华同志先进事迹

一、赵丽华：十年坚守助残路

云溪县委统战部2024年打造“同心助残”服务品牌。云溪县医院赵丽华医生带队，云溪县医院举办“光明行”义诊活动，服务残疾人120人。

二、存在问题

赵丽华反映，全县助残专业人才不足，经费没有保障。

三、下一步打算

县残联每季度组织一次走访，赵丽华负责联系，2025年底前完成。云溪县残联牵头，云溪县医院配合，办好“同心助残”服务品牌。
"""
NOTICE = "关于做好统战工作的通知\n\n云溪县工商联举办“石榴籽”培训班，服务企业30家。请各乡镇做好工作。\n"
NAMES = ("赵丽华", "钱卫国", "孙玉兰")
SHOWN = {"赵某某材料/赵某某同志先进事迹.txt", "钱某某起草-通知.md"}
EXTRAS = {"pdf": "weasyprint", "turtle": "pyoxigraph", "trig": "pyoxigraph", "jsonld": "pyoxigraph"}


def run(*arguments: object) -> int:
    """Run the command and return its exit code."""
    with pytest.raises(SystemExit) as ended:
        main([str(argument) for argument in arguments])
    return int(ended.value.code or 0)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two documents whose files are named after persons; of one, nothing but its file names the person."""
    made = tmp_path_factory.mktemp("文档")
    (made / "赵丽华材料").mkdir()
    (made / "赵丽华材料" / "赵丽华同志先进事迹.txt").write_text(STORY, encoding="utf-8")
    (made / "钱卫国起草-通知.md").write_text(NOTICE, encoding="utf-8")
    return made


@pytest.fixture(scope="module")
def workspace(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace into which they were read."""
    made = Workspace(tmp_path_factory.mktemp("工作区"))
    build.ingest(made, [folder])
    return made


def _forms(name: str) -> list[bytes]:
    """A name as JSON, XML and addresses may write it."""
    escaped = name.encode("unicode_escape").decode()
    return [f.encode() for f in (name, escaped, "".join(f"&#{ord(c)};" for c in name))] + [name.encode("utf-16-le")]


def _bodies(path: Path) -> list[bytes]:
    """Everything that an output holds, what lies in containers unpacked."""
    bodies = []
    for file in sorted(p for p in [path, *path.rglob("*")] if p.is_file()):
        bodies.append(file.read_bytes())
        if zipfile.is_zipfile(file):
            with zipfile.ZipFile(file) as archive:
                bodies += map(archive.read, archive.namelist())
        if bodies[0].startswith(b"%PDF"):
            pypdf = import_module("pypdf")
            bodies += [page.extract_text().encode() for page in pypdf.PdfReader(file).pages]
    return bodies


def _holds_no_name(path: Path) -> bool:
    return not any(form in body for body in _bodies(path) for name in NAMES for form in _forms(name))


@pytest.mark.parametrize("name", FORMATS)
def test_no_export_holds_a_private_name(name: str, workspace: Workspace, tmp_path: Path) -> None:
    try:
        name in EXTRAS and import_module(EXTRAS[name])
    except (ImportError, OSError):
        pytest.skip(f"{EXTRAS[name]} or what it draws with is not installed")
    assert run("export", name, "-o", tmp_path / "out", "-w", workspace.path) == 0
    assert _holds_no_name(tmp_path / "out")


@pytest.mark.parametrize("ending", ["md", "html", "docx"])
def test_no_report_of_gaps_holds_a_private_name(ending: str, workspace: Workspace, tmp_path: Path) -> None:
    assert run("gaps", "--report", tmp_path / f"r.{ending}", "-w", workspace.path) == 0
    assert _holds_no_name(tmp_path / f"r.{ending}")


@pytest.mark.parametrize(
    "command", [("gaps", "--json"), ("show", "同心助残"), ("show", "赵丽华同志先进事迹.txt", "--cleaned")]
)
def test_nothing_printed_holds_a_private_name(
    command: tuple[str, ...], workspace: Workspace, capsys: pytest.CaptureFixture[str]
) -> None:
    run(*command, "-w", workspace.path)
    printed = capsys.readouterr()
    assert printed.out
    assert not any(name in printed.out for name in NAMES)


def test_files_keep_their_place_their_length_and_their_ending(workspace: Workspace) -> None:
    assert {document.file for document in workspace.snapshot().graph().documents} == SHOWN


def test_headings_and_dropped_candidates_are_masked(workspace: Workspace) -> None:
    facts = list(workspace.facts())
    sections = {r.evidence.section for one in facts for r in one.relations}
    assert "一、赵某某" in sections
    dropped = {text for one in facts for d in one.dropped for text in (d.what, d.reason)}
    assert not any(name in text for name in NAMES for text in (*sections, *dropped))


def test_whoever_types_the_name_of_a_file_finds_its_document(workspace: Workspace) -> None:
    documents = workspace.snapshot().graph().documents
    for name in ("钱卫国起草-通知.md", "钱某某起草-通知.md", "赵丽华同志先进事迹.txt"):
        assert find_document(documents, name) is not None
    for path in (
        "/home/办公/赵丽华材料/赵丽华同志先进事迹.txt",
        r"D:\资料\钱卫国起草-通知.md",
        "./赵丽华同志先进事迹.txt",
    ):
        assert find_document(documents, path) is not None, path
    assert find_document(documents, "钱卫国起草-通告.md") is None
    assert find_document(documents, "/home/办公/赵丽华同志先进事迹.md") is None


def test_the_file_is_known_again_and_a_copy_or_a_new_name_is_masked_too(folder: Path, tmp_path: Path) -> None:
    made = Workspace(tmp_path / "w")
    assert build.ingest(made, [folder]).read == 2
    again = build.ingest(made, [folder])
    assert (again.read, again.kept, again.built) == (0, 2, False)
    copy = folder / "副本 孙玉兰.txt"
    copy.write_text(STORY, encoding="utf-8")
    try:
        assert build.ingest(made, [folder]).read == 0
        assert {row.file: row.shown for row in made.registered()}["副本 孙玉兰.txt"] == "副本 孙某某.txt"
    finally:
        copy.unlink()


def test_a_file_that_an_earlier_version_read_is_masked_with_the_next_run(folder: Path, tmp_path: Path) -> None:
    made = Workspace(tmp_path / "w")
    build.ingest(made, [folder])
    made.register([replace(row, shown="") for row in made.registered()], [])
    (tmp_path / "另一个.txt").write_text(NOTICE + "请按时报送。", encoding="utf-8")
    build.ingest(made, [tmp_path / "另一个.txt"])
    assert {row.shown for row in made.registered()} == SHOWN | {"另一个.txt"}
