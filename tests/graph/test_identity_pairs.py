"""How often identity is right: on committed pairs of invented bodies, on generated ones, and on the labelled corpus where it is."""

from __future__ import annotations

import random
import re
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from graph.facts import DocumentFacts, Entity
from graph.identity import resolve, resolve_with
from graph.model import Document, Mention
from graph.vocabulary import Label
from tests.graph.bodies import generate
from tests.graph.identity_corpus import Score, evaluate

PAIRS = yaml.safe_load((Path(__file__).parent / "identity_pairs.yaml").read_text(encoding="utf-8"))


def document(name: str, pair: dict[str, Any], side: int) -> DocumentFacts:
    at = pair["at"]
    path, year = (at[side] if isinstance(at, list) else at), pair.get("year", [None, None])[side]
    key = f"{side:064x}"
    entity = Entity("e1", Label(pair.get("label", "Organisation")), name, (Mention(key, 0, len(name), name),))
    return DocumentFacts(Document(key, f"{side}.txt", "标题", "summary", year=year, jurisdiction=path), name, (entity,))


def joined(pair: dict[str, Any]) -> bool:
    return len(resolve([document(pair["one"], pair, 0), document(pair["other"], pair, 1)]).nodes) == 1


@pytest.mark.parametrize("pair", PAIRS["same"], ids=lambda pair: f"{pair['one']}={pair['other']}")
def test_names_of_one_thing_are_joined(pair: dict[str, Any]) -> None:
    assert joined(pair)


@pytest.mark.parametrize("pair", PAIRS["different"], ids=lambda pair: f"{pair['one']}≠{pair['other']}")
def test_names_of_two_things_stay_apart(pair: dict[str, Any]) -> None:
    assert not joined(pair)


def test_as_many_pairs_are_committed_as_the_design_says() -> None:
    assert (len(PAIRS["same"]), len(PAIRS["different"])) == (50, 39)


def test_generated_bodies_of_many_places_are_told_apart() -> None:
    batch, truth = generate(documents=300, seed=7)
    found = resolve_with(batch, ()).clusters.values()
    right = wrong = 0
    for cluster in found:
        bodies = [truth[m.facts.document.id, m.entity.key] for m in cluster.members]
        pairs = len(bodies) * (len(bodies) - 1) // 2
        same = sum(n * (n - 1) // 2 for n in (bodies.count(body) for body in set(bodies)))
        right, wrong = right + same, wrong + pairs - same
    everything = list(truth.values())
    possible = sum(n * (n - 1) // 2 for n in (everything.count(body) for body in set(everything)))
    assert right / (right + wrong) >= 0.99
    assert right / possible >= 0.93


@settings(max_examples=15, deadline=None)
@given(seed=st.integers(0, 10_000))
def test_no_order_of_documents_or_of_their_things_shows(seed: int) -> None:
    batch, _ = generate(documents=12, seed=seed)
    shuffled = [replace(f, entities=tuple(random.Random(seed).sample(f.entities, len(f.entities)))) for f in batch]
    random.Random(seed).shuffle(shuffled)
    assert resolve(shuffled) == resolve(batch)


@pytest.fixture(scope="module")
def scores(corpus: Path) -> dict[str, Score]:
    return evaluate(corpus)


@pytest.mark.slow
def test_bodies_of_the_labelled_corpus_are_joined_as_the_annotations_say(scores: dict[str, Score]) -> None:
    bodies = scores[Label.Organisation]
    assert bodies.same + bodies.different >= 400
    assert bodies.precision >= 0.99
    assert bodies.recall >= 0.93
    assert bodies.biggest <= 20


@pytest.mark.slow
@pytest.mark.parametrize("label", [Label.Brand, Label.Place, Label.Policy, Label.Programme])
def test_what_bears_a_name_of_its_own_is_joined_as_well_as_bodies_are(scores: dict[str, Score], label: Label) -> None:
    assert scores[label].precision >= 0.99
    assert scores[label].recall >= 0.93


@pytest.mark.slow
def test_things_of_all_labels_are_joined_as_the_annotations_say(scores: dict[str, Score]) -> None:
    everything = scores["all"]
    assert everything.precision >= 0.99
    assert everything.recall >= 0.93


@pytest.mark.slow
def test_what_only_the_document_shows_to_be_one_is_joined_in_it(scores: dict[str, Score]) -> None:
    """What a document calls by the end of a name, for short or by a name that it gives: .78; before `graph.coreference` .59."""
    everything = scores["all"]
    assert everything.understood / everything.told >= 0.75


@pytest.mark.slow
@pytest.mark.parametrize("label", [Label.Mechanism, Label.Stakeholder])
def test_limit_descriptions_in_other_words_are_left_to_a_person(scores: dict[str, Score], label: Label) -> None:
    """Mechanisms and groups are often told again in other words, which no name shows to be the same. One pair of mechanisms is a fortieth of them."""
    assert scores[label].precision >= 0.97
    assert 0.5 <= scores[label].recall < 0.93


TABLE = yaml.safe_load(files("graph").joinpath("renames.yaml").read_text(encoding="utf-8"))


@pytest.mark.parametrize("row", TABLE["names"], ids=lambda row: f"{row['old']}→{row['new']}")
def test_a_renamed_body_is_one_across_the_date_of_its_reform_and_only_there(row: dict[str, Any]) -> None:
    reform = TABLE["reforms"][row["reform"]]
    assert re.search(r"（\d{4}年\d+月\d+日|\d{4}年\d+月\d+日电", reform["source"])
    assert row["by"]
    pair = {"one": f"县{row['old']}", "other": f"县{row['new']}", "at": "江南省梅岭市云台县"}
    assert joined(pair | {"year": [reform["from"] - 1, reform["until"] + 1]})
    assert not joined(pair | {"year": [reform["until"] + 1, reform["from"] - 1]})
    assert not joined(pair | {"year": [reform["until"] + 2, reform["until"] + 2]})
    assert not joined(pair | {"year": [None, None]})
