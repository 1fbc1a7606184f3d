"""Cypher cut into tokens: enough to tell words from what strings, comments and back-quotes hide."""

from __future__ import annotations

import re
from itertools import pairwise
from typing import NamedTuple

from graph.errors import LiantuError

_TOKEN = re.compile(
    r"""(?P<space>\s+)
    |(?P<comment>/\*.*?\*/|//[^\n\r]*)
    |(?P<string>'(?:[^'\\]|\\.)*'|"(?:[^"\\]|\\.)*")
    |(?P<quoted>`(?:[^`]|``)*`)
    |(?P<parameter>\$\w+)
    |(?P<number>\d+(?:\.\d+)?(?:[eE][+-]?\d+)?)
    |(?P<word>[^\W\d]\w*)
    |(?P<symbol>.)""",
    re.VERBOSE | re.DOTALL,
)


class Token(NamedTuple):
    """One token: kind (string, quoted, parameter, number, word, symbol), text, and where it starts."""

    kind: str
    text: str
    start: int


def tokens(cypher: str, comments: bool = False) -> list[Token]:
    """Return the tokens of a query without white space, and without comments unless asked for.

    Raises:
        LiantuError: a string, comment or back-quoted name does not end.

    Example:
        >>> [t.text for t in tokens("RETURN 'a -- b' /* x */ AS `y`")]
        ['RETURN', "'a -- b'", 'AS', '`y`']
    """
    dropped = ("space",) if comments else ("space", "comment")
    found = [
        Token(m.lastgroup or "", m.group(), m.start()) for m in _TOKEN.finditer(cypher) if m.lastgroup not in dropped
    ]
    for token, following in pairwise([*found, Token("", "", 0)]):
        if token.kind == "symbol" and (token.text in "'\"`" or (token.text + following.text == "/*")):
            raise LiantuError("query_unclosed", text=cypher[token.start : token.start + 20])
    return found


def bare(cypher: str) -> str:
    """Return the query with the insides of strings and back-quotes, and comments, blanked; offsets stay.

    Example:
        >>> bare("RETURN 'a' // b")
        "RETURN ' '     "
    """
    text = list(cypher)
    for token in tokens(cypher, comments=True):
        inside = {"comment": (0, 0), "string": (1, 1), "quoted": (1, 1)}.get(token.kind)
        if inside:
            first, last = token.start + inside[0], token.start + len(token.text) - inside[1]
            text[first:last] = " " * (last - first)
    return "".join(text)


def columns(cypher: str) -> list[str]:
    """Return the names of the columns as Neo4j gives them: the alias, or the expression as written; none for ``RETURN *``.

    Example:
        >>> columns("MATCH (n) RETURN n.name AS `名 称`, count( n ) ORDER BY n.name")
        ['名 称', 'count( n )']
    """
    found = tokens(cypher)
    items: list[list[Token]] = []
    depth = 0
    for place, token in enumerate(found):
        depth += (token.kind == "symbol") * ((token.text in "([{") - (token.text in ")]}"))
        word = (
            token.text.upper()
            if token.kind == "word" and depth == 0 and found[place - 1].text not in (".", ":")
            else ""
        )
        if not items:
            items = [[]] if word == "RETURN" else []
        elif word in ("ORDER", "SKIP", "LIMIT", "UNION") or (depth == 0 and token.text == ";"):
            break
        elif depth == 0 and token.text == ",":
            items.append([])
        elif word != "DISTINCT" or items[-1]:
            items[-1].append(token)
    if any(not item or item[0].text == "*" for item in items):
        return []
    return [_column(cypher, item) for item in items]


def _column(cypher: str, item: list[Token]) -> str:
    if len(item) > 2 and item[-2].text.upper() == "AS" and item[-2].kind == "word":
        return item[-1].text.strip("`").replace("``", "`")
    return cypher[item[0].start : item[-1].start + len(item[-1].text)]
