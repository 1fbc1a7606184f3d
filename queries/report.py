"""The gap report as a thing of its own: summary, by place, by responsible body, each gap with sentence, next step and suggestions."""

from __future__ import annotations

import html
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from graph.decisions import STATUSES
from graph.errors import message
from graph.language import in_language, language, say, unwrapped
from graph.model import Evidence, Graph
from graph.schema import declaration
from graph.vocabulary import Absence, Label, RelationType, Severity
from queries.bridges import Suggestion
from queries.finding import Finding
from queries.rules import load_rules


@dataclass(frozen=True, slots=True)
class Entry:
    """One gap of a report.

    Attributes:
        finding: the gap; its evidence stands with files beside it in ``files``.
        place: division of its first document; empty where not settled.
        bodies: bodies that would have to act: those of the finding, else whoever leads or issues what it speaks of.
        suggestions: links that would close it, in words; suggestions, never facts.
        new: it is not in the snapshot that the report is compared with.
        note: what the person who gave it its status said of it.
    """

    finding: Finding
    place: str
    bodies: tuple[str, ...]
    suggestions: tuple[str, ...]
    new: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Report:
    """A gap report: entries in the order of the findings, and the counts of its summary; what was closed, None without an earlier snapshot; a
    sentence for each rule that was not checked."""

    title: str
    documents: int
    entries: tuple[Entry, ...]
    by_severity: tuple[tuple[str, int], ...]
    by_rule: tuple[tuple[str, int], ...]
    by_absence: tuple[tuple[str, int], ...]
    by_status: tuple[tuple[str, int], ...]
    by_place: tuple[tuple[str, int], ...]
    by_body: tuple[tuple[str, int], ...]
    closed: tuple[str, ...] | None = None
    stopped: tuple[str, ...] = ()


def build_report(
    findings: Iterable[Finding],
    graph: Graph,
    *,
    suggestions: Mapping[str, list[Suggestion]] | None = None,
    before: Iterable[str] | None = None,
    notes: Mapping[str, str] | None = None,
    stopped: Iterable[str] = (),
) -> Report:
    """Put findings together for a planner.

    Args:
        suggestions: of `queries.bridges.Bridges.close`, by the id of the finding.
        before: ids of the findings of an earlier snapshot: what is not among them is new, what is gone was closed.
        notes: what people said of findings, by id.
        stopped: of `queries.gaps.tell_stopped`.
    """
    found = list(findings)
    known = None if before is None else set(before)
    said = notes or {}
    entries = tuple(
        replace(_entry(f, graph, (suggestions or {}).get(f.id, []), known), note=said.get(f.id, "")) for f in found
    )
    words = declaration()
    spoken = language()
    absences = Counter(f.absence for f in found)
    severities = Counter(f.severity for f in found)
    rules = Counter(f.rule for f in found)
    statuses = Counter(f.status for f in found)
    return Report(
        title=say("联动缺口报告", "Report on linkage gaps"),
        documents=len(graph.documents),
        entries=entries,
        by_severity=tuple((words["severities"][s][spoken], severities[s]) for s in Severity),
        by_rule=_ranked({in_language(load_rules()[r].title): n for r, n in rules.items()}),
        by_absence=tuple((words["absences"][a][spoken], absences[a]) for a in Absence),
        by_status=tuple((_state(s), statuses[s]) for s in STATUSES),
        by_place=_ranked(Counter(e.place or say("未定", "not settled") for e in entries)),
        by_body=_ranked(Counter(b for e in entries for b in e.bodies)),
        closed=tuple(sorted(known - {f.id for f in found})) if known is not None else None,
        stopped=tuple(stopped),
    )


def _ranked(counts: Mapping[str, int]) -> tuple[tuple[str, int], ...]:
    return tuple(sorted(counts.items(), key=lambda pair: (-pair[1], pair[0])))


