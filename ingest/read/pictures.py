"""Pictures and scans: their text by RapidOCR (extra ``liantu[ocr]``), whose models lie in its wheel; nothing is fetched."""

from __future__ import annotations

import io
import itertools
from collections.abc import Iterable, Iterator
from functools import cache
from importlib.util import find_spec
from typing import Any

from graph.errors import LiantuError, message
from ingest.read.loaded import Loaded

MOST_PAGES = 500
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
    """Recognise pictures as the pages of one document, a line of text a line.

    Args:
        pages: pictures of pillow's, in red, green and blue.
        file: for messages.
        without: code of the error where the extra is not installed.
    """
    if find_spec("rapidocr") is None:
        raise LiantuError(without, file, exit_code=3)
    lines: list[str] = []
    scores: list[float] = []
    count = 0
    for count, page in enumerate(pages, 1):  # noqa: B007
        found = _engine()(_pixels(page))
        lines += found.txts or ()
        scores += [score for text, score in zip(found.txts or (), found.scores or (), strict=True) for _ in text]
    if not scores:
        raise LiantuError("file_without_text", file, exit_code=3)
    mean = sum(scores) / len(scores)
    warning = message("text_recognised", "what", percent=round(mean * 100), pages=count)
    return Loaded("\n".join(lines), warnings=(warning,), confidence=int(mean * 1000))


def _frames(data: bytes, file: str) -> Iterator[Any]:
    """The pages of a picture file: a tiff from a fax or a scanner has several."""
    from PIL import Image, ImageSequence, UnidentifiedImageError

    try:
        opened = Image.open(io.BytesIO(data))
        for frame in itertools.islice(ImageSequence.Iterator(opened), MOST_PAGES):
            if frame.width * frame.height > _MOST_PIXELS:
                raise LiantuError("file_bomb", file, exit_code=3)
            yield frame.convert("RGB")
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
