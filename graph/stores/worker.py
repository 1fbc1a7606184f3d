"""A process of its own for the queries that a person typed: it can neither open a file nor write, and is ended when it overruns.

Source: the engine's threat model (``security/threat_model.md`` of its source distribution) leaves file system and network to the host.
"""

from __future__ import annotations

import json
import math
import os
import signal
import struct
import subprocess
import sys
import threading
from collections.abc import Mapping
from pathlib import Path
from typing import IO, Any

import ladybug

from graph.errors import LiantuError
from graph.stores.base import Table
from graph.stores.engine import BUFFER, open_database, read

MEMORY = 3 << 30
"""Bytes of address space that a query may take beyond what the opened file needs; a path of any labels reserves most of it unused."""
ANSWER = 64 << 20
"""Bytes of the longest answer; the rest is cut off and the table says so."""
GRACE = 2.0
"""Seconds between the engine's own time limit, which parsing and planning do not heed, and the end of the process."""
WARM_UP = (
    "MATCH (n) RETURN n.id LIMIT 1",
    "MATCH ()-[r]->() RETURN r.id LIMIT 1",
    "RETURN date('2020-01-01'), 1.5, [1], sum(1)",
)


class Worker:
    """The process, seen from here. It starts with the first query and again after one that it did not survive."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, cypher: str, parameters: Mapping[str, Any], limit: int | None, seconds: float) -> Table | str:
        """Return the answer, or the engine's words on what is wrong with the query.

        Raises:
            LiantuError: the query took too long or too much memory, or the process died.
        """
        request = {"cypher": cypher, "parameters": dict(parameters), "limit": limit, "seconds": seconds}
        with self._lock:
            process = self._process or self._start()
            late = threading.Event()
            timer = threading.Timer(seconds + GRACE, _overrun, (process, late))
            timer.start()
            try:
                assert process.stdin and process.stdout
                _send(process.stdin, request)
                answer = _receive(process.stdout)
            except (OSError, EOFError) as error:
                self._end()
                raise LiantuError(
                    "query_too_slow" if late.is_set() else "query_killed_worker", seconds=f"{seconds:g}"
                ) from error
            finally:
                timer.cancel()
            return self._judge(answer, seconds)

    def _judge(self, answer: Mapping[str, Any], seconds: float) -> Table | str:
        if "error" not in answer:
            return Table(answer["columns"], answer["rows"], answer["truncated"])
        problem = str(answer["error"])
        if problem.startswith("Interrupted"):
            raise LiantuError("query_too_slow", seconds=f"{seconds:g}")
        if "bad_alloc" in problem or problem.startswith("MemoryError"):
            self._end()
            raise LiantuError("query_too_large")
        return problem

    def close(self) -> None:
        """End the process."""
        with self._lock:
            self._end()

    def _start(self) -> subprocess.Popen[bytes]:
        code = (
            f"import sys; sys.path[:] = {sys.path!r}; from graph.stores.worker import serve; serve({str(self._path)!r})"
        )
        environment = {name: value for name, value in os.environ.items() if not name.startswith("NEO4J_")}
        command = [sys.executable, "-c", code]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)  # noqa: S603
        return self._process

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
        self._process = None


def _overrun(process: subprocess.Popen[bytes], late: threading.Event) -> None:
    late.set()
    process.kill()


def _send(stream: IO[bytes], message: Mapping[str, Any]) -> None:
    body = json.dumps(message, ensure_ascii=False).encode()
    stream.write(struct.pack("!I", len(body)) + body)
    stream.flush()


def _receive(stream: IO[bytes]) -> Any:
    head = stream.read(4)
    if len(head) < 4:
        raise EOFError
    (length,) = struct.unpack("!I", head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return json.loads(body)


def serve(path: str) -> None:
    """Answer queries from standard input until it ends: what runs in the process."""
    file = Path(path)
    room = 1 << max(30, (4 * file.stat().st_size).bit_length())
    database = open_database(file, buffer=BUFFER, most_bytes=room, threads=1)
    for text in WARM_UP:
        _answer(database, {"cypher": text, "parameters": {}, "limit": None, "seconds": 30})
    confine()
    while True:
        try:
            request = _receive(sys.stdin.buffer)
        except EOFError:
            return
        if hasattr(signal, "alarm"):
            signal.alarm(math.ceil(request["seconds"] + GRACE))  # should the program die, this process does not stay
        answer = _answer(database, request)
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        _send(sys.stdout.buffer, answer)


def _answer(database: Any, request: Mapping[str, Any]) -> dict[str, Any]:
    try:
        with ladybug.Connection(database, num_threads=1) as connection:
            connection.set_query_timeout(int(request["seconds"] * 1000))
            result = connection.execute(request["cypher"], request["parameters"])
            if isinstance(result, list):
                return {"error": "Parser exception: more than one statement"}
            columns, rows, truncated = read(result, request["limit"], ANSWER)
            return {"columns": columns, "rows": rows, "truncated": truncated}
    except Exception as error:  # whatever the engine throws, the other side has to hear of it
        return {"error": str(error) if isinstance(error, RuntimeError) else f"{type(error).__name__}: {error}"}


def confine() -> None:
    """Give up, for good, writing to files, opening files or sockets, and memory beyond the limit. POSIX only."""
    if sys.platform == "win32":
        return
    import resource

    pages = Path("/proc/self/statm")
    if pages.exists():
        limit = int(pages.read_text().split()[0]) * resource.getpagesize() + MEMORY
        resource.setrlimit(resource.RLIMIT_AS, (limit, limit))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, 0))
    highest = max(fd for fd in range(1024) if _is_open(fd))
    resource.setrlimit(resource.RLIMIT_NOFILE, (highest + 1, highest + 1))
    while True:
        try:
            os.dup(0)
        except OSError:
            return


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True
