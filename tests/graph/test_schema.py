"""The declaration of the model is the only one: what is generated agrees with it, and it agrees with itself."""

from __future__ import annotations

import re

import pytest

from graph import generate
from graph.schema import allowed_pairs, declaration
from graph.vocabulary import NAMED, SYMMETRIC, Label, RelationType


def test_nothing_generated_has_drifted() -> None:
    assert generate.main(["--check"]) == 0


def test_a_changed_declaration_is_noticed(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(generate.OUTPUTS, "docs/model.md", lambda: "something else")
    assert generate.main(["--check"]) == 1


def test_ends_are_labels() -> None:
    for relation in declaration()["relations"].values():
        for end in (relation["from"], relation["to"]):
            assert end == "any" or set(end) <= {*Label, "same"}


def test_symmetric_relations_read_the_same_both_ways() -> None:
    for name in SYMMETRIC:
        words = declaration()["relations"][name]
        assert (words["zh"], words["en"]) == (words["zh_reverse"], words["en_reverse"])
        assert {(b, a) for a, b in allowed_pairs(name)} == set(allowed_pairs(name))


def test_a_part_has_the_label_of_its_whole_or_one_of_the_collecting_labels() -> None:
    pairs = allowed_pairs("PART_OF")
    assert ("Base", "Base") in pairs
    assert ("Campaign", "Programme") in pairs
    assert ("Base", "Campaign") not in pairs


def test_only_documents_are_mentioned_in() -> None:
    assert {target for _, target in allowed_pairs("MENTIONED_IN")} == {"Document"}
    assert "Document" not in {source for source, _ in allowed_pairs("MENTIONED_IN")}


def test_every_relation_is_declared_in_both_languages() -> None:
    assert set(RelationType) == set(declaration()["relations"])
    for words in declaration()["relations"].values():
        assert re.search(r"[一-龥]", words["zh"])
        assert words["en"].isascii()


def test_glyphs_tell_the_labels_apart() -> None:
    glyphs = [label["glyph"] for label in declaration()["labels"].values()]
    assert len(set(glyphs)) == len(glyphs) == len(Label)
    assert len(NAMED) == 10
