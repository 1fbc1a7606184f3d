/** Pale halos round the things of one gap, with a pill that names it, on a layer under the map's nodes; what relations say, on a layer above. */

import cytoscape from "cytoscape";
import { BubbleSetsPlugin } from "cytoscape-bubblesets";
import layers from "cytoscape-layers";
import type { Dataset, Finding } from "./data";
import type { Box } from "./layouts";
import { placePills, type Pill, type Said } from "./pills";
import type { Scene } from "./scene";
import type { View } from "./state";
import { said } from "./words";

cytoscape.use(layers as any);

const SVG = "http://www.w3.org/2000/svg";
const MOST = 24;
/** Square pixels of screen for one pill. */
const PILL_ROOM = 60_000;

/** A halo as a path in map coordinates. */
export interface Outline {
  id: string;
  fill: string;
  d: string;
}

export class Halos {
  private readonly sets: BubbleSetsPlugin;
  private readonly pills: SVGGElement;
  private readonly words: any;
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
    this.words = cy.layers().nodeLayer.insertAfter("svg");
    this.words.node.setAttribute("class", "words");
    this.words.hide();
    cy.on("tap", (event: any) => event.target === cy && this.tapped(event.position));
  }

  private placed: Pill[] = [];
  private paths: { id: string; fill: string; node: SVGPathElement }[] = [];

  private tapped({ x, y }: { x: number; y: number }): void {
    const hit = this.placed.find(({ box }) => box.x1 <= x && x <= box.x2 && box.y1 <= y && y <= box.y2);
    if (hit) this.pick(hit.id);
  }

  /** Draw the halos of a scene: of all gaps with several things or, where one is chosen, of that one alone. */
  draw(scene: Scene, view: View): void {
    const found = this.choose(scene, view);
    const key = JSON.stringify([found.map((f) => f.id), view.gap, view.pins, view.group, view.off, view.pane]);
    if (key === this.key) return;
    this.key = key;
    for (const path of [...this.sets.getPaths()]) this.sets.removePath(path);
    this.paths = found.map((finding) => {
      const { fill } = this.data.theme.severities[finding.severity];
      const { node } = this.sets.addPath(this.nodesOf(finding), null, null, {
        virtualEdges: true, throttle: 400, style: { fill, fillOpacity: "0.08", stroke: fill, strokeWidth: "1.5", strokeDasharray: "5 4" },
      } as any);
      return { id: finding.id, fill, node };
    });
  }

  private choose(scene: Scene, view: View): Finding[] {
    const wanted = view.gaps && !view.group && (view.gap || !scene.focus);
    return wanted ? scene.halos.filter((f) => !view.gap || f.id === view.gap).slice(0, MOST) : [];
  }

  /** As many pills as a screen of this size bears beside the names; the gravest gaps come first. */
  private room(): number {
    return Math.max(3, Math.floor((this.cy.width() * this.cy.height()) / PILL_ROOM));
  }

  private ids = (finding: Finding): string[] => finding.nodes.flatMap((n) => (this.data.at.has(n.id) ? [`n${this.data.at.get(n.id)}`] : []));

  private nodesOf(finding: Finding): any {
    return this.ids(finding).reduce((nodes, id) => nodes.union(this.cy.getElementById(id)), this.cy.collection());
  }

  /**
   * Write the pills at a scale at which they can be read.
   *
   * Args: the boxes of all drawn nodes by id and of what can be seen when all of them are, in map coordinates.
   * Returns the room that the pills take, so that labels keep out of it.
   */
  write(scene: Scene, view: View, scale: number, boxes: Map<string, Box>, page: Box): Box[] {
    this.placed = placePills(this.wanted(scene, view, boxes), scale, [...boxes.values()], page);
    this.pills.replaceChildren(...this.placed.flatMap(({ text, box, fill }) => plate(text, box, 13 * scale, { fill }, "#fff")));
    return this.placed.map(({ box }) => box);
  }

  private wanted(scene: Scene, view: View, boxes: Map<string, Box>): Parameters<typeof placePills>[0] {
    const { theme, legend } = this.data;
    return this.choose(scene, view).slice(0, this.room()).map((f) => ({
      id: f.id, text: said(legend.gap_rules[f.rule]) || f.rule, fill: theme.severities[f.severity].fill, own: this.ids(f).flatMap((id) => boxes.get(id) ?? []),
    }));
  }

  /** Write what relations say. */
  tell(said: Said[]): void {
    const { card, line, ink } = this.data.theme.surfaces;
    // A layer that shows nothing still costs every frame.
    if (said.length) this.words.show();
    else this.words.hide();
    this.words.node.replaceChildren(...said.flatMap(({ text, box }) => plate(text, box, 11, { fill: card, stroke: line }, ink)));
  }

  /** The halos as they are drawn, for a picture of the map: their gap and their outline in map coordinates. */
  outlines(): Outline[] {
    return this.paths.flatMap(({ id, fill, node }) => (node.getAttribute("d") ? [{ id, fill, d: node.getAttribute("d")! }] : []));
  }
}

/** A plate with a text in its middle. */
function plate(text: string, box: Box, size: number, look: Record<string, string>, ink: string): SVGElement[] {
  const [wide, high] = [box.x2 - box.x1, box.y2 - box.y1];
  const shape = (kind: string, values: Record<string, string | number>) => {
    const made = document.createElementNS(SVG, kind);
    for (const [name, value] of Object.entries(values)) made.setAttribute(name, String(value));
    return made;
  };
  const words = shape("text", { x: box.x1 + wide / 2, y: box.y1 + high / 2 + size * 0.36, fill: ink, "text-anchor": "middle", "font-size": size, class: "pill" });
  words.textContent = text;
  return [shape("rect", { x: box.x1, y: box.y1, width: wide, height: high, rx: high / 2, ...look }), words];
}
