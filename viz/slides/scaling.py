"""Slides of another size: laid out on one that has room for them, then made as small or as large as the template's."""

from __future__ import annotations

from typing import Any

from pptx.oxml.ns import qn

NARROW, LOW = 10.0, 7.0
"""The least width and height in inches on which nothing covers anything."""
WIDE, HIGH = 13.333, 7.5
"""Size from which a template's slides are only a larger picture of the same slide."""
SCALED = {
    qn("a:off"): ("x", "y"),
    qn("a:ext"): ("cx", "cy"),
    qn("a:gridCol"): ("w",),
    qn("a:tr"): ("h",),
    qn("a:tcPr"): ("marL", "marR", "marT", "marB"),
    qn("a:bodyPr"): ("lIns", "rIns", "tIns", "bIns"),
    qn("a:ln"): ("w",),
    qn("a:rPr"): ("sz",),
    qn("a:endParaRPr"): ("sz",),
    qn("a:spcPts"): ("val",),
}


def scale_of(width: float, height: float) -> float:
    """Return by what a slide of that size in inches differs from one that has room for everything.

    Example:
        >>> round(scale_of(10, 5.625), 2), scale_of(13.333, 7.5), scale_of(10, 7.5), scale_of(26.666, 15)
        (0.8, 1.0, 1.0, 2.0)
    """
    small, large = min(width / NARROW, height / LOW), min(width / WIDE, height / HIGH)
    return small if small < 1 else max(1.0, large)


def rescale(slides: Any, scale: float) -> None:
    """Multiply every length on slides: places, sizes, letters and lines keep their proportion."""
    for slide in slides:
        for element in slide.shapes._spTree.iter(*SCALED):
            for name in SCALED[element.tag]:
                if (value := element.get(name)) is not None:
                    element.set(name, str(round(int(value) * scale)))
