"""The decode ladder: byte order mark, UTF-8, else the encoding whose text has the more usual characters."""

from __future__ import annotations

import pytest

from ingest.read.decode import decode

SIMPLIFIED = "青溪县统战部二〇二三年工作总结。一年来,县委统战部会同有关部门,扎实开展“同心青溪”服务活动,帮助企业解决困难四十余个。"
TRADITIONAL = "青溪縣統戰部工作總結。一年來,縣委統戰部會同有關部門,紮實開展服務活動,幫助企業解決困難。"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "gb18030"])
def test_simplified_text_in_every_encoding(encoding: str) -> None:
    assert decode(SIMPLIFIED.encode(encoding)) == SIMPLIFIED


@pytest.mark.parametrize("encoding", ["utf-8", "big5", "gb18030"])
def test_traditional_text_in_every_encoding(encoding: str) -> None:
    assert decode(TRADITIONAL.encode(encoding)) == TRADITIONAL


@pytest.mark.parametrize("encoding", ["utf-8", "gb18030", "big5"])
@pytest.mark.parametrize("length", [61, 62, 63])
def test_a_character_cut_in_two_at_the_end_is_dropped(encoding: str, length: int) -> None:
    data = TRADITIONAL.encode(encoding)[:length]
    assert decode(data) == data.decode(encoding, errors="ignore")


def test_numbers_in_circles_are_those_of_taiwan_not_of_the_supplement_of_hong_kong() -> None:
    text = f"{TRADITIONAL}①②"
    assert decode(text.encode("big5")) == text


def test_line_ends_stay_as_they_are() -> None:
    assert decode(b"a\r\nb\rc\n") == "a\r\nb\rc\n"
