"""A graph for Neo4j without a connection: tables for ``neo4j-admin database import``, and a script for its Browser."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from graph.model import Graph
from graph.schema import COMMON, EDGE, own_properties
from graph.stores.converge import MARK, SCHEMA
from graph.stores.records import Row, edge_rows, node_rows

TYPES = {"string": "", "strings": ":string[]", "boolean": ":boolean", "integer": ":long", "float": ":double"}
ARRAY = "\x1f"
"""What stands between the items of a list: the unit separator, which no name holds."""
BATCH = 200
AFTER = (*SCHEMA, f"MATCH (n:{MARK}) WHERE n.aliases IS NULL SET n.aliases = []")
"""What is left to do after an import, which knows no empty list."""
COMMAND = """\
# Neo4j 5, with the server stopped, in this folder; then start it and run after.cypher.
neo4j-admin database import full neo4j --overwrite-destination --multiline-fields=true --array-delimiter=U+001F \\
{arguments}
"""


def write_admin(graph: Graph, folder: Path) -> None:
    """Write a CSV file for each label and relation, their headers, the command that imports them and the script to run then, into a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    arguments = []
    for label, rows in sorted(node_rows(graph).items()):
        types = COMMON | own_properties(label)
        header = [f"{name}:ID" if name == "id" else name + TYPES[kind] for name, kind in types.items()]
        _write(
            folder / f"nodes_{label}.csv",
            [*header, ":LABEL"],
            ([*(row[n] for n in types), f"{label};{MARK}".replace(";", ARRAY)] for row in rows),
        )
        arguments.append(f"  --nodes=nodes_{label}.csv")
    for relation, rows in _by_relation(graph):
        header = [name + TYPES[kind] for name, kind in EDGE.items()]
        ends = ([*(row[n] for n in EDGE), row["source"], row["target"]] for row in rows)
        _write(folder / f"edges_{relation}.csv", [*header, ":START_ID", ":END_ID"], ends)
        arguments.append(f"  --relationships={relation}=edges_{relation}.csv")
    (folder / "after.cypher").write_text("".join(statement + ";\n" for statement in AFTER), encoding="utf-8")
    (folder / "import.txt").write_text(COMMAND.format(arguments=" \\\n".join(arguments)), encoding="utf-8")


def _by_relation(graph: Graph) -> list[tuple[str, list[Row]]]:
    found: dict[str, list[Row]] = defaultdict(list)
    for (relation, _, _), rows in edge_rows(graph).items():
        found[relation] += rows
    return sorted(found.items())


def _write(path: Path, header: list[str], rows: Iterable[list[Any]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        file.writelines(",".join(map(_csv, row)) + "\n" for row in (header, *rows))


def _csv(value: Any) -> str:
    """An empty field is null, an empty text two quotation marks."""
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return _csv(ARRAY.join(value)) if value else ""
        case str():
            return '"' + value.replace('"', '""') + '"'
        case _:
            return repr(value)


def write_cypher(graph: Graph, path: Path) -> None:
    """Write a script for Neo4j Browser or cypher-shell: it may be run again, and on a database that holds other things."""
    path.write_text("".join(statement + ";\n" for statement in _statements(graph)), encoding="utf-8", newline="\n")


def _statements(graph: Graph) -> Iterator[str]:
    yield from SCHEMA
    for label, rows in sorted(node_rows(graph).items()):
        for batch in _batches(rows):
            yield f"UNWIND [\n{batch}\n] AS row MERGE (n:{MARK} {{id: row.id}}) SET n = row, n:{label}"
    for relation, rows in _by_relation(graph):
        for batch in _batches(rows):
            ends = f"MATCH (a:{MARK} {{id: row.source}}) MATCH (b:{MARK} {{id: row.target}})"
            yield f"UNWIND [\n{batch}\n] AS row {ends} MERGE (a)-[r:{relation} {{id: row.id}}]->(b) SET r = row"


def _batches(rows: list[Row]) -> Iterator[str]:
    for start in range(0, len(rows), BATCH):
        yield ",\n".join(map(_cypher, rows[start : start + BATCH]))


def _cypher(value: Any) -> str:
    """The value as Cypher writes it. Signs of control, and the backslash that could begin an escape, are spelt out."""
    match value:
        case None:
            return "null"
        case bool():
            return "true" if value else "false"
        case Mapping():
            return "{" + ", ".join(f"`{key}`: {_cypher(item)}" for key, item in value.items() if item is not None) + "}"
        case list():
            return "[" + ", ".join(map(_cypher, value)) + "]"
        case str():
            return "'" + "".join(_sign(sign) for sign in value) + "'"
        case _:
            return repr(value)


def _sign(sign: str) -> str:
    if sign in "\\'":
        return "\\" + sign
    return sign if sign.isprintable() else "".join(f"\\u{unit:04x}" for unit in _utf16(sign))


def _utf16(sign: str) -> list[int]:
    body = sign.encode("utf-16-be")
    return [int.from_bytes(body[i : i + 2], "big") for i in range(0, len(body), 2)]
