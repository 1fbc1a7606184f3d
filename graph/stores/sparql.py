"""SPARQL that a person typed, on the embedded store of quads: reading only, in a process that can open neither file nor connection."""

from __future__ import annotations

import re
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from graph.errors import LiantuError
from graph.model import Graph
from graph.schema.terms import PREFIXES
from graph.stores import front
from graph.stores.base import Table
from graph.stores.oxigraph import ox
from graph.stores.rdf import serialise
from graph.stores.worker import ANSWER, Request, Worker, answer_all, receive

FIRST = frozenset(["SELECT", "ASK", "CONSTRUCT", "DESCRIBE"])
FORBIDDEN = frozenset(["SERVICE", "LOAD", "INSERT", "DELETE", "CLEAR", "DROP", "CREATE", "COPY", "MOVE", "ADD", "INTO"])
_TOKEN = re.compile(
    r"""(?P<iri><[^<>"{}|^`\\\s]*>)
    |(?P<string>'''(?:[^'\\]|\\.|'(?!''))*'''|\"\"\"(?:[^"\\]|\\.|"(?!""))*\"\"\"|'(?:[^'\\\n\r]|\\.)*'|"(?:[^"\\\n\r]|\\.)*")
    |(?P<comment>\#[^\n\r]*)
    |(?P<name>[?$@]\w+|[\w.-]*:[\w.-]*)
    |(?P<word>[^\W\d]\w*)
    |(?P<space>\s+)
    |(?P<sign>.)""",
    re.VERBOSE | re.DOTALL,
)


def admit_sparql(text: str) -> None:
    """Let a query pass that reads, and only from this store.

    Raises:
        LiantuError: it is too long or too deep, or holds a word or sign that is not allowed.
    """
    if len(text.encode("utf-8", "surrogatepass")) > front.BYTES:
        raise LiantuError("query_too_long", most=front.BYTES)
    first, depth = "", 0
    for match in _TOKEN.finditer(text):
        kind, piece = match.lastgroup, match.group()
        if kind == "string":
            front.check_escapes(piece)
            continue
        front.check_signs(piece)
        depth += (piece in "({[") - (piece in ")}]") if kind == "sign" else 0
        if depth > front.DEPTH:
            raise LiantuError("query_too_deep", most=front.DEPTH)
        if kind == "sign" and piece in "\"'":
            raise LiantuError("query_unclosed", text=text[match.start() : match.start() + 20])
        if kind == "word":
            word = front.folded(piece)
            if word in FORBIDDEN:
                raise LiantuError("query_forbidden_sparql", word=piece)
            first = first or (word if word not in ("PREFIX", "BASE") else "")
    if first not in FIRST:
        raise LiantuError("query_first_word", word=first, words=", ".join(sorted(FIRST)))


def sparql_worker(graph: Graph, snapshot: str) -> Worker:
    """Return the process that answers SPARQL on a graph."""
    return Worker("from graph.stores.sparql import serve; serve()", serialise(graph, "nquads", snapshot))


def ask_sparql(worker: Worker, text: str, *, limit: int | None = None, seconds: float = 30) -> Table:
    """Ask a query that a person typed. The default graph is the union of all documents' graphs; the usual prefixes are declared.

    Returns:
        For SELECT the variables, for ASK one cell, for CONSTRUCT and DESCRIBE subject, predicate and object; an IRI is text.

    Raises:
        LiantuError: the query is faulty, is not allowed, or asks for too much.
    """
    admit_sparql(text)
    answer = worker.ask(text, {}, limit, seconds)
    if isinstance(answer, str):
        raise LiantuError("query_faulty", problem=answer.partition(": expected")[0])
    return answer


def query_sparql(
    graph: Graph, text: str, *, snapshot: str = "current", limit: int | None = None, seconds: float = 30
) -> Table:
    """Ask one query of a graph; as `ask_sparql`, with a process for it alone."""
    admit_sparql(text)
    worker = sparql_worker(graph, snapshot)
    try:
        return ask_sparql(worker, text, limit=limit, seconds=seconds)
    finally:
        worker.close()


def serve() -> None:
    """Load the quads that standard input brings, and answer queries: what runs in the process."""
    store = ox.Store()
    body = receive(sys.stdin.buffer)
    store.bulk_load(body, format=ox.RdfFormat.N_QUADS)
    union = (ox.Quad(q.subject, q.predicate, q.object) for q in ox.parse(body, format=ox.RdfFormat.N_QUADS))
    store.bulk_extend(union)  # the engine's own union tells a triple once for each of its graphs

    def answer(request: Request) -> Mapping[str, Any]:
        result = store.query(request["text"], prefixes=dict(PREFIXES))
        if isinstance(result, ox.QueryBoolean):
            return {"columns": ["answer"], "rows": [[bool(result)]], "truncated": False}
        columns = (
            [v.value for v in result.variables]
            if isinstance(result, ox.QuerySolutions)
            else ["subject", "predicate", "object"]
        )
        rows: list[list[Any]] = []
        seen = 0
        for found in _rows(result):
            if seen > ANSWER or (request["limit"] is not None and len(rows) >= request["limit"]):
                return {"columns": columns, "rows": rows, "truncated": True}
            rows.append(found)
            seen += len(str(found))
        return {"columns": columns, "rows": rows, "truncated": False}

    answer({"text": "SELECT * { ?s ?p ?o } LIMIT 1", "limit": None})
    answer_all(answer)


def _rows(result: Any) -> Iterator[list[Any]]:
    for found in result:
        yield [
            _cell(term)
            for term in (
                found if isinstance(result, ox.QuerySolutions) else (found.subject, found.predicate, found.object)
            )
        ]


def _cell(term: Any) -> Any:
    if not isinstance(term, ox.Literal):
        return None if term is None else term.value
    kind = term.datatype.value.rpartition("#")[2]
    if kind in ("integer", "int", "long"):
        return int(term.value)
    if kind in ("double", "decimal", "float"):
        return float(term.value)
    return term.value == "true" if kind == "boolean" else term.value
