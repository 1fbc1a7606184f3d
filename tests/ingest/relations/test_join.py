"""What the relation reader says against the structure of a text, or against what the grammar reads as missing, is not believed."""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace

import pytest

from graph.vocabulary import RelationType, Status
from ingest.facts import Readers, bench_of, facts
from ingest.model.judge import Features, Judge
from ingest.model.pairs import Context, Mention
from ingest.model.relations import RelationReader, ScoredRelation
from ingest.page import page_of
from ingest.relations.join import BELIEVED, Bench, judge
from ingest.text import Source


class Rash(RelationReader):
    """A relation reader that is sure of one relation between all mentions that it is shown."""

    def __init__(self, kind: RelationType) -> None:
        self.kind = kind

    def expect(self, coming: Iterable[Context]) -> None:
        """Read nothing."""

    def score(self, context: Context, mentions: Sequence[Mention]) -> list[ScoredRelation]:
        """Join every mention with every other."""
        count = range(len(mentions))
        return [ScoredRelation(a, b, self.kind, Status.DONE, 900) for a in count for b in count if a != b]


def bench(text: str, kind: RelationType) -> Bench:
    """Read a text by the grammar, with a rash reader beside it."""
    page = page_of(Source("case.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text))
    return bench_of(page, Readers(None, Rash(kind)))


def test_what_no_route_joins_is_joined_in_neither_direction() -> None:
    text = "县茶马文化陈列馆、河街驿道陈列馆相距不到一里，至今没有一条参观线路把两处串联起来。"
    claims = bench(text, RelationType.CONNECTS).joined(judge() or Judge({}))
    halls = [(c, sure) for c, sure in claims if c.source and c.source.kind == c.target.kind == "museum"]
    told = [(claim.status, sure) for claim, sure in halls if claim.type is RelationType.CONNECTS]
    assert any(status is Status.MISSING and sure > 0 for status, sure in told)
    assert all(status is Status.MISSING or not sure for status, sure in told)


def test_no_division_lies_in_one_that_is_no_wider() -> None:
    text = "云南省曲靖市富源县妇联2023年总结\n\n富源县与罗平县、四川省结对，后所镇、中安街道参加。\n"
    claims = bench(text, RelationType.LOCATED_IN).joined(judge() or Judge({}))
    alone = [(c.source.kind, c.target.kind) for c, sure in claims if sure and c.source and c.rule == "reader"]
    ranks = ["province", "prefecture", "county", "township"]
    both = [(a, b) for a, b in alone if a in ranks and b in ranks]
    assert both
    assert all(ranks.index(a) > ranks.index(b) for a, b in both)


def test_the_heading_of_an_item_goes_on_with_nothing_of_the_item_before() -> None:
    text = "一、重点任务\n（一）修缮县茶马文化陈列馆。由县文旅局牵头，6月底前完成。\n（二）办好河街驿道陈列馆\n由县档案馆负责。\n"
    claims = bench(text, RelationType.LEADS).joined(judge() or Judge({}))
    pairs = {text[c.source.start : c.source.end] + text[c.target.start : c.target.end] for c, _ in claims if c.source}
    assert "县文旅局县茶马文化陈列馆" in pairs
    assert "县文旅局河街驿道陈列馆" not in pairs


def test_in_a_plan_what_the_reader_takes_for_done_is_planned() -> None:
    text = "后所县2026年工作计划\n\n一、重点任务\n（一）成立读书联盟，县图书馆、县文化馆一道推进。\n"
    told = {
        c.status
        for c, _ in bench(text, RelationType.COOPERATES_WITH).joined(judge() or Judge({}))
        if c.rule == "reader"
    }
    assert told == {Status.PLANNED}


def test_who_only_leads_those_who_act_holds_nothing_itself() -> None:
    text = "县科协在县委领导下举办“乡土”技能大赛。"
    claims = bench(text, RelationType.ORGANISES).joined(judge() or Judge({}))
    sure = {text[c.source.start : c.source.end]: p for c, p in claims if c.source and c.type is RelationType.ORGANISES}
    assert sure["县科协"] > 0
    assert not sure["县委"]


@pytest.mark.parametrize(("said", "near"), [("仅一街之隔", True), ("各唱各的调", False), ("相距甚远", False)])
def test_sites_are_near_where_the_text_has_words_for_it(said: str, near: bool) -> None:
    claims = bench(f"县茶马文化陈列馆、河街驿道陈列馆{said}。", RelationType.NEAR).joined(judge() or Judge({}))
    assert any(claim.type is RelationType.NEAR for claim, _ in claims) is near


def test_of_places_one_in_the_other_the_lower_is_meant() -> None:
    text = "县科协与江苏省泰州市泰兴市结对。"
    claims = bench(text, RelationType.PAIRS_WITH).joined(judge() or Judge({}))
    ends = {
        text[n.start : n.end] for c, _ in claims if c.type is RelationType.PAIRS_WITH for n in (c.source, c.target) if n
    }
    assert ends == {"县科协", "泰兴市"}


def test_committee_and_government_are_not_told_to_work_with_each_other() -> None:
    text = "县委、县政府印发《驿道保护办法》，县妇联、县水务局参加。"
    claims = bench(text, RelationType.COOPERATES_WITH).joined(judge() or Judge({}))
    sure = {frozenset({text[n.start : n.end] for n in (c.source, c.target) if n}): p for c, p in claims}
    assert not sure[frozenset({"县委", "县政府"})]
    assert sure[frozenset({"县妇联", "县水务局"})]


def test_the_reader_alone_joins_no_part_of_a_name() -> None:
    text = "县科协走访后所镇博物馆和营上镇。"
    claims = bench(text, RelationType.CONNECTS).joined(judge() or Judge({}))
    sure = {text[c.target.start : c.target.end]: p for c, p in claims if c.rule == "reader" and c.source}
    assert sure["营上镇"]
    assert not sure["后所镇"]


def features(text: str, said: RelationType, weighed: RelationType) -> dict[tuple[str, str], Features]:
    """Return what is weighed of the triples of one type, by the best names of both ends, where a rash reader says another."""
    found = bench(text, said)
    called = {found.number(thing): thing.name for thing in found.grouping.things}
    return {(called[a], called[b]): found.features((k, a, b)) for k, a, b in found.triples() if k == weighed}


def test_what_is_set_up_is_more_likely_a_part_and_parts_are_weighed_apart() -> None:
    text = "县水务局工作总结\n一、“清泉”工程\n县水务局组建“护河”宣讲团。\n"
    weighed = features(text, RelationType.ESTABLISHES, RelationType.PART_OF)["护河宣讲团", "清泉"]
    assert weighed["PART_OF made"] == 0.9
    assert "bias" not in weighed and "rule:part.under" in weighed


def test_a_body_whose_name_says_where_it_is_is_less_likely_elsewhere() -> None:
    text = "靖江市图书馆在泰兴市举办“匠心”技能大赛，靖江市派人协助。"
    weighed = features(text, RelationType.LOCATED_IN, RelationType.LOCATED_IN)
    assert weighed["靖江市图书馆", "泰兴市"]["elsewhere"] == 1.0
    assert weighed["靖江市图书馆", "靖江市"]["elsewhere"] == 0.0


def test_what_is_done_and_planned_again_was_done() -> None:
    found = bench("县卫健局主办的“安康”义诊活动在后所镇举行。", RelationType.SUPPORTS)
    (triple,) = [t for t in found.triples() if t[0] == RelationType.ORGANISES]
    done = found.best(triple)
    found.grammar[triple].append(replace(done, status=Status.PLANNED, end=done.end - 9))
    assert found.best(triple) == done


def sure_of(text: str, kind: RelationType) -> set[str]:
    """Return what stands of one relation where the judge thinks little of everything."""
    claims = bench(text, RelationType.NEAR).joined(Judge({"bias": -5.0}))
    standing = [c for c, sure in claims if c.type is kind and sure >= BELIEVED and c.source]
    return {
        text[c.source.start : c.source.end] + ">" + text[c.target.start : c.target.end] for c in standing if c.source
    }


def test_who_is_told_to_have_received_an_honour_has_it() -> None:
    text = "县医院先后荣获“全省敬老文明号”称号，并获评“全市巾帼文明岗”。"
    assert len(sure_of(text, RelationType.AWARDED)) == 2
    for text in ("县民政局授予县医院“全省敬老文明号”。", "县医院曾被县民政局授予“全省敬老文明号”。"):
        assert sure_of(text, RelationType.AWARDED) == {"县医院>“全省敬老文明号”"}


def test_honours_that_are_counted_or_told_after_other_things_are_weighed() -> None:
    for text in (
        "县民政局获评“全省敬老文明号”3个。",
        "县民政局拍成短片12集，播出两季，获评“全省敬老文明号”。",
    ):
        assert not sure_of(text, RelationType.AWARDED)


def test_whose_duty_one_thing_is_the_words_leave_no_doubt_of() -> None:
    doubtful = Judge({"bias": -5.0})
    owners = "。责任单位：县住建局、县供电公司。\n"
    for things, known in (("建成“亮灯”驿站", True), ("建成“亮灯”驿站、“河畔”驿站", False)):
        text = f"县住建局2026年工作计划\n一、重点任务\n{things}{owners}"
        claims = bench(text, RelationType.NEAR).joined(doubtful)
        sure = [p for c, p in claims if c.rule in ("duty.owner", "duty.other")]
        assert sure
        assert all((p >= BELIEVED) is known for p in sure)


def test_that_a_body_lies_where_its_name_begins_takes_more_to_believe(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ingest.facts.judge", lambda: Judge({"bias": -0.4}))
    text = "富源县文旅局2026年工作总结\n富源县地处山区。富源县图书馆举办“茶马”文化节。\n"
    page = page_of(Source("case.txt", hashlib.sha256(text.encode()).hexdigest(), "text/plain", text))
    found = facts(page, readers=Readers(None, Rash(RelationType.NEAR)))
    assert RelationType.ORGANISES in {r.type for r in found.relations}
    assert any(d.reason.startswith("below:name.place:401") for d in found.dropped)


@pytest.mark.parametrize(
    ("text", "plain"),
    [
        ("县文旅局牵头成立晒秋合作联盟。", True),
        ("一是牵头成立晒秋合作联盟。", True),
        ("这是县文旅局继县文联之后牵头组建的晒秋合作联盟。", False),
    ],
)
def test_who_leads_what_it_sets_up_at_once_is_plainly_its_head(text: str, plain: bool) -> None:
    made = bench(f"县文旅局工作总结\n{text}", RelationType.LEADS)
    assert plain is any(c.plain for claims in made.grammar.values() for c in claims if c.rule == "verb.lead")


def test_what_a_bracket_answers_for_by_its_own_sentence_is_plain() -> None:
    made = bench(
        "建成老街夜游驿站，上线“掌上老街”平台。（牵头单位：县住建局；责任单位：县供电公司）", RelationType.LEADS
    )
    claims = [c for claims in made.grammar.values() for c in claims if c.rule.startswith("duty.")]
    assert len(claims) == 4
    assert all(c.plain for c in claims)


@pytest.mark.parametrize(("stop", "plain"), [("。", True), ("", False)])
def test_a_bracket_behind_the_stop_plainly_answers_for_what_the_heading_announces(stop: str, plain: bool) -> None:
    made = bench(
        f"一、重点任务\n（一）实施“亮灯”工程\n全年增设路灯300盏{stop}（县住建局牵头，县供电公司配合）\n",
        RelationType.LEADS,
    )
    claims = [c for claims in made.grammar.values() for c in claims if c.rule in ("verb.lead", "verb.participate")]
    assert [c.plain for c in claims] == [plain, plain]
