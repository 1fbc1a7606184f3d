"""Source text to the text that rules read: junk cut, lines joined, simplified characters, one form of punctuation, with the way back.

Convention: see :mod:`ingest.clean.characters`: half-width ``, ; : ( ) ! ?``, ASCII letters and digits, and 。、“”‘’《》 as they are.
"""

from __future__ import annotations

import re
from array import array

from ingest.clean.cells import part_cells
from ingest.clean.characters import normalise, normalise_characters, normalise_marks, simplify
from ingest.clean.draft import Draft
from ingest.clean.junk import cut_junk
from ingest.clean.markdown import drop_marks
from ingest.clean.unwrap import unwrap
from ingest.text import CleanText, Source

_BLANK_LINES = re.compile(r"\A\n+|\n+\Z|\n{2,}")

__all__ = ["clean", "normalise", "simplify"]


def clean(source: Source) -> CleanText:
    """Clean a source.

    Returns:
        Paragraphs separated by single line ends, without blank lines; ``origins`` leads every character back to the source.
    """
    draft = Draft(source.text)
    if source.media_type == "text/markdown":
        drop_marks(draft)
    normalise_characters(draft)
    part_cells(draft)
    cut_junk(draft)
    unwrap(draft)
    normalise_marks(draft)
    draft.sub(_BLANK_LINES, _one_line_end)
    cuts = sorted(draft.cuts, key=lambda cut: (cut.start, cut.end))
    return CleanText(draft.text, array("I", draft.origins), tuple(cuts))


def _one_line_end(match: re.Match[str]) -> str:
    return "\n" if match.start() > 0 and match.end() < len(match.string) else ""
