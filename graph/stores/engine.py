"""The embedded engine, opened for reading, and its answers as cells."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import ladybug

from graph.errors import LiantuError
from graph.stores.values import cell
from graph.stores.worker import ANSWER, Request, Worker, answer_all, receive

BUFFER = 2 << 30
"""Bytes of address space for pages; a pattern without labels reserves a piece of it for each pair of labels the model allows."""
MOST_BYTES = 1 << 36
"""Bytes a graph file may reach: address space that the engine reserves, not memory."""


def open_database(path: Path, *, buffer: int = BUFFER, most_bytes: int = MOST_BYTES, threads: int = 0) -> Any:
    """Open a graph file read-only.

    Raises:
        LiantuError: there is no such file, it is damaged, or another version of the engine wrote it.
    """
    if not path.is_file():
        raise LiantuError("store_file_missing", str(path), exit_code=3)
    if not path.stat().st_size:  # the engine would take an empty file for an empty graph
        raise LiantuError("store_file_unreadable", str(path), exit_code=3, why="0 B")
    try:
        return ladybug.Database(
            path, read_only=True, buffer_pool_size=buffer, max_db_size=most_bytes, max_num_threads=threads
        )
    except RuntimeError as error:
        raise LiantuError("store_file_unreadable", str(path), exit_code=3, why=error) from error


def connect(database: Any, *, threads: int = 0) -> Any:
    """Return a connection that answers rightly: with zone maps this engine finds no row where a whole number meets 0.9 or 2023.5."""
    connection = ladybug.Connection(database, num_threads=threads)
    connection.execute("CALL enable_zone_map=false")
    return connection


def read(result: Any, limit: int | None, size: int | None = None) -> tuple[list[str], list[list[Any]], bool]:
    """Return columns, rows made of cells, and whether more was there than ``limit`` rows or ``size`` characters of text."""
    columns: list[str] = result.get_column_names()
    rows: list[list[Any]] = []
    seen = 0
    while result.has_next() and (limit is None or len(rows) < limit) and (size is None or seen < size):
        rows.append([cell(value) for value in result.get_next()])
        seen += len(str(rows[-1])) if size is not None else 0
    truncated = bool(result.has_next())
    result.close()
    return columns, rows, truncated


WARM_UP = (
    "MATCH (n) RETURN n.id LIMIT 1",
    "MATCH ()-[r]->() RETURN r.id LIMIT 1",
    "RETURN date('2020-01-01'), 1.5, [1], sum(1)",
)


def cypher_worker(path: Path) -> Worker:
    """Return the process that answers Cypher on a graph file.

    Raises:
        LiantuError: the file cannot be opened.
    """
    open_database(path).close()
    return Worker(f"from graph.stores.engine import serve; serve({str(path)!r})")


def serve(path: str) -> None:
    """Open a graph file and answer queries: what runs in the process."""
    receive(sys.stdin.buffer)
    file = Path(path)
    room = 1 << max(30, (4 * file.stat().st_size).bit_length())
    database = open_database(file, most_bytes=room, threads=1)

    def answer(request: Request) -> dict[str, Any]:
        with connect(database, threads=1) as connection:
            connection.set_query_timeout(int(request["seconds"] * 1000))
            result = connection.execute(request["text"], request["parameters"])
            if isinstance(result, list):
                return {"error": "Parser exception: more than one statement"}
            columns, rows, truncated = read(result, request["limit"], ANSWER)
            return {"columns": columns, "rows": rows, "truncated": truncated}

    for text in WARM_UP:  # loads whatever would have to be opened later
        answer({"text": text, "parameters": {}, "limit": None, "seconds": 30})
    answer_all(answer)
