/** The drawn map: Cytoscape.js kept in step with what the view shows. It decides nothing; it reports what the reader does. */

import cytoscape from "cytoscape";
import fcose from "cytoscape-fcose";
import { Halos } from "./halos";
import type { Dataset } from "./data";
import { frames, placeLabels, placeOf, type Label, type Place } from "./layouts";
import type { Scene } from "./scene";
import type { View } from "./state";
import { sheet } from "./style";
import { t } from "./words";

cytoscape.use(fcose);

const READABLE = 9;
const WRITTEN = 11.5;
const SHAPES_FROM = 0.35;
const CURVES_UP_TO = 1500;

export interface Hands {
  pick(index: number | null, additive: boolean): void;
  pickRelation(index: number): void;
  pickGap(id: string): void;
  open(region: number | "tray"): void;
  choose(indexes: number[]): void;
  pin(places: Record<string, [number, number]>): void;
}

const calm = (): boolean => matchMedia("(prefers-reduced-motion: reduce)").matches;

export class Chart {
  readonly cy: any;
  private readonly halos: Halos;
  private plain = false;
  private labelsAt = 0;
  private waiting = 0;
  private scene: Scene | null = null;
  private view: View | null = null;

  constructor(
    container: HTMLElement,
    private readonly data: Dataset,
    private readonly hands: Hands,
  ) {
    this.cy = (cytoscape as any)({
      container, elements: [], style: sheet(data, false), layout: { name: "preset" }, minZoom: 0.02, maxZoom: 4,
      boxSelectionEnabled: true, selectionType: "additive", autounselectify: false,
    });
    this.halos = new Halos(this.cy, data, hands.pickGap);
    this.listen();
  }

  private listen(): void {
    this.cy.on("tap", (event: any) => event.target === this.cy && this.hands.pick(null, false));
    this.cy.on("tap", "node.thing", (event: any) => {
      const keys = event.originalEvent as MouseEvent | undefined;
      this.hands.pick(Number(event.target.id().slice(1)), Boolean(keys?.shiftKey || keys?.ctrlKey || keys?.metaKey));
    });
    this.cy.on("tap", "node.region", (event: any) => this.hands.open(event.target.id() === "tray" ? "tray" : Number(event.target.id().slice(1))));
    this.cy.on("tap", "edge.relation", (event: any) => this.hands.pickRelation(Number(event.target.id().slice(1))));
    this.cy.on("tap", "edge.gap", (event: any) => this.hands.pickGap(event.target.data("gap")));
    this.cy.on("boxend", () =>
      setTimeout(() => {
        const chosen = this.cy.nodes("node.thing:selected").map((n: any) => Number(n.id().slice(1)));
        this.cy.elements(":selected").unselect();
        if (chosen.length) this.hands.choose(chosen);
      }),
    );
    this.cy.on("dragfree", "node.thing", (event: any) => {
      const thing = this.data.things[Number(event.target.id().slice(1))];
      const { x, y } = event.target.position();
      this.hands.pin({ [thing.id]: [Math.round(x), Math.round(y)] });
    });
    this.cy.on("zoom", () => {
      clearTimeout(this.waiting);
      this.waiting = window.setTimeout(() => this.writeLabels(false), 60);
    });
    this.cy.on("mouseover", "node", () => (this.cy.container().style.cursor = "pointer"));
    this.cy.on("mouseout", "node", () => (this.cy.container().style.cursor = ""));
  }

  /** Bring the map in step with a scene. */
  draw(scene: Scene, view: View): void {
    const first = this.scene === null;
    [this.scene, this.view] = [scene, view];
    const wanted = new Map<string, any>();
    this.addThings(wanted, scene, view);
    this.addRegions(wanted, scene);
    this.addLines(wanted, scene, view);
    const plain = scene.relations.length + scene.bundles.length > CURVES_UP_TO;
    if (plain !== this.plain) this.cy.style(sheet(this.data, plain));
    this.plain = plain;
    this.cy.batch(() => this.apply(wanted));
    this.halos.draw(scene, view);
    this.writeLabels(true);
    if (first) this.fit();
  }

  private apply(wanted: Map<string, any>): void {
    const gone = this.cy.elements().filter((e: any) => !wanted.has(e.id()));
    gone.filter((e: any) => !e.hasClass("frame")).remove();
    const fresh: any[] = [];
    // Frames come first and go last: what stands in them needs them.
    this.cy.add([...wanted.values()].filter((e) => e.classes.includes("frame") && !this.cy.getElementById(e.data.id).length));
    for (const [id, element] of wanted) {
      const old = this.cy.getElementById(id);
      if (!old.length) {
        fresh.push(element);
        continue;
      }
      old.classes(element.classes);
      if (element.classes.includes("frame")) old.data("text", element.data.text);
      else if (element.group === "nodes") {
        const parent = element.data.parent ?? null;
        if ((old.data("parent") ?? null) !== parent) old.move({ parent });
        const { x, y } = old.position();
        if (x !== element.position.x || y !== element.position.y) old.position(element.position);
      }
      if (element.data.text !== undefined && old.data("text") !== element.data.text) old.data("text", element.data.text);
      if (element.data.wide !== undefined) old.data("wide", element.data.wide);
    }
    this.cy.add(fresh);
    this.cy.nodes(".frame").filter((f: any) => !wanted.has(f.id())).remove();
  }

