"""Slides that are tables or lists: all gaps, who does what, what was dated when, where it all comes from."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

from pptx.enum.text import MSO_ANCHOR
from pptx.util import Inches, Pt

from graph.model import Edge
from graph.vocabulary import Label, RelationType, Status
from viz.labels import visible
from viz.slides.canvas import Canvas, hex_colour, write_run
from viz.slides.deck import Deck
from viz.slides.measure import LINE, Run, fit
from viz.theme import load_theme
from viz.words import kind_word, relation_word, shorten, state_word, word

ROW = 0.42
MOST_PAGES = 4
DOING = (
    RelationType.LEADS,
    RelationType.ORGANISES,
    RelationType.ESTABLISHES,
    RelationType.PARTICIPATES_IN,
    RelationType.SUPPORTS,
    RelationType.HOSTS,
)
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
    return _listed(deck, word("slide_gaps"), title, word("absence_note"), heads, (0.08, 0.14, 0.38, 0.31, 0.09), rows)


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
        deck, word("slide_sources"), word("sources_title", count=len(rows)), word("evidence_note"), heads, shares, rows
    )


def _listed(
    deck: Deck,
    kicker: str,
    title: str,
    subtitle: str,
    heads: Sequence[str],
    shares: Sequence[float],
    rows: Sequence[Sequence[str]],
) -> list[str]:
    """Add as many slides as the rows take, up to `MOST_PAGES`."""
    left, top, wide, high = deck.room
    each = int(high / ROW) - 1
    pages = [rows[k : k + each] for k in range(0, len(rows), each)]
    for number, page in enumerate(pages[:MOST_PAGES], start=1):
        numbered = f"{title}（{number}/{min(len(pages), MOST_PAGES)}）" if len(pages) > 1 else title
        canvas = deck.new_slide(
            kicker, numbered, subtitle, load_theme().surfaces["accent"], [d.id for d in deck.graph.documents]
        )
        draw_table(canvas, (left, top, wide), [heads, *page], shares)
        deck.close(canvas, [], [], [" | ".join(row) for row in page])
    if len(pages) > MOST_PAGES:
        return [word("rows_capped", slide=kicker, shown=each * MOST_PAGES, all=len(rows))]
    return []


def draw_table(
    canvas: Canvas, place: tuple[float, float, float], rows: Sequence[Sequence[str]], shares: Sequence[float]
) -> None:
    """Draw a table of rows of one height, its head first; every text fits its cell."""
    left, top, wide = place
    theme, count = load_theme(), len(rows)
    frame = canvas.slide.shapes.add_table(count, len(shares), *(Inches(v) for v in (left, top, wide, ROW * count)))
    table = frame.table
    for column, share in enumerate(shares):
        table.columns[column].width = Inches(round(wide * share, 4))
    for number, row in enumerate(rows):
        table.rows[number].height = Inches(ROW)
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
            fitted, size = fit(text, (wide * shares[column] - 0.14, ROW - 0.05), 12, 8)
            paragraph = cell.text_frame.paragraphs[0]
            paragraph.line_spacing = Pt(round(size * LINE, 1))
            write_run(paragraph, Run(fitted), size, bold=head, colour="#FFFFFF" if head else theme.surfaces["ink"])


def add_matrix(deck: Deck) -> list[str]:
    """Add the matrix of bodies by brands, programmes, mechanisms and campaigns, where at least two of each are linked."""
    pairs: dict[tuple[str, str], list[Edge]] = {}
    for edge in deck.graph.edges:
        source, target = deck.nodes.get(edge.source), deck.nodes.get(edge.target)
        if not source or not target or source.label != Label.Organisation or target.label not in COLUMNS:
            continue
        if edge.type in DOING and edge.status != Status.MISSING:
            pairs.setdefault((source.id, target.id), []).append(edge)
    left, top, wide, high = deck.room
    across = max(2, int((wide - 2.0) / 1.35))
    columns = _first(Counter(b for _, b in pairs), deck, across)
    rows = _first(Counter(a for a, b in pairs if b in columns), deck, int(high / ROW) - 1)
    if len(columns) < 2 or len(rows) < 2:
        return []
    body = [[""] + [visible(deck.nodes[i].name) for i in columns]]
    told = []
    for row in rows:
        cells = []
        for column in columns:
            edges = pairs.get((row, column), [])
            told += edges
            cells.append(word("list_mark").join(dict.fromkeys(relation_word(e.type) for e in edges)))
        body.append([visible(deck.nodes[row].name), *cells])
    title = word(
        "matrix_title", rows=len(rows), columns=len(columns), count=sum(bool(c) for line in body[1:] for c in line[1:])
    )
    documents = [e.evidence[0].document for e in told]
    canvas = deck.new_slide(
        word("slide_matrix"), title, word("matrix_note"), load_theme().surfaces["accent"], documents
    )
    draw_table(canvas, (left, top, wide), body, [2.0 / wide, *[(wide - 2.0) / wide / len(columns)] * len(columns)])
    deck.close(canvas, [], [], [deck.say(edge) for edge in told])
    return []


def _first(counts: Counter[str], deck: Deck, most: int) -> list[str]:
    order = sorted(
        counts,
        key=lambda i: (COLUMNS.index(deck.nodes[i].label) if deck.nodes[i].label in COLUMNS else 0, -counts[i], i),
    )
    kept = sorted(counts, key=lambda i: (-counts[i], i))[:most]
    return [i for i in order if i in kept]


def add_timeline(deck: Deck) -> list[str]:
    """Add the dated relations in order of time, where there are at least two."""
    dated = sorted((e.when[0] or e.when[1] or "", e.id, e) for e in deck.graph.edges if e.when[0] or e.when[1])
    if len(dated) < 2:
        return []
    rows = []
    for date, _, edge in dated:
        ends = [visible(deck.nodes[i].name) if i in deck.nodes else i for i in (edge.source, edge.target)]
        until = f" — {edge.when[2]}" if edge.when[2] else ""
        rows.append(
            (
                f"{date}{until}",
                ends[0],
                relation_word(edge.type),
                ends[1],
                state_word("statuses", edge.status),
                edge.evidence[0].quote,
            )
        )
    heads = [word(f"head_{key}") for key in ("date", "source", "relation", "target", "status", "quote")]
    years = "—".join(dict.fromkeys((dated[0][0][:4], dated[-1][0][:4])))
    title = word("timeline_title", years=years, count=len(dated))
    shares = (0.12, 0.17, 0.09, 0.19, 0.07, 0.36)
    return _listed(
        deck,
        word("slide_timeline"),
        title,
        word("timeline_note"),
        heads,
        shares,
        [[shorten(cell, 80) for cell in row] for row in rows],
    )
