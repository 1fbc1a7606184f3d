"""What the relation reader sees of two mentions."""

import numpy as np

from ingest.model.pairs import NUMBERS, Context, Mention, View, pool
from ingest.model.relations import REACH, STAND_IN, TYPES, allowed, candidates, stacked

TEXT = "县妇联联合县文联、县图书馆举办读书月。"
NAMES = {"县妇联": "Organisation", "县文联": "Organisation", "县图书馆": "Base", "读书月": "Campaign"}


def view(
    text: str = TEXT, names: dict[str, str] = NAMES, before: tuple[int, int] | None = None, start: int = 0
) -> View:
    mentions = [Mention(text.index(n), text.index(n) + len(n), label, n) for n, label in names.items()]
    return View(Context(text, start, len(text), before), sorted(mentions))


def between(seen: View, source: int, target: int) -> str:
    start, end = seen.stretches(source, target)[2]
    return seen.context.text[start:end]


def test_members_of_a_list_look_alike() -> None:
    seen = view()
    assert between(seen, 1, 3) == between(seen, 2, 3) == "举办"
    assert between(seen, 0, 1) == between(seen, 0, 2) == "联合"


def test_inside_a_list_the_members_are_measured_from_each_other() -> None:
    assert between(view(), 1, 2) == "、"


def test_the_stand_in_is_measured_from_the_start_of_the_clause() -> None:
    text = "今年以来,举办读书月。"
    assert between(view(text, {"读书月": "Campaign"}), STAND_IN, 0) == "举办"


def test_commas_inside_quotation_marks_start_no_clause() -> None:
    text = "县妇联举办“书香,晨光”读书月。"
    seen = view(text, {"读书月": "Campaign"})
    assert seen.clause(text.index("读书月")) == 0


def test_only_relations_that_the_labels_allow() -> None:
    seen = view()
    mask = dict(zip(TYPES, allowed(seen, 3, 0), strict=True))
    assert mask["NONE"] and not mask["ORGANISES"] and not mask["LOCATED_IN"]
    assert dict(zip(TYPES, allowed(seen, 0, 3), strict=True))["ORGANISES"]


def test_symmetric_relations_run_from_the_first_to_the_second() -> None:
    seen = view()
    kind = TYPES.index("COOPERATES_WITH")
    assert allowed(seen, 0, 1)[kind] and not allowed(seen, 1, 0)[kind]


def test_pairs_have_an_end_in_the_sentence_and_the_stand_in_acts_only_there() -> None:
    text = "读书月启动。县妇联主办。"
    seen = view(text, {"读书月": "Campaign", "县妇联": "Organisation"}, before=(0, 6), start=6)
    assert (1, 0) in set(candidates(seen))
    assert (STAND_IN, 1) in set(candidates(seen)) and (STAND_IN, 0) not in set(candidates(seen))


def test_mentions_of_one_thing_are_not_paired() -> None:
    text = "县妇联(以下简称妇联)成立妇联。"
    mentions = [Mention(0, 3, "Organisation", "a"), Mention(8, 10, "Organisation", "a")]
    assert all(source == STAND_IN for source, _ in candidates(View(Context(text, 0, len(text)), mentions)))


def test_a_long_register_costs_no_more_than_its_length() -> None:
    text = "县局、" * 300
    mentions = [Mention(3 * k, 3 * k + 2, "Organisation", str(k)) for k in range(300)]
    pairs = list(candidates(View(Context(text, 0, len(text)), mentions)))
    assert len(pairs) < 300 * (2 * REACH + 2) and (0, REACH) in pairs and (0, REACH + 1) not in pairs


def test_numbers_have_their_length_and_stay_small() -> None:
    seen = view()
    pairs = list(candidates(seen))
    numbers = seen.numbers(pairs, [seen.stretches(*pair) for pair in pairs])
    assert numbers.shape == (len(pairs), NUMBERS) and numbers.max() <= 2 and numbers.min() >= 0


def test_a_pair_reads_the_same_beside_others_and_alone() -> None:
    seen = view()
    pairs = list(candidates(seen))
    states = np.arange(3 * len(TEXT), dtype=np.float32).reshape(-1, 3)
    pooled, *rest = stacked(seen, pairs, [states, 2 * states])
    for row, pair in enumerate(pairs):
        own, *others = stacked(seen, [pair], [states, 2 * states])
        for column, alone in zip([*pooled, *rest], [*own, *others], strict=True):
            assert column[row].tolist() == alone[0].tolist()


def test_pooling_an_empty_stretch_gives_zeros() -> None:
    states = np.arange(12, dtype=np.float32).reshape(6, 2)
    assert pool(states, 10, (11, 13)).tolist() == [3.0, 4.0]
    assert pool(states, 10, (0, 0)).tolist() == [0.0, 0.0]
