"""Changes between two graphs, printed for people and as JSON."""

from __future__ import annotations

from typing import Any

from graph.difference import Change, Difference
from graph.language import say
from graph.model import Document, Edge, Graph, Node, to_record
from graph.schema import declaration
from liantu.output import answers

_SIGNS = {"added": ("+", "green"), "removed": ("−", "red"), "changed": ("±", "yellow")}


def to_json(changed: Difference) -> dict[str, dict[str, list[dict[str, Any]]]]:
    """Return ``{"documents" | "nodes" | "edges": {"added", "removed", "changed"}}``; what changed has ``before``, ``after`` and ``parts``."""
    return {
        "documents": _grouped(changed.documents),
        "nodes": _grouped(changed.nodes),
        "edges": _grouped(changed.edges),
    }


def _grouped(changes: tuple[Change, ...]) -> dict[str, list[dict[str, Any]]]:
    grouped: dict[str, list[dict[str, Any]]] = {"added": [], "removed": [], "changed": []}
    for change in changes:
        if change.before is not None and change.after is not None:
            grouped["changed"].append({"before": to_record(change.before), "after": to_record(change.after), "parts": list(change.parts)})  # fmt: skip
        else:
            grouped[change.kind].append(to_record(change.after or change.before))  # type: ignore[arg-type]
    return grouped


def print_difference(changed: Difference, before: Graph, after: Graph) -> None:
    """Print one line for each change, and their counts at the end."""
    names = {node.id: node.name for graph in (before, after) for node in graph.nodes}
    for change in (*changed.documents, *changed.nodes, *changed.edges):
        sign, style = _SIGNS[change.kind]
        item = change.after or change.before
        answers.print(f"{sign} {_told(item, change, names)}", style=style, markup=False)
    counts = [
        f"{word} {sum(c.kind == kind for c in (*changed.documents, *changed.nodes, *changed.edges))}"
        for kind, word in (("added", say("新增", "added")), ("removed", say("去掉", "removed")), ("changed", say("改变", "changed")))
    ]  # fmt: skip
    answers.print("，".join(counts), style="dim", markup=False)


def _told(item: Document | Node | Edge | None, change: Change, names: dict[str, str]) -> str:
    model = declaration()
    match item:
        case Document():
            return f"{say('文档', 'document')} {item.title}（{item.file}）{_parts(change)}"
        case Node():
            was = change.before.name if isinstance(change.before, Node) and change.before.name != item.name else ""
            label = say(model["labels"][item.label]["zh"], item.label)
            return f"{label} {was}{' → ' if was else ''}{item.name}（{item.jurisdiction or '-'}）{_parts(change)}"
        case Edge():
            verb = say(model["relations"][item.type]["zh"], model["relations"][item.type]["en"])
            return f"{names[item.source]} {verb} {names[item.target]}{_parts(change)}"
    return ""


def _parts(change: Change) -> str:
    return f"  [{'、'.join(change.parts)}]" if change.parts else ""
