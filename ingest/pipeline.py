"""Many files in, the facts of each out: a pool of processes, in which a file that fails, or takes its process with it, costs only itself."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import threading
import time
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from dataclasses import dataclass, replace
from multiprocessing.process import BaseProcess
from pathlib import Path
from typing import Any

from graph.errors import LiantuError
from graph.facts import DocumentFacts, Dropped
from graph.schema import allowed_pairs
from graph.workspace import is_workspace

logger = logging.getLogger(__name__)

IN_PROCESS = 2
"""Up to so many files are read in the calling process: starting another takes longer than reading them."""
READERS = ("trained", "rules", "bare")
"""All; grammar, and LAC to find the names to mask; grammar alone, which leaves most private names as they stand."""
_GRACE = 1.0
"""Seconds that a process gets to clear up after itself when reading is broken off."""


@dataclass(frozen=True, slots=True)
class Job:
    """A file to read: where it lies, the name that it goes by, what the user's settings lay down for it, and which of `READERS` reads it."""

    path: Path
    file: str
    overrides: Mapping[str, str | int]
    reader: str = "trained"


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that could not be read: the error's code and its text in the user's language."""

    code: str
    message: str


def find_files(path: Path) -> list[tuple[Path, str]]:
    """Return the files below a folder, or the one file, with their names as documents, in order of name; a zip gives its documents.

    Hidden files, lock files of office programs and files named README, which speak of their folder, are no documents; neither are pipes,
    devices and what lies in a workspace. Names are spelled as `ingest.read.spelling` does. A folder that cannot be opened stands in the list
    itself, so that it is told like a file that cannot be read.

    Raises:
        LiantuError: there is no such folder or file, or the folder holds none or is a workspace.
    """
    from ingest.read.spelling import spelled  # here, for the reason that read_one gives

    if path.is_file():
        return [(path, name) for name in _documents(path, spelled(path.name))]
    if not path.is_dir():
        raise LiantuError("path_missing", str(path), exit_code=3)
    if is_workspace(path):
        raise LiantuError("folder_workspace", str(path), exit_code=3)
    found = []
    closed: list[Path] = []
    for folder, folders, names in os.walk(path, onerror=lambda error: closed.append(Path(error.filename))):
        folders[:] = sorted(
            name for name in folders if not name.startswith(".") and not is_workspace(Path(folder, name))
        )
        for name in names:
            if not name.startswith((".", "~$")) and Path(name).stem.upper() != "README":
                full = Path(folder) / name
                if full.exists() and not full.is_file():
                    continue
                found += [(full, file) for file in _documents(full, spelled(full.relative_to(path).as_posix()))]
    found += [(folder, spelled(folder.relative_to(path).as_posix())) for folder in closed]
    if not found:
        raise LiantuError("folder_empty", str(path), exit_code=3)
    return sorted(found, key=lambda pair: pair[1])


def _documents(path: Path, file: str) -> list[str]:
    if path.suffix.lower() != ".zip":
        return [file]
    from ingest.read import documents_in  # here, for the reason that read_one gives

    return documents_in(path, file)


def read_one(job: Job) -> DocumentFacts | Failed:
    """Read one file. Nothing that is wrong with it is raised."""
    from ingest.page import read_page  # here, so that a process that only counts files need not load what reads them

    try:
        page = read_page(job.path, job.file)
        from ingest.duplicates import fingerprint
        from ingest.facts import Readers, facts  # the language tools take longest: a file that is none says so before
        from ingest.mask.veil import Veil

        if job.overrides:
            laid_down: Any = job.overrides
            found_at = {what: span for what, span in page.context.evidence.items() if what not in job.overrides}
            page = replace(page, context=replace(page.context, evidence=found_at, **laid_down))
        readers = None if job.reader == "trained" else Readers(None, tagger=job.reader != "bare")
        found = lawful(facts(page, readers=readers))
        veil = Veil(found)
        found = replace(
            found,
            document=replace(found.document, file=veil.file(job.file), title=veil.line(found.document.title)),
            warnings=tuple(map(veil.line, found.warnings)),
            clauses=tuple(sorted(fingerprint(page.clean.text))),
            left_out=tuple((reason, veil.line(line)) for reason, line in page.source.left_out),
        )
        return found if page.source.confidence == 1000 else _doubted(found, page.source.confidence)
    except LiantuError as error:
        return Failed(error.code, str(error))
    except MemoryError:
        return _failed("file_out_of_memory", job)
    except Exception as error:
        logger.debug("%s", job.file, exc_info=True)
        return _failed("file_unexpected", job, detail=f"{type(error).__name__}: {error}")


def _doubted(facts: DocumentFacts, confidence: int) -> DocumentFacts:
    """Lower the confidence of relations whose text was recognised in a picture, by the confidence of its characters in thousandths."""
    relations = tuple(
        replace(
            relation, evidence=replace(relation.evidence, confidence=relation.evidence.confidence * confidence // 1000)
        )
        for relation in facts.relations
    )
    return replace(facts, relations=relations)


def lawful(facts: DocumentFacts) -> DocumentFacts:
    """Drop, with the reason, relations between labels that the model does not let them join: a store would refuse the whole graph."""
    labels = {entity.key: entity.label for entity in facts.entities}
    kept, dropped = [], list(facts.dropped)
    for relation in facts.relations:
        ends = (labels[relation.source], labels[relation.target])
        if ends in allowed_pairs(relation.type):
            kept.append(relation)
        else:
            proof = relation.evidence
            dropped.append(Dropped(relation.type, proof.start, proof.end, f"unlawful:{ends[0]}:{ends[1]}"))
    standing = {f"{one.type} {one.source} {one.target}" for one in kept} | labels.keys()
    told = tuple(verdict for verdict in facts.verdicts if verdict.fact in standing)
    return replace(facts, relations=tuple(kept), dropped=tuple(dropped), verdicts=told)


def _failed(code: str, job: Job, detail: str = "") -> Failed:
    return Failed(code, str(LiantuError(code, job.file, detail=detail)))


def read_all(jobs: Sequence[Job], workers: int) -> Iterator[tuple[Job, DocumentFacts | Failed]]:
    """Read files, in any order as they are done.

    Args:
        jobs: what to read.
        workers: processes to use.
    """
    if workers < 2 or len(jobs) <= IN_PROCESS:
        yield from ((job, read_one(job)) for job in jobs)
        return
    yield from _settle((yield from _pool(jobs, workers)), workers)


def _settle(unfinished: Sequence[Job], workers: int) -> Iterator[tuple[Job, DocumentFacts | Failed]]:
    """Read what a broken pool left undone. One of them took its process down: halving goes on until it stands alone."""
    middle = (len(unfinished) + 1) // 2
    for half in (unfinished[:middle], unfinished[middle:]):
        left = (yield from _pool(half, workers)) if half else []
        if left and len(half) == 1:
            yield half[0], _failed("file_crashed", half[0])
        elif left:
            yield from _settle(left, workers)


def _pool(jobs: Sequence[Job], workers: int) -> Generator[tuple[Job, DocumentFacts | Failed], None, list[Job]]:
    """Yield what a pool gets done; return the jobs that it left undone because it broke. Broken off, it ends its processes at once."""
    done: set[int] = set()
    others = set(multiprocessing.active_children())
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(min(workers, len(jobs)), mp_context=context, initializer=_obey) as pool:
        running: dict[Future[DocumentFacts | Failed], int] = {}
        try:
            with _undisturbed():
                running = {pool.submit(_read_apart, read_one, job): n for n, job in enumerate(jobs)}
            while running:
                finished, _ = wait(running, return_when=FIRST_COMPLETED)
                for future in finished:
                    number = running.pop(future)
                    try:
                        outcome = future.result()
                    except BrokenProcessPool:
                        continue
                    done.add(number)
                    yield jobs[number], outcome
        except (KeyboardInterrupt, GeneratorExit):
            _end([child for child in multiprocessing.active_children() if child not in others])
            raise
    return [job for number, job in enumerate(jobs) if number not in done]


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Put Ctrl-C off while processes start, which inherit that: it is for the caller to decide what it means, and they would tell of it each in turn."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _obey() -> None:
    """In a process of the pool: leave Ctrl-C to the caller, where it could not be put off; an order to end is an exception, so that what was
    begun is cleared up."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _leave)
    parent = multiprocessing.parent_process()
    if parent is not None:
        threading.Thread(target=_follow, args=(parent,), daemon=True).start()


def _follow(parent: BaseProcess) -> None:
    """End this process when the caller is gone: who is killed can tell nobody."""
    parent.join()
    os._exit(1)


def _leave(*_: object) -> None:
    raise SystemExit


def _read_apart(read: Callable[[Job], DocumentFacts | Failed], job: Job) -> DocumentFacts | Failed:
    """Read in a process of the pool, which would take an order to end for the result of one job."""
    try:
        return read(job)
    except SystemExit:
        os._exit(0)


def _end(children: Sequence[BaseProcess]) -> None:
    """End processes: those that do not go by themselves, or not fast enough for whoever presses Ctrl-C again, are killed."""
    for child in children:
        child.terminate()
    until = time.monotonic() + _GRACE
    try:
        for child in children:
            child.join(max(0.0, until - time.monotonic()))
    finally:
        for child in children:
            child.kill()
