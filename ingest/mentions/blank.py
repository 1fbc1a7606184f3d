"""What is used of spaCy, without its command line.

``import spacy`` also loads its command line, and with it an HTTP client, templates and a project manager: two fifths of its second, and nothing
that reading offline has a use for. While spaCy is loaded, its command line is therefore an empty module; whoever imports it later gets the real one.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from types import ModuleType


@contextmanager
def _without_command_line() -> Iterator[None]:
    if "spacy" in sys.modules:
        yield
        return
    cli, info = ModuleType("spacy.cli"), ModuleType("spacy.cli.info")
    info.info = None  # type: ignore[attr-defined]  # all that spaCy itself asks of it
    sys.modules |= {"spacy.cli": cli, "spacy.cli.info": info}
    try:
        yield
    finally:
        del sys.modules["spacy.cli"], sys.modules["spacy.cli.info"]


with _without_command_line():
    from spacy.lang.zh import Chinese
    from spacy.language import Language
    from spacy.tokens import Doc, Span

__all__ = ["Chinese", "Doc", "Language", "Span"]
