/** The map's look, made from the theme. */

import type { Dataset, Theme } from "./data";

const SMALL_GLYPH: Record<string, [number, number]> = { triangle: [11, 23], star: [10.5, 19], tag: [12, 19], pentagon: [13, 20], diamond: [12.5, 18.5] };

const picture = (body: string): string =>
  `data:image/svg+xml;utf8,${encodeURIComponent(`<svg xmlns="http://www.w3.org/2000/svg" width="56" height="56" viewBox="0 0 28 28">${body}</svg>`)}`;

/** The white character of a label, as a picture for the inside of its shape. */
export function glyph(theme: Theme, character: string, shape: string): string {
  const [size, base] = SMALL_GLYPH[shape] ?? [14, 19];
  const family = theme.fonts.sans.map((f) => (f.includes(" ") ? `'${f}'` : f)).join(",");
  return picture(`<text x="14" y="${base}" font-size="${size}" font-weight="600" font-family="${family}" text-anchor="middle" fill="#fff">${character}</text>`);
}

/** A small plate with an exclamation mark: this thing has a gap. */
export const badge = (colour: string): string =>
  picture(`<circle cx="14" cy="14" r="12" fill="${colour}" stroke="#fff" stroke-width="2.5"/><rect x="12.4" y="6.5" width="3.2" height="9.5" rx="1.4" fill="#fff"/><circle cx="14" cy="20" r="1.9" fill="#fff"/>`);

const dashed = (line: { dash: number[] }) => (line.dash.length ? { "line-style": "dashed", "line-dash-pattern": line.dash } : { "line-style": "solid" });

/** Return the style sheet. `plain` leaves out curves and arrows, for many relations. */
export function sheet(data: Dataset, plain: boolean): any[] {
  const { theme, legend } = data;
  // Every rule is tried on every element: labels and severities that do not occur get none.
  const labels = Object.entries(theme.labels).filter(([name]) => data.things.some((thing) => thing.label === name));
  const severities = ["low", "medium", "high"].filter((severity) => data.findings.some((f) => f.severity === severity));
  const { surfaces, lines, sizes } = theme;
  const family = theme.fonts.sans.join(", ");
  const rules: any[] = [
    {
      selector: "node",
      style: {
        label: "data(text)", width: sizes.node, height: sizes.node, "font-family": family, "font-size": "data(size)", color: surfaces.ink,
        "text-wrap": "wrap", "text-max-width": "100000px", "text-valign": "bottom", "text-halign": "center", "text-margin-y": 3, "line-height": 1.25,
        "text-outline-color": surfaces.paper, "text-outline-width": plain ? 0 : 3, "text-outline-opacity": 1, "border-width": 1.5, "border-color": "#fff",
        "background-fit": "cover", "overlay-opacity": 0, "z-index": 10, "min-zoomed-font-size": 6,
      },
    },
    { selector: "node.hub", style: { width: sizes.hub, height: sizes.hub, "font-weight": 600 } },
    { selector: "node.mute", style: { "text-opacity": 0, "text-outline-opacity": 0 } },
    { selector: "node.region", style: { shape: "ellipse", width: "data(wide)", height: "data(wide)", "background-color": "#DDD5C6", "border-color": surfaces.muted, "border-width": 2, "z-index": 12, "font-weight": 600, "text-valign": "center", "text-margin-y": 0, "min-zoomed-font-size": 0 } },
    { selector: "node.region.mute", style: { "z-index": 8 } },
    { selector: "node.frame", style: { shape: "round-rectangle", "background-opacity": 0.35, "background-color": "#EFEBE2", "border-color": surfaces.line, "border-width": 1.5, "text-valign": "top", "text-halign": "center", "font-size": 16, "font-weight": 600, color: surfaces.muted, padding: "26px", "z-index": 0 } },
  ];
  const images: Record<string, string> = {};
  for (const [name, mark] of labels) {
    images[name] = glyph(theme, legend.labels[name].glyph, mark.shape);
    rules.push({ selector: `node.L-${name}`, style: { "background-color": mark.colour, shape: mark.shape, "background-image": images[name] } });
  }
  for (const severity of severities) {
    const tone = theme.severities[severity];
    rules.push({ selector: `node.gap-${severity}`, style: { "outline-width": 3, "outline-color": tone.fill, "outline-style": "dashed", "outline-offset": 3, "outline-opacity": 0.95, "bounds-expansion": 12 } });
    for (const [name] of labels)
      rules.push({
        selector: `node.L-${name}.gap-${severity}`,
        style: {
          "background-image": [images[name], badge(tone.fill)], "background-fit": ["cover", "none"], "background-width": ["100%", "15px"], "background-height": ["100%", "15px"],
          "background-position-x": ["50%", "100%"], "background-position-y": ["50%", "0%"], "background-offset-x": [0, 7], "background-offset-y": [0, -7],
          "background-clip": ["node", "none"], "background-image-containment": ["inside", "over"],
        },
      });
  }
  const fact = lines.fact;
  rules.push(
    {
      selector: "edge",
      style: {
        width: fact.width, "line-color": fact.colour, "target-arrow-color": fact.colour, "curve-style": plain ? "haystack" : "bezier", "control-point-step-size": 34,
        "target-arrow-shape": plain ? "none" : "triangle", "arrow-scale": 0.8, "overlay-opacity": 0, "z-index": 1,
      },
    },
    { selector: "edge.both", style: { "target-arrow-shape": "none" } },
    ...(["planned", "missing", "suggestion", "gap"] as const).map((kind) => ({
      selector: `edge.${kind}`,
      style: { width: lines[kind].width, "line-color": lines[kind].colour, "target-arrow-color": lines[kind].colour, ...dashed(lines[kind]), ...(kind === "gap" || kind === "suggestion" ? { "target-arrow-shape": "none", "curve-style": "bezier" } : {}) },
    })),
    { selector: "edge.bundle", style: { width: "data(wide)", "curve-style": "haystack", "target-arrow-shape": "none", "line-opacity": 0.55 } },
    { selector: "edge.near", style: { "line-color": surfaces.ink, "target-arrow-color": surfaces.ink, width: 2, "z-index": 20 } },
    { selector: "edge.missing.near", style: { "line-color": lines.missing.colour, "target-arrow-color": lines.missing.colour } },
    { selector: "node.dim", style: { opacity: 0.26 } },
    { selector: "edge.dim", style: { opacity: 0.16 } },
    { selector: "node.chosen", style: { "border-width": 3, "border-color": surfaces.ink, "font-weight": 700, "z-index": 30 } },
    { selector: "node.many", style: { "border-width": 3, "border-color": surfaces.link, "z-index": 30 } },
    { selector: "node.pinned", style: { "border-style": "double", "border-width": 4 } },
    { selector: "core", style: { "selection-box-color": surfaces.link, "selection-box-opacity": 0.12, "selection-box-border-color": surfaces.link, "active-bg-opacity": 0 } },
  );
  return rules;
}
