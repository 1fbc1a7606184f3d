"""What many tests share: the samples, read once; the labelled corpus, where it is."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from graph.snapshot import Snapshot
from graph.stores.base import Store
from graph.workspace import Workspace
from liantu import build

ROOT = Path(__file__).parents[1]
SAMPLES = ROOT / "samples"


@pytest.fixture(autouse=True)
def chinese(monkeypatch: pytest.MonkeyPatch) -> None:
    """Tests speak Chinese unless they say otherwise, whatever the machine."""
    monkeypatch.setenv("LC_ALL", "zh_CN.UTF-8")


@pytest.fixture(scope="session")
def sample_workspace(tmp_path_factory: pytest.TempPathFactory) -> Workspace:
    """A workspace into which the samples were read."""
    workspace = Workspace(tmp_path_factory.mktemp("样例 工作区"))
    outcome = build.ingest(workspace, [SAMPLES])
    assert not outcome.failures
    return workspace


@pytest.fixture(scope="session")
def snapshot(sample_workspace: Workspace) -> Snapshot:
    """The snapshot of the samples."""
    return sample_workspace.snapshot()


@pytest.fixture(scope="session")
def store(snapshot: Snapshot) -> Iterator[Store]:
    """The embedded store of the samples."""
    opened = snapshot.store()
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def corpus() -> Path:
    """The folder of labelled documents that LIANTU_CORPUS names; tests that need it skip without it."""
    named = os.environ.get("LIANTU_CORPUS", "")
    if not named or not Path(named, "eval", "gold").is_dir():
        pytest.skip("LIANTU_CORPUS names no labelled corpus")
    return Path(named)
