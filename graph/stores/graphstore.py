"""A server of RDF, spoken to by the SPARQL 1.1 Graph Store Protocol alone, so that it may be any.

A list of our graphs, itself a graph of the server, says what is ours: the graphs of a new snapshot come first, then the old ones go. An
interruption leaves a list with both, and the next push goes on from there.

Source: https://www.w3.org/TR/sparql11-http-rdf-update/
"""

from __future__ import annotations

import base64
import os
import urllib.error
import urllib.parse
import urllib.request
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from http.client import HTTPException
from typing import Any

from graph.errors import LiantuError
from graph.model import Graph
from graph.schema.terms import BASE, expand
from graph.stores.base import without_secret
from graph.stores.oxigraph import ox
from graph.stores.rdf import SNAPSHOTS, RdfStore, counts, quads, read_quads

LIST = BASE + "graphs"
MEMBER = ox.NamedNode(expand("prov:hadMember"))
TYPE = "application/n-triples"
WAIT = 120.0
"""Seconds that a request may take."""


class GraphStore(RdfStore):
    """A graph store by its address.

    Args:
        url: of the Graph Store Protocol, for example ``http://localhost:3030/kg/data``. SPARQL_USERNAME and SPARQL_PASSWORD, where set,
            are sent as basic authentication.
    """

    def __init__(self, url: str) -> None:
        super().__init__()
        parts = urllib.parse.urlsplit(without_secret(url, "SPARQL_USERNAME, SPARQL_PASSWORD"))
        if parts.scheme not in ("http", "https") or not parts.hostname:
            raise LiantuError("store_http_address", url)
        self._url = url

    def load(self, graph: Graph, snapshot: str = "current") -> None:
        """Make the server hold the graph, and no other of ours."""
        self.push(graph, snapshot)

    def push(self, graph: Graph, snapshot: str, report: Callable[[int, int], None] | None = None) -> tuple[int, int]:
        """Put the named graphs of a snapshot, then delete those of former ones; repeat it after an interruption.

        Args:
            snapshot: its name.
            report: called with the number of graphs done and their total.

        Returns:
            Number of graphs put and deleted. A graph that the server holds already is not put again.
        """
        report = report or (lambda done, total: None)
        parts: dict[str, list[ox.Triple]] = defaultdict(list)
        for quad in quads(graph, snapshot):
            assert isinstance(quad.graph_name, ox.NamedNode)
            parts[quad.graph_name.value].append(ox.Triple(quad.subject, quad.predicate, quad.object))
        former = self._listed()
        old = sorted(former - parts.keys())
        missing = sorted(name for name in parts if name not in former or self._get(name) != set(parts[name]))
        if former != parts.keys():
            self._put(LIST, _list(former | parts.keys()))
        for done, name in enumerate(missing, 1):
            self._put(name, parts[name])
            report(done, len(missing) + len(old))
        for done, name in enumerate(old, len(missing) + 1):
            self._request("DELETE", name)
            report(done, len(missing) + len(old))
        if old:
            self._put(LIST, _list(parts.keys()))
        return len(missing), len(old)

    def counts(self) -> dict[str, int]:
        """Number of nodes by label and of edges by relation type; what is absent is left out."""
        return counts(self._fetch())

    def graph(self) -> Graph:
        """Read the whole graph back, as it was loaded."""
        return read_quads(self._fetch())

    def _fetch(self) -> ox.Store:
        store = ox.Store()
        for name in sorted(self._listed()):
            store.bulk_extend(ox.Quad(t.subject, t.predicate, t.object, ox.NamedNode(name)) for t in self._get(name))
        return store

    def _listed(self) -> set[str]:
        found = {
            t.object.value for t in self._get(LIST) if t.predicate == MEMBER and isinstance(t.object, ox.NamedNode)
        }
        return {name for name in found if name.startswith(SNAPSHOTS)}

    def _get(self, name: str) -> set[ox.Triple]:
        body = self._request("GET", name, headers={"Accept": TYPE})
        return (
            {ox.Triple(q.subject, q.predicate, q.object) for q in ox.parse(body, format=ox.RdfFormat.N_TRIPLES)}
            if body
            else set()
        )

    def _put(self, name: str, triples: Iterable[ox.Triple]) -> None:
        body = ox.serialize(sorted(set(triples), key=str), format=ox.RdfFormat.N_TRIPLES)
        self._request("PUT", name, body, {"Content-Type": TYPE})

    def _request(
        self, method: str, name: str, body: bytes | None = None, headers: Mapping[str, str] | None = None
    ) -> bytes:
        address = f"{self._url}{'&' if '?' in self._url else '?'}graph={urllib.parse.quote(name, safe='')}"
        request = urllib.request.Request(address, data=body, method=method, headers=dict(headers or {}))  # noqa: S310 - http only, see __init__
        if user := os.environ.get("SPARQL_USERNAME"):
            secret = base64.b64encode(f"{user}:{os.environ.get('SPARQL_PASSWORD', '')}".encode()).decode()
            request.add_unredirected_header("Authorization", f"Basic {secret}")
        try:
            with urllib.request.urlopen(request, timeout=WAIT) as answer:  # noqa: S310
                found: bytes = answer.read()
                return found
        except urllib.error.HTTPError as error:
            if error.code == 404 and method in ("GET", "DELETE"):
                return b""
            refused = error.code in (401, 403, 405)
            raise LiantuError(
                "store_http_refused" if refused else "store_http_unreachable",
                self._url,
                exit_code=3,
                why=f"HTTP {error.code}",
            ) from error
        except (OSError, HTTPException, ValueError) as error:
            raise LiantuError(
                "store_http_unreachable", self._url, exit_code=3, why=getattr(error, "reason", error)
            ) from error


def _list(names: Iterable[str]) -> list[Any]:
    return [ox.Triple(ox.NamedNode(LIST), MEMBER, ox.NamedNode(name)) for name in names]
