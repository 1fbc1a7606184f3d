"""What ``ingest --explain`` prints: of each fact who spoke and what came next, of each dropped candidate the reason."""

from __future__ import annotations

from collections.abc import Iterable

from graph.facts import DocumentFacts, Dropped, Verdict
from graph.language import language, say
from graph.schema import declaration
from liantu.output import answers
from viz.words import shorten

_WORDS = 40
"""Characters that are shown of a name or a sentence."""
_FAMILIES = {
    "alias": ("再次提到", "said again"), "addresses": ("用词相同", "shared words"), "commitment": ("任务语法", "grammar of duties"),
    "duty": ("责任括注", "bracket of duties"), "given": ("事先给定", "given"), "goal": ("为、向谁", "for whom"),
    "group": ("人群", "groups of people"), "head": ("类别词", "class noun"), "heading": ("标题统领", "under a heading"),
    "honour": ("荣誉", "honours"), "indicator": ("数字与单位", "figures and units"), "invited": ("受邀", "invited"),
    "link": ("连通", "links"), "list": ("并列", "lists"), "listed": ("列项", "items"), "member": ("成员单位", "members"),
    "name": ("名称之内", "inside a name"), "organisation": ("机构名", "names of bodies"), "part": ("组成", "parts"), "place": ("地名", "places"),
    "problem": ("问题语法", "grammar of problems"), "quote": ("引号", "quotation marks"), "reader": ("训练模型", "trained reader"),
    "set": ("合称", "sets"), "table": ("任务表", "table of tasks"), "title": ("文件名", "titles"), "together": ("共同行动", "acting together"),
    "under": ("在…领导下", "under a body"), "venue": ("地点", "venues"), "verb": ("动词", "verbs"),
}  # fmt: skip
"""What kind of rule a name of a rule begins with."""


def explain(batch: Iterable[DocumentFacts]) -> None:
    """Print the facts of each document with the rule, its confidence and the runner-up, then what was dropped and why."""
    for facts in batch:
        counts = f"{len(facts.verdicts)} / {len(facts.dropped)}"
        answers.print(
            f"\n■ {facts.document.file}  {say('采纳 / 舍弃', 'kept / dropped')} {counts}", style="bold", markup=False
        )
        called = {e.key: e.name for e in facts.entities}
        labels = {e.key: str(e.label) for e in facts.entities}
        for verdict in facts.verdicts:
            kind, *ends = verdict.fact.split()
            if ends:
                what = f"{_word(kind)}：{shorten(called[ends[0]], _WORDS)} → {shorten(called[ends[1]], _WORDS)}"
            else:
                what = f"{_word(labels[kind])}：{shorten(called[kind], _WORDS)}"
            answers.print(f"✓ {what}", markup=False)
            answers.print(f"    {because(verdict)}", style="dim", markup=False)
        for one in facts.dropped:
            answers.print(f"✗ {candidate(one.what)} [{one.start}–{one.end}]", markup=False)
            answers.print(f"    {reason(one)}", style="dim", markup=False)


def because(verdict: Verdict) -> str:
    """Say who spoke for a fact, how sure, and what came next."""
    rival = f"{candidate(verdict.rival)} {_share(verdict.rival_confidence)}" if verdict.rival else say("无", "none")
    spoke = f"{rule(verdict.rule)} {_share(verdict.confidence)}".rstrip()
    return say(f"据{spoke}；次选：{rival}", f"by {spoke}; next: {rival}")


def reason(dropped: Dropped) -> str:
    """Say why a candidate was not kept."""
    kind, *told = dropped.reason.split(":", 3)
    by = f"{rule(told[0])} {_share(int(told[1]))}" if len(told) > 1 and told[1].isdigit() else ""
    match kind:
        case "below":
            floor = _share(int(told[2]))
            return say(f"低于门槛 {floor}：{by}", f"below the threshold of {floor}: {by}")
        case "beaten":
            winner = candidate(told[2])
            return say(f"与更可信的重叠：{winner}（{by}）", f"overlaps a better one: {winner} ({by})")
        case "unused":
            return say(
                f"仅凭名称不足采信，也无句子用到：{by}", f"too doubtful by itself, and no statement uses it: {by}"
            )
        case "unconfirmed":
            return say(f"只有模型看到，语法不认：{by}", f"seen by the reader alone, not by the grammar: {by}")
        case "lacking":
            return say(f"句子说的是问题，没有做成：{by}", f"the sentence complains, so it is no fact: {by}")
        case "short":
            return say(f"太短，不成一句：{by}", f"too short to be a statement: {by}")
        case "unseen":
            return say("只有语法看到，模型不认", "seen by the grammar alone, not by the reader")
        case "points":
            meant = candidate(told[2]) if told[2] else ""
            if meant:
                return say(f"只是指代：{meant}（{by}）", f"only points at {meant} ({by})")
            return say(f"只是指代，前文没有所指：{by}", f"only points, and at nothing that is named before: {by}")
        case "class":
            return say(f"是一类的统称，不指某一个：{by}", f"a class of things, and none of them: {by}")
        case "column":
            return say(f"任务表由自己的列写明责任单位：{by}", f"a table of tasks says in a column who acts: {by}")
        case "headless":
            return say(f"没有主语，也没有发文单位可补：{by}", f"no subject, and no issuer to stand in: {by}")
        case "itself":
            return say(f"两端是同一事物：{by}", f"both ends are one thing: {by}")
        case "private":
            return say(f"主语是个人，不由发文单位代拟：{by}", f"a person is the subject, and no issuer stands in: {by}")
        case "person":
            return say("人名：不作节点，引文中遮盖", "a person's name: never a node, masked in quotes")
        case "unlawful":
            ends = say(f"{_word(told[0])}与{_word(told[1])}", f"{told[0]} and {told[1]}")
            return say(f"{ends}之间没有这种关系", f"there is no such relation between {ends}")
        case "set":
            return say(f"“{told[0]}”的数目已满", f"the set “{told[0]}” counts no more members")
    return dropped.reason


def rule(name: str) -> str:
    """Return what kind of rule it is, with its name as the program knows it."""
    family = _FAMILIES.get(name.partition(".")[0])
    return name if family is None else f"{say(*family)}（{name}）" if language() == "zh" else f"{family[1]} ({name})"


def candidate(what: str) -> str:
    """Name a candidate: its label or type in the user's language, and its words."""
    kind, _, words = what.partition(" ")
    return f"{_word(kind)} {shorten(' '.join(words.split()), _WORDS)}".rstrip()


def _word(name: str) -> str:
    model = declaration()
    if name == "PERSON":
        return say("人名", "person")
    known = model["labels"].get(name)
    if known is not None:
        return say(known["zh"], name)
    relation = model["relations"].get(name)
    return say(relation["zh"], relation["en"]) if relation is not None else name


def _share(thousandths: int | None) -> str:
    return "" if thousandths is None else f"{thousandths / 10:.0f}%"
