"""No edge twice: what Neo4j takes for granted inside one MATCH, said in the words of an engine that walks.

Source: Neo4j Cypher Manual, "Relationship uniqueness"; openCypher 9, section 3.2 (relationship isomorphism).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, pairwise

from graph.errors import LiantuError
from graph.stores.cypher import Token, tokens

CLAUSES = frozenset(["MATCH", "OPTIONAL", "WHERE", "WITH", "RETURN", "UNWIND", "CALL", "UNION"])
OPENING, CLOSING = frozenset("([{"), frozenset(")]}")


@dataclass
class _Step:
    """One relationship of a pattern: where its name goes, and what its edge may be."""

    place: int
    bracket: bool
    name: str
    types: frozenset[str]
    long: bool
    direction: str
    path: int
    order: int

    def may_share(self, other: _Step) -> bool:
        """True where both could stand for one edge. Two steps on in one direction could not: nothing leads to itself."""
        if self.long or other.long or (self.name and self.name == other.name):
            return False
        if self.types and other.types and not self.types & other.types:
            return False
        follows = self.path == other.path and abs(self.order - other.order) == 1
        return not (follows and self.direction == other.direction and self.direction in "<>")


def use_no_edge_twice(cypher: str) -> str:
    """Return the query with a condition for each pair of relationships of one MATCH that could be the same edge.

    A relationship of several steps beside another one is left as it is.

    Raises:
        LiantuError: ``RETURN *`` would show the names that the conditions need.

    Example:
        >>> use_no_edge_twice("MATCH (a)-[r:NEAR]-(b)-[:NEAR]-(c) RETURN c.name")
        'MATCH (a)-[r:NEAR]-(b)-[_edge1:NEAR]-(c) WHERE id(r) <> id(_edge1) RETURN c.name'
    """
    found = tokens(cypher)
    inserted: list[tuple[int, str]] = []
    fresh = 0
    for pattern, where in _matches(found):
        steps = list(_steps(found, pattern))
        pairs = [pair for pair in combinations(steps, 2) if pair[0].may_share(pair[1])]
        for step in steps:
            if not step.name and any(step in pair for pair in pairs):
                fresh += 1
                step.name = f"_edge{fresh}"
                inserted.append((step.place, step.name if step.bracket else f"[{step.name}]"))
        if pairs:
            wanted = " AND ".join(f"id({a.name}) <> id({b.name})" for a, b in pairs)
            if where:
                inserted += [(found[where.start].start, f"{wanted} AND ("), (_end(found[where.stop - 1]), ")")]
            else:
                inserted.append((_end(found[pattern.stop - 1]), f" WHERE {wanted}"))
    if fresh and any(a.text.upper() in ("RETURN", "WITH", "DISTINCT") and b.text == "*" for a, b in pairwise(found)):
        raise LiantuError("query_unsupported", construct="RETURN *", form="RETURN a.id, b.name, ...")
    for place, text in sorted(inserted, key=lambda item: item[0], reverse=True):
        cypher = cypher[:place] + text + cypher[place:]
    return cypher


def _end(token: Token) -> int:
    return token.start + len(token.text)


def _matches(found: Sequence[Token]) -> Iterator[tuple[range, range | None]]:
    """Yield the tokens of each MATCH pattern, and of the condition after it."""
    for place, token in enumerate(found):
        if _clause(found, place) == "MATCH":
            pattern = range(place + 1, _clause_end(found, place + 1))
            after = pattern.stop
            where = (
                range(after + 1, _clause_end(found, after + 1))
                if after < len(found) and _clause(found, after) == "WHERE"
                else None
            )
            if len(pattern) and token.kind == "word":
                yield pattern, where if where else None


def _clause(found: Sequence[Token], place: int) -> str:
    token = found[place]
    word = token.text.upper()
    named = place and found[place - 1].text in (".", ":", "|")
    text_test = word == "WITH" and place and found[place - 1].text.upper() in ("STARTS", "ENDS")
    return word if token.kind == "word" and word in CLAUSES and not named and not text_test else ""


def _clause_end(found: Sequence[Token], place: int) -> int:
    """Where the clause that begins at ``place`` ends: before the next clause or the bracket round it."""
    depth = 0
    while place < len(found):
        text = found[place].text if found[place].kind == "symbol" else ""
        if depth == 0 and (_clause(found, place) or text in CLOSING or text == ";"):
            return place
        depth += (text in OPENING) - (text in CLOSING)
        place += 1
    return place


def _steps(found: Sequence[Token], pattern: range) -> Iterator[_Step]:
    place, path, order = pattern.start, 0, 0
    while place < pattern.stop:
        text = found[place].text
        if text in ("(", "{"):
            place = _closing(found, place)
        elif text == ",":
            path, order = path + 1, 0
        elif text == "-" and place + 1 < pattern.stop:
            bracket = found[place + 1].text == "["
            close = _closing(found, place + 1) if bracket else place
            into, out = found[place - 1].text == "<", close + 2 < pattern.stop and found[close + 2].text == ">"
            direction = "-" if into == out else "<" if into else ">"
            inner = found[place + 2 : close] if bracket else []
            yield _step(inner, _end(found[place + bracket]), bracket, direction, path, order)
            order += 1
            place = close + 1
        place += 1


def _step(inner: Sequence[Token], place: int, bracket: bool, direction: str, path: int, order: int) -> _Step:
    head = inner[: next((i for i, t in enumerate(inner) if t.text in ("{", "*")), len(inner))]
    colon = next((i for i, t in enumerate(head) if t.text == ":"), len(head))
    name = head[0].text if colon and head and head[0].kind in ("word", "quoted") else ""
    types = frozenset(t.text.strip("`") for t in head[colon:] if t.kind in ("word", "quoted"))
    return _Step(place, bracket, name, types, any(t.text == "*" for t in inner), direction, path, order)


def _closing(found: Sequence[Token], place: int) -> int:
    """Where the bracket that opens at ``place`` closes."""
    depth = 0
    for at in range(place, len(found)):
        text = found[at].text if found[at].kind == "symbol" else ""
        depth += (text in OPENING) - (text in CLOSING)
        if depth == 0:
            return at
    return len(found) - 1
