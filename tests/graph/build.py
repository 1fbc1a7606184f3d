"""Small facts for tests, written as a reader would find them."""

from __future__ import annotations

from graph.facts import DocumentFacts, Entity, Relation
from graph.model import Document, Evidence, Mention
from graph.vocabulary import Label, RelationType, Status


def facts(
    document: str,
    text: str,
    things: dict[str, Label],
    relations: list[tuple[str, RelationType, str]] = [],  # noqa: B006 - never changed
    *,
    jurisdiction: str | None = None,
    aliases: dict[str, tuple[str, ...]] = {},  # noqa: B006 - never changed
    redacted: tuple[str, ...] = (),
    settled: dict[str, tuple[str, str | None]] = {},  # noqa: B006 - never changed
) -> DocumentFacts:
    """Facts of one document: each thing is named in the text, each relation's evidence is the whole text; ``settled``: path and code."""
    entities = tuple(
        Entity(
            name,
            label,
            name,
            (Mention(document, text.index(name), text.index(name) + len(name), name),),
            aliases=aliases.get(name, ()),
            redacted=name in redacted,
            properties={"code": settled[name][1]} if settled.get(name, ("", None))[1] else {},
            jurisdiction=settled.get(name, (None, None))[0],
        )
        for name, label in things.items()
    )
    proof = Evidence(document, 0, len(text), text, "test", 900)
    stated = tuple(Relation(kind, source, target, Status.DONE, proof) for source, kind, target in relations)
    return DocumentFacts(
        Document(document, f"{document}.txt", "标题", "summary", jurisdiction=jurisdiction), text, entities, stated
    )
