/** The map as an SVG file: same places, shapes and colours, text that can be selected. Pure. */

import type { Dataset } from "./data";
import type { Outline } from "./halos";
import { placeLabels, textWidth, type Box, type Place } from "./layouts";
import { placePills } from "./pills";
import type { Scene } from "./scene";
import type { View } from "./state";
import { said, t } from "./words";
import { xml } from "./writers";

const SIDES: Record<string, number[]> = {
  rectangle: [-1, -1, 1, -1, 1, 1, -1, 1], octagon: [-0.4, -1, 0.4, -1, 1, -0.4, 1, 0.4, 0.4, 1, -0.4, 1, -1, 0.4, -1, -0.4], hexagon: [-0.5, -0.9, 0.5, -0.9, 1, 0, 0.5, 0.9, -0.5, 0.9, -1, 0], diamond: [0, -1, 1, 0, 0, 1, -1, 0],
  pentagon: [0, -1, 1, -0.2, 0.6, 1, -0.6, 1, -1, -0.2], triangle: [0, -1, 1, 1, -1, 1], rhomboid: [-1, -0.8, 0.4, -0.8, 1, 0.8, -0.4, 0.8], tag: [-1, -0.9, 0.4, -0.9, 1, 0, 0.4, 0.9, -1, 0.9],
  star: [0, -1, 0.26, -0.3, 1, -0.26, 0.42, 0.2, 0.62, 0.95, 0, 0.52, -0.62, 0.95, -0.42, 0.2, -1, -0.26, -0.26, -0.3], "cut-rectangle": [-0.7, -1, 0.7, -1, 1, -0.7, 1, 0.7, 0.7, 1, -0.7, 1, -1, 0.7, -1, -0.7],
  barrel: [-0.8, -1, 0.8, -1, 1, -0.6, 1, 0.6, 0.8, 1, -0.8, 1, -1, 0.6, -1, -0.6],
};
/** Smallest text that can be read on paper, in CSS pixels. */
const SMALLEST = 8;
const LARGEST = 1.3;
const EDGE = { side: 90, top: 60 };

export interface Picture {
  /** Halos of the gaps, as the map draws them. */
  outlines?: Outline[];
  /** Room on paper in CSS pixels: there labels are chosen and sized so that they can be read. */
  paper?: { wide: number; high: number };
}

