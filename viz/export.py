"""The registry of exports: the name of each format, what it makes, and who writes it."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from importlib import import_module
from pathlib import Path
from types import MappingProxyType
from typing import Any

from filelock import FileLock, Timeout

from graph.errors import LiantuError, message
from graph.language import language
from graph.model import Graph
from graph.workspace import is_workspace
from viz.words import Finding


@dataclass(frozen=True, slots=True)
class Options:
    """What a user may say of an export.

    Attributes:
        snapshot: name of the snapshot that the graph is.
        date: date to print, as given; None prints none, so that the same snapshot gives the same bytes.
        title: title of pages, pictures and decks; None lets each format state what it shows.
        bom: tables for Excel: a byte order mark, and cells that look like a formula begin with an apostrophe.
        template: a presentation whose master the slides take.
        size: ``16:9`` or ``4:3``.
        transparent: pictures without ground.
        node: id of the node that a fact sheet is about.
        texts: the masked text of each document by id, for the reading view of the offline page; `viz.luggage.pack` makes this and the next four, of
            which other exports read the last only.
        spoken: the findings in each language.
        suggestions: links worth making.
        questions: the question bank with its answers.
        stopped: what is to be said, by language, of gap rules that were not checked, as `viz.luggage.stopped_in` makes it: for every export that lists gaps.
    """

    snapshot: str = ""
    date: str | None = None
    title: str | None = None
    bom: bool = False
    template: Path | None = None
    size: str = "16:9"
    transparent: bool = False
    node: str | None = None
    texts: Mapping[str, str] | None = None
    spoken: Mapping[str, Sequence[Finding]] | None = None
    suggestions: Sequence[Mapping[str, Any]] = ()
    questions: Sequence[Mapping[str, Any]] = ()
    stopped: Mapping[str, Sequence[str]] | None = None

    @property
    def unchecked(self) -> Sequence[str]:
        """Sentences in the user's language on gap rules that were not checked: without them a list of gaps looks whole."""
        return (self.stopped or {}).get(language(), ())


Writer = Callable[[Graph, Sequence[Finding], Path, Options], Sequence[str]]
"""Writes a graph and its findings to a path and returns what its user should be told, each a sentence."""


@dataclass(frozen=True, slots=True)
class Format:
    """One way of taking a graph along.

    Attributes:
        name: what the user types.
        suffix: usual ending of the file, empty where a folder of files is made.
        writer: ``module:function``, loaded when used, so that no one waits for libraries they do not use.
    """

    name: str
    suffix: str
    writer: str

    @property
    def folder(self) -> bool:
        """Makes a folder of files, not one file."""
        return not self.suffix

    @property
    def purpose(self) -> str:
        """What the format is for, in the user's language."""
        return message("viz_format", self.name)

    def write(self, graph: Graph, findings: Sequence[Finding], out: Path, options: Options) -> list[str]:
        """Write to ``out``, whole or not at all.

        Returns:
            Sentences for the user, for example that only part of a graph is shown.

        Raises:
            LiantuError: ``out`` cannot be written, is a folder where a file is made or the other way round, or is a device.
        """
        module, _, function = self.writer.partition(":")
        writer: Writer = getattr(import_module(module), function)
        out = out if out.name not in ("", "..") else out.resolve()  # ``.`` has no name of its own
        with writing(out):
            if out.exists() and out.is_dir() != self.folder:
                raise LiantuError(
                    "export_not_a_folder" if self.folder else "export_is_a_folder", str(out), format=self.name
                )
            if out.exists() and not (out.is_file() or out.is_dir()):
                raise LiantuError("export_no_file", str(out))
            return _write_whole(writer, graph, findings, out, options, folder=self.folder)


@contextmanager
def writing(out: Path) -> Iterator[None]:
    """Make the folder that a file is to be written into, and tell in the user's words why it cannot be written.

    Raises:
        LiantuError: ``out`` cannot be written, or lies among the files of a workspace.
    """
    try:
        place = out.absolute()
        beside = place.suffix not in ("", ".parquet", ".toml")  # a page right in a workspace is in nobody's way
        if any(is_workspace(folder) for folder in (place, *place.parents[beside:])):
            raise LiantuError("export_into_workspace", str(out))
        out.parent.mkdir(parents=True, exist_ok=True)
        yield
    except OSError as error:
        raise LiantuError("export_cannot_write", str(out), reason=error.strerror or str(error)) from error


