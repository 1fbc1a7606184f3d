"""What is asked of a query that a person typed before any engine sees it: one short reading statement, no word that writes."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import pairwise

from graph.errors import LiantuError
from graph.stores.cypher import Token, tokens

BYTES = 8192
DEPTH = 50
HOPS = 20
FIRST = frozenset(["MATCH", "OPTIONAL", "UNWIND", "WITH", "RETURN", "CALL"])
FORBIDDEN = frozenset(
    """ALTER ANALYZE ATTACH BEGIN CHECKPOINT COMMENT COMMIT COPY CREATE DELETE DENY DETACH DROP EXPLAIN EXPORT FOREACH GRANT IMPORT
    INSERT INSTALL LOAD MERGE PROFILE REMOVE REVOKE ROLLBACK SET TERMINATE UNINSTALL UPDATE USE""".split()  # noqa: SIM905
)
PROCEDURES = frozenset(["show_tables", "table_info", "show_connection"])
HIDDEN = frozenset({"Cc", "Cf", "Co", "Cs", "Cn", "Zl", "Zp"})
_ESCAPES = re.compile(r"\\(?:u(?P<code>[0-9a-fA-F]{4})|[\\'\"bfnrtBFNRT]|(?P<other>.|$))", re.DOTALL)


def admit(cypher: str, procedures: frozenset[str] = PROCEDURES, *, subqueries: bool = False) -> None:
    """Let a query pass that reads, and only reads.

    Args:
        procedures: what may follow CALL, in small letters.
        subqueries: whether ``CALL { … }`` may.

    Raises:
        LiantuError: it is too long, too deep, more than one statement, or holds a word or sign that is not allowed.
    """
    if len(cypher.encode("utf-8", "surrogatepass")) > BYTES:
        raise LiantuError("query_too_long", most=BYTES)
    found = tokens(cypher, comments=True)
    _signs(found)
    found = [token for token in found if token.kind != "comment"]
    while found and found[-1].text == ";":
        found.pop()
    if any(token.text == ";" for token in found):
        raise LiantuError("query_many_statements")
    if not found or folded(found[0].text) not in FIRST:
        raise LiantuError("query_first_word", word=found[0].text if found else "", words=", ".join(sorted(FIRST)))
    _nesting(found)
    for place, token in enumerate(found):
        if token.kind == "word" and not _is_property(found, place):
            _word(found, place, procedures, subqueries)


def _signs(found: Sequence[Token]) -> None:
    """No sign may hide a word."""
    for token in found:
        if token.kind == "string":
            check_escapes(token.text)
        else:
            check_signs(token.text)


def check_escapes(string: str) -> None:
    """Make sure that no escape of a string ends it: some engines replace escapes before they read.

    Raises:
        LiantuError: an escape is unknown, or stands for a sign of ASCII.
    """
    for escape in _ESCAPES.finditer(string):
        if escape["other"] is not None or (escape["code"] and int(escape["code"], 16) < 0xA0):
            raise LiantuError("query_escape", escape=escape.group())


def check_signs(text: str) -> None:
    """Make sure that text outside strings has no invisible sign and no escape.

    Raises:
        LiantuError: it has one.
    """
    for sign in text:
        if sign == "\\" or (unicodedata.category(sign) in HIDDEN and sign not in "\t\n\r"):
            raise LiantuError("query_sign", sign=f"U+{ord(sign):04X}")


def folded(word: str) -> str:
    """Return a word as a lenient engine might read it: look-alikes of compatibility folded, upper case."""
    return unicodedata.normalize("NFKC", word).casefold().upper()


def _nesting(found: Sequence[Token]) -> None:
    depth = negations = hops = 0
    for token, following in pairwise([*found, Token("", "", 0)]):
        depth += (token.text in "([{" and token.kind == "symbol") - (token.text in ")]}" and token.kind == "symbol")
        negations = negations + 1 if folded(token.text) == "NOT" or token.text in "-+" else 0
        hops += token.text == "-" and following.text in ("[", "-")
        if depth > DEPTH or negations > DEPTH:
            raise LiantuError("query_too_deep", most=DEPTH)
    if hops > HOPS:
        raise LiantuError("query_too_many_hops", most=HOPS)


def _is_property(found: Sequence[Token], place: int) -> bool:
    """``n.set`` names a property; ``1.SET`` is a number and then a word."""
    return (
        place >= 2
        and found[place - 1].text == "."
        and (found[place - 2].kind in ("word", "quoted", "parameter") or found[place - 2].text in (")", "]"))
    )


def _word(found: Sequence[Token], place: int, procedures: frozenset[str], subqueries: bool) -> None:
    word = folded(found[place].text)
    if word in FORBIDDEN:
        raise LiantuError("query_forbidden_word", word=found[place].text)
    if word == "CALL" and not (subqueries and place + 1 < len(found) and found[place + 1].text in ("{", "(")):
        name = ""
        for token in found[place + 1 :]:
            if token.kind != "word" and token.text != ".":
                break
            name += token.text
        after = place + 1 + len([t for t in re.split(r"(\.)", name) if t])
        if name.lower() not in procedures or after >= len(found) or found[after].text != "(":
            raise LiantuError("query_procedure", name=name or "?", names=", ".join(sorted(procedures)))