  private addThings(wanted: Map<string, any>, scene: Scene, view: View): void {
    const data = this.data;
    const grouped = new Map<number, { place: Place; parent: string }>();
    if (view.group) {
      const key = (i: number) => (view.group === "place" ? data.things[i].place || "—" : data.legend.labels[data.things[i].label][document.documentElement.lang.startsWith("zh") ? "zh" : "en"]);
      frames(data, scene.things, (thing) => key(thing.index)).forEach(({ key: text, places }, k) => {
        wanted.set(`f${k}`, { group: "nodes", data: { id: `f${k}`, text, size: 16 }, classes: ["frame"] });
        for (const [i, place] of places) grouped.set(i, { place, parent: `f${k}` });
      });
    }
    for (const i of scene.things) {
      const thing = data.things[i];
      const classes = ["thing", `L-${thing.label}`];
      if (thing.edges.length >= data.theme.sizes.hub_degree) classes.push("hub");
      if (view.gaps && scene.severity.has(i)) classes.push(`gap-${scene.severity.get(i)}`);
      if (scene.focus && !scene.focus.things.has(i)) classes.push("dim");
      if (thing.id === view.node) classes.push("chosen");
      if (view.many.includes(thing.id)) classes.push("many");
      if (view.pins[thing.id]) classes.push("pinned");
      const at = grouped.get(i);
      wanted.set(`n${i}`, {
        group: "nodes", classes, position: at?.place ?? placeOf(thing, view), data: { id: `n${i}`, text: thing.lines.join("\n"), size: data.theme.sizes.label, parent: at?.parent },
      });
    }
  }

  private addRegions(wanted: Map<string, any>, scene: Scene): void {
    const data = this.data;
    for (const { region, count } of scene.closed) {
      const { x, y, members, radius } = data.regions[region];
      const text = t("regionName", { name: data.things[members[0]].lines.join(""), n: count });
      const wide = Math.min(radius * 1.1, 60 + Math.sqrt(count) * 22);
      wanted.set(`r${region}`, { group: "nodes", position: { x, y }, data: { id: `r${region}`, text, size: data.theme.sizes.label, wide }, classes: ["region", ...(scene.focus ? ["dim"] : [])] });
    }
    if (!scene.trayCount) return;
    const low = Math.max(...data.regions.map((r) => r.y + r.radius));
    wanted.set("tray", { group: "nodes", position: { x: 0, y: low + 200 }, data: { id: "tray", text: t("trayNode", { n: scene.trayCount }), size: data.theme.sizes.label, wide: 260 }, classes: ["region", "trayed"] });
  }

  private addLines(wanted: Map<string, any>, scene: Scene, view: View): void {
    const data = this.data;
    const words = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
    for (const i of scene.relations) {
      const r = data.relations[i];
      const classes = ["relation", r.status];
      if (data.legend.relations[r.type]?.symmetric) classes.push("both");
      if (scene.focus) classes.push(scene.focus.relations.has(i) ? "near" : "dim");
      if (scene.focus?.told.has(i)) classes.push("told");
      wanted.set(`e${i}`, { group: "edges", classes, data: { id: `e${i}`, source: `n${r.source}`, target: `n${r.target}`, text: data.legend.relations[r.type]?.[words] ?? r.type } });
    }
    for (const { from, to, count } of scene.bundles)
      if (wanted.has(from) && wanted.has(to))
        wanted.set(`b${from}-${to}`, { group: "edges", classes: ["bundle", ...(scene.focus ? ["dim"] : [])], data: { id: `b${from}-${to}`, source: from, target: to, wide: Math.min(1 + Math.log2(count) * 1.6, 12) } });
    if (!view.gaps) return;
    scene.suggestions.forEach((k) => {
      const s = data.suggestions[k];
      wanted.set(`s${k}`, { group: "edges", classes: ["suggestion", ...(scene.focus && !(scene.focus.things.has(s.source) && scene.focus.things.has(s.target)) ? ["dim"] : [])], data: { id: `s${k}`, source: `n${s.source}`, target: `n${s.target}`, text: "" } });
    });
    for (const { id, gap, from, to } of scene.breaks)
      wanted.set(id, { group: "edges", classes: ["gap", ...(scene.focus && view.gap !== gap ? ["dim"] : [])], data: { id, source: `n${from}`, target: `n${to}`, text: "", gap } });
  }