def _entry(finding: Finding, graph: Graph, suggestions: list[Suggestion], known: set[str] | None) -> Entry:
    documents = {d.id: d for d in graph.documents}
    first = documents[finding.evidence[0].document]
    names = {n.id: n.name for n in graph.nodes}
    told = tuple(tell_suggestion(s, names) for s in suggestions)
    new = known is not None and finding.id not in known
    return Entry(finding, first.jurisdiction or "", _bodies(finding, graph) or _issuer(first.issuer), told, new)


def _issuer(issuer: str | None) -> tuple[str, ...]:
    return (issuer,) if issuer else ()


def _bodies(finding: Finding, graph: Graph) -> tuple[str, ...]:
    """Bodies that the finding names; else those that lead, own or set up what it speaks of."""
    named = [n.name for n in finding.nodes if n.label == Label.Organisation]
    if named:
        return tuple(dict.fromkeys(named))[:3]
    concerned = {n.id for n in finding.nodes}
    bodies = {n.id: n.name for n in graph.nodes if n.label is Label.Organisation}
    leading = (RelationType.LEADS, RelationType.ORGANISES, RelationType.ESTABLISHES, RelationType.HOSTS)
    found = {
        bodies[e.source] for e in graph.edges if e.target in concerned and e.type in leading and e.source in bodies
    }
    owners = {
        bodies[e.target]
        for e in graph.edges
        if e.source in concerned and e.type is RelationType.OWNED_BY and e.target in bodies
    }
    return tuple(sorted(found | owners))[:3]


def tell_suggestion(suggestion: Suggestion, names: Mapping[str, str]) -> str:
    """Say a suggestion in the user's language: the reasons with their points, who has to act, what else it closes; the words mark it as a suggestion."""
    verb = declaration()["relations"][suggestion.relation][language()]
    reasons = say("；", "; ").join(f"{_cut(r.words)} {r.points:+d}" for r in suggestion.reasons)
    first, second = _cut(names[suggestion.source]), _cut(names[suggestion.target])
    by = "由" if suggestion.actor == suggestion.source else ""
    actor, closes = _cut(names.get(suggestion.actor or "", "")), len(suggestion.closes)
    more = say(f"；共 {suggestion.score} 分", f"; {suggestion.score} points")
    if actor and not by:
        more += say(f"；须由“{actor}”办理", f'; "{actor}" has to act')
    if closes > 1:
        more += say(f"；可用于 {closes} 处缺口", f"; helps with {closes} gaps")
    return in_language(
        {
            "zh": f"建议：{by}“{first}”{verb}“{second}”（依据：{reasons}{more}）",
            "en": f'suggestion: "{first}" {verb} "{second}" (because: {reasons}{more})',
        }
    )


def _cut(text: str) -> str:
    """A name or reason short enough to be read in one line; a problem's name is its whole clause."""
    flat = _flat(text)
    return flat if len(flat) <= 40 else f"{flat[:38]}…"


def sentences(finding: Finding) -> list[Evidence]:
    """The first three pieces of evidence that read differently."""
    said = {_flat(e.quote): e for e in reversed(finding.evidence)}
    return [said[quote] for quote in apart(reversed(said))][:3]


def apart(quotes: Iterable[str]) -> list[str]:
    """Return the quotes, each once, but for those that stand whole in another: they say nothing more."""
    each = list(dict.fromkeys(quotes))
    return [quote for quote in each if not any(quote in other for other in each if other != quote)]


_HIDES = "省市州盟县区旗镇乡街村"
_BOLD = re.compile(rf"\*\*([^*\n]+)\*\*(?![*{_HIDES}])")
_MARKS = re.compile(rf"\*\*(?![*{_HIDES}])|__|`")
"""Marks of emphasis, in pairs and, where a quote holds one of a pair, alone."""


def as_read(quote: str, file: str) -> str:
    """Return a quote as a page shows it: of a Markdown file without the marks of emphasis, which are form and no words.

    Two lone stars before the word for a division hide its name, and stay.

    Example:
        >>> as_read("青年驿站。** 由**县团委牵头", "要点.md")
        '青年驿站。 由**县团委牵头'
    """
    return _MARKS.sub("", _BOLD.sub(r"\1", quote)) if file.endswith((".md", ".markdown")) else quote


