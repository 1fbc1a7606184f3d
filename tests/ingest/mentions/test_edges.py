"""Where a name of the trained reader begins and ends."""

from __future__ import annotations

import pytest

from graph.vocabulary import Label
from ingest.mentions.join import Panel
from ingest.mentions.organisations import find_organisations
from ingest.model.reader import ScoredSpan
from tests.ingest.mentions.small import read


@pytest.mark.parametrize(
    ("text", "said", "label", "name"),
    [
        ("县科协会同县教育局办展。", "县科协会", Label.Organisation, "县科协"),
        ("县科技协会同意办展。", "县科技协会", Label.Organisation, "县科技协会"),
        ("成员来自沅江大学等高校。", "来自沅江大学", Label.Organisation, "沅江大学"),
        ("河北邢台市博物馆布展。", "河北邢台市博物馆", Label.Base, "邢台市博物馆"),
        ("河北省邢台市博物馆布展。", "河北省邢台市博物馆", Label.Base, "河北省邢台市博物馆"),
        ("河北邢台布展周开幕。", "河北邢台布展周", Label.Campaign, "河北邢台布展周"),
    ],
)
def test_a_name_has_its_own_edges(text: str, said: str, label: Label, name: str) -> None:
    start = text.index(said)
    panel = Panel(read(text), [], [ScoredSpan(start, start + len(said), str(label), 900)])
    assert [one.names[0] for one in panel.candidates] == [name]


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("河北邢台市税务局到访。", "邢台市税务局"),
        ("宁夏吴忠利通区税务局到访。", "利通区税务局"),
        ("河北税务局到访。", "河北税务局"),
        ("由县智力残疾人及亲友协会承办。", "县智力残疾人及亲友协会"),
    ],
)
def test_a_body_begins_with_its_own_division(text: str, name: str) -> None:
    assert name in [one.names[0] for one in find_organisations(read(text))]
