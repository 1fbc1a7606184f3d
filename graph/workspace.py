"""The folder that holds documents, facts, decisions and snapshots.

::

    liantu.toml                       settings, written by the user
    documents/<sha256>.txt            the text that evidence quotes; documents.parquet says which files it came from
    facts/<sha256>.json               what was read from it, replaced as a whole
    decisions.jsonl                   what people decided
    snapshots/<name>/                 documents, nodes, edges, evidence .parquet; graph.lbug; findings.<zh|en>.json
    CURRENT                           name of the live snapshot, replaced atomically
    errors.parquet                    files that could not be read

Everything under ``snapshots`` can be deleted: it is built again from the facts.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path
from typing import TypeVar

import pyarrow as pa
import pyarrow.parquet as pq
from filelock import FileLock, Timeout

from graph import facts as facts_format
from graph.errors import LiantuError
from graph.facts import DocumentFacts
from graph.model import Document
from graph.settings import Settings, read_settings
from graph.snapshot import Snapshot

_Row = TypeVar("_Row", "Registered", "Failure")
_FOLDERS = ("documents", "facts", "snapshots")


@dataclass(frozen=True, slots=True, order=True)
class Registered:
    """A file that was read: the folder it was found in, its path below that, the document's id, and the version that read it.

    ``shown`` is what everything that leaves the program calls it: the path with private names masked, as `ingest.mask.veil` masks them. The
    path itself stays here, to know the file again.
    """

    root: str
    file: str
    id: str
    read_with: str
    shown: str = ""


@dataclass(frozen=True, slots=True, order=True)
class Failure:
    """A file that could not be read: its place as in `Registered` (``id`` empty where not even its bytes were had), the error's code and its text."""

    root: str
    file: str
    id: str
    read_with: str
    code: str
    message: str


def write_atomically(path: Path, content: bytes) -> None:
    """Write a file so that a reader sees the old content or the new, and a crash leaves the old."""
    waiting = path.with_name(path.name + ".tmp")
    with waiting.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())
    waiting.replace(path)


def is_workspace(folder: Path) -> bool:
    """Tell whether a folder is a workspace: what lies in it was made from documents and is none."""
    return all((folder / name).is_dir() for name in _FOLDERS) and any(
        (folder / name).exists() for name in (".lock", "documents.parquet", "errors.parquet")
    )


