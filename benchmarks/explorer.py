"""Opens the explorer's page and pyvis' page of one generated graph in a headless Chromium without WebGL and prints what each costs.

Run as ``python -m benchmarks.explorer [nodes]``. Figures are CPU seconds of the whole browser, which another program beside it does not change as it
changes wall time; compare the two, not one with another machine's. Opening is measured until the browser has been idle for a second.
"""

from __future__ import annotations

import random
import shutil
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

import psutil
from playwright.sync_api import Playwright, sync_playwright
from pyvis.network import Network

from graph.model import Document, Edge, Evidence, Graph, Mention, Node
from graph.vocabulary import Label, RelationType, Status
from viz.page import write_page

WORDS = "云溪青石河山桥林湾渡口坊园路"
LABELS = [Label.Organisation, Label.Brand, Label.Programme, Label.Campaign, Label.Base, Label.Mechanism]
LONGEST = 300.0
PEER_UP_TO = 5000
"""Nodes up to which pyvis is measured: beyond, it does not come to rest while one waits."""
LARGEST = """() => {
  const node = liantuChart.cy.nodes('.region').filter(n => n.id() !== 'tray').max(n => n.data('wide')).ele;
  const box = document.getElementById('map').getBoundingClientRect(), p = node.renderedPosition();
  return [box.left + p.x, box.top + p.y];
}"""
FRAMES = """kind => new Promise(done => {
  let frames = 0;
  const end = performance.now() + 2500;
  const step = () => {
    frames++;
    if (kind === 'pan') liantuChart.cy.panBy({x: Math.sin(frames / 5) * 12, y: Math.cos(frames / 5) * 12});
    else liantuChart.zoomBy(frames % 40 < 20 ? 1.03 : 1 / 1.03);
    performance.now() < end ? requestAnimationFrame(step) : done(frames);
  };
  step();
})"""

SEARCH = """text => new Promise(done => {
  const box = document.getElementById('search');
  box.focus();
  box.value = '';
  box.dispatchEvent(new Event('input', {bubbles: true}));
  setTimeout(() => {
    const begun = performance.now();
    box.value = text;
    box.dispatchEvent(new Event('input', {bubbles: true}));
    const look = () => document.querySelector('#hits li') ? done(performance.now() - begun) : setTimeout(look, 0);
    look();
  }, 100);
})"""


