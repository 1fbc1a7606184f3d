"""Where a graph is kept. `open_store` chooses by URL; every store answers the same questions alike (tests/contract)."""

from __future__ import annotations

from pathlib import Path

from graph.errors import LiantuError
from graph.stores.base import Store


def open_store(url: str) -> Store:
    """Open a store: ``ladybug:PATH`` (a file, read-only), ``memory:`` (empty).

    An engine is imported only when it is asked for.

    Raises:
        LiantuError: no store has such an address, or its engine is not installed.
    """
    scheme, _, rest = url.partition(":")
    if scheme == "ladybug" and rest:
        from graph.stores.ladybug import LadybugStore

        return LadybugStore(Path(rest))
    if url == "memory:":
        from graph.stores.memory import MemoryStore

        return MemoryStore()
    raise LiantuError("store_url_unknown", url)
