"""Cypher cut into tokens: enough to tell words from what strings, comments and back-quotes hide."""

from __future__ import annotations

import re
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
    for token, following in zip(found, [*found[1:], Token("", "", 0)], strict=True):
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
