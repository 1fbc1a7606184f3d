"""Sub-word pieces: the likeliest cut of a text, with offsets that lead back to it."""

from hypothesis import given
from hypothesis import strategies as st

from ingest.model.subwords import END, START, UNKNOWN, Characters, Subwords, seats

WORDS = Subwords({"▁": -2.0, "文": -5.0, "化": -5.0, "文化": -6.0, "馆": -5.0, "文化馆": -14.0, "县": -4.0})


def test_the_likeliest_cut_is_taken() -> None:
    # 文化 + 馆 (-11) is likelier than 文化馆 (-14) and than 文 + 化 + 馆 (-15)
    assert parts("县文化馆") == ["县", "文化", "馆"]


def test_a_character_that_no_piece_holds_stands_alone() -> None:
    cut = WORDS.cut("县龘馆")
    assert [row for row, start, end in cut if end > start][1] == UNKNOWN


def test_full_width_forms_and_spaces_are_read_as_plain_ones() -> None:
    known = Subwords({"▁": -2.0, "1": -3.0, "12": -4.0})
    assert [row for row, _, _ in known.cut("１２")] == [row for row, _, _ in known.cut("12")]


@given(st.text(alphabet="县文化馆龘 1", max_size=30))
def test_the_pieces_cover_the_text_once(text: str) -> None:
    cut = WORDS.cut(text)
    assert cut[0][0] == START and cut[-1][0] == END
    assert "".join(text[start:end] for _, start, end in cut) == text


def test_each_character_knows_its_piece_and_its_seat() -> None:
    piece, seat = seats(WORDS.cut("县文化馆"), 4)
    assert seat.tolist() == [0, 1, 3, 0]
    assert piece[1] == piece[2] != piece[3]


def test_an_encoder_of_characters_reads_each_by_itself_in_its_plain_form() -> None:
    cut = Characters("a县馆").cut("县Ａ龘")
    assert cut == [(START, 0, 0), (4, 0, 1), (3, 1, 2), (UNKNOWN, 2, 3), (END, 2, 2)]


def parts(text: str) -> list[str]:
    return [text[start:end] for _, start, end in WORDS.cut(text) if end > start]
