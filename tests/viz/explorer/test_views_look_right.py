"""The main views compared with committed pictures that a person has looked at; LIANTU_GOLDEN=write makes them anew."""

from __future__ import annotations

import io
import os
from pathlib import Path
from typing import Any

import pytest

from graph.model import Graph

pytestmark = pytest.mark.slow
image = pytest.importorskip("PIL.Image")

GOLDEN = Path(__file__).parent / "views"
COARSE = (160, 100)
TOLERATED = 0.03
"""Share of coarse cells that may differ by more than a shade: fonts are hinted differently from machine to machine."""


def coarse(picture: bytes) -> list[int]:
    """Grey values of a picture, shrunk until only what stands where is left."""
    return list(image.open(io.BytesIO(picture)).convert("L").resize(COARSE, image.Resampling.BOX).tobytes())


def view(opened: Any, name: str) -> None:
    """Bring the page to a view."""
    steps = {
        "overview": lambda: None,
        "gap": lambda: opened.page.click(".gaps .gap >> nth=0"),
        "brand": lambda: opened.click("溪畔石榴"),
        "text": lambda: opened.page.click(".tabs >> text=原文"),
        "matrix": lambda: opened.page.click(".tabs >> text=矩阵"),
        "time": lambda: opened.page.click(".tabs >> text=时间"),
        "groups": lambda: opened.page.select_option(".maptools select", "label"),
        "presentation": lambda: opened.page.keyboard.press("p"),
    }
    steps[name]()
    opened.page.wait_for_timeout(700)


@pytest.mark.parametrize("name", ["overview", "gap", "brand", "text", "matrix", "time", "groups", "presentation"])
def test_a_view_looks_as_it_did(
    open_page: Any, county: Graph, findings: list[dict[str, Any]], texts: dict[str, str], name: str
) -> None:
    opened = open_page(county, findings, texts=texts, size={"width": 1280, "height": 800})
    view(opened, name)
    taken = opened.page.screenshot()
    kept = GOLDEN / f"{name}.png"
    if os.environ.get("LIANTU_GOLDEN") == "write":
        GOLDEN.mkdir(exist_ok=True)
        kept.write_bytes(taken)
        pytest.skip("picture written")
    pairs = zip(coarse(taken), coarse(kept.read_bytes()), strict=True)
    differing = sum(abs(a - b) > 24 for a, b in pairs) / (COARSE[0] * COARSE[1])
    assert differing < TOLERATED, f"{differing:.1%} of {name} differs from {kept}"


def test_the_comparison_notices_a_missing_panel(open_page: Any, county: Graph, findings: list[dict[str, Any]]) -> None:
    """The tolerance is not so wide that anything passes."""
    opened = open_page(county, findings, size={"width": 1280, "height": 800})
    whole = coarse(opened.page.screenshot())
    opened.page.evaluate("() => document.getElementById('panel').replaceChildren()")
    opened.page.wait_for_timeout(200)
    pairs = zip(coarse(opened.page.screenshot()), whole, strict=True)
    assert sum(abs(a - b) > 24 for a, b in pairs) / (COARSE[0] * COARSE[1]) > TOLERATED
