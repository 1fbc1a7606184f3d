"""An immutable build of the graph: its tables, its embedded store, its findings in both languages, and a manifest that seals them."""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

from graph import tables
from graph.errors import LiantuError
from graph.language import LANGUAGES, language
from graph.model import Graph
from graph.stores import open_store
from graph.stores.base import Store

STORE = "graph.lbug"
_SUM = STORE + ".sha256"
"""What ``sha256sum`` prints of the store. Its file differs from run to run, so this stands in no manifest."""


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


class Snapshot:
    """A finished snapshot.

    Args:
        folder: its folder, ``snapshots/<name>``.
    """

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    @property
    def name(self) -> str:
        """Hash of everything that the snapshot was made from, 16 hexadecimal digits."""
        return self.folder.name

    @cached_property
    def manifest(self) -> dict[str, Any]:
        """Counts and versions."""
        loaded: dict[str, Any] = self._json("manifest.json")
        return loaded

    def _json(self, name: str) -> Any:
        try:
            return json.loads((self.folder / name).read_text(encoding="utf-8"))
        except (OSError, ValueError):
            raise self._damaged(name) from None

    def _damaged(self, name: str) -> LiantuError:
        return LiantuError("snapshot_damaged", str(self.folder / name), exit_code=3)

    def is_sound(self) -> bool:
        """Tell whether all its files can be read and its store is the one that was sealed: what is not, is to be built anew."""
        try:
            for name in ("manifest.json", *(f"findings.{spoken}.json" for spoken in LANGUAGES)):
                self._json(name)
            tables.check(self.folder)
            self._check_store()
        except (OSError, tables.Damaged, LiantuError):
            return False
        return True

    @property
    def stopped(self) -> dict[str, str]:
        """Gap rules that the engine stopped when the snapshot was built, each with the code of the reason: of them nothing is known."""
        found: dict[str, str] = self.manifest.get("stopped", {})
        return found

    @cached_property
    def _graph(self) -> Graph:
        try:
            return tables.read(self.folder)
        except (OSError, tables.Damaged, ValueError, KeyError, TypeError):
            raise self._damaged("*.parquet") from None

    def graph(self) -> Graph:
        """Return the whole graph, in memory; read once."""
        return self._graph

    def findings(self, spoken: str | None = None) -> list[dict[str, Any]]:
        """Return the gaps found when the snapshot was built, as ``gaps --json`` writes them.

        Args:
            spoken: ``zh`` or ``en``; the user's language where left out.
        """
        loaded: list[dict[str, Any]] = self._json(f"findings.{spoken or language()}.json")
        return loaded

    def _check_store(self) -> None:
        told, store = self.folder / _SUM, self.folder / STORE
        sealed = told.read_text(encoding="ascii").split()[:1] if told.exists() else [self.manifest.get("store_sha256")]
        if not store.exists() or [_sha256(store)] != sealed:  # an earlier version wrote the sum into the manifest
            raise self._damaged(STORE)

    def store(self) -> Store:
        """Open the embedded store, read-only.

        Raises:
            LiantuError: its file is not the one that was sealed.
        """
        self._check_store()
        return open_store(f"ladybug:{self.folder / STORE}")


def seal(folder: Path, findings: Mapping[str, Sequence[Mapping[str, Any]]], facts: Mapping[str, Any]) -> None:
    """Write the findings (by language) and the manifest of a snapshot whose tables and store stand in ``folder``."""
    for spoken, records in findings.items():
        (folder / f"findings.{spoken}.json").write_text(
            json.dumps(records, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    (folder / _SUM).write_text(f"{_sha256(folder / STORE)}  {STORE}\n", encoding="ascii")
    (folder / "manifest.json").write_text(
        json.dumps(dict(facts), ensure_ascii=False, indent=1, sort_keys=True) + "\n", encoding="utf-8"
    )


def discard(folder: Path) -> None:
    """Delete a snapshot or what a crash left of one."""
    shutil.rmtree(folder, ignore_errors=True)
