"""The catalogue: questions as files, each a query ``NAME.cypher`` with a head ``NAME.yaml``."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any, TypeAlias

import yaml

from graph.errors import LiantuError
from graph.language import in_language
from graph.stores.base import Store, Table
from queries.names import nearest

Texts: TypeAlias = Mapping[str, str]
_TYPES = {
    "text": {"zh": "文字", "en": "text"},
    "integer": {"zh": "整数", "en": "a whole number"},
    "number": {"zh": "数", "en": "a number"},
}


@dataclass(frozen=True, slots=True)
class Parameter:
    """What a query asks for.

    Attributes:
        name: as in the query, without ``$``.
        type: text, integer or number.
        default: None where a value must be given.
        meaning: what it stands for, zh and en.
        labels: of the nodes that it can name, those meant first in front; any where empty.
    """

    name: str
    type: str
    default: str | int | float | None
    meaning: Texts
    labels: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Query:
    """A question of the catalogue.

    Attributes:
        name: its file's name.
        question: what it answers, zh and en.
        why: why a planner asks it, zh and en.
        parameters: in the order of the head.
        columns: heading of each column of the answer, zh and en, in order.
        words: other words by which people look for it.
        example: values of the parameters that make an example.
        cypher: its text, for every store.
        rule: the gap rule that holds the same against the text; the question itself sees relations only.
    """

    name: str
    question: Texts
    why: Texts
    parameters: tuple[Parameter, ...]
    columns: Mapping[str, Texts]
    words: tuple[str, ...]
    example: Mapping[str, Any]
    cypher: str
    rule: str | None = None


@cache
def load_catalogue() -> list[Query]:
    """Return all questions, sorted by name."""
    folder = files("queries").joinpath("catalogue")
    names = sorted(p.name.removesuffix(".yaml") for p in folder.iterdir() if p.name.endswith(".yaml"))
    return [_query(n, folder.joinpath(f"{n}.yaml").read_text("utf-8"), folder.joinpath(f"{n}.cypher").read_text("utf-8")) for n in names]  # fmt: skip


def _query(name: str, head: str, cypher: str) -> Query:
    record = yaml.safe_load(head)
    parameters = tuple(
        Parameter(key, p["type"], p.get("default"), p["meaning"], tuple(p.get("labels", ())))
        for key, p in (record.get("parameters") or {}).items()
    )
    words = tuple(record.get("words", ()))
    example = record.get("example", {})
    return Query(
        name,
        record["question"],
        record["why"],
        parameters,
        record["columns"],
        words,
        example,
        cypher,
        record.get("rule"),
    )


def find_query(name: str) -> Query:
    """Return the question of this name.

    Raises:
        LiantuError: there is none; the message lists the nearest names, if any is near.
    """
    known = {q.name: q for q in load_catalogue()}
    if name not in known:
        near = nearest(name, known)
        raise LiantuError("query_unknown", name, names=near) if near else LiantuError("query_unlike", name)
    return known[name]


def kinds_of(query: Query) -> str | None:
    """Return the label whose kinds a question answers with; None where it asks for none, or for those of several.

    Example:
        >>> kinds_of(find_query("documents")), kinds_of(find_query("led_by"))
        ('Document', None)
    """
    for variable in re.findall(r"(\w+)\.kind AS kind", query.cypher):
        if labelled := re.search(rf"\({variable}:(\w+)\)", query.cypher):
            return labelled[1]
    return None


def run_query(
    store: Store, name: str, parameters: Mapping[str, Any] | None = None, *, limit: int | None = None
) -> Table:
    """Ask a question of the catalogue.

    Args:
        parameters: values by name; text is turned into the parameter's type, what is left out takes its default.
        limit: rows to return at most.

    Raises:
        LiantuError: no such question or parameter, a value is missing or has the wrong type.
    """
    query = find_query(name)
    return store.run(query.cypher, check_parameters(query, parameters or {}), limit=limit)


def check_parameters(query: Query, given: Mapping[str, Any]) -> dict[str, Any]:
    """Return a value of the right type for every parameter of a query.

    Raises:
        LiantuError: as for `run_query`.
    """
    known = {p.name: p for p in query.parameters}
    for name in sorted(given):
        if name not in known:
            names = ", ".join(known) or in_language({"zh": "无", "en": "none"})
            raise LiantuError("query_parameter_unknown", query.name, parameter=name, names=names)
    return {p.name: _value(query, p, given) for p in query.parameters}


def _value(query: Query, parameter: Parameter, given: Mapping[str, Any]) -> Any:
    value = given.get(parameter.name, parameter.default)
    example = query.example.get(parameter.name, parameter.default)
    if value is None:
        meaning = in_language(parameter.meaning)
        raise LiantuError("query_parameter_missing", query.name, parameter=parameter.name, meaning=meaning, example=example)  # fmt: skip
    if parameter.type == "text":
        return str(value)
    try:
        return int(str(value)) if parameter.type == "integer" else float(str(value))
    except ValueError:
        wanted = in_language(_TYPES[parameter.type])
        raise LiantuError("query_parameter_type", query.name, parameter=parameter.name, value=value, wanted=wanted, example=example) from None  # fmt: skip
