"""The explorer's page, as one offline file or for the server: the same built script and style either way."""

from __future__ import annotations

import base64
import hashlib
import html
from collections.abc import Mapping, Sequence
from importlib.resources import files
from pathlib import Path
from typing import Any

from graph.model import Graph
from viz.payload import make_payload, to_script

STYLE_ID = "__________cytoscape_stylesheet"
"""Cytoscape.js adds a style element of this id unless one is there; ours is, so that the policy need not allow it."""


def built(name: str) -> str:
    """Return one of the built files of ``viz/static``."""
    return files("viz").joinpath("static", name).read_text(encoding="utf-8")


def source_hash(text: str) -> str:
    """Return the source expression of a Content-Security-Policy that allows exactly this inline text (CSP Level 3, 2.3.1)."""
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"


def write_page(
    graph: Graph,
    findings: Sequence[Mapping[str, Any]],
    out: Path,
    texts: Mapping[str, str] | None = None,
    snapshot: str = "",
    *,
    title: str = "",
    spoken: Mapping[str, Sequence[Mapping[str, Any]]] | None = None,
    suggestions: Sequence[Mapping[str, Any]] = (),
    questions: Sequence[Mapping[str, Any]] = (),
    stopped: Mapping[str, Sequence[str]] | None = None,
    cache_folder: Path | None = None,
) -> None:
    """Write the whole explorer with its graph as one HTML file that makes no request.

    Args:
        graph: what to show.
        findings: gaps as ``gaps --json`` prints them.
        out: the file to write.
        texts: text of each document by id; without it the page has no reading view.
        snapshot: name of the snapshot.
        title: heading of the page; the document's title or the place where it is empty.
        spoken: the findings in each language, for a reader who switches.
        suggestions: links worth making, as `viz.luggage.suggested` makes them.
        questions: question bank with answers, see `viz.payload.make_payload`.
        stopped: what is to be said, by language, of gap rules that were not checked, as `viz.luggage.stopped_in` makes it.
        cache_folder: where layouts are kept by content.
    """
    payload = make_payload(
        graph, findings, snapshot=snapshot, title=title, texts=texts, spoken=spoken,
        suggestions=suggestions, questions=questions, stopped=stopped, cache_folder=cache_folder,
    )  # fmt: skip
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(offline_page(payload), encoding="utf-8", newline="\n")


def offline_page(payload: Mapping[str, Any]) -> str:
    """Return the one file: style, data and the one script inside, a policy that forbids everything else."""
    script, style = built("explorer.js"), built("explorer.css")
    policy = (
        f"default-src 'none'; script-src {source_hash(script)}; style-src {source_hash(style)}; "
        "img-src data: blob:; base-uri 'none'; form-action 'none'"
    )
    head = (
        f'<meta http-equiv="Content-Security-Policy" content="{html.escape(policy)}">\n'
        f'<style id="{STYLE_ID}">{style}</style>'
    )
    body = f'<script type="application/json" id="payload">{to_script(payload)}</script>\n<script>{script}</script>'
    return _frame(str(payload["title"]), head, body)


def served_page() -> str:
    """Return the page that the server sends; it takes script, style and data from there."""
    head = f'<link rel="stylesheet" id="{STYLE_ID}" href="/static/explorer.css">'
    return _frame("", head, '<script src="/static/explorer.js" defer></script>')


def _frame(title: str, head: str, body: str) -> str:
    name = html.escape(f"{title} · 联图 Liantu" if title else "联图 Liantu")
    return (
        '<!doctype html>\n<html lang="zh-CN">\n<head>\n<meta charset="utf-8">\n<meta name="generator" content="Liantu">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f'{head}\n<title>{name}</title>\n<link rel="icon" href="data:,">\n</head>\n<body>\n<div id="app"></div>\n{body}\n</body>\n</html>\n'
    )
