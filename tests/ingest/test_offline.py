"""From file to facts without a socket, whatever the format."""

from __future__ import annotations

import socket
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
