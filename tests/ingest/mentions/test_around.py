"""What the join hears of the words around a candidate."""

from __future__ import annotations

import pytest

from graph.vocabulary import Label
from ingest.mentions.around import OPENING, around

FAR = "。" * OPENING


@pytest.mark.parametrize(
    ("text", "name", "label", "said"),
    [
        ("县妇联举办“巧手”技能大赛", "“巧手”技能大赛", Label.Campaign, "verb:organise:Campaign"),
        ("县妇联举办了“巧手”技能大赛", "“巧手”技能大赛", Label.Campaign, "verb:organise:Campaign"),
        ("“巧手”技能大赛如期举行", "“巧手”技能大赛", Label.Campaign, "passive:organise:Campaign"),
        ("县妇联举办大赛", "县妇联", Label.Organisation, "acts:organise:Organisation"),
        ("全县建红色书屋36个", "红色书屋", Label.Base, "counted:behind:Base"),
        ("全县建36个红色书屋", "红色书屋", Label.Base, "count:before:Base"),
        ("一批红色书屋开放", "红色书屋", Label.Base, "count:before:Base"),
    ],
)
def test_verbs_and_counts_are_heard(text: str, name: str, label: Label, said: str) -> None:
    start = len(FAR) + text.index(name)
    assert said in around(FAR + text, start, start + len(name), label)


def test_a_name_by_itself_says_nothing_but_that_it_opens_the_document() -> None:
    assert around("后所镇", 0, 3, Label.Place) == {"place:opening:Place": 1.0}
    assert around(f"{FAR}后所镇", OPENING, OPENING + 3, Label.Place) == {}
