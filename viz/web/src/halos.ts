/** Pale halos round the things of one gap, with a pill that names it, on a layer under the map's nodes. */

import cytoscape from "cytoscape";
import { BubbleSetsPlugin } from "cytoscape-bubblesets";
import layers from "cytoscape-layers";
import type { Dataset, Finding } from "./data";
import type { Scene } from "./scene";
import type { View } from "./state";
import { said } from "./words";

cytoscape.use(layers as any);

const SVG = "http://www.w3.org/2000/svg";
const MOST = 24;

interface Box {
  x1: number;
  y1: number;
  x2: number;
  y2: number;
}

const overlap = (a: Box, b: Box): number => Math.max(0, Math.min(a.x2, b.x2) - Math.max(a.x1, b.x1)) * Math.max(0, Math.min(a.y2, b.y2) - Math.max(a.y1, b.y1));

export class Halos {
  private readonly sets: BubbleSetsPlugin;
  private readonly pills: SVGGElement;
  private key = "";

  constructor(
    private readonly cy: any,
    private readonly data: Dataset,
    private readonly pick: (id: string) => void,
  ) {
    const layer = cy.layers().nodeLayer.insertBefore("svg");
    this.sets = new BubbleSetsPlugin(cy, { layer, interactive: false });
    this.pills = document.createElementNS(SVG, "g");
    this.pills.setAttribute("class", "pills");
    layer.node.appendChild(this.pills);
    cy.on("tap", (event: any) => event.target === cy && this.tapped(event.position));
  }

  private readonly boxes: { box: Box; id: string }[] = [];

  private tapped({ x, y }: { x: number; y: number }): void {
    const hit = this.boxes.find(({ box }) => box.x1 <= x && x <= box.x2 && box.y1 <= y && y <= box.y2);
    if (hit) this.pick(hit.id);
  }

  /** Draw the halos of a scene: of all gaps with several things, the chosen one strong, the others pale. */
  draw(scene: Scene, view: View): void {
    const found = view.gaps ? scene.halos.filter((f) => !view.gap || f.id === view.gap).slice(0, MOST) : [];
    const focus = view.gap || !scene.focus;
    const key = JSON.stringify([found.map((f) => f.id), view.gap, Boolean(focus), view.pins, view.group, view.off, view.pane]);
    if (key === this.key) return;
    this.key = key;
    for (const path of [...this.sets.getPaths()]) this.sets.removePath(path);
    this.pills.replaceChildren();
    this.boxes.length = 0;
    if (!focus) return;
    const taken: Box[] = this.cy.nodes("node.thing").map((n: any) => n.boundingBox({ includeOverlays: false }));
    for (const finding of found) this.halo(finding, taken);
  }

  private halo(finding: Finding, taken: Box[]): void {
    const tone = this.data.theme.severities[finding.severity];
    let nodes = this.cy.collection();
    for (const n of finding.nodes) if (this.data.at.has(n.id)) nodes = nodes.union(this.cy.getElementById(`n${this.data.at.get(n.id)}`));
    if (nodes.length < 2) return;
    this.sets.addPath(nodes, null, null, {
      virtualEdges: true, throttle: 400, style: { fill: tone.fill, fillOpacity: "0.08", stroke: tone.fill, strokeWidth: "1.5", strokeDasharray: "5 4" },
    } as any);
    this.pill(finding, nodes.boundingBox(), tone.fill, taken);
  }

  private pill(finding: Finding, around: Box, fill: string, taken: Box[]): void {
    const text = said(this.data.legend.gap_rules[finding.rule]) || finding.rule;
    const wide = [...text].reduce((sum, c) => sum + (c.charCodeAt(0) > 0x2e7f ? 13 : 7.2), 0) + 24;
    const [cx, cy] = [(around.x1 + around.x2) / 2, (around.y1 + around.y2) / 2];
    const spots: [number, number][] = [
      [cx, around.y1 - 26], [cx, around.y2 + 26], [around.x1 - wide / 2 - 16, cy], [around.x2 + wide / 2 + 16, cy],
      [around.x1, around.y1 - 26], [around.x2, around.y1 - 26], [around.x1, around.y2 + 26], [around.x2, around.y2 + 26],
    ];
    const boxAt = ([x, y]: [number, number]): Box => ({ x1: x - wide / 2, y1: y - 13, x2: x + wide / 2, y2: y + 13 });
    const cost = (spot: [number, number]) => taken.reduce((sum, b) => sum + overlap(boxAt(spot), b), 0);
    const box = boxAt(spots.reduce((best, spot) => (cost(spot) < cost(best) ? spot : best)));
    taken.push(box);
    this.boxes.push({ box, id: finding.id });
    const plate = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ x: box.x1, y: box.y1, width: wide, height: 26, rx: 13, fill })) plate.setAttribute(name, String(value));
    const words = document.createElementNS(SVG, "text");
    for (const [name, value] of Object.entries({ x: (box.x1 + box.x2) / 2, y: box.y1 + 18, fill: "#fff", "text-anchor": "middle", class: "pill" })) words.setAttribute(name, String(value));
    words.textContent = text;
    this.pills.append(plate, words);
  }
}
