"""The library of RDF, where it is installed."""

from __future__ import annotations

from graph.errors import LiantuError

try:
    import pyoxigraph as ox
except ImportError as missing:
    raise LiantuError("store_not_installed", engine="pyoxigraph", extra="rdf") from missing

__all__ = ["ox"]
