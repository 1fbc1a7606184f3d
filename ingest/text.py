"""What the stages of reading hand to each other: source, clean text, outline, context.

Two texts exist and no third: ``Source.text`` is what evidence quotes (the decoded bytes of a text file with line ends as they are and without
BOM, else the loader's text before any cleaning), and ``CleanText.text`` is what the rules read (junk cut, lines joined, simplified characters, half-width
punctuation). ``CleanText.source_span`` leads back.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping
from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Source:
    """A file as it was read.

    Attributes:
        file: path below the folder that was read, POSIX.
        sha256: of the file's bytes; the document's id.
        media_type: found by content, for example ``text/plain`` or ``application/pdf``.
        text: the text that all evidence quotes.
        title: the title that the container itself declares (HTML title, office properties); None elsewhere.
        warnings: what was read in part only, in the user's language.
        confidence: in thousandths, how sure the characters are: below 1000 only where they were recognised in a picture.
        left_out: lines of the file that hang around the text and are not in it (headers, footers, notes, menus), each with the reason, as in
            :class:`Cut`.
    """

    file: str
    sha256: str
    media_type: str
    text: str
    title: str | None = None
    warnings: tuple[str, ...] = ()
    confidence: int = 1000
    left_out: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Cut:
    """A stretch of ``Source.text`` that the rules do not read, and why."""

    start: int
    end: int
    reason: str


@dataclass(frozen=True, slots=True)
class CleanText:
    """The text that rules read, with the way back.

    Attributes:
        text: cleaned text; paragraphs are separated by one ``\\n``.
        origins: for each character of ``text`` the offset in ``Source.text`` of the character that it came from; ascending.
        cuts: what was left out.
    """

    text: str
    origins: array[int]
    cuts: tuple[Cut, ...] = ()

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Lead a span of the clean text back to the source: from the first character's origin to just after the last one's."""
        return self.origins[start], self.origins[end - 1] + 1


@dataclass(frozen=True, slots=True)
class Section:
    """A heading and what stands under it, in offsets of the clean text.

    Attributes:
        start: where its heading starts (0 for the part before the first heading).
        end: where the next heading of the same or a higher level starts.
        body: where the text after the heading starts.
        level: 0 for the document and for what stands without a number over its parts, 1 一、, 2 （一）, 3 1., 4 一是 / 第一.
        number: the numbering as it stands, for example ``（一）``.
        title: the heading's text without its number.
        role: done, problem, plan or background; the nearest heading that says so decides.
        parent: index of the section above in ``Outline.sections``; -1 for the document.
    """

    start: int
    end: int
    body: int
    level: int
    number: str
    title: str
    role: str
    parent: int


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence (or heading) in offsets of the clean text, and the index of the innermost section that holds it."""

    start: int
    end: int
    section: int
    heading: bool = False


@dataclass(frozen=True, slots=True)
class Cell:
    """A filled cell of a table in offsets of the clean text.

    Attributes:
        heading: of its column, without white space.
        role: in a table of tasks: task, group (a column that several tasks share), owner, bodies (owner and supporters in one list),
            supporters, deadline, target, person, or empty; in every other table empty.
        start: where its text starts.
        end: where it ends.
    """

    heading: str
    role: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a table under its headings, in offsets of the clean text: from its first filled cell to its last one."""

    start: int
    end: int
    cells: tuple[Cell, ...]

    @property
    def task(self) -> Cell | None:
        """The cell that says what is to be done; None in a row or a table that does not."""
        return next((cell for cell in self.cells if cell.role == "task"), None)


@dataclass(frozen=True, slots=True)
class Aside:
    """A line around the running text, in offsets of the clean text: a ``dateline`` under the title (a date, a document number), the date of the
    ``signature`` at the end, a ``signer``, a body's name above it, or a ``remark`` on how a table is filled in."""

    start: int
    end: int
    kind: str


@dataclass(frozen=True, slots=True)
class Outline:
    """The structure of a clean text; everything in order of place.

    Attributes:
        sections: the document itself first.
        sentences: they cover all text but white space, asides other than signers, and, in the rows of task tables, the cells that only
            name bodies, persons, times.
        rows: of tables.
        asides: datelines, remarks and the signature.
    """

    sections: tuple[Section, ...]
    sentences: tuple[Sentence, ...]
    rows: tuple[TableRow, ...] = ()
    asides: tuple[Aside, ...] = ()

    def lead_in(self, text: str, section: int) -> tuple[int, int] | None:
        """Return the span of the words that announce the list of which a section is a member (采取以下措施:), None where there are none.

        Args:
            text: the clean text.
            section: index of the section.
        """
        parent = self.sections[section].parent
        siblings = [s for s in self.sections if s.parent == parent]
        if parent < 0 or not siblings:
            return None
        start, end = self.sections[parent].body, siblings[0].start
        before = text[start:end].rstrip()
        first = max(before.rfind(mark) for mark in "。!?;\n") + 1
        return (start + first, start + len(before)) if before.endswith(":") and first < len(before) else None

    def path(self, section: int) -> str:
        """Headings above and including a section, outermost first, joined by `` › ``."""
        titles: list[str] = []
        while section > 0:
            found = self.sections[section]
            titles.append(found.number + found.title)
            section = found.parent
        return " › ".join(reversed(titles))


@dataclass(frozen=True, slots=True)
class Context:
    """What a document says of itself; None where it does not settle it.

    Attributes:
        title: in the source's own characters.
        kind: summary, plan, survey, speech, news or other.
        year: the year that incomplete dates are completed with.
        jurisdiction: full path, for example ``江苏省泰州市``.
        level: province, prefecture, county or township: the level at which 市委, 我县 and the like are meant.
        issuer: the body that stands in for an omitted subject, as the document calls it, for example ``市委统战部``.
        truncated: the text breaks off.
        evidence: attribute to span of the clean text that settled it.
    """

    title: str
    kind: str
    year: int | None = None
    year_title: int | None = None
    year_stated: int | None = None
    year_inferred: int | None = None
    jurisdiction: str | None = None
    level: str | None = None
    issuer: str | None = None
    truncated: bool = False
    evidence: Mapping[str, tuple[int, int]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Page:
    """A document ready to be understood: the input of mentions and relations."""

    source: Source
    clean: CleanText
    outline: Outline
    context: Context
