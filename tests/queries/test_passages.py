"""Sentences out of texts and out of quotes; evidence only out of quotes."""

from __future__ import annotations

from graph.model import Document, Graph, Mention, Node
from graph.vocabulary import Label
from queries.passages import Passages, read_passages
from queries.steps.counted import _LISTED_BEFORE, counts_members

TEXT = "一、成效\n全縣建成書屋3處,惠及村民.工作人員張某某\n常年值守。\n二、打算\n1.办讲座\n2.修步道"


def _graph(*spans: tuple[int, int]) -> Graph:
    mentions = tuple(Mention("d", start, end, TEXT[start:end]) for start, end in spans)
    document = Document("d", "d.txt", "书屋", "summary")
    return Graph((document,), (Node("n", Label.Indicator, "n", mentions=mentions),), ())


def _read(*spans: tuple[int, int], text: str = "") -> Passages:
    return read_passages(_graph(*spans), {"d": text} if text else {})["d"]


def test_traditional_characters_and_half_width_marks_are_levelled_one_to_one() -> None:
    passages = _read((0, 40), text=TEXT)
    assert "全县建成书屋3处，惠及村民。" in passages.text
    start = passages.text.index("书屋3处")
    assert TEXT[slice(*passages.place(start, start + 4))] == "書屋3處"


def test_a_line_end_inside_a_quote_was_a_wrapped_line() -> None:
    start = TEXT.index("工作")
    assert "张某某常年值守" in _read((start, TEXT.index("二、"))).text


def test_unknown_stretches_break_the_sentence_and_a_lost_comma_does_not() -> None:
    first = TEXT.index("全縣")
    comma = TEXT.index(",")
    assert "3处，惠及" in _read((first, comma), (comma + 1, comma + 5)).text
    assert [s.text for s in _read((0, 4), (comma, comma + 5)).sentences] == ["一、成效", "，惠及村民"]


def test_items_know_the_headings_above_them() -> None:
    sentences = _read((0, 10), text=TEXT).sentences
    paths = {s.text[:4]: s.path for s in sentences}
    assert paths["1.办讲"][0] == paths["2.修步"][0] == 2
    assert paths["1.办讲"] < paths["2.修步"]


def test_evidence_is_taken_from_the_text_where_it_is_at_hand_else_from_quotes() -> None:
    start = TEXT.index("書屋")
    for text, quote in (("", "書屋3處"), (TEXT, "全縣建成書屋3處,惠及村民.")):
        passages = _read((start, start + 4), text=text)
        sentence = passages.sentence_at(start)
        assert sentence is not None
        proof = passages.proof(sentence.start, sentence.end, "rule", start)
        assert proof.quote == quote == TEXT[proof.start : proof.end]


def test_a_masked_name_stays_masked_even_where_another_quote_or_the_text_shows_it() -> None:
    raw = "李四光负责书屋。"
    document = Document("d", "d.txt", "书屋", "summary")
    masked = Mention("d", 0, 8, "李某某负责书屋。")
    open_name = Mention("d", 0, 3, "李四光")
    nodes = (
        Node("a", Label.Commitment, "a", mentions=(masked,)),
        Node("b", Label.Indicator, "b", mentions=(open_name,)),
    )
    passages = read_passages(Graph((document,), nodes, ()), {"d": raw})["d"]
    assert passages.proof(0, 8, "rule").quote == "李某某负责书屋。"


def test_a_list_of_any_length_is_looked_at_once() -> None:
    """From each of its characters anew, this one would never end."""
    long = "甲局、" * 20_000 + "等部门参加"
    assert not [*_LISTED_BEFORE.finditer(long)]
    assert not counts_members(long)
    assert counts_members("由甲局、乙局等15个部门组成")
    assert counts_members("先由甲局牵头，再由乙局、丙局等15个部门组成专班")
