"""A masked name agrees with the name that it hides."""

from __future__ import annotations

from graph.masking import agree, find


def test_what_is_hidden_agrees_and_what_shows_must_be_the_same() -> None:
    assert agree("赵丽华.txt", "赵某某.txt")
    assert not agree("赵丽.txt", "赵某某.txt")
    assert not agree("钱丽华.txt", "赵某某.txt")


def test_a_masked_name_is_found_in_what_somebody_typed() -> None:
    assert find("赵某某.txt", "谁写了赵丽华.txt") == 3
    assert find("丽华", "赵某某.txt") == 1
    assert find("赵某某.txt", "谁写了钱丽华.txt") == -1
