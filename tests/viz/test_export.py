"""Every format of the registry: whole or not at all, the same bytes for the same snapshot, sources and snapshot named."""

from __future__ import annotations

import os
import zipfile
from importlib import import_module
from pathlib import Path

import pytest
from filelock import FileLock

from graph.errors import LiantuError
from graph.model import Graph
from graph.workspace import Workspace
from viz.export import FORMATS, HELD, SCRATCH, Options, build_date, export

OTHERS = {"ics", "turtle", "trig", "jsonld", "html", "png", "pdf"}
"""Written by other parts of the program, or read with other eyes: test_pictures.py, test_prints.py, test_calendar.py."""
OPTIONS = Options(snapshot="3f9c0a17d2e4b586", date="2026-03-01")


EXTRAS = {"pdf": "weasyprint", "turtle": "pyoxigraph", "trig": "pyoxigraph", "jsonld": "pyoxigraph"}


@pytest.fixture(autouse=True)
def extras(request: pytest.FixtureRequest) -> None:
    """Formats of an extra are tested where it is installed."""
    needed = EXTRAS.get(request.getfixturevalue("name")) if "name" in request.fixturenames else None
    try:
        needed and import_module(needed)
    except (ImportError, OSError):
        pytest.skip(f"{needed} or what it draws with is not installed")


def _bytes(path: Path) -> dict[str, bytes]:
    files = sorted(p for p in path.rglob("*") if p.is_file()) if path.is_dir() else [path]
    return {p.name if path.is_dir() else "": p.read_bytes() for p in files}


def _text(path: Path) -> str:
    """All text of an output, also of the parts inside a zip container."""
    texts = []
    for body in _bytes(path).values():
        if body.startswith(b"PK"):
            with zipfile.ZipFile(path) as archive:
                texts += [archive.read(name).decode("utf-8", "replace") for name in archive.namelist()]
        texts.append(body.decode("utf-8", "replace"))
    return "\n".join(texts)


@pytest.mark.parametrize("name", FORMATS)
def test_the_same_snapshot_gives_the_same_bytes(name: str, county: Graph, findings: list, tmp_path: Path) -> None:
    first, second = tmp_path / "一", tmp_path / "another name"
    export(county, findings, name, first, OPTIONS)
    export(county, findings, name, second, OPTIONS)
    assert _bytes(first) == _bytes(second)
    assert sum(map(len, _bytes(first).values())) > 100


@pytest.mark.parametrize("name", [name for name in FORMATS if name not in OTHERS])
def test_every_output_names_its_sources_and_its_snapshot(
    name: str, county: Graph, findings: list, tmp_path: Path
) -> None:
    export(county, findings, name, tmp_path / "图 谱", OPTIONS)
    written = _text(tmp_path / "图 谱")
    assert "3f9c0a17d2e4b586" in written
    assert "2026-03-01" in written
    assert "云溪县统战工作调研报告" in written or "\\u4e91\\u6eaa\\u53bf" in written


@pytest.mark.parametrize("name", FORMATS)
def test_small_and_hostile_graphs_can_be_written(name: str, small_graph: Graph, tmp_path: Path) -> None:
    export(small_graph, [], name, tmp_path / "out", OPTIONS)
    assert (tmp_path / "out").exists()


