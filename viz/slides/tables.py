"""Slides that are tables: all gaps, who does what, where it all comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Pt

from graph.model import Edge
from graph.vocabulary import Label, RelationType, Status
from viz.labels import visible
from viz.slides.canvas import Canvas, hex_colour, write_run
from viz.slides.deck import Deck
from viz.slides.measure import LINE, Run, fit
from viz.slides.subject import LEADING
from viz.theme import load_theme
from viz.words import edges_said, kind_word, numbered, state_word, word

ROW, TALL_ROW = 0.42, 0.6
"""Heights of a row, in inches: two lines of the least text, and three where the slide is narrow."""
WIDE = 10.0
"""Width of a table from which two lines are enough, in inches."""
LARGEST, LEAST = 12.0, 10.0
"""Sizes of text in a table; from the least a text is cut, its whole stands in the notes."""
MOST_PAGES, MOST_SOURCES = 4, 12
"""Slides of a list, and of the list of sources."""
DOING = (
    RelationType.LEADS,
    RelationType.ORGANISES,
    RelationType.ESTABLISHES,
    RelationType.PARTICIPATES_IN,
    RelationType.SUPPORTS,
    RelationType.HOSTS,
)
GAP = 0.2
"""Room between two paragraphs, in inches."""
COLUMNS = (Label.Brand, Label.Programme, Label.Mechanism, Label.Campaign)


def add_gaps(deck: Deck) -> list[str]:
    """Add the list of all gaps."""
    rows = [
        (
            state_word("severities", f["severity"]),
            state_word("gap_rules", f["rule"]),
            f["message"],
            f["next_step"],
            word(f"state_{f['status']}"),
        )
        for f in deck.findings
    ]
    counts = Counter(f["severity"] for f in deck.findings)
    said = word("list_mark").join(
        f"{state_word('severities', s)} {counts[s]}" for s in ("high", "medium", "low") if counts[s]
    )
    title = word("gaps_title", count=len(rows), said=said)
    heads = [word(f"head_{key}") for key in ("severity", "rule", "message", "step", "state")]
    return _listed(deck, word("slide_gaps"), title, word("absence_note"), heads, (0.1, 0.15, 0.36, 0.29, 0.1), rows)


def add_unchecked(deck: Deck) -> list[str]:
    """Add the slide that names the gap rules which were not checked; none where all were."""
    lines = deck.options.unchecked
    if lines:
        title, tone = word("unchecked_title"), load_theme().severities["high"].text
        canvas = deck.new_slide(word("slide_gaps"), title, word("absence_note"), tone, list(deck.titles))
        left, top, wide, high = deck.room
        each = high / len(lines)
        for number, line in enumerate(lines):
            canvas.text((left, top + number * each, wide, each - GAP), line, 18)
        deck.close(canvas, [], [], lines)
    return []


def add_sources(deck: Deck) -> list[str]:
    """Add the appendix of sources."""
    rows = [
        (
            d.title or d.file,
            d.file,
            kind_word("Document", d.kind),
            str(d.year or ""),
            d.jurisdiction or "",
            d.issuer or "",
        )
        for d in sorted(deck.graph.documents, key=lambda d: (d.file, d.id))
    ]
    heads = [word(f"head_{key}") for key in ("title", "file", "kind", "year", "jurisdiction", "issuer")]
    shares = (0.32, 0.26, 0.09, 0.07, 0.13, 0.13)
    return _listed(
        deck,
        word("slide_sources"),
        word("sources_title", count=len(rows)),
        word("evidence_note"),
        heads,
        shares,
        rows,
        MOST_SOURCES,
    )


def _listed(
    deck: Deck,
    kicker: str,
    title: str,
    subtitle: str,
    heads: Sequence[str],
    shares: Sequence[float],
    rows: Sequence[Sequence[str]],
    most: int = MOST_PAGES,
) -> list[str]:
    """Add as many slides as the rows take, up to ``most``."""
    left, top, wide, high = deck.room
    each = int(high / _row(wide)) - 1
    pages = [rows[k : k + each] for k in range(0, len(rows), each)]
    for number, page in enumerate(pages[:most], start=1):
        canvas = deck.new_slide(
            kicker,
            numbered(title, number, min(len(pages), most)),
            subtitle,
            load_theme().surfaces["accent"],
            [d.id for d in deck.graph.documents],
        )
        draw_table(canvas, (left, top, wide), [heads, *page], shares)
        deck.close(canvas, [], [], [" | ".join(row) for row in page])
    if len(pages) > most:
        return [word("rows_capped", slide=kicker, shown=each * most, all=len(rows))]
    return []


def _row(wide: float) -> float:
    return ROW if wide >= WIDE else TALL_ROW


def draw_table(
    canvas: Canvas, place: tuple[float, float, float], rows: Sequence[Sequence[str]], shares: Sequence[float]
) -> None:
    """Draw a table of rows of one height and one size of text, its head first; every text fits its cell."""
    left, top, wide = place
    theme, count, row_high = load_theme(), len(rows), _row(wide)
    frame = canvas.slide.shapes.add_table(count, len(shares), *(Inches(v) for v in (left, top, wide, row_high * count)))
    table = frame.table
    rooms = [(wide * share - 0.14, row_high - 0.05) for share in shares]
    size = min(
        (fit(text, room, LARGEST, LEAST)[1] for row in rows[1:] for text, room in zip(row, rooms, strict=True)),
        default=LARGEST,
    )
    for column, share in enumerate(shares):
        table.columns[column].width = Inches(round(wide * share, 4))
    for number, row in enumerate(rows):
        table.rows[number].height = Inches(row_high)
        for column, text in enumerate(row):
            cell = table.cell(number, column)
            cell.margin_left = cell.margin_right = Inches(0.06)
            cell.margin_top = cell.margin_bottom = Inches(0.02)
            cell.fill.solid()
            head = number == 0
            cell.fill.fore_color.rgb = hex_colour(
                theme.surfaces["link"] if head else "#FFFFFF" if number % 2 else "#F3EEE6"
            )
            cell.vertical_anchor = MSO_ANCHOR.MIDDLE
            fitted, used = fit(text, rooms[column], LARGEST if head else size, LEAST, bold=head)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph._p.get_or_add_pPr().set("hangingPunct", "0")
            paragraph.line_spacing = Pt(round(used * LINE, 1))
            write_run(paragraph, Run(fitted), used, bold=head, colour="#FFFFFF" if head else theme.surfaces["ink"])


def add_matrix(deck: Deck) -> list[str]:
    """Add the matrix of bodies by brands, programmes, mechanisms and campaigns, where at least two of each are linked.

    Who leads a thing that is shown comes first, so that no column seems to be led by nobody.

    Returns:
        One sentence where not all bodies and things are shown.
    """
    pairs = _doing(deck)
    left, top, wide, high = deck.room
    across = max(2, int((wide - 2.0) / 1.35))
    columns = _first(Counter(b for _, b in pairs), deck, across)
    counts = Counter(a for a, b in pairs if b in columns)
    leads = [lead for column in columns if (lead := _lead(pairs, column))]
    rows = _first(counts, deck, int(high / _row(wide)) - 1, leads)
    if len(columns) < 2 or len(rows) < 2:
        return []
    body = [[""] + [visible(deck.nodes[i].name) for i in columns]]
    told = []
    for row in rows:
        cells = []
        for column in columns:
            edges = pairs.get((row, column), [])
            told += edges
            cells.append(edges_said(edges))
        body.append([visible(deck.nodes[row].name), *cells])
    title = word(
        "matrix_title", rows=len(rows), columns=len(columns), count=sum(bool(c) for line in body[1:] for c in line[1:])
    )
    documents = [e.evidence[0].document for e in told]
    everyone, everything = ({pair[end] for pair in pairs} for end in (0, 1))
    of = {"rows": len(rows), "bodies": len(everyone), "columns": len(columns), "things": len(everything)}
    capped = [word("matrix_capped", **of)] if len(told) < sum(map(len, pairs.values())) else []
    note = deck.noted(" ".join((word("matrix_note"), *capped)), told)
    canvas = deck.new_slide(word("slide_matrix"), title, note, load_theme().surfaces["accent"], documents)
    draw_table(canvas, (left, top, wide), body, [2.0 / wide, *[(wide - 2.0) / wide / len(columns)] * len(columns)])
    deck.close(canvas, [], [], [deck.say(edge) for edge in told])
    return capped


def _doing(deck: Deck) -> dict[tuple[str, str], list[Edge]]:
    """Return who does something in what, with the edges: bodies, and what else leads."""
    pairs: dict[tuple[str, str], list[Edge]] = {}
    for edge in deck.graph.edges:
        source, target = deck.nodes.get(edge.source), deck.nodes.get(edge.target)
        if not source or not target or target.label not in COLUMNS or edge.status == Status.MISSING:
            continue
        if edge.type in (DOING if source.label == Label.Organisation else LEADING):
            pairs.setdefault((source.id, target.id), []).append(edge)
    return pairs


def _lead(pairs: dict[tuple[str, str], list[Edge]], thing: str) -> str | None:
    """Return who leads a thing: who is named before whom the document stands in for, who leads it before who sets it up."""
    leading = [e for (_, b), edges in pairs.items() if b == thing for e in edges if e.type in LEADING]
    return (
        min(leading, key=lambda e: (e.inferred, LEADING.index(e.type), -e.confidence, e.id)).source if leading else None
    )


def _first(counts: Counter[str], deck: Deck, most: int, wanted: Iterable[str] = ()) -> list[str]:
    """Return those that count most, those wanted before all others; by label and count."""
    order = sorted(
        counts,
        key=lambda i: (COLUMNS.index(deck.nodes[i].label) if deck.nodes[i].label in COLUMNS else 0, -counts[i], i),
    )
    kept = list(dict.fromkeys([*wanted, *sorted(counts, key=lambda i: (-counts[i], i))]))[:most]
    return [i for i in order if i in kept]
