"""The acceptance questions of the labelled corpus, asked as a person would, on a graph read from its annotations."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from graph.errors import LiantuError
from graph.exchange import read_jsonl
from graph.model import Graph
from graph.stores.base import Store, Table
from graph.vocabulary import RelationType

QUESTIONS = 48


@pytest.fixture(scope="session")
def annotated(corpus: Path, tmp_path_factory: pytest.TempPathFactory) -> Graph:
    """The corpus's annotations as a graph: each mention and quote where the text first has it."""
    folder = tmp_path_factory.mktemp("gold")
    documents, nodes, edges = [], [], []
    for path in sorted((corpus / "eval" / "gold").glob("*.json")):
        gold = json.loads(path.read_text(encoding="utf-8"))
        text = (corpus / "seeds" / f"{gold['doc']}.txt").read_bytes().decode()
        for kind, record in _records(gold, text):
            {"document": documents, "node": nodes, "edge": edges}[kind].append(record)
    for name, records in (("documents", documents), ("nodes", nodes), ("edges", edges)):
        (folder / f"{name}.jsonl").write_text("".join(json.dumps(r) + "\n" for r in records), encoding="utf-8")
    return read_jsonl(folder)


def _records(gold: dict[str, Any], text: str) -> Iterator[tuple[str, dict[str, Any]]]:
    doc, meta = gold["doc"], gold["metadata"]

    def span(quote: str) -> dict[str, Any]:
        start = text.index(quote)
        return {"document": doc, "start": start, "end": start + len(quote), "quote": quote}

    def mention(quote: str) -> dict[str, Any]:
        return {**span(quote), "text": quote}

    yield "document", {
        "id": doc, "file": f"{doc}.txt", "title": meta.get("title") or doc, "kind": meta["kind"], "year": meta["year"],
        "jurisdiction": meta["jurisdiction_full"] or meta["jurisdiction"], "issuer": meta["issuer"],
    }  # fmt: skip
    for e in gold["entities"]:
        head = {name: e.get(name) for name in ("label", "kind", "name", "aliases")}
        yield "node", {"id": f"{doc}:{e['id']}", **head, "mentions": [mention(m) for m in e["mentions"]]}
    for part, label in (("indicators", "Indicator"), ("problems", "Problem"), ("commitments", "Commitment")):
        for number, item in enumerate(gold[part]):
            key, proof = f"{doc}:{label}{number}", {"status": "done", "evidence": [span(item["quote"])]}
            names = ("metric", "value", "unit", "comparator", "period", "kind", "cadence", "deadline", "target")
            own = {name: item[name] for name in names if name in item}
            yield (
                "node",
                {
                    "id": key,
                    "label": label,
                    "name": item.get("metric") or item["quote"],
                    "mentions": [mention(item["quote"])],
                    **own,
                },
            )
            ends = [("CONCERNS", c) for c in item.get("concerns", [])] + [
                ("SUPPORTED_BY", c) for c in item.get("supporters", [])
            ]
            for kind, end in ends + ([("OWNED_BY", item["owner"])] if item.get("owner") else []):
                yield "edge", {"type": kind, "source": key, "target": f"{doc}:{end}", **proof}
    for r in gold["relations"]:
        first, _, last = (r["date"] or "").partition("/")
        when = {"from": first, "to": last} if last else {"date": first or None}
        ends = {"source": f"{doc}:{r['from']}", "target": f"{doc}:{r['to']}"}
        yield (
            "edge",
            {
                "type": r["type"],
                "status": r["status"],
                "inferred": r["inferred"],
                **ends,
                **when,
                "evidence": [span(r["quote"])],
            },
        )


@pytest.fixture(scope="session")
def answers(
    corpus: Path, annotated: Graph, fresh: Callable[[Graph], Store]
) -> dict[str, tuple[dict[str, Any], Table | LiantuError]]:
    """Every question with what the store says."""
    store = fresh(annotated)
    questions = yaml.safe_load((corpus / "eval" / "questions.yaml").read_text(encoding="utf-8"))
    said: dict[str, tuple[dict[str, Any], Table | LiantuError]] = {}
    for question in questions:
        try:
            said[question["id"]] = question, store.ask(question["cypher"])
        except LiantuError as error:
            if error.code == "store_no_cypher":
                return {"": ({}, error)}
            said[question["id"]] = question, error
    return said


def _fold(text: str) -> str:
    return re.sub(
        r"[\s“”\"'‘’「」『』《》〈〉()（）·•,，、。.:：;；\-—_*…]", "", unicodedata.normalize("NFKC", text)
    ).lower()


def _cells(value: Any) -> Iterator[Any]:
    if isinstance(value, list):
        for item in value:
            yield from _cells(item)
    elif value is not None:
        yield value


def _able(answers: dict[str, tuple[dict[str, Any], Table | LiantuError]]) -> None:
    """A store that answers no Cypher says so at the first question."""
    if "" in answers and isinstance(answers[""][1], LiantuError):
        raise answers[""][1]


@pytest.mark.cypher
def test_every_question_is_taken(answers: dict[str, tuple[dict[str, Any], Table | LiantuError]]) -> None:
    _able(answers)
    refused = {key: str(answer) for key, (_, answer) in answers.items() if isinstance(answer, LiantuError)}
    assert not refused
    assert len(answers) == QUESTIONS


@pytest.mark.cypher
def test_every_question_is_answered_rightly(
    annotated: Graph, answers: dict[str, tuple[dict[str, Any], Table | LiantuError]]
) -> None:
    """But those that need ADDRESSES, which the annotations do not have."""
    _able(answers)
    aliases: dict[str, set[str]] = {}
    for node in annotated.nodes:
        aliases.setdefault(node.name, set()).update(map(_fold, (node.name, *node.aliases)))
    clauses = {node.name for node in annotated.nodes if node.label in ("Problem", "Commitment")}

    def agree(got: Any, wanted: Any) -> bool:
        if not isinstance(got, str) or not isinstance(wanted, str):
            return got == wanted
        a, b = _fold(got), _fold(wanted)
        return b in aliases.get(got, {a}) or (got in clauses and (a in b or b in a))

    assert not any(edge.type == RelationType.ADDRESSES for edge in annotated.edges)
    right, wrong = 0, {}
    for key, (question, answer) in answers.items():
        if "ADDRESSES" in question["cypher"] or isinstance(answer, LiantuError):
            continue
        got = list(_cells(answer.rows))
        missing = [w for w in question["must"] if not any(agree(g, w) for g in got)]
        beyond = [g for g in got if not any(agree(g, w) for w in question["answer"])]
        right += not (missing or beyond)
        if missing or beyond:
            wrong[key] = {"missing": missing, "beyond": beyond}
    assert not wrong
    assert right == QUESTIONS - 2
