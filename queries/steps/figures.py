"""Figures that cannot both hold."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator

from graph.model import Evidence, Node
from graph.vocabulary import Absence, Label
from queries.context import Candidate, Context
from queries.passages import Passages, Sentence
from queries.steps.slips import number, slips

_RATE = re.compile(
    r"(?P<whole>\d+(?:\.\d+)?)(?P<unit>件|处|起|宗|家|户|名|人|项|个|条|场)[^。；\n]{0,14}?(?P<part>\d+(?:\.\d+)?)(?P=unit)"
    r"[^。；\n]{0,8}?(?P<of>[^，。；\n]{2})率[达为是到]*(?P<rate>\d+(?:\.\d+)?)[%％]"
)
_SUM = re.compile(
    r"(?P<whole>\d+(?:\.\d+)?)(?P<unit>亿元|万元|元|人|名|个|家|分)[^。；\n]{0,6}其中[^。；\n]{0,10}?(?P<parts>\d+(?:\.\d+)?(?P=unit)(?:[^。；\n]{0,12}?\d+(?:\.\d+)?(?P=unit))+)"
)
_PRODUCT = re.compile(
    r"(?P<count>\d+)(?:名|人|户|家)[^。；\n]{0,8}[人户家]均(?P<each>\d+(?:\.\d+)?)元[^。；\n]{0,8}(?:合计|共计|共|总计)(?P<whole>\d+(?:\.\d+)?)(?P<scale>万?)元"
)
_SCORE = re.compile(r"满分(\d+)分")
_POINTS = re.compile(r"[（(](\d+)分[）)]")


def contradictions(context: Context) -> Iterator[Candidate]:
    """Figures that contradict each other.

    Query: ``figure``, ``document``: all indicators with their documents. Two of one document and unit are kept where their names are nearly
    the same, the values near each other (a slip, not a development), of one period, and both reached or both aimed at. Then the
    arithmetic of single sentences: a rate against its counts, parts against their sum, a count times a share against the total, points against the full score.
    """
    for first, second in slips(context):
        mentions = (context.first_mention(node.id) for node in (first, second))
        proofs = tuple(context.proof(mention, "figures_contradict") for mention in mentions if mention)
        yield Candidate((first.id, second.id), proofs, values=_two(first, second))
    for passages in context.passages.values():
        for sentence in passages.sentences:
            yield from _arithmetic(context, passages, sentence)
        yield from _scores(context, passages)


def _two(first: Node, second: Node) -> dict[str, object]:
    unit = first.properties.get("unit") or ""
    return {"first": f"{number(first):g}{unit}", "second": f"{number(second):g}{unit}"}


def _arithmetic(context: Context, passages: Passages, sentence: Sentence) -> Iterator[Candidate]:
    for match in _RATE.finditer(sentence.text):
        whole, part, rate = float(match["whole"]), float(match["part"]), float(match["rate"])
        done = sentence.text[match.start("whole") : match.start("part")]
        # a rate of something else (满意率 after 办结) is no share of these counts
        own = match["of"] in done or not re.search("满意|成功|合格|覆盖|增长", match["of"])
        if own and whole and part <= whole and abs(100 * part / whole - rate) > max(0.6, 0.006 * rate):
            yield _told(
                context,
                passages,
                sentence,
                match,
                f"{match['part']}/{match['whole']} = {100 * part / whole:.1f}%",
                f"{match['rate']}%",
            )
    for match in _SUM.finditer(sentence.text):
        parts = [float(n) for n in re.findall(rf"(\d+(?:\.\d+)?){match['unit']}", match["parts"])]
        if sum(parts) > float(match["whole"]) * 1.001:
            yield _told(
                context, passages, sentence, match, f"{sum(parts):g}{match['unit']}", f"{match['whole']}{match['unit']}"
            )
    for match in _PRODUCT.finditer(sentence.text):
        whole = float(match["whole"]) * (10_000 if match["scale"] else 1)
        product = float(match["count"]) * float(match["each"])
        if abs(product - whole) > 0.02 * whole:
            yield _told(context, passages, sentence, match, f"{product:g}元", f"{whole:g}元")


def _told(
    context: Context, passages: Passages, sentence: Sentence, match: re.Match[str], first: str, second: str
) -> Candidate:
    # the clause in which the figures begin says of what they are; a figure before it is a third one
    clause = max(sentence.text.rfind(mark, 0, match.start()) for mark in "，、。；：") + 1
    start, end = passages.place(sentence.start + clause, sentence.start + match.end())
    nodes = context.mentioned(passages.document, start, end, (Label.Indicator,)) or [passages.document]
    proofs = [passages.proof(sentence.start, sentence.end, "figures_contradict", start)]
    proofs += [
        context.proof(m, "figures_contradict")
        for n in nodes[:4]
        if n in context.nodes
        for m in context.nodes[n].mentions[:1]
    ]
    evidence = tuple(dict.fromkeys(proofs))
    return Candidate(tuple(nodes[:4]), evidence, Absence.STATED, values={"first": first, "second": second})


def _scores(context: Context, passages: Passages) -> Iterator[Candidate]:
    """Points of the parts of an assessment that do not add up to its full score."""
    full = _SCORE.search(passages.text)
    points = [int(m[1]) for m in _POINTS.finditer(passages.text)]
    groups: dict[str, int] = defaultdict(int)
    if full and len(points) > 2:
        groups["sum"] = sum(points)
        whole = int(full[1])
        subsets = {groups["sum"] - p for p in points} | {groups["sum"]}
        if whole not in subsets and groups["sum"] < 3 * whole:
            sentence = passages.sentence_at(passages.place(full.start(), full.end())[0])
            start, end = (sentence.start, sentence.end) if sentence else full.span()
            proof = passages.proof(start, end, "figures_contradict")
            yield Candidate(
                (passages.document,), (proof,), values={"first": f"{groups['sum']}分", "second": f"{whole}分"}
            )


_RANGE = re.compile(r"20\d\d年?\s*[—–~～至-]+\s*20\d\d")
"""A title that names the years of a plan from first to last."""


def year_conflicts(context: Context) -> Iterator[Candidate]:
    """Documents whose title, text and content point to different years.

    Query: ``document``, ``year``, ``title_year``, ``stated``, ``inferred``: years of a document, None where the text is silent. Without a
    year in the title nothing contradicts: a text tells of the year before and of the year after. A report
    that is written in the year after is in order when its title names the year it reports on.
    """
    for row in context.rows:
        document = context.documents[row["document"]]
        title = row["title_year"] or _title_year(document.title)
        years = {"title": title, "stated": row["stated"], "inferred": row["inferred"], "text": row["year"]}
        given = sorted({int(y) for y in years.values() if y})
        if title is None or len(given) < 2 or _RANGE.search(document.title):
            continue
        passages = context.passages[document.id]
        if not passages.source:
            continue
        other = next((y for y in (row["year"], row["stated"], row["inferred"]) if y and y != title), given[-1])
        proof = _year_told(passages, int(other))
        yield Candidate((document.id,), (proof,), Absence.STATED, values={"first": title, "second": other})


def _year_told(passages: Passages, year: int) -> Evidence:
    """The sentence that names the year after the title, else one that counts years (周年, 开局之年), else the first."""
    after = [s for s in passages.sentences[1:] if str(year) in s.text]
    counted = [s for s in passages.sentences[1:] if re.search(r"\d+周年|开局之年|收官之年|今年", s.text)]
    sentence = (after or counted or passages.sentences)[0]
    return passages.proof(sentence.start, sentence.end, "year_conflict")


def _title_year(title: str) -> int | None:
    years = re.findall(r"(20\d\d|19\d\d)年", title)
    return int(years[0]) if len(years) == 1 else None