def make_graph(count: int) -> Graph:
    """Return a graph of communities of about sixty, 2.5 relations a node, the same every time."""
    chance = random.Random(1)  # noqa: S311
    document = Document("d" * 64, "a.txt", "生成的文档", "summary", 2024, 2024)
    nodes = []
    for k in range(count):
        name = "".join(chance.choice(WORDS) for _ in range(chance.randrange(3, 9))) + str(k % 97)
        label = chance.choice(LABELS)
        nodes.append(Node(f"{label.value}:{k:06}", label, name, mentions=(Mention(document.id, 0, 2, name[:2]),)))
    quote = "某单位牵头打造某品牌"
    proof = (Evidence(document.id, 0, len(quote), quote, "generated", 900),)
    edges = {}
    for _ in range(int(count * 2.5)):
        first = chance.randrange(count)
        near = min(count - 1, first // 60 * 60 + chance.randrange(60))
        second = near if chance.random() < 0.8 else chance.randrange(count)
        if first != second:
            edge = Edge(RelationType.LEADS, nodes[first].id, nodes[second].id, Status.DONE, proof)
            edges[edge.id] = edge
    return Graph(
        (document,), tuple(sorted(nodes, key=lambda n: n.id)), tuple(sorted(edges.values(), key=lambda e: e.id))
    )


def write_pyvis(graph: Graph, out: Path) -> None:
    """Write the graph as a user of pyvis does: physics on, everything in one file."""
    network = Network(cdn_resources="in_line", directed=True)
    for node in graph.nodes:
        network.add_node(node.id, label=node.name)
    network.edges = [{"from": e.source, "to": e.target, "arrows": "to"} for e in graph.edges]
    out.write_text(network.generate_html(), encoding="utf-8")


def cpu(browser: psutil.Process) -> float:
    """CPU seconds of the browser and all its children that still run."""
    total = 0.0
    for process in [browser, *browser.children(recursive=True)]:
        try:
            times = process.cpu_times()
        except psutil.NoSuchProcess:
            continue
        total += times.user + times.system
    return total


def settle(page: Any, browser: psutil.Process) -> tuple[float, bool]:
    """Wait until the browser has used less than a twentieth of a second in the last; return CPU seconds and whether it came to rest."""
    begun, last = time.monotonic(), cpu(browser)
    while time.monotonic() - begun < LONGEST:
        page.wait_for_timeout(1000)
        now = cpu(browser)
        if now - last < 0.05:
            return now, True
        last = now
    return last, False


def launch(playwright: Playwright) -> tuple[Any, psutil.Process]:
    """Start a browser without WebGL; return it and its process."""
    before = {p.pid for p in psutil.Process().children(recursive=True)}
    arguments = ["--no-sandbox", "--disable-gpu", "--disable-software-rasterizer"]
    shell = playwright.chromium.launch(executable_path=shutil.which("chromium"), args=arguments)
    started = (p for p in psutil.Process().children(recursive=True) if p.pid not in before)
    return shell, next(p for p in started if "chrom" in p.name())


def measure(page: Any, browser: psutil.Process, graph: Graph) -> None:
    """Print what panning, zooming, searching and opening a community cost on the drawn map."""
    for kind in ("pan", "zoom"):
        begun = cpu(browser)
        frames = page.evaluate(FRAMES, kind)
        print(
            f"liantu: {kind} {(cpu(browser) - begun) / frames * 1000:.0f} CPU ms a frame, {frames / 2.5:.0f} frames a second"
        )
    typed = [node.name[:length] for node in graph.nodes[:5] for length in (1, 2, 3)]
    took = sorted(page.evaluate(SEARCH, text) for text in typed)
    print(f"liantu: from a letter typed to the list of hits {took[len(took) // 2]:.0f} ms, at worst {took[-1]:.0f} ms")
    page.keyboard.press("Escape")
    page.evaluate("document.activeElement.blur()")  # a blinking caret is no rest
    if page.evaluate("liantuChart.cy.nodes('.region').length"):
        begun, _ = settle(page, browser)
        page.mouse.click(*page.evaluate(LARGEST))
        used, _ = settle(page, browser)
        things = page.evaluate("liantuChart.cy.nodes('.thing').length")
        print(f"liantu: a community opened {used - begun:.1f} CPU s, {things} things drawn")
    memory = sum(p.memory_info().rss for p in [browser, *browser.children(recursive=True)]) / 2**20
    print(f"liantu: memory of the whole browser {memory:.0f} MiB")


def main() -> None:
    """Print the figures of one run."""
    count = int(sys.argv[1]) if len(sys.argv) > 1 else 2000
    graph = make_graph(count)
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        started = time.process_time()
        page_file = Path(scratch, "liantu.html")
        write_page(graph, [], page_file, snapshot="bench")
        size = page_file.stat().st_size / 1e6
        print(f"liantu: page of {size:.1f} MB written, layout included, in {time.process_time() - started:.1f} CPU s")
        peers = ["liantu"]
        if count <= PEER_UP_TO:
            write_pyvis(graph, Path(scratch, "pyvis.html"))
            peers.append("pyvis")
        for name in peers:
            shell, browser = launch(playwright)
            page = shell.new_page(viewport={"width": 1440, "height": 900})
            page.set_default_timeout(0)
            page.add_init_script("localStorage.setItem('liantu:tour', 'true')")
            idle = cpu(browser)
            page.goto(Path(scratch, f"{name}.html").as_uri(), wait_until="commit")
            if name == "liantu":
                page.wait_for_selector("#map canvas", state="attached")
                print(f"liantu: {cpu(browser) - idle:.1f} CPU s until the map is drawn")
            used, rested = settle(page, browser)
            stopped = "" if rested else f" (stopped after {LONGEST:.0f} s)"
            print(f"{name}: {used - idle:.1f} CPU s until it rests{stopped}")
            if name == "liantu":
                measure(page, browser, graph)
            shell.close()


if __name__ == "__main__":
    main()
