"""The files of a run: what there is, what it is known by, and how it is read."""

from __future__ import annotations

import json
from collections.abc import Callable, Collection, Generator, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import NamedTuple

from graph.errors import LiantuError
from graph.facts import DocumentFacts
from graph.model import digest
from graph.settings import Settings
from graph.version import fingerprint
from graph.workspace import Failure, Registered, Workspace
from ingest.pipeline import READERS, Failed, Job, find_files, read_all
from ingest.read import digest_of
from ingest.read.spelling import spelled

IMPORTED = "import:"
"""Begins the root of what people brought."""


class Step(NamedTuple):
    """How far a run is, after a file: its name, how many files are done, of how many, the characters read so far, the files that failed."""

    file: str
    done: int
    total: int
    characters: int
    errors: int


Progress = Callable[[Step], None]
"""Told before the first file and after each."""


@dataclass(frozen=True, slots=True)
class Source:
    """A file to read: its place as in `Registered`, the hash of its bytes, with which version and settings it is read, and why it cannot be."""

    root: str
    file: str
    path: Path
    id: str
    read_with: str
    trouble: tuple[str, str] | None = None


def root_of(given: Path) -> str:
    """Return the folder that documents are known by: the one that was named, or that of the file that was."""
    return spelled(str((given if given.is_dir() else given.parent).resolve()))


def lies_in(row: Registered | Failure, place: Path) -> bool:
    """Tell whether a file that was read is, or lay in, a file or folder."""
    return Path(row.root, row.file).is_relative_to(spelled(str(place.resolve())))


def gone(workspace: Workspace) -> dict[str, int]:
    """Return the folders that are there no more, each with the number of documents that were read from it and still count."""
    rows = [row.root for row in workspace.registered() if not row.root.startswith(IMPORTED)]
    return {root: rows.count(root) for root in sorted(set(rows)) if not _is_there(Path(root))}


def _is_there(folder: Path) -> bool:
    """Tell whether a folder exists, also where its name is spelled otherwise than in the file system."""
    above = folder.parent
    return folder.exists() or (above.exists() and any(spelled(one.name) == folder.name for one in above.iterdir()))


def take_stock(paths: Iterable[Path], settings: Settings, reader: str, roots: Collection[str]) -> list[Source]:
    """Take stock of the files: their bytes' hash, and the version and settings that they would be read with.

    Args:
        paths: files and folders.
        settings: what the user lays down.
        reader: one of `READERS`.
        roots: folders that documents were read from before; of these one may be empty by now.

    Raises:
        LiantuError: a path does not exist or holds no file.
    """
    found = []
    for given in paths:
        root = root_of(given)
        try:
            files = find_files(given)
        except LiantuError as error:
            if error.code != "folder_empty" or root not in roots:
                raise
            continue
        for path, file in files:
            overrides = json.dumps(settings.overrides(file), sort_keys=True)
            read_with = digest(fingerprint("ingest", "graph"), overrides, *([] if reader == READERS[0] else [reader]))
            try:
                name, trouble = digest_of(path, file), None
            except LiantuError as error:
                name, trouble = "", (error.code, str(error))
            found.append(Source(root, file, path, name, read_with, trouble))
    return sorted(set(found), key=lambda source: (source.root, source.file))


def of_another(message: str, first: str, file: str) -> str:
    """Say of a file what was said of one with the same bytes."""
    return file + message.removeprefix(first) if message.startswith(first) else message


def read_sources(
    workspace: Workspace,
    fresh: dict[tuple[str, str], list[Source]],
    settings: Settings,
    reader: str,
    workers: int,
    progress: Progress | None,
) -> Generator[Registered | Failure, None, None]:
    """Read each distinct document once, keep its facts, and yield a row for every file that holds it.

    A file that somebody changes meanwhile counts as it was read.
    """
    groups = {(group[0].path, group[0].file): group for group in fresh.values()}
    jobs = [Job(path, file, settings.overrides(file), reader) for path, file in groups]
    late: dict[tuple[str, str], list[Source]] = {}
    characters = errors = 0
    if progress and jobs:
        progress(Step(jobs[0].file, 0, len(jobs), 0, 0))
    for done, (job, outcome) in enumerate(read_all(jobs, workers), 1):
        if isinstance(outcome, DocumentFacts):
            workspace.write_facts(outcome)
        group = groups[job.path, job.file]
        if _changed(group[0], outcome):
            late |= {(group[1].id, group[1].read_with): group[1:]} if group[1:] else {}
            group = [replace(group[0], id=outcome.document.id if isinstance(outcome, DocumentFacts) else "")]
        for source in group:
            if isinstance(outcome, Failed):
                message = of_another(outcome.message, job.file, source.file)
                yield Failure(source.root, source.file, source.id, source.read_with, outcome.code, message)
            else:
                first = source.file == job.file
                yield row_of(source, outcome.document.file if first else shown(source.file, outcome))
        characters += len(outcome.text) if isinstance(outcome, DocumentFacts) else 0
        errors += isinstance(outcome, Failed)
        if progress:
            progress(Step(job.file, done, len(jobs), characters, errors))
    if late:
        yield from read_sources(workspace, late, settings, reader, workers, progress)


def _changed(source: Source, outcome: DocumentFacts | Failed) -> bool:
    """Tell whether a file was changed after stock was taken: then what was read of it says nothing of others that held the same bytes."""
    if isinstance(outcome, DocumentFacts):
        return outcome.document.id != source.id
    try:
        return digest_of(source.path, source.file) != source.id
    except LiantuError:
        return True


def row_of(source: Source, shown: str) -> Registered:
    """Return the row of a file that was read, which is shown under the name given."""
    return Registered(source.root, source.file, source.id, source.read_with, shown)


def called(workspace: Workspace, row: Registered) -> Registered:
    """Return a row with what its file is called; rows of earlier versions lack that."""
    return row if row.shown else replace(row, shown=shown(row.file, workspace.facts_of(row.id)))


def shown(file: str, facts: DocumentFacts) -> str:
    """Return a file's name with the private names of its document masked."""
    from ingest.mask.veil import Veil  # here, so that a command that reads no file need not load it

    return Veil(facts).file(file)
