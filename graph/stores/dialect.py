"""Cypher as Neo4j's users write it, on the embedded engine: what runs as it stands, what is rewritten, what has another form.

The table is dialect.yaml; every row of it is a test.
"""

from __future__ import annotations

import difflib
import re
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

import yaml

from graph.errors import LiantuError
from graph.schema import COMMON, EDGE, declaration, own_properties
from graph.stores.cypher import bare


@dataclass(frozen=True, slots=True)
class Construct:
    """One difference between the two engines.

    Attributes:
        name: as an analyst writes it.
        match: regular expression over the query with its strings blanked; ``raw`` where it needs the strings.
        silent: the embedded engine would answer, and differently: refused before it is asked.
        form: what to write instead; runs on both.
    """

    name: str
    match: str
    form: str
    silent: bool = False
    raw: bool = False

    def occurs(self, cypher: str) -> bool:
        """True where the query uses the construct."""
        return bool(re.search(self.match, cypher if self.raw else bare(cypher), re.IGNORECASE))


@cache
def constructs() -> tuple[Construct, ...]:
    """Return the table."""
    rows = yaml.safe_load(files("graph.stores").joinpath("dialect.yaml").read_text(encoding="utf-8"))
    return tuple(Construct(**{k: v for k, v in row.items() if k not in ("example", "works")}) for row in rows)


def translate(cypher: str) -> str:
    """Return the query as the embedded engine has to be given it.

    A path of several steps uses no edge twice in Neo4j (a trail); here it has to be said.

    Raises:
        LiantuError: the query uses a construct that the engine would answer differently.

    Example:
        >>> translate("MATCH (a)-[:PART_OF*1..3]->(b) RETURN b.name")
        'MATCH (a)-[:PART_OF* TRAIL 1..3]->(b) RETURN b.name'
    """
    for construct in constructs():
        if construct.silent and construct.occurs(cypher):
            raise LiantuError("query_unsupported", construct=construct.name, form=construct.form)
    pieces, last = [], 0
    for steps in re.finditer(r"\[[^\[\]()]*?\*(?=\s*\d)", bare(cypher)):
        pieces += [cypher[last : steps.end()], " TRAIL "]
        last = steps.end()
    return "".join([*pieces, cypher[last:].lstrip() if pieces else cypher])


def explain(cypher: str, problem: str) -> LiantuError:
    """Return what the engine's words on a query mean, and what to write instead.

    Args:
        problem: the engine's message.
    """
    if found := re.search(r"Table (\S+) does not exist", problem):
        return _unknown(found[1], [*declaration()["labels"], *declaration()["relations"]])
    if found := re.search(r"Cannot find property (\S+) for (\S+?)\.?$", problem):
        own = {name for label in declaration()["labels"] for name in own_properties(label)}
        return _unknown(f"{found[2]}.{found[1]}", sorted({*COMMON, *EDGE, *own}))
    for construct in constructs():
        if not construct.silent and construct.occurs(cypher):
            return LiantuError("query_unsupported", construct=construct.name, form=construct.form)
    if found := re.search(r"Parameter (\w+) not found", problem):
        return LiantuError("query_parameter_missing", name=found[1])
    if "read-only" in problem:
        return LiantuError("query_writes")
    return LiantuError("query_faulty", problem=re.sub(r" expecting \{.*?\}", "", problem).strip())


def _unknown(name: str, known: list[str]) -> LiantuError:
    near = difflib.get_close_matches(name.rpartition(".")[2], known, n=3, cutoff=0.5)
    return LiantuError("query_unknown_name", name=name, names=", ".join(near or known))