def _write_whole(
    writer: Writer, graph: Graph, findings: Sequence[Finding], out: Path, options: Options, *, folder: bool
) -> list[str]:
    """Write beside the target first, so that a crash leaves what was there."""
    _sweep(out.parent)
    with tempfile.TemporaryDirectory(prefix=SCRATCH, dir=out.parent) as scratch, FileLock(Path(scratch, HELD)):
        made = Path(scratch, "made", out.name)
        made.parent.mkdir()
        if folder:
            made.mkdir()
        notes = list(writer(graph, findings, made, options))
        if not folder:
            made.replace(out)
            return notes
        out.mkdir(exist_ok=True)
        for path in sorted(made.iterdir()):
            shutil.move(path, out / path.name)
    return notes


SCRATCH, HELD = ".liantu-", "held"
"""How folders begin in which exports are made, and the file in them that the system holds for as long as the export runs."""


def _sweep(folder: Path) -> None:
    """Remove what exports that were killed have left in a folder: there nobody holds the file any more."""
    for held in folder.glob(f"{SCRATCH}*/{HELD}"):
        with suppress(Timeout, OSError):
            with FileLock(held, timeout=0):
                pass
            shutil.rmtree(held.parent)


WRITERS = {
    "jsonl": ("", "viz.exchange.own:write_jsonl"),
    "csv": ("", "viz.tables:write_csv"),
    "xlsx": (".xlsx", "viz.workbook:write"),
    "graphml": (".graphml", "viz.exchange.graphml:write"),
    "gexf": (".gexf", "viz.exchange.gexf:write"),
    "turtle": (".ttl", "viz.exchange.own:write_turtle"),
    "trig": (".trig", "viz.exchange.own:write_trig"),
    "jsonld": (".jsonld", "viz.exchange.own:write_jsonld"),
    "cypher": (".cypher", "viz.exchange.own:write_cypher"),
    "neo4j-admin": ("", "viz.exchange.own:write_neo4j_admin"),
    "ftm": (".json", "viz.exchange.ftm:write"),
    "mermaid": (".mmd", "viz.exchange.text:write_mermaid"),
    "dot": (".dot", "viz.exchange.text:write_dot"),
    "svg": (".svg", "viz.pictures:write_svg"),
    "png": (".png", "viz.pictures:write_png"),
    "pptx": (".pptx", "viz.slides.deck:write"),
    "docx": (".docx", "viz.report:write_docx"),
    "pdf": (".pdf", "viz.prints:write_pdf"),
    "ics": (".ics", "viz.exchange.calendar:write"),
    "html": (".html", "viz.exchange.own:write_html"),
    "pyvis": (".html", "viz.network:write"),
}
FORMATS: Mapping[str, Format] = MappingProxyType({name: Format(name, *how) for name, how in WRITERS.items()})
"""Every format by name, in the order that help shows."""


def export(
    graph: Graph, findings: Sequence[Finding], name: str, out: Path, options: Options | None = None
) -> list[str]:
    """Write a graph in the format of that name.

    Args:
        graph: documents, nodes and edges.
        findings: objects of ``gaps --json``.
        name: a key of `FORMATS`.
        out: the file or, where the format makes one, the folder.
        options: see `Options`.

    Returns:
        Sentences for the user.

    Raises:
        LiantuError: no such format, or ``out`` cannot be written.
    """
    if name not in FORMATS:
        raise LiantuError("export_unknown_format", name, formats=" ".join(FORMATS))
    return FORMATS[name].write(graph, findings, out, options or Options())


def build_date(given: str | None, environment: Mapping[str, str] = os.environ) -> str | None:
    """Return the date to print: the one given, else that of SOURCE_DATE_EPOCH, else None.

    Source: https://reproducible-builds.org/specs/source-date-epoch/

    Raises:
        LiantuError: the date given is none, or SOURCE_DATE_EPOCH is not a number of seconds.
    """
    if given:
        try:
            return date.fromisoformat(given).isoformat()
        except ValueError:
            raise LiantuError("export_bad_date", given) from None
    seconds = environment.get("SOURCE_DATE_EPOCH")
    if not seconds:
        return None
    try:
        return datetime.fromtimestamp(int(seconds), UTC).date().isoformat()
    except (ValueError, OverflowError, OSError) as error:
        raise LiantuError("export_bad_epoch", seconds) from error
