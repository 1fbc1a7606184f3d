/** What a print shows: the picture with its legend, title and source on one page, then the list; of another way to look, what stands there. */

import { render } from "preact";
import { chart, data, findings, heading, scene } from "../app";
import type { Finding } from "../data";
import { isOpen } from "../scene";
import { view } from "../state";
import { svg } from "../svg";
import { said, t } from "../words";
import { Glyph } from "./glyph";
import { short } from "./long";

const MOST_ROWS = 1000;
const MOST_TITLES = 8;
/** Room for the picture on A4 lying flat, in CSS pixels. */
const PAPER = { wide: 1030, high: 540 };

function Sheet() {
  const d = data.value!;
  const { value: s } = scene;
  const { value: v } = view;
  const passing = new Set(s.passing);
  const gaps = findings.value.filter((f) => isOpen(f) && f.nodes.some((n) => passing.has(d.at.get(n.id) ?? -1)));
  const map = v.pane === "map";
  return (
    <>
      <section class={map ? "paper" : ""}>
        <h1>{short(heading.value, 80)}</h1>
        <p class="muted">{t("printed", { nodes: s.passing.length, edges: s.facts, gaps: gaps.length })}</p>
        {map && <figure ref={(box: HTMLElement | null) => box?.replaceChildren(drawing())} />}
        {map && <Key />}
        <p class="muted">{sources()}</p>
      </section>
      {map && !chosen() && <Lists gaps={gaps} />}
    </>
  );
}

const chosen = (): boolean => Boolean(view.value.node || view.value.gap || view.value.path || view.value.many.length);

/** The map as an element: parsed as a document of its own, so that a name can be nothing but text. */
function drawing(): Element {
  const text = svg(data.value!, scene.value, view.value, { outlines: chart.value?.outlines(), paper: PAPER });
  return document.importNode(new DOMParser().parseFromString(text, "image/svg+xml").documentElement, true);
}

function Key() {
  const d = data.value!;
  const { value: s } = scene;
  const labels = Object.keys(d.legend.labels).filter((name) => s.passing.some((i) => d.things[i].label === name));
  const statuses = new Set(s.relations.map((i) => d.relations[i].status));
  const lines = Object.entries(d.theme.lines).filter(([name]) => (name === "gap" ? view.value.gaps && s.breaks.length : name === "suggestion" ? view.value.gaps && s.suggestions.length : statuses.has(name === "fact" ? "done" : name)));
  return (
    <p class="key">
      {labels.map((name) => <span key={name}><Glyph label={name} /> {said(d.legend.labels[name])}</span>)}
      {lines.map(([name, line]) => (
        <span key={name}><svg class="line" viewBox="0 0 34 10"><line x1="1" y1="5" x2="33" y2="5" stroke={line.colour} stroke-width={line.width + 0.5} stroke-dasharray={line.dash.join(" ")} /></svg> {said(line)}</span>
      ))}
    </p>
  );
}

/** The documents that the view rests on, and the snapshot. */
function sources(): string {
  const d = data.value!;
  const docs = view.value.docs.length ? view.value.docs.map((id) => d.documents[d.docAt.get(id)!]) : d.documents;
  const titles = docs.slice(0, MOST_TITLES).map((doc) => t("title", { title: short(doc.title || doc.file, 40) })).join("");
  return t("printSource", { titles, n: docs.length, snapshot: d.snapshot.slice(0, 8) });
}

function Lists({ gaps }: { gaps: Finding[] }) {
  const d = data.value!;
  const ranked = [...scene.value.passing].sort((a, b) => d.things[b].edges.length - d.things[a].edges.length || a - b);
  return (
    <section>
      {gaps.length > 0 && <h2>{t("gaps")} {gaps.length}</h2>}
      <ul class="gaplist">{gaps.slice(0, MOST_ROWS).map((f) => <li key={f.id}><b>{said(d.legend.severities[f.severity])} · {said(d.legend.gap_rules[f.rule]) || f.rule}</b> {short(f.message, 200)}</li>)}</ul>
      <h2>{t("shownOnMap")} {ranked.length}</h2>
      <ul class="thinglist">{ranked.slice(0, MOST_ROWS).map((i) => <li key={i}><Glyph label={d.things[i].label} /> {short(d.things[i].name, 60)} <span class="count">{d.things[i].edges.length}</span></li>)}</ul>
      {ranked.length > MOST_ROWS && <p class="muted">{t("firstShown", { n: MOST_ROWS, all: ranked.length })}</p>}
    </section>
  );
}

/** Make the sheet when the browser is about to print, and take it away after. */
export function listenToPrint(): void {
  const box = document.createElement("div");
  box.id = "print";
  document.body.prepend(box);
  addEventListener("beforeprint", () => {
    if (!data.value) return;
    document.body.dataset.print = view.value.pane === "map" ? (chosen() ? "proof" : "map") : "pane";
    render(<Sheet />, box);
  });
  addEventListener("afterprint", () => {
    delete document.body.dataset.print;
    render(null, box);
  });
}