@pytest.mark.parametrize("name", FORMATS)
def test_every_format_speaks_english_too(
    name: str, county: Graph, findings: list, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LC_ALL", "C")
    export(county, findings, name, tmp_path / "out", OPTIONS)
    written = _text(tmp_path / "out")
    assert not [
        said for said in ("来源：", "原文依据", "快照", "组织机构") if said in written and name not in {"html", "jsonl"}
    ]


def test_a_failed_export_leaves_the_old_file(county: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    out = tmp_path / "graph.graphml"
    out.write_text("old")

    def fail(*_: object) -> list[str]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("viz.exchange.graphml.write", fail)
    with pytest.raises(LiantuError) as caught:
        export(county, [], "graphml", out)
    assert caught.value.code == "export_cannot_write"
    assert out.read_text() == "old"
    assert [p.name for p in tmp_path.iterdir()] == ["graph.graphml"]


def test_what_a_killed_export_left_goes_with_the_next_and_a_running_one_stays(
    small_graph: Graph, tmp_path: Path
) -> None:
    killed, running, foreign = (tmp_path / f"{SCRATCH}{name}" for name in ("killed", "running", "foreign"))
    for folder in (killed, running, foreign):
        folder.mkdir()
    (killed / HELD).touch()
    (killed / "graph.graphml").touch()
    with FileLock(running / HELD):
        export(small_graph, [], "graphml", tmp_path / "graph.graphml")
        left = {path.name for path in tmp_path.iterdir()}
    assert left == {"graph.graphml", running.name, foreign.name}


def test_wrong_use_says_what_to_do(county: Graph, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    wrong = [("visio", tmp_path / "x"), ("graphml", tmp_path), ("csv", tmp_path / "file")]
    codes = []
    for name, out in wrong:
        with pytest.raises(LiantuError) as caught:
            export(county, [], name, out)
        assert caught.value.exit_code == 2
        codes.append(caught.value.code)
    assert codes == ["export_unknown_format", "export_is_a_folder", "export_not_a_folder"]


def test_a_date_stands_only_where_it_was_given() -> None:
    assert build_date(None, {}) is None
    assert build_date("2026-03-01", {"SOURCE_DATE_EPOCH": "0"}) == "2026-03-01"
    assert build_date(None, {"SOURCE_DATE_EPOCH": "86400"}) == "1970-01-02"
    with pytest.raises(LiantuError):
        build_date(None, {"SOURCE_DATE_EPOCH": "yesterday"})


def test_each_format_says_what_it_is_for() -> None:
    purposes = {f.purpose for f in FORMATS.values()}
    assert len(purposes) == len(FORMATS)
    assert FORMATS["csv"].folder
    assert not FORMATS["graphml"].folder


def test_the_page_on_formats_tells_of_every_format() -> None:
    page = Path(__file__).parents[2].joinpath("docs", "formats.md").read_text(encoding="utf-8")
    cells = [line.split("|")[1] for line in page.splitlines() if line.startswith("| ")]
    told = {name.strip() for cell in cells for name in cell.split("、")}
    assert set(FORMATS) <= told


def test_a_device_is_not_replaced(small_graph: Graph, tmp_path: Path) -> None:
    out = tmp_path / "管道.svg"
    os.mkfifo(out)
    with pytest.raises(LiantuError) as caught:
        export(small_graph, [], "svg", out, Options(snapshot="abc"))
    assert caught.value.code == "export_no_file"
    assert out.is_fifo()


def test_where_an_export_cannot_go_is_told(county: Graph, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(LiantuError) as caught:
        export(county, [], "graphml", tmp_path / ("长" * 100 + ".graphml"), OPTIONS)
    assert caught.value.code == "export_cannot_write"
    space = Workspace(tmp_path / "w")
    with space.locked():
        pass
    export(county, [], "graphml", space.path / "图.graphml", OPTIONS)
    for out in (space.path, space.path / "facts" / "x.csv", space.path / "facts"):
        with pytest.raises(LiantuError) as caught:
            export(county, [], "csv", out, OPTIONS)
        assert caught.value.code == "export_into_workspace"
    (tmp_path / "空").mkdir()
    monkeypatch.chdir(tmp_path / "空")
    export(county, [], "csv", Path(), OPTIONS)
    assert (tmp_path / "空" / "nodes.csv").exists()


@pytest.mark.parametrize("given", ["zzz", "2026-02-30", "3月1日"])
def test_what_is_no_date_is_refused(given: str) -> None:
    with pytest.raises(LiantuError) as caught:
        build_date(given, {})
    assert caught.value.code == "export_bad_date"
