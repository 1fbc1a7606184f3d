"""Real servers for tests: Neo4j community and Apache Jena Fuseki, from Maven artifacts, on the loopback interface.

Usage: python -m tests.servers.server neo4j|fuseki FOLDER PORT        runs until Ctrl-C

What Maven fetched stays in its own cache; the list of files stands in LIANTU_SERVERS, default ~/.cache/liantu/servers.
"""

from __future__ import annotations

import fcntl
import hashlib
import os
import shlex
import shutil
import socket
import subprocess
import sys
import time
from pathlib import Path

HERE = Path(__file__).parent
CACHE = Path(os.environ.get("LIANTU_SERVERS", Path.home() / ".cache" / "liantu" / "servers"))
START = 120
"""Seconds a server may take to start."""


class Unavailable(Exception):
    """This machine cannot run the server; the text says why."""


def classpath(name: str) -> str:
    """Return the class path of a server, fetched by Maven where it is not there yet.

    Raises:
        Unavailable: no Java, no Maven, or nothing could be fetched.
    """
    for tool in ("java", "mvn"):
        if not shutil.which(tool):
            raise Unavailable(f"{tool} is not installed")
    pom = HERE / "pom.xml"
    listed = CACHE / f"{name}-{hashlib.sha256(pom.read_bytes()).hexdigest()[:12]}.classpath"
    CACHE.mkdir(parents=True, exist_ok=True)
    with (CACHE / "lock").open("w") as one_at_a_time:  # test processes side by side would fetch into one repository
        fcntl.flock(one_at_a_time, fcntl.LOCK_EX)
        return _listed(name, pom, listed)


def _listed(name: str, pom: Path, listed: Path) -> str:
    if listed.exists() and all(Path(jar).exists() for jar in listed.read_text(encoding="utf-8").split(os.pathsep)):
        return listed.read_text(encoding="utf-8")
    goal = ["org.apache.maven.plugins:maven-dependency-plugin:3.6.1:build-classpath", f"-Dmdep.outputFile={listed}"]
    done = subprocess.run(
        ["mvn", "-q", "-B", "-f", str(pom), f"-P{name}", *goal],
        capture_output=True,
        text=True,
        timeout=600,
        check=False,
    )
    if done.returncode:
        raise Unavailable(f"Maven could not fetch {name}: {done.stdout.strip()[:200]}")
    return listed.read_text(encoding="utf-8")


def free_port() -> int:
    """Return a port of the loopback interface that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


UTF_8 = os.environ | {"LC_ALL": "C.UTF-8"}
"""Java reads paths in the locale's encoding: under a locale that is not installed, none in Chinese."""


OPENS = "--add-opens=java.base/java.nio=ALL-UNNAMED"
"""What Neo4j asks of Java."""


class Server:
    """A server with a data folder of its own; memory is bounded, and it ends with `stop`, by its process id.

    Args:
        name: neo4j or fuseki.
        folder: where its data and its log go.
        port: of the loopback interface; the same one after a restart.
        heap: MB of its heap.
        cache: MB of Neo4j's page cache.
    """

    def __init__(self, name: str, folder: Path, port: int | None = None, *, heap: int = 768, cache: int = 128) -> None:
        self.name, self.folder, self.port = name, folder, port or free_port()
        self._memory = [f"-Xmx{heap}m", f"-Dpagecache={cache << 20}", "-XX:ActiveProcessorCount=2"]
        self._classpath = classpath(name)
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, *options: str) -> None:
        """Start it and wait until it listens.

        Raises:
            Unavailable: it does not come up.
        """
        self.folder.mkdir(parents=True, exist_ok=True)
        if self.name == "neo4j":
            place = [str(HERE / "Neo4jServer.java"), str(self.folder), str(self.port)]
            run = [OPENS, "-cp", self._classpath, *place, *options]
        else:
            place = ["--mem", "--update", f"--port={self.port}", "--localhost", "/kg"]
            run = ["-cp", self._classpath, str(HERE / "FusekiServer.java"), *place]
        with (self.folder / "server.log").open("ab") as log:
            self._process = subprocess.Popen(
                ["java", *self._memory, *run], stdin=subprocess.PIPE, stdout=log, stderr=log, cwd=self.folder, env=UTF_8
            )
        until = time.monotonic() + START
        while not self._listens():
            if time.monotonic() > until or self._process.poll() is not None:
                self.kill()
                raise Unavailable(
                    f"{self.name} did not start: {(self.folder / 'server.log').read_text(errors='replace')[-500:]}"
                )
            time.sleep(0.3)

    def import_tables(self, tables: Path) -> None:
        """Make the database of a Neo4j server that has not started, by the command that `write_admin` put beside its tables.

        Raises:
            CalledProcessError: the tables are refused; server.log says why.
        """
        (self.folder / "conf").mkdir(parents=True, exist_ok=True)
        (self.folder / "conf" / "neo4j.conf").touch()
        command = (tables / "import.txt").read_text(encoding="utf-8").replace("\\\n", " ").splitlines()[1]
        tool, *words = shlex.split(command)
        assert tool == "neo4j-admin"
        java = ["java", *self._memory, OPENS, "-cp", self._classpath, "org.neo4j.cli.AdminTool", *words]
        places = {"NEO4J_HOME": str(self.folder), "NEO4J_CONF": str(self.folder / "conf")}
        with (self.folder / "server.log").open("ab") as log:
            subprocess.run(java, stdout=log, stderr=log, cwd=tables, env=UTF_8 | places, check=True)

    def set_password(self, password: str) -> None:
        """Replace the password that a new Neo4j server has."""
        from neo4j import GraphDatabase

        with GraphDatabase.driver(f"bolt://127.0.0.1:{self.port}", auth=("neo4j", "neo4j")) as driver:
            text = "ALTER CURRENT USER SET PASSWORD FROM 'neo4j' TO $new"
            driver.execute_query(text, new=password, database_="system")

    def _listens(self) -> bool:
        with socket.socket() as probe:
            return probe.connect_ex(("127.0.0.1", self.port)) == 0

    def stop(self) -> None:
        """Ask it to end by closing its standard input, and wait until it has; so it also ends when the tests are killed."""
        if self._process:
            try:
                self._process.communicate(timeout=60)
                self._process = None
            except subprocess.TimeoutExpired:
                pass
        self.kill()

    def kill(self) -> None:
        """End it at once, as a power cut would."""
        if self._process:
            self._process.kill()
            self._process.communicate()
        self._process = None


if __name__ == "__main__":
    server = Server(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
    server.start()
    print(f"{server.name} listens on 127.0.0.1:{server.port}", flush=True)
    try:
        server._process.wait() if server._process else None
    except KeyboardInterrupt:
        server.stop()
