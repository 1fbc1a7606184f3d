"""Every document of the corpus that LIANTU_CORPUS names, in seven encodings, whole and cut in nine places: each comes back as it was."""

from __future__ import annotations

from pathlib import Path

import opencc
import pytest

from ingest.read.decode import decode

pytestmark = pytest.mark.slow
ENCODINGS = ("utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030", "big5")


@pytest.mark.parametrize("encoding", ENCODINGS)
def test_every_document_comes_back(corpus: Path, encoding: str) -> None:
    """Big5 takes the traditional form, what it has no code for left out; an odd cut falls inside a character."""
    traditional = opencc.OpenCC("s2t")
    tried, wrong = 0, []
    for path in sorted([*(corpus / "seeds").glob("*.txt"), *(corpus / "train").glob("*.txt")]):
        text = path.read_bytes().decode("utf-8-sig")
        data = traditional.convert(text).encode("big5", "ignore") if encoding == "big5" else text.encode(encoding)
        half = len(data) // 2
        for length in {61, 200, 333, 1001, half, half + 1, len(data) * 3 // 4, len(data) - 1, len(data)}:
            if length <= len(data):
                tried += 1
                if decode(data[:length]) != data[:length].decode(encoding, "ignore"):
                    wrong.append((path.name, length))
    assert tried > 2_000
    assert not wrong
