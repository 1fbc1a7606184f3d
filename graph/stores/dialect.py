"""Cypher as Neo4j's users write it, on the embedded engine: what runs as it stands, what is rewritten, what has another form.

The table is dialect.yaml; every row of it is a test.
"""

from __future__ import annotations

import difflib
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from graph.errors import LiantuError
from graph.schema import COMMON, EDGE, declaration, own_properties
from graph.stores.cypher import bare, tokens
from graph.stores.trail import use_no_edge_twice


@dataclass(frozen=True, slots=True)
class Construct:
    """One difference between the two engines: a row of the table, whose head says what its fields mean."""

    name: str
    match: str
    form: str
    silent: bool = False
    raw: bool = False
    error: str = ""

    def occurs(self, cypher: str, problem: str = "") -> bool:
        """True where the query uses the construct, and the engine's message fits."""
        if not re.search(self.error, problem):
            return False
        return bool(re.search(self.match, cypher if self.raw else bare(cypher), re.IGNORECASE))


@cache
def constructs() -> tuple[Construct, ...]:
    """Return the table."""
    rows = yaml.safe_load(files("graph.stores").joinpath("dialect.yaml").read_text(encoding="utf-8"))
    return tuple(Construct(**{k: v for k, v in row.items() if k not in ("example", "works", "needs")}) for row in rows)


def translate(cypher: str) -> str:
    """Return the query as the embedded engine has to be given it.

    Within one MATCH, Neo4j uses no edge twice; here it has to be said.

    Raises:
        LiantuError: the query uses a construct that the engine would answer differently.

    Example:
        >>> translate("MATCH (a)-[:PART_OF*1..3]->(b) RETURN b.name")
        'MATCH (a)-[:PART_OF* TRAIL 1..3]->(b) RETURN b.name'
    """
    for construct in constructs():
        if construct.silent and construct.occurs(cypher):
            raise LiantuError("query_unsupported", construct=construct.name, form=construct.form)
    cypher = use_no_edge_twice(cypher)
    pieces, last = [], 0
    for steps in re.finditer(r"-\s*\[[^\[\]()]*?\*(?!\s*[A-Za-z])", bare(cypher)):
        pieces += [cypher[last : steps.end()], " TRAIL "]
        last = steps.end()
    return "".join([*pieces, cypher[last:]])


def require(cypher: str, parameters: Mapping[str, object]) -> None:
    """Make sure that every parameter is given: the embedded engine takes a missing one for null.

    Raises:
        LiantuError: one is not.
    """
    for token in tokens(cypher):
        if token.kind == "parameter" and token.text[1:] not in parameters:
            raise LiantuError("store_parameter_missing", name=token.text[1:])


def explain(cypher: str, problem: str, seconds: float = 0) -> LiantuError:
    """Return what the engine's words on a query mean, and what to write instead.

    Args:
        problem: the engine's message.
        seconds: that the query was given.
    """
    if found := re.search(r"Table (\S+) does not exist|Cannot find property (\S+) for ", problem):
        return _unknown(found[1] or found[2])
    for construct in constructs():
        if not construct.silent and construct.occurs(cypher, problem):
            return LiantuError("query_unsupported", construct=construct.name, form=construct.form)
    if problem.startswith(("Buffer manager exception", "std::bad_alloc")):
        return LiantuError("query_too_large")
    if problem.startswith("Interrupted"):
        return LiantuError("query_too_slow", seconds=f"{seconds:g}")
    if "read-only" in problem:
        return LiantuError("query_writes")
    return LiantuError("query_faulty", problem=re.sub(r" expecting \{.*?\}", "", problem).strip())


def refused(cypher: str, error: LiantuError) -> LiantuError:
    """Return what the front says against a query; of what Neo4j would take, the form that works here."""
    for construct in constructs():
        if construct.error and construct.occurs(cypher, error.code):
            return LiantuError("query_unsupported", construct=construct.name, form=construct.form)
    return error


def known(name: str) -> None:
    """Make sure that the model has a label, relation or property of that name.

    Raises:
        LiantuError: it has none; the message says which names are near.
    """
    if name not in _names():
        raise _unknown(name)


@cache
def _names() -> tuple[str, ...]:
    labels, relations = declaration()["labels"], declaration()["relations"]
    own = {name for label in labels for name in own_properties(label)}
    return (*labels, *relations, *sorted({*COMMON, *EDGE, *own}))


def _unknown(name: str) -> LiantuError:
    near = difflib.get_close_matches(name, _names(), n=3, cutoff=0.5)
    return LiantuError("query_unknown_name", name=name, names=", ".join(near or _names()))
