"""Whether the engines of this machine work, for ``liantu doctor``."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version

from graph.errors import message

SEEDS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Check:
    """One line of the examination.

    Attributes:
        name: what was looked at.
        state: ``ok``, ``missing`` (an optional part that is not installed) or ``broken``.
        detail: version or finding.
        next_step: what to do; empty where all is well.
    """

    name: str
    state: str
    detail: str
    next_step: str = ""


def examine_stores(queries: int = 300, seed: int = 1) -> Iterator[Check]:
    """Yield a check for each engine, the cheapest first.

    Args:
        queries: random queries to ask the embedded engine.
        seed: of the random queries.
    """
    yield _embedded()
    yield _fuzz(queries, seed)
    yield _confined()
    yield _optional("neo4j", "neo4j", "neo4j")
    yield _optional("pyoxigraph", "pyoxigraph", "rdf")


def _embedded() -> Check:
    from graph.stores.canary import canary

    name = message("health_embedded", "what")
    if all(canary(seed) for seed in SEEDS):
        return Check(name, "ok", f"ladybug {version('ladybug')}")
    return Check(name, "broken", f"ladybug {version('ladybug')}", message("health_embedded", "next"))


def _fuzz(queries: int, seed: int) -> Check:
    from graph.stores.fuzz import fuzz_embedded

    wrong = fuzz_embedded(seed, queries)
    detail = message("health_fuzz", "detail", queries=queries, wrong=len(wrong))
    more = f" {wrong[0].cypher}" if wrong else ""
    return Check(
        message("health_fuzz", "what"),
        "broken" if wrong else "ok",
        detail + more,
        message("health_embedded", "next") if wrong else "",
    )


def _confined() -> Check:
    name = message("health_confined", "what")
    if sys.platform == "win32":
        return Check(name, "missing", message("health_confined", "detail"), message("health_confined", "next"))
    return Check(name, "ok", "POSIX")


def _optional(name: str, package: str, extra: str) -> Check:
    try:
        return Check(name, "ok", f"{package} {version(package)}")
    except PackageNotFoundError:
        return Check(name, "missing", "", message("store_not_installed", "next", engine=name, extra=extra))
