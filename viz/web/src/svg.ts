/** The map as an SVG file: same places, shapes and colours, text that can be selected. Pure. */

import type { Dataset } from "./data";
import type { Scene } from "./scene";
import type { View } from "./state";
import { xml } from "./writers";

const SIDES: Record<string, number[]> = {
  rectangle: [-1, -1, 1, -1, 1, 1, -1, 1], octagon: [-0.4, -1, 0.4, -1, 1, -0.4, 1, 0.4, 0.4, 1, -0.4, 1, -1, 0.4, -1, -0.4], hexagon: [-0.5, -0.9, 0.5, -0.9, 1, 0, 0.5, 0.9, -0.5, 0.9, -1, 0], diamond: [0, -1, 1, 0, 0, 1, -1, 0],
  pentagon: [0, -1, 1, -0.2, 0.6, 1, -0.6, 1, -1, -0.2], triangle: [0, -1, 1, 1, -1, 1], rhomboid: [-1, -0.8, 0.4, -0.8, 1, 0.8, -0.4, 0.8], tag: [-1, -0.9, 0.4, -0.9, 1, 0, 0.4, 0.9, -1, 0.9],
  star: [0, -1, 0.26, -0.3, 1, -0.26, 0.42, 0.2, 0.62, 0.95, 0, 0.52, -0.62, 0.95, -0.42, 0.2, -1, -0.26, -0.26, -0.3], "cut-rectangle": [-0.7, -1, 0.7, -1, 1, -0.7, 1, 0.7, 0.7, 1, -0.7, 1, -1, 0.7, -1, -0.7],
  barrel: [-0.8, -1, 0.8, -1, 1, -0.6, 1, 0.6, 0.8, 1, -0.8, 1, -1, 0.6, -1, -0.6],
};

/** Draw a scene. */
export function svg(data: Dataset, scene: Scene, view: View): string {
  const { theme, legend } = data;
  const at = scene.places;
  const xs = [...at.values()].map((p) => p.x);
  const ys = [...at.values()].map((p) => p.y);
  const [left, top] = [xs.reduce((a, b) => Math.min(a, b), 0) - 90, ys.reduce((a, b) => Math.min(a, b), 0) - 60];
  const [width, height] = [xs.reduce((a, b) => Math.max(a, b), 0) - left + 90, ys.reduce((a, b) => Math.max(a, b), 0) - top + 90];
  const line = (a: number, b: number, look: { colour: string; dash: number[]; width: number }, title: string, arrow: boolean) => {
    const [p, q] = [at.get(a)!, at.get(b)!];
    const length = Math.hypot(q.x - p.x, q.y - p.y) || 1;
    const cut = arrow ? 20 / length : 0;
    return `<line x1="${p.x}" y1="${p.y}" x2="${Math.round(q.x - (q.x - p.x) * cut)}" y2="${Math.round(q.y - (q.y - p.y) * cut)}" stroke="${look.colour}" stroke-width="${look.width}"${look.dash.length ? ` stroke-dasharray="${look.dash.join(" ")}"` : ""}${arrow ? ' marker-end="url(#arrow)"' : ""}><title>${xml(title)}</title></line>`;
  };
  const lines = scene.relations.map((i) => {
    const r = data.relations[i];
    const words = legend.relations[r.type];
    const title = `${data.things[r.source].name} ${words?.zh ?? r.type} ${data.things[r.target].name}\n${r.evidence[0]?.quote ?? ""}`;
    return line(r.source, r.target, theme.lines[r.status === "done" ? "fact" : (r.status as "planned")], title, !words?.symmetric);
  });
  if (view.gaps) {
    for (const b of scene.breaks) lines.push(line(b.from, b.to, theme.lines.gap, "", false));
    for (const k of scene.suggestions) lines.push(line(data.suggestions[k].source, data.suggestions[k].target, theme.lines.suggestion, data.suggestions[k].reason, false));
  }
  const nodes = scene.things.map((i) => {
    const thing = data.things[i];
    const { x, y } = at.get(i)!;
    const half = (thing.edges.length >= theme.sizes.hub_degree ? theme.sizes.hub : theme.sizes.node) / 2;
    const mark = theme.labels[thing.label];
    const sides = SIDES[mark.shape];
    const points = sides?.map((v, k) => Math.round((v * half + (k % 2 ? y : x)) * 10) / 10);
    const shape = points
      ? `<polygon points="${points.join(" ")}" fill="${mark.colour}"/>`
      : mark.shape === "ellipse" ? `<circle cx="${x}" cy="${y}" r="${half}" fill="${mark.colour}"/>` : `<rect x="${x - half}" y="${y - half}" width="${half * 2}" height="${half * 2}" rx="7" fill="${mark.colour}"/>`;
    const severity = view.gaps ? scene.severity.get(i) : undefined;
    const ring = severity ? `<circle cx="${x}" cy="${y}" r="${half + 6}" fill="none" stroke="${theme.severities[severity].fill}" stroke-width="2.5" stroke-dasharray="5 4"/>` : "";
    const text = thing.lines.map((words, k) => `<tspan x="${x}" y="${y + half + 15 + k * theme.sizes.line_height}">${xml(words)}</tspan>`).join("");
    return `<g><title>${xml(thing.name)}</title>${ring}${shape}<text x="${x}" y="${y + 5}" fill="#fff" font-size="14" text-anchor="middle">${legend.labels[thing.label].glyph}</text><text font-size="${theme.sizes.label}" fill="${theme.surfaces.ink}" text-anchor="middle" stroke="${theme.surfaces.paper}" stroke-width="4" paint-order="stroke">${text}</text></g>`;
  });
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="${left} ${top} ${width} ${height}" width="${width}" height="${height}" font-family="${xml(theme.fonts.sans.join(", "))}">`,
    `<defs><marker id="arrow" viewBox="0 0 10 10" refX="9" refY="5" markerWidth="7" markerHeight="7" orient="auto"><path d="M0 0 10 5 0 10Z" fill="${theme.lines.fact.colour}"/></marker></defs>`,
    `<rect x="${left}" y="${top}" width="${width}" height="${height}" fill="${theme.surfaces.paper}"/>`, ...lines, ...nodes, "</svg>", "",
  ].join("\n");
}
