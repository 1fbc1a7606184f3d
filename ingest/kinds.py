"""What kind of thing a name says it is: its last word decides, whoever found the name."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import cache

from graph.vocabulary import KINDS, Label
from ingest.lexicon import lexicon, words
from ingest.mentions.organisations import kind_of_body
from ingest.mentions.titles import kind_of_title

_OFFICES = "部局委办厅处科室署司"
"""Last characters of departments; of other bodies whose tail is unknown the kind is open."""
_SHORT = {Label.Mechanism: {"库": "database", "网": "network", "台账": "ledger", "制": "system"}}
"""Tails that are too short to find a name by (水库, 编制), and say enough of one whose label is known."""

_FORMS = tuple(
    (kind, re.compile(form))
    for kind, form in (
        (
            "democratic_party",
            "^(?:中国)?(?:民[革盟建进](?!局)|农工(?:民主)?党|致公党|九三学社|台盟|国民党革命委员会|民主(?:同盟|建国会|促进会))",
        ),
        ("mass_organisation", "^(?:中国共产主义青年团|共青团|团(?=.{0,8}委(?:员会)?$))"),
        ("congress_cppcc", "人民代表大会|人大常委会$|政协.*委(?:员会)?$|^中国人民政治协商会议"),
        ("party_committee", "^(?:中共|中国共产党).*委(?:员会)?$|(?<!党派)[省市县区旗州盟镇乡]委$|街道工委$"),
        (
            "coordinating_body",
            "(?:安全(?:生产)?|减灾|救灾|爱国卫生(?:运动)?|国防动员|保护|绿化|双拥)委员会$|(?:安|爱卫|减灾)委会?$",
        ),
        (
            "department",
            "(?:卫生健康|发展和?改革|民族(?:宗教)?事务|国有资产监督管理|旅游发展|机构编制|经济和信息化|住房和?城乡建设|教育|农业)委员会$",
        ),
    )
)
"""What tells what a committee is: who stands before it, or its field. 委员会 by itself says nothing."""


@cache
def _tails(label: Label) -> dict[str, str]:
    known: dict[str, str] = dict(_SHORT.get(label, {}))
    for kinds in lexicon("heads").get(label.value, {}).values():
        for kind, tails in kinds.items():
            known |= {tail: kind for tail in words(tails) if kind in KINDS[label]}
    return known


def kind_of_name(label: Label, names: Sequence[str]) -> str | None:
    """Return the kind that a thing's names say, the best name first; None where none of them does.

    Example:
        >>> kind_of_name(Label.Mechanism, ["困难职工信息资料库"]), kind_of_name(Label.Mechanism, ["周五夜谈"])
        ('database', None)
    """
    return next((kind for name in names if (kind := _of_one(label, name))), None)


def kind_of_committee(label: Label, names: Sequence[str]) -> str | None:
    """Return the kind of a committee or congress by the whole form of its name; None of anything else.

    Example:
        >>> kind_of_committee(Label.Organisation, ["中共云台县石桥镇委员会"]), kind_of_committee(Label.Organisation, ["县安全生产委员会"])
        ('party_committee', 'coordinating_body')
    """
    if label is not Label.Organisation:
        return None
    return next((kind for name in names for kind, form in _FORMS if form.search(name)), None)


def _of_one(label: Label, name: str) -> str | None:
    if label is Label.Organisation:
        kind = kind_of_body(name)
        return kind if kind != "department" or name[-1:] in _OFFICES else None
    if label is Label.Policy:
        return kind_of_title(name)
    tails = _tails(label)
    return next((tails[name[at:]] for at in range(len(name)) if name[at:] in tails), None)
