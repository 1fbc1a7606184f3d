"""The layout can be read: no label on another, isolates apart, large maps in parts, the same places every time."""

from __future__ import annotations

import itertools
import subprocess
import sys
from pathlib import Path

import pytest

from viz.labels import Box
from viz.layout import COMMUNITIES_FROM, Layout, make_layout

BOX = Box(118, 76, 18)


def rectangles(layout: Layout, boxes: dict[str, Box]) -> list[tuple[float, float, float, float]]:
    """Room that each node takes: left, top, right, bottom."""
    found = []
    for i, (x, y) in layout.positions.items():
        box = boxes[i]
        found.append((x - box.width / 2, y - box.above, x + box.width / 2, y - box.above + box.height))
    return found


def overlaps(layout: Layout, boxes: dict[str, Box]) -> int:
    """Number of pairs that cover each other by more than a point."""
    pairs = itertools.combinations(rectangles(layout, boxes), 2)
    return sum(min(a[2], b[2]) - max(a[0], b[0]) > 1.5 and min(a[3], b[3]) - max(a[1], b[1]) > 1.5 for a, b in pairs)


def star(leaves: int) -> list[tuple[str, str]]:
    """One node in the middle of many."""
    return [("n000", f"n{k:03}") for k in range(1, leaves + 1)]


def tree(nodes: int) -> list[tuple[str, str]]:
    """Every node hangs on the one of a third of its number."""
    return [(f"n{k // 3:03}", f"n{k:03}") for k in range(1, nodes)]


def ring(nodes: int) -> list[tuple[str, str]]:
    """A closed chain with a chord every five."""
    return [
        (f"n{k:03}", f"n{(k + step) % nodes:03}") for k in range(nodes) for step in (1, 5) if step == 1 or k % 5 == 0
    ]


def chain(nodes: int) -> list[tuple[str, str]]:
    """Each hangs on the one before."""
    return [(f"n{k - 1:03}", f"n{k:03}") for k in range(1, nodes)]


SHAPES = {"star": star(40), "tree": tree(60), "ring": ring(45), "chain": chain(40), "large tree": tree(300)}


@pytest.mark.parametrize("edges", SHAPES.values(), ids=SHAPES)
def test_no_label_covers_another(edges: list[tuple[str, str]]) -> None:
    boxes = {i: BOX for pair in edges for i in pair}
    assert overlaps(make_layout(boxes, edges), boxes) == 0


def test_linked_nodes_stand_nearer_than_unlinked_ones() -> None:
    edges = tree(60)
    places = make_layout({i: BOX for pair in edges for i in pair}, edges).positions

    def distance(a: str, b: str) -> float:
        return float(((places[a][0] - places[b][0]) ** 2 + (places[a][1] - places[b][1]) ** 2) ** 0.5)

    linked = [distance(a, b) for a, b in edges]
    every = [distance(a, b) for a, b in itertools.combinations(places, 2)]
    assert sum(linked) / len(linked) < 0.6 * sum(every) / len(every)


def test_nodes_without_relation_stand_in_a_tray_below() -> None:
    boxes = {f"n{k:03}": BOX for k in range(60)} | {f"alone{k}": BOX for k in range(15)}
    layout = make_layout(boxes, tree(60))
    assert sorted(layout.tray) == sorted(f"alone{k}" for k in range(15))
    lowest = max(y for i, (_, y) in layout.positions.items() if i not in layout.tray)
    assert min(layout.positions[i][1] for i in layout.tray) > lowest
    assert overlaps(layout, boxes) == 0


def test_the_things_of_one_gap_stand_together_in_the_tray() -> None:
    boxes = {f"alone{k:02}": BOX for k in range(40)}
    layout = make_layout(boxes, [], groups=[["alone33", "alone02"]])
    (ax, ay), (bx, by) = layout.positions["alone33"], layout.positions["alone02"]
    assert ay == by
    assert abs(ax - bx) < 2 * BOX.width


def test_the_map_fits_a_screen_not_a_ribbon() -> None:
    edges = [(f"a{k}", f"b{k}") for k in range(40)]
    places = make_layout({i: BOX for pair in edges for i in pair}, edges).positions.values()
    across = max(x for x, _ in places) - min(x for x, _ in places)
    down = max(y for _, y in places) - min(y for _, y in places)
    assert 0.6 < across / down < 2.2


def test_above_two_thousand_nodes_there_are_regions_that_hold_every_linked_node_once() -> None:
    count = COMMUNITIES_FROM + 200
    edges = [(f"n{k - 1:05}", f"n{k:05}") for k in range(1, count) if k % 50] + [
        ("n00000", f"n{k:05}") for k in range(50, count, 50)
    ]
    layout = make_layout({f"n{k:05}": BOX for k in range(count)}, edges)
    members = [i for region in layout.regions for i in region.members]
    assert len(members) == len(set(members)) == count
    assert len(layout.regions) > 10


def test_the_same_graph_in_another_order_gets_the_same_places() -> None:
    edges = ring(45)
    boxes = {i: BOX for pair in edges for i in pair}
    again = make_layout(dict(reversed(boxes.items())), [(b, a) for a, b in reversed(edges)])
    assert again == make_layout(boxes, edges)


def test_another_process_with_another_hash_seed_gets_the_same_places() -> None:
    program = (
        "from viz.labels import Box; from viz.layout import make_layout;"
        "e=[(f'n{k//3}',f'n{k}') for k in range(1,150)];"
        "print(sorted(make_layout({i:Box(118,76,18) for p in e for i in p},e).positions.items()))"
    )
    root = Path(__file__).parents[2]
    runs = set()
    for seed in ("1", "2"):
        setting = {"PYTHONHASHSEED": seed, "PATH": ""}
        run = subprocess.run([sys.executable, "-c", program], env=setting, capture_output=True, check=True, cwd=root)
        runs.add(run.stdout)
    assert len(runs) == 1


def test_a_kept_layout_is_read_back(tmp_path: Path) -> None:
    edges = tree(20)
    boxes = {i: BOX for pair in edges for i in pair}
    made = make_layout(boxes, edges, cache=tmp_path)
    (kept,) = tmp_path.glob("*.json")
    kept.write_text(kept.read_text().replace('"tray": []', '"tray": ["from the cache"]'))
    assert make_layout(boxes, edges, cache=tmp_path).tray == ("from the cache",)
    assert make_layout(boxes, edges[:-1], cache=tmp_path) != made


@pytest.mark.parametrize("count", [0, 1, 2])
def test_almost_nothing_can_be_placed_too(count: int) -> None:
    boxes = {f"n{k}": BOX for k in range(count)}
    assert len(make_layout(boxes, [("n0", "n1")] if count == 2 else []).positions) == count