def narrow(report: Report, *, place: str = "", body: str = "") -> Report:
    """Return the part of a report that concerns a division or a body, whose names contain the text; the counts are recounted by entry."""
    kept = tuple(e for e in report.entries if place in e.place and (not body or any(body in b for b in e.bodies)))
    places = _ranked(Counter(e.place or say("未定", "not settled") for e in kept))
    return replace(report, entries=kept, by_place=places, by_body=_ranked(Counter(b for e in kept for b in e.bodies)))


def to_markdown(report: Report, files: Mapping[str, str]) -> str:
    """Write the report as Markdown; the same bytes for the same report.

    Args:
        files: file of each document id.
    """
    return "\n".join(_markdown(report, files)) + "\n"


def _markdown(report: Report, files: Mapping[str, str]) -> Iterator[str]:
    yield f"# {report.title}"
    yield ""
    yield introduction(report)
    for heading, counts in summaries(report):
        yield from ("", f"## {heading}", "", f"| {heading} | {say('数量', 'number')} |", "|---|---:|")
        yield from (f"| {_cell(name)} | {number} |" for name, number in counts if number)
    yield from ("", f"## {say('逐项说明', 'Each gap')}")
    for number, entry in enumerate(report.entries, 1):
        yield from _markdown_entry(number, entry, files)


def introduction(report: Report) -> str:
    """What the report counts and what was not checked, and what became new and was closed where it is compared with an earlier snapshot."""
    total = len(report.entries)
    words = say(
        f"共{report.documents}份文档，{total}处缺口。以下所说的“未见”，都指本批文档未见。",
        f'{report.documents} documents, {total} gaps. "Not shown" always means: not shown in these documents.',
    )
    words = " ".join((words, *report.stopped))
    if report.closed is None:
        return words
    new, closed = sum(e.new for e in report.entries), len(report.closed)
    return words + say(
        f"与上一次相比，新出现{new}处，已消除{closed}处。", f" Since then {new} are new, {closed} were closed."
    )


def summaries(report: Report) -> list[tuple[str, tuple[tuple[str, int], ...]]]:
    """The tables of the summary: a title, and rows of name and number."""
    return [
        (say("按严重程度", "By severity"), report.by_severity),
        (say("按规则", "By rule"), report.by_rule),
        (say("按缺失性质", "By absence"), report.by_absence),
        (say("按状态", "By status"), report.by_status),
        (say("按地区", "By place"), report.by_place),
        (say("按责任单位", "By responsible body"), report.by_body[:20]),
    ]


def _cell(text: str) -> str:
    return _flat(text).replace("|", "\\|")


def _flat(text: str) -> str:
    return re.sub(r"\s+", " ", unwrapped(text))


def heading(number: int, entry: Entry) -> str:
    """The line over a gap: number, rule, what it speaks of, severity, absence, and its status where it is not open."""
    words, spoken = declaration(), language()
    finding = entry.finding
    title = in_language(load_rules()[finding.rule].title)
    severity = words["severities"][finding.severity][spoken]
    absence = words["absences"][finding.absence][spoken]
    names = say("、", ", ").join(_flat(n.name) for n in finding.nodes[:4])
    new = say("（新）", " (new)") if entry.new else ""
    status = "" if finding.status == "open" else say("，", ", ") + _state(finding.status)
    return in_language(
        {
            "zh": f"{number}. {title}{new}：{names}（{severity}，{absence}{status}）",
            "en": f"{number}. {title}{new}: {names} ({severity}, {absence}{status})",
        }
    )


def _state(status: str) -> str:
    return message("viz_word", f"state_{status}")


