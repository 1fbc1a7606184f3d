/** The drawn map: Cytoscape.js kept in step with what the view shows. It decides nothing; it reports what the reader does. */

import cytoscape from "cytoscape";
import { Halos, type Outline } from "./halos";
import type { Dataset } from "./data";
import { frames, placeLabels, textWidth, type Box, type Label, type Place } from "./layouts";
import { around, placeWords, type Said } from "./pills";
import type { Scene } from "./scene";
import type { View } from "./state";
import { sheet } from "./style";
import { t } from "./words";

const READABLE = 9;
const WRITTEN = 11.5;
const MARGIN = 34;
const TOOLS = 26;
const SHAPES_FROM = 0.35;
const CURVES_UP_TO = 1500;

/** One element as it should be drawn. */
interface Drawn {
  group: "nodes" | "edges";
  data: { id: string; text: string; size?: number; wide?: number; parent?: string; source?: string; target?: string; gap?: string };
  classes: string[];
  position?: Place;
}

/** What the map reports. */
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
  private wanted = new Map<string, Drawn>();
  private drawn = new Map<string, Drawn>();
  private scene: Scene | null = null;
  private view: View | null = null;

  constructor(
    container: HTMLElement,
    private readonly data: Dataset,
    private readonly hands: Hands,
  ) {
    this.cy = (cytoscape as any)({
      container, elements: [], style: sheet(data, false), layout: { name: "preset" }, minZoom: 0.0005, maxZoom: 4,
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
      this.waiting = window.setTimeout(() => this.rewrite(), 60);
    });
    this.cy.on("mouseover", "node", () => (this.cy.container().style.cursor = "pointer"));
    this.cy.on("mouseout", "node", () => (this.cy.container().style.cursor = ""));
  }

  /** Bring the map in step with a scene. */
  draw(scene: Scene, view: View): void {
    const first = this.scene === null;
    [this.scene, this.view] = [scene, view];
    const wanted = new Map<string, Drawn>();
    this.addThings(wanted, scene, view);
    this.addRegions(wanted, scene);
    this.addLines(wanted, scene, view);
    this.wanted = wanted;
    if (first) this.frame([...this.places()]);
    this.write();
    const plain = scene.relations.length + scene.bundles.length > CURVES_UP_TO;
    if (plain !== this.plain) this.cy.style(sheet(this.data, plain));
    this.plain = plain;
    this.cy.batch(() => this.apply(wanted));
    this.halos.draw(scene, view);
    this.halos.tell(this.told(scene));
  }

  /** What the relations say that stand out, where there is room. */
  private told(scene: Scene): Said[] {
    const at = (i: number) => this.wanted.get(`n${i}`)!.position!;
    const lines = [...(scene.focus?.told ?? [])].filter((i) => this.wanted.has(`e${i}`)).map((i) => {
      const { source, target } = this.data.relations[i];
      return { pair: source < target ? `${source} ${target}` : `${target} ${source}`, from: at(source), to: at(target), text: this.wanted.get(`e${i}`)!.data.text };
    });
    return lines.length ? placeWords(lines, [...scene.focus!.things].flatMap((i) => (this.wanted.has(`n${i}`) ? [this.box(this.wanted.get(`n${i}`)!, true)] : []))) : [];
  }

  /** Change only what differs from what is drawn: styles are what drawing costs. */
  private apply(wanted: Map<string, Drawn>): void {
    const gone = [...this.drawn.keys()].filter((id) => !wanted.has(id));
    const fresh: Drawn[] = [];
    // Frames come first and go last: what stands in them needs them.
    this.cy.add([...wanted].filter(([id, e]) => e.classes.includes("frame") && !this.drawn.has(id)).map(([, e]) => e));
    for (const id of gone) if (!this.drawn.get(id)!.classes.includes("frame")) this.cy.getElementById(id).remove();
    for (const [id, element] of wanted) {
      const old = this.drawn.get(id);
      if (old) this.renew(id, old, element);
      else if (!element.classes.includes("frame")) fresh.push(element);
    }
    this.cy.add(fresh.filter((e) => e.group === "nodes"));
    this.cy.add(fresh.filter((e) => e.group === "edges"));
    for (const id of gone) if (this.drawn.get(id)!.classes.includes("frame")) this.cy.getElementById(id).remove();
    this.drawn = new Map([...wanted].map(([id, e]) => [id, { ...e, data: { ...e.data }, classes: [...e.classes] }]));
  }

  private renew(id: string, old: Drawn, element: Drawn): void {
    const node = this.cy.getElementById(id);
    if (old.classes.join(" ") !== element.classes.join(" ")) node.classes(element.classes);
    if (old.data.parent !== element.data.parent) node.move({ parent: element.data.parent ?? null });
    for (const key of ["text", "size", "wide"] as const) if (old.data[key] !== element.data[key]) node.data(key, element.data[key]);
    if (element.position) {
      const { x, y } = node.position();
      if (x !== element.position.x || y !== element.position.y) node.position(element.position);
    }
  }

  private addThings(wanted: Map<string, Drawn>, scene: Scene, view: View): void {
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
        group: "nodes", classes, position: at?.place ?? scene.places.get(i)!, data: { id: `n${i}`, text: thing.lines.join("\n"), size: data.theme.sizes.label, parent: at?.parent },
      });
    }
  }

  private addRegions(wanted: Map<string, Drawn>, scene: Scene): void {
    const data = this.data;
    for (const { region, count } of scene.closed) {
      const { x, y, members, radius } = data.regions[region];
      const text = t("regionName", { name: `${data.things[members[0]].lines.join("")}\n`, n: count });
      const wide = radius * Math.sqrt(count / members.length);
      wanted.set(`r${region}`, { group: "nodes", position: { x, y }, data: { id: `r${region}`, text, size: data.theme.sizes.label, wide }, classes: ["region", ...(scene.focus ? ["dim"] : [])] });
    }
    if (!scene.trayCount) return;
    const low = Math.max(...data.regions.map((r) => r.y + r.radius));
    wanted.set("tray", { group: "nodes", position: { x: 0, y: low + 200 }, data: { id: "tray", text: t("trayNode", { n: scene.trayCount }), size: data.theme.sizes.label, wide: 260 }, classes: ["region", "trayed"] });
  }

  private addLines(wanted: Map<string, Drawn>, scene: Scene, view: View): void {
    const data = this.data;
    const words = document.documentElement.lang.startsWith("zh") ? "zh" : "en";
    for (const i of scene.relations) {
      const r = data.relations[i];
      const classes = ["relation", r.status];
      if (data.legend.relations[r.type]?.symmetric) classes.push("both");
      if (scene.focus) classes.push(scene.focus.relations.has(i) ? "near" : "dim");
      wanted.set(`e${i}`, { group: "edges", classes, data: { id: `e${i}`, source: `n${r.source}`, target: `n${r.target}`, text: data.legend.relations[r.type]?.[words] ?? r.type } });
    }
    for (const { from, to, count } of scene.bundles)
      if (wanted.has(from) && wanted.has(to))
        wanted.set(`b${from}-${to}`, { group: "edges", classes: ["bundle", ...(scene.focus ? ["dim"] : [])], data: { id: `b${from}-${to}`, text: "", source: from, target: to, wide: Math.min(1 + Math.log2(count) * 1.6, 12) } });
    if (!view.gaps) return;
    scene.suggestions.forEach((k) => {
      const s = data.suggestions[k];
      wanted.set(`s${k}`, { group: "edges", classes: ["suggestion"], data: { id: `s${k}`, source: `n${s.source}`, target: `n${s.target}`, text: "" } });
    });
    for (const { id, gap, from, to } of scene.breaks)
      wanted.set(id, { group: "edges", classes: ["gap", ...(scene.focus && view.gap !== gap ? ["dim"] : [])], data: { id, source: `n${from}`, target: `n${to}`, text: "", gap } });
  }

  /** Decide which labels can be read at this scale, none over another, and where pills stand. */
  private write(): void {
    const { scene, view } = this;
    if (!scene || !view) return;
    const zoom = (this.labelsAt = this.cy.zoom());
    const own = this.data.theme.sizes.label;
    const far = own * zoom < READABLE;
    const nodes = [...this.wanted.values()].filter((e) => e.position);
    const boxes = new Map(nodes.map((e) => [e.data.id, this.box(e, !far)]));
    const blocked = this.halos.write(scene, view, far ? WRITTEN / own / zoom : 1, boxes, this.page([...boxes.values()], [...(view.gap ? this.ofGap(view.gap) : [])].flatMap((i) => boxes.get(`n${i}`) ?? [])));
    if (far && zoom > SHAPES_FROM) blocked.push(...boxes.values());
    const chosen = far ? placeLabels(nodes.map((e, order) => this.label(e, order, scene, view)), zoom, WRITTEN, blocked) : null;
    const size = Math.round((WRITTEN / zoom) * 10) / 10;
    nodes.forEach((element, order) => {
      const written = !chosen || chosen.has(order);
      element.classes = element.classes.filter((c) => c !== "mute");
      if (!written) element.classes.push("mute");
      element.data.size = chosen && written ? size : own;
    });
  }

  private rewrite(): void {
    if (Math.abs(this.cy.zoom() / this.labelsAt - 1) < 0.06) return;
    this.write();
    this.cy.batch(() => this.apply(this.wanted));
  }

  private box({ position, data, classes }: Drawn, labelled: boolean): Box {
    const { sizes } = this.data.theme;
    const { x, y } = position!;
    const half = (data.wide ?? (classes.includes("hub") ? sizes.hub : sizes.node)) / 2;
    const lines = data.text.split("\n");
    const side = labelled ? Math.max(half, textWidth(lines) * sizes.label * 0.5) : half;
    return { x1: x - side, y1: y - half, x2: x + side, y2: y + half + (labelled ? lines.length * sizes.line_height + 4 : 0) };
  }

  private label({ position, data, classes }: Drawn, order: number, scene: Scene, view: View): Label {
    const index = Number(data.id.slice(1));
    const region = classes.includes("region");
    let weight = region ? 1000 + data.wide! : this.data.things[index].edges.length;
    if (!region && scene.focus?.things.has(index)) weight += 10_000;
    if (!region && this.data.things[index].id === view.node) weight += 100_000;
    if (!region && view.gaps && scene.severity.has(index)) weight += 4;
    return { index: order, ...position!, lines: data.text.split("\n"), weight, half: region ? -10 : classes.includes("hub") ? 24 : 18 };
  }

  private *places(): Iterable<Box> {
    for (const element of this.wanted.values()) if (element.position) yield this.box(element, true);
  }

  /** The scale at which a box fills the screen. */
  private fitting({ x1, y1, x2, y2 }: Box): number {
    return Math.min(1.25, Math.max(this.cy.width() - 2 * MARGIN, 1) / Math.max(x2 - x1, 1), Math.max(this.cy.height() - 2 * (MARGIN + TOOLS), 1) / Math.max(y2 - y1, 1));
  }

  /** The scale at which `look` shows a box with what is round it. */
  private looking({ x1, y1, x2, y2 }: Box): number {
    return Math.min(1.2, Math.max(this.cy.width() - 220, 60) / Math.max(x2 - x1, 60), Math.max(this.cy.height() - 200, 60) / Math.max(y2 - y1, 60));
  }

  private ofGap(id: string): number[] {
    return this.data.findings.find((f) => f.id === id)?.nodes.flatMap((n) => this.data.at.get(n.id) ?? []) ?? [];
  }

  /** What the screen shows, in map coordinates, when it shows all these boxes, or when it looks at some of them. */
  private page(boxes: Box[], some: Box[]): Box {
    if (!boxes.length) return { x1: 0, y1: 0, x2: 0, y2: 0 };
    const all = around(some.length ? some : boxes);
    const zoom = some.length ? this.looking(all) : this.fitting(all);
    const [x, y, wide, high] = [(all.x1 + all.x2) / 2, (all.y1 + all.y2) / 2, this.cy.width() / zoom / 2 - 4 / zoom, this.cy.height() / zoom / 2 - 4 / zoom];
    return { x1: x - wide, y1: y - high, x2: x + wide, y2: y + high };
  }

  /** Bring boxes into view, at most at the map's own scale and a quarter. */
  private frame(boxes: Box[]): void {
    if (!boxes.length || this.cy.width() <= 2 * MARGIN) return;
    const all = around(boxes);
    const [width, height] = [this.cy.width(), this.cy.height()];
    const zoom = this.fitting(all);
    this.cy.viewport({ zoom, pan: { x: width / 2 - (zoom * (all.x1 + all.x2)) / 2, y: height / 2 - (zoom * (all.y1 + all.y2)) / 2 } });
  }

  /** Take the room that the page gives; where it had none before, show everything in it. */
  resize(): void {
    const before = this.cy.width();
    this.cy.resize();
    if (before <= 2 * MARGIN && this.cy.width() > 2 * MARGIN) this.fit();
  }

  /** Show everything. */
  fit(): void {
    this.cy.resize();
    this.frame([...this.places()]);
    this.rewrite();
  }

  /** Bring things into the middle. */
  look(indexes: number[]): void {
    let found = this.cy.collection();
    for (const i of indexes) found = found.union(this.cy.getElementById(`n${i}`));
    if (!found.length) return;
    const box = found.boundingBox({ includeLabels: false }); // far away they are written large
    const [width, height] = [this.cy.width(), this.cy.height()];
    const zoom = this.looking(box);
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

  /** Where each drawn thing stands on the screen. */
  standing(): { index: number; at: [number, number] }[] {
    return this.cy.nodes("node.thing").map((node: any) => {
      const { x, y } = node.renderedPosition();
      return { index: Number(node.id().slice(1)), at: [x, y] };
    });
  }

  /** The halos of the gaps, for a picture of the map. */
  outlines(): Outline[] {
    return this.halos.outlines();
  }
}
