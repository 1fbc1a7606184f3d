"""Pictures and scans: their text by RapidOCR (extra ``liantu[ocr]``), whose models lie in its wheel; nothing is fetched."""

from __future__ import annotations

import io
import itertools
import statistics
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from graph.errors import LiantuError, message
from ingest.read.flow import Line, side_by_side
from ingest.read.layout import Sheet, body
from ingest.read.loaded import Loaded

MOST_PAGES = 500
_POINTS = 842.0
"""Points of the longer side of A4."""
_MOST_PIXELS = 60_000_000
SIDE = 2_400
"""Pixels that the longer side of a page is brought to: small print of A4 at 200 dpi stays legible."""


def load(data: bytes, file: str) -> Loaded:
    """Recognise the text of a picture.

    Raises:
        LiantuError: the extra is not installed, the picture is broken or absurdly large, or there is no text in it.
    """
    return recognise(_frames(data, file), file, "file_needs_ocr")


def recognise(pages: Iterable[Any], file: str, without: str) -> Loaded:
    """Recognise pictures as the pages of one document.

    Args:
        pages: pictures of pillow's, in red, green and blue.
        file: for messages.
        without: code of the error where the extra is not installed.

    Returns:
        Paragraphs, put together by where their lines stand; the confidence is the mean of that of the characters.
    """
    if find_spec("rapidocr") is None:
        raise LiantuError(without, file, exit_code=3)
    sheets: list[Sheet] = []
    scores: list[float] = []
    for page in pages:
        found = _engine()(_pixels(page))
        texts = found.txts or ()
        sheets.append(
            Sheet(
                _lines(found.boxes if texts else (), texts, _POINTS / max(page.size)),
                page.height * _POINTS / max(page.size),
            )
        )
        scores += [score for text, score in zip(texts, found.scores or (), strict=True) for _ in text]
    if not scores:
        raise LiantuError("file_without_text", file, exit_code=3)
    mean = sum(scores) / len(scores)
    warning = message("text_recognised", "what", percent=round(mean * 100), pages=len(sheets))
    kept, hanging = body(sheets)
    return Loaded("\n".join(kept), None, (warning,), int(mean * 1000), hanging)


def _lines(boxes: Iterable[Any], texts: Iterable[str], scale: float) -> list[Line]:
    """Make lines of the pieces of text, in points of a page of A4.

    A height near the usual one is that; of a mark at the end only the ink is seen, which is half as wide as the mark.
    """
    pieces = []
    for box, text in zip(boxes, texts, strict=True):
        across, down = [float(x) * scale for x, _ in box], [float(y) * scale for _, y in box]
        pieces.append(Line(min(down), min(across), max(down), max(across), text, max(down) - min(down)))
    usual = statistics.median(piece.size for piece in pieces) if pieces else 0.0
    lines = []
    for line in side_by_side(pieces):
        size = usual if abs(line.size - usual) < 0.25 * usual else line.size
        lines.append(
            line._replace(size=size, right=line.right + (size / 2 if line.text.endswith(tuple("，、。；：")) else 0))
        )
    return lines


def _frames(data: bytes, file: str) -> Iterator[Any]:
    """The pages of a picture file: a tiff from a fax or a scanner has several."""
    from PIL import Image, ImageOps, ImageSequence, UnidentifiedImageError

    try:
        opened = Image.open(io.BytesIO(data))
        for frame in itertools.islice(ImageSequence.Iterator(opened), MOST_PAGES):
            if frame.width * frame.height > _MOST_PIXELS:
                raise LiantuError("file_bomb", file, exit_code=3)
            upright = ImageOps.exif_transpose(frame).convert("RGBA")
            yield Image.alpha_composite(Image.new("RGBA", upright.size, "white"), upright).convert("RGB")
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, Image.DecompressionBombError) as error:
        raise LiantuError("file_broken", file, exit_code=3) from error


def _pixels(picture: Any) -> Any:
    import numpy

    picture.thumbnail((SIDE, SIDE))
    return numpy.asarray(picture)[:, :, ::-1]  # the engine takes blue, green, red


@cache
def _engine() -> Any:
    """One engine a process, one thread: two runs give the same scores."""
    from rapidocr import RapidOCR

    threads = {f"EngineConfig.onnxruntime.{kind}_op_num_threads": 1 for kind in ("intra", "inter")}
    return RapidOCR(params={"Global.log_level": "error"} | threads)
