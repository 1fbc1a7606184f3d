/** Pale halos round the things of one gap, with a pill that names it, on a layer under the map's nodes. */

import cytoscape from "cytoscape";
import { BubbleSetsPlugin } from "cytoscape-bubblesets";
import layers from "cytoscape-layers";
import type { Dataset, Finding } from "./data";
import { textWidth, type Box } from "./layouts";
import type { Scene } from "./scene";
import type { View } from "./state";
import { said } from "./words";

cytoscape.use(layers as any);

const SVG = "http://www.w3.org/2000/svg";
const MOST = 24;

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

  /** Draw the halos of a scene: of all gaps with several things or, where one is chosen, of that one alone. */
  draw(scene: Scene, view: View): void {
    const found = this.choose(scene, view);
    const key = JSON.stringify([found.map((f) => f.id), view.gap, view.pins, view.group, view.off, view.pane]);
    if (key === this.key) return;
    this.key = key;
    for (const path of [...this.sets.getPaths()]) this.sets.removePath(path);
    for (const finding of found) {
      const { fill } = this.data.theme.severities[finding.severity];
      this.sets.addPath(this.nodesOf(finding), null, null, {
        virtualEdges: true, throttle: 400, style: { fill, fillOpacity: "0.08", stroke: fill, strokeWidth: "1.5", strokeDasharray: "5 4" },
      } as any);
    }
  }

  private choose(scene: Scene, view: View): Finding[] {
    const wanted = view.gaps && !view.group && (view.gap || !scene.focus);
    return wanted ? scene.halos.filter((f) => !view.gap || f.id === view.gap).slice(0, MOST) : [];
  }

  private ids = (finding: Finding): string[] => finding.nodes.flatMap((n) => (this.data.at.has(n.id) ? [`n${this.data.at.get(n.id)}`] : []));

  private nodesOf(finding: Finding): any {
    return this.ids(finding).reduce((nodes, id) => nodes.union(this.cy.getElementById(id)), this.cy.collection());
  }

  /**
   * Write the pills at a scale at which they can be read.
   *
   * Args: the boxes of all drawn nodes by id, in map coordinates.
   * Returns the room that the pills take, so that labels keep out of it.
   */
  write(scene: Scene, view: View, scale: number, boxes: Map<string, Box>): Box[] {
    this.pills.replaceChildren();
    this.boxes.length = 0;
    const taken = [...boxes.values()];
    for (const finding of this.choose(scene, view)) {
      const own = this.ids(finding).flatMap((id) => boxes.get(id) ?? []);
      const around = own.reduce((a, b) => ({ x1: Math.min(a.x1, b.x1), y1: Math.min(a.y1, b.y1), x2: Math.max(a.x2, b.x2), y2: Math.max(a.y2, b.y2) }));
      this.pill(finding, around, scale, taken);
    }
    return this.boxes.map(({ box }) => box);
  }

  private pill(finding: Finding, around: Box, scale: number, taken: Box[]): void {
    const { fill } = this.data.theme.severities[finding.severity];
    const text = said(this.data.legend.gap_rules[finding.rule]) || finding.rule;
    const wide = (textWidth([text]) * 13 + 24) * scale;
    const high = 26 * scale;
    const box = place(around, wide, high, taken);
    taken.push(box);
    this.boxes.push({ box, id: finding.id });
    const plate = document.createElementNS(SVG, "rect");
    for (const [name, value] of Object.entries({ x: box.x1, y: box.y1, width: wide, height: high, rx: high / 2, fill })) plate.setAttribute(name, String(value));
    const words = document.createElementNS(SVG, "text");
    for (const [name, value] of Object.entries({ x: (box.x1 + box.x2) / 2, y: box.y1 + 18 * scale, fill: "#fff", "text-anchor": "middle", "font-size": 13 * scale, class: "pill" })) words.setAttribute(name, String(value));
    words.textContent = text;
    this.pills.append(plate, words);
  }
}

/** Find room beside a box: the nearest of many spots that covers nothing, else the one that covers least. */
function place(around: Box, wide: number, high: number, taken: Box[]): Box {
  const [cx, cy] = [(around.x1 + around.x2) / 2, (around.y1 + around.y2) / 2];
  let best: Box = { x1: cx - wide / 2, y1: around.y1 - high - 14, x2: cx + wide / 2, y2: around.y1 - 14 };
  let least = Infinity;
  for (const far of [14, 40, 80]) {
    const [dx, dy] = [(around.x2 - around.x1 + wide) / 2 + far, (around.y2 - around.y1 + high) / 2 + far];
    for (const [u, v] of [[0, -1], [0, 1], [-1, 0], [1, 0], [-0.5, -1], [0.5, -1], [-0.5, 1], [0.5, 1], [-1, -0.5], [1, -0.5], [-1, 0.5], [1, 0.5], [-1, -1], [1, -1], [-1, 1], [1, 1]]) {
      const [x, y] = [cx + u * dx, cy + v * dy];
      const box = { x1: x - wide / 2, y1: y - high / 2, x2: x + wide / 2, y2: y + high / 2 };
      const cost = taken.reduce((sum, b) => sum + overlap(box, b), 0) + far / 1000;
      if (cost < least) [least, best] = [cost, box];
    }
    if (least < 1) break;
  }
  return best;
}