/** Draw a scene. */
export function svg(data: Dataset, scene: Scene, view: View, { outlines = [], paper }: Picture = {}): string {
  const { theme } = data;
  const circles = closed(data, scene);
  const boxes = new Map(scene.things.map((i) => [i, boxOf(data, i, scene.places.get(i)!)]));
  const all = [...boxes.values(), ...circles.map(({ x, y, radius }) => ({ x1: x - radius, y1: y - radius, x2: x + radius, y2: y + radius }))];
  const focus = paper && scene.focus ? [...scene.focus.core].flatMap((i) => boxes.get(i) ?? []) : [];
  const whole = (focus.length ? focus : all).reduce((a, b) => ({ x1: Math.min(a.x1, b.x1), y1: Math.min(a.y1, b.y1), x2: Math.max(a.x2, b.x2), y2: Math.max(a.y2, b.y2) }), focus.length ? focus[0] : { x1: 0, y1: 0, x2: 0, y2: 0 });
  const page = { x1: whole.x1 - EDGE.side, y1: whole.y1 - EDGE.top, x2: whole.x2 + EDGE.side, y2: whole.y2 + EDGE.top };
  const [width, height] = [Math.round(page.x2 - page.x1), Math.round(page.y2 - page.y1)];
  const scale = paper ? Math.min(paper.wide / width, paper.high / height, LARGEST) : 1;
  const grow = Math.max(1, SMALLEST / theme.sizes.label / scale);
  const pills = view.gaps ? placePills(gapWords(data, scene, outlines, boxes), grow, all, page) : [];
  const written = grow > 1 ? chosenLabels(data, scene, scale, pills.map((p) => p.box)) : null;
  const size = paper ? `width="${Math.round(width * scale)}" height="${Math.round(height * scale)}"` : `width="${width}" height="${height}"`;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${Math.round(page.x1)} ${Math.round(page.y1)} ${width} ${height}" ${size} font-family="${xml(theme.fonts.sans.join(", "))}">`,
    `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10Z" fill="${theme.lines.fact.colour}"/></marker></defs>`,
    `<rect x="${Math.round(page.x1)}" y="${Math.round(page.y1)}" width="${width}" height="${height}" fill="${theme.surfaces.paper}"/>`,
    ...(view.gaps ? outlines.map(({ d, fill }) => `<path d="${xml(d)}" fill="${fill}" fill-opacity="0.08" stroke="${fill}" stroke-width="1.5" stroke-dasharray="5 4"/>`) : []),
    ...lines(data, scene, view),
    ...circles.map(({ x, y, radius, text }) => `<circle cx="${x}" cy="${y}" r="${radius}" fill="#DDD5C6" stroke="${theme.surfaces.muted}" stroke-width="2"/><text x="${x}" y="${y}" font-size="${theme.sizes.label * grow}" font-weight="600" text-anchor="middle">${xml(text)}</text>`),
    ...scene.things.map((i) => node(data, scene, view, i, !written || written.has(i) ? theme.sizes.label * grow : 0)),
    ...pills.map(({ text, fill, box }) => `<rect x="${box.x1}" y="${box.y1}" width="${box.x2 - box.x1}" height="${box.y2 - box.y1}" rx="${(box.y2 - box.y1) / 2}" fill="${fill}"/><text x="${(box.x1 + box.x2) / 2}" y="${box.y1 + 18 * grow}" fill="#fff" font-size="${13 * grow}" font-weight="600" text-anchor="middle">${xml(text)}</text>`),
    "</svg>", "",
  ].join("\n");
}

const halfOf = (data: Dataset, index: number): number => (data.things[index].edges.length >= data.theme.sizes.hub_degree ? data.theme.sizes.hub : data.theme.sizes.node) / 2;

function boxOf(data: Dataset, index: number, { x, y }: Place): Box {
  const { sizes } = data.theme;
  const { lines: words } = data.things[index];
  const half = halfOf(data, index);
  const side = Math.max(half, (textWidth(words) * sizes.label) / 2);
  return { x1: x - side, y1: y - half, x2: x + side, y2: y + half + words.length * sizes.line_height + 4 };
}

/** Communities that are not opened. */
function closed(data: Dataset, scene: Scene): { x: number; y: number; radius: number; text: string }[] {
  return scene.closed.map(({ region, count }) => {
    const { x, y, radius, members } = data.regions[region];
    return { x, y, radius: Math.round((radius / 2) * Math.sqrt(count / members.length)), text: t("regionName", { name: data.things[members[0]].lines.join(""), n: count }) };
  });
}

const gapWords = (data: Dataset, scene: Scene, outlines: Outline[], boxes: Map<number, Box>): Parameters<typeof placePills>[0] => {
  const drawn = new Set(outlines.map((o) => o.id));
  return scene.halos.filter((f) => drawn.has(f.id)).map((f) => ({
    id: f.id, text: said(data.legend.gap_rules[f.rule]) || f.rule, fill: data.theme.severities[f.severity].fill, own: f.nodes.flatMap((n) => boxes.get(data.at.get(n.id) ?? -1) ?? []),
  }));
};

function chosenLabels(data: Dataset, scene: Scene, scale: number, blocked: Box[]): Set<number> {
  const labels = scene.things.map((i) => ({ index: i, ...scene.places.get(i)!, lines: data.things[i].lines, weight: data.things[i].edges.length + (scene.severity.has(i) ? 4 : 0) + (scene.focus?.things.has(i) ? 10_000 : 0), half: halfOf(data, i) + 4 }));
  return placeLabels(labels, scale, SMALLEST, blocked);
}

