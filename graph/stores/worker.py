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
import time
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import IO, Any, TypeAlias

from graph.errors import LiantuError
from graph.stores.base import Table

MEMORY = 3 << 30
"""Bytes of address space that a query may take beyond what the opened store needs; a path of any labels reserves most of it unused."""
ANSWER = 64 << 20
"""Characters of the longest answer; the rest is cut off and the table says so."""
GRACE = 2.0
"""Seconds between the engine's own time limit, which parsing and planning do not heed, and the end of the process."""

Request: TypeAlias = Mapping[str, Any]


class Worker:
    """The process, seen from here. It starts with the first query and again after one that it did not survive.

    Args:
        code: what the process runs: a call of a function that ends in `answer_all`.
        feed: what it reads from its standard input before the first query.
    """

    def __init__(self, code: str, feed: bytes = b"") -> None:
        self._code, self._feed = code, feed
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None

    def ask(self, text: str, parameters: Mapping[str, Any], limit: int | None, seconds: float) -> Table | str:
        """Return the answer, or the engine's words on what is wrong with the query.

        Raises:
            LiantuError: the query took too long or too much memory, or the process died.
        """
        request = {"text": text, "parameters": dict(parameters), "limit": limit, "seconds": seconds}
        with self._lock:
            process = self._process or self._start()
            began = time.monotonic()
            timer = threading.Timer(seconds + GRACE, process.kill)
            timer.start()
            try:
                assert process.stdin and process.stdout
                _send(process.stdin, json.dumps(request, ensure_ascii=False).encode())
                answer = json.loads(receive(process.stdout))
            except (OSError, EOFError) as error:
                self._end()
                over = time.monotonic() - began >= seconds + GRACE  # whether this timer or its own alarm ended it
                code = "query_too_slow" if over else "query_killed_worker"
                raise LiantuError(code, seconds=f"{seconds:g}") from error
            finally:
                timer.cancel()
            return self._table(answer, seconds)

    def _table(self, answer: Mapping[str, Any], seconds: float) -> Table | str:
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
        """Start the process and wait until its store is open: only then the time of the first query begins."""
        environment = {name: value for name, value in os.environ.items() if not name.startswith(("NEO4J_", "SPARQL_"))}
        command = [sys.executable, "-c", f"import sys; sys.path[:] = {sys.path!r}; {self._code}"]
        self._process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, env=environment)  # noqa: S603
        assert self._process.stdin and self._process.stdout
        try:
            _send(self._process.stdin, self._feed)
            receive(self._process.stdout)
        except (OSError, EOFError) as error:
            self._end()
            raise LiantuError("query_no_worker", exit_code=3) from error
        return self._process

    def _end(self) -> None:
        if self._process:
            self._process.kill()
            self._process.communicate()
        self._process = None


def _send(stream: IO[bytes], body: bytes) -> None:
    stream.write(struct.pack("!Q", len(body)) + body)
    stream.flush()


def receive(stream: IO[bytes]) -> bytes:
    """Return the next message.

    Raises:
        EOFError: the other side is gone.
    """
    head = stream.read(8)
    if len(head) < 8:
        raise EOFError
    (length,) = struct.unpack("!Q", head)
    body = stream.read(length)
    if len(body) < length:
        raise EOFError
    return body


def answer_all(answer: Callable[[Request], Mapping[str, Any]]) -> None:
    """Say that the store is open, give up every power, then answer queries until standard input ends: what runs in the process.

    Args:
        answer: what makes columns, rows and truncated, or error, of a request.
    """
    confine()
    _send(sys.stdout.buffer, b"{}")
    while True:
        try:
            request = json.loads(receive(sys.stdin.buffer))
        except EOFError:
            return
        if hasattr(signal, "alarm"):
            signal.alarm(math.ceil(request["seconds"] + GRACE))  # should the program die, this process does not stay
        try:
            body = json.dumps(answer(request), ensure_ascii=False)
        except Exception as error:  # whatever the engine throws, the other side has to hear of it
            body = json.dumps(
                {"error": str(error) if isinstance(error, RuntimeError) else f"{type(error).__name__}: {error}"}
            )
        if hasattr(signal, "alarm"):
            signal.alarm(0)
        _send(sys.stdout.buffer, body.encode())


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
