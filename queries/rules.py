"""Gap rules as data: each a query for candidates, ``NAME.cypher``, and a head, ``NAME.yaml``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

import yaml

from graph.vocabulary import Severity


@dataclass(frozen=True, slots=True)
class Rule:
    """A gap rule.

    Attributes:
        name: its file's name.
        cypher: asks for candidates; the columns are what its steps expect.
        title: what it is called, zh and en.
        finds: what it finds and what it lets pass, for planners, zh and en.
        severity: what a finding starts from.
        steps: names of the steps of `queries.steps` that sift the candidates, with their settings.
        message: for each variant of a finding, its text in zh and en, with ``{names}`` and the values of the candidate.
        next_step: what to do, zh and en.
        news: it speaks of round-ups of news too. The others keep silent there unless the item itself says that something is missing: a
            round-up tells outsiders of work, and what it leaves out (owners, members, dates) is no gap of the work.
        unless: the rule that tells the same lack of a thing: what both see in one sentence is told once.
    """

    name: str
    cypher: str
    title: Mapping[str, str]
    finds: Mapping[str, str]
    severity: Severity
    steps: tuple[tuple[str, Mapping[str, Any]], ...]
    message: Mapping[str, Mapping[str, str]]
    next_step: Mapping[str, str]
    news: bool = False
    unless: str | None = None


@cache
def load_rules() -> dict[str, Rule]:
    """Return all gap rules by name, sorted."""
    folder = files("queries").joinpath("gaps")
    names = sorted(p.name.removesuffix(".yaml") for p in folder.iterdir() if p.name.endswith(".yaml"))
    return {
        name: _rule(name, folder.joinpath(f"{name}.cypher").read_text("utf-8"), folder.joinpath(f"{name}.yaml").read_text("utf-8"))
        for name in names
    }  # fmt: skip


def _rule(name: str, cypher: str, head: str) -> Rule:
    record = yaml.safe_load(head)
    message = record["message"]
    return Rule(
        name=name,
        cypher=cypher,
        title=record["title"],
        finds=record["finds"],
        severity=Severity(record["severity"]),
        steps=tuple((step["step"], {k: v for k, v in step.items() if k != "step"}) for step in record["steps"]),
        message={"default": message} if "zh" in message else message,
        next_step=record["next"],
        news=record.get("news", False),
        unless=record.get("unless"),
    )