function lines(data: Dataset, scene: Scene, view: View): string[] {
  const { theme, legend } = data;
  const at = scene.places;
  const line = (a: number, b: number, look: { colour: string; dash: number[]; width: number }, title: string, arrow: boolean, dim = false) => {
    const [p, q] = [at.get(a)!, at.get(b)!];
    const length = Math.hypot(q.x - p.x, q.y - p.y) || 1;
    const cut = arrow ? 20 / length : 0;
    return `<line x1="${p.x}" y1="${p.y}" x2="${Math.round(q.x - (q.x - p.x) * cut)}" y2="${Math.round(q.y - (q.y - p.y) * cut)}" stroke="${look.colour}" stroke-width="${look.width}"${look.dash.length ? ` stroke-dasharray="${look.dash.join(" ")}"` : ""}${arrow ? ' marker-end="url(#arrow)"' : ""}${dim ? ' opacity="0.25"' : ""}><title>${xml(title)}</title></line>`;
  };
  const drawn = scene.relations.map((i) => {
    const r = data.relations[i];
    const words = legend.relations[r.type];
    const title = `${data.things[r.source].name} ${said(words) || r.type} ${data.things[r.target].name}\n${r.evidence[0]?.quote ?? ""}`;
    return line(r.source, r.target, theme.lines[r.status === "done" ? "fact" : (r.status as "planned")], title, !words?.symmetric, Boolean(scene.focus && !scene.focus.relations.has(i)));
  });
  if (view.gaps) {
    for (const b of scene.breaks) drawn.push(line(b.from, b.to, theme.lines.gap, "", false));
    for (const k of scene.suggestions) drawn.push(line(data.suggestions[k].source, data.suggestions[k].target, theme.lines.suggestion, said(data.suggestions[k].reason), false));
  }
  return drawn;
}

/** One thing: its shape, its character, its ring where a gap is open, and its name in that size; 0 leaves the name out. */
function node(data: Dataset, scene: Scene, view: View, index: number, size: number): string {
  const { theme, legend } = data;
  const thing = data.things[index];
  const { x, y } = scene.places.get(index)!;
  const half = halfOf(data, index);
  const mark = theme.labels[thing.label];
  const points = SIDES[mark.shape]?.map((v, k) => Math.round((v * half + (k % 2 ? y : x)) * 10) / 10);
  const shape = points
    ? `<polygon points="${points.join(" ")}" fill="${mark.colour}"/>`
    : mark.shape === "ellipse" ? `<circle cx="${x}" cy="${y}" r="${half}" fill="${mark.colour}"/>` : `<rect x="${x - half}" y="${y - half}" width="${half * 2}" height="${half * 2}" rx="7" fill="${mark.colour}"/>`;
  const severity = view.gaps ? scene.severity.get(index) : undefined;
  const ring = severity ? `<circle cx="${x}" cy="${y}" r="${half + 6}" fill="none" stroke="${theme.severities[severity].fill}" stroke-width="2.5" stroke-dasharray="5 4"/>` : "";
  const high = (size / theme.sizes.label) * theme.sizes.line_height;
  const words = size ? thing.lines.map((text, k) => `<tspan x="${x}" y="${Math.round(y + half + 2 + size + k * high)}">${xml(text)}</tspan>`).join("") : "";
  const name = words && `<text font-size="${Math.round(size * 10) / 10}" fill="${theme.surfaces.ink}" text-anchor="middle" stroke="${theme.surfaces.paper}" stroke-width="${size / 3.25}" paint-order="stroke">${words}</text>`;
  const dim = scene.focus && !scene.focus.things.has(index) ? ' opacity="0.35"' : "";
  return `<g${dim}><title>${xml(thing.name)}</title>${ring}${shape}<text x="${x}" y="${y + 5}" fill="#fff" font-size="14" text-anchor="middle">${legend.labels[thing.label].glyph}</text>${name}</g>`;
}