def _markdown_entry(number: int, entry: Entry, files: Mapping[str, str]) -> Iterator[str]:
    finding = entry.finding
    yield from ("", f"### {_cell(heading(number, entry))}", "", _flat(finding.message), "")
    for proof in sentences(finding):
        yield f"> {_flat(as_read(proof.quote, files[proof.document]))}"
        yield f"> —— {files[proof.document]}"
        yield ""
    yield f"- {say('下一步', 'Next step')}{say('：', ': ')}{_flat(finding.next_step)}"
    if entry.bodies:
        yield f"- {say('责任单位', 'Responsible')}{say('：', ': ')}{say('、', ', ').join(entry.bodies)}"
    yield f"- {say('严重程度', 'Severity')}{say('：', ': ')}" + say("；", "; ").join(
        f"{p.reason} {p.points:+d}" for p in finding.parts
    )
    if entry.note:
        yield f"- {note_head()}{_flat(entry.note)}"
    yield from (f"- {_flat(s)}" for s in entry.suggestions)


def note_head() -> str:
    """What stands before the note of a decision on a gap."""
    return say("说明：", "Note: ")


_STYLE = (
    "body{font-family:'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',sans-serif;max-width:46em;margin:2em auto;padding:0 1em;"
    "line-height:1.7;color:#1d2733}h1{font-size:1.7em}h2{margin-top:2em;border-bottom:1px solid #c9d1d9}table{border-collapse:collapse}"
    "td,th{border:1px solid #c9d1d9;padding:.2em .8em;text-align:left}blockquote{margin:.5em 0;padding:.2em 1em;border-left:3px solid #8a97a5;"
    "background:#f5f7f9}cite{color:#5a6672;font-size:.9em}.suggestion{border:1px dashed #b26b00;padding:.2em .6em}@media print{h3{break-after:avoid}}"
)


def to_html(report: Report, files: Mapping[str, str]) -> str:
    """Write the report as one HTML page that needs nothing else; the same bytes for the same report."""
    return "\n".join(_html(report, files)) + "\n"


def _html(report: Report, files: Mapping[str, str]) -> Iterator[str]:
    yield f'<!DOCTYPE html>\n<html lang="{say("zh-CN", "en")}"><head><meta charset="utf-8"><meta name="generator" content="Liantu">'
    yield f"<title>{html.escape(report.title)}</title>"
    yield f"<style>{_STYLE}</style></head><body><h1>{html.escape(report.title)}</h1>"
    lines = list(_markdown(report, files))
    yield f"<p>{html.escape(lines[2])}</p>"
    for heading, counts in summaries(report):
        yield f"<h2>{html.escape(heading)}</h2><table>"
        yield from (f"<tr><td>{html.escape(_flat(n))}</td><td>{c}</td></tr>" for n, c in counts if c)
        yield "</table>"
    yield f"<h2>{say('逐项说明', 'Each gap')}</h2>"
    for number, entry in enumerate(report.entries, 1):
        yield from _html_entry(number, entry, files)
    yield "</body></html>"


def _html_entry(number: int, entry: Entry, files: Mapping[str, str]) -> Iterator[str]:
    finding = entry.finding
    yield f'<section id="{finding.id}"><h3>{html.escape(heading(number, entry))}</h3><p>{html.escape(_flat(finding.message))}</p>'
    for proof in sentences(finding):
        file = files[proof.document]
        quote, file = html.escape(_flat(as_read(proof.quote, file))), html.escape(file)
        yield f"<blockquote>{quote}<br><cite>—— {file}</cite></blockquote>"
    yield f"<p><b>{say('下一步', 'Next step')}</b> {html.escape(_flat(finding.next_step))}</p>"
    if entry.bodies:
        yield f"<p><b>{say('责任单位', 'Responsible')}</b> {html.escape('、'.join(entry.bodies))}</p>"
    if entry.note:
        yield f"<p><b>{note_head()}</b>{html.escape(_flat(entry.note))}</p>"
    yield from (f'<p class="suggestion">{html.escape(_flat(s))}</p>' for s in entry.suggestions)
    yield "</section>"
