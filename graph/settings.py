"""Settings of a workspace: ``liantu.toml``, written by its user, never by the program."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass, field
from fnmatch import fnmatchcase
from pathlib import Path
from typing import Any

from graph.errors import LiantuError

_OVERRIDES = {"jurisdiction": str, "issuer": str, "year": int, "kind": str}


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user has laid down.

    Attributes:
        documents: in order, a pattern of file names and what holds for the files that match it: jurisdiction, issuer, year, kind.
        neo4j: ``uri``, ``username`` and ``database`` of a server; never a password.
    """

    documents: tuple[tuple[str, dict[str, str | int]], ...] = ()
    neo4j: dict[str, str] = field(default_factory=dict)

    def overrides(self, file: str) -> dict[str, str | int]:
        """Return what is laid down for a file, the later pattern winning.

        Example:
            >>> Settings((("泰州/*", {"jurisdiction": "江苏省泰州市"}),)).overrides("泰州/总结.txt")
            {'jurisdiction': '江苏省泰州市'}
        """
        found: dict[str, str | int] = {}
        for pattern, values in self.documents:
            if fnmatchcase(file, pattern):
                found |= values
        return found


def read_settings(path: Path) -> Settings:
    """Read ``liantu.toml``; a missing file means no settings.

    Raises:
        LiantuError: the file is no TOML, or holds a key or a value that is not known.
    """
    if not path.exists():
        return Settings()
    try:
        content = tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LiantuError("settings_unreadable", str(path), detail=error) from None
    if unknown := sorted(set(content) - {"documents", "neo4j"}):
        raise LiantuError("settings_unknown_key", str(path), key=unknown[0])
    neo4j = content.get("neo4j", {})
    if unknown := sorted(set(neo4j) - {"uri", "username", "database"}):
        raise LiantuError("settings_unknown_key", str(path), key=f"neo4j.{unknown[0]}")
    documents = content.get("documents", [])
    if not isinstance(documents, list) or not all(isinstance(entry, dict) for entry in documents):
        raise LiantuError("settings_unknown_key", str(path), key="documents: [[documents]] files = …")
    return Settings(tuple(_override(path, entry) for entry in documents), neo4j)


def _override(path: Path, entry: dict[str, Any]) -> tuple[str, dict[str, str | int]]:
    values = dict(entry)
    pattern = values.pop("files", None)
    if not isinstance(pattern, str):
        raise LiantuError("settings_unknown_key", str(path), key="documents: files = …")
    for key, value in values.items():
        if not isinstance(value, _OVERRIDES.get(key, ())):
            raise LiantuError("settings_unknown_key", str(path), key=f"documents.{key} = {value!r}")
    return pattern, values
