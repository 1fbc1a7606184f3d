"""The same documents give the same bytes, in any order, with any hash seed and any number of processes."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.conftest import SAMPLES

FILES = ("nodes.jsonl", "edges.jsonl", "documents.jsonl")


def export(tmp_path: Path, seed: str, jobs: str, folders: list[Path]) -> list[bytes]:
    """Ingest in a process of its own and return the three files."""
    workspace, out = tmp_path / f"w{seed}", tmp_path / f"o{seed}"
    environment = os.environ | {"PYTHONHASHSEED": seed, "OMP_NUM_THREADS": jobs}
    for arguments in (["ingest", *map(str, folders), "--jobs", jobs], ["export", "jsonl", "-o", str(out)]):
        subprocess.run(
            [sys.executable, "-m", "liantu", *arguments, "-w", str(workspace)],
            env=environment, check=True, capture_output=True, cwd=SAMPLES.parent,
        )  # fmt: skip
    return [(out / name).read_bytes() for name in FILES]


@pytest.mark.slow
def test_order_hash_seed_and_processes_do_not_show(tmp_path: Path) -> None:
    folders = sorted(path for path in SAMPLES.iterdir() if path.is_dir())
    one = export(tmp_path, "1", "1", folders)
    other = export(tmp_path, "2", "2", folders[::-1])
    assert all(one)
    assert one == other
