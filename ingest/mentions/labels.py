"""What the words of a name, or those beside it, leave no doubt of: 各街道办事处 is a group, what is received an honour, a pilot a title."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from graph.vocabulary import Label
from ingest.mentions.reading import Reading
from ingest.mentions.span import Named

_EACH = re.compile(r"(?:各(?!民主党派)|辖区(?:内|各)?|[省市县区镇乡]级以上)[\u4e00-\u9fff]{2}")
"""How a group of bodies begins."""
_TITLE = frozenset({Label.Base, Label.Organisation, Label.Programme, Label.Campaign, Label.Mechanism})
"""Labels of what a title is made of: 省级示范基地 is one, and the place itself to another sentence."""
_RECEIVED = re.compile(
    r"(?:荣获|荣膺|获评|获颁|入选|被授予|(?:评定?|评选|命名|认定)为|创成)(?:了|过)?(?:\d+[家个处]|首批|第[一二三四五六七八九十\d]+批)?“?$"
)
_RECEIPT = 16
"""Characters before a name in which its verb of receiving stands."""
_CALLED = re.compile(r"”?(?:荣誉)?(?:称号|认定(?!为))")
_ENDS = re.compile(r"”?(?:等|(?:荣誉)?称号|\d|(?![\u4e00-\u9fff]))")
"""What follows a whole name: 荣获 may have the giver behind it, and the honour behind that."""
_PILOT = re.compile(r".{2,}(?<!改造)(?<!整治)(?<!建设)试点")
_INSPECTION = re.compile(r".{2,}(?:督察|督查|巡察|检查)")
_STORE = re.compile(r".*物资储备库")
_PLANS = re.compile(
    r"(?:[、和及]?[省市县区州旗盟镇乡](?:人民)?政府)?(?:的|各项|有关|重大|重点|系列){0,2}(?:(?:决策|工作)?部署|中心(?:工作|任务)|工作思路|下达的|(?:会议|全会)精神)"
)
"""What follows a body that is named only for what it wants done: 县委、县政府决策部署."""
_VENUE = re.compile(r".*(?:会展|展览|体育|文体|活动|游客|购物)中心")
_ANSWERS = re.compile(r"(?:责任|牵头|配合|协助|主办|承办|协办)(?:单位|部门):[^,。;:()\n]{0,60}\Z")
"""What stands before who has to do something, which is a body, whatever its house is to other sentences: 责任单位:县文化馆、养路站."""
_LEVELLED = re.compile(r"[省市县区州旗盟镇乡村校院]|[国全中]")
_LISTED = frozenset({"、", "和", "及", "以及"})


def relabelled(reading: Reading, named: Sequence[Named]) -> list[Named]:
    """Give mentions the label that their words, or those beside them, leave no doubt of.

    Args:
        reading: the document.
        named: the mentions that stand, in order of place.
    """
    found: list[Named] = []
    for one in named:
        label = _label(reading, one)
        if label is None and one.label in _TITLE and any(_titles(reading, last, one) for last in found[-2:]):
            label = Label.Honour
        if one.label is Label.Organisation and found and _each_too(reading, found[-1], one):
            label = Label.Stakeholder
        if label is not None:
            one = replace(one, label=label, kind=None, weak=one.weak or label is Label.Stakeholder)
        elif one.label is Label.Organisation and _PLANS.match(reading.text, one.end):
            one = replace(one, weak=True)
        found.append(one)
    return found


def _label(reading: Reading, one: Named) -> Label | None:
    name, text = one.names[0], reading.text
    if one.label is Label.Organisation and _EACH.match(name):
        return Label.Stakeholder
    if one.label is Label.Programme and _INSPECTION.fullmatch(name):
        return Label.Campaign
    if (one.label is Label.Mechanism and _STORE.fullmatch(name)) or (
        one.label is Label.Organisation and _VENUE.fullmatch(name)
    ):
        return Label.Base
    if one.label is Label.Base and _ANSWERS.search(text, max(0, one.start - 66), one.start):
        return Label.Organisation
    if one.label not in _TITLE:
        return None
    received = _RECEIVED.search(text, max(0, one.start - _RECEIPT), one.start) and _ENDS.match(text, one.end)
    if received or _CALLED.match(text, one.end) or _PILOT.fullmatch(name):
        return Label.Honour
    return None


def _titles(reading: Reading, last: Named, one: Named) -> bool:
    """Whether a mention stands in a list right behind an honour that ends alike (全国科普教育基地、省级国防教育基地)."""
    between = reading.text[last.end : one.start]
    return last.label is Label.Honour and between in _LISTED and last.names[0][-2:] == one.names[0][-2:]


def _each_too(reading: Reading, last: Named, one: Named) -> bool:
    """Whether a body without a place or level stands in a list right behind a group (各镇卫生院、社区卫生服务站)."""
    own = _LEVELLED.match(one.names[0]) or one.start in reading.place_from
    return (
        not own
        and last.label is Label.Stakeholder
        and _EACH.match(last.names[0]) is not None
        and reading.text[last.end : one.start] in _LISTED
    )
