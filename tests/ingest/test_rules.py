"""Every rule of the grammar has a labelled case that fails without it: each is switched off in turn, and its cases are read again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.facts import DocumentFacts
from graph.vocabulary import SYMMETRIC
from ingest import facts as facts_module
from ingest.mentions import frame
from ingest.mentions.things import Grouping
from ingest.page import read_page

HERE = Path(__file__).parent
SAMPLES = HERE.parents[1] / "samples"
CASES: list[dict[str, Any]] = [
    case
    for file in (
        "rules.yaml",
        "mentions/cases.yaml",
        "relations/cases.yaml",
        "relations/answers.yaml",
        "relations/links.yaml",
    )
    for case in yaml.safe_load((HERE / file).read_text(encoding="utf-8"))
]
NAMES = """
    alias.again alias.each alias.tail alias.we group head.bare head.firm honour.quoted honour.received honour.verb list.shared
    organisation.bare organisation.issuer organisation.level organisation.tail place.beside place.counted place.division place.form place.redacted place.short
    quote.head quote.inside quote.verb set table.body title.bare title.made title.marks title.own title.passed_on
"""
RELATIONS = """
    address addresses.item addresses.words belong commitment.names commitment.owner commitment.supporter copula duty.other duty.owner goal.for goal.near invited
    item.other item.owner link.connect link.missing link.near link.route listed member.composed member.head member.unit name.chain name.group name.member
    name.place part.along part.called part.counted part.figure part.includes part.into part.item part.lead part.list part.name part.set part.under
    profile.body profile.honour profile.inside profile.near profile.place
    problem.names support.onward table.help table.lead table.row together.direct together.helper together.list together.other together.partner under
    venue.host venue.place verb.aid verb.award verb.establish verb.establish.partner verb.give verb.implement verb.issue verb.issue.partner verb.lead
    verb.organise verb.organise.partner verb.pair verb.participate verb.report verb.run verb.serve verb.supervise verb.support verb.support.partner
"""
RULES = [*NAMES.split(), *RELATIONS.split()]


def holds(case: dict[str, Any], found: DocumentFacts) -> bool:
    """Say whether a reading is what the case says it must be."""
    called = {e.key: {re.sub("[“”]", "", n) for n in (e.name, *e.aliases)} for e in found.entities}
    named = {(str(e.label), name) for e in found.entities for name in called[e.key]}
    said = {(str(r.type), a, b) for r in found.relations for a in called[r.source] for b in called[r.target]}
    said |= {(kind, b, a) for kind, a, b in said if kind in SYMMETRIC}
    wanted = {(label, re.sub("[“”]", "", name)) for label, name in case.get("finds", [])}
    told = {(kind, a, b) for kind, a, b, *_ in case.get("says", [])}
    same = {re.sub("[“”]", "", name) for name in case.get("same", [])}
    texts = [called[e.key] | {re.sub("[“”]", "", m.text) for m in e.mentions} for e in found.entities]
    name, times = case.get("mentions", ("", 0))
    counted = max((len(e.mentions) for e in found.entities if name in called[e.key]), default=0)
    return wanted <= named and told <= said and counted == times and any(same <= one for one in texts)


def switch_off(rule: str, patch: pytest.MonkeyPatch) -> None:
    """Make one rule find nothing."""
    write, add, relate, begin = frame._write, Grouping._add, facts_module._Writer._relate, Grouping.__init__
    patch.setattr(frame, "_write", lambda doc, group, found: write(doc, group, [n for n in found if n.rule != rule]))
    patch.setattr(Grouping, "_add", lambda self, thing, one: None if one.rule == rule else add(self, thing, one))
    patch.setattr(
        facts_module._Writer,
        "_relate",
        lambda self, relation: None if relation.evidence.rule == rule else relate(self, relation),
    )
    patch.setattr(
        Grouping,
        "__init__",
        lambda self, reading, named, given=None: begin(self, reading, [n for n in named if n.rule != rule], given),
    )


@pytest.mark.parametrize("rule", RULES)
def test_a_case_fails_without_the_rule(rule: str, told: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    cases = [case for case in CASES if rule in re.findall(r"[a-z_.]+[a-z]", case["rule"])]
    cases = [case for case in cases if holds(case, told(case["text"], **case.get("context", {})))]
    assert cases, "no labelled case"
    switch_off(rule, monkeypatch)
    assert not all(holds(case, told(case["text"], **case.get("context", {}))) for case in cases)


def test_no_rule_speaks_that_is_not_listed() -> None:
    """Over the samples; what is not a rule of names or relations is the bound of a statement."""
    spoke = {
        verdict.rule
        for path in sorted(SAMPLES.rglob("*.txt"))
        for verdict in facts_module.facts(read_page(path, path.name), readers=facts_module.Readers(None)).verdicts
    }
    assert spoke <= {*RULES, "indicator.clause", "problem.clause", "commitment.clause"}
