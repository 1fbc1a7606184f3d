"""From file to facts without a socket, whatever the format."""

from __future__ import annotations

import socket
import subprocess
import sys
from pathlib import Path

import pytest

from graph.facts import DocumentFacts
from ingest.pipeline import Job, read_one

SAMPLES = Path(__file__).parents[2] / "samples"


@pytest.mark.parametrize("suffix", ["txt", "md", "html", "docx", "pdf"])
def test_no_socket_is_ever_made(suffix: str, monkeypatch: pytest.MonkeyPatch) -> None:
    class Refused(socket.socket):
        def __init__(self, *_: object, **__: object) -> None:
            raise AssertionError("a socket was made")

    monkeypatch.setattr(socket, "socket", Refused)
    path = sorted(SAMPLES.glob(f"*/*.{suffix}"))[0]
    found = read_one(Job(path, path.name, {}))
    assert isinstance(found, DocumentFacts), found
    assert found.relations


@pytest.mark.parametrize(
    ("work", "unloaded"),
    [
        ("import ingest.facts", ["httpx", "requests", "spacy.cli"]),
        ("from ingest.pipeline import Job, read_one; read_one(Job(Path('none.txt'), 'none.txt', {}))", ["spacy"]),
        ("import liantu.commands.reading", ["spacy", "onnxruntime", "queries.gaps"]),
    ],
)
def test_what_a_step_does_not_need_is_not_loaded(work: str, unloaded: list[str]) -> None:
    code = (
        f"import sys\nfrom pathlib import Path\n{work}\nprint([name for name in {unloaded!r} if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, cwd=SAMPLES.parent, check=True)
    assert done.stdout.strip() == "[]"
