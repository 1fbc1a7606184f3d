"""The words that exports show for labels, relations and states, and the line that names the sources."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from graph.errors import message
from graph.language import language, unwrapped
from graph.model import Edge, Graph
from graph.schema import declaration
from viz.labels import visible
from viz.theme import load_theme

if TYPE_CHECKING:
    from viz.export import Options

Finding = Mapping[str, Any]
"""One object of ``gaps --json`` (docs/formats.md)."""

NOT_XML = re.compile("[^\t\n\r -\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


def word(part: str, **values: object) -> str:
    """Return one of the fixed words of exports (``viz_word`` in graph/messages/viz.yaml)."""
    return message("viz_word", part, **values)


def label_word(label: str) -> str:
    """Return a label's name: 品牌, Brand."""
    name: str = declaration()["labels"][label]["zh"] if language() == "zh" else label
    return name


def kind_word(label: str, kind: str | None) -> str:
    """Return a kind's name, empty where there is none."""
    if not kind:
        return ""
    name: str = declaration()["labels"][label]["kinds"].get(kind, kind)
    return name if language() == "zh" else kind.replace("_", " ")


def relation_word(relation: str, *, reverse: bool = False) -> str:
    """Return how a relation reads: 牵头, leads; with what it comes from named behind it: 牵头单位, is led by."""
    reading: str = declaration()["relations"][relation][f"{language()}{'_reverse' if reverse else ''}"]
    return reading


def state_word(part: str, key: str) -> str:
    """Return the name of a status, absence, severity or gap rule.

    Args:
        part: ``statuses``, ``absences``, ``severities`` or ``gap_rules``.
        key: the word in the declaration; returned as it is where the declaration does not know it.
    """
    name: str = declaration()[part].get(key, {}).get(language(), key)
    return name


def line_word(kind: str) -> str:
    """Return the name of a kind of line: 有原文依据, proved by the text."""
    line = load_theme().lines[kind]
    return line.zh if language() == "zh" else line.en


def clean_text(text: str) -> str:
    """Put U+FFFD in the place of each character that XML 1.0 cannot hold.

    Source: XML 1.0, 5th edition, production 2 (Char).

    Example:
        >>> clean_text("牌\\x00照")
        '牌\ufffd照'
    """
    return NOT_XML.sub("\ufffd", text)


def flow(text: str) -> str:
    """Return a text on one line, without hidden characters: a line end inside Chinese is nothing, elsewhere a space.

    Example:
        >>> flow("打造工\\n作品牌")
        '打造工作品牌'
    """
    return " ".join(unwrapped(visible_lines(text)).split())


def visible_lines(text: str) -> str:
    """Return the text without hidden characters; its line ends stay."""
    return "\n".join(visible(line) for line in clean_text(text).splitlines())


def edge_said(edge: Edge) -> str:
    """Return in brackets what is to be known of a relation: its status, unless it is done, and that the document stands in for its subject."""
    status = "" if edge.status == "done" else state_word("statuses", edge.status)
    said = word("list_mark").join(filter(None, (status, word("supplied") if edge.inferred else "")))
    return word("in_brackets", text=said) if said else ""


def edges_said(edges: Sequence[Edge]) -> str:
    """Return how the edges between two things read; what is to be known of all of them is said once, behind the last."""
    words = [(relation_word(e.type), edge_said(e)) for e in edges]
    shared = words[0][1] if len({said for _, said in words}) == 1 else ""
    words.sort(key=lambda pair: not pair[1])  # else a mark of the last would seem to be one of all
    return word("list_mark").join(dict.fromkeys(verb + ("" if shared else said) for verb, said in words)) + shared


def numbered(title: str, number: int, count: int) -> str:
    """Return the title of one page of several; the title itself where there is one."""
    return title + word("in_brackets", text=f"{number}/{count}") if count > 1 else title


def place_said(title: str, section: str) -> str:
    """Return where a sentence stands: the section, where there is one, and the title of the document."""
    return "  ".join(filter(None, (flow(section), word("title", title=flow(title)))))


def shorten(text: str, length: int) -> str:
    """Cut a text to so many characters, the last being … where something was cut; white space runs become one space."""
    flat = flow(text)
    return flat if len(flat) <= length else flat[: length - 1] + "…"


def whole_title(graph: Graph, findings: Sequence[Finding] = ()) -> str:
    """Return the title of an output that shows a whole graph: what it counts, and how many gaps were found."""
    counted = word("whole_title", documents=len(graph.documents), nodes=len(graph.nodes), edges=len(graph.edges))
    return word("whole_title_gaps", counted=counted, gaps=len(findings)) if findings else counted


def title_of(graph: Graph, options: Options) -> str:
    """Return the title asked for, else what the output counts, behind the name of the node that it is about."""
    if options.title:
        return options.title
    about = next((node.name for node in graph.nodes if node.id == options.node), None)
    counted = whole_title(graph)
    return word("headline", name=shorten(about, 30), said=counted) if about else counted


def source_titles(graph: Graph) -> list[str]:
    """Return the titles of all documents in order of their files, each once."""
    ordered = sorted(graph.documents, key=lambda d: (d.file, d.id))
    return list(dict.fromkeys(d.title or d.file for d in ordered))


def source_line(
    graph: Graph, options: Options, *, titles: Iterable[str] | None = None, most: int = 3, longest: int = 40
) -> str:
    """Return the line that stands under every output: sources, snapshot and, where given, the date.

    Args:
        titles: the sources to name; all documents where left out.
        most: titles to spell out before the rest is counted.
        longest: characters of a title before it is cut.
    """
    named = source_titles(graph) if titles is None else list(dict.fromkeys(titles))
    listed = word("list_mark").join(word("title", title=shorten(title, longest)) for title in named[:most])
    if len(named) > most:
        listed = word("and_more", listed=listed, count=len(named))
    parts = [word("sources", listed=listed or word("no_source"))]
    if options.snapshot:
        parts.append(word("snapshot", name=options.snapshot))
    if options.date:
        parts.append(options.date)
    return "  ".join(parts)


@cache
def glyph(label: str) -> str:
    """Return the one Han character that stands for a label in pictures."""
    character: str = declaration()["labels"][label]["glyph"]
    return character