  /** Write the labels that can be read at this scale, none over another. */
  private writeLabels(force: boolean): void {
    const zoom = this.cy.zoom();
    const own = this.data.theme.sizes.label;
    if (!force && Math.abs(zoom / this.labelsAt - 1) < 0.06) return;
    this.labelsAt = zoom;
    const far = own * zoom < READABLE;
    const { scene, view } = this;
    if (!scene || !view) return;
    const size = Math.round((WRITTEN / zoom) * 10) / 10;
    const nodes = this.cy.nodes("node.thing, node.region");
    const blocked = this.halos.write(far ? Math.min(WRITTEN / own / zoom, 3) : 1);
    if (far && zoom > SHAPES_FROM) nodes.forEach((node: any) => void blocked.push(node.boundingBox({ includeLabels: false, includeOverlays: false })));
    const chosen = far ? placeLabels(this.labels(nodes, scene, view), zoom, WRITTEN, blocked) : null;
    this.cy.batch(() =>
      nodes.forEach((node: any) => {
        const written = !chosen || chosen.has(node.data("order"));
        node.toggleClass("mute", !written);
        const wanted = chosen && written ? size : own;
        if (node.data("size") !== wanted) node.data("size", wanted);
      }),
    );
  }

  private labels(nodes: any, scene: Scene, view: View): Label[] {
    const data = this.data;
    return nodes.map((node: any, order: number) => {
      node.data("order", order);
      const index = Number(node.id().slice(1));
      const region = node.hasClass("region");
      let weight = region ? 1000 + node.data("wide") : data.things[index].edges.length;
      if (!region && scene.focus?.things.has(index)) weight += 10000;
      if (!region && data.things[index].id === view.node) weight += 100000;
      if (!region && view.gaps && scene.severity.has(index)) weight += 4;
      const { x, y } = node.position();
      return { index: order, x, y, lines: String(node.data("text")).split("\n"), weight, half: region ? -10 : node.hasClass("hub") ? 24 : 18 };
    });
  }

  /** Show everything. */
  fit(): void {
    this.cy.resize();
    if (!this.cy.nodes().length) return;
    this.cy.fit(undefined, 36);
    if (this.cy.zoom() > 1.25) this.zoomBy(1.25 / this.cy.zoom());
    this.writeLabels(true);
  }

  /** Bring things into the middle. */
  look(indexes: number[]): void {
    let found = this.cy.collection();
    for (const i of indexes) found = found.union(this.cy.getElementById(`n${i}`));
    if (!found.length) return;
    const box = found.boundingBox();
    const [width, height] = [this.cy.width(), this.cy.height()];
    const zoom = Math.min(1.2, (width - 220) / Math.max(box.w, 60), (height - 200) / Math.max(box.h, 60));
    const pan = { x: width / 2 - zoom * (box.x1 + box.w / 2), y: height / 2 - zoom * (box.y1 + box.h / 2) };
    this.cy.stop();
    if (calm()) this.cy.viewport({ zoom, pan });
    else this.cy.animate({ zoom, pan, duration: 350 });
  }

  /** Bring one thing into sight, without a change of scale if it can be seen. */
  reveal(index: number): void {
    const node = this.cy.getElementById(`n${index}`);
    if (!node.length) return;
    const { x, y } = node.renderedPosition();
    if (x < 40 || y < 40 || x > this.cy.width() - 40 || y > this.cy.height() - 60 || this.cy.zoom() < 0.35) {
      const zoom = Math.max(this.cy.zoom(), 0.8);
      if (calm()) this.cy.zoom(zoom).center(node);
      else this.cy.animate({ zoom, center: { eles: node }, duration: 300 });
    }
  }

  /** Change the scale about the middle. */
  zoomBy(factor: number): void {
    this.cy.zoom({ level: this.cy.zoom() * factor, renderedPosition: { x: this.cy.width() / 2, y: this.cy.height() / 2 } });
  }

  /** Place what is shown anew, from where it stands, and report the places so that the step can be undone. */
  arrange(): void {
    const nodes = this.cy.nodes("node.thing");
    const run = nodes.union(nodes.edgesWith(nodes)).layout({
      name: "fcose", quality: "proof", randomize: false, animate: false, nodeDimensionsIncludeLabels: true, fit: false, idealEdgeLength: 95, nodeSeparation: 90, packComponents: false,
    } as any);
    run.one("layoutstop", () => {
      const places: Record<string, [number, number]> = {};
      nodes.forEach((node: any) => {
        const { x, y } = node.position();
        places[this.data.things[Number(node.id().slice(1))].id] = [Math.round(x), Math.round(y)];
      });
      this.hands.pin(places);
      this.fit();
    });
    run.run();
  }

  /** Where each drawn thing stands on the screen. */
  standing(): { index: number; at: [number, number] }[] {
    return this.cy.nodes("node.thing").map((node: any) => {
      const { x, y } = node.renderedPosition();
      return { index: Number(node.id().slice(1)), at: [x, y] };
    });
  }

  /** The whole map as a PNG picture. */
  picture(): Promise<Blob> {
    return this.cy.png({ output: "blob-promise", full: true, scale: 2, maxWidth: 8000, maxHeight: 8000, bg: this.data.theme.surfaces.paper });
  }
}
