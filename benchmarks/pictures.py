"""The pictures of the explorer in the docs, taken anew from a workspace of the samples.

``python -m liantu ingest samples -w W && python -m benchmarks.pictures W``
"""

from __future__ import annotations

import io
import json
import os
import shutil
import sys
import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from PIL import Image
from playwright.sync_api import sync_playwright

from graph.language import speaking
from graph.model import Graph, Node
from graph.workspace import Workspace
from viz.export import FORMATS, Options
from viz.luggage import pack

PICTURES = Path(__file__).parents[1] / "docs" / "pictures"
DOCUMENT, BASE, GAP, QUESTION = "家庭教育工作计划", "董市老街", "场馆未串联", "有哪些品牌"
"""Words of the document that is shown alone, a base that a gap speaks of, that gap, and the question that is opened."""
COLOURS = 256
"""A palette keeps each picture small enough for a repository."""


def views(graph: Graph) -> dict[str, dict[str, Any]]:
    """Return each picture's view, as the page writes it into its address."""
    base = next(n for n in graph.nodes if n.name == BASE)
    document = next(d for d in graph.documents if DOCUMENT in d.title)
    return {
        "overview": {}, "document": {"docs": [document.id]}, "gap": {}, "brand": {},
        "text": {"node": base.id, "pane": "text", "reading": _place(base)}, "matrix": {"pane": "matrix"}, "timeline": {"pane": "time"},
        "questions": {"pane": "ask"}, "presentation": {"docs": [document.id]},
    }  # fmt: skip


def _place(node: Node) -> dict[str, Any]:
    first = node.mentions[0]
    return {"doc": first.document, "start": first.start}


def take(page: Any, address: str, name: str, view: dict[str, Any]) -> bytes:
    """Bring the page to a view and return its picture."""
    hash_ = urlencode({key: json.dumps(value, ensure_ascii=False) for key, value in view.items()})
    page.goto("about:blank")
    page.goto(f"{address}#{hash_}")
    page.wait_for_selector("#map canvas", state="attached")
    page.wait_for_timeout(800)
    match name:
        case "questions":
            page.click(f"text={QUESTION}")
        case "presentation":
            page.keyboard.press("p")
        case "gap":
            page.click(f".gaps .gap:has-text('{GAP}') >> nth=0")
        case "brand":
            page.fill("#search", BASE)
            page.click("#hits li >> nth=0")
    page.wait_for_timeout(1200)
    shot: bytes = page.screenshot()
    return shot


def main(workspace: Path) -> None:
    """Write the page of a workspace's live snapshot, open it in Chromium and take its pictures."""
    space = Workspace(workspace)
    snapshot = space.snapshot()
    with speaking("zh"), tempfile.TemporaryDirectory() as folder, sync_playwright() as driver:
        page_file = Path(folder, "page.html")
        graph, findings = snapshot.graph(), snapshot.findings()
        FORMATS["html"].write(graph, findings, page_file, Options(snapshot=snapshot.name, **pack(space, snapshot)))
        program = os.environ.get("CHROMIUM") or shutil.which("chromium") or shutil.which("chromium-browser")
        browser = driver.chromium.launch(executable_path=program, args=["--no-sandbox"])
        page = browser.new_page(viewport={"width": 1440, "height": 900}, reduced_motion="reduce", locale="zh-CN")
        page.add_init_script("localStorage.setItem('liantu:tour', 'true')")
        for name, view in views(graph).items():
            picture = Image.open(io.BytesIO(take(page, page_file.as_uri(), name, view))).convert("RGB")
            out = PICTURES / f"explorer-{name}.png"
            picture.quantize(COLOURS, dither=Image.Dither.NONE).save(out, optimize=True)
            print(out.name, out.stat().st_size // 1000, "kB")
        browser.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