class Workspace:
    """A workspace folder, which need not exist yet.

    Args:
        path: the folder.
    """

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def settings(self) -> Settings:
        """The user's settings."""
        return read_settings(self.path / "liantu.toml")

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Hold the workspace for writing; makes its folders and clears what a crash left.

        Raises:
            LiantuError: another process holds it, or it cannot be written.
        """
        try:
            for name in _FOLDERS:
                (self.path / name).mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise LiantuError(
                "workspace_unwritable", str(self.path), exit_code=3, detail=error.strerror or error
            ) from None
        lock = FileLock(self.path / ".lock", timeout=0)
        try:
            lock.acquire()
        except Timeout:
            raise LiantuError("workspace_locked", str(self.path), exit_code=3) from None
        except OSError as error:
            raise LiantuError(
                "workspace_unwritable", str(self.path), exit_code=3, detail=error.strerror or error
            ) from None
        try:
            for left in (*self.path.glob("*.tmp"), *self.path.glob("documents/*.tmp"), *self.path.glob("facts/*.tmp")):
                left.unlink()
            yield
        finally:
            lock.release()

    def text(self, document: str) -> str:
        """Return the text that a document's evidence quotes."""
        return (self.path / "documents" / f"{document}.txt").read_bytes().decode("utf-8", "surrogatepass")

    def masked_text(self, document: str) -> str:
        """Return the text with private names masked, as quotes show it: what may be shown or quoted whole."""
        facts = self.facts_of(document)
        characters = list(facts.text)
        for offset in facts.hidden:
            characters[offset] = "某"
        return "".join(characters)

    def facts_of(self, document: str) -> DocumentFacts:
        """Return the facts of one document, with its text, under the name that it was first read by."""
        return self._facts(document, self.text(document))

    def _facts(self, document: str, text: str = "") -> DocumentFacts:
        path = self.path / "facts" / f"{document}.json"
        try:
            return facts_format.from_json(path.read_text(encoding="utf-8"), text)
        except (OSError, ValueError, KeyError, TypeError):
            raise LiantuError("facts_damaged", str(path), exit_code=3) from None

    def write_facts(self, facts: DocumentFacts) -> None:
        """Keep the facts and the text of one document, in place of those it had."""
        name = facts.document.id
        write_atomically(self.path / "documents" / f"{name}.txt", facts.text.encode("utf-8", "surrogatepass"))
        write_atomically(self.path / "facts" / f"{name}.json", facts_format.to_json(facts).encode())

    def has_facts(self, document: str) -> bool:
        """Tell whether facts of a document are kept, and whole."""
        try:
            record = json.loads((self.path / "facts" / f"{document}.json").read_bytes())
        except (OSError, ValueError):
            return False
        whole = isinstance(record, dict) and {"document", "entities", "relations"} <= record.keys()
        return whole and (self.path / "documents" / f"{document}.txt").exists()

    def facts(self) -> Iterator[DocumentFacts]:
        """Yield the facts of all registered documents by id, under the first of the names that each is shown by; without their texts."""
        names: dict[str, str] = {}
        for row in sorted(self.registered()):
            names.setdefault(row.id, row.shown or row.file)
        for name, file in sorted(names.items()):
            found = self._facts(name)
            yield replace(found, document=replace(found.document, file=file))

    def registered(self) -> list[Registered]:
        """Return the files that were read."""
        return self._read("documents", Registered)

    def failures(self) -> list[Failure]:
        """Return the files that could not be read."""
        return self._read("errors", Failure)

    def register(self, read: Iterable[Registered], failed: Iterable[Failure]) -> None:
        """Keep the lists of files, and drop the texts and facts that no file stands for any more."""
        kept = sorted(read)
        self._write("documents", Registered, kept)
        self._write("errors", Failure, sorted(failed))
        live = {row.id for row in kept}
        for path in (*self.path.glob("documents/*.txt"), *self.path.glob("facts/*.json")):
            if path.stem not in live:
                path.unlink()

    def _write(self, name: str, kind: type[_Row], rows: list[_Row]) -> None:
        schema = pa.schema([(field.name, pa.string()) for field in fields(kind)])
        sink = pa.BufferOutputStream()
        pq.write_table(pa.Table.from_pylist([asdict(row) for row in rows], schema=schema), sink)
        write_atomically(self.path / f"{name}.parquet", sink.getvalue().to_pybytes())

    def _read(self, name: str, kind: type[_Row]) -> list[_Row]:
        path = self.path / f"{name}.parquet"
        try:
            return [kind(**row) for row in pq.read_table(path).to_pylist()] if path.exists() else []
        except (OSError, pa.ArrowException, TypeError):
            raise LiantuError("register_damaged", str(path), exit_code=3) from None

    @property
    def current(self) -> str | None:
        """Name of the live snapshot; None before the first."""
        path = self.path / "CURRENT"
        return path.read_text(encoding="ascii").strip() if path.exists() else None

    def publish(self, name: str) -> None:
        """Make a finished snapshot the live one; readers of the old one go on undisturbed."""
        write_atomically(self.path / "CURRENT", name.encode("ascii") + b"\n")

    def snapshot(self, name: str | None = None) -> Snapshot:
        """Open a snapshot, the live one by default.

        Raises:
            LiantuError: there is no workspace, no snapshot, or none of that name.
        """
        wanted = name or self.current
        if wanted is None:
            raise LiantuError("workspace_empty", str(self.path), exit_code=2)
        folder = self.path / "snapshots" / wanted
        if not (folder / "manifest.json").exists():
            raise LiantuError("snapshot_unknown", str(self.path), exit_code=2, name=wanted)
        return Snapshot(folder)

    def documents(self) -> list[Document]:
        """Return the documents whose facts are kept, by id."""
        return [facts.document for facts in self.facts()]
