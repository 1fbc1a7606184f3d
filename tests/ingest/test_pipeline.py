"""Many files: hidden ones left alone, unlawful relations dropped with a reason, a file that kills its process found and named."""

from __future__ import annotations

import multiprocessing
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import docx
import pytest

from graph.errors import LiantuError
from graph.facts import DocumentFacts, from_json, to_json
from graph.vocabulary import Label, RelationType
from ingest import pipeline
from ingest.pipeline import Failed, Job, find_files, lawful, read_all
from tests.conftest import ROOT
from tests.graph.build import facts


def test_documents_are_found_in_order_and_the_rest_is_left(tmp_path: Path) -> None:
    for name in ("乙/二.txt", "甲.txt", ".隐.txt", ".git/x.txt", "~$稿.docx", "README.md", "乙/readme.txt"):
        path = tmp_path / name
        path.parent.mkdir(exist_ok=True)
        path.write_text("x", encoding="utf-8")
    assert [file for _, file in find_files(tmp_path)] == ["乙/二.txt", "甲.txt"]


def test_a_single_file_goes_by_its_name(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("x", encoding="utf-8")
    assert find_files(tmp_path / "甲.txt") == [(tmp_path / "甲.txt", "甲.txt")]


@pytest.mark.parametrize(("name", "code"), [("没有", "path_missing"), ("空", "folder_empty")])
def test_nothing_to_read_is_an_error(tmp_path: Path, name: str, code: str) -> None:
    (tmp_path / "空").mkdir()
    with pytest.raises(LiantuError) as caught:
        find_files(tmp_path / name)
    assert (caught.value.code, caught.value.exit_code) == (code, 3)


def test_a_relation_that_the_model_forbids_is_dropped_with_its_reason() -> None:
    things = {"市妇联": Label.Organisation, "凤栖": Label.Brand, "城东镇": Label.Place}
    read = lawful(
        facts(
            "d1",
            "市妇联牵头凤栖，城东镇串联。",
            things,
            [("市妇联", RelationType.LEADS, "凤栖"), ("市妇联", RelationType.CONNECTS, "城东镇")],
        )
    )
    assert [relation.type for relation in read.relations] == [RelationType.LEADS]
    assert [dropped.what for dropped in read.dropped] == ["CONNECTS"]


def deadly(job: Job) -> Failed:
    """Stands in for a reader that a certain file kills."""
    if "毒" in job.file:
        os._exit(1)
    return Failed("read", job.file)


@pytest.mark.slow
def test_a_file_that_kills_its_process_costs_only_itself(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read_one", deadly)
    jobs = [Job(Path("x"), f"{n}.txt", {}) for n in range(6)] + [Job(Path("x"), "毒.txt", {})]
    outcomes = {job.file: outcome.code for job, outcome in read_all(jobs, 2) if isinstance(outcome, Failed)}
    assert outcomes == {f"{n}.txt": "read" for n in range(6)} | {"毒.txt": "file_crashed"}


def test_what_hangs_around_a_text_is_kept_without_names(tmp_path: Path) -> None:
    document = docx.Document()
    document.add_paragraph("由县妇联主办。")
    document.sections[0].footer.paragraphs[0].text = "由副主任陆云舟介绍。"
    document.save(tmp_path / "a.docx")
    found = pipeline.read_one(Job(tmp_path / "a.docx", "a.docx", {}))
    assert isinstance(found, DocumentFacts)
    assert found.left_out == (("footer", "由副主任陆某某介绍。"),)
    assert from_json(to_json(found)).left_out == found.left_out


def test_an_issuer_that_is_laid_down_is_not_who_the_text_seemed_to_be_from(tmp_path: Path) -> None:
    text = "寿光市书屋管理2025年工作要点\n一、由市文旅局牵头，建成“同心书屋”6家。\n二、市图书馆办好“同心书屋”读书节。\n"
    (tmp_path / "a.txt").write_text(text, encoding="utf-8")
    found = pipeline.read_one(Job(tmp_path / "a.txt", "a.txt", {"issuer": "寿光市教育局"}))
    assert isinstance(found, DocumentFacts)
    assert found.document.issuer == "寿光市教育局"
    assert {"市文旅局", "市图书馆"} <= {entity.name for entity in found.entities}


def sleepy(job: Job) -> Failed:
    """Stands in for a reader that takes long over all files but one."""
    if job.file != "0.txt":
        time.sleep(60)
    return Failed("read", job.file)


@pytest.mark.slow
def test_reading_that_is_broken_off_ends_its_processes_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pipeline, "read_one", sleepy)
    before = set(multiprocessing.active_children())
    reading = read_all([Job(Path("x"), f"{n}.txt", {}) for n in range(8)], 2)
    assert next(reading)[0].file == "0.txt"
    started = time.monotonic()
    reading.close()  # type: ignore[attr-defined]
    assert time.monotonic() - started < 10
    assert set(multiprocessing.active_children()) <= before


def test_a_pipe_is_no_document(tmp_path: Path) -> None:
    (tmp_path / "甲.txt").write_text("x", encoding="utf-8")
    os.mkfifo(tmp_path / "管道.txt")
    assert [file for _, file in find_files(tmp_path)] == ["甲.txt"]


def test_a_folder_that_cannot_be_opened_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "甲.txt").write_text("x", encoding="utf-8")
    (tmp_path / "锁").mkdir()
    walk = os.walk

    def locked(path: Path, onerror: Callable[[OSError], None]) -> Iterator[tuple[str, list[str], list[str]]]:
        for folder, folders, names in walk(path):
            if Path(folder).name == "锁":
                onerror(PermissionError(13, "Permission denied", folder))
            else:
                yield folder, folders, names

    monkeypatch.setattr("ingest.pipeline.os.walk", locked)
    assert [file for _, file in find_files(tmp_path)] == ["甲.txt", "锁"]


CALLER = """
import multiprocessing, os, time
from concurrent.futures import ProcessPoolExecutor
from ingest.pipeline import _obey
pool = ProcessPoolExecutor(1, mp_context=multiprocessing.get_context("spawn"), initializer=_obey)
print(pool.submit(os.getpid).result(), flush=True)
pool.submit(time.sleep, 60).result()
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="needs an order that nobody can refuse")
def test_a_process_of_the_pool_ends_with_a_caller_that_was_killed() -> None:
    with subprocess.Popen([sys.executable, "-c", CALLER], stdout=subprocess.PIPE, text=True, cwd=ROOT) as caller:
        assert caller.stdout is not None
        worker = int(caller.stdout.readline())
        caller.kill()
    for _ in range(100):
        try:
            os.kill(worker, 0)
        except ProcessLookupError:
            return
        if Path(f"/proc/{worker}/stat").exists() and " Z " in Path(f"/proc/{worker}/stat").read_text():
            return  # ended; nobody has taken note of it yet
        time.sleep(0.05)
    os.kill(worker, signal.SIGKILL)
    pytest.fail("the process lives on")
